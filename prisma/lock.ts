import { Client } from 'pg'

/** The one lock a process holds while it listens to the channels: two pollers of one bot would fight. */
const servingLock = 724_407_001

export type LockKeeper = { stop(): Promise<void> }

/**
 * Waits for the lock that makes this process the one that listens, and calls `held` once it has it and `lost` when the
 * connection that holds it breaks, or `held` rejected; then it waits for it again. `waiting` hears once that another
 * process has it. A connection of its own, because a pool drops idle ones.
 */
export function keepServingLock(
  url: string,
  on: { held: () => Promise<void>; lost: () => Promise<void>; waiting: () => void },
  retryMs = 1_000,
): LockKeeper {
  let stopped = false
  let wakeUp = () => {}
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, retryMs)
      wakeUp = () => (clearTimeout(timer), resolve())
    })
  const serve = async (client: Client, broken: Promise<void>) => {
    wakeUp = () => void client.end().catch(() => undefined)
    const began = await on.held().then(
      () => true,
      () => false,
    )
    if (began && !stopped) await broken
    await on.lost()
  }
  const run = async () => {
    let told = false
    while (!stopped) {
      const client = new Client({ connectionString: url, keepAlive: true })
      const broken = new Promise<void>((resolve) => {
        client.on('error', () => resolve())
        client.once('end', () => resolve())
      })
      const acquired = await acquire(client)
      if (acquired === 'held') {
        told = false
        if (!stopped) await serve(client, broken)
      } else if (acquired === 'taken' && !told) {
        told = true
        on.waiting()
      }
      await client.end().catch(() => undefined)
      if (!stopped) await pause()
    }
  }
  const running = run()
  return {
    async stop() {
      stopped = true
      wakeUp()
      await running
    },
  }
}

async function acquire(client: Client): Promise<'held' | 'taken' | 'unreachable'> {
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      servingLock,
    ])
    return rows[0]?.held === true ? 'held' : 'taken'
  } catch {
    return 'unreachable'
  }
}
