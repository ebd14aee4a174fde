import type { Calendar } from './calendar.ts'
import { addWorkingMs, nextOpening, workingMsBetween } from './calendar.ts'
import type { Duration } from './duration.ts'
import { plainMs } from './duration.ts'

/** One of the desk's `reminders`: how much of the limit is used up. 100 is the breach. */
export type ReminderLevel = { percent: number }

/** A reminder to send at `at`, which lies in working hours. Silent ones make no sound. */
export type PlannedReminder = { percent: number; at: Date; silent: boolean }

const shortLimitMs = 2 * 3_600_000
const shortLimitLevels: readonly ReminderLevel[] = [{ percent: 75 }, { percent: 100 }]

/**
 * When to remind of a running step, earliest first. Staff are not flooded: a limit of two hours or less nudges
 * at 75 % and at the breach, whatever the desk's levels. Percents are of the working time from `started` to
 * `due`; after a pause, `started` must be pushed like the due, or the pause would count as used up.
 */
export function reminderPlan(
  c: Calendar,
  run: { started: Date; due: Date; limit: Duration; levels: readonly ReminderLevel[] },
): PlannedReminder[] {
  const levels = plainMs(run.limit) <= shortLimitMs ? shortLimitLevels : run.levels
  const totalMs = workingMsBetween(c, run.started, run.due)
  return levels
    .toSorted((a, b) => a.percent - b.percent)
    .map(({ percent }) => {
      const reached = addWorkingMs(c, run.started, Math.round((totalMs * percent) / 100))
      return { percent, at: nextOpening(c, reached), silent: percent < 100 }
    })
}

/** Working milliseconds left until `due`; negative when late, by the working time since. */
export function remainingMs(c: Calendar, now: Date, due: Date): number {
  return workingMsBetween(c, now, due) - workingMsBetween(c, due, now)
}
