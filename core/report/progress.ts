import { isOpen, workingMsBetween, type Calendar } from '../sla/calendar.ts'
import { remainingMs } from '../sla/reminders.ts'
import { stepOf, type ExitKind, type Profile, type Step } from '../sop/sop.ts'
import {
  isLate,
  openRun,
  type Climb,
  type StepRun,
  type Ticket,
  type TicketStatus,
  type PauseReason,
} from '../ticket/ticket.ts'

/** A level climbed within a row, by the titles of the roles. */
export type ClimbProgress = { at: Date; by: string | null; from: string; to: string; outcome: string | null }

/** One passage through a row, with names and labels in place of ids. */
export type RunProgress = {
  /** 1 for the first passage. */
  run: number
  started: Date
  due: Date | null
  ended: Date | null
  late: boolean
  /** Working time from its end (from now, while it is open) until `due`, below zero when late; null without a limit. */
  leftMs: number | null
  /** Working time it has taken, pauses not counted. */
  usedMs: number
  /** The title of the role that must act, and its unit: after a climb no longer the row's own actor. */
  holder: string
  unit: string | null
  assignee: string | null
  /** The label of the outcome it ended by. */
  outcome: string | null
  climbs: ClimbProgress[]
}

/** Whose time a row takes. */
export type TimeOwner = 'office' | 'third-party' | 'requester'

/** One row of the SOP as this ticket went through it. */
export type RowProgress = {
  row: string
  title: string
  actor: string
  owner: TimeOwner
  /** In the SOP's own words, as it held for the latest run; null is no limit. */
  limit: string | null
  state: 'done' | 'current' | 'waiting'
  runs: RunProgress[]
}

/** Somebody who can move the ticket on now, and the labels of what they may choose. */
export type NextActor = {
  /** Null is the requester, asked whether it is solved. */
  role: string | null
  unit: string | null
  assignee: string | null
  choices: string[]
}

/** Where a ticket stands in its SOP, row by row in the SOP's order. */
export type TicketProgress = {
  number: string
  service: string
  requester: string | null
  status: TicketStatus
  category: string
  opened: Date
  closed: Date | null
  /** How it left the rows, where it did. */
  exit: ExitKind | null
  /** Since when its clock stands still, and what for. */
  paused: { since: Date; why: PauseReason } | null
  /** Whether working time passes now: only then does what is left grow less. */
  ticking: boolean
  /** Working time taken so far, apart by whose it was. */
  usedMs: Record<TimeOwner, number>
  next: NextActor[]
  rows: RowProgress[]
}

type Scene = {
  profile: Profile
  ticket: Ticket
  /** People's names by id; an unknown one is left out. */
  names: ReadonlyMap<string, string>
  now: Date
  calendar: Calendar
}

/** The ticket laid over the rows of its profile. */
export function sopProgress(
  profile: Profile,
  ticket: Ticket,
  names: ReadonlyMap<string, string>,
  now: Date,
  calendar: Calendar,
): TicketProgress {
  const scene: Scene = { profile, ticket, names, now, calendar }
  const { number, service, status, opened, closed, paused } = ticket
  const rows = profile.steps.map((step) => describeRow(scene, step))
  return {
    number,
    service,
    requester: names.get(ticket.requester) ?? null,
    status,
    category: profile.categories.find(({ id }) => id === ticket.category)?.label ?? ticket.category,
    opened,
    closed,
    exit: ticket.exit?.kind ?? null,
    paused: paused && { since: paused.since, why: paused.why },
    ticking: openRun(ticket) !== null && paused === null && isOpen(calendar, now),
    usedMs: {
      office: usedBy(rows, 'office'),
      'third-party': usedBy(rows, 'third-party'),
      requester: usedBy(rows, 'requester'),
    },
    next: nextActors(scene),
    rows,
  }
}

function describeRow(scene: Scene, step: Step): RowProgress {
  const { profile, ticket } = scene
  const runs = ticket.runs.filter((run) => run.step === step.id)
  const last = runs.at(-1)
  return {
    row: step.row,
    title: step.title,
    actor: titleOf(profile, step.actor),
    owner: ownerOf(profile, step),
    limit: last ? last.limit : step.limit,
    state: !last ? 'waiting' : last === openRun(ticket) ? 'current' : 'done',
    runs: runs.map((run) => describeRun(scene, step, run)),
  }
}

/** An outside party's own clock counts apart from the office's (001 row 4), and so does the requester's silence. */
function ownerOf(profile: Profile, { thirdParty, actor, holder = actor }: Step): TimeOwner {
  if (thirdParty) return 'third-party'
  return profile.roles[holder]?.kind === 'requester' ? 'requester' : 'office'
}

function usedBy(rows: readonly RowProgress[], owner: TimeOwner): number {
  return rows
    .filter((row) => row.owner === owner)
    .flatMap(({ runs }) => runs)
    .reduce((sum, { usedMs }) => sum + usedMs, 0)
}

function describeRun(scene: Scene, step: Step, run: StepRun): RunProgress {
  const { profile, ticket, names, now, calendar } = scene
  const pausedSince = ticket.paused?.since ?? null
  const until = run.ended ?? pausedSince ?? now
  return {
    run: run.run,
    started: run.started,
    due: run.due,
    ended: run.ended,
    late: isLate(run, now, pausedSince),
    leftMs: run.due && remainingMs(calendar, until, run.due),
    usedMs: workingMsBetween(calendar, run.clockFrom, until),
    holder: titleOf(profile, run.holder),
    unit: run.unit === null ? null : (profile.units[run.unit] ?? run.unit),
    assignee: run.assignee === null ? null : (names.get(run.assignee) ?? null),
    outcome: run.outcome === null ? null : labelOf(step, run.outcome),
    climbs: run.climbs.map((climb) => describeClimb(scene, step, climb)),
  }
}

function describeClimb(
  { profile, names }: Scene,
  step: Step,
  { at, by, from, to, outcome }: Climb,
): ClimbProgress {
  return {
    at,
    by: by === null ? null : (names.get(by) ?? null),
    from: titleOf(profile, from),
    to: titleOf(profile, to),
    outcome: labelOf(step, outcome),
  }
}

/** The requester, while asked and silent; staff by the outcomes they command, each under the role that may choose it. */
function nextActors({ profile, ticket, names }: Scene): NextActor[] {
  const run = openRun(ticket)
  if (!run) return []
  const { outcomes, asksConfirmation } = stepOf(profile, run.step)
  const topmost = profile.roles[run.holder]?.above === undefined
  const staff = outcomes.filter(({ command, to }) => command !== undefined && !(to === 'above' && topmost))
  const roles = [...new Set(staff.map(({ by = run.holder }) => by))]
  const actors = roles.map((role) => ({
    role,
    unit: run.unit,
    assignee: role === run.holder && run.assignee !== null ? (names.get(run.assignee) ?? null) : null,
    choices: staff.filter(({ by = run.holder }) => by === role).map(({ label }) => label),
  }))
  const requester = { role: null, unit: null, assignee: null, choices: [] }
  return asksConfirmation && ticket.confirmation === null ? [requester, ...actors] : actors
}

function titleOf(profile: Profile, role: string): string {
  return profile.roles[role]?.title ?? role
}

/** A run ended from outside the rows (an exit) has no outcome of its step. */
function labelOf(step: Step, outcome: string): string | null {
  return step.outcomes.find(({ id }) => id === outcome)?.label ?? null
}
