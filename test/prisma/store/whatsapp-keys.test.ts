import { expect, onTestFinished, test } from 'vitest'
import { StoreUnavailable } from '../../../core/app/ports.ts'
import { connect } from '../../../prisma/connect.ts'
import { whatsappKeysIn } from '../../../prisma/store/whatsapp-keys.ts'
import { freshDatabase, query } from '../../fixtures/database.ts'

const secret = 'kunci-kantor-yang-panjang-sekali-2026'
const session = { type: 'session', id: '628111@lid.0', value: '{"rahasia":"akar-kunci"}' }

async function openRows() {
  const database = await freshDatabase()
  const client = connect(database.url)
  onTestFinished(async () => {
    await client.$disconnect()
    await database.drop()
  })
  return { url: database.url, rowsWith: (key: string | null) => whatsappKeysIn(client, key) }
}

async function everything(rows: ReturnType<typeof whatsappKeysIn>) {
  const found = []
  for await (const page of rows.all()) found.push(...page)
  return found
}

test.each([[null], [secret]])('with the secret %s, rows come back as they were written', async (key) => {
  const rows = (await openRows()).rowsWith(key)
  const long = { type: 'pre-key', id: '7', value: 'é🎫'.repeat(20_000) }
  await rows.write([session, long, { ...session, id: 'a' }])
  expect(await rows.read('session', ['a', session.id, 'tidak ada'])).toEqual(
    expect.arrayContaining([session, { ...session, id: 'a' }]),
  )
  expect(await rows.read('pre-key', ['7'])).toEqual([long])
  expect(await rows.read('session', ['7'])).toEqual([])
  await rows.write([
    { ...session, value: 'baru' },
    { type: 'pre-key', id: '7', value: null },
  ])
  expect(await everything(rows)).toEqual([
    { ...session, value: 'baru' },
    { ...session, id: 'a' },
  ])
  await rows.clear()
  expect(await everything(rows)).toEqual([])
})

test('all of more than one page comes, once each', async () => {
  const rows = (await openRows()).rowsWith(secret)
  const many = Array.from({ length: 1201 }, (_, i) => ({ type: `t${i % 3}`, id: String(i), value: `${i}` }))
  await rows.write(many)
  const found = await everything(rows)
  expect(new Set(found.map(({ id }) => id)).size).toBe(1201)
  expect(found).toHaveLength(1201)
})

test('sealed rows hold nothing of what was written, and no two alike', async () => {
  const { url, rowsWith } = await openRows()
  await rowsWith(secret).write([session, { ...session, id: 'b' }])
  const stored = await query<{ value: Buffer; sealed_by: string }>(
    url,
    'SELECT value, sealed_by FROM whatsapp_keys',
  )
  for (const { value, sealed_by } of stored) {
    for (let at = 0; at + 4 <= session.value.length; at += 1)
      expect(value.includes(session.value.slice(at, at + 4))).toBe(false)
    expect(value.includes(secret)).toBe(false)
    expect(sealed_by).toMatch(/^[0-9a-f]{16}$/)
  }
  expect(stored[0]!.value.equals(stored[1]!.value)).toBe(false)
})

test('what was written before there was a secret is sealed when all is read', async () => {
  const { url, rowsWith } = await openRows()
  await rowsWith(null).write([session])
  const plain = () =>
    query(url, `SELECT 1 FROM whatsapp_keys WHERE position('akar' IN encode(value, 'escape')) > 0`)
  expect(await plain()).toHaveLength(1)
  expect(await everything(rowsWith(secret))).toEqual([session])
  expect(await plain()).toHaveLength(0)
  expect(await rowsWith(secret).read('session', [session.id])).toEqual([session])
  expect(await rowsWith(null).read('session', [session.id])).toEqual([
    { type: 'session', id: session.id, fault: 'no-key' },
  ])
})

test.each([
  ['a byte of the value', `value = set_byte(value, 3, get_byte(value, 3) # 1)`],
  ['the value cut short', `value = substring(value FROM 1 FOR 5)`],
  ['an empty value', `value = ''`],
  ['its checksum', `checksum = set_byte(checksum, 0, get_byte(checksum, 0) # 128)`],
  ['another id', `id = 'lain'`],
  ['another type', `type = 'identity-key'`],
  ['the name of its key', `sealed_by = 'ffffffffffffffff'`],
  ['the mark that it is sealed', `sealed_by = ''`],
])('damage is seen: %s', async (_, change) => {
  for (const key of [null, secret]) {
    const { url, rowsWith } = await openRows()
    await rowsWith(key).write([session])
    const before = await query(url, 'SELECT * FROM whatsapp_keys')
    await query(url, `UPDATE whatsapp_keys SET ${change}`)
    const unchanged = key === null && change === `sealed_by = ''`
    expect(await query(url, 'SELECT * FROM whatsapp_keys')).not.toEqual(unchanged ? [] : before)
    const [row] = await everything(rowsWith(key))
    expect(row).toMatchObject(unchanged ? session : { fault: 'damaged' })
  }
})

test('a row made to pass for another, checksum and all, does not open', async () => {
  const { url, rowsWith } = await openRows()
  await rowsWith(secret).write([session])
  await query(
    url,
    `UPDATE whatsapp_keys SET id = 'lain',
       checksum = sha256(convert_to(type, 'UTF8') || '\\x00' || convert_to('lain', 'UTF8') || '\\x00'
         || convert_to(sealed_by, 'UTF8') || '\\x00' || value)`,
  )
  expect(await rowsWith(secret).read('session', ['lain'])).toEqual([
    { type: 'session', id: 'lain', fault: 'damaged' },
  ])
})

test('another secret is told apart from damage', async () => {
  const { rowsWith } = await openRows()
  await rowsWith(secret).write([session])
  const name = { type: session.type, id: session.id }
  expect(await everything(rowsWith(`${secret}!`))).toEqual([{ ...name, fault: 'other-key' }])
  expect(await everything(rowsWith(null))).toEqual([{ ...name, fault: 'no-key' }])
  expect(await everything(rowsWith(secret))).toEqual([session])
})

test('a database that is away is an outage', async () => {
  const client = connect('postgresql://nobody@127.0.0.1:1/none')
  onTestFinished(() => client.$disconnect())
  const rows = whatsappKeysIn(client, null)
  const calls = [rows.read('session', ['1']), rows.write([session]), rows.clear(), everything(rows)]
  for (const call of await Promise.allSettled(calls))
    expect(call).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as unknown })
})
