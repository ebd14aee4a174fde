import { readDate, spellOutSpan, type Reading } from '../intake/dates.ts'
import { localDate } from '../sla/zone-time.ts'
import type { Words } from '../text/words.ts'
import type { DeputyKind, Grant } from './ports.ts'

/** What was typed after the person, read as the days of a deputy; dates are local, `2026-11-16`. */
type TypedDeputy =
  | { kind: 'none' }
  | { kind: 'deputy'; deputy: NonNullable<Grant['deputy']> }
  | { kind: 'unreadable' }
  | { kind: 'bad-day'; text: string }
  | { kind: 'ends-first'; from: string; until: string }
  | { kind: 'past'; until: string }

const dayPattern = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([-/.])\d{1,2}\1\d{2,4}|\d{1,2} [a-z]+ \d{4}/gi

/**
 * Reads `plt 2026-11-16 2026-11-30`; days also as 16-11-2026 or 16 November 2026, with *s.d.* or *sampai* between, and
 * `16 s.d. 30 November 2026`. A period that is over already is refused.
 */
export function readDeputy(typed: string, given: Reading): TypedDeputy {
  if (typed.trim() === '') return { kind: 'none' }
  const match = /^(plt|plh)\.?\s+([\s\S]+)$/i.exec(typed.trim())
  if (!match) return { kind: 'unreadable' }
  const [, title = '', days = ''] = match
  const spelled = spellOutSpan(days.replace(/\s+/g, ' '))
  const [first, second, third] = spelled.match(dayPattern) ?? []
  if (first === undefined || second === undefined || third !== undefined) return { kind: 'unreadable' }
  const [from, until] = [dayOf(first, given), dayOf(second, given)]
  if (from === null) return { kind: 'bad-day', text: first }
  if (until === null) return { kind: 'bad-day', text: second }
  if (until < from) return { kind: 'ends-first', from, until }
  if (until < localDate(given.zone, given.now)) return { kind: 'past', until }
  const kind: DeputyKind = title.toLowerCase() === 'plh' ? 'plh' : 'plt'
  return { kind: 'deputy', deputy: { kind, from, until } }
}

/** A local date as people read it: "Senin, 16 November 2026". */
export function dayName(words: Words, date: string): string {
  return words.time.day(new Date(date), 'UTC')
}

/** Null where the calendar has no such day. */
function dayOf(text: string, given: Reading): string | null {
  return readDate(text, given)?.toISODate() ?? null
}
