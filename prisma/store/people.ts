import type { ChannelName, Sender } from '../../core/app/message.ts'
import type { Person, Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { idToFind, idToWrite } from './ids.ts'
import { clean, toJsonText } from './json.ts'

type Row = { id: bigint; name: string; known: unknown; reachable: boolean }

/** Everybody the desk has met, inside a transaction. */
export function peopleIn(db: Prisma.TransactionClient): Tx['people'] {
  return {
    async meet(channel, sender) {
      const seen = asSeen(sender)
      const found = await find(db, channel, seen.id)
      if (found) return refresh(db, channel, seen, found)
      // Two chats may see the same person first: the second waits here, and then finds what the first has made.
      const identity = `identity:${channel}:${seen.id}`
      await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${identity}, 0))::text`
      const made = await find(db, channel, seen.id)
      return made ? refresh(db, channel, seen, made) : create(db, channel, seen)
    },
    async get(id) {
      const row = await db.person.findUnique({ where: { id: idToFind(id) } })
      return row && toPerson(row)
    },
    async byIdentity(channel, externalId) {
      const row = await find(db, channel, externalId)
      return row ? toPerson(row) : null
    },
    async names(ids) {
      const rows = await db.person.findMany({
        where: { id: { in: ids.map(idToFind) } },
        select: { id: true, name: true },
      })
      return new Map(rows.map((row) => [String(row.id), row.name]))
    },
    async mentions(channel, ids) {
      const rows = await db.identity.findMany({
        where: { channel, personId: { in: ids.map(idToFind) } },
        include: { person: { select: { name: true } } },
      })
      const byPerson = new Map(rows.map((row) => [String(row.personId), row]))
      return ids.flatMap((id) => {
        const row = byPerson.get(id)
        return row ? [{ id: row.externalId, username: row.username ?? undefined, name: row.person.name }] : []
      })
    },
    async byUsername(channel, username) {
      const row = await db.identity.findFirst({
        where: { channel, username: username.toLowerCase() },
        select: { person: true },
      })
      return row && toPerson(row.person)
    },
    async address(id) {
      const row = await db.identity.findFirst({
        where: { channel: 'telegram', personId: idToFind(id), person: { reachable: true } },
      })
      return row && { channel: 'telegram', chat: row.externalId }
    },
    async remember(id, known) {
      await db.$executeRaw`
        UPDATE people SET known = known || ${toJsonText(known)}::jsonb WHERE id = ${idToWrite(id)}`
    },
    async setReachable(channel, externalId, reachable) {
      await db.person.updateMany({
        where: { reachable: !reachable, identities: { some: { channel, externalId } } },
        data: { reachable },
      })
    },
  }
}

type Seen = { id: string; name: string; username: string | null }
type Found = Row & { username: string | null }

/** A channel's @names are the same in small and capital letters. */
function asSeen({ id, name, username }: Sender): Seen {
  return { id, name: clean(name), username: username ? clean(username).toLowerCase() : null }
}

async function find(
  db: Prisma.TransactionClient,
  channel: ChannelName,
  externalId: string,
): Promise<Found | undefined> {
  const [row] = await db.$queryRaw<Found[]>`
    SELECT people.id, name, known, reachable, username
    FROM identities JOIN people ON people.id = person_id
    WHERE channel = ${channel} AND external_id = ${externalId}`
  return row
}

async function create(db: Prisma.TransactionClient, channel: ChannelName, seen: Seen): Promise<Person> {
  const { id: externalId, name, username } = seen
  await freeUsername(db, channel, seen)
  return toPerson(
    await db.person.create({ data: { name, identities: { create: { channel, externalId, username } } } }),
  )
}

async function refresh(
  db: Prisma.TransactionClient,
  channel: ChannelName,
  seen: Seen,
  found: Found,
): Promise<Person> {
  const { id: externalId, name, username } = seen
  if (name !== found.name) await db.person.updateMany({ where: { id: found.id }, data: { name } })
  if (username !== found.username) {
    await freeUsername(db, channel, seen)
    await db.identity.updateMany({ where: { channel, externalId }, data: { username } })
  }
  return toPerson({ ...found, name })
}

/** An @name that turns up with somebody new is no longer the one's who had it. */
async function freeUsername(db: Prisma.TransactionClient, channel: ChannelName, seen: Seen): Promise<void> {
  if (seen.username === null) return
  await db.identity.updateMany({
    where: { channel, username: seen.username, externalId: { not: seen.id } },
    data: { username: null },
  })
}

function toPerson({ id, name, known, reachable }: Row): Person {
  return { id: String(id), name, known: known as Person['known'], reachable }
}
