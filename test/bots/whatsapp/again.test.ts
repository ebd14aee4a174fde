import { encodeBigEndian, type BinaryNode } from '@whiskeysockets/baileys'
import { describe, expect, test } from 'vitest'
import { query } from '../../fixtures/database.ts'
import type { Whatsapp } from './harness.ts'
import { aMoment, givenWhatsapp, sendTo, shownTo, textsOf, until } from './given.ts'

describe('a message the telephone could not read is sent again', () => {
  test('from what is kept of it', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online()
    const { siti } = whatsapp
    await siti.send('halo')
    await sendTo(channel, siti, { text: 'satu' })
    await until(() => shownTo(siti)).toEqual(['satu'])
    siti.forgetSessions()
    await sendTo(channel, siti, { text: 'dua' })
    await until(() => shownTo(siti)).toEqual(['satu', 'dua'])
    expect(siti.repeats()).toBe(0)
  })

  test('also by a program that has been started anew meanwhile', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online()
    const { ids } = await sendTo(channel, whatsapp.siti, { text: 'satu' })
    await until(() => shownTo(whatsapp.siti)).toEqual(['satu'])
    await channel.stop()
    await whatsapp.restartPeer(withoutReceived)
    await whatsapp.online()
    const { siti, peer } = whatsapp
    expect(shownTo(siti)).toEqual([])
    peer.deliver(askingAgain(siti.phone, ids[0] ?? ''))
    await until(() => shownTo(siti)).toEqual(['satu'])
  })
})

describe('a message the program could not read comes again', () => {
  test('and is taken once', async () => {
    const whatsapp = await givenWhatsapp()
    const first = await whatsapp.online()
    const { siti, databaseUrl } = whatsapp
    await siti.send('satu')
    await until(() => textsOf(first.taken)).toEqual(['satu'])
    await sendTo(first.channel, siti, { text: 'baik' })
    await until(() => shownTo(siti)).toEqual(['baik'])
    const before = await siti.send('dua')
    await until(() => siti.state(before)).toBe('read')
    await first.channel.stop()
    await query(databaseUrl, `DELETE FROM whatsapp_keys WHERE type = 'session'`)
    const second = await whatsapp.online()
    const id = await siti.send('tiga')
    await until(() => textsOf(second.taken)).toEqual(['tiga'])
    await until(() => siti.state(id)).toBe('read')
    await aMoment()
    expect(second.taken).toHaveLength(1)
  })
})

describe('what comes twice is taken once', () => {
  test('messages that waited while nobody listened', async () => {
    const whatsapp = await givenWhatsapp()
    const { siti } = whatsapp
    const texts = Array.from({ length: 12 }, (_, at) => `pesan ${at + 1}`)
    for (const text of texts) await siti.send(text)
    const first = await whatsapp.online()
    await until(() => textsOf(first.taken)).toEqual(texts)
    await first.channel.stop()
    const second = await whatsapp.online()
    await siti.send('baru')
    await until(() => textsOf(second.taken)).toEqual(['baru'])
    await aMoment()
    expect(first.taken).toHaveLength(texts.length)
    expect(second.taken).toHaveLength(1)
  })

  test('a message whose receipt WhatsApp lost', async () => {
    const whatsapp = await givenWhatsapp()
    const envelopes: BinaryNode[] = []
    const take = async () => void envelopes.push(...waitingIn(whatsapp))
    const { taken } = await whatsapp.online({ take })
    const { siti, peer } = whatsapp
    const id = await siti.send('satu')
    await until(() => siti.state(id)).toBe('read')
    peer.deliver(envelopes[0]!)
    // It cannot be read twice, so the telephone is asked for it once more.
    await until(() => waitingIn(whatsapp)).toEqual([])
    await siti.send('dua')
    await until(() => textsOf(taken)).toEqual(['satu', 'dua'])
    await aMoment(600)
    expect(taken).toHaveLength(2)
  })

  test('the same message of the desk, sent again, stands once on the telephone', async () => {
    const whatsapp = await givenWhatsapp()
    const { channel } = await whatsapp.online()
    const { siti } = whatsapp
    const parts = { text: 'a'.repeat(5_000) }
    const first = await sendTo(channel, siti, parts, 'outbox/7')
    const again = await sendTo(channel, siti, parts, 'outbox/7')
    expect(again).toEqual(first)
    await sendTo(channel, siti, { text: 'lain' }, 'outbox/8')
    await until(() => siti.received).toHaveLength(3)
    expect(siti.repeats()).toBe(2)
  })
})

/** The messages the peer has sent and has no receipt for. */
function waitingIn({ peer }: Pick<Whatsapp, 'peer'>): BinaryNode[] {
  const waiting = [...peer.account.companions.values()].flatMap(({ mailbox }) => mailbox.pending())
  return waiting.filter(({ tag }) => tag === 'message')
}

/** The peer's memory, but for what the telephones received. */
function withoutReceived(snapshot: string): string {
  const saved = JSON.parse(snapshot) as { people: { received: unknown[] }[] }
  for (const person of saved.people) person.received = []
  return JSON.stringify(saved)
}

/** What a telephone says of a message that it could not read. */
function askingAgain(phone: string, id: string): BinaryNode {
  const t = String(Math.floor(Date.now() / 1000))
  return {
    tag: 'receipt',
    attrs: { id, from: `${phone}@s.whatsapp.net`, type: 'retry', t },
    content: [
      { tag: 'retry', attrs: { v: '1', count: '1', id, t } },
      { tag: 'registration', attrs: {}, content: encodeBigEndian(1) },
    ],
  }
}
