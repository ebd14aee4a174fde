import { badRequest } from './errors.ts'

/** One uploaded file of a multipart request. */
export type Upload = { name: string; mimeType: string; bytes: Uint8Array }

/** The parameters of one call: typed JSON, or the strings of a form or query. */
export type Args = { values: Readonly<Record<string, unknown>>; uploads: ReadonlyMap<string, Upload> }

/** A text parameter; `''` when absent, as Telegram reads it. */
export function readText(args: Args, name: string): string {
  const value = args.values[name]
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** An integer parameter; `undefined` when absent or not a number, as Telegram reads it. */
export function readInteger(args: Args, name: string): number | undefined {
  const text = readText(args, name)
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** A boolean parameter: true, `"true"`, `"1"`, `"yes"`. */
export function readFlag(args: Args, name: string): boolean {
  return ['true', '1', 'yes'].includes(readText(args, name).toLowerCase())
}

/** A JSON parameter, already parsed in a JSON body and a string in a form. Its shape is the caller's claim. */
export function readObject<T extends object>(args: Args, name: string): T | undefined {
  const value = args.values[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'object') return value as T
  try {
    const parsed: unknown = JSON.parse(String(value))
    if (typeof parsed === 'object' && parsed !== null) return parsed as T
  } catch {
    // falls through to the same refusal as a scalar
  }
  throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`)
}
