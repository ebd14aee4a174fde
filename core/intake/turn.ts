import type { ProblemCode } from '../text/id/intake-fields.ts'
import type { Act } from './choices.ts'
import type { Context } from './dialogue.ts'
import type { DialogueEffect, Draft } from './form.ts'
import { mistakesBeforeHelp } from './question.ts'
import {
  advance,
  answerField,
  clearEvidence,
  editField,
  finishEvidence,
  openExtras,
  skipFields,
  takeKnown,
} from './progress.ts'
import { sameTrouble } from './trouble.ts'

/**
 * What one input leads to, before it is put into words: the draft after it, what to say before its question, what to
 * ask in place of the question's own text, and effects beside the message. `ends`: no question follows.
 */
export type Turn = {
  draft: Draft
  notes?: string[]
  ask?: string
  effects?: DialogueEffect[]
  ends?: boolean
}

/** Does what the chosen button or number stands for. */
export function performAct(ctx: Context, draft: Draft, act: Act): Turn {
  const field = draft.field ?? ''
  switch (act.kind) {
    case 'answer':
      return { draft: answerField(ctx, draft, field, act.answer) }
    case 'edit':
      return { draft: editField(draft, act.field) }
    case 'skip':
      return { draft: skipFields(ctx, draft, [field]) }
    case 'skip-rest':
      return { draft: skipFields(ctx, draft, openExtras(ctx, draft)) }
    case 'finish-evidence':
      return { draft: advance(ctx, finishEvidence(ctx, draft)) }
    case 'clear-evidence':
      return { draft: clearEvidence(draft) }
    case 'join':
      return join(ctx, draft)
    case 'not-same':
      return { draft: advance(ctx, withoutTrouble(ctx, draft)) }
    case 'same':
      return { draft: takeKnown(ctx, draft) }
    case 'colleague':
      return { draft: advance(ctx, { ...draft, forColleague: true }), notes: [ctx.words.colleagueNext] }
    case 'change':
      return startChange(ctx, draft.phase === 'confirming' ? takeKnown(ctx, draft) : draft)
    case 'back':
      return { draft: advance(ctx, draft) }
    case 'send':
      return submit(ctx, draft)
    case 'cancel':
      return cancel(ctx, draft)
    case 'agent':
      return callAgent(ctx, draft)
  }
}

/** Shows what has been answered so far, to choose what to change. */
export function startChange(ctx: Context, draft: Draft): Turn {
  const something = ctx.form.fields.some((f) => draft.answers[f.id] || draft.skipped.includes(f.id))
  if (!something) return { draft, notes: [ctx.words.nothingToChange] }
  return { draft: { ...draft, phase: 'changing', field: null, suggested: [], mistakes: 0 } }
}

/** The complaint becomes one more voice about a trouble that is known. */
function join(ctx: Context, draft: Draft): Turn {
  const trouble = sameTrouble(ctx, draft)
  if (!trouble) throw new Error('nothing to join was offered')
  return { draft, effects: [{ kind: 'join', ticket: trouble.ticket }], ends: true }
}

/** The draft of somebody with another trouble, who is not asked about this one again. */
function withoutTrouble(ctx: Context, draft: Draft): Draft {
  const trouble = sameTrouble(ctx, draft)
  return trouble ? { ...draft, otherTroubles: [...(draft.otherTroubles ?? []), trouble.ticket] } : draft
}

/** Drops the draft, with a word on how to begin again. */
export function cancel(ctx: Context, draft: Draft): Turn {
  return { draft, effects: [{ kind: 'say', text: ctx.words.cancelled }, { kind: 'cancel' }], ends: true }
}

/** Calls a human being; the question stands. */
export function callAgent(ctx: Context, draft: Draft): Turn {
  return { draft, notes: [ctx.words.agentCalled], effects: [{ kind: 'call-agent' }] }
}

/** Counts an unusable answer and says why it is one, with an example. */
export function refuse(ctx: Context, draft: Draft, problem: ProblemCode): Turn {
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  const next = { ...draft, mistakes: draft.mistakes + 1 }
  if (!field) return { draft: next, notes: [ctx.words.notUnderstood] }
  const again = next.mistakes >= mistakesBeforeHelp
  const text = (again ? ctx.words.mistakeAgain : ctx.words.mistake)(problem, field.kind)
  return field.options.length > 0 || field.kind === 'evidence'
    ? { draft: next, notes: [text] }
    : { draft: next, ask: text }
}

/** Sends the complaint, unless a required field is open: the form may have changed since the summary was shown. */
function submit(ctx: Context, draft: Draft): Turn {
  const next = advance(ctx, draft)
  if (next.phase !== 'summary') return { draft: next, notes: [ctx.words.needed] }
  return { draft, effects: [{ kind: 'submit' }], ends: true }
}
