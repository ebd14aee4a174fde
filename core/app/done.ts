import { roleTitle } from '../notify/facts.ts'
import { stepOf } from '../sop/sop.ts'
import { openRun, type TicketEvent } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import type { TicketFile } from './ports.ts'
import type { PersonTurn } from './turn.ts'

/** One line that tells the person who acted what came of it. */
export async function doneText(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  events: TicketEvent[],
): Promise<string> {
  const w = turn.app.words.staff.done
  const { number } = file.ticket
  const run = openRun(file.ticket)
  const due =
    run?.due && !file.ticket.paused
      ? turn.app.words.time.moment(run.due, turn.now, office.service.zone)
      : null
  const has = (kind: TicketEvent['kind']) => events.find((event) => event.kind === kind)
  const main = events.findLast((event) => event.kind !== 'step-started') ?? events.at(-1)
  if (has('closed')) return w.closed(number)
  if (has('reopened')) return w.reopened(number)
  switch (main?.kind) {
    case 'claimed':
      return w.claimed(number, turn.person.name)
    case 'released':
      return w.released(number)
    case 'assigned':
      return w.assigned(number, (await turn.tx.people.names([main.to])).get(main.to) ?? '')
    case 'climbed':
      return w.climbed(number, roleTitle(office.profile, main.holder, run?.unit ?? null))
    case 'paused':
      return w.paused(number)
    case 'resumed':
      return w.resumed(number, due)
    case 'answered':
      return w.answered(number)
    case 'note-added':
      return w.noted(number)
    case 'prioritised':
      return w.prioritised(number, turn.app.words.staff.priorities[main.priority])
    case 'reclassified':
      return w.reclassified(
        number,
        office.profile.categories.find((c) => c.id === main.category)?.label ?? main.category,
      )
    case 'exited':
      return w.exited(number, turn.app.words.staff.exits[main.exit])
    default:
      return run
        ? w.moved(
            number,
            stepOf(office.profile, run.step).row,
            roleTitle(office.profile, run.holder, run.unit),
            due,
          )
        : w.closed(number)
  }
}
