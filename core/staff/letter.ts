import { cleanText } from '../intake/clean.ts'
import type { Reading } from '../intake/dates.ts'
import { checkLetterNumber } from '../intake/letter.ts'
import type { DocumentWords } from '../text/id/documents.ts'

/** What the registry office gave a paper. */
export type LetterGiven = { letter: string; agenda: string | null }

const agendaLengthMax = 30

/**
 * Reads `005/123/TIK/2026 agenda 45`; the agenda number may be left out. Null where either is no number. A letter number
 * that merely looks unusual is taken as written: whoever types it has it before their eyes.
 */
export function readLetter(text: string, given: Reading, { agenda }: DocumentWords): LetterGiven | null {
  const names = given.words.recognised.dates.beforeLetterNumber.join('|')
  const between = new RegExp(
    `(?:^|[ ,;(]+)(?:(?:${names})[ .]*)?${agenda}(?:[ .:]+|$)(?:(?:${names})[ .:]*)?`,
    'i',
  )
  const [first = '', second, ...more] = cleanText(text).replace(/\s+/g, ' ').split(between)
  const checked = checkLetterNumber(first, given)
  const number = second?.replace(/[ ,;)]+$/, '') ?? null
  const isAgenda = number === null || (/\d/.test(number) && number.length <= agendaLengthMax)
  if (checked.ok === false || !isAgenda || more.length > 0) return null
  const answer = checked.ok === true ? checked.answer : checked.suggested[0]?.answer
  return answer ? { letter: answer.value, agenda: number } : null
}
