/** A phone that several people can be: who, which chat, the messages, and where to write. */
import { createComposer } from './composer.js'
import { arrowsWalk, h } from './dom.js'
import { createMessageLog } from './message-log.js'
import { authorOf, summaryOf } from './message.js'
import { post } from './server.js'
import { listen, store } from './store.js'
import { createTopicBar } from './topics.js'
import { fill, words } from './words.js'

/**
 * @param {HTMLElement} root
 * @param {'requester' | 'officer' | 'leader' | 'whatsapp'} part
 * @param {import('./apps.js').App} app
 */
export function createPhone(root, part, app) {
  /** @type {any} */
  let viewer = null
  /** Which chat each person has open. @type {Map<number, number | string>} */
  const opened = new Map()
  const hearers = new Set()
  let typing

  const people = h('div', { class: 'people', role: 'tablist', 'aria-label': words.phone.people[part] })
  const who = h('p', { class: 'who' })
  const chats = h('div', { class: 'chats', role: 'group', 'aria-label': words.phone.chats })
  const typingLine = h('p', { class: 'typing', 'aria-hidden': 'true' })
  const announcer = h('div', { class: 'visually-hidden', 'aria-live': 'polite' })
  const composer = createComposer(part, app)
  const log = createMessageLog({ act })
  const topics = createTopicBar(part === 'officer', () => showChat())
  const toggle = topics.toggle ?? composer.toggle
  const head = h('div', { class: 'panel-head' }, h('h2', {}, words.views[part]), toggle)
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

  const { people: members, chatsOf, titleOf } = app
  const isShown = () => root.offsetParent !== null && document.visibilityState === 'visible'
  const chatNow = () => chatsOf(viewer).find(({ id }) => id === opened.get(viewer.id))

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
      opened.set(viewer.id, app.first(viewer).id)
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
    log.show({ ...scene, title, emptyText: app.emptyText(chat) })
    composer.setScene(scene)
    shown()
  }

  /** The panel has come into sight. */
  function shown() {
    if (viewer && isShown()) app.markSeen(chatNow())
    showBadges()
  }

  function showBadges() {
    for (const tab of people.children) {
      const person = members().find(({ username }) => username === tab.dataset.user)
      setBadge(tab, app.countUnread(app.own(person)))
    }
    const own = chatsOf(viewer ?? { id: 0 })
    for (const [index, button] of [...chats.children].entries()) {
      if (own[index]) setBadge(button, app.countUnread(own[index]))
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
    return [...all].reduce((sum, chat) => sum + app.countUnread(chat), 0)
  }

  function act(name, message) {
    if (name === 'forward') return app.forward(viewer, chatNow(), message)
    if (name === 'delete') {
      return void post(`${app.path}delete`, { person: viewer.id, message: message.message_id })
    }
    composer.begin(name, message)
  }

  function hear({ kind, chatId, message, isNew, messageId, on }) {
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
    else if (kind === 'typing') showTyping(on)
    else if (kind === 'seen') showBadges()
    else if (kind === 'chat') {
      if (topics.changed(chat)) showChat()
      else composer.refresh()
    }
  }

  function showTyping(on) {
    clearTimeout(typing)
    typingLine.textContent = on ? fill(words.phone.typing, { bot: store.bot.name }) : ''
    typing = setTimeout(() => (typingLine.textContent = ''), app.typingMs)
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
