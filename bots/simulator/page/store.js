/** What the page knows of the world, kept up to date by the server's events. */
import { get } from './server.js'

/**
 * @typedef {{ id: number, part: string, name: string, firstName: string, username: string, title: string,
 *   answers: Record<string, string> | null }} Person
 * @typedef {{ id: number, type: string, title: string, isForum: boolean, members: number[], keyboard: any, prompt: number | null,
 *   topics: { id: number, name: string, closed: boolean }[], messages: Map<number, any> }} Chat
 */

export const store = {
  agency: '',
  timeZone: 'UTC',
  /** Domain time less this machine's, in ms. */
  offsetMs: 0,
  bot: { id: 0, name: '', username: '' },
  staffGroup: 0,
  /** @type {Map<number, Person>} */
  people: new Map(),
  /** @type {Map<number, Chat>} */
  chats: new Map(),
  /** @type {Record<string, { command: string, description: string }[]>} */
  menus: {},
}

/** @type {Set<(change: any) => void>} */
const listeners = new Set()

/**
 * Hears every change: `reset`, `message` (with `isNew`), `message-deleted`, `chat`, `menus`, `typing`, `reaction`,
 * `clock`, `connection`.
 * @param {(change: any) => void} listener
 */
export function listen(listener) {
  listeners.add(listener)
}

function tell(change) {
  for (const listener of listeners) listener(change)
}

/** Domain time. */
export function now() {
  return new Date(Date.now() + store.offsetMs)
}

/** Opens the stream of events. Each time it (re)connects, the state is fetched anew, so that nothing is missed. */
export function connect() {
  const source = new EventSource('/simulator/events')
  /** Events that come while the state is on its way; applied after it. @type {(() => void)[] | null} */
  let waiting = null
  const apply = (run) => (waiting ? waiting.push(run) : run())
  const listenTo = (name, run) =>
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data)
      apply(() => run(data))
    })

  source.addEventListener('hello', async () => {
    const held = (waiting = [])
    reset(await get('state'))
    if (waiting !== held) return
    waiting = null
    for (const run of held) run()
    tell({ kind: 'connection', live: true })
  })
  source.addEventListener('error', () => tell({ kind: 'connection', live: false }))
  listenTo('change', applyChange)
  listenTo('chat', (frame) => {
    const chat = store.chats.get(frame.id)
    if (!chat) return
    // In place: phones hold on to the chat they show.
    Object.assign(chat, frame)
    const topics = new Set(frame.topics.map(({ id }) => id))
    for (const [id, message] of chat.messages) {
      if (message.is_topic_message && !topics.has(message.message_thread_id)) chat.messages.delete(id)
    }
    tell({ kind: 'chat', chatId: frame.id })
  })
  listenTo('clock', (clock) => {
    store.offsetMs = Date.parse(clock.now) - Date.now()
    tell({ kind: 'clock' })
  })
}

function reset(state) {
  store.agency = state.agency
  store.timeZone = state.timeZone
  store.offsetMs = Date.parse(state.now) - Date.now()
  store.bot = state.bot
  store.staffGroup = state.staffGroup
  store.menus = state.menus
  store.people = new Map(state.people.map((person) => [person.id, person]))
  store.chats = new Map(
    state.chats.map((chat) => [
      chat.id,
      { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])) },
    ]),
  )
  tell({ kind: 'reset' })
}

function applyChange(change) {
  if (change.kind === 'commands-set') {
    store.menus = { ...store.menus, [change.scope]: change.commands }
    return tell({ kind: 'menus' })
  }
  const chat = store.chats.get(change.chatId)
  if (!chat) return
  const { chatId } = change
  switch (change.kind) {
    case 'message-added':
    case 'message-edited': {
      const isNew = !chat.messages.has(change.message.message_id)
      chat.messages.set(change.message.message_id, change.message)
      return tell({ kind: 'message', chatId, message: change.message, isNew })
    }
    case 'message-deleted':
      chat.messages.delete(change.messageId)
      return tell({ kind: 'message-deleted', chatId, messageId: change.messageId })
    case 'chat-action':
      return tell({ kind: 'typing', chatId })
    case 'reaction-set': {
      const message = chat.messages.get(change.messageId)
      if (!message) return
      message.reactions = change.reaction.map((reaction) => reaction.emoji ?? '')
      return tell({ kind: 'message', chatId, message, isNew: false })
    }
  }
}
