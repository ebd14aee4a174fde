/** What to try next: a list that ticks itself off, and follows the ticket through whatever SOP it runs. */
import { h, icon } from './dom.js'
import { isHere, listen, store } from './store.js'
import { chatIdOf } from './whatsapp.js'
import { fill, words } from './words.js'

const STEPS = [
  { name: 'report', who: () => first('requester'), done: (tickets) => tickets.length > 0 },
  {
    name: 'rows',
    who: () => first('officer'),
    done: (tickets) => tickets.some(({ closed }) => closed !== null),
  },
  { name: 'paper', who: () => first('officer'), done: () => heard(isPaper) },
  {
    name: 'digest',
    who: () => first('leader'),
    done: () => heard(({ photo }) => photo !== undefined, 'leader'),
  },
]

/**
 * @param {HTMLElement} root
 * @param {{ tickets: { here(): any[], chosen(): any, onChange(run: () => void): void }, show(part: string, who: string): void }} page
 */
export function createGuide(root, { tickets, show }) {
  /** Who to be for what the bar says. @type {{ part: string, username: string } | undefined} */
  let nextPerson
  const count = h('span', { class: 'guide-count' })
  const items = STEPS.map(({ who }) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', onclick: () => go(who()) },
        h('span', { class: 'guide-mark' }, icon('check')),
        h('span', { class: 'guide-text' }),
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
  const nextStep = h('button', { type: 'button', class: 'guide-next', onclick: () => go(nextPerson) })
  root.append(h('div', { class: 'guide-bar' }, toggle, nextStep), list)

  function go(person) {
    if (person) show(phoneOf(person), person.username)
  }
  function open() {
    list.hidden = !list.hidden
    toggle.setAttribute('aria-expanded', String(!list.hidden))
  }
  function mark() {
    const done = STEPS.map((step) => step.done(tickets.here()))
    const next = STEPS[done.indexOf(false)]
    items.forEach((item, index) => {
      const { name, who } = STEPS[index]
      item.classList.toggle('done', done[index])
      item.classList.toggle('next', STEPS[index] === next)
      item.querySelector('.guide-text').textContent = fill(words.guide.steps[name], {
        name: who()?.firstName,
      })
      item.querySelector('.guide-done').textContent = done[index] ? words.guide.done : ''
    })
    count.textContent = `${done.filter(Boolean).length}/${STEPS.length}`
    const ahead = nextOf(tickets.chosen())
    nextPerson = ahead?.person ?? next?.who()
    nextStep.textContent =
      ahead?.text ??
      (next ? fill(words.guide.steps[next.name], { name: nextPerson?.firstName }) : words.guide.finished)
  }
  tickets.onChange(mark)
  listen(({ kind }) => {
    if (['reset', 'desk', 'message'].includes(kind)) mark()
  })
}

/** Who moves an open ticket on, and how; undefined when nobody on this page can. */
function nextOf(ticket) {
  for (const { role, unit, assignee, choices } of ticket?.next ?? []) {
    const person = role === null ? requesterOf(ticket) : holderOf(role, unit, assignee)
    if (!person) continue
    const text = role === null ? words.guide.requesterNext : words.guide.staffNext
    const values = {
      name: person.firstName,
      title: person.title,
      choices: listed(choices),
      number: ticket.number,
    }
    return { person, text: fill(text, values) }
  }
  return undefined
}

/** Whoever has the row in hand; else a holder of the role; else anybody of the first level. */
function holderOf(role, unit, assignee) {
  const staff = people((person) => person.part !== 'requester')
  const holds = ({ held }) => held?.role === role && (!held.unit || !unit || held.unit === unit)
  return (
    staff.find(({ name }) => name === assignee) ??
    staff.find(holds) ??
    staff.find(({ part, held }) => part === 'officer' && held === null)
  )
}

function requesterOf(ticket) {
  return people(({ part, name }) => part === 'requester' && name === ticket.requester)[0]
}

/** A requester is answered where they wrote last. */
function phoneOf({ id, part }) {
  const lastIn = (chat) => Math.max(0, ...[...(chat?.messages.values() ?? [])].map(({ date }) => date))
  const inWhatsApp = lastIn(store.whatsapp?.chats.get(chatIdOf(id)))
  return part === 'requester' && inWhatsApp > lastIn(store.chats.get(id)) ? 'whatsapp' : part
}

function first(part) {
  return people((person) => person.part === part)[0]
}

function people(fits) {
  return [...store.people.values()].filter((person) => isHere(person) && fits(person))
}

/** Whether the bot has sent a message of this kind to somebody of this desk, or in its group. */
function heard(fits, part) {
  const own = people((person) => person.part !== 'requester' && (part === undefined || person.part === part))
  const chats = [...own.map(({ id }) => id), ...(part === undefined ? [store.desk?.staffGroup] : [])]
  return chats.some((id) => [...(store.chats.get(id)?.messages.values() ?? [])].some(fits))
}

function isPaper({ from, document: file }) {
  return from?.id === store.bot.id && file?.mime_type === 'application/pdf'
}

function listed(choices) {
  const last = choices.at(-1) ?? ''
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} ${words.guide.or} ${last}`
}
