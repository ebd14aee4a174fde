import { isWorkingDay, nextWorkingDay, previousWorkingDay, type Calendar } from '../sla/calendar.ts'
import { dayMs, instantOf, isoDate, wallTimeAt } from '../sla/zone-time.ts'
import { monthSpan } from './month.ts'

/** How often leaders are told how the desk does. */
export const digestKinds = ['daily', 'weekly', 'monthly'] as const
export type DigestKind = (typeof digestKinds)[number]

/** When digests are sent, local to the desk: `07:30`, `mon 08:00`, `1 08:00`. */
export type DigestTimes = Record<DigestKind, string>

/**
 * A digest to send: what it covers, [from, to), and whether it or one before it was not sent in time. `key` is unique per
 * period, begins with its kind, and a later one sorts after it.
 */
export type OwedDigest = {
  kind: DigestKind
  key: string
  from: Date
  to: Date
  scheduledAt: Date
  late: boolean
}

/** When the desk was first started, and the last period told of each kind. */
export type ToldSoFar = { since: Date; lastKey?: string | undefined }

/** A digest that comes later than this says so. */
const lateAfterMs = 30 * 60_000
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * The digest of a kind owed at `now`, or null. It is sent on a working day, not before its time of day, and once: not twice,
 * not for a time before the desk was first started, and a clock set back does not send an older one again.
 */
export function owedDigest(
  kind: DigestKind,
  times: DigestTimes,
  calendar: Calendar,
  now: Date,
  told: ToldSoFar,
): OwedDigest | null {
  const { since, lastKey } = told
  const owed = { daily, weekly, monthly }[kind](times[kind], calendar, now, told)
  const isToday = isWorkingDay(calendar, now) && now >= timeOnDay(calendar, dayAt(calendar, now), owed.time)
  if (!isToday || now < owed.scheduledAt || owed.to <= since) return null
  if (lastKey !== undefined && owed.key <= lastKey) return null
  const { key, from, to, scheduledAt } = owed
  const late = owed.isLonger || now.getTime() - scheduledAt.getTime() > lateAfterMs
  return { kind, key, from, to, scheduledAt, late }
}

type Candidate = Omit<OwedDigest, 'kind' | 'late'> & { time: string; isLonger: boolean }

/**
 * What happened since the one before it: after days of silence a leader gets one and not a pile, and nothing is left out.
 * The first covers the time since the working day before.
 */
function daily(time: string, calendar: Calendar, now: Date, { lastKey }: ToldSoFar): Candidate {
  const onDay = (day: number) => timeOnDay(calendar, day, time)
  const today = dayAt(calendar, now)
  const to = onDay(today)
  const usual = onDay(dayAt(calendar, previousWorkingDay(calendar, now)))
  const from = lastKey === undefined ? usual : onDay(Date.parse(lastKey.slice('daily:'.length)) / dayMs)
  return { key: `daily:${isoDate(today)}`, from, to, scheduledAt: to, time, isLonger: from < usual }
}

/**
 * The seven whole days before its weekday; on a day off it waits for the next working day. Where leave is so long that two
 * wait for the same one, the older comes first.
 */
function weekly(setting: string, calendar: Calendar, now: Date, told: ToldSoFar): Candidate {
  const [name = '', time = ''] = setting.split(' ')
  const today = dayAt(calendar, now)
  // Day 0, in 1970, was a Thursday.
  const back = (((today + 3 - weekdays.indexOf(name)) % 7) + 7) % 7
  const of = (day: number): Candidate => {
    const [from, to] = [midnight(calendar, day - 7), midnight(calendar, day)]
    const scheduledAt = timeOnDay(calendar, workingDayFrom(calendar, day), time)
    return { key: `weekly:${isoDate(day)}`, from, to, scheduledAt, time, isLonger: false }
  }
  const [before, present] = [of(today - back - 7), of(today - back)]
  const isUntold = before.to > told.since && before.key > (told.lastKey ?? '')
  const bothNow = before.scheduledAt >= present.scheduledAt && isUntold
  return now < present.scheduledAt || bothNow ? before : present
}

/** The month before; on a day off it waits for the next working day. */
function monthly(setting: string, calendar: Calendar, now: Date): Candidate {
  const [dayOfMonth = '', time = ''] = setting.split(' ')
  const of = (month: string): Candidate => {
    const { from, to } = monthSpan(month, calendar.zone)
    const day = dayAt(calendar, to) + Number(dayOfMonth) - 1
    const scheduledAt = timeOnDay(calendar, workingDayFrom(calendar, day), time)
    return { key: `monthly:${month}`, from, to, scheduledAt, time, isLonger: false }
  }
  const month = isoDate(dayAt(calendar, now)).slice(0, 7)
  const last = of(monthBefore(month))
  return now < last.scheduledAt ? of(monthBefore(monthBefore(month))) : last
}

function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}

function workingDayFrom(calendar: Calendar, day: number): number {
  const at = midnight(calendar, day)
  return isWorkingDay(calendar, at) ? day : dayAt(calendar, nextWorkingDay(calendar, at))
}

function midnight({ zone }: Calendar, day: number): Date {
  return new Date(instantOf(zone, { day, msOfDay: 0 }))
}

/** `time` on a local day, which is counted from 1970-01-01. */
function timeOnDay({ zone }: Calendar, day: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(instantOf(zone, { day, msOfDay: (hours * 60 + minutes) * 60_000 }))
}

function dayAt({ zone }: Calendar, at: Date): number {
  return wallTimeAt(zone, at.getTime()).day
}
