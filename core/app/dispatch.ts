import { cardOf } from './lists.ts'
import { officeOf } from './act.ts'
import { ChannelError, type ChannelName, type ChatAddress, type Delivery, type Message } from './message.ts'
import type { About, Channel, Files, OutboxEntry, OutboxItem, StaffGroup, Tx } from './ports.ts'
import type { App } from './turn.ts'

/** Where messages go out. */
export type Outside = { channels: Partial<Record<ChannelName, Channel>>; files: Files }

/** How one entry of the outbox ended. */
export type Dispatched = 'sent' | 'later' | 'given-up'

const attemptsMax = 20
/** Telegram forgets a button after about 15 seconds; a later answer to it helps nobody. */
const acknowledgeMs = 15_000

/**
 * Sends one claimed entry and answers how it went. A message may go out twice only if the program is killed between
 * the channel's answer and the mark that it was sent.
 */
export async function dispatch(app: App, outside: Outside, entry: OutboxEntry): Promise<Dispatched> {
  try {
    return await deliver(app, outside, entry)
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    return settle(app, entry, error)
  }
}

async function deliver(app: App, outside: Outside, entry: OutboxEntry): Promise<Dispatched> {
  const { item } = entry
  switch (item.kind) {
    case 'acknowledge': {
      if (entry.ageMs > acknowledgeMs) return giveUp(app, entry, 'dropped', 'too old')
      await channelOf(outside, item.channel).deliver({
        kind: 'acknowledge',
        query: item.query,
        text: item.text,
        alert: item.alert,
      })
      return sent(app, entry)
    }
    case 'archive':
      await outside.files.put(item.key, await channelOf(outside, item.file.channel).download(item.file))
      return sent(app, entry)
    case 'message':
      return send(app, outside, entry, item.to, item.message, item.about)
    case 'to-person': {
      const to = await app.store.transaction((tx) => tx.people.address(item.person))
      return to
        ? send(app, outside, entry, to, item.message, item.about)
        : giveUp(app, entry, 'dropped', 'unreachable')
    }
    case 'to-group':
      return toGroup(app, outside, entry, item)
    case 'card':
      return sendCard(app, outside, entry, item)
  }
}

async function send(
  app: App,
  outside: Outside,
  entry: OutboxEntry,
  to: ChatAddress,
  message: Message,
  about?: About,
): Promise<Dispatched> {
  const receipt = await channelOf(outside, to.channel).deliver({ kind: 'send', to, message })
  return sent(app, entry, about && ((tx) => tx.messages.put(to, receipt.ids, about)))
}

/** To the ticket's topic where the group has topics, calling whoever is concerned. */
async function toGroup(
  app: App,
  outside: Outside,
  entry: OutboxEntry,
  item: Extract<OutboxItem, { kind: 'to-group' }>,
): Promise<Dispatched> {
  const found = await app.store.transaction(async (tx) => {
    const group = await groupOf(tx, item.service)
    if (!group) return null
    const card = item.ticket === null ? null : await tx.cards.of(item.ticket, group.chat)
    const mentions = await tx.people.mentions(group.chat.channel, item.calls ?? [])
    return { to: { ...group.chat, thread: card?.thread ?? undefined }, mentions }
  })
  if (!found) return giveUp(app, entry, 'dropped', 'no staff group')
  return send(app, outside, entry, found.to, { ...item.message, mentions: found.mentions }, item.about)
}

/** The card as it stands now: a new message the first time, afterwards an edit of it. */
async function sendCard(
  app: App,
  outside: Outside,
  entry: OutboxEntry,
  item: Extract<OutboxItem, { kind: 'card' }>,
): Promise<Dispatched> {
  const found = await app.store.transaction(async (tx) => {
    const group = await groupOf(tx, item.service)
    const file = group && (await tx.tickets.peek(item.ticket))
    if (!group || !file) return null
    const office = await officeOf(tx, app.desk, file.ticket)
    const message = await cardOf(tx, app, office, file, app.clock.now())
    return { group, message, card: await tx.cards.of(item.ticket, group.chat) }
  })
  if (!found) return giveUp(app, entry, 'dropped', 'no staff group')
  const { group, message } = found
  const channel = channelOf(outside, group.chat.channel)
  const thread = found.card?.thread ?? (await openThread(app, channel, group, item.ticket, message))
  const to = { ...group.chat, ...(thread === null ? {} : { thread }) }
  const shown = found.card?.message ?? null
  const delivery: Delivery =
    shown === null ? { kind: 'send', to, message } : { kind: 'edit', to, id: shown, message }
  const receipt = await channel.deliver(delivery)
  const id = shown ?? receipt.ids[0] ?? null
  return sent(app, entry, async (tx) => {
    await tx.cards.put(item.ticket, { chat: group.chat, thread, message: id })
    if (shown === null) await tx.messages.put(to, receipt.ids, { ticket: item.ticket, kind: 'card' })
  })
}

/** A topic for the ticket, where the group has topics. */
async function openThread(
  app: App,
  channel: Channel,
  group: StaffGroup,
  ticket: string,
  { heading = '' }: Message,
): Promise<string | null> {
  if (!group.hasTopics || !channel.capabilities.threads) return null
  const { thread = null } = await channel.deliver({ kind: 'open-thread', to: group.chat, title: heading })
  await app.store.transaction((tx) => tx.cards.put(ticket, { chat: group.chat, thread, message: null }))
  return thread
}

/** What a channel's failure means for the entry. */
async function settle(app: App, entry: OutboxEntry, error: ChannelError): Promise<Dispatched> {
  const { failure } = error
  const later = async (ms: number, queueToo: boolean) => {
    if (entry.attempts >= attemptsMax) return giveUp(app, entry, 'dead', failure.code)
    await app.store.retry(entry.id, ms, { queueToo, reason: failure.code })
    return 'later' as const
  }
  switch (failure.code) {
    case 'rate-limited':
      await app.store.retry(entry.id, failure.retryAfterSeconds * 1000, {
        queueToo: true,
        reason: failure.code,
      })
      return 'later'
    case 'unavailable':
      return later(Math.min(500 * 2 ** entry.attempts, 60_000), true)
    case 'chat-moved': {
      const from = await chatOf(app, entry.item)
      if (from) await app.store.transaction((tx) => tx.staff.moveChat(from, { ...from, chat: failure.to }))
      return later(0, false)
    }
    case 'thread-gone':
    case 'message-gone':
      await forgetCard(app, entry.item, failure.code)
      return later(0, false)
    case 'unreachable':
      await tellUnreachable(app, entry.item)
      return giveUp(app, entry, 'dead', failure.code)
    case 'expired':
      return giveUp(app, entry, 'dropped', failure.code)
    case 'rejected':
      return giveUp(app, entry, 'dead', failure.reason)
  }
}

/** The topic or the message is gone: the card is sent anew, in a new topic where need be. */
async function forgetCard(app: App, item: OutboxItem, code: 'thread-gone' | 'message-gone'): Promise<void> {
  if (item.kind !== 'card' && item.kind !== 'to-group') return
  const { ticket, service } = item
  if (ticket === null) return
  await app.store.transaction(async (tx) => {
    const group = await groupOf(tx, service)
    const card = group && (await tx.cards.of(ticket, group.chat))
    if (!group || !card) return
    await tx.cards.put(ticket, {
      chat: group.chat,
      thread: code === 'thread-gone' ? null : card.thread,
      message: null,
    })
    if (item.kind === 'to-group') await tx.outbox.put([{ kind: 'card', service, ticket }])
  })
}

/** Somebody blocked the bot: noted, and staff are told where it concerns a ticket. */
async function tellUnreachable(app: App, item: OutboxItem): Promise<void> {
  await app.store.transaction(async (tx) => {
    const to =
      item.kind === 'message'
        ? item.to
        : item.kind === 'to-person'
          ? await tx.people.address(item.person)
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
    const message = { text: app.words.staff.unreachable(number, name) }
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

async function groupOf(tx: Tx, service: string): Promise<StaffGroup | null> {
  return (await tx.staff.groups()).find((group) => group.service === service) ?? null
}

function channelOf(outside: Outside, name: ChannelName): Channel {
  const channel = outside.channels[name]
  if (!channel) throw new ChannelError({ code: 'unavailable' })
  return channel
}

async function sent(app: App, entry: OutboxEntry, also?: (tx: Tx) => Promise<void>): Promise<Dispatched> {
  await app.store.transaction(async (tx) => {
    await also?.(tx)
    await tx.outbox.sent(entry.id)
  })
  return 'sent'
}

async function giveUp(
  app: App,
  entry: OutboxEntry,
  state: 'dead' | 'dropped',
  reason: string,
): Promise<Dispatched> {
  await app.store.giveUp(entry.id, state, reason)
  return 'given-up'
}
