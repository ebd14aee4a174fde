import type { DialogueContext } from './dialogue.ts'
import type { Draft, Form } from './form.ts'

/** A trouble that was announced and has not ended; `since` as people read it. */
export type Trouble = { ticket: string; number: string; category: string; text: string; since: string }

/** The kind of what is complained of, once both are told; null before. */
export function kindTold(form: Form, { answers }: Pick<Draft, 'answers'>): string | null {
  const answerTo = (kind: 'problem' | 'category') => {
    const field = form.fields.find((f) => f.kind === kind)
    return field && answers[field.id]
  }
  return answerTo('problem') ? (answerTo('category')?.value ?? null) : null
}

/** The announced trouble of the kind complained of, to be asked about: the newest the person has not said no to. */
export function sameTrouble(ctx: DialogueContext, draft: Draft): Trouble | null {
  const kind = draft.purpose === undefined ? kindTold(ctx.form, draft) : null
  const asked = draft.otherTroubles ?? []
  return ctx.troubles?.find((t) => t.category === kind && !asked.includes(t.ticket)) ?? null
}
