import type { TicketFile, TicketFilter } from '../../core/app/ports.ts'
import type { HeldRole } from '../../core/ticket/ticket.ts'
import { Prisma } from '../generated/client.ts'
import { idToFind } from './ids.ts'
import { clean } from './json.ts'
import { toFile, withRuns } from './ticket-rows.ts'

/** The tickets a filter lets through, as `Tx.tickets.list` orders them. */
export async function listTickets(
  db: Prisma.TransactionClient,
  filter: TicketFilter,
  limit: number,
): Promise<TicketFile[]> {
  // Said only where both kinds are asked for: without it the order is that of the index tickets_open.
  const closedLast = filter.open === undefined ? Prisma.sql`closed_at IS NOT NULL,` : Prisma.empty
  const found = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM tickets WHERE ${Prisma.join(conditions(filter), ' AND ')}
    ORDER BY ${closedLast} array_position(ARRAY['critical', 'urgent', 'normal'], priority), late_at, opened_at, id
    LIMIT ${limit}`
  const ids = found.map((row) => row.id)
  if (ids.length === 0) return []
  const rows = await db.ticket.findMany({ where: { id: { in: ids } }, include: withRuns })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).map(toFile)
}

function conditions(filter: TicketFilter): Prisma.Sql[] {
  const all = [Prisma.sql`TRUE`]
  if (filter.service !== undefined) all.push(Prisma.sql`service = ${filter.service}`)
  if (filter.open === true) all.push(Prisma.sql`closed_at IS NULL`)
  if (filter.open === false) all.push(Prisma.sql`closed_at IS NOT NULL`)
  if (filter.requester !== undefined) all.push(Prisma.sql`requester_id = ${idToFind(filter.requester)}`)
  // Only an open ticket is anybody's to do; saying so lets the index of the open ones be used.
  if (filter.assignee !== undefined) {
    all.push(Prisma.sql`closed_at IS NULL AND assignee_id = ${idToFind(filter.assignee)}`)
  }
  if (filter.holders !== undefined) {
    all.push(Prisma.sql`closed_at IS NULL AND ${waitsForOneOf(filter.holders)}`)
  }
  if (filter.lateAt !== undefined) all.push(Prisma.sql`closed_at IS NULL AND late_at < ${filter.lateAt}`)
  for (const word of filter.words?.split(/\s+/).filter(Boolean) ?? []) all.push(mentions(word))
  return all
}

function waitsForOneOf(holders: HeldRole[]): Prisma.Sql {
  const ways = holders.map(({ role, unit }) =>
    unit === undefined
      ? Prisma.sql`holder = ${role}`
      : Prisma.sql`holder = ${role} AND (unit IS NULL OR unit = ${unit})`,
  )
  const any = ways.length === 0 ? Prisma.sql`FALSE` : Prisma.join(ways, ' OR ')
  return Prisma.sql`EXISTS (SELECT FROM step_runs WHERE ticket_id = tickets.id AND ended_at IS NULL AND (${any}))`
}

/** The word stands in the number or in something the requester said; `%` and `_` are letters like others. */
function mentions(word: string): Prisma.Sql {
  const pattern = `%${clean(word).replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`(number ILIKE ${pattern} OR EXISTS (
    SELECT FROM jsonb_each(answers) AS answer WHERE answer.value->>'shown' ILIKE ${pattern}))`
}
