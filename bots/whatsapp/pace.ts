import { setTimeout as sleep } from 'node:timers/promises'

/** At most `burst` at once, and on average `perSecond` after that. */
export type Pace = { burst: number; perSecond: number }

/** Waits for a turn, in the order of asking: an account that answers everybody in the same instant looks like a machine. */
export function paced({ burst, perSecond }: Pace): () => Promise<void> {
  const gapMs = 1000 / perSecond
  let freeMs = performance.now() - burst * gapMs
  return async () => {
    const nowMs = performance.now()
    freeMs = Math.max(freeMs, nowMs - burst * gapMs) + gapMs
    if (freeMs > nowMs) await sleep(freeMs - nowMs)
  }
}
