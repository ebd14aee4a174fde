import { pairs } from '../notify/card.ts'
import { spokenCommand } from '../intake/recognise.ts'
import { exitKinds } from '../sop/sop.ts'
import { takeOption } from '../staff/parse.ts'
import type { Button } from './message.ts'
import { encodePress } from '../staff/press.ts'
import type { Choice, Refusal, RunRef, TicketCommand } from '../ticket/commands.ts'
import { decide } from '../ticket/decide.ts'
import { openRun, priorities, type Actor, type InputValue, type Inputs } from '../ticket/ticket.ts'
import { act, officeOf, type Office } from './act.ts'
import type { Content } from './content.ts'
import { aboutCard, report } from './done.ts'
import type { About, Note, Prompt, TicketFile } from './ports.ts'
import { questionFor } from './questions.ts'
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

/** What is being asked, and for what. */
export type Asking = { pending: Pending; raw: RawInputs; asking: string }
type Intent = Asking & { id: string }
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
  const word = 'pick' in answer ? answer.pick : spokenCommand(answer.text, turn.app.words.intake)
  if (word === 'batal') return respond(turn, w.cancelled)
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  const { options = null } = await questionFor(turn, office, file, { pending, raw, asking })
  const pick = 'pick' in answer ? answer.pick : options && takeOption(answer.text, options).id
  if (options && pick === null) return ask(turn, office, file, pending, raw, asking)
  if (pending.kind === 'reply')
    return attempt(turn, office, file, { kind: pick === 'kirim' ? 'answer' : 'note' }, raw)
  const given = 'pick' in answer || pick !== null ? picked(office, asking, pick ?? '') : typed(answer)
  await attempt(turn, office, file, pending, { ...raw, ...(given ? { [asking]: given } : {}) })
}

/** Refusals of a choice that has yet to be made; any other stands before anything is asked. */
const ofChoice: Refusal['code'][] = ['no-change', 'unknown-category', 'exit-not-allowed']

/**
 * Does it, or asks for what is still missing: the engine itself says what. What was refused is answered with the
 * reason, in the words of the catalogue, before anything is asked in vain.
 */
export async function attempt(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  pending: Pending,
  raw: RawInputs,
): Promise<void> {
  const { command, notes } = commandOf(turn, office, file, pending, raw)
  const missing = missingFor(pending, raw)
  if (missing !== null) {
    const trial = decide(office.rules, file.ticket, command, turn.now)
    if (trial.ok || ofChoice.includes(trial.refusal.code))
      return ask(turn, office, file, pending, raw, missing)
    return respond(turn, await refusalText(turn, office, file, trial.refusal))
  }
  const done = await act(turn, office, file, command, notes)
  if (done.ok) return report(turn, office, done, notes)
  if (done.refusal.code === 'missing-input') return ask(turn, office, file, pending, raw, done.refusal.input)
  respond(turn, await refusalText(turn, office, file, done.refusal), aboutCard(file))
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
  const question = await questionFor(turn, office, file, { pending, raw, asking })
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
