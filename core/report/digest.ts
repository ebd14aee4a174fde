import type { Button } from '../app/message.ts'
import type { ChartPanel, DigestChart } from '../app/ports.ts'
import { pairs } from '../notify/card.ts'
import { encodePress } from '../staff/press.ts'
import { scores } from '../ticket/ticket.ts'
import type { Words } from '../text/words.ts'
import type { LateFact, RanOut, ReportFacts } from './facts.ts'
import type { LateClock } from './numbers.ts'

/** Whose report it is: the office, the service's id and zone. `addressee` is a leader's office; null where it was asked for. */
export type DigestContext = { agency: string; id: string; zone: string; now: Date; addressee: string | null }

/** `charts` are the pictures that go with it: one of where it stands, and of a longer time one of what it was about. */
export type Digest = { heading: string; text: string; charts: DigestChart[]; buttons: Button[][] }

/** A list is read at a glance. */
const lateMax = 6
const shownMax = 5
const barsMax = 7

/** A report, what is late first, with a button to each of what is late the longest; null when there is nothing to say. */
export function composeDigest(facts: ReportFacts, words: Words, context: DigestContext): Digest | null {
  if (isEmpty(facts)) return null
  const w = words.report
  const { span, opened, closed, exited, open, oldest, latest } = facts
  const isLong = span.kind !== 'daily'
  const isAsked = span.kind === 'asked'
  const blocks = [
    [
      ...(context.addressee === null ? [] : [w.salutation(context.addressee)]),
      w.about(facts, context),
      ...(span.late ? [w.sentLate] : []),
    ],
    [w.lateNow(facts.late), ...lateLines(facts.lateNow, facts.clocksLateNow, words)],
    isLong
      ? [w.lateInPeriod(ranOut(facts)), ...lateLines(facts.lateInPeriod, facts.clocksLateInPeriod, words)]
      : [],
    [w.counts({ opened, closed, exited, open })],
    oldest.length > 0
      ? [w.oldestHeading, ...oldest.slice(0, shownMax).map((ticket) => w.oldest(ticket, context.zone))]
      : [],
    [
      ...(facts.firstAnswer ? [w.firstAnswer(facts.firstAnswer)] : []),
      ...(facts.solving ? [w.solving(facts.solving)] : []),
      ...(tellsWorkingTime(facts) ? [w.inWorkingTime] : []),
      ...(facts.satisfaction.asked > 0 ? [w.satisfaction(facts.satisfaction)] : []),
    ],
    isLong ? [...ranked(w.categories, facts.categories, w), ...ranked(w.agencies, facts.agencies, w)] : [],
    isAsked ? w.nextForAsker(latest[0]?.number) : [w.next(latest[0]?.number, open)],
  ]
  return {
    heading: w.heading(span),
    text: blocks
      .filter((block) => block.length > 0)
      .map((block) => block.join('\n'))
      .join('\n\n'),
    charts: chartsOf(facts, words, context),
    buttons: buttonsOf(facts, words, context),
  }
}

/** A digest also tells how the desk stands; who asks for a time wants to know of that time. */
function isEmpty(facts: ReportFacts): boolean {
  const { span, opened, closed, exited, open, lateInPeriod, clocksLateInPeriod } = facts
  const happened = opened + closed + exited + lateInPeriod.length + clocksLateInPeriod.length
  return happened + (span.kind === 'asked' ? 0 : open) === 0
}

/** How many the office answers for, and how many outside parties do. */
function ranOut({ lateInPeriod, clocksLateInPeriod }: ReportFacts): RanOut {
  const { own, parties } = apart(lateInPeriod)
  return { own: total(own), parties: total(parties), whole: total(clocksLateInPeriod) }
}

/** The office's own rows, and those of outside parties. */
function apart(rows: readonly LateFact[]): { own: LateFact[]; parties: LateFact[] } {
  return { own: rows.filter(({ isParty }) => !isParty), parties: rows.filter(({ isParty }) => isParty) }
}

function total(counted: readonly { count: number }[]): number {
  return counted.reduce((sum, { count }) => sum + count, 0)
}

/**
 * By row and actor, and by limit on the whole; outside parties are counted apart, under a heading of their own. A ticket
 * may be late in several ways and stand in several lines.
 */
function lateLines(
  rows: readonly LateFact[],
  clocks: readonly LateClock[],
  { report: w, limits }: Words,
): string[] {
  const { own, parties } = apart(rows)
  const lines = (some: readonly LateFact[]) => cut(some.map(w.lateRow), lateMax, w)
  const whole = clocks.map(({ clock, count }) => w.lateClock(limits.whole[clock].name, count))
  const ofParties = parties.length > 0 ? [w.partiesLate(total(parties)), ...lines(parties)] : []
  return [...lines(own), ...whole, ...ofParties]
}

function tellsWorkingTime({ inWorkingTime, firstAnswer, solving, oldest }: ReportFacts): boolean {
  const late = oldest.slice(0, shownMax).some(({ lateMs }) => lateMs !== null)
  return inWorkingTime && (late || firstAnswer !== null || solving !== null)
}

/** The first lines, and how many were left out; that too is a line. */
function cut(lines: string[], max: number, w: Words['report']): string[] {
  return lines.length <= max ? lines : [...lines.slice(0, max - 1), w.more(lines.length - max + 1)]
}

function ranked(
  heading: string,
  all: readonly { label: string; count: number }[],
  w: Words['report'],
): string[] {
  return all.length === 0 ? [] : [w.ranked(heading, all.slice(0, shownMax), all.length - shownMax)]
}

/** What is late opens from here. */
function buttonsOf(
  { latest, late: { tickets } }: ReportFacts,
  { report: w }: Words,
  { id }: DigestContext,
): Button[][] {
  if (latest.length === 0) return []
  const each = latest.map((ticket) => ({
    label: ticket.number,
    press: encodePress({ kind: 'open', ticket: ticket.id }),
  }))
  const all = { label: w.allLate(tickets), press: encodePress({ kind: 'late', service: id }) }
  return [...pairs(each), ...(tickets > latest.length ? [[all]] : [])]
}

function chartsOf(facts: ReportFacts, words: Words, context: DigestContext): DigestChart[] {
  const w = words.report.chart
  const { span } = facts
  const matters = span.kind === 'daily' ? [] : matterPanels(facts, words)
  const subtitle = w.subtitle(facts, context)
  const title = words.report.heading(span)
  return [
    { title, subtitle, figures: figuresOf(facts, words), panels: standingPanels(facts, words) },
    ...(matters.length > 0 ? [{ title: w.matters(span), subtitle, figures: [], panels: matters }] : []),
  ]
}

function figuresOf({ opened, closed, open, late }: ReportFacts, words: Words): DigestChart['figures'] {
  const w = words.report.chart
  return [
    { label: w.opened, value: String(opened) },
    { label: w.closed, value: String(closed) },
    { label: w.open, value: String(open) },
    { ...w.lateFigure(late), alarm: late.tickets > 0 },
  ]
}

/** Where the desk stands and, of a longer time, how it came there. */
function standingPanels(facts: ReportFacts, words: Words): ChartPanel[] {
  const w = words.report.chart
  const { span, byStep, days, lateInPeriod, clocksLateInPeriod } = facts
  const bars = byStep.map(({ row, title, open, late }) => {
    return { label: `${row}. ${title}`, onTime: open - late, late }
  })
  const standing: ChartPanel = { kind: 'standing', title: w.standing, bars }
  if (span.kind === 'daily') return [standing]
  const { own, parties } = apart(lateInPeriod)
  const lateBars = (rows: readonly LateFact[]) =>
    rows.map((row) => ({ label: w.lateBar(row), count: row.count }))
  const whole = clocksLateInPeriod.map(({ clock, count }) => ({
    label: words.limits.whole[clock].name,
    count,
  }))
  const late = [...lateBars(own), ...whole, ...lateBars(parties)]
  return [{ kind: 'flow', title: w.flow, columns: days }, standing, ...ranking(w.lateRows, late)]
}

/** What the complaints were about, whose they were, and how satisfied those were who asked. */
function matterPanels({ categories, agencies, satisfaction }: ReportFacts, words: Words): ChartPanel[] {
  const w = words.report.chart
  const answers = scores.toReversed().map((score) => ({
    label: words.satisfaction.names[score],
    count: satisfaction.scores[score - 1] ?? 0,
  }))
  const silent = { label: words.satisfaction.silentBar, count: satisfaction.asked - satisfaction.answered }
  return [
    ...ranking(w.categories, categories),
    ...ranking(w.agencies, agencies),
    ...(satisfaction.asked > 0 ? ranking(w.satisfaction, [...answers, silent]) : []),
  ]
}

function ranking(title: string, bars: { label: string; count: number }[]): ChartPanel[] {
  return bars.length === 0 ? [] : [{ kind: 'ranking', title, bars: bars.slice(0, barsMax) }]
}
