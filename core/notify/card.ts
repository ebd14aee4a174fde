import type { Button, Message } from '../app/message.ts'
import type { TicketFile } from '../app/ports.ts'
import { remainingMs } from '../sla/reminders.ts'
import type { Calendar } from '../sla/calendar.ts'
import { stepOf, type Profile } from '../sop/sop.ts'
import { encodePress, type RowAct } from '../staff/press.ts'
import type { Words } from '../text/words.ts'
import { openRun, type StepRun, type Ticket } from '../ticket/ticket.ts'
import { factsOf, missingFields, roleTitle } from './facts.ts'

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
  const { words, profile, file } = context
  const facts = factsOf(profile, file)
  const { ticket } = file
  const w = words.staff.card
  const missing = ticket.complete ? [] : missingFields(profile, file.answers)
  const lines = [
    `${w.requester}: ${facts.requester} · ${facts.phone}`,
    `${w.agency}: ${facts.agency}`,
    shorten(facts.problem, 500),
    ticket.priority === 'normal' ? '' : w.priority(words.staff.priorities[ticket.priority]),
    missing.length > 0 ? w.incomplete(missing.join(', ')) : '',
    ...standing(context),
  ]
  return {
    heading: `${facts.number} · ${facts.category} · ${words.staff.statuses[ticket.status]}`,
    text: lines.filter(Boolean).join('\n'),
    buttons: rowButtons(words, profile, ticket),
  }
}

function standing(context: CardContext): string[] {
  const { words, profile, file, names, notes, now, zone } = context
  const { ticket } = file
  const w = words.staff.card
  const answer = ticket.answer === null ? '' : w.result(shorten(notes.get(ticket.answer) ?? '', 300))
  const run = openRun(ticket)
  if (!run) {
    const at = w.closed(words.time.moment(ticket.closed ?? now, now, zone))
    return [
      answer,
      ticket.exit ? w.exited(words.staff.exits[ticket.exit.kind], notes.get(ticket.exit.reason) ?? '') : at,
    ]
  }
  return [
    '',
    w.row(stepOf(profile, run.step).row, stepOf(profile, run.step).title),
    w.position(roleTitle(profile, run.holder, run.unit)),
    run.assignee === null ? w.free : w.heldBy(names.get(run.assignee) ?? ''),
    timeLeft(context, ticket, run),
    ticket.confirmation?.answer === 'yes' ? w.confirmedYes : '',
    answer,
  ]
}

function timeLeft({ words, calendar, now, zone }: CardContext, ticket: Ticket, run: StepRun): string {
  const w = words.staff.card
  if (ticket.paused) return w.paused(words.time.moment(ticket.paused.since, now, zone))
  if (!run.due) return w.noLimit
  const left = remainingMs(calendar, now, run.due)
  const due = words.time.moment(run.due, now, zone)
  return now > run.due ? w.late(words.time.span(left), due) : w.left(words.time.span(left), due)
}

/** What may be done at the open row, as buttons, two in a line; none once the ticket is closed. */
export function rowButtons(words: Words, profile: Profile, ticket: Ticket): Button[][] {
  const run = openRun(ticket)
  if (!run) return []
  const step = stepOf(profile, run.step)
  const press = (act: RowAct) =>
    encodePress({ kind: 'row', ticket: ticket.id, at: { step: run.step, run: run.run }, act })
  const w = words.staff.buttons
  const isTop = profile.roles[run.holder]?.above === undefined
  const outcomes = step.outcomes.filter((o) => o.command !== undefined && !(isTop && o.to === 'above'))
  const claims = run.assignee === null && !outcomes.some((o) => o.command === 'ambil')
  const buttons: Button[] = [
    ...(claims ? [{ label: w.claim, press: press('claim') }] : []),
    ...outcomes.map((o) => ({
      label: o.label,
      press: press(o.command === 'ambil' ? 'claim' : { outcome: o.id }),
    })),
    ...(run.assignee === null ? [] : [{ label: w.release, press: press('release') }]),
    ticket.paused ? { label: w.resume, press: press('resume') } : { label: w.pause, press: press('pause') },
  ]
  return pairs(buttons)
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
