import { factsOf } from '../notify/facts.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { openRun } from '../ticket/ticket.ts'
import { officeOf } from './act.ts'
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
    const { service } = await officeOf(turn.tx, turn.app.desk, file.ticket)
    const due = openRun(file.ticket)?.due ?? null
    const by =
      due && due > turn.now && !file.ticket.paused
        ? turn.app.words.time.moment(due, turn.now, service.zone)
        : null
    lines.push(w.statusLine(await labelOf(turn, file), w.stage[file.ticket.status], by))
  }
  const buttons = open.map(({ ticket }) => [
    { label: ticket.number, press: encodePress({ kind: 'mine', ticket: ticket.id, act: 'show' }) },
  ])
  say(turn, { heading: w.statusHeading, text: [...lines, w.statusEnd].join('\n'), buttons })
}

/** How one ticket stands, for its requester. */
export async function showTicket(turn: PersonTurn, { ticket }: TicketFile): Promise<void> {
  const w = turn.app.words.requester
  const { service, profile } = await officeOf(turn.tx, turn.app.desk, ticket)
  const last = ticket.runs.at(-1)
  const row = last ? stepOf(profile, last.step).title : ''
  const opened = turn.app.words.time.moment(ticket.opened, turn.now, service.zone)
  say(turn, { text: w.details(ticket.number, w.stage[ticket.status], row, opened) })
}

/** A ticket as its requester knows it: "TIK-1042 · Jaringan". */
export async function labelOf(turn: PersonTurn, file: TicketFile): Promise<string> {
  const { profile } = await officeOf(turn.tx, turn.app.desk, file.ticket)
  const { number, category } = factsOf(profile, file)
  return turn.app.words.requester.ticketLabel(number, category)
}

/** Keeps a file of the ticket's on disk. */
export function archive(ticket: string, file: TicketFile['evidence'][number]['file']) {
  return { kind: 'archive' as const, file, key: `tickets/${ticket}/${file.unique}` }
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
