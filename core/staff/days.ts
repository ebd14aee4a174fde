import { DateTime } from 'luxon'
import { readDate, spellOutSpan, type Reading } from '../intake/dates.ts'
import type { SpecialDay } from '../sla/calendar.ts'
import type { CalendarChange } from '../sla/edits.ts'
import { parseWindows } from '../sla/week.ts'
import type { CalendarWords } from '../text/id/calendar.ts'

/** A line that is no day off: which, and what is wrong with it. */
export type DayProblem = {
  line: number
  text: string
  problem: 'no-date' | 'no-day' | 'wrong-weekday' | 'ends-first' | 'too-long' | 'bad-hours'
}

/** Days off as typed or read from a file, with the decree they stand in; or everything that is wrong. */
export type ReadDays =
  { ok: true; changes: CalendarChange[]; decree: string | null } | { ok: false; problems: DayProblem[] }

/** Longer is a slip: no leave takes so many days, and no month of fasting. */
const daysMax = 45

const date = String.raw`\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\/\d{1,2}\/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} [a-z]+ \d{4}`
const until = String.raw`\s*(?:\.\.|s\.? ?\/? ?d\.?|sampai|hingga|–|-)\s*`
const clock = String.raw`\d{1,2}[:.]\d{2}`
const hoursPattern = new RegExp(`^((?:${clock}${until}${clock}[\\s,]*)+)(.*)$`, 'i')
const windowPattern = new RegExp(`(${clock})${until}(${clock})`, 'gi')

/**
 * Reads a day off a line, as an admin types it or a file has it: `2027-03-10 Idul Fitri`, `11 Maret 2027 cuti bersama Idul
 * Fitri`, `2027-03-08..2027-03-12 cuti bersama`, `2026-12-31 07:30-11:00 Tutup buku` (worked in those hours),
 * `2027-03-10 hapus` or `hapus 2027-03-10` (an ordinary day again), `ramadan 2027-02-08 s.d. 2027-03-09`, taken back
 * likewise; columns of a table likewise. A weekday before a date, `Rabu, 10 Maret 2027`, must be that of the date. A line
 * `keputusan: …` names the decree; empty lines, `#` and a heading are passed over. Nothing is read where a line is wrong.
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
    if (typeof read === 'string') problems.push({ line: index + 1, text: line, problem: read })
    else changes.push(...read)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, changes, decree }
}

function readLine(
  line: string,
  given: Reading,
  { read, nameless }: CalendarWords,
): CalendarChange[] | DayProblem['problem'] {
  const said = line.replace(/[ .!]+$/, '')
  const removed = behind(read.remove, said)
  const season = behind(read.season, removed ?? said)
  const spelt = spellOutSpan(season ?? removed ?? said)
  const [, first = '', second = first, rest = ''] = spanPattern(given, read).exec(spelt) ?? []
  if (first === '') return 'no-date'
  const [from, to] = [first, second].map((day) => readDate(day, given)?.toISODate() ?? null)
  if (!from || !to) return 'no-day'
  if (!isOnWeekday(first, from, given) || !isOnWeekday(second, to, given)) return 'wrong-weekday'
  if (to < from) return 'ends-first'
  const dates = datesFrom(from, to)
  if (dates.length > daysMax) return 'too-long'
  if (removed !== null && hoursPattern.test(rest)) return 'bad-hours'
  const isTakenBack = removed !== null || read.remove.includes(rest.toLowerCase())
  if (season !== null) return [{ layer: 'season', from, to, name: isTakenBack ? null : read.seasonName }]
  if (isTakenBack) return dates.map((date) => ({ layer: 'day', date, day: null }))
  const day = readDay(rest, read, nameless)
  return day === 'bad-hours' ? day : dates.map((date) => ({ layer: 'day', date, day }))
}

/** What follows one of the words at the front; null where none of them is there. */
function behind(names: readonly string[], text: string): string | null {
  return new RegExp(`^(?:${names.join('|')})[\\s:]+(.*)$`, 'i').exec(text)?.[1] ?? null
}

/** One day or two, the weekday before each where it is told, and what follows. */
function spanPattern({ words }: Reading, { beforeDate }: CalendarWords['read']): RegExp {
  const before = [...beforeDate, ...words.recognised.dates.weekdays.flat().map(lettersOf)].join('|')
  const day = `(?:(?:${before})[\\s,]+)*(?:${date})`
  return new RegExp(`^(${day})(?:${until}(${day}))?(?=$|[\\s,:])[\\s,:]*(.*)$`, 'i')
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

/** What stands behind the date: hours in which it is worked, the kind, the name. */
function readDay(
  text: string,
  read: CalendarWords['read'],
  nameless: CalendarWords['nameless'],
): SpecialDay | 'bad-hours' {
  const [, hours = '', named = text] = hoursPattern.exec(text) ?? []
  const { windows, errors } = parseWindows(
    [...hours.matchAll(windowPattern)].map(([, from, to]) => `${from}-${to}`),
  )
  if (errors.length > 0) return 'bad-hours'
  for (const kind of ['leave', 'national'] as const) {
    const sign = new RegExp(`^(?:${read[kind].join('|')})(?=$|\\W)[\\s,:-]*`, 'i')
    if (sign.test(named)) return { kind, name: named.replace(sign, '') || nameless[kind], windows }
  }
  return { kind: 'office', name: named.trim() || nameless.office, windows }
}

function datesFrom(from: string, to: string): string[] {
  const dates: string[] = []
  const dayMs = 86_400_000
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs)
    dates.push(new Date(at).toISOString().slice(0, 10))
  return dates
}
