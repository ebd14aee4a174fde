import { DateTime } from 'luxon'
import type { Words } from '../text/words.ts'

/** The month of an instant, `2026-10`. */
export function monthOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-LL')
}

/** From the first midnight of a month on, until the first of the next. */
export function monthSpan(month: string, zone: string): { from: Date; to: Date } {
  const first = DateTime.fromFormat(month, 'yyyy-LL', { zone })
  return { from: first.toJSDate(), to: first.plus({ months: 1 }).toJSDate() }
}

/**
 * The month meant by a text, `2026-10`: `2026-10`, `10/2026`, `Oktober 2026`, `okt`, *bulan lalu*; the present one for
 * no text. A name alone is the latest such month that has begun. Null where it is none.
 */
export function readMonth(text: string, now: Date, zone: string, words: Words): string | null {
  const said = text.toLowerCase().replace(/\s+/g, ' ').trim()
  const present = DateTime.fromJSDate(now, { zone }).startOf('month')
  if (said === '' || said === words.register.thisMonth) return monthOf(now, zone)
  if (said === words.register.lastMonth) return present.minus({ months: 1 }).toFormat('yyyy-LL')
  const numbers = /^(?:(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4}))$/.exec(said)
  if (numbers) return iso(Number(numbers[1] ?? numbers[4]), Number(numbers[2] ?? numbers[3]))
  const [, name = '', year] = /^([a-z]+)(?:[-/. ]+(\d{4}))?$/.exec(said) ?? []
  const month = words.intake.recognised.dates.months.findIndex((ways) => ways.includes(name)) + 1
  if (month === 0) return null
  const latest = month <= present.month ? present.year : present.year - 1
  return iso(year === undefined ? latest : Number(year), month)
}

function iso(year: number, month: number): string | null {
  const at = DateTime.utc(year, month)
  return at.isValid && year >= 2000 && year < 2100 ? at.toFormat('yyyy-LL') : null
}
