import { expect, it } from 'vitest'
import type { Reminded } from '../../../core/app/ports.ts'
import { reminderItems } from '../../../core/app/reminder.ts'
import { openFrontDesk, type FrontDesk } from '../../fixtures/front-desk.ts'

const dewi = { channel: 'telegram' as const, id: '900001', name: 'Dewi' }

/** Opens a ticket at 10.00, which has an hour for its first row, and says what goes out of a reminder of it. */
async function deskWithTicket() {
  const desk = await openFrontDesk([{ role: 'kepala_unit', unit: 'jaringan', telegramId: dewi.id }])
  await desk.write(dewi, 'halo')
  const [person = ''] = await personsOf(desk)
  const { ticket } = await desk.open(person, null)
  const step = ticket.runs[0]?.step ?? ''
  const told = async (of: Partial<Reminded> & { late: boolean; superior: boolean }) => {
    const to = of.superior ? { person } : ('group' as const)
    const all = [{ ticket: ticket.id, about: 'run' as const, step, run: 1, ...of } as Reminded]
    const items = await desk.store.transaction((tx) =>
      reminderItems(tx, desk.app, { kind: 'reminder', service: 'tik-banten', to, of: all }),
    )
    return items.map((item) => ('message' in item ? item.message.text : item.kind))
  }
  return { desk, told }
}

function personsOf(desk: FrontDesk): Promise<string[]> {
  return desk.store.transaction(async (tx) =>
    (await tx.staff.grants({ service: 'tik-banten' })).map(({ person }) => person),
  )
}

it('says how long is left when it goes out, not what was so when it was put in the queue', async () => {
  const { desk, told } = await deskWithTicket()
  const early = { late: false, superior: false }
  expect(await told(early)).toEqual([
    expect.stringContaining(' langkah 1 tersisa 1 jam (batas pukul 11.00 WIB)'),
  ])
  desk.wait(90)
  expect(await told(early)).toEqual([
    expect.stringContaining(' langkah 1 terlambat 30 menit (batas pukul 11.00'),
  ])
})

it('of a breach is settled where the due time has moved on', async () => {
  const { desk, told } = await deskWithTicket()
  expect(await told({ late: true, superior: false })).toEqual([])
  desk.wait(60)
  expect(await told({ late: true, superior: false })).toEqual([
    expect.stringContaining(' langkah 1 terlambat '),
  ])
})

it('tells a superior what is left where nothing is late', async () => {
  const { desk, told } = await deskWithTicket()
  desk.wait(30)
  expect(await told({ late: false, superior: true })).toEqual([
    expect.stringContaining(') tersisa 30 menit pada langkah 1 (Aduan diterima Help Desk)'),
  ])
  desk.wait(60)
  expect(await told({ late: true, superior: true })).toEqual([
    expect.stringContaining(') terlambat 30 menit pada langkah 1'),
  ])
})
