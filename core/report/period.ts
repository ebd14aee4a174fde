import { isWorkingDay, previousWorkingDay, type Calendar } from '../sla/calendar.ts'
import { dayMs, instantOf, wallTimeAt } from '../sla/zone-time.ts'

/** A digest to send: what it covers, [from, to), and whether it comes after its time. `key` is unique per period. */
export type OwedDigest = { key: string; from: Date; to: Date; scheduledAt: Date; late: boolean }

/** A digest that comes later than this says so. */
const lateAfterMs = 30 * 60_000

/**
 * The daily digest owed at `now`, or null. It falls due at `time` (`07:30`, local) on working days and covers what
 * happened since the working day before at that time. Only the newest is owed: after days of silence a leader gets one
 * digest and not a pile. None is owed before the desk was first opened (`since`), nor twice (`lastKey` is the key of the
 * last one sent; a clock set back does not send an older one again).
 */
export function owedDigest(
  time: string,
  calendar: Calendar,
  now: Date,
  { since, lastKey }: { since: Date; lastKey?: string },
): OwedDigest | null {
  const today = atTime(calendar, now, time)
  const fell = isWorkingDay(calendar, now) && today <= now
  const to = fell ? today : atTime(calendar, previousWorkingDay(calendar, now), time)
  const key = `daily:${localDate(calendar, to)}`
  if (to <= since || (lastKey !== undefined && key <= lastKey)) return null
  const from = atTime(calendar, previousWorkingDay(calendar, to), time)
  return { key, from, to, scheduledAt: to, late: now.getTime() - to.getTime() > lateAfterMs }
}

/** `time` on the local date of `at`. */
function atTime({ zone }: Calendar, at: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const { day } = wallTimeAt(zone, at.getTime())
  return new Date(instantOf(zone, { day, msOfDay: (hours * 60 + minutes) * 60_000 }))
}

function localDate({ zone }: Calendar, at: Date): string {
  return new Date(wallTimeAt(zone, at.getTime()).day * dayMs).toISOString().slice(0, 10)
}
