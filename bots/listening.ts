import type { Logger } from 'pino'
import type { inboxPump, outboxPump } from '../core/app/pump.ts'
import type { App } from '../core/app/turn.ts'
import { keepServingLock } from '../prisma/lock.ts'
import type { Channels } from './channels.ts'
import type { Metrics } from './metrics.ts'

/** Chats looked at after a start or by a sweep; the rest follow with the next. */
export const chatsSweptMax = 1000

type Parts = {
  app: App
  channels: Channels
  url: string
  inbox: ReturnType<typeof inboxPump>
  outbox: ReturnType<typeof outboxPump>
  metrics: Metrics
  log: Logger
  onFatal: (error: Error) => void
  onStop: (step: () => Promise<void>) => void
}

/**
 * Listens to the channels for as long as this process holds the database's serving lock: a second process waits in
 * readiness. Resolves once it listens, or waits; rejects when a channel cannot be started. The answer tells whether
 * it listens now.
 */
export async function listen(parts: Parts): Promise<() => boolean> {
  const { url, log } = parts
  let listening = false
  await new Promise<void>((resolve, reject) => {
    let first = true
    const held = async () => {
      try {
        await begin(parts)
        listening = true
      } catch (error) {
        if (first) return reject(error)
        if (isRetryable(error)) throw error
        parts.onFatal(error instanceof Error ? error : new Error(String(error)))
      } finally {
        first = false
      }
      resolve()
    }
    const lost = async () => {
      listening = false
      await stopAll(parts)
    }
    const waiting = () => {
      log.warn('another-process-serves')
      first = false
      resolve()
    }
    const lock = keepServingLock(url, { held, lost, waiting })
    parts.onStop(() => lock.stop())
  })
  return () => listening
}

/** Starts the channel, and takes up what an earlier run left. */
async function begin({ app, channels, inbox, outbox, metrics, log }: Parts): Promise<void> {
  const { store } = app
  const { telegram } = channels
  for (const channel of Object.values(channels))
    await channel.start(async (batch) => {
      metrics.received(batch.length)
      inbox.wake(await store.receive(batch))
    })
  const me = telegram.me()
  app.bot = { ...app.bot, username: me.username, readsAllInGroups: me.canReadAllGroupMessages }
  if (!me.canReadAllGroupMessages) log.info('group-privacy-on')
  await store.transaction(async (tx) => {
    const groups = await tx.staff.groups()
    const chats = [null, ...new Set(groups.map(({ chat }) => chat.chat))]
    await tx.outbox.put(chats.map((group) => ({ kind: 'menu', channel: telegram.name, group })))
  })
  inbox.catchUp(await store.pendingChats(chatsSweptMax))
  inbox.start()
  outbox.start()
}

async function stopAll({ channels }: Parts): Promise<void> {
  await Promise.all(Object.values(channels).map((channel) => channel.stop()))
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}
