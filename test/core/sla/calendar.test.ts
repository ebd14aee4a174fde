import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar, WorkingCalendar } from '../../../core/sla/calendar.ts'
import {
  addWorkingMs,
  dateFacts,
  datesBetween,
  isOpen,
  isWorkingDay,
  nextOpening,
  nextWorkingDay,
  openBetween,
  previousWorkingDay,
  workingMsBetween,
} from '../../../core/sla/calendar.ts'
import { parseWeek, parseWindows } from '../../../core/sla/week.ts'
import { localDate } from '../../../core/sla/zone-time.ts'
import { at, jakarta, placedCalendar, show } from '../../fixtures/calendars.ts'
import { slowClock } from '../../fixtures/slow-clock.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const always: Calendar = { zone: 'Asia/Jakarta', kind: 'always' }
const minutes = (n: number) => new Date(n * minuteMs)

describe('opening hours', () => {
  it.each([
    ['2026-11-12 07:29', false, '2026-11-12 07:30', 'before opening'],
    ['2026-11-12 07:30', true, '2026-11-12 07:30', 'the opening itself'],
    ['2026-11-12 11:59', true, '2026-11-12 11:59', 'just before lunch'],
    ['2026-11-12 12:00', false, '2026-11-12 13:00', 'lunch'],
    ['2026-11-13 11:30', false, '2026-11-13 13:00', 'the longer break on Friday'],
    ['2026-11-13 16:29', true, '2026-11-13 16:29', 'Friday afternoon'],
    ['2026-11-13 16:30', false, '2026-11-16 07:30', 'the weekend'],
    [
      '2026-03-17 15:00',
      false,
      '2026-03-25 07:30',
      'closing in Ramadan, then Nyepi, Idul Fitri and their leave',
    ],
    ['2026-03-10 07:45', false, '2026-03-10 08:00', 'the later opening in Ramadan'],
    ['2026-02-18 15:30', true, '2026-02-18 15:30', 'the day before Ramadan'],
    ['2026-02-19 15:30', false, '2026-02-20 08:00', 'its first day'],
    ['2026-12-23 16:00', false, '2026-12-28 07:30', 'Christmas with its leave, then the weekend'],
  ])('%s: open %s, next %s (%s)', (now, open, next) => {
    expect(isOpen(jakarta, at(now))).toBe(open)
    expect(show(nextOpening(jakarta, at(now)))).toBe(next)
  })

  it('is always open in a 24x7 calendar, also on a holiday', () => {
    const newYear = at('2026-01-01 00:00')
    expect(isOpen(always, newYear)).toBe(true)
    expect(nextOpening(always, newYear)).toEqual(newYear)
    expect(isWorkingDay(always, newYear)).toBe(true)
    expect(workingMsBetween(always, newYear, at('2026-01-03 01:00'))).toBe(49 * hourMs)
  })

  it('means the same wall time in each zone', () => {
    const opening = (zone: string) =>
      nextOpening({ ...jakarta, zone }, new Date('2026-11-15T20:00:00Z')).toISOString()
    expect(opening('Asia/Jakarta')).toBe('2026-11-16T00:30:00.000Z')
    expect(opening('Asia/Makassar')).toBe('2026-11-15T23:30:00.000Z')
    expect(opening('Asia/Jayapura')).toBe('2026-11-15T22:30:00.000Z')
    expect(opening('UTC+7')).toBe('2026-11-16T00:30:00.000Z')
  })

  it('lets the first season that fits a date hold', () => {
    const week = parsed({ 'mon-sun': ['20:00-21:00'] })
    const day = { from: '2026-03-10', to: '2026-03-10', name: 'Malam' }
    const c = { ...jakarta, seasons: [{ ...day, week }, ...jakarta.seasons!] }
    expect(show(nextOpening(c, at('2026-03-10 07:00')))).toBe('2026-03-10 20:00')
    expect(show(nextOpening(c, at('2026-03-11 07:00')))).toBe('2026-03-11 08:00')
  })
})

describe('a date with hours of its own', () => {
  const day = (hours: string[]) => ({ kind: 'office' as const, name: 'Piket', windows: parsedDay(hours) })
  const c: WorkingCalendar = {
    ...jakarta,
    days: new Map([
      ...jakarta.days,
      ['2026-12-31', day(['07:30-11:00'])],
      ['2026-11-15', day(['09:00-12:00'])], // a Sunday
      ['2026-03-10', day(['10:00-11:00', '20:00-24:00'])], // in Ramadan
    ]),
  }

  it.each([
    ['2026-12-31 10:59', '2026-12-31 10:59', 'until the early closing'],
    ['2026-12-31 11:00', '2027-01-01 07:30', 'not in the afternoon, which the week has open'],
    ['2026-11-14 10:00', '2026-11-15 09:00', 'on a Sunday'],
    ['2026-03-10 08:00', '2026-03-10 10:00', 'not in the hours of the season'],
    ['2026-03-10 23:59', '2026-03-10 23:59', 'up to midnight'],
    ['2026-03-11 00:00', '2026-03-11 08:00', 'and the next day as ever'],
  ])('has them and no others: at %s, next %s (%s)', (now, next) => {
    expect(show(nextOpening(c, at(now)))).toBe(next)
  })

  it('is a working day while it has any', () => {
    expect(isWorkingDay(c, at('2026-11-15 20:00'))).toBe(true)
    expect(show(nextWorkingDay(c, at('2026-11-13 10:00')))).toBe('2026-11-15 00:00')
    expect(isWorkingDay(c, at('2026-12-25 10:00'))).toBe(false)
  })

  it('is what is out of the ordinary about it; else the season is', () => {
    const season = jakarta.seasons?.[0]
    expect(dateFacts(c, '2026-03-10')).toEqual({
      special: c.days.get('2026-03-10'),
      season: null,
      isWorked: true,
    })
    expect(dateFacts(c, '2026-03-11')).toEqual({ special: null, season, isWorked: true })
    expect(dateFacts(c, '2026-03-14')).toEqual({ special: null, season, isWorked: false })
    expect(dateFacts(c, '2026-02-18')).toEqual({ special: null, season: null, isWorked: true })
    expect(dateFacts(c, '2026-12-25')).toMatchObject({
      special: { kind: 'national', windows: [] },
      isWorked: false,
    })
    expect(dateFacts(always, '2026-12-25')).toEqual({ special: null, season: null, isWorked: true })
  })
})

describe('working days', () => {
  it.each([
    ['2026-11-13 23:00', true, '2026-11-16 00:00', '2026-11-12 00:00'],
    ['2026-11-14 10:00', false, '2026-11-16 00:00', '2026-11-13 00:00'],
    ['2026-03-20 10:00', false, '2026-03-25 00:00', '2026-03-17 00:00'],
    ['2026-11-16 00:00', true, '2026-11-17 00:00', '2026-11-13 00:00'],
  ])('%s: working %s, next %s, previous %s', (now, working, next, previous) => {
    expect(isWorkingDay(jakarta, at(now))).toBe(working)
    expect(show(nextWorkingDay(jakarta, at(now)))).toBe(next)
    expect(show(previousWorkingDay(jakarta, at(now)))).toBe(previous)
  })

  it('goes from local midnight to local midnight in a 24x7 calendar', () => {
    expect(show(nextWorkingDay(always, at('2026-11-14 10:00')))).toBe('2026-11-15 00:00')
    expect(show(previousWorkingDay(always, at('2026-11-14 10:00')))).toBe('2026-11-13 00:00')
  })
})

describe('working time', () => {
  it('adds up to the 37 h 30 min of an ordinary week and the 32 h 30 min of one in Ramadan', () => {
    expect(workingMsBetween(jakarta, at('2026-11-09 00:00'), at('2026-11-16 00:00'))).toBe(37.5 * hourMs)
    expect(workingMsBetween(jakarta, at('2026-03-09 00:00'), at('2026-03-16 00:00'))).toBe(32.5 * hourMs)
  })

  it('is nothing when the end is not after the beginning', () => {
    expect(workingMsBetween(jakarta, at('2026-11-12 10:00'), at('2026-11-12 10:00'))).toBe(0)
    expect(workingMsBetween(jakarta, at('2026-11-12 11:00'), at('2026-11-12 10:00'))).toBe(0)
    expect(workingMsBetween(always, at('2026-11-12 11:00'), at('2026-11-12 10:00'))).toBe(0)
  })

  it('follows the clocks when they are changed: a night shift of 3 h is one of 2, then of 4', () => {
    const berlin: WorkingCalendar = {
      zone: 'Europe/Berlin',
      kind: 'working',
      week: parsed({ sun: ['01:00-04:00'] }),
      days: new Map(),
    }
    const worked = (from: string, to: string) =>
      workingMsBetween(berlin, at(from, berlin.zone), at(to, berlin.zone))
    expect(worked('2026-03-29 00:00', '2026-03-30 00:00')).toBe(2 * hourMs)
    expect(worked('2026-10-25 00:00', '2026-10-26 00:00')).toBe(4 * hourMs)
  })

  it('refuses to go backwards', () => {
    expect(() => addWorkingMs(jakarta, at('2026-11-12 10:00'), -1)).toThrow('bug')
    expect(() => addWorkingMs(jakarta, at('2026-11-12 10:00'), NaN)).toThrow('bug')
  })
})

describe('a calendar that is a mistake', () => {
  const closed: WorkingCalendar = {
    ...jakarta,
    week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
    seasons: [],
  }
  const now = at('2026-11-12 10:00')

  it('is told, not searched for ever', () => {
    for (const search of [
      () => nextOpening(closed, now),
      () => addWorkingMs(closed, now, 1),
      () => nextWorkingDay(closed, now),
      () => previousWorkingDay(closed, now),
    ]) {
      expect(search).toThrow('no working time for two years')
    }
    expect(isOpen(closed, now)).toBe(false)
    expect(workingMsBetween(closed, now, at('2036-01-01 00:00'))).toBe(0)
  })

  it('is told when it opens again only after two years, not when after one', () => {
    const opening = (from: string) =>
      nextOpening(
        { ...closed, seasons: [{ from, to: '2099-12-31', name: 'Nanti', week: jakarta.week }] },
        now,
      )
    expect(show(opening('2027-12-01'))).toBe('2027-12-01 07:30')
    expect(() => opening('2029-12-01')).toThrow('no working time for two years')
  })

  it('must name a time zone that exists and is not the host’s', () => {
    expect(() => isOpen({ ...jakarta, zone: 'Asia/Serang' }, now)).toThrow('unknown time zone')
    expect(() => isOpen({ ...jakarta, zone: 'local' }, now)).toThrow('named time zone')
    expect(() => isOpen(jakarta, new Date(NaN))).toThrow('invalid time')
  })
})

describe('any calendar, against the slow clock', () => {
  const moment = fc.nat({ max: 6 * 1440 })

  it('opens and counts as it does', () => {
    fc.assert(
      fc.property(placedCalendar, moment, moment, ({ c, base }, from, length) => {
        const slow = slowClock(c)
        const [start, end] = [base + from, base + from + length]
        expect(isOpen(c, minutes(start))).toBe(slow.isOpen(start))
        expect(nextOpening(c, minutes(start))).toEqual(minutes(slow.nextOpening(start)))
        expect(workingMsBetween(c, minutes(start), minutes(end))).toBe(slow.between(start, end) * minuteMs)
      }),
      { numRuns: 200 },
    )
  })

  it('adds as it does', () => {
    fc.assert(
      fc.property(placedCalendar, moment, fc.nat({ max: 1500 }), ({ c, base }, from, length) => {
        const expected = slowClock(c).add(base + from, length)
        expect(addWorkingMs(c, minutes(base + from), length * minuteMs)).toEqual(minutes(expected))
      }),
      { numRuns: 200 },
    )
  })
})

describe('any calendar, to the millisecond', () => {
  const moment = fc.nat({ max: 6 * 24 * hourMs })

  it('is open in the stretches it tells, each on one local date, and nowhere else', () => {
    fc.assert(
      fc.property(placedCalendar, moment, moment, ({ c, base }, from, length) => {
        const start = new Date(base * minuteMs + from)
        const end = new Date(start.getTime() + length)
        const spans = openBetween(c, start, end)
        const dates = datesBetween(c, start, end)
        let last = start
        for (const span of spans) {
          expect(span.from >= last && span.from < span.to && span.to <= end).toBe(true)
          expect(isOpen(c, span.from) && isOpen(c, new Date(span.to.getTime() - 1))).toBe(true)
          expect(workingMsBetween(c, last, span.from)).toBe(0)
          const date = localDate(c.zone, span.from)
          expect(localDate(c.zone, new Date(span.to.getTime() - 1))).toBe(date)
          expect(dates).toContain(date)
          expect(dateFacts(c, date).isWorked).toBe(true)
          last = span.to
        }
        expect(workingMsBetween(c, last, end)).toBe(0)
      }),
    )
  })

  it('counts what it adds, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(
        placedCalendar,
        moment,
        fc.integer({ min: 1, max: 30 * hourMs }),
        ({ c, base }, from, ms) => {
          const start = new Date(base * minuteMs + from)
          const end = addWorkingMs(c, start, ms)
          expect(workingMsBetween(c, start, end)).toBe(ms)
          expect(workingMsBetween(c, start, new Date(end.getTime() - 1))).toBe(ms - 1)
        },
      ),
    )
  })

  it('counts a stretch as the sum of its parts', () => {
    fc.assert(
      fc.property(placedCalendar, fc.tuple(moment, moment, moment), ({ c, base }, offsets) => {
        const [a, b, d] = offsets.toSorted((x, y) => x - y).map((ms) => new Date(base * minuteMs + ms))
        expect(workingMsBetween(c, a!, b!) + workingMsBetween(c, b!, d!)).toBe(workingMsBetween(c, a!, d!))
      }),
    )
  })
})

function parsed(text: Record<string, string[]>) {
  const result = parseWeek(text)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.week
}

function parsedDay(list: string[]) {
  const { windows, errors } = parseWindows(list)
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return windows
}
