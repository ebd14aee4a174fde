import { onTestFinished } from 'vitest'
import type { Store } from '../../../core/app/ports.ts'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { freshDatabase } from '../../fixtures/database.ts'

/** A store on a database of the test's own; both go when the test ends. */
export async function openStore(): Promise<{ store: Store; url: string }> {
  const database = await freshDatabase()
  const client = connect(database.url)
  onTestFinished(async () => {
    await client.$disconnect()
    await database.drop()
  })
  return { store: createStore(client), url: database.url }
}
