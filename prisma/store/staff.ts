import { isDeepStrictEqual } from 'node:util'
import type { Grant, OutboxItem, Tx } from '../../core/app/ports.ts'
import type { ChatAddress } from '../../core/app/message.ts'
import type { Prisma } from '../generated/client.ts'
import { chatKeyOf, chatOf } from './chat-key.ts'
import { idToFind, idToWrite } from './ids.ts'
import { clean } from './json.ts'
import { outboxIn } from './outbox.ts'

/** Staff groups, their members and roles, inside a transaction. */
export function staffIn(db: Prisma.TransactionClient): Tx['staff'] {
  return {
    async grants({ person, service, role, unit }) {
      const rows = await db.grant.findMany({
        where: {
          service,
          role,
          unit: unit === null ? '' : unit,
          personId: person === undefined ? undefined : idToFind(person),
        },
        orderBy: [{ grantedAt: 'asc' }, { personId: 'asc' }],
      })
      return rows.map(toGrant)
    },
    async give(grant) {
      const key = grantKey(grant)
      const period = periodOf(grant)
      const made = await db.grant.createMany({ data: { ...key, ...period }, skipDuplicates: true })
      if (made.count === 1) return true
      const held = await db.grant.findUnique({ where: { service_role_unit_personId: key } })
      if (held && isDeepStrictEqual(periodOf(toGrant(held)), period)) return false
      return (await db.grant.updateMany({ where: key, data: period })).count === 1
    },
    async take(grant) {
      return (await db.grant.deleteMany({ where: grantKey(grant) })).count === 1
    },
    async setMember(chat, person, present) {
      const key = { chatKey: chatKeyOf(chat), personId: idToWrite(person) }
      await db.member.upsert({
        where: { chatKey_personId: key },
        create: { ...key, present },
        update: { present },
      })
    },
    async members(chat) {
      const rows = await db.member.findMany({
        where: { chatKey: chatKeyOf(chat) },
        orderBy: { personId: 'asc' },
      })
      return rows.map(({ personId, present }) => ({ person: String(personId), present }))
    },
    async groups() {
      const rows = await db.group.findMany({ orderBy: { service: 'asc' } })
      return rows.map(({ service, chatKey, title, hasTopics }) => ({
        service,
        chat: chatOf(chatKey),
        title,
        hasTopics,
      }))
    },
    async bind({ service, chat, title, hasTopics }) {
      const before = await db.group.findUnique({ where: { service } })
      const group = { chatKey: chatKeyOf(chat), title: clean(title), hasTopics }
      await db.group.upsert({ where: { service }, create: { service, ...group }, update: group })
      if (before?.chatKey === group.chatKey) return
      const open = await db.ticket.findMany({
        where: { service, closedAt: null },
        select: { id: true },
        orderBy: { id: 'asc' },
      })
      const cards = open.map(({ id }): OutboxItem => ({ kind: 'card', service, ticket: String(id) }))
      await outboxIn(db).put([menuOf(chat), ...cards])
    },
    moveChat: (from, to) => moveChat(db, from, to),
  }
}

function grantKey({ service, role, unit, person }: Grant) {
  return { service, role, unit: unit ?? '', personId: idToWrite(person) }
}

function periodOf({ deputy }: Grant) {
  return { deputy: deputy?.kind ?? null, fromDay: deputy?.from ?? null, untilDay: deputy?.until ?? null }
}

type GrantRow = Prisma.GrantGetPayload<object>

function toGrant({ service, role, unit, personId, deputy, fromDay, untilDay }: GrantRow): Grant {
  const grant = { service, role, unit: unit || null, person: String(personId) }
  if (deputy === null || fromDay === null || untilDay === null) return grant
  return { ...grant, deputy: { kind: deputy === 'plh' ? 'plh' : 'plt', from: fromDay, until: untilDay } }
}

function menuOf({ channel, chat }: ChatAddress): OutboxItem {
  return { kind: 'menu', channel, group: chat }
}

/** The old chat's messages have no counterpart in the new one: what pointed at them is forgotten, replies stand alone. */
async function moveChat(db: Prisma.TransactionClient, from: ChatAddress, to: ChatAddress): Promise<void> {
  const [old, now] = [chatKeyOf(from), chatKeyOf(to)]
  // Telegram tells of it twice, and the second time the first may have been heeded already.
  if (old === now) return
  const bound = await db.group.updateMany({ where: { chatKey: old }, data: { chatKey: now } })
  await db.$executeRaw`
    INSERT INTO members SELECT ${now}, person_id, present FROM members WHERE chat_key = ${old}
    ON CONFLICT DO NOTHING`
  await db.member.deleteMany({ where: { chatKey: old } })
  await db.botMessage.deleteMany({ where: { chatKey: old } })
  await db.$executeRaw`
    UPDATE outbox SET queue = ${now},
      item = jsonb_set(item, '{to,chat}', to_jsonb(${to.chat}::text)) #- '{message,replyTo}'
    WHERE queue = ${old} AND state = 'waiting'`
  await outboxIn(db).put([...(bound.count > 0 ? [menuOf(to)] : []), ...(await dropCards(db, old))])
}

/** Forgets the cards of a chat and says which of them are still wanted. */
async function dropCards(db: Prisma.TransactionClient, chatKey: string): Promise<OutboxItem[]> {
  const open = await db.$queryRaw<{ id: bigint; service: string }[]>`
    WITH dropped AS (DELETE FROM cards WHERE chat_key = ${chatKey} RETURNING ticket_id)
    SELECT id, service FROM tickets JOIN dropped ON id = ticket_id WHERE closed_at IS NULL ORDER BY id`
  return open.map(({ id, service }) => ({ kind: 'card', service, ticket: String(id) }))
}
