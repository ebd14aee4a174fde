import type { Calendar } from '../sla/calendar.ts'
import { dueAt, pushDue } from '../sla/deadline.ts'
import { parseDuration } from '../sla/duration.ts'
import type { Decision, Limits, Rules } from './commands.ts'
import { refuse } from './decision.ts'
import {
  clockKinds,
  openRun,
  pausesWithin,
  type ClockKind,
  type Pause,
  type Ticket,
  type TicketClock,
  type TicketEvent,
} from './ticket.ts'

/** What limits the first answer and the whole ticket are kept under; see `Limits`. */
export const clockLimits: Record<ClockKind, string> = { answer: 'first-answer', ticket: 'ticket' }

/** The key of a limit that holds for one category alone, or for all. */
export function limitKey(key: string, category: string | null): string {
  return category === null ? key : `${category}/${key}`
}

/** The limit in force for what begins now: the office's for the category, the office's for all, else the SOP's own. */
export function limitInForce(
  limits: Limits,
  key: string,
  own: string | null,
  category: string | null,
): string | null {
  const ofCategory = category === null ? undefined : limits[limitKey(key, category)]
  if (ofCategory !== undefined) return ofCategory
  const ofAll = limits[key]
  return ofAll === undefined ? own : ofAll
}

/** The clocks of the whole ticket that have not ended. */
export function runningClocks({ clocks }: Ticket): TicketClock[] {
  return clocks.filter(({ ended }) => ended === null)
}

/** When a ticket is late: at the first due time of its row and of the limits on the whole; null while its clocks stand. */
export function lateFrom(ticket: Ticket): Date | null {
  if (ticket.paused) return null
  const dues = [openRun(ticket)?.due, ...runningClocks(ticket).map(({ due }) => due)]
  return dues.reduce<Date | null>((first, due) => (due && (!first || due < first) ? due : first), null)
}

/** The events that start the limits an office has set on the whole ticket, or on some of it. */
export function startClocks(
  rules: Rules,
  category: string,
  { at, since, which = clockKinds }: { at: Date; since?: Date | undefined; which?: readonly ClockKind[] },
): TicketEvent[] {
  return which.flatMap((clock) => {
    const limit = limitInForce(rules.limits, clockLimits[clock], null, category)
    const due = dueAt(rules.calendar, since ?? at, limit === null ? null : parseDuration(limit))
    return limit === null || due === null
      ? []
      : [{ kind: 'clock-started' as const, at, clock, limit, due, since }]
  })
}

/** Where a clock stands that began then and stood still in these pauses; the one that lasts has not pushed it yet. */
function clockAt(
  calendar: Calendar,
  { started, limit, pauses }: { started: Date; limit: string | null; pauses: readonly Pause[] },
): { due: Date | null; clockFrom: Date } {
  const pushed = (at: Date) =>
    pauses.reduce((moved, { from, to }) => (to ? pushDue(calendar, moved, from, to) : moved), at)
  const first = dueAt(calendar, started, limit === null ? null : parseDuration(limit))
  return { due: first && pushed(first), clockFrom: pushed(started) }
}

/** The due times anew, from what happened and the calendar as it is now; refused where nothing changes. */
export function recompute({ calendar }: Rules, ticket: Ticket, now: Date): Decision {
  const run = openRun(ticket)
  if (!run) return refuse({ code: 'ticket-closed' })
  const { due, clockFrom } = clockAt(calendar, { ...run, pauses: pausesWithin(ticket, run) })
  const clocks = runningClocks(ticket).map((clock) => {
    const at = clockAt(calendar, { ...clock, pauses: pausesWithin(ticket, clock) })
    return { clock: clock.clock, due: at.due ?? clock.due, clockFrom: at.clockFrom }
  })
  const isSame = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime()
  const changed = runningClocks(ticket).some((clock, index) => {
    const moved = clocks[index]
    return !moved || !isSame(moved.due, clock.due) || !isSame(moved.clockFrom, clock.clockFrom)
  })
  if (isSame(due, run.due) && isSame(clockFrom, run.clockFrom) && !changed)
    return refuse({ code: 'no-change' })
  return { ok: true, events: [{ kind: 'due-recomputed', at: now, due, clockFrom, clocks }] }
}
