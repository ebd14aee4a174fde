import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../bots/config.ts'
import { createLogger } from '../../bots/log.ts'
import { startProgram, type Program } from '../../bots/program.ts'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld, type World, type WorldOptions } from '../../bots/simulator/bot-api/world.ts'
import { castPeople, type Cast } from '../../bots/simulator/cast.ts'
import { desks as shippedDesks } from '../../bots/simulator/cast/desks.ts'
import type { DeskPart } from '../../bots/simulator/cast/parts.ts'
import { freshDatabase, query } from '../fixtures/database.ts'
import { startTownWhatsapp, type TownWhatsapp } from './town-whatsapp.ts'

/** The real program on a database of its own, beside a loopback Telegram with the simulator's people in it. */
export type Town = {
  world: World
  /** Where requesters have WhatsApp in place of Telegram. */
  whatsapp: TownWhatsapp | null
  cast: Cast
  program: Program
  databaseUrl: string
  /** The domain's time; moving it does not sweep. */
  /** How long a WhatsApp chat must be quiet before it is answered; may be changed while it runs. */
  quiet: { ms: number; maxMs: number }
  clock: { now(): Date; set(at: Date): void }
  /** The id of somebody by first name. */
  person(firstName: string): number
  /** The staff group of a desk by its service; of the first desk where none is named. */
  group(service?: string): number
  /** Resolves when nothing waits any more: every update taken, handled and answered. */
  settle(): Promise<void>
  /** A second program on the same database, with the same bot. The caller stops it. */
  another(): Promise<Program>
  /** Stops and starts the program; with a time, it was down until then. */
  restart(until?: Date): Promise<void>
  stop(): Promise<void>
}

type TownOptions = {
  at?: string
  /** The service of the desk, or of several desks together, with their people and groups. */
  sop?: string | readonly string[]
  world?: WorldOptions
  env?: Record<string, string>
  desk?: (cast: Cast) => string
  /** Requesters write on WhatsApp. */
  whatsapp?: boolean
  log?: 'silent' | 'error'
  /** Whether the program also sweeps by itself, each minute of the machine's clock. */
  sweepsItself?: boolean
}

/**
 * Starts it at the given local time of Jakarta (Monday, 16 November 2026, 08.00 unless told otherwise), with the desk
 * the demonstration shows first unless others are named.
 */
export async function startTown({
  at = '2026-11-16T08:00',
  sop,
  world: options,
  env,
  desk = deskFile,
  whatsapp: onWhatsapp = false,
  log = 'error',
  sweepsItself = true,
}: TownOptions = {}): Promise<Town> {
  let now = new Date(`${at}:00+07:00`)
  const quiet = { ms: 0, maxMs: 4_000 }
  const clock = { now: () => now, set: (date: Date) => void (now = date) }
  const world = createWorld({ now: clock.now, ...options })
  const cast = castPeople(world, sop === undefined ? undefined : [sop].flat().map(deskOf))
  const api = await startBotApi(world)
  const database = await freshDatabase()
  const databaseUrl = env?.['DATABASE_URL'] ?? database.url
  const whatsapp = onWhatsapp ? await startTownWhatsapp(clock.now, cast.members, databaseUrl) : null
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-'))
  await writeFile(path.join(folder, 'desk.yaml'), sweepsItself ? desk(cast) : withoutSweep(desk(cast)))
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: world.token,
    TELEGRAM_API_ROOT: api.root,
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    DESK_FILE: path.join(folder, 'desk.yaml'),
    PORT: '0',
    SETUP_CODE: 'rahasia',
    ...whatsapp?.env,
    ...env,
  })
  if (!config.ok) throw new Error(JSON.stringify(config.problems))
  const fatal: Error[] = []
  const start = async () => {
    const onFatal = (error: Error) => void fatal.push(error)
    const given = { clock, quiet, ...whatsapp?.given }
    const program = await startProgram(config.config, createLogger(log), onFatal, given)
    await whatsapp?.linked()
    return program
  }
  const town: Town = {
    world,
    whatsapp,
    quiet,
    cast,
    program: await start(),
    databaseUrl,
    clock,
    person(firstName) {
      const member = cast.members.find(({ name }) => name.split(' ')[0] === firstName)
      if (!member) throw new Error(`nobody is called ${firstName}`)
      return member.user.id
    },
    group(service) {
      const desk = service === undefined ? cast.desks[0] : cast.desks.find((d) => d.service === service)
      if (!desk) throw new Error(`there is no desk ${service}`)
      return desk.staffGroup
    },
    async settle() {
      await whatsapp?.handedOver()
      await settle(world, databaseUrl)
      await whatsapp?.shown()
    },
    another: start,
    async restart(until = now) {
      await town.program.stop()
      now = until
      town.program = await start()
    },
    async stop() {
      await town.program.stop()
      await whatsapp?.close()
      await api.close()
      await database.drop()
      await rm(folder, { recursive: true })
      if (fatal.length > 0) throw fatal[0]
    },
  }
  return town
}

function deskOf(service: string): DeskPart {
  const desk = shippedDesks.find((d) => d.service === service)
  if (!desk) throw new Error(`nobody is cast for ${service}`)
  return desk
}

/** The demonstration's people in their roles, as a desk file names them. */
function deskFile({ desk, desks }: Cast): string {
  const roles: Record<string, Record<string, string[]>> = {}
  for (const { service, role, unit, telegramId } of desk.roles)
    ((roles[service] ??= {})[unit ? `${role}.${unit}` : role] ??= []).push(telegramId)
  const { agency } = desks[0] ?? {}
  return JSON.stringify({
    agency,
    services: desks.map(({ service, staffGroup, agency, letterhead }) => {
      return { sop: service, staffGroup: String(staffGroup), agency, letterhead }
    }),
    admins: desk.admins,
    leaders: desk.leaders,
    roles,
    officials: desk.officials.map(({ telegramId, ...official }) => ({ telegram: telegramId, ...official })),
    agencies: ['Dinas Pendidikan dan Kebudayaan (Dindikbud)', 'Dinas Kesehatan (Dinkes)'],
  })
}

/** A desk file whose sweep comes once a year. */
function withoutSweep(desk: string): string {
  return JSON.stringify({ ...(JSON.parse(desk) as object), schedule: { sweep: '0 0 1 1 *' } })
}

const waitingSql = `
  SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')
       + (SELECT count(*) FROM outbox WHERE state = 'waiting' AND (not_before IS NULL OR not_before < now() + interval '3 seconds')) AS n`

async function settle(world: World, url: string): Promise<void> {
  const deadline = performance.now() + 15_000
  let quiet = 0
  while (quiet < 2) {
    if (performance.now() > deadline) throw new Error('the program does not come to rest')
    const [row] = await query<{ n: string }>(url, waitingSql)
    quiet = Number(row?.n) === 0 && world.state.updates.length === 0 ? quiet + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
