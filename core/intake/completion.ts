import { cleanText } from './clean.ts'
import { readDate } from './dates.ts'
import { problemIn, readBlock, type GivenForm } from './extract.ts'
import { checkField } from './fields.ts'
import type { Answer, Draft, Form } from './form.ts'
import { maskSecrets } from './secrets.ts'

/** The form of what a complaint lacks. */
export function missingForm(form: Form, missing: readonly string[]): Form {
  return { ...form, fields: form.fields.filter((field) => missing.includes(field.id)) }
}

/**
 * What a message holds of a form before any of it was asked: labelled values are answers, and what it mentions or tells
 * altogether is proposed.
 */
export function readAhead(text: string, given: GivenForm): Pick<Draft, 'answers' | 'proposed'> {
  const safe = maskSecrets(cleanText(text))
  const block = readBlock(safe, given)
  const told = [block.rest, block.problem].filter(Boolean).join('\n')
  const proposed = {
    ...problemIn(told, given),
    ...letterAlone(safe, given),
    ...block.proposed,
  }
  return { answers: block.answers, proposed }
}

/** The number or the date of a letter, where the text is nothing else. */
function letterAlone(text: string, given: GivenForm): Record<string, Answer> {
  const isDate = readDate(text, given) !== null
  const found = given.form.fields
    .filter(({ kind }) => kind === 'letter-number' || (kind === 'letter-date' && isDate))
    .flatMap((field) => {
      const checked = checkField(field, text, given)
      return checked.ok === true ? [[field.id, checked.answer]] : []
    })
  return Object.fromEntries(found)
}
