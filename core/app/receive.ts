import { releaseAbandoned } from './absence.ts'
import { serviceOf } from './desk.ts'
import { handleGroup } from './staff.ts'
import { whoIsMet } from './joined.ts'
import { withChoicePressed } from './menu.ts'
import { handlePrivate } from './private.ts'
import { DraftsUnavailable, StoreUnavailable, type InboxEntry, type Tx } from './ports.ts'
import { respond, type App, type Turn } from './turn.ts'
import { groupsHere } from './visibility.ts'

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
 * one fails nothing is kept of any. `seen` is told of each message, so that a failure can be counted against it.
 */
async function receiveNext(
  app: App,
  chatKeys: string[],
  seen: (entry: InboxEntry) => void = () => undefined,
): Promise<Received[]> {
  return app.store.transaction(async (tx) => {
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
  seen: (entry: InboxEntry) => void,
): Promise<Received> {
  const entry = await tx.inbox.next(chatKey)
  if (!entry) return 'nothing'
  seen(entry)
  const turn = turnOf(app, tx, entry)
  await handle(turn)
  await tx.outbox.put(turn.out)
  await tx.inbox.done(entry.id)
  return 'handled'
}

/** Puts a message aside unhandled and asks its sender to go on in a moment: the drafts are out of reach. */
async function apologise(app: App, chatKey: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    const entry = await tx.inbox.next(chatKey)
    if (!entry) return
    const turn = turnOf(app, tx, entry)
    respond(turn, app.words.requester.inAMoment)
    await tx.outbox.put(turn.out)
    await tx.inbox.done(entry.id)
  })
}

/** Handles one message; after five failures it is set aside with a word to staff, and its neighbours go on. */
export async function receive(app: App, chatKey: string, onError: OnError): Promise<Received> {
  const current: { entry: InboxEntry | null } = { entry: null }
  try {
    const [received = 'nothing'] = await receiveNext(app, [chatKey], (entry) => (current.entry = entry))
    return received
  } catch (error) {
    if (error instanceof DraftsUnavailable) {
      await apologise(app, chatKey)
      return 'handled'
    }
    if (!current.entry || isOutside(error)) throw error
    const { setAside } = await app.store.failed(current.entry.id, String(error))
    onError(error, setAside)
    if (setAside) await tellSetAside(app)
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

function turnOf(app: App, tx: Tx, { id, inbound }: InboxEntry): Turn {
  const chat = { channel: inbound.channel, chat: inbound.chat.id, thread: inbound.chat.thread }
  return { app, tx, drafts: app.drafts ?? tx.drafts, now: app.clock.now(), inbox: id, inbound, chat, out: [] }
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
