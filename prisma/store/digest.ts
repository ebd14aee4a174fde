import { z } from 'zod'
import type { DigestNumbers, TicketFile } from '../../core/app/ports.ts'
import { secrecies } from '../../core/ticket/ticket.ts'
import type { Prisma } from '../generated/client.ts'

/** How many of the oldest open tickets are named. */
const oldestMax = 5

/** A service's numbers: what came and went in [from, to), and what is open now. */
export async function readDigest(
  db: Prisma.TransactionClient,
  service: string,
  from: Date,
  to: Date,
  now: Date,
): Promise<DigestNumbers> {
  const period = { gte: from, lt: to }
  const opened = await db.ticket.count({ where: { service, openedAt: period } })
  const closed = await db.ticket.count({ where: { service, closedAt: period } })
  // The due time of a paused ticket is null here: its clock stands still and it is not late.
  const byStep = await db.$queryRaw<DigestNumbers['byStep']>`
    SELECT step, count(*)::int AS open, (count(*) FILTER (WHERE due_at < ${now}))::int AS late
    FROM tickets WHERE service = ${service} AND closed_at IS NULL GROUP BY step ORDER BY step`
  const oldest = await db.ticket.findMany({
    where: { service, closedAt: null },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    take: oldestMax,
    select: { number: true, answers: true, secrecy: true, step: true, openedAt: true, dueAt: true },
  })
  return {
    opened,
    closed,
    open: byStep.reduce((sum, row) => sum + row.open, 0),
    byStep,
    oldest: oldest.map(({ number, answers, secrecy, step, openedAt, dueAt }) => ({
      number,
      secrecy: z.enum(secrecies).parse(secrecy),
      answers: answers as TicketFile['answers'],
      step: step ?? '',
      openedAt,
      due: dueAt,
    })),
  }
}
