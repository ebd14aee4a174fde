import { isIP, isIPv4 } from 'node:net'
import { z } from 'zod'
import type { Problem, ProblemCode } from '../core/text/id/system.ts'
import { parseSmtpUrl } from './mail/smtp-url.ts'

/** The program's settings, checked. What may be absent is null. */
export type Config = {
  /** Null: nobody gave a bot token, so the simulator plays the channels. */
  telegram: { token: string; apiRoot: string } | null
  /** Null: the built-in PostgreSQL under `dataDir`. */
  databaseUrl: string | null
  /** Null: drafts are kept in PostgreSQL. */
  redisUrl: string | null
  dataDir: string
  host: string
  /** 0 takes any free port. */
  port: number
  /** Null: the demonstration desk. */
  deskFile: string | null
  /** Null: one is made and shown at start. */
  setupCode: string | null
  /** Null: off. With a `phone` (digits from the country code) it is linked by a code; `socketUrl` null: WhatsApp's own. */
  whatsapp: { phone: string | null; socketUrl: string | null } | null
  /** Whether the simulator plays WhatsApp too. */
  playsWhatsapp: boolean
  /** What the keys in the database are sealed with. Null: they are kept as they are. */
  secretKey: string | null
  /** The server that sends e-mail, and from which address. Null: none is sent. */
  smtp: { url: string; from: string } | null
  logLevel: LogLevel
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Of a key that somebody may try to guess at leisure from a copy of the database. */
const secretLengthMin = 32

/** Keeps a schema's complaint within the catalogue of problems. */
const code = (problem: ProblemCode) => problem

const Environment = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:\S+$/, code('bad-token'))
    .optional(),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: code('bad-http-url') })
    .default('https://api.telegram.org'),
  // z.coerce.boolean would take the word "off" for true.
  WHATSAPP: z.stringbool({ error: code('bad-switch') }).optional(),
  WHATSAPP_PHONE: z
    .string()
    .transform((phone) => phone.replace(/[\s+.-]/g, ''))
    .refine((digits) => /^[1-9]\d{7,14}$/.test(digits), code('bad-whatsapp-phone'))
    .optional(),
  WHATSAPP_SOCKET_URL: z.url({ protocol: /^wss?$/, error: code('bad-socket-url') }).optional(),
  SECRET_KEY: z.string().min(secretLengthMin, code('bad-secret-key')).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, code('bad-database-url'))
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, code('bad-redis-url'))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z
    .string()
    .refine((host) => isIP(host) > 0 || /^[a-z0-9.-]+$/i.test(host), code('bad-host'))
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, code('bad-port'))
    .transform(Number)
    .refine((n) => n <= 65_535, code('bad-port'))
    .default(8080),
  DESK_FILE: z.string().optional(),
  SETUP_CODE: z
    .string()
    .regex(/^\S{4,64}$/, code('bad-setup-code'))
    .optional(),
  SMTP_URL: z
    .string()
    .refine((url) => parseSmtpUrl(url) !== null, { error: code('bad-smtp-url'), abort: true })
    .transform((url, context) => {
      const from = parseSmtpUrl(url)?.sender
      if (from) return { url, from }
      context.addIssue(code('no-mail-sender'))
      return z.NEVER
    })
    .optional(),
  LOG_LEVEL: z.enum(logLevels, code('bad-log-level')).default('info'),
})
type Variable = keyof typeof Environment.shape

const secret = new Set<Variable>([
  'TELEGRAM_BOT_TOKEN',
  'DATABASE_URL',
  'REDIS_URL',
  'SETUP_CODE',
  'SMTP_URL',
  'SECRET_KEY',
])

/**
 * Reads the settings from environment variables; an empty one counts as absent, one that is not ours is not looked at.
 * Everything that is wrong comes back at once. No problem repeats a secret.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; config: Config } | { ok: false; problems: Problem[] } {
  const given: Partial<Record<Variable, string>> = {}
  for (const name of Object.keys(Environment.shape) as Variable[])
    given[name] = env[name]?.trim() || undefined
  const parsed = Environment.safeParse(given)
  const single = (parsed.error?.issues ?? []).map((issue) => problemOf(issue, given))
  const problems = [...single, ...together(given).filter((p) => !single.some((s) => s.where === p.where))]
  return parsed.success && problems.length === 0
    ? { ok: true, config: configOf(parsed.data) }
    : { ok: false, problems }
}

/** Whether only this computer can reach a server at this address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

/** Settings that are each right but do not go together. */
function together(given: Partial<Record<Variable, string>>): Problem[] {
  const found: Problem[] = []
  if (given.WHATSAPP && isOn(given.WHATSAPP) && !given.TELEGRAM_BOT_TOKEN)
    found.push({ where: 'WHATSAPP', code: 'whatsapp-without-token' })
  if (!given.WHATSAPP || !isOn(given.WHATSAPP)) {
    for (const where of ['WHATSAPP_PHONE', 'WHATSAPP_SOCKET_URL'] as const)
      if (given[where]) found.push({ where, code: 'whatsapp-is-off' })
  }
  if (given.TELEGRAM_BOT_TOKEN) return found
  if (given.TELEGRAM_API_ROOT) found.push({ where: 'TELEGRAM_API_ROOT', code: 'api-root-without-token' })
  if (given.HOST && !isLoopback(given.HOST)) {
    found.push({ where: 'HOST', code: 'simulator-not-loopback', value: given.HOST })
  }
  return found
}

function isOn(word: string): boolean {
  return Environment.shape.WHATSAPP.safeParse(word).data === true
}

function problemOf(issue: z.core.$ZodIssue, given: Partial<Record<Variable, string>>): Problem {
  const where = issue.path[0] as Variable
  const value = secret.has(where) ? undefined : given[where]
  return {
    where,
    code: issue.message as ProblemCode,
    value,
    known: where === 'LOG_LEVEL' ? logLevels : undefined,
  }
}

function configOf(env: z.infer<typeof Environment>): Config {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = env
  return {
    telegram: token ? { token, apiRoot: apiRoot.replace(/\/+$/, '') } : null,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    dataDir: env.DATA_DIR,
    host: env.HOST,
    port: env.PORT,
    deskFile: env.DESK_FILE ?? null,
    setupCode: env.SETUP_CODE ?? null,
    whatsapp: env.WHATSAPP
      ? { phone: env.WHATSAPP_PHONE ?? null, socketUrl: env.WHATSAPP_SOCKET_URL ?? null }
      : null,
    playsWhatsapp: !token && env.WHATSAPP !== false,
    secretKey: env.SECRET_KEY ?? null,
    smtp: env.SMTP_URL ?? null,
    logLevel: env.LOG_LEVEL,
  }
}
