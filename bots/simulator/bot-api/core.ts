import type { Faults } from './faults.ts'
import type { Limiter } from './limits.ts'
import type { CallbackAnswer, Change, State } from './state.ts'
import type { UpdateQueue } from './updates.ts'

/** A pressed button whose query the bot has not answered yet. */
type PendingQuery = {
  chatId: number
  userId: number
  pressedAtMs: number
  settle(answer: CallbackAnswer): void
}

/** What every part of the server works on: the state, and the machinery that does not survive a restart. */
export type Core = {
  readonly state: State
  readonly token: string
  readonly updates: UpdateQueue
  readonly limiter: Limiter
  readonly faults: Faults
  readonly pendingQueries: Map<string, PendingQuery>
  /** Round trip the server adds to each call, ms. */
  latencyMs: number
  /** Messages kept per chat; older ones are forgotten. */
  readonly messagesMax: number
  /** The world's clock: dates of messages. It may jump. */
  now(): Date
  /** Machine time for rates and callback ages, ms. It never jumps. */
  elapsedMs(): number
  emit(change: Change): void
}

/** Seconds since 1970 of the world's clock, as Telegram dates things. */
export function unixNow(core: Core): number {
  return Math.floor(core.now().getTime() / 1000)
}

/** The next number for a file, an album, a callback query or a new chat. */
export function nextSerial(core: Core): number {
  return core.state.nextSerial++
}
