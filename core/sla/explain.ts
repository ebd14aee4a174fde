import { dateFacts, datesBetween, nextOpening, openBetween, type Calendar } from './calendar.ts'
import { dueAt, pushDue } from './deadline.ts'
import type { Duration } from './duration.ts'
import { localDate } from './zone-time.ts'

/** One local date (`yyyy-mm-dd`) on the way to the due time: what counted of it, or why nothing did. */
export type CountedDay = {
  date: string
  /** The stretches that counted, in order; empty on a closed day. */
  spans: { from: Date; to: Date }[]
} & ReturnType<typeof dateFacts>

/** A pause; `to` is null while it lasts. */
export type Pause = { from: Date; to: Date | null }

/**
 * How a due time came about, in the order in which it is computed: from the start over each day to the first due time,
 * and on by each pause. `due` is null where the pause still lasts: nobody knows it yet.
 */
export type Explanation = {
  started: Date
  /** The first instant that counts: the start, or the next opening. */
  counts: Date
  days: CountedDay[]
  /** The due time without any pause. */
  first: Date
  /** How far each pause pushed it, in working milliseconds, and where to. */
  pauses: { from: Date; to: Date | null; workingMs: number; due: Date | null }[]
  due: Date | null
}

/** Explains what `dueAt` and `pushDue` compute; the same calendar, the same result. */
export function explainDue(
  c: Calendar,
  { started, limit, pauses }: { started: Date; limit: Duration; pauses: readonly Pause[] },
): Explanation {
  const counts = nextOpening(c, started)
  const first = dueAt(c, started, limit) as Date
  const days = c.kind === 'always' ? [] : daysOf(c, counts, first)
  let due: Date | null = first
  const pushed = pauses.map(({ from, to }) => {
    const before = due
    due = before && to ? pushDue(c, before, from, to) : null
    const workingMs = to ? openBetween(c, from, to).reduce((sum, span) => sum + lengthOf(span), 0) : 0
    return { from, to, workingMs, due }
  })
  return { started, counts, days, first, pauses: pushed, due }
}

function daysOf(c: Calendar, from: Date, to: Date): CountedDay[] {
  const spans = openBetween(c, from, to)
  return datesBetween(c, from, to).map((date) => ({
    date,
    spans: spans.filter((span) => localDate(c.zone, span.from) === date),
    ...dateFacts(c, date),
  }))
}

/** How long a stretch is, in milliseconds. */
export function lengthOf({ from, to }: { from: Date; to: Date }): number {
  return to.getTime() - from.getTime()
}
