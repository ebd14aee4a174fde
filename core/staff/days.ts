import { DateTime } from 'luxon'
import { readDate, spellOutSpan, type Reading } from '../intake/dates.ts'
import type { SpecialDay } from '../sla/calendar.ts'
import { datesFrom, isSameSeason, type CalendarChange } from '../sla/edits.ts'
import { parseWindows } from '../sla/week.ts'
import type { CalendarWords } from '../text/id/calendar.ts'

/** A line that is no day off: which, and what is wrong with it. */
export type DayProblem = {
  line: number
  text: string
  problem:
    | ('no-date' | 'no-day' | 'wrong-weekday' | 'ends-first' | 'too-long' | 'one-day' | 'one-season')
    | ('bad-hours' | 'hours-in-name' | 'date-in-name' | 'worked-or-not' | 'not-utf-8')
}
type Problem = DayProblem['problem']

/** Days off as typed or read from a file, with the decree they stand in; or everything that is wrong. */
export type ReadDays =
  { ok: true; changes: CalendarChange[]; decree: string | null } | { ok: false; problems: DayProblem[] }

/** Longer is a slip: no leave takes so many days, and no month of fasting. */
const daysMax = 45

const date = String.raw`\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\/\d{1,2}\/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} [a-z]+ \d{4}`
/** By the Islamic calendar, or of history, as feasts are named. */
const nameDate = /\d{1,2} [a-z'’ ]+ 1[4589]\d{2}(?!\d)/gi
const until = String.raw`\s*(?:\.\.|s\.? ?\/? ?d\.?|sampai|hingga|–|-)\s*`
const clock = String.raw`\d{1,2}[:.]\d{2}`
const windowPattern = new RegExp(`(${clock})${until}(${clock})`, 'gi')
/** What a program puts where a byte is no UTF-8: the dash of a file saved as ANSI. */
const unreadable = '\uFFFD'

/**
 * Reads a day off a line, as an admin types it or a file has it: `2027-03-10 Idul Fitri`, `11 Maret 2027 cuti bersama Idul
 * Fitri`, `2027-03-08..2027-03-12 cuti bersama`, `2027-03-08 dan 2027-03-12 cuti bersama`, `2026-12-31 07:30-11:00 Tutup
 * buku` (worked in those hours), `2027-03-10 hapus` or `hapus 2027-03-10` (an ordinary day again), `ramadan 2027-02-08
 * s.d. 2027-03-09`, taken back likewise; columns of a table likewise. A weekday before a date, `Rabu, 10 Maret 2027`, must
 * be that of the date. A line `keputusan: …` names the decree; empty lines, `#` and a heading are passed over. What is left
 * is the name, which says nothing of days or hours: else a slip would close the office. Nothing is read where a line is
 * wrong.
 */
export function readDays(text: string, given: Reading, words: CalendarWords): ReadDays {
  const changes: CalendarChange[] = []
  const problems: DayProblem[] = []
  let decree: string | null = null
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.replaceAll('"', '').replace(/[;\t]/g, ' ').replace(/\s+/g, ' ').trim()
    if (line === '' || line.startsWith('#') || (index === 0 && !/\d/.test(line) && text.includes('\n')))
      continue
    const named = new RegExp(`^(?:${words.read.decree.join('|')})\\s*:\\s*(.+)$`, 'i').exec(line)?.[1]
    if (named !== undefined) {
      decree = named
      continue
    }
    const read = readLine(line, given, words)
    const problem =
      typeof read === 'string' ? read : hasSeasonTwice([...changes, ...read]) ? 'one-season' : null
    if (problem) problems.push({ line: index + 1, text: line, problem })
    else if (typeof read !== 'string') changes.push(...read)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, changes, decree }
}

/** Of two spans of one Ramadan the second would take the place of the first. */
function hasSeasonTwice(changes: readonly CalendarChange[]): boolean {
  const seasons = changes.flatMap((change) =>
    change.layer === 'season' && change.name !== null ? [change] : [],
  )
  return seasons.some((one, index) => seasons.slice(index + 1).some((other) => isSameSeason(one, other)))
}

function readLine(line: string, given: Reading, words: CalendarWords): CalendarChange[] | Problem {
  const { read, nameless } = words
  if (line.includes(unreadable)) return 'not-utf-8'
  const said = line.replace(/[ .!]+$/, '')
  const removed = behind(read.remove, said)
  const season = behind(read.season, removed ?? said)
  const { spans, rest } = takeSpans(season ?? removed ?? said, given, read)
  if (spans.length === 0) return 'no-date'
  const dates: string[] = []
  const changes: CalendarChange[] = []
  const day = readRest(rest, removed !== null, read, nameless)
  for (const [first, second] of spans) {
    const [from, to] = [first, second ?? first].map((one) => readDate(one, given)?.toISODate() ?? null)
    if (!from || !to) return 'no-day'
    if (!isOnWeekday(first, from, given) || !isOnWeekday(second ?? first, to, given)) return 'wrong-weekday'
    if (to < from) return 'ends-first'
    const name = day === null ? null : read.seasonName
    if (season !== null) changes.push({ layer: 'season', from, to, name })
    dates.push(...datesFrom(from, to))
  }
  if (dates.length > daysMax) return 'too-long'
  if (typeof day === 'string') return day
  if (season === null) return dates.map((date) => ({ layer: 'day', date, day }))
  if (day !== null && day.windows.length > 0) return 'bad-hours'
  return day !== null && spans.some(([, second]) => second === undefined) ? 'one-day' : changes
}

/** The days a line begins with, each alone or from one to another, and what follows them. */
function takeSpans(
  text: string,
  given: Reading,
  read: CalendarWords['read'],
): { spans: [first: string, second: string | undefined][]; rest: string } {
  const span = spanPattern(given, read)
  const joint = new RegExp(`^(?:\\s*[,&]|\\s*,?\\s+(?:${read.and.join('|')})(?=\\s))\\s*`, 'i')
  const spans: [string, string | undefined][] = []
  let rest = spellOutSpan(text)
  for (let found = span.exec(rest); found;) {
    const [, first = '', second, more = ''] = found
    spans.push([first, second])
    rest = more
    const next = span.exec(rest.replace(joint, ''))
    found = joint.test(rest) ? next : null
  }
  return { spans, rest: rest.replace(/^[\s,:]+/, '') }
}

/** What follows one of the words at the front; null where none of them is there. */
function behind(names: readonly string[], text: string): string | null {
  return new RegExp(`^(?:${names.join('|')})[\\s:]+(.*)$`, 'i').exec(text)?.[1] ?? null
}

/** One day, or two as the first and the last, the weekday before each where it is told; and what follows. */
function spanPattern({ words }: Reading, { beforeDate }: CalendarWords['read']): RegExp {
  const before = [...beforeDate, ...words.recognised.dates.weekdays.flat().map(lettersOf)].join('|')
  const day = `(?:(?:${before})[\\s,]+)*(?:${date})`
  return new RegExp(`^(${day})(?:${until}(${day}))?(?=$|[\\s,:&])(.*)$`, 'i')
}

/** "jumat" as a pattern that also finds "Jum'at". */
function lettersOf(word: string): string {
  return [...word].join("['’`]?")
}

/** Whether a date as it is written names no weekday but its own: such a slip would move the day. */
function isOnWeekday(written: string, iso: string, { words }: Reading): boolean {
  const { weekdays } = words.recognised.dates
  const named = weekdays.findIndex((names) =>
    new RegExp(`(?<!\\p{L})(?:${names.map(lettersOf).join('|')})(?!\\p{L})`, 'iu').test(written),
  )
  return named < 0 || named + 1 === DateTime.fromISO(iso).weekday
}

/** What stands behind the dates: hours in which they are worked, the kind, the name; null where they are ordinary again. */
function readRest(
  text: string,
  isRemoved: boolean,
  read: CalendarWords['read'],
  nameless: CalendarWords['nameless'],
): SpecialDay | null | Problem {
  const { hours, rest } = takeHours(text, read)
  const isTakenBack =
    isRemoved ||
    [...read.remove, ...read.removeAlone].includes(rest.toLowerCase()) ||
    isSaid(`^(?:${read.removeAnywhere.join('|')})|(?:${read.removeAnywhere.join('|')})$`, unbracketed(rest))
  if (isTakenBack && hours.length > 0) return 'bad-hours'
  const { windows, errors } = parseWindows(hours)
  if (errors.length > 0) return 'bad-hours'
  const problem = problemOfName(rest, read)
  if (problem !== null && !(isTakenBack && problem === 'worked-or-not')) return problem
  if (isTakenBack) return null
  const named = rest.replace(/^[-–]\s+/, '')
  for (const kind of ['leave', 'national'] as const) {
    const sign = new RegExp(`^(?:${read[kind].join('|')})(?=$|\\W)[\\s,:-]*`, 'i')
    if (sign.test(named)) return { kind, name: named.replace(sign, '') || nameless[kind], windows }
  }
  return { kind: 'office', name: named.trim() || nameless.office, windows }
}

function unbracketed(text: string): string {
  return text.replace(/[()]/g, ' ').trim()
}

/** Hours before the name or behind it, as `07:30-11:00` each, and the name. */
function takeHours(
  text: string,
  { hours, zones, and }: CalendarWords['read'],
): { hours: string[]; rest: string } {
  const one = `${clock}${until}${clock}(?:\\s*(?:${zones.join('|')})(?!\\p{L}))?`
  const all = `(?:(?:${hours.join('|')})[\\s:]+)*(${one}(?:[\\s,]+(?:(?:${and.join('|')})\\s+)?${one})*)`
  const [, before, behindThem] = new RegExp(`^${all}(?:[\\s,:]+(.*))?$`, 'iu').exec(text) ?? []
  const [, ahead, last] = new RegExp(`^(.*?)[\\s,:]+${all}$`, 'iu').exec(text) ?? []
  const told = before ?? last ?? ''
  const rest = before === undefined ? (ahead ?? text) : (behindThem ?? '')
  return { hours: [...told.matchAll(windowPattern)].map(([, from, to]) => `${from}-${to}`), rest }
}

/** Why what is left cannot be the name of a day off: it says something else of days or hours. "1 Syawal 1448" does not. */
function problemOfName(
  text: string,
  { and, at, partly, worked, remove }: CalendarWords['read'],
): Problem | null {
  const name = text.replace(nameDate, '')
  if (isSaid(`(?:${date})|^(?:${until}|(?:${and.join('|')}|&)\\s*)\\d`, name)) return 'date-in-name'
  if (isSaid(`${clock}|(?:${at.join('|')})\\s*\\d|(?:${partly.join('|')})`, name)) return 'hours-in-name'
  return isSaid(`(?:${worked.join('|')})|^(?:${remove.join('|')})`, name) ? 'worked-or-not' : null
}

/** Whether words of a pattern are said, and not only letters or digits of longer ones. */
function isSaid(pattern: string, text: string): boolean {
  return new RegExp(`(?<![\\p{L}\\d])(?:${pattern})(?![\\p{L}])`, 'iu').test(text)
}
