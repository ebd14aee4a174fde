/** Where a ticket stands in its SOP. */
import { h } from './dom.js'
import { get } from './server.js'
import { listen } from './store.js'
import { momentText, rangeText, spanText, zoneText } from './time.js'
import { fill, words } from './words.js'

const SETTLE_MS = 250
const REFRESH_MS = 30_000

/** @param {HTMLElement} root */
export function createTickets(root) {
  /** @type {any[]} */
  let tickets = []
  /** @type {string | undefined} */
  let chosen
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let shown = ''
  const hearers = new Set()
  const select = h('select', { 'aria-label': words.tickets.choose, onchange: () => choose(select.value) })
  const status = h('p', { class: 'ticket-status' })
  const list = h('ol', { class: 'rows' })
  const empty = h('p', { class: 'empty' }, words.tickets.none)
  root.append(
    h('div', { class: 'panel-head' }, h('h2', {}, words.views.tickets), select),
    status,
    list,
    empty,
  )

  function choose(number) {
    chosen = number
    show()
  }
  async function refresh() {
    timer = undefined
    const known = new Set(tickets.map(({ number }) => number))
    const fresh = await get('tickets').catch(() => null)
    if (!fresh) return
    tickets = fresh
    const added = tickets.find(({ number }) => !known.has(number))
    if (added) chosen = added.number
    show()
    for (const hear of hearers) hear()
  }
  function show() {
    const ticket = tickets.find(({ number }) => number === chosen)
    select.replaceChildren(
      ...tickets.map(({ number, category }) =>
        h('option', { value: number, selected: number === chosen }, `${number} · ${category}`),
      ),
    )
    select.hidden = !ticket
    empty.hidden = !!ticket
    status.hidden = !ticket
    if (!ticket) return list.replaceChildren()
    status.textContent = fill(words.tickets.status, {
      status: words.tickets.statuses[ticket.status],
      opened: momentText(new Date(ticket.opened)),
    })
    const ended = ticket.status === 'closed' || ticket.status === 'cancelled'
    list.replaceChildren(
      ...ticket.rows.map((row) => renderRow(row, { ended, paused: ticket.pausedSince !== null })),
    )
    keepCurrentInSight(ticket)
  }
  /** The list scrolls only when the ticket has moved: a reader is not disturbed by the passing of time. */
  function keepCurrentInSight({ number, rows }) {
    const place = `${number} ${rows.find(({ state }) => state === 'current')?.row}`
    if (place === shown) return
    shown = place
    const current = list.querySelector('.row-current')
    if (current)
      list.scrollTop += current.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom + 8
  }
  listen((change) => {
    if (!['reset', 'message', 'clock'].includes(change.kind)) return
    timer ??= setTimeout(refresh, SETTLE_MS)
  })
  setInterval(refresh, REFRESH_MS)
  show()
  return { all: () => tickets, onChange: (run) => hearers.add(run) }
}

function renderRow(row, { ended, paused }) {
  const late = row.runs.some((run) => run.late)
  const state = row.state === 'waiting' && ended ? 'skipped' : row.state
  const limit = row.limit === null ? words.tickets.noLimit : fill(words.tickets.limit, { limit: row.limit })
  const stateText = words.tickets.states[state]
  // Times tell a sighted reader that a row is done or running.
  const head = [
    row.actor,
    row.runs.length === 0 ? stateText : h('span', { class: 'visually-hidden' }, stateText),
  ]
  const [only] = row.runs
  return h(
    'li',
    { class: `row row-${state}${late ? ' row-late' : ''}`, 'aria-current': state === 'current' && 'step' },
    h('span', { class: 'row-mark' }, row.row),
    h(
      'div',
      { class: 'row-body' },
      h('p', { class: 'row-title' }, h('strong', {}, row.title), h('span', {}, limit)),
      h(
        'p',
        { class: 'row-meta' },
        ...joined([...head, ...(row.runs.length === 1 ? factsOf(only, row) : [])]),
      ),
      ...(row.runs.length > 1
        ? row.runs.map((run) => h('p', { class: 'row-meta' }, ...joined(factsOf(run, row))))
        : []),
      state === 'current' && row.runs.at(-1).due && renderTimeLeft(row.runs.at(-1), paused),
    ),
  )
}

function factsOf(run, row) {
  const { run: text } = words.tickets
  const started = new Date(run.started)
  return [
    row.runs.length > 1 && fill(text.nth, { n: run.run }),
    run.unit,
    run.holder !== row.actor && fill(text.holder, { role: run.holder }),
    run.assignee,
    run.ended ? rangeText(started, new Date(run.ended)) : fill(text.started, { from: momentText(started) }),
    !run.ended && run.due && fill(text.due, { at: `${momentText(new Date(run.due))} ${zoneText()}` }),
    run.outcome,
    run.ended && run.late && h('b', { class: 'late' }, text.wasLate),
  ]
}

function joined(facts) {
  return facts.filter(Boolean).flatMap((fact, index) => {
    const silent = fact instanceof Element && fact.className === 'visually-hidden'
    return index > 0 && !silent ? [' · ', fact] : [fact]
  })
}

function renderTimeLeft(run, paused) {
  const { run: text } = words.tickets
  const time = spanText(run.leftMs)
  if (run.late) return h('p', { class: 'late' }, run.leftMs < 0 ? fill(text.late, { time }) : text.justLate)
  return h('p', { class: paused ? 'paused' : 'left' }, fill(paused ? text.paused : text.left, { time }))
}
