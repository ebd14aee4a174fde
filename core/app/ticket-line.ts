import { remainingMs } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import { openRun } from '../ticket/ticket.ts'
import type { Sop } from './act.ts'
import type { TicketFile } from './ports.ts'

/** "TIK-1042 · Dinas Pendidikan · langkah 2 · sisa 1 jam". `agency` is what its readers may know of the requester's. */
export function ticketLine(
  words: Words,
  { profile, service }: Sop,
  { ticket }: TicketFile,
  agency: string,
  now: Date,
): string {
  const w = words.staff.queue
  const run = openRun(ticket)
  const { row } = stepOf(profile, (run ?? ticket.runs.at(-1))?.step ?? profile.start)
  const time = () => {
    if (!run) return w.ended
    if (ticket.paused) return ticket.paused.why === 'party' ? w.pausedForParty : w.paused
    if (!run.due) return w.noLimit
    const span = words.time.span(remainingMs(service.calendar, now, run.due))
    return now > run.due ? w.late(span) : w.left(span)
  }
  return w.line(ticket.number, agency, row, time())
}
