import { spawnSync } from 'node:child_process'
import {
  access,
  chmod,
  chown,
  constants,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findBinaries } from '../../prisma/embedded-binaries.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import type { Embedded } from '../../prisma/embedded.ts'
import { query } from '../fixtures/database.ts'
import { asNobody, runProgram } from '../fixtures/processes.ts'
import type { Program } from '../fixtures/processes.ts'

const isRoot = process.getuid?.() === 0
/** Whether an ordinary user can read this checkout: not below root's own home, for one. */
const isReachable =
  isRoot && spawnSync(asNobody[0], [...asNobody.slice(1), 'test', '-r', import.meta.filename]).status === 0

async function givenFolder(mode = 0o700): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sigap-embedded-'))
  await chmod(folder, mode)
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function givenServer(dataDir: string): Promise<Embedded> {
  const server = await startEmbedded({ dataDir })
  onTestFinished(() => server.stop())
  return server
}

async function givenProgram(
  ...[dataDir, options, ...args]: [string, Parameters<typeof runProgram>[2]?, ...string[]]
): Promise<Program> {
  const program = await runProgram('own-database.ts', [dataDir, ...args], options)
  onTestFinished(() => program.end('SIGTERM'))
  return program
}

const urlOf = (program: Program) => String(program.said['url'])
const writeNote = (url: string) => query(url, `CREATE TABLE note AS SELECT 'kept' AS word`)
const readNote = (url: string) => query(url, 'SELECT word FROM note')
const kept = [{ word: 'kept' }]

describe('an embedded database', () => {
  test('is PostgreSQL 18, reached over loopback by a password only its owner can read, durable, and counts in UTC', async () => {
    const dataDir = await givenFolder()
    const { url } = await givenServer(dataDir)
    expect(new URL(url).hostname).toBe('127.0.0.1')
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
    const settings = `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('fsync') AS fsync,
      current_setting('TimeZone') AS zone, lower('É') AS lower`
    expect(await query(url, settings)).toEqual([{ version: 18, fsync: 'on', zone: 'UTC', lower: 'é' }])
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    )
  })

  test('keeps its data over a restart, below a folder closed to others', async () => {
    const dataDir = join(await givenFolder(0o700), 'deep', 'data')
    const first = await startEmbedded({ dataDir })
    await writeNote(first.url)
    await first.stop()
    expect(await readNote((await givenServer(dataDir)).url)).toEqual(kept)
  })

  test('is stopped when `stop` resolves, also with somebody still connected', async () => {
    const server = await startEmbedded({ dataDir: await givenFolder() })
    const asleep = query(server.url, 'SELECT pg_sleep(60)').catch((error: Error) => error)
    await expect
      .poll(() => query(server.url, `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`))
      .toHaveLength(1)
    await server.stop()
    await expect(query(server.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await asleep).toBeInstanceOf(Error)
  })

  test('is refused to a second program, which leaves the first alone', async () => {
    const dataDir = await givenFolder()
    const first = await givenServer(dataDir)
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
      code: 'data-dir-in-use',
      detail: dataDir,
    })
    const other = await givenProgram(dataDir)
    expect(other.said).toMatchObject({ code: 'data-dir-in-use' })
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('goes to one of two programs that make it at the same moment', async () => {
    const dataDir = await givenFolder()
    const programs = await Promise.all([givenProgram(dataDir), givenProgram(dataDir)])
    expect(programs.filter((program) => program.said['url'])).toHaveLength(1)
    expect(programs.filter((program) => program.said['code'] === 'data-dir-in-use')).toHaveLength(1)
  })

  test('survives Ctrl-C, which reaches the whole process group', async () => {
    const program = await givenProgram(await givenFolder())
    process.kill(-(program.child.pid ?? 0), 'SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await query(urlOf(program), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('is taken over with its data when its program was killed', async () => {
    const dataDir = await givenFolder()
    const program = await givenProgram(dataDir)
    await writeNote(urlOf(program))
    await program.end('SIGKILL')
    expect(await readNote(urlOf(program))).toEqual(kept)

    const { url } = await givenServer(dataDir)
    expect(await readNote(url)).toEqual(kept)
    await expect(query(urlOf(program), 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('goes with its program, however that ends, when it is a throwaway', async () => {
    const program = await givenProgram(await givenFolder(), {}, 'throwaway')
    await query(urlOf(program), 'SELECT 1')
    await program.end('SIGKILL')
    const attempt = () => query(urlOf(program), 'SELECT 1').catch((error: { code?: string }) => error.code)
    await expect.poll(attempt, { timeout: 5_000 }).toBe('ECONNREFUSED')
  })

  test('is made anew when a program was killed while making it', async () => {
    const dataDir = await givenFolder()
    await mkdir(join(dataDir, 'cluster.unfinished'))
    await writeFile(join(dataDir, 'cluster.unfinished', 'PG_VERSION'), '18\n')
    await givenServer(dataDir)
  })

  test('starts although its old process number now belongs to a stranger', async () => {
    const dataDir = await givenFolder()
    const first = await startEmbedded({ dataDir })
    const pidFile = join(dataDir, 'cluster', 'postmaster.pid')
    const lines = (await readFile(pidFile, 'utf8')).split('\n')
    await first.stop()
    // The parent is no ancestor that PostgreSQL would make an exception for: it is the test runner's.
    await writeFile(pidFile, [process.ppid, ...lines.slice(1)].join('\n'), { mode: 0o600 })
    await givenServer(dataDir)
  })

  test('says what PostgreSQL said when it does not start', async () => {
    const dataDir = await givenFolder()
    await (await startEmbedded({ dataDir })).stop()
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '9\n')
    const attempt = startEmbedded({ dataDir })
    await expect(attempt).rejects.toMatchObject({
      code: 'server-failed',
      detail: expect.stringContaining('incompatible'),
    })
  })
})

test('the links that the install script would have made are made when they are missing', async (context) => {
  const { postgres } = await findBinaries()
  const link = join(postgres, '..', '..', 'lib', 'libecpg.so')
  const isOurs = await access(join(link, '..'), constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isOurs) context.skip('needs node_modules to be writable')
  await unlink(link)
  await findBinaries()
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
})

describe.skipIf(!isRoot)('as root (skipped when the tests run as an ordinary user)', () => {
  test('works where user namespaces are off, below a closed folder, and later where they are on', async () => {
    const closed = await givenFolder(0o700)
    const bin = join(closed, 'bin')
    await mkdir(bin)
    await writeFile(join(bin, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const dataDir = join(closed, 'data')
    const off = { path: `${bin}:${process.env['PATH']}` }

    const first = await givenProgram(dataDir, off)
    await writeNote(urlOf(first))
    await first.end('SIGTERM')
    const second = await startEmbedded({ dataDir })
    expect(await readNote(second.url)).toEqual(kept)
    await second.stop()
  })

  test('goes on where user namespaces were on and are off now', async () => {
    const closed = await givenFolder(0o700)
    const bin = join(closed, 'bin')
    await mkdir(bin)
    await writeFile(join(bin, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const dataDir = join(closed, 'data')

    const first = await startEmbedded({ dataDir })
    await writeNote(first.url)
    await first.stop()
    const second = await givenProgram(dataDir, { path: `${bin}:${process.env['PATH']}` })
    expect(await readNote(urlOf(second))).toEqual(kept)
  })
})

describe.skipIf(!isReachable)(
  'root and an ordinary user (skipped unless root, in a folder that others may read)',
  () => {
    test('take turns on the data of the ordinary user', async () => {
      const dataDir = join(await givenFolder(0o755), 'data')
      await mkdir(dataDir)
      await chown(dataDir, 65534, 65534)
      const first = await givenProgram(dataDir, { as: asNobody })
      await writeNote(urlOf(first))
      await first.end('SIGTERM')

      const second = await startEmbedded({ dataDir })
      expect(await readNote(second.url)).toEqual(kept)
      await second.stop()

      const third = await givenProgram(dataDir, { as: asNobody })
      expect(await readNote(urlOf(third))).toEqual(kept)
    })

    test('root takes over from an ordinary user who was killed', async () => {
      const dataDir = join(await givenFolder(0o755), 'data')
      await mkdir(dataDir)
      await chown(dataDir, 65534, 65534)
      const first = await givenProgram(dataDir, { as: asNobody })
      await writeNote(urlOf(first))
      await first.end('SIGKILL')
      expect(await readNote((await givenServer(dataDir)).url)).toEqual(kept)
    })

    test("an ordinary user is refused root's data", async () => {
      const dataDir = await givenFolder(0o755)
      await (await startEmbedded({ dataDir })).stop()
      const program = await givenProgram(dataDir, { as: asNobody })
      expect(program.said).toMatchObject({ code: 'data-dir-foreign' })
    })

    test('an ordinary user is refused a folder it may not enter', async () => {
      const program = await givenProgram(join(await givenFolder(0o700), 'data'), { as: asNobody })
      expect(program.said).toMatchObject({ code: 'data-dir-foreign' })
    })
  },
)
