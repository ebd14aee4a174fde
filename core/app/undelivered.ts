import { ticketOfFile, type ChannelError, type ChatAddress } from './message.ts'
import { backoffMs, giveUp, groupOf, tryLater, type Dispatched } from './outgoing.ts'
import type { OutboxEntry, OutboxItem } from './ports.ts'
import type { App } from './turn.ts'

const attemptsMax = 20
/** A channel's server may be away for hours; a message it never takes must not hold up its chat for ever. */
const unavailableMs = 24 * 3_600_000

/** What a channel's failure means for the entry. */
export async function settle(app: App, entry: OutboxEntry, { failure }: ChannelError): Promise<Dispatched> {
  const reason = failure.code
  const later = (afterMs: number, queueToo = false, max = attemptsMax) =>
    tryLater(app, entry, { afterMs, queueToo, reason, max })
  switch (failure.code) {
    case 'rate-limited':
      return later(failure.retryAfterSeconds * 1000, true, Infinity)
    case 'unavailable':
      return later(backoffMs(entry), true, entry.ageMs < unavailableMs ? Infinity : attemptsMax)
    case 'offline':
      return later(backoffMs(entry), true, Infinity)
    case 'chat-moved': {
      const from = await chatOf(app, entry.item)
      if (from) await app.store.transaction((tx) => tx.staff.moveChat(from, { ...from, chat: failure.to }))
      return later(0)
    }
    case 'thread-gone':
    case 'message-gone':
      return (await forgetCard(app, entry.item, failure.code)) ? later(0) : giveUp(app, entry, 'dead', reason)
    case 'unreachable':
      await tellUnreachable(app, entry.item)
      return giveUp(app, entry, 'dead', reason)
    case 'expired':
      await tellFileLost(app, entry.item)
      return giveUp(app, entry, 'dropped', reason)
    case 'rejected':
      if (entry.item.kind === 'archive') await tellFileRefused(app, entry.item)
      await tellFileLost(app, entry.item)
      return giveUp(app, entry, 'dead', failure.reason)
  }
}

/**
 * The topic or the message is gone: the card is sent anew, in a new topic where need be. False when the entry has no
 * ticket whose card could be.
 */
async function forgetCard(
  app: App,
  item: OutboxItem,
  code: 'thread-gone' | 'message-gone',
): Promise<boolean> {
  if ((item.kind !== 'card' && item.kind !== 'to-group') || item.ticket === null) return false
  const { ticket, service } = item
  return app.store.transaction(async (tx) => {
    const group = await groupOf(tx, service)
    const card = group && (await tx.cards.of(ticket, group.chat))
    if (!group || !card) return false
    const thread = code === 'thread-gone' ? null : card.thread
    await tx.cards.put(ticket, { chat: group.chat, thread, message: null })
    if (item.kind === 'to-group') await tx.outbox.put([{ kind: 'card', service, ticket }])
    return true
  })
}

/** A file of a ticket's cannot be had, or is not what it says: staff ask for another one. */
async function tellFileRefused(app: App, { key }: Extract<OutboxItem, { kind: 'archive' }>): Promise<void> {
  const id = ticketOfFile(key)
  await app.store.transaction(async (tx) => {
    const file = id === null ? null : await tx.tickets.peek(id)
    if (!file) return
    const { service, number, id: ticket } = file.ticket
    const message = { text: app.words.staff.fileRefused(number) }
    await tx.outbox.put([{ kind: 'to-group', service, ticket, message, about: { ticket, kind: 'card' } }])
  })
}

/** A file with days off cannot be had: whoever sent it is told, or would wait for its effect. */
async function tellFileLost(app: App, item: OutboxItem): Promise<void> {
  if (item.kind !== 'import-days') return
  const message = { text: app.words.calendar.fileLost }
  await app.store.transaction((tx) => tx.outbox.put([{ kind: 'message', to: item.to, message }]))
}

/** Somebody blocked the bot: noted, and staff are told where it concerns a ticket. */
async function tellUnreachable(app: App, item: OutboxItem): Promise<void> {
  await app.store.transaction(async (tx) => {
    const to =
      item.kind === 'message'
        ? item.to
        : item.kind === 'to-person'
          ? await tx.people.address(item.person, item.preferred)
          : null
    if (!to) return
    await tx.people.setReachable(to.channel, to.chat, false)
    const file =
      item.kind === 'message' && item.about?.kind === 'to-requester'
        ? await tx.tickets.peek(item.about.ticket)
        : null
    if (!file) return
    const { service, number, id, requester } = file.ticket
    const name = (await tx.people.names([requester])).get(requester) ?? ''
    const message = { text: app.words.staff.unreachable(number, name, app.words.notices.chats[to.channel]) }
    await tx.outbox.put([
      { kind: 'to-group', service, ticket: id, message, about: { ticket: id, kind: 'card' } },
    ])
  })
}

async function chatOf(app: App, item: OutboxItem): Promise<ChatAddress | null> {
  if (item.kind === 'message') return { channel: item.to.channel, chat: item.to.chat }
  if (item.kind !== 'card' && item.kind !== 'to-group') return null
  return app.store.transaction(async (tx) => (await groupOf(tx, item.service))?.chat ?? null)
}
