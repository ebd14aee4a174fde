/** What passes over the page: toasts, and alerts to dismiss. */
import { h } from './dom.js'
import { words } from './words.js'

const TOAST_MS = 5000

/**
 * Shows a toast for a while.
 * @param {string} text
 */
export function notify(text) {
  const toast = h('p', { class: 'toast' }, text)
  document.getElementById('toasts').append(toast)
  setTimeout(() => toast.remove(), TOAST_MS)
}

/**
 * Shows a text that has to be dismissed; the focus goes back to where it was.
 * @param {string} text
 */
export function alertWith(text) {
  openDialog([h('p', {}, text)], [{ label: words.ok, run: () => {} }])
}

/**
 * Asks for one of several choices; Escape is none of them.
 * @param {string} title
 * @param {{ label: string, run: () => void }[]} choices
 */
export function choose(title, choices) {
  openDialog([h('p', {}, title)], [...choices, { label: words.cancel, run: () => {} }])
}

function openDialog(content, choices) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('alert'))
  const back = document.activeElement
  const buttons = choices.map(({ label, run }, index) => {
    const press = () => {
      dialog.close()
      run()
    }
    return h('button', { type: 'button', class: 'button', onclick: press, autofocus: index === 0 }, label)
  })
  dialog.replaceChildren(...content, h('div', { class: 'alert-buttons' }, ...buttons))
  dialog.addEventListener('close', () => back instanceof HTMLElement && back.focus(), { once: true })
  if (!dialog.open) dialog.showModal()
}
