import { isClosed } from '../ticket/ticket.ts'
import { act, officeOf } from './act.ts'
import { contentOf, withoutSecrets } from './content.ts'
import type { About, TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** As long as anybody looks back at what they wrote. */
const yearMs = 365 * 24 * 3_600_000

/**
 * A message was edited or deleted. Where it is part of an open ticket of the person's, staff read that, and the original
 * stays; anything else that was edited is to be sent anew.
 */
export async function noteChange(turn: PersonTurn): Promise<void> {
  const { body, message } = turn.inbound
  const original = body.kind === 'deleted' ? body.message : message
  const about = original === undefined ? null : await turn.tx.messages.about(turn.chat, original)
  const file = about?.kind === 'by-requester' ? await turn.tx.tickets.load(about.ticket) : null
  const isOpen = file && file.ticket.requester === turn.person.id && !isClosed(file.ticket)
  if (about && isOpen) return body.kind === 'deleted' ? deleted(turn, file, about) : edited(turn, file, about)
  if (body.kind === 'text') say(turn, { text: turn.app.words.requester.editedNotRead })
}

async function edited(turn: PersonTurn, file: TicketFile, about: About): Promise<void> {
  const text = withoutSecrets(contentOf(turn.inbound)?.text ?? '').text
  // A channel tells of edits nobody sees, too: a preview of a link, a picture sent anew.
  if (text === '' || text === (await originalOf(turn, about)) || isAnswer(file, text)) return
  await note(turn, file, 'edited', turn.app.words.staff.messageEdited(text))
  say(turn, { text: turn.app.words.requester.editNoted(file.ticket.number) })
}

/** Whether the text stands among the answers of the intake, whose messages are not kept one by one. */
function isAnswer({ answers }: TicketFile, text: string): boolean {
  return Object.values(answers).some(({ shown, value }) => shown === text || value === text)
}

async function deleted(turn: PersonTurn, file: TicketFile, about: About): Promise<void> {
  const { staff, requester } = turn.app.words
  const original = await originalOf(turn, about)
  await note(
    turn,
    file,
    'deleted',
    original === null ? staff.answerDeleted : staff.messageDeleted(original || staff.noText),
  )
  // Said once a ticket; the person is not reminded of it with every message.
  const owner = `deleted:${turn.chat.channel}:${turn.chat.chat}:${file.ticket.id}`
  if (await turn.tx.prompts.get(owner, turn.now)) return
  const expires = new Date(turn.now.getTime() + yearMs)
  await turn.tx.prompts.put({ owner, ticket: null, intent: null, expires })
  say(turn, { text: requester.deletionNoted(file.ticket.number) })
}

/** What the message said; null for one of the intake, whose answers stand in the ticket. */
async function originalOf(turn: PersonTurn, { note }: About): Promise<string | null> {
  if (note === undefined) return null
  return (await turn.tx.notes.get([note])).get(note)?.text ?? null
}

async function note(
  turn: PersonTurn,
  file: TicketFile,
  how: 'edited' | 'deleted',
  text: string,
): Promise<void> {
  const { id: ticket } = file.ticket
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const kept = {
    id: turn.app.newId(),
    ticket,
    author: turn.person.id,
    text,
    evidence: [],
    at: turn.now,
  }
  const by = { kind: 'requester' as const, person: turn.person.id }
  await act(turn, office, file, { kind: 'change-message', by, note: kept.id, how }, [kept])
}
