/** Long enough for an answer; after that nobody is writing one. */
const shownMs = 10_000

/** *Sedang mengetik*, shown only where an answer takes longer than usual. */
export function typingSigns(
  afterMs: number,
  show: (chat: string, state: 'composing' | 'paused') => Promise<void>,
) {
  const timers = new Map<string, NodeJS.Timeout>()
  const end = (chat: string) => {
    clearTimeout(timers.get(chat))
    timers.delete(chat)
  }
  const after = (chat: string, ms: number, work: () => void) => {
    end(chat)
    timers.set(chat, setTimeout(work, ms).unref())
  }
  const tell = (chat: string, state: 'composing' | 'paused') => void show(chat, state).catch(() => undefined)
  return {
    /** A message came that will be answered, as a rule. */
    expect(chat: string): void {
      after(chat, afterMs, () => {
        tell(chat, 'composing')
        after(chat, shownMs, () => {
          end(chat)
          tell(chat, 'paused')
        })
      })
    },
    /** The answer goes out, and ends the sign by itself. */
    end,
    stop(): void {
      for (const chat of [...timers.keys()]) end(chat)
    },
  }
}
