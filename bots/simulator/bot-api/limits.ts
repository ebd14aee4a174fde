import { ApiError } from './errors.ts'

/** How much a bot may send before it hears 429. `real`: Telegram's published figures. */
export type Limits =
  'real' | 'off' | { perChatPerSecond?: number; perGroupPerMinute?: number; overallPerSecond?: number }

/** Counts sends and refuses with 429; `checkSend` throws, and counts only what it lets pass. */
export type Limiter = { checkSend(chatId: number, isGroup: boolean, messages: number): void }

/** Telegram tolerates short bursts to one chat: its rate is judged over this many seconds. */
const CHAT_BURST_SECONDS = 3

/** A limiter over sliding windows of `nowMs`, which is machine time, not the world's clock. */
export function createLimiter(limits: Limits, nowMs: () => number): Limiter {
  if (limits === 'off') return { checkSend: () => {} }
  const rates =
    limits === 'real' ? { perChatPerSecond: 1, perGroupPerMinute: 20, overallPerSecond: 30 } : limits
  const chat = createWindow(
    (rates.perChatPerSecond ?? Infinity) * CHAT_BURST_SECONDS,
    CHAT_BURST_SECONDS * 1000,
  )
  const group = createWindow(rates.perGroupPerMinute ?? Infinity, 60_000)
  const overall = createWindow(rates.overallPerSecond ?? Infinity, 1000)
  return {
    checkSend(chatId, isGroup, messages) {
      const now = nowMs()
      const windows: [Window, number][] = [
        [overall, 0],
        [chat, chatId],
      ]
      if (isGroup) windows.push([group, chatId])
      const waitMs = Math.max(...windows.map(([window, key]) => window.waitMs(key, messages, now)))
      if (waitMs > 0) throw tooManyRequests(Math.ceil(waitMs / 1000))
      for (const [window, key] of windows) window.count(key, messages, now)
    },
  }
}

/** 429 as Telegram words it. */
function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  })
}

type Window = {
  waitMs(key: number, messages: number, now: number): number
  count(key: number, messages: number, now: number): void
}

function createWindow(messagesMax: number, windowMs: number): Window {
  const sent = new Map<number, number[]>()
  return {
    waitMs(key, messages, now) {
      const times = (sent.get(key) ?? []).filter((time) => time > now - windowMs)
      sent.set(key, times)
      // An album larger than the window passes alone, or it could never be sent.
      const surplus = times.length + Math.min(messages, messagesMax) - messagesMax
      return surplus <= 0 ? 0 : (times[Math.ceil(surplus) - 1] ?? now) + windowMs - now
    },
    count(key, messages, now) {
      const times = sent.get(key) ?? []
      for (let i = 0; i < messages; i++) times.push(now)
      sent.set(key, times)
    },
  }
}
