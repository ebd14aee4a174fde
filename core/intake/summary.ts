import type { IntakeWords } from '../text/id/intake.ts'
import { shorten } from './clean.ts'
import type { Answer, Draft, Form } from './form.ts'
import { isAsked } from './progress.ts'

/** A summary must fit one message (4096 characters) whatever was written. */
const problemLengthMax = 600
const valueLengthMax = 120

/** The answers in the form's order, one a line, and how much evidence there is. Skipped fields are left out. */
export function summaryOf(form: Form, draft: Draft, words: IntakeWords): string {
  const count = draft.evidence.length
  const evidence = count > 0 ? words.evidenceCount(count) : words.evidenceNone
  const evidenceField = form.fields.find((f) => f.kind === 'evidence')
  const lines = form.fields
    .filter((field) => field.kind !== 'evidence' && isAsked(field, draft))
    .flatMap((field) => {
      const answer = draft.answers[field.id]
      const max = field.kind === 'problem' ? problemLengthMax : valueLengthMax
      return answer ? [`${field.label}: ${shorten(answer.shown, max)}`] : []
    })
  const last =
    evidenceField || count > 0 ? [`${evidenceField?.label ?? words.evidenceLabel}: ${evidence}`] : []
  return [...lines, ...last].join('\n')
}

/** What is known of a person on one line, in the form's order: "Nama Budi, OPD Dinas Kesehatan". */
export function knownLine(form: Form, known: Record<string, Answer>): string {
  return form.fields
    .flatMap((field) => {
      const answer = known[field.id]
      return answer ? [`${field.label} ${shorten(answer.shown, valueLengthMax)}`] : []
    })
    .join(', ')
}
