import { botUser, setMember } from './chats.ts'
import { nextSerial, type Core } from './core.ts'
import { addMessage } from './messages.ts'
import { findRoomOf, person, refId, type Ref } from './people.ts'
import {
  createRoom,
  FULL_RIGHTS,
  NO_RIGHTS,
  type AdminRights,
  type Member,
  type Room,
  type Topic,
} from './state.ts'

/** A group to set up. Its id is made when none is given: -100… for a supergroup. */
export type NewGroup = {
  id?: number
  title: string
  type?: 'group' | 'supergroup'
  /** With topics; supergroups only. */
  forum?: boolean
  owner: Ref
  members?: readonly Ref[]
  /** How the bot stands in it from the start; absent unless told. */
  bot?: 'administrator' | 'member'
}

/** What people do in and with groups. All throw when the user or chat does not exist. */
export type Groups = ReturnType<typeof createGroups>

const SUPERGROUP_OFFSET = -1_000_000_000_000
const SUPERGROUP_BASE = 2_100_000_000
const GROUP_BASE = 4_500_000_000

/** The groups' side of the world. */
export function createGroups(core: Core) {
  return {
    group: (fields: NewGroup) => createGroup(core, fields),
    /** Joins a group, alone or added by someone: a service message and a member update. */
    join: (user: Ref, chat: Ref, by: Ref = user) => join(core, user, chat, by),
    /** Leaves a group, or is removed by someone. */
    leave: (user: Ref, chat: Ref, by: Ref = user) => leave(core, user, chat, by),
    /** Adds the bot to a group. */
    addBot: (chat: Ref, by: Ref) => join(core, core.state.bot.id, chat, by),
    /** Removes the bot: its sends fail with 403. */
    kickBot: (chat: Ref, by: Ref) => leave(core, core.state.bot.id, chat, by),
    /** Makes someone (the bot: its id) an administrator. */
    promote: (user: Ref, chat: Ref, by: Ref, rights: Partial<AdminRights> = {}) =>
      setStatus(core, user, chat, by, 'administrator', { ...FULL_RIGHTS, ...rights }),
    /** Makes an administrator an ordinary member again. */
    demote: (user: Ref, chat: Ref, by: Ref) => setStatus(core, user, chat, by, 'member', NO_RIGHTS),
    /** Privacy mode, as set with BotFather. */
    setPrivacy(on: boolean): void {
      core.state.bot.privacyMode = on
    },
    /** Turns a group into a supergroup; returns the new chat. The old one refuses sends and names the new. */
    migrateToSupergroup: (chat: Ref) => migrate(core, findRoomOf(core, chat)),
    /** Opens a topic as a person. */
    createTopic: (user: Ref, chat: Ref, name: string) => createTopic(core, user, chat, name),
    /** Deletes a topic with all its messages; bots are not told. */
    deleteTopic: (chat: Ref, topicId: number) => deleteTopic(core, findRoomOf(core, chat), topicId),
  }
}

function createGroup(core: Core, fields: NewGroup): Room {
  const type = fields.type ?? 'supergroup'
  if (fields.forum && type !== 'supergroup') throw new Error('only supergroups have topics')
  const room = createRoom({
    id: fields.id ?? nextGroupId(core, type),
    type,
    title: fields.title,
    isForum: !!fields.forum,
  })
  core.state.rooms.set(room.id, room)
  const owner = person(core, fields.owner)
  room.members.set(owner.id, { userId: owner.id, status: 'creator', rights: FULL_RIGHTS })
  for (const ref of fields.members ?? []) {
    const { id } = person(core, ref)
    room.members.set(id, { userId: id, status: 'member', rights: NO_RIGHTS })
  }
  core.emit({ kind: 'chat-changed', chatId: room.id })
  if (fields.bot !== undefined) {
    const rights = fields.bot === 'administrator' ? FULL_RIGHTS : NO_RIGHTS
    setMember(core, room, { userId: core.state.bot.id, status: fields.bot, rights }, owner)
  }
  return room
}

function nextGroupId(core: Core, type: 'group' | 'supergroup'): number {
  const serial = nextSerial(core)
  return type === 'supergroup' ? SUPERGROUP_OFFSET - SUPERGROUP_BASE - serial : -GROUP_BASE - serial
}

function join(core: Core, user: Ref, chat: Ref, by: Ref): void {
  const room = findRoomOf(core, chat)
  const newcomer = person(core, user)
  setMember(core, room, { userId: newcomer.id, status: 'member', rights: NO_RIGHTS }, person(core, by))
  addMessage(core, room, { from: person(core, by) }, { new_chat_members: [newcomer] })
}

function leave(core: Core, user: Ref, chat: Ref, by: Ref): void {
  const room = findRoomOf(core, chat)
  const leaver = person(core, user)
  const status = refId(by) === leaver.id ? 'left' : 'kicked'
  setMember(core, room, { userId: leaver.id, status, rights: NO_RIGHTS }, person(core, by))
  addMessage(core, room, { from: person(core, by) }, { left_chat_member: leaver })
}

function setStatus(
  core: Core,
  user: Ref,
  chat: Ref,
  by: Ref,
  status: Member['status'],
  rights: AdminRights,
): void {
  setMember(core, findRoomOf(core, chat), { userId: refId(user), status, rights }, person(core, by))
}

function migrate(core: Core, old: Room): Room {
  if (old.type !== 'group') throw new Error(`chat ${old.id} is not a basic group`)
  const room = createRoom({ id: nextGroupId(core, 'supergroup'), type: 'supergroup', title: old.title })
  for (const [id, member] of old.members) room.members.set(id, member)
  core.state.rooms.set(room.id, room)
  const ownerId = [...old.members.values()].find((member) => member.status === 'creator')?.userId
  const sender = { from: ownerId === undefined ? botUser(core) : person(core, ownerId) }
  addMessage(core, old, sender, { migrate_to_chat_id: room.id })
  old.migratedTo = room.id
  addMessage(core, room, sender, { migrate_from_chat_id: old.id })
  core.emit({ kind: 'chat-changed', chatId: room.id })
  return room
}

function createTopic(core: Core, user: Ref, chat: Ref, name: string): Topic {
  const room = findRoomOf(core, chat)
  if (!room.isForum) throw new Error(`chat ${room.id} has no topics`)
  const topic: Topic = {
    id: room.nextMessageId,
    name,
    iconColor: 0x6fb9f0,
    closed: false,
    creatorId: refId(user),
  }
  room.topics.set(topic.id, topic)
  const created = { forum_topic_created: { name, icon_color: topic.iconColor } }
  addMessage(core, room, { from: person(core, user) }, created, { topic })
  core.emit({ kind: 'topic-changed', chatId: room.id, topic })
  return topic
}

function deleteTopic(core: Core, room: Room, topicId: number): void {
  const topic = room.topics.get(topicId)
  if (topic === undefined) throw new Error(`no topic ${topicId} in chat ${room.id}`)
  room.topics.delete(topicId)
  for (const message of [...room.messages.values()]) {
    if (message.message_thread_id === topicId) room.messages.delete(message.message_id)
  }
  core.emit({ kind: 'topic-deleted', chatId: room.id, topic })
}
