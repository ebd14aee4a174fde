import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../../prisma/connect.ts'
import { readHistories } from '../../../prisma/store/register.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { freshDatabase } from '../../fixtures/database.ts'
import { minute, openTicket } from '../../fixtures/samples.ts'

async function open() {
  const database = await freshDatabase()
  const client = connect(database.url)
  onTestFinished(async () => {
    await client.$disconnect()
    await database.drop()
  })
  return { client, store: createStore(client) }
}

test('the histories of many tickets are those of each of them', async () => {
  const { client, store } = await open()
  await store.transaction(async (tx) => {
    await openTicket(tx, { priority: 'urgent', closed: minute(9) })
    await openTicket(tx, { paused: minute(3) })
    await openTicket(tx)
  })
  const histories = await readHistories(client, ['1003', '1001', '7', 'x'])
  expect([...histories.keys()]).toEqual(['1003', '1001', '7', 'x'])
  await store.transaction(async (tx) => {
    for (const id of ['1001', '1003']) expect(histories.get(id)).toEqual(await tx.tickets.events(id))
  })
  expect(histories.get('1001')?.map(({ kind }) => kind)).toEqual([
    'submitted',
    'step-started',
    'prioritised',
    'exited',
  ])
  expect([histories.get('7'), histories.get('x')]).toEqual([[], []])
})

test('the month of a service begins with its first instant and ends before the next begins', async () => {
  const { store } = await open()
  await store.transaction(async (tx) => {
    for (const minutes of [0, 10, 20, 30]) await openTicket(tx, { opened: minute(minutes) })
    await openTicket(tx, { opened: minute(15), service: 'lain' })
    const files = await tx.tickets.received('tik-banten', minute(10), minute(30))
    expect(files.map(({ ticket }) => ticket.number)).toEqual(['TIK-1002', 'TIK-1003'])
  })
})
