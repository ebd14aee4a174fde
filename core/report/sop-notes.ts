import type { Profile } from '../sop/sop.ts'

/** Something the source does not say, with every place of the profile (as in `ProfileProblem`) that rests on it. */
export type Unconfirmed = { text: string; places: string[][] }

const mark = 'perlu konfirmasi'

/** Everything a profile marks *perlu konfirmasi*, in its own order; the same note at several places is one. */
export function unconfirmed(profile: Profile): Unconfirmed[] {
  const found = new Map<string, string[][]>()
  for (const { note, where } of notesIn(profile, []))
    if (note.includes(mark)) found.set(note, [...(found.get(note) ?? []), where])
  return [...found].map(([note, places]) => ({ text: withoutMark(note), places }))
}

/** `perlu konfirmasi: pelaksana disimpulkan` → `pelaksana disimpulkan`; empty for the bare mark. */
function withoutMark(note: string): string {
  return note.startsWith(mark) ? note.slice(mark.length).replace(/^[\s:]+/, '') : note
}

function notesIn(part: unknown, where: string[]): { note: string; where: string[] }[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'note' && typeof value === 'string') return [{ note: value, where }]
    return notesIn(value, [...where, Array.isArray(part) ? nameOf(value, key) : key])
  })
}

function nameOf(entry: unknown, index: string): string {
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined
  return typeof id === 'string' ? id : `#${Number(index) + 1}`
}
