import { describe, expect, it } from 'vitest'
import type { Body, Inbound } from '../../../core/app/message.ts'
import { receive } from '../../../core/app/receive.ts'
import { openFrontDesk, type FrontDesk, type Writer } from '../../fixtures/front-desk.ts'

/** *Japri jadi tiket* where only WhatsApp tells: numbers that are verified, and numbers that were only told. */

const andi: Writer = { channel: 'whatsapp', id: 'lid:5', name: 'Andi' }
const siti: Writer = { channel: 'whatsapp', id: 'lid:77', name: 'Siti Aminah', phone: '+6281210002002' }

let ids = 0
async function forward(desk: FrontDesk, ...bodies: (string | Body)[]): Promise<string[]> {
  const { channel, ...from } = andi
  for (const body of bodies) {
    const inbound: Inbound = {
      ...{ channel, externalId: `forwarded-${(ids += 1)}`, chat: { id: andi.id, kind: 'private' }, from },
      ...{ at: '2026-11-16T03:00:00.000Z', message: `f${ids}`, forwarded: true },
      body: typeof body === 'string' ? { kind: 'text', text: body, mentions: [] } : body,
    }
    await desk.store.receive([inbound])
  }
  while ((await receive(desk.app, `whatsapp:${andi.id}`, () => undefined)) === 'handled');
  return said(await desk.sent())
}

const said = (sent: Awaited<ReturnType<FrontDesk['sent']>>) =>
  sent.map(({ text }) => text).filter((text) => text !== '')

/** A desk where Andi has a role on WhatsApp. */
async function withOfficer(): Promise<FrontDesk> {
  const desk = await openFrontDesk()
  await desk.store.transaction(async (tx) => {
    const { id } = await tx.people.meet(andi.channel, andi)
    await tx.staff.give({ service: 'tik-banten', role: 'help_desk', unit: null, person: id })
  })
  return desk
}

const newest = (desk: FrontDesk) => desk.store.transaction(async (tx) => (await tx.tickets.newest(1))[0])

describe('a private chat that is forwarded', () => {
  const voice: Body = {
    kind: 'attachment',
    what: 'voice',
    file: { channel: 'whatsapp', id: 'v', unique: 'v' },
    caption: '',
  }

  it('asks once, however much is forwarded, and becomes the ticket of whose verified number is told', async () => {
    const desk = await withOfficer()
    await desk.write(siti, 'status')
    const asked = await forward(desk, 'Pak wifi mati', voice, 'di lantai 3 sejak pagi')
    expect(asked).toEqual([expect.stringMatching(/Siapa pelapornya\?/)])
    const told = said(await desk.write(andi, '0812 1000 2002'))
    expect(told).toContainEqual(expect.stringContaining('https://wa.me/6281210002002?text=Selamat%20pagi'))
    expect(told).toContainEqual(expect.stringMatching(/^Pengaduan yang Bapak\/Ibu sampaikan kepada petugas/))
    const file = await newest(desk)
    const { person, officer } = await desk.store.transaction(async (tx) => ({
      person: await tx.people.byIdentity(siti.channel, siti.id),
      officer: await tx.people.byIdentity(andi.channel, andi.id),
    }))
    expect(file?.ticket).toMatchObject({
      requester: person?.id,
      recordedBy: officer?.id,
      channel: 'whatsapp',
    })
    expect(file?.origin).toMatchObject({ channel: 'whatsapp' })
    expect(file?.evidence).toHaveLength(1)
    expect(Object.values(file?.answers ?? {}).map(({ value }) => value)).toEqual(
      expect.arrayContaining([
        'Pak wifi mati\ndi lantai 3 sejak pagi',
        'jaringan',
        'Siti Aminah',
        '+6281210002002',
      ]),
    )
    expect(said(await desk.write(siti, 'status'))).toEqual([expect.stringContaining('TIK-1001')])
  })

  it('makes nobody known by a number that was only told', async () => {
    const desk = await withOfficer()
    await forward(desk, 'Email kantor tidak bisa dibuka')
    const card: Body = { kind: 'contact', phone: '+6281355557777', own: false, name: 'Joko' }
    const told = said(await desk.write(andi, card))
    expect(told.at(-1)).toContain('Bapak/Ibu Joko')
    const file = await newest(desk)
    expect(file?.origin).toBeNull()
    const joko: Writer = { channel: 'whatsapp', id: 'lid:88', name: 'Joko', phone: '+6281355557777' }
    expect(said(await desk.write(joko, 'status'))).toEqual([expect.stringContaining('Tidak ada pengaduan')])
    const met = await desk.store.transaction((tx) => tx.people.byPhone('+6281355557777'))
    expect(met?.id).not.toBe(file?.ticket.requester)
  })

  it('is nobody’s but their own message where a requester forwards it', async () => {
    const desk = await openFrontDesk()
    expect(await forward(desk, 'wifi lantai 3 mati total')).toEqual([expect.stringContaining('Jenis aduan')])
    expect(await newest(desk)).toBeUndefined()
  })

  it('leaves nothing behind when it is stopped', async () => {
    const desk = await withOfficer()
    await forward(desk, 'wifi lantai 3 mati total')
    expect(said(await desk.write(andi, 'BATAL'))).toEqual([expect.stringContaining('tidak dicatat')])
    const draft = await desk.store.transaction((tx) => tx.drafts.load(`whatsapp:${andi.id}`))
    expect([draft, await newest(desk)]).toEqual([null, undefined])
  })
})
