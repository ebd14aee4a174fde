import { describe, expect, test } from 'vitest'
import { endOf } from '../../../bots/whatsapp/ends.ts'
import { query } from '../../fixtures/database.ts'
import { aMoment, givenWhatsapp, sendTo, shownTo, textsOf, until, type Given } from './given.ts'

describe('a connection that ends', () => {
  test.each([503, 515, 428, 500])('with %i is made again, and nothing is missed', async (code) => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    await whatsapp.siti.send('sebelum')
    await until(() => textsOf(taken)).toEqual(['sebelum'])
    whatsapp.notices.length = 0
    whatsapp.peer.disconnect(code)
    await whatsapp.siti.send('sesudah')
    await until(() => textsOf(taken)).toEqual(['sebelum', 'sesudah'])
    expect(whatsapp.notices.map(({ kind }) => kind)).toEqual(['linked'])
    await sendTo(channel, whatsapp.siti, { text: 'Ya.' })
    await until(() => shownTo(whatsapp.siti)).toEqual(['Ya.'])
  })

  test('cut in the middle of a message is made again, and the message comes once', async () => {
    const whatsapp = await givenWhatsapp()
    let tries = 0
    const take = async () => {
      tries += 1
      if (tries === 1) whatsapp.peer.drop('cut')
    }
    const { taken } = await whatsapp.online({ take })
    const id = await whatsapp.siti.send('halo')
    await until(() => whatsapp.told('linked')).toHaveLength(2)
    await until(() => whatsapp.siti.state(id)).toBe('read')
    expect(textsOf(taken)).toEqual(['halo'])
  })

  // Baileys gives a silent connection its own interval and five seconds more.
  test('without a word is noticed, and what was said meanwhile comes', async () => {
    const whatsapp = await givenWhatsapp()
    const { taken } = await whatsapp.online({ timing: { keepAliveIntervalMs: 200 } })
    await whatsapp.siti.send('sebelum')
    await until(() => textsOf(taken)).toEqual(['sebelum'])
    whatsapp.peer.drop('silent')
    const id = await whatsapp.siti.send('sesudah')
    expect(whatsapp.siti.state(id)).toBe('sent')
    await until(() => textsOf(taken)).toEqual(['sebelum', 'sesudah'])
    await until(() => whatsapp.siti.state(id)).toBe('read')
  })
})

describe('a connection that another program has taken', () => {
  test('is left to it, until the operator says otherwise', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    whatsapp.peer.disconnect(440)
    await until(() => whatsapp.told('replaced')).toHaveLength(1)
    await expectRest(whatsapp)
    await whatsapp.siti.send('halo')
    channel.link()
    await until(() => textsOf(taken)).toEqual(['halo'])
    expect(whatsapp.told('qr')).toEqual([])
  })
})

describe('an account that takes the link back', () => {
  test('is told, forgotten and asked for a new link; what waited goes out over that', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online({ scans: false })
    await sendTo(channel, whatsapp.siti, { text: 'Sebelum.' }, '7')
    await until(() => shownTo(whatsapp.siti)).toEqual(['Sebelum.'])
    whatsapp.notices.length = 0
    const [device] = whatsapp.peer.account.companions.keys()
    whatsapp.peer.unlink(device!)
    await until(() => whatsapp.notices.map(({ kind }) => kind)).toEqual(['unlinked', 'qr'])
    expect(await keyTypes(whatsapp)).toEqual(['creds'])
    const waiting = { text: 'Sesudah.' }
    await expect(sendTo(channel, whatsapp.siti, waiting, '8')).rejects.toMatchObject({
      failure: { code: 'offline' },
    })
    await whatsapp.peer.scan(whatsapp.told('qr')[0]!.qr)
    await until(() => whatsapp.told('linked')).toHaveLength(1)
    await sendTo(channel, whatsapp.siti, waiting, '8')
    await until(() => shownTo(whatsapp.siti)).toEqual(['Sebelum.', 'Sesudah.'])
  })

  test('while the program is away is found at the next start', async () => {
    const whatsapp = await givenWhatsapp()
    const [device] = whatsapp.peer.account.companions.keys()
    whatsapp.peer.unlink(device!)
    const { taken } = await whatsapp.online()
    expect(whatsapp.notices.map(({ kind }) => kind)).toEqual(['unlinked', 'qr', 'linked'])
    await whatsapp.siti.send('halo')
    await until(() => textsOf(taken)).toEqual(['halo'])
  })
})

describe('an account that WhatsApp shuts out', () => {
  test('is told, and nothing is tried until the operator asks: then anew', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online({ scans: false })
    whatsapp.peer.disconnect(403)
    await until(() => whatsapp.told('forbidden')).toHaveLength(1)
    await expectRest(whatsapp)
    expect(await keyTypes(whatsapp)).toContain('pre-key')
    channel.link()
    await until(() => whatsapp.told('qr')).toHaveLength(1)
  })
})

describe('a program that WhatsApp finds too old', () => {
  test('tries a few times, then says so', async () => {
    const whatsapp = await givenWhatsapp()
    let refusals = 0
    const { channel } = await whatsapp.online()
    // Refused as soon as it has named itself, each time.
    const stop = whatsapp.peer.onChange(({ kind }) => {
      if (kind !== 'online') return
      refusals += 1
      whatsapp.peer.disconnect(405)
    })
    whatsapp.peer.disconnect(405)
    await until(() => whatsapp.told('outdated')).toHaveLength(1)
    await expectRest(whatsapp)
    expect(refusals).toBe(5)
    stop()
    whatsapp.notices.length = 0
    channel.link()
    await until(() => whatsapp.told('linked')).toHaveLength(1)
  })
})

describe('an account that WhatsApp holds back', () => {
  test('writes to that person once, and says so', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online()
    let sent = 0
    whatsapp.peer.account.copies.length = 0
    whatsapp.siti.refuse('463')
    const failure = sendTo(channel, whatsapp.siti, { text: 'Halo.' }).finally(() => (sent += 1))
    await expect(failure).rejects.toMatchObject({ failure: { code: 'unreachable' }, retryable: false })
    expect(whatsapp.told('restricted')).toEqual([{ kind: 'restricted' }])
    await aMoment()
    expect([sent, whatsapp.siti.received.length]).toEqual([1, 0])
    whatsapp.siti.refuse(null)
    await aMoment()
    expect(shownTo(whatsapp.siti)).toEqual([])
  })
})

test.each([
  [408, true, 'retry'],
  [408, false, 'unscanned'],
  [401, true, 'unlinked'],
  [411, true, 'unlinked'],
  [undefined, true, 'retry'],
  [599, true, 'retry'],
] as const)('an end with %s of a link that was made (%s) asks for: %s', (code, wasLinked, kind) => {
  expect(endOf(code, wasLinked)).toEqual({ kind })
})

/** Nobody connects for a while. */
async function expectRest(whatsapp: Given): Promise<void> {
  let connected = 0
  const stop = whatsapp.peer.onChange(({ kind }) => kind === 'online' && (connected += 1))
  await aMoment()
  stop()
  expect(connected).toBe(0)
}

async function keyTypes({ databaseUrl }: Given): Promise<string[]> {
  const rows = await query<{ type: string }>(
    databaseUrl,
    'SELECT DISTINCT type FROM whatsapp_keys ORDER BY type',
  )
  return rows.map(({ type }) => type)
}
