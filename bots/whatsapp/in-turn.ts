/** Does one piece of work after the other for a name; work for other names goes on beside it. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const done = (last.get(name) ?? Promise.resolve()).then(work)
    const settled: Promise<unknown> = done
      .catch(() => undefined)
      .finally(() => last.get(name) === settled && last.delete(name))
    last.set(name, settled)
    return done
  }
}

/** Whose session it is: a name for all devices of an account. */
export function accountIn(jid: string): string {
  return /^[^:@]*/.exec(jid)?.[0] ?? jid
}
