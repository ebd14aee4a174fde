import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, describe, expect, onTestFinished, test } from 'vitest'
import { diffFromMigrations } from '../../prisma/diff.ts'
import { migrate } from '../../prisma/migrate.ts'
import { emptyDatabase, query } from '../fixtures/database.ts'
import { runProgram } from '../fixtures/processes.ts'

async function givenDatabase(): Promise<string> {
  const database = await emptyDatabase()
  onTestFinished(() => database.drop())
  return database.url
}

async function givenMigrations(migrations: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sigap-migrations-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await writeMigrations(directory, migrations)
  return directory
}

async function writeMigrations(directory: string, migrations: Record<string, string>): Promise<void> {
  for (const [name, sql] of Object.entries(migrations)) {
    await mkdir(join(directory, name), { recursive: true })
    await writeFile(join(directory, name, 'migration.sql'), sql)
  }
}

const one = { '1_one': 'CREATE TABLE one (id int);' }
const two = { '2_two': 'CREATE TABLE two (id int);' }

describe('the schema', () => {
  test('agrees with the migrations', async () => {
    expect(await diffFromMigrations(inject('serverUrl'))).toBe('')
  })

  test('without its migrations is a difference', async () => {
    expect(await diffFromMigrations(inject('serverUrl'), await givenMigrations({}))).toContain('CREATE TABLE')
  })
})

describe('migrate', () => {
  test('applies what is missing, in order, once', async () => {
    const url = await givenDatabase()
    const directory = await givenMigrations({ ...two, ...one })
    expect(await migrate(url, directory)).toEqual({ applied: ['1_one', '2_two'] })
    expect(await migrate(url, directory)).toEqual({ applied: [] })
  })

  test('applies only the new ones to an older database', async () => {
    const url = await givenDatabase()
    await migrate(url, await givenMigrations(one))
    expect(await migrate(url, await givenMigrations({ ...one, ...two }))).toEqual({ applied: ['2_two'] })
  })

  test('keeps a function with semicolons whole', async () => {
    const url = await givenDatabase()
    const sql = `CREATE FUNCTION half(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n / 2; RETURN n; END; $$;`
    await migrate(url, await givenMigrations({ '1_function': sql }))
    expect(await query(url, 'SELECT half(8)')).toEqual([{ half: 4 }])
  })

  test('by two processes at once is done by one of them', async () => {
    const url = await givenDatabase()
    const directory = await givenMigrations({ '1_slow': 'SELECT pg_sleep(1); CREATE TABLE slow (id int);' })
    const programs = await Promise.all([1, 2].map(() => runProgram('migrate-database.ts', [url, directory])))
    expect(programs.flatMap((program) => program.said['applied'])).toEqual(['1_slow'])
  })

  test('refuses a database newer than the program', async () => {
    const url = await givenDatabase()
    await migrate(url, await givenMigrations({ ...one, ...two }))
    await expect(migrate(url, await givenMigrations(one))).rejects.toMatchObject({
      code: 'database-newer',
      detail: '2_two',
    })
  })

  test('refuses a database from another line of development', async () => {
    const url = await givenDatabase()
    await migrate(url, await givenMigrations({ ...one, '2_theirs': 'CREATE TABLE theirs (id int);' }))
    const attempt = migrate(url, await givenMigrations({ ...one, ...two }))
    await expect(attempt).rejects.toMatchObject({ code: 'database-newer', detail: '2_theirs' })
    expect(await query(url, `SELECT to_regclass('two') AS two`)).toEqual([{ two: null }])
  })

  test('refuses when an applied migration was edited', async () => {
    const url = await givenDatabase()
    await migrate(url, await givenMigrations(one))
    const attempt = migrate(url, await givenMigrations({ '1_one': 'CREATE TABLE one (id bigint);' }))
    await expect(attempt).rejects.toMatchObject({ code: 'migration-edited', detail: '1_one' })
  })

  test('says what failed, leaves nothing of it behind, and goes on when it is mended', async () => {
    const url = await givenDatabase()
    const directory = await givenMigrations({
      ...one,
      '2_bad': 'CREATE TABLE half_done (id int); CREATE TABLE one (id int);',
    })
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await expect(migrate(url, directory)).rejects.toMatchObject({
        code: 'migration-failed',
        detail: '2_bad: ERROR: relation "one" already exists',
      })
    }
    expect(await query(url, `SELECT to_regclass('half_done') AS left`)).toEqual([{ left: null }])

    await writeMigrations(directory, { '2_bad': 'CREATE TABLE half_done (id int);' })
    expect(await migrate(url, directory)).toEqual({ applied: ['2_bad'] })
    expect(await migrate(url, directory)).toEqual({ applied: [] })
  })

  test('goes on after it was killed', async () => {
    const url = await givenDatabase()
    const directory = await givenMigrations({ '1_slow': 'CREATE TABLE slow (id int); SELECT pg_sleep(60);' })
    const attempt = migrate(url, directory).catch((error: unknown) => error)
    const isAsleep = () =>
      query(
        url,
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
      )
    await expect.poll(isAsleep, { timeout: 10_000 }).toHaveLength(1)
    await query(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    expect(await attempt).toBeInstanceOf(Error)

    await writeMigrations(directory, { '1_slow': 'CREATE TABLE slow (id int);' })
    expect(await migrate(url, directory)).toEqual({ applied: ['1_slow'] })
  })
})
