import { factsForGroup } from '../notify/facts.ts'
import { encodePress } from '../staff/press.ts'
import { sopOf } from './act.ts'
import type { TicketFile, TicketFilter } from './ports.ts'
import { ticketLine } from './ticket-line.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

const shownMax = 10

/** The tickets of a queue, the most pressing first, each a button to its details. */
export async function showQueue(
  turn: PersonTurn,
  seen: SeenOffices,
  which: { kind: 'open' } | { kind: 'late' } | { kind: 'mine' } | { kind: 'found'; words: string },
): Promise<void> {
  const w = turn.app.words.staff.queue
  const filter: TicketFilter =
    which.kind === 'found'
      ? { words: which.words }
      : {
          open: true,
          ...(which.kind === 'mine' && { assignee: turn.person.id }),
          ...(which.kind === 'late' && { lateAt: turn.now }),
        }
  const files: TicketFile[] = []
  for (const { service } of seen)
    files.push(...(await turn.tx.tickets.list({ ...filter, service: service.id }, 100)))
  const empty = { open: w.empty, late: w.lateEmpty, mine: w.mineEmpty, found: w.foundEmpty }[which.kind]
  if (files.length === 0) return respond(turn, empty)
  const heading = { open: w.heading, late: w.lateHeading, mine: w.mineHeading, found: w.foundHeading }[
    which.kind
  ](files.length)
  const shown = files.slice(0, shownMax)
  const lines: string[] = []
  for (const file of shown) lines.push(await lineOf(turn, file))
  if (files.length > shownMax) lines.push(w.more(files.length - shownMax))
  const buttons = shown.map(({ ticket }) => ({
    label: ticket.number,
    press: encodePress({ kind: 'open', ticket: ticket.id }),
  }))
  say(turn, { heading, text: lines.join('\n'), buttons: chunk(buttons, 3), replyTo: turn.inbound.message })
}

async function lineOf(turn: PersonTurn, file: TicketFile): Promise<string> {
  const { words, desk } = turn.app
  const sop = await sopOf(turn.tx, desk, file.ticket)
  const { agency } = factsForGroup(words, sop.profile, file)
  return ticketLine(words, sop, file, agency, turn.now)
}

function chunk<T>(items: T[], size: number): T[][] {
  return items.length === 0 ? [] : [items.slice(0, size), ...chunk(items.slice(size), size)]
}
