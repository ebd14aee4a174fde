import { releaseAbandoned } from './absence.ts'
import { burstId, burstOf, joined } from './burst.ts'
import { serviceOf } from './desk.ts'
import { whoIsMet } from './joined.ts'
import { handleGroup } from './staff.ts'
import { choicesOffered, withChoicePressed } from './menu.ts'
import type { Inbound } from './message.ts'
import { handlePrivate } from './private.ts'
import { DraftsUnavailable, StoreUnavailable, type InboxEntry, type Tx } from './ports.ts'
import { respond, type App, type Turn } from './turn.ts'
import { groupsHere } from './visibility.ts'
import { within } from './within.ts'

/** What became of the oldest pending message of a chat. */
export type Received = 'handled' | 'nothing' | 'failed'

type OnError = (error: unknown, setAside: boolean) => void

/**
 * Handles the oldest pending message of each chat, all in one transaction; when that fails, each in one of its own, so
 * that one message takes no other along. Never rejects.
 */
export async function receiveAll(app: App, chatKeys: string[], onError: OnError): Promise<Received[]> {
  const failed = (error: unknown) => {
    onError(error, false)
    return 'failed' as const
  }
  try {
    if (chatKeys.length > 1) return await receiveNext(app, chatKeys)
  } catch (error) {
    if (error instanceof StoreUnavailable) return new Array<Received>(chatKeys.length).fill(failed(error))
  }
  return Promise.all(chatKeys.map((chatKey) => receive(app, chatKey, onError).catch(failed)))
}

/**
 * Handles the oldest pending message of each chat in one transaction: what it changes, what it sends and that it is done
 * are stored together. The chats go side by side, so that the store can ask and write for many of them at once; when
 * one fails nothing is kept of any. `seen` is told of the messages, so that a failure can be counted against them.
 */
async function receiveNext(
  app: App,
  chatKeys: string[],
  seen: (burst: InboxEntry[]) => void = () => undefined,
): Promise<Received[]> {
  return within(app, async (tx, app) => {
    const ended = await Promise.allSettled(chatKeys.map((chatKey) => receiveIn(app, tx, chatKey, seen)))
    return ended.map((end) => {
      if (end.status === 'rejected') throw end.reason
      return end.value
    })
  })
}

async function receiveIn(
  app: App,
  tx: Tx,
  chatKey: string,
  seen: (burst: InboxEntry[]) => void,
): Promise<Received> {
  const burst = await nextBurst(app, tx, chatKey)
  if (burst.length === 0) return 'nothing'
  seen(burst)
  const turn = turnOf(app, tx, burst)
  await handle(turn)
  await finish(turn, burst)
  return 'handled'
}

/** The chat's oldest pending message, with those that are taken with it. */
async function nextBurst(app: App, tx: Tx, chatKey: string): Promise<InboxEntry[]> {
  const pending = await pendingIn(tx, chatKey)
  const [first, second] = pending
  if (!first || !second || first.inbound.chat.kind !== 'private') return pending.slice(0, 1)
  const { channel, chat } = first.inbound
  // Drafts elsewhere are saved before the inbox: what they have answered stays as it was taken.
  const answered = (await app.drafts?.load(chatKey))?.lastInput ?? null
  const isChoice = await choicesOffered(app, tx, { channel, chat: chat.id })
  return burstOf(pending, { words: app.words.intake, isChoice, answered })
}

async function pendingIn(tx: Tx, chatKey: string): Promise<InboxEntry[]> {
  return (await tx.inbox.pending(chatKey)).sort(byArrival)
}

/** As they came, where that is told; else as they were written down. */
function byArrival(a: InboxEntry, b: InboxEntry): number {
  return (a.inbound.arrived ?? 0) - (b.inbound.arrived ?? 0)
}

/** What is to be sent, and that the messages are handled, stored with what they changed. */
async function finish({ tx, out }: Turn, burst: InboxEntry[]): Promise<void> {
  await tx.outbox.put(out)
  await Promise.all(burst.map(({ id }) => tx.inbox.done(id)))
}

/** Puts a message aside unhandled and asks its sender to go on in a moment: the drafts are out of reach. */
async function apologise(app: App, chatKey: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    const first = (await pendingIn(tx, chatKey)).slice(0, 1)
    if (first.length === 0) return
    const turn = turnOf(app, tx, first)
    respond(turn, app.words.requester.inAMoment)
    await finish(turn, first)
  })
}

/**
 * Handles one message with what belongs to it; after five failures it is set aside with a word to staff, and its
 * neighbours go on: what failed together is tried alone.
 */
export async function receive(app: App, chatKey: string, onError: OnError): Promise<Received> {
  let current: InboxEntry[] = []
  try {
    const [received = 'nothing'] = await receiveNext(app, [chatKey], (burst) => (current = burst))
    return received
  } catch (error) {
    if (error instanceof DraftsUnavailable) {
      await apologise(app, chatKey)
      return 'handled'
    }
    if (current.length === 0 || isOutside(error)) throw error
    for (const { id } of current) {
      const { setAside } = await app.store.failed(id, String(error))
      onError(error, setAside)
      if (setAside) await tellSetAside(app)
    }
    return 'failed'
  }
}

/** A failure of the world around, not of this message: the store says so itself. */
function isOutside(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true
}

async function tellSetAside(app: App): Promise<void> {
  await app.store.transaction(async (tx) => {
    const groups = await tx.staff.groups()
    const message = { text: app.words.staff.setAside }
    await tx.outbox.put(groups.map(({ service }) => ({ kind: 'to-group', service, ticket: null, message })))
  })
}

function turnOf(app: App, tx: Tx, burst: InboxEntry[]): Turn {
  const [inbound, ...more] = joined(burst.map((entry) => entry.inbound))
  const chat = { channel: inbound.channel, chat: inbound.chat.id, thread: inbound.chat.thread }
  const drafts = app.drafts ?? tx.drafts
  const messages = burst.flatMap((entry) => saidIn(entry.inbound))
  const now = app.clock.now()
  return { app, tx, drafts, now, inbox: burstId(burst), inbound, more, messages, chat, out: [] }
}

function saidIn({ message, body, edited }: Inbound): string[] {
  const isSaid = !edited && (body.kind === 'text' || body.kind === 'attachment')
  return isSaid && message !== undefined ? [message] : []
}

async function handle(turn: Turn): Promise<void> {
  const { tx, inbound, chat } = turn
  const { body } = inbound
  const place = { channel: chat.channel, chat: chat.chat }
  if (inbound.chat.kind === 'group') await learnGroup(turn)
  switch (body.kind) {
    case 'moved':
      return tx.staff.moveChat(place, { ...place, chat: body.to })
    case 'members':
      for (const sender of body.joined)
        await tx.staff.setMember(place, (await tx.people.meet(chat.channel, sender)).id, true)
      for (const sender of body.left) await leaveGroup(turn, (await tx.people.meet(chat.channel, sender)).id)
      return
    case 'reachability':
      return tx.people.setReachable(chat.channel, chat.chat, body.reachable)
  }
  if (!inbound.from) return refuseAnonymous(turn)
  const met = await tx.people.meet(chat.channel, inbound.from)
  if (inbound.chat.kind === 'group') return handleGroup({ ...turn, person: met })
  const person = await whoIsMet(turn, met)
  if (!person.reachable) await tx.people.setReachable(chat.channel, inbound.from.id, true)
  return handlePrivate({ ...(await withChoicePressed(turn)), person })
}

/** Whoever leaves the staff group loses every role held in it; the tickets they had go back to the queue. */
async function leaveGroup(turn: Turn, person: string): Promise<void> {
  const { tx, app, chat } = turn
  await tx.staff.setMember({ channel: chat.channel, chat: chat.chat }, person, false)
  for (const { service: id } of await groupsHere(turn)) {
    const service = serviceOf(app.desk, id)
    if (service) await releaseAbandoned(turn, service, person)
  }
}

/** A bound group is renamed or given topics at any time, and the desk file knows only its id. */
async function learnGroup({ tx, inbound, chat }: Turn): Promise<void> {
  const { title = '', hasTopics = false } = inbound.chat
  for (const group of await tx.staff.groups()) {
    const here = group.chat.channel === chat.channel && group.chat.chat === chat.chat
    const changed = group.title !== title || group.hasTopics !== hasTopics
    if (here && changed) await tx.staff.bind({ ...group, title, hasTopics })
  }
}

/** Staff are known by their numeric id; an anonymous admin's command is refused and explained, never guessed at. */
function refuseAnonymous(turn: Turn): void {
  const { body } = turn.inbound
  if (body.kind === 'text' && body.text.startsWith('/'))
    respond(turn, turn.app.words.staff.refusals.anonymous)
}
