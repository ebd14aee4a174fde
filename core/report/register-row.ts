import { roleTitle } from '../notify/facts.ts'
import { workingMsBetween, type Calendar } from '../sla/calendar.ts'
import { stepOf, type Profile, type Step } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import {
  isLate,
  type Inputs,
  type PauseReason,
  type StepRun,
  type Ticket,
  type TicketClock,
  type TicketEvent,
} from '../ticket/ticket.ts'
import { handedOver } from './handed-over.ts'

/** Whose time a row takes: the office's, the requester's, or that of an outside party, which is counted apart. */
export const owners = ['office', 'requester', 'party'] as const
export type Owner = (typeof owners)[number]

/** One passage through a row, in words and figures. Times in ms are working time of the service. */
export type RegisterRow = {
  number: string
  row: string
  title: string
  /** 1 for the first passage. */
  run: number
  owner: Owner
  role: string
  /** Who ended it, else who has it. */
  person: string
  started: Date
  /** In the SOP's own words, as it held then; null is no limit. */
  limit: string | null
  due: Date | null
  ended: Date | null
  outcome: string
  /** What the SOP says the row must leave behind, and what was handed over. */
  expected: string
  output: string
  usedMs: number
  /** The clock stood still for so long: for the requester or what the complaint lacked, and for an outside party. */
  waitedMs: number
  partyWaitedMs: number
  /** Null when in time or without a limit; 0 when late by no working time. */
  lateMs: number | null
  climbs: string[]
  approvals: string[]
}

/** What a row of the book is made of. `note` and `nameOf` give what may be read of this complaint. */
export type RowContext = {
  words: Words
  profile: Profile
  ticket: Ticket
  events: readonly TicketEvent[]
  calendar: Calendar
  zone: string
  names: ReadonlyMap<string, string>
  note: (id: string) => string
  nameOf: (person: string | null | undefined) => string
  now: Date
}

/** A run of a row as the book has it. */
export function rowOf(c: RowContext, run: StepRun): RegisterRow {
  const { profile, ticket, calendar, words } = c
  const step = stepOf(profile, run.step)
  const [waitedMs, partyWaitedMs] = [stoodMs(c, run, ['requester', 'incomplete']), stoodMs(c, run, ['party'])]
  const wholeMs = workingMsBetween(calendar, run.started, run.ended ?? c.now)
  const stopped = stoppedAt(c, run)
  const ending = endingOf(c, run)
  const outcome = step.outcomes.find(({ id }) => id === run.outcome)
  return {
    number: ticket.number,
    row: step.row,
    title: step.title,
    run: run.run,
    owner: ownerOf(profile, step, run.holder),
    role: roleTitle(profile, run.holder, run.unit),
    person: c.nameOf(ending?.by ?? run.assignee),
    started: run.started,
    limit: run.limit,
    due: run.due,
    ended: run.ended,
    outcome: ending?.kind === 'exited' ? words.register.exitedRun : (outcome?.label ?? ''),
    expected: step.output ?? '',
    output: inputText(c, run.inputs),
    usedMs: wholeMs - waitedMs - partyWaitedMs,
    waitedMs,
    partyWaitedMs,
    lateMs:
      run.due && isLate({ ...run, ended: stopped }, c.now)
        ? workingMsBetween(calendar, run.due, stopped)
        : null,
    climbs: run.climbs.map((climb) =>
      words.register.climbed(
        words.register.stamp(climb.at, c.zone),
        roleTitle(profile, climb.to, run.unit),
        c.nameOf(climb.by),
        inputText(c, climb.inputs),
      ),
    ),
    approvals: approvalsOf(c, step, run),
  }
}

/**
 * What is held against the due time of a run, or of a clock of the whole ticket: its end, else now. Where it stood still
 * then, the beginning of that pause: a due time is moved only when the clock goes on, and of what ended while it stood
 * (nobody replied, or it left the rows meanwhile) it never did.
 */
export function stoppedAt(
  { ticket, events, now }: Pick<RowContext, 'ticket' | 'events' | 'now'>,
  { ended }: Pick<StepRun | TicketClock, 'ended'>,
): Date {
  const end = ended ?? now
  const isEnd = (at: Date) => at.getTime() === end.getTime()
  const wentOn = events.some(({ kind, at }) => kind === 'resumed' && isEnd(at))
  const standing = ticket.pauses.find(
    ({ from, to }) => from <= end && (to === null || to > end || (isEnd(to) && !wentOn)),
  )
  return standing?.from ?? end
}

/** For how long the clock of a run stood still for one of these reasons; of a pause that lasts, so far. */
function stoodMs(
  { ticket, calendar, now }: RowContext,
  { started, ended }: StepRun,
  reasons: readonly PauseReason[],
): number {
  const end = ended ?? now
  const stretches = ticket.pauses.filter(({ why }) => reasons.includes(why))
  return stretches.reduce((sum, { from, to }) => {
    const [begins, ends] = [from < started ? started : from, to === null || to > end ? end : to]
    return sum + workingMsBetween(calendar, begins, ends)
  }, 0)
}

function ownerOf(profile: Profile, step: Step, holder: string): Owner {
  if (step.thirdParty || profile.roles[holder]?.kind === 'party') return 'party'
  return profile.roles[holder]?.kind === 'requester' ? 'requester' : 'office'
}

/** What ended the run; nothing where it is open. */
function endingOf({ events }: RowContext, run: StepRun): TicketEvent | undefined {
  return events.find((event) =>
    event.kind === 'outcome-chosen'
      ? event.step === run.step && event.run === run.run
      : event.kind === 'exited' && event.at.getTime() === run.ended?.getTime(),
  )
}

function inputText(c: RowContext, inputs: Inputs): string {
  const given = handedOver(c, inputs).filter(({ text }) => text !== '')
  return given.map(({ label, text }) => c.words.register.given(label, text)).join('\n')
}

/** Decisions a leader made by one tap: by an outcome of the row, or by sending it up. */
function approvalsOf(c: RowContext, step: Step, run: StepRun): string[] {
  const ending = endingOf(c, run)
  const ended = ending?.kind === 'outcome-chosen' ? [ending] : []
  return [...run.climbs, ...ended].flatMap(({ at, by, outcome: id }) => {
    const outcome = step.outcomes.find((o) => o.id === id)
    if (!outcome?.approves) return []
    const approval = c.words.notices.approved(outcome.label, c.nameOf(by))
    return [c.words.register.approved(c.words.register.stamp(at, c.zone), approval)]
  })
}
