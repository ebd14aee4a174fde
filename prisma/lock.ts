import { Client } from 'pg'

/** The one lock a process holds while it listens to the channels: two pollers of one bot would fight. */
const servingLock = 724_407_001

export type LockKeeper = { stop(): Promise<void> }

/**
 * Waits for the lock that makes this process the one that listens, and calls `held` once it has it and `lost` when the
 * connection that holds it breaks; then it waits for it again. A connection of its own, because a pool drops idle ones.
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
  const run = async () => {
    let told = false
    while (!stopped) {
      const client = new Client({ connectionString: url, keepAlive: true })
      const broken = new Promise<void>((resolve) => {
        client.once('error', () => resolve())
        client.once('end', () => resolve())
      })
      if (await acquire(client)) {
        wakeUp = () => void client.end().catch(() => undefined)
        await on.held()
        if (!stopped) await broken
        await on.lost()
      } else {
        if (!told) on.waiting()
        told = true
        await pause()
      }
      await client.end().catch(() => undefined)
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

async function acquire(client: Client): Promise<boolean> {
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      servingLock,
    ])
    return rows[0]?.held === true
  } catch {
    return false
  }
}
