import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isWorkingDay,
  nextOpening,
  workingMsBetween,
  type Calendar,
  type SpecialDay,
  type WorkingCalendar,
} from '../../../core/sla/calendar.ts'
import {
  datesOf,
  firstDifference,
  isChange,
  seasonsTouched,
  withEdits,
  type CalendarChange,
  type CalendarEdit,
} from '../../../core/sla/edits.ts'
import { parseWeek, ramadanWeek } from '../../../core/sla/week.ts'
import { at, jakarta, show } from '../../fixtures/calendars.ts'

const made = { decree: null, by: 'admin', at: at('2026-01-02 09:00') }
const edit = (change: CalendarChange, service = '*'): CalendarEdit => ({ ...made, service, ...change })
const off = (name: string): SpecialDay => ({ kind: 'office', name, windows: [] })
const morning: SpecialDay = { kind: 'office', name: 'Tutup buku', windows: [{ from: 450, to: 660 }] }
const day = (date: string, special: SpecialDay | null, service?: string) =>
  edit({ layer: 'day', date, day: special }, service)
const ramadan = (from: string, to: string, service?: string, name = 'Ramadan') =>
  edit({ layer: 'season', from, to, name }, service)

/** In the order they were made. */
const inTime = (edits: CalendarEdit[]): CalendarEdit[] =>
  edits.map((one, index) => ({ ...one, at: new Date(made.at.getTime() + index * 60_000) }))

const after = (edits: CalendarEdit[], service = 'tik', c: WorkingCalendar = jakarta) =>
  withEdits(c, service, edits) as WorkingCalendar
const works = (c: Calendar, date: string) => isWorkingDay(c, at(`${date} 12:00`))
const opens = (c: Calendar, date: string) => show(nextOpening(c, at(`${date} 00:00`)))
const hours = (c: Calendar, date: string) =>
  workingMsBetween(c, at(`${date} 00:00`), new Date(at(`${date} 00:00`).getTime() + 86_400_000)) / 3_600_000

describe('a day', () => {
  it('is added, and is closed from then on', () => {
    const c = after([day('2026-11-12', off('Pilkada'))])
    expect(works(c, '2026-11-12')).toBe(false)
    expect(c.days.get('2026-11-12')).toEqual(off('Pilkada'))
    expect(opens(c, '2026-11-12')).toBe('2026-11-13 07:30')
    expect(c.days.size).toBe(jakarta.days.size + 1)
  })

  it('is changed: a day of the decree gets another name, or hours', () => {
    const c = after([day('2026-12-24', morning), day('2026-12-25', off('Natal'))])
    expect(opens(c, '2026-12-24')).toBe('2026-12-24 07:30')
    expect(hours(c, '2026-12-24')).toBe(3.5)
    expect(c.days.get('2026-12-25')).toEqual(off('Natal'))
    expect(c.days.size).toBe(jakarta.days.size)
  })

  it('is ordinary again in spite of a decree, also inside a season, which then holds', () => {
    const c = after([day('2026-12-24', null), day('2026-03-18', null), day('2026-11-12', null)])
    expect(hours(c, '2026-12-24')).toBe(7.5)
    expect(hours(c, '2026-03-18')).toBe(6.5)
    expect(hours(c, '2026-11-12')).toBe(7.5)
  })

  it('is worked in part, also where the week is closed', () => {
    const c = after([day('2026-12-31', morning), day('2026-11-14', morning)])
    expect([hours(c, '2026-12-31'), hours(c, '2026-11-14')]).toEqual([3.5, 3.5])
  })
})

describe('for all, or for one service', () => {
  it('holds for all, and that of one service for it alone', () => {
    const edits = [day('2026-11-12', off('Pilkada')), day('2026-11-11', off('Pindah kantor'), 'tik')]
    expect(['tik', 'lpse'].map((id) => works(after(edits, id), '2026-11-12'))).toEqual([false, false])
    expect(['tik', 'lpse'].map((id) => works(after(edits, id), '2026-11-11'))).toEqual([false, true])
  })

  it.each([
    ['ordinary for it', off('libur'), null, { tik: 7.5, lpse: 0 }],
    ['off for it', null, off('libur'), { tik: 0, lpse: 7.5 }],
    ['worked in part by it', off('libur'), morning, { tik: 3.5, lpse: 0 }],
  ])('has the newest win, be it for all or for one service: %s', (_, forAll, own, expected) => {
    const [all, tik] = [day('2026-12-24', forAll), day('2026-12-24', own, 'tik')]
    const found = (edits: CalendarEdit[]) => ({
      tik: hours(after(edits, 'tik'), '2026-12-24'),
      lpse: hours(after(edits, 'lpse'), '2026-12-24'),
    })
    for (const edits of [inTime([all, tik]), inTime([all, tik]).toReversed(), [tik, all]])
      expect(found(edits)).toEqual(expected)
    expect(found(inTime([tik, all]))).toEqual({ tik: expected.lpse, lpse: expected.lpse })
  })

  it('has the newest Ramadan win', () => {
    const [own, all] = [ramadan('2027-02-09', '2027-03-10', 'tik'), ramadan('2027-02-08', '2027-03-09')]
    const found = (edits: CalendarEdit[], id: string) =>
      after(edits, id).seasons?.flatMap(({ from, to }) => (from.startsWith('2027') ? [from, to] : []))
    expect(found(inTime([all, own]), 'tik')).toEqual(['2027-02-09', '2027-03-10'])
    expect(found(inTime([all, own]), 'lpse')).toEqual(['2027-02-08', '2027-03-09'])
    expect(found(inTime([own, all]), 'tik')).toEqual(['2027-02-08', '2027-03-09'])
  })
})

describe('a Ramadan', () => {
  const own = parsed({ 'mon-fri': ['09:00-13:00'] })
  const office = (name: string): WorkingCalendar => ({
    ...jakarta,
    seasons: [
      { from: '2026-08-01', to: '2026-08-15', name: 'Agustusan', week: parsed({ sat: ['10:00-11:00'] }) },
      { from: '2026-02-19', to: '2026-03-19', name, week: own },
    ],
  })

  it('has the hours of Perpres 21/2023 where the desk file knows none', () => {
    const c = after([ramadan('2026-02-18', '2026-03-19')], 'tik', { ...jakarta, seasons: [] })
    expect(c.seasons).toEqual([{ from: '2026-02-18', to: '2026-03-19', name: 'Ramadan', week: ramadanWeek }])
    expect(opens(c, '2026-02-18')).toBe('2026-02-18 08:00')
  })

  it.each(['Ramadan', 'Bulan puasa'])(
    'moved by isbat takes the place of the desk file’s and keeps its hours (%s)',
    (name) => {
      const c = after([ramadan('2026-02-18', '2026-03-18')], 'tik', office(name))
      expect(c.seasons?.map(({ from, to }) => [from, to])).toEqual([
        ['2026-02-18', '2026-03-18'],
        ['2026-08-01', '2026-08-15'],
      ])
      expect(opens(c, '2026-02-18')).toBe('2026-02-18 09:00')
      expect(hours(c, '2026-02-18')).toBe(4)
      expect(hours(after([ramadan('2026-02-20', '2026-03-20')], 'tik', office(name)), '2026-02-19')).toBe(7.5)
    },
  )

  it('of another year leaves the last one alone and has the office’s own hours', () => {
    const c = after([ramadan('2027-02-08', '2027-03-09')], 'tik', office('Ramadan'))
    expect(c.seasons).toHaveLength(3)
    expect([hours(c, '2026-02-19'), hours(c, '2027-02-08')]).toEqual([4, 4])
  })

  it('takes the place of every season it overlaps, also by a single day', () => {
    const touched = (from: string, to: string) =>
      after([ramadan(from, to)], 'tik', office('Ramadan')).seasons?.map((season) => season.from)
    expect(touched('2026-03-19', '2026-08-01')).toEqual(['2026-03-19'])
    expect(touched('2026-04-20', '2026-07-31')).toEqual(['2026-04-20', '2026-08-01', '2026-02-19'])
  })

  it('takes the place of one that lies in the same month or beside it, and keeps its hours', () => {
    const told = (from: string, to: string) =>
      after([ramadan('2027-01-08', '2027-02-06'), ramadan(from, to)], 'tik', office('Ramadan'))
    for (const [from, to] of [
      ['2027-02-07', '2027-03-08'],
      ['2027-03-09', '2027-04-07'],
      ['2026-12-01', '2026-12-30'],
    ] as const) {
      const c = told(from, to)
      expect(c.seasons?.map((season) => season.from)).toEqual([from, '2026-08-01', '2026-02-19'])
      expect(hours(c, to)).toBe(4)
    }
    expect(told('2027-03-10', '2027-04-08').seasons).toHaveLength(4)
  })

  it('taken back leaves the ordinary hours, for all or for one service', () => {
    const back = (service: string) =>
      edit({ layer: 'season', from: '2026-02-19', to: '2026-03-19', name: null }, service)
    expect(after([back('*')], 'tik', office('Ramadan')).seasons?.map(({ name }) => name)).toEqual([
      'Agustusan',
    ])
    const hoursOf = (id: string) => hours(after([back('tik')], id), '2026-02-19')
    expect([hoursOf('tik'), hoursOf('lpse')]).toEqual([7.5, 6.5])
    const moved = inTime([ramadan('2026-02-18', '2026-03-18'), back('tik')])
    expect(hours(after(moved), '2026-02-19')).toBe(7.5)
    expect(hours(after(moved, 'lpse'), '2026-02-19')).toBe(6.5)
  })

  it.each([
    ['its first day', '2027-02-08', '2027-02-08', ['2027-02-09', '2027-03-09']],
    ['its last days', '2027-03-08', '2027-03-12', ['2027-02-08', '2027-03-07']],
    ['days within', '2027-02-10', '2027-02-11', ['2027-02-08', '2027-02-09', '2027-02-12', '2027-03-09']],
    ['all of it', '2027-02-01', '2027-03-15', []],
  ])('loses only the days taken out: %s', (_, from, to, left) => {
    const out = edit({ layer: 'season', from, to, name: null })
    const bare = { ...jakarta, seasons: [] }
    const seasons = (edits: CalendarEdit[]) =>
      after(edits, 'tik', bare).seasons?.flatMap((season) => [season.from, season.to])
    expect(seasons(inTime([ramadan('2027-02-08', '2027-03-09'), out]))).toEqual(left)
    expect(seasons([out, ramadan('2027-02-08', '2027-03-09')])).toEqual(left)
    const again = inTime([ramadan('2027-02-08', '2027-03-09'), out, ramadan('2027-02-08', '2027-03-09')])
    expect(seasons(again)).toEqual(['2027-02-08', '2027-03-09'])
  })

  it('told again after it was taken back has the office’s own hours', () => {
    const back = edit({ layer: 'season', from: '2026-02-19', to: '2026-03-19', name: null })
    const c = after(inTime([back, ramadan('2026-02-20', '2026-03-20')]), 'tik', office('Bulan puasa'))
    expect(hours(c, '2026-02-20')).toBe(4)
  })

  it('takes a day off within it as the day has it', () => {
    const c = after([ramadan('2026-11-01', '2026-11-30'), day('2026-11-12', off('libur'))])
    expect([hours(c, '2026-11-11'), hours(c, '2026-11-12')]).toEqual([6.5, 0])
  })
})

describe('a change', () => {
  const c = after([ramadan('2027-02-08', '2027-03-09'), day('2026-11-12', off('libur'))])

  it.each<[string, CalendarChange, boolean]>([
    ['a day as it is', { layer: 'day', date: '2026-11-12', day: off('libur') }, false],
    ['another day', { layer: 'day', date: '2026-11-13', day: off('libur') }, true],
    ['an ordinary day as it is', { layer: 'day', date: '2026-11-13', day: null }, false],
    ['a season as it is', { layer: 'season', from: '2027-02-08', to: '2027-03-09', name: 'Ramadan' }, false],
    ['a season moved', { layer: 'season', from: '2027-02-09', to: '2027-03-10', name: 'Ramadan' }, true],
    ['a day out of a season', { layer: 'season', from: '2027-03-09', to: '2027-03-09', name: null }, true],
    ['a day out of none', { layer: 'season', from: '2027-03-10', to: '2027-03-10', name: null }, false],
  ])('is one, or none: %s', (_, change, expected) => {
    expect(isChange(c, change)).toBe(expected)
    const changed = withEdits(c, 'tik', [edit(change)])
    expect(firstDifference(c, changed) !== null).toBe(expected)
  })

  it('touches from the first date on that was another, also of the season it takes the place of', () => {
    const moved = after([ramadan('2027-02-09', '2027-03-10')], 'tik', c)
    expect(firstDifference(c, moved)).toBe('2027-02-08')
    expect(firstDifference(moved, c)).toBe('2027-02-08')
    expect(firstDifference(c, after([day('2026-11-12', null)], 'tik', c))).toBe('2026-11-12')
    const { layer, from, to, name } = { layer: 'season' as const, ...moved.seasons![0]! }
    expect(seasonsTouched(c, { layer, from, to, name })).toMatchObject([{ from: '2027-02-08' }])
  })
})

describe('a calendar', () => {
  it('that never closes is not touched, nor one without changes', () => {
    const always: Calendar = { zone: 'Asia/Jakarta', kind: 'always' }
    expect(withEdits(always, 'tik', [day('2026-11-12', off('libur'))])).toBe(always)
    expect(withEdits(jakarta, 'tik', [])).toBe(jakarta)
  })

  it('is never changed in place: what was found out about it is remembered by identity', () => {
    expect(opens(jakarta, '2026-11-12')).toBe('2026-11-12 07:30')
    const c = after([day('2026-11-12', off('libur')), ramadan('2026-11-01', '2026-11-30')])
    expect(c).not.toBe(jakarta)
    expect(c.days).not.toBe(jakarta.days)
    expect([opens(jakarta, '2026-11-12'), opens(c, '2026-11-12')]).toEqual([
      '2026-11-12 07:30',
      '2026-11-13 08:00',
    ])
  })

  it('differs only on the dates its changes name, whatever they are', () => {
    const dayOf = fc.integer({ min: 1, max: 30 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`)
    const special = fc.constantFrom(null, off('libur'), morning)
    const service = fc.constantFrom('*', 'tik', 'lpse')
    const change = fc.oneof(
      fc.tuple(dayOf, special, service).map(([date, one, whose]) => day(date, one, whose)),
      fc.tuple(dayOf, dayOf, service).map(([a, b, whose]) => ramadan(a < b ? a : b, a < b ? b : a, whose)),
    )
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (edits) => {
        const c = after(edits)
        const touched = edits.filter((one) => one.service !== 'lpse').map(datesOf)
        for (let n = 1; n <= 30; n++) {
          const date = `2026-11-${String(n).padStart(2, '0')}`
          if (!touched.some(({ from, to }) => from <= date && date <= to))
            expect(hours(c, date)).toBe(hours(jakarta, date))
        }
      }),
    )
  })
})

function parsed(text: Record<string, string[]>) {
  const result = parseWeek(text)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.week
}
