import { describe, expect, it } from 'vitest'
import { indonesian } from '../../../core/text/words.ts'
import { query } from '../../fixtures/database.ts'
import {
  openFrontDesk,
  staffGroup,
  type FrontDesk,
  type Sent,
  type Writer,
} from '../../fixtures/front-desk.ts'

const w = indonesian.binding
const rina: Writer = { channel: 'telegram', id: '501', name: 'Rina Marlina' }
const dewi: Writer = { channel: 'telegram', id: '502', name: 'Dewi' }
const phone = '+6281200000001'
const rinaWa: Writer = { channel: 'whatsapp', id: 'lid:7', name: 'rina', phone }
const othersWa: Writer = { channel: 'whatsapp', id: 'lid:8', name: 'x' }
const staff = [
  { role: 'help_desk', telegramId: '501' },
  { role: 'help_desk', telegramId: '502' },
]

const texts = (sent: Sent[], queue: string) => sent.filter((s) => s.queue === queue).map(({ text }) => text)

/** Asks for a code on Telegram. */
async function codeOf(desk: FrontDesk, who: Writer): Promise<string> {
  const [text = ''] = texts(await desk.write(who, '/wa'), `telegram:${who.id}`)
  return /KODE (\d{6})/.exec(text)?.[1] ?? 'none'
}

async function bound(desk: FrontDesk): Promise<void> {
  const code = await codeOf(desk, rina)
  await desk.write(rinaWa, code)
}

/** Where a direct message to somebody goes. */
async function directly(desk: FrontDesk, who: Writer): Promise<string[]> {
  await desk.store.transaction(async (tx) => {
    const person = (await tx.people.byIdentity(who.channel, who.id))!.id
    await tx.outbox.put([{ kind: 'to-person', person, message: { text: 'disposisi' } }])
  })
  return (await desk.sent()).map(({ queue }) => queue)
}

describe('/whatsapp', () => {
  it('gives a code in private, with the way to send it', async () => {
    const desk = await openFrontDesk(staff)
    const [text] = texts(await desk.write(rina, '/whatsapp'), 'telegram:501')
    const code = /KODE (\d{6})/.exec(text ?? '')?.[1] ?? ''
    expect(text).toBe(w.code(code, 15, '628123'))
    expect(text).toContain(`https://wa.me/628123?text=KODE%20${code}`)
    desk.app.bot.whatsapp = { phone: null }
    expect(texts(await desk.write(rina, '/whatsapp'), 'telegram:501')[0]).not.toContain('wa.me')
  })

  it('gives none in the group, to strangers, or where WhatsApp is not in use', async () => {
    const desk = await openFrontDesk(staff)
    const inGroup = await desk.write(rina, '/whatsapp', { group: staffGroup })
    expect(texts(inGroup, `telegram:${staffGroup}`)).toEqual([w.askPrivately('sigap_bot')])
    const stranger: Writer = { channel: 'telegram', id: '9', name: 'Joko' }
    expect(texts(await desk.write(stranger, '/whatsapp'), 'telegram:9')).toEqual([
      indonesian.requester.notForYou,
    ])
    delete desk.app.bot.whatsapp
    expect(texts(await desk.write(rina, '/whatsapp'), 'telegram:501')).toEqual([
      indonesian.whatsapp.link.notInUse,
    ])
    expect(await query(desk.url, `SELECT owner FROM prompts WHERE owner LIKE 'code:%'`)).toEqual([])
  })

  it('binds the WhatsApp that sends the code: direct messages and rights are there', async () => {
    const desk = await openFrontDesk(staff)
    const code = await codeOf(desk, rina)
    expect(await directly(desk, rina)).toEqual(['telegram:501'])
    const sent = await desk.write(rinaWa, ` kode ${code} `)
    expect(texts(sent, 'whatsapp:lid:7')).toEqual([w.bound('Rina Marlina', 'Help Desk')])
    expect(texts(sent, 'telegram:501')).toEqual([w.boundElsewhere(phone)])
    expect(await directly(desk, rina)).toEqual(['whatsapp:lid:7'])

    const requester = await desk.store.transaction((tx) =>
      tx.people.meet('telegram', { id: '9', name: 'Joko' }),
    )
    const { ticket } = await desk.open(requester.id, null)
    await desk.sent()
    const taken = texts(await desk.write(rinaWa, `/ambil ${ticket.id}`), 'whatsapp:lid:7')
    expect(taken[0]).toContain(ticket.number)
    const file = await desk.store.transaction((tx) => tx.tickets.peek(ticket.id))
    const person = await desk.store.transaction((tx) => tx.people.byIdentity('telegram', '501'))
    expect(file?.ticket.runs.at(-1)?.assignee).toBe(person?.id)
  })

  it('binds once by one code, for a quarter of an hour; a new code voids the one before', async () => {
    const desk = await openFrontDesk(staff)
    const first = await codeOf(desk, rina)
    const second = await codeOf(desk, rina)
    expect(texts(await desk.write(othersWa, first), 'whatsapp:lid:8')).toEqual([w.wrong])
    desk.wait(14)
    expect(texts(await desk.write(rinaWa, second), 'whatsapp:lid:7')).toEqual([
      w.bound('Rina Marlina', 'Help Desk'),
    ])
    expect(texts(await desk.write(othersWa, second), 'whatsapp:lid:8')).toEqual([w.wrong])
    const third = await codeOf(desk, rina)
    desk.wait(15)
    expect(texts(await desk.write(othersWa, third), 'whatsapp:lid:8')).toEqual([w.wrong])
  })

  it('hears no code for an hour after five wrong ones, also a right one', async () => {
    const desk = await openFrontDesk(staff)
    for (let i = 0; i < 5; i += 1)
      expect(texts(await desk.write(rinaWa, `KODE 00000${i}`), 'whatsapp:lid:7')).toEqual([w.wrong])
    const code = await codeOf(desk, rina)
    expect(texts(await desk.write(rinaWa, `KODE ${code}`), 'whatsapp:lid:7')).toEqual([w.tooMany])
    expect(await directly(desk, rina)).toEqual(['telegram:501'])
    desk.wait(61)
    const later = await codeOf(desk, rina)
    expect(texts(await desk.write(rinaWa, later), 'whatsapp:lid:7')).toHaveLength(1)
    expect(await directly(desk, rina)).toEqual(['whatsapp:lid:7'])
  })

  it('does not take the WhatsApp of another officer; the code stays good', async () => {
    const desk = await openFrontDesk(staff)
    await bound(desk)
    const code = await codeOf(desk, dewi)
    expect(texts(await desk.write(rinaWa, code), 'whatsapp:lid:7')).toEqual([w.othersAlready])
    expect(await directly(desk, rina)).toEqual(['whatsapp:lid:7'])
    expect(texts(await desk.write(othersWa, code), 'whatsapp:lid:8')).toEqual([w.bound('Dewi', 'Help Desk')])
  })

  it('takes six digits for an answer where something was asked, and for a message where a ticket is open', async () => {
    const desk = await openFrontDesk(staff)
    const code = await codeOf(desk, rina)
    await desk.write(othersWa, 'wifi mati')
    expect(texts(await desk.write(othersWa, code), 'whatsapp:lid:8')).not.toContain(w.wrong)
    expect(await directly(desk, rina)).toEqual(['telegram:501'])
    expect(texts(await desk.write(othersWa, `KODE ${code}`), 'whatsapp:lid:8')).toEqual([
      w.bound('Rina Marlina', 'Help Desk'),
    ])

    const wati: Writer = { channel: 'whatsapp', id: 'lid:9', name: 'Wati' }
    const { id } = await desk.store.transaction((tx) => tx.people.meet('whatsapp', wati))
    await desk.open(id, { channel: 'whatsapp', chat: 'lid:9' })
    await desk.sent()
    expect(texts(await desk.write(wati, '123456'), 'whatsapp:lid:9')).not.toContain(w.wrong)
    expect(texts(await desk.write(wati, 'KODE 123456'), 'whatsapp:lid:9')).toEqual([w.wrong])
  })

  it('is no code on Telegram', async () => {
    const desk = await openFrontDesk(staff)
    const code = await codeOf(desk, rina)
    await desk.write(dewi, code)
    expect(await directly(desk, rina)).toEqual(['telegram:501'])
    await bound(desk)
    expect(await directly(desk, rina)).toEqual(['whatsapp:lid:7'])
  })

  it('lets go: direct messages go to Telegram, and the WhatsApp has no rights any more', async () => {
    for (const where of [rina, rinaWa]) {
      const desk = await openFrontDesk(staff)
      await bound(desk)
      const answered = await desk.write(where, '/whatsapp lepas')
      expect(texts(answered, `${where.channel}:${where.id}`)).toEqual([w.released])
      expect(await directly(desk, rina)).toEqual(['telegram:501'])
      expect(texts(await desk.write(rinaWa, '/antrean'), 'whatsapp:lid:7')).toEqual([
        indonesian.requester.notForYou,
      ])
      expect(texts(await desk.write(rina, '/wa lepas'), 'telegram:501')).toEqual([w.notBound])
      await bound(desk)
      expect(await directly(desk, rina)).toEqual(['whatsapp:lid:7'])
    }
  })
})
