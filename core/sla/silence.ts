import { addWorkingMs, workingMsBetween, type Calendar } from './calendar.ts'
import { dueAt } from './deadline.ts'
import { parseDuration } from './duration.ts'

/** A stated silence: a requester is warned after `warn` and the row ends after `end`, in the SOP's words. */
type Silence = { warn: string; end: string }

/** When somebody silent since `since` is warned. */
export function silenceWarnedAt(c: Calendar, since: Date, { warn }: Pick<Silence, 'warn'>): Date {
  return dueAt(c, since, parseDuration(warn)) ?? since
}

/**
 * When the row ends for somebody who was warned: as long after the warning, in working time, as the SOP has between the
 * two. A warning that came late, because the program was down, takes nothing of that away.
 */
export function silenceEndsAt(c: Calendar, since: Date, warned: Date, silence: Silence): Date {
  const end = dueAt(c, since, parseDuration(silence.end)) ?? since
  return addWorkingMs(c, warned, workingMsBetween(c, silenceWarnedAt(c, since, silence), end))
}
