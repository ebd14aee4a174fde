import { createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ConcurrentChange, StoreUnavailable, type Store } from '../../../core/app/ports.ts'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { query } from '../../fixtures/database.ts'
import { inboundText, openTicket } from '../../fixtures/samples.ts'
import { openStore } from './open-store.ts'

/** As at a restart of the server: every connection of this database is cut. */
const cut = (url: string) =>
  query(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`,
  )

test('a connection cut in the midst of a transaction is an outage, and the next call works', async () => {
  const { store, url } = await openStore()
  await store.receive([inboundText('1', 'a')])
  const breaks: ((tx: Parameters<Parameters<Store['transaction']>[0]>[0]) => Promise<unknown>)[] = [
    (tx) => tx.settings.set('a', 2),
    (tx) => tx.inbox.pending('telegram:a'),
    () => Promise.resolve(),
  ]
  for (const next of breaks) {
    const broken = store.transaction(async (tx) => {
      await tx.settings.set('a', 1)
      await cut(url)
      await next(tx)
    })
    await expect(broken).rejects.toThrow(StoreUnavailable)
  }
  expect(await store.transaction((tx) => tx.settings.get('a'))).toBeUndefined()
  expect(await store.transaction((tx) => tx.inbox.pending('telegram:a'))).toHaveLength(1)
})

test('nobody listening is an outage, for every call', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const client = connect(`postgresql://nobody@127.0.0.1:${port}/none`)
  onTestFinished(() => client.$disconnect())
  const store = createStore(client)
  const calls = [
    store.ping(),
    store.receive([inboundText('1', 'a')]),
    store.pendingChats(1),
    store.claimOutbox(1),
    store.transaction((tx) => tx.tickets.nextId()),
    store.giveUp('1', 'dead', 'x'),
  ]
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable', retryable: true } })
  }
})

test('of two transactions that wait for each other one goes on, and the other may try again', async () => {
  const { store } = await openStore()
  const [one, two] = await store.transaction(async (tx) => [
    (await openTicket(tx)).ticket.id,
    (await openTicket(tx)).ticket.id,
  ])
  let arrived = 0
  const both = async () => {
    arrived += 1
    while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const crossing = (first: string, second: string) =>
    store.transaction(async (tx) => {
      await tx.tickets.load(first)
      await both()
      await tx.tickets.load(second)
    })
  const results = await Promise.allSettled([crossing(one, two), crossing(two, one)])
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(ConcurrentChange)
})

test('a bug is not taken for an outage', async () => {
  const { store } = await openStore()
  const bug = store.transaction((tx) => tx.inbox.done('x'))
  await expect(bug).rejects.toThrow('not an id: x')
  await expect(store.claimOutbox(-1)).rejects.not.toBeInstanceOf(StoreUnavailable)
})
