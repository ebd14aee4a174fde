import { receive } from './receive.ts'
import type { App } from './turn.ts'
import { dispatch, type Dispatched, type Outside } from './dispatch.ts'
import type { OutboxEntry } from './ports.ts'

const againMs = 1_000

/**
 * Works through the inbox: chats run side by side, the messages of one chat in their order. Which chats to look at is
 * only a hint in memory; what is pending stands in the store, and `wake` of a chat twice is harmless.
 */
export function inboxPump(
  app: App,
  options: {
    chatsMax: number
    done: (seconds: number) => void
    failed: (error: unknown, setAside: boolean) => void
  },
) {
  const waiting = new Set<string>()
  const busy = new Map<string, Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false

  const work = async (chat: string) => {
    try {
      for (;;) {
        const began = performance.now()
        const result = await receive(app, chat, options.failed)
        if (result === 'nothing') return
        options.done((performance.now() - began) / 1000)
        if (result === 'failed') return later(chat)
        if (stopped) return
      }
    } catch (error) {
      options.failed(error, false)
      later(chat)
    }
  }
  const later = (chat: string) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      wake([chat])
    }, againMs)
    timers.add(timer)
  }
  const next = () => {
    for (const chat of waiting) {
      if (stopped || busy.size >= options.chatsMax) return
      if (busy.has(chat)) continue
      waiting.delete(chat)
      busy.set(
        chat,
        work(chat).finally(() => {
          busy.delete(chat)
          next()
        }),
      )
    }
  }
  const wake = (chats: string[]) => {
    for (const chat of chats) waiting.add(chat)
    next()
  }
  return {
    wake,
    busy: () => busy.size + waiting.size,
    async stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(busy.values())
    },
  }
}

/**
 * Works through the outbox whenever woken, and every second for what became due meanwhile. Up to `sendsMax` messages
 * are under way at once, one a chat, so that a slow one holds up nobody else.
 */
export function outboxPump(
  app: App,
  outside: Outside,
  options: { sendsMax: number; done: (result: Dispatched) => void; failed: (error: unknown) => void },
) {
  const sending = new Set<Promise<void>>()
  let claiming: Promise<void> | null = null
  let again = false
  let stopped = false

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
    while (again && !stopped && sending.size < options.sendsMax) {
      again = false
      const entries = await app.store.claimOutbox(options.sendsMax - sending.size)
      entries.forEach(start)
    }
  }
  const wake = () => {
    again = true
    if (stopped || claiming) return
    claiming = claim()
      .catch(options.failed)
      .finally(() => (claiming = null))
  }
  const timer = setInterval(wake, againMs)
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      await claiming
      await Promise.all(sending)
    },
  }
}
