import type { Inbound } from '../../core/app/message.ts'
import type { InboxEntry } from '../../core/app/ports.ts'
import type { PrismaClient, Prisma } from '../generated/client.ts'
import { idToWrite } from './ids.ts'
import { clean, toJsonText } from './json.ts'

/** After so many failed tries a message is set aside. */
const triesMax = 5
/** Messages of a chat looked at together; nobody sends more in one breath. */
const pendingMax = 20

/**
 * The oldest pending messages of each chat. The advisory lock makes the chat this transaction's own; it is tried once a
 * chat and not once a message, or one let go of meanwhile would be got at a message further on. FOR UPDATE looks at the
 * rows once more: another transaction may have finished them, and let go of the lock, after this statement had begun to
 * look.
 */
export async function pendingOf(db: Prisma.TransactionClient, chatKeys: string[]): Promise<InboxEntry[][]> {
  const rows = await db.$queryRaw<{ key: string; id: bigint; inbound: Inbound; attempts: number }[]>`
    WITH own AS MATERIALIZED (
      SELECT key FROM unnest(${chatKeys}::text[]) AS wanted (key)
      WHERE pg_try_advisory_xact_lock(hashtextextended(key, 0)))
    SELECT key, id, inbound, attempts FROM own, LATERAL (
      SELECT id, inbound, attempts FROM inbox WHERE chat_key = key AND state = 'pending'
      ORDER BY id LIMIT ${pendingMax} FOR UPDATE) AS oldest
    ORDER BY id`
  const byChat = new Map(chatKeys.map((key): [string, InboxEntry[]] => [key, []]))
  for (const { key, id, ...row } of rows) byChat.get(key)?.push({ ...row, id: String(id) })
  return chatKeys.map((key) => byChat.get(key) ?? [])
}

/** These are handled. */
export async function finish(db: Prisma.TransactionClient, ids: string[]): Promise<void[]> {
  await db.$executeRaw`
    UPDATE inbox SET state = 'done', done_at = now() WHERE id = ANY(${ids.map(idToWrite)})`
  return []
}

/** Writes a batch down in its own order; answers the chats that have something new. */
export async function receive(client: PrismaClient, batch: Inbound[]): Promise<string[]> {
  const rows = await client.$queryRaw<{ chat_key: string }[]>`
    INSERT INTO inbox (channel, external_id, chat_key, inbound)
    SELECT entry->>'channel', entry->>'externalId', (entry->>'channel') || ':' || (entry->'chat'->>'id'), entry
    FROM jsonb_array_elements(${toJsonText(batch)}::jsonb) WITH ORDINALITY AS batch(entry, place)
    ORDER BY place
    ON CONFLICT (channel, external_id) DO NOTHING
    RETURNING chat_key`
  return [...new Set(rows.map((row) => row.chat_key))]
}

/** Chats with something pending, the one that waits longest first. */
export async function pendingChats(client: PrismaClient, limit: number): Promise<string[]> {
  const chats = await client.inbox.groupBy({
    by: ['chatKey'],
    where: { state: 'pending' },
    orderBy: { _min: { id: 'asc' } },
    take: limit,
  })
  return chats.map((chat) => chat.chatKey)
}

/** Counts a failed try; see `triesMax`. */
export async function failed(
  client: PrismaClient,
  id: string,
  reason: string,
): Promise<{ setAside: boolean }> {
  const [row] = await client.$queryRaw<{ state: string }[]>`
    UPDATE inbox SET attempts = attempts + 1, error = ${clean(reason)},
      state = CASE WHEN attempts + 1 >= ${triesMax} THEN 'poison' ELSE state END
    WHERE id = ${idToWrite(id)} AND state = 'pending'
    RETURNING state`
  return { setAside: row?.state === 'poison' }
}
