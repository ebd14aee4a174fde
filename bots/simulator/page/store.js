/** What the page knows of the world, kept up to date by the server's events. */
import { get } from './server.js'
import { chatIdOf, putMessage, readChat } from './whatsapp.js'

/**
 * @typedef {{ id: number, part: string, service: string | null, held: { role: string, unit?: string } | null,
 *   name: string, firstName: string, username: string, title: string, answers: Record<string, string> | null }} Person
 * @typedef {{ id: string, title: string, agency: string, timeZone: string, staffGroup: number,
 *   problems: Record<string, string>, samples: Record<string, string> }} Desk
 * @typedef {{ id: number, type: string, title: string, isForum: boolean, members: number[], keyboard: any, prompt: number | null,
 *   topics: { id: number, name: string, closed: boolean }[], messages: Map<number, any> }} Chat
 */

const DESK_KEY = 'sigap.desk'

export const store = {
  /** @type {Desk[]} */
  desks: [],
  /** The one looked at; null until the first state has come. @type {Desk | null} */
  desk: null,
  /** Domain time less this machine's, in ms. */
  offsetMs: 0,
  bot: { id: 0, name: '', username: '' },
  /** @type {Map<number, Person>} */
  people: new Map(),
  /** @type {Map<number, Chat>} */
  chats: new Map(),
  /** @type {Record<string, { command: string, description: string }[]>} */
  menus: {},
  /** Sigap's number and everybody's chat with it; null without a WhatsApp. @type {{ phone: string, chats: Map<string, Chat> } | null} */
  whatsapp: null,
}

/** @type {Set<(change: any) => void>} */
const listeners = new Set()

/**
 * Hears every change: `reset`, `desk`, `message` (with `isNew`), `message-deleted`, `chat`, `menus`, `typing` (with `on`),
 * `seen`, `reaction`, `clock`, `connection`.
 * @param {(change: any) => void} listener
 */
export function listen(listener) {
  listeners.add(listener)
}

function tell(change) {
  for (const listener of listeners) listener(change)
}

/** Looks at another desk; remembered by this browser. @param {string} id */
export function chooseDesk(id) {
  store.desk = deskOf(id)
  localStorage.setItem(DESK_KEY, id)
  tell({ kind: 'desk' })
}

/** @param {string | null} id */
function deskOf(id) {
  return store.desks.find((desk) => desk.id === id) ?? store.desks[0] ?? null
}

/** Whether somebody is at the desk looked at; requesters are at every one. @param {Person} person */
export function isHere({ service }) {
  return service === null || service === store.desk?.id
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
  listenTo('whatsapp', applyWhatsApp)
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
  store.desks = state.desks
  store.desk = deskOf(store.desk?.id ?? localStorage.getItem(DESK_KEY))
  store.offsetMs = Date.parse(state.now) - Date.now()
  store.bot = state.bot
  store.menus = state.menus
  store.people = new Map(state.people.map((person) => [person.id, person]))
  store.chats = new Map(
    state.chats.map((chat) => [
      chat.id,
      { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])) },
    ]),
  )
  const chats = state.whatsapp?.chats.map((view) => readChat(view, store.bot)) ?? []
  store.whatsapp = state.whatsapp && {
    phone: state.whatsapp.phone,
    chats: new Map(chats.map((chat) => [chat.id, chat])),
  }
  tell({ kind: 'reset' })
}

function applyWhatsApp({ person, kind, message: view, on }) {
  const chatId = chatIdOf(person)
  const chat = store.whatsapp?.chats.get(chatId)
  if (!chat) return
  if (kind === 'typing') return tell({ kind, chatId, on })
  if (kind === 'read') {
    for (const message of chat.messages.values()) message.isRead = true
    return tell({ kind: 'seen', chatId })
  }
  const isNew = !chat.messages.has(view.id)
  tell({ kind: 'message', chatId, message: putMessage(chat, view, person, store.bot), isNew })
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
      return tell({ kind: 'typing', chatId, on: true })
    case 'reaction-set': {
      const message = chat.messages.get(change.messageId)
      if (!message) return
      message.reactions = change.reaction.map((reaction) => reaction.emoji ?? '')
      return tell({ kind: 'message', chatId, message, isNew: false })
    }
  }
}
