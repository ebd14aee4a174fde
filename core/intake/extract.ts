import type { IntakeWords } from '../text/id/intake.ts'
import { findAgency } from './agency.ts'
import { plain } from './clean.ts'
import { findEmail } from './email.ts'
import { checkField, findOption, type Given } from './fields.ts'
import type { Answer, Form, FormField } from './form.ts'
import { findLetter } from './letter.ts'
import { findPhone } from './phone.ts'

/** What a text is read against, with the form whose fields it may hold. */
export type GivenForm = Given & { form: Form }

/**
 * What a pasted block ("Nama: … OPD: … Email: …", any order, on one line or many) holds. `answers` passed their
 * validators, `proposed` are doubtful; `labels` counts the labels met and `leads` tells that the text begins with one;
 * `problem` is the labelled description, not yet checked; `rest` what stood under no label.
 */
type Block = {
  answers: Record<string, Answer>
  proposed: Record<string, Answer>
  labels: number
  leads: boolean
  problem: string
  rest: string
}

/** Reads the labelled values of a text. Labels are those of the form and the usual names of each field kind. */
export function readBlock(text: string, given: GivenForm): Block {
  const labels = labelsOf(given.form, given.words)
  const block: Block = { answers: {}, proposed: {}, labels: 0, leads: false, problem: '', rest: '' }
  const matches = [...text.matchAll(labelPattern([...labels.keys()]))]
  const rest = [text.slice(0, matches[0]?.index)]
  for (const [index, match] of matches.entries()) {
    const field = labels.get(plain(match[1] ?? ''))
    if (!field) continue
    const value = text.slice(match.index + match[0].length, matches[index + 1]?.index).trim()
    block.labels += 1
    if (field.kind === 'problem') {
      block.problem = [block.problem, value].filter(Boolean).join('\n')
      continue
    }
    const [line = '', ...more] = value.split('\n')
    rest.push(more.join('\n'))
    keep(block, field, line.replace(/[\s,;|-]+$/, ''), given)
  }
  block.leads = matches[0]?.index === 0
  block.rest = rest
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n')
  return block
}

/** What running text mentions without labels: an address, a number, a known agency, words of a category, a letter. */
export function findMentions(text: string, given: GivenForm): Record<string, Answer> {
  const { form, agencies } = given
  const found: Record<string, Answer> = {}
  const propose = (kind: FormField['kind'], answer: Answer | null) => {
    const field = form.fields.find((f) => f.kind === kind)
    if (field && answer) found[field.id] = answer
  }
  const letter = findLetter(text, given)
  const same = (value: string | null) => (value === null ? null : { value, shown: value })
  const categories = form.fields.find((f) => f.kind === 'category')?.options ?? []
  // The address in a signature is no complaint about e-mail or about a domain.
  const category = findOption(text.replace(/\S+@\S+/g, ' '), categories)
  propose('email', same(findEmail(text)))
  propose('phone', findPhone(text))
  propose('agency', same(findAgency(text, agencies)))
  propose('category', category && { value: category.id, shown: category.label })
  propose('letter-number', letter.number)
  propose('letter-date', letter.date)
  return found
}

/** The description of the problem as a proposal, with what it mentions; nothing where the text is empty. */
export function problemIn(text: string, given: GivenForm): Record<string, Answer> {
  if (text === '') return {}
  const field = given.form.fields.find(({ kind }) => kind === 'problem')
  return { ...findMentions(text, given), ...(field && { [field.id]: { value: text, shown: text } }) }
}

/** The field a label stands for, by the name people give it; null when the form has none. */
export function fieldCalled(name: string, form: Form, words: IntakeWords): FormField | null {
  return labelsOf(form, words).get(plain(name)) ?? null
}

/** What was said of a letter's number often names its date too. */
function keep(block: Block, field: FormField, value: string, given: GivenForm): void {
  const checked = checkField(field, value, given)
  if (checked.ok === true) block.answers[field.id] = checked.answer
  else if (checked.ok === 'unsure' && checked.suggested[0])
    block.proposed[field.id] = checked.suggested[0].answer
  if (field.kind === 'letter-number') block.proposed = { ...dateBeside(value, given), ...block.proposed }
}

/** The date of the letter whose number the text tells. */
export function dateBeside(text: string, given: GivenForm): Record<string, Answer> {
  const field = given.form.fields.find((f) => f.kind === 'letter-date')
  const date = field && findLetter(text, given).date
  return date ? { [field.id]: date } : {}
}

/** Every way to call a field. The form's own labels win over the usual names, which go to the first of their kind. */
function labelsOf(form: Form, words: IntakeWords): Map<string, FormField> {
  const labels = new Map<string, FormField>()
  const add = (label: string, field: FormField) => {
    const key = plain(label)
    if (key !== '' && !labels.has(key)) labels.set(key, field)
  }
  const fields = form.fields.filter((field) => field.kind !== 'evidence')
  for (const field of fields) for (const label of [field.label, field.id]) add(label, field)
  for (const field of fields) for (const label of field.label.split('/')) add(label, field)
  for (const field of fields) for (const label of words.recognised.labels[field.kind]) add(label, field)
  return labels
}

/** `label :` at the beginning of a word, longest label first; "E-mail", "e mail" and "email" are one. */
function labelPattern(labels: string[]): RegExp {
  const alternatives = labels
    .sort((a, b) => b.length - a.length)
    .map((label) => label.split(' ').map(escape).join('[ ._/-]*'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(${alternatives.join('|')})[ .]*[:=] *`, 'giu')
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
