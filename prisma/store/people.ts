import type { ChannelName } from '../../core/app/message.ts'
import type { Person, Tx } from '../../core/app/ports.ts'
import { Prisma } from '../generated/client.ts'
import { addressRow, numberId } from './address.ts'
import { idToFind, idToWrite } from './ids.ts'
import { joinPeople, movePrivateChat, partPeople } from './joining.ts'
import { clean, toJsonText } from './json.ts'
import { findPeople, toPerson, type PersonRow } from './meeting.ts'
import { peopleNamed } from './named.ts'

/** Everybody the desk has met, inside a transaction; see the hot path for the rest. */
export function peopleIn(db: Prisma.TransactionClient): Omit<Tx['people'], 'meet' | 'setReachable'> {
  const byIdentity = async (channel: ChannelName, id: string) => {
    const [row] = await findPeople(db, [{ channel, id }])
    return row ? toPerson(row) : null
  }
  return {
    ...identitiesIn(db),
    get: async (id) => read(db, idToFind(id)),
    byIdentity,
    named: (words, fields, limit) => peopleNamed(db, words, fields, limit),
    byPhone: (phone) => byIdentity('whatsapp', numberId(phone)),
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
        select: { personId: true },
      })
      return row && read(db, row.personId)
    },
    async create(name) {
      return toPerson({ ...(await db.person.create({ data: { name: clean(name) } })), reachable: false })
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

type OfIdentities = 'identities' | 'address' | 'bind' | 'join' | 'part' | 'moveChat'

/** The ids of people, and which of them are whose. */
function identitiesIn(db: Prisma.TransactionClient): Pick<Tx['people'], OfIdentities> {
  return {
    async identities(id) {
      const rows = await db.identity.findMany({
        where: { personId: idToFind(id) },
        orderBy: [{ channel: 'asc' }, { externalId: 'asc' }],
      })
      return rows.map(({ channel, externalId, boundAt }) => ({
        channel: channel as ChannelName,
        id: externalId,
        bound: boundAt !== null,
      }))
    },
    async address(id, preferred) {
      const [row] = await db.$queryRaw<{ channel: ChannelName; external_id: string }[]>(
        addressRow(Prisma.sql`${idToFind(id)}`, Prisma.sql`${preferred ?? null}::text`),
      )
      return row ? { channel: row.channel, chat: row.external_id } : null
    },
    async bind(channel, externalId, at) {
      await db.$executeRaw`
        UPDATE identities SET bound_at = CASE
          WHEN identities.external_id = mine.external_id THEN ${at}::timestamptz
          WHEN starts_with(mine.external_id, 'pn:') AND starts_with(identities.external_id, 'lid:') THEN ${at}::timestamptz
        END
        FROM identities AS mine
        WHERE mine.channel = ${channel} AND mine.external_id = ${externalId}
          AND identities.channel = mine.channel AND identities.person_id = mine.person_id`
    },
    join: (from, into) => joinPeople(db, from, into),
    async part(id, channel) {
      const made = await partPeople(db, id, channel)
      return made === null ? null : read(db, made)
    },
    moveChat: (from, to) => movePrivateChat(db, from, to),
  }
}

/** The person, or the one they turned out to be; reachable where any of their ids is. */
async function read(db: Prisma.TransactionClient, id: bigint): Promise<Person | null> {
  const [row] = await db.$queryRaw<PersonRow[]>`
    SELECT people.id, people.name, people.known,
      EXISTS (SELECT FROM identities WHERE person_id = people.id AND reachable) AS reachable
    FROM people AS met JOIN people ON people.id = coalesce(met.joined_into, met.id) WHERE met.id = ${id}`
  return row ? toPerson(row) : null
}

/** Whether a message can be sent to these. */
export async function reach(
  db: Prisma.TransactionClient,
  changes: { channel: ChannelName; externalId: string; reachable: boolean }[],
): Promise<void[]> {
  for (const reachable of [true, false]) {
    const ids = changes.filter((change) => change.reachable === reachable)
    const any = { OR: ids.map(({ channel, externalId }) => ({ channel, externalId })) }
    if (ids.length > 0)
      await db.identity.updateMany({ where: { reachable: !reachable, ...any }, data: { reachable } })
  }
  return []
}
