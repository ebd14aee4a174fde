import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  addTransactionCapability,
  DEFAULT_CONNECTION_CONFIG,
  generateRegistrationId,
  generateSignalPubKey,
  getNextPreKeys,
  initAuthCreds,
  proto,
} from '@whiskeysockets/baileys'
import type { SignalDataSet, SignalDataTypeMap } from '@whiskeysockets/baileys'
import { pino } from 'pino'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openAuthState } from '../../../bots/whatsapp/auth-state.ts'
import type { AuthStateDamaged, KeyRows } from '../../../bots/whatsapp/auth-state.ts'
import { connect } from '../../../prisma/connect.ts'
import { whatsappKeysIn } from '../../../prisma/store/whatsapp-keys.ts'
import { freshDatabase, query } from '../../fixtures/database.ts'
import { sessionsTogether } from './writing-process.ts'

const secret = 'kunci-kantor-yang-panjang-sekali-2026'

async function openDatabase() {
  const database = await freshDatabase()
  const client = connect(database.url)
  onTestFinished(async () => {
    await client.$disconnect()
    await database.drop()
  })
  return { url: database.url, rowsWith: (key: string | null): KeyRows => whatsappKeysIn(client, key) }
}

/** Bytes as text and absent ones left out, so that a Buffer equals the Uint8Array it was. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      part instanceof Uint8Array || (part as { type?: string } | null)?.type === 'Buffer'
        ? `bytes:${Buffer.from((part as { data?: number[] }).data ?? (part as Uint8Array)).toString('hex')}`
        : part,
    ),
  )

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
const base64 = bytes.map((b) => Buffer.from(b).toString('base64'))
const keyPair = fc.record({ public: bytes, private: bytes })
const user = fc.bigInt({ min: 6_281_000_000n, max: 299_999_999_999_999n }).map(String)
const jid = fc
  .tuple(user, fc.constantFrom('@s.whatsapp.net', '@lid', ':3@lid', '@g.us'))
  .map((p) => p.join(''))

/** As libsignal serialises a session: counters as keys, bytes as base64 text. */
const chain = fc.record({
  chainKey: fc.record(
    { counter: fc.integer({ min: -1, max: 2000 }), key: base64 },
    { requiredKeys: ['counter'] },
  ),
  chainType: fc.constantFrom(1, 2),
  messageKeys: fc.dictionary(fc.nat(2000).map(String), base64, { maxKeys: 4 }),
})
const session = fc.record({
  _sessions: fc.dictionary(
    base64,
    fc.record({ registrationId: fc.nat(), _chains: fc.dictionary(base64, chain, { maxKeys: 3 }) }),
    { maxKeys: 3 },
  ),
  version: fc.constant('v1'),
})
const contents = {
  'pre-key': keyPair,
  session: session as unknown as fc.Arbitrary<Uint8Array>,
  'sender-key': bytes.map((b) => Buffer.from(b)),
  'sender-key-memory': fc.dictionary(jid, fc.boolean(), { minKeys: 1 }),
  'app-state-sync-key': fc
    .record({
      keyData: bytes,
      timestamp: fc.nat(),
      fingerprint: fc.record({ rawId: fc.nat(), deviceIndexes: fc.array(fc.nat(9)) }),
    })
    .map((key) => proto.Message.AppStateSyncKeyData.fromObject(key)),
  'app-state-sync-version': fc.record({
    version: fc.nat(),
    hash: bytes.map((b) => Buffer.from(b)),
    indexValueMap: fc.dictionary(base64, fc.record({ valueMac: bytes })),
  }),
  'lid-mapping': user,
  'device-list': fc.array(fc.nat(99).map(String), { minLength: 1 }),
  tctoken: fc.record({ token: bytes.map((b) => Buffer.from(b)), timestamp: user, senderTimestamp: fc.nat() }),
  'identity-key': bytes,
} satisfies { [T in keyof SignalDataTypeMap]: fc.Arbitrary<SignalDataTypeMap[T]> }
const id = fc.oneof(jid, user, fc.nat().map(String), fc.string({ minLength: 1, unit: 'grapheme' }))
const dataSet: fc.Arbitrary<SignalDataSet> = fc.record(
  Object.fromEntries(
    Object.entries(contents).map(([type, content]) => [
      type,
      fc.dictionary(id, content as fc.Arbitrary<unknown>, { minKeys: 1, maxKeys: 3 }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<SignalDataSet>

describe('what Baileys keeps', () => {
  test('comes back whole, of every type, and goes when it is taken away', async () => {
    const { rowsWith } = await openDatabase()
    const { state } = await openAuthState(rowsWith(secret))
    await fc.assert(
      fc.asyncProperty(dataSet, async (data) => {
        await state.keys.set(data)
        for (const [type, byId] of Object.entries(data)) {
          const found = await state.keys.get(type as keyof SignalDataTypeMap, Object.keys(byId))
          expect(plain(found)).toEqual(plain(byId))
          const gone = Object.fromEntries(Object.keys(byId).map((key) => [key, null]))
          await state.keys.set({ [type]: gone })
          expect(await state.keys.get(type as keyof SignalDataTypeMap, Object.keys(byId))).toEqual({})
        }
      }),
      { numRuns: 60 },
    )
  })

  test('keys that are protobuf messages are messages again', async () => {
    const { rowsWith } = await openDatabase()
    const { state } = await openAuthState(rowsWith(null))
    const key = proto.Message.AppStateSyncKeyData.fromObject({ keyData: Buffer.from('kunci'), timestamp: 1 })
    await state.keys.set({ 'app-state-sync-key': { AAAA: key } })
    const { AAAA: found } = await state.keys.get('app-state-sync-key', ['AAAA'])
    expect(found).toBeInstanceOf(proto.Message.AppStateSyncKeyData)
    expect(Buffer.from(found!.keyData!).toString()).toBe('kunci')
  })

  test('the credentials of a linked device come back as they were', async () => {
    const { rowsWith } = await openDatabase()
    const first = await openAuthState(rowsWith(secret))
    const account = proto.ADVSignedDeviceIdentity.fromObject({
      details: Buffer.from('rincian'),
      accountSignatureKey: Buffer.from('kunci'),
      accountSignature: Buffer.from('tanda'),
      deviceSignature: Buffer.from('tangan'),
    })
    const identifierKey = Buffer.from('pengenal')
    Object.assign(first.state.creds, {
      me: { id: '628111:3@s.whatsapp.net', lid: '99123:3@lid', name: 'Meja Layanan' },
      account,
      signalIdentities: [{ identifier: { name: '99123@lid', deviceId: 0 }, identifierKey }],
      registered: true,
      routingInfo: Buffer.from('jalan'),
      processedHistoryMessages: [{ key: { id: 'A', remoteJid: '628@s.whatsapp.net' }, messageTimestamp: 17 }],
    })
    await first.saveCreds()
    const { creds } = (await openAuthState(rowsWith(secret))).state
    expect(plain(creds)).toEqual(plain(first.state.creds))
    expect(creds.account).toBeInstanceOf(proto.ADVSignedDeviceIdentity)
    expect(Buffer.from(creds.account!.accountSignatureKey!).toString()).toBe('kunci')
    expect(creds.routingInfo!.toString('base64url')).toBe(Buffer.from('jalan').toString('base64url'))
  })
})

test('a conversation over Signal goes on, whichever side is opened anew in its midst', async () => {
  const databases = { siti: await openDatabase(), desk: await openDatabase() }
  const jids = { siti: '199900001111222@lid', desk: '77000@lid' }
  const logger = pino({ level: 'silent' })
  /** A side as the socket has it, with only what the database remembers. */
  const open = async (side: keyof typeof databases) => {
    const { state, saveCreds } = await openAuthState(databases[side].rowsWith(secret))
    const keys = addTransactionCapability(state.keys, logger, { maxCommitRetries: 1, delayBetweenTriesMs: 1 })
    const auth = { creds: state.creds, keys }
    return { ...auth, saveCreds, signal: DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger) }
  }
  const first = await open('siti')
  const desk = await open('desk')
  const { update, preKeys } = await getNextPreKeys(desk, 5)
  Object.assign(desk.creds, update)
  await desk.saveCreds()
  const { signedPreKey, signedIdentityKey, registrationId } = desk.creds
  await first.signal.injectE2ESession({
    jid: jids.desk,
    session: {
      registrationId,
      identityKey: generateSignalPubKey(signedIdentityKey.public),
      signedPreKey: {
        keyId: signedPreKey.keyId,
        publicKey: generateSignalPubKey(signedPreKey.keyPair.public),
        signature: signedPreKey.signature,
      },
      preKey: { keyId: 3, publicKey: generateSignalPubKey(preKeys[3]!.public) },
    },
  })
  for (let n = 0; n < 12; n += 1) {
    const [from, to] = n % 3 === 0 ? (['siti', 'desk'] as const) : (['desk', 'siti'] as const)
    const [sender, receiver] = [await open(from), await open(to)]
    const { type, ciphertext } = await sender.signal.encryptMessage({
      jid: jids[to],
      data: Buffer.from(`pesan ${n}`),
    })
    expect(type).toBe(n === 0 ? 'pkmsg' : 'msg')
    const text = await receiver.signal.decryptMessage({ jid: jids[from], type, ciphertext })
    expect(Buffer.from(text).toString()).toBe(`pesan ${n}`)
  }
  const reopened = await open('desk')
  expect(Object.keys(await reopened.keys.get('pre-key', ['1', '2', '3', '4', '5']))).toEqual([
    '1',
    '2',
    '4',
    '5',
  ])
  expect(reopened.creds.nextPreKeyId).toBe(6)
})

describe('an identity', () => {
  test('is begun once, and kept before it is used', async () => {
    const { rowsWith } = await openDatabase()
    const first = (await openAuthState(rowsWith(secret))).state.creds
    const second = (await openAuthState(rowsWith(secret))).state.creds
    expect(plain(second)).toEqual(plain(first))
  })

  test('is new after everything was forgotten on purpose', async () => {
    const { rowsWith } = await openDatabase()
    const first = (await openAuthState(rowsWith(secret))).state.creds
    await rowsWith(secret).clear()
    const second = (await openAuthState(rowsWith('a'.repeat(32)))).state.creds
    expect(second.advSecretKey).not.toBe(first.advSecretKey)
  })

  test('takes its credentials along with every write of keys', async () => {
    const { rowsWith } = await openDatabase()
    const { state } = await openAuthState(rowsWith(null))
    state.creds.nextPreKeyId = 31
    await state.keys.set({ 'lid-mapping': { '628111': '99123' } })
    expect((await openAuthState(rowsWith(null))).state.creds.nextPreKeyId).toBe(31)
  })

  test('is written in order, however long the database takes', async () => {
    const { rowsWith } = await openDatabase()
    const rows = rowsWith(null)
    const { state, saveCreds } = await openAuthState({
      ...rows,
      write: async (changes) => {
        if (changes.some(({ value }) => value?.includes(`"nextPreKeyId":31`))) await sleep(100)
        await rows.write(changes)
      },
    })
    state.creds.nextPreKeyId = 31
    const first = saveCreds()
    await sleep(20)
    state.creds.nextPreKeyId = 61
    await Promise.all([first, state.keys.set({ 'lid-mapping': { '628111': '99123' } })])
    expect((await openAuthState(rowsWith(null))).state.creds.nextPreKeyId).toBe(61)
  })

  test('that could not be kept is kept the next time, and what follows goes on', async () => {
    const { rowsWith } = await openDatabase()
    const rows = rowsWith(null)
    let isAway = false
    const { state, saveCreds } = await openAuthState({
      ...rows,
      write: (changes) => (isAway ? Promise.reject(new Error('away')) : rows.write(changes)),
    })
    isAway = true
    state.creds.nextPreKeyId = 31
    await expect(saveCreds()).rejects.toThrow('away')
    await expect(state.keys.set({ 'lid-mapping': { a: 'b' } })).rejects.toThrow('away')
    isAway = false
    await saveCreds()
    expect((await openAuthState(rowsWith(null))).state.creds.nextPreKeyId).toBe(31)
    expect(await state.keys.get('lid-mapping', ['a'])).toEqual({})
  })
})

describe('damage', () => {
  const opened = async () => {
    const database = await openDatabase()
    const { state } = await openAuthState(database.rowsWith(secret))
    await state.keys.set({ session: { '99123.0': Buffer.from('sesi') }, 'lid-mapping': { '628': '99' } })
    return { ...database, state, creds: plain(state.creds) }
  }
  const failure = async (rows: KeyRows) =>
    openAuthState(rows).then(
      () => null,
      (error: AuthStateDamaged) => ({ fault: error.fault, rows: error.rows, code: error.code }),
    )
  const code = 'auth-state-damaged'

  test('of a row is refused by name, and nothing is written over it', async () => {
    const { url, rowsWith } = await opened()
    await query(url, `UPDATE whatsapp_keys SET value = '\\x00' WHERE type = 'session'`)
    const before = await query(url, 'SELECT * FROM whatsapp_keys ORDER BY 1, 2')
    expect(await failure(rowsWith(secret))).toEqual({ code, fault: 'damaged', rows: ['session/99123.0'] })
    expect(await query(url, 'SELECT * FROM whatsapp_keys ORDER BY 1, 2')).toEqual(before)
  })

  test('of the credentials is no new identity', async () => {
    const { url, rowsWith } = await opened()
    await query(url, `DELETE FROM whatsapp_keys WHERE type = 'creds'`)
    expect(await failure(rowsWith(secret))).toEqual({ code, fault: 'damaged', rows: ['creds/creds'] })
  })

  test.each([
    ['no JSON', '{"noiseKey":'],
    ['another thing', '{}'],
    ['nothing', 'null'],
    [
      'half of them',
      JSON.stringify({ ...initAuthCreds(), noiseKey: {}, registrationId: generateRegistrationId() }),
    ],
  ])('of credentials that are %s', async (_, value) => {
    const { rowsWith } = await opened()
    await rowsWith(secret).write([{ type: 'creds', id: 'creds', value }])
    expect(await failure(rowsWith(secret))).toEqual({ code, fault: 'damaged', rows: ['creds/creds'] })
  })

  test('found while it runs is told, and no key is taken for absent', async () => {
    const { url, rowsWith } = await opened()
    const told: string[][] = []
    const { state } = await openAuthState(rowsWith(secret), ({ rows }) => told.push(rows))
    await query(url, `UPDATE whatsapp_keys SET checksum = '\\x00' WHERE type = 'session'`)
    await expect(state.keys.get('session', ['99123.0', 'lain'])).rejects.toMatchObject({
      code,
      fault: 'damaged',
    })
    expect(told).toEqual([['session/99123.0']])
    expect(await state.keys.get('lid-mapping', ['628'])).toEqual({ '628': '99' })
  })

  test('is not what a changed SECRET_KEY is, and the right one opens it again', async () => {
    const { rowsWith, creds } = await opened()
    const rows = ['creds/creds', 'lid-mapping/628', 'session/99123.0']
    expect(await failure(rowsWith('x'.repeat(32)))).toEqual({ code, fault: 'other-key', rows })
    expect(await failure(rowsWith(null))).toEqual({ code, fault: 'no-key', rows })
    expect(plain((await openAuthState(rowsWith(secret))).state.creds)).toEqual(creds)
  })
})

test('a process killed at any moment leaves one of the states it wrote', { timeout: 60_000 }, async () => {
  const { url, rowsWith } = await openDatabase()
  let last = -1
  for (const afterMs of [5, 40, 90, 160]) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'writing-process.ts'), url, secret],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = once(child, 'close')
    const lines = createInterface(child.stdout)
    let heard = 0
    lines.on('line', (line) => {
      last = (JSON.parse(line) as { n: number }).n
      heard += 1
    })
    await expect.poll(() => heard, { timeout: 30_000, interval: 1 }).toBeGreaterThan(1)
    await sleep(afterMs)
    child.kill('SIGKILL')
    await ended
    const { state } = await openAuthState(rowsWith(secret))
    const n = state.creds.additionalData as number
    const ids = Array.from({ length: sessionsTogether }, (_, i) => `${i}`)
    const sessions = Object.values(await state.keys.get('session', ids)).map(String)
    expect(sessions).toEqual(ids.map(() => `${n}`))
    expect(Object.keys(await state.keys.get('pre-key', [`${n - 1}`, `${n}`, `${n + 1}`]))).toEqual([`${n}`])
    expect(n === last || n === last + 1).toBe(true)
    expect(n).toBeGreaterThan(0)
  }
})
