import { IANAZone } from 'luxon'
import { parseDuration } from '../sla/duration.ts'
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

/** What is wrong although every word is in its place: names that lead nowhere, roles nobody holds, bad limits. */
export function* meaningProblems(p: Sketch): Generator<ProfileProblem> {
  if (p.timeZone && !IANAZone.isValidZone(p.timeZone)) yield problem('bad-zone', ['timeZone'], p.timeZone)
  if (p.channels.length + p.channelsAdded.length === 0) yield problem('no-channel', ['channels'])
  yield* roleProblems(p)
  yield* formProblems(p)
  yield* inputProblems(p)
  const steps = p.steps.map((step) => step.id)
  if (p.start) yield* unknown('to-nowhere', ['start'], p.start, steps)
  for (const step of p.reopen) yield* unknown('to-nowhere', ['reopen'], step, steps)
  yield* duplicates(['steps'], p.steps)
  for (const step of p.steps) yield* stepProblems(p, step)
}

function* roleProblems(p: Sketch): Generator<ProfileProblem> {
  const roles = Object.entries(p.roles)
  const requesters = roles.filter(([, role]) => role.kind === 'requester').map(([id]) => id)
  if (requesters.length === 0) yield problem('no-requester', ['roles'])
  if (requesters.length > 1) yield problem('many-requesters', ['roles'], requesters.join(', '))
  const first = roles.filter(([, role]) => role.firstLevel).map(([id]) => id)
  if (first.length === 0) yield problem('no-first-level', ['roles'])
  if (first.length > 1) yield problem('many-first-levels', ['roles'], first.join(', '))
  for (const [id, role] of roles) {
    if (role.firstLevel) yield* mustBeStaff(p, ['roles', id, 'firstLevel'], id)
    if (role.perUnit && Object.keys(p.units).length === 0) yield problem('no-units', ['roles', id, 'perUnit'])
    if (role.above === undefined) continue
    yield* unknown('unknown-role', ['roles', id, 'above'], role.above, Object.keys(p.roles))
    if (climbsToItself(p, id)) yield problem('above-circle', ['roles', id, 'above'], role.above)
  }
}

function climbsToItself(p: Sketch, id: string): boolean {
  const passed = new Set<string>()
  let above = roleOf(p, id)?.above
  while (above !== undefined && above !== id && !passed.has(above)) {
    passed.add(above)
    above = roleOf(p, above)?.above
  }
  return above === id
}

function* formProblems(p: Sketch): Generator<ProfileProblem> {
  yield* duplicates(['channels'], [...p.channels, ...p.channelsAdded])
  yield* duplicates(['categories'], p.categories)
  yield* duplicates(['form'], p.form)
  for (const { id, unit } of p.categories) {
    if (unit !== undefined)
      yield* unknown('unknown-unit', ['categories', id, 'unit'], unit, Object.keys(p.units))
  }
  for (const kind of ['problem', 'category']) {
    const fields = p.form.filter((field) => field.kind === kind)
    if (fields.length !== 1) yield problem('field-kind-count', ['form'], kind)
    for (const { id, required } of fields)
      if (!required) yield problem('field-not-required', ['form', id], kind)
  }
  for (const { id, kind, options } of p.form) {
    if (kind === 'choice' && options.length === 0) yield problem('no-options', ['form', id, 'options'])
    yield* duplicates(['form', id, 'options'], options)
  }
  const fields = p.form.map((field) => field.id)
  for (const field of p.complete) yield* unknown('unknown-field', ['complete'], field, fields)
}

function* inputProblems(p: Sketch): Generator<ProfileProblem> {
  for (const [id, { kind, role, options }] of Object.entries(p.inputs)) {
    const where = ['inputs', id]
    if (kind === 'choice' && options.length === 0) yield problem('no-options', [...where, 'options'])
    yield* duplicates([...where, 'options'], options)
    if (kind === 'unit' && Object.keys(p.units).length === 0) yield problem('no-units', [...where, 'kind'])
    if (kind === 'staff' && role === undefined) yield problem('missing', [...where, 'role'])
    if (role !== undefined) yield* mustBeStaff(p, [...where, 'role'], role)
  }
}

function* stepProblems(p: Sketch, step: SketchStep): Generator<ProfileProblem> {
  const where = ['steps', step.id]
  const roles = Object.keys(p.roles)
  if (step.actor) yield* unknown('unknown-role', [...where, 'actor'], step.actor, roles)
  if (step.holder !== undefined) yield* unknown('unknown-role', [...where, 'holder'], step.holder, roles)
  if (step.limit !== null && !parseDuration(step.limit))
    yield problem('bad-duration', [...where, 'limit'], step.limit)
  yield* duplicates([...where, 'outcomes'], step.outcomes)
  for (const command of repeated(step.outcomes.map((o) => o.command)))
    yield problem('duplicate-command', where, command)
  for (const event of repeated(step.outcomes.map((o) => o.event)))
    yield problem('duplicate-event', where, event)
  for (const outcome of step.outcomes) yield* outcomeProblems(p, step, outcome)
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
  yield* targetProblems(p, [...where, 'to'], outcome, holder)
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

function* mustBeStaff(p: Sketch, where: string[], id: string): Generator<ProfileProblem> {
  const role = roleOf(p, id)
  if (!role) yield* unknown('unknown-role', where, id, Object.keys(p.roles))
  else if (role.kind !== 'staff') yield problem('not-staff', where, id)
}

/** A name that stands for nothing. An empty one has been reported as unreadable already. */
function* unknown(
  code: ProfileProblem['code'],
  where: string[],
  name: string,
  known: readonly string[],
): Generator<ProfileProblem> {
  if (name !== '' && !known.includes(name)) yield problem(code, where, name, known)
}

function* duplicates(where: string[], entries: readonly { id: string }[]): Generator<ProfileProblem> {
  for (const id of repeated(entries.map((entry) => entry.id)))
    yield problem('duplicate-id', [...where, id], id)
}

function repeated(names: readonly (string | undefined)[]): string[] {
  const again = names.filter((name, i) => name && names.indexOf(name) !== i)
  return [...new Set(again)] as string[]
}

function roleOf(p: Sketch, id: string): Sketch['roles'][string] | undefined {
  return Object.hasOwn(p.roles, id) ? p.roles[id] : undefined
}
