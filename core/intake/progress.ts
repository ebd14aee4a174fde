import { plain } from './clean.ts'
import type { Context } from './dialogue.ts'
import {
  isIdentity,
  type Answer,
  type Condition,
  type Draft,
  type Evidence,
  type Form,
  type FormField,
  type Known,
} from './form.ts'
import { sameTrouble } from './trouble.ts'

/** Evidence kept at most; an office's staff cannot look through more. */
export const evidenceMax = 10

/** The fields in the order they are asked: what leads, the problem, its kind, then the form's own order. */
function inOrder(form: Form, draft: Pick<Draft, 'answers'>): FormField[] {
  const rank = ({ kind, leads }: FormField) => {
    if (leads === true || (leads && holds(leads, draft))) return 0
    return kind === 'problem' ? 1 : kind === 'category' ? 2 : 3
  }
  return form.fields.filter((field) => isAsked(field, draft)).sort((a, b) => rank(a) - rank(b))
}

/** Whether the question is put at all, as the answers stand. */
export function isAsked({ when }: FormField, draft: Pick<Draft, 'answers'>): boolean {
  return when === undefined || holds(when, draft)
}

function holds({ field, among }: Condition, { answers }: Pick<Draft, 'answers'>): boolean {
  return among.includes(answers[field]?.value ?? '')
}

/** What is known of the person and still open: nothing when they write for, or as, somebody else. */
export function knownFor(ctx: Context, draft: Draft): Known {
  const fields = ctx.form.fields.filter((field) => {
    const value = ctx.known[field.id]?.value
    const usable = field.options.length === 0 || field.options.some((option) => option.id === value)
    return value !== undefined && isIdentity(field) && usable
  })
  const isSomebodyElse = fields.some((field) => {
    const answered = draft.answers[field.id]
    return (
      field.kind === 'name' && answered && plain(answered.value) !== plain(ctx.known[field.id]?.value ?? '')
    )
  })
  if (ctx.officer || draft.forColleague || isSomebodyElse) return {}
  const open = fields.filter(({ id }) => !draft.answers[id])
  return Object.fromEntries(open.flatMap(({ id }) => (ctx.known[id] ? [[id, ctx.known[id]]] : [])))
}

/**
 * The draft at its next question: whether it is a trouble known already, an open field, the confirmation of what is known,
 * or the summary.
 */
export function advance(ctx: Context, draft: Draft): Draft {
  const open = inOrder(ctx.form, draft).find((f) => !draft.answers[f.id] && !draft.skipped.includes(f.id))
  const fresh = { ...draft, suggested: [], mistakes: 0 }
  if (sameTrouble(ctx, draft)) return { ...fresh, phase: 'comparing', field: null }
  if (!open) return { ...fresh, phase: 'summary', field: null }
  if (isIdentity(open) && canConfirm(ctx, draft)) return { ...fresh, phase: 'confirming', field: null }
  return { ...fresh, phase: 'asking', field: open.id }
}

/** The draft with the field answered, at its next question. */
export function answerField(ctx: Context, draft: Draft, field: string, answer: Answer): Draft {
  return advance(ctx, withAnswers(draft, { [field]: answer }))
}

/** The draft with those answers; what was proposed or skipped there is settled. */
export function withAnswers(draft: Draft, answers: Record<string, Answer>): Draft {
  return {
    ...draft,
    answers: { ...draft.answers, ...answers },
    proposed: Object.fromEntries(Object.entries(draft.proposed).filter(([id]) => !(id in answers))),
    skipped: draft.skipped.filter((id) => !(id in answers)),
  }
}

/** The draft with those proposals for fields that have no answer yet. */
export function propose(draft: Draft, found: Draft['proposed']): Draft {
  const open = Object.entries(found).filter(([id]) => !draft.answers[id])
  return { ...draft, proposed: { ...draft.proposed, ...Object.fromEntries(open) } }
}

/** The draft without an answer in those fields, which may be left out, at its next question. */
export function skipFields(ctx: Context, draft: Draft, fields: string[]): Draft {
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([id]) => !fields.includes(id)))
  return advance(ctx, { ...draft, answers, skipped: [...new Set([...draft.skipped, ...fields])] })
}

/** The optional questions about the person that are still open; evidence is no such question. */
export function openExtras(ctx: Context, draft: Draft): string[] {
  const isOpen = (f: FormField) => !draft.answers[f.id] && !draft.skipped.includes(f.id)
  return ctx.form.fields.filter((f) => isIdentity(f) && !f.required && isOpen(f)).map((f) => f.id)
}

/** The draft with all that is known taken over; optional fields left open the last time are not asked again. */
export function takeKnown(ctx: Context, draft: Draft): Draft {
  const taken = withAnswers(draft, knownFor(ctx, draft))
  return skipFields(ctx, taken, openExtras(ctx, taken))
}

/** The draft at that field again, its old answer standing until a new one comes. */
export function editField(draft: Draft, field: string): Draft {
  return { ...draft, phase: 'asking', field, suggested: [], mistakes: 0 }
}

/** The draft with one more piece of evidence. Where that question is over, its answer keeps count. */
export function keepEvidence(ctx: Context, draft: Draft, evidence: Evidence): Draft {
  const kept = { ...draft, evidence: [...draft.evidence, evidence] }
  const field = ctx.form.fields.find((f) => f.kind === 'evidence')
  const isOver = field && (draft.answers[field.id] ?? draft.skipped.includes(field.id))
  return isOver ? withAnswers(kept, countEvidence(ctx, kept)) : kept
}

/** The draft with its evidence counted as the answer to that question, if there is any. */
export function finishEvidence(ctx: Context, draft: Draft): Draft {
  return draft.evidence.length > 0 ? withAnswers(draft, countEvidence(ctx, draft)) : draft
}

/** The draft with all its evidence thrown away, still at that question. */
export function clearEvidence(draft: Draft): Draft {
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([id]) => id !== draft.field))
  return { ...draft, answers, evidence: [] }
}

function countEvidence(ctx: Context, draft: Draft): Record<string, Answer> {
  const field = ctx.form.fields.find((f) => f.kind === 'evidence')
  const count = draft.evidence.length
  return field ? { [field.id]: { value: String(count), shown: ctx.words.evidenceCount(count) } } : {}
}

/** A person is known well enough to be asked once for everything: by name and something beside a phone number. */
function canConfirm(ctx: Context, draft: Draft): boolean {
  const known = knownFor(ctx, draft)
  const kinds = ctx.form.fields.filter((f) => known[f.id]).map((f) => f.kind)
  return kinds.includes('name') && kinds.some((kind) => kind !== 'name' && kind !== 'phone')
}
