import { describe, expect, test } from 'vitest'
import { aMoment, givenWhatsapp, sendTo, textsOf, until } from './given.ts'

describe('the sender sees that a message was read', () => {
  test('only once it is kept, and not even that it arrived before', async () => {
    const whatsapp = await givenWhatsapp()
    let release = () => {}
    const stored = new Promise<void>((resolve) => (release = resolve))
    let reached = false
    await whatsapp.online({
      take: () => {
        reached = true
        return stored
      },
    })
    const id = await whatsapp.siti.send('halo')
    await until(() => reached).toBe(true)
    await aMoment()
    expect(whatsapp.siti.state(id)).toBe('sent')
    release()
    await until(() => whatsapp.siti.state(id)).toBe('read')
  })

  test('at the next start, where it could not be kept in this one', async () => {
    const whatsapp = await givenWhatsapp()
    const first = await whatsapp.online({ take: () => Promise.reject(new Error('the store is away')) })
    const id = await whatsapp.siti.send('halo')
    await until(() => whatsapp.logged.map(({ event }) => event)).toContain('whatsapp-message-not-taken')
    await first.channel.stop()
    expect(whatsapp.siti.state(id)).toBe('sent')
    const second = await whatsapp.online()
    await until(() => textsOf(second.taken)).toEqual(['halo'])
    await until(() => whatsapp.siti.state(id)).toBe('read')
    expect(first.taken).toEqual([])
  })
})

describe('while the database is away', () => {
  test('nothing is lost, and the order of every chat is kept', async () => {
    const whatsapp = await givenWhatsapp()
    let isAway = true
    const { taken } = await whatsapp.online({
      take: async () => {
        if (isAway) throw new Error('the store is away')
      },
    })
    const budi = whatsapp.peer.person({ phone: '6281200005555', lid: '280000000000055', name: 'Budi' })
    const said: string[] = []
    for (let at = 1; at <= 8; at += 1) {
      await whatsapp.siti.send(`siti ${at}`)
      await budi.send(`budi ${at}`)
      said.push(`siti ${at}`, `budi ${at}`)
    }
    await aMoment()
    expect(taken).toEqual([])
    isAway = false
    await until(() => textsOf(taken)).toHaveLength(said.length)
    expect(textsOf(taken)).toEqual(said)
  })
})

describe('that an answer is being written', () => {
  test('is shown where it takes long, and ends with the answer', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel, taken } = await whatsapp.online({ typingAfterMs: 100 })
    const { siti } = whatsapp
    await siti.send('halo')
    await until(() => taken).toHaveLength(1)
    await until(() => siti.typing()).toBe('composing')
    await sendTo(channel, siti, { text: 'Selamat pagi.' })
    await until(() => siti.typing()).toBe(null)
  })

  test('is not shown where the answer is quick', async () => {
    const whatsapp = await givenWhatsapp()
    const shown: (string | null)[] = []
    const { channel, taken } = await whatsapp.online({ typingAfterMs: 1_000 })
    const { siti } = whatsapp
    whatsapp.peer.onChange(({ kind }) => kind === 'typing' && shown.push(siti.typing()))
    await siti.send('halo')
    await until(() => taken).toHaveLength(1)
    await sendTo(channel, siti, { text: 'Selamat pagi.' })
    await aMoment(1_200)
    expect(shown).toEqual([])
  })
})
