import pg from 'pg'
import { DatabaseError } from './errors.ts'
import { filters, migrationsDir, readMigrations, withSchemaEngine } from './schema-engine.ts'
import type { MigrationList, SchemaEngine } from './schema-engine.ts'
import { utc } from './session.ts'

/** Any number will do, as long as every version of this program uses the same one. */
const lockKey = 7_442_712_001

/**
 * Brings the database at `url` to this program's schema and says which migrations that took. Several programs may do it at
 * once: the first one works, the others wait and find nothing left.
 * Throws DatabaseError: database-newer, migration-edited, migration-failed.
 */
export async function migrate(url: string, directory = migrationsDir): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(directory)
  const holder = new pg.Client({ connectionString: url, options: utc })
  // If this connection is cut, so is the engine's, which says so.
  holder.on('error', () => undefined)
  await holder.connect()
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [lockKey])
    return await withSchemaEngine(url, (engine) => apply(engine, migrations))
  } finally {
    await holder.end()
  }
}

async function apply(engine: SchemaEngine, migrationsList: MigrationList): Promise<{ applied: string[] }> {
  const found = await engine.diagnoseMigrationHistory({
    migrationsList,
    filters,
    optInToShadowDatabase: false,
  })
  if (found.history && 'unpersistedMigrationNames' in found.history) {
    throw new DatabaseError('database-newer', found.history.unpersistedMigrationNames.join(', '))
  }
  // A migration is one transaction: one that failed, or was killed, left nothing behind and may be tried again, mended.
  const edited = found.editedMigrationNames.filter((name) => !found.failedMigrationNames.includes(name))
  if (edited.length > 0) throw new DatabaseError('migration-edited', edited.join(', '))
  for (const migrationName of found.failedMigrationNames)
    await engine.markMigrationRolledBack({ migrationName })
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
    return { applied: appliedMigrationNames }
  } catch (error) {
    throw new DatabaseError('migration-failed', describeFailure(error as Error), error)
  }
}

/** The engine's message is PostgreSQL's words between its own and a trace; the trace has the migration's name. */
function describeFailure({ message }: Error): string {
  const name = /migration_name="(.+?)"/.exec(message)?.[1]
  const words =
    message.split(/\n\s+0: /)[0]?.replace(/^external connector error\nError querying the database: /, '') ??
    message
  return name ? `${name}: ${words.trim()}` : words.trim()
}
