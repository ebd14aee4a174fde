import { dueAt, pushDue } from '../sla/deadline.ts'
import { parseDuration } from '../sla/duration.ts'
import { holderOf, stepOf, type Outcome, type Step, type TicketHappening } from '../sop/sop.ts'
import type { Rules } from './commands.ts'
import { evolve } from './evolve.ts'
import { limitInForce, runningClocks } from './clocks.ts'
import { holdsRole } from './rights.ts'
import { openRun, type Inputs, type StepRun, type Ticket, type TicketEvent } from './ticket.ts'

/** A ticket on its way through one decision: as it stands after the events decided so far. */
export type Progress = { ticket: Ticket; events: TicketEvent[] }

/** The progress after one more event. */
export function record(progress: Progress, event: TicketEvent): Progress {
  return { ticket: evolve(progress.ticket, event), events: [...progress.events, event] }
}

/** The open run and its row; the caller has checked that the ticket is open. */
export function openRow(rules: Rules, ticket: Ticket): { run: StepRun; step: Step } {
  const run = openRun(ticket)
  if (!run) throw new Error(`${ticket.number} has no open row`)
  return { run, step: stepOf(rules.profile, run.step) }
}

/** Who brought the ticket to a row, and with what. */
type Arrival = {
  by: string | undefined
  /** The staff member who acted, and goes on while the role stays the same. */
  keep?: string | undefined
  happenings: readonly TicketHappening[]
  assignee?: string | null
  unit?: string | null
  /** When that was, where it is recorded only now. */
  since?: Date | undefined
}

/**
 * Enters a row, or ends the ticket. Rows that wait for something which has just happened (a requester's row at
 * submission) are passed at once, each with a run of its own.
 */
export function enter(
  rules: Rules,
  progress: Progress,
  target: string,
  arrival: Arrival,
  now: Date,
): Progress {
  if (target === 'end') return record(progress, { kind: 'closed', at: now, by: arrival.by })
  const step = stepOf(rules.profile, target)
  const started = record(progress, startOf(rules, progress.ticket, step, arrival, now))
  const happened: readonly TicketHappening[] =
    started.ticket.answer === null ? arrival.happenings : [...arrival.happenings, 'answered']
  const passed = step.outcomes.find((o) => o.event !== undefined && happened.includes(o.event))
  return passed
    ? leave(rules, started, passed, {}, passing(rules, started.ticket, step, arrival), now)
    : started
}

/** What goes on with a ticket that passes a row at once. A requester's row is nobody else's act, nor one of staff theirs. */
function passing(rules: Rules, ticket: Ticket, step: Step, { by, happenings, since }: Arrival): Arrival {
  const isRequesters = rules.profile.roles[holderOf(step)]?.kind === 'requester'
  return { by: isRequesters === (by === ticket.requester) ? by : undefined, happenings, since }
}

/** Ends the open run by an outcome and goes where it leads; `above` climbs within the row instead. */
export function leave(
  rules: Rules,
  progress: Progress,
  outcome: Outcome,
  inputs: Inputs,
  arrival: Arrival,
  now: Date,
): Progress {
  const { run } = openRow(rules, progress.ticket)
  const at = { at: now, by: arrival.by, step: run.step, run: run.run, outcome: outcome.id, inputs }
  if (outcome.to === 'above') {
    const holder = rules.profile.roles[run.holder]?.above
    if (!holder) throw new Error(`nobody stands above ${run.holder}`)
    return record(progress, { kind: 'climbed', ...at, holder })
  }
  const answer = answerIn(rules, outcome, inputs)
  const ended = record(progress, { kind: 'outcome-chosen', ...at, answer, since: arrival.since })
  const target = resolveTarget(ended.ticket, outcome.to)
  const keeps = arrival.assignee ?? keptBy(rules, outcome.by ?? run.holder, target, arrival.keep)
  return enter(rules, ended, target, { ...arrival, assignee: keeps }, now)
}

/** A row to go to: the first of a list that already ran, else the last of it. */
export function resolveTarget(ticket: Ticket, to: string | readonly string[]): string {
  if (typeof to === 'string') return to
  const ran = to.find((step) => ticket.runs.some((run) => run.step === step))
  return ran ?? (to.at(-1) as string)
}

/** Ends a pause, pushing the due time by the working time that passed. */
export function resume(rules: Rules, progress: Progress, by: string | undefined, now: Date): Progress {
  const { paused } = progress.ticket
  const run = openRun(progress.ticket)
  if (!paused || !run) return progress
  /** A pause may have begun before what stood still in it: in the row before. */
  const push = (at: Date, started: Date) =>
    pushDue(rules.calendar, at, paused.since < started ? started : paused.since, now)
  return record(progress, {
    kind: 'resumed',
    at: now,
    by,
    due: run.due && push(run.due, run.started),
    clockFrom: push(run.clockFrom, run.started),
    clocks: runningClocks(progress.ticket).map(({ clock, due, clockFrom, started }) => {
      return { clock, due: push(due, started), clockFrom: push(clockFrom, started) }
    }),
  })
}

function startOf(rules: Rules, ticket: Ticket, step: Step, arrival: Arrival, now: Date): TicketEvent {
  const holder = holderOf(step)
  const perUnit = rules.profile.roles[holder]?.perUnit ?? false
  const category = rules.profile.categories.find((c) => c.id === ticket.category)
  const unit = arrival.unit ?? (perUnit ? (ticket.unit ?? category?.unit ?? null) : null)
  const limit = limitInForce(rules.limits, step.row, step.limit, ticket.category)
  return {
    kind: 'step-started',
    at: now,
    by: arrival.by,
    step: step.id,
    run: ticket.runs.filter((r) => r.step === step.id).length + 1,
    role: step.actor,
    holder,
    unit,
    assignee: arrival.assignee ?? lastAssignee(rules, ticket, holder, unit),
    limit,
    due: dueAt(rules.calendar, arrival.since ?? now, limit === null ? null : parseDuration(limit)),
    status: step.status,
    since: arrival.since,
  }
}

/** Who acted stays in charge while the next row waits for the same role (the claim of row 1 starts row 2). */
function keptBy(rules: Rules, role: string, target: string, by: string | undefined): string | null {
  if (!by || target === 'end') return null
  return holderOf(stepOf(rules.profile, target)) === role ? by : null
}

/** Whoever last had the ticket in this role, and still holds it, gets it again: *belum* goes back to the technician. */
function lastAssignee(rules: Rules, ticket: Ticket, holder: string, unit: string | null): string | null {
  const last = ticket.runs.findLast((r) => r.holder === holder && r.unit === unit && r.assignee)
  const person = last?.assignee ?? null
  return person !== null && holdsRole(rules.profile, rules.rolesOf(person), holder, unit) ? person : null
}

function answerIn(rules: Rules, outcome: Outcome, inputs: Inputs): string | null {
  for (const id of outcome.needs) {
    const given = inputs[id]
    if (rules.profile.inputs[id]?.answer && given && 'note' in given) return given.note
  }
  return null
}
