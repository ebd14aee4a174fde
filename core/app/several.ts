import { pairs } from '../notify/card.ts'
import { factsForGroup, factsOf } from '../notify/facts.ts'
import { encodePress } from '../staff/press.ts'
import type { TicketCommand } from '../ticket/commands.ts'
import { openRun, type StepRun } from '../ticket/ticket.ts'
import { act, officeOf, type Done, type Office, type Sop } from './act.ts'
import type { Service } from './desk.ts'
import type { Message } from './message.ts'
import type { Note, OutboxItem, TicketFile } from './ports.ts'
import { ticketLine } from './ticket-line.ts'
import type { Hand } from './turn.ts'

/** A ticket in somebody's hands, with its open row. */
export type Held = { office: Office; file: TicketFile; run: StepRun }

const heldMax = 1_000

/** The open tickets of a service that somebody holds, locked, in the order of their ids. */
export async function heldBy({ app, tx, now }: Hand, service: Service, person: string): Promise<Held[]> {
  const listed = await tx.tickets.list({ service: service.id, assignee: person, open: true }, heldMax)
  const ids = listed.map(({ ticket }) => ticket.id).sort((a, b) => Number(a) - Number(b))
  const held: Held[] = []
  for (const id of ids) {
    const file = await tx.tickets.load(id)
    const run = file && openRun(file.ticket)
    if (run && run.assignee === person)
      held.push({ office: await officeOf(tx, app.desk, file.ticket, now), file, run })
  }
  return held
}

/** Acts on one of several tickets: its card changes, and one summary tells of all in place of a message for each. */
export async function actQuietly(
  turn: Hand,
  { office, file }: Held,
  command: TicketCommand,
  notes: Note[] = [],
): Promise<Done> {
  const aside: OutboxItem[] = []
  const done = await act({ ...turn, out: aside }, office, file, command, notes)
  turn.out.push(...aside.filter(({ kind }) => kind === 'card'))
  return done
}

/** The group reads only the number of a ticket that is *rahasia*, and no note that is also about such a one. */
export type Reader = 'group' | 'concerned'

const buttonsMax = 10

/** Over the list, what is said to all of it, what stands under it, and what stands under a line of it. */
type ListParts = {
  heading: string
  note: string | null
  after: string[]
  under?: (file: TicketFile) => string | undefined
}

/** Several tickets in one message, each a line, the first of them with a button to its details. */
export function listMessage(
  { app: { words }, now }: Pick<Hand, 'app' | 'now'>,
  tickets: readonly { office: Sop; file: TicketFile }[],
  reader: Reader,
  { heading, note, after, under }: ListParts,
): Message {
  const lines = tickets.flatMap(({ office, file }) => {
    const { profile } = office
    const facts = reader === 'group' ? factsForGroup(words, profile, file) : factsOf(profile, file)
    const below = under?.(file)
    return [ticketLine(words, office, file, facts.agency, now), ...(below === undefined ? [] : [below])]
  })
  const isSecret = tickets.some(({ file }) => file.ticket.secrecy === 'secret')
  const noted = note === null || (isSecret && reader === 'group') ? [] : [words.roles.note(note)]
  const buttons = tickets.slice(0, buttonsMax).map(({ file }) => ({
    label: file.ticket.number,
    press: encodePress({ kind: 'open', ticket: file.ticket.id }),
  }))
  return { heading, text: [...lines, ...noted, ...after].join('\n'), buttons: pairs(buttons) }
}
