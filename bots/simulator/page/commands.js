/** The command menu of a chat, as Telegram's apps pick it. */
import { h } from './dom.js'
import { store } from './store.js'
import { words } from './words.js'

/**
 * The commands somebody is offered in a chat: the narrowest scope wins.
 * @param {{ id: number, type: string }} chat
 * @param {number} personId
 */
export function menuOf(chat, personId) {
  const kind = chat.type === 'private' ? 'all_private_chats' : 'all_group_chats'
  const scopes = [`chat_member:${chat.id}:${personId}`, `chat:${chat.id}`, kind, 'default']
  for (const scope of scopes) {
    const found = store.menus[`${scope}/id`] ?? store.menus[scope]
    if (found?.length > 0) return found
  }
  return []
}

/**
 * A list of commands under the text field; the field keeps the focus.
 * @param {HTMLTextAreaElement} field
 * @param {() => { command: string, description: string }[]} commandsNow
 * @param {(text: string) => void} pick
 */
export function createCommandList(field, commandsNow, pick) {
  const list = h('ul', {
    class: 'commands',
    role: 'listbox',
    'aria-label': words.composer.commands,
    hidden: true,
  })
  list.id = `${field.id}-commands`
  field.setAttribute('aria-controls', list.id)
  let active = 0

  function update() {
    const typed = /^\/(\w*)$/.exec(field.value)?.[1]
    const found = typed === undefined ? [] : commandsNow().filter(({ command }) => command.startsWith(typed))
    active = 0
    list.replaceChildren(
      ...found.map(({ command, description }) =>
        h(
          'li',
          {
            role: 'option',
            id: `${list.id}-${command}`,
            'data-command': command,
            onmousedown: (e) => choose(e, command),
          },
          h('strong', {}, `/${command}`),
          ` ${description}`,
        ),
      ),
    )
    list.hidden = found.length === 0
    mark()
  }
  function choose(event, command) {
    event.preventDefault()
    pick(`/${command} `)
    update()
  }
  function mark() {
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(index === active))
      if (index === active) item.scrollIntoView({ block: 'nearest' })
    }
    const option = list.hidden ? undefined : list.children[active]
    if (option) field.setAttribute('aria-activedescendant', option.id)
    else field.removeAttribute('aria-activedescendant')
  }
  /** True when the key was for the list. */
  function takeKey(event) {
    if (list.hidden) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) active = (active + step + list.children.length) % list.children.length
    else if (event.key === 'Escape') list.hidden = true
    else if (event.key === 'Tab' || event.key === 'Enter') {
      const { command } = list.children[active].dataset
      if (event.key === 'Enter' && field.value === `/${command}`) return false
      pick(`/${command} `)
      update()
      return true
    } else return false
    mark()
    return true
  }
  return { list, update, takeKey }
}
