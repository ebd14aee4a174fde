import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { utc } from './session.ts'

export type { MigrationList, SchemaEngine }

/** Where the schema and its migrations are. */
export const schemaFile = join(import.meta.dirname, 'schema.prisma')
export const migrationsDir = join(import.meta.dirname, 'migrations')

/** Every table belongs to the schema. */
export const filters: SchemaFilter = { externalTables: [], externalEnums: [] }

let loading: Promise<void> | undefined

/**
 * Runs `work` with Prisma's schema engine on the database at `url`. It is the WebAssembly build, which comes with its
 * package; the command line's engine is a download. `shadowUrl`: an empty database in which migrations are tried out.
 */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
  shadowUrl = url,
): Promise<T> {
  loading ??= load()
  await loading
  const pools: pg.Pool[] = []
  const connectTo = (target: string) => {
    const pool = new pg.Pool({ connectionString: target, options: utc, max: 1 })
    // Cut while idle: the next query says so.
    pool.on('error', () => undefined)
    pools.push(pool)
    return connectWhole(pool)
  }
  const { provider, adapterName } = new PrismaPg(url)
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider,
    adapterName,
    connect: () => connectTo(url),
    connectToShadowDb: () => connectTo(shadowUrl),
  })
  const schema = await readFile(schemaFile, 'utf8')
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels: [[schemaFile, schema]] },
      () => undefined,
      factory,
    )
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.end()))
  }
}

/** PostgreSQL's one-byte "char", which only its catalogue uses; and its text. */
const charOid = 18
const textOid = 25

/** Prisma's adapter, mended in two places where it is made for queries and not for migrations. `pool` has one connection. */
async function connectWhole(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect()

  // The adapter does not know "char", in which the engine reads the catalogue: it goes through as text and comes out as char.
  let isChar: boolean[] = []
  pool.on('connect', (client) => {
    client.connection.on('rowDescription', ({ fields }: { fields: { dataTypeID: number }[] }) => {
      isChar = fields.map((field) => field.dataTypeID === charOid)
      for (const field of fields) if (field.dataTypeID === charOid) field.dataTypeID = textOid
    })
  })
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const columnTypes = result.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type))
    return { ...result, columnTypes }
  }

  // It cuts scripts at every semicolon, also within a function's body. Sent whole, a script is also one transaction.
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] })
  }
  return adapter
}

/** Node has it; the compiler's description comes only with a browser's. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

async function load(): Promise<void> {
  // What the engine says when it panics; without this, only "unreachable".
  const say = (message: string) => {
    throw new Error(message)
  }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: say } })
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/js$/, 'wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': bindings,
  })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()
}

/** Reads `directory`'s migrations in the order of their names, in the engine's own shape. */
export async function readMigrations(directory: string): Promise<MigrationList> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(directory, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  }
}
