import { ConcurrentChange, type Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { loadDrafts, saveDrafts } from './drafts.ts'
import { idToFind } from './ids.ts'
import { finish, pendingOf } from './inbox.ts'
import { markSent, putItems } from './outbox.ts'
import { meetPeople } from './meeting.ts'
import { reach } from './people.ts'
import { together, type Turns } from './together.ts'

/** What an answer in an intake does, and so nearly every message. */
type Hot = {
  inbox: Tx['inbox']
  people: Pick<Tx['people'], 'meet' | 'setReachable'>
  drafts: Pick<Tx['drafts'], 'load' | 'save'>
  outbox: Tx['outbox']
}
/** Everything else, one statement after the other. */
export type Cold = { [Part in keyof Tx]: Part extends keyof Hot ? Omit<Tx[Part], keyof Hot[Part]> : Tx[Part] }

/**
 * The transaction as the core sees it. What many chats do at once in it is asked and written for all of them in one
 * statement; for the few that have a prompt, a ticket or roles to be looked at, the general way follows.
 */
export function withHotPath(db: Prisma.TransactionClient, turns: Turns, given: Cold): Tx {
  const cold = inTurns(given, turns)
  const { prompts, tickets, staff } = cold
  const meet = together(turns, (senders: Parameters<typeof meetPeople>[1]) => meetPeople(db, senders))
  const setReachable = together(turns, (changes: Parameters<typeof reach>[1]) => reach(db, changes))
  const { hasPrompt, isSubmitted, hasOpen } = whetherAny(db, turns)
  const groups = shared(turns, () => given.staff.groups())
  const pending = together(turns, (chats: string[]) => pendingOf(db, chats))
  const claimed = new Set<string>()
  /**
   * What makes somebody another person must not happen beside a turn that has them in hand; nor may a change of the
   * calendar wait for others with tickets of other chats in hand.
   */
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (claimed.size > 1) throw new ConcurrentChange('this is changed in a transaction of its own')
    return work()
  }
  return {
    ...cold,
    inbox: {
      async pending(chat) {
        const waiting = await pending(chat)
        if (waiting.length > 0) claimed.add(chat)
        return waiting
      },
      done: together(turns, (ids) => finish(db, ids)),
    },
    people: {
      ...cold.people,
      meet: (channel, sender) => meet({ channel, sender }),
      setReachable: (channel, externalId, reachable) => setReachable({ channel, externalId, reachable }),
      join: (from, into) => alone(() => cold.people.join(from, into)),
      part: (id, channel) => alone(() => cold.people.part(id, channel)),
      moveChat: (from, to) => alone(() => cold.people.moveChat(from, to)),
    },
    staff: {
      ...staff,
      grants: shared(turns, given.staff.grants),
      groups: () => groups(null),
      members: shared(turns, given.staff.members),
    },
    calendar: { ...cold.calendar, put: (edits) => alone(() => cold.calendar.put(edits)) },
    drafts: {
      ...cold.drafts,
      load: together(turns, (owners) => loadDrafts(db, owners)),
      save: together(turns, (drafts) => saveDrafts(db, drafts)),
    },
    prompts: {
      ...prompts,
      get: async (owner, now) => ((await hasPrompt(owner)) ? prompts.get(owner, now) : null),
      clear: async (owner) => ((await hasPrompt(owner)) ? prompts.clear(owner) : false),
    },
    tickets: {
      ...tickets,
      byDraft: async (draft) => ((await isSubmitted(draft)) ? tickets.byDraft(draft) : null),
      async list(filter, limit) {
        const nothing = filter.open && filter.requester !== undefined && !(await hasOpen(filter.requester))
        return nothing ? [] : tickets.list(filter, limit)
      },
    },
    outbox: {
      put: together(turns, (puts) => putItems(db, puts)),
      sent: together(turns, (ids) => markSent(db, ids)),
    },
  }
}

/** Whether there is anything to be looked at the general way. */
function whetherAny(db: Prisma.TransactionClient, turns: Turns) {
  const hasPrompt = together(turns, async (owners: string[]) => {
    const rows = await db.prompt.findMany({ where: { owner: { in: owners } }, select: { owner: true } })
    return among(
      owners,
      rows.map((row) => row.owner),
    )
  })
  const isSubmitted = together(turns, async (ids: string[]) => {
    const rows = await db.ticket.findMany({ where: { draftId: { in: ids } }, select: { draftId: true } })
    return among(
      ids,
      rows.map((row) => row.draftId),
    )
  })
  const hasOpen = together(turns, async (people: string[]) => {
    const where = { requesterId: { in: people.map(idToFind) }, closedAt: null }
    const rows = await db.ticket.findMany({ where, select: { requesterId: true } })
    return among(
      people,
      rows.map((row) => String(row.requesterId)),
    )
  })
  return { hasPrompt, isSubmitted, hasOpen }
}

/** Of each key whether it is among those found. */
function among(keys: string[], found: (string | null)[]): boolean[] {
  const all = new Set(found)
  return keys.map((key) => all.has(key))
}

/** What several chats want to know alike is read once. */
function shared<K, V>(turns: Turns, read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  return together(turns, async (keys: K[]) => {
    const answers = new Map<string | undefined, V>()
    for (const key of keys) {
      const name = JSON.stringify(key)
      if (!answers.has(name)) answers.set(name, await read(key))
    }
    return keys.map((key) => answers.get(JSON.stringify(key)) as V)
  })
}

type Parts = Record<string, Record<string, (...args: never[]) => Promise<unknown>>>

/** The same methods, each waiting for its turn. */
function inTurns(tx: Cold, turns: Turns): Cold {
  const parts = Object.entries(tx as unknown as Parts).map(([part, methods]) => [
    part,
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        (...args: never[]) => turns(() => method(...args)),
      ]),
    ),
  ])
  return Object.fromEntries(parts) as Cold
}
