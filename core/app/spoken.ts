import { commands } from '../staff/commands.ts'
import type { Message } from './message.ts'

const words = commands
  .filter(({ right }) => right === 'requester')
  .flatMap(({ name, aliases }) => [name, ...aliases])
const command = new RegExp(`(?<![\\p{L}\\p{N}/.])/(${words.join('|')})(?![\\p{L}\\p{N}/])`, 'gu')

/** The message where a requester's command is a word and not a slash: "ketik /status" becomes "ketik STATUS". */
export function spoken(message: Message): Message {
  return { ...message, text: message.text.replace(command, (_, word: string) => word.toUpperCase()) }
}
