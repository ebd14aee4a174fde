import type { IntakeWords } from '../text/id/intake.ts'
import { plain } from './clean.ts'

/** 3 for "3", "3.", "(3)" or "tiga"; null when the text is no number of one or two digits. */
export function readNumber(text: string, words: IntakeWords): number | null {
  const digits = /^\(?(\d{1,2})[.)]?$/.exec(text.trim())?.[1]
  if (digits !== undefined) return Number(digits)
  const index = words.recognised.numbers.indexOf(plain(text))
  return index < 0 ? null : index + 1
}
