import { workingMsBetween, type Calendar } from '../sla/calendar.ts'
import { parseDuration, type Duration } from '../sla/duration.ts'
import { explainDue, lengthOf, type CountedDay, type Explanation } from '../sla/explain.ts'
import { stepOf } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import { clockKinds, pausesWithin, type Pause, type StepRun } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import { aboutCard } from './done.ts'
import { limitsKnown, withoutWord } from './limits.ts'
import type { TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/** More days than this tell nobody more. */
const linesMax = 25

/**
 * `/tiket NO tenggat [baris]`: how a due time came about, line by line; of the present row, of the last passage through
 * the row that is named, or of the office's own limit on the first answer or the whole ticket (`jawaban`, `tiket`).
 */
export async function explainDeadline(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  asked: string,
): Promise<void> {
  const { words } = turn.app
  const [typed = ''] = withoutWord(asked.trim(), words.limits.row).split(/\s+/)
  const w = words.deadline
  const { service, profile, rules } = office
  const { number } = file.ticket
  const limited = limitedBy(office, file, typed, words)
  const answer = (text: string) => say(turn, { text }, aboutCard(file))
  if (!limited) {
    const known = limitsKnown(turn, office).map((one) => one.typed)
    const isKnown = known.some((name) => isNamed(name, typed))
    return answer(isKnown ? w.noRow(number, typed) : words.limits.unknownRow(typed, known.join(', ')))
  }
  const limit = limited.limit === null ? null : parseDuration(limited.limit)
  if (limit === null) return answer(w.none(number, limited.name))
  const pauses = pausesWithin(file.ticket, limited)
  const explained = explainDue(rules.calendar, { started: limited.started, limit, pauses })
  const lines = [
    ...counted(turn, rules.calendar, { explained, limit, written: limited.limit ?? '', zone: service.zone }),
    ...ended(turn, rules.calendar, { explained, pauses, run: limited, zone: service.zone }),
  ]
  const heading = w.heading(number, limited.name, limited.step ? stepOf(profile, limited.step).title : '')
  say(turn, { heading, text: lines.join('\n'), replyTo: turn.inbound.message }, aboutCard(file))
}

function isNamed(name: string, typed: string): boolean {
  return name.toLowerCase() === typed.toLowerCase()
}

type Limited = Pick<StepRun, 'started' | 'limit' | 'due' | 'ended'> & { name: string; step?: string }

/** What was asked for: a run of a row, or a limit on the whole ticket; null where there is none such yet. */
function limitedBy(
  { profile }: Office,
  { ticket }: TicketFile,
  typed: string,
  { limits, deadline }: Words,
): Limited | null {
  const kind = clockKinds.find((one) => isNamed(limits.whole[one].typed, typed))
  if (kind) {
    const name = limits.whole[kind].name
    const clock = ticket.clocks.findLast((one) => one.clock === kind)
    return clock
      ? { ...clock, name }
      : { started: ticket.received, limit: null, due: null, ended: null, name }
  }
  const run = ticket.runs.findLast(({ step }) => typed === '' || isNamed(stepOf(profile, step).row, typed))
  return run ? { ...run, name: deadline.row(stepOf(profile, run.step).row) } : null
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
    const { date, spans, special, season, isWorked } = days[at] as CountedDay
    if (!isWorked) {
      const isRest = (day: CountedDay | undefined) =>
        day !== undefined && !day.isWorked && day.special === null
      while (special === null && isRest(days[at + 1])) at += 1
      lines.push(w.closed(date, days[at]?.date ?? date, special))
      continue
    }
    worked += 1
    const ms = spans.reduce((sum, span) => sum + lengthOf(span), 0)
    const hours = w.hours(special, season)
    if (limit.unit !== 'day') lines.push(w.counted(date, spans, ms, zone) + hours)
    else lines.push((worked === 0 ? w.startDay(date) : w.workingDay(date, worked)) + hours)
  }
  return lines
}

/** The pauses, and what holds in the end: the due time that is kept, which an edit of the calendar may have moved. */
function ended(
  { app, now }: PersonTurn,
  c: Calendar,
  {
    explained,
    pauses: all,
    run,
    zone,
  }: { explained: Explanation; pauses: readonly Pause[]; run: Limited; zone: string },
): string[] {
  const w = app.words.deadline
  const pauses = explained.pauses.map(({ from, to, workingMs }, index) => {
    const why = all[index]?.why ?? 'requester'
    return to ? w.paused(why, from, to, workingMs, zone) : w.pausing(why, from, zone)
  })
  const { due } = run
  if (due === null) return pauses
  const isOther = explained.due !== null && explained.due.getTime() !== due.getTime()
  const until = run.ended ?? now
  const late = until > due ? [w.late(workingMsBetween(c, due, until))] : []
  const isPaused = explained.pauses.some(({ to }) => to === null)
  return [...pauses, ...(isOther ? [w.recomputed] : []), ...(isPaused ? [] : [w.due(due, zone), ...late])]
}
