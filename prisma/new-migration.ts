import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { diffFromMigrations } from './diff.ts'
import { startEmbedded } from './embedded.ts'
import { migrationsDir } from './schema-engine.ts'

// `npm run migration -- NAME` writes what schema.prisma has and the migrations have not. Read it before it is committed,
// and add by hand below it what the schema language cannot say.

const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- NAME    (small letters, digits and _)')
  process.exit(2)
}

const dataDir = await mkdtemp(join(tmpdir(), 'sigap-migration-'))
const server = await startEmbedded({ dataDir, throwaway: true })
try {
  const sql = await diffFromMigrations(server.url)
  if (sql === '') {
    console.log('schema.prisma and the migrations agree: nothing written.')
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = join(migrationsDir, `${stamp}_${name}`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(migrationsDir, 'migration_lock.toml'), 'provider = "postgresql"\n')
    await writeFile(join(folder, 'migration.sql'), sql)
    console.log(`Wrote ${relative('', join(folder, 'migration.sql'))}`)
  }
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true })
}
