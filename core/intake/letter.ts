import type { DateTime } from 'luxon'
import { plain, usefulLength } from './clean.ts'
import { findDate, readDate, today, type Reading } from './dates.ts'
import type { Checked } from './fields.ts'
import type { Answer } from './form.ts'
import { findPhone } from './phone.ts'

const lengthMax = 100

/**
 * The number of a letter as offices write it, `005/123-Dindik/X/2026` or `W.10.UM.01.01-123`, also out of a sentence.
 * One without any sign between its parts is doubtful, and accepted when insisted on.
 */
export function checkLetterNumber(text: string, given: Reading): Checked {
  if (usefulLength(text) === 0) return { ok: false, problem: 'empty' }
  const names = given.words.recognised.dates.beforeLetterNumber.join('|')
  const written = text
    .replace(new RegExp(`^(?:(?:${names})[ .:]*)+(?=\\S)`, 'iu'), '')
    .replace(/ *([/-]) */g, '$1')
  const number = /^\S+$/.test(written) ? trimmed(written) : findLetterNumber(text, given)
  if (number !== null && isNumbered(number) && !isOther(number, given)) return accept(number)
  const isShort = /^[\p{L}\d ./()&-]+$/u.test(written) && written.split(' ').length <= 4
  if (!/\d/.test(written) || !isShort || written.length > lengthMax || isOther(written, given))
    return { ok: false, problem: written.length > lengthMax ? 'too-long' : 'letter-number' }
  return { ok: 'unsure', suggested: [{ answer: { value: written, shown: written }, own: true }] }
}

/** The date of a letter, which is never ahead. `value` is `2026-10-14`, `shown` 14 Oktober 2026. */
export function checkLetterDate(text: string, given: Reading): Checked {
  if (text === '') return { ok: false, problem: 'empty' }
  const date = readDate(text, given) ?? findDate(text, given)
  if (!date) return { ok: false, problem: 'date-unreadable' }
  if (!date.isValid) return { ok: false, problem: 'date-none' }
  if (date > today(given)) return { ok: false, problem: 'date-ahead' }
  return { ok: true, answer: dateAnswer(date) }
}

/** The letter a longer text speaks of: its number, and a date written out beside it. Nulls where there is none. */
export function findLetter(text: string, given: Reading): { number: Answer | null; date: Answer | null } {
  const number = findLetterNumber(text, given)
  const date = number === null ? null : findDate(text, given)
  return { number: number === null ? null : { value: number, shown: number }, date: date && dateAnswer(date) }
}

/** Three parts and a digit, as no other word has; with two parts only where the text calls it a number. */
function findLetterNumber(text: string, given: Reading): string | null {
  const names = given.words.recognised.dates.beforeLetterNumber
  const tokens = text.split(/[\s,;:]+/)
  for (const [index, token] of tokens.entries()) {
    const number = trimmed(token)
    const isCalled = names.includes(plain(tokens[index - 1] ?? ''))
    const isWhole = isNumbered(number) && (isCalled || number.split('/').length > 2)
    if (isWhole && !isOther(number, given)) return number
  }
  return null
}

/** Letters, digits and signs, with a digit and a sign between two parts. */
function isNumbered(text: string): boolean {
  return (
    /^[\p{L}\d()][\p{L}\d.()&_/-]*$/u.test(text) &&
    /\d/.test(text) &&
    /[\p{L}\d)][/.-][\p{L}\d(]/u.test(text) &&
    !text.includes('//') &&
    text.length <= lengthMax
  )
}

/** A day or a telephone number is no number of a letter. */
function isOther(text: string, given: Reading): boolean {
  return readDate(text, given) !== null || (!text.includes('/') && findPhone(text) !== null)
}

function trimmed(text: string): string {
  return text.replace(/^[("'“‘]+|[.,;:!?"'”’]+$/gu, '')
}

function dateAnswer(date: DateTime): Answer {
  return { value: date.toISODate() ?? '', shown: date.setLocale('id').toFormat('d LLLL yyyy') }
}

function accept(text: string): Checked {
  return { ok: true, answer: { value: text, shown: text } }
}
