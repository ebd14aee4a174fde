/** Where a ticket of the desk stands in its SOP. */
import { h } from './dom.js'
import { get } from './server.js'
import { listen, store } from './store.js'
import { countdownText, momentText, rangeText, spanText, zoneText } from './time.js'
import { fill, words } from './words.js'

const SETTLE_MS = 250
const REFRESH_MS = 30_000
const TICK_MS = 1000

/** @param {HTMLElement} root */
export function createTickets(root) {
  /** @type {any[]} */
  let tickets = []
  /** When they were asked for, by this machine's clock. */
  let fetchedMs = 0
  /** The ticket looked at, by desk. @type {Map<string, string>} */
  const picked = new Map()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let shown = ''
  const hearers = new Set()
  const select = h('select', { 'aria-label': words.tickets.choose, onchange: () => pick(select.value) })
  const status = h('div', { class: 'ticket-status' })
  const list = h('ol', { class: 'rows' })
  const empty = h('p', { class: 'empty' }, words.tickets.none)
  root.append(
    h('div', { class: 'panel-head' }, h('h2', {}, words.views.tickets), select),
    status,
    list,
    empty,
  )

  const here = () => tickets.filter(({ service }) => service === store.desk?.id)
  const chosen = () => here().find(({ number }) => number === picked.get(store.desk?.id)) ?? here()[0]

  function pick(number) {
    picked.set(store.desk.id, number)
    changed()
  }
  async function refresh() {
    timer = undefined
    const known = new Set(tickets.map(({ number }) => number))
    const asked = Date.now()
    const fresh = await get('tickets').catch(() => null)
    if (!fresh) return
    tickets = fresh
    fetchedMs = asked
    for (const { number, service } of tickets.toReversed())
      if (!known.has(number)) picked.set(service, number)
    changed()
  }
  function changed() {
    show()
    for (const hear of hearers) hear()
  }
  function show() {
    const ticket = chosen()
    select.replaceChildren(
      ...here().map(({ number, category }) =>
        h('option', { value: number, selected: number === ticket?.number }, `${number} · ${category}`),
      ),
    )
    select.hidden = !ticket
    empty.hidden = !!ticket
    status.hidden = !ticket
    if (!ticket) return list.replaceChildren()
    status.replaceChildren(...renderStatus(ticket))
    list.replaceChildren(...ticket.rows.map((row) => renderRow(row, ticket)), ...renderExit(ticket))
    showTimeLeft()
    keepCurrentInSight(ticket)
  }
  /** Between two looks at the server, what is left grows less by itself while working time passes. */
  function showTimeLeft() {
    const ticket = chosen()
    const place = list.querySelector('.time-left')
    const run = ticket?.rows.find(({ state }) => state === 'current')?.runs.at(-1)
    if (!place || !run) return
    const leftMs = run.leftMs - (ticket.ticking ? Date.now() - fetchedMs : 0)
    const late = run.late || leftMs < 0
    place.className = `time-left ${late ? 'late' : ticket.ticking ? 'left' : 'paused'}`
    place.textContent = timeLeftText(ticket, leftMs, late)
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
  listen(({ kind }) => {
    if (kind === 'desk') changed()
    if (['reset', 'message', 'clock'].includes(kind)) timer ??= setTimeout(refresh, SETTLE_MS)
  })
  setInterval(refresh, REFRESH_MS)
  setInterval(showTimeLeft, TICK_MS)
  show()
  return { here, chosen, onChange: (run) => hearers.add(run) }
}

/** Since when, how it stands, and whose working time it has taken: outside parties' apart from the office's. */
function renderStatus({ status, opened, usedMs }) {
  const line = fill(words.tickets.status, {
    status: words.tickets.statuses[status],
    opened: momentText(new Date(opened)),
  })
  const used = Object.entries(words.tickets.used)
    .filter(([owner]) => owner === 'office' || usedMs[owner] > 0)
    .map(([owner, text]) => fill(text, { time: spanText(usedMs[owner]) }))
  return [h('p', {}, line), h('p', { class: 'used' }, used.join(' · '))]
}

function renderRow(row, ticket) {
  const ended = ticket.status === 'closed' || ticket.status === 'cancelled'
  const late = row.runs.some((run) => run.late)
  const state = row.state === 'waiting' && ended ? 'skipped' : row.state
  const limit = row.limit === null ? words.tickets.noLimit : fill(words.tickets.limit, { limit: row.limit })
  const stateText = words.tickets.states[state]
  // Times tell a sighted reader that a row is done or running.
  const head = [
    row.actor,
    row.owner === 'third-party' && h('b', { class: 'outside' }, words.tickets.thirdParty),
    row.runs.length === 0 ? stateText : h('span', { class: 'visually-hidden' }, stateText),
  ]
  const [only] = row.runs
  const once = row.runs.length === 1
  return h(
    'li',
    {
      class: `row row-${state} row-of-${row.owner}${late ? ' row-late' : ''}`,
      'aria-current': state === 'current' && 'step',
    },
    h('span', { class: 'row-mark' }, row.row),
    h(
      'div',
      { class: 'row-body' },
      h('p', { class: 'row-title' }, h('strong', {}, row.title), h('span', {}, limit)),
      h('p', { class: 'row-meta' }, ...joined([...head, ...(once ? factsOf(only, row) : [])])),
      ...(once ? [] : row.runs.map((run) => h('p', { class: 'row-meta' }, ...joined(factsOf(run, row))))),
      ...row.runs.flatMap(({ climbs }) => climbs.map(renderClimb)),
      state === 'current' && row.runs.at(-1).due && h('p', { class: 'time-left' }),
    ),
  )
}

function factsOf(run, row) {
  const { run: text } = words.tickets
  const started = new Date(run.started)
  return [
    row.runs.length > 1 && fill(text.nth, { n: run.run }),
    run.unit,
    run.holder !== row.actor && !run.ended && fill(text.holder, { role: run.holder }),
    run.assignee,
    run.ended ? rangeText(started, new Date(run.ended)) : fill(text.started, { from: momentText(started) }),
    !run.ended && run.due && fill(text.due, { at: `${momentText(new Date(run.due))} ${zoneText()}` }),
    run.outcome,
    run.ended && run.late && h('b', { class: 'late' }, fill(text.wasLate, { time: spanText(run.leftMs) })),
  ]
}

function renderClimb({ at, by, to, outcome }) {
  const values = { at: momentText(new Date(at)), by: by ?? '', to, outcome: outcome ?? '' }
  return h('p', { class: 'row-meta row-climb' }, fill(words.tickets.run.climbed, values))
}

/** A ticket that left the rows: how, and when. */
function renderExit({ exit, closed }) {
  if (exit === null) return []
  return [
    h(
      'li',
      { class: 'row row-exit' },
      h('span', { class: 'row-mark', 'aria-hidden': 'true' }, '×'),
      h(
        'div',
        { class: 'row-body' },
        h(
          'p',
          { class: 'row-title' },
          h('strong', {}, words.tickets.exit),
          h('span', {}, momentText(new Date(closed))),
        ),
        h('p', { class: 'row-meta' }, words.tickets.exits[exit]),
      ),
    ),
  ]
}

function joined(facts) {
  return facts.filter(Boolean).flatMap((fact, index) => {
    const silent = fact instanceof Element && fact.className === 'visually-hidden'
    return index > 0 && !silent ? [' · ', fact] : [fact]
  })
}

function timeLeftText({ paused, ticking }, leftMs, late) {
  const { run: text } = words.tickets
  if (late) return fill(text.late, { time: spanText(leftMs) })
  const time = countdownText(leftMs)
  if (paused) return fill(text.paused[paused.why], { time })
  return fill(ticking ? text.left : text.closed, { time })
}
