import type { ChannelName } from '../../core/app/message.ts'
import type { OutboxEntry, OutboxItem, Tx } from '../../core/app/ports.ts'
import { Prisma, type PrismaClient } from '../generated/client.ts'
import { addressRow } from './address.ts'
import { chatKeyOf } from './chat-key.ts'
import { idToWrite } from './ids.ts'
import { clean, toJsonText } from './json.ts'

/** What goes first: an answer to a press is worthless after seconds, a person waits for a message, nobody for an edit. */
const ranks = { urgent: 0, fresh: 1, later: 2 }

type Place = {
  queue: string
  rank: number
  collapseKey?: string
  card?: string
  service?: string
  person?: string
  preferred?: ChannelName
}

/** Adding to the outbox inside a transaction. */
export function outboxIn(db: Prisma.TransactionClient): Pick<Tx['outbox'], 'put'> {
  return { put: async (items) => void (await putItems(db, [items])) }
}

/**
 * Puts items in the queues of their chats. A card that waits is not added again but touched, which locks it until this
 * transaction ends: were it merely passed over, it could be claimed and rendered meanwhile from the state this
 * transaction is about to replace.
 */
export async function putItems(db: Prisma.TransactionClient, puts: OutboxItem[][]): Promise<void[]> {
  const entries = dropRepeated(puts.flat().map((item) => ({ item, ...placeOf(item) })))
  if (entries.length === 0) return []
  await db.$executeRaw`
    INSERT INTO outbox (queue, item, collapse_key, rank)
    SELECT coalesce(
        (SELECT chat_key FROM groups WHERE groups.service = entry.service),
        (SELECT channel || ':' || external_id FROM (${addressRow(Prisma.sql`entry.person`, Prisma.sql`entry.preferred`)}) AS address),
        queue), item, collapse_key,
      CASE WHEN EXISTS (SELECT FROM cards WHERE ticket_id = card AND message_id IS NOT NULL)
        THEN ${ranks.later} ELSE rank END
    FROM ROWS FROM (jsonb_to_recordset(${toJsonText(entries)}::jsonb)
        AS (queue text, item jsonb, "collapseKey" text, rank int, card bigint, service text, person bigint,
          preferred text))
      WITH ORDINALITY AS entry(queue, item, collapse_key, rank, card, service, person, preferred, place)
    ORDER BY place
    ON CONFLICT (collapse_key)
      WHERE state = 'waiting' AND leased_until IS NULL AND collapse_key IS NOT NULL
      DO UPDATE SET rank = LEAST(outbox.rank, excluded.rank)`
  return []
}

/** These went out. */
export async function markSent(db: Prisma.TransactionClient, ids: string[]): Promise<void[]> {
  await db.$executeRaw`
    UPDATE outbox SET state = 'sent', sent_at = now() WHERE id = ANY(${ids.map(idToWrite)})`
  return []
}

/**
 * Where an item waits. One queue goes out in order; different queues know nothing of each other. What goes to a person or
 * to a service's group waits in the queue of that chat, or in one of its own while it has none.
 */
function placeOf(item: OutboxItem): Place {
  switch (item.kind) {
    case 'message':
      return { queue: chatKeyOf(item.to), rank: ranks.fresh }
    case 'to-person':
      return {
        queue: `person:${item.person}`,
        rank: ranks.fresh,
        person: item.person,
        preferred: item.preferred,
      }
    case 'to-group':
      return { queue: `group:${item.service}`, rank: ranks.fresh, service: item.service }
    case 'card':
      return {
        queue: `group:${item.service}`,
        rank: ranks.fresh,
        collapseKey: `card:${item.service}:${item.ticket}`,
        card: item.ticket,
        service: item.service,
      }
    case 'reminder':
      return item.to === 'group'
        ? { queue: `group:${item.service}`, rank: ranks.fresh, service: item.service }
        : { queue: `person:${item.to.person}`, rank: ranks.fresh, person: item.to.person }
    case 'paper':
    case 'book':
    case 'report':
    case 'import-days':
      return { queue: chatKeyOf(item.to), rank: ranks.fresh }
    case 'mail':
      return { queue: `mail:${item.ticket}`, rank: ranks.later }
    case 'acknowledge':
      return { queue: `ack:${item.query}`, rank: ranks.urgent }
    case 'archive':
      return { queue: `file:${item.key}`, rank: ranks.later }
    case 'link':
      return { queue: `link:${item.channel}`, rank: ranks.urgent }
    case 'menu': {
      const key = `menu:${item.channel}:${item.group ?? ''}`
      return { queue: key, rank: ranks.later, collapseKey: key }
    }
  }
}

/** One statement cannot touch the same row twice. */
function dropRepeated<T extends { collapseKey?: string }>(entries: T[]): T[] {
  const seen = new Set<string>()
  return entries.filter(({ collapseKey }) => {
    if (collapseKey === undefined) return true
    if (seen.has(collapseKey)) return false
    seen.add(collapseKey)
    return true
  })
}

/**
 * Leases the head of each free queue for a minute. A queue is not free while something of it is leased, or holds it back;
 * such an entry sorts before the true head and so stands for its queue. Rows another claim has are passed over.
 */
export async function claimOutbox(client: PrismaClient, limit: number): Promise<OutboxEntry[]> {
  const rows = await client.$queryRaw<
    { id: bigint; queue: string; item: OutboxItem; attempts: number; age_ms: number }[]
  >`
    WITH waiting AS (
      SELECT id, queue, rank, coalesce(not_before > now(), false) AS early,
        coalesce(leased_until > now(), false) OR (holds_queue AND not_before > now()) AS blocks
      FROM outbox WHERE state = 'waiting'
    ), heads AS (
      SELECT DISTINCT ON (queue) id, rank, early OR blocks AS held
      FROM waiting ORDER BY queue, blocks DESC, rank, id
    ), free AS (
      SELECT outbox.id FROM heads JOIN outbox ON outbox.id = heads.id
      WHERE NOT held AND state = 'waiting' AND (leased_until IS NULL OR leased_until <= now())
      ORDER BY heads.rank, heads.id LIMIT ${limit}
      FOR UPDATE OF outbox SKIP LOCKED
    ), leased AS (
      UPDATE outbox SET leased_until = now() + interval '1 minute' FROM free WHERE outbox.id = free.id
      RETURNING outbox.id, queue, item, rank, attempts, created_at
    )
    SELECT id, queue, item, attempts, (extract(epoch FROM now() - created_at) * 1000)::float AS age_ms
    FROM leased ORDER BY rank, id`
  return rows.map(({ id, age_ms, ...row }) => ({ ...row, id: String(id), ageMs: age_ms }))
}

/** Waits again. The lease ends but is not wiped out: what was tried once no longer stands for later changes. */
export async function retry(
  client: PrismaClient,
  id: string,
  afterMs: number,
  { queueToo, reason }: { queueToo: boolean; reason: string },
): Promise<void> {
  await client.$executeRaw`
    UPDATE outbox SET attempts = attempts + 1, reason = ${clean(reason)}, leased_until = now(),
      not_before = now() + ${afterMs} * interval '1 millisecond', holds_queue = ${queueToo}
    WHERE id = ${idToWrite(id)} AND state = 'waiting'`
}

/** Never tried again. */
export async function giveUp(
  client: PrismaClient,
  id: string,
  state: 'dead' | 'dropped',
  reason: string,
): Promise<void> {
  await client.outbox.updateMany({
    where: { id: idToWrite(id), state: 'waiting' },
    data: { state, reason: clean(reason) },
  })
}
