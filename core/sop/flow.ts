import { problem, type ProfileProblem } from './problem.ts'
import { targetsOf, type Sketch, type SketchOutcome, type SketchStep } from './sketch.ts'

/**
 * Where a ticket can come to rest, as `decide` would move it: rows whose event has just happened are passed at once,
 * a submission never happens twice, and an answer once given stays given.
 */
type Rest = { step: string; answered: boolean }

type Walk = {
  steps: Map<string, SketchStep>
  /** Inputs whose text is the answer to the requester. */
  answers: Set<string>
  entered: Set<string>
  /** Rows that an event would pass again and again in the same moment. */
  circles: Set<string>
}

const later = ['completed', 'confirmed', 'disputed', 'followed-up']

/** Rows no ticket ever enters, rows it would go round in for ever, and rows it can never get from to the end. */
export function flowProblems(sketch: Sketch): ProfileProblem[] {
  const walk: Walk = {
    steps: new Map(sketch.steps.map((step) => [step.id, step])),
    answers: new Set(Object.keys(sketch.inputs).filter((id) => sketch.inputs[id]?.answer)),
    entered: new Set(),
    circles: new Set(),
  }
  const next = explore(walk, sketch.start)
  const ends = endable(next)
  const stuck = new Set([...next.keys()].filter((key) => !ends.has(key)).map((key) => key.split(' ')[0]))
  return sketch.steps.flatMap(({ id }) => {
    if (!walk.entered.has(id)) return [problem('unreachable-step', ['steps', id], id)]
    if (walk.circles.has(id)) return [problem('event-circle', ['steps', id], id)]
    return stuck.has(id) ? [problem('no-end', ['steps', id], id)] : []
  })
}

/** Every place of rest, and the places (or `end`) that can follow it. */
function explore(walk: Walk, start: string): Map<string, string[]> {
  const next = new Map<string, string[]>()
  const todo = [
    ...enter(walk, start, ['submitted'], false),
    ...enter(walk, start, ['submitted', 'completed'], false),
  ]
  for (let rest = todo.pop(); rest; rest = todo.pop()) {
    if (rest.step === 'end' || next.has(keyOf(rest))) continue
    const after = moves(walk, rest)
    next.set(keyOf(rest), after.map(keyOf))
    todo.push(...after)
  }
  return next
}

function moves(walk: Walk, { step, answered }: Rest): Rest[] {
  return (walk.steps.get(step)?.outcomes ?? []).flatMap((outcome) => {
    if (outcome.event !== undefined && !later.includes(outcome.event)) return []
    const gives = answered || outcome.needs.some((input) => walk.answers.has(input))
    return follow(walk, outcome, outcome.event === undefined ? [] : [outcome.event], gives)
  })
}

function follow(
  walk: Walk,
  outcome: SketchOutcome,
  happened: string[],
  answered: boolean,
  passed: string[] = [],
): Rest[] {
  return targetsOf(outcome)
    .filter((to) => to !== 'above')
    .flatMap((to) => enter(walk, to, happened, answered, passed))
}

/** The places of rest that entering a row leads to; `passed` are the rows gone through in this same moment. */
function enter(walk: Walk, to: string, happened: string[], answered: boolean, passed: string[] = []): Rest[] {
  const rest = { step: to, answered }
  if (to === 'end') return [rest]
  walk.entered.add(to)
  const now = answered ? [...happened, 'answered'] : happened
  const taken = walk.steps.get(to)?.outcomes.find((o) => o.event !== undefined && now.includes(o.event))
  if (!taken) return [rest]
  if (passed.includes(to)) {
    walk.circles.add(to)
    return []
  }
  return follow(walk, taken, happened, answered, [...passed, to])
}

/** The places from which the end can be reached. */
function endable(next: Map<string, string[]>): Set<string> {
  const ends = new Set<string>()
  for (let before = -1; before !== ends.size;) {
    before = ends.size
    for (const [key, after] of next) if (after.some((k) => k.startsWith('end ') || ends.has(k))) ends.add(key)
  }
  return ends
}

function keyOf({ step, answered }: Rest): string {
  return `${step} ${answered}`
}
