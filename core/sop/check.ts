import type { z } from 'zod'
import { flowProblems } from './flow.ts'
import { meaningProblems } from './meaning.ts'
import { problem, type ProblemCode, type ProfileProblem } from './problem.ts'
import { sketchOf } from './sketch.ts'
import { ProfileSchema, type Profile } from './sop.ts'

export type ProfileCheck = { ok: true; profile: Profile } | { ok: false; problems: ProfileProblem[] }

/**
 * Whether this is a profile the engine can run, or everything that is wrong with it at once. Takes anything a YAML
 * file may hold and never throws.
 */
export function checkProfile(raw: unknown): ProfileCheck {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ok: false, problems: [problem('not-a-profile', [])] }
  }
  const parsed = ProfileSchema.safeParse(raw)
  const sketch = sketchOf(raw)
  const found = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => fromIssue(issue, raw))),
    ...meaningProblems(sketch),
  ]
  if (!found.some(hidesFlow)) found.push(...flowProblems(sketch))
  return parsed.success && found.length === 0
    ? { ok: true, profile: parsed.data }
    : { ok: false, problems: found }
}

/** With a step or a target unreadable, which rows can be reached is anybody's guess: those are mended first. */
function hidesFlow({ code, where }: ProfileProblem): boolean {
  const unreadable = ['missing', 'wrong-kind', 'bad-choice', 'empty', 'command-or-event', 'duplicate-id']
  return code === 'to-nowhere' || (/^(steps|start)$/.test(where[0] ?? '') && unreadable.includes(code))
}

type Issue = z.core.$ZodIssue

function fromIssue(issue: Issue, raw: unknown): ProfileProblem[] {
  const { where, value } = follow(raw, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => problem('unknown-word', [...where, key], key))
    case 'invalid_type':
    case 'invalid_union':
      return value === undefined
        ? [problem('missing', where)]
        : [problem('wrong-kind', where, issue.code === 'invalid_type' ? issue.expected : 'string')]
    case 'invalid_value':
      return value === undefined
        ? [problem('missing', where, '', issue.values.map(String))]
        : [problem('bad-choice', where, shown(value), issue.values.map(String))]
    case 'too_small':
      return [problem('empty', where)]
    case 'invalid_key':
      return [problem('bad-id', where, where.at(-1))]
    default:
      return [problem(ownCodes.get(issue.message) ?? 'schema', where, shown(value))]
  }
}

/** The checks sop.ts writes itself carry their name as the message. */
const ownCodes = new Map<string, ProblemCode>([
  ['id', 'bad-id'],
  ['prefix', 'bad-prefix'],
  ['command-or-event', 'command-or-event'],
])

/** Walks down the raw profile; an entry of a list is named by its id where it has one. */
function follow(raw: unknown, path: readonly PropertyKey[]): { where: string[]; value: unknown } {
  let value = raw
  const where: string[] = []
  for (const key of path) {
    value = childOf(value, key)
    where.push(typeof key === 'number' ? nameOf(value, key) : String(key))
  }
  return { where, value }
}

function childOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<PropertyKey, unknown>)[key]
}

function nameOf(entry: unknown, index: number): string {
  const id = childOf(entry, 'id')
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
