import type { ChannelName, ChatAddress } from '../../core/app/message.ts'
import { ConcurrentChange } from '../../core/app/ports.ts'
import { Prisma } from '../generated/client.ts'
import { chatKeyOf } from './chat-key.ts'
import { idToWrite } from './ids.ts'

/**
 * Makes one of two people: the ids, answers, roles and memberships of `from` are those of `into`. The row of `from` stays
 * with the name of `into`, for what refers to it. Never waits for another transaction: it gives way.
 */
export async function joinPeople(db: Prisma.TransactionClient, from: string, into: string): Promise<void> {
  const [old, now] = [idToWrite(from), idToWrite(into)]
  const rows = await db.$queryRaw<{ id: bigint; joined_into: bigint | null }[]>`
    SELECT id, joined_into FROM people WHERE id IN (${old}, ${now}) FOR UPDATE SKIP LOCKED`
  if (rows.find(({ id }) => id === old)?.joined_into === now) return
  if (rows.length < 2 || rows.some((row) => row.joined_into !== null))
    throw new ConcurrentChange(`${from} or ${into} is taken by another change`)
  await moveIdentities(db, old, now)
  await db.$executeRaw`
    UPDATE people SET known = other.known || people.known FROM people AS other
    WHERE people.id = ${now} AND other.id = ${old}`
  await db.$executeRaw`
    UPDATE people SET joined_into = ${now}, known = '{}', name = (SELECT name FROM people WHERE id = ${now})
    WHERE id = ${old} OR joined_into = ${old}`
  // A role held for good is more than the same one held for a time.
  await db.$executeRaw`
    WITH given AS (DELETE FROM grants WHERE person_id = ${old} RETURNING *)
    INSERT INTO grants (service, role, unit, person_id, deputy, from_day, until_day, granted_at)
    SELECT service, role, unit, ${now}, deputy, from_day, until_day, granted_at FROM given
    ON CONFLICT (service, role, unit, person_id) DO UPDATE SET deputy = NULL, from_day = NULL, until_day = NULL
    WHERE excluded.deputy IS NULL`
  await db.$executeRaw`
    WITH left_behind AS (DELETE FROM members WHERE person_id = ${old} RETURNING *)
    INSERT INTO members (chat_key, person_id, present) SELECT chat_key, ${now}, present FROM left_behind
    ON CONFLICT DO NOTHING`
}

/** Makes somebody of their own of the ids a person has on a channel; null where there are none. */
export async function partPeople(
  db: Prisma.TransactionClient,
  person: string,
  channel: ChannelName,
): Promise<bigint | null> {
  const [made] = await db.$queryRaw<{ id: bigint }[]>`
    INSERT INTO people (name) SELECT name FROM people WHERE id = ${idToWrite(person)}
      AND EXISTS (SELECT FROM identities WHERE person_id = people.id AND channel = ${channel})
    RETURNING id`
  if (!made) return null
  await moveIdentities(db, idToWrite(person), made.id, channel)
  return made.id
}

/**
 * Everything that is done as `from` is done in one of these chats; so they must be free, or this transaction's own. The
 * questions that wait for an answer there wait for the same one.
 */
async function moveIdentities(
  db: Prisma.TransactionClient,
  from: bigint,
  into: bigint,
  channel?: ChannelName,
): Promise<void> {
  const ids = await db.identity.findMany({ where: { personId: from, channel } })
  const chats = ids.map(({ channel: name, externalId }) => `${name}:${externalId}`)
  await takeChats(db, chats)
  const boundAt = channel === undefined ? undefined : null
  await db.identity.updateMany({ where: { personId: from, channel }, data: { personId: into, boundAt } })
  await db.$executeRaw`
    UPDATE prompts SET owner = chat || ':' || ${String(into)}
    FROM unnest(${chats}::text[]) AS chat WHERE owner = chat || ':' || ${String(from)}`
}

/**
 * What is kept by a private chat belongs to the same person's other chat from now on: messages that wait, either way,
 * questions, the tickets' chat, and what the bot's messages stand for.
 */
export async function movePrivateChat(
  db: Prisma.TransactionClient,
  from: ChatAddress,
  to: ChatAddress,
): Promise<void> {
  const [old, now] = [chatKeyOf(from), chatKeyOf(to)]
  await takeChats(db, [old])
  await db.$executeRaw`
    UPDATE inbox SET chat_key = ${now}, inbound = jsonb_set(
      jsonb_set(inbound, '{chat,id}', to_jsonb(${to.chat}::text)), '{from,id}', to_jsonb(${to.chat}::text))
    WHERE chat_key = ${old} AND state = 'pending'`
  await db.$executeRaw`
    UPDATE outbox SET queue = ${now}, item = jsonb_set(item, '{to,chat}', to_jsonb(${to.chat}::text))
    WHERE queue = ${old} AND state = 'waiting'`
  await db.$executeRaw`
    UPDATE bot_messages SET chat_key = ${now} WHERE chat_key = ${old} AND NOT EXISTS (
      SELECT FROM bot_messages AS there
      WHERE there.chat_key = ${now} AND there.message_id = bot_messages.message_id)`
  await db.$executeRaw`
    UPDATE tickets SET origin = jsonb_set(origin, '{chat}', to_jsonb(${to.chat}::text))
    WHERE origin->>'channel' = ${from.channel} AND origin->>'chat' = ${from.chat} AND requester_id =
      (SELECT person_id FROM identities WHERE channel = ${to.channel} AND external_id = ${to.chat})`
  await movePrompts(db, old, now)
}

/** A question's owner names its chat as a whole part: `menu:whatsapp:pn:628…`. What is asked in the new chat stands. */
async function movePrompts(db: Prisma.TransactionClient, old: string, now: string): Promise<void> {
  const within = `(^|:)${old.replaceAll(/[^\w:]/g, String.raw`\$&`)}(:|$)`
  const renamed = Prisma.sql`regexp_replace(prompts.owner, ${within}, ${`\\1${now}\\2`})`
  await db.$executeRaw`
    UPDATE prompts SET owner = ${renamed} WHERE owner ~ ${within}
      AND NOT EXISTS (SELECT FROM prompts AS there WHERE there.owner = ${renamed})`
  await db.$executeRaw`DELETE FROM prompts WHERE owner ~ ${within}`
}

/** Locks chats as the inbox does; one that another transaction has is not waited for. */
async function takeChats(db: Prisma.TransactionClient, chats: string[]): Promise<void> {
  const rows = await db.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(key, 0)) AS taken FROM unnest(${chats}::text[]) AS key`
  if (rows.some(({ taken }) => !taken)) throw new ConcurrentChange(`a chat of ${chats.join(', ')} is in use`)
}
