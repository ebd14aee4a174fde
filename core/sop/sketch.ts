import { z } from 'zod'

/**
 * A profile read with every eye closed: whatever cannot be read becomes empty. The checks of meaning run on it, so
 * that a clerk hears of a role that does not exist in the same breath as of a misspelt word.
 */

const text = z.string().catch('')
const maybe = z.string().optional().catch(undefined)
const flag = z.boolean().catch(false)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function thing<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess((value) => (isRecord(value) ? value : {}), z.object(shape))
}

function table<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (isRecord(value) ? value : {}), z.record(z.string(), item))
}

function list<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(item))
}

const named = thing({ id: text })

const Outcome = thing({
  id: text,
  command: maybe,
  event: maybe,
  by: maybe,
  needs: list(text),
  to: z.union([z.string(), z.array(text)]).catch([]),
  completes: flag,
  approves: flag,
  tells: maybe,
})

const Step = thing({
  id: text,
  actor: text,
  holder: maybe,
  limit: z.string().nullable().catch(null),
  asksConfirmation: flag,
  asks: maybe,
  silence: z.preprocess(
    (value) => (isRecord(value) ? value : undefined),
    z.object({ warn: text, end: text, outcome: text }).optional(),
  ),
  outcomes: list(Outcome),
})

const Input = thing({
  kind: text,
  role: maybe,
  options: list(thing({ id: text, gathers: list(text) })),
  photo: flag,
  answer: flag,
})

const Sketch = thing({
  timeZone: text,
  roles: table(thing({ kind: z.string().catch('staff'), firstLevel: flag, perUnit: flag, above: maybe })),
  units: table(z.unknown()),
  channels: list(named),
  channelsAdded: list(named),
  categories: list(thing({ id: text, unit: maybe })),
  form: list(thing({ id: text, kind: text, required: flag, options: list(named) })),
  inputs: table(Input),
  start: text,
  steps: list(Step),
  reopen: list(text),
  waiting: z.preprocess(
    (value) => (isRecord(value) ? value : undefined),
    z.object({ remind: list(text), close: text }).optional(),
  ),
  complete: list(text),
  papers: list(thing({ id: text, template: text, step: maybe, signs: maybe, fields: list(text) })),
})

export type Sketch = z.infer<typeof Sketch>
export type SketchStep = Sketch['steps'][number]
export type SketchOutcome = SketchStep['outcomes'][number]
export type SketchInput = Sketch['inputs'][string]

/** What can be made out of anything at all; never fails. */
export function sketchOf(raw: unknown): Sketch {
  return Sketch.parse(raw)
}

/** The places an outcome may lead to: step ids, `end` or `above`. */
export function targetsOf(outcome: SketchOutcome): string[] {
  return typeof outcome.to === 'string' ? [outcome.to] : outcome.to
}
