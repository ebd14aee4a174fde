import type { ChannelName, Sender } from '../../core/app/message.ts'
import type { Person, Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { idToFind, idToWrite } from './ids.ts'
import { clean, toJsonText } from './json.ts'

type Row = { id: bigint; name: string; known: unknown; reachable: boolean }

/** Everybody the desk has met, inside a transaction; see the hot path for the rest. */
export function peopleIn(db: Prisma.TransactionClient): Omit<Tx['people'], 'meet' | 'setReachable'> {
  return {
    async get(id) {
      const row = await db.person.findUnique({ where: { id: idToFind(id) } })
      return row && toPerson(row)
    },
    async byIdentity(channel, externalId) {
      const [row] = await find(db, [{ channel, id: externalId }])
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
    async create(name) {
      return toPerson(await db.person.create({ data: { name: clean(name) } }))
    },
    async officials(ids) {
      const rows = await db.person.findMany({
        where: { id: { in: ids.map(idToFind) }, officialName: { not: null } },
        select: { id: true, officialName: true, nip: true, rank: true, position: true },
      })
      return new Map(
        rows.map(({ id, officialName: name, ...official }) => [
          String(id),
          { name: name as string, ...official },
        ]),
      )
    },
    async setOfficial(id, { name: officialName, ...official }) {
      await db.person.update({ where: { id: idToWrite(id) }, data: { officialName, ...official } })
    },
    async remember(id, known) {
      await db.$executeRaw`
        UPDATE people SET known = known || ${toJsonText(known)}::jsonb WHERE id = ${idToWrite(id)}`
    },
  }
}

type Seen = { channel: ChannelName; id: string; name: string; username: string | null }
type Found = Row & { channel: ChannelName; external_id: string; username: string | null }

/** Whether these people can be written to. */
export async function reach(
  db: Prisma.TransactionClient,
  changes: { channel: ChannelName; externalId: string; reachable: boolean }[],
): Promise<void[]> {
  for (const reachable of [true, false]) {
    const ids = changes.filter((change) => change.reachable === reachable)
    const identities = { some: { OR: ids.map(({ channel, externalId }) => ({ channel, externalId })) } }
    if (ids.length > 0)
      await db.person.updateMany({ where: { reachable: !reachable, identities }, data: { reachable } })
  }
  return []
}

/** The people behind channel ids, made on first sight; names and usernames are kept up to date. */
export async function meetPeople(
  db: Prisma.TransactionClient,
  met: { channel: ChannelName; sender: Sender }[],
): Promise<Person[]> {
  const senders = met.map(asSeen)
  const known = byKey(await find(db, senders))
  const strangers = new Map(
    senders.filter((seen) => !known.has(keyOf(seen))).map((seen) => [keyOf(seen), seen]),
  )
  if (strangers.size > 0)
    for (const found of await makeKnown(db, strangers)) known.set(keyOfFound(found), found)
  const people: Person[] = []
  for (const seen of senders) people.push(await refresh(db, seen, known.get(keyOf(seen)) as Found))
  return people
}

/** Two transactions may see the same person first: the second waits here, and then finds what the first has made. */
async function makeKnown(db: Prisma.TransactionClient, strangers: Map<string, Seen>): Promise<Found[]> {
  const identities = [...strangers.keys()].sort().map((key) => `identity:${key}`)
  await db.$queryRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(key, 0))::text FROM unnest(${identities}::text[]) AS key`
  const made = byKey(await find(db, [...strangers.values()]))
  const fresh = [...strangers.values()].filter((seen) => !made.has(keyOf(seen)))
  return [...made.values(), ...(await create(db, fresh))]
}

/** A channel's @names are the same in small and capital letters. */
function asSeen({ channel, sender }: { channel: ChannelName; sender: Sender }): Seen {
  const { id, name, username } = sender
  return { channel, id, name: clean(name), username: username ? clean(username).toLowerCase() : null }
}

function keyOf({ channel, id }: Pick<Seen, 'channel' | 'id'>): string {
  return `${channel}:${id}`
}

function keyOfFound({ channel, external_id: id }: Found): string {
  return keyOf({ channel, id })
}

function byKey(rows: Found[]): Map<string, Found> {
  return new Map(rows.map((row) => [keyOfFound(row), row]))
}

async function find(db: Prisma.TransactionClient, wanted: Pick<Seen, 'channel' | 'id'>[]): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    SELECT channel, external_id, people.id, name, known, reachable, username
    FROM identities JOIN people ON people.id = person_id
    WHERE (channel, external_id) IN
      (SELECT * FROM unnest(${wanted.map((w) => w.channel)}::text[], ${wanted.map((w) => w.id)}::text[]))`
}

async function create(db: Prisma.TransactionClient, fresh: Seen[]): Promise<Found[]> {
  if (fresh.length === 0) return []
  for (const seen of fresh) await freeUsername(db, seen)
  return db.$queryRaw<Found[]>`
    WITH seen AS MATERIALIZED (
      SELECT nextval('people_id_seq') AS id, channel, external_id, name, username
      FROM jsonb_to_recordset(${toJsonText(fresh.map(({ id: external_id, ...seen }) => ({ ...seen, external_id })))}::jsonb)
        AS seen (channel text, external_id text, name text, username text)
    ), made AS (
      INSERT INTO people (id, name) SELECT id, name FROM seen RETURNING id, name, known, reachable
    ), identified AS (
      INSERT INTO identities (channel, external_id, person_id, username)
      SELECT channel, external_id, id, username FROM seen
    )
    SELECT channel, external_id, made.*, username FROM seen JOIN made ON made.id = seen.id`
}

async function refresh(db: Prisma.TransactionClient, seen: Seen, found: Found): Promise<Person> {
  const { channel, id: externalId, name, username } = seen
  if (name !== found.name) await db.person.updateMany({ where: { id: found.id }, data: { name } })
  if (username !== found.username) {
    await freeUsername(db, seen)
    await db.identity.updateMany({ where: { channel, externalId }, data: { username } })
  }
  return toPerson({ ...found, name })
}

/** An @name that turns up with somebody new is no longer the one's who had it. */
async function freeUsername(db: Prisma.TransactionClient, { channel, id, username }: Seen): Promise<void> {
  if (username === null) return
  await db.identity.updateMany({
    where: { channel, username, externalId: { not: id } },
    data: { username: null },
  })
}

function toPerson({ id, name, known, reachable }: Row): Person {
  return { id: String(id), name, known: known as Person['known'], reachable }
}
