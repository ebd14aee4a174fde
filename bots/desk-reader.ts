import type { z } from 'zod'
import type { Problem, ProblemCode } from '../core/text/id/system.ts'

/** Where in the desk file something stands. */
export type Path = readonly (string | number)[]
/** What a reading of the file has found wrong so far. */
export type Reading = { problems: Problem[] }

type Fields = Record<string, z.ZodType>
/** What reading such fields gives. */
export type Values<F extends Fields> = { [K in keyof F]: z.infer<F[K]> }

/**
 * Reads each field by itself; one that is wrong is reported and its default stands in (undefined where it has none), so
 * that reading can go on. A field that is there but empty counts as absent.
 */
export function readFields<F extends Fields>(
  reading: Reading,
  fields: F,
  raw: unknown,
  path: Path,
): Values<F> {
  if (!isMap(raw)) {
    report(reading, path, 'not-a-map')
    return defaultsOf(fields)
  }
  for (const key of Object.keys(raw).filter((name) => !Object.hasOwn(fields, name))) {
    report(reading, [...path, key], 'unknown-key', key, Object.keys(fields))
  }
  const values: Record<string, unknown> = defaultsOf(fields)
  for (const [name, schema] of Object.entries(fields)) {
    const parsed = schema.safeParse(raw[name] ?? undefined)
    for (const issue of parsed.error?.issues ?? []) {
      const place = issue.path as (string | number)[]
      report(
        reading,
        [...path, name, ...place],
        issue.message as ProblemCode,
        shown(valueAt(raw[name], place)),
      )
    }
    if (parsed.success) values[name] = parsed.data
  }
  return values as Values<F>
}

function defaultsOf<F extends Fields>(fields: F): Values<F> {
  const defaults = Object.entries(fields).map(([name, schema]) => [name, schema.safeParse(undefined).data])
  return Object.fromEntries(defaults) as Values<F>
}

function isMap(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null)?.[key], raw)
}

/** As the operator wrote it, near enough; JSON knows no bigint. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner))
}

/** Notes a problem at its path, written as people write one: `services[0].limits.9`. */
export function report(
  { problems }: Reading,
  path: Path,
  code: ProblemCode,
  value?: string,
  known?: readonly string[],
): void {
  const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  problems.push({ where: where.replace(/^\./, '') || 'DESK_FILE', code, value, known })
}
