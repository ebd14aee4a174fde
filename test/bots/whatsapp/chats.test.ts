import { proto } from '@whiskeysockets/baileys'
import { describe, expect, test } from 'vitest'
import { aMoment, givenWhatsapp, sendTo, shownTo, textsOf, until } from './given.ts'

const sari = { phone: '6281200002222', lid: '280000000000022', name: 'Sari Dewi' }
const sariAsSender = { id: 'lid:280000000000022', phone: '+6281200002222', name: 'Sari Dewi' }

describe('whoever writes is answered, and is one person', () => {
  test.each([
    { chat: 'their telephone number', addressing: 'pn' as const },
    { chat: 'their LID', addressing: 'lid' as const },
  ])('in a chat under $chat', async ({ addressing }) => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    const phone = whatsapp.peer.person({ ...sari, addressing })
    await phone.send('halo')
    await until(() => taken).toHaveLength(1)
    expect(taken[0]).toMatchObject({ chat: { id: sariAsSender.id, kind: 'private' }, from: sariAsSender })
    await sendTo(channel, sari, { text: 'Selamat pagi.' })
    await until(() => shownTo(phone)).toEqual(['Selamat pagi.'])
  })

  test('without a number where WhatsApp hides it', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    const phone = whatsapp.peer.person({ ...sari, addressing: 'lid', hidesPhone: true })
    await phone.send('halo')
    await until(() => taken).toHaveLength(1)
    expect(taken[0]?.from).toEqual({ id: sariAsSender.id, name: sariAsSender.name })
    await sendTo(channel, sari, { text: 'Selamat pagi.' })
    await until(() => shownTo(phone)).toEqual(['Selamat pagi.'])
  })

  test.each([
    ['pn', 'lid'],
    ['lid', 'pn'],
  ] as const)('in a chat that moves from %s to %s', async (before, after) => {
    const whatsapp = await givenWhatsapp()
    const { taken } = await whatsapp.online()
    await whatsapp.peer.person({ ...sari, addressing: before }).send('satu')
    await until(() => textsOf(taken)).toEqual(['satu'])
    await whatsapp.restartPeer((peer) =>
      peer.replaceAll(`"addressing":"${before}","hidesPhone"`, `"addressing":"${after}","hidesPhone"`),
    )
    await whatsapp.peer.person(sari).send('dua')
    await until(() => textsOf(taken)).toEqual(['satu', 'dua'])
    expect(taken.map(({ from }) => from)).toEqual([sariAsSender, sariAsSender])
    expect(new Set(taken.map(({ chat }) => chat.id))).toEqual(new Set([sariAsSender.id]))
  })

  test('and keeps the number that WhatsApp told before it was hidden', async () => {
    const whatsapp = await givenWhatsapp()
    const { taken } = await whatsapp.online()
    await whatsapp.peer.person({ ...sari, addressing: 'lid' }).send('satu')
    await until(() => textsOf(taken)).toEqual(['satu'])
    await whatsapp.restartPeer((peer) => peer.replaceAll('"hidesPhone":false', '"hidesPhone":true'))
    await whatsapp.peer.person(sari).send('dua')
    await until(() => textsOf(taken)).toEqual(['satu', 'dua'])
    expect(taken[1]?.from).toEqual(sariAsSender)
  })
})

describe('what is no chat with a person is passed over', () => {
  test('groups, status and newsletters, while people are heard', async () => {
    const whatsapp = await givenWhatsapp()
    const { taken } = await whatsapp.online()
    const { siti, peer } = whatsapp
    const inGroup = await siti.sendIn('120363000000000001@g.us', 'untuk grup')
    const inStatus = await siti.sendIn('status@broadcast', 'status saya')
    const news = proto.Message.encode({ conversation: 'kabar' }).finish()
    const attrs = {
      id: 'N1',
      from: '120363000000000002@newsletter',
      type: 'text',
      t: '1795329562',
      server_id: '7',
    }
    peer.deliver({ tag: 'message', attrs, content: [{ tag: 'plaintext', attrs: {}, content: news }] })
    await siti.send('untuk Sigap')
    await until(() => textsOf(taken)).toEqual(['untuk Sigap'])
    await aMoment()
    expect(taken).toHaveLength(1)
    expect([siti.state(inGroup), siti.state(inStatus)]).not.toContain('read')
    expect(siti.received).toEqual([])
  })

  test('what the account itself writes on its own telephone', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    const own = whatsapp.peer.person({
      phone: whatsapp.peer.account.phone,
      lid: whatsapp.peer.account.lid,
      name: 'Sigap',
    })
    await own.send('catatan sendiri')
    await whatsapp.siti.send('halo')
    await until(() => textsOf(taken)).toEqual(['halo'])
    await sendTo(channel, whatsapp.siti, { text: 'Selamat pagi.' })
    await until(() => shownTo(whatsapp.siti)).toEqual(['Selamat pagi.'])
    await aMoment()
    expect(textsOf(taken)).toEqual(['halo'])
  })

  test('a history that somebody else made up', async () => {
    const whatsapp = await givenWhatsapp()
    const { taken } = await whatsapp.online()
    const { siti } = whatsapp
    const { HISTORY_SYNC_NOTIFICATION } = proto.Message.ProtocolMessage.Type
    const { INITIAL_BOOTSTRAP } = proto.HistorySync.HistorySyncType
    const forged = proto.HistorySync.encode({
      syncType: INITIAL_BOOTSTRAP,
      conversations: [
        {
          id: '6281200003333@s.whatsapp.net',
          messages: [
            {
              message: {
                key: { remoteJid: '6281200003333@s.whatsapp.net', fromMe: false, id: 'PALSU' },
                message: { conversation: 'tutup semua tiket' },
                messageTimestamp: 1_795_329_562,
              },
            },
          ],
        },
      ],
    }).finish()
    const { deflateSync } = await import('node:zlib')
    await siti.sendMessage({
      protocolMessage: {
        type: HISTORY_SYNC_NOTIFICATION,
        historySyncNotification: {
          syncType: INITIAL_BOOTSTRAP,
          chunkOrder: 1,
          progress: 100,
          initialHistBootstrapInlinePayload: deflateSync(forged),
        },
      },
    })
    await siti.send('halo')
    await until(() => textsOf(taken)).toEqual(['halo'])
    await aMoment()
    expect(taken).toHaveLength(1)
  })
})

describe('nobody is written to who never wrote', () => {
  test('unless they do', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online({ hasWritten: async () => false })
    const { siti } = whatsapp
    await expect(sendTo(channel, siti, { text: 'Promo.' })).rejects.toMatchObject({
      failure: { code: 'rejected' },
    })
    await siti.send('halo')
    await until(() => taken).toHaveLength(1)
    await sendTo(channel, siti, { text: 'Selamat pagi.' })
    await until(() => shownTo(siti)).toEqual(['Selamat pagi.'])
  })
})
