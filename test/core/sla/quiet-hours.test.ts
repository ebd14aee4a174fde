import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { quietUntil } from '../../../core/sla/quiet-hours.ts'
import { at, show } from '../../fixtures/calendars.ts'

const hours = (text: string) => {
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return hour * 60 + minute
  })
  return { from, to }
}
const night = hours('22:00-06:00')

describe('quietUntil', () => {
  it.each([
    ['2026-11-12 21:59:59', null],
    ['2026-11-12 22:00', '2026-11-13 06:00'],
    ['2026-11-12 23:59:59', '2026-11-13 06:00'],
    ['2026-11-13 00:00', '2026-11-13 06:00'],
    ['2026-11-13 05:59:59', '2026-11-13 06:00'],
    ['2026-11-13 06:00', null],
    ['2026-12-31 23:00', '2027-01-01 06:00'],
  ])('over midnight: at %s until %s', (now, until) => {
    expect(show(quietUntil('Asia/Jakarta', night, at(now)))).toBe(until)
  })

  it.each([
    ['2026-11-12 11:59:59', null],
    ['2026-11-12 12:00', '2026-11-12 13:00'],
    ['2026-11-12 12:59:59', '2026-11-12 13:00'],
    ['2026-11-12 13:00', null],
    ['2026-11-12 00:00', null],
  ])('within a day: at %s until %s', (now, until) => {
    expect(show(quietUntil('Asia/Jakarta', hours('12:00-13:00'), at(now)))).toBe(until)
  })

  it('begins or ends at midnight', () => {
    const until = (text: string, now: string) => show(quietUntil('Asia/Jakarta', hours(text), at(now)))
    expect(until('22:00-00:00', '2026-11-12 23:00')).toBe('2026-11-13 00:00')
    expect(until('22:00-00:00', '2026-11-13 00:00')).toBeNull()
    expect(until('00:00-06:00', '2026-11-13 00:00')).toBe('2026-11-13 06:00')
    expect(until('00:00-06:00', '2026-11-12 23:59')).toBeNull()
  })

  it('is the wall clock’s of the zone', () => {
    const until = (zone: string, now: string) => quietUntil(zone, night, new Date(now))?.toISOString() ?? null
    expect(until('Asia/Jakarta', '2026-11-12T14:30:00Z')).toBeNull()
    expect(until('Asia/Makassar', '2026-11-12T14:30:00Z')).toBe('2026-11-12T22:00:00.000Z')
    expect(until('Asia/Jayapura', '2026-11-12T14:30:00Z')).toBe('2026-11-12T21:00:00.000Z')
  })

  it('is none where the office has set none', () => {
    expect(quietUntil('Asia/Jakarta', null, at('2026-11-12 23:00'))).toBeNull()
  })

  it('ends with the first minute that is not quiet, as one who looks at the wall each minute finds', () => {
    const minute = fc.nat({ max: 1439 })
    const zone = fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin')
    const start = Date.parse('2026-03-28T00:00:00Z') // Berlin loses an hour in the night after
    fc.assert(
      fc.property(minute, minute, zone, fc.nat({ max: 3 * 1440 }), (from, to, place, offset) => {
        fc.pre(from !== to)
        const isQuiet = (ms: number) => {
          const { hour, minute: past } = DateTime.fromMillis(ms, { zone: place })
          const wall = hour * 60 + past
          return from < to ? from <= wall && wall < to : from <= wall || wall < to
        }
        const now = start + offset * 60_000
        let end = now
        while (isQuiet(end)) end += 60_000
        expect(quietUntil(place, { from, to }, new Date(now))).toEqual(end === now ? null : new Date(end))
      }),
      { numRuns: 150 },
    )
  })
})
