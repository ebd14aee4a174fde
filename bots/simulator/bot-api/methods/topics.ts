import type { ForumTopic } from 'grammy/types'
import { readInteger, readText, type Args } from '../args.ts'
import { botRights, findWritableRoom } from '../chats.ts'
import type { Core } from '../core.ts'
import { badRequest } from '../errors.ts'
import { addMessage, asBot } from '../messages.ts'
import type { Room, Topic } from '../state.ts'

const NAME_MAX = 128
const DEFAULT_COLOR = 0x6fb9f0

/** createForumTopic: the topic's id is that of the service message that opens it. */
export function createForumTopic(core: Core, args: Args): ForumTopic {
  const room = findForum(core, args)
  if (!botRights(core, room).canManageTopics) throw badRequest('not enough rights to create a topic')
  const name = readName(args)
  if (name === undefined) throw badRequest('topic name must be non-empty')
  const iconColor = readInteger(args, 'icon_color') ?? DEFAULT_COLOR
  core.limiter.checkSend(room.id, true, 1)
  const id = room.nextMessageId
  const topic: Topic = { id, name, iconColor, closed: false, creatorId: core.state.bot.id }
  room.topics.set(id, topic)
  addMessage(core, room, asBot(core), { forum_topic_created: { name, icon_color: iconColor } }, { topic })
  core.emit({ kind: 'topic-changed', chatId: room.id, topic })
  return { message_thread_id: id, name, icon_color: iconColor }
}

/** editForumTopic */
export function editForumTopic(core: Core, args: Args): true {
  const { room, topic } = findTopic(core, args)
  const name = readName(args)
  if (name === undefined || name === topic.name) throw badRequest('TOPIC_NOT_MODIFIED')
  addMessage(core, room, asBot(core), { forum_topic_edited: { name } }, { topic })
  return changeTopic(core, room, { ...topic, name })
}

/** closeForumTopic */
export function closeForumTopic(core: Core, args: Args): true {
  const { room, topic } = findTopic(core, args)
  if (topic.closed) throw badRequest('TOPIC_NOT_MODIFIED')
  addMessage(core, room, asBot(core), { forum_topic_closed: {} }, { topic })
  return changeTopic(core, room, { ...topic, closed: true })
}

/** reopenForumTopic */
export function reopenForumTopic(core: Core, args: Args): true {
  const { room, topic } = findTopic(core, args)
  if (!topic.closed) throw badRequest('TOPIC_NOT_MODIFIED')
  addMessage(core, room, asBot(core), { forum_topic_reopened: {} }, { topic })
  return changeTopic(core, room, { ...topic, closed: false })
}

function findForum(core: Core, args: Args): Room {
  const room = findWritableRoom(core, args)
  if (!room.isForum) throw badRequest('the chat is not a forum')
  return room
}

function findTopic(core: Core, args: Args): { room: Room; topic: Topic } {
  const id = readInteger(args, 'message_thread_id') ?? 0
  if (id <= 0) throw badRequest('invalid message thread identifier specified')
  const room = findForum(core, args)
  const topic = room.topics.get(id)
  if (topic === undefined) throw badRequest('TOPIC_ID_INVALID')
  if (topic.creatorId !== core.state.bot.id && !botRights(core, room).canManageTopics) {
    throw badRequest('not enough rights to edit the topic')
  }
  return { room, topic }
}

function readName(args: Args): string | undefined {
  const name = readText(args, 'name').trim().slice(0, NAME_MAX)
  return name === '' ? undefined : name
}

function changeTopic(core: Core, room: Room, topic: Topic): true {
  room.topics.set(topic.id, topic)
  core.emit({ kind: 'topic-changed', chatId: room.id, topic })
  return true
}
