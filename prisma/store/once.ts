import type { Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { idToWrite } from './ids.ts'

/** Reminders told so far, inside a transaction. */
export function remindersIn(db: Prisma.TransactionClient): Tx['reminders'] {
  return {
    async claim({ ticket, ...level }, at) {
      const data = { ...level, ticketId: idToWrite(ticket), at }
      return (await db.reminder.createMany({ data, skipDuplicates: true })).count === 1
    },
    async forget({ ticket, step, run, levels }) {
      if (levels.length === 0) return
      await db.reminder.deleteMany({
        where: { ticketId: idToWrite(ticket), step, run, level: { in: levels } },
      })
    },
  }
}

/** Digests told so far, inside a transaction. */
export function digestsIn(db: Prisma.TransactionClient): Tx['digests'] {
  return {
    async last(service, kind) {
      const where = { service, period: { startsWith: `${kind}:` } }
      const row = await db.digestRun.findFirst({ where, orderBy: { period: 'desc' } })
      return row?.period ?? null
    },
    async claim(key, at) {
      return (await db.digestRun.createMany({ data: { ...key, at }, skipDuplicates: true })).count === 1
    },
  }
}
