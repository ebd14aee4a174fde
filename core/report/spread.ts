import { workingMsBetween, type Calendar } from '../sla/calendar.ts'
import type { Pause } from '../ticket/ticket.ts'

/** How long something took: the middle one, and what nine in ten did not exceed; in working milliseconds. */
export type Spread = { count: number; medianMs: number; p90Ms: number }

/** Working time from one instant to another, without what fell into these pauses. */
export function workedMs(c: Calendar, from: Date, to: Date, pauses: readonly Pause[]): number {
  const stood = pauses.map((pause) => {
    const [begin, end] = [
      pause.from < from ? from : pause.from,
      pause.to === null || pause.to > to ? to : pause.to,
    ]
    return workingMsBetween(c, begin, end)
  })
  return workingMsBetween(c, from, to) - stood.reduce((sum, ms) => sum + ms, 0)
}

/** By the nearest rank: every figure is one that occurred. Null for none. */
export function spreadOf(times: readonly number[]): Spread | null {
  if (times.length === 0) return null
  const sorted = times.toSorted((a, b) => a - b)
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] as number
  return { count: sorted.length, medianMs: rank(0.5), p90Ms: rank(0.9) }
}
