import { workingMsBetween, type Calendar } from '../sla/calendar.ts'
import { parseDuration, type Duration } from '../sla/duration.ts'
import { explainDue, lengthOf, type CountedDay, type Explanation, type Pause } from '../sla/explain.ts'
import { stepOf } from '../sop/sop.ts'
import type { StepRun, TicketEvent } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import { aboutCard } from './done.ts'
import type { TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** More days than this tell nobody more. */
const linesMax = 25

/**
 * `/tiket NO tenggat [baris]`: how the due time of a row came about, line by line; of the present row, or of the last
 * passage through the row that is named.
 */
export async function explainDeadline(
  turn: PersonTurn,
  { service, profile, rules }: Office,
  file: TicketFile,
  row: string,
): Promise<void> {
  const w = turn.app.words.deadline
  const { number, id, runs } = file.ticket
  const run = runs.findLast(({ step }) => row === '' || stepOf(profile, step).row === row)
  if (!run) return say(turn, { text: w.noRow(number, row) }, aboutCard(file))
  const step = stepOf(profile, run.step)
  const limit = run.limit === null ? null : parseDuration(run.limit)
  if (limit === null) return say(turn, { text: w.none(number, step.row) }, aboutCard(file))
  const pauses = pausesOf(await turn.tx.tickets.events(id), run)
  const explained = explainDue(rules.calendar, { started: run.started, limit, pauses })
  const lines = [
    ...counted(turn, rules.calendar, { explained, limit, written: run.limit ?? '', zone: service.zone }),
    ...ended(turn, rules.calendar, { explained, run, zone: service.zone }),
  ]
  say(
    turn,
    {
      heading: w.heading(number, step.row, step.title),
      text: lines.join('\n'),
      replyTo: turn.inbound.message,
    },
    aboutCard(file),
  )
}

type Told = { explained: Explanation; limit: Duration; written: string; zone: string }

function counted({ app }: PersonTurn, c: Calendar, { explained, limit, written, zone }: Told): string[] {
  const w = app.words.deadline
  const { started, counts, first, days, pauses } = explained
  const opening = counts > started ? [w.counts(counts, zone)] : []
  const way = c.kind === 'always' ? [w.always] : dayLines(app.words.deadline, days, limit, zone)
  const shown = way.length > linesMax ? [...way.slice(0, linesMax), w.more(way.length - linesMax)] : way
  const onTheWay = pauses.length > 0 ? [w.first(first, zone)] : []
  return [w.started(written, started, zone), ...opening, ...shown, ...onTheWay]
}

function dayLines(
  w: PersonTurn['app']['words']['deadline'],
  days: readonly CountedDay[],
  limit: Duration,
  zone: string,
): string[] {
  const lines: string[] = []
  let worked = -1
  for (let at = 0; at < days.length; at += 1) {
    const { date, spans, closed } = days[at] as CountedDay
    if (closed) {
      const from = date
      while (closed === 'week' && days[at + 1]?.closed === 'week') at += 1
      lines.push(w.closed(from, days[at]?.date ?? from, closed))
      continue
    }
    worked += 1
    const ms = spans.reduce((sum, span) => sum + lengthOf(span), 0)
    if (limit.unit !== 'day') lines.push(w.counted(date, spans, ms, zone))
    else lines.push(worked === 0 ? w.startDay(date) : w.workingDay(date, worked))
  }
  return lines
}

/** The pauses, and what holds in the end: the due time that is kept, which an edit of the calendar may have moved. */
function ended(
  { app, now }: PersonTurn,
  c: Calendar,
  { explained, run, zone }: { explained: Explanation; run: StepRun; zone: string },
): string[] {
  const w = app.words.deadline
  const pauses = explained.pauses.map(({ from, to, workingMs }) =>
    to ? w.paused(from, to, workingMs, zone) : w.pausing(from, zone),
  )
  const { due } = run
  if (due === null) return pauses
  const isOther = explained.due !== null && explained.due.getTime() !== due.getTime()
  const until = run.ended ?? now
  const late = until > due ? [w.late(workingMsBetween(c, due, until))] : []
  const isPaused = explained.pauses.some(({ to }) => to === null)
  return [...pauses, ...(isOther ? [w.recomputed] : []), ...(isPaused ? [] : [w.due(due, zone), ...late])]
}

/** The pauses within one run, in order. */
function pausesOf(events: readonly TicketEvent[], run: StepRun): Pause[] {
  const pauses: Pause[] = []
  let within = false
  for (const event of events) {
    if (event.kind === 'step-started') within = event.step === run.step && event.run === run.run
    const open = pauses.at(-1)
    if (within && event.kind === 'paused') pauses.push({ from: event.at, to: null })
    if (within && event.kind === 'resumed' && open?.to === null)
      pauses[pauses.length - 1] = { ...open, to: event.at }
  }
  return pauses
}
