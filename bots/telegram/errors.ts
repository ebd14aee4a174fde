import { GrammyError, HttpError } from 'grammy'
import { ChannelError } from '../../core/app/message.ts'
import type { ChannelFailure } from '../../core/app/message.ts'

/** Telegram does not know the token (401, or 404 for one that is not even shaped like a token). */
export class TokenRefused extends Error {
  readonly code = 'token-refused'
  readonly retryable = false
  constructor() {
    super('Telegram refuses the bot token; take a fresh one from @BotFather')
    this.name = 'TokenRefused'
  }
}

/** Another program keeps polling with the same token, so updates go to either of the two at random. */
export class PollConflict extends Error {
  readonly code = 'poll-conflict'
  readonly retryable = false
  constructor() {
    super('another program receives the updates of this bot; stop one of the two')
    this.name = 'PollConflict'
  }
}

/** Refusals of 400 and 403 by what Telegram writes; the first match holds. Telegram documents no codes for them. */
const REFUSALS: readonly [RegExp, ChannelFailure][] = [
  [/message thread not found|topic_(deleted|closed|id_invalid)/i, { code: 'thread-gone' }],
  [/message to edit not found|message can't be edited|message_id_invalid/i, { code: 'message-gone' }],
  [/query is too old|query_id_invalid/i, { code: 'expired' }],
  [/chat not found|peer_id_invalid|group chat was deactivated/i, { code: 'unreachable' }],
  [/file is too big/i, { code: 'rejected', reason: 'too-big' }],
]

/**
 * What a refusal of the Bot API or a network failure means to the core. Anything else is a bug of ours and comes back
 * as it is. Neither the failure nor its cause holds the token, a URL or the payload (people's texts).
 */
export function toChannelError(error: unknown): unknown {
  if (error instanceof GrammyError)
    return new ChannelError(failureOf(error), new Error(describeFailure(error)))
  if (error instanceof HttpError) {
    return new ChannelError({ code: 'unavailable' }, new Error(describeFailure(error)))
  }
  return error
}

function failureOf({ error_code: status, description, parameters }: GrammyError): ChannelFailure {
  if (status === 429) return { code: 'rate-limited', retryAfterSeconds: parameters.retry_after ?? 1 }
  // 401: the token was revoked. The poller reports it; what waits to be sent must not be thrown away for it.
  if (status >= 500 || status === 401) return { code: 'unavailable' }
  if (parameters.migrate_to_chat_id !== undefined) {
    return { code: 'chat-moved', to: String(parameters.migrate_to_chat_id) }
  }
  const known = REFUSALS.find(([pattern]) => pattern.test(description))
  if (known !== undefined) return known[1]
  return status === 403 ? { code: 'unreachable' } : { code: 'rejected', reason: description }
}

/** A failure in words fit for a log: method and reason, never a URL, a payload or the text of a network error. */
export function describeFailure(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method}: ${error.error_code} ${error.description}`
  if (error instanceof HttpError) return `network: ${nameOf(error.error)}`
  return nameOf(error)
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** The edit would change nothing: as good as done. */
export function isNotModified(error: unknown): boolean {
  return error instanceof GrammyError && /message is not modified/i.test(error.description)
}

/** Telegram dislikes the formatting; the same text without it can still be sent. */
export function isFormattingRefused(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /can't parse (message )?(caption )?entities|entit(y|ies)_/i.test(error.description)
  )
}
