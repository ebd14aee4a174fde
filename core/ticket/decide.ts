import { firstLevelRole, type TicketHappening } from '../sop/sop.ts'
import { choose, isStale, waitsForCompletion } from './choose.ts'
import type { Decision, Rules, TicketCommand } from './commands.ts'
import { recompute, startClocks } from './clocks.ts'
import { accept, isOwn, refuse, refuseRole } from './decision.ts'
import { evolve } from './evolve.ts'
import { mark } from './mark.ts'
import { actsAs, holdsRole, isStaff, personOf, standsAbove } from './rights.ts'
import { enter, openRow, record, resolveTarget, type Progress } from './rows.ts'
import { isClosed, openRun, type Actor, type Ticket, type TicketEvent } from './ticket.ts'
import {
  changeMessage,
  complete,
  endSilence,
  giveUp,
  goOn,
  judge,
  message,
  pause,
  remindRequester,
  warnSilence,
} from './wait.ts'

/**
 * What a command does to a ticket: the events, or the refusal and why. Pure: the same ticket, command and instant
 * give the same answer, and nothing happens until the caller stores it.
 */
export function decide(rules: Rules, ticket: Ticket | null, command: TicketCommand, now: Date): Decision {
  if (command.kind === 'open') return open(rules, command, now)
  if (!ticket) throw new Error(`${command.kind} needs a ticket`)
  if (command.kind === 'reopen') return reopen(rules, ticket, command, now)
  if (command.kind === 'number') return number(rules, ticket, command, now)
  if (command.kind === 'show-phone') return showPhone(ticket, command, now)
  if (command.kind === 'replace') return replace(ticket, command, now)
  if (command.kind === 'rate') return rate(ticket, command, now)
  if (isClosed(ticket)) return refuse({ code: 'ticket-closed' })
  switch (command.kind) {
    case 'choose':
      return choose(rules, { ticket, events: [] }, command, now)
    case 'claim':
      return claim(rules, ticket, command, now)
    case 'release':
      return release(rules, ticket, command.by, now)
    case 'assign':
      return assign(rules, ticket, command, now)
    case 'pause':
      return pause(rules, ticket, command, now)
    case 'resume':
      return goOn(rules, ticket, command, now)
    case 'message':
      return message(rules, ticket, command, now)
    case 'change-message':
      return changeMessage(rules, ticket, command, now)
    case 'confirm':
    case 'dispute':
      return judge(rules, ticket, command, now)
    case 'complete':
      return complete(rules, ticket, command, now)
    case 'warn-silence':
      return warnSilence(rules, ticket, now)
    case 'end-silence':
      return endSilence(rules, ticket, command, now)
    case 'remind-requester':
      return remindRequester(rules, ticket, now)
    case 'give-up':
      return giveUp(rules, ticket, command, now)
    case 'recompute':
      return recompute(rules, ticket, now)
    default:
      return mark(rules, ticket, command, now)
  }
}

type CommandOf<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>

/** The rows gone through at once were reached when the complaint was received; so the clocks start there. */
function open(rules: Rules, command: CommandOf<'open'>, now: Date): Decision {
  const submitted: TicketEvent = { ...command, kind: 'submitted', at: now }
  const happenings: TicketHappening[] = command.complete ? ['submitted', 'completed'] : ['submitted']
  const clocks = startClocks(rules, command.category, { at: now, since: command.received })
  const begun = clocks.reduce<Progress>(record, { ticket: evolve(null, submitted), events: [submitted] })
  const arrival = { by: command.by, happenings, since: command.received }
  const entered = enter(rules, begun, rules.profile.start, arrival, now)
  const waits = !command.complete && rules.profile.incomplete.clock === 'waits'
  return accept(
    waits ? record(entered, { kind: 'paused', at: now, reason: null, why: 'incomplete' }) : entered,
  )
}

function claim(rules: Rules, ticket: Ticket, command: CommandOf<'claim'>, now: Date): Decision {
  const { run, step } = openRow(rules, ticket)
  const person = personOf(command.by)
  if (run.assignee && run.assignee === person) return refuse({ code: 'already-yours' })
  if (isStale(run, command.at))
    return refuse(run.assignee ? { code: 'held-by', person: run.assignee } : { code: 'stale' })
  if (!actsAs(rules.profile, command.by, run.holder, run.unit)) return refuseRole(rules, ticket)
  if (run.assignee) return refuse({ code: 'held-by', person: run.assignee })
  if (waitsForCompletion(rules, ticket)) return refuse({ code: 'incomplete' })
  const outcome = step.outcomes.find((o) => o.command === 'ambil')
  const start: Progress = { ticket, events: [] }
  if (!outcome) return accept(record(start, { kind: 'claimed', at: now, by: person }))
  const choice = { outcome: outcome.id }
  return choose(rules, start, { kind: 'choose', by: command.by, choice, inputs: {} }, now)
}

/** By a colleague, by the role above, or by the program where the one who has it no longer holds the role. */
function release(rules: Rules, ticket: Ticket, by: Actor, now: Date): Decision {
  const { run } = openRow(rules, ticket)
  if (!run.assignee) return refuse({ code: 'not-claimed' })
  const colleague = actsAs(rules.profile, by, run.holder, run.unit)
  if (by.kind !== 'system' && !colleague && !standsAbove(rules.profile, by, run))
    return refuseRole(rules, ticket)
  return accept(record({ ticket, events: [] }, { kind: 'released', at: now, by: personOf(by) }))
}

/** Puts another person of the same role in charge of the open row; for the role above it or the one who has it. */
function assign(rules: Rules, ticket: Ticket, command: CommandOf<'assign'>, now: Date): Decision {
  const { run } = openRow(rules, ticket)
  const mine = run.assignee !== null && run.assignee === personOf(command.by)
  if (!mine && !standsAbove(rules.profile, command.by, run)) return refuseRole(rules, ticket)
  if (!holdsRole(rules.profile, rules.rolesOf(command.to), run.holder, run.unit)) {
    return refuse({ code: 'assignee-role', role: run.holder, unit: run.unit })
  }
  if (run.assignee === command.to) return refuse({ code: 'no-change' })
  return accept(
    record({ ticket, events: [] }, { kind: 'assigned', at: now, by: personOf(command.by), to: command.to }),
  )
}

function reopen(rules: Rules, ticket: Ticket, command: CommandOf<'reopen'>, now: Date): Decision {
  if (!isClosed(ticket)) return refuse({ code: 'ticket-open' })
  const role = firstLevelRole(rules.profile)
  if (!actsAs(rules.profile, command.by, role, null))
    return refuse({ code: 'not-your-role', role, unit: null })
  const by = personOf(command.by)
  const again = startClocks(rules, ticket.category, { at: now, which: ['ticket'] })
  const events: TicketEvent[] = [{ kind: 'reopened', at: now, by, reason: command.reason }, ...again]
  const reopened = events.reduce<Progress>(record, { ticket, events: [] })
  const target = resolveTarget(reopened.ticket, rules.profile.reopen)
  return accept(enter(rules, reopened, target, { by, happenings: [] }, now))
}

/** Also of a closed ticket: it stays its requester's. */
function replace(ticket: Ticket, { from, into, part }: CommandOf<'replace'>, now: Date): Decision {
  const asked: TicketEvent[] =
    ticket.requester === from ? [{ kind: 'requester-joined', at: now, to: into }] : []
  const held: TicketEvent[] =
    part === 'all' && openRun(ticket)?.assignee === from ? [{ kind: 'assigned', at: now, to: into }] : []
  const events = [...asked, ...held]
  if (events.length === 0) return refuse({ code: 'no-change' })
  return accept(events.reduce<Progress>(record, { ticket, events: [] }))
}

/** To whoever has the ticket or, once it is closed, had it: for the papers that are filed then. */
function showPhone(ticket: Ticket, command: CommandOf<'show-phone'>, now: Date): Decision {
  const by = personOf(command.by)
  const runs = isClosed(ticket) ? ticket.runs : ticket.runs.slice(-1)
  if (by === undefined || !runs.some((run) => run.assignee === by)) return refuse({ code: 'only-assignee' })
  return accept(record({ ticket, events: [] }, { kind: 'phone-shown', at: now, by }))
}

/** Asked once after closing, and answered once. */
function rate(ticket: Ticket, { by, score }: CommandOf<'rate'>, now: Date): Decision {
  if (!isOwn(ticket, by)) return refuse({ code: 'not-your-ticket' })
  if (ticket.status !== 'closed') return refuse({ code: 'not-closed' })
  if (ticket.rating) return refuse({ code: 'already-said' })
  return accept(record({ ticket, events: [] }, { kind: 'rated', at: now, by: personOf(by), score }))
}

/** The registry office gives its numbers when it likes, also after the ticket was closed. */
function number(rules: Rules, ticket: Ticket, command: CommandOf<'number'>, now: Date): Decision {
  if (!isStaff(command.by)) return refuse({ code: 'not-staff' })
  const { paper, letter, agenda } = command
  if (!rules.profile.papers.some(({ id }) => id === paper)) return refuse({ code: 'unknown-paper' })
  const by = personOf(command.by)
  return accept(record({ ticket, events: [] }, { kind: 'numbered', at: now, by, paper, letter, agenda }))
}
