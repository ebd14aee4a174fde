import { composeCard } from '../notify/card.ts'
import { cardContext } from './details.ts'
import { sopOf } from './act.ts'
import { deskNow } from './desk.ts'
import { documentOf } from './documents.ts'
import { importDays } from './holidays.ts'
import { post } from './post.ts'
import { reminderItems } from './reminder.ts'
import { reportMessages } from './report.ts'
import { within } from './within.ts'
import { changesMenu, keepMenu } from './menu.ts'
import {
  ChannelError,
  fileKey,
  type Attachment,
  type ChannelName,
  type ChatAddress,
  type Delivery,
  type FileRef,
  type Message,
} from './message.ts'
import { settle } from './undelivered.ts'
import { backoffMs, giveUp, groupOf, mark, sent, tryLater, type Dispatched } from './outgoing.ts'
import { spoken } from './spoken.ts'
import { menuFor } from '../staff/menus.ts'
import {
  StoreUnavailable,
  type About,
  type Card,
  type Channel,
  type Files,
  type Mailer,
  type OutboxEntry,
  type OutboxItem,
  type Papers,
  type StaffGroup,
  type Tx,
} from './ports.ts'
import type { App } from './turn.ts'

/** Where messages go out; no mailer where the office has no mail server. */
export type Outside = {
  channels: Partial<Record<ChannelName, Channel>>
  files: Files
  papers: Papers
  mailer: Mailer | null
}

/** An entry we cannot even put into words is a bug, and more tries are of little use. */
const attemptsOfBugMax = 5
/** Telegram forgets a button after about 15 seconds; a later answer to it helps nobody. */
const acknowledgeMs = 15_000

/**
 * Sends one claimed entry and answers how it went. A message may go out twice only if the program is killed between
 * the channel's answer and the mark that it was sent. Rejects when the store is out of reach, and on a bug; the entry
 * is then tried again.
 */
export async function dispatch(app: App, outside: Outside, entry: OutboxEntry): Promise<Dispatched> {
  try {
    return await deliver(app, outside, entry)
  } catch (error) {
    if (error instanceof ChannelError) return settle(app, entry, error)
    if (error instanceof StoreUnavailable) throw error
    await tryLater(app, entry, {
      afterMs: backoffMs(entry),
      queueToo: false,
      reason: String(error),
      max: attemptsOfBugMax,
    })
    throw error
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
      await keepFile(outside, item.file, item.key)
      return sent(app, entry)
    case 'message':
      return send(app, outside, entry, item.to, item.message, item.about)
    case 'to-person': {
      const to = await app.store.transaction((tx) => tx.people.address(item.person, item.preferred))
      return to
        ? send(app, outside, entry, to, item.message, item.about)
        : giveUp(app, entry, 'dropped', 'unreachable')
    }
    case 'to-group':
      return toGroup(app, outside, entry, item)
    case 'card':
      return sendCard(app, outside, entry, item)
    case 'paper':
    case 'book': {
      const made = await documentOf(app, outside, item)
      return made
        ? send(app, outside, entry, item.to, made.message, made.about)
        : giveUp(app, entry, 'dropped', 'gone')
    }
    case 'report': {
      const messages = (await reportMessages(app, outside, item)) ?? []
      return sent(app, entry, (tx) =>
        tx.outbox.put(messages.map((message) => ({ kind: 'message', to: item.to, message }))),
      )
    }
    case 'reminder':
      return sent(app, entry, async (tx) => {
        await tx.outbox.put(await reminderItems(tx, { ...app, desk: await deskNow(tx, app.desk) }, item))
      })
    case 'import-days': {
      const bytes = await channelOf(outside, item.file.channel).download(item.file)
      return sent(app, entry, (tx) => importDays(app, tx, item, bytes))
    }
    case 'mail':
      return post(app, outside.mailer, entry, item)
    case 'link':
      channelOf(outside, item.channel).link?.()
      return sent(app, entry)
    case 'menu':
      await channelOf(outside, item.channel).setMenus([menuFor(item.group, app.words.staff)])
      return sent(app, entry)
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
  if (changesMenu(app, to, message)) await app.store.transaction((tx) => keepMenu(app, tx, to, message))
  const said = app.capabilities[to.channel].buttons ? message : spoken(message)
  const shown = await withFilesAtHand(outside, to.channel, said, about?.ticket)
  const delivery: Delivery = { kind: 'send', to, message: shown, key: entry.id }
  const receipt = await channelOf(outside, to.channel).deliver(delivery)
  return sent(app, entry, about && ((tx) => tx.messages.put(to, receipt.ids, about)))
}

/** To the ticket's topic where the group has topics, calling whoever is concerned. */
async function toGroup(
  app: App,
  outside: Outside,
  entry: OutboxEntry,
  item: Extract<OutboxItem, { kind: 'to-group' }>,
): Promise<Dispatched> {
  const { service, ticket, about } = item
  const found = await within(app, async (tx, app) => {
    const group = await groupOf(tx, service)
    if (!group) return null
    const mentions = await tx.people.mentions(group.chat.channel, item.calls ?? [])
    return { group, mentions, shown: ticket === null ? null : await shownIn(tx, app, group, ticket) }
  })
  if (!found) return giveUp(app, entry, 'dropped', 'no staff group')
  const { group, mentions, shown } = found
  const { thread } = shown ? await threadOf(app, outside, group, shown) : { thread: null }
  return send(app, outside, entry, inThread(group, thread), { ...item.message, mentions }, about)
}

/** The card as it stands now: a new message the first time, afterwards an edit of it. */
async function sendCard(
  app: App,
  outside: Outside,
  entry: OutboxEntry,
  item: Extract<OutboxItem, { kind: 'card' }>,
): Promise<Dispatched> {
  const found = await within(app, async (tx, app) => {
    const group = await groupOf(tx, item.service)
    const shown = group && (await shownIn(tx, app, group, item.ticket))
    return shown && { group, shown }
  })
  if (!found) return giveUp(app, entry, 'dropped', 'no staff group')
  const { group, shown } = found
  const { thread, message: id } = await threadOf(app, outside, group, shown)
  const to = inThread(group, thread)
  const delivery: Delivery =
    id === null
      ? { kind: 'send', to, message: shown.message, key: entry.id }
      : { kind: 'edit', to, id, message: shown.message }
  const receipt = await channelOf(outside, to.channel).deliver(delivery)
  return sent(app, entry, async (tx) => {
    await tx.cards.put(item.ticket, { chat: group.chat, thread, message: id ?? receipt.ids[0] ?? null })
    if (id === null) await tx.messages.put(to, receipt.ids, { ticket: item.ticket, kind: 'card' })
  })
}

/** A ticket as a group is to see it, and where it sees it so far. */
type Shown = { ticket: string; message: Message; card: Card | null }

async function shownIn(tx: Tx, app: App, group: StaffGroup, ticket: string): Promise<Shown | null> {
  const file = await tx.tickets.peek(ticket)
  if (!file) return null
  const sop = await sopOf(tx, app.desk, file.ticket)
  const message = composeCard(await cardContext(tx, app, sop, file, app.clock.now()))
  return { ticket, message, card: await tx.cards.of(ticket, group.chat) }
}

/**
 * The ticket's topic, opened where the group has topics and the ticket none, with the id of the card in it. Without the
 * right to open one, everything stays in the group itself.
 */
async function threadOf(
  app: App,
  outside: Outside,
  group: StaffGroup,
  { ticket, message, card }: Shown,
): Promise<Omit<Card, 'chat'>> {
  const channel = channelOf(outside, group.chat.channel)
  const known = { thread: card?.thread ?? null, message: card?.message ?? null }
  if (known.thread !== null || !group.hasTopics || !channel.capabilities.threads) return known
  const opened = await channel
    .deliver({ kind: 'open-thread', to: group.chat, title: message.heading ?? '' })
    .catch((error: unknown) => {
      if (error instanceof ChannelError && error.failure.code === 'rejected') return { thread: undefined }
      throw error
    })
  if (opened.thread === undefined) return known
  const place = { thread: opened.thread, message: null }
  await mark(app, (tx) => tx.cards.put(ticket, { chat: group.chat, ...place }))
  return place
}

/**
 * The message with the files of another channel on disk, where any channel can take them from: they are fetched when
 * they are not there yet. Rejects with `ChannelError` when one cannot be had.
 */
async function withFilesAtHand(
  outside: Outside,
  to: ChannelName,
  message: Message,
  ticket = 'none',
): Promise<Message> {
  const { attachments = [] } = message
  if (attachments.every(({ file }) => file.channel === to)) return message
  const shown: Attachment[] = []
  for (const attachment of attachments) {
    const { file } = attachment
    const key = fileKey(ticket, file)
    const isThere = file.channel === to || (await outside.files.get(key)) !== null
    if (!isThere) await keepFile(outside, file, key)
    shown.push(file.channel === to ? attachment : { ...attachment, key })
  }
  return { ...message, attachments: shown }
}

async function keepFile({ channels, files }: Outside, file: FileRef, key: string): Promise<void> {
  await files.put(key, await channelOf({ channels }, file.channel).download(file))
}

function inThread({ chat }: StaffGroup, thread: string | null): ChatAddress {
  return thread === null ? chat : { ...chat, thread }
}

function channelOf({ channels }: Pick<Outside, 'channels'>, name: ChannelName): Channel {
  const channel = channels[name]
  if (!channel) throw new ChannelError({ code: 'offline' })
  return channel
}
