import { proto } from '@whiskeysockets/baileys'
import { describe, expect, it, vi } from 'vitest'
import { link, open, startPeer } from './harness.ts'

const BUDI = { phone: '6281234567890', lid: '280000000000001', name: 'Budi Santoso' }
const SARI = { phone: '6281234567891', lid: '280000000000002', name: 'Sari', addressing: 'lid' as const }
const BUDI_JID = '6281234567890@s.whatsapp.net'
const SARI_JID = '280000000000002@lid'

describe('a person writes', () => {
  it('in a phone-number chat: the client decrypts it and knows the LID', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    const id = await budi.send('Selamat pagi, surel saya tidak bisa dibuka')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Selamat pagi, surel saya tidak bisa dibuka']))
    const { message, type } = client.messages.at(-1) ?? {}
    expect(type).toBe('notify')
    expect(message?.pushName).toBe('Budi Santoso')
    expect(message?.key).toMatchObject({
      id,
      fromMe: false,
      remoteJid: BUDI_JID,
      remoteJidAlt: '280000000000001@lid',
    })
    await vi.waitFor(() => expect(budi.state(id)).toBe('delivered'))
    expect(peer.unknown).toEqual([])
  })

  it('in a LID chat: the phone number comes beside it', async () => {
    const peer = await startPeer()
    const sari = peer.person(SARI)
    const client = await link(peer)
    await sari.send('Halo')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Halo']))
    expect(client.messages.at(-1)?.message.key).toMatchObject({
      remoteJid: SARI_JID,
      remoteJidAlt: '6281234567891@s.whatsapp.net',
      addressingMode: 'lid',
    })
  })

  it('in a LID chat with a hidden number: the LID is all there is', async () => {
    const peer = await startPeer()
    const sari = peer.person({ ...SARI, hidesPhone: true })
    const client = await link(peer)
    await sari.send('Halo')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Halo']))
    expect(client.messages.at(-1)?.message.key.remoteJidAlt).toBeUndefined()
    await client.socket.sendMessage(SARI_JID, { text: 'Selamat pagi' })
    await vi.waitFor(() => expect(sari.received.map(({ text }) => text)).toEqual(['Selamat pagi']))
  })

  it('several messages in a row: each once, in their order', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    const texts = Array.from({ length: 20 }, (_, index) => `pesan ${index + 1}`)
    await Promise.all(texts.map((text) => budi.send(text)))
    await vi.waitFor(() => expect(client.texts()).toEqual(texts), 5_000)
  })
})

describe('the client writes', () => {
  it('to a phone number: the person decrypts it, the own phone gets a copy', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    const sent = await client.socket.sendMessage(BUDI_JID, { text: 'Laporan Anda sudah diterima' })
    await vi.waitFor(() => expect(budi.received).toHaveLength(1))
    expect(budi.received[0]).toMatchObject({
      id: sent?.key.id,
      addressing: 'pn',
      text: 'Laporan Anda sudah diterima',
    })
    expect(peer.account.copies).toMatchObject([
      {
        id: sent?.key.id,
        to: BUDI_JID,
        message: { extendedTextMessage: { text: 'Laporan Anda sudah diterima' } },
      },
    ])
  })

  it('in a LID chat, in answer to a message', async () => {
    const peer = await startPeer()
    const sari = peer.person(SARI)
    const client = await link(peer)
    await sari.send('Halo')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Halo']))
    await client.socket.sendMessage(SARI_JID, { text: 'Selamat pagi' })
    await vi.waitFor(() => expect(sari.received).toMatchObject([{ addressing: 'lid', text: 'Selamat pagi' }]))
  })

  it('learns how far its message got', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    const sent = await client.socket.sendMessage(BUDI_JID, { text: 'Sudah selesai' })
    await vi.waitFor(() => expect(client.status(sent?.key.id)).toBe(3))
    budi.read()
    await vi.waitFor(() => expect(client.status(sent?.key.id)).toBe(4))
  })

  it('tells that it read, and that it writes', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    const id = await budi.send('Halo')
    await vi.waitFor(() => expect(client.texts()).toEqual(['Halo']))
    await client.socket.readMessages([{ remoteJid: BUDI_JID, id, fromMe: false }])
    await vi.waitFor(() => expect(budi.state(id)).toBe('read'))
    await client.socket.sendPresenceUpdate('composing', BUDI_JID)
    await vi.waitFor(() => expect(budi.typing()).toBe('composing'))
  })

  it('asks whether numbers are on WhatsApp', async () => {
    const peer = await startPeer()
    peer.person(BUDI)
    const client = await link(peer)
    expect(await client.socket.onWhatsApp(BUDI.phone, '6289999999999')).toEqual([
      { jid: BUDI_JID, exists: true },
    ])
  })
})

describe('what did not decrypt', () => {
  it('is sent to the person again in a new session', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    await client.socket.sendMessage(BUDI_JID, { text: 'satu' })
    await vi.waitFor(() => expect(budi.received).toHaveLength(1))
    await budi.send('ya')
    await vi.waitFor(() => expect(client.texts()).toContain('ya'))
    budi.forgetSessions()
    await client.socket.sendMessage(BUDI_JID, { text: 'dua' })
    await vi.waitFor(() => expect(budi.received.map(({ text }) => text)).toEqual(['satu', 'dua']), 5_000)
  })

  it('is sent to the client again in a new session', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const client = await link(peer)
    await budi.send('satu')
    await vi.waitFor(() => expect(client.texts()).toEqual(['satu']))
    await client.socket.sendMessage(BUDI_JID, { text: 'baik' })
    await vi.waitFor(() => expect(budi.received).toHaveLength(1))
    await budi.send('dua')
    await vi.waitFor(() => expect(client.texts()).toEqual(['satu', 'dua']))
    await client.memory.state.keys.set({ session: { '280000000000001_1.0': null } })
    const id = await budi.send('tiga')
    await vi.waitFor(() => expect(client.texts()).toEqual(['satu', 'dua', 'tiga']), 5_000)
    expect(client.messages.filter(({ message }) => message.key.id === id)).toHaveLength(2)
  })
})

describe('while the client is away', () => {
  it('messages wait, and come as `append`', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const first = await link(peer)
    await first.socket.end(undefined)
    await budi.send('satu')
    await budi.send('dua')
    const second = await open(peer, first.memory)
    await vi.waitFor(() => expect(second.texts()).toEqual(['satu', 'dua']))
    expect(second.messages.map(({ type }) => type)).toEqual(['append', 'append'])
    await second.socket.end(undefined)
    const third = await open(peer, first.memory)
    await budi.send('tiga')
    await vi.waitFor(() => expect(third.texts()).toEqual(['tiga']))
  })
})

describe('a connection that fell silent', () => {
  it('what was sent into it comes again', async () => {
    const peer = await startPeer()
    const budi = peer.person(BUDI)
    const first = await link(peer)
    await budi.send('satu')
    await vi.waitFor(() => expect(first.texts()).toEqual(['satu']))
    peer.drop('silent')
    const id = await budi.send('dua')
    expect(budi.state(id)).toBe('sent')
    await first.socket.end(undefined)
    const second = await open(peer, first.memory)
    await vi.waitFor(() => expect(second.texts()).toEqual(['dua']))
    await vi.waitFor(() => expect(budi.state(id)).toBe('delivered'))
  })
})

describe('what is no chat with a person', () => {
  it.each(['120363000000000001@g.us', 'status@broadcast'])(
    '%s arrives, and says where it is from',
    async (chat) => {
      const peer = await startPeer()
      const budi = peer.person(BUDI)
      const client = await link(peer)
      const id = await budi.sendIn(chat, 'untuk semua')
      await vi.waitFor(() => expect(client.texts()).toEqual(['untuk semua']))
      expect(client.messages.at(-1)?.message.key).toMatchObject({
        id,
        remoteJid: chat,
        participant: BUDI_JID,
      })
      await vi.waitFor(() => expect(budi.state(id)).toBe('delivered'))
    },
  )

  it('a newsletter arrives in the clear', async () => {
    const peer = await startPeer()
    const client = await link(peer)
    const bytes = proto.Message.encode({ conversation: 'kabar' }).finish()
    const attrs = {
      id: 'N1',
      from: '120363000000000002@newsletter',
      type: 'text',
      t: '1795329562',
      server_id: '7',
    }
    peer.deliver({ tag: 'message', attrs, content: [{ tag: 'plaintext', attrs: {}, content: bytes }] })
    await vi.waitFor(() => expect(client.texts()).toEqual(['kabar']))
    expect(client.messages.at(-1)?.message.key.remoteJid).toBe('120363000000000002@newsletter')
    await vi.waitFor(() => expect(peer.account.companions.get(1)?.mailbox.pending()).toEqual([]))
  })
})

describe('a restart of the peer', () => {
  it('keeps the device linked, the people, and what waits', async () => {
    const before = await startPeer()
    const client = await link(before)
    const budi = before.person(BUDI)
    await budi.send('satu')
    await vi.waitFor(() => expect(client.texts()).toEqual(['satu']))
    await client.socket.sendMessage(BUDI_JID, { text: 'dua' })
    await vi.waitFor(() => expect(budi.received).toHaveLength(1))
    await client.socket.end(undefined)
    await budi.send('tiga')
    const snapshot = before.snapshot()
    await before.close()

    const after = await startPeer({ snapshot })
    const again = after.person(BUDI)
    expect(JSON.stringify(again.received)).toBe(JSON.stringify(budi.received))
    const second = await open(after, client.memory)
    await vi.waitFor(() => expect(second.texts()).toEqual(['tiga']))
    await second.socket.sendMessage(BUDI_JID, { text: 'empat' })
    await vi.waitFor(() => expect(again.received.map(({ text }) => text)).toEqual(['dua', 'empat']), 5_000)
    await again.send('lima')
    await vi.waitFor(() => expect(second.texts()).toEqual(['tiga', 'lima']))
  })
})
