import { dayMs, instantOf, wallTimeAt } from './zone-time.ts'

/** A stretch of the local day in which nobody is reminded, in minutes; `to` before `from` goes over midnight. */
export type QuietHours = { from: number; to: number }

/** When the quiet that reigns at an instant ends; null where none does. */
export function quietUntil(zone: string, quiet: QuietHours | null, at: Date): Date | null {
  if (!quiet) return null
  const { day, msOfDay } = wallTimeAt(zone, at.getTime())
  const minute = msOfDay / 60_000
  const overMidnight = quiet.to <= quiet.from
  const isQuiet = overMidnight
    ? minute >= quiet.from || minute < quiet.to
    : minute >= quiet.from && minute < quiet.to
  if (!isQuiet) return null
  const endsTomorrow = overMidnight && minute >= quiet.from
  return new Date(
    instantOf(zone, { day: endsTomorrow ? day + 1 : day, msOfDay: (quiet.to * 60_000) % dayMs }),
  )
}
