import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from 'pino'
import type { Desk } from '../core/app/desk.ts'
import { inboxPump, outboxPump } from '../core/app/pump.ts'
import type { Quiet } from '../core/app/quiet.ts'
import type { Outside } from '../core/app/dispatch.ts'
import type { Clock, DraftStore, Files, Mailer } from '../core/app/ports.ts'
import { tick } from '../core/app/tick.ts'
import type { App } from '../core/app/turn.ts'
import type { Problem } from '../core/text/id/system.ts'
import { listed } from '../core/text/id/whatsapp.ts'
import { indonesian } from '../core/text/words.ts'
import { DatabaseError } from '../prisma/errors.ts'
import { capabilities } from './capabilities.ts'
import { openChannels, type WhatsappGiven } from './channels.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database.ts'
import { readDesk } from './desk.ts'
import { openFiles } from './files/files.ts'
import { HttpError, startHttp } from './http.ts'
import { chatsSweptMax, listen } from './listening.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { openPapers } from './papers/papers.ts'
import { loadProfile } from './profiles.ts'
import { openRedisDrafts } from './drafts-redis.ts'
import { startSchedule } from './schedule.ts'
import { seed, type Seed } from './seed.ts'
import { demonstrationDesk, startDemonstration, type Demonstration } from './demonstration.ts'
import { TokenRefused } from './telegram/errors.ts'
import type { AuthStateDamaged } from './whatsapp/auth-state.ts'

/** The running program. `stop` finishes what was begun and stops the database last. */
export type Program = {
  /** Where health, metrics and, without a token, the page are. */
  url: string
  botUsername: string
  setupCode: string
  desk: Desk
  /** Domain time; only the simulator's can be moved. */
  clock: Clock
  demonstration: Demonstration | null
  /** Sees to whatever is due now, as the schedule does. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

/** The program cannot start; `problems` say why and what to do, all at once where they are known at once. */
export class CannotStart extends Error {
  readonly code = 'cannot-start'
  readonly problems: Problem[]
  constructor(problems: Problem[], cause?: unknown) {
    super(problems.map((p) => `${p.where}: ${p.code}`).join(', '), { cause })
    this.problems = problems
  }
}

/** Conversations handled side by side, and messages on their way at once. */
const chatsMax = 100
const sendsMax = 128

/** What tests and benchmarks put in the place of the usual: the machine's clock, WhatsApp's ways, the wait for a burst. */
export type Given = { clock?: Clock; whatsapp?: WhatsappGiven; quiet?: Quiet }

/**
 * Composes and starts everything: database, desk, channels, pumps, schedule, health. `onFatal` hears of what ends the
 * program later on. Rejects with `CannotStart`; whatever had been started by then is stopped again.
 */
export async function startProgram(
  config: Config,
  log: Logger,
  onFatal: (error: Error) => void,
  given: Given = {},
): Promise<Program> {
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse())
      await step().catch((error: unknown) => log.error({ error }, 'stop-failed'))
  }
  try {
    return { ...(await compose(config, log, onFatal, given, (step) => undo.push(step))), stop }
  } catch (error) {
    await stop()
    throw explain(error, config)
  }
}

type OnStop = (step: () => Promise<void>) => void

async function compose(
  config: Config,
  log: Logger,
  onFatal: (error: Error) => void,
  given: Given,
  onStop: OnStop,
): Promise<Omit<Program, 'stop'>> {
  const desk = await deskOf(config)
  const { store, whatsappKeys, url } = await openDatabase(config, log, onStop)
  const machine: Clock = given.clock ?? { now: () => new Date() }
  const played = config.telegram ? null : await startDemonstration(config, store, desk, machine)
  if (played) onStop(() => played.simulator.close())
  const clock: Clock = played?.clock ?? machine
  const setupCode = await seed(store, seedOf(desk, config, clock, played), (difference) =>
    log.warn({ difference }, 'desk-differs'),
  )
  const files = openFiles(path.join(config.dataDir, 'files'))
  const papers = openPapers(indonesian, files)
  const mailer = await mailerOf(config, desk, files, log, onStop)
  const metrics = createMetrics(() => store.depths())
  const app: App = {
    store,
    clock,
    desk,
    words: indonesian,
    drafts: await draftsOf(config, log, onStop),
    capabilities,
    newId: () => randomBytes(9).toString('base64url'),
    bot: { username: '', readsAllInGroups: false },
    mails: mailer !== null,
    setupCode,
  }
  const channels = await openChannels(
    { config, played, app, files, log, onFatal, keys: whatsappKeys },
    given.whatsapp,
  )
  const outside: Outside = { channels, files, papers, mailer }
  const { inbox, outbox } = startPumps(app, outside, { metrics, log, quiet: given.quiet }, onStop)
  const listening = await listen({ app, channels, url, inbox, outbox, metrics, log, onFatal, onStop })
  const sweep = async () => {
    const swept = await tick(app, { files, papers })
    metrics.reminded(swept.reminded)
    inbox.catchUp(await store.pendingChats(chatsSweptMax))
    outbox.wake()
  }
  const schedule = startSchedule(desk.sweep, desk.timeZone, sweep, (error) =>
    log.error({ error }, 'sweep-failed'),
  )
  onStop(() => schedule.stop())
  const http = await startHttp({
    host: config.host,
    port: config.port,
    health: async () => {
      await store.ping()
      return { ok: listening(), details: { listening: listening() } }
    },
    metrics,
    routes: played?.routes(app, sweep),
    failed: (error) => log.warn({ error }, 'http-failed'),
  })
  onStop(() => http.close())
  const page = `http://${config.host}:${http.port}`
  return { url: page, botUsername: app.bot.username, setupCode, desk, clock, demonstration: played, sweep }
}

/** The office's mail server, loaded only where there is one; that it cannot be used now is told, and mail waits for it. */
async function mailerOf(
  { smtp }: Config,
  { agency }: Desk,
  files: Files,
  log: Logger,
  onStop: OnStop,
): Promise<Mailer | null> {
  if (!smtp) return null
  const { openMailer } = await import('./mail/mailer.ts')
  const { mailer, check, close } = openMailer({ ...smtp, name: agency }, files)
  onStop(async () => close())
  void check().catch((error: unknown) => log.warn({ error }, 'mail-server'))
  return mailer
}

async function draftsOf({ redisUrl }: Config, log: Logger, onStop: OnStop): Promise<DraftStore | null> {
  if (redisUrl === null) return null
  const { store, close } = await openRedisDrafts(redisUrl, (error) => log.warn({ error }, 'redis'))
  onStop(close)
  return store
}

/** The two loops: the inbox's, which wakes the outbox's. The outbox stops last, so that what was decided goes out. */
function startPumps(
  app: App,
  outside: Outside,
  { metrics, log, quiet }: { metrics: Metrics; log: Logger; quiet: Quiet | undefined },
  onStop: OnStop,
) {
  const outbox = outboxPump(app, outside, {
    sendsMax,
    done: metrics.delivered,
    failed: (error) => log.error({ error }, 'dispatch-failed'),
  })
  onStop(() => outbox.stop())
  const inbox = inboxPump(app, {
    chatsMax,
    quiet,
    done: (seconds) => {
      metrics.handled(seconds)
      outbox.wake()
    },
    failed: (error, setAside) => log.error({ error, setAside }, 'handling-failed'),
  })
  onStop(() => inbox.stop())
  return { inbox, outbox }
}

/** What the database is told at start: the desk file's word or, in the simulator, its cast. */
function seedOf(desk: Desk, { setupCode }: Config, clock: Clock, played: Demonstration | null): Seed {
  const groups = desk.services.flatMap(({ id, staffGroup }) =>
    staffGroup === null ? [] : [{ service: id, chat: staffGroup }],
  )
  const given = {
    admins: desk.admins,
    leaders: desk.leaders,
    roles: desk.roles,
    groups,
    people: [],
    officials: desk.officials,
  }
  return { services: desk.services, setupCode, now: clock.now(), ...(played?.seed ?? given) }
}

async function deskOf(config: Config): Promise<Desk> {
  const text =
    config.deskFile === null
      ? config.telegram
        ? null
        : demonstrationDesk()
      : await readFile(config.deskFile, 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new CannotStart([{ where: 'DESK_FILE', code: 'desk-unreadable', value: config.deskFile ?? '' }])
  const from = config.deskFile === null ? process.cwd() : path.dirname(config.deskFile)
  const read = readDesk(text, (sop) => loadProfile(sop, from))
  if (!read.ok) throw new CannotStart(read.problems)
  return read.desk
}

/** A failure to start in terms the operator can act on; a bug stays what it is. */
function explain(error: unknown, config: Config): unknown {
  const database = config.databaseUrl === null ? 'DATA_DIR' : 'DATABASE_URL'
  if (error instanceof DatabaseError)
    return new CannotStart([{ where: database, code: error.code, value: error.detail }], error)
  if (error instanceof HttpError)
    return new CannotStart([{ where: 'PORT', code: error.code, value: String(config.port) }], error)
  if (isKeyDamage(error)) {
    const code = `whatsapp-keys-${error.fault}` as const
    return new CannotStart([{ where: 'WHATSAPP', code, value: listed(error.rows) }], error)
  }
  if (error instanceof TokenRefused)
    return new CannotStart([{ where: 'TELEGRAM_BOT_TOKEN', code: 'token-refused' }], error)
  if (
    config.databaseUrl !== null &&
    error instanceof Error &&
    'code' in error &&
    error.code === 'ECONNREFUSED'
  ) {
    return new CannotStart([{ where: database, code: 'database-unreachable' }], error)
  }
  return error
}

/** The error's class is not loaded where WhatsApp is not in use. */
function isKeyDamage(error: unknown): error is AuthStateDamaged {
  return error instanceof Error && 'code' in error && error.code === 'auth-state-damaged'
}
