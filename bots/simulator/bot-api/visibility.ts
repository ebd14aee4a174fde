import type { Message } from 'grammy/types'
import { isPresent } from './chats.ts'
import type { Core } from './core.ts'
import type { Room } from './state.ts'

/**
 * Whether the bot is shown a person's message. With privacy mode on, a group shows it only commands, replies to its
 * own messages and service messages; an administrator bot and a private chat see all.
 */
export function seesMessage(core: Core, room: Room, message: Message): boolean {
  if (room.type === 'private') return true
  const bot = room.members.get(core.state.bot.id)
  if (!isPresent(bot)) return message.left_chat_member?.id === core.state.bot.id
  if (!core.state.bot.privacyMode || bot?.status === 'administrator') return true
  if (message.reply_to_message?.from?.id === core.state.bot.id) return true
  return isService(message) || isCommandFor(core.state.bot.username, message)
}

const CONTENT: readonly (keyof Message)[] = [
  'text',
  'photo',
  'document',
  'video',
  'voice',
  'audio',
  'sticker',
  'location',
  'contact',
]

function isService(message: Message): boolean {
  return !CONTENT.some((field) => message[field] !== undefined)
}

function isCommandFor(username: string, message: Message): boolean {
  const text = message.text ?? message.caption ?? ''
  const first = (message.entities ?? message.caption_entities)?.[0]
  if (first?.type !== 'bot_command' || first.offset !== 0) return false
  const [, target] = text.slice(0, first.length).split('@')
  return target === undefined || target.toLowerCase() === username.toLowerCase()
}
