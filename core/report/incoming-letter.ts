import type { TicketFile } from '../app/ports.ts'
import { answerOfKind } from '../notify/facts.ts'
import type { Profile } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import { givenOfKind, outcomeOf } from './given.ts'

/** The number and date of a letter; empty where they are not known. */
export type IncomingLetter = { number: string; date: string }

/**
 * The letter a complaint came with: as answered (a form that does not ask for it keeps it under the kind's own name), or
 * as recorded in the row that made the complaint complete. `note` gives the text of a note.
 */
export function incomingLetter(
  profile: Profile,
  { ticket, answers }: TicketFile,
  note: (id: string) => string,
  words: Words,
): IncomingLetter {
  const told = (kind: 'letter-number' | 'letter-date') =>
    (answerOfKind(profile, answers, kind) ?? answers[kind])?.shown ?? ''
  const recorded = ticket.runs.find((run) => outcomeOf(profile, run)?.completes) ?? null
  const number = givenOfKind(profile, recorded, 'text')?.value
  const date = givenOfKind(profile, recorded, 'date')?.value
  return {
    number: told('letter-number') || (number && 'note' in number ? note(number.note) : ''),
    date:
      told('letter-date') || (date && 'date' in date ? words.register.date(new Date(date.date), 'UTC') : ''),
  }
}
