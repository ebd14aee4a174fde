import { IANAZone } from 'luxon'
import { parseDuration } from '../sla/duration.ts'
import { inputProblems } from './meaning-inputs.ts'
import { stepProblems } from './meaning-steps.ts'
import { duplicates, mustBeStaff, roleOf, unknown } from './names.ts'
import { problem, type ProfileProblem } from './problem.ts'
import type { Sketch } from './sketch.ts'

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
  yield* stepProblems(p)
  yield* paperProblems(p)
  yield* waitingProblems(p)
  yield* longIds(p)
}

function* waitingProblems({ waiting }: Sketch): Generator<ProfileProblem> {
  for (const [index, length] of waiting?.remind.entries() ?? [])
    if (length !== '' && !parseDuration(length))
      yield problem('bad-span', ['waiting', 'remind', `#${index + 1}`], length)
  const close = waiting?.close ?? ''
  if (close !== '' && !parseDuration(close)) yield problem('bad-span', ['waiting', 'close'], close)
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
  for (const kind of ['letter-number', 'letter-date'])
    if (p.form.filter((field) => field.kind === kind).length > 1) yield problem('field-twice', ['form'], kind)
  for (const { id, kind, options } of p.form) {
    const where = ['form', id, 'options']
    if (kind === 'choice' && options.length === 0) yield problem('no-options', where)
    if (kind !== 'choice' && kind !== '' && options.length > 0)
      yield problem('out-of-place', where, 'options', ['choice'])
    yield* duplicates(where, options)
  }
  const fields = p.form.map((field) => field.id)
  for (const field of p.complete) yield* unknown('unknown-field', ['complete'], field, fields)
}

/** Papers that are made of what their row was given. */
const ofOneRow = ['disposition', 'order', 'result', 'memo']

function* paperProblems(p: Sketch): Generator<ProfileProblem> {
  yield* duplicates(['papers'], p.papers)
  const steps = p.steps.map((step) => step.id)
  const form = p.form.map((field) => field.id)
  for (const { id, template, step, signs, fields } of p.papers) {
    for (const field of fields) yield* unknown('unknown-field', ['papers', id, 'fields'], field, form)
    if (step === undefined && ofOneRow.includes(template))
      yield problem('missing', ['papers', id, 'step'], '', steps)
    if (step !== undefined) yield* unknown('unknown-step', ['papers', id, 'step'], step, steps)
    if (signs !== undefined)
      yield* unknown('unknown-role', ['papers', id, 'signs'], signs, Object.keys(p.roles))
  }
}

/** A button carries a step and an outcome, or one of the others, in the 64 bytes Telegram gives it. */
const idLengthMax = 24

function* longIds(p: Sketch): Generator<ProfileProblem> {
  const places: [where: string[], ids: string[]][] = [
    [['steps'], p.steps.map(({ id }) => id)],
    ...p.steps.map(({ id, outcomes }): [string[], string[]] => [
      ['steps', id, 'outcomes'],
      outcomes.map((outcome) => outcome.id),
    ]),
    ...Object.entries(p.inputs).map(([id, { options }]): [string[], string[]] => [
      ['inputs', id, 'options'],
      options.map((option) => option.id),
    ]),
    [['units'], Object.keys(p.units)],
    [['categories'], p.categories.map(({ id }) => id)],
    [['papers'], p.papers.map(({ id }) => id)],
  ]
  for (const [where, ids] of places)
    for (const id of ids) if (id.length > idLengthMax) yield problem('long-id', [...where, id], id)
}
