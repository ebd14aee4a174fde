/** Domain time, and the buttons that move it on. */
import { h } from './dom.js'
import { notify } from './notices.js'
import { post } from './server.js'
import { listen, now } from './store.js'
import { clockText, dayText, zoneText } from './time.js'
import { fill, words } from './words.js'

const MOVES = [
  ['quarter', { minutes: 15 }],
  ['hour', { minutes: 60 }],
  ['workingDay', { to: 'next-working-day' }],
]

/** @param {HTMLElement} root */
export function createClock(root) {
  root.setAttribute('aria-label', words.clock.label)
  const time = h('strong', { class: 'clock-time' })
  const day = h('span', { class: 'clock-day' })
  const buttons = MOVES.map(([name, move]) =>
    h('button', { type: 'button', class: 'button', onclick: () => moveOn(move) }, words.clock[name]),
  )
  root.append(h('p', { class: 'clock-now' }, time, day), h('div', { class: 'clock-moves' }, ...buttons))

  async function moveOn(move) {
    const pressed = document.activeElement
    for (const button of buttons) button.disabled = true
    const done = await post('clock', move)
    for (const button of buttons) button.disabled = false
    if (pressed instanceof HTMLElement) pressed.focus()
    if (done !== undefined) notify(fill(words.clock.moved, { day: dayText(now()), time: clockText(now()) }))
  }
  function show() {
    time.textContent = `${clockText(now())} ${zoneText()}`
    day.textContent = dayText(now())
  }
  listen((change) => {
    if (['reset', 'desk', 'clock'].includes(change.kind)) show()
  })
  setInterval(show, 1000)
}
