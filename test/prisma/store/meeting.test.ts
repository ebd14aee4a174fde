import { PrismaPg } from '@prisma/adapter-pg'
import { expect, onTestFinished, test } from 'vitest'
import { PrismaClient } from '../../../prisma/generated/client.ts'
import { utc } from '../../../prisma/session.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { freshDatabase } from '../../fixtures/database.ts'

test('people of WhatsApp who are known cost one statement, however many, and strangers four', async () => {
  const database = await freshDatabase()
  const adapter = new PrismaPg({ connectionString: database.url, options: utc })
  const client = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  onTestFinished(async () => {
    await client.$disconnect()
    await database.drop()
  })
  const statements: string[] = []
  client.$on('query', ({ query }) => statements.push(query.trim().split(/\s/)[0] ?? ''))
  const store = createStore(client)
  const people = Array.from({ length: 9 }, (_, i) => ({ id: `lid:${i}`, name: 'Wati', phone: `+62812${i}` }))
  const meetAll = async () => {
    statements.length = 0
    const met = await store.transaction((tx) =>
      Promise.all(people.map((sender) => tx.people.meet('whatsapp', sender))),
    )
    return new Set(met.map(({ id }) => id)).size
  }
  expect(await meetAll()).toBe(9)
  // Known? Locked, known now? Made.
  expect(statements).toEqual(['SELECT', 'SELECT', 'SELECT', 'WITH', 'COMMIT'])
  expect(await meetAll()).toBe(9)
  expect(statements).toEqual(['SELECT', 'COMMIT'])
})
