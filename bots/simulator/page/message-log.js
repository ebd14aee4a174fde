/** The messages of one chat as one person sees them; follows the world, and can be walked with the arrow keys. */
import { h } from './dom.js'
import { renderMessage } from './message.js'
import { alertWith, notify } from './notices.js'
import { post } from './server.js'
import { dayText } from './time.js'
import { words } from './words.js'

/** This close to the end the log follows new messages. */
const FOLLOW_PX = 120

/**
 * @param {{ act(name: string, message: any): void }} options
 */
export function createMessageLog({ act }) {
  const root = h('div', { class: 'log', role: 'log', 'aria-live': 'off' })
  /** @type {{ viewer: any, chat: any, thread: number | null } | null} */
  let scene = null
  /** Whether the end is in sight, and is to stay so. */
  let follows = true

  /** Shows a chat from the beginning. `thread` null is all of it; 0 is what stands in no topic. */
  function show(next) {
    scene = next
    root.setAttribute('aria-label', next.title)
    const nodes = []
    let day = ''
    for (const message of visible()) {
      const text = dayText(new Date(message.date * 1000))
      if (text !== day) nodes.push(h('p', { class: 'day' }, text))
      day = text
      nodes.push(render(message))
    }
    root.replaceChildren(...(nodes.length > 0 ? nodes : [h('p', { class: 'empty' }, next.emptyText)]))
    activate(root.querySelector('article:last-of-type'))
    toEnd()
  }

  function toEnd() {
    follows = true
    root.scrollTop = root.scrollHeight
  }

  function visible() {
    const all = [...scene.chat.messages.values()]
    return scene.thread === null
      ? all
      : all.filter((message) => (message.message_thread_id ?? 0) === scene.thread)
  }

  function render(message) {
    const { chat, viewer, thread } = scene
    const topic = chat.topics.find(({ id }) => message.is_topic_message && id === message.message_thread_id)
    return renderMessage(message, {
      viewer,
      isGroup: chat.type !== 'private',
      topic: thread === null ? topic?.name : undefined,
      press,
      act,
      goTo,
    })
  }

  /** Takes in a new or changed message of the chat shown. */
  function update(message, isNew) {
    const old = find(message.message_id)
    if (!isNew && !old) return
    if (old) return replace(old, message)
    if (scene.thread !== null && (message.message_thread_id ?? 0) !== scene.thread) return
    const last = [...scene.chat.messages.values()].at(-2)
    const text = dayText(new Date(message.date * 1000))
    root.querySelector('.empty')?.remove()
    if (!last || dayText(new Date(last.date * 1000)) !== text) root.append(h('p', { class: 'day' }, text))
    const element = render(message)
    root.append(element)
    if (element.matches('article') && !root.contains(document.activeElement)) activate(element)
    else setStop(element, false)
    if (follows || message.from?.id === scene.viewer.id) toEnd()
  }

  /** The focus stays where it was in the message, so that a card can be worked on while the bot edits it. */
  function replace(old, message) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null
    const press = focused?.dataset.press
    const element = render(message)
    const wasActive = old.tabIndex === 0
    const chosen = old.classList.contains('chosen')
    old.replaceWith(element)
    element.classList.toggle('chosen', chosen)
    setStop(element, wasActive)
    if (focused) {
      const key = [...element.querySelectorAll('[data-press]')].find(
        (button) => button.dataset.press === press,
      )
      const target = key ?? element
      target.focus({ preventScroll: true })
    }
    if (follows) toEnd()
  }

  function remove(messageId) {
    find(messageId)?.remove()
  }

  async function press(message, data, button) {
    if (button.getAttribute('aria-busy') === 'true') return
    button.setAttribute('aria-busy', 'true')
    const { viewer, chat } = scene
    const answer = await post('press', {
      person: viewer.id,
      chat: chat.id,
      message: message.message_id,
      data,
    })
    button.removeAttribute('aria-busy')
    if (answer === null) notify(words.message.noAnswer)
    else if (answer?.text && answer.alert) alertWith(answer.text)
    else if (answer?.text) notify(answer.text)
  }

  function find(messageId) {
    return root.querySelector(`[data-id="${messageId}"]`)
  }

  function goTo(messageId) {
    const target = find(messageId)
    if (!target) return
    activate(target)
    target.scrollIntoView({ block: 'center' })
    target.focus({ preventScroll: true })
  }

  /** The Tab key stops at one message, and at that message's buttons; older ones are reached with the arrows. */
  function activate(message) {
    for (const other of root.querySelectorAll('article')) setStop(other, other === message)
  }

  function setStop(message, here) {
    message.tabIndex = here ? 0 : -1
    for (const control of message.querySelectorAll('button, a, audio, video'))
      control.tabIndex = here ? 0 : -1
  }

  function choose(message, chosen) {
    for (const other of root.querySelectorAll('.chosen'))
      if (other !== message) other.classList.remove('chosen')
    message.classList.toggle('chosen', chosen)
    activate(message)
  }

  root.addEventListener('scroll', () => {
    follows = root.scrollHeight - root.scrollTop - root.clientHeight < FOLLOW_PX
  })
  // The log gets smaller when something opens below it, and longer when a picture arrives.
  new ResizeObserver(() => follows && toEnd()).observe(root)
  root.addEventListener('load', () => follows && toEnd(), true)
  root.addEventListener('click', (event) => {
    const message = event.target.closest('article')
    const more = event.target.closest('.more')
    if (!message || (!more && event.target.closest('button, a, audio, video'))) return
    if (!more && document.getSelection()?.toString()) return
    choose(message, !message.classList.contains('chosen'))
  })
  root.addEventListener('keydown', (event) => {
    const message = document.activeElement?.closest('article')
    if (!message || !root.contains(message)) return
    const all = [...root.querySelectorAll('article')]
    const to = {
      ArrowUp: all.indexOf(message) - 1,
      ArrowDown: all.indexOf(message) + 1,
      Home: 0,
      End: all.length - 1,
    }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      const next = all[Math.max(0, Math.min(all.length - 1, to))]
      activate(next)
      next.focus()
    } else if ((event.key === 'Enter' || event.key === ' ') && document.activeElement === message) {
      event.preventDefault()
      choose(message, true)
      message.querySelector('.action')?.focus()
    } else if (event.key === 'Escape') {
      choose(message, false)
      message.focus()
    }
  })
  return { root, show, update, remove }
}
