import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findBinaries } from './embedded-binaries.ts'
import { chooseIdentity, ownerOf } from './embedded-identity.ts'
import { createCluster, startServer, stopLeftover, stopServer } from './embedded-server.ts'
import type { Cluster } from './embedded-server.ts'
import { DatabaseError } from './errors.ts'

const run = promisify(execFile)

/** The role and the database; the role owns the server, which serves this program alone. */
const name = 'sigap'

export type EmbeddedOptions = {
  /** Holds the cluster, its password (0600) and its log; made when absent. */
  dataDir: string
  /** Hears what happens, for the operator's log. */
  log?: (line: string) => void
  /** For tests: no waiting for the disk, and the server goes when this program does, however it goes. */
  throwaway?: boolean
}

/** A running server of one's own. `stop` resolves when it is gone. */
export type Embedded = { url: string; stop(): Promise<void> }

/**
 * Starts PostgreSQL from the installed packages on a free loopback port, as root or not, in any folder.
 * Throws DatabaseError: data-dir-in-use, data-dir-foreign, platform-unsupported, server-failed.
 */
export async function startEmbedded({ dataDir, log, throwaway = false }: EmbeddedOptions): Promise<Embedded> {
  const binaries = await findBinaries()
  const home = resolve(dataDir)
  await mkdir(home, { recursive: true, mode: 0o700 }).catch(refuseForeign)
  const unlock = await lock(home)
  try {
    const folder = join(home, 'cluster')
    const owner = await ownerOf(folder)
    const identity = await chooseIdentity(process.getuid?.() ?? 0, owner)
    const cluster: Cluster = { folder, logFile: join(home, 'postgres.log'), identity, binaries, throwaway }
    const password = await ensurePassword(join(home, 'password'))

    if (owner === undefined) {
      log?.(`creating a database in ${folder}`)
      await createCluster(cluster, name, join(home, 'password'))
    }
    if (await stopLeftover(folder)) log?.('stopped the server of a program that had been killed')
    if (owner !== undefined && owner !== identity.owner)
      await run('chown', ['-R', String(identity.owner), folder])

    const { pid, port } = await startServer(cluster)
    log?.(`PostgreSQL listens on 127.0.0.1:${port}, process ${pid}`)
    const server = `postgresql://${name}:${password}@127.0.0.1:${port}`
    await ensureDatabase(`${server}/postgres`).catch(async (error: unknown) => {
      await stopServer(folder, pid)
      throw error
    })
    return {
      url: `${server}/${name}`,
      stop: async () => {
        await stopServer(folder, pid)
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * One program per folder, held by a name in Linux's abstract socket space: taken in one step, before there is a server to
 * ask, and given back by the kernel however the program ends. A file with a process number could outlive its process.
 */
async function lock(folder: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(folder)
  const holder = createServer((visitor) => visitor.destroy())
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject).listen(`\0sigap:${dev}:${ino}`, resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new DatabaseError('data-dir-in-use', folder)
    throw error
  })
  holder.unref()
  return () => new Promise((resolve) => holder.close(() => resolve()))
}

async function ensurePassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  try {
    await writeFile(file, password, { mode: 0o600, flag: 'wx' })
    return password
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') refuseForeign(error as NodeJS.ErrnoException)
    return (await readFile(file, 'utf8').catch(refuseForeign)) as string
  }
}

function refuseForeign(error: NodeJS.ErrnoException): never {
  if (error.code === 'EACCES') throw new DatabaseError('data-dir-foreign', error.path ?? '', error)
  throw error
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`)
  await client.end()
}
