import { parseDuration, plainMs, type Duration } from '../sla/duration.ts'
import { duplicates, mustBeStaff, repeated, roleOf, unknown } from './names.ts'
import { problem, type ProfileProblem } from './problem.ts'
import { targetsOf, type Sketch, type SketchOutcome, type SketchStep } from './sketch.ts'

/** The staff commands an outcome may carry; the others never move a ticket along its rows. */
export const outcomeCommands = [
  'ambil',
  'disposisi',
  'eskalasi',
  'selesai',
  'tutup',
  'klasifikasi',
  'memo',
] as const

const placeholders = ['nomor', 'unit', 'petugas', 'jawaban']

/** Places an outcome may lead to that are no rows. */
const places = ['end', 'above']

/** What happens at a row only because the requester does something. */
const ofRequester = ['completed', 'confirmed', 'disputed', 'followed-up']

/** What is wrong with the rows and the ways out of them. */
export function* stepProblems(p: Sketch): Generator<ProfileProblem> {
  yield* duplicates(['steps'], p.steps)
  for (const step of p.steps) {
    if (places.includes(step.id)) yield problem('reserved-id', ['steps', step.id], step.id)
    yield* rowProblems(p, step)
    yield* silenceProblems(p, step)
    for (const outcome of step.outcomes) yield* outcomeProblems(p, step, outcome)
  }
}

function* rowProblems(p: Sketch, step: SketchStep): Generator<ProfileProblem> {
  const where = ['steps', step.id]
  const roles = Object.keys(p.roles)
  if (step.actor) yield* unknown('unknown-role', [...where, 'actor'], step.actor, roles)
  if (step.holder !== undefined) yield* unknown('unknown-role', [...where, 'holder'], step.holder, roles)
  if (step.limit !== null && !parseDuration(step.limit))
    yield problem('bad-duration', [...where, 'limit'], step.limit)
  if (step.asks !== undefined && !step.asksConfirmation) yield problem('never-asked', [...where, 'asks'])
  yield* duplicates([...where, 'outcomes'], step.outcomes)
  for (const command of repeated(step.outcomes.map((o) => o.command)))
    yield problem('duplicate-command', where, command)
  for (const event of repeated(step.outcomes.map((o) => o.event)))
    yield problem('duplicate-event', where, event)
}

/** Silence ends a row that waits for the requester, after a warning, by an outcome the program can take alone. */
function* silenceProblems(p: Sketch, step: SketchStep): Generator<ProfileProblem> {
  const { silence, outcomes } = step
  if (!silence) return
  const where = ['steps', step.id, 'silence']
  const waits = step.asksConfirmation || outcomes.some(({ event }) => ofRequester.includes(event ?? ''))
  if (!waits) yield problem('nobody-silent', where)
  const [warn, end] = [parseDuration(silence.warn), parseDuration(silence.end)]
  if (!warn && silence.warn !== '') yield problem('bad-span', [...where, 'warn'], silence.warn)
  if (!end && silence.end !== '') yield problem('bad-span', [...where, 'end'], silence.end)
  if (warn && end && !isShorter(warn, end))
    yield problem('warned-too-late', [...where, 'warn'], silence.warn, [silence.end])
  const ids = outcomes.map((outcome) => outcome.id)
  yield* unknown('unknown-outcome', [...where, 'outcome'], silence.outcome, ids)
  const needs = outcomes.find(({ id }) => id === silence.outcome)?.needs ?? []
  if (needs.length > 1 || needs.some((id) => !isReason(p, id)))
    yield problem('needs-somebody', [...where, 'outcome'], silence.outcome)
}

/** In every calendar: hours of a day are at least the 7 of a Friday, at most 24. */
function isShorter(a: Duration, b: Duration): boolean {
  const lengthMs = (d: Duration, dayHours: number) => (plainMs(d) * (d.unit === 'day' ? dayHours : 24)) / 24
  return [7, 24].every((dayHours) => lengthMs(a, dayHours) < lengthMs(b, dayHours))
}

/** A text the program can write itself: why, but never the answer to the requester. */
function isReason(p: Sketch, input: string): boolean {
  const spec = Object.hasOwn(p.inputs, input) ? p.inputs[input] : undefined
  return !spec || (spec.kind === 'text' && !spec.answer)
}

function* outcomeProblems(p: Sketch, step: SketchStep, outcome: SketchOutcome): Generator<ProfileProblem> {
  const where = ['steps', step.id, 'outcomes', outcome.id]
  const { command, event, by, needs, tells } = outcome
  const holder = step.holder ?? step.actor
  if (command !== undefined)
    yield* unknown('unknown-command', [...where, 'command'], command, outcomeCommands)
  if (by !== undefined) yield* mustBeStaff(p, [...where, 'by'], by)
  else if (command !== undefined && roleOf(p, holder) && roleOf(p, holder)?.kind !== 'staff')
    yield problem('nobody-to-choose', where, holder)
  if (event !== undefined && needs.length > 0) yield problem('event-with-needs', where, event)
  for (const input of needs)
    yield* unknown('unknown-input', [...where, 'needs'], input, Object.keys(p.inputs))
  for (const [, name = ''] of tells?.matchAll(/\{([^}]*)\}/g) ?? [])
    yield* unknown('unknown-placeholder', [...where, 'tells'], name, placeholders)
  yield* decisionProblems(p, where, outcome)
  yield* targetProblems(p, [...where, 'to'], outcome, holder)
}

/** Only a person approves or hands in a letter; and a letter is missed only where the form asks for one. */
function* decisionProblems(p: Sketch, where: string[], outcome: SketchOutcome): Generator<ProfileProblem> {
  const { event, approves, completes, needs } = outcome
  if (approves && event !== undefined) yield problem('command-needed', [...where, 'approves'], 'approves')
  if (!completes) return
  if (event !== undefined) yield problem('command-needed', [...where, 'completes'], 'completes')
  else if (needs.length === 0) yield problem('missing', [...where, 'needs'], '', Object.keys(p.inputs))
  if (!p.form.some(({ kind }) => kind.startsWith('letter-')))
    yield problem('no-letter', [...where, 'completes'])
}

function* targetProblems(
  p: Sketch,
  where: string[],
  outcome: SketchOutcome,
  holder: string,
): Generator<ProfileProblem> {
  const steps = p.steps.map((step) => step.id)
  for (const to of targetsOf(outcome)) {
    const alone = typeof outcome.to === 'string'
    if (alone && to === 'end') continue
    if (!alone || to !== 'above') yield* unknown('to-nowhere', where, to, steps)
    else if (roleOf(p, holder) && roleOf(p, holder)?.above === undefined)
      yield problem('nobody-above', where, holder)
  }
}
