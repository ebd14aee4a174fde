import { describe, expect, it } from 'vitest'
import { connect, endCode, newMemory, open, startPeer } from './harness.ts'

describe('linking by QR code', () => {
  it('shows a code, is linked, starts anew and logs in', async () => {
    const peer = await startPeer()
    const memory = newMemory()
    const first = connect(peer, memory)
    const { qr } = await first.until((update) => update.qr !== undefined)
    expect(qr).toMatch(/^https:\/\/wa\.me\/settings\/linked_devices#2@/)
    expect(await peer.scan(qr ?? '')).toBe(1)
    const closed = await first.until(({ connection }) => connection === 'close')
    expect(endCode(closed)).toBe(515)
    expect(memory.creds.me).toMatchObject({
      id: '6281100001111:1@s.whatsapp.net',
      lid: '190000000001111:1@lid',
      name: 'Sigap',
    })
    await open(peer, memory)
    expect(peer.account.companions.get(1)?.preKeys.length).toBeGreaterThan(800)
    expect(peer.unknown).toEqual([])
  })
})
