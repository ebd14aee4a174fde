import type { Button } from '../app/message.ts'
import type { DialogueContext } from './dialogue.ts'
import { plain, shorten } from './clean.ts'
import { readNumber } from './fields.ts'
import { isIdentity, type Answer, type DialogueEffect, type Draft, type Form } from './form.ts'
import { knownFor, openExtras } from './progress.ts'
import { knownLine, summaryOf } from './summary.ts'

/** What choosing a choice does. */
export type Act =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'edit'; field: string }
  | {
      kind:
        | 'skip'
        | 'skip-rest'
        | 'finish-evidence'
        | 'clear-evidence'
        | 'same'
        | 'colleague'
        | 'change'
        | 'back'
        | 'send'
        | 'cancel'
        | 'agent'
    }

/** One thing to choose: a button, or a number in a menu. `value` is what a press of it carries, `also` other names. */
type Choice = {
  act: Act
  value: string
  label: string
  also: string[]
  row: 'offer' | 'option' | 'action'
}

/** The present question. `mode`: the answer is written, picked from a list, or one of a few actions. */
type Question = { text: string; mode: 'write' | 'pick' | 'act'; choices: Choice[] }

/** From this mistake on at one question, help by a person is offered as a button too. */
export const mistakesBeforeHelp = 3

/** Telegram's limit of `callback_data`. */
const pressBytesMax = 64
const labelLengthMax = 60

/** The question the draft stands at. It follows from the draft alone, so buttons of an earlier one are told apart. */
export function questionOf(ctx: DialogueContext, draft: Draft): Question {
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  if (draft.phase === 'asking' && field) return fieldQuestion(ctx, draft, field)
  if (draft.phase === 'confirming') return confirmation(ctx, draft)
  return draft.phase === 'changing' ? changeList(ctx, draft) : summary(ctx, draft)
}

/** The message that asks the question, after what there is to say first; `ask` replaces the question's own text. */
export function askMessage(
  ctx: DialogueContext,
  draft: Draft,
  question: Question,
  notes: string[],
  ask = question.text,
): DialogueEffect {
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  const asksContact =
    field?.kind === 'phone' &&
    draft.phase === 'asking' &&
    !draft.forColleague &&
    ctx.channel.buttons &&
    question.choices.length === 0
  const text = [...notes, withMenu(ctx, question, ask)].filter(Boolean).join('\n\n')
  return {
    kind: 'say',
    text,
    ...(ctx.channel.buttons &&
      question.choices.length > 0 && { buttons: rowsOf(draft.id, question.choices) }),
    ...(asksContact && { asksContact: ctx.words.shareContact }),
  }
}

/** The choice a text names: by label or another name, and by number where numbers cannot be answers. */
export function choiceNamed(ctx: DialogueContext, question: Question, text: string): Choice | null {
  const said = plain(text)
  const named =
    question.choices.find((c) => plain(c.label) === said) ??
    question.choices.find((c) => c.also.some((name) => plain(name) === said))
  const numbered = !ctx.channel.buttons || question.mode !== 'write'
  const number = numbered ? readNumber(text, ctx.words) : null
  return (said !== '' && named) || question.choices[(number ?? 0) - 1] || null
}

/** The choice a press belongs to, or null when its question is over. */
export function choicePressed(draft: Draft, question: Question, value: string): Choice | null {
  return question.choices.find((c) => pressValue(draft.id, c.value) === value) ?? null
}

function fieldQuestion(ctx: DialogueContext, draft: Draft, field: Form['fields'][number]): Question {
  const offers = offersFor(ctx, draft, field)
  const offered = new Set(offers.choices.map((c) => c.value))
  const options = field.options
    .map((option) => ({
      ...optionChoice(field.id, { value: option.id, shown: option.label }, 'option'),
      also: [option.id, ...option.words],
    }))
    .filter((choice) => !offered.has(choice.value))
  const actions = fieldActions(ctx, draft, field)
  const ask = askOf(ctx, draft, field)
  const pick = options.length > 0
  return {
    text: offers.text ?? (pick && ctx.channel.buttons ? `${ask} ${ctx.words.pickOne}` : ask),
    mode: pick ? 'pick' : field.kind === 'evidence' ? 'act' : 'write',
    choices: [...offers.choices, ...options, ...actions],
  }
}

/** The field's own question; about the colleague where it is reported for one. */
export function askOf({ words }: DialogueContext, draft: Draft, field: Form['fields'][number]): string {
  return draft.forColleague && isIdentity(field) ? words.ofColleague(field.ask) : field.ask
}

/** The readings, the old answer or the proposal to accept with one tap, and the text that asks about them. */
function offersFor(
  ctx: DialogueContext,
  draft: Draft,
  field: Form['fields'][number],
): { text: string | null; choices: Choice[] } {
  const { words } = ctx
  const isOption = field.options.length > 0
  const offer = (answer: Answer, label: string, also: string[] = []): Choice => ({
    ...optionChoice(field.id, answer, 'offer', isOption),
    label: shorten(label, labelLengthMax),
    also: [answer.shown, answer.value, ...also],
  })
  if (field.kind === 'evidence') {
    const count = draft.evidence.length
    return { text: count > 0 ? words.evidenceMore(count) : null, choices: [] }
  }
  const [first, ...others] = draft.suggested
  if (first && field.kind === 'problem') {
    const { yes, skip } = words.recognised
    const attached = first.answer.value === words.attachedProblem
    const text = attached ? words.tellOfAttachment : words.tellMore
    return { text, choices: [offer(first.answer, words.enough, [...yes, ...skip])] }
  }
  if (first) {
    const several = others.some((suggestion) => !suggestion.own)
    const label = (own: boolean, shown: string) =>
      own ? words.asWritten(shown) : several ? shown : words.yes(shown)
    const choices = draft.suggested.map(({ answer, own }) => offer(answer, label(own, answer.shown)))
    if (!several) choices[0]?.also.push(...words.recognised.yes)
    return { text: several ? words.whichOne : words.didYouMean(first.answer.shown), choices }
  }
  const old = draft.answers[field.id]
  if (old) {
    const text = words.now(shorten(old.shown, 120), askOf(ctx, draft, field))
    return { text, choices: [offer(old, words.keep(old.shown), words.recognised.yes)] }
  }
  const found = draft.proposed[field.id] ?? knownFor(ctx, draft)[field.id]
  if (!found) return { text: null, choices: [] }
  const right = words.isItRight(field.label, found.shown)
  const text = isOption ? right : `${right} ${words.ifNotWrite}`
  return { text, choices: [offer(found, words.yes(found.shown), words.recognised.yes)] }
}

function fieldActions(ctx: DialogueContext, draft: Draft, field: Form['fields'][number]): Choice[] {
  const { words } = ctx
  const { skip, noEvidence, finish } = words.recognised
  const action = (
    kind: Exclude<Act['kind'], 'answer' | 'edit'>,
    label: string,
    also: string[] = [],
  ): Choice => ({
    act: { kind },
    value: `${field.id}=!${kind}`,
    label,
    also,
    row: 'action',
  })
  const choices: Choice[] = []
  if (field.kind === 'evidence' && draft.evidence.length > 0) {
    choices.push(action('finish-evidence', words.finishEvidence, [...finish, ...skip, ...noEvidence]))
    choices.push(action('clear-evidence', words.clearEvidence))
  } else if (!field.required) {
    const isEvidence = field.kind === 'evidence'
    const label = isEvidence ? words.noEvidence : words.skip
    choices.push(action('skip', label, isEvidence ? [...finish, ...skip, ...noEvidence] : skip))
    const extras = openExtras(ctx, draft)
    if (extras.length > 1 && extras.includes(field.id)) choices.push(action('skip-rest', words.skipRest))
  }
  if (draft.mistakes >= mistakesBeforeHelp) choices.push(action('agent', words.agent))
  return choices
}

function confirmation(ctx: DialogueContext, draft: Draft): Question {
  const { words } = ctx
  return {
    text: words.stillSame(knownLine(ctx.form, knownFor(ctx, draft))),
    mode: 'act',
    choices: [
      act('same', words.same, words.recognised.yes),
      act('change', words.change, words.recognised.no),
      act('colleague', words.forColleague, words.recognised.colleague),
    ],
  }
}

function summary(ctx: DialogueContext, draft: Draft): Question {
  const { words } = ctx
  const text = words.checkPlease(summaryOf(ctx.form, draft, words))
  return {
    text: ctx.channel.buttons ? `${text}\n\n${words.sendIfRight}` : text,
    mode: 'act',
    choices: [
      act('send', words.send, words.recognised.yes),
      act('change', words.change, words.recognised.no),
      act('cancel', words.cancel),
    ],
  }
}

function changeList(ctx: DialogueContext, draft: Draft): Question {
  const fields = ctx.form.fields.filter((f) => draft.answers[f.id] || draft.skipped.includes(f.id))
  const choices = fields.map((field): Choice => ({
    act: { kind: 'edit', field: field.id },
    value: `${field.id}=!edit`,
    label: field.label,
    also: [field.id],
    row: 'option',
  }))
  return { text: ctx.words.changeWhich, mode: 'pick', choices: [...choices, act('back', ctx.words.back)] }
}

function act(kind: Exclude<Act['kind'], 'answer' | 'edit'>, label: string, also: string[] = []): Choice {
  return { act: { kind }, value: `!${kind}`, label, also, row: 'action' }
}

function optionChoice(field: string, answer: Answer, row: Choice['row'], byId = true): Choice {
  const value = byId ? `${field}=${answer.value}` : `${field}=~${digest(answer.value)}`
  return { act: { kind: 'answer', answer }, value, label: answer.shown, also: [answer.value], row }
}

/** Offers have a row each, options share one by two, actions stand together. */
function rowsOf(draftId: string, choices: Choice[]): Button[][] {
  const rows: Choice[][] = []
  for (const choice of choices) {
    const last = rows.at(-1)
    const room = { offer: 1, option: 2, action: 3 }[choice.row]
    if (last && last[0]?.row === choice.row && last.length < room) last.push(choice)
    else rows.push([choice])
  }
  const button = ({ label, value }: Choice) => ({
    label,
    press: pressOf(draftId, pressValue(draftId, value)),
  })
  return rows.map((row) => row.map(button))
}

/** Where there are no buttons, the choices follow the question with their numbers. */
function withMenu(ctx: DialogueContext, question: Question, ask: string): string {
  if (ctx.channel.buttons || question.choices.length === 0) return ask
  const menu = question.choices.map((choice, index) => `${index + 1} ${choice.label}`).join(' · ')
  if (question.mode === 'pick') return `${ask} ${menu}. ${ctx.words.replyNumber}`
  if (question.mode === 'write') return `${ask}\n${ctx.words.numberOrAnswer(menu)}`
  return ask.includes('\n') ? `${ask}\n\n${menu}` : `${ask} ${menu}`
}

const pressOf = (draftId: string, value: string) => `d:${draftId}:${value}`

/** The value as a button carries it: itself, or a digest of it where a long id would break the limit of 64 bytes. */
function pressValue(draftId: string, value: string): string {
  return pressOf(draftId, value).length <= pressBytesMax ? value : `~${digest(value)}`
}

/** FNV-1a, 32 bits: enough to tell apart the few values one question offers. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}
