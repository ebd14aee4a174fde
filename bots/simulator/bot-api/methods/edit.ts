import { isDeepStrictEqual } from 'node:util'
import type { Message, ReactionType } from 'grammy/types'
import { readInteger, readObject, type Args } from '../args.ts'
import { botRights, botUser, findRoom, findWritableRoom } from '../chats.ts'
import { unixNow, type Core } from '../core.ts'
import { badRequest } from '../errors.ts'
import { readInlineMarkup } from '../markup.ts'
import { addMessage, asBot, removeMessage, replaceMessage } from '../messages.ts'
import type { Room } from '../state.ts'
import { readCaption, readFormatted } from './send.ts'

const DELETABLE_SECONDS = 48 * 3600

/** editMessageText: without `reply_markup` the keyboard goes away, as in Telegram. */
export function editMessageText(core: Core, args: Args): Message {
  const content = readFormatted(args, 'text')
  const reply_markup = readInlineMarkup(args)
  const { room, message } = findOwn(core, args)
  if (message.text === undefined) throw badRequest('there is no text in the message to edit')
  const { text: _text, entities: _entities, ...rest } = message
  return applyEdit(core, room, message, { ...rest, ...content, reply_markup })
}

/** editMessageCaption */
export function editMessageCaption(core: Core, args: Args): Message {
  const content = readCaption(args)
  const reply_markup = readInlineMarkup(args)
  const { room, message } = findOwn(core, args)
  if (message.text !== undefined) throw badRequest('there is no caption in the message to edit')
  const { caption: _caption, caption_entities: _entities, ...rest } = message
  return applyEdit(core, room, message, { ...rest, ...content, reply_markup })
}

/** editMessageReplyMarkup */
export function editMessageReplyMarkup(core: Core, args: Args): Message {
  const reply_markup = readInlineMarkup(args)
  const { room, message } = findOwn(core, args)
  return applyEdit(core, room, message, { ...message, reply_markup })
}

/** deleteMessage: own messages, and others' where the bot may; none older than 48 hours. */
export function deleteMessage(core: Core, args: Args): true {
  const room = findWritableRoom(core, args)
  const message = findMessage(room, args, 'message to delete not found')
  const mayDelete = room.type === 'private' || isOwn(core, message) || botRights(core, room).canDelete
  if (!mayDelete) throw badRequest("message can't be deleted")
  const isOld = unixNow(core) - message.date > DELETABLE_SECONDS
  if (isOld && !botRights(core, room).canDelete) throw badRequest("message can't be deleted for everyone")
  removeMessage(core, room, message.message_id)
  return true
}

/** pinChatMessage */
export function pinChatMessage(core: Core, args: Args): true {
  const room = findWritableRoom(core, args)
  if (room.type !== 'private' && !botRights(core, room).canPin) {
    throw badRequest('not enough rights to manage pinned messages in the chat')
  }
  const message = findMessage(room, args, 'message to pin not found')
  if (room.pinned.includes(message.message_id)) return true
  room.pinned.push(message.message_id)
  const topic = message.is_topic_message ? room.topics.get(message.message_thread_id ?? 0) : undefined
  addMessage(core, room, asBot(core), { pinned_message: message }, { topic })
  return true
}

/** setMessageReaction: shown to watchers, kept nowhere. */
export function setMessageReaction(core: Core, args: Args): true {
  const room = findRoom(core, args)
  const message = findMessage(room, args, 'message to react not found')
  const reaction = readObject<ReactionType[]>(args, 'reaction') ?? []
  core.emit({ kind: 'reaction-set', chatId: room.id, messageId: message.message_id, reaction })
  return true
}

function findOwn(core: Core, args: Args): { room: Room; message: Message } {
  const room = findWritableRoom(core, args)
  const message = findMessage(room, args, 'message to edit not found')
  if (!isOwn(core, message)) throw badRequest("message can't be edited")
  return { room, message }
}

function findMessage(room: Room, args: Args, missing: string): Message {
  const id = readInteger(args, 'message_id')
  if (id === undefined) throw badRequest('message identifier is not specified')
  const message = room.messages.get(id)
  if (message === undefined) throw badRequest(missing)
  return message
}

function isOwn(core: Core, message: Message): boolean {
  return message.from?.id === botUser(core).id
}

function applyEdit(core: Core, room: Room, before: Message, edited: Message): Message {
  const { reply_markup, ...content } = edited
  const after: Message = reply_markup === undefined ? content : { ...content, reply_markup }
  if (isDeepStrictEqual(withoutDate(before), withoutDate(after))) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  }
  core.limiter.checkSend(room.id, room.type !== 'private', 1)
  return replaceMessage(core, room, { ...after, edit_date: unixNow(core) })
}

function withoutDate({ edit_date: _, ...rest }: Message): Partial<Message> {
  return rest
}
