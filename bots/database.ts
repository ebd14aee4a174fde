import path from 'node:path'
import type { Logger } from 'pino'
import type { Store } from '../core/app/ports.ts'
import { connect } from '../prisma/connect.ts'
import { startEmbedded } from '../prisma/embedded.ts'
import { migrate } from '../prisma/migrate.ts'
import { createStore } from '../prisma/store/store.ts'
import type { Config } from './config.ts'

const poolSize = 16

/**
 * The database, brought up to date: the embedded one where no other is named. It is stopped after everything that
 * uses it. Rejects with `DatabaseError`, or as the connection does.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
  onStop: (step: () => Promise<void>) => void,
): Promise<{ store: Store; url: string }> {
  const url = config.databaseUrl ?? (await startOwn(config.dataDir, log, onStop))
  const { applied } = await migrate(url)
  if (applied.length > 0) log.info({ applied }, 'migrated')
  const client = connect(url, { poolSize })
  onStop(() => client.$disconnect())
  return { store: createStore(client), url }
}

async function startOwn(
  dataDir: string,
  log: Logger,
  onStop: (step: () => Promise<void>) => void,
): Promise<string> {
  const folder = path.join(dataDir, 'postgres')
  const embedded = await startEmbedded({ dataDir: folder, log: (line) => log.debug({ line }, 'postgres') })
  onStop(() => embedded.stop())
  return embedded.url
}
