import type { Update } from 'grammy/types'
import { ApiError } from './errors.ts'
import type { State } from './state.ts'

/** Kinds a bot receives only when it asks for them by name. */
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])
/** An offset further ahead than this is taken as the start of the queue, as Telegram does. */
const FUTURE_OFFSET_MAX = 10

/** Calls back when the caller of a method has gone away, or has been answered. */
export type OnGone = (then: () => void) => void

type Poll = { limit: number; resolve(updates: Update[]): void; reject(error: ApiError): void }

/** The one queue of updates a bot has, and the one long poll that may wait on it. */
export type UpdateQueue = {
  /** Queues an update unless `allowed_updates` leaves its kind out. */
  push(kind: Exclude<keyof Update, 'update_id'>, payload: unknown): void
  /** getUpdates. A waiting poll is ended with 409 by a newer one, and with nothing when its caller goes away. */
  poll(offset: number, limit: number, timeoutSeconds: number, onGone: OnGone): Promise<Update[]>
  /** Whether a bot waits for updates at this moment. */
  isWaited(): boolean
  /** Ends a waiting poll with nothing. */
  release(): void
}

/** The queue over `state.updates`. */
export function createUpdateQueue(state: State): UpdateQueue {
  let waiting: Poll | undefined
  let flushPlanned = false

  const flush = () => {
    flushPlanned = false
    if (state.updates.length > 0) waiting?.resolve(state.updates.slice(0, waiting.limit))
  }

  return {
    push(kind, payload) {
      const allowed = state.allowedUpdates
      if (allowed === undefined ? OPT_IN.has(kind) : !allowed.includes(kind)) return
      state.updates.push({ update_id: state.nextUpdateId++, [kind]: payload })
      if (waiting === undefined || flushPlanned) return
      flushPlanned = true
      setImmediate(flush) // so that updates of one moment travel together
    },
    async poll(offset, limit, timeoutSeconds, onGone) {
      waiting?.reject(conflict())
      confirm(state, offset)
      if (state.updates.length > 0 || timeoutSeconds <= 0) return state.updates.slice(0, limit)
      return new Promise<Update[]>((resolve, reject) => {
        const settle = () => {
          clearTimeout(timer)
          if (waiting === poll) waiting = undefined
        }
        const poll: Poll = {
          limit,
          resolve: (updates) => (settle(), resolve(updates)),
          reject: (error) => (settle(), reject(error)),
        }
        const giveUp = () => poll.resolve([])
        const timer = setTimeout(giveUp, timeoutSeconds * 1000)
        onGone(giveUp)
        waiting = poll
      })
    },
    isWaited: () => waiting !== undefined,
    release: () => waiting?.resolve([]),
  }
}

/** Forgets what the bot says it has: below a positive offset, or all but the last `-offset`. */
function confirm(state: State, offset: number): void {
  const { updates } = state
  if (offset < 0) updates.splice(0, Math.max(0, updates.length + offset))
  if (offset <= 0 || offset > state.nextUpdateId + FUTURE_OFFSET_MAX) return
  const kept = updates.findIndex((update) => update.update_id >= offset)
  updates.splice(0, kept < 0 ? updates.length : kept)
}

function conflict(): ApiError {
  return new ApiError(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  )
}
