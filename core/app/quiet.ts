/** How long a chat must be quiet before it is answered, and how long it is waited for at most. */
export type Quiet = { ms: number; maxMs: number }

/** Waits until a burst of messages has arrived: `whenQuiet` hears of a chat once nothing has come for a moment. */
export function quietChats(quiet: Quiet, whenQuiet: (chat: string) => void) {
  const settling = new Map<string, { since: number; timer: NodeJS.Timeout }>()
  return {
    /** Something has come in this chat. */
    stir(chat: string): void {
      const { since = performance.now(), timer: before } = settling.get(chat) ?? {}
      clearTimeout(before)
      const left = Math.max(0, since + quiet.maxMs - performance.now())
      const settled = () => {
        settling.delete(chat)
        whenQuiet(chat)
      }
      settling.set(chat, { since, timer: setTimeout(settled, Math.min(quiet.ms, left)) })
    },
    has: (chat: string) => settling.has(chat),
    size: () => settling.size,
    stop(): void {
      for (const { timer } of settling.values()) clearTimeout(timer)
    },
  }
}
