import type { Calendar } from '../sla/calendar.ts'
import { remainingMs } from '../sla/reminders.ts'
import { stepOf, type Profile, type Step } from '../sop/sop.ts'
import { isLate, openRun, type StepRun, type Ticket, type TicketStatus } from '../ticket/ticket.ts'

/** One passage through a row, with names and labels in place of ids. */
export type RunProgress = {
  /** 1 for the first passage. */
  run: number
  started: Date
  due: Date | null
  ended: Date | null
  late: boolean
  /** Working time until `due`, below zero once it has passed; null when the run has ended or knows no limit. */
  leftMs: number | null
  /** The title of the role that must act, and its unit: after a climb no longer the row's own actor. */
  holder: string
  unit: string | null
  assignee: string | null
  /** The label of the outcome it ended by. */
  outcome: string | null
}

/** One row of the SOP as this ticket went through it. */
export type RowProgress = {
  row: string
  title: string
  actor: string
  /** In the SOP's own words, as it held for the latest run; null is no limit. */
  limit: string | null
  state: 'done' | 'current' | 'waiting'
  runs: RunProgress[]
}

/** Where a ticket stands in its SOP, row by row in the SOP's order. */
export type TicketProgress = {
  number: string
  status: TicketStatus
  category: string
  opened: Date
  closed: Date | null
  /** Since when its clock stands still for the requester's answer. */
  pausedSince: Date | null
  rows: RowProgress[]
}

/** The ticket laid over the rows of its profile. `names` are people's, by id; an unknown one is left out. */
export function sopProgress(
  profile: Profile,
  ticket: Ticket,
  names: ReadonlyMap<string, string>,
  now: Date,
  calendar: Calendar,
): TicketProgress {
  const category = profile.categories.find(({ id }) => id === ticket.category)
  return {
    number: ticket.number,
    status: ticket.status,
    category: category?.label ?? ticket.category,
    opened: ticket.opened,
    closed: ticket.closed,
    pausedSince: ticket.paused?.since ?? null,
    rows: profile.steps.map((step) => {
      const runs = ticket.runs.filter((run) => run.step === step.id)
      const last = runs.at(-1)
      return {
        row: step.row,
        title: step.title,
        actor: titleOf(profile, step.actor),
        limit: last ? last.limit : step.limit,
        state: !last ? 'waiting' : last === openRun(ticket) ? 'current' : 'done',
        runs: runs.map((run) => describeRun(profile, ticket, run, names, now, calendar)),
      }
    }),
  }
}

function describeRun(
  profile: Profile,
  ticket: Ticket,
  run: StepRun,
  names: ReadonlyMap<string, string>,
  now: Date,
  calendar: Calendar,
): RunProgress {
  const pausedSince = ticket.paused?.since ?? null
  const running = run.ended === null && run.due !== null
  return {
    run: run.run,
    started: run.started,
    due: run.due,
    ended: run.ended,
    late: isLate(run, now, pausedSince),
    leftMs: running && run.due ? remainingMs(calendar, pausedSince ?? now, run.due) : null,
    holder: titleOf(profile, run.holder),
    unit: run.unit === null ? null : (profile.units[run.unit] ?? run.unit),
    assignee: run.assignee === null ? null : (names.get(run.assignee) ?? null),
    outcome: run.outcome === null ? null : labelOf(stepOf(profile, run.step), run.outcome),
  }
}

function titleOf(profile: Profile, role: string): string {
  return profile.roles[role]?.title ?? role
}

/** A run ended from outside the rows (an exit) has no outcome of its step. */
function labelOf(step: Step, outcome: string): string | null {
  return step.outcomes.find(({ id }) => id === outcome)?.label ?? null
}
