import { problem, type ProfileProblem } from './problem.ts'
import type { Sketch } from './sketch.ts'

/** A name that stands for nothing. An empty one has been reported as unreadable already. */
export function* unknown(
  code: ProfileProblem['code'],
  where: string[],
  name: string,
  known: readonly string[],
): Generator<ProfileProblem> {
  if (name !== '' && !known.includes(name)) yield problem(code, where, name, known)
}

/** Entries of one list that share an id. */
export function* duplicates(where: string[], entries: readonly { id: string }[]): Generator<ProfileProblem> {
  for (const id of repeated(entries.map((entry) => entry.id)))
    yield problem('duplicate-id', [...where, id], id)
}

/** The names that stand more than once, each named once. */
export function repeated(names: readonly (string | undefined)[]): string[] {
  const again = names.filter((name, i) => name && names.indexOf(name) !== i)
  return [...new Set(again)] as string[]
}

/** The role of that id, if the profile has it. */
export function roleOf(p: Sketch, id: string): Sketch['roles'][string] | undefined {
  return Object.hasOwn(p.roles, id) ? p.roles[id] : undefined
}

/** A role that must exist and be held by people of the office. */
export function* mustBeStaff(p: Sketch, where: string[], id: string): Generator<ProfileProblem> {
  const role = roleOf(p, id)
  if (!role) yield* unknown('unknown-role', where, id, Object.keys(p.roles))
  else if (role.kind !== 'staff') yield problem('not-staff', where, id)
}
