import { begin, step, type DialogueContext, type Seed } from '../intake/dialogue.ts'
import { isSent, opensTicket, type DialogueEffect, type DialogueInput, type Draft } from '../intake/form.ts'
import { readPhone } from '../intake/phone.ts'
import { asksProgress } from '../intake/recognise.ts'
import { kindTold } from '../intake/trouble.ts'
import { encodePress } from '../staff/press.ts'
import { acquaintances } from './acquaintances.ts'
import { inputOf, type Content } from './content.ts'
import { serviceOf, type Service } from './desk.ts'
import { contextOf, ownerOf, troublesOf } from './intake-context.ts'
import { joinTrouble } from './joining.ts'
import type { Message } from './message.ts'
import { showStatus, tellAgents, whyOver } from './own-tickets.ts'
import { submit } from './submission.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

const dayMs = 24 * 3_600_000

/**
 * What this chat is writing. A draft that was sent is not one any more: it is kept until what it became is known to
 * be stored, so that a crash in between loses nothing.
 */
export async function loadDraft(turn: PersonTurn): Promise<Draft | null> {
  const draft = await turn.drafts.load(ownerOf(turn))
  if (!draft || draft.lastInput === turn.inbox || !isSent(draft)) return draft
  if (opensTicket(draft) && !(await turn.tx.tickets.byDraft(draft.id))) return draft
  await turn.drafts.clear(draft.owner)
  return null
}

/** What waits while the service is being chosen: the first messages, or what an officer typed after `/catat`. */
type Waiting = { first: Content[]; record: string | null }

/** Starts a complaint, with the first messages where there are some. The service is asked where the desk has several. */
export async function beginIntake(turn: PersonTurn, first: Content[], chosen?: Service): Promise<void> {
  const { desk, words } = turn.app
  const service = chosen ?? (desk.services.length === 1 ? desk.services[0] : undefined)
  if (!service) return askService(turn, desk.services, words.requester.chooseService, { first, record: null })
  const input = first.length > 0 ? ({ id: turn.inbox, ...inputOf(first) } as DialogueInput) : null
  const messages = first.flatMap((content) => content.messages ?? [])
  await startDialogue(turn, service, { input, messages })
}

/** Asks which service it is about; what is given waits for the answer. */
export async function askService(
  turn: PersonTurn,
  services: readonly Service[],
  text: string,
  waiting: Waiting,
): Promise<void> {
  const expires = new Date(turn.now.getTime() + dayMs)
  await turn.tx.prompts.put({ owner: waitingOwner(turn), ticket: null, intent: waiting, expires })
  const buttons = services.map((s) => [
    { label: s.profile.title, press: encodePress({ kind: 'service', service: s.id }) },
  ])
  say(turn, { text, buttons })
}

/** What waited for its service. A first message is used once; what an officer typed stays for another choice. */
export async function takeWaitingForService(turn: PersonTurn): Promise<Waiting> {
  const prompt = await turn.tx.prompts.get(waitingOwner(turn), turn.now)
  const waiting = (prompt?.intent as Waiting | undefined) ?? { first: [], record: null }
  if (waiting.record === null) await turn.tx.prompts.clear(waitingOwner(turn))
  return waiting
}

/** Begins to write something in this chat, which writes nothing yet. */
export async function startDialogue(
  turn: PersonTurn,
  service: Service,
  seed: Omit<Seed, 'id' | 'owner'>,
): Promise<void> {
  const isOwn = seed.purpose === undefined
  const ctx = await contextOf(turn, service, seed.purpose)
  const given = { ...ctx, hasOpenTickets: isOwn && (await hasOpenTickets(turn)) }
  const proposed = isOwn ? { ...ownNumber(turn, ctx), ...seed.proposed } : (seed.proposed ?? {})
  const all = { ...seed, proposed, id: turn.app.newId(), owner: ownerOf(turn) }
  const [draft, effects] = await compared(turn, service, given, null, (c) => begin(c, all, turn.now))
  await perform(turn, service, { ...draft, lastInput: turn.inbox }, effects)
}

/** The number the channel vouches for is proposed; a person may complain from another one than they are reached at. */
function ownNumber({ inbound }: PersonTurn, { form }: DialogueContext): Draft['proposed'] {
  const field = form.fields.find(({ kind }) => kind === 'phone')
  const phone = inbound.from?.phone === undefined ? null : readPhone(inbound.from.phone)
  return field && phone ? { [field.id]: phone } : {}
}

/** The next step of the dialogue. */
export async function continueIntake(turn: PersonTurn, draft: Draft, input: DialogueInput): Promise<void> {
  const service = serviceOf(turn.app.desk, draft.service)
  if (!service) {
    await turn.drafts.clear(draft.owner)
    return beginIntake(turn, [])
  }
  if (await isOver(turn, draft)) return
  const ctx = await contextOf(turn, service, draft.purpose)
  const isAsked = draft.purpose === undefined && input.kind === 'text' && asksProgress(input.text, ctx.words)
  const isForwarded = draft.purpose?.kind === 'forwarded'
  const people = isForwarded ? await acquaintances(turn, service, input) : []
  const given = { ...ctx, people, hasOpenTickets: isAsked && (await hasOpenTickets(turn)) }
  const [next, effects] = await compared(turn, service, given, draft, (c) => step(c, draft, input, turn.now))
  const isSaid = input.kind === 'text' || input.kind === 'attachment' || input.kind === 'several'
  const messages = [...new Set([...(draft.messages ?? []), ...(isSaid ? turn.messages : [])])]
  await perform(turn, service, { ...next, messages }, effects)
}

/** What a ticket lacked may be told by somebody else meanwhile; then the draft is dropped, with a word why. */
async function isOver(turn: PersonTurn, draft: Draft): Promise<boolean> {
  if (draft.purpose?.kind !== 'complete' || draft.lastInput === turn.inbox) return false
  const file = await turn.tx.tickets.peek(draft.purpose.ticket)
  const over = file && whyOver(turn, file)
  if (!over) return false
  await turn.drafts.clear(draft.owner)
  say(turn, { text: over })
  return true
}

/** What cannot begin while something else is being written: the question that stands is put again. */
export async function goOnWriting(turn: PersonTurn, draft: Draft): Promise<void> {
  await continueIntake(turn, draft, { id: turn.inbox, kind: 'unsupported', what: 'new' })
}

/** A button of the dialogue. One of a complaint already sent tells its number; any other old one is stale. */
export async function pressDraft(turn: PersonTurn, id: string, value: string): Promise<void> {
  const w = turn.app.words.requester
  const sent = await turn.tx.tickets.byDraft(id)
  if (sent) return respond(turn, w.alreadyOpened(sent.ticket.number))
  const draft = await loadDraft(turn)
  if (!draft || draft.id !== id) return respond(turn, w.staleButton)
  acknowledge(turn)
  await continueIntake(turn, draft, { id: turn.inbox, kind: 'press', value })
}

type Taken = [Draft, DialogueEffect[]]

/**
 * Takes a step of the dialogue. The announced troubles are looked up only where the answer is being awaited whether it
 * is one of them, or where this step told of what kind the complaint is.
 */
async function compared(
  turn: PersonTurn,
  service: Service,
  ctx: DialogueContext,
  before: Draft | null,
  take: (ctx: DialogueContext) => Taken,
): Promise<Taken> {
  const withTroubles = async () => take({ ...ctx, troubles: await troublesOf(turn, service) })
  if (before?.phase === 'comparing') return withTroubles()
  const taken = take(ctx)
  const kind = taken[0].purpose === undefined ? kindTold(ctx.form, taken[0]) : null
  const isNew = kind !== null && kind !== (before && kindTold(ctx.form, before))
  return isNew ? withTroubles() : taken
}

/** The draft is saved last: a step that fails leaves the one before it, to be taken again. */
async function perform(
  turn: PersonTurn,
  service: Service,
  draft: Draft,
  effects: DialogueEffect[],
): Promise<void> {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'say':
        say(turn, saidBy(effect))
        break
      case 'submit':
        await submit(turn, service, draft)
        break
      case 'join':
        await joinTrouble(turn, service, draft, effect.ticket)
        break
      case 'call-agent':
        await tellAgents(turn)
        break
      case 'show-status':
        await showStatus(turn, turn.app.words.requester.noOtherTickets)
        break
      case 'cancel':
      case 'secret-seen':
        break
    }
  }
  const cancelled = effects.some((effect) => effect.kind === 'cancel')
  await (cancelled ? turn.drafts.clear(draft.owner) : turn.drafts.save(draft))
}

function saidBy({
  text,
  buttons,
  asksContact,
  asksWords,
}: Extract<DialogueEffect, { kind: 'say' }>): Message {
  return { text, buttons, asksContact, asksWords }
}

async function hasOpenTickets(turn: PersonTurn): Promise<boolean> {
  return (await turn.tx.tickets.list({ requester: turn.person.id, open: true }, 1)).length > 0
}

function waitingOwner(turn: PersonTurn): string {
  return `service:${ownerOf(turn)}`
}
