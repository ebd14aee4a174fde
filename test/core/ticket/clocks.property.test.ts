import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkingCalendar } from '../../../core/sla/calendar.ts'
import { parseDuration, type Duration } from '../../../core/sla/duration.ts'
import { withEdits, type CalendarEdit } from '../../../core/sla/edits.ts'
import { firstLevelRole, stepOf } from '../../../core/sop/sop.ts'
import type { Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import {
  isClosed,
  openRun,
  TicketEvent,
  type StepRun,
  type Ticket,
  type TicketClock,
} from '../../../core/ticket/ticket.ts'
import { placedCalendar } from '../../fixtures/calendars.ts'
import { budi, officeOf, opening, valueFor, type Office } from '../../fixtures/desk.ts'
import { slowClock } from '../../fixtures/slow-clock.ts'

/**
 * Whatever happens to a ticket, its due times are those of a clock that looks at the wall every minute, counts the ones
 * in which the desk is open, and stands still in a pause. What happened is read off the events here, and not off the fold.
 */

const minuteMs = 60_000
const instant = (minute: number) => new Date(minute * minuteMs)
const minuteOf = (at: Date) => at.getTime() / minuteMs

const offices = ['tik-banten', 'domain-helpdesk', 'domain-registrar', 'jaringan-kumham'].map(officeOf)

const asides = [
  ...(['pause', 'pause-party', 'resume', 'message', 'confirm', 'dispute', 'complete', 'answer'] as const),
  ...(['reclassify', 'exit', 'reopen', 'remind-requester', 'give-up'] as const),
]
const acts = ['claim', 'choose', 'edit', ...asides] as const
/** What seldom comes together by chance. */
const themes: ActName[][] = [
  ['pause-party', 'message', 'resume'],
  ['pause', 'remind-requester', 'give-up', 'reopen'],
  ['complete', 'message', 'remind-requester', 'give-up'],
  ['pause-party', 'answer', 'resume', 'reclassify'],
  ['confirm', 'dispute', 'pause'],
]
type ActName = (typeof acts)[number]
/** After so many minutes: on the rows' own way (`goesOn`), or another act that somebody may do then; `variant` tells how. */
type Act = { wait: number; goesOn: boolean; pick: number; variant: number }

/** What somebody does, `variant` telling which of several; null where nobody could mean that here. */
function commandOf(office: Office, ticket: Ticket, act: ActName, variant: number): TicketCommand | null {
  const { profile } = office
  const desk = office.as(firstLevelRole(profile))
  const run = openRun(ticket)
  switch (act) {
    case 'claim':
      return run && { kind: 'claim', by: office.as(personFor(office, ticket, run.holder)) }
    case 'choose':
      return chooseOf(office, ticket, variant)
    case 'pause':
      return { kind: 'pause', by: desk, reason: variant % 2 === 0 ? null : 'question', why: 'requester' }
    case 'pause-party':
      return { kind: 'pause', by: desk, reason: 'provider', why: 'party' }
    case 'resume':
      return { kind: 'resume', by: desk }
    case 'answer':
      return { kind: 'answer', by: desk, note: 'a' }
    case 'reclassify':
      return { kind: 'reclassify', by: desk, category: categoryAt(office, variant) }
    case 'message':
      return { kind: 'message', by: budi, note: 'm' }
    case 'exit':
      return variant > 2 ? null : { kind: 'exit', by: budi, exit: 'withdrawn', reason: 'r', other: null }
    case 'reopen':
      return { kind: 'reopen', by: desk, reason: 'r' }
    case 'give-up':
      return { kind: 'give-up', note: 'n' }
    case 'remind-requester':
      return { kind: 'remind-requester' }
    case 'edit':
      return { kind: 'recompute' }
    default:
      return { kind: act as 'confirm' | 'dispute' | 'complete', by: budi }
  }
}

function chooseOf(office: Office, ticket: Ticket, variant: number): TicketCommand | null {
  const run = openRun(ticket)
  if (!run) return null
  const outcomes = stepOf(office.profile, run.step).outcomes.filter(({ command }) => command !== undefined)
  const outcome = outcomes[variant % outcomes.length]
  if (!outcome) return null
  const inputs = Object.fromEntries(
    outcome.needs.map((id) => {
      const spec = office.profile.inputs[id]
      const isStaff = spec?.kind === 'staff'
      return [id, isStaff ? { staff: personFor(office, ticket, spec.role ?? '') } : valueFor(office, id)]
    }),
  )
  const by = office.as(personFor(office, ticket, outcome.by ?? run.holder))
  return { kind: 'choose', by, choice: { outcome: outcome.id }, inputs }
}

/** Whoever has the row, or somebody of the role. */
function personFor({ profile }: Office, ticket: Ticket, role: string): string {
  const run = openRun(ticket)
  if (run?.assignee && run.holder === role) return run.assignee
  const unit = run?.unit ?? ticket.unit ?? Object.keys(profile.units)[0]
  return profile.roles[role]?.perUnit ? `${role} ${unit}` : role
}

function categoryAt({ profile }: Office, index: number): string {
  return profile.categories[index % profile.categories.length]?.id ?? ''
}

/** One limit for each of some keys, written down as an office has them. */
type Limited = { key: number; category: number | null; limit: string | null }
function limitsOf(office: Office, { every, limited }: Story): Record<string, string | null> {
  const rows = office.profile.steps.map(({ row }) => row)
  const keys = ['first-answer', 'ticket', ...rows]
  const all = every === null ? [] : rows.map((row): [string, string] => [row, every])
  const written = limited.map(({ key, category, limit }): [string, string | null] => {
    const of = keys[key % keys.length] ?? ''
    return [category === null ? of : `${categoryAt(office, category)}/${of}`, limit]
  })
  return Object.fromEntries([['first-answer', '3 jam'], ['ticket', '2 hari'], ...all, ...written])
}

type Edit = { day: number; days: number; what: 'closed' | 'ordinary' | 'part' | 'season'; own: boolean }
function editOf({ day, days, what, own }: Edit, base: number, zone: string): CalendarEdit {
  const date = (offset: number) =>
    instant(base + offset * 1440 + 720).toLocaleDateString('sv', { timeZone: zone })
  const made = { service: own ? 'sigap' : '*', decree: null, by: null, at: instant(base) }
  if (what === 'season')
    return { ...made, layer: 'season', from: date(day), to: date(day + days), name: 'Ramadan' }
  const windows = what === 'part' ? [{ from: 500, to: 620 }] : []
  const special = { kind: 'office' as const, name: 'libur kantor', windows }
  return { ...made, layer: 'day', date: date(day), day: what === 'ordinary' ? null : special }
}

type Story = {
  office: number
  placed: { c: WorkingCalendar; base: number }
  start: number
  earlier: number
  complete: boolean
  /** The office's limit of every row, where it has one, and what it has besides. */
  every: string | null
  limited: Limited[]
  edits: Edit[]
  /** What may happen in it besides: of fewer kinds more happens. */
  kinds: ActName[]
  acts: Act[]
}
const limit = fc.constantFrom('20 menit', '2 jam', '7 jam', '1 hari', '3 hari', null)
const story: fc.Arbitrary<Story> = fc.record({
  office: fc.nat({ max: offices.length - 1 }),
  placed: placedCalendar,
  start: fc.nat({ max: 3 * 1440 }),
  earlier: fc.oneof(fc.constant(0), fc.nat({ max: 600 })),
  complete: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  every: fc.constantFrom('40 menit', null),
  limited: fc.array(fc.record({ key: fc.nat(), category: fc.option(fc.nat({ max: 2 })), limit }), {
    maxLength: 6,
  }),
  edits: fc.array(
    fc.record({
      day: fc.nat({ max: 9 }),
      days: fc.nat({ max: 4 }),
      what: fc.constantFrom('closed', 'closed', 'ordinary', 'part', 'season'),
      own: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  kinds: fc.oneof(fc.constantFrom(...themes), fc.subarray(asides, { minLength: 2, maxLength: 7 })),
  acts: fc.array(
    fc.record({
      wait: fc.oneof(fc.nat({ max: 200 }), fc.constant(0), fc.nat({ max: 1500 })),
      goesOn: fc.boolean(),
      pick: fc.nat(),
      variant: fc.nat({ max: 11 }),
    }),
    { minLength: 1, maxLength: 16, size: 'max' },
  ),
})

/** How a story went on: what happened, under which calendar from which event on, and how often each act was accepted. */
type Played = {
  ticket: Ticket
  events: TicketEvent[]
  rules: Rules
  now: number
  calendars: { from: number; c: WorkingCalendar }[]
}
const accepted = new Map<string, number>()

function play(told: Story, withEditing = true): Played {
  const office = offices[told.office] as Office
  const { c, base } = told.placed
  let rules: Rules = { ...office.rules, calendar: c, limits: limitsOf(office, told) }
  let now = base + told.start
  const received = told.earlier === 0 ? {} : { received: instant(now - told.earlier) }
  const opened = decide(rules, null, opening(office, { complete: told.complete, ...received }), instant(now))
  if (!opened.ok) throw new Error(opened.refusal.code)
  const events = [...opened.events]
  const calendars = [{ from: 0, c }]
  let ticket = fold(events) as Ticket
  const besides: ActName[] = withEditing ? ['edit', ...told.kinds] : told.kinds
  for (const { wait, goesOn, pick, variant } of told.acts) {
    now += wait
    const possible = (goesOn ? (['claim', 'choose'] as const) : besides).flatMap((act) => {
      const under = act === 'edit' ? { ...rules, calendar: editedBy(told, variant) } : rules
      const command = commandOf(office, ticket, act, variant)
      const decision = command && decide(under, ticket, command, instant(now))
      const decided = decision?.ok ? decision.events : []
      // A calendar is edited whatever that does to this ticket.
      return decision?.ok || act === 'edit' ? [{ act, under, decided }] : []
    })
    const chosen = possible[pick % possible.length]
    if (!chosen) continue
    const after = fold(chosen.decided, ticket) as Ticket
    if (chosen.act === 'edit') {
      expectOnlyDueTimesMoved(ticket, after)
      calendars.push({ from: events.length, c: chosen.under.calendar as WorkingCalendar })
    }
    accepted.set(chosen.act, (accepted.get(chosen.act) ?? 0) + 1)
    expect(after.status === 'pending').toBe(after.paused !== null)
    events.push(...chosen.decided)
    ticket = after
    rules = chosen.under
  }
  return { ticket, events, rules, now, calendars }
}

/** The calendar after the first so many edits. */
function editedBy({ placed: { c, base }, edits }: Story, variant: number): WorkingCalendar {
  const some = edits.slice(0, 1 + (variant % edits.length)).map((edit) => editOf(edit, base, c.zone))
  return withEdits(c, 'sigap', some) as WorkingCalendar
}

/** A correction of the calendar touches the due times of what runs, and nothing that is over. */
function expectOnlyDueTimesMoved(before: Ticket, after: Ticket): void {
  const still = (ticket: Ticket) => ({
    ...ticket,
    version: 0,
    runs: ticket.runs.map((run) => (run.ended ? run : { ...run, due: null, clockFrom: null })),
    clocks: ticket.clocks.map((clock) => (clock.ended ? clock : { ...clock, due: null, clockFrom: null })),
  })
  expect(still(after)).toEqual(still(before))
}

/** A limit and how it ran, by the events. `index` is where it ended among them: the calendar of then holds. */
type Ran = { limit: string | null; start: number; end: number | null; index: number }
type Pause = { from: number; to: number; index: number }

function ranBy({ events }: Played, office: Office, limits: Rules['limits']) {
  const runs: Ran[] = []
  const clocks: (Ran & { kind: 'answer' | 'ticket' })[] = []
  const pauses: Pause[] = []
  let paused: number | null = null
  let category = ''
  let isAnswered = false
  const inForce = (key: string, own: string | null) => {
    const written = [limits[`${category}/${key}`], limits[key], own]
    return written.find((one) => one !== undefined) ?? null
  }
  const end = (of: Ran[], at: Date, index: number) => {
    for (const one of of) if (one.end === null) Object.assign(one, { end: minuteOf(at), index })
  }
  const clock = (kind: 'answer' | 'ticket', start: Date) => {
    const limit = inForce(kind === 'answer' ? 'first-answer' : 'ticket', null)
    if (limit !== null) clocks.push({ kind, limit, start: minuteOf(start), end: null, index: Infinity })
  }
  for (const [index, event] of events.entries()) {
    if (event.kind === 'submitted') {
      category = event.category
      clock('answer', event.received ?? event.at)
      clock('ticket', event.received ?? event.at)
    }
    if (event.kind === 'reclassified') category = event.category
    if (event.kind === 'reopened') clock('ticket', event.at)
    if (event.kind === 'step-started') {
      const { row, limit: own } = stepOf(office.profile, event.step)
      const start = minuteOf(event.since ?? event.at)
      runs.push({ limit: inForce(row, own), start, end: null, index: Infinity })
    }
    if (event.kind === 'outcome-chosen') end(runs, event.since ?? event.at, index)
    if (event.kind === 'exited') end(runs, event.at, index)
    if (event.kind === 'exited' || event.kind === 'closed') {
      end(clocks, event.at, index)
      paused = null
    }
    if (event.kind === 'paused') paused = minuteOf(event.at)
    if (event.kind === 'resumed' && paused !== null) {
      pauses.push({ from: paused, to: minuteOf(event.at), index })
      paused = null
    }
    const isAnswer =
      event.kind === 'answered' ||
      (event.kind === 'outcome-chosen' && event.answer !== null) ||
      (event.kind === 'paused' && event.why === 'requester' && event.reason !== null)
    if (isAnswer && !isAnswered) {
      isAnswered = true
      end(
        clocks.filter(({ kind }) => kind === 'answer'),
        event.at,
        index,
      )
    }
  }
  return { runs, clocks, pauses }
}

/**
 * When a limit runs out, and since when it counts as running: every open minute counts that lies in no pause. A pause
 * that begins when it has run out already leaves it as late as it was, and one that outlasts it is none of its own.
 */
function slowly(c: WorkingCalendar, { limit, start, index }: Ran, all: readonly Pause[]) {
  const slow = slowClock(c)
  const pauses = all
    .filter((pause) => pause.to > start && pause.index < index)
    .map(({ from, to }) => ({ from: Math.max(from, start), to }))
  const push = (minute: number, some = pauses) =>
    some.reduce((moved, { from, to }) => slow.add(moved, slow.between(from, to)), minute)
  const dueOf = ({ unit, n }: Duration) => {
    if (unit === 'day') return push(slow.addDays(start, n))
    let left = unit === 'hour' ? n * 60 : n
    let minute = start
    for (; left > 0; minute++) {
      const stands = pauses.some(({ from, to }) => from <= minute && minute < to)
      if (slow.isOpen(minute) && !stands) left--
    }
    const after = pauses.filter(({ from }) => from >= minute)
    return push(minute, after)
  }
  const length = limit === null ? null : parseDuration(limit)
  return { limit, started: start, clockFrom: push(start), due: length && dueOf(length) }
}

function expectSlowClock(told: Story, played: Played): void {
  const office = offices[told.office] as Office
  const { runs, clocks, pauses } = ranBy(played, office, played.rules.limits)
  const { ticket, calendars } = played
  const expected = (ran: Ran) => {
    const { c } = calendars.findLast(({ from }) => from <= ran.index) as { c: WorkingCalendar }
    return slowly(c, ran, pauses)
  }
  const shown = ({ limit, started, clockFrom, due }: StepRun | TicketClock) => {
    return { limit, started: minuteOf(started), clockFrom: minuteOf(clockFrom), due: due && minuteOf(due) }
  }
  expect(ticket.runs.map(shown)).toEqual(runs.map(expected))
  expect(ticket.clocks.map((clock) => ({ clock: clock.clock, ...shown(clock) }))).toEqual(
    clocks.map((ran) => ({ clock: ran.kind, ...expected(ran) })),
  )
}

const recompute = ({ rules, ticket, now }: Played) =>
  decide(rules, ticket, { kind: 'recompute' }, instant(now + 1))
const refusal = (code: string) => ({ ok: false, refusal: { code } })

describe('any story of a ticket', () => {
  it('has the due times of the slow clock, and nothing to recompute under the same calendar', () => {
    fc.assert(
      fc.property(story, (told) => {
        const played = play(told, false)
        expectSlowClock(told, played)
        expect(recompute(played)).toEqual(refusal(isClosed(played.ticket) ? 'ticket-closed' : 'no-change'))
      }),
      { numRuns: 250 },
    )
  })

  it('has those of the edited calendar once they are recomputed, as often as it is edited, and what ended keeps its own', () => {
    fc.assert(
      fc.property(story, (told) => {
        const played = play(told)
        expectSlowClock(told, played)
        expect(recompute(played)).toEqual(refusal(isClosed(played.ticket) ? 'ticket-closed' : 'no-change'))
      }),
      { numRuns: 250 },
    )
  })

  it('is told by its events alone, also when they were stored', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { ticket, events } = play(told)
        expect(fold(events)).toEqual(ticket)
        const stored = JSON.parse(JSON.stringify(events)) as unknown[]
        expect(fold(stored.map((event) => TicketEvent.parse(event)))).toEqual(ticket)
      }),
    )
  })

  it('has every act in some of them', () => {
    fc.assert(
      fc.property(story, (told) => {
        play(told)
      }),
      { numRuns: 300 },
    )
    for (const act of acts) expect(accepted.get(act) ?? 0, act).toBeGreaterThan(0)
  })
})
