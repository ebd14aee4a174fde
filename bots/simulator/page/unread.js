/** What somebody has not seen yet; remembered by this browser. */
import { store } from './store.js'

const KEY = 'sigap.seen'

/** The last message seen, by chat; a group counts for each panel by itself. @type {Record<string, number>} */
const seen = JSON.parse(localStorage.getItem(KEY) ?? '{}')

const keyOf = (chat, panel) => (chat.type === 'private' ? String(chat.id) : `${panel}:${chat.id}`)

/** Messages of the bot (in a group: of anybody) after the last one seen. Leaders do not follow the staff's group. */
export function countUnread(chat, panel) {
  if (chat.type !== 'private' && panel === 'leader') return 0
  const last = seen[keyOf(chat, panel)] ?? 0
  let count = 0
  for (const message of chat.messages.values()) {
    const counts = chat.type === 'private' ? message.from?.id === store.bot.id : true
    if (message.message_id > last && counts) count += 1
  }
  return count
}

/** All of a chat has been seen. */
export function markSeen(chat, panel) {
  const last = Math.max(0, ...chat.messages.keys())
  if (seen[keyOf(chat, panel)] === last) return
  seen[keyOf(chat, panel)] = last
  localStorage.setItem(KEY, JSON.stringify(seen))
}
