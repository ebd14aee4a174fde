import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import {
  digestKinds,
  owedDigest,
  type DigestKind,
  type DigestTimes,
  type OwedDigest,
} from '../../../core/report/period.ts'
import type { Calendar, SpecialDay, WorkingCalendar } from '../../../core/sla/calendar.ts'
import { ordinaryWeek } from '../../../core/sla/week.ts'

const closed: SpecialDay = { kind: 'office', name: 'libur kantor', windows: [] }
const without = (...dates: string[]): WorkingCalendar => ({
  ...{ zone: 'Asia/Jakarta', kind: 'working', week: ordinaryWeek },
  days: new Map(dates.map((date) => [date, closed])),
})

// 2026-11-13 is a Friday; 2026-11-17 is made a holiday.
const calendar = without('2026-11-17')
const times: DigestTimes = { daily: '07:30', weekly: 'mon 08:00', monthly: '1 08:00' }
const long = new Date('2026-01-01T00:00:00+07:00')
const wib = (text: string) => new Date(`${text}:00+07:00`)

type Case = { lastKey?: string; since?: Date; c?: Calendar; at?: Partial<DigestTimes> }

/** What begins at a time in Jakarta, at the usual times of a desk that has long been there. */
function owed(kind: DigestKind, now: string, { lastKey, since = long, c = calendar, at }: Case = {}) {
  return begins(owedDigest(kind, { ...times, ...at }, c, wib(now), { since, begun: after(lastKey) }))
}

/** When the last one was seen to be due makes no difference to the next. */
const after = (lastKey: string | undefined) => (lastKey === undefined ? [] : [{ key: lastKey, at: long }])

/** A digest that begins; one that began before is no news. */
function begins(digest: OwedDigest | null): Omit<OwedDigest, 'isNew'> | null {
  if (!digest?.isNew) return null
  const { isNew: _isNew, ...owes } = digest
  return owes
}

describe('a daily digest', () => {
  it('falls due at its time and covers the time since the working day before', () => {
    expect(owed('daily', '2026-11-16T07:30')).toEqual({
      kind: 'daily',
      key: 'daily:2026-11-16',
      from: wib('2026-11-13T07:30'),
      to: wib('2026-11-16T07:30'),
      scheduledAt: wib('2026-11-16T07:30'),
      late: false,
    })
    expect(owed('daily', '2026-11-18T07:31')).toMatchObject({
      key: 'daily:2026-11-18',
      from: wib('2026-11-16T07:30'),
    })
  })

  it.each([
    ['a minute before its time', '2026-11-16T07:29', undefined],
    ['on Saturday, even if Friday’s was missed', '2026-11-14T09:00', 'daily:2026-11-12'],
    ['on a holiday', '2026-11-17T09:00', undefined],
    ['again on the same day', '2026-11-16T15:00', 'daily:2026-11-16'],
    ['when the clock was set back an hour', '2026-11-16T07:35', 'daily:2026-11-16'],
    ['when the clock was set back a day', '2026-11-13T09:00', 'daily:2026-11-16'],
  ])('is not owed %s', (_, now, lastKey) => {
    expect(owed('daily', now, lastKey === undefined ? {} : { lastKey })).toBeNull()
  })

  it('is late from half an hour after its time', () => {
    expect(owed('daily', '2026-11-16T08:00')?.late).toBe(false)
    expect(owed('daily', '2026-11-16T08:01')?.late).toBe(true)
  })

  it('comes once after days of silence, late, and leaves nothing out', () => {
    expect(owed('daily', '2026-11-16T07:30', { lastKey: 'daily:2026-11-05' })).toMatchObject({
      key: 'daily:2026-11-16',
      from: wib('2026-11-05T07:30'),
      late: true,
    })
  })

  it('is never owed for a time before the desk was opened', () => {
    const at = (opened: string) => owed('daily', '2026-11-16T09:00', { since: wib(opened) })
    expect(at('2026-11-16T08:00')).toBeNull()
    expect(at('2026-11-16T07:30')).toBeNull()
    expect(at('2026-11-16T07:29')?.key).toBe('daily:2026-11-16')
  })

  it('goes by the local time of the desk', () => {
    const at = (now: string) =>
      owedDigest('daily', times, { ...calendar, zone: 'Asia/Jayapura' }, new Date(now), {
        ...{ since: long, begun: after('daily:2026-11-13') },
      })
    expect(at('2026-11-15T22:29:00Z')).toBeNull()
    expect(at('2026-11-15T22:30:00Z')?.key).toBe('daily:2026-11-16')
  })

  it('comes every day where the desk never closes', () => {
    const always: Calendar = { zone: 'Asia/Jakarta', kind: 'always' }
    const { key, from } = owed('daily', '2026-11-15T07:30', { c: always }) ?? {}
    expect({ key, from }).toEqual({ key: 'daily:2026-11-15', from: wib('2026-11-14T07:30') })
  })

  it('tells nothing twice when the day of the last one was made a holiday after it came', () => {
    const c = without('2026-11-18')
    expect(owed('daily', '2026-11-19T07:30', { c, lastKey: 'daily:2026-11-18' })).toMatchObject({
      from: wib('2026-11-18T07:30'),
      late: false,
    })
  })
})

describe('a digest that began', () => {
  const at = (kind: DigestKind, now: string, begun: [string, string][]) =>
    owedDigest(kind, times, calendar, wib(now), {
      since: long,
      begun: begun.map(([key, seen]) => ({ key, at: wib(seen) })),
    })

  it('is had until the next one, on working days from its time of day on, as it was', () => {
    const friday: [string, string] = ['daily:2026-11-13', '2026-11-13T07:30']
    const monday: [string, string] = ['daily:2026-11-16', '2026-11-16T07:30']
    expect(at('daily', '2026-11-16T18:20', [monday, friday])).toEqual({
      ...at('daily', '2026-11-16T07:30', [friday]),
      isNew: false,
    })
    expect(at('daily', '2026-11-14T09:00', [friday])).toBeNull()
    const week: [string, string] = ['weekly:2026-11-16', '2026-11-16T08:00']
    expect(at('weekly', '2026-11-20T08:00', [week])).toMatchObject({
      ...{ key: 'weekly:2026-11-16', late: false, isNew: false },
    })
    expect(at('weekly', '2026-11-20T07:59', [week])).toBeNull()
    expect(at('monthly', '2026-11-30T16:00', [['monthly:2026-10', '2026-11-02T08:00']])).toMatchObject({
      ...{ key: 'monthly:2026-10', late: false, isNew: false },
    })
  })

  it('is late when the program was not there at its time, and not because somebody reads it later', () => {
    const seen = (time: string) => at('weekly', '2026-11-19T10:00', [['weekly:2026-11-16', time]])?.late
    expect(seen('2026-11-16T08:30')).toBe(false)
    expect(seen('2026-11-16T08:31')).toBe(true)
    expect(seen('2026-11-18T08:00')).toBe(true)
  })
})

describe('a weekly digest', () => {
  it('falls due on its weekday at its time and covers the seven whole days before', () => {
    expect(owed('weekly', '2026-11-16T07:59', { lastKey: 'weekly:2026-11-09' })).toBeNull()
    expect(owed('weekly', '2026-11-16T08:00', { lastKey: 'weekly:2026-11-09' })).toEqual({
      kind: 'weekly',
      key: 'weekly:2026-11-16',
      from: wib('2026-11-09T00:00'),
      to: wib('2026-11-16T00:00'),
      scheduledAt: wib('2026-11-16T08:00'),
      late: false,
    })
    const friday = { at: { weekly: 'fri 14:30' }, lastKey: 'weekly:2026-11-06' }
    expect(owed('weekly', '2026-11-13T14:29', friday)).toBeNull()
    expect(owed('weekly', '2026-11-13T14:30', friday)).toMatchObject({ from: wib('2026-11-06T00:00') })
  })

  it('waits on a day off for the next working day at its hour', () => {
    const c = without('2026-11-16', '2026-11-17')
    const told = { c, lastKey: 'weekly:2026-11-09' }
    for (const now of ['2026-11-16T08:00', '2026-11-17T12:00', '2026-11-18T00:00', '2026-11-18T07:59'])
      expect(owed('weekly', now, told)).toBeNull()
    expect(owed('weekly', '2026-11-18T08:00', told)).toMatchObject({
      ...{ key: 'weekly:2026-11-16', to: wib('2026-11-16T00:00'), late: false },
      scheduledAt: wib('2026-11-18T08:00'),
    })
    expect(owed('weekly', '2026-11-16T08:00', { ...told, at: { weekly: 'sun 08:00' } })).toBeNull()
    expect(owed('weekly', '2026-11-18T08:00', { ...told, at: { weekly: 'sun 08:00' } })).toMatchObject({
      ...{ key: 'weekly:2026-11-15', from: wib('2026-11-08T00:00'), to: wib('2026-11-15T00:00') },
    })
  })

  it('loses none to a holiday that is longer than a week: two come one after the other', () => {
    // Nyepi and Idul Fitri of 2026: two Wednesdays wait for the same one.
    const leave = ['18', '19', '20', '21', '22', '23', '24'].map((day) => `2026-03-${day}`)
    const wednesday = { c: without(...leave), at: { weekly: 'wed 08:00' } }
    const first = owed('weekly', '2026-03-25T08:00', { ...wednesday, lastKey: 'weekly:2026-03-11' })
    expect(first).toMatchObject({ key: 'weekly:2026-03-18', from: wib('2026-03-11T00:00'), late: false })
    const second = owed('weekly', '2026-03-25T08:01', { ...wednesday, lastKey: 'weekly:2026-03-18' })
    expect(second).toMatchObject({ key: 'weekly:2026-03-25', from: wib('2026-03-18T00:00'), late: false })
    expect(owed('weekly', '2026-03-25T08:02', { ...wednesday, lastKey: 'weekly:2026-03-25' })).toBeNull()
    const young = { ...wednesday, since: wib('2026-03-18T00:00') }
    expect(owed('weekly', '2026-03-25T08:00', young)?.key).toBe('weekly:2026-03-25')
  })

  it('comes late when the program was down, on a working day and not in the night', () => {
    const told = { lastKey: 'weekly:2026-11-09' }
    expect(owed('weekly', '2026-11-16T08:30', told)?.late).toBe(false)
    expect(owed('weekly', '2026-11-16T08:31', told)?.late).toBe(true)
    expect(owed('weekly', '2026-11-18T03:00', told)).toBeNull()
    expect(owed('weekly', '2026-11-18T08:00', told)).toMatchObject({ key: 'weekly:2026-11-16', late: true })
    expect(owed('weekly', '2026-11-21T09:00', told)).toBeNull()
    expect(owed('weekly', '2026-11-23T07:00', told)).toBeNull()
    expect(owed('weekly', '2026-11-23T08:00', told)?.key).toBe('weekly:2026-11-23')
  })

  it('is not owed twice, nor when the clock was set back an hour or a day', () => {
    const lastKey = 'weekly:2026-11-16'
    for (const now of ['2026-11-16T08:00', '2026-11-16T07:00', '2026-11-15T08:00', '2026-11-13T08:00'])
      expect(owed('weekly', now, { lastKey })).toBeNull()
    expect(owed('weekly', '2026-11-20T08:00', { lastKey })).toBeNull()
  })

  it('is never owed for a week before the desk was opened', () => {
    const at = (opened: string) => owed('weekly', '2026-11-16T09:00', { since: wib(opened) })
    expect(at('2026-11-16T00:00')).toBeNull()
    expect(at('2026-11-15T23:59')?.key).toBe('weekly:2026-11-16')
  })

  it('covers the end of a year', () => {
    expect(owed('weekly', '2027-01-04T08:00', { lastKey: 'weekly:2026-12-28' })).toMatchObject({
      ...{ key: 'weekly:2027-01-04', from: wib('2026-12-28T00:00'), to: wib('2027-01-04T00:00') },
    })
  })
})

describe('a monthly digest', () => {
  it('falls due on its day at its time and covers the month before', () => {
    const told = { lastKey: 'monthly:2026-10' }
    expect(owed('monthly', '2026-12-01T07:59', told)).toBeNull()
    expect(owed('monthly', '2026-12-01T08:00', told)).toEqual({
      kind: 'monthly',
      key: 'monthly:2026-11',
      from: wib('2026-11-01T00:00'),
      to: wib('2026-12-01T00:00'),
      scheduledAt: wib('2026-12-01T08:00'),
      late: false,
    })
    const late = { ...told, at: { monthly: '28 16:00' } }
    expect(owed('monthly', '2026-12-25T16:00', late)).toBeNull()
    expect(owed('monthly', '2026-12-28T16:00', late)).toMatchObject({
      ...{ key: 'monthly:2026-11', to: wib('2026-12-01T00:00'), late: false },
    })
  })

  it('waits on a day off for the next working day at its hour, also into the next month', () => {
    const told = { lastKey: 'monthly:2026-09' } // 1 November is a Sunday
    for (const now of ['2026-11-01T08:00', '2026-11-01T23:00', '2026-11-02T00:00', '2026-11-02T07:59'])
      expect(owed('monthly', now, told)).toBeNull()
    expect(owed('monthly', '2026-11-02T08:00', told)).toMatchObject({ key: 'monthly:2026-10', late: false })
    const c = without('2026-05-28', '2026-05-29', '2026-06-01')
    const end = { c, at: { monthly: '28 08:00' }, lastKey: 'monthly:2026-03' }
    expect(owed('monthly', '2026-05-28T08:00', end)).toBeNull()
    expect(owed('monthly', '2026-06-02T08:00', end)).toMatchObject({ key: 'monthly:2026-04', late: false })
  })

  it('comes late when the program was down, on a working day and not in the night', () => {
    const told = { lastKey: 'monthly:2026-10' }
    expect(owed('monthly', '2026-12-02T03:00', told)).toBeNull()
    expect(owed('monthly', '2026-12-05T09:00', told)).toBeNull()
    expect(owed('monthly', '2026-12-07T08:00', told)).toMatchObject({ key: 'monthly:2026-11', late: true })
    expect(owed('monthly', '2027-01-29T08:00', told)).toMatchObject({ key: 'monthly:2026-12', late: true })
  })

  it('is not owed twice, nor when the clock was set back, nor for a month before the desk was opened', () => {
    for (const now of ['2026-12-01T08:00', '2026-12-01T07:00', '2026-11-30T08:00', '2026-12-31T08:00'])
      expect(owed('monthly', now, { lastKey: 'monthly:2026-11' })).toBeNull()
    expect(owed('monthly', '2026-12-01T09:00', { since: wib('2026-12-01T00:00') })).toBeNull()
    expect(owed('monthly', '2026-12-01T09:00', { since: wib('2026-11-30T23:59') })?.key).toBe(
      'monthly:2026-11',
    )
  })

  it('goes from one year to the next', () => {
    const c = without('2027-01-01')
    const told = { c, lastKey: 'monthly:2026-11' }
    expect(owed('monthly', '2027-01-01T08:00', told)).toBeNull()
    expect(owed('monthly', '2027-01-04T08:00', told)).toMatchObject({
      ...{ key: 'monthly:2026-12', from: wib('2026-12-01T00:00'), to: wib('2027-01-01T00:00') },
    })
    expect(owed('monthly', '2027-02-01T08:00', { c, lastKey: 'monthly:2026-12' })?.key).toBe(
      'monthly:2027-01',
    )
  })
})

describe.each(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin', 'America/Havana'])(
  'in %s',
  (zone) => {
    it('every digest is at the wall’s time there, from midnight to midnight', () => {
      const local = (text: string) => DateTime.fromISO(text, { zone }).toJSDate()
      const at = (kind: DigestKind, now: string, lastKey: string) =>
        begins(
          owedDigest(kind, times, { ...calendar, zone }, local(now), { since: long, begun: after(lastKey) }),
        )
      expect(at('weekly', '2026-11-02T07:59', 'weekly:2026-10-26')).toBeNull()
      expect(at('weekly', '2026-11-02T08:00', 'weekly:2026-10-26')).toMatchObject({
        ...{ key: 'weekly:2026-11-02', from: local('2026-10-26'), to: local('2026-11-02') },
      })
      expect(at('monthly', '2026-12-01T07:59', 'monthly:2026-10')).toBeNull()
      expect(at('monthly', '2026-12-01T08:00', 'monthly:2026-10')).toMatchObject({
        ...{ key: 'monthly:2026-11', from: local('2026-11-01'), to: local('2026-12-01') },
      })
      expect(at('daily', '2026-11-02T07:30', 'daily:2026-10-30')).toMatchObject({
        ...{ from: local('2026-10-30T07:30'), to: local('2026-11-02T07:30') },
      })
    })
  },
)

/** A year of a desk: where it is, its times and holidays, when it began, and when it was looked at. */
type Year = {
  zone: string
  times: DigestTimes
  holidays: { day: number; length: number }[]
  began: number
  gaps: number[]
}
const clock = fc
  .tuple(fc.integer({ min: 0, max: 18 }), fc.constantFrom('00', '30'))
  .map(([hour, minutes]) => `${String(hour).padStart(2, '0')}:${minutes}`)
const year: fc.Arbitrary<Year> = fc.record({
  zone: fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin'),
  times: fc.record({
    daily: clock,
    weekly: fc.tuple(fc.constantFrom('mon', 'wed', 'fri', 'sat', 'sun'), clock).map((both) => both.join(' ')),
    monthly: fc.tuple(fc.integer({ min: 1, max: 28 }), clock).map((both) => both.join(' ')),
  }),
  // Blocks of leave, so far apart that never three weeks wait for one day.
  holidays: fc.array(fc.record({ day: fc.nat({ max: 20 }), length: fc.integer({ min: 1, max: 11 }) }), {
    ...{ minLength: 8, maxLength: 8 },
  }),
  began: fc.nat({ max: 40 * 1440 }),
  gaps: fc.array(fc.integer({ min: 60, max: 300 }), { minLength: 20, maxLength: 20 }),
})

type Sent = { at: Date; owed: Omit<OwedDigest, 'isNew'> }

/** Looks again and again through a year and a month, and sends what is owed; `gapOf` tells after how many minutes. */
function live(told: Year, c: (now: Date) => Calendar, gapOf: (index: number) => number) {
  const begin = DateTime.fromISO('2026-03-01', { zone: told.zone }).toMillis() + told.began * 60_000
  const since = new Date(begin)
  const sent: Record<DigestKind, Sent[]> = { daily: [], weekly: [], monthly: [] }
  const end = begin + 365 * 86_400_000
  let index = 0
  let last = begin
  for (let now = begin; now < end; now += gapOf(index++) * 60_000) {
    last = now
    for (const kind of digestKinds) {
      const begun = sent[kind]
        .slice(-2)
        .toReversed()
        .map(({ at, owed: { key } }) => ({ key, at }))
      const at = new Date(now)
      const owes = begins(owedDigest(kind, told.times, c(at), at, { since, begun }))
      if (owes) sent[kind].push({ at, owed: owes })
    }
  }
  return { since, last: new Date(last), sent }
}

function holidaysOf({ holidays }: Year): string[] {
  return holidays.flatMap(({ day, length }, index) => {
    const first = DateTime.fromISO('2026-03-01', { zone: 'utc' }).plus({ days: index * 45 + day })
    return Array.from({ length }, (_, days) => first.plus({ days }).toISODate() ?? '')
  })
}

/** Whether a local date is worked, without asking a calendar. */
const isWorked = (date: DateTime, holidays: readonly string[]) =>
  date.weekday <= 5 && !holidays.includes(date.toISODate() ?? '')

describe('over a year', () => {
  it('each digest comes once, on a working day at or after its hour; the next begins where the last ended', () => {
    fc.assert(
      fc.property(year, (told) => {
        const holidays = holidaysOf(told)
        const c: Calendar = { ...without(...holidays), zone: told.zone }
        const { since, last, sent } = live(
          told,
          () => c,
          (index) => told.gaps[index % 20] ?? 1,
        )
        const local = (at: Date) => DateTime.fromJSDate(at, { zone: told.zone })
        for (const kind of digestKinds) {
          const time = told.times[kind].split(' ').at(-1) ?? ''
          for (const { at, owed: one } of sent[kind]) {
            expect(isWorked(local(at), holidays)).toBe(true)
            expect(local(at).toFormat('HH:mm') >= time).toBe(true)
            expect(at >= one.scheduledAt && one.to > since).toBe(true)
            expect(local(one.scheduledAt).toFormat('HH:mm')).toBe(time)
            expect(one.late).toBe(at.getTime() - one.scheduledAt.getTime() > 30 * 60_000)
          }
          const spans = sent[kind].map(({ owed: one }) => one)
          expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to))
        }
        expect(sent.daily.map(({ owed: one }) => one.key)).toEqual(workedDays(told, since, last, holidays))
        expect(sent.weekly.length).toBeGreaterThanOrEqual(50)
        expect(sent.monthly.length).toBeGreaterThanOrEqual(10)
        expect(sent.weekly[0] && sent.weekly[0].owed.from <= since).toBe(true)
        expect(sent.monthly[0] && sent.monthly[0].owed.from <= since).toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  it('no daily digest leaves a gap or tells twice, and none comes twice, whatever is done to the clock and the calendar', () => {
    fc.assert(
      fc.property(
        year,
        fc.array(fc.integer({ min: -1500, max: 20_000 }), { minLength: 5, maxLength: 5 }),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 7, maxLength: 7 }),
        (told, jumps, edits) => {
          const holidays = holidaysOf(told)
          let c: Calendar = { ...without(...holidays), zone: told.zone }
          let looked = 0
          const edited = (now: Date) => {
            const days = edits[(looked / 300) % 7]
            if (looked++ % 300 !== 0 || days === undefined) return c
            holidays.push(DateTime.fromJSDate(now, { zone: told.zone }).plus({ days }).toISODate() ?? '')
            return (c = { ...without(...holidays), zone: told.zone })
          }
          const gap = (index: number) =>
            (index % 150 === 149 ? jumps[Math.floor(index / 150) % 5] : told.gaps[index % 20]) ?? 1
          const { sent } = live(told, edited, gap)
          for (const kind of digestKinds) {
            const keys = sent[kind].map(({ owed: one }) => one.key)
            expect(keys).toEqual([...new Set(keys)].toSorted())
          }
          const spans = sent.daily.map(({ owed: one }) => one)
          expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to))
        },
      ),
      { numRuns: 15 },
    )
  })
})

/** The keys of every working day whose hour has come between the beginning and the last look. */
function workedDays({ zone, times: { daily } }: Year, since: Date, last: Date, holidays: readonly string[]) {
  const keys: string[] = []
  const [hour = 0, minute = 0] = daily.split(':').map(Number)
  for (let day = DateTime.fromJSDate(since, { zone }).startOf('day'); ; day = day.plus({ days: 1 })) {
    const at = day.set({ hour, minute }).toJSDate()
    if (at > last) return keys
    if (at > since && isWorked(day, holidays)) keys.push(`daily:${day.toISODate()}`)
  }
}
