import { distance } from 'fastest-levenshtein'
import { plain } from './clean.ts'

/** Shorter words are too much like others ("ya", "dua"). */
const lettersMin = 4
/** A quarter of the letters may differ. */
const differenceMax = 0.25

/** The one choice whose label a text nearly is ("krim" for *Kirim*); undefined where none is, or two are. */
export function closest<T extends { label: string }>(said: string, choices: readonly T[]): T | undefined {
  if (said.length < lettersMin) return undefined
  const near = choices.filter(({ label }) => {
    const form = plain(label)
    return distance(said, form) <= differenceMax * Math.max(said.length, form.length)
  })
  return near.length === 1 ? near[0] : undefined
}
