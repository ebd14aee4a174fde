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

/** Digests owed and told so far, inside a transaction. */
export function digestsIn(db: Prisma.TransactionClient): Tx['digests'] {
  return {
    async begun(service, kind) {
      const where = { service, recipient: '', period: { startsWith: `${kind}:` } }
      const rows = await db.digestRun.findMany({ where, orderBy: { period: 'desc' }, take: 2 })
      return rows.map(({ period, at }) => ({ key: period, at }))
    },
    async begin(period, recipients, at) {
      const itself = { ...period, recipient: '', at, toldAt: at }
      const begun = await db.digestRun.createMany({ data: itself, skipDuplicates: true })
      const owed = recipients.map((recipient) => ({ ...period, recipient, at }))
      if (begun.count === 1) await db.digestRun.createMany({ data: owed, skipDuplicates: true })
    },
    async owedTo({ service, period }) {
      const rows = await db.digestRun.findMany({ where: { service, period, toldAt: null } })
      return rows.map(({ recipient }) => recipient)
    },
    async claim({ service, period, recipient }, at) {
      const claimed = await db.$executeRaw`
        INSERT INTO digest_runs (service, period, recipient, at, told_at)
        VALUES (${service}, ${period}, ${recipient}, ${at}, ${at})
        ON CONFLICT (service, period, recipient) DO UPDATE SET told_at = excluded.told_at
        WHERE digest_runs.told_at IS NULL`
      return claimed === 1
    },
  }
}
