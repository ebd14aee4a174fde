import type { Undelivered } from '../text/id/mail.ts'
import { isClosed, openRun } from '../ticket/ticket.ts'
import { backoffMs, giveUp, sent, tryLater, type Dispatched } from './outgoing.ts'
import { MailError, type Mailer, type OutboxEntry, type OutboxItem } from './ports.ts'
import type { App } from './turn.ts'

/** Long enough for a server that is mended or that greylists; the requester still hears the same day. */
const triedMs = 4 * 3_600_000

type MailItem = Extract<OutboxItem, { kind: 'mail' }>

/**
 * Sends an e-mail. While the server is away it is tried again, for hours; one that is refused, or that nobody can send,
 * is given up, and the staff group is told to bring its content by another way.
 */
export async function post(
  app: App,
  mailer: Mailer | null,
  entry: OutboxEntry,
  item: MailItem,
): Promise<Dispatched> {
  if (mailer === null) return undelivered(app, entry, item, 'no-server', 'no mailer')
  try {
    await mailer.send(item.mail)
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    if (!error.retryable) return undelivered(app, entry, item, 'refused', error.message)
    if (entry.ageMs >= triedMs) return undelivered(app, entry, item, 'too-long', error.message)
    return tryLater(app, entry, {
      afterMs: backoffMs(entry),
      queueToo: false,
      reason: error.message,
      max: Infinity,
    })
  }
  return sent(app, entry)
}

/** Staff are told first: a crash in between tells them twice, never not at all. */
async function undelivered(
  app: App,
  entry: OutboxEntry,
  { service, ticket: id }: MailItem,
  why: Undelivered,
  reason: string,
): Promise<Dispatched> {
  await app.store.transaction(async (tx) => {
    const file = await tx.tickets.peek(id)
    if (!file) return
    const { ticket } = file
    const message = { text: app.words.mail.notSent(ticket.number, why, isClosed(ticket)) }
    const assignee = openRun(ticket)?.assignee
    const calls = assignee ? [assignee] : []
    await tx.outbox.put([
      { kind: 'to-group', service, ticket: id, message, calls, about: { ticket: id, kind: 'card' } },
    ])
  })
  return giveUp(app, entry, 'dead', reason)
}
