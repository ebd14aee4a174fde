import type { Clock } from '../../core/app/ports.ts'

/** A clock somebody can move on. `offsetMs` is how far it is ahead of the machine's, to go on from after a restart. */
export type MovableClock = Clock & {
  readonly offsetMs: number
  /** Moves on by `ms`; never back, because what was told to people cannot be untold. */
  advance(ms: number): void
}

/** The machine's clock and `offsetMs`. */
export function movableClock(system: () => Date, offsetMs: number): MovableClock {
  let offset = offsetMs
  return {
    get offsetMs() {
      return offset
    },
    now: () => new Date(system().getTime() + offset),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`bug: a clock cannot be moved by ${ms} ms`)
      offset += ms
    },
  }
}
