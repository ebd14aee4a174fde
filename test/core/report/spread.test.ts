import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadOf, workedMs } from '../../../core/report/spread.ts'
import type { Pause } from '../../../core/ticket/ticket.ts'
import { at, jakarta, placedCalendar } from '../../fixtures/calendars.ts'
import { slowClock } from '../../fixtures/slow-clock.ts'

const minuteMs = 60_000
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe('a spread', () => {
  it.each([
    [[7], 7, 7],
    [[1, 2], 1, 2],
    [[1, 2, 3], 2, 3],
    [[1, 2, 3, 4], 2, 4],
    [upTo(9), 5, 9],
    [upTo(10), 5, 9],
    [upTo(11), 6, 10],
    [upTo(20), 10, 18],
    [upTo(100), 50, 90],
    [[5, 5, 5, 1_000], 5, 1_000],
    [[0, 0, 0], 0, 0],
  ])('of %j has the middle %d, and nine in ten within %d', (times, medianMs, p90Ms) => {
    expect(spreadOf(times)).toEqual({ count: times.length, medianMs, p90Ms })
  })

  it('is none of nothing', () => {
    expect(spreadOf([])).toBeNull()
  })

  it('is the nearest rank whatever the order: figures that occurred, which half and nine in ten do not exceed', () => {
    const times = fc.array(fc.nat({ max: 500 }), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(times, fc.nat(), (all, turn) => {
        const spread = spreadOf(all)!
        expect(all).toContain(spread.medianMs)
        expect(all).toContain(spread.p90Ms)
        for (const [figure, tenths] of [
          [spread.medianMs, 5],
          [spread.p90Ms, 9],
        ] as const) {
          expect(all.filter((ms) => ms <= figure).length * 10).toBeGreaterThanOrEqual(all.length * tenths)
          expect(all.filter((ms) => ms < figure).length * 10).toBeLessThan(all.length * tenths)
        }
        const from = turn % all.length
        const given = [...all.slice(from), ...all.slice(0, from)]
        const before = [...given]
        expect(spreadOf(given)).toEqual(spread)
        expect(given).toEqual(before)
      }),
    )
  })
})

describe('how long something took', () => {
  const pause = (from: string, to: string | null, why: Pause['why'] = 'requester'): Pause => ({
    ...{ from: at(`2026-11-${from}`), to: to === null ? null : at(`2026-11-${to}`), why },
  })
  const worked = (from: string, to: string, ...pauses: Pause[]) =>
    workedMs(jakarta, at(`2026-11-${from}`), at(`2026-11-${to}`), pauses) / minuteMs

  it.each<[string, number, Pause[]]>([
    ['without a pause', 450, []],
    ['with one in working hours', 390, [pause('12 10:00', '12 11:00')]],
    ['with one over the break', 330, [pause('12 11:00', '12 14:00')]],
    ['with one in the night', 450, [pause('12 17:00', '13 07:00')]],
    [
      'for whomever it waited',
      270,
      [
        pause('12 09:00', '12 10:00', 'incomplete'),
        pause('12 10:00', '12 11:00', 'party'),
        pause('12 14:00', '12 15:00'),
      ],
    ],
    ['with one that began before', 420, [pause('11 15:00', '12 09:30')]],
    ['with one that ended after', 390, [pause('13 08:00', '13 11:00')]],
    ['with one that lasts', 390, [pause('13 08:00', null)]],
    [
      'with one before and one after, which are not its own',
      450,
      [pause('12 07:30', '12 08:30'), pause('13 10:00', '13 11:00')],
    ],
    ['with one that covers it all', 0, [pause('12 08:00', null)]],
  ])('from Thursday 09.00 to Friday 09.00 %s: %d minutes', (_, minutes, pauses) => {
    expect(worked('12 09:00', '13 09:00', ...pauses)).toBe(minutes)
  })

  it('is nothing outside working hours', () => {
    expect(worked('14 09:00', '15 18:00')).toBe(0)
    expect(worked('12 09:00', '12 09:00')).toBe(0)
  })

  it('is what the slow clock counts: every open minute that lies in no pause', () => {
    const minute = fc.nat({ max: 4_000 })
    const lengths = fc.array(fc.tuple(fc.nat({ max: 900 }), fc.nat({ max: 900 })), { maxLength: 4 })
    fc.assert(
      fc.property(
        placedCalendar,
        minute,
        minute,
        lengths,
        fc.boolean(),
        ({ c, base }, start, length, all, lasts) => {
          const [from, to] = [base + start, base + start + length]
          let end = base
          const pauses = all.map(([gap, long]) => ({ from: end + gap, to: (end += gap + long) }))
          const slow = slowClock(c)
          let expected = 0
          for (let now = from; now < to; now++) {
            const stands = pauses.some((one, index) => {
              const isOpenEnded = lasts && index === pauses.length - 1
              return one.from <= now && (isOpenEnded || now < one.to)
            })
            if (slow.isOpen(now) && !stands) expected++
          }
          const date = (at: number) => new Date(at * minuteMs)
          const stretches = pauses.map((one, index): Pause => {
            const isOpenEnded = lasts && index === pauses.length - 1
            return { from: date(one.from), to: isOpenEnded ? null : date(one.to), why: 'party' }
          })
          expect(workedMs(c, date(from), date(to), stretches)).toBe(expected * minuteMs)
        },
      ),
      { numRuns: 150 },
    )
  })
})
