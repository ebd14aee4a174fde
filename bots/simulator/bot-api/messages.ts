import type { Chat, Message, User } from 'grammy/types'
import { botUser, chatOf } from './chats.ts'
import { unixNow, type Core } from './core.ts'
import type { Room, Topic } from './state.ts'
import { seesMessage } from './visibility.ts'

/** Who a message is from; anonymous administrators write as the chat. */
export type Sender = { from: User; sender_chat?: Chat }

/** Where in the chat a message goes. */
export type Placement = { topic?: Topic; replyTo?: Message }

/** The bot's own messages of these kinds come back to it as updates; the others do not. */
const ECHOED: readonly (keyof Message)[] = [
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'pinned_message',
]

/** Puts a message into a chat and, when the bot may see it, into the bot's updates. */
export function addMessage(
  core: Core,
  room: Room,
  sender: Sender,
  content: Partial<Message>,
  { topic, replyTo }: Placement = {},
): Message {
  const id = room.type === 'supergroup' ? room.nextMessageId++ : core.state.nextMessageId++
  // In a topic, a message that answers nothing shows the topic's first message as the one it answers.
  const parent = replyTo ?? (topic && room.messages.get(topic.id))
  const message: Message = {
    message_id: id,
    ...sender,
    chat: chatOf(core, room),
    date: unixNow(core),
    ...(topic && { message_thread_id: topic.id, is_topic_message: true }),
    ...(parent && { reply_to_message: withoutParent(parent) }),
    ...content,
  }
  room.messages.set(id, message)
  if (room.messages.size > core.messagesMax) forgetOldest(room)
  core.emit({ kind: 'message-added', chatId: room.id, message })
  if (isForBot(core, room, message)) core.updates.push('message', message)
  return message
}

/** Replaces a message by an edited version; people's edits reach the bot as `edited_message`. */
export function replaceMessage(core: Core, room: Room, message: Message): Message {
  room.messages.set(message.message_id, message)
  core.emit({ kind: 'message-edited', chatId: room.id, message })
  if (isForBot(core, room, message)) core.updates.push('edited_message', message)
  return message
}

/** Removes a message; the Bot API tells nobody. */
export function removeMessage(core: Core, room: Room, messageId: number): void {
  room.messages.delete(messageId)
  core.emit({ kind: 'message-deleted', chatId: room.id, messageId })
}

/** The bot as a sender. */
export function asBot(core: Core): Sender {
  return { from: botUser(core) }
}

function isForBot(core: Core, room: Room, message: Message): boolean {
  if (message.from?.id === core.state.bot.id) return ECHOED.some((field) => message[field] !== undefined)
  return seesMessage(core, room, message)
}

function withoutParent(message: Message): Message['reply_to_message'] {
  const { reply_to_message: _, ...rest } = message
  return { ...rest, reply_to_message: undefined }
}

function forgetOldest(room: Room): void {
  const [oldest] = room.messages.keys()
  if (oldest !== undefined) room.messages.delete(oldest)
}
