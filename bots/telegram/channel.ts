import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from 'grammy'
import { GrammyError } from 'grammy'
import type { BotCommandScope } from 'grammy/types'
import { ChannelError } from '../../core/app/message.ts'
import type { CommandMenu, FileRef } from '../../core/app/message.ts'
import type { Channel } from '../../core/app/ports.ts'
import { capabilities } from '../capabilities.ts'
import { readFileId } from './decode.ts'
import { deliverThrough } from './deliver.ts'
import type { Pictures } from './deliver.ts'
import { describeFailure, toChannelError, TokenRefused } from './errors.ts'
import { asGrammySignal, startPolling } from './poll.ts'
import type { PollOptions } from './poll.ts'
import { createTransport, DOWNLOAD_BYTES_MAX } from './transport.ts'
import type { Transport } from './transport.ts'

/** Only `token`, `pictures`, `log` and `onFatal` are needed; the rest has defaults that suit Telegram. */
export type TelegramOptions = Pick<PollOptions, 'log' | 'onFatal'> &
  Partial<Omit<PollOptions, 'api' | 'take' | 'log' | 'onFatal'>> & {
    token: string
    pictures: Pictures
    apiRoot?: string
    /** `start` gives up when Telegram stays out of reach for so long. */
    startTimeoutMs?: number
  }

/** The bot's own account. Without `canReadAllGroupMessages` (privacy mode) plain group texts do not reach it. */
export type BotAccount = { id: string; username: string; canReadAllGroupMessages: boolean }

/** Members come and go only as updates that have to be asked for by name. */
const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
] as const
const ATTEMPT_SECONDS_MAX = 10
/** A poll that has not answered by this much over its own time is dead. */
const POLL_GRACE_SECONDS = 15

/**
 * Telegram as a channel: long polling in, the Bot API out.
 *
 * `start` rejects with `TokenRefused` at once, or with a `ChannelError` (`unavailable`) when Telegram cannot be reached
 * within `startTimeoutMs` (one minute); it may be called again. Later, listening ends by itself only through `onFatal`.
 * After `stop`, sending still works, so that what is due can be sent before the program ends.
 */
export function telegramChannel(options: TelegramOptions): Channel & { me(): BotAccount } {
  const settings = withDefaults(options)
  const { token, apiRoot, pollTimeoutSeconds, pictures, log } = settings
  const timeoutSeconds = pollTimeoutSeconds + POLL_GRACE_SECONDS
  const transport = createTransport({ token, apiRoot, timeoutSeconds })
  const { api } = transport
  let account: BotAccount | undefined
  let stopping = new AbortController()
  let polling: { stop(): Promise<void> } | undefined

  return {
    name: 'telegram',
    capabilities: capabilities.telegram,
    async start(take) {
      if (polling !== undefined) throw new Error('the channel has already been started')
      stopping = new AbortController()
      account = await connect(api, settings, stopping.signal)
      log('info', 'telegram-connected', { ...account })
      polling = startPolling({ ...settings, api, take })
    },
    async stop() {
      stopping.abort()
      await polling?.stop()
      polling = undefined
    },
    deliver: (delivery) => deliverThrough(api, pictures, delivery),
    download: (file) => download(transport, file),
    setMenus: (menus) => setMenus(api, menus),
    me() {
      if (account === undefined) throw new Error('the account is known only after start')
      return account
    },
  }
}

type Settings = ReturnType<typeof withDefaults>

/** An option given as `undefined` counts as not given, as settings read from an environment are. */
function withDefaults({
  apiRoot = 'https://api.telegram.org',
  startTimeoutMs = 60_000,
  allowedUpdates = ALLOWED_UPDATES,
  pollTimeoutSeconds = 30,
  retryDelayMs = 1000,
  silenceMs = 300_000,
  clock = { now: () => new Date() },
  ...given
}: TelegramOptions) {
  return {
    ...given,
    apiRoot: apiRoot.replace(/\/+$/, ''),
    startTimeoutMs,
    allowedUpdates,
    pollTimeoutSeconds,
    retryDelayMs,
    silenceMs,
    clock,
  }
}

/** Learns who the bot is and takes away a webhook, which would keep updates from being polled. Drops none of them. */
async function connect(api: Api, settings: Settings, stopping: AbortSignal): Promise<BotAccount> {
  const deadlineMs = performance.now() + settings.startTimeoutMs
  for (let failures = 0; ; failures += 1) {
    try {
      const limit = () =>
        asGrammySignal(AbortSignal.any([stopping, AbortSignal.timeout(ATTEMPT_SECONDS_MAX * 1000)]))
      const me = await api.getMe(limit())
      await api.deleteWebhook({ drop_pending_updates: false }, limit())
      stopping.throwIfAborted()
      return {
        id: String(me.id),
        username: me.username,
        canReadAllGroupMessages: me.can_read_all_group_messages,
      }
    } catch (error) {
      // 404 answers a token that is not even shaped like one.
      if (error instanceof GrammyError && [401, 404].includes(error.error_code)) throw new TokenRefused()
      const failure = toChannelError(error)
      if (!(failure instanceof ChannelError)) throw failure
      const waitMs = waitBeforeRetry(failure, settings.retryDelayMs * 2 ** failures)
      if (stopping.aborted || performance.now() + waitMs > deadlineMs) throw failure
      settings.log('warn', 'telegram-connect-failed', { reason: describeFailure(error) })
      await sleep(waitMs, undefined, { signal: stopping }).catch(() => undefined)
    }
  }
}

function waitBeforeRetry({ failure }: ChannelError, backoffMs: number): number {
  return failure.code === 'rate-limited' ? failure.retryAfterSeconds * 1000 : Math.min(backoffMs, 10_000)
}

/** Whole files only: one that comes short is `unavailable`, to be fetched again. */
async function download({ api, fetchFile }: Transport, file: FileRef): Promise<Uint8Array> {
  assertSize(file.bytes)
  const found = await api.getFile(readFileId(file.id).fileId).catch((error: unknown) => {
    throw toChannelError(error)
  })
  assertSize(found.file_size)
  if (found.file_path === undefined) throw new ChannelError({ code: 'unavailable' })
  const bytes = await fetchFile(found.file_path)
  if (found.file_size !== undefined && bytes.length !== found.file_size) {
    throw new ChannelError({ code: 'unavailable' })
  }
  return bytes
}

function assertSize(bytes = 0): void {
  if (bytes > DOWNLOAD_BYTES_MAX) throw new ChannelError({ code: 'rejected', reason: 'too-big' })
}

async function setMenus(api: Api, menus: CommandMenu[]): Promise<void> {
  for (const menu of menus) {
    const commands = menu.commands.map(({ name, help }) => ({ command: name, description: help }))
    await api.setMyCommands(commands, { scope: scopeOf(menu) }).catch((error: unknown) => {
      throw toChannelError(error)
    })
  }
}

function scopeOf({ scope, chat }: CommandMenu): BotCommandScope {
  if (chat !== undefined) return { type: 'chat', chat_id: chat }
  return { type: scope === 'private' ? 'all_private_chats' : 'all_group_chats' }
}
