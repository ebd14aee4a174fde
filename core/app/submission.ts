import type { Draft } from '../intake/form.ts'
import { recordedIn } from '../intake/record.ts'
import { answerOfKind, fieldsMissing, missingFields } from '../notify/facts.ts'
import type { Actor } from '../ticket/ticket.ts'
import { act, officeOf, officer, staffOf, type Office } from './act.ts'
import { nextMoment } from './moments.ts'
import type { Service } from './desk.ts'
import { openForwarded } from './forwarded.ts'
import { contextOf, identityIn } from './intake-context.ts'
import { keepMessages, openFrom } from './opening.ts'
import { archive, completeButton, whyOver } from './own-tickets.ts'
import type { TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** Does what a finished draft is for: opens a ticket, or adds to one what it lacked. */
export async function submit(turn: PersonTurn, service: Service, draft: Draft): Promise<void> {
  if (draft.purpose?.kind === 'complete') return complete(turn, draft, draft.purpose.ticket)
  const sent = await turn.tx.tickets.byDraft(draft.id)
  if (sent) return say(turn, { text: turn.app.words.requester.alreadyOpened(sent.ticket.number) })
  if (draft.purpose?.kind === 'forwarded') return openForwarded(turn, draft)
  return draft.purpose ? openRecorded(turn, service, draft) : openOwn(turn, service, draft)
}

/** The person's own complaint; what they told of themselves is offered again next time. */
async function openOwn(turn: PersonTurn, service: Service, draft: Draft): Promise<void> {
  const { person, chat } = turn
  const { answers, messages } = draft
  const told = { answers, origin: chat, channel: chat.channel, requester: person.id, messages }
  await openFrom(turn, service, draft, told)
  if (!draft.forColleague) await turn.tx.people.remember(person.id, identityIn(service, draft.answers))
}

/** What an officer was told by somebody without a chat; the officer gets the number to pass on. */
async function openRecorded(turn: PersonTurn, service: Service, draft: Draft): Promise<void> {
  const { words } = turn.app
  const staff = await staffOf(turn.tx, service, turn.now)
  if (staff.rolesOf(turn.person.id).length === 0) return say(turn, { text: words.staff.refusals.notStaff })
  const { form } = await contextOf(turn, service, draft.purpose)
  const { channel, received, answers } = recordedIn(form, draft)
  const name = answerOfKind(service.profile, answers, 'name')?.value ?? words.intake.record.unnamed
  const requester = (await turn.tx.people.create(name)).id
  const told = { answers, origin: null, channel, requester, received }
  const file = await openFrom(turn, service, draft, told)
  const { number, id } = file.ticket
  const at = (instant: Date) => words.time.moment(instant, turn.now, service.zone)
  const w = words.intake.record
  const missing = missingFields(service.profile, file)
  const text = [
    w.recorded(number, at(received), at(turn.now)),
    ...(missing.length > 0
      ? [w.lacks(words.notices.fields(missing)), w.tellNumberAndComplete(number)]
      : [w.tellNumber]),
  ]
  say(turn, { text: text.join('\n') }, { ticket: id, kind: 'card' })
}

/** Adds to a ticket what it lacked; once nothing is missing it can be acted on. */
async function complete(turn: PersonTurn, draft: Draft, ticket: string): Promise<void> {
  const { words } = turn.app
  const w = words.intake.completion
  const file = await turn.tx.tickets.load(ticket)
  if (!file) throw new Error(`ticket ${ticket} is gone`)
  const { number } = file.ticket
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const refused = refusalOf(turn, office, file)
  if (refused !== null) return say(turn, { text: refused })
  const after = withAdded(office, file, draft)
  const lacking = missingFields(office.profile, after)
  const missing = words.notices.fields(lacking)
  if (after === file) return say(turn, { text: w.nothingAdded(number, missing) })
  showAdded(turn, file, draft)
  if (isOwn(turn, file)) await keepMessages(turn, ticket, draft.messages ?? [])
  if (isOwn(turn, file)) await turn.tx.people.remember(turn.person.id, identityIn(office, draft.answers))
  if (lacking.length === 0) return actOnComplete(turn, office, after)
  const { version } = file.ticket
  await turn.tx.tickets.save(after, version, [], nextMoment(office, file.ticket))
  turn.out.push({ kind: 'card', service: office.service.id, ticket })
  const buttons = isOwn(turn, file) ? [[completeButton(turn, file)]] : undefined
  say(turn, { text: w.added(number, missing), buttons })
}

/** Why nothing can be added by this person any more, or null. */
function refusalOf(turn: PersonTurn, { staff }: Office, file: TicketFile): string | null {
  const isStranger = !isOwn(turn, file) && staff.rolesOf(turn.person.id).length === 0
  return isStranger ? turn.app.words.staff.refusals.notStaff : whyOver(turn, file)
}

/** The file with what it lacked and the draft holds; what it got meanwhile stays. The same file where that is nothing. */
function withAdded({ profile }: Office, file: TicketFile, { answers, evidence }: Draft): TicketFile {
  const added = fieldsMissing(profile, file).flatMap(({ id }) => (answers[id] ? [[id, answers[id]]] : []))
  if (added.length === 0 && evidence.length === 0) return file
  return {
    ...file,
    answers: { ...file.answers, ...Object.fromEntries(added) },
    evidence: [...file.evidence, ...evidence],
  }
}

/** Files that were added are kept on disk, and shown in the group unless the ticket is *rahasia*. */
function showAdded(turn: PersonTurn, { ticket }: TicketFile, { evidence }: Draft): void {
  const { id, number, service, secrecy } = ticket
  turn.out.push(...evidence.map(({ file }) => archive(id, file)))
  if (evidence.length === 0 || secrecy === 'secret') return
  const attachments = evidence.map(({ what, file }) => ({ what, file }))
  const message = { text: turn.app.words.staff.evidenceOf(number), attachments, silent: true }
  turn.out.push({ kind: 'to-group', service, ticket: id, message, about: { ticket: id, kind: 'card' } })
}

/** Tells the engine that nothing is missing any more; its requester hears of that with the notices. */
async function actOnComplete(turn: PersonTurn, office: Office, file: TicketFile): Promise<void> {
  const { words } = turn.app
  const { number } = file.ticket
  const own = isOwn(turn, file)
  const by: Actor = own ? { kind: 'requester', person: turn.person.id } : officer(turn, office)
  const done = await act(turn, office, file, { kind: 'complete', by }, [])
  if (!done.ok) throw new Error(`${number} could not be completed: ${done.refusal.code}`)
  if (!own) say(turn, { text: words.notices.completedForStaff(number) })
}

function isOwn(turn: PersonTurn, { ticket }: TicketFile): boolean {
  return ticket.requester === turn.person.id
}
