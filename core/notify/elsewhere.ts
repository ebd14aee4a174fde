import type { OutboxItem } from '../app/ports.ts'
import { viaInput } from '../ticket/choose.ts'
import type { TicketEvent } from '../ticket/ticket.ts'
import { toGroup, type NoticeContext } from './context.ts'
import { answerOfKind } from './facts.ts'
import { fileKey } from '../app/message.ts'
import { mailOfAnswer } from './mail.ts'

/** The channel whose answers the program itself can send. */
export const mailChannel = 'email'

/**
 * An answer to somebody who has no chat with the desk: by e-mail it is really sent, and where that cannot be, staff hear
 * what to do. By any other way it has been given already, and is only recorded.
 */
export function answeredElsewhere(c: NoticeContext, event: TicketEvent): OutboxItem[] {
  if (c.file.origin !== null) return []
  const given = answerIn(event)
  if (!given || given.via !== mailChannel) return []
  const { id, number } = c.file.ticket
  const w = c.words.notices
  const to = answerOfKind(c.profile, c.file.answers, 'email')?.value
  if (to === undefined) return [toGroup(c, { text: w.mailNoAddress(number) })]
  if (!c.mails) return [toGroup(c, { text: w.mailByHand(number, to) })]
  const name = answerOfKind(c.profile, c.file.answers, 'name')?.shown ?? ''
  const note = c.notes.get(given.note)
  const attachments = note?.evidence.map(({ file }) => ({
    key: fileKey(id, file),
    name: file.name ?? file.unique,
  }))
  const answer = { to, number, name, office: c.agency, text: note?.text ?? '', attachments }
  const mail = mailOfAnswer(c.words.mail, answer)
  return [{ kind: 'mail', service: c.service.id, ticket: id, mail }]
}

/** The note that holds an answer, and how it was given. */
function answerIn(event: TicketEvent): { note: string; via: string | null } | null {
  if (event.kind === 'answered') return { note: event.note, via: event.via }
  if (event.kind !== 'outcome-chosen' || event.answer === null) return null
  const via = event.inputs[viaInput]
  return { note: event.answer, via: via && 'choice' in via ? via.choice : null }
}
