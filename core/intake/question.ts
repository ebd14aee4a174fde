import { act, optionChoice, type Choice, type Question, type SimpleAct } from './choices.ts'
import { shorten } from './clean.ts'
import type { Context } from './dialogue.ts'
import { isIdentity, type Answer, type Draft, type FormField } from './form.ts'
import { receivedAt } from './moment.ts'
import { isAsked, knownFor, openExtras } from './progress.ts'
import { knownLine, summaryOf } from './summary.ts'
import { sameTrouble } from './trouble.ts'

/** From this mistake on at one question, help by a person is offered as a button too. */
export const mistakesBeforeHelp = 3

const labelLengthMax = 60

/** The question the draft stands at. It follows from the draft alone, so buttons of an earlier one are told apart. */
export function questionOf(ctx: Context, draft: Draft): Question {
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  if (draft.phase === 'asking' && field) return fieldQuestion(ctx, draft, field)
  if (draft.phase === 'comparing') return comparison(ctx, draft)
  if (draft.phase === 'confirming') return confirmation(ctx, draft)
  return draft.phase === 'changing' ? changeList(ctx, draft) : summary(ctx, draft)
}

function fieldQuestion(ctx: Context, draft: Draft, field: FormField): Question {
  const offers = offersFor(ctx, draft, field)
  const offered = new Set(offers.choices.map((c) => c.value))
  const options = optionsOf(ctx, field).filter((choice) => !offered.has(choice.value))
  const actions = fieldActions(ctx, draft, field)
  const ask = askOf(ctx, draft, field)
  const pick = field.options.length > 0 && options.length > 0
  return {
    text: offers.text ?? (pick && ctx.channel.buttons ? `${ask} ${ctx.words.pickOne}` : ask),
    mode: pick ? 'pick' : field.kind === 'evidence' ? 'act' : 'write',
    choices: [...offers.choices, ...options, ...actions],
  }
}

function optionsOf(ctx: Context, field: FormField): Choice[] {
  const { words } = ctx
  if (field.kind === 'received') {
    // What it answers is the moment of choosing it, so the button names no moment.
    const now = optionChoice(field.id, receivedAt(ctx.now, ctx), 'offer')
    return [{ ...now, value: `${field.id}=now`, label: words.justNow, also: words.recognised.dates.justNow }]
  }
  return field.options.map((option) => ({
    ...optionChoice(field.id, { value: option.id, shown: option.label }, 'option'),
    also: [option.id, ...option.words],
  }))
}

/** The field's own question; about the colleague where it is reported for one. */
export function askOf({ words }: Context, draft: Draft, field: FormField): string {
  return words.asked(draft.forColleague && isIdentity(field) ? words.ofColleague(field.ask) : field.ask)
}

/** The readings, the old answer or the proposal to accept with one tap, and the text that asks about them. */
function offersFor(ctx: Context, draft: Draft, field: FormField): { text: string | null; choices: Choice[] } {
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

function fieldActions(ctx: Context, draft: Draft, field: FormField): Choice[] {
  const { words } = ctx
  const { skip, noEvidence, finish } = words.recognised
  const action = (kind: SimpleAct, label: string, also: string[] = []): Choice => ({
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
  } else if (mayBeSkipped(ctx, field)) {
    const isEvidence = field.kind === 'evidence'
    const label = isEvidence ? words.noEvidence : words.skip
    choices.push(action('skip', label, isEvidence ? [...finish, ...skip, ...noEvidence] : skip))
    const extras = openExtras(ctx, draft)
    if (extras.length > 1 && extras.includes(field.id)) choices.push(action('skip-rest', words.skipRest))
  }
  if (draft.mistakes >= mistakesBeforeHelp && !ctx.officer) choices.push(action('agent', words.agent))
  return choices
}

/** An officer may leave out what the requester did not tell; but how it came, and what it is about, is always known. */
function mayBeSkipped(ctx: Context, { kind, required, leads }: FormField): boolean {
  const isNeeded = kind === 'problem' || kind === 'category' || leads === true
  return ctx.officer === true ? !isNeeded : !required
}

function comparison(ctx: Context, draft: Draft): Question {
  const { words } = ctx
  const trouble = sameTrouble(ctx, draft)
  return {
    text: trouble ? words.isItSame(trouble.text, trouble.number, trouble.since) : '',
    mode: 'act',
    choices: [
      act('join', words.sameTrouble, words.recognised.yes),
      act('not-same', words.otherTrouble, words.recognised.no),
    ],
  }
}

function confirmation(ctx: Context, draft: Draft): Question {
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

function summary(ctx: Context, draft: Draft): Question {
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

function changeList(ctx: Context, draft: Draft): Question {
  const isSettled = ({ id }: FormField) => draft.answers[id] || draft.skipped.includes(id)
  const fields = ctx.form.fields.filter((field) => isAsked(field, draft) && isSettled(field))
  const choices = fields.map((field): Choice => ({
    act: { kind: 'edit', field: field.id },
    value: `${field.id}=!edit`,
    label: field.label,
    also: [field.id],
    row: 'option',
  }))
  return { text: ctx.words.changeWhich, mode: 'pick', choices: [...choices, act('back', ctx.words.back)] }
}
