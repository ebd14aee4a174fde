import type { DateTime } from 'luxon'
import { readDate, readDateBeside, today, type Reading } from '../intake/dates.ts'
import { hoursMeant, numberPattern, takeClock, takePart, type Part } from '../intake/moment.ts'
import { readNumber } from '../intake/number.ts'
import { isOpen, nextOpening, type Calendar } from '../sla/calendar.ts'
import { dueAt } from '../sla/deadline.ts'
import { parseDuration } from '../sla/duration.ts'
import type { Words } from '../text/words.ts'

/** Why a text begins with no moment to be reminded at: it cannot be read, it is over, or the day does not exist. */
export type NoLater = 'unreadable' | 'past' | 'no-day'

type Given = { now: Date; zone: string; calendar: Calendar; words: Words }
/** What was taken off the front of a text, and what follows it. */
type Taken<T> = { value: T; rest: string }
/** The hours that may be meant, the likelier first; `isPart`: only a part of the day was told. */
type Time = { hours: number[]; minute: number; isPart: boolean }

/** When a part of the day begins that was told without an hour, as the greeting has it. */
const partHour: Record<Part, number> = { morning: 4, noon: 11, afternoon: 15, night: 18 }

/**
 * Takes a moment ahead off the front of a text and leaves the reason: *2 jam karena …*, *besok*, *senin 08.00*,
 * *pukul 3 sore*, *20 November*, *minggu depan*. A length of time is working time, a day without an hour its first
 * opening, a weekday the next one ahead; what lies outside working hours moves to the next opening, because nobody reads
 * a reminder before. Only the front is read: a reason may speak of other days and hours.
 */
export function readLater(text: string, given: Given): { at: Date; rest: string } | NoLater {
  const found = takeLength(text, given) ?? takeMoment(text, given)
  if (typeof found === 'string') return found
  return { at: nextOpening(given.calendar, found.value), rest: reasonIn(found.rest, given) }
}

/** "2 jam", "dalam 30 menit lagi", "1 hari": as long as a limit of the SOP would be. */
function takeLength(text: string, given: Given): Taken<Date> | null {
  const { before, again } = given.words.later
  const said = skip(text, before)
  const number = `\\d{1,5}(?!\\d)|${numberPattern(reading(given))}`
  const [whole = '', written = '', unit = ''] =
    new RegExp(`^\\s*(${number})\\s*(\\p{L}+)`, 'iu').exec(said) ?? []
  const length = parseDuration(`${readNumber(written, given.words.intake) ?? written} ${unit}`)
  const at = dueAt(given.calendar, given.now, length)
  return at && { value: at, rest: skip(said.slice(whole.length), again) }
}

/** A day, an hour, or both in either order. A part of the day alone is an hour only of a day told, or after "nanti". */
function takeMoment(text: string, given: Given): Taken<Date> | NoLater {
  const said = skip(text, given.words.later.before)
  const hour = takeTime(said, given)
  if (hour === 'unreadable') return hour
  // "jam 14.30, besok rapat": after a comma it is the reason that speaks of tomorrow.
  const day = hour && /^\s*,/.test(hour.rest) ? null : takeDay(hour?.rest ?? said, given)
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

/** "besok", "minggu depan", "Jumat depan", "20 November". The day is not valid where the calendar has none such. */
function takeDay(text: string, given: Given): Taken<DateTime> | null {
  const { later, intake } = given.words
  const named: [readonly string[], DateTime][] = [
    [later.dayAfterTomorrow, today(given).plus({ days: 2 })],
    [later.tomorrow, today(given).plus({ days: 1 })],
    [later.today, today(given)],
    [later.nextWeek, today(given).startOf('week').plus({ weeks: 1 })],
  ]
  for (const [names, value] of named) {
    const found = takeWord(text, names)
    if (found) return { value, rest: found.rest }
  }
  if (takeWord(text, later.thisWeek)) return null
  const { aroundDate } = intake.recognised.dates
  const said = skip(text, aroundDate)
  const weekday = takeWeekday(said, given)
  return takeDate(weekday ? skip(weekday.rest, aroundDate) : said, given) ?? weekday
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
