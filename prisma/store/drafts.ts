import type { DraftStore } from '../../core/app/ports.ts'
import type { Draft } from '../../core/intake/form.ts'
import type { Prisma } from '../generated/client.ts'
import { toJsonText } from './json.ts'

/** Complaints being written, inside a transaction; see the hot path for the rest. */
export function draftsIn(db: Prisma.TransactionClient): Pick<DraftStore, 'clear' | 'stale'> {
  return {
    async clear(owner) {
      return (await db.draft.deleteMany({ where: { owner } })).count > 0
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

/** The draft of each owner, or null. */
export async function loadDrafts(db: Prisma.TransactionClient, owners: string[]): Promise<(Draft | null)[]> {
  const rows = await db.draft.findMany({ where: { owner: { in: owners } } })
  const byOwner = new Map(rows.map((row) => [row.owner, row.draft as Draft]))
  return owners.map((owner) => byOwner.get(owner) ?? null)
}

/** Keeps drafts; of several of one owner, the last. */
export async function saveDrafts(db: Prisma.TransactionClient, drafts: Draft[]): Promise<void[]> {
  const last = [...new Map(drafts.map((draft) => [draft.owner, draft])).values()]
  await db.$executeRaw`
    INSERT INTO drafts (owner, draft, touched_at)
    SELECT draft->>'owner', draft, (draft->>'touched')::timestamptz
    FROM jsonb_array_elements(${toJsonText(last)}::jsonb) AS draft
    ON CONFLICT (owner) DO UPDATE SET draft = excluded.draft, touched_at = excluded.touched_at`
  return []
}
