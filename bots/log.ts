import { pino, type DestinationStream, type Logger } from 'pino'
import type { LogLevel } from './config.ts'

/** Keys whose values are personal or secret, whatever stands there. `message` is judged by `masked`. */
const sensitiveKey =
  /(text|caption|name|title|phone|phone_?number|mobile|mail|token|secret|password|answers?|notes?|body|payload|content|description|details?|where|values?|shown|params|parameters|input|query|draft|known|evidence|contact|address|authorization|cookie|reason|vcard|nip|nik|setup_?code)$/i

/**
 * What gives itself away inside any string, and what stays of it. Order matters: a credential holds an `@`. Each is
 * bounded, so that a long text costs time in proportion.
 */
const patterns: readonly [RegExp, string][] = [
  [/\b(bot)?\d+:[A-Za-z0-9_-]{30,}/g, '$1[token]'],
  [/\bbot\d+:[A-Za-z0-9_-]+/g, 'bot[token]'],
  [/:\/\/[^\s/@]+@/g, '://[secret]@'],
  [/([A-Za-z0-9])[\w.%+-]{0,64}@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g, '$1***@$2'],
  [/(?<![\w.:-])\(?(?:\+|0|62)(?:[ .()-]{0,2}\d){5,11}((?:[ .()-]{0,2}\d){3})(?!\w)/g, '***$1'],
  // Errors quote what they could not read (JSON, Prisma, PostgreSQL); a lower-case identifier may stay.
  [/"(?![a-z0-9_.$:/-]*")[^"]*"/g, '"[masked]"'],
]

/**
 * JSON lines for the operator. No name, phone, e-mail, token or message text gets out: every finished line is read
 * again and masked by key and by pattern, so neither a child's bindings nor an error's stack slips through.
 */
export function createLogger(level: LogLevel, stream?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
    hooks: { streamWrite: maskLine },
  }
  return stream ? pino(options, stream) : pino(options)
}

/** An error without whatever a library hung on it: a command's arguments, a query, a request. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { type: name, message, code, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) }
}

function maskLine(line: string): string {
  return `${JSON.stringify(JSON.parse(line, masked))}\n`
}

/** A reviver of JSON.parse; `this` is the object the key stands in. */
function masked(this: unknown, key: string, value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (sensitiveKey.test(key)) return '[masked]'
  // An error's own message may stay, masked by pattern; anything else of that name is what somebody wrote.
  if (key === 'message' && !isError(this)) return '[masked]'
  if (typeof value === 'number') return /^628\d{7,11}$/.test(String(value)) ? maskText(`+${value}`) : value
  return typeof value === 'string' ? maskText(value) : value
}

function isError(holder: unknown): boolean {
  return typeof holder === 'object' && holder !== null && 'stack' in holder
}

function maskText(text: string): string {
  return patterns.reduce((masking, [pattern, rest]) => masking.replace(pattern, rest), text)
}
