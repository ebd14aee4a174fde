import { ConcurrentChange, type TicketFile, type Tx } from '../../core/app/ports.ts'
import { TicketEvent, type Ticket } from '../../core/ticket/ticket.ts'
import type { Prisma } from '../generated/client.ts'
import { isDuplicate } from './failures.ts'
import { idToFind, idToWrite } from './ids.ts'
import { toJson, toJsonText } from './json.ts'
import { readNumbers } from './numbers.ts'
import { readHistories } from './register.ts'
import { listTickets } from './ticket-list.ts'
import { runColumns, ticketColumns, toFile, withRuns } from './ticket-rows.ts'

/** Tickets, their runs and events, inside a transaction. */
export function ticketsIn(db: Prisma.TransactionClient): Tx['tickets'] {
  const read = async (where: Prisma.TicketWhereUniqueInput): Promise<TicketFile | null> => {
    const row = await db.ticket.findUnique({ where, include: withRuns })
    return row && toFile(row)
  }
  return {
    async nextId() {
      const [row] = await db.$queryRaw<[{ id: bigint }]>`SELECT nextval('tickets_id_seq') AS id`
      return String(row.id)
    },
    async load(id) {
      await db.$queryRaw`SELECT id FROM tickets WHERE id = ${idToFind(id)} FOR UPDATE`
      return read({ id: idToFind(id) })
    },
    peek: (id) => read({ id: idToFind(id) }),
    byNumber: (number) => read({ number }),
    byDraft: (draftId) => read({ draftId }),
    create: (file, events, nextReminder) => createTicket(db, file, events, nextReminder),
    save: (file, before, events, nextReminder) => saveTicket(db, file, before, events, nextReminder),
    ...listsIn(db),
    async events(id) {
      const rows = await db.ticketEvent.findMany({
        where: { ticketId: idToFind(id) },
        orderBy: { seq: 'asc' },
        select: { event: true },
      })
      return rows.map((row) => TicketEvent.parse(row.event))
    },
    histories: (ids) => readHistories(db, ids),
    async remindable(now, limit) {
      const rows = await db.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM tickets WHERE next_reminder_at <= ${now} AND closed_at IS NULL
        ORDER BY next_reminder_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`
      return rows.map((row) => String(row.id))
    },
    async setNextReminder(id, at) {
      await db.ticket.updateMany({ where: { id: idToWrite(id) }, data: { nextReminderAt: at } })
    },
    async dueFrom(services, from) {
      const rows = await db.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM tickets WHERE service = ANY (${services}) AND closed_at IS NULL
          AND (due_at >= ${from} OR next_reminder_at >= ${from} OR paused IS NOT NULL OR clocks <> '[]') ORDER BY id`
      return rows.map((row) => String(row.id))
    },
    numbers: (query) => readNumbers(db, query),
  }
}

type Lists = 'list' | 'newest' | 'announcements' | 'linkedTo' | 'involving' | 'received'

function listsIn(db: Prisma.TransactionClient): Pick<Tx['tickets'], Lists> {
  return {
    list: (filter, limit) => listTickets(db, filter, limit),
    async newest(limit) {
      const rows = await db.ticket.findMany({ orderBy: { id: 'desc' }, take: limit, include: withRuns })
      return rows.map(toFile)
    },
    async announcements(service) {
      const rows = await db.ticket.findMany({
        where: { service, announcedNote: { not: null }, closedAt: null },
        orderBy: { id: 'desc' },
        select: { id: true, number: true, category: true, announcedNote: true },
      })
      const notes = await db.note.findMany({
        where: { id: { in: rows.map((row) => row.announcedNote ?? '') } },
      })
      const byId = new Map(notes.map((note) => [note.id, note]))
      return rows.flatMap(({ id, number, category, announcedNote }) => {
        const note = byId.get(announcedNote ?? '')
        return note ? [{ ticket: String(id), number, category, text: note.text, since: note.at }] : []
      })
    },
    async linkedTo(id) {
      const where = { linkedTo: idToFind(id), closedAt: null }
      const rows = await db.ticket.findMany({ where, orderBy: { id: 'asc' }, include: withRuns })
      return rows.map(toFile)
    },
    async involving(person) {
      const rows = await db.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM tickets WHERE requester_id = ${idToFind(person)}
        UNION SELECT id FROM tickets WHERE assignee_id = ${idToFind(person)} AND closed_at IS NULL ORDER BY id`
      return rows.map((row) => String(row.id))
    },
    async received(service, from, to) {
      const where = { service, receivedAt: { gte: from, lt: to } }
      const rows = await db.ticket.findMany({ where, orderBy: { id: 'asc' }, include: withRuns })
      return rows.map(toFile)
    },
  }
}

async function createTicket(
  db: Prisma.TransactionClient,
  file: TicketFile,
  events: TicketEvent[],
  nextReminder: Date | null,
): Promise<void> {
  const id = idToWrite(file.ticket.id)
  try {
    await db.ticket.createMany({ data: { id, ...ticketColumns(file, nextReminder) } })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new ConcurrentChange(`draft ${file.ticket.draft} is a ticket already`, { cause: error })
  }
  await db.stepRun.createMany({
    data: file.ticket.runs.map((run, ordinal) => ({ ticketId: id, ordinal, ...runColumns(run) })),
  })
  await saveClocks(db, id, file.ticket)
  await saveClosing(db, id, file)
  await append(db, id, 0, events)
}

async function saveTicket(
  db: Prisma.TransactionClient,
  file: TicketFile,
  before: number,
  events: TicketEvent[],
  nextReminder: Date | null,
): Promise<void> {
  const { ticket } = file
  const id = idToWrite(ticket.id)
  const { count } = await db.ticket.updateMany({
    where: { id, version: before },
    data: ticketColumns(file, nextReminder),
  })
  if (count === 0) throw new ConcurrentChange(`${ticket.number} is no longer at version ${before}`)

  // Only the last run ever changes, and each start makes another one the last.
  const started = events.filter((event) => event.kind === 'step-started').length
  const firstChanged = Math.max(0, ticket.runs.length - started - 1)
  for (const [ordinal, run] of ticket.runs.entries()) {
    if (ordinal < firstChanged) continue
    const key = { ticketId: id, ordinal }
    const columns = runColumns(run)
    await db.stepRun.upsert({
      where: { ticketId_ordinal: key },
      create: { ...key, ...columns },
      update: columns,
    })
  }
  await saveClocks(db, id, ticket)
  await saveClosing(db, id, file)
  await append(db, id, before, events)
}

/** The clocks of the whole ticket, for those who count; few offices have any. */
async function saveClocks(db: Prisma.TransactionClient, id: bigint, { clocks }: Ticket): Promise<void> {
  if (clocks.length === 0) return
  const rows = clocks.map(({ clock, due, ended }, ordinal) => ({ ordinal, clock, due, ended }))
  await db.$executeRaw`
    INSERT INTO ticket_clocks (ticket_id, ordinal, clock, due_at, ended_at)
    SELECT ${id}, ordinal, clock, due, ended
    FROM jsonb_to_recordset(${toJsonText(rows)}::jsonb)
      AS told(ordinal int, clock text, due timestamptz, ended timestamptz)
    ON CONFLICT (ticket_id, ordinal) DO UPDATE SET due_at = excluded.due_at, ended_at = excluded.ended_at`
}

/** How it is closed now; a closing stays as it was once the ticket is reopened. */
async function saveClosing(
  db: Prisma.TransactionClient,
  ticketId: bigint,
  { ticket, origin }: TicketFile,
): Promise<void> {
  const { service, unit, status, received, closed, pauses, rating } = ticket
  if (!closed) return
  const said = { asked: status === 'closed' && origin !== null, rating: rating?.score ?? null }
  const key = { ticketId, at: closed }
  const first = { service, unit, status, receivedAt: received, pauses: toJson(pauses) }
  await db.closing.upsert({
    where: { ticketId_at: key },
    create: { ...key, ...first, ...said },
    update: said,
  })
}

async function append(
  db: Prisma.TransactionClient,
  ticketId: bigint,
  before: number,
  events: TicketEvent[],
): Promise<void> {
  await db.ticketEvent.createMany({
    data: events.map((event, i) => ({
      ticketId,
      seq: before + 1 + i,
      at: event.at,
      kind: event.kind,
      event: toJson(event),
    })),
  })
}
