import { pairs } from '../notify/card.ts'
import { spokenCommand } from '../intake/recognise.ts'
import { stepOf } from '../sop/sop.ts'
import { takeOption } from '../staff/parse.ts'
import { encodePress } from '../staff/press.ts'
import { isChoice, isOptional, viaInput } from '../ticket/choose.ts'
import type { Refusal } from '../ticket/commands.ts'
import { decide } from '../ticket/decide.ts'
import { openRun } from '../ticket/ticket.ts'
import { act, officeOf, type Office } from './act.ts'
import type { Content } from './content.ts'
import { aboutCard, report } from './done.ts'
import { archive } from './own-tickets.ts'
import { commandOf, missingFor, type Pending, type RawInput, type RawInputs } from './pending.ts'
import type { About, Prompt, TicketFile } from './ports.ts'
import { questionFor, type Question } from './questions.ts'
import { refusalText } from './refusals.ts'
import { acknowledge, respond, type PersonTurn } from './turn.ts'
import { typedInput } from './typed.ts'

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
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const question = await questionFor(turn, office, file, prompt.intent)
  const { options = null } = question
  const pick = 'pick' in answer ? answer.pick : options && takeOption(answer.text, options).id
  if (pending.kind === 'reply') {
    if (pick === null) return ask(turn, office, file, prompt.intent)
    return attempt(turn, office, file, { kind: pick === 'kirim' ? 'answer' : 'note' }, raw)
  }
  const read = typedInput(turn, office, asking, pick === null ? answer : { pick }, raw[asking])
  const more = { ...raw, ...given(asking, read.value), ...read.also }
  if (read.silent) return turn.tx.prompts.put({ ...prompt, intent: { ...prompt.intent, raw: more } })
  if (read.again) return ask(turn, office, file, { pending, raw: more, asking }, read.again)
  await attempt(turn, office, file, pending, more)
}

function given(asking: string, value: RawInput | null): RawInputs {
  return value ? { [asking]: value } : {}
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
  const missing = missingFor(file, pending, raw) ?? unsaid(office, file, pending, raw)
  const goOn = (asking: string) =>
    asking === viaInput && file.origin
      ? attempt(turn, office, file, pending, { ...raw, [viaInput]: { choice: file.origin.channel } })
      : ask(turn, office, file, { pending, raw, asking })
  if (missing !== null) {
    const trial = decide(office.rules, file.ticket, command, turn.now)
    if (!trial.ok && trial.refusal.code === 'missing-input') return goOn(trial.refusal.input)
    if (trial.ok || ofChoice.includes(trial.refusal.code))
      return ask(turn, office, file, { pending, raw, asking: missing })
    return respond(turn, await refusalText(turn, office, file, trial.refusal), aboutCard(file))
  }
  const done = await act(turn, office, file, command, notes)
  if (done.ok) {
    const kept = notes.flatMap(({ evidence }) => evidence)
    turn.out.push(...kept.map((evidence) => archive(file.ticket.id, evidence.file)))
    return report(turn, office, done, notes)
  }
  if (done.refusal.code === 'missing-input') return goOn(done.refusal.input)
  const text = await refusalText(turn, office, file, done.refusal)
  if (done.refusal.code !== 'bad-input' || !(done.refusal.input in raw))
    return respond(turn, text, aboutCard(file))
  const { [done.refusal.input]: _, ...others } = raw
  await ask(turn, office, file, { pending, raw: others, asking: done.refusal.input }, text)
}

/** What may be left unsaid is asked of those who are led by buttons. */
function unsaid(
  { profile }: Office,
  { ticket }: TicketFile,
  pending: Pending,
  raw: RawInputs,
): string | null {
  const run = openRun(ticket)
  if (pending.kind !== 'outcome' || !pending.guided || !run) return null
  const outcome = stepOf(profile, run.step).outcomes.find((o) => isChoice(o, pending.choice))
  const wanted = outcome?.needs.find((id) => {
    const spec = profile.inputs[id]
    return spec && isOptional(spec) && !raw[id]
  })
  return wanted ?? null
}

/** A reply to a message about a ticket: the assignee's to a requester's message goes out, any other is asked about. */
export async function replyTo(turn: PersonTurn, about: About, content: Content): Promise<void> {
  const file = await turn.tx.tickets.load(about.ticket)
  if (!file) return
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const raw: RawInputs = { text: { text: content.text, evidence: content.evidence } }
  const assignee = openRun(file.ticket)?.assignee === turn.person.id
  if (about.kind === 'from-requester' && assignee) return attempt(turn, office, file, { kind: 'answer' }, raw)
  await ask(turn, office, file, { pending: { kind: 'reply' }, raw, asking: 'how' })
}

/** Puts the question; `first` is said before it: what was wrong with the last answer, or what has come so far. */
async function ask(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  asked: Asking,
  first = '',
): Promise<void> {
  const id = turn.app.newId()
  const question = await questionFor(turn, office, file, asked)
  if (question.options?.length === 0) return respond(turn, question.text)
  const expires = new Date(turn.now.getTime() + 24 * 3_600_000)
  const intent: Intent = { id, ...asked }
  await turn.tx.prompts.put({ owner: ownerOf(turn), ticket: file.ticket.id, intent, expires })
  acknowledge(turn)
  turn.out.push({
    kind: 'message',
    to: turn.chat,
    about: { ticket: file.ticket.id, kind: 'prompt' },
    message: await questionMessage(turn, question, id, first),
  })
}

async function questionMessage(
  turn: PersonTurn,
  { text, options, write }: Question,
  id: string,
  first: string,
) {
  const w = turn.app.words.staff
  const press = (value: string) => encodePress({ kind: 'prompt', prompt: id, value })
  const buttons = options?.map(({ id: value, label }) => ({ label, press: press(value) }))
  const isWritten = !buttons || write === true
  const inGroup = turn.inbound.chat.kind === 'group'
  return {
    text: [first, text, isWritten ? w.ask.byReply : ''].filter(Boolean).join('\n'),
    buttons: buttons && [...pairs(buttons), [{ label: w.ask.cancel, press: press('batal') }]],
    asksReply: !buttons,
    replyTo: turn.inbound.body.kind === 'press' ? undefined : turn.inbound.message,
    mentions: inGroup ? await turn.tx.people.mentions(turn.chat.channel, [turn.person.id]) : undefined,
  }
}

function ownerOf(turn: PersonTurn): string {
  return `${turn.chat.channel}:${turn.chat.chat}:${turn.person.id}`
}
