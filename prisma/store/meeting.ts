import type { ChannelName, Sender } from '../../core/app/message.ts'
import { ConcurrentChange, type Met, type Person } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { isAccount, numberId } from './address.ts'
import { clean, toJsonText } from './json.ts'

/** A person as the statements here read them. */
export type PersonRow = { id: bigint; name: string; known: unknown; reachable: boolean }
/** An id of a channel with the person behind it. `named_elsewhere`: their name is that of another channel. */
type Found = PersonRow & {
  channel: ChannelName
  external_id: string
  username: string | null
  named_elsewhere: boolean
}
/** `number` is the other id of a WhatsApp account that has told its telephone number. */
type Seen = { channel: ChannelName; id: string; name: string; username: string | null; number: string | null }
type Key = Pick<Seen, 'channel' | 'id'>
/** What meeting somebody has told; see `Met`. */
type Settled = Found & { was?: string; twin?: string }

/** The people behind channel ids, made on first sight; names and usernames are kept up to date. */
export async function meetPeople(
  db: Prisma.TransactionClient,
  met: { channel: ChannelName; sender: Sender }[],
): Promise<Met[]> {
  const senders = met.map(asSeen)
  const known = byKey(await findPeople(db, senders.flatMap(idsOf)))
  const news = senders.filter((seen) => !isSettled(seen, known))
  const settled = news.length > 0 ? await settle(db, news) : new Map<string, Settled>()
  const people: Met[] = []
  for (const seen of senders)
    people.push(await refresh(db, seen, settled.get(keyOf(seen)) ?? (known.get(keyOf(seen)) as Found)))
  return people
}

/** Those among these ids that are known. */
export async function findPeople(db: Prisma.TransactionClient, wanted: Key[]): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    SELECT channel, external_id, people.id, name, known, reachable, username,
      channel <> 'telegram' AND EXISTS (SELECT FROM identities AS other
        WHERE other.person_id = people.id AND other.channel = 'telegram') AS named_elsewhere
    FROM identities JOIN people ON people.id = person_id
    WHERE (channel, external_id) IN
      (SELECT * FROM unnest(${wanted.map((w) => w.channel)}::text[], ${wanted.map((w) => w.id)}::text[]))`
}

/** A channel's @names are the same in small and capital letters. */
function asSeen({ channel, sender }: { channel: ChannelName; sender: Sender }): Seen {
  const { id, name, username, phone } = sender
  const number = channel === 'whatsapp' && isAccount(id) && phone ? numberId(phone) : null
  return { channel, id, name: clean(name), username: username ? clean(username).toLowerCase() : null, number }
}

function idsOf({ channel, id, number }: Seen): Key[] {
  return number === null ? [{ channel, id }] : [{ channel, id }, { channel, id: number }] // prettier-ignore
}

function keyOf({ channel, id }: Key): string {
  return `${channel}:${id}`
}

function byKey<T extends Found>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [keyOf({ channel: row.channel, id: row.external_id }), row]))
}

/** Whether nothing is new about somebody: all the ids they show are one known person's. */
function isSettled(seen: Seen, known: ReadonlyMap<string, Found>): boolean {
  const people = idsOf(seen).map((id) => known.get(keyOf(id))?.id)
  return people.every((person) => person !== undefined && person === people[0])
}

/**
 * Makes people of strangers, and finds out who somebody is that shows an id they had not shown before. Two transactions
 * may see the same person first: the second waits for the locks, and then finds what the first has made.
 */
async function settle(db: Prisma.TransactionClient, news: Seen[]): Promise<Map<string, Settled>> {
  const once = new Map(news.toSorted(byNumber).map((seen) => [keyOf(seen), seen]))
  const ids = [...once.values()].flatMap(idsOf)
  const locks = [...new Set(ids.map((id) => `identity:${keyOf(id)}`))].sort()
  await db.$queryRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(key, 0))::text FROM unnest(${locks}::text[]) AS key`
  const taken = new Set(byKey(await findPeople(db, ids)).keys())
  const [strangers, others] = [[] as Seen[], [] as Seen[]]
  for (const seen of once.values()) {
    const keys = idsOf(seen).map(keyOf)
    if (keys.some((key) => taken.has(key))) others.push(seen)
    else strangers.push(seen)
    for (const key of keys) taken.add(key)
  }
  const settled: Map<string, Settled> = byKey(await create(db, strangers))
  for (const seen of others) settled.set(keyOf(seen), await recognise(db, seen))
  return settled
}

/** Of the same id seen twice at once, the one that tells its number counts. */
function byNumber(a: Seen, b: Seen): number {
  return Number(a.number !== null) - Number(b.number !== null)
}

/** Who somebody is of whom one id is known, or two that were two people's. */
async function recognise(db: Prisma.TransactionClient, seen: Seen): Promise<Settled> {
  const { channel, id, number } = seen
  const known = byKey(await findPeople(db, idsOf(seen)))
  const own = known.get(keyOf(seen))
  if (number === null) return own ?? stranger(db, seen)
  const numbered = known.get(keyOf({ channel, id: number }))
  if (!numbered) {
    if (!own) return stranger(db, seen)
    await hold(db, own.id)
    await db.identity.create({ data: { channel, externalId: number, personId: own.id } })
    return own
  }
  if (own?.id === numbered.id) return own
  if (await isSomebodyElse(db, numbered, own)) return takeNumber(db, seen, own ?? null)
  if (own) return { ...own, twin: String(numbered.id), was: number }
  await hold(db, numbered.id)
  await db.$executeRaw`
    INSERT INTO identities (channel, external_id, person_id, reachable, bound_at)
    SELECT channel, ${id}, person_id, reachable, bound_at FROM identities
    WHERE channel = ${channel} AND external_id = ${number}`
  return { ...numbered, external_id: id, username: null, was: number }
}

/**
 * Whether a number is that of another account: it has moved to the one that shows it now. Nor are two people one who both
 * have a Telegram account, whatever number they share.
 */
async function isSomebodyElse(
  db: Prisma.TransactionClient,
  numbered: Found,
  own: Found | undefined,
): Promise<boolean> {
  if (own?.named_elsewhere && numbered.named_elsewhere) return true
  const accounts = { channel: 'whatsapp', externalId: { startsWith: 'lid:' } }
  return (await db.identity.count({ where: { personId: numbered.id, ...accounts } })) > 0
}

/** The number goes to the newest account that shows it; whoever had it keeps everything else. */
async function takeNumber(db: Prisma.TransactionClient, seen: Seen, known: Found | null): Promise<Found> {
  const { channel, number } = seen
  const own = known ?? (await stranger(db, { ...seen, number: null }))
  await hold(db, own.id)
  await db.identity.updateMany({
    where: { channel, externalId: number ?? '' },
    data: { personId: own.id, reachable: false, boundAt: null },
  })
  return own
}

/** Keeps a person from being joined into another while an id is given to them; never waits, so nobody waits for it. */
async function hold(db: Prisma.TransactionClient, person: bigint): Promise<void> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT id FROM people WHERE id = ${person} AND joined_into IS NULL FOR KEY SHARE SKIP LOCKED`
  if (rows.length === 0) throw new ConcurrentChange(`person ${person} is being joined to another`)
}

async function stranger(db: Prisma.TransactionClient, seen: Seen): Promise<Found> {
  return (await create(db, [seen]))[0] as Found
}

async function create(db: Prisma.TransactionClient, fresh: Seen[]): Promise<Found[]> {
  if (fresh.length === 0) return []
  for (const seen of fresh) await freeUsername(db, seen)
  return db.$queryRaw<Found[]>`
    WITH seen AS MATERIALIZED (
      SELECT nextval('people_id_seq') AS id, channel, external_id, name, username, number
      FROM jsonb_to_recordset(${toJsonText(fresh.map(({ id: external_id, ...seen }) => ({ ...seen, external_id })))}::jsonb)
        AS seen (channel text, external_id text, name text, username text, number text)
    ), made AS (
      INSERT INTO people (id, name) SELECT id, name FROM seen RETURNING id, name, known
    ), identified AS (
      INSERT INTO identities (channel, external_id, person_id, username)
      SELECT channel, external_id, id, username FROM seen
      UNION ALL SELECT channel, number, id, NULL FROM seen WHERE number IS NOT NULL
    )
    SELECT channel, external_id, made.*, false AS reachable, username, false AS named_elsewhere
    FROM seen JOIN made ON made.id = seen.id`
}

async function refresh(db: Prisma.TransactionClient, seen: Seen, found: Settled): Promise<Met> {
  const { channel, id: externalId, username } = seen
  const name = found.named_elsewhere ? found.name : seen.name
  if (name !== found.name) {
    const rows = { OR: [{ id: found.id }, { joinedInto: found.id }] }
    await db.person.updateMany({ where: rows, data: { name } })
  }
  if (username !== found.username) {
    await freeUsername(db, seen)
    await db.identity.updateMany({ where: { channel, externalId }, data: { username } })
  }
  const { was, twin } = found
  return { ...toPerson({ ...found, name }), ...(was && { was }), ...(twin && { twin }) }
}

/** An @name that turns up with somebody new is no longer the one's who had it. */
async function freeUsername(db: Prisma.TransactionClient, { channel, id, username }: Seen): Promise<void> {
  if (username === null) return
  await db.identity.updateMany({
    where: { channel, username, externalId: { not: id } },
    data: { username: null },
  })
}

/** A person as the core knows them. */
export function toPerson({ id, name, known, reachable }: PersonRow): Person {
  return { id: String(id), name, known: known as Person['known'], reachable }
}
