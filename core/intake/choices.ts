import type { Context } from './dialogue.ts'
import { plain } from './clean.ts'
import { closest } from './close.ts'
import type { Answer, Draft } from './form.ts'
import { readNumber } from './number.ts'

/** What choosing a choice does. */
export type Act = { kind: 'answer'; answer: Answer } | { kind: 'edit'; field: string } | { kind: SimpleAct }
export type SimpleAct =
  | 'skip'
  | 'skip-rest'
  | 'finish-evidence'
  | 'clear-evidence'
  | 'join'
  | 'not-same'
  | 'same'
  | 'colleague'
  | 'change'
  | 'back'
  | 'send'
  | 'cancel'
  | 'agent'

/** One thing to choose: a button, or a number in a menu. `value` is what a press of it carries, `also` other names. */
export type Choice = {
  act: Act
  value: string
  label: string
  also: string[]
  row: 'offer' | 'option' | 'action'
}

/** The present question. `mode`: the answer is written, picked from a list, or one of a few actions. */
export type Question = { text: string; mode: 'write' | 'pick' | 'act'; choices: Choice[] }

/** Telegram's limit of `callback_data`. */
const pressBytesMax = 64

/** The choice a text names: by label or another name, and by number where numbers cannot be answers. */
export function choiceNamed(ctx: Context, question: Question, text: string): Choice | null {
  const said = plain(text)
  const named =
    question.choices.find((c) => plain(c.label) === said) ??
    question.choices.find((c) => c.also.some((name) => plain(name) === said)) ??
    (question.mode === 'write' ? undefined : closest(said, question.choices))
  const numbered = !ctx.channel.buttons || question.mode !== 'write'
  const number = numbered ? readNumber(text, ctx.words) : null
  return (said !== '' && named) || question.choices[(number ?? 0) - 1] || null
}

/** The choice a press belongs to, or null when its question is over. */
export function choicePressed(draft: Draft, question: Question, value: string): Choice | null {
  return question.choices.find((c) => pressValue(draft.id, c.value) === value) ?? null
}

/** A choice that answers nothing of the form. */
export function act(kind: SimpleAct, label: string, also: string[] = []): Choice {
  return { act: { kind }, value: `!${kind}`, label, also, row: 'action' }
}

/** A choice that is the field's answer. A press of it carries the value itself, or a digest of one that was written. */
export function optionChoice(field: string, answer: Answer, row: Choice['row'], byId = true): Choice {
  const value = byId ? `${field}=${answer.value}` : `${field}=~${digest(answer.value)}`
  return { act: { kind: 'answer', answer }, value, label: answer.shown, also: [answer.value], row }
}

/** What the button of a choice carries. */
export function pressOf({ id }: Pick<Draft, 'id'>, choice: Choice): string {
  return wrapped(id, pressValue(id, choice.value))
}

/** The value as a button carries it: itself, or a digest of it where a long id would break the limit of 64 bytes. */
function pressValue(draftId: string, value: string): string {
  return wrapped(draftId, value).length <= pressBytesMax ? value : `~${digest(value)}`
}

function wrapped(draftId: string, value: string): string {
  return `d:${draftId}:${value}`
}

/** FNV-1a, 32 bits: enough to tell apart the few values one question offers. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}
