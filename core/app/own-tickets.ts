import { factsOf } from '../notify/facts.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { isClosed, openRun } from '../ticket/ticket.ts'
import { act, officeOf } from './act.ts'
import { withoutSecrets, type Content } from './content.ts'
import type { TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** The person's open tickets, each a button. */
export async function showStatus(turn: PersonTurn): Promise<void> {
  const w = turn.app.words.requester
  const open = await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 10)
  if (open.length === 0) return say(turn, { text: w.noOpenTickets })
  const lines: string[] = []
  for (const file of open) {
    const { service, profile } = await officeOf(turn.tx, turn.app.desk, file.ticket)
    const due = openRun(file.ticket)?.due ?? null
    const by =
      due && due > turn.now && !file.ticket.paused
        ? turn.app.words.time.moment(due, turn.now, service.zone)
        : null
    const { number, category } = factsOf(profile, file)
    lines.push(w.statusLine(number, category, w.stage[file.ticket.status], by))
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

/** A further message of the requester's lands on the ticket and reaches staff; a closed ticket takes none. */
export async function placeMessage(turn: PersonTurn, file: TicketFile, content: Content): Promise<void> {
  const w = turn.app.words.requester
  const again = [[{ label: w.newComplaint, press: encodePress({ kind: 'new' }) }]]
  if (isClosed(file.ticket)) return say(turn, { text: w.ticketClosed(file.ticket.number), buttons: again })
  if (content.text === '' && content.evidence.length === 0) return say(turn, { text: w.unsupported })
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket)
  const locked = (await turn.tx.tickets.load(file.ticket.id)) ?? file
  const { text, secret } = withoutSecrets(content.text)
  const { id: ticket, number } = file.ticket
  const note = {
    id: turn.app.newId(),
    ticket,
    author: turn.person.id,
    text,
    evidence: content.evidence,
    at: turn.now,
  }
  const by = { kind: 'requester' as const, person: turn.person.id }
  await act(turn, office, locked, { kind: 'message', by, note: note.id }, [note])
  turn.out.push(...content.evidence.map(({ file }) => archive(ticket, file)))
  if (secret) say(turn, { text: turn.app.words.intake.secret })
  if (await isFirstOfAlbum(turn, content)) say(turn, { text: w.messageTaken(number), buttons: again })
}

/** Keeps a file of the ticket's on disk. */
export function archive(ticket: string, file: TicketFile['evidence'][number]['file']) {
  return { kind: 'archive' as const, file, key: `tickets/${ticket}/${file.unique}` }
}

/** An album arrives as several messages and is answered once. */
async function isFirstOfAlbum(turn: PersonTurn, content: Content): Promise<boolean> {
  if (content.album === undefined) return true
  const owner = `album:${turn.chat.channel}:${turn.chat.chat}:${content.album}`
  if (await turn.tx.prompts.get(owner, turn.now)) return false
  await turn.tx.prompts.put({
    owner,
    ticket: null,
    intent: null,
    expires: new Date(turn.now.getTime() + 3_600_000),
  })
  return true
}

/** Tells the staff of the person's ticket, or of every service, that a human being is asked for. */
export async function callAgent(turn: PersonTurn): Promise<void> {
  const w = turn.app.words.requester
  const [latest] = await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 1)
  const services = latest ? [latest.ticket.service] : turn.app.desk.services.map((s) => s.id)
  for (const service of services) {
    const message = {
      text: turn.app.words.staff.agentCalled(turn.person.name, latest?.ticket.number ?? null),
    }
    const about = latest && { ticket: latest.ticket.id, kind: 'from-requester' as const }
    turn.out.push({ kind: 'to-group', service, ticket: latest?.ticket.id ?? null, message, about })
  }
  say(turn, { text: latest ? w.agentCalled : w.agentCallNeedsTicket })
}
