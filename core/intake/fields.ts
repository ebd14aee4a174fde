import { distance } from 'fastest-levenshtein'
import type { FieldOption } from '../sop/sop.ts'
import type { ProblemCode } from '../text/id/intake-fields.ts'
import type { IntakeWords } from '../text/id/intake.ts'
import { matchAgency } from './agency.ts'
import { plain, usefulLength } from './clean.ts'
import type { Reading } from './dates.ts'
import { findEmail, readEmail, repairEmail } from './email.ts'
import type { Answer, FormField, Suggestion } from './form.ts'
import { checkLetterDate, checkLetterNumber } from './letter.ts'
import { checkReceived } from './moment.ts'
import { readNumber } from './number.ts'
import { readPhone } from './phone.ts'
import { checkRequester } from './requester.ts'

/**
 * What a validator makes of a text: an answer, a refusal, or a doubt with the readings to choose from (never empty).
 * Validators take a text that went through `cleanText`.
 */
export type Checked =
  | { ok: true; answer: Answer }
  | { ok: false; problem: ProblemCode }
  | { ok: 'unsure'; suggested: Suggestion[] }

/** Nobody writes more than this by hand; a Telegram message ends at 4096. */
export const textLengthMax = 3500
/** Below this many letters a description tells staff nothing. */
const problemLengthMin = 10

const accept = (value: string, shown = value): Checked => ({ ok: true, answer: { value, shown } })
const refuse = (problem: ProblemCode): Checked => ({ ok: false, problem })

/** Somebody who may be meant. `byNumber`: the number that was told is verified to be theirs. */
export type Acquaintance = { person: string; name: string; detail: string; byNumber: boolean }

/** What a text is checked against beside its field. `people` are those whom a name or number may mean. */
export type Given = Reading & { agencies: readonly string[]; people?: readonly Acquaintance[] }

/** Checks a text against the field's kind. `evidence` is files, so no text is an answer to it. */
export function checkField(field: FormField, text: string, given: Given): Checked {
  switch (field.kind) {
    case 'problem':
      return checkProblem(text)
    case 'category':
    case 'choice':
      return checkChoice(text, field.options, given.words)
    case 'name':
      return checkName(text, given.words)
    case 'agency':
      return checkAgency(text, given.agencies)
    case 'email':
      return checkEmail(text)
    case 'phone':
      return checkPhone(text)
    case 'text':
      return checkText(text)
    case 'letter-number':
      return checkLetterNumber(text, given)
    case 'letter-date':
      return checkLetterDate(text, given)
    case 'received':
      return checkReceived(text, given)
    case 'requester':
      return checkRequester(text, given)
    case 'evidence':
      return refuse('not-a-file')
  }
}

/** A description of the problem, 10 letters at least; a shorter one is doubtful, and accepted when insisted on. */
export function checkProblem(text: string): Checked {
  if (text.length > textLengthMax) return refuse('too-long')
  const letters = usefulLength(text)
  if (letters < 2) return refuse('empty')
  if (letters < problemLengthMin)
    return { ok: 'unsure', suggested: [{ answer: { value: text, shown: text }, own: true }] }
  return accept(text)
}

/** A person's name, kept as written, titles included ("S.Kom., M.T."). */
export function checkName(text: string, words: IntakeWords): Checked {
  if (text === '') return refuse('empty')
  if (text.includes('@')) return refuse('name-is-email')
  if (/^[\d\s.+()-]+$/.test(text)) return refuse('name-is-number')
  if (text.length > 100) return refuse('too-long')
  const start = words.recognised.nameStarts.find((s) => text.toLowerCase().startsWith(`${s} `))
  const name = start === undefined ? text : text.slice(start.length).trim()
  const wellFormed = /^['’‘]?\p{L}[\p{L}\p{M} .,'’‘`()/-]*$/u.test(name)
  return wellFormed && usefulLength(name) >= 2 ? accept(name) : refuse('name-letters')
}

/** A known agency by name or abbreviation; a close one is asked about; any other is taken as written. */
export function checkAgency(text: string, agencies: readonly string[]): Checked {
  if (usefulLength(text) < 3) {
    const short = matchAgency(text, agencies).exact
    return short === null ? refuse('agency-short') : accept(short)
  }
  if (text.length > 200) return refuse('too-long')
  const { exact, close } = matchAgency(text, agencies)
  if (exact !== null) return accept(exact)
  if (close.length === 0) return accept(text)
  const readings = close.map((name) => ({ answer: { value: name, shown: name }, own: false }))
  return { ok: 'unsure', suggested: [...readings, { answer: { value: text, shown: text }, own: true }] }
}

/** An e-mail address in lower case, also out of a sentence; a probable slip of the finger is asked about. */
export function checkEmail(text: string): Checked {
  const written = readEmail(text) ?? findEmail(text)
  const meant = repairEmail(written ?? text)
  if (meant !== null) {
    const suggested = [{ answer: { value: meant, shown: meant }, own: false }]
    if (written !== null) suggested.push({ answer: { value: written, shown: written }, own: true })
    return { ok: 'unsure', suggested }
  }
  if (written !== null) return accept(written)
  return refuse(/@[^@\s]+\.[^@\s]+$/.test(text) ? 'email-invalid' : 'email-incomplete')
}

/** A telephone number; see `readPhone` for the forms. */
export function checkPhone(text: string): Checked {
  const answer = readPhone(text)
  if (answer) return { ok: true, answer }
  return refuse(text.replace(/\D/g, '').length < 8 ? 'phone-incomplete' : 'phone-invalid')
}

/** One of the options: by label, id, number, number word or close spelling; by its words only after asking. */
export function checkChoice(text: string, options: readonly FieldOption[], words: IntakeWords): Checked {
  const numbered = readNumber(text, words)
  const byNumber = numbered === null ? undefined : options[numbered - 1]
  const said = plain(text)
  const byName = options.find((o) => plain(o.label) === said || plain(o.id) === said)
  const found = byNumber ?? byName ?? closeOption(said, options)
  if (found) return accept(found.id, found.label)
  const spoken = findOption(text, options)
  if (!spoken) return refuse(said === '' ? 'empty' : 'not-an-option')
  return { ok: 'unsure', suggested: [{ answer: { value: spoken.id, shown: spoken.label }, own: false }] }
}

/** Free text of 1 to 1000 characters with at least one letter or digit. */
export function checkText(text: string): Checked {
  if (usefulLength(text) === 0) return refuse('empty')
  return text.length > 1000 ? refuse('too-long') : accept(text)
}

/** The option whose label or words a longer text mentions most; of equals the one mentioned first. */
export function findOption(text: string, options: readonly FieldOption[]): FieldOption | null {
  const said = ` ${plain(text)} `
  let best: { option: FieldOption; hits: number; first: number } | null = null
  for (const option of options) {
    const places = [option.label, ...option.words]
      .flatMap((word) => [` ${plain(word)} `, ` ${plain(word)}nya `])
      .map((word) => said.indexOf(word))
      .filter((place) => place >= 0)
    if (places.length === 0) continue
    const found = { option, hits: new Set(places).size, first: Math.min(...places) }
    const better = found.hits - (best?.hits ?? 0) || (best?.first ?? 0) - found.first
    if (better > 0) best = found
  }
  return best?.option ?? null
}

/** The one option spelled nearly so (a quarter of the letters may differ); none when two are equally near. */
function closeOption(said: string, options: readonly FieldOption[]): FieldOption | undefined {
  const near = options
    .map((option) => ({ option, away: distance(said, plain(option.label)) }))
    .filter(({ option, away }) => away <= Math.max(1, Math.floor(plain(option.label).length / 4)))
    .sort((a, b) => a.away - b.away)
  const [first, second] = near
  return first && first.away !== second?.away && said.length > 2 ? first.option : undefined
}
