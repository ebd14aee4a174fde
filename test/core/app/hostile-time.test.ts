import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { openBusyDesk, type BusyDesk, type Told } from '../../fixtures/busy-desk.ts'
import { dayMs, hourMs, minuteMs, wib } from '../../fixtures/busy-year.ts'
import { bringAbout, choose, staffOf } from '../../fixtures/complaints.ts'
import { freshDatabase, type TestDatabase } from '../../fixtures/database.ts'
import { runProgram } from '../../fixtures/processes.ts'
import { keepState } from '../../fixtures/restore.ts'
import { show } from '../../fixtures/slow-history.ts'
import { someWeeks, type Life } from '../../fixtures/some-weeks.ts'

let database: TestDatabase
let client: ReturnType<typeof connect>
let desk: BusyDesk
let restore: () => Promise<void>

/** The ticket at its first row, the one that waits for its requester, and the one whose requester is silent. */
let [waiting, owing, silent] = ['', '', '']

beforeAll(async () => {
  database = await freshDatabase()
  client = connect(database.url)
  const from = wib('2026-01-26 06:00')
  desk = await openBusyDesk(createStore(client), database.url, new Date(from), [
    'tik-banten',
    'domain-helpdesk',
  ])
  const [andi, dewi] = [desk.personOf('101'), desk.personOf('301')]
  ;[waiting, owing, silent] = (await bringAbout(desk, [
    { service: 'tik-banten', telegram: '7001', at: wib('2026-02-02 09:00') },
    {
      service: 'tik-banten',
      telegram: '7002',
      at: wib('2026-02-02 08:10'),
      then: [
        [wib('2026-02-02 08:20'), choose(andi, 'ambil')],
        [wib('2026-02-02 09:30'), (office) => ({ kind: 'pause', by: staffOf(office, andi), reason: 'note' })],
      ],
    },
    {
      service: 'domain-helpdesk',
      telegram: '7003',
      at: wib('2026-02-02 06:10'),
      then: [
        [wib('2026-02-02 06:20'), choose(dewi, 'ambil')],
        [wib('2026-02-02 07:00'), choose(dewi, 'tanggapi', { jawaban: { note: 'note' } })],
      ],
    },
  ])) as [string, string, string]
  await sweepAt(wib('2026-02-02 09:31'))
  restore = await keepState(desk.db)
}, 120_000)

afterAll(async () => {
  await desk.close()
  await client.$disconnect()
  await database.drop()
})

/** Sets the clock and sweeps; answers what was told. */
async function sweepAt(at: number): Promise<Told[]> {
  desk.clock.set(new Date(at))
  await desk.sweep()
  const before = desk.told.length
  await desk.handOut()
  return desk.told.slice(before).filter(({ item }) => item.kind !== 'card' && item.kind !== 'menu')
}

async function sweepAll(times: readonly number[]): Promise<Told[]> {
  const told: Told[] = []
  for (const at of times) told.push(...(await sweepAt(at)))
  return told
}

/** Every working day's sweeps from one time to another, both included: on the hour, and at the half hours that matter. */
function usualTimes(from: number, to: number): number[] {
  const times: number[] = []
  for (let at = from; at <= to; at += 30 * minuteMs) {
    const hour = ((at + 7 * hourMs) % dayMs) / hourMs
    const isOff = [0, 6].includes(new Date(at + 7 * hourMs).getUTCDay())
    if (!isOff && hour >= 6 && hour <= 17 && (hour % 1 === 0 || hour < 10)) times.push(at)
  }
  return times
}

/** What somebody reads, and when: a line a message, digests by their heading and the time they cover. */
function read(told: readonly Told[]): string[] {
  return told.flatMap(({ at, sent }) =>
    sent.flatMap((item) => {
      const to = item.kind === 'to-person' ? ` ${item.person}` : ''
      if (!('message' in item)) return `${show(at.getTime())} ${JSON.stringify(item)}`
      const { heading = '', text, picture = '' } = item.message
      return `${show(at.getTime())} ${item.kind}${to}: ${heading} ${picture} ${text}`
    }),
  )
}

/** The digests among what was told to one leader: their headings, and what they say of the time and of being late. */
function digestsOf(told: readonly Told[], telegram = '131', service = 'tik-banten'): string[] {
  return told.flatMap(({ item }) => {
    if (item.kind !== 'to-person' || item.person !== desk.personOf(telegram)) return []
    const { heading, text, picture = '' } = item.message
    if (!heading || !picture.startsWith(`digests/${service}-`)) return []
    const since = / sejak ([^.]+\.\d\d WIB)/.exec(text)?.[1]
    const isLate = text.includes('terlambat dikirim')
    return [heading, ...(since ? [`sejak ${since}`] : []), ...(isLate ? ['terlambat'] : [])].join(', ')
  })
}

const about = (told: readonly Told[], words: string) =>
  read(told).filter((line) => line.includes(words) && !line.includes('digests/'))

describe('after the program was down', () => {
  beforeEach(() => restore())

  it('over a digest, it comes late and says so, once, for the time since the last one', async () => {
    await sweepAll(usualTimes(wib('2026-02-02 10:00'), wib('2026-02-03 17:00')))
    const told = await sweepAll(usualTimes(wib('2026-02-04 11:00'), wib('2026-02-05 10:00')))
    expect(digestsOf(told)).toEqual([
      'Laporan harian Rabu, 4 Februari 2026, sejak Selasa, 3 Februari 2026 pukul 07.30 WIB, terlambat',
      'Laporan harian Kamis, 5 Februari 2026, sejak Rabu, 4 Februari 2026 pukul 07.30 WIB',
    ])
    expect(digestsOf(told, '132')).toHaveLength(2)
  })

  it('over several of each kind, one of each comes, and nothing of it again', async () => {
    // Mondays and first days of months among them; until Friday, 27 February, nothing was missed.
    const before = usualTimes(wib('2026-02-02 10:00'), wib('2026-02-27 09:00')).filter(
      (at) => at % dayMs < 2 * hourMs,
    )
    const mornings = before.filter((at) => (at + 7 * hourMs) % dayMs < 8.5 * hourMs)
    const early = await sweepAll(mornings)
    expect(digestsOf(early).filter((line) => line.includes('terlambat'))).toEqual([])
    const told = await sweepAll(usualTimes(wib('2026-03-03 10:00'), wib('2026-03-04 09:00')))
    expect(digestsOf(told)).toEqual([
      'Laporan harian Selasa, 3 Maret 2026, sejak Jumat, 27 Februari 2026 pukul 07.30 WIB, terlambat',
      'Laporan mingguan 23 Februari–1 Maret 2026, terlambat',
      'Laporan bulanan Februari 2026, terlambat',
      'Laporan harian Rabu, 4 Maret 2026, sejak Selasa, 3 Maret 2026 pukul 07.30 WIB',
    ])
    const books = told.filter(({ item }) => item.kind === 'book').map(({ item }) => JSON.stringify(item))
    expect(books).toHaveLength(4)
    expect(new Set(books).size).toBe(4)
  })

  it('over a reminder, the highest level reached is told at once, and what it overtook no more', async () => {
    const told = await sweepAll([wib('2026-02-02 10:30'), wib('2026-02-02 10:31'), wib('2026-02-02 11:30')])
    const texts = about(told, `TIK-${waiting}`)
    expect(texts).toHaveLength(2)
    expect(texts[0]).toContain('2026-02-02 10:30:00 to-group')
    expect(texts[0]).toContain('langkah 1 terlambat 30 menit')
    expect(texts[1]).toContain('jawaban pertama tersisa 1 jam 30 menit')
    // Those above hear of it the next working day, also when the program is down at that moment.
    const next = await sweepAll([wib('2026-02-03 11:00'), wib('2026-02-03 11:30')])
    const superiors = about(next, `TIK-${waiting}`).filter((line) => line.includes('Mohon arahan'))
    expect(superiors.map((line) => line.slice(0, 19))).toEqual(new Array(4).fill('2026-02-03 11:00:00'))
  })

  it('over the end of a wait, the requester is reminded and warned first, and then has the whole time', async () => {
    await sweepAll([wib('2026-02-02 17:00')])
    // The ticket would have ended on Friday.
    const told = await sweepAll(usualTimes(wib('2026-02-09 09:00'), wib('2026-02-16 17:00')))
    const texts = about(told, `TIK-${owing}`)
      .filter((line) => line.includes(' message: '))
      .map((line) =>
        line.replace(/\n.*/s, (rest) => (rest.includes('kami tutup') ? ` ${rest.slice(1, 80)}` : '')),
      )
    expect(texts).toEqual([
      expect.stringContaining('2026-02-09 09:00:00 message:   Petugas masih menunggu'),
      expect.stringMatching(
        /^2026-02-10 09:00:00 .*Bila belum ada balasan sampai Kamis, 12 Februari 2026 pukul 09.00 WIB/,
      ),
      expect.stringMatching(/^2026-02-12 09:00:00 .*ditutup karena belum ada balasan/),
    ])
  })

  it('over the end of a silence, the requester is warned first, and then has the whole time', async () => {
    await sweepAll([wib('2026-02-02 17:00')])
    const told = await sweepAll(usualTimes(wib('2026-02-09 09:00'), wib('2026-02-12 17:00')))
    const warned = about(told, `DOM-${silent} menunggu balasan`)
    expect(warned).toEqual([expect.stringContaining('2026-02-09 09:00:00 message')])
    expect(warned[0]).toContain('sampai Selasa, 10 Februari 2026 pukul 11.00 WIT')
    const passed = about(told, 'Tidak ada balasan dari pelapor')
    expect(passed).toEqual([expect.stringContaining('2026-02-10 09:00:00 to-group')])
  })
})

describe('the time zone of the computer', () => {
  it('changes no word of what is told, and no minute of when', async () => {
    const runs = await Promise.all([null, 'America/Los_Angeles', 'Asia/Tokyo', 'Asia/Kathmandu'].map(lifeIn))
    const [here, ...elsewhere] = runs as [Life, ...Life[]]
    expect(here.told.split('\n').length).toBeGreaterThan(100)
    expect(elsewhere.map(({ noon }) => noon)).toEqual([5, 21, 17.75])
    for (const { told } of elsewhere) expect(told).toBe(here.told)
  }, 180_000)
})

/** Some weeks of a desk, lived in a process of its own whose clock hangs in another zone, or in this one. */
async function lifeIn(zone: string | null): Promise<Life> {
  const { url, drop } = await freshDatabase()
  try {
    if (zone === null) return await someWeeks(url)
    const { said, end } = await runProgram('some-weeks.ts', [url], { as: ['env', `TZ=${zone}`] })
    await end('SIGTERM')
    return said as Life
  } finally {
    await drop()
  }
}

/** When something falls due; and how far the clock is set back then, before it is seen to or after. */
const moments: [string, string][] = [
  ['a breach', '2026-02-02 10:00'],
  ['a digest and what is collected for superiors', '2026-02-03 07:30'],
  ['a reminder of the requester', '2026-02-03 09:30'],
  ['the warning of a silent requester', '2026-02-04 07:00'],
  ['the warning of a requester who owes something', '2026-02-04 09:30'],
  ['the end of a silence', '2026-02-05 07:00'],
  ['the end of a wait', '2026-02-06 09:30'],
  ['the digest of a week', '2026-02-09 08:00'],
]

describe('the clock set back', () => {
  const states = new Map<string, () => Promise<void>>()
  let usual: Told[]

  beforeAll(async () => {
    await restore()
    usual = await sweepAt(wib('2026-02-02 09:45'))
    const ends = wib('2026-02-10 08:00')
    for (const at of usualTimes(wib('2026-02-02 10:00'), ends)) {
      const moment = moments.find(([, time]) => wib(time) === at)?.[1]
      if (moment) states.set(moment, await keepState(desk.db, `before_${states.size}`))
      usual.push(...(await sweepAt(at)))
    }
  }, 120_000)

  it('to a day over which the program was down sends no digest of a time that was told', async () => {
    await restore()
    await sweepAt(wib('2026-02-02 17:00'))
    const days = [
      '2026-02-04 07:30',
      '2026-02-03 07:30',
      '2026-02-03 16:00',
      '2026-02-04 07:30',
      '2026-02-04 16:00',
    ]
    const told = await sweepAll([...days, '2026-02-05 07:30'].map(wib))
    expect(digestsOf(told)).toEqual([
      'Laporan harian Rabu, 4 Februari 2026, sejak Senin, 2 Februari 2026 pukul 07.30 WIB, terlambat',
      'Laporan harian Kamis, 5 Februari 2026, sejak Rabu, 4 Februari 2026 pukul 07.30 WIB',
    ])
  })

  it.each(moments)('at %s tells nothing twice and loses nothing', async (_, moment) => {
    const at = wib(moment)
    const until = at + dayMs
    const owed = read(usual.filter((one) => one.at.getTime() >= at && one.at.getTime() <= until))
    expect(owed.some((line) => line.startsWith(moment))).toBe(true)
    const after = usualTimes(at + 30 * minuteMs, until)
    for (const back of [hourMs, dayMs])
      for (const first of [[], [at]]) {
        await states.get(moment)?.()
        const again = Array.from({ length: 4 }, (_, part) => at - back + (part * back) / 4)
        expect(read(await sweepAll([...first, ...again, at, ...after]))).toEqual(owed)
      }
  })
})
