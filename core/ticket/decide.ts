import { firstLevelRole, type Outcome, type TicketHappening } from '../sop/sop.ts'
import type { Choice, Decision, Refusal, Rules, RunRef, TicketCommand } from './commands.ts'
import { evolve } from './evolve.ts'
import { actsAs, holdsRole, isStaff, standsAbove, tendsTicket } from './rights.ts'
import { enter, leave, openRow, record, resolveTarget, resume, type Progress } from './rows.ts'
import {
  isClosed,
  openRun,
  type Actor,
  type Inputs,
  type StepRun,
  type Ticket,
  type TicketEvent,
} from './ticket.ts'

/**
 * What a command does to a ticket: the events, or the refusal and why. Pure: the same ticket, command and instant
 * give the same answer, and nothing happens until the caller stores it.
 */
export function decide(rules: Rules, ticket: Ticket | null, command: TicketCommand, now: Date): Decision {
  if (command.kind === 'open') return open(rules, command, now)
  if (!ticket) throw new Error(`${command.kind} needs a ticket`)
  if (command.kind === 'reopen') return reopen(rules, ticket, command, now)
  if (isClosed(ticket)) return refuse({ code: 'ticket-closed' })
  const start: Progress = { ticket, events: [] }
  const by = personOf(command.by)
  switch (command.kind) {
    case 'choose':
      return choose(rules, start, command, now)
    case 'claim':
      return claim(rules, start, command, now)
    case 'release':
      return release(rules, ticket, command.by, now)
    case 'assign':
      return assign(rules, ticket, command, now)
    case 'pause':
      if (!tendsTicket(rules.profile, command.by, openRun(ticket))) return refuseRole(rules, ticket)
      if (ticket.paused) return refuse({ code: 'already-paused' })
      return accept(record(start, { kind: 'paused', at: now, by, reason: command.reason }))
    case 'resume':
      if (!tendsTicket(rules.profile, command.by, openRun(ticket))) return refuseRole(rules, ticket)
      if (!ticket.paused) return refuse({ code: 'not-paused' })
      return accept(resume(rules, start, by, now))
    case 'answer':
    case 'note':
      if (!isStaff(command.by)) return refuse({ code: 'not-staff' })
      return accept(
        record(start, {
          kind: command.kind === 'note' ? 'note-added' : 'answered',
          at: now,
          by,
          note: command.note,
        }),
      )
    case 'message':
      return message(rules, start, command, now)
    case 'confirm':
    case 'dispute':
      return judge(rules, start, command, now)
    case 'complete':
      if (ticket.complete) return refuse({ code: 'already-complete' })
      return accept(
        happen(rules, record(start, { kind: 'completed-intake', at: now, by }), 'completed', by, now),
      )
    case 'prioritise':
      if (!tendsTicket(rules.profile, command.by, openRun(ticket))) return refuseRole(rules, ticket)
      if (ticket.priority === command.priority) return refuse({ code: 'no-change' })
      return accept(record(start, { kind: 'prioritised', at: now, by, priority: command.priority }))
    case 'reclassify':
      return reclassify(rules, ticket, command, now)
    case 'exit':
      if (!tendsTicket(rules.profile, command.by, openRun(ticket)) && !isOwn(ticket, command.by))
        return refuseRole(rules, ticket)
      if (!rules.profile.exits.includes(command.exit)) return refuse({ code: 'exit-not-allowed' })
      return accept(
        record(start, {
          kind: 'exited',
          at: now,
          by,
          exit: command.exit,
          reason: command.reason,
          other: command.other,
        }),
      )
  }
}

type CommandOf<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>

function open(rules: Rules, command: CommandOf<'open'>, now: Date): Decision {
  const { kind: _, ...given } = command
  const submitted: TicketEvent = { kind: 'submitted', at: now, by: command.requester, ...given }
  const happenings: TicketHappening[] = command.complete ? ['submitted', 'completed'] : ['submitted']
  const begun: Progress = { ticket: evolve(null, submitted), events: [submitted] }
  return accept(enter(rules, begun, rules.profile.start, { by: command.requester, happenings }, now))
}

function choose(rules: Rules, start: Progress, command: CommandOf<'choose'>, now: Date): Decision {
  const { ticket } = start
  const { run, step } = openRow(rules, ticket)
  if (isStale(run, command.at)) return refuse({ code: 'stale' })
  const outcome = step.outcomes.find((o) => isChoice(o, command.choice))
  if (!outcome) {
    const commands = step.outcomes.flatMap((o) => (o.command ? [o.command] : []))
    return refuse({ code: 'not-at-this-row', row: step.row, commands })
  }
  const refusal =
    mayChoose(rules, run, outcome, command.by) ?? checkInputs(rules, ticket, outcome, command.inputs)
  if (refusal) return refuse(refusal)
  const by = personOf(command.by)
  const given = Object.values(command.inputs)
  const assignee = given.flatMap((v) => ('staff' in v ? [v.staff] : []))[0] ?? null
  const unit = given.flatMap((v) => ('unit' in v ? [v.unit] : []))[0] ?? null
  const running = resume(rules, start, by, now)
  return accept(
    leave(rules, running, outcome, command.inputs, { by, keep: by, happenings: [], assignee, unit }, now),
  )
}

function mayChoose(rules: Rules, run: StepRun, outcome: Outcome, by: Actor): Refusal | null {
  const role = outcome.by ?? run.holder
  if (!isStaff(by)) return { code: 'not-staff' }
  if (!actsAs(rules.profile, by, role, run.unit)) return { code: 'not-your-role', role, unit: run.unit }
  if (role === run.holder && run.assignee && run.assignee !== personOf(by))
    return { code: 'held-by', person: run.assignee }
  if (outcome.to === 'above' && !rules.profile.roles[run.holder]?.above) return { code: 'nobody-above' }
  return null
}

/** The first input that is missing or does not fit, in the order the profile asks them. */
function checkInputs(rules: Rules, ticket: Ticket, outcome: Outcome, inputs: Inputs): Refusal | null {
  for (const id of outcome.needs) {
    const spec = rules.profile.inputs[id]
    const given = inputs[id]
    if (!given) return { code: 'missing-input', input: id, outcome: outcome.id }
    const fits =
      (spec?.kind === 'text' && 'note' in given) ||
      (spec?.kind === 'choice' &&
        'choice' in given &&
        (spec.options ?? []).some((o) => o.id === given.choice)) ||
      (spec?.kind === 'unit' && 'unit' in given && given.unit in rules.profile.units) ||
      (spec?.kind === 'staff' &&
        'staff' in given &&
        holdsRole(rules.profile, rules.rolesOf(given.staff), spec.role ?? '', unitOf(ticket)))
    if (!fits) return { code: 'bad-input', input: id, outcome: outcome.id }
  }
  return null
}

function claim(rules: Rules, start: Progress, command: CommandOf<'claim'>, now: Date): Decision {
  const { run, step } = openRow(rules, start.ticket)
  const person = personOf(command.by)
  if (run.assignee && run.assignee === person) return refuse({ code: 'already-yours' })
  if (isStale(run, command.at))
    return refuse(run.assignee ? { code: 'held-by', person: run.assignee } : { code: 'stale' })
  if (!actsAs(rules.profile, command.by, run.holder, run.unit)) return refuseRole(rules, start.ticket)
  if (run.assignee) return refuse({ code: 'held-by', person: run.assignee })
  const outcome = step.outcomes.find((o) => o.command === 'ambil')
  if (outcome)
    return choose(
      rules,
      start,
      { kind: 'choose', by: command.by, choice: { outcome: outcome.id }, inputs: {} },
      now,
    )
  return accept(record(start, { kind: 'claimed', at: now, by: person }))
}

function release(rules: Rules, ticket: Ticket, by: Actor, now: Date): Decision {
  const { run } = openRow(rules, ticket)
  if (!run.assignee) return refuse({ code: 'not-claimed' })
  const colleague = actsAs(rules.profile, by, run.holder, run.unit)
  if (!colleague && !standsAbove(rules.profile, by, run)) return refuseRole(rules, ticket)
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

/** A message of the requester's ends a wait for it, and is the follow-up that a row may be waiting for. */
function message(rules: Rules, start: Progress, command: CommandOf<'message'>, now: Date): Decision {
  if (!isOwn(start.ticket, command.by)) return refuse({ code: 'not-your-ticket' })
  const by = personOf(command.by)
  const noted = record(start, { kind: 'message-from-requester', at: now, by, note: command.note })
  return accept(happen(rules, resume(rules, noted, by, now), 'followed-up', by, now))
}

function judge(
  rules: Rules,
  start: Progress,
  command: CommandOf<'confirm' | 'dispute'>,
  now: Date,
): Decision {
  const { ticket } = start
  if (!isOwn(ticket, command.by)) return refuse({ code: 'not-your-ticket' })
  const happening = command.kind === 'confirm' ? 'confirmed' : 'disputed'
  const { step } = openRow(rules, ticket)
  const awaited = step.asksConfirmation || step.outcomes.some((o) => o.event === happening)
  if (!awaited) return refuse({ code: 'nothing-to-confirm' })
  if (ticket.confirmation?.answer === (command.kind === 'confirm' ? 'yes' : 'no'))
    return refuse({ code: 'already-said' })
  const by = personOf(command.by)
  const said = record(start, { kind: happening, at: now, by })
  return accept(happen(rules, resume(rules, said, by, now), happening, by, now))
}

/** Takes the open row's outcome for this happening, if it has one. */
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
  return leave(rules, progress, outcome, {}, { by, happenings: [happening] }, now)
}

function reclassify(rules: Rules, ticket: Ticket, command: CommandOf<'reclassify'>, now: Date): Decision {
  if (!tendsTicket(rules.profile, command.by, openRun(ticket))) return refuseRole(rules, ticket)
  if (!rules.profile.categories.some((c) => c.id === command.category))
    return refuse({ code: 'unknown-category' })
  if (ticket.category === command.category) return refuse({ code: 'no-change' })
  const event: TicketEvent = {
    kind: 'reclassified',
    at: now,
    by: personOf(command.by),
    category: command.category,
  }
  return accept(record({ ticket, events: [] }, event))
}

function reopen(rules: Rules, ticket: Ticket, command: CommandOf<'reopen'>, now: Date): Decision {
  if (!isClosed(ticket)) return refuse({ code: 'ticket-open' })
  const role = firstLevelRole(rules.profile)
  if (!actsAs(rules.profile, command.by, role, null))
    return refuse({ code: 'not-your-role', role, unit: null })
  const by = personOf(command.by)
  const reopened = record({ ticket, events: [] }, { kind: 'reopened', at: now, by, reason: command.reason })
  const target = resolveTarget(reopened.ticket, rules.profile.reopen)
  return accept(enter(rules, reopened, target, { by, happenings: [] }, now))
}

function isStale(run: StepRun, at: RunRef | undefined): boolean {
  return at !== undefined && (at.step !== run.step || at.run !== run.run)
}

function isChoice(outcome: Outcome, choice: Choice): boolean {
  return 'outcome' in choice ? outcome.id === choice.outcome : outcome.command === choice.command
}

function isOwn(ticket: Ticket, by: Actor): boolean {
  return by.kind === 'requester' && by.person === ticket.requester
}

function unitOf(ticket: Ticket): string | null {
  return openRun(ticket)?.unit ?? ticket.unit
}

function personOf(actor: Actor): string | undefined {
  return actor.kind === 'system' ? undefined : actor.person
}

function refuseRole(rules: Rules, ticket: Ticket): Decision {
  const run = openRun(ticket)
  return refuse({
    code: 'not-your-role',
    role: run?.holder ?? firstLevelRole(rules.profile),
    unit: run?.unit ?? null,
  })
}

function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal }
}

function accept(progress: Progress): Decision {
  return { ok: true, events: progress.events }
}
