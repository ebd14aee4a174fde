import type { DraftStore } from '../../core/app/ports.ts'
import type { Draft } from '../../core/intake/form.ts'
import type { Prisma } from '../generated/client.ts'
import { toJson } from './json.ts'

/** Complaints being written, inside a transaction. */
export function draftsIn(db: Prisma.TransactionClient): DraftStore {
  return {
    async load(owner) {
      const row = await db.draft.findUnique({ where: { owner } })
      return row && (row.draft as Draft)
    },
    async save(draft) {
      const content = { draft: toJson(draft), touchedAt: draft.touched }
      await db.draft.upsert({
        where: { owner: draft.owner },
        create: { owner: draft.owner, ...content },
        update: content,
      })
    },
    async clear(owner) {
      await db.draft.deleteMany({ where: { owner } })
    },
    async stale(before, limit) {
      const rows = await db.draft.findMany({
        where: { touchedAt: { lt: before } },
        orderBy: { touchedAt: 'asc' },
        take: limit,
      })
      return rows.map((row) => row.draft as Draft)
    },
  }
}
