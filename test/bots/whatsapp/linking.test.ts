import { describe, expect, test } from 'vitest'
import { givenWhatsapp, sendTo, shownTo, textsOf, until } from './given.ts'

describe('an account is linked', () => {
  test('by its QR, which is shown once more each time until it is scanned', async () => {
    const whatsapp = await givenWhatsapp({ isLinked: false })
    const { taken } = await whatsapp.listen({ scans: false, timing: { qrTimeout: 150 } })
    await until(() => whatsapp.told('qr').length).toBeGreaterThan(1)
    const [first, newest] = [whatsapp.told('qr')[0]?.qr, whatsapp.told('qr').at(-1)?.qr ?? '']
    expect(first).not.toBe(newest)
    await whatsapp.peer.scan(newest)
    await until(() => whatsapp.told('linked')).toEqual([{ kind: 'linked', phone: '+6281100001111' }])
    await whatsapp.siti.send('halo')
    await until(() => textsOf(taken)).toEqual(['halo'])
  })

  test('by a code that its owner types', async () => {
    const whatsapp = await givenWhatsapp({ isLinked: false })
    const { channel, taken } = await whatsapp.listen({ phone: '6281100001111' })
    await until(() => whatsapp.told('code')).toHaveLength(1)
    await until(() => whatsapp.peer.asksForCode()).toBe(true)
    expect(whatsapp.told('qr')).toEqual([])
    await whatsapp.peer.enterCode(whatsapp.told('code')[0]?.code ?? '')
    await until(() => whatsapp.told('linked')).toHaveLength(1)
    await whatsapp.siti.send('halo')
    await until(() => textsOf(taken)).toEqual(['halo'])
    await sendTo(channel, whatsapp.siti, { text: 'Selamat pagi.' })
    await until(() => shownTo(whatsapp.siti)).toEqual(['Selamat pagi.'])
  })

  test('also after a code was asked for and never typed', async () => {
    const whatsapp = await givenWhatsapp({ isLinked: false })
    const first = await whatsapp.listen({ phone: '6281100001111' })
    await until(() => whatsapp.peer.asksForCode()).toBe(true)
    await until(() => whatsapp.told('code')).toHaveLength(1)
    await first.channel.stop()
    await whatsapp.listen({ phone: '6281100001111' })
    await until(() => whatsapp.told('code')).toHaveLength(2)
    await until(() => whatsapp.peer.asksForCode()).toBe(true)
    await whatsapp.peer.enterCode(whatsapp.told('code')[1]?.code ?? '')
    await until(() => whatsapp.told('linked')).toHaveLength(1)
  })

  test('once told that nobody scans, the channel waits until it is asked', async () => {
    const whatsapp = await givenWhatsapp({ isLinked: false })
    const { channel } = await whatsapp.listen({ scans: false, timing: { qrTimeout: 10 } })
    await until(() => whatsapp.told('unscanned')).toHaveLength(1)
    const shown = whatsapp.told('qr').length
    channel.link()
    await until(() => whatsapp.told('qr').length).toBeGreaterThan(shown)
  })

  test('until then nothing is sent', async () => {
    const whatsapp = await givenWhatsapp({ isLinked: false })
    const { channel } = await whatsapp.listen({ scans: false })
    await expect(sendTo(channel, whatsapp.siti, { text: 'Halo.' })).rejects.toMatchObject({
      failure: { code: 'offline' },
      retryable: true,
    })
  })
})

describe('a link lasts', () => {
  test('over a restart of the program', async () => {
    const whatsapp = await givenWhatsapp()
    const first = await whatsapp.online()
    await first.channel.stop()
    const { channel, taken } = await whatsapp.online()
    expect(whatsapp.told('qr')).toEqual([])
    await whatsapp.siti.send('masih di sini')
    await until(() => textsOf(taken)).toEqual(['masih di sini'])
    await sendTo(channel, whatsapp.siti, { text: 'Ya.' })
    await until(() => shownTo(whatsapp.siti)).toEqual(['Ya.'])
  })

  test('over a restart of WhatsApp, while the program goes on', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online()
    await whatsapp.siti.send('sebelum')
    await until(() => textsOf(taken)).toEqual(['sebelum'])
    whatsapp.notices.length = 0
    await whatsapp.restartPeer()
    await until(() => whatsapp.told('linked')).toHaveLength(1)
    await whatsapp.siti.send('sesudah')
    await until(() => textsOf(taken)).toEqual(['sebelum', 'sesudah'])
    await sendTo(channel, whatsapp.siti, { text: 'Ya.' })
    await until(() => shownTo(whatsapp.siti)).toEqual(['Ya.'])
    expect(whatsapp.told('qr')).toEqual([])
  })
})
