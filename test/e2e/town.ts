import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../bots/config.ts'
import { createLogger } from '../../bots/log.ts'
import { startProgram, type Program } from '../../bots/program.ts'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld, type World, type WorldOptions } from '../../bots/simulator/bot-api/world.ts'
import { castPeople, type Cast } from '../../bots/simulator/cast.ts'
import { freshDatabase, query } from '../fixtures/database.ts'

/** The real program on a database of its own, beside a loopback Telegram with the simulator's people in it. */
export type Town = {
  world: World
  cast: Cast
  program: Program
  databaseUrl: string
  /** The domain's time; moving it does not sweep. */
  clock: { now(): Date; set(at: Date): void }
  /** The id of somebody by first name. */
  person(firstName: string): number
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
  world?: WorldOptions
  env?: Record<string, string>
  desk?: (cast: Cast) => string
  log?: 'silent' | 'error'
}

/** Starts it at the given local time of Jakarta (Monday, 16 November 2026, 08.00 unless told otherwise). */
export async function startTown({
  at = '2026-11-16T08:00',
  world: options,
  env,
  desk = deskFile,
  log = 'error',
}: TownOptions = {}): Promise<Town> {
  let now = new Date(`${at}:00+07:00`)
  const clock = { now: () => now, set: (date: Date) => void (now = date) }
  const world = createWorld({ now: clock.now, ...options })
  const cast = castPeople(world)
  const api = await startBotApi(world)
  const database = await freshDatabase()
  const databaseUrl = env?.['DATABASE_URL'] ?? database.url
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-'))
  await writeFile(path.join(folder, 'desk.yaml'), desk(cast))
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: world.token,
    TELEGRAM_API_ROOT: api.root,
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    DESK_FILE: path.join(folder, 'desk.yaml'),
    PORT: '0',
    SETUP_CODE: 'rahasia',
    ...env,
  })
  if (!config.ok) throw new Error(JSON.stringify(config.problems))
  const fatal: Error[] = []
  const start = () => startProgram(config.config, createLogger(log), (error) => fatal.push(error), { clock })
  const town: Town = {
    world,
    cast,
    program: await start(),
    databaseUrl,
    clock,
    person(firstName) {
      const member = cast.members.find(({ name }) => name.split(' ')[0] === firstName)
      if (!member) throw new Error(`nobody is called ${firstName}`)
      return member.user.id
    },
    settle: () => settle(world, databaseUrl),
    another: start,
    async restart(until = now) {
      await town.program.stop()
      now = until
      town.program = await start()
    },
    async stop() {
      await town.program.stop()
      await api.close()
      await database.drop()
      await rm(folder, { recursive: true })
      if (fatal.length > 0) throw fatal[0]
    },
  }
  return town
}

/** The demonstration's people in their roles, as a desk file names them. */
function deskFile({ desk }: Cast): string {
  const roles: Record<string, string[]> = {}
  for (const { role, unit, telegramId } of desk.roles)
    (roles[unit ? `${role}.${unit}` : role] ??= []).push(telegramId)
  return JSON.stringify({
    agency: 'Diskominfo SP Provinsi Banten',
    services: [{ sop: 'tik-banten', staffGroup: desk.staffGroup }],
    admins: desk.admins,
    leaders: desk.leaders,
    roles: { 'tik-banten': roles },
    agencies: ['Dinas Pendidikan dan Kebudayaan (Dindikbud)', 'Dinas Kesehatan (Dinkes)'],
  })
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
