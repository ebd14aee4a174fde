import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from 'grammy'
import { GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Inbound } from '../../core/app/message.ts'
import type { Clock } from '../../core/app/ports.ts'
import { decodeUpdate } from './decode.ts'
import { describeFailure, PollConflict, TokenRefused } from './errors.ts'

type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  details: Record<string, unknown>,
) => void

/** What a poller works with. Log lines hold ids and reasons, never texts, names or the token. */
export type PollOptions = {
  api: Api
  take: (batch: Inbound[]) => Promise<void>
  log: Log
  /** Listening has ended for good: `TokenRefused` or `PollConflict`. */
  onFatal: (error: TokenRefused | PollConflict) => void
  clock: Clock
  allowedUpdates: readonly Exclude<keyof Update, 'update_id'>[]
  pollTimeoutSeconds: number
  /** First wait after a failure; doubles up to `RETRY_DELAY_MS_MAX`. */
  retryDelayMs: number
  /** Polls without any update for this long make the poller ask whether something waits nevertheless. */
  silenceMs: number
}

const BATCH_MAX = 100
const CONFIRM_SECONDS_MAX = 5
const RETRY_DELAY_MS_MAX = 30_000
/** Two programs with one token break each other's polls in turn; a restart that overlaps does so once or twice. */
const CONFLICTS_MAX = 5

/**
 * Fetches updates until stopped: poll, decode, one `take` for the batch, and only then the offset, which the next poll
 * confirms. A poll thus never confirms what was not taken, and what was taken twice carries the same external ids.
 */
export function startPolling(options: PollOptions): { stop(): Promise<void> } {
  const poller = createPoller(options)
  const stopping = new AbortController()
  const done = runLoop(options, poller, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await done
      await poller.confirm()
    },
  }
}

type Poller = {
  poll(signal: AbortSignal): Promise<void>
  /** Tells Telegram of the last taken batch, which otherwise the next poll would. */
  confirm(): Promise<void>
}

function createPoller(options: PollOptions): Poller {
  const { api, log, clock, allowedUpdates, pollTimeoutSeconds, silenceMs } = options
  let offset = 0
  let isConfirmed = true
  let heardMs = performance.now()

  async function checkSilence(signal: AbortSignal): Promise<void> {
    if (performance.now() - heardMs < silenceMs) return
    const { pending_update_count: pending } = await api.getWebhookInfo(asGrammySignal(signal))
    heardMs = performance.now()
    if (pending === 0) return
    // After a quiet week Telegram may number updates anew, below our offset. Starting over confirms nothing.
    log('warn', 'telegram-updates-stuck', { pending, offset })
    offset = 0
  }

  return {
    async poll(signal) {
      const updates: unknown[] = await api.getUpdates(
        { offset, limit: BATCH_MAX, timeout: pollTimeoutSeconds, allowed_updates: allowedUpdates },
        asGrammySignal(signal),
      )
      isConfirmed = true
      if (updates.length === 0) return checkSilence(signal)
      const next = nextOffset(updates)
      const batch = decodeBatch(updates, clock.now(), log)
      if (batch.length > 0) await takeBatch(options, batch)
      offset = next
      isConfirmed = false
      heardMs = performance.now()
    },
    async confirm() {
      if (isConfirmed) return
      try {
        const signal = AbortSignal.timeout(CONFIRM_SECONDS_MAX * 1000)
        await api.getUpdates({ offset, limit: 1, timeout: 0 }, asGrammySignal(signal))
        isConfirmed = true
      } catch (error) {
        log('warn', 'telegram-confirm-failed', { reason: describeFailure(error) })
      }
    },
  }
}

/** Throws when no id can be read: going on without one would fetch the same batch for ever. */
function nextOffset(updates: unknown[]): number {
  const last = updates.at(-1)
  const id = typeof last === 'object' && last !== null && 'update_id' in last ? last.update_id : undefined
  if (!Number.isSafeInteger(id)) throw new TypeError('the last update has no id')
  return Number(id) + 1
}

function decodeBatch(updates: unknown[], received: Date, log: Log): Inbound[] {
  const decoded = updates.map((update) => decodeUpdate(update, received))
  const malformed = decoded.filter((result) => result === 'malformed').length
  if (malformed > 0) log('error', 'telegram-updates-malformed', { count: malformed })
  return decoded.filter((result) => typeof result !== 'string')
}

async function takeBatch({ take, log }: PollOptions, batch: Inbound[]): Promise<void> {
  try {
    await take(batch)
  } catch (error) {
    log('error', 'telegram-batch-not-taken', { count: batch.length, reason: describeFailure(error) })
    throw error
  }
}

async function runLoop(options: PollOptions, poller: Poller, signal: AbortSignal): Promise<void> {
  const { log, onFatal } = options
  let failures = 0
  let conflicts = 0
  while (!signal.aborted) {
    try {
      await poller.poll(signal)
      if (failures > 0) log('info', 'telegram-poll-recovered', { failures })
      failures = conflicts = 0
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      conflicts = isStatus(error, 409) ? conflicts + 1 : 0
      const fatal = isStatus(error, 401)
        ? new TokenRefused()
        : conflicts >= CONFLICTS_MAX
          ? new PollConflict()
          : null
      log(fatal ? 'error' : 'warn', 'telegram-poll-failed', { reason: describeFailure(error), failures })
      if (fatal) return onFatal(fatal)
      await recover(options, error, failures, signal)
    }
  }
}

/** Waits before the next poll; a webhook that somebody set meanwhile is taken away, or no poll would ever succeed. */
async function recover(
  options: PollOptions,
  error: unknown,
  failures: number,
  signal: AbortSignal,
): Promise<void> {
  if (isStatus(error, 409) && /webhook/i.test(error.description)) {
    await options.api.deleteWebhook({}, asGrammySignal(signal)).catch(() => undefined)
  }
  const backoffMs = Math.min(options.retryDelayMs * 2 ** (failures - 1), RETRY_DELAY_MS_MAX)
  const askedMs = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0
  await sleep(Math.max(backoffMs, askedMs), undefined, { signal }).catch(() => undefined)
}

function isStatus(error: unknown, status: number): error is GrammyError {
  return error instanceof GrammyError && error.error_code === status
}

/** grammY types its signals by a package older than Node's own; they are the same at run time. */
export function asGrammySignal(signal: AbortSignal): Parameters<Api['getMe']>[0] {
  return signal as Parameters<Api['getMe']>[0]
}
