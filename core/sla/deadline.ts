import type { Calendar } from './calendar.ts'
import { addWorkingDays, addWorkingMs, workingMsBetween } from './calendar.ts'
import type { Duration } from './duration.ts'
import { plainMs } from './duration.ts'

/**
 * When a limit that began at `start` runs out. Seconds, minutes and hours are working time; days are the same
 * time of day that many working days on. Null (no limit) is never due. Late is *after* this instant.
 */
export function dueAt(c: Calendar, start: Date, limit: Duration | null): Date | null {
  if (limit === null) return null
  return limit.unit === 'day' ? addWorkingDays(c, start, limit.n) : addWorkingMs(c, start, plainMs(limit))
}

/**
 * The due after a pause: moved on by the working time the pause took. What is left when the run goes on is
 * exactly what was left when it stopped, also when that was less than nothing.
 */
export function pushDue(c: Calendar, due: Date, pausedFrom: Date, resumedAt: Date): Date {
  return addWorkingMs(c, due, workingMsBetween(c, pausedFrom, resumedAt))
}
