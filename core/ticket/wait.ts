import { dueAt } from '../sla/deadline.ts'
import { parseDuration } from '../sla/duration.ts'
import { silenceEndsAt } from '../sla/silence.ts'
import type { TicketHappening } from '../sop/sop.ts'
import type { Decision, Rules, TicketCommand } from './commands.ts'
import { accept, isOwn, refuse, refuseRole } from './decision.ts'
import { isStaff, personOf, tendsTicket } from './rights.ts'
import { leave, openRow, record, resume, type Progress } from './rows.ts'
import { openRun, type Inputs, type Ticket } from './ticket.ts'

type CommandOf<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>

/** Stops the clock for something asked of the requester, or of an outside party. */
export function pause(rules: Rules, ticket: Ticket, command: CommandOf<'pause'>, now: Date): Decision {
  if (!tendsTicket(rules.profile, command.by, openRun(ticket))) return refuseRole(rules, ticket)
  if (ticket.paused) return refuse({ code: 'already-paused' })
  const by = personOf(command.by)
  const { reason, why = 'requester' } = command
  return accept(record({ ticket, events: [] }, { kind: 'paused', at: now, by, reason, why }))
}

/** Lets the clock go on; what is incomplete waits until it is complete. */
export function goOn(rules: Rules, ticket: Ticket, command: CommandOf<'resume'>, now: Date): Decision {
  if (!tendsTicket(rules.profile, command.by, openRun(ticket))) return refuseRole(rules, ticket)
  if (!ticket.paused) return refuse({ code: 'not-paused' })
  if (ticket.paused.why === 'incomplete') return refuse({ code: 'incomplete' })
  return accept(resume(rules, { ticket, events: [] }, personOf(command.by), now))
}

/** A message of the requester's ends a wait for it, and is the follow-up that a row may be waiting for. */
export function message(rules: Rules, ticket: Ticket, command: CommandOf<'message'>, now: Date): Decision {
  if (!isOwn(ticket, command.by)) return refuse({ code: 'not-your-ticket' })
  const by = personOf(command.by)
  const { note } = command
  const noted = record({ ticket, events: [] }, { kind: 'message-from-requester', at: now, by, note })
  return accept(hear(rules, noted, by, now))
}

/** Who edits a message has written, and is heard as if in another one; who deletes one says nothing. */
export function changeMessage(
  rules: Rules,
  ticket: Ticket,
  { by: actor, note, how }: CommandOf<'change-message'>,
  now: Date,
): Decision {
  if (!isOwn(ticket, actor)) return refuse({ code: 'not-your-ticket' })
  const by = personOf(actor)
  const heard = how === 'edited'
  const noted = record({ ticket, events: [] }, { kind: 'message-changed', at: now, by, note, heard })
  return accept(heard ? hear(rules, noted, by, now) : noted)
}

/** What follows once the requester has written. */
function hear(rules: Rules, noted: Progress, by: string | undefined, now: Date): Progress {
  const goesOn = noted.ticket.paused?.why === 'requester'
  return happen(rules, goesOn ? resume(rules, noted, by, now) : noted, 'followed-up', by, now)
}

/** The requester's word on whether it is solved. */
export function judge(
  rules: Rules,
  ticket: Ticket,
  command: CommandOf<'confirm' | 'dispute'>,
  now: Date,
): Decision {
  if (!isOwn(ticket, command.by)) return refuse({ code: 'not-your-ticket' })
  const happening = command.kind === 'confirm' ? 'confirmed' : 'disputed'
  const { step } = openRow(rules, ticket)
  const awaited = step.asksConfirmation || step.outcomes.some((o) => o.event === happening)
  if (!awaited) return refuse({ code: 'nothing-to-confirm' })
  if (ticket.confirmation?.answer === (command.kind === 'confirm' ? 'yes' : 'no'))
    return refuse({ code: 'already-said' })
  const by = personOf(command.by)
  const said = record({ ticket, events: [] }, { kind: happening, at: now, by })
  return accept(happen(rules, resume(rules, said, by, now), happening, by, now))
}

/** The complaint has what it lacked: its clock goes on, and a row that waited for that ends. */
export function complete(rules: Rules, ticket: Ticket, command: CommandOf<'complete'>, now: Date): Decision {
  if (!isOwn(ticket, command.by) && !isStaff(command.by)) return refuse({ code: 'not-staff' })
  if (ticket.complete) return refuse({ code: 'already-complete' })
  const by = personOf(command.by)
  const done = record({ ticket, events: [] }, { kind: 'completed-intake', at: now, by })
  const running = ticket.paused?.why === 'incomplete' ? resume(rules, done, by, now) : done
  return accept(happen(rules, running, 'completed', by, now))
}

/**
 * Tells, once, that silence ends the row, and when: that holds, whatever becomes of the calendar. Somebody without a chat
 * cannot be told, and is not.
 */
export function warnSilence(rules: Rules, ticket: Ticket, now: Date): Decision {
  const { run, step } = openRow(rules, ticket)
  if (!step.silence || run.warned || ticket.paused || ticket.recordedBy !== null)
    return refuse({ code: 'not-silent' })
  const until = silenceEndsAt(rules.calendar, run.heard ?? run.clockFrom, now, step.silence)
  return accept(record({ ticket, events: [] }, { kind: 'silence-warned', at: now, until }))
}

/** Takes the outcome the SOP has for a requester who was warned and said nothing. */
export function endSilence(
  rules: Rules,
  ticket: Ticket,
  command: CommandOf<'end-silence'>,
  now: Date,
): Decision {
  const { run, step } = openRow(rules, ticket)
  const outcome = step.outcomes.find((o) => o.id === step.silence?.outcome)
  if (!outcome || !run.warned || ticket.paused) return refuse({ code: 'not-silent' })
  const reasons = outcome.needs.map((id): [string, Inputs[string]] => [id, { note: command.note }])
  const arrival = { by: undefined, happenings: [] }
  const left = leave(rules, { ticket, events: [] }, outcome, Object.fromEntries(reasons), arrival, now)
  return accept(left)
}

/**
 * The requester owes something and is reminded; not more often than the profile has it, nor where nobody can be reached.
 */
export function remindRequester({ profile, calendar }: Rules, ticket: Ticket, now: Date): Decision {
  const { waiting } = profile
  if (!waiting || !waitsForRequester(profile, ticket)) return refuse({ code: 'not-silent' })
  const left = timesReminded(profile) - (ticket.paused?.reminded ?? 0)
  if (left <= 0) return refuse({ code: 'no-change' })
  const until = left === 1 ? dueAt(calendar, now, parseDuration(waiting.close)) : null
  return accept(record({ ticket, events: [] }, { kind: 'requester-reminded', at: now, until }))
}

/** The requester was reminded as often as the profile has it, the last time with a warning, and said nothing. */
export function giveUp(rules: Rules, ticket: Ticket, { note }: CommandOf<'give-up'>, now: Date): Decision {
  const { profile } = rules
  if (!waitsForRequester(profile, ticket)) return refuse({ code: 'not-silent' })
  if ((ticket.paused?.reminded ?? 0) < timesReminded(profile)) return refuse({ code: 'not-silent' })
  const exited = { kind: 'exited' as const, at: now, exit: 'no_reply' as const, reason: note, other: null }
  return accept(record(resume(rules, { ticket, events: [] }, undefined, now), exited))
}

/** How often a requester who owes something is reminded. */
export function timesReminded({ waiting }: Rules['profile']): number {
  return waiting?.remind.length ?? 0
}

/** Whether the clock stands for something the requester owes, and an SOP that reminds of it. */
export function waitsForRequester({ waiting }: Rules['profile'], { paused, recordedBy }: Ticket): boolean {
  return waiting !== undefined && paused !== null && paused.why !== 'party' && recordedBy === null
}

/** Takes the open row's outcome for this happening, if it has one; a wait ends with its row, whatever it was for. */
function happen(
  rules: Rules,
  progress: Progress,
  happening: TicketHappening,
  by: string | undefined,
  now: Date,
): Progress {
  const { step } = openRow(rules, progress.ticket)
  const outcome = step.outcomes.find((o) => o.event === happening)
  if (!outcome) return progress
  return leave(rules, resume(rules, progress, by, now), outcome, {}, { by, happenings: [happening] }, now)
}
