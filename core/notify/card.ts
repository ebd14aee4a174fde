import type { Button, Message } from '../app/message.ts'
import type { TicketFile } from '../app/ports.ts'
import { paperReady } from '../report/papers/facts.ts'
import { remainingMs } from '../sla/reminders.ts'
import type { Calendar } from '../sla/calendar.ts'
import { stepOf, type Profile } from '../sop/sop.ts'
import { encodePress, type RowAct } from '../staff/press.ts'
import type { Words } from '../text/words.ts'
import { runningClocks } from '../ticket/clocks.ts'
import { openRun, type StepRun, type Ticket } from '../ticket/ticket.ts'
import { channelLabel } from './channels.ts'
import { factsOf, missingFields, roleTitle, statusText } from './facts.ts'

export type CardContext = {
  words: Words
  profile: Profile
  calendar: Calendar
  zone: string
  file: TicketFile
  names: ReadonlyMap<string, string>
  /** Texts of the notes the ticket refers to. */
  notes: ReadonlyMap<string, string>
  now: Date
}

/** The one card of a ticket in its staff group: what it is, where it stands, and what may be done now. */
export function composeCard(context: CardContext): Message {
  return context.file.ticket.secrecy === 'secret' ? secretCard(context) : fullCard(context)
}

/** Everything, for those who may read it. */
export function fullCard(context: CardContext): Message {
  const { words, profile, file } = context
  const facts = factsOf(profile, file)
  const { ticket } = file
  const w = words.staff.card
  const missing = ticket.complete ? [] : missingFields(profile, file)
  const lines = [
    facts.requester === ''
      ? ''
      : [`${w.requester}: ${facts.requester}`, facts.phone].filter(Boolean).join(' · '),
    facts.agency === facts.requester ? '' : `${w.agency}: ${facts.agency}`,
    shorten(facts.problem, 500),
    ...marks(context),
    missing.length > 0 ? w.incomplete(words.notices.fields(missing)) : '',
    ...standing(context),
  ]
  return {
    heading: `${facts.number} · ${facts.category} · ${statusText(words, ticket)}`,
    text: lines.filter(Boolean).join('\n'),
    buttons: [...rowButtons(words, profile, ticket), ...papersButton(words, profile, ticket)],
  }
}

/** A ticket that is *rahasia* shows its number, and whom it waits for. */
function secretCard(context: CardContext): Message {
  const { words, profile, file } = context
  const { ticket } = file
  const run = openRun(ticket)
  const claims = rowButtons(words, profile, ticket)
    .flat()
    .filter(({ press }) => press.endsWith(':claim'))
  const details = {
    label: words.notices.secretDetails,
    press: encodePress({ kind: 'open', ticket: ticket.id }),
  }
  return {
    heading: words.notices.secretCard(ticket.number),
    text: (run ? whereItStands(context, run) : [statusText(words, ticket)]).join('\n'),
    buttons: [run?.assignee === null ? [...claims, details] : [details]],
  }
}

/** What is out of the ordinary about it. */
function marks({ words, profile, file, names, notes, now, zone }: CardContext): string[] {
  const { ticket } = file
  const w = words.notices
  const { recordedBy, priority, linkedTo, announced, followers } = ticket
  const at = (date: Date) => words.time.moment(date, now, zone)
  return [
    recordedBy === null
      ? ''
      : w.recorded(channelLabel(profile, words, ticket.channel), names.get(recordedBy) ?? ''),
    ticket.received < ticket.opened ? w.received(at(ticket.received), at(ticket.opened)) : '',
    priority === 'normal' ? '' : words.staff.card.priority(words.staff.priorities[priority]),
    linkedTo === null ? '' : w.linkedTo(`${profile.prefix}-${linkedTo}`),
    announced === null ? '' : w.announced(shorten(notes.get(announced) ?? '', 200)),
    followers.length === 0 ? '' : w.followers(followers.length),
  ]
}

function standing(context: CardContext): string[] {
  const { words, file, notes, now, zone } = context
  const { ticket } = file
  const w = words.staff.card
  const answer = ticket.answer === null ? '' : w.result(shorten(notes.get(ticket.answer) ?? '', 300))
  const run = openRun(ticket)
  if (!run) {
    const at = w.closed(words.time.moment(ticket.closed ?? now, now, zone))
    const rated = ticket.rating ? words.satisfaction.card(ticket.rating.score) : ''
    return [
      answer,
      rated,
      ticket.exit ? w.exited(words.staff.exits[ticket.exit.kind], notes.get(ticket.exit.reason) ?? '') : at,
    ]
  }
  return [...whereItStands(context, run), ticket.confirmation?.answer === 'yes' ? w.confirmedYes : '', answer]
}

function whereItStands(context: CardContext, run: StepRun): string[] {
  const { words, profile, file, names } = context
  const w = words.staff.card
  const step = stepOf(profile, run.step)
  const isStaffs = profile.roles[run.holder]?.kind === 'staff'
  return [
    w.row(step.row, step.title),
    w.position(roleTitle(profile, run.holder, run.unit)),
    isStaffs ? (run.assignee === null ? w.free : w.heldBy(names.get(run.assignee) ?? '')) : '',
    timeLeft(context, file.ticket, run),
    ...wholeLimits(context, file.ticket),
  ].filter(Boolean)
}

/** The office's own limits on the first answer and the whole ticket, while they run. */
function wholeLimits({ words, now, zone }: CardContext, ticket: Ticket): string[] {
  return runningClocks(ticket).map(({ clock, due }) => {
    const { name } = words.limits.whole[clock]
    const until = words.time.moment(due, now, zone)
    if ((ticket.paused?.since ?? now) <= due) return words.limits.wholeDue(name, until)
    return ticket.paused ? words.limits.wholeLateBefore(name, until) : words.limits.wholeLate(name, until)
  })
}

function timeLeft({ words, calendar, now, zone }: CardContext, ticket: Ticket, run: StepRun): string {
  const w = words.staff.card
  if (ticket.paused) {
    const since = words.time.moment(ticket.paused.since, now, zone)
    const { why, reminded } = ticket.paused
    const text = { incomplete: words.notices.waitsForFields, requester: w.paused, party: w.pausedForParty }[
      why
    ](since)
    return reminded === 0 ? text : `${text}\n${w.reminded(reminded)}`
  }
  if (!run.due) return w.noLimit
  const left = remainingMs(calendar, now, run.due)
  const due = words.time.moment(run.due, now, zone)
  return now > run.due ? w.late(words.time.span(left), due) : w.left(words.time.span(left), due)
}

/**
 * What may be done at the open row, as buttons, two in a line; none once the ticket is closed. Nobody of the desk can
 * claim what waits for an outside party, nor what is incomplete where the SOP has it wait.
 */
export function rowButtons(words: Words, profile: Profile, ticket: Ticket): Button[][] {
  const run = openRun(ticket)
  if (!run) return []
  const step = stepOf(profile, run.step)
  const press = (act: RowAct) =>
    encodePress({ kind: 'row', ticket: ticket.id, at: { step: run.step, run: run.run }, act })
  const w = words.staff.buttons
  const isTop = profile.roles[run.holder]?.above === undefined
  const waits = !ticket.complete && profile.incomplete.rows === 'wait'
  const outcomes = step.outcomes
    .filter((o) => o.command !== undefined && !(isTop && o.to === 'above'))
    .filter((o) => !waits || o.completes)
  const isStaffs = profile.roles[run.holder]?.kind === 'staff'
  const claims = isStaffs && !waits && run.assignee === null && !outcomes.some((o) => o.command === 'ambil')
  const clock = ticket.paused
    ? { label: w.resume, press: press('resume') }
    : { label: w.pause, press: press('pause') }
  const buttons: Button[] = [
    ...(claims ? [{ label: w.claim, press: press('claim') }] : []),
    ...outcomes.map((o) => ({
      label: o.label,
      press: press(o.command === 'ambil' ? 'claim' : { outcome: o.id }),
    })),
    ...(ticket.complete ? [] : [{ label: words.notices.complete, press: press('complete') }]),
    ...(run.assignee === null ? [] : [{ label: w.release, press: press('release') }]),
    ...(ticket.paused?.why === 'incomplete' ? [] : [clock]),
  ]
  return pairs(buttons)
}

/** Opens the list of papers, once a row that leaves one behind is done. */
function papersButton(words: Words, profile: Profile, ticket: Ticket): Button[][] {
  const left = profile.papers.some((paper) => paper.step !== undefined && paperReady(paper, ticket))
  const press = encodePress({ kind: 'paper', ticket: ticket.id, paper: '' })
  return left ? [[{ label: words.documents.button, press }]] : []
}

/** A longer label is cut off where two buttons share the width of a phone. */
const halfWidth = 24

/** Buttons two in a line, or one where their labels need it. */
export function pairs(buttons: Button[]): Button[][] {
  const size = buttons.some(({ label }) => label.length > halfWidth) ? 1 : 2
  const rows: Button[][] = []
  for (let i = 0; i < buttons.length; i += size) rows.push(buttons.slice(i, i + size))
  return rows
}

/** The text, or its beginning with an ellipsis. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`
}
