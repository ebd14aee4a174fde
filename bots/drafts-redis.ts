import type { DraftStore } from '../core/app/ports.ts'
import type { Draft } from '../core/intake/form.ts'
import { connectRedis, type RedisConnection } from './redis-connection.ts'

/** Longer than a draft lives (24 hours), so that the sweep ends it with a word; what a sweep never meets goes anyway. */
const lifeSeconds = 48 * 3_600
/** How long a damaged draft is kept for somebody to look at. */
const damagedLifeSeconds = 7 * 24 * 3_600

const prefix = 'sigap:draft:'
/** Owners by when their draft was touched (ms). An owner is `channel:chat`, so that no draft has this key. */
const index = `${prefix}touched`

/**
 * Drafts in Redis, one key an owner. The index is written before the draft and taken away after it: no draft is without
 * its entry, and an entry without its draft, or out of step with it, is mended when met.
 * Redis being away at the start is no failure. `onTrouble` hears of outages, refusals and damaged drafts, for the log.
 */
export async function openRedisDrafts(
  url: string,
  onTrouble: (error: unknown) => void,
): Promise<{ store: DraftStore; close(): Promise<void> }> {
  const redis = await connectRedis(url, lifeSeconds, onTrouble)
  const inTurn = turns()
  /** Work on one owner's draft, when what was asked before is done. */
  const alone = <T>(owner: string, work: () => Promise<T>) => inTurn(owner, () => redis.attempt(work))
  const load = (owner: string) => read(redis, owner, onTrouble)
  const store: DraftStore = {
    load: (owner) => alone(owner, () => load(owner)),
    save: (draft) =>
      alone(draft.owner, async () => {
        await Promise.all([
          redis.send('zadd', index, Date.parse(draft.touched), draft.owner),
          redis.sessions.saveSession(keyOf(draft.owner), draft),
        ])
      }),
    clear: (owner) =>
      alone(owner, async () => {
        const [, listed] = await Promise.all([
          redis.sessions.clearSession(keyOf(owner)),
          redis.send('zrem', index, owner),
        ])
        return listed === 1
      }),
    async stale(before, limit) {
      const owners = (await redis.attempt(() =>
        redis.send('zrangebyscore', index, '-inf', `(${before.getTime()}`, 'LIMIT', 0, limit),
      )) as string[]
      const drafts = owners.map((owner) =>
        alone(owner, async () => {
          const draft = await load(owner)
          if (!draft) await redis.send('zrem', index, owner)
          else if (touchedAt(draft) < before.getTime()) return draft
          else await redis.send('zadd', index, touchedAt(draft), owner)
          return null
        }),
      )
      return (await Promise.all(drafts)).filter((draft) => draft !== null)
    },
  }
  return { store, close: redis.close }
}

/** A damaged draft counts as missing once it is moved aside and told of; until then nothing is answered. */
async function read(
  { sessions, send }: RedisConnection,
  owner: string,
  onTrouble: (error: unknown) => void,
): Promise<Draft | null> {
  const key = keyOf(owner)
  const draft = await sessions.getSession(key)
  if (isDraft(draft, owner)) return draft
  // getSession gives the same for nothing and for what is not JSON.
  if ((await send('exists', key)) === 0) return null
  const aside = `${prefix}damaged:${owner}`
  await Promise.all([send('rename', key, aside), send('expire', aside, damagedLifeSeconds)])
  onTrouble(new Error(`A damaged draft was moved to ${aside}`))
  return null
}

function isDraft(value: unknown, owner: string): value is Draft {
  const draft = value as Partial<Draft> | null
  return draft?.owner === owner && typeof draft.id === 'string' && Number.isFinite(touchedAt(draft))
}

function touchedAt({ touched }: Partial<Draft>): number {
  return Date.parse(touched ?? '')
}

function keyOf(owner: string): string {
  return prefix + owner
}

/** Does what belongs to one key one after the other, in the order it was asked for, whatever becomes of each. */
function turns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key)
    const mine = (before ?? Promise.resolve()).then(work, work)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
