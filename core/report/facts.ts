import { agencyOrName, roleTitle } from '../notify/facts.ts'
import type { Calendar } from '../sla/calendar.ts'
import { remainingMs } from '../sla/reminders.ts'
import { isoDate, localDate } from '../sla/zone-time.ts'
import type { Profile } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import type { LateClock, LateHere, LateRow, OpenTicket, ReportNumbers } from './numbers.ts'
import type { DigestKind } from './period.ts'
import { spreadOf, workedMs, type Spread } from './spread.ts'

/**
 * What a report covers. `asked`: somebody asked for it; `late`: sent after its time because the program was down; `zone`:
 * whose days it is made of, which are not the service's own where the desk or another service said which.
 */
export type ReportSpan = {
  kind: DigestKind | 'asked'
  from: Date
  to: Date
  label: string
  late: boolean
  zone: string
}

/** Rows not done in time; those of an outside party are counted apart. */
export type LateFact = { row: string; title: string; actor: string; isParty: boolean; count: number }

/** How many are late of what the office does itself, and of what it waits for from outside parties. */
export type LateCounts = { own: number; parties: number }

/** What ran out of time in a period: rows, and limits on the first answer or the whole ticket, which are the office's. */
export type RanOut = LateCounts & { whole: number }

/** `lateMs` is null while it is in time. */
export type TicketFact = {
  id: string
  number: string
  agency: string
  row: string
  openedAt: Date
  lateMs: number | null
}

/** A report of a service, or of one unit of it, as plain values. Times are working time. */
export type ReportFacts = {
  span: ReportSpan
  service: string
  unit: string | null
  opened: number
  closed: number
  exited: number
  open: number
  /** Whether only working hours are counted; a service round the clock counts every hour. */
  inWorkingTime: boolean
  /** Every row of the SOP in its order; `late` of the `open` ones. */
  byStep: { row: string; title: string; open: number; late: number }[]
  /** What is late now: the rows, the limits on the whole, and how many tickets that makes, each once in a number. */
  lateNow: LateFact[]
  clocksLateNow: readonly LateClock[]
  late: LateCounts & { tickets: number }
  lateInPeriod: LateFact[]
  clocksLateInPeriod: readonly LateClock[]
  oldest: TicketFact[]
  latest: TicketFact[]
  firstAnswer: Spread | null
  solving: Spread | null
  categories: { label: string; count: number }[]
  agencies: { label: string; count: number }[]
  /** `mean` of the answers from 1 to 4, to one decimal; null where nobody answered. */
  satisfaction: { asked: number; answered: number; scores: readonly number[]; mean: number | null }
  days: { label: string; opened: number; closed: number }[]
}

type Given = {
  words: Words
  profile: Profile
  calendar: Calendar
  span: ReportSpan
  service: string
  unit: string | null
  now: Date
}

/** The numbers of the store in the words of the SOP. */
export function reportFacts(given: Given, numbers: ReportNumbers): ReportFacts {
  const { profile, calendar, span, service, unit } = given
  const { opened, closed, exited, satisfaction } = numbers
  const byStep = profile.steps.map(({ id, row, title }) => {
    const found = numbers.byStep.find(({ step }) => step === id)
    return { row, title, open: found?.open ?? 0, late: found?.late ?? 0 }
  })
  const answers = numbers.answered.map(({ received, answered, pauses }) =>
    workedMs(calendar, received, answered, pauses),
  )
  const solutions = numbers.solved.map((one) => workedMs(calendar, one.received, one.closed, one.pauses))
  const answered = satisfaction.scores.reduce((sum, count) => sum + count, 0)
  const total = satisfaction.scores.reduce((sum, count, index) => sum + count * (index + 1), 0)
  return {
    span,
    service,
    unit: unit === null ? null : (profile.units[unit] ?? unit),
    opened,
    closed,
    exited,
    open: numbers.byStep.reduce((sum, row) => sum + row.open, 0),
    inWorkingTime: calendar.kind !== 'always',
    byStep,
    lateNow: lateFacts(
      given,
      numbers.lateNow.filter(({ count }) => count > 0),
    ),
    clocksLateNow: numbers.clocksLateNow,
    late: lateCounts(given, numbers.lateNow),
    lateInPeriod: lateFacts(given, numbers.lateInPeriod),
    clocksLateInPeriod: numbers.clocksLateInPeriod,
    oldest: numbers.oldest.map((ticket) => ticketFact(given, ticket)),
    latest: numbers.latest.map((ticket) => ticketFact(given, ticket)),
    firstAnswer: spreadOf(answers),
    solving: spreadOf(solutions),
    categories: numbers.categories.map(({ category, count }) => ({
      label: profile.categories.find(({ id }) => id === category)?.label ?? category,
      count,
    })),
    agencies: numbers.agencies.map(({ agency, count }) => ({ label: agency, count })),
    satisfaction: {
      ...satisfaction,
      answered,
      mean: answered === 0 ? null : Math.round((total * 10) / answered) / 10,
    },
    days: daysOf(given, numbers),
  }
}

/** The most frequent first, and then in the order of the SOP. */
function lateFacts({ profile }: Given, rows: readonly LateRow[]): LateFact[] {
  const placeOf = ({ step }: LateRow) => profile.steps.findIndex(({ id }) => id === step)
  return rows
    .toSorted((a, b) => b.count - a.count || placeOf(a) - placeOf(b))
    .map(({ step: id, holder, unit, count }) => {
      const step = profile.steps.find((known) => known.id === id)
      const actor = roleTitle(profile, holder, unit)
      const isParty = waitsForParty(profile, { step: id, holder })
      return { row: step?.row ?? id, title: step?.title ?? id, actor, isParty, count }
    })
}

function waitsForParty(
  { steps, roles }: Profile,
  { step, holder }: Pick<LateRow, 'step' | 'holder'>,
): boolean {
  return steps.some(({ id, thirdParty }) => id === step && thirdParty) || roles[holder]?.kind === 'party'
}

/** A ticket that an outside party is late with is the office's too where a limit on the whole has run out. */
function lateCounts({ profile }: Given, rows: readonly LateHere[]): ReportFacts['late'] {
  const sum = (of: (row: LateHere) => number) => rows.reduce((total, row) => total + of(row), 0)
  const isParty = (row: LateHere) => waitsForParty(profile, row)
  return {
    own: sum((row) => (isParty(row) ? row.whole : row.either)),
    parties: sum((row) => (isParty(row) ? row.count : 0)),
    tickets: sum(({ either }) => either),
  }
}

function ticketFact({ words, profile, calendar, now }: Given, ticket: OpenTicket): TicketFact {
  const { id, number, answers, secrecy, step, openedAt, due } = ticket
  const known = profile.steps.find((row) => row.id === step)
  return {
    id,
    number,
    agency: secrecy === 'secret' ? words.notices.secret : agencyOrName(profile, answers),
    row: known?.row ?? step,
    openedAt,
    lateMs: due && now > due ? -remainingMs(calendar, now, due) : null,
  }
}

const dayMs = 86_400_000
const columnsMax = 31

/** Every day of the period so far, also those on which nothing happened; every month, where it is long. */
function daysOf({ span, words, now }: Given, { days }: ReportNumbers): ReportFacts['days'] {
  const end = new Date(Math.min(span.to.getTime(), now.getTime()) - 1)
  const [first, last] = [span.from, end].map((at) => localDate(span.zone, at)) as [string, string]
  const isLong = Date.parse(last) - Date.parse(first) >= columnsMax * dayMs
  const keyOf = (date: string) => (isLong ? date.slice(0, 7) : date)
  const columns = new Map<string, { opened: number; closed: number }>()
  for (let day = Date.parse(first); day <= Date.parse(last); day += dayMs)
    columns.set(keyOf(isoDate(day / dayMs)), { opened: 0, closed: 0 })
  for (const { date, opened, closed } of days) {
    const column = columns.get(keyOf(date)) ?? { opened: 0, closed: 0 }
    columns.set(keyOf(date), { opened: column.opened + opened, closed: column.closed + closed })
  }
  const w = words.report.columns
  const label = isLong ? w.month : columns.size <= 7 ? w.weekday : w.day
  return [...columns].slice(-columnsMax).map(([key, counts]) => ({ label: label(key), ...counts }))
}
