import { viaInput } from '../ticket/choose.ts'
import { duplicates, mustBeStaff, unknown } from './names.ts'
import { problem, type ProfileProblem } from './problem.ts'
import type { Sketch, SketchInput } from './sketch.ts'

/** What an outcome may ask for: options where there is something to choose, a role where somebody is named. */
export function* inputProblems(p: Sketch): Generator<ProfileProblem> {
  for (const [id, input] of Object.entries(p.inputs)) {
    const where = ['inputs', id]
    const { kind, role, options } = input
    if (id === viaInput) yield problem('reserved-id', where, id)
    const hasOptions = kind === 'choice' || kind === 'checklist'
    if (hasOptions && options.length === 0) yield problem('no-options', [...where, 'options'])
    yield* duplicates([...where, 'options'], options)
    yield* gatherProblems(where, input)
    if (kind === 'unit' && Object.keys(p.units).length === 0) yield problem('no-units', [...where, 'kind'])
    if (kind === 'staff' && role === undefined) yield problem('missing', [...where, 'role'])
    if (kind === 'staff' && role !== undefined) yield* mustBeStaff(p, [...where, 'role'], role)
    yield* misplaced(where, input)
  }
}

/** One cause gathers many faults: it names them among the options it is chosen from. */
function* gatherProblems(where: string[], { options }: SketchInput): Generator<ProfileProblem> {
  const ids = options.map((option) => option.id)
  for (const { id, gathers } of options)
    for (const gathered of gathers)
      yield* unknown('unknown-option', [...where, 'options', id, 'gathers'], gathered, ids)
}

/** Words that say something only of another kind of input. */
function* misplaced(where: string[], input: SketchInput): Generator<ProfileProblem> {
  const { kind, role, options, photo, answer } = input
  const words: [word: string, stands: boolean, kinds: string[]][] = [
    ['role', role !== undefined, ['staff']],
    ['options', options.length > 0, ['choice', 'checklist']],
    ['photo', photo, ['evidence']],
    ['answer', answer, ['text']],
  ]
  for (const [word, stands, kinds] of words)
    if (stands && kind !== '' && !kinds.includes(kind))
      yield problem('out-of-place', [...where, word], word, kinds)
  if (kind !== 'checklist') return
  for (const { id, gathers } of options)
    if (gathers.length > 0)
      yield problem('out-of-place', [...where, 'options', id, 'gathers'], 'gathers', ['choice'])
}
