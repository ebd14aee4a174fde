import type { User } from 'grammy/types'
import type { Desk } from '../../core/app/desk.ts'
import type { World } from './bot-api/world.ts'
import { desks as shownDesks } from './cast/desks.ts'
import { FIRST_ID, type Answers, type DeskPart, type Held, type StaffPart } from './cast/parts.ts'
import { requesters } from './cast/requesters.ts'

/** Somebody to be on the page. `phone` is what sharing the own contact sends. */
export type Member = {
  user: Omit<User, 'is_bot'> & { username: string }
  part: 'requester' | 'officer' | 'leader'
  /** The service whose desk it is; null for requesters, who complain anywhere. */
  service: string | null
  held: Held | null
  /** How others call the person, and in which capacity. */
  name: string
  title: string
  phone: string
  /** Null for those who have Sigap in Telegram alone. */
  whatsapp: WhatsAppAccount | null
  answers?: Answers
}

/** An account of WhatsApp; `phone` is digits from the country code. Half of the chats hide the number behind the LID. */
export type WhatsAppAccount = { phone: string; lid: string; addressing: 'pn' | 'lid' }

/** What the people of the simulator hold, as a desk file says it; Telegram ids as strings. */
export type CastDesk = {
  admins: string[]
  leaders: string[]
  roles: { service: string; role: string; unit?: string; telegramId: string }[]
  officials: Desk['officials']
  /** The group of the first desk. */
  staffGroup: string
}

export type Cast = {
  members: Member[]
  desks: readonly DeskPart[]
  /** The group of the first desk. */
  staffGroup: number
  desk: CastDesk
}

/**
 * Brings requesters, the people of these desks and their groups into the world; those already there keep their chats.
 * Staff and leaders count as having started the bot (or it could not write to them), without the bot hearing of it;
 * requesters begin by themselves. Leaders are in the group, because a role is only acted on by those present.
 */
export function castPeople(world: World, desks: readonly DeskPart[] = shownDesks.slice(0, 1)): Cast {
  const members = [
    ...requesters.map(requesterOf),
    ...desks.flatMap((desk) => desk.staff.map((person, index) => staffOf(desk, person, index))),
  ]
  for (const { user, part } of members) {
    world.user(user)
    const room = world.state.rooms.get(user.id)
    if (part !== 'requester' && room) room.started = true
  }
  for (const desk of desks) gather(world, desk, members)
  const staffGroup = desks[0]?.staffGroup
  if (staffGroup === undefined) throw new Error('bug: a cast without a desk')
  return { members, desks, staffGroup, desk: deskOf(desks, staffGroup) }
}

/** The desk's group, with everybody of the desk in it; whoever left it stays away. */
function gather(
  world: World,
  { service, staffGroup: id, groupTitle: title }: DeskPart,
  all: readonly Member[],
): void {
  const [owner, ...others] = all.filter((member) => member.service === service).map(({ user }) => user)
  if (!owner) throw new Error(`bug: nobody is at the desk ${service}`)
  const room = world.state.rooms.get(id)
  if (!room) return void world.group({ id, title, owner, members: others, bot: 'administrator' })
  for (const user of [owner, ...others]) if (!room.members.has(user.id)) world.join(user, id)
}

function requesterOf({ username, answers }: (typeof requesters)[number], index: number): Member {
  const { name, agency: title, phone } = answers
  const user = userOf(FIRST_ID + index, name, username)
  const whatsapp = accountOf(user, phone)
  return { user, part: 'requester', service: null, held: null, name, title, phone, whatsapp, answers }
}

function staffOf({ service, firstId, whatsapp: some }: DeskPart, person: StaffPart, index: number): Member {
  const { part, name, title, username, held = null } = person
  const user = userOf(firstId + index, name, username)
  const phone = `0812-1000-3${String(user.id - FIRST_ID).padStart(3, '0')}`
  const whatsapp = some.includes(username) ? accountOf(user, phone) : null
  return { user, part, service, held, name, title, phone, whatsapp }
}

/** The LID is made of the person's id, which nobody else has. */
function accountOf({ id }: Member['user'], phone: string): WhatsAppAccount {
  const digits = phone.replace(/\D/g, '').replace(/^0/, '62')
  return { phone: digits, lid: `28${String(id).padStart(13, '0')}`, addressing: id % 2 === 0 ? 'lid' : 'pn' }
}

function userOf(id: number, name: string, username: string): Member['user'] {
  const [first_name = name, ...rest] = name.split(' ')
  return { id, first_name, last_name: rest.join(' '), username }
}

function deskOf(desks: readonly DeskPart[], staffGroup: number): CastDesk {
  const desk: CastDesk = { admins: [], leaders: [], roles: [], officials: [], staffGroup: String(staffGroup) }
  for (const { service, firstId, staff } of desks) {
    for (const [index, { name, title, part, held, admin, official }] of staff.entries()) {
      const telegramId = String(firstId + index)
      if (admin) desk.admins.push(telegramId)
      if (part === 'leader') desk.leaders.push(telegramId)
      if (held) desk.roles.push({ service, ...held, telegramId })
      if (official) desk.officials.push({ telegramId, name, ...official, position: title })
    }
  }
  return desk
}
