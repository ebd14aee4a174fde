import { remainingMs } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import { runningClocks } from '../ticket/clocks.ts'
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
    const spanTo = (due: Date) => words.time.span(remainingMs(service.calendar, now, due))
    if (run.due && now > run.due) return w.late(spanTo(run.due))
    const [whole] = runningClocks(ticket).filter(({ due }) => now > due)
    if (whole) return w.lateWhole(words.limits.whole[whole.clock].name, spanTo(whole.due))
    return run.due ? w.left(spanTo(run.due)) : w.noLimit
  }
  return w.line(ticket.number, agency, row, time())
}
