import type { Message, ReplyParameters } from 'grammy/types'
import { readInteger, readObject, type Args } from '../args.ts'
import { botRights, findWritableRoom } from '../chats.ts'
import type { Core } from '../core.ts'
import { badRequest } from '../errors.ts'
import { readMarkup, type Markup } from '../markup.ts'
import { addMessage, asBot, type Placement } from '../messages.ts'
import type { Room, Topic } from '../state.ts'

/** Where a send goes and what hangs below it; all checks that do not depend on the content have passed. */
export type Target = { room: Room; placement: Placement; markup: Markup }

/** Checks chat, topic, reply and markup, then counts `messages` against the limits. Throws as Telegram does. */
export function prepareSend(core: Core, args: Args, messages = 1): Target {
  const markup = readMarkup(args)
  const room = findWritableRoom(core, args)
  const topic = findSendTopic(core, room, readInteger(args, 'message_thread_id'))
  const replyTo = findReply(room, args)
  core.limiter.checkSend(room.id, room.type !== 'private', messages)
  return { room, placement: { topic: topic ?? topicOf(room, replyTo), replyTo }, markup }
}

/** Sends content as the bot. A reply keyboard changes what the chat shows, not the message. */
export function deliver(core: Core, { room, placement, markup }: Target, content: Partial<Message>): Message {
  const withMarkup = markup.kind === 'inline' ? { ...content, reply_markup: markup.inline } : content
  const message = addMessage(core, room, asBot(core), withMarkup, placement)
  if (markup.kind === 'keyboard' || markup.kind === 'remove') {
    room.keyboard = markup.kind === 'keyboard' ? markup.keyboard : undefined
    core.emit({ kind: 'keyboard-changed', chatId: room.id, keyboard: room.keyboard })
  }
  return message
}

/** The topic a send names; a closed one takes only its creator and managers. */
function findSendTopic(core: Core, room: Room, threadId: number | undefined): Topic | undefined {
  if (threadId === undefined || threadId === 0) return undefined
  const topic = room.topics.get(threadId)
  if (topic === undefined) throw badRequest('message thread not found')
  const mayWrite = botRights(core, room).canManageTopics || topic.creatorId === core.state.bot.id
  if (topic.closed && !mayWrite) throw badRequest('TOPIC_CLOSED')
  return topic
}

/** A reply without a thread lands in the topic of the message it answers. */
function topicOf(room: Room, replyTo: Message | undefined): Topic | undefined {
  return replyTo?.is_topic_message ? room.topics.get(replyTo.message_thread_id ?? 0) : undefined
}

function findReply(room: Room, args: Args): Message | undefined {
  const parameters = readObject<ReplyParameters>(args, 'reply_parameters')
  const id = parameters?.message_id ?? readInteger(args, 'reply_to_message_id')
  if (id === undefined) return undefined
  const message = room.messages.get(id)
  if (message === undefined && !parameters?.allow_sending_without_reply) {
    throw badRequest('message to be replied not found')
  }
  return message
}
