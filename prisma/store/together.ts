/** Does one piece of work after the other, in the order they came; a failed one stops nothing. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/** A connection does one thing at a time: whoever uses it takes turns. */
export function takeTurns(): Turns {
  let before: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = before.then(work)
    before = mine.catch(() => undefined)
    return mine
  }
}

/**
 * Makes one statement of what several chats ask at once: calls are gathered until it is their turn and none of the work
 * under way can go on without an answer. `ask` answers in the order of its keys; its failure is everybody's.
 */
export function together<K, V>(turns: Turns, ask: (keys: K[]) => Promise<V[]>): (key: K) => Promise<V> {
  let open: { keys: K[]; answers: Promise<V[]> } | null = null
  const begin = () => {
    const keys: K[] = []
    const answers = turns(async () => {
      await pause()
      open = null
      return ask(keys)
    })
    return { keys, answers }
  }
  return async (key) => {
    const { keys, answers } = (open ??= begin())
    const place = keys.push(key) - 1
    return (await answers)[place] as V
  }
}

/** Resolves after every promise that is settled by now has been acted on. */
function pause(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve))
}
