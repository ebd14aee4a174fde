import { handleGroup } from './staff.ts'
import { handlePrivate } from './private.ts'
import { DraftsUnavailable, type InboxEntry, type Tx } from './ports.ts'
import { respond, type App, type Turn } from './turn.ts'

/** What became of the oldest pending message of a chat. */
export type Received = 'handled' | 'nothing'

/**
 * Handles the oldest pending message of a chat in one transaction: what it changes, what it sends and that it is done
 * are stored together. `seen` is told which message it was, so that a failure can be counted against it.
 */
export async function receiveNext(
  app: App,
  chatKey: string,
  seen: (entry: InboxEntry) => void,
): Promise<Received> {
  return app.store.transaction(async (tx) => {
    const entry = await tx.inbox.next(chatKey)
    if (!entry) return 'nothing'
    seen(entry)
    const turn = turnOf(app, tx, entry)
    await handle(turn)
    await tx.outbox.put(turn.out)
    await tx.inbox.done(entry.id)
    return 'handled'
  })
}

/** Puts a message aside unhandled and asks its sender to go on in a moment: the drafts are out of reach. */
export async function apologise(app: App, chatKey: string): Promise<void> {
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
export async function receive(
  app: App,
  chatKey: string,
  onError: (error: unknown, setAside: boolean) => void,
): Promise<Received | 'failed'> {
  const current: { entry: InboxEntry | null } = { entry: null }
  try {
    return await receiveNext(app, chatKey, (entry) => (current.entry = entry))
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
  switch (body.kind) {
    case 'moved':
      return tx.staff.moveChat(place, { ...place, chat: body.to })
    case 'members':
      for (const sender of body.joined)
        await tx.staff.setMember(place, (await tx.people.meet(chat.channel, sender)).id, true)
      for (const sender of body.left)
        await tx.staff.setMember(place, (await tx.people.meet(chat.channel, sender)).id, false)
      return
    case 'reachability':
      return tx.people.setReachable(chat.channel, chat.chat, body.reachable)
  }
  if (!inbound.from) return refuseAnonymous(turn)
  const person = await tx.people.meet(chat.channel, inbound.from)
  if (inbound.chat.kind === 'group') return handleGroup({ ...turn, person })
  if (!person.reachable) await tx.people.setReachable(chat.channel, inbound.from.id, true)
  return handlePrivate({ ...turn, person })
}

/** Staff are known by their numeric id; an anonymous admin's command is refused and explained, never guessed at. */
function refuseAnonymous(turn: Turn): void {
  const { body } = turn.inbound
  if (body.kind === 'text' && body.text.startsWith('/'))
    respond(turn, turn.app.words.staff.refusals.anonymous)
}
