import { receiveAll } from './receive.ts'
import type { App } from './turn.ts'
import { dispatch, type Outside } from './dispatch.ts'
import type { Dispatched } from './outgoing.ts'
import type { ChannelName } from './message.ts'
import type { OutboxEntry } from './ports.ts'
import { quietChats, type Quiet } from './quiet.ts'

const againMs = 1_000
/** For chats that have no buttons. */
const burstQuiet: Quiet = { ms: 1_000, maxMs: 4_000 }
/** Transactions of the inbox side by side: one is decided on while the other waits for the database. */
const foldsMax = 2

/**
 * Works through the inbox: chats run side by side, the messages of one chat in their order. Many chats are folded into
 * one transaction, which costs hardly more than one chat's; when it fails, each is done alone. Which chats to look at is
 * only a hint in memory; what is pending stands in the store, and `wake` of a chat twice is harmless. Nothing moves
 * before `start`.
 *
 * People write in bursts where there are no buttons to press, so such a chat is taken once it has been quiet for a
 * moment: what came by then is one turn.
 */
export function inboxPump(
  app: App,
  options: {
    /** Chats in one transaction. */
    chatsMax: number
    quiet?: Quiet
    done: (seconds: number) => void
    failed: (error: unknown, setAside: boolean) => void
  },
) {
  const waiting = new Set<string>()
  const busy = new Set<string>()
  const folds = new Set<Promise<void>>()
  const failing = quietChats({ ms: againMs, maxMs: againMs }, (chat) => catchUp([chat]))
  const bursts = quietChats(options.quiet ?? burstQuiet, (chat) => catchUp([chat]))
  let running = false

  const fold = async (chats: string[]) => {
    const began = performance.now()
    const received = await receiveAll(app, chats, options.failed)
    for (const [at, chat] of chats.entries()) {
      busy.delete(chat)
      if (received[at] === 'failed') failing.stir(chat)
      if (received[at] !== 'handled') continue
      options.done((performance.now() - began) / 1000)
      if (!bursts.has(chat)) waiting.add(chat) // there may be more of it
    }
  }
  const next = () => {
    while (running && folds.size < foldsMax) {
      const chats = [...waiting].filter((chat) => !busy.has(chat)).slice(0, options.chatsMax)
      if (chats.length === 0) return
      for (const chat of chats) {
        waiting.delete(chat)
        busy.add(chat)
      }
      const works = fold(chats).then(() => {
        folds.delete(works)
        next()
      })
      folds.add(works)
    }
  }
  const catchUp = (chats: string[]) => {
    for (const chat of chats) if (!bursts.has(chat)) waiting.add(chat)
    next()
  }
  const wake = (chats: string[]) => {
    const isAtOnce = (chat: string) => app.capabilities[channelOfKey(chat)].buttons
    for (const chat of chats) if (!isAtOnce(chat)) bursts.stir(chat)
    catchUp(chats)
  }
  return {
    /** Something has just come in these chats. */
    wake,
    /** Something is pending in these chats since some time. */
    catchUp,
    busy: () => busy.size + waiting.size + bursts.size(),
    start() {
      running = true
      next()
    },
    async stop() {
      running = false
      failing.stop()
      bursts.stop()
      await Promise.all(folds)
    },
  }
}

/** A chat's key is `channel:chat`. */
function channelOfKey(chatKey: string): ChannelName {
  return chatKey.startsWith('whatsapp:') ? 'whatsapp' : 'telegram'
}

/**
 * Works through the outbox whenever woken, and every second for what became due meanwhile. Up to `sendsMax` messages
 * are under way at once, one a chat, so that a slow one holds up nobody else. Nothing moves before `start`.
 */
export function outboxPump(
  app: App,
  outside: Outside,
  options: { sendsMax: number; done: (result: Dispatched) => void; failed: (error: unknown) => void },
) {
  const sending = new Set<Promise<void>>()
  let claiming: Promise<void> | null = null
  let again = false
  let running = false
  let timer: NodeJS.Timeout | undefined

  const start = (entry: OutboxEntry) => {
    const sends = dispatch(app, outside, entry)
      .then(options.done, options.failed)
      .finally(() => {
        sending.delete(sends)
        wake()
      })
    sending.add(sends)
  }
  const claim = async () => {
    while (again && running && sending.size < options.sendsMax) {
      again = false
      const entries = await app.store.claimOutbox(options.sendsMax - sending.size)
      entries.forEach(start)
    }
  }
  const wake = () => {
    again = true
    if (!running || claiming) return
    claiming = claim()
      .catch(options.failed)
      .finally(() => (claiming = null))
  }
  return {
    wake,
    start() {
      running = true
      timer ??= setInterval(wake, againMs)
      wake()
    },
    async stop() {
      running = false
      clearInterval(timer)
      await claiming
      await Promise.all(sending)
    },
  }
}
