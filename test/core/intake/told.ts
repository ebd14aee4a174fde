import type { Checked } from '../../../core/intake/fields.ts'

/**
 * "= shown [value]" for an answer (the value where it differs), "? a | b" for a doubt, "! code" for a refusal: one line a
 * person can read.
 */
export function told(checked: Checked): string {
  if (checked.ok === false) return `! ${checked.problem}`
  if (checked.ok === 'unsure')
    return `? ${checked.suggested.map(({ answer, own }) => (own ? `"${answer.shown}"` : answer.shown)).join(' | ')}`
  const { value, shown } = checked.answer
  return value === shown ? `= ${shown}` : `= ${shown} [${value}]`
}
