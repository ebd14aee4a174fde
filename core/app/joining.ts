import { answerOfKind } from '../notify/facts.ts'
import type { Draft } from '../intake/form.ts'
import { act, officeOf } from './act.ts'
import type { Service } from './desk.ts'
import { archive } from './own-tickets.ts'
import { ConcurrentChange } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** Attaches somebody to a trouble that was announced, with what they wrote of it; they are told when it ends. */
export async function joinTrouble(
  turn: PersonTurn,
  { profile }: Service,
  draft: Draft,
  ticket: string,
): Promise<void> {
  const file = await turn.tx.tickets.load(ticket)
  if (!file) throw new Error(`ticket ${ticket} is gone`)
  const note = {
    id: turn.app.newId(),
    ticket,
    author: turn.person.id,
    text: answerOfKind(profile, draft.answers, 'problem')?.shown ?? '',
    evidence: draft.evidence,
    at: turn.now,
  }
  const office = await officeOf(turn.tx, turn.app.desk, file.ticket, turn.now)
  const by = { kind: 'requester' as const, person: turn.person.id }
  const done = await act(turn, office, file, { kind: 'join', by, note: note.id }, [note])
  // It ended since it was offered: handled once more, the dialogue goes on without it.
  if (!done.ok && done.refusal.code !== 'no-change')
    throw new ConcurrentChange(`${ticket} is announced no more`)
  if (done.ok) turn.out.push(...draft.evidence.map((e) => archive(ticket, e.file)))
  say(turn, { text: turn.app.words.intake.joined(file.ticket.number) })
}
