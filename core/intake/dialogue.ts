import type { IntakeWords } from '../text/id/intake.ts'
import { askMessage } from './ask.ts'
import { choicePressed } from './choices.ts'
import { cleanText } from './clean.ts'
import { checkField, type Acquaintance } from './fields.ts'
import { collect } from './forwarded.ts'
import type { DialogueEffect, DialogueInput, Draft, Form, FormField, Known, PlainInput } from './form.ts'
import { readPhone } from './phone.ts'
import { advance, answerField, evidenceMax, keepEvidence, knownFor, propose } from './progress.ts'
import { questionOf } from './question.ts'
import { readText } from './reading.ts'
import { findSecret, maskSecrets } from './secrets.ts'
import { isGreeting } from './recognise.ts'
import { sameTrouble, type Trouble } from './trouble.ts'
import type { Turn } from './turn.ts'
import { performAct } from './turn.ts'

/** What the dialogue is told of the world around one draft. */
export type DialogueContext = {
  form: Form
  known: Known
  /** Known agencies, abbreviations in parentheses: "Dinas Pendidikan dan Kebudayaan (Dindikbud)". */
  agencies: string[]
  /** The office that answers, for the greeting. */
  agencyName: string
  /** IANA time zone of the service, for the time of day in the greeting. */
  zone: string
  words: IntakeWords
  channel: { buttons: boolean }
  hasOpenTickets: boolean
  /**
   * An officer writes down what the requester told: nothing of it is about the officer, and what was not told may be
   * left out.
   */
  officer?: boolean
  /** Whom what is being answered may mean; see `requester`. */
  people?: readonly Acquaintance[]
  /** There is nothing to look through: answered, it is sent. */
  sendsAtOnce?: boolean
  /** Troubles announced in the service, the newest first; left out where the draft does not come to be compared. */
  troubles?: Trouble[]
}

/** The context of one step. */
export type Context = DialogueContext & { now: Date }

/** What a dialogue begins with: whose it is, what for, the first input, and what is known or supposed of its answers. */
export type Seed = Pick<Draft, 'id' | 'owner' | 'purpose' | 'messages'> & {
  input: DialogueInput | null
  /** Said in place of the greeting. */
  hello?: string
  answers?: Draft['answers']
  proposed?: Draft['proposed']
  /** Files that were sent before it began, the last of them in this album. */
  evidence?: Draft['evidence']
  album?: string | undefined
}

type AttachmentInput = Extract<PlainInput, { kind: 'attachment' }>
type ContactInput = Extract<PlainInput, { kind: 'contact' }>
type ForwardedInput = Extract<PlainInput, { kind: 'forwarded' }>

/**
 * Begins a complaint. The first message, where there is one, may already hold the problem; a bare greeting or a
 * request for help is answered by the greeting, which asks for it.
 */
export function begin(given: DialogueContext, seed: Seed, now: Date): [Draft, DialogueEffect[]] {
  const ctx: Context = { ...given, now }
  const { words } = ctx
  const { id, owner, purpose, input, messages = [] } = seed
  const { answers = {}, proposed = {}, evidence = [], album } = seed
  const at = now.toISOString()
  const empty: Draft = {
    ...{ id, owner, service: ctx.form.service, ...(purpose && { purpose }), phase: 'asking', field: null },
    ...{ answers, proposed: {}, suggested: [], mistakes: 0, skipped: [] },
    ...{ evidence, messages, album: markOf(album) },
    ...{ forColleague: false, warned: false, started: at, touched: at, lastInput: '', effects: [] },
  }
  const draft = advance(ctx, propose(empty, proposed))
  const hello = [
    seed.hello ?? words.greeting(now, ctx.zone, ctx.agencyName),
    ...(ctx.hasOpenTickets ? [words.openTickets] : []),
  ]
  const saysNothing = input === null || (input.kind === 'text' && isOpening(input.text, words))
  const turn: Turn = saysNothing
    ? { draft, ask: [...hello, questionOf(ctx, draft).text].join(' ') }
    : withNotesFirst(respond(ctx, draft, input), [hello.join(' ')])
  return settle(ctx, turn, input?.id ?? '', now)
}

/** What an input does to a draft. The same input again changes nothing and returns the same effects. */
export function step(
  given: DialogueContext,
  draft: Draft,
  input: DialogueInput,
  now: Date,
): [Draft, DialogueEffect[]] {
  if (input.id === draft.lastInput) return [draft, draft.effects]
  const ctx: Context = { ...given, now }
  // A trouble that ended meanwhile cannot be joined any more, whatever was said to it.
  if (draft.phase === 'comparing' && !sameTrouble(ctx, draft))
    return settle(ctx, { draft: advance(ctx, draft), notes: [ctx.words.troubleOver] }, input.id, now)
  const current = stands(ctx, draft) ? draft : advance(ctx, draft)
  return settle(ctx, respond(ctx, current, input), input.id, now)
}

/** Whether there is still what is asked about: the form or what is known may change while the person is writing. */
function stands(ctx: Context, draft: Draft): boolean {
  if (draft.phase === 'asking') return ctx.form.fields.some((f) => f.id === draft.field)
  return draft.phase !== 'confirming' || Object.keys(knownFor(ctx, draft)).length > 0
}

/** Puts a turn into words and stores them in the draft. */
function settle(ctx: Context, taken: Turn, input: string, now: Date): [Draft, DialogueEffect[]] {
  const isReady = ctx.sendsAtOnce === true && !taken.ends && taken.draft.phase === 'summary'
  const sent: Turn = { draft: taken.draft, effects: [{ kind: 'submit' }], ends: true }
  const { draft, notes = [], effects = [], ask, ends } = isReady ? sent : taken
  const question = ends ? [] : [askMessage(ctx, draft, questionOf(ctx, draft), notes, ask)]
  const all = [...effects, ...question]
  return [{ ...draft, touched: now.toISOString(), lastInput: input, effects: all }, all]
}

function respond(ctx: Context, draft: Draft, input: DialogueInput | PlainInput): Turn {
  switch (input.kind) {
    case 'several':
      return respondToAll(ctx, draft, input.inputs)
    case 'text':
      return guarded(ctx, draft, input.text, (safe) => readText(ctx, draft, safe))
    case 'press': {
      const choice = choicePressed(draft, questionOf(ctx, draft), input.value)
      return choice ? performAct(ctx, draft, choice.act) : { draft, notes: [ctx.words.stale] }
    }
    case 'attachment':
      return guarded(ctx, draft, input.evidence.caption, (safe) => takeAttachment(ctx, draft, input, safe))
    case 'contact':
      return takeContact(ctx, draft, input)
    case 'forwarded':
      return takeForwarded(ctx, draft, input)
    case 'unsupported':
      return { draft, notes: [ctx.words.notAnAnswer(input.what)] }
  }
}

/** One input after the other, answered as one. A word that ends the draft is taken last, so that no file is lost. */
function respondToAll(ctx: Context, draft: Draft, inputs: readonly PlainInput[]): Turn {
  const [first, ...others] = inputs
  if (!first) return { draft, ends: true }
  const [head, ...tail] =
    first.kind === 'text' && respond(ctx, draft, first).ends ? [...others, first] : inputs
  return tail.reduce<Turn>(
    (before, input) => withNext(before, respond(ctx, before.draft, input)),
    respond(ctx, draft, head ?? first),
  )
}

/** Two turns as one: what was asked last stands, and a picture kept in silence leaves the question as it was. */
function withNext(before: Turn, next: Turn): Turn {
  const notes = [...new Set([...(before.notes ?? []), ...(next.notes ?? [])])]
  const effects = [...(before.effects ?? []), ...(next.effects ?? [])]
  const isSilent = next.ends === true && !next.effects?.some(({ kind }) => kind !== 'secret-seen')
  const isSameQuestion = before.draft.field === next.draft.field
  const ask = next.ask ?? (isSameQuestion ? before.ask : undefined)
  return { ...(isSilent ? before : next), draft: next.draft, notes, effects, ask }
}

/** Cleans a text and covers secrets in it before anything reads it; the sender is warned once. */
function guarded(ctx: Context, draft: Draft, text: string, read: (safe: string) => Turn): Turn {
  const clean = cleanText(text)
  if (findSecret(clean) === null) return read(clean)
  const turn = read(maskSecrets(clean))
  const warned = draft.warned ? turn : withNotesFirst(turn, [ctx.words.secret])
  const effects: DialogueEffect[] = [{ kind: 'secret-seen' }, ...(warned.effects ?? [])]
  return { ...warned, draft: { ...warned.draft, warned: draft.warned || !turn.ends }, effects }
}

/** A file is evidence at every question. At the first one its caption, or a voice message itself, is the problem. */
function takeAttachment(ctx: Context, draft: Draft, input: AttachmentInput, caption: string): Turn {
  const { words } = ctx
  const isFull = draft.evidence.length >= evidenceMax
  const mark = markOf(input.album, isFull)
  const isFollowing = mark !== null && mark === draft.album
  const marked = { ...draft, album: mark }
  const kept = isFull ? marked : keepEvidence(ctx, marked, { ...input.evidence, caption })
  const note = isFull ? words.evidenceFull(evidenceMax) : words.received(input.evidence.what)
  const field = ctx.form.fields.find((f) => f.id === draft.field)
  if (field?.kind !== 'problem')
    return isFollowing ? { draft: kept, ends: true } : { draft: kept, notes: [note] }
  if (caption !== '') return withNotesFirst(readText(ctx, kept, caption), [note])
  if (isFollowing) return { draft: kept, ends: true }
  if (isFull || draft.answers[field.id]) return { draft: kept, notes: [note] }
  const isSpoken = input.evidence.what === 'voice' || input.evidence.what === 'audio'
  const stand = isSpoken ? words.spokenProblem : words.attachedProblem
  const answer = { value: stand, shown: stand }
  if (isSpoken) return { draft: answerField(ctx, kept, field.id, answer), notes: [note] }
  const suggested = draft.suggested.length > 0 ? draft.suggested : [{ answer, own: true }]
  return { draft: { ...kept, suggested }, notes: [note] }
}

/** How the draft remembers the album whose pictures are arriving, and whether they were still kept. */
function markOf(album: string | undefined, isFull = false): string | null {
  return album === undefined ? null : `${isFull ? 'full' : 'kept'} ${album}`
}

/** More of a chat that is being forwarded is kept in silence; anything else it would interrupt. */
function takeForwarded(ctx: Context, draft: Draft, input: ForwardedInput): Turn {
  const { words } = ctx
  if (draft.purpose?.kind !== 'forwarded') return { draft, notes: [words.notAnAnswer('forwarded')] }
  const { kept, secret, refused } = collect(draft, input)
  const isNews = secret && !draft.warned
  const notes = [
    ...(isNews ? [words.secret] : []),
    ...(refused === 'files' ? [words.evidenceFull(evidenceMax)] : []),
    ...(refused === 'text' ? [words.forwardedFull] : []),
  ]
  const next = { ...draft, ...kept, warned: draft.warned || secret }
  return notes.length > 0 ? { draft: next, notes } : { draft: next, ends: true }
}

/** A contact card tells whose complaint it is. */
function takeCard(ctx: Context, draft: Draft, field: FormField, { name = '', phone }: ContactInput): Turn {
  const checked = checkField(field, `${name} ${phone}`.trim(), ctx)
  if (checked.ok === true) return { draft: answerField(ctx, draft, field.id, checked.answer) }
  if (checked.ok === 'unsure') return { draft: { ...draft, suggested: checked.suggested } }
  return { draft, notes: [ctx.words.notAnAnswer('contact')] }
}

/** A shared contact answers the question for a number; elsewhere the own number is kept as a proposal. */
function takeContact(ctx: Context, draft: Draft, input: ContactInput): Turn {
  const phone =
    readPhone(input.phone.startsWith('+') ? input.phone : `+${input.phone}`) ?? readPhone(input.phone)
  const asked = ctx.form.fields.find((f) => f.id === draft.field)
  const field = ctx.form.fields.find((f) => f.kind === 'phone')
  if (phone && asked?.kind === 'requester')
    return takeCard(ctx, draft, asked, { ...input, phone: phone.value })
  if (!phone || !field) return { draft, notes: [ctx.words.notAnAnswer('contact')] }
  if (asked?.kind === 'phone') return { draft: answerField(ctx, draft, asked.id, phone) }
  if (!input.own || ctx.officer || draft.answers[field.id])
    return { draft, notes: [ctx.words.notAnAnswer('contact')] }
  return {
    draft: { ...draft, proposed: { ...draft.proposed, [field.id]: phone } },
    notes: [ctx.words.phoneKept],
  }
}

function isOpening(text: string, words: IntakeWords): boolean {
  const clean = cleanText(text)
  return clean === '' || isGreeting(clean, words) || words.recognised.help.includes(clean.toLowerCase())
}

function withNotesFirst(turn: Turn, notes: string[]): Turn {
  return { ...turn, notes: [...notes, ...(turn.notes ?? [])] }
}
