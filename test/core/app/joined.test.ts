import { describe, expect, it, onTestFinished } from 'vitest'
import { openRedisDrafts } from '../../../bots/drafts-redis.ts'
import { receiveAll } from '../../../core/app/receive.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import { openFrontDesk, type FrontDesk, type Writer } from '../../fixtures/front-desk.ts'
import { requireProgram } from '../../fixtures/programs.ts'
import { createRedis } from '../../fixtures/redis.ts'
import { happen } from '../../fixtures/samples.ts'

const phone = '+6281200000001'
const byNumber: Writer = { channel: 'whatsapp', id: 'pn:6281200000001', name: 'Wati', phone }
const byAccount: Writer = { channel: 'whatsapp', id: 'lid:7', name: 'Wati', phone }
const unnumbered: Writer = { channel: 'whatsapp', id: 'lid:7', name: 'Wati' }
const onTelegram: Writer = { channel: 'telegram', id: '9', name: 'Wati Lestari' }

const idOf = (desk: FrontDesk, { channel, id }: Writer) =>
  desk.store.transaction(async (tx) => (await tx.people.byIdentity(channel, id))?.id ?? '')
const metBy = (desk: FrontDesk, who: Writer) =>
  desk.store.transaction(async (tx) => (await tx.people.meet(who.channel, who)).id)

/** The ticket as it is kept, which must be the fold of its events. */
async function ticketOf(desk: FrontDesk, id: string) {
  return desk.store.transaction(async (tx) => {
    const file = await tx.tickets.peek(id)
    expect(file?.ticket).toEqual(fold(await tx.tickets.events(id)))
    return file!
  })
}

/** Begins to write by the number, and goes on by the account. */
async function goesOn(desk: FrontDesk): Promise<void> {
  const asked = await desk.write(byNumber, 'wifi kantor mati sejak pagi')
  expect(asked.map(({ queue }) => queue)).toEqual(['whatsapp:pn:6281200000001'])
  const draft = async ({ id }: Writer) =>
    desk.store.transaction((tx) => (desk.app.drafts ?? tx.drafts).load(`whatsapp:${id}`))
  const begun = await draft(byNumber)
  expect(begun).not.toBeNull()
  const sent = await desk.write(byAccount, '1')
  expect(sent.map(({ queue }) => queue)).toEqual(['whatsapp:lid:7'])
  expect(await draft(byAccount)).toMatchObject({ id: begun?.id, owner: 'whatsapp:lid:7' })
  expect((await draft(byAccount))?.answers).not.toEqual(begun?.answers)
  expect(await draft(byNumber)).toBeNull()
  expect(await idOf(desk, byNumber)).toBe(await idOf(desk, byAccount))
}

const describeWithRedis = requireProgram('redis-server', 'apt-get install -y redis-server')

describe('somebody whose account is learnt after the number', () => {
  it('goes on with what was being written', async () => {
    await goesOn(await openFrontDesk())
  })

  it('goes on also when both write at once: who changes is handled alone, and nothing is lost', async () => {
    const desk = await openFrontDesk()
    await desk.write(byNumber, 'wifi kantor mati sejak pagi')
    const chats = [
      await desk.arrive(onTelegram, '/status'),
      await desk.arrive(byNumber, 'sejak kemarin'),
      await desk.arrive(byAccount, 'STATUS'),
    ]
    const errors: unknown[] = []
    const handle = () => receiveAll(desk.app, [...chats], (error) => void errors.push(error))
    for (let tries = 0; tries < 20 && (await desk.store.depths()).inbox > 0; tries += 1) await handle()
    expect(await desk.store.depths()).toMatchObject({ inbox: 0, poison: 0 })
    expect(await idOf(desk, byNumber)).toBe(await idOf(desk, byAccount))
  })
})

describeWithRedis('somebody whose account is learnt after the number, with drafts in Redis', () => {
  it('goes on with what was being written', async () => {
    const redis = await createRedis()
    await redis.start()
    const { store, close } = await openRedisDrafts(redis.url, () => undefined)
    onTestFinished(async () => {
      await close()
      await redis.remove()
    })
    await goesOn(await openFrontDesk([], store))
  })
})

describe('two people who turn out to be one', () => {
  it('are joined with their tickets, the one known longer staying', async () => {
    const desk = await openFrontDesk()
    const first = await metBy(desk, unnumbered)
    const second = await metBy(desk, byNumber)
    const open = (await desk.open(second, { channel: 'whatsapp', chat: byNumber.id })).ticket.id
    const own = (await desk.open(first, { channel: 'whatsapp', chat: 'lid:7' })).ticket.id
    await desk.sent()
    await desk.write(byAccount, 'STATUS')
    expect([await idOf(desk, byAccount), await idOf(desk, byNumber)]).toEqual([first, first])
    const moved = await ticketOf(desk, open)
    expect(moved.ticket.requester).toBe(first)
    expect(moved.origin).toEqual({ channel: 'whatsapp', chat: 'lid:7' })
    expect((await ticketOf(desk, own)).ticket.version).toBe(2)
    const names = await desk.store.transaction((tx) => tx.people.names([first, second]))
    expect([...names.values()]).toEqual(['Wati', 'Wati'])
    const [status] = await desk.write(byAccount, 'STATUS')
    expect(status?.text).toContain(moved.ticket.number)
  })

  it('are joined by a contact the person shared themselves on Telegram, who stays', async () => {
    const desk = await openFrontDesk()
    const onWhatsapp = await metBy(desk, byAccount)
    const { id } = (await desk.open(onWhatsapp, { channel: 'whatsapp', chat: 'lid:7' })).ticket
    await desk.write(onTelegram, '/start')
    const telegram = await idOf(desk, onTelegram)
    const share = (own: boolean) =>
      desk.write(onTelegram, { kind: 'contact', phone: '6281200000001', own, name: 'Wati' })
    await share(false)
    expect(await idOf(desk, byAccount)).toBe(onWhatsapp)
    await share(true)
    expect(await idOf(desk, byAccount)).toBe(telegram)
    expect((await ticketOf(desk, id)).ticket.requester).toBe(telegram)
    const [status] = await desk.write(onTelegram, '/status')
    expect(status?.queue).toBe('telegram:9')
  })

  it('are not joined where both are on Telegram, whatever number they share', async () => {
    const desk = await openFrontDesk()
    await metBy(desk, byAccount)
    const share = (who: Writer) => desk.write(who, { kind: 'contact', phone, own: true })
    await share(onTelegram)
    const other: Writer = { channel: 'telegram', id: '10', name: 'Joko' }
    await share(other)
    expect(await idOf(desk, byAccount)).toBe(await idOf(desk, onTelegram))
    expect(await idOf(desk, other)).not.toBe(await idOf(desk, onTelegram))
  })

  it('keep the tickets in hand, closed ones too', async () => {
    const desk = await openFrontDesk([{ role: 'help_desk', telegramId: '9' }])
    const officer = await idOf(desk, onTelegram)
    const other = await metBy(desk, byAccount)
    const held = (await desk.open(await metBy(desk, { ...onTelegram, id: '11' }), null)).ticket.id
    const closed = (await desk.open(other, null)).ticket.id
    await happen(desk.store, closed, {
      kind: 'exited',
      at: desk.app.clock.now(),
      exit: 'spam',
      reason: 'n',
      other: null,
    })
    await desk.store.transaction((tx) =>
      tx.staff.give({ service: 'tik-banten', role: 'help_desk', unit: null, person: other }),
    )
    await desk.write(byAccount, `/ambil ${held}`)
    expect((await ticketOf(desk, held)).ticket.runs.at(-1)?.assignee).toBe(other)
    await desk.write(onTelegram, { kind: 'contact', phone, own: true })
    expect(await idOf(desk, byAccount)).toBe(officer)
    expect((await ticketOf(desk, held)).ticket.runs.at(-1)?.assignee).toBe(officer)
    expect((await ticketOf(desk, closed)).ticket).toMatchObject({ requester: officer, status: 'cancelled' })
  })

  it('part again: what was asked for on WhatsApp goes with it', async () => {
    const desk = await openFrontDesk([{ role: 'help_desk', telegramId: '9' }])
    const officer = await idOf(desk, onTelegram)
    await metBy(desk, byAccount)
    await desk.write(onTelegram, { kind: 'contact', phone, own: true })
    const there = (await desk.open(officer, { channel: 'whatsapp', chat: 'lid:7' })).ticket.id
    const here = (await desk.open(officer, { channel: 'telegram', chat: '9' })).ticket.id
    await desk.write(onTelegram, '/whatsapp lepas')
    expect((await ticketOf(desk, there)).ticket.requester).toBe(await idOf(desk, byAccount))
    expect((await ticketOf(desk, here)).ticket.requester).toBe(officer)
    expect(await idOf(desk, byAccount)).not.toBe(officer)
  })
})
