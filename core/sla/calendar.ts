import { dayMs, dayOf, instantOf, isoDate, steadyPieces, wallTimeAt } from './zone-time.ts'

/** Minutes of the local day, [from, to); `to` may be 1440. A night shift is two windows, one on each day. */
export type Window = { from: number; to: number }

/** Monday is 1, Sunday is 7. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The windows of each weekday, in order and not overlapping, as `parseWeek` makes them. */
export type Week = Readonly<Record<IsoWeekday, readonly Window[]>>

/** Another week between two local dates, both included (`yyyy-mm-dd`): Ramadan. The first that fits holds. */
export type Season = { from: string; to: string; name: string; week: Week }

/**
 * A date with hours of its own, whatever the week says; none where it is closed. `national` (libur nasional) and `leave`
 * (cuti bersama) are days of a decree, `office` is the office's own.
 */
export type SpecialDay = { kind: 'national' | 'leave' | 'office'; name: string; windows: readonly Window[] }

/** Working hours in a zone. `days` are by local date (`yyyy-mm-dd`). */
export type WorkingCalendar = {
  zone: string
  kind: 'working'
  week: Week
  days: ReadonlyMap<string, SpecialDay>
  seasons?: readonly Season[]
}

/**
 * When time counts. `always` is 24x7. A calendar is never changed in place: what was found out about it is
 * remembered by identity, so an edit is a new object (and keeping one object makes a sweep fast).
 */
export type Calendar = { zone: string; kind: 'always' } | WorkingCalendar

/** An open stretch, [from, to) in epoch milliseconds. */
type Span = { from: number; to: number }

const minuteMs = 60_000

/** A calendar closed for longer than this is a mistake, and searching on would never end. */
const idleDaysMax = 2 * 366

/** Whether time counts at this instant. */
export function isOpen(c: Calendar, at: Date): boolean {
  const ms = at.getTime()
  return c.kind === 'always' || spansOn(c, dayOf(ms)).some((span) => span.from <= ms && ms < span.to)
}

/** The first instant from `at` on at which time counts; `at` itself when open. Throws when never open. */
export function nextOpening(c: Calendar, at: Date): Date {
  return new Date(c.kind === 'always' ? at : firstSpan(c, at.getTime()).from)
}

/** Working milliseconds in [from, to); 0 when `to` is not after `from`. */
export function workingMsBetween(c: Calendar, from: Date, to: Date): number {
  if (to <= from) return 0
  if (c.kind === 'always') return to.getTime() - from.getTime()
  let sum = 0
  for (const span of openSpans(c, from.getTime(), to.getTime())) sum += span.to - span.from
  return sum
}

/** The stretches of [from, to) in which time counts, in order; at most one a window of a day. */
export function openBetween(c: Calendar, from: Date, to: Date): { from: Date; to: Date }[] {
  if (to <= from) return []
  if (c.kind === 'always') return [{ from, to }]
  const spans = [...openSpans(c, from.getTime(), to.getTime())]
  return spans.map((span) => ({ from: new Date(span.from), to: new Date(span.to) }))
}

/** Local dates (`yyyy-mm-dd`) from the one of `from` to the one of `to`, both included. */
export function datesBetween(c: Calendar, from: Date, to: Date): string[] {
  const last = wallTimeAt(c.zone, to.getTime()).day
  const dates: string[] = []
  for (let day = wallTimeAt(c.zone, from.getTime()).day; day <= last; day++) dates.push(isoDate(day))
  return dates
}

/** What is out of the ordinary about a local date: its own hours, or the season it lies in; and whether it is worked. */
export function dateFacts(
  c: Calendar,
  date: string,
): { special: SpecialDay | null; season: Season | null; isWorked: boolean } {
  if (c.kind === 'always') return { special: null, season: null, isWorked: true }
  const special = c.days.get(date) ?? null
  const isWorked = windowsOn(c, Date.parse(date) / dayMs).length > 0
  return { special, season: special ? null : seasonOn(c, date), isWorked }
}

/**
 * The earliest instant at which `ms` of working time have passed since `from`: an hour from 11:00 ends at
 * 12:00, when the lunch break begins, not after it. `from` itself for 0. Throws when never open.
 */
export function addWorkingMs(c: Calendar, from: Date, ms: number): Date {
  if (!(ms >= 0)) throw new Error(`bug: cannot add ${ms} ms of working time`)
  if (c.kind === 'always' || ms === 0) return new Date(from.getTime() + ms)
  let left = ms
  for (const span of openSpans(c, from.getTime(), Infinity)) {
    const length = span.to - span.from
    if (left <= length) return new Date(span.from + left)
    left -= length
  }
  throw neverOpen(c)
}

/**
 * The same time of day `n` working days on. `from` is first moved to the next opening. Where the day reached
 * has other hours, the wall time stays while it lies in a window or on its edge; in a break or before the
 * opening it moves on to the next window, since a time nobody works is no time to be late; after the last
 * closing it becomes that closing. So Thursday 11:30 → Friday 11:30 (the break begins), Thursday 11:45 →
 * Friday 13:00, Friday 16:15 → Monday 16:00. In a 24x7 calendar: n × 24 hours.
 */
export function addWorkingDays(c: Calendar, from: Date, n: number): Date {
  if (c.kind === 'always') return new Date(from.getTime() + n * dayMs)
  const start = wallTimeAt(c.zone, nextOpening(c, from).getTime())
  let day = start.day
  for (let i = 0; i < n; i++) day = workingDayBeside(c, day, 1)
  return new Date(instantOf(c.zone, { day, msOfDay: fitInto(windowsOn(c, day), start.msOfDay) }))
}

/** Whether the local date of `at` has working hours; at any hour of it. */
export function isWorkingDay(c: Calendar, at: Date): boolean {
  return worksOn(c, wallTimeAt(c.zone, at.getTime()).day)
}

/** The beginning (local midnight) of the first working day after the local date of `at`. */
export function nextWorkingDay(c: Calendar, at: Date): Date {
  return startOfWorkingDayBeside(c, at, 1)
}

/** The beginning (local midnight) of the last working day before the local date of `at`. */
export function previousWorkingDay(c: Calendar, at: Date): Date {
  return startOfWorkingDayBeside(c, at, -1)
}

function startOfWorkingDayBeside(c: Calendar, at: Date, direction: 1 | -1): Date {
  const day = workingDayBeside(c, wallTimeAt(c.zone, at.getTime()).day, direction)
  return new Date(instantOf(c.zone, { day, msOfDay: 0 }))
}

function workingDayBeside(c: Calendar, day: number, direction: 1 | -1): number {
  for (let i = 1; i <= idleDaysMax; i++) if (worksOn(c, day + i * direction)) return day + i * direction
  throw neverOpen(c)
}

function worksOn(c: Calendar, day: number): boolean {
  return c.kind === 'always' || windowsOn(c, day).length > 0
}

/** The rule of `addWorkingDays` within one day that has windows. */
function fitInto(windows: readonly Window[], msOfDay: number): number {
  const window = windows.find((w) => msOfDay <= w.to * minuteMs)
  return window ? Math.max(msOfDay, window.from * minuteMs) : windows[windows.length - 1]!.to * minuteMs
}

/** The windows of a local date (days since 1970-01-01, a Thursday). */
function windowsOn(c: WorkingCalendar, day: number): readonly Window[] {
  const date = isoDate(day)
  return c.days.get(date)?.windows ?? (seasonOn(c, date)?.week ?? c.week)[isoWeekdayOf(day)]
}

function seasonOn(c: WorkingCalendar, date: string): Season | null {
  return c.seasons?.find((season) => season.from <= date && date <= season.to) ?? null
}

function isoWeekdayOf(day: number): IsoWeekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as IsoWeekday
}

function firstSpan(c: WorkingCalendar, from: number): Span {
  for (const span of openSpans(c, from, Infinity)) return span
  throw neverOpen(c)
}

/** The open stretches of [from, to) in order, cut at its ends. A search without end gives up when never open. */
function* openSpans(c: WorkingCalendar, from: number, to: number): Generator<Span> {
  let idleDays = 0
  for (let day = dayOf(from); day * dayMs < to; day++) {
    const spans = spansOn(c, day)
    idleDays = spans.length > 0 ? 0 : idleDays + 1
    if (to === Infinity && idleDays > idleDaysMax) return
    for (const span of spans) {
      if (span.to > from && span.from < to) {
        yield { from: Math.max(span.from, from), to: Math.min(span.to, to) }
      }
    }
  }
}

const spansKnown = new WeakMap<WorkingCalendar, Map<number, readonly Span[]>>()

/** The open stretches of a UTC day, computed once: a sweep asks thousands of times. */
function spansOn(c: WorkingCalendar, utcDay: number): readonly Span[] {
  let known = spansKnown.get(c)
  if (!known) spansKnown.set(c, (known = new Map()))
  let spans = known.get(utcDay)
  if (!spans) known.set(utcDay, (spans = findSpans(c, utcDay)))
  return spans
}

/**
 * UTC days, because local ones may repeat or skip hours: cut where the offset changes, each piece is an
 * unbroken stretch of local time and the spans come out in order, whatever the clocks do.
 */
function findSpans(c: WorkingCalendar, utcDay: number): Span[] {
  const spans: Span[] = []
  for (const piece of steadyPieces(c.zone, utcDay)) {
    const lastDay = dayOf(piece.to + piece.offsetMs)
    for (let day = dayOf(piece.from + piece.offsetMs); day <= lastDay; day++) {
      const midnight = day * dayMs - piece.offsetMs
      for (const window of windowsOn(c, day)) {
        const from = Math.max(midnight + window.from * minuteMs, piece.from)
        const to = Math.min(midnight + window.to * minuteMs, piece.to)
        if (from < to) spans.push({ from, to })
      }
    }
  }
  return spans
}

function neverOpen(c: Calendar): Error {
  return new Error(`bug: the calendar of zone ${c.zone} has no working time for two years`)
}
