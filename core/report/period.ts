import { isWorkingDay, previousWorkingDay, type Calendar } from '../sla/calendar.ts'
import { dayMs, instantOf, isoDate, wallTimeAt } from '../sla/zone-time.ts'

/** A digest to send: what it covers, [from, to), and whether it or one before it was not sent in time. `key` is unique per period. */
export type OwedDigest = { key: string; from: Date; to: Date; scheduledAt: Date; late: boolean }

/** A digest that comes later than this says so. */
const lateAfterMs = 30 * 60_000

/**
 * The daily digest owed at `now`, or null. It is sent on working days from `time` (`07:30`, local) on and covers what
 * happened since the one before it (`lastKey`): after days of silence a leader gets one digest and not a pile, and
 * nothing is left out. The first covers the time since the working day before. None is owed for a time before the desk
 * was first opened (`since`), nor twice; a clock set back does not send an older one again.
 */
export function owedDigest(
  time: string,
  calendar: Calendar,
  now: Date,
  { since, lastKey }: { since: Date; lastKey?: string },
): OwedDigest | null {
  const onDay = (day: number) => timeOnDay(calendar, day, time)
  const today = dayAt(calendar, now)
  const to = onDay(today)
  const key = `${prefix}${isoDate(today)}`
  if (!isWorkingDay(calendar, now) || now < to || to <= since || (lastKey !== undefined && key <= lastKey))
    return null
  const usual = onDay(dayAt(calendar, previousWorkingDay(calendar, now)))
  const last = lastKey === undefined ? usual : onDay(Date.parse(lastKey.slice(prefix.length)) / dayMs)
  const from = last < usual ? last : usual
  return { key, from, to, scheduledAt: to, late: now.getTime() - to.getTime() > lateAfterMs || from < usual }
}

const prefix = 'daily:'

/** `time` on a local day, which is counted from 1970-01-01. */
function timeOnDay({ zone }: Calendar, day: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(instantOf(zone, { day, msOfDay: (hours * 60 + minutes) * 60_000 }))
}

function dayAt({ zone }: Calendar, at: Date): number {
  return wallTimeAt(zone, at.getTime()).day
}
