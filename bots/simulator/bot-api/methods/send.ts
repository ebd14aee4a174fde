import type { Message, MessageEntity } from 'grammy/types'
import { readInteger, readObject, readText, type Args } from '../args.ts'
import { findRoom, findWritableRoom } from '../chats.ts'
import type { Core } from '../core.ts'
import { formatText } from '../entities.ts'
import { badRequest } from '../errors.ts'
import { fileIdOf, mediaContent } from '../media.ts'
import { deliver, prepareSend } from './deliver.ts'

const TEXT_MAX = 4096
const CAPTION_MAX = 1024

/** Reads a text and its entities under one of their names; checks the length after parsing, as Telegram does. */
export function readFormatted(args: Args, name: 'text' | 'caption'): Pick<Message, 'text' | 'entities'> {
  if (readText(args, 'parse_mode') !== '') throw badRequest('unsupported parse_mode')
  const given = readObject<MessageEntity[]>(args, name === 'text' ? 'entities' : 'caption_entities')
  const { text, entities } = formatText(readText(args, name), given)
  if (name === 'text' && text === '') throw badRequest('message text is empty')
  if (name === 'text' && text.length > TEXT_MAX) throw badRequest('message is too long')
  if (name === 'caption' && text.length > CAPTION_MAX) throw badRequest('message caption is too long')
  return { text, ...(entities.length > 0 && { entities }) }
}

/** The caption fields of a message; empty without a caption. */
export function readCaption(args: Args): Pick<Message, 'caption' | 'caption_entities'> {
  const { text, entities } = readFormatted(args, 'caption')
  return text === '' ? {} : { caption: text, ...(entities && { caption_entities: entities }) }
}

/** sendMessage */
export function sendMessage(core: Core, args: Args): Message {
  const content = readFormatted(args, 'text')
  return deliver(core, prepareSend(core, args), content)
}

/** sendChatAction: shown to watchers, kept nowhere. */
export function sendChatAction(core: Core, args: Args): true {
  const action = readText(args, 'action')
  if (!/^(typing|(upload|record)_\w+|choose_sticker|find_location)$/.test(action)) {
    throw badRequest('wrong parameter action in request')
  }
  core.emit({ kind: 'chat-action', chatId: findWritableRoom(core, args).id, action })
  return true
}

/** copyMessage: the content without its origin; a new caption replaces the old one. */
export function copyMessage(core: Core, args: Args): { message_id: number } {
  const source = findRoom(core, args, 'from_chat_id').messages.get(readInteger(args, 'message_id') ?? 0)
  if (source === undefined) throw badRequest('message to copy not found')
  const file = core.state.files.get(fileIdOf(source) ?? '')
  const content =
    file === undefined ? pick(source, ['text', 'entities', 'location', 'contact']) : mediaContent(core, file)
  if (Object.keys(content).length === 0) throw badRequest("message can't be copied")
  const kept = pick(source, ['caption', 'caption_entities'])
  const caption = args.values.caption === undefined ? kept : readCaption(args)
  const copy = deliver(core, prepareSend(core, args), { ...content, ...caption })
  return { message_id: copy.message_id }
}

function pick(message: Message, fields: readonly (keyof Message)[]): Partial<Message> {
  return Object.fromEntries(
    fields.filter((field) => message[field] !== undefined).map((field) => [field, message[field]]),
  )
}
