import { DateTime } from 'luxon'
import { readDate, readDateBeside, readDateInYear, today, type Reading } from '../intake/dates.ts'
import { readNumber } from '../intake/number.ts'
import type { SpanWords } from '../text/id/span.ts'
import type { Words } from '../text/words.ts'
import { monthSpan, readMonth } from './month.ts'

/**
 * What a report covers, [from, to), at midnights where the office is. The kind is that of the days and not of the words
 * they were told in: from 1 to 31 October is a month, so that the same report has one name.
 */
export type Span = {
  from: Date
  to: Date
  kind: 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'months' | 'days'
  label: string
}

/** Why a text is no span: it cannot be read, a day does not exist, it ends before it begins, or it has not begun. */
export type NoSpan = 'unreadable' | 'no-day' | 'backwards' | 'ahead'

type Given = { now: Date; zone: string; words: Words }
/** Both included. A day the calendar does not have is not valid. */
type Days = { first: DateTime; last: DateTime }
type Unit = keyof SpanWords['units']

const units = ['week', 'month', 'quarter', 'half', 'year'] as const
const unitMonths = { month: 1, quarter: 3, half: 6, year: 12 }

/** Has every day that any year has. */
const leapYear = 2000

/**
 * Reads the time a report is to cover: *minggu lalu*, *triwulan III 2026*, *semester 1*, *2026*, *30 hari terakhir*,
 * every month that `readMonth` reads, a day, two days or two months, both included, or *sejak* one of these, until
 * today; the present month for no text. What is told without a year is the latest that has begun. A label is read as
 * the span it names.
 */
export function readSpan(text: string, given: Given): Span | NoSpan {
  const said = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  const days = readPeriod(said, given) ?? readOnward(said, given) ?? readTwoEnds(said, given)
  if (!days) return 'unreadable'
  if (!days.first.isValid || !days.last.isValid) return 'no-day'
  if (days.last < days.first) return 'backwards'
  return days.first.toJSDate() > given.now ? 'ahead' : named(days, given)
}

function readPeriod(said: string, given: Given): Days | null {
  return (
    readRelative(said, given) ??
    readNumbered(said, given) ??
    readLastDays(said, given) ??
    readWholeMonth(said, given) ??
    readOneDay(said, given)
  )
}

/** "minggu ini", "triwulan lalu", "tahun berjalan". */
function readRelative(said: string, given: Given): Days | null {
  const { units: names, present, last } = given.words.span
  for (const unit of units) {
    const found = new RegExp(
      `^(?:${names[unit].join('|')}) (?:(${present.join('|')})|${last.join('|')})$`,
    ).exec(said)
    if (!found) continue
    const begun = startOf(today(given), unit)
    return periodFrom(found[1] === undefined ? begun.minus(lengthOf(unit)) : begun, unit)
  }
  return null
}

/** "tw 3 2026", "semester II", "tahun 2026"; a number without a year is the latest such period that has begun. */
function readNumbered(said: string, given: Given): Days | null {
  const { units: names, ordinalMark } = given.words.span
  const year = `(?:${names.year.join('|')})`
  const whole = new RegExp(`^(?:${year} )?(20\\d{2})$`).exec(said)
  if (whole) return periodFrom(DateTime.fromObject({ year: Number(whole[1]) }, { zone: given.zone }), 'year')
  for (const unit of ['quarter', 'half'] as const) {
    const found = new RegExp(
      `^(?:${names[unit].join('|')})(?:[ .]+|(?=\\d))(?:${ordinalMark}[- ]?(?=\\d))?(\\d|\\p{L}+)` +
        `(?:[-/., ]+(?:${year} )?(20\\d{2}))?$`,
      'u',
    ).exec(said)
    const nth = found && readOrdinal(found[1] ?? '', given)
    if (!nth || nth > 12 / unitMonths[unit]) continue
    return periodFrom(nthOfYear(nth, unit, found[2], given), unit)
  }
  return null
}

function readOrdinal(said: string, { words }: Given): number | null {
  const { ordinals, ordinalMark } = words.span
  const index = ordinals.findIndex((ways) => ways.includes(said))
  return index >= 0 ? index + 1 : readNumber(said.replace(new RegExp(`^${ordinalMark}`), ''), words.intake)
}

function nthOfYear(
  nth: number,
  unit: 'quarter' | 'half',
  yearTold: string | undefined,
  given: Given,
): DateTime {
  const { year } = today(given)
  const month = (nth - 1) * unitMonths[unit] + 1
  const start = DateTime.fromObject({ year: Number(yearTold ?? year), month }, { zone: given.zone })
  return yearTold === undefined && start > today(given) ? start.minus({ years: 1 }) : start
}

/** "7 hari terakhir", "30 hari": so many days, of which today is the last. */
function readLastDays(said: string, given: Given): Days | null {
  const { days, lastDays } = given.words.span
  const found = new RegExp(
    `^(\\d{1,3}|\\p{L}[\\p{L} ]*?) ?${days}(?: (?:${lastDays.join('|')}))?$`,
    'u',
  ).exec(said)
  const [, written = ''] = found ?? []
  const count = /^\d+$/.test(written) ? Number(written) : readNumber(written, given.words.intake)
  return count ? { first: today(given).minus({ days: count - 1 }), last: today(given) } : null
}

/** "Oktober 2026", "bulan Oktober", "10/2026". */
function readWholeMonth(said: string, { now, zone, words }: Given): Days | null {
  const bare = said.replace(new RegExp(`^(?:${words.span.units.month.join('|')}) `), '')
  const month = readMonth(said, now, zone, words) ?? readMonth(bare, now, zone, words)
  if (month === null) return null
  return periodFrom(DateTime.fromJSDate(monthSpan(month, zone).from, { zone }), 'month')
}

function readOneDay(said: string, given: Given): Days | null {
  const date = readDate(said, reading(given))
  return date && { first: date, last: date }
}

/** "sejak Maret", "mulai 1 Oktober", "Oktober sampai sekarang": until today. */
function readOnward(said: string, given: Given): Days | null {
  const { onward, since, present } = given.words.span
  const untilNow = ` (?:${untilPattern(given)})\\.? (?:${present.join('|')})`
  const [, after, before] =
    new RegExp(
      `^(?:(?:${onward.join('|')}) (.+?)(?:${untilNow})?|(?:(?:${since.join('|')}) )?(.+)${untilNow})$`,
    ).exec(said) ?? []
  const begun = after ?? before
  const days = begun === undefined ? null : readPeriod(begun, given)
  return days && { first: days.first, last: days.first > today(given) ? days.first : today(given) }
}

function untilPattern({ words }: Given): string {
  return words.span.until.map((word) => word.replaceAll(' ', '[ ./]+')).join('|')
}

/** A hyphen may also belong to a date, so every place between two ends is tried until both can be read. */
function readTwoEnds(said: string, given: Given): Days | null {
  const { since } = given.words.span
  for (const found of said.matchAll(
    new RegExp(`(?<!\\p{L})(?:${untilPattern(given)})(?!\\p{L})|\\.{2,}|[-–—]`, 'gu'),
  )) {
    const left = said.slice(0, found.index).replace(new RegExp(`^(?:${since.join('|')}) `), '')
    const right = said.slice(found.index + found[0].length)
    const days = readEnds(left, right, given) ?? readMonthEnds(left, right, given)
    if (days) return days
  }
  return null
}

/** What one day leaves out, the other tells: "1–15 Oktober 2026", "1 Oktober s.d. 15 November 2026", "1 okt–7 okt". */
function readEnds(left: string, right: string, given: Given): Days | null {
  const at = reading(given)
  const yearless = readDateInYear(right, leapYear, at)
  const last = yearless ?? readDate(right, at)
  if (!last) return null
  if (!last.isValid) return { first: last, last }
  const inMonth = inMonthOf(last, left, at)
  if (yearless) return readEndAfter(inMonth ? `${left}/${last.month}` : left, right, at)
  const first = inMonth ?? readDateBeside(left, last, -1, at) ?? readDate(left, at)
  return first && { first, last }
}

/** Without a year at its end a span begins on the latest such day, and ends as soon as it can. */
function readEndAfter(left: string, right: string, at: Reading): Days | null {
  const first = readDate(left, at)
  const last = first?.isValid ? readDateBeside(right, first, 1, at) : first
  return first && last && { first, last }
}

/** The day in the month of another; null where the text is not the number of a day alone. */
function inMonthOf({ month, year }: DateTime, text: string, at: Reading): DateTime | null {
  return readDate(`${text}/${month}/${year}`, at)
}

/** "Januari–Maret 2026", "November 2026 s.d. Januari 2027", "jan–mar"; the last may also be a day, "Januari–15 Maret". */
function readMonthEnds(left: string, right: string, given: Given): Days | null {
  const first = firstDayOf(left, given)
  const last = firstDayOf(right, given)
  const days = first === null ? null : readEnds(first, last ?? right, given)
  return days && last !== null ? { first: days.first, last: periodFrom(days.last, 'month').last } : days
}

/** The first day of a month as `readDate` reads it, without a year where the month has none; null where it is no month. */
function firstDayOf(month: string, { words }: Given): string | null {
  const names = words.intake.recognised.dates.months.flat().join('|')
  const [, told, yearFirst] =
    new RegExp(
      `^(?:(?:${words.span.units.month.join('|')}) )?` +
        `(?:((?:${names})(?:[-/. ]+\\d{4})?|\\d{1,2}[-/. ]\\d{4})|(\\d{4}[-/. ]\\d{1,2}))$`,
    ).exec(month.replace(/^[ .]+|[ .]+$/g, '')) ?? []
  if (told !== undefined) return `1 ${told}`
  return yearFirst === undefined ? null : `${yearFirst}-1`
}

function reading({ now, zone, words }: Given): Reading {
  return { now, zone, words: words.intake }
}

/** The beginning of the period a day lies in. */
function startOf(day: DateTime, unit: Unit): DateTime {
  if (unit === 'week') return day.startOf('week')
  return day.startOf('month').minus({ months: (day.month - 1) % unitMonths[unit] })
}

function lengthOf(unit: Unit) {
  return unit === 'week' ? { weeks: 1 } : { months: unitMonths[unit] }
}

function periodFrom(first: DateTime, unit: Unit): Days {
  return { first, last: first.plus(lengthOf(unit)).minus({ days: 1 }) }
}

function named({ first, last }: Days, { zone, words }: Given): Span {
  const kind = kindOf({ first, last })
  const from = first.toJSDate()
  const { label } = words.span
  const labels: Record<Span['kind'], string> = {
    day: label.day(from, zone),
    week: label.days(from, last.toJSDate(), zone),
    month: label.month(from, zone),
    quarter: label.quarter(first.quarter, first.year),
    half: label.half(first.month > 6 ? 2 : 1, first.year),
    year: label.year(first.year),
    months: label.months(from, last.toJSDate(), zone),
    days: label.days(from, last.toJSDate(), zone),
  }
  return { from, to: last.plus({ days: 1 }).toJSDate(), kind, label: labels[kind] }
}

function kindOf({ first, last }: Days): Span['kind'] {
  const isWhole = (unit: Unit) =>
    startOf(first, unit).equals(first) && periodFrom(first, unit).last.equals(last)
  const isOfMonths = first.day === 1 && last.equals(periodFrom(startOf(last, 'month'), 'month').last)
  return first.equals(last) ? 'day' : (units.find(isWhole) ?? (isOfMonths ? 'months' : 'days'))
}
