import type { Message } from '../app/message.ts'
import type { OutboxItem, TicketFile } from '../app/ports.ts'
import type { Service } from '../app/desk.ts'
import type { Profile } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import { openRun, type Ticket, type TicketEventOf } from '../ticket/ticket.ts'

/** What the notices of one decision rest on. */
export type NoticeContext = {
  words: Words
  /** The office that answers. */
  agency: string
  service: Service
  /** The profile the ticket runs under, which may be older than the service's. */
  profile: Profile
  file: TicketFile
  names: ReadonlyMap<string, string>
  notes: ReadonlyMap<string, { text: string; evidence: TicketFile['evidence'] }>
  /** Who may act in a role: told when it is their turn. */
  holdersOf: (role: string, unit: string | null) => string[]
  /** Open tickets of the same cause; looked up only when the ticket closes. */
  linked: readonly string[]
  /** Whether the office has a mail server. */
  mails: boolean
  now: Date
}

/** A message of the ticket's in its staff group, to which staff may reply. */
export function toGroup(c: NoticeContext, message: Message): Extract<OutboxItem, { kind: 'to-group' }> {
  const { id } = c.file.ticket
  return { kind: 'to-group', service: c.service.id, ticket: id, message, about: { ticket: id, kind: 'card' } }
}

/** The same, calling people by a mention. */
export function toGroupCalling(c: NoticeContext, text: string, people: string[]): OutboxItem[] {
  return [{ ...toGroup(c, { text }), calls: people }]
}

/** To each of these people in a direct message, to which they may reply. */
export function directly(c: NoticeContext, people: readonly string[], message: Message): OutboxItem[] {
  const about = { ticket: c.file.ticket.id, kind: 'card' as const }
  return people.map((person) => ({ kind: 'to-person', person, message, about }))
}

/** To the requester's chat; nothing where there is none, or nothing to say. */
export function toRequester(c: NoticeContext, message: Message | string | null): OutboxItem[] {
  if (c.file.origin === null || message === null) return []
  const about = { ticket: c.file.ticket.id, kind: 'to-requester' as const }
  const said = typeof message === 'string' ? { text: message } : message
  return [{ kind: 'message', to: c.file.origin, message: said, about }]
}

/** The text of a note, or null. */
export function noteText(c: NoticeContext, id: string | null): string | null {
  return id === null ? null : (c.notes.get(id)?.text ?? null)
}

/** Only the run that is open at the end is announced, not the rows passed on the way. */
export function isOpenRun(ticket: Ticket, event: TicketEventOf<'step-started'>): boolean {
  const run = openRun(ticket)
  return run !== null && run.step === event.step && run.run === event.run
}
