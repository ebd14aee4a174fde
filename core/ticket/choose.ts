import type { InputSpec, Outcome, Profile } from '../sop/sop.ts'
import type { Choice, Decision, Refusal, Rules, RunRef, TicketCommand } from './commands.ts'
import { actsAs, holdsRole, isStaff, personOf } from './rights.ts'
import { leave, openRow, record, resume, type Progress } from './rows.ts'
import {
  openRun,
  priorities,
  secrecies,
  type Actor,
  type Inputs,
  type InputValue,
  type StepRun,
  type Ticket,
} from './ticket.ts'

/** The input that says how an answer was given to somebody who has no chat with the desk. */
export const viaInput = 'via'

/** Takes an outcome of the open row, with what it needs handed over. */
export function choose(
  rules: Rules,
  start: Progress,
  command: Extract<TicketCommand, { kind: 'choose' }>,
  now: Date,
): Decision {
  const { ticket } = start
  const { run, step } = openRow(rules, ticket)
  const { inputs } = command
  if (isStale(run, command.at)) return { ok: false, refusal: { code: 'stale' } }
  const outcome = step.outcomes.find((o) => isChoice(o, command.choice))
  if (!outcome) {
    const commands = step.outcomes.flatMap((o) => (o.command ? [o.command] : []))
    return { ok: false, refusal: { code: 'not-at-this-row', row: step.row, commands } }
  }
  const refusal =
    mayChoose(rules, ticket, run, outcome, command.by) ?? checkInputs(rules, ticket, outcome, inputs)
  if (refusal) return { ok: false, refusal }
  const by = personOf(command.by)
  const given = Object.values(inputs)
  const assignee = given.flatMap((v) => ('staff' in v ? [v.staff] : []))[0] ?? null
  const unit = given.flatMap((v) => ('unit' in v ? [v.unit] : []))[0] ?? null
  const ready = marked(rules, resume(rules, start, by, now), outcome, inputs, by, now)
  const arrival = { by, keep: by, happenings: [], assignee, unit }
  return { ok: true, events: leave(rules, ready, outcome, inputs, arrival, now).events }
}

/** Whether incompleteness keeps the ticket's rows from going on (SOP 002: *tidak bisa ditindaklanjuti*). */
export function waitsForCompletion({ profile }: Rules, ticket: Ticket): boolean {
  return !ticket.complete && profile.incomplete.rows === 'wait'
}

export function isStale(run: StepRun, at: RunRef | undefined): boolean {
  return at !== undefined && (at.step !== run.step || at.run !== run.run)
}

/** Whether it is this outcome that was chosen. */
export function isChoice(outcome: Outcome, choice: Choice): boolean {
  return 'outcome' in choice ? outcome.id === choice.outcome : outcome.command === choice.command
}

function mayChoose(rules: Rules, ticket: Ticket, run: StepRun, outcome: Outcome, by: Actor): Refusal | null {
  const role = outcome.by ?? run.holder
  if (!isStaff(by)) return { code: 'not-staff' }
  if (!actsAs(rules.profile, by, role, run.unit)) return { code: 'not-your-role', role, unit: run.unit }
  if (role === run.holder && run.assignee && run.assignee !== personOf(by))
    return { code: 'held-by', person: run.assignee }
  if (outcome.to === 'above' && !rules.profile.roles[run.holder]?.above) return { code: 'nobody-above' }
  return waitsForCompletion(rules, ticket) && !outcome.completes ? { code: 'incomplete' } : null
}

/** The first input that is missing or does not fit, in the order the profile asks them. */
function checkInputs(rules: Rules, ticket: Ticket, outcome: Outcome, inputs: Inputs): Refusal | null {
  for (const id of outcome.needs) {
    const spec = rules.profile.inputs[id]
    const given = inputs[id]
    if (!given && spec && isOptional(spec)) continue
    if (!given) return { code: 'missing-input', input: id, outcome: outcome.id }
    if (!spec || !fits(rules, ticket, spec, given))
      return { code: 'bad-input', input: id, outcome: outcome.id }
  }
  const answers = outcome.needs.some((id) => rules.profile.inputs[id]?.answer)
  return answers && ticket.recordedBy !== null && !inputs[viaInput]
    ? { code: 'missing-input', input: viaInput, outcome: outcome.id }
    : null
}

/** What may be left unsaid: the ticket has it already. */
export function isOptional({ kind }: InputSpec): boolean {
  return kind === 'priority' || kind === 'secrecy'
}

function fits(rules: Rules, ticket: Ticket, spec: InputSpec, given: InputValue): boolean {
  const options = (spec.options ?? []).map((option) => option.id)
  const isOneOf = (known: readonly string[]) => 'choice' in given && known.includes(given.choice)
  switch (spec.kind) {
    case 'text':
      return 'note' in given
    case 'choice':
      return isOneOf(options)
    case 'priority':
      return isOneOf(priorities)
    case 'secrecy':
      return isOneOf(secrecies)
    case 'unit':
      return 'unit' in given && given.unit in rules.profile.units
    case 'staff':
      return (
        'staff' in given &&
        holdsRole(rules.profile, rules.rolesOf(given.staff), spec.role ?? '', unitOf(ticket))
      )
    case 'checklist':
      return (
        'checked' in given && given.checked.length > 0 && given.checked.every((id) => options.includes(id))
      )
    case 'evidence':
      return 'evidence' in given && given.files > 0 && (!spec.photo || given.photos > 0)
    case 'date':
      return 'date' in given && /^\d{4}-\d\d-\d\d$/.test(given.date)
  }
}

/** What the inputs make of the ticket itself, before it leaves the row. */
function marked(
  { profile }: Rules,
  progress: Progress,
  outcome: Outcome,
  inputs: Inputs,
  by: string | undefined,
  now: Date,
): Progress {
  const chosen = (kind: InputSpec['kind']) => {
    const id = outcome.needs.find((need) => profile.inputs[need]?.kind === kind)
    const value = id === undefined ? undefined : inputs[id]
    return value && 'choice' in value ? value.choice : null
  }
  const priority = priorities.find((p) => p === chosen('priority')) ?? progress.ticket.priority
  const secrecy = secrecies.find((s) => s === chosen('secrecy')) ?? progress.ticket.secrecy
  let marked = progress
  if (priority !== marked.ticket.priority)
    marked = record(marked, { kind: 'prioritised', at: now, by, priority })
  if (secrecy !== marked.ticket.secrecy)
    marked = record(marked, { kind: 'secrecy-set', at: now, by, secrecy })
  if (outcome.completes && !marked.ticket.complete)
    marked = record(marked, { kind: 'completed-intake', at: now, by })
  return marked
}

function unitOf(ticket: Ticket): string | null {
  return openRun(ticket)?.unit ?? ticket.unit
}

/** The options chosen for a ticket in its rows so far, the last choice of each input. */
export function chosenOptions(profile: Profile, ticket: Ticket): string[] {
  const last = new Map<string, string>()
  for (const run of ticket.runs)
    for (const [id, value] of Object.entries(run.inputs))
      if ('choice' in value && profile.inputs[id]?.kind === 'choice') last.set(id, value.choice)
  return [...last.values()]
}
