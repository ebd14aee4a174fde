import { pairs } from '../notify/card.ts'
import { exitKinds } from '../sop/sop.ts'
import type { Button } from './message.ts'
import { encodePress } from '../staff/press.ts'
import type { Choice, RunRef, TicketCommand } from '../ticket/commands.ts'
import { openRun, priorities, type Actor, type InputValue, type Inputs } from '../ticket/ticket.ts'
import { act, officeOf, type Office } from './act.ts'
import type { Content } from './content.ts'
import { doneText } from './done.ts'
import type { About, Note, Prompt, TicketFile } from './ports.ts'
import { refusalText } from './refusals.ts'
import { acknowledge, respond, type PersonTurn } from './turn.ts'

/** What somebody is about to do to a ticket, while what it needs is being asked. Plain JSON: it waits in a prompt. */
export type Pending =
  | { kind: 'claim'; at?: RunRef }
  | {
      kind:
        | 'release'
        | 'resume'
        | 'pause'
        | 'answer'
        | 'note'
        | 'reopen'
        | 'exit'
        | 'prioritise'
        | 'reclassify'
        | 'assign'
    }
  | { kind: 'outcome'; choice: Choice; at?: RunRef }
  | { kind: 'reply' }

/** What was handed over so far, by input; `text`, `choice` and `staff` for commands that are no outcome. */
export type RawInput =
  { text: string; evidence?: TicketFile['evidence'] } | Exclude<InputValue, { note: string }>
export type RawInputs = Record<string, RawInput>

type Intent = { id: string; pending: Pending; raw: RawInputs; asking: string }
export type StaffPrompt = Omit<Prompt, 'ticket' | 'intent'> & { ticket: string; intent: Intent }

/** The question this person was asked in this chat and has not answered. */
export async function staffPromptOf(turn: PersonTurn): Promise<StaffPrompt | null> {
  return (await turn.tx.prompts.get(ownerOf(turn), turn.now)) as StaffPrompt | null
}

/** Takes an answer to a question put to staff and goes on with the act it was for. */
export async function answerPrompt(
  turn: PersonTurn,
  prompt: StaffPrompt,
  answer: Content | { pick: string },
): Promise<void> {
  const w = turn.app.words.staff
  const { pending, raw, asking } = prompt.intent
  const file = await turn.tx.tickets.load(prompt.ticket)
  await turn.tx.prompts.clear(prompt.owner)
  if (!file) return respond(turn, w.refusals.unknownTicket(prompt.ticket))
  if ('pick' in answer && answer.pick === 'batal') return respond(turn, w.cancelled)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  if (pending.kind === 'reply' && 'pick' in answer) {
    return attempt(turn, office, file, { kind: answer.pick === 'kirim' ? 'answer' : 'note' }, raw)
  }
  const given = 'pick' in answer ? picked(office, asking, answer.pick) : typed(answer)
  await attempt(turn, office, file, pending, { ...raw, ...(given ? { [asking]: given } : {}) })
}

/**
 * Does it, or asks for what is still missing: the engine itself says what. What was refused is answered with the
 * reason, in the words of the catalogue.
 */
export async function attempt(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  pending: Pending,
  raw: RawInputs,
): Promise<void> {
  const missing = missingFor(pending, raw)
  if (missing !== null) return ask(turn, office, file, pending, raw, missing)
  const { command, notes } = commandOf(turn, office, file, pending, raw)
  const done = await act(turn, office, file, command, notes)
  if (done.ok) return respond(turn, await doneText(turn, office, done.file, done.events))
  if (done.refusal.code === 'missing-input') return ask(turn, office, file, pending, raw, done.refusal.input)
  respond(turn, await refusalText(turn, office, file, done.refusal))
}

/** A reply to a message about a ticket: the assignee's to a requester's message goes out, any other is asked about. */
export async function replyTo(turn: PersonTurn, about: About, content: Content): Promise<void> {
  const file = await turn.tx.tickets.load(about.ticket)
  if (!file) return
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  const raw: RawInputs = { text: { text: content.text, evidence: content.evidence } }
  const assignee = openRun(file.ticket)?.assignee === turn.person.id
  if (about.kind === 'from-requester' && assignee) return attempt(turn, office, file, { kind: 'answer' }, raw)
  await ask(turn, office, file, { kind: 'reply' }, raw, 'how')
}

/** What a command that is no outcome needs before `decide` can be asked. */
function missingFor(pending: Pending, raw: RawInputs): string | null {
  switch (pending.kind) {
    case 'pause':
    case 'answer':
    case 'note':
    case 'reopen':
      return raw.text ? null : 'text'
    case 'exit':
      return raw.choice ? (raw.text ? null : 'text') : 'choice'
    case 'prioritise':
    case 'reclassify':
      return raw.choice ? null : 'choice'
    default:
      return null
  }
}

/** The command, with its texts turned into notes. */
function commandOf(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  pending: Pending,
  raw: RawInputs,
): { command: TicketCommand; notes: Note[] } {
  const by: Actor = { kind: 'staff', person: turn.person.id, roles: office.staff.rolesOf(turn.person.id) }
  const notes: Note[] = []
  const inputs: Inputs = {}
  for (const [key, value] of Object.entries(raw)) {
    if (!('text' in value)) {
      inputs[key] = value
      continue
    }
    const note = {
      id: turn.app.newId(),
      ticket: file.ticket.id,
      author: turn.person.id,
      text: value.text,
      evidence: value.evidence ?? [],
      at: turn.now,
    }
    notes.push(note)
    inputs[key] = { note: note.id }
  }
  const note = notes[0]?.id ?? ''
  const choice = inputs.choice && 'choice' in inputs.choice ? inputs.choice.choice : ''
  const make = (): TicketCommand => {
    switch (pending.kind) {
      case 'claim':
        return { kind: 'claim', by, at: pending.at }
      case 'outcome':
        return { kind: 'choose', by, choice: pending.choice, inputs, at: pending.at }
      case 'pause':
      case 'reopen':
        return { kind: pending.kind, by, reason: note }
      case 'exit':
        return {
          kind: 'exit',
          by,
          exit: exitKinds.find((kind) => kind === choice) ?? 'moved',
          reason: note,
          other: null,
        }
      case 'prioritise':
        return { kind: 'prioritise', by, priority: priorities.find((p) => p === choice) ?? 'normal' }
      case 'reclassify':
        return { kind: 'reclassify', by, category: choice }
      case 'assign':
        return { kind: 'assign', by, to: inputs.staff && 'staff' in inputs.staff ? inputs.staff.staff : '' }
      case 'release':
      case 'resume':
        return { kind: pending.kind, by }
      case 'answer':
      case 'note':
        return { kind: pending.kind, by, note }
      case 'reply':
        throw new Error('a reply is asked about before it is anything')
    }
  }
  return { command: make(), notes }
}

async function ask(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  pending: Pending,
  raw: RawInputs,
  asking: string,
): Promise<void> {
  const w = turn.app.words.staff
  const id = turn.app.newId()
  const question = await questionFor(turn, office, file, pending, raw, asking)
  if (question.options?.length === 0) return respond(turn, question.text)
  const expires = new Date(turn.now.getTime() + 24 * 3_600_000)
  const intent: Intent = { id, pending, raw, asking }
  const inGroup = turn.inbound.chat.kind === 'group'
  await turn.tx.prompts.put({ owner: ownerOf(turn), ticket: file.ticket.id, intent, expires })
  const press = (value: string) => encodePress({ kind: 'prompt', prompt: id, value })
  const buttons: Button[] | undefined = question.options?.map(({ id: value, label }) => ({
    label,
    press: press(value),
  }))
  acknowledge(turn)
  turn.out.push({
    kind: 'message',
    to: turn.chat,
    about: { ticket: file.ticket.id, kind: 'prompt' },
    message: {
      text: buttons ? question.text : `${question.text}\n${w.ask.byReply}`,
      buttons: buttons && [...pairs(buttons), [{ label: w.ask.cancel, press: press('batal') }]],
      asksReply: !buttons,
      replyTo: turn.inbound.body.kind === 'press' ? undefined : turn.inbound.message,
      mentions: inGroup ? await turn.tx.people.mentions(turn.chat.channel, [turn.person.id]) : undefined,
    },
  })
}

/** What to ask, and the options to choose from; an empty list of options means there is nobody to choose. */
async function questionFor(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  pending: Pending,
  raw: RawInputs,
  asking: string,
) {
  const w = turn.app.words.staff
  const about = (text: string) => w.ask.forTicket(file.ticket.number, text)
  if (pending.kind === 'reply') {
    const text = raw.text && 'text' in raw.text ? raw.text.text : ''
    return {
      text: about(w.ask.replyHow(text)),
      options: [
        { id: 'kirim', label: w.ask.send },
        { id: 'catat', label: w.ask.keep },
      ],
    }
  }
  if (pending.kind === 'outcome') return inputQuestion(turn, office, file, asking)
  if (asking === 'text') {
    if (pending.kind === 'pause' || pending.kind === 'reopen' || pending.kind === 'exit')
      return { text: about(w.ask.reason[pending.kind]) }
    return { text: about(pending.kind === 'note' ? w.ask.note : w.ask.answer) }
  }
  if (pending.kind === 'exit') {
    return {
      text: about(w.ask.exit),
      options: office.profile.exits.map((id) => ({ id, label: w.exits[id] })),
    }
  }
  if (pending.kind === 'prioritise')
    return { text: about(w.ask.priority), options: priorities.map((id) => ({ id, label: w.priorities[id] })) }
  return {
    text: about(w.ask.category),
    options: office.profile.categories.map(({ id, label }) => ({ id, label })),
  }
}

/** The question of an outcome's input, as the profile words it. */
async function inputQuestion(turn: PersonTurn, office: Office, file: TicketFile, input: string) {
  const w = turn.app.words.staff
  const spec = office.profile.inputs[input]
  if (!spec) throw new Error(`profile ${office.profile.id} has no input ${input}`)
  const text = w.ask.forTicket(file.ticket.number, spec.ask)
  if (spec.kind === 'text') return { text }
  if (spec.kind === 'choice') return { text, options: spec.options ?? [] }
  if (spec.kind === 'unit') return { text, options: unitsOf(office, file) }
  const role = spec.role ?? ''
  const people = office.staff.holdersOf(role, openRun(file.ticket)?.unit ?? file.ticket.unit)
  const names = await turn.tx.people.names(people)
  const options = people.map((id) => ({ id, label: names.get(id) ?? id }))
  return options.length > 0
    ? { text, options }
    : { text: w.refusals.nobodyHolds(office.profile.roles[role]?.title ?? role), options }
}

/** The units, the one the category names first. */
function unitsOf({ profile }: Office, file: TicketFile): { id: string; label: string }[] {
  const usual = profile.categories.find((c) => c.id === file.ticket.category)?.unit
  const units = Object.entries(profile.units).map(([id, label]) => ({ id, label }))
  return units.sort((a, b) => Number(b.id === usual) - Number(a.id === usual))
}

function picked(office: Office, asking: string, value: string): RawInput {
  const kind = office.profile.inputs[asking]?.kind
  if (kind === 'unit') return { unit: value }
  return kind === 'staff' || asking === 'staff' ? { staff: value } : { choice: value }
}

function typed(content: Content): RawInput | null {
  return content.text === '' && content.evidence.length === 0
    ? null
    : { text: content.text, evidence: content.evidence }
}

function ownerOf(turn: PersonTurn): string {
  return `${turn.chat.channel}:${turn.chat.chat}:${turn.person.id}`
}
