/** A phone that several people can be: who, which chat, the messages, and where to write. */
import { createComposer, startLink } from './composer.js'
import { arrowsWalk, h } from './dom.js'
import { createMessageLog } from './message-log.js'
import { authorOf, summaryOf } from './message.js'
import { choose } from './notices.js'
import { post } from './server.js'
import { isHere, listen, store } from './store.js'
import { createTopicBar } from './topics.js'
import { countUnread, markSeen } from './unread.js'
import { fill, words } from './words.js'

const TYPING_MS = 4000

/**
 * @param {HTMLElement} root
 * @param {'requester' | 'officer' | 'leader'} part
 */
export function createPhone(root, part) {
  /** @type {any} */
  let viewer = null
  /** Which chat each person has open. @type {Map<number, number>} */
  const opened = new Map()
  const hearers = new Set()
  let typing

  const people = h('div', { class: 'people', role: 'tablist', 'aria-label': words.phone.people[part] })
  const who = h('p', { class: 'who' })
  const chats = h('div', { class: 'chats', role: 'group', 'aria-label': words.phone.chats })
  const typingLine = h('p', { class: 'typing', 'aria-hidden': 'true' })
  const announcer = h('div', { class: 'visually-hidden', 'aria-live': 'polite' })
  const composer = createComposer(part)
  const log = createMessageLog({ act })
  const topics = createTopicBar(part === 'officer', () => showChat())
  const head = h('div', { class: 'panel-head' }, h('h2', {}, words.views[part]), topics.toggle)
  const top = h('div', { class: 'phone-top' }, head, people)
  root.append(
    top,
    h('div', { class: 'phone-bar' }, who, chats),
    topics.bar,
    log.root,
    typingLine,
    composer.root,
    announcer,
  )
  arrowsWalk(people, '[role=tab]')

  const members = () => [...store.people.values()].filter((person) => person.part === part && isHere(person))
  const chatsOf = (person) =>
    [...store.chats.values()]
      .filter((chat) => chat.id === person.id || chat.members.includes(person.id))
      .toSorted((a, b) => Number(a.type === 'private') - Number(b.type === 'private'))
  const isShown = () => root.offsetParent !== null && document.visibilityState === 'visible'
  const chatNow = () => store.chats.get(opened.get(viewer.id))

  /** Becomes somebody, by username. */
  function select(username) {
    const person = members().find((member) => member.username === username)
    if (!person) return
    viewer = person
    showAll()
    composer.root.querySelector('textarea').focus({ preventScroll: true })
  }

  function showAll() {
    viewer = members().find(({ id }) => id === viewer?.id) ?? members()[0]
    if (!viewer) return
    const own = chatsOf(viewer)
    if (!own.some(({ id }) => id === opened.get(viewer.id))) {
      opened.set(viewer.id, part === 'officer' ? own[0].id : viewer.id)
    }
    showPeople()
    showChat()
  }

  function showPeople() {
    const focused = people.contains(document.activeElement)
    people.replaceChildren(
      ...members().map((person) =>
        h(
          'button',
          {
            type: 'button',
            role: 'tab',
            class: 'person',
            'aria-selected': String(person === viewer),
            tabindex: person === viewer ? '0' : '-1',
            title: `${person.name}, ${person.title}`,
            'data-user': person.username,
            onclick: () => become(person),
          },
          h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name)),
          h('span', {}, person.firstName),
          h('span', { class: 'badge' }),
        ),
      ),
    )
    const tab = people.querySelector('[aria-selected=true]')
    if (focused) tab?.focus()
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    who.replaceChildren(h('strong', {}, viewer.name), h('span', {}, viewer.title))
    showBadges()
  }

  function become(person) {
    viewer = person
    showAll()
  }

  function showChat() {
    const chat = chatNow()
    const own = chatsOf(viewer)
    chats.hidden = own.length < 2
    chats.replaceChildren(
      ...own.map((other) =>
        h(
          'button',
          {
            type: 'button',
            class: 'chat',
            'aria-pressed': String(other === chat),
            'data-chat': other.type,
            onclick: () => {
              opened.set(viewer.id, other.id)
              showChat()
              chats.querySelector('[aria-pressed=true]').focus()
            },
          },
          titleOf(other),
          h('span', { class: 'badge' }),
        ),
      ),
    )
    topics.show(chat)
    const scene = { viewer, chat, thread: topics.threadOf(chat) }
    const title = fill(words.phone.log, { chat: titleOf(chat), name: viewer.name })
    log.show({ ...scene, title, emptyText: emptyText(chat) })
    composer.setScene(scene)
    shown()
  }

  const emptyText = ({ type }) => {
    if (type !== 'private') return words.phone.emptyGroup
    return part === 'requester'
      ? fill(words.phone.emptyRequester, { link: startLink() })
      : words.phone.emptyPrivate
  }
  const titleOf = (chat) => words.phone.chat[chat.type === 'private' ? 'private' : 'group']

  /** The panel has come into sight. */
  function shown() {
    if (viewer && isShown()) markSeen(chatNow(), part)
    showBadges()
  }

  function showBadges() {
    for (const tab of people.children) {
      const person = members().find(({ username }) => username === tab.dataset.user)
      setBadge(tab, countUnread(store.chats.get(person.id), part))
    }
    const own = chatsOf(viewer ?? { id: 0 })
    for (const [index, button] of [...chats.children].entries()) {
      if (own[index]) setBadge(button, countUnread(own[index], part))
    }
    for (const hear of hearers) hear()
  }

  function setBadge(element, count) {
    const badge = element.querySelector('.badge')
    badge.textContent = count > 0 ? String(count) : ''
    if (count > 0) badge.setAttribute('aria-label', fill(words.phone.unread, { n: count }))
    else badge.removeAttribute('aria-label')
  }

  function unread() {
    const all = new Set(members().flatMap(chatsOf))
    return [...all].reduce((sum, chat) => sum + countUnread(chat, part), 0)
  }

  function act(name, message) {
    if (name !== 'forward') return composer.begin(name, message)
    const send = (chat) =>
      post('forward', { person: viewer.id, chat: chat.id, from: chatNow().id, message: message.message_id })
    const targets = chatsOf(viewer)
    if (targets.length === 1) return void send(targets[0])
    choose(
      words.phone.forwardTo,
      targets.map((chat) => ({ label: titleOf(chat), run: () => void send(chat) })),
    )
  }

  function hear({ kind, chatId, message, isNew, messageId }) {
    if (kind === 'reset' || kind === 'desk') return showAll()
    if (!viewer || kind === 'clock' || kind === 'connection' || kind === 'menus') return
    const chat = chatNow()
    if (chat?.id !== chatId) return showBadges()
    if (kind === 'message') {
      log.update(message, isNew)
      if (isNew) typingLine.textContent = ''
      if (isNew && isShown() && message.from?.id !== viewer.id) {
        announcer.textContent = `${authorOf(message)}: ${summaryOf(message)}`
      }
      composer.refresh()
      shown()
    } else if (kind === 'message-deleted') log.remove(messageId)
    else if (kind === 'typing') showTyping()
    else if (kind === 'chat') {
      if (topics.changed(chat)) showChat()
      else composer.refresh()
    }
  }

  function showTyping() {
    clearTimeout(typing)
    typingLine.textContent = fill(words.phone.typing, { bot: store.bot.name })
    typing = setTimeout(() => (typingLine.textContent = ''), TYPING_MS)
  }
  listen(hear)
  document.addEventListener('visibilitychange', shown)
  return { select, unread, onUnread: (run) => hearers.add(run), shown }
}

function initials(name) {
  return name
    .split(' ')
    .map((part) => part[0])
    .slice(0, 2)
    .join('')
}
