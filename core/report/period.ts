import { isWorkingDay, nextWorkingDay, previousWorkingDay, type Calendar } from '../sla/calendar.ts'
import { dayMs, instantOf, isoDate, wallTimeAt } from '../sla/zone-time.ts'
import { monthSpan } from './month.ts'

/** How often leaders are told how the desk does. */
export const digestKinds = ['daily', 'weekly', 'monthly'] as const
export type DigestKind = (typeof digestKinds)[number]

/** When digests are sent, local to the desk: `07:30`, `mon 08:00`, `1 08:00`. */
export type DigestTimes = Record<DigestKind, string>

/**
 * A digest as it is to be read: what it covers, [from, to), and whether the program was not there when it or one before it
 * fell due. `key` is unique per period, begins with its kind, and a later one sorts after it; `isNew`: it begins now.
 */
export type OwedDigest = {
  kind: DigestKind
  key: string
  from: Date
  to: Date
  scheduledAt: Date
  late: boolean
  isNew: boolean
}

/** A period that fell due, and when that was seen. */
export type BegunDigest = { key: string; at: Date }

/** When the desk was first started, and the last periods of a kind that began since, the newest first. */
export type BegunSoFar = { since: Date; begun: readonly BegunDigest[] }

/** A digest that begins later than this says so. */
const lateAfterMs = 30 * 60_000
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * The digest of a kind to be had at `now`, or null. It begins on a working day at its time of day, or as soon after it as
 * the program is there, and is owed to those who lead then; until the next one begins it goes out to whom it has not reached
 * yet, on a working day and not before that time of day. None is of a time before the desk was first started, and a clock
 * set back does not bring an older one again.
 */
export function owedDigest(
  kind: DigestKind,
  times: DigestTimes,
  calendar: Calendar,
  now: Date,
  sofar: BegunSoFar,
): OwedDigest | null {
  const { since, begun } = sofar
  const owed = { daily, weekly, monthly }[kind](times[kind], calendar, now, sofar)
  const isToday = isWorkingDay(calendar, now) && now >= timeOnDay(calendar, dayAt(calendar, now), owed.time)
  if (!isToday || now < owed.scheduledAt || owed.to <= since) return null
  const { key, from, to, scheduledAt } = owed
  if (begun[0] && key < begun[0].key) return null
  const before = begun.find((one) => one.key === key)
  const late = owed.isLonger || (before?.at ?? now).getTime() - scheduledAt.getTime() > lateAfterMs
  return { kind, key, from, to, scheduledAt, late, isNew: before === undefined }
}

type Candidate = Omit<OwedDigest, 'kind' | 'late' | 'isNew'> & { time: string; isLonger: boolean }

/**
 * What happened since the one before it: after days of silence a leader gets one and not a pile, and nothing is left out.
 * The first covers the time since the working day before.
 */
function daily(time: string, calendar: Calendar, now: Date, { begun }: BegunSoFar): Candidate {
  const onDay = (day: number) => timeOnDay(calendar, day, time)
  const today = dayAt(calendar, now)
  const to = onDay(today)
  const usual = onDay(dayAt(calendar, previousWorkingDay(calendar, now)))
  const key = `daily:${isoDate(today)}`
  const last = begun.find((one) => one.key < key)
  const from = last === undefined ? usual : onDay(Date.parse(last.key.slice('daily:'.length)) / dayMs)
  return { key, from, to, scheduledAt: to, time, isLonger: from < usual }
}

/**
 * The seven whole days before its weekday; on a day off it waits for the next working day. Where leave is so long that two
 * wait for the same one, the older comes first.
 */
function weekly(setting: string, calendar: Calendar, now: Date, sofar: BegunSoFar): Candidate {
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
  const isUntold = before.to > sofar.since && before.key > (sofar.begun[0]?.key ?? '')
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
