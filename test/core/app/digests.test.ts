import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { leaders, openBusyDesk, type BusyDesk } from '../../fixtures/busy-desk.ts'
import { hourMs, wib } from '../../fixtures/busy-year.ts'
import { bringAbout } from '../../fixtures/complaints.ts'
import { freshDatabase, type TestDatabase } from '../../fixtures/database.ts'

let database: TestDatabase
let client: ReturnType<typeof connect>
let desk: BusyDesk

const from = wib('2026-10-28 08:00')
const lateWords = 'Laporan ini terlambat dikirim.'

beforeEach(async () => {
  database = await freshDatabase()
  client = connect(database.url)
  desk = await openBusyDesk(createStore(client), database.url, new Date(from), ['tik-banten'])
  await bringAbout(desk, [{ service: 'tik-banten', telegram: '7001', at: from }])
})
afterEach(async () => {
  await desk.close()
  await client.$disconnect()
  await database.drop()
})

/** Sweeps at each of these times in Jakarta; answers which digests were told, and whether they say that they are late. */
async function sweepAt(...times: string[]): Promise<string[]> {
  const before = desk.told.length
  for (const time of times) {
    desk.clock.set(new Date(wib(time)))
    await desk.sweep()
    await desk.handOut()
  }
  return desk.told.slice(before).flatMap(({ at, item }) => {
    if (item.kind !== 'to-person' || !item.message.heading?.startsWith('Laporan')) return []
    const telegram = [...leaders, '111'].find((id) => desk.personOf(id) === item.person)
    const time = new Date(at.getTime() + 7 * hourMs).toISOString().slice(5, 16).replace('T', ' ')
    const late = item.message.text.includes(lateWords) ? ', late' : ''
    return [`${time} ${telegram}: ${item.message.heading}${late}`]
  })
}
const setReachable = (telegram: string, isReachable: boolean) =>
  desk.store.transaction((tx) => tx.people.setReachable('telegram', telegram, isReachable))
const lead = (telegram: string) =>
  desk.store.transaction((tx) =>
    tx.staff.give({ service: '*', role: 'leader', unit: null, person: desk.personOf(telegram) }),
  )

describe('a leader who cannot be reached when a digest falls due', () => {
  it('has it once they can be, on time, and once; the others do not wait', async () => {
    await setReachable('132', false)
    expect(await sweepAt('2026-11-02 07:30', '2026-11-02 08:00')).toEqual([
      '11-02 07:30 131: Laporan harian Senin, 2 November 2026',
      '11-02 08:00 131: Laporan mingguan 26 Oktober–1 November 2026',
      '11-02 08:00 131: Laporan bulanan Oktober 2026',
    ])
    expect(await sweepAt('2026-11-03 07:30')).toEqual([
      '11-03 07:30 131: Laporan harian Selasa, 3 November 2026',
    ])
    await setReachable('132', true)
    // Monday's digest of the day has given way to Tuesday's.
    expect(await sweepAt('2026-11-03 10:15', '2026-11-03 10:16')).toEqual([
      '11-03 10:15 132: Laporan harian Selasa, 3 November 2026',
      '11-03 10:15 132: Laporan mingguan 26 Oktober–1 November 2026',
      '11-03 10:15 132: Laporan bulanan Oktober 2026',
    ])
    const books = desk.told.flatMap(({ item }) => (item.kind === 'book' ? [item.to.chat] : []))
    expect(books.toSorted()).toEqual(['131', '132'])
  })

  it('is told that it is late only where the program was not there', async () => {
    await setReachable('132', false)
    expect(await sweepAt('2026-11-02 09:00')).toEqual([
      '11-02 09:00 131: Laporan harian Senin, 2 November 2026, late',
      '11-02 09:00 131: Laporan mingguan 26 Oktober–1 November 2026, late',
      '11-02 09:00 131: Laporan bulanan Oktober 2026, late',
    ])
    await setReachable('132', true)
    expect(await sweepAt('2026-11-02 13:00')).toHaveLength(3)
    expect(desk.told.at(-1)?.at).toEqual(new Date(wib('2026-11-02 13:00')))
    await setReachable('132', false)
    await sweepAt('2026-11-03 07:30')
    await setReachable('132', true)
    expect(await sweepAt('2026-11-03 13:00')).toEqual([
      '11-03 13:00 132: Laporan harian Selasa, 3 November 2026',
    ])
  })
})

describe('a leader who is named after a digest fell due', () => {
  it('begins with the next one, also where nobody led before', async () => {
    await desk.store.transaction(async (tx) => {
      for (const grant of await tx.staff.grants({ role: 'leader' })) await tx.staff.take(grant)
    })
    expect(await sweepAt('2026-11-02 07:30', '2026-11-02 08:00', '2026-11-03 07:30')).toEqual([])
    await lead('132')
    expect(await sweepAt('2026-11-03 14:00', '2026-11-03 14:01')).toEqual([])
    expect(await sweepAt('2026-11-04 07:30', '2026-11-09 08:00')).toEqual([
      '11-04 07:30 132: Laporan harian Rabu, 4 November 2026',
      '11-09 08:00 132: Laporan harian Senin, 9 November 2026, late',
      '11-09 08:00 132: Laporan mingguan 2–8 November 2026',
    ])
  })

  it('is not sent those of before beside others who led already', async () => {
    await sweepAt('2026-11-02 07:30', '2026-11-02 08:00')
    await lead('111')
    expect(await sweepAt('2026-11-02 14:00')).toEqual([])
  })
})
