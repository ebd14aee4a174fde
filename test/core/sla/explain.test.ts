import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar, WorkingCalendar } from '../../../core/sla/calendar.ts'
import { dueAt, pushDue } from '../../../core/sla/deadline.ts'
import { parseDuration, plainMs, type Duration } from '../../../core/sla/duration.ts'
import { explainDue, lengthOf } from '../../../core/sla/explain.ts'
import { at, jakarta, placedCalendar, show } from '../../fixtures/calendars.ts'

const minutes = (n: number) => new Date(n * 60_000)
const limitOf = (text: string) => parseDuration(text) as Duration

/** `11-12 09:30-12:00 13:00-16:00`, `11-14 closed`, `03-18 closed: Hari Suci Nyepi`: a day as a person can read it. */
function told(c: Calendar, start: string, limit: string): string[] {
  const { days } = explainDue(c, { started: at(start), limit: limitOf(limit), pauses: [] })
  return days.map(({ date, spans, special, season, isWorked }) => {
    const counted = spans.map(({ from, to }) => `${show(from)?.slice(11)}-${show(to)?.slice(11)}`)
    const why = special?.name ?? season?.name
    const what = isWorked ? counted.join(' ') : 'closed'
    return `${date.slice(5)} ${what}${why === undefined ? '' : `: ${why}`}`
  })
}

describe('explainDue', () => {
  it.each([
    ['2026-11-12 09:30', '1 jam', ['11-12 09:30-10:30']],
    ['2026-11-12 11:30', '1 jam', ['11-12 11:30-12:00 13:00-13:30']],
    ['2026-11-13 16:00', '1 jam', ['11-13 16:00-16:30', '11-14 closed', '11-15 closed', '11-16 07:30-08:00']],
    [
      '2026-03-17 14:30',
      '2 jam',
      [
        '03-17 14:30-15:00: Ramadan',
        '03-18 closed: Hari Suci Nyepi',
        '03-19 closed: Hari Suci Nyepi',
        '03-20 closed: Idul Fitri',
        '03-21 closed: Idul Fitri',
        '03-22 closed: Idul Fitri',
        '03-23 closed: Idul Fitri',
        '03-24 closed: Idul Fitri',
        '03-25 07:30-09:00',
      ],
    ],
    ['2026-03-14 09:00', '30 menit', ['03-16 08:00-08:30: Ramadan']],
    ['2026-11-14 10:00', '30 menit', ['11-16 07:30-08:00']],
    ['2026-11-12 15:00', '1 hari', ['11-12 15:00-16:00', '11-13 07:30-11:30 13:00-15:00']],
  ])('%s + %s counts %j', (start, limit, days) => {
    expect(told(jakarta, start, limit)).toEqual(days)
  })

  it('names a day with hours of its own, which counts as far as it is worked', () => {
    const windows = [{ from: 450, to: 660 }]
    const days = new Map([
      ...jakarta.days,
      ['2026-11-12', { kind: 'office' as const, name: 'Tutup buku', windows }],
    ])
    const c: WorkingCalendar = { ...jakarta, days }
    expect(told(c, '2026-11-12 10:00', '2 jam')).toEqual([
      '11-12 10:00-11:00: Tutup buku',
      '11-13 07:30-08:30',
    ])
  })

  it('tells no days where every hour counts', () => {
    const always: Calendar = { zone: 'Asia/Jakarta', kind: 'always' }
    const explained = explainDue(always, {
      started: at('2026-12-25 23:00'),
      limit: limitOf('2 jam'),
      pauses: [{ from: at('2026-12-25 23:30'), to: at('2026-12-26 00:30') }],
    })
    expect(explained.days).toEqual([])
    expect([show(explained.counts), show(explained.first), show(explained.due)]).toEqual([
      '2026-12-25 23:00',
      '2026-12-26 01:00',
      '2026-12-26 02:00',
    ])
  })

  it('names the opening from which a complaint of the night counts', () => {
    const { counts } = explainDue(jakarta, {
      started: at('2026-11-14 10:00'),
      limit: limitOf('1 jam'),
      pauses: [],
    })
    expect(show(counts)).toBe('2026-11-16 07:30')
  })

  it('pushes the due time by the working time of each pause, and by none that lasts', () => {
    const pauses = [
      { from: at('2026-11-12 09:00'), to: at('2026-11-12 10:00') },
      { from: at('2026-11-12 11:30'), to: at('2026-11-12 13:30') },
      { from: at('2026-11-12 14:00'), to: null },
    ]
    const explained = explainDue(jakarta, {
      started: at('2026-11-12 08:00'),
      limit: limitOf('4 jam'),
      pauses,
    })
    expect(show(explained.first)).toBe('2026-11-12 12:00')
    expect(explained.pauses.map(({ workingMs, due }) => [workingMs / 60_000, show(due)])).toEqual([
      [60, '2026-11-12 14:00'],
      [60, '2026-11-12 15:00'],
      [0, null],
    ])
    expect(explained.due).toBeNull()
  })

  it('comes to what the clock itself comes to, and what it counts adds up to the limit', () => {
    const limits = fc.record({
      unit: fc.constantFrom('second' as const, 'minute' as const, 'hour' as const, 'day' as const),
      n: fc.integer({ min: 1, max: 6 }),
    })
    const minutesOn = fc.nat({ max: 6 * 1440 })
    fc.assert(
      fc.property(
        placedCalendar,
        limits,
        minutesOn,
        fc.array(minutesOn, { maxLength: 3 }),
        (placed, limit, from, gaps) => {
          const { c, base } = placed
          const started = minutes(base + from)
          let end = base + from
          const pauses = gaps.map((gap) => {
            const pause = { from: minutes(end + 1), to: minutes(end + 1 + gap) }
            end += 1 + gap
            return pause
          })
          const explained = explainDue(c, { started, limit, pauses })
          const first = dueAt(c, started, limit) as Date
          expect(explained.due).toEqual(
            pauses.reduce((due, pause) => pushDue(c, due, pause.from, pause.to), first),
          )
          const spans = explained.days.flatMap((day) => day.spans)
          if (limit.unit !== 'day')
            expect(spans.reduce((sum, span) => sum + lengthOf(span), 0)).toBe(plainMs(limit))
          for (const day of explained.days) expect(!day.isWorked && day.spans.length > 0).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })
})
