import { Info } from 'luxon'

/** 24 hours. */
export const dayMs = 86_400_000

/** A stretch of time, [from, to) in epoch milliseconds, during which a zone keeps one offset. */
export type Piece = { from: number; to: number; offsetMs: number }

/** What the wall clock of a zone shows: days since 1970-01-01 there, and milliseconds of that day. */
export type WallTime = { day: number; msOfDay: number }

/** Days since 1970-01-01: in UTC or, given local milliseconds, on the wall. */
export function dayOf(ms: number): number {
  return Math.floor(ms / dayMs)
}

/** The wall clock of `zone` at an instant (epoch milliseconds). */
export function wallTimeAt(zone: string, at: number): WallTime {
  const pieces = steadyPieces(zone, dayOf(at))
  const local = at + pieces.find((piece) => at < piece.to)!.offsetMs
  const day = dayOf(local)
  return { day, msOfDay: local - day * dayMs }
}

/** The local date at an instant, `2026-10-14`. */
export function localDate(zone: string, at: Date): string {
  return isoDate(wallTimeAt(zone, at.getTime()).day)
}

/** The date of a day counted from 1970-01-01, `2026-10-14`. */
export function isoDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/**
 * The first instant at which the wall clock of `zone` shows this time or a later one: the earlier of the two
 * when the clock is set back over it, the moment of the jump when it is skipped.
 */
export function instantOf(zone: string, { day, msOfDay }: WallTime): number {
  const local = day * dayMs + msOfDay
  for (const utcDay of [day - 1, day, day + 1]) {
    for (const piece of steadyPieces(zone, utcDay)) {
      const at = Math.max(piece.from, local - piece.offsetMs)
      if (at < piece.to) return at
    }
  }
  throw new Error(`bug: zone ${zone} is more than a day away from UTC`)
}

const piecesKnown = new Map<string, Map<number, readonly Piece[]>>()

/** A UTC day, cut where the zone changes its offset. Remembered, because zones are slow to ask. */
export function steadyPieces(zone: string, utcDay: number): readonly Piece[] {
  let known = piecesKnown.get(zone)
  if (!known) piecesKnown.set(zone, (known = new Map()))
  let pieces = known.get(utcDay)
  if (!pieces) known.set(utcDay, (pieces = cutDay(zone, utcDay)))
  return pieces
}

/** No zone changes its offset twice in a day, so equal ends mean that nothing changed. */
function cutDay(zone: string, utcDay: number): Piece[] {
  const from = utcDay * dayMs
  const to = from + dayMs
  const before = offsetMsAt(zone, from)
  const after = offsetMsAt(zone, to)
  if (before === after) return [{ from, to, offsetMs: before }]
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMsAt(zone, middle) === before) low = middle
    else high = middle
  }
  return [
    { from, to: high, offsetMs: before },
    { from: high, to, offsetMs: after },
  ]
}

function offsetMsAt(name: string, at: number): number {
  const zone = Info.normalizeZone(name)
  // The host's own zone would make the answer depend on where the program runs.
  if (zone.type === 'system') throw new Error('bug: a calendar needs a named time zone')
  const minutes = zone.offset(at)
  if (Number.isNaN(minutes)) throw new Error(`bug: unknown time zone ${name} or invalid time ${at}`)
  return minutes * 60_000
}
