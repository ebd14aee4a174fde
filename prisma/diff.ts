import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { filters, migrationsDir, readMigrations, schemaFile, withSchemaEngine } from './schema-engine.ts'

/**
 * The SQL that is missing between the migrations and schema.prisma; empty when they agree. The migrations are applied to
 * a database made for this on the server at `url`, and dropped afterwards.
 */
export async function diffFromMigrations(url: string, directory = migrationsDir): Promise<string> {
  const shadow = `shadow_${process.pid}_${process.hrtime.bigint()}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE ${shadow}`)
  const shadowUrl = new URL(url)
  shadowUrl.pathname = shadow
  try {
    const migrations = await readMigrations(directory)
    const schema = { path: schemaFile, content: await readFile(schemaFile, 'utf8') }
    const { stdout } = await withSchemaEngine(
      url,
      (engine) =>
        engine.diff({
          from: { tag: 'migrations', ...migrations },
          to: { tag: 'schemaDatamodel', files: [schema] },
          script: true,
          exitCode: null,
          filters,
        }),
      shadowUrl.href,
    )
    const sql = stdout ?? ''
    return sql.includes('This is an empty migration') ? '' : sql
  } finally {
    await client.query(`DROP DATABASE ${shadow} WITH (FORCE)`)
    await client.end()
  }
}
