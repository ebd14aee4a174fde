import { TicketEvent } from '../../core/ticket/ticket.ts'
import type { Prisma } from '../generated/client.ts'
import { idToFind } from './ids.ts'

/** Everything that happened to each of these tickets, in order: one statement, for the register has a month of them. */
export async function readHistories(
  db: Prisma.TransactionClient,
  tickets: string[],
): Promise<Map<string, TicketEvent[]>> {
  const rows = await db.$queryRaw<{ ticket_id: bigint; event: unknown }[]>`
    SELECT ticket_id, event FROM ticket_events WHERE ticket_id = ANY(${tickets.map(idToFind)})
    ORDER BY ticket_id, seq`
  const histories = new Map<string, TicketEvent[]>(tickets.map((id) => [id, []]))
  for (const { ticket_id, event } of rows) histories.get(String(ticket_id))?.push(TicketEvent.parse(event))
  return histories
}
