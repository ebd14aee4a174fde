import { DateTime } from 'luxon'
import { moment, zoneName } from '../text/id/time.ts'
import { plain } from './clean.ts'
import { readDate, today, type Reading } from './dates.ts'
import type { Checked } from './fields.ts'
import type { Answer } from './form.ts'
import { readNumber } from './number.ts'

/** Older than this, or earlier in the day, what was received is asked about once more: it may be a slip. */
const receivedDaysMax = 31
const receivedHourMin = 6

/** Why a text tells no moment: it cannot be read, the day or the hour is missing, or the day does not exist. */
type NoMoment = 'unreadable' | 'no-time' | 'no-day'

/**
 * A moment as people tell it: "tadi 08.30", "kemarin jam 2 siang", "jam setengah 9", "14/10/2026 pukul 09.30 WIB". A small hour
 * told without a part of the day may be meant in the afternoon: both are given, the likelier first.
 */
function readMoment(text: string, given: Reading): DateTime[] | NoMoment {
  const { dates } = given.words.recognised
  if (dates.justNow.includes(plain(text))) return [DateTime.fromJSDate(given.now, { zone: given.zone })]
  const { part, rest: withoutPart } = takePart(text.toLowerCase(), given)
  const clock = takeClock(withoutPart, given)
  const isToldAlone = clock !== null || part !== null
  const day = isToldAlone ? dayIn(clock ? clock.rest : withoutPart, given) : readDate(text, given)
  if (!day) return 'unreadable'
  if (!day.isValid) return 'no-day'
  if (!clock) return 'no-time'
  const hours = hoursMeant(clock, part)
  const moments = hours.map((hour) => day.set({ hour, minute: clock.minute }))
  const past = moments.filter((moment) => moment.toJSDate() <= given.now)
  return past.length > 0 ? past : moments
}

/** When a complaint reached the office, which is never ahead. `value` is an ISO 8601 instant. */
export function checkReceived(text: string, given: Reading): Checked {
  const moments = readMoment(text, given)
  if (moments === 'unreadable') return { ok: false, problem: text === '' ? 'empty' : 'time-unreadable' }
  if (moments === 'no-day') return { ok: false, problem: 'date-none' }
  if (moments === 'no-time') return { ok: false, problem: 'time-missing' }
  const answers = moments.map((at) => receivedAt(at.toJSDate(), given))
  const [first] = moments
  if (!first || first.toJSDate() > given.now) return { ok: false, problem: 'time-ahead' }
  const isDoubtful = first.hour < receivedHourMin || today(given).diff(first, 'days').days > receivedDaysMax
  const [answer] = answers
  return answer && answers.length === 1 && !isDoubtful
    ? { ok: true, answer }
    : { ok: 'unsure', suggested: answers.map((reading) => ({ answer: reading, own: false })) }
}

/** The answer that tells this instant. */
export function receivedAt(at: Date, { now, zone }: Pick<Reading, 'now' | 'zone'>): Answer {
  return { value: at.toISOString(), shown: moment(at, now, zone) }
}

/** A part of the day, as people tell it beside an hour or in place of one. */
export type Part = 'morning' | 'noon' | 'afternoon' | 'night'
/** `isExact`: written so that the hour can only be meant of twenty-four. */
type Clock = { hour: number; minute: number; isExact: boolean; rest: string }
/** Where in a text something is looked for: what stands further on may belong to something else. */
type Where = 'anywhere' | 'front'

/** Takes the part of the day off: "jam 2 siang" is fourteen. In any case; what is left stays as written. */
export function takePart(
  text: string,
  { words }: Reading,
  where: Where = 'anywhere',
): { part: Part | null; rest: string } {
  for (const part of ['morning', 'noon', 'afternoon', 'night'] as const) {
    const names = words.recognised.dates.partsOfDay[part].join('|')
    const found = new RegExp(`${beginning(where)}(?<!\\p{L})(?:${names})(?!\\p{L})`, 'iu').exec(text)
    if (found) return { part, rest: without(text, found) }
  }
  return { part: null, rest: text }
}

/**
 * Takes the hour off: with its minutes as it stands, without them after "jam" or "pukul". In any case; what is left
 * stays as written. Null also where what is written there is no hour of the day.
 */
export function takeClock(text: string, given: Reading, where: Where = 'anywhere'): Clock | null {
  const { beforeHour, halfPast } = given.words.recognised.dates
  const start = beginning(where)
  const before = `(?:(?<!\\p{L})(?:${beforeHour.join('|')})\\.?\\s*)`
  const zone = `(?:\\s*${zoneName(given.zone, given.now)}(?!\\p{L}))?`
  const written = `(${numberPattern(given)})`
  const find = (pattern: string) => new RegExp(`${start}${pattern}${zone}`, 'iu').exec(text)
  const exact = find(`${before}?(?<![\\d./:-])(\\d{1,2})[.:](\\d{2})(?![.:/-]?\\d)`)
  if (exact) return clockOf(text, exact, exact[1] ?? '', Number(exact[2]))
  const half = find(`${before}?${halfPast} ${written}`)
  const next = half && readNumber(half[1] ?? '', given.words)
  if (half && next) return clockOf(text, half, String(next - 1), 30)
  const whole = find(`${before}${written}`)
  const hour = whole && readNumber(whole[1] ?? '', given.words)
  return whole && hour !== null
    ? clockOf(text, whole, whole[1]?.startsWith('0') ? `0${hour}` : String(hour), 0)
    : null
}

/** What `readNumber` reads, as a part of a pattern. */
export function numberPattern({ words }: Pick<Reading, 'words'>): string {
  const names = words.recognised.numbers.toSorted((a, b) => b.length - a.length).join('|')
  return `\\d{1,2}(?!\\d)|(?:${names})(?!\\p{L})`
}

function clockOf(text: string, found: RegExpExecArray, hourWritten: string, minute: number): Clock | null {
  const hour = Number(hourWritten)
  if (hour > 23 || minute > 59) return null
  const isExact = hourWritten.startsWith('0') || hour > 12
  return { hour, minute, isExact, rest: without(text, found) }
}

function beginning(where: Where): string {
  return where === 'front' ? '^\\s*' : ''
}

function without(text: string, found: RegExpExecArray): string {
  return `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
}

/** The day told beside an hour or a part of the day; today where none is told. */
function dayIn(rest: string, given: Reading): DateTime | null {
  const { aroundDate } = given.words.recognised.dates
  const said = plain(rest)
    .split(' ')
    .filter((token) => !aroundDate.includes(token))
    .join(' ')
  return said === '' ? today(given) : readDate(rest, given)
}

/** The hours of the day that may be meant, the likelier first. Nobody brings a letter at two in the night. */
export function hoursMeant({ hour, isExact }: Pick<Clock, 'hour' | 'isExact'>, part: Part | null): number[] {
  const later = hour + 12
  if (isExact || hour === 0) return [hour]
  if (part === 'noon') return [hour <= 4 ? later : hour]
  if (part === 'afternoon') return [hour <= 6 ? later : hour]
  if (part === 'night') return [hour >= 6 && hour < 12 ? later : hour]
  if (part === 'morning' || hour > 6) return [hour]
  return [later, hour]
}
