/** On a narrow screen one panel is shown at a time; this bar chooses which. */
import { h } from './dom.js'
import { words } from './words.js'

const VIEWS = ['requester', 'whatsapp', 'officer', 'tickets', 'leader']

/**
 * @param {HTMLElement} bar
 * @param {HTMLElement} panels
 * @param {Record<string, { unread(): number, onUnread(run: () => void): void, shown(): void }>} phones
 */
export function createViews(bar, panels, phones) {
  bar.setAttribute('aria-label', words.views.label)
  const buttons = new Map(
    VIEWS.map((view) => [
      view,
      h(
        'button',
        { type: 'button', onclick: () => show(view) },
        words.views.short[view],
        h('span', { class: 'badge' }),
      ),
    ]),
  )
  bar.append(...buttons.values())

  function show(view) {
    panels.dataset.view = view
    for (const [name, button] of buttons) {
      if (name === view) button.setAttribute('aria-current', 'page')
      else button.removeAttribute('aria-current')
    }
    phones[view]?.shown()
  }
  /** Whether there is such a panel at all. */
  function offer(view, isThere) {
    panels.toggleAttribute(`data-${view}`, isThere)
    bar.toggleAttribute(`data-${view}`, isThere)
    buttons.get(view).hidden = !isThere
    if (isThere) phones[view]?.shown()
    if (!isThere && panels.dataset.view === view) show(VIEWS[0])
  }
  for (const [view, phone] of Object.entries(phones)) {
    phone.onUnread(() => {
      const count = phone.unread()
      buttons.get(view).querySelector('.badge').textContent = count > 0 ? String(count) : ''
    })
  }
  show('requester')
  return { show, offer }
}
