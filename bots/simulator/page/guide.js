/** What to try first: a list that ticks itself off. */
import { h, icon } from './dom.js'
import { listen, store } from './store.js'
import { words } from './words.js'

const rowsRun = (count) => (tickets) =>
  tickets.some((ticket) => ticket.rows.filter((row) => row.runs.length > 0).length >= count)

/** Who to be for each step, and how to tell that it has been done. */
const STEPS = [
  { name: 'report', part: 'requester', who: 'budi_santoso', done: (tickets) => tickets.length > 0 },
  { name: 'claim', part: 'officer', who: 'andi_helpdesk', done: rowsRun(2) },
  { name: 'escalate', part: 'officer', who: 'andi_helpdesk', done: rowsRun(4) },
  { name: 'assign', part: 'officer', who: 'dewi_jaringan', done: rowsRun(5) },
  { name: 'solve', part: 'officer', who: 'agus_jaringan', done: rowsRun(6) },
  {
    name: 'close',
    part: 'requester',
    who: 'budi_santoso',
    done: (all) => all.some((t) => t.status === 'closed'),
  },
  { name: 'digest', part: 'leader', who: 'ratna_wulandari', done: leaderHeard },
]

/**
 * @param {HTMLElement} root
 * @param {{ tickets: { all(): any[], onChange(run: () => void): void }, show(part: string, who: string): void }} page
 */
export function createGuide(root, { tickets, show }) {
  let next = STEPS[0]
  const count = h('span', { class: 'guide-count' })
  const items = STEPS.map(({ name, part, who }) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', onclick: () => show(part, who) },
        h('span', { class: 'guide-mark' }, icon('check')),
        h('span', {}, words.guide.steps[name]),
        h('span', { class: 'visually-hidden guide-done' }),
      ),
    ),
  )
  const list = h('ol', { id: 'guide-steps', hidden: true }, ...items)
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'guide-toggle',
      'aria-expanded': 'false',
      'aria-controls': list.id,
      onclick: open,
    },
    h('strong', {}, words.guide.title),
    count,
  )
  const nextStep = h('button', {
    type: 'button',
    class: 'guide-next',
    onclick: () => show(next.part, next.who),
  })
  root.append(h('div', { class: 'guide-bar' }, toggle, nextStep), list)

  function open() {
    list.hidden = !list.hidden
    toggle.setAttribute('aria-expanded', String(!list.hidden))
    nextStep.hidden = !list.hidden
  }
  function mark() {
    const done = STEPS.map((step) => step.done(tickets.all()))
    next = STEPS[done.indexOf(false)] ?? STEPS.at(-1)
    items.forEach((item, index) => {
      item.classList.toggle('done', done[index])
      item.classList.toggle('next', STEPS[index] === next && !done[index])
      item.querySelector('.guide-done').textContent = done[index] ? words.guide.done : ''
    })
    count.textContent = `${done.filter(Boolean).length}/${STEPS.length}`
    nextStep.textContent = done.every(Boolean) ? words.guide.finished : words.guide.steps[next.name]
  }
  tickets.onChange(mark)
  listen((change) => {
    if (change.kind === 'reset' || change.kind === 'message') mark()
  })
}

/** A leader has a picture from the bot: the digest. */
function leaderHeard() {
  return [...store.people.values()]
    .filter(({ part }) => part === 'leader')
    .some(({ id }) =>
      [...(store.chats.get(id)?.messages.values() ?? [])].some(({ photo }) => photo !== undefined),
    )
}
