import { DateTime } from 'luxon'
import { readDate, readDateBeside, today, type Reading } from '../intake/dates.ts'
import { hoursMeant, numberPattern, takeClock, takePart, type Part } from '../intake/moment.ts'
import { readNumber } from '../intake/number.ts'
import { isOpen, nextOpening, previousWorkingDay, type Calendar } from '../sla/calendar.ts'
import { dueAt } from '../sla/deadline.ts'
import { parseDuration, type Duration } from '../sla/duration.ts'
import type { Words } from '../text/words.ts'

/** Why a text begins with no moment to be reminded at: it cannot be read, it is over, or the day does not exist. */
export type NoLater = 'unreadable' | 'past' | 'no-day'

type Given = { now: Date; zone: string; calendar: Calendar; words: Words }
/** What was taken off the front of a text, and what follows it. */
type Taken<T> = { value: T; rest: string }
/** The hours that may be meant, the likelier first; `isPart`: only a part of the day was told. */
type Time = { hours: number[]; minute: number; isPart: boolean }
/** Whether what is looked for begins the text, or follows an hour. */
type Where = 'front' | 'behind'

const units = ['week', 'month', 'year'] as const
type Unit = (typeof units)[number]

/** When a part of the day begins that was told without an hour, as the greeting has it. */
const partHour: Record<Part, number> = { morning: 4, noon: 11, afternoon: 15, night: 18 }

/**
 * Takes a moment ahead off the front of a text and leaves the reason: *2 jam karena …*, *besok*, *senin 08.00*,
 * *pukul 3 sore*, *20 November*, *tanggal 25*, *2 minggu lagi*, *bulan depan*, *akhir bulan*. A length of time is working
 * time, but weeks and months are the calendar's; a day without an hour is its first opening, a weekday the next one
 * ahead, the end of a week or month its last working day. What lies outside working hours moves to the next opening,
 * because nobody reads a reminder before. Only the front is read: a reason may speak of other days and hours.
 */
export function readLater(text: string, given: Given): { at: Date; rest: string } | NoLater {
  const found = takeLength(text, given) ?? takeMoment(text, given)
  if (typeof found === 'string') return found
  return { at: nextOpening(given.calendar, found.value), rest: reasonIn(found.rest, given) }
}

/** "2 jam", "dalam 30 menit lagi", "1 jam 30 menit", "setengah jam", "3 hari kerja": as long as a limit of the SOP would be. */
function takeLength(text: string, given: Given): Taken<Date> | null {
  const { before, again, working } = given.words.later
  const first = takeHalfHours(skip(text, before), given) ?? takeDuration(skip(text, before), given)
  if (!first) return null
  const second = first.value.unit === 'hour' ? takeDuration(first.rest, given) : null
  const lengths = [first, ...(second?.value.unit === 'minute' ? [second] : [])]
  const at = lengths.reduce<Date | null>(
    (from, { value }) => from && dueAt(given.calendar, from, value),
    given.now,
  )
  const rest = lengths.at(-1)?.rest ?? ''
  if (!at || first.value.unit !== 'day') return at && { value: at, rest: skip(rest, again) }
  return atHour({ value: at, rest: skip(skip(rest, working), again) }, given)
}

/** "3 hari lagi jam 9": that hour of the day. */
function atHour(day: Taken<Date>, given: Given): Taken<Date> {
  const time = takeTime(day.rest, given)
  if (!time || time === 'unreadable' || time.value.isPart) return day
  const begun = DateTime.fromJSDate(day.value, { zone: given.zone }).startOf('day')
  const at = instantOf(begun, time.value, given)
  return at ? { value: at, rest: time.rest } : day
}

function takeDuration(text: string, given: Given): Taken<Duration> | null {
  const counted = takeCounted(text, given)
  const value = counted && parseDuration(`${counted.value.count} ${counted.value.unit}`)
  return value && { value, rest: counted.rest }
}

/** "setengah jam", "1,5 jam", "1 setengah jam", "satu jam setengah", in minutes. */
function takeHalfHours(text: string, given: Given): Taken<Duration> | null {
  const { later, intake } = given.words
  const { half, hour, one } = later
  const number = numberPattern(reading(given))
  const found =
    new RegExp(`^[\\s,]*(?:(${number})(?:[.,]5|\\s*${half})|${half})\\s*${hour}(?!\\p{L})`, 'iu').exec(
      text,
    ) ?? new RegExp(`^[\\s,]*(?:(${number})\\s*|${one})${hour}\\s+${half}(?!\\p{L})`, 'iu').exec(text)
  if (!found) return null
  const [whole, written] = found
  const rest = text.slice(whole.length)
  if (takeWord(rest, intake.recognised.dates.daysAgo)) return null
  const alone = new RegExp(`^[\\s,]*${half}`, 'i').test(whole) ? 0 : 1
  const hours = written === undefined ? alone : (readNumber(written, intake) ?? 0)
  return { value: { unit: 'minute', n: hours * 60 + 30 }, rest }
}

/** "2 minggu lagi", "seminggu": the same day of the week or of the month. Behind an hour only with "lagi". */
function takeWeeks(text: string, given: Given, where: Where): Taken<DateTime> | null {
  const { periods, again } = given.words.later
  const counted = takeCounted(text, given)
  const unit = counted && units.find((name) => periods[name].includes(counted.value.unit))
  if (!unit || counted.value.count === 0) return null
  if (where === 'behind' && !takeWord(counted.rest, again)) return null
  const value = today(given).plus({ [unit]: counted.value.count })
  return { value, rest: skip(counted.rest, again) }
}

/** A number and what it counts, in lower case; null where that is ago. */
function takeCounted(text: string, given: Given): Taken<{ count: number; unit: string }> | null {
  const { later, intake } = given.words
  const number = `\\d{1,5}(?!\\d)|${numberPattern(reading(given))}`
  const [whole = '', written, unit = ''] =
    new RegExp(`^[\\s,]*(?:(${number})\\s*|${later.one}(?!\\p{L}+-))(\\p{L}+)`, 'iu').exec(text) ?? []
  const rest = text.slice(whole.length)
  if (unit === '' || takeWord(rest, intake.recognised.dates.daysAgo)) return null
  const count = written === undefined ? 1 : (readNumber(written, intake) ?? Number(written))
  return { value: { count, unit: unit.toLowerCase() }, rest }
}

/** A day, an hour, or both in either order. A part of the day alone is an hour only of a day told, or after "nanti". */
function takeMoment(text: string, given: Given): Taken<Date> | NoLater {
  const said = skip(text, given.words.later.before)
  const hour = takeTime(said, given)
  if (hour === 'unreadable') return hour
  // "jam 14.30, besok rapat": after a comma it is the reason that speaks of tomorrow.
  const day =
    hour && /^\s*,/.test(hour.rest) ? null : takeDay(hour?.rest ?? said, given, hour ? 'behind' : 'front')
  const time = hour ?? (day && takeTime(day.rest, given))
  if (time === 'unreadable') return time
  const end = hour ? (day ?? hour) : (time ?? day)
  if (!end || (time?.value.isPart && !day && said === text)) return 'unreadable'
  if (day && !day.value.isValid) return 'no-day'
  const at = instantOf(day?.value ?? today(given), time?.value ?? null, given)
  return at ? { value: at, rest: end.rest } : 'past'
}

/** The instant meant, before it is moved into working hours; null where it is over. */
function instantOf(day: DateTime, time: Time | null, { calendar, now, zone }: Given): Date | null {
  if (day < today({ now, zone })) return null
  const meant = time
    ? time.hours.map((hour) => day.set({ hour, minute: time.minute }).toJSDate())
    : [nextOpening(calendar, day.toJSDate())]
  const ahead = meant.filter((at) => at > now)
  return ahead.find((at) => isOpen(calendar, at)) ?? ahead.at(-1) ?? null
}

/** "jam 9", "14.30", "pukul 3 sore", "pagi jam 8", "siang"; unreadable where it is no hour, or one of another zone. */
function takeTime(text: string, given: Given): Taken<Time> | 'unreadable' | null {
  const at = reading(given)
  const before = takePart(text.replace(/^[\s,]+/, ''), at, 'front')
  const clock = takeClock(before.rest, at, 'front')
  if (!clock && isLikeClock(before.rest, given)) return 'unreadable'
  if (!clock) {
    if (before.part === null) return null
    return { value: { hours: [partHour[before.part]], minute: 0, isPart: true }, rest: before.rest }
  }
  const after = before.part ? { part: before.part, rest: clock.rest } : takePart(clock.rest, at, 'front')
  const zone = takeWord(after.rest, given.words.later.zones)
  if (zone && zone.value !== given.words.time.zoneName(given.zone, given.now).toLowerCase())
    return 'unreadable'
  const hours = hoursMeant(clock, after.part)
  return { value: { hours, minute: clock.minute, isPart: false }, rest: zone?.rest ?? after.rest }
}

/** Something written as an hour that is none, "jam 25" or "9.75", must not become the reason. */
function isLikeClock(text: string, { words }: Given): boolean {
  const before = `(?:${words.intake.recognised.dates.beforeHour.join('|')})\\.?\\s*`
  return new RegExp(`^\\s*(?:${before}\\d|\\d{1,2}[.:]\\d{2}(?![.:/-]?\\d))`, 'iu').test(text)
}

/**
 * "besok", "minggu depan", "Jumat depan", "20 November", "tanggal 25". The day is not valid where the calendar has none
 * such.
 */
function takeDay(text: string, given: Given, where: Where): Taken<DateTime> | null {
  const { later, intake } = given.words
  const named: [readonly string[], DateTime][] = [
    [later.dayAfterTomorrow, today(given).plus({ days: 2 })],
    [later.tomorrow, today(given).plus({ days: 1 })],
    [later.today, today(given)],
  ]
  for (const [names, value] of named) {
    const found = takeWord(text, names)
    if (found) return { value, rest: found.rest }
  }
  if (takeWord(text, later.thisWeek)) return null
  const { aroundDate } = intake.recognised.dates
  const said = skip(text, aroundDate)
  const found = takeWeeks(text, given, where) ?? takeNext(text, given) ?? takeEdge(said, given)
  if (found) return found
  const weekday = takeWeekday(said, given)
  const date = takeDate(weekday ? skip(weekday.rest, aroundDate) : said, given)
  return date ?? takeDayOfMonth(weekday?.rest ?? text, given) ?? weekday
}

/** "akhir bulan", "awal minggu depan", "akhir November": the last working day, or the first day. */
function takeEdge(text: string, given: Given): Taken<DateTime> | null {
  const start = takeWord(text, given.words.later.start)
  const edge = start ?? takeWord(text, given.words.later.end)
  if (!edge) return null
  const month = takeMonth(edge.rest, given)
  if (month) return start ? month : { ...month, value: lastWorkingDay(month.value, 'month', given) }
  const period = takePeriod(edge.rest, given)
  if (!period) return null
  const { unit, which } = period.value
  const value = start
    ? beginning(unit, which === 'this' ? 0 : 1, given)
    : which === 'this'
      ? lastWorkingDay(beginning(unit, 0, given), unit, given)
      : lastWorkingDayAhead(beginning(unit, which === 'next' ? 1 : 0, given), unit, given)
  return { value, rest: period.rest }
}

/** "minggu depan", "bulan depan", its first day; "bulan depan tanggal 5". */
function takeNext(text: string, given: Given): Taken<DateTime> | null {
  const period = takePeriod(text, given)
  if (!period || period.value.which === null) return null
  const { unit, which } = period.value
  const value = beginning(unit, which === 'next' ? 1 : 0, given)
  const day = unit === 'month' ? takeDayOfMonth(period.rest, given, value) : null
  return day ?? (which === 'next' ? { value, rest: period.rest } : null)
}

/** "bulan", "minggu ini", "bulan depan". */
function takePeriod(
  text: string,
  { words: { later } }: Given,
): Taken<{ unit: Unit; which: 'this' | 'next' | null }> | null {
  for (const unit of units) {
    const name = takeWord(text, later.periods[unit])
    if (!name) continue
    const next = takeWord(name.rest, later.following)
    const present = takeWord(name.rest, later.present)
    const which = next ? 'next' : present ? 'this' : null
    return { value: { unit, which }, rest: (next ?? present ?? name).rest }
  }
  return null
}

/** The first day of this week, month or year, or of one ahead. */
function beginning(unit: Unit, ahead: number, given: Given): DateTime {
  return today(given)
    .startOf(unit)
    .plus({ [unit]: ahead })
}

/** "November", "bulan Januari 2027": its first day. Without the year it is this month or the next of that name. */
function takeMonth(text: string, given: Given): Taken<DateTime> | null {
  const { later, intake } = given.words
  const name = takeWord(skip(text, later.periods.month), intake.recognised.dates.months.flat())
  if (!name) return null
  const [whole = '', year] = /^\s+(\d{4})(?!\d)/.exec(name.rest) ?? []
  const first = `1 ${name.value}`
  const value = year
    ? readDate(`${first} ${year}`, reading(given))
    : readDateBeside(first, beginning('month', 0, given), 1, reading(given))
  return value && { value, rest: name.rest.slice(whole.length) }
}

/** The last working day before the end of a period that begins on a day. */
function lastWorkingDay(first: DateTime, unit: Unit, { calendar, zone }: Given): DateTime {
  const end = first.plus({ [unit]: 1 }).toJSDate()
  return DateTime.fromJSDate(previousWorkingDay(calendar, end), { zone }).startOf('day')
}

/** The last working day of a period that begins on a day, or of the next where it has none or that is not ahead. */
function lastWorkingDayAhead(first: DateTime, unit: Unit, given: Given): DateTime {
  const last = lastWorkingDay(first, unit, given)
  const isAhead = last >= first && last > today(given)
  return isAhead ? last : lastWorkingDayAhead(first.plus({ [unit]: 1 }), unit, given)
}

/** "tanggal 25", of the month told, "tanggal 5 bulan depan"; else of this month or, once it is over, of the next. */
function takeDayOfMonth(text: string, given: Given, month?: DateTime): Taken<DateTime> | null {
  const { later, intake } = given.words
  const around = `(?:(?:${intake.recognised.dates.aroundDate.join('|')})[\\s,]+)*`
  const [whole = '', written] =
    new RegExp(
      `^[\\s,]*${around}(?:${later.dayOfMonth.join('|')})[\\s.]+(\\d{1,2})(?![-/.:]?\\d)`,
      'iu',
    ).exec(text) ?? []
  if (written === undefined) return null
  const day = Number(written)
  const rest = text.slice(whole.length)
  const period = month ? null : takePeriod(rest, given)
  const told = period?.value.unit === 'month' && period.value.which !== null ? period : null
  const isNext = told ? told.value.which === 'next' : day < today(given).day
  const first = month ?? beginning('month', isNext ? 1 : 0, given)
  const value = DateTime.fromObject({ year: first.year, month: first.month, day }, { zone: given.zone })
  return { value, rest: told?.rest ?? rest }
}

/** The next day of that name, never today. "Senin lalu" is none. */
function takeWeekday(text: string, given: Given): Taken<DateTime> | null {
  const { weekdays, lastWeekday } = given.words.intake.recognised.dates
  for (const [index, names] of weekdays.entries()) {
    const found = takeWord(text, names)
    if (!found) continue
    if (takeWord(found.rest, lastWeekday)) return null
    const next = takeWord(found.rest, given.words.later.next)
    const inThisWeek = today(given).startOf('week').plus({ days: index })
    const isAhead = inThisWeek > today(given) && !next
    return { value: isAhead ? inThisWeek : inThisWeek.plus({ weeks: 1 }), rest: next?.rest ?? found.rest }
  }
  return null
}

/** A date; without its year it is the next such day, unless that is so far over New Year that it was a slip. */
function takeDate(text: string, given: Given): Taken<DateTime> | null {
  const months = given.words.intake.recognised.dates.months.flat().join('|')
  const [written] =
    new RegExp(
      `^[\\s,]*(?:\\d{1,2}[\\s./-]+(?:${months})(?!\\p{L})(?:[\\s./-]+\\d{4})?|\\d{4}-\\d{1,2}-\\d{1,2}` +
        `|\\d{1,2}([-/.])\\d{1,2}\\1(?:\\d{4}|\\d{2})|\\d{1,2}[-/]\\d{1,2})(?![-/.]?\\d)`,
      'iu',
    ).exec(text) ?? []
  if (written === undefined) return null
  const at = reading(given)
  const value = readDateBeside(written, today(given), 1, at) ?? readDate(written, at)
  return value && { value, rest: text.slice(written.length) }
}

/** What follows the moment, without what only joins the two. */
function reasonIn(rest: string, { words }: Given): string {
  const joining = /^[\s.,:;–—-]+/
  const bare = rest.replace(joining, '')
  return (takeWord(bare, words.later.because)?.rest ?? bare).replace(joining, '').trim()
}

/** Takes one of the words off the front, in any case; `value` is in lower case. */
function takeWord(text: string, words: readonly string[]): Taken<string> | null {
  const letters = (word: string) => [...word].join("['’`]?").replaceAll(' ', '\\s+')
  const [whole, word] =
    new RegExp(`^[\\s,]*(${words.map(letters).join('|')})(?![\\p{L}\\p{N}])`, 'iu').exec(text) ?? []
  return whole === undefined || word === undefined
    ? null
    : { value: word.toLowerCase(), rest: text.slice(whole.length) }
}

/** The text without such words at its front. */
function skip(text: string, words: readonly string[]): string {
  let rest = text
  for (let taken = takeWord(rest, words); taken; taken = takeWord(rest, words)) rest = taken.rest
  return rest
}

function reading({ now, zone, words }: Given): Reading {
  return { now, zone, words: words.intake }
}
