/** Which desk is looked at: its staff, its leaders and its tickets. Requesters go to any. */
import { h } from './dom.js'
import { chooseDesk, listen, store } from './store.js'
import { words } from './words.js'

/** @param {HTMLElement} root */
export function createDeskChooser(root) {
  const select = h('select', { 'aria-label': words.desks.label, onchange: () => chooseDesk(select.value) })
  const agency = h('p', { class: 'agency' })
  root.append(select, agency)
  listen(({ kind }) => {
    if (kind !== 'reset' && kind !== 'desk') return
    select.replaceChildren(
      ...store.desks.map(({ id, title }) =>
        h('option', { value: id, selected: id === store.desk?.id }, title),
      ),
    )
    agency.textContent = store.desk?.agency ?? ''
  })
}
