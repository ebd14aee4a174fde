import type { Button } from '../app/message.ts'
import type { PaperSpec, Profile } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import type { Words } from '../text/words.ts'
import type { Ticket, TicketEventOf } from '../ticket/ticket.ts'

/** A button to print each of these papers, one in a line: their titles are long. */
export function paperButtons(words: Words, ticket: Ticket, papers: readonly PaperSpec[]): Button[][] {
  return papers.map(({ id, title }) => [
    {
      label: words.documents.print(title),
      press: encodePress({ kind: 'paper', ticket: ticket.id, paper: id }),
    },
  ])
}

/** The papers a row leaves behind, offered with the message that tells of its end; none where it leaves none. */
export function offerPapers(
  words: Words,
  profile: Profile,
  ticket: Ticket,
  event: TicketEventOf<'outcome-chosen'>,
): Button[][] {
  return paperButtons(
    words,
    ticket,
    profile.papers.filter(({ step }) => step === event.step),
  )
}
