import { DateTime } from 'luxon'
import type { IntakeWords } from '../text/id/intake.ts'
import { plain } from './clean.ts'
import { readNumber } from './number.ts'

/** Where and when a text is read: "kemarin" is a day only to somebody who knows which day it is there. */
export type Reading = { now: Date; zone: string; words: IntakeWords }

/** Nothing an office still handles was written before this year; an earlier one is a slip. */
const yearMin = 2000

/** What would be farther over New Year than about half a year was meant on the other side, and is a slip. */
const overNewYearDaysMax = 183

/** The local day of an instant. */
export function today({ now, zone }: Pick<Reading, 'now' | 'zone'>): DateTime {
  return DateTime.fromJSDate(now, { zone }).startOf('day')
}

/**
 * A day as Indonesians write it: 14 Oktober 2026, 14-10-2026, 14/10/26, 2026-10-14, 14 Okt, kemarin, 3 hari lalu. At
 * its first instant in the zone; not valid where the calendar has no such day; null where the text is no day at all.
 */
export function readDate(text: string, given: Reading): DateTime | null {
  const { dates } = given.words.recognised
  const tokens = plain(text.replace(/['’`]/g, '')).split(' ')
  const said = tokens.filter((token) => !dates.aroundDate.includes(token)).join(' ')
  const is = (names: readonly string[]) => names.includes(said)
  if (is(dates.today)) return today(given)
  if (is(dates.yesterday)) return today(given).minus({ days: 1 })
  if (is(dates.dayBeforeYesterday)) return today(given).minus({ days: 2 })
  return readDaysAgo(said, given) ?? readWeekday(said, given) ?? readNumbers(said, given)
}

/** The day in a year, not valid where it has none; null where the text is not a day and its month without the year. */
export function readDateInYear(text: string, year: number, given: Reading): DateTime | null {
  return readDate(`${text} ${year}`, given)
}

/**
 * A day told without its year, before (-1) or after (1) another or on it: in that one's year, or over New Year where it
 * is not far. Where neither fits, it is as told in that year, on the wrong side or not valid; null as `readDateInYear`.
 */
export function readDateBeside(text: string, other: DateTime, side: 1 | -1, given: Reading): DateTime | null {
  const told = readDateInYear(text, other.year, given)
  const beyond = readDateInYear(text, other.year + side, given)
  const distance = (day: DateTime) => side * day.diff(other, 'days').days
  if (told?.isValid && distance(told) >= 0) return told
  return beyond?.isValid && distance(beyond) <= overNewYearDaysMax ? beyond : told
}

/** The first day written out in full (with its year) in a longer text, as a day of the past; null where none is. */
export function findDate(text: string, given: Reading): DateTime | null {
  const months = given.words.recognised.dates.months.flat().join('|')
  const full = new RegExp(
    `(?<![\\d/.-])(?:\\d{1,2}(?: (?:${months}) |([-/.])\\d{1,2}\\1)(?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2})(?![\\d/-])`,
    'giu',
  )
  for (const [written] of text.matchAll(full)) {
    const date = readDate(written, given)
    if (date?.isValid && date <= today(given)) return date
  }
  return null
}

/** "8 s.d. 10 Maret 2027" at the front with the month and year on both sides, so that each is a day by itself. */
export function spellOutSpan(text: string): string {
  const short = /^(\D*)(\d{1,2}) ?(s\.? ?\/? ?d\.?|sampai|hingga|-|–) ?(\d{1,2}) ([a-z]+ \d{4})/i
  return text.replace(short, '$1$2 $5 $3 $4 $5')
}

function readDaysAgo(said: string, given: Reading): DateTime | null {
  const ago = given.words.recognised.dates.daysAgo.find((words) => said.endsWith(` ${words}`))
  const days = ago === undefined ? null : readNumber(said.slice(0, -ago.length), given.words)
  return days === null ? null : today(given).minus({ days })
}

/** The last day of that name, today included; "Senin lalu" is never today. */
function readWeekday(said: string, given: Reading): DateTime | null {
  const { weekdays, lastWeekday, noWeekday } = given.words.recognised.dates
  const [name = '', last = '', ...more] = said.split(' ')
  const index = weekdays.findIndex((names) => names.includes(name))
  if (index < 0 || more.length > 0 || noWeekday.includes(said)) return null
  if (last !== '' && !lastWeekday.includes(last)) return null
  const back = (today(given).weekday - (index + 1) + 7) % 7
  return today(given).minus({ days: back === 0 && last !== '' ? 7 : back })
}

/** Day, month and year in the usual order or the year first. Without a year it is the last such day. */
function readNumbers(said: string, given: Reading): DateTime | null {
  const weekdays = given.words.recognised.dates.weekdays.flat()
  const tokens = said.split(' ').filter((token) => !weekdays.includes(token))
  const [a = '', b = '', c] = tokens
  if (tokens.length < 2 || tokens.length > 3) return null
  if (c === undefined) {
    const { year } = today(given)
    const date = dayOf(String(year), b, a, given)
    return date && date > today(given) ? dayOf(String(year - 1), b, a, given) : date
  }
  return /^\d{4}$/.test(a) ? dayOf(a, b, c, given) : dayOf(c, b, a, given)
}

function dayOf(
  yearWritten: string,
  monthWritten: string,
  dayWritten: string,
  given: Reading,
): DateTime | null {
  if (!/^(?:\d{4}|\d{2})$/.test(yearWritten) || !/^\d{1,2}$/.test(dayWritten)) return null
  const month = monthOf(monthWritten, given)
  const year = Number(yearWritten) + (yearWritten.length === 2 ? 2000 : 0)
  if (month === null || year < yearMin) return null
  return DateTime.fromObject({ year, month, day: Number(dayWritten) }, { zone: given.zone })
}

function monthOf(written: string, { words }: Reading): number | null {
  if (/^(?:0?[1-9]|1[0-2])$/.test(written)) return Number(written)
  const index = words.recognised.dates.months.findIndex((names) => names.includes(written))
  return index < 0 ? null : index + 1
}
