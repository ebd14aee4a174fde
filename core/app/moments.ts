import { parseDuration } from '../sla/duration.ts'
import { isOpen, nextOpening } from '../sla/calendar.ts'
import { quietUntil } from '../sla/quiet-hours.ts'
import { dueAt } from '../sla/deadline.ts'
import { reminderPlan, type PlannedReminder } from '../sla/reminders.ts'
import { silenceEndsAt, silenceWarnedAt } from '../sla/silence.ts'
import { stepOf } from '../sop/sop.ts'
import { runningClocks } from '../ticket/clocks.ts'
import { openRun, type ClockKind, type Ticket } from '../ticket/ticket.ts'
import { waitsForRequester } from '../ticket/wait.ts'
import type { Sop } from './act.ts'

/** A limit that runs, with the reminders of it. `step` and `run` are what they are known by once told. */
export type RunningLimit = { step: string; run: number; clock: ClockKind | null; plan: PlannedReminder[] }

/** The limits that run for a ticket: of its open row, and the office's own on the whole of it; none while its clock stands. */
export function runningLimits(sop: Sop, ticket: Ticket): RunningLimit[] {
  return ticket.paused ? [] : limitsOpen(sop, ticket)
}

/**
 * What was told of a due time that has moved is to be told again of the new one: the levels ahead of it. What has been
 * used up by now, or by when the clock was stopped, was told in its time.
 */
export function levelsAhead(
  sop: Sop,
  ticket: Ticket,
  now: Date,
): { step: string; run: number; levels: string[] }[] {
  const at = ticket.paused?.since ?? now
  return limitsOpen(sop, ticket).map(({ step, run, plan }) => {
    const reached = plan.filter((level) => level.at <= at).map(({ level }) => level)
    const ahead = plan.map(({ level }) => level).filter((level) => !reached.includes(level))
    return { step, run, levels: [...new Set(ahead)] }
  })
}

function limitsOpen({ service }: Sop, ticket: Ticket): RunningLimit[] {
  const run = openRun(ticket)
  if (!run) return []
  const { calendar, reminders: ladder } = service
  const urgent = ticket.priority === 'critical'
  const plan = (running: { clockFrom: Date; due: Date | null; limit: string | null }) => {
    const limit = running.limit === null ? null : parseDuration(running.limit)
    const { clockFrom: started, due } = running
    return limit && due ? reminderPlan(calendar, { started, due, limit, ladder, urgent }) : []
  }
  const ofRow = { step: run.step, run: run.run, clock: null, plan: plan(run) }
  const ofTicket = runningClocks(ticket).map((clock) => {
    const times = ticket.clocks.filter((other) => other.clock === clock.clock).length
    // No row of an SOP is called so.
    return { step: `:${clock.clock}`, run: times, clock: clock.clock, plan: plan(clock) }
  })
  return [ofRow, ...ofTicket].filter((limit) => limit.plan.length > 0)
}

/**
 * When the ticket must next be looked at; null where nothing is ahead. What has been reached counts until a sweep has seen
 * to it (at `seenAt`): an act in between, in quiet hours or before a change of the calendar must not make it forgotten.
 */
export function nextMoment(sop: Sop, ticket: Ticket, seenAt: Date | null = null): Date | null {
  const levels = runningLimits(sop, ticket).flatMap(({ plan }) => plan.map(({ at }) => at))
  const planned = [...levels, ...ticket.recalls.map(({ when }) => when)]
  const ahead = planned.filter((at) => seenAt === null || at > seenAt)
  const waits = [silenceMoment(sop, ticket), waitingMoment(sop, ticket)].filter((at) => at !== null)
  return [...ahead, ...waits].reduce<Date | null>(
    (first, at) => (first === null || at < first ? at : first),
    null,
  )
}

/** Nobody is reminded out of hours, nor in the office's quiet ones save of what is *sangat segera*; null where it may be now. */
export function silentUntil({ service }: Sop, { priority }: Ticket, now: Date): Date | null {
  const { calendar, zone, quietHours } = service
  if (!isOpen(calendar, now)) return nextOpening(calendar, now)
  return priority === 'critical' ? null : quietUntil(zone, quietHours, now)
}

/** Quiet hours that leave no working hour of a week leave none of another either. */
const silencesMax = 14

/** When something that is due at an instant is told of. */
export function toldAt(sop: Sop, ticket: Ticket, due: Date): Date {
  let at = due
  for (let tried = 0; tried < silencesMax; tried += 1) {
    const until = silentUntil(sop, ticket, at)
    if (!until) break
    at = until
  }
  return at
}

/** When the requester's silence is next acted on: the warning, then the end; null where the row knows none. */
export function silenceMoment({ profile, service }: Sop, ticket: Ticket): Date | null {
  const run = openRun(ticket)
  const silence = run && stepOf(profile, run.step).silence
  if (!run || !silence || ticket.paused || ticket.recordedBy !== null) return null
  const since = run.heard ?? run.clockFrom
  if (!run.warned) return silenceWarnedAt(service.calendar, since, silence)
  return run.answerUntil ?? silenceEndsAt(service.calendar, since, run.warned, silence)
}

/** When a requester who owes something is next reminded or, after the last time, given up; null where nobody waits. */
export function waitingMoment({ profile, service }: Sop, ticket: Ticket): Date | null {
  const { waiting } = profile
  const { paused } = ticket
  if (!waiting || !paused || !waitsForRequester(profile, ticket)) return null
  if (paused.answerUntil) return paused.answerUntil
  const length = waiting.remind[paused.reminded] ?? waiting.close
  return dueAt(service.calendar, paused.heard ?? paused.since, parseDuration(length))
}
