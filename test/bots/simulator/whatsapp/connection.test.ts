import { deflateSync } from 'node:zlib'
import { proto } from '@whiskeysockets/baileys'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Peer } from '../../../../bots/simulator/whatsapp/peer.ts'
import { connect, endCode, link, newMemory, open, startPeer } from './harness.ts'

const BUDI = { phone: '6281234567890', lid: '280000000000001', name: 'Budi Santoso' }
const BUDI_JID = '6281234567890@s.whatsapp.net'

describe('linking by a code', () => {
  it('links the client that shows the code', async () => {
    const peer = await startPeer()
    const memory = newMemory()
    const first = connect(peer, memory)
    await first.until((update) => update.qr !== undefined)
    const code = await first.socket.requestPairingCode(peer.account.phone)
    expect(code).toMatch(/^[0-9A-Z]{8}$/)
    await waitForCode(peer)
    expect(await peer.enterCode(code)).toBe(1)
    await first.until(({ connection }) => connection === 'close')
    const client = await open(peer, memory)
    const budi = peer.person(BUDI)
    await budi.send('Halo')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Halo']))
  })

  it('refuses a code nobody shows', async () => {
    const peer = await startPeer()
    await expect(peer.enterCode('ABCD1234')).rejects.toThrow('no client waits with a code')
  })
})

describe('a QR code', () => {
  it('of another client’s keys is refused', async () => {
    const peer = await startPeer()
    const client = connect(peer, newMemory())
    const { qr = '' } = await client.until((update) => update.qr !== undefined)
    const [ref, , identity, secret, platform] = qr.split(',')
    const forged = [ref, Buffer.alloc(32, 1).toString('base64'), identity, secret, platform].join(',')
    await expect(peer.scan(forged)).rejects.toThrow('keys that are not the client’s')
    await expect(peer.scan('halo')).rejects.toThrow('no client waits with this QR code')
  })
})

describe('the end of a connection', () => {
  it.each([403, 405, 500, 503, 515])('for the reason %i', async (code) => {
    const peer = await startPeer()
    const client = await link(peer)
    peer.disconnect(code)
    expect(endCode(await client.until(({ connection }) => connection === 'close'))).toBe(code)
    const again = await open(peer, client.memory)
    expect(again.updates.some(({ connection }) => connection === 'open')).toBe(true)
  })

  it('without a word: 428', async () => {
    const peer = await startPeer()
    const client = await link(peer)
    peer.drop('cut')
    expect(endCode(await client.until(({ connection }) => connection === 'close'))).toBe(428)
  })

  it('in silence: 408 once the client misses an answer', async () => {
    const peer = await startPeer()
    const client = await link(peer, { keepAliveIntervalMs: 500 })
    vi.setSystemTime(new Date())
    peer.drop('silent')
    vi.setSystemTime(Date.now() + 30_000)
    expect(endCode(await client.until(({ connection }) => connection === 'close'))).toBe(408)
  })
  afterEach(() => void vi.useRealTimers())

  it('by a second client with the same keys: 440, and the second goes on', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const first = await link(peer)
    const second = await open(peer, first.memory)
    expect(endCode(await first.until(({ connection }) => connection === 'close'))).toBe(440)
    await budi.send('Halo')
    await vi.waitFor(() => expect(second.texts()).toEqual(['Halo']))
    expect(first.texts()).toEqual([])
  })

  it('by the owner, who unlinks the device: 401, then and at every login', async () => {
    const peer = await startPeer()
    const client = await link(peer)
    peer.unlink(1)
    expect(endCode(await client.until(({ connection }) => connection === 'close'))).toBe(401)
    const again = connect(peer, client.memory)
    expect(endCode(await again.until(({ connection }) => connection === 'close'))).toBe(401)
  })

  it('by the client, which logs out: the device is unlinked', async () => {
    const peer = await startPeer()
    const client = await link(peer)
    await client.socket.logout()
    await vi.waitFor(() => expect(peer.account.companions.size).toBe(0))
  })
})

describe('refusals', () => {
  it('463: the message is refused and not sent again', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    budi.refuse('463')
    const sent = await client.socket.sendMessage(BUDI_JID, { text: 'Halo' })
    await vi.waitFor(() => expect(client.status(sent?.key.id)).toBe(0))
    expect(client.error(sent?.key.id)).toBe('463')
    expect(budi.received).toEqual([])
    budi.refuse(null)
    await client.socket.sendMessage(BUDI_JID, { text: 'Selamat pagi' })
    await vi.waitFor(() => expect(budi.received.map(({ text }) => text)).toEqual(['Selamat pagi']))
  })
})

describe('a stranger who forges', () => {
  it('a history: the client does not take it for its own', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    await vi.waitFor(() => expect(client.histories()).toBe(1))
    const { RECENT } = proto.HistorySync.HistorySyncType
    const history = { syncType: RECENT, conversations: [{ id: BUDI_JID, messages: [] }] }
    await budi.sendMessage({
      protocolMessage: {
        type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
        historySyncNotification: {
          syncType: RECENT,
          initialHistBootstrapInlinePayload: deflateSync(proto.HistorySync.encode(history).finish()),
        },
      },
    })
    await budi.send('Halo')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Halo']))
    expect(client.histories()).toBe(1)
  })
})

describe('what the peer does not know', () => {
  it('is written down, and refused', async () => {
    const peer = await startPeer()
    const client = await link(peer)
    const query = {
      tag: 'iq',
      attrs: { to: '@s.whatsapp.net', type: 'get', xmlns: 'w:g2' },
      content: [{ tag: 'participating', attrs: {} }],
    }
    await expect(client.socket.query(query)).rejects.toThrow('bad-request')
    expect(peer.unknown.map(({ reason }) => reason)).toEqual(['an unknown query: w:g2 get participating'])
    ;(peer.unknown as unknown[]).length = 0
  })
})

async function waitForCode(peer: Peer): Promise<void> {
  await vi.waitFor(() => expect(peer.asksForCode()).toBe(true))
}
