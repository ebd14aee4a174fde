import path from 'node:path'
import type { Logger } from 'pino'
import type { Store } from '../core/app/ports.ts'
import { connect } from '../prisma/connect.ts'
import { startEmbedded } from '../prisma/embedded.ts'
import { migrate } from '../prisma/migrate.ts'
import { createStore } from '../prisma/store/store.ts'
import { whatsappKeysIn } from '../prisma/store/whatsapp-keys.ts'
import type { Config } from './config.ts'
import type { KeyRows } from './whatsapp/auth-state.ts'

const poolSize = 16

/**
 * The database, brought up to date: the embedded one where no other is named. It is stopped after everything that
 * uses it. Rejects with `DatabaseError`, or as the connection does.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKey'>,
  log: Logger,
  onStop: (step: () => Promise<void>) => void,
): Promise<{ store: Store; whatsappKeys: KeyRows; url: string }> {
  const url = config.databaseUrl ?? (await startOwn(config.dataDir, log, onStop))
  const { applied } = await migrate(url)
  if (applied.length > 0) log.info({ applied }, 'migrated')
  const client = connect(url, { poolSize })
  onStop(() => client.$disconnect())
  return { store: createStore(client), whatsappKeys: whatsappKeysIn(client, config.secretKey), url }
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
