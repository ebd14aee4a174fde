import type { Store, Tx } from '../../core/app/ports.ts'
import type { Prisma, PrismaClient } from '../generated/client.ts'
import { calendarIn } from './calendar.ts'
import { cardsIn, messagesIn } from './cards.ts'
import { draftsIn } from './drafts.ts'
import { asPortErrors } from './failures.ts'
import { withHotPath } from './hot-path.ts'
import { failed, pendingChats, receive } from './inbox.ts'
import { notesIn } from './notes.ts'
import { digestsIn, remindersIn } from './once.ts'
import { claimOutbox, giveUp, markSent, retry } from './outbox.ts'
import { peopleIn } from './people.ts'
import { promptsIn } from './prompts.ts'
import { profilesIn, settingsIn } from './settings.ts'
import { staffIn } from './staff.ts'
import { ticketsIn } from './tickets.ts'
import { takeTurns, together } from './together.ts'

/**
 * How long a transaction waits for a connection, and how long it may then take: most are over in milliseconds, but a change
 * of the calendar computes every open ticket anew in one.
 */
const patience = { maxWait: 5_000, timeout: 120_000 }

/** What is kept, in PostgreSQL. The caller owns the client and closes it. */
export function createStore(client: PrismaClient): Store {
  const sent = together(takeTurns(), (ids: string[]) => markSent(client, ids))
  return {
    transaction: (work) => asPortErrors(client.$transaction((db) => work(viewOf(db)), patience)),
    receive: (batch) => asPortErrors(receive(client, batch)),
    pendingChats: (limit) => asPortErrors(pendingChats(client, limit)),
    failed: (inboxId, reason) => asPortErrors(failed(client, inboxId, reason)),
    claimOutbox: (limit) => asPortErrors(claimOutbox(client, limit)),
    sent: (id) => asPortErrors(sent(id)),
    retry: (id, afterMs, options) => asPortErrors(retry(client, id, afterMs, options)),
    giveUp: (id, state, reason) => asPortErrors(giveUp(client, id, state, reason)),
    depths: () => asPortErrors(depths(client)),
    ping: () => asPortErrors(ping(client)),
  }
}

/** Everything of one transaction. Its parts are closures over `db`: making them costs no statement. */
function viewOf(db: Prisma.TransactionClient): Tx {
  return withHotPath(db, takeTurns(), {
    inbox: {},
    people: peopleIn(db),
    staff: staffIn(db),
    drafts: draftsIn(db),
    prompts: promptsIn(db),
    tickets: ticketsIn(db),
    notes: notesIn(db),
    outbox: {},
    cards: cardsIn(db),
    messages: messagesIn(db),
    reminders: remindersIn(db),
    digests: digestsIn(db),
    calendar: calendarIn(db),
    settings: settingsIn(db),
    profiles: profilesIn(db),
  })
}

async function depths(client: PrismaClient): ReturnType<Store['depths']> {
  const [row] = await client.$queryRaw<[Awaited<ReturnType<Store['depths']>>]>`SELECT
    (SELECT count(*) FROM inbox WHERE state = 'pending')::int AS inbox,
    (SELECT count(*) FROM outbox WHERE state = 'waiting')::int AS outbox,
    (SELECT count(*) FROM outbox WHERE state = 'dead')::int AS dead,
    (SELECT count(*) FROM inbox WHERE state = 'poison')::int AS poison`
  return row
}

async function ping(client: PrismaClient): Promise<void> {
  await client.$queryRaw`SELECT 1`
}
