/** The topics of a group: which one is looked at, and whether the group has any. */
import { arrowsWalk, h } from './dom.js'
import { post } from './server.js'
import { store } from './store.js'
import { words } from './words.js'

/** What stands in no topic. */
const GENERAL = 0

/**
 * @param {boolean} mayToggle whether this phone offers to turn topics on
 * @param {() => void} onPick
 */
export function createTopicBar(mayToggle, onPick) {
  /** Null is the whole group. @type {number | null} */
  let picked = null
  let signature = ''
  const bar = h('div', { class: 'topics', role: 'group', 'aria-label': words.topics.label, hidden: true })
  const box = h('input', {
    type: 'checkbox',
    onchange: () => post('topics', { chat: store.desk.staffGroup, on: box.checked }),
  })
  const toggle = mayToggle ? h('label', { class: 'switch' }, box, words.topics.toggle) : null
  arrowsWalk(bar, 'button')

  function show(chat) {
    signature = signatureOf(chat)
    box.checked = !!store.chats.get(store.desk.staffGroup)?.isForum
    bar.hidden = !chat.isForum
    if (!chat.topics.some(({ id }) => id === picked)) picked = picked === GENERAL ? GENERAL : null
    const choices = [
      { id: null, name: words.topics.all },
      { id: GENERAL, name: words.topics.general },
      ...chat.topics.map(({ id, name, closed }) => ({
        id,
        name: closed ? `${name} ${words.topics.closed}` : name,
      })),
    ]
    bar.replaceChildren(
      ...choices.map(({ id, name }) =>
        h(
          'button',
          { type: 'button', class: 'chip', 'aria-pressed': String(id === picked), onclick: () => pick(id) },
          name,
        ),
      ),
    )
  }
  function pick(id) {
    picked = id
    onPick()
    bar.querySelector('[aria-pressed=true]')?.focus()
  }
  const signatureOf = ({ isForum, topics, members }) => JSON.stringify([isForum, topics, members])
  return {
    bar,
    toggle,
    show,
    /** Whether the chat has to be drawn anew. */
    changed: (chat) => signatureOf(chat) !== signature,
    /** The topic looked at; null is everything. */
    threadOf: (chat) => (chat.isForum ? picked : null),
  }
}
