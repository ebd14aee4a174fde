import { PrismaPg } from '@prisma/adapter-pg'
import { expect, onTestFinished, test } from 'vitest'
import { PrismaClient } from '../../../prisma/generated/client.ts'
import { utc } from '../../../prisma/session.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { freshDatabase } from '../../fixtures/database.ts'
import { draftOf, inboundText } from '../../fixtures/samples.ts'

test('an intake answer costs six statements and a transaction', async () => {
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

  for (const turn of ['1', '2']) {
    await store.receive([inboundText(turn, '7')])
    statements.length = 0
    await store.transaction(async (tx) => {
      const entry = (await tx.inbox.pending('telegram:7'))[0]!
      await tx.people.meet('telegram', entry.inbound.from!)
      await tx.drafts.load('telegram:7')
      await tx.drafts.save(draftOf('telegram:7', { lastInput: entry.id }))
      const to = { channel: 'telegram', chat: '7' } as const
      await tx.outbox.put([{ kind: 'message', to, message: { text: 'Siapa nama Anda?' } }])
      await tx.inbox.done(entry.id)
    })
  }
  // The adapter's BEGIN is not reported.
  expect(statements).toEqual(['WITH', 'SELECT', 'SELECT', 'INSERT', 'INSERT', 'UPDATE', 'COMMIT'])
})
