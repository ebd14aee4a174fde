import { factsOf, missingFields, stageText } from '../notify/facts.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { isClosed, openRun } from '../ticket/ticket.ts'
import { sopOf } from './act.ts'
import { fileKey } from './message.ts'
import type { Button } from './message.ts'
import type { TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** The person's open tickets, each a button; `none` is said where there are none. */
export async function showStatus(
  turn: PersonTurn,
  none = turn.app.words.requester.noOpenTickets,
): Promise<void> {
  const w = turn.app.words.requester
  const open = await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 10)
  if (open.length === 0) return say(turn, { text: none })
  const lines: string[] = []
  for (const file of open) {
    const { service } = await sopOf(turn.tx, turn.app.desk, file.ticket)
    const due = openRun(file.ticket)?.due ?? null
    const by =
      due && due > turn.now && !file.ticket.paused
        ? turn.app.words.time.moment(due, turn.now, service.zone)
        : null
    lines.push(w.statusLine(await labelOf(turn, file), stageText(turn.app.words, file.ticket), by))
  }
  const buttons = open.map(({ ticket }) => [
    { label: ticket.number, press: encodePress({ kind: 'mine', ticket: ticket.id, act: 'show' }) },
  ])
  say(turn, { heading: w.statusHeading, text: [...lines, w.statusEnd].join('\n'), buttons })
}

/** How one ticket stands, for its requester. */
export async function showTicket(turn: PersonTurn, file: TicketFile): Promise<void> {
  const { ticket } = file
  const w = turn.app.words.requester
  const { service, profile } = await sopOf(turn.tx, turn.app.desk, ticket)
  const last = ticket.runs.at(-1)
  const row = last ? stepOf(profile, last.step).title : ''
  const received = turn.app.words.time.moment(ticket.received, turn.now, service.zone)
  const details = w.details(ticket.number, stageText(turn.app.words, ticket), row, received)
  const lacks = await whatLacks(turn, file)
  if (lacks === null) return say(turn, { text: details })
  const text = `${details}\n${turn.app.words.intake.completion.lacks(lacks)}`
  say(turn, { text, buttons: [[completeButton(turn, file)]] })
}

/** *Lengkapi*, under a message about what is missing. */
export function completeButton({ app }: PersonTurn, { ticket }: TicketFile): Button {
  const press = encodePress({ kind: 'mine', ticket: ticket.id, act: 'complete' })
  return { label: app.words.notices.complete, press }
}

/** What the complaint lacks, in words; null where nothing is missing. */
export async function whatLacks(turn: PersonTurn, file: TicketFile): Promise<string | null> {
  if (whyOver(turn, file) !== null) return null
  const { profile } = await sopOf(turn.tx, turn.app.desk, file.ticket)
  return turn.app.words.notices.fields(missingFields(profile, file)) || null
}

/** Why nothing more is asked of what a complaint lacks; null while it lacks something. */
export function whyOver(turn: PersonTurn, { ticket }: TicketFile): string | null {
  const { requester, staff, intake } = turn.app.words
  const closed = ticket.requester === turn.person.id ? requester.ticketClosed : staff.refusals.closed
  if (isClosed(ticket)) return closed(ticket.number)
  return ticket.complete ? intake.completion.alreadyComplete(ticket.number) : null
}

/** A ticket as its requester knows it: "TIK-1042 · Jaringan". */
export async function labelOf(turn: PersonTurn, file: TicketFile): Promise<string> {
  const { profile } = await sopOf(turn.tx, turn.app.desk, file.ticket)
  const { number, category } = factsOf(profile, file)
  return turn.app.words.requester.ticketLabel(number, category)
}

/** Keeps a file of the ticket's on disk. */
export function archive(ticket: string, file: TicketFile['evidence'][number]['file']) {
  return { kind: 'archive' as const, file, key: fileKey(ticket, file) }
}

/** Answers that a human being was asked for, and asks for one. */
export async function callAgent(turn: PersonTurn): Promise<void> {
  const w = turn.app.words.requester
  const ticket = await tellAgents(turn)
  say(turn, { text: ticket === null ? w.agentCallNeedsTicket : w.agentCalled })
}

/**
 * Tells the staff of the person's newest ticket, or of every service, that a human being is asked for; not again within
 * a quarter of an hour. Answers the ticket.
 */
export async function tellAgents(turn: PersonTurn): Promise<string | null> {
  const [latest] = await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 1)
  const ticket = latest?.ticket.id ?? null
  const owner = `agent:${turn.chat.channel}:${turn.chat.chat}`
  if (await turn.tx.prompts.get(owner, turn.now)) return ticket
  const expires = new Date(turn.now.getTime() + 15 * 60_000)
  await turn.tx.prompts.put({ owner, ticket: null, intent: null, expires })
  const services = latest ? [latest.ticket.service] : turn.app.desk.services.map((s) => s.id)
  const text = turn.app.words.staff.agentCalled(turn.person.name, latest?.ticket.number ?? null)
  const about = latest && { ticket: latest.ticket.id, kind: 'from-requester' as const }
  const calledFor = latest ? openRun(latest.ticket)?.assignee : turn.person.id
  const calls = calledFor ? [calledFor] : []
  for (const service of services)
    turn.out.push({ kind: 'to-group', service, ticket, message: { text }, about, calls })
  return ticket
}
