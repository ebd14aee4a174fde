import { expect, test } from 'vitest'
import type { Store } from '../../../core/app/ports.ts'
import { query } from '../../fixtures/database.ts'
import { openStore } from './open-store.ts'

const put = (store: Store, ...texts: string[]) =>
  store.transaction((tx) =>
    tx.outbox.put(
      texts.map((text) => ({ kind: 'message', to: { channel: 'telegram', chat: '1' }, message: { text } })),
    ),
  )
const claim = async (store: Store) =>
  (await store.claimOutbox(9)).map(({ id, item }) => ({ id, text: 'message' in item && item.message.text }))

test('a lease lasts a minute; what was not sent by then is claimed again, once', async () => {
  const { store, url } = await openStore()
  await put(store, 'satu', 'dua')
  const [first] = await claim(store)
  const [lease] = await query<{ seconds: number }>(
    url,
    'SELECT extract(epoch FROM leased_until - now())::float AS seconds FROM outbox WHERE id = $1',
    [first!.id],
  )
  expect(lease!.seconds).toBeGreaterThan(30)
  expect(lease!.seconds).toBeLessThanOrEqual(60)
  await query(url, `UPDATE outbox SET leased_until = now() - interval '1 second' WHERE id = $1`, [first!.id])
  const again = await Promise.all([claim(store), claim(store), claim(store)])
  expect(again.flat()).toEqual([first])
})

test('what is held back goes out when its time has come', async () => {
  const { store, url } = await openStore()
  await put(store, 'satu')
  const [first] = await claim(store)
  await store.retry(first!.id, 60_000, { queueToo: true, reason: '429' })
  await put(store, 'dua')
  expect(await claim(store)).toEqual([])
  await query(url, 'UPDATE outbox SET not_before = now() WHERE not_before IS NOT NULL')
  expect(await claim(store)).toEqual([first])
})

test('a chat whose head another transaction has locked waits for it', async () => {
  const { store, url } = await openStore()
  await put(store, 'satu', 'dua')
  await store.transaction(async (tx) => {
    await tx.staff.moveChat({ channel: 'telegram', chat: '1' }, { channel: 'telegram', chat: '2' })
    expect(await claim(store)).toEqual([])
  })
  expect(await query(url, 'SELECT DISTINCT queue FROM outbox')).toEqual([{ queue: 'telegram:2' }])
  expect(await claim(store)).toMatchObject([{ text: 'satu' }])
})
