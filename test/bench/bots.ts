import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld, type World } from '../../bots/simulator/bot-api/world.ts'
import { castPeople } from '../../bots/simulator/cast.ts'

/** What is compared: grammY's own loop, one without a store, and the program itself. */
export const kinds = ['sequential', 'concurrent', 'sigap'] as const
export type Kind = (typeof kinds)[number]

/** The most memory held so far, in MB; of PostgreSQL what is its processes' own share now. */
export type Memory = { bot: number; postgres: number }

/** A bot as a process of its own beside a loopback Telegram in this one. `stop` ends both. */
export type Stage = {
  world: World
  memory(): Promise<Memory>
  /** Processor time the bot's process has used, in ms. */
  worked(): Promise<number>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..', '..')
const startMsMax = 60_000

/** Starts a Telegram and a bot on it; resolves when the bot polls. `profileTo` is a folder for its CPU profile. */
export async function stage(kind: Kind, profileTo?: string): Promise<Stage> {
  const world = createWorld({ messagesMax: 100 })
  const api = await startBotApi(world)
  const dataDir = await mkdtemp(join(tmpdir(), 'sigap-bench-'))
  const profiling = profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`]
  const [script, ...words] =
    kind === 'sigap' ? ['bots/main.ts'] : ['test/bench/echo-bot.ts', api.root, world.token, kind]
  const env = kind === 'sigap' ? await environment(world, api.root, dataDir) : {}
  const child = spawn(
    process.execPath,
    [...profiling, '--import', 'tsx', join(root, script ?? ''), ...words],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    await api.close()
    await rm(dataDir, { recursive: true })
  }
  for (const deadline = performance.now() + startMsMax; !world.updates.isWaited(); await sleep(20)) {
    if (child.exitCode === null && performance.now() < deadline) continue
    await stop()
    throw new Error(`${kind} does not poll`)
  }
  return {
    world,
    stop,
    worked: () => workedMs(child.pid ?? 0),
    memory: async () => ({ bot: await peakMb(child.pid ?? 0), postgres: await postgresMb(dataDir) }),
  }
}

/** The settings of a program on its own database, with the demonstration's staff group. */
export async function environment(
  world: World,
  apiRoot: string,
  dataDir: string,
): Promise<Record<string, string>> {
  const { desk } = castPeople(world)
  const deskFile = join(dataDir, 'desk.yaml')
  await writeFile(
    deskFile,
    JSON.stringify({
      services: [{ sop: 'tik-banten', staffGroup: desk.staffGroup }],
      agencies: ['Dinas Pendidikan dan Kebudayaan (Dindikbud)', 'Dinas Kesehatan (Dinkes)'],
    }),
  )
  return {
    TELEGRAM_BOT_TOKEN: world.token,
    TELEGRAM_API_ROOT: apiRoot,
    DATABASE_URL: '',
    REDIS_URL: '',
    DATA_DIR: dataDir,
    DESK_FILE: deskFile,
    PORT: '0',
    LOG_LEVEL: 'warn',
  }
}

/** Linux counts in hundredths of a second. NaN elsewhere, as the other figures. */
async function workedMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14)
  return (Number(user) + Number(system)) * 10
}

async function peakMb(pid: number): Promise<number> {
  return (await memoryOf(pid)).peak
}

/** What a process holds in memory, in MB. */
export async function memoryOf(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return {
    now: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    peak: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024,
  }
}

async function postgresMb(dataDir: string): Promise<number> {
  const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
  const [pid = ''] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
  if (pid === '') return 0
  let kb = 0
  for (const other of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${other}/stat`, 'utf8').catch(() => '')
    const parent = /\) \S (\d+)/.exec(stat)?.[1]
    if (other !== pid && parent !== pid) continue
    const rollup = await readFile(`/proc/${other}/smaps_rollup`, 'utf8').catch(() => '')
    kb += Number(/Pss:\s+(\d+)/.exec(rollup)?.[1] ?? NaN)
  }
  return kb / 1024
}
