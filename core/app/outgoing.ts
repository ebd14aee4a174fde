import { StoreUnavailable, type OutboxEntry, type StaffGroup, type Tx } from './ports.ts'
import type { App } from './turn.ts'

/** How one entry of the outbox ended. */
export type Dispatched = 'sent' | 'later' | 'given-up'

/** How long the mark that something went out is tried; well within the minute that the entry is ours. */
const markMs = 30_000
const markAgainMs = 500

/**
 * The entry went out; `also` stores what the channel's receipt brought. Most bring nothing, and are marked many at once:
 * the mark waits at most for the one under way.
 */
export async function sent(
  app: App,
  entry: OutboxEntry,
  also?: (tx: Tx) => Promise<void>,
): Promise<Dispatched> {
  if (!also) await insist(() => app.store.sent(entry.id))
  else
    await mark(app, async (tx) => {
      await also(tx)
      await tx.outbox.sent(entry.id)
    })
  return 'sent'
}

/** Stores what the channel has done already. */
export async function mark(app: App, work: (tx: Tx) => Promise<void>): Promise<void> {
  await insist(() => app.store.transaction(work))
}

/** While the database is away it is tried again: what is done already would, forgotten, be done twice. */
async function insist(work: () => Promise<void>): Promise<void> {
  const until = performance.now() + markMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, markAgainMs))
    }
  }
}

/** The entry is never tried again. */
export async function giveUp(
  app: App,
  entry: OutboxEntry,
  state: 'dead' | 'dropped',
  reason: string,
): Promise<Dispatched> {
  await app.store.giveUp(entry.id, state, reason)
  return 'given-up'
}

/** How long to wait after a failed try: doubling, up to a minute. */
export function backoffMs({ attempts }: OutboxEntry): number {
  return Math.min(500 * 2 ** attempts, 60_000)
}

/** The entry is tried again, `max` times in all. */
export async function tryLater(
  app: App,
  entry: OutboxEntry,
  { afterMs, queueToo, reason, max }: { afterMs: number; queueToo: boolean; reason: string; max: number },
): Promise<Dispatched> {
  if (entry.attempts + 1 >= max) return giveUp(app, entry, 'dead', reason)
  await app.store.retry(entry.id, afterMs, { queueToo, reason })
  return 'later'
}

/** The staff group of a service. */
export async function groupOf(tx: Tx, service: string): Promise<StaffGroup | null> {
  return (await tx.staff.groups()).find((group) => group.service === service) ?? null
}
