import { execFile, spawn } from 'node:child_process'
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './embedded-binaries.ts'
import type { Identity } from './embedded-identity.ts'
import { DatabaseError } from './errors.ts'

const run = promisify(execFile)

/** Small: an office's helpdesk shares the machine with other things. */
const settings = [
  'unix_socket_directories=',
  'listen_addresses=127.0.0.1',
  'shared_buffers=64MB',
  'min_wal_size=32MB',
  'max_wal_size=256MB',
  'io_method=sync',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_min_messages=warning',
  'log_checkpoints=off',
]

/** For tests: nobody misses the data after a power cut. */
const throwawaySettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

const environment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
const pollMs = 20
const startLimitMs = 60_000
const stopLimitMs = 60_000

/** A cluster's folder, and the means to run it. */
export type Cluster = {
  folder: string
  logFile: string
  identity: Identity
  binaries: Binaries
  throwaway: boolean
}

/** Makes a new cluster. It appears under its name only when it is whole, so a kill half-way leaves nothing to trip over. */
export async function createCluster(cluster: Cluster, user: string, passwordFile: string): Promise<void> {
  const unfinished = `${cluster.folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  await chown(unfinished, cluster.identity.owner, -1)
  const [program = '', ...args] = [
    ...cluster.identity.command,
    cluster.binaries.initdb,
    `--pgdata=${unfinished}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(cluster.throwaway ? ['--no-sync'] : []),
  ]
  try {
    await run(program, args, { env: environment })
  } catch (error) {
    throw new DatabaseError(
      'server-failed',
      `initdb: ${(error as { stderr?: string }).stderr?.trim() ?? error}`,
      error,
    )
  }
  await rename(unfinished, cluster.folder)
}

/** Starts PostgreSQL and waits until it takes connections; tries again when its port was taken in between. */
export async function startServer(cluster: Cluster): Promise<{ pid: number; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort()
    const started = await launch(cluster, port)
    if (started.kind === 'ready') return { pid: started.pid, port }
    if (attempt === 3) throw new DatabaseError('server-failed', started.words)
    await sleep(200)
  }
}

type Launch = { kind: 'ready'; pid: number } | { kind: 'ended'; words: string }

/** Detached: Ctrl-C reaches every process of the terminal's group, and the database must be the last to go. */
async function launch(cluster: Cluster, port: number): Promise<Launch> {
  const values = [...settings, `port=${port}`, ...(cluster.throwaway ? throwawaySettings : [])]
  const [program = '', ...args] = [
    ...cluster.identity.command,
    // A throwaway server goes with the program that started it, even when that is killed.
    ...(cluster.throwaway ? ['setpriv', '--pdeathsig=SIGINT'] : []),
    cluster.binaries.postgres,
    ...['-D', cluster.folder],
    ...values.flatMap((value) => ['-c', value]),
  ]
  const log = await open(cluster.logFile, 'a', 0o600)
  const { size } = await log.stat()
  const child = spawn(program, args, {
    env: environment,
    cwd: cluster.folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let ended = false
  child.on('exit', () => (ended = true)).on('error', () => (ended = true))
  child.unref()
  await log.close()

  for (let waitedMs = 0; !ended && waitedMs < startLimitMs; waitedMs += pollMs) {
    const file = await readPidFile(cluster.folder)
    if (file?.pid === child.pid && file?.status === 'ready') return { kind: 'ready', pid: file.pid }
    await sleep(pollMs)
  }
  if (!ended) child.kill('SIGQUIT')
  const words = (await readFile(cluster.logFile)).subarray(size).toString().trim()
  return { kind: 'ended', words: words || `${program} ended` }
}

/** Stops a server by a fast shutdown: sessions are cut, what was committed is on disk. Resolves when it is gone. */
export async function stopServer(folder: string, pid: number): Promise<void> {
  if (!(await isServing(folder, pid))) return
  process.kill(pid, 'SIGINT')
  for (let waitedMs = 0; waitedMs < stopLimitMs; waitedMs += pollMs) {
    if (!(await isServing(folder, pid))) return
    await sleep(pollMs)
  }
  throw new DatabaseError('server-failed', `process ${pid} does not stop`)
}

/**
 * Ends the server that a killed program left behind: a fresh one has this program's settings and no sessions of the dead.
 * A process number may have been given to a stranger since (the rule in a restarted container). PostgreSQL would then refuse
 * to start for ever, so the file that names the stranger is removed; when its process is gone, PostgreSQL itself knows best.
 */
export async function stopLeftover(folder: string): Promise<boolean> {
  const file = await readPidFile(folder)
  if (!file) return false
  if (await isServing(folder, file.pid)) {
    await stopServer(folder, file.pid)
    return true
  }
  const [program] = await readCommandLine(file.pid)
  if (program && basename(program) !== 'postgres') await rm(join(folder, 'postmaster.pid'), { force: true })
  return false
}

/** By the command line, not by a signal: a zombie that nobody reaps is gone, and a stranger with the same number is not ours. */
async function isServing(folder: string, pid: number): Promise<boolean> {
  const [program, ...args] = await readCommandLine(pid)
  return program !== undefined && basename(program) === 'postgres' && args[args.indexOf('-D') + 1] === folder
}

async function readCommandLine(pid: number): Promise<string[]> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return words === '' ? [] : words.split('\0')
}

/** Lines of postmaster.pid: process, folder, start, port, socket folder, address, shared memory, status. */
async function readPidFile(folder: string): Promise<{ pid: number; status: string } | undefined> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, status: lines[7]?.trim() ?? '' } : undefined
}

async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
