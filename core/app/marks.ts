import { mailChannel } from '../notify/elsewhere.ts'
import { answerOfKind } from '../notify/facts.ts'
import { takeOption, takeTicket } from '../staff/parse.ts'
import type { TicketCommand } from '../ticket/commands.ts'
import { secrecies } from '../ticket/ticket.ts'
import { act, officeOf, officer, type Done, type Office } from './act.ts'
import { detailsOf } from './details.ts'
import { aboutCard } from './done.ts'
import type { TicketFile } from './ports.ts'
import { attempt } from './prompts.ts'
import { refusalText } from './refusals.ts'
import { mayReadSecret } from './secrecy.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

/** `/tiket NO` and the button that opens it: of a ticket that is *rahasia* in direct messages, to those concerned. */
export async function showDetails(turn: PersonTurn, office: Office, file: TicketFile): Promise<void> {
  const { ticket } = file
  const w = turn.app.words.notices
  const inGroup = turn.inbound.chat.kind === 'group'
  if (ticket.secrecy === 'secret') {
    if (!mayReadSecret(office, ticket, turn.person.id)) return respond(turn, w.secretRefused(ticket.number))
    if (inGroup) {
      const message = await detailsOf(turn, office, file)
      turn.out.push({ kind: 'to-person', person: turn.person.id, message, about: aboutCard(file) })
      return respond(turn, w.secretSent(ticket.number))
    }
  }
  acknowledge(turn)
  const details = await detailsOf(turn, office, file)
  say(turn, { ...details, replyTo: turn.inbound.message }, aboutCard(file))
}

/** `/rahasia NO [biasa]`: marks it, or lifts the mark. */
export async function keepSecret(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  rest: string,
): Promise<void> {
  const w = turn.app.words.notices
  const options = secrecies.map((id) => ({ id, label: w.secrecies[id] }))
  const secrecy = rest === '' ? 'secret' : secrecies.find((id) => id === takeOption(rest, options).id)
  if (!secrecy) return respond(turn, w.alreadySecret)
  const done = await mark(turn, office, file, { kind: 'keep-secret', by: officer(turn, office), secrecy })
  if (done) respond(turn, (secrecy === 'secret' ? w.secretSet : w.secretLifted)(file.ticket.number))
}

/** `/telepon NO`: the whole number, to whoever has the ticket, in a direct message; that it was shown is kept. */
export async function showPhone(turn: PersonTurn, office: Office, file: TicketFile): Promise<void> {
  const w = turn.app.words.notices
  const { number } = file.ticket
  const phone = answerOfKind(office.profile, file.answers, 'phone')?.shown
  if (phone === undefined) return respond(turn, w.phoneNone(number))
  const done = await mark(turn, office, file, { kind: 'show-phone', by: officer(turn, office) })
  if (!done) return
  const name = answerOfKind(office.profile, file.answers, 'name')?.shown ?? ''
  const message = { text: w.phone(number, name, phone) }
  if (turn.inbound.chat.kind !== 'group') return say(turn, message, aboutCard(file))
  turn.out.push({ kind: 'to-person', person: turn.person.id, message, about: aboutCard(file) })
  respond(turn, w.phoneSent(number))
}

/** `/kaitkan NO NO-INDUK`: one cause, many faults (SOP 004: one *permasalahan*, many *gangguan*). */
export async function linkTicket(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  rest: string,
): Promise<void> {
  const w = turn.app.words
  const { id } = takeTicket(rest)
  if (id === null) return respond(turn, w.notices.linkUsage)
  const cause = await turn.tx.tickets.peek(id)
  if (!cause) return respond(turn, w.staff.refusals.unknownTicket(id))
  const by = officer(turn, office)
  const done = await mark(turn, office, file, { kind: 'link', by, to: cause.ticket })
  if (done) respond(turn, w.notices.linked(file.ticket.number, cause.ticket.number), aboutCard(file))
}

/** `/umumkan NO teks`, `/umumkan NO selesai`. */
export async function announceTrouble(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  rest: string,
): Promise<void> {
  const w = turn.app.words
  if (w.intake.recognised.finish.includes(rest.trim().toLowerCase())) {
    const done = await mark(turn, office, file, { kind: 'end-announcement', by: officer(turn, office) })
    if (done) respond(turn, w.notices.announceEnded(file.ticket.number), aboutCard(file))
    return
  }
  await attempt(turn, office, file, { kind: 'announce' }, rest === '' ? {} : { text: { text: rest } })
}

/** The button offered when the common cause is closed: its answer goes to everybody who waits for it. */
export async function answerLinked(turn: PersonTurn, file: TicketFile): Promise<void> {
  const w = turn.app.words
  const { answer } = file.ticket
  const linked = await turn.tx.tickets.linkedTo(file.ticket.id)
  const text = answer === null ? '' : ((await turn.tx.notes.get([answer])).get(answer)?.text ?? '')
  if (linked.length === 0 || text === '') return respond(turn, w.notices.linkedNone)
  const answered: string[] = []
  const byHand: string[] = []
  for (const { ticket } of linked) {
    const locked = await turn.tx.tickets.load(ticket.id)
    if (!locked) continue
    const own = await officeOf(turn.tx, turn.app.desk, locked.ticket, turn.now)
    const note = {
      id: turn.app.newId(),
      ticket: ticket.id,
      author: turn.person.id,
      text,
      evidence: [],
      at: turn.now,
    }
    const mailed = answerOfKind(own.profile, locked.answers, 'email') !== null
    if (locked.origin === null && !mailed) {
      byHand.push(ticket.number)
      continue
    }
    const via = locked.origin === null ? mailChannel : null
    const command: TicketCommand = { kind: 'answer', by: officer(turn, own), note: note.id, via }
    const done = await act(turn, own, locked, command, [note])
    if (!done.ok) return respond(turn, await refusalText(turn, own, locked, done.refusal))
    answered.push(ticket.number)
  }
  const told = [
    answered.length > 0 ? w.notices.linkedAnswered(answered.join(', ')) : '',
    byHand.length > 0 ? w.notices.linkedByHand(byHand.join(', ')) : '',
  ]
  respond(turn, told.filter(Boolean).join('\n'))
}

/** Acts, or says why not. */
async function mark(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  command: TicketCommand,
): Promise<Extract<Done, { ok: true }> | null> {
  const done = await act(turn, office, file, command, [])
  if (done.ok) return done
  respond(turn, await refusalText(turn, office, file, done.refusal), aboutCard(file))
  return null
}
