import type { Update, WebhookInfo } from 'grammy/types'
import { readFlag, readInteger, readObject, readText, type Args } from '../args.ts'
import type { Core } from '../core.ts'
import { badRequest } from '../errors.ts'
import type { OnGone } from '../updates.ts'

const TIMEOUT_SECONDS_MAX = 50
const BATCH_MAX = 100
/** Machine time after which a button press can no longer be answered. */
const QUERY_AGE_MS_MAX = 15_000
const ANSWER_TEXT_MAX = 200

/** getUpdates. `allowed_updates` is remembered; an empty list means Telegram's default set. */
export function getUpdates(core: Core, args: Args, onGone: OnGone): Promise<Update[]> {
  const allowed = readObject<string[]>(args, 'allowed_updates')
  if (allowed !== undefined) core.state.allowedUpdates = allowed.length > 0 ? allowed : undefined
  const limit = readInteger(args, 'limit') ?? BATCH_MAX
  const timeout = Math.min(Math.max(readInteger(args, 'timeout') ?? 0, 0), TIMEOUT_SECONDS_MAX)
  const batch = limit >= 1 && limit <= BATCH_MAX ? limit : BATCH_MAX
  return core.updates.poll(readInteger(args, 'offset') ?? 0, batch, timeout, onGone)
}

/** deleteWebhook: there never is one, but waiting updates can be dropped. */
export function deleteWebhook(core: Core, args: Args): true {
  if (readFlag(args, 'drop_pending_updates')) core.state.updates.length = 0
  return true
}

/** getWebhookInfo */
export function getWebhookInfo(core: Core): WebhookInfo {
  const { updates, allowedUpdates } = core.state
  return {
    url: '',
    has_custom_certificate: false,
    pending_update_count: updates.length,
    ...(allowedUpdates && { allowed_updates: allowedUpdates as WebhookInfo['allowed_updates'] }),
  }
}

/** answerCallbackQuery: once per press, within 15 seconds. */
export function answerCallbackQuery(core: Core, args: Args): true {
  const queryId = readText(args, 'callback_query_id')
  const pending = core.pendingQueries.get(queryId)
  if (pending === undefined || core.elapsedMs() - pending.pressedAtMs > QUERY_AGE_MS_MAX) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  const text = readText(args, 'text')
  if (text.length > ANSWER_TEXT_MAX) throw badRequest('MESSAGE_TOO_LONG')
  const url = readText(args, 'url')
  const answer = { ...(text && { text }), alert: readFlag(args, 'show_alert'), ...(url && { url }) }
  core.pendingQueries.delete(queryId)
  pending.settle(answer)
  const { chatId, userId } = pending
  core.emit({ kind: 'callback-answered', queryId, chatId, userId, answer })
  return true
}
