import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../../core/sla/calendar.ts'
import { dueAt, pushDue } from '../../../core/sla/deadline.ts'
import { parseDuration } from '../../../core/sla/duration.ts'
import { remainingMs } from '../../../core/sla/reminders.ts'
import { at, jakarta, placedCalendar, show } from '../../fixtures/calendars.ts'
import { slowClock } from '../../fixtures/slow-clock.ts'

const minuteMs = 60_000
const always: Calendar = { zone: 'Asia/Jakarta', kind: 'always' }
const minutes = (n: number) => new Date(n * minuteMs)

describe('dueAt', () => {
  it.each([
    ['2026-11-12 09:30', '1 jam', '2026-11-12 10:30', 'an ordinary morning'],
    ['2026-11-12 09:30:20', '30 detik', '2026-11-12 09:30:50', 'seconds'],
    ['2026-11-12 11:00', '1 jam', '2026-11-12 12:00', 'ends as lunch begins, not after it'],
    ['2026-11-12 11:30', '1 jam', '2026-11-12 13:30', 'over lunch'],
    ['2026-11-12 12:15', '10 menit', '2026-11-12 13:10', 'starts in the lunch break'],
    ['2026-11-12 14:00', '2 jam', '2026-11-12 16:00', 'ends as the office closes'],
    ['2026-11-12 15:30', '1 jam', '2026-11-13 08:00', 'over night'],
    ['2026-11-12 22:10', '1 jam', '2026-11-13 08:30', 'starts at night'],
    ['2026-11-13 11:00', '1 jam', '2026-11-13 13:30', 'over the longer break on Friday'],
    ['2026-11-13 16:00', '1 jam', '2026-11-16 08:00', 'over the weekend'],
    ['2026-03-17 14:30', '2 jam', '2026-03-25 09:00', 'over Idul Fitri with its leave'],
    ['2026-11-11 10:00', '1 hari', '2026-11-12 10:00', 'the same time tomorrow'],
    ['2026-11-11 10:00:07', '1 hari', '2026-11-12 10:00:07', 'to the second'],
    ['2026-11-11 22:00', '1 hari', '2026-11-13 07:30', 'starts at night: counted from the opening'],
    ['2026-11-14 10:00', '1 hari', '2026-11-17 07:30', 'starts on Saturday: counted from Monday'],
    ['2026-11-12 12:15', '1 hari', '2026-11-13 13:00', 'starts at lunch: counted from 13:00'],
    ['2026-11-12 11:30', '1 hari', '2026-11-13 11:30', 'on the edge of the Friday break'],
    ['2026-11-12 11:45', '1 hari', '2026-11-13 13:00', 'within the Friday break: when it ends'],
    ['2026-11-13 14:00', '1 hari', '2026-11-16 14:00', 'from Friday afternoon'],
    ['2026-11-13 16:15', '1 hari', '2026-11-16 16:00', 'from late on Friday: Monday closes earlier'],
    ['2026-11-12 10:00', '3 hari', '2026-11-17 10:00', 'the weekend does not count'],
    ['2026-02-18 07:40', '1 hari', '2026-02-19 08:00', 'into Ramadan: before the opening'],
    ['2026-02-18 15:30', '1 hari', '2026-02-19 15:00', 'into Ramadan: after the closing'],
    ['2026-03-17 10:00', '1 hari', '2026-03-25 10:00', 'over Idul Fitri with its leave'],
  ])('%s + %s → %s (%s)', (start, limit, due) => {
    expect(show(dueAt(jakarta, at(start), parseDuration(limit)))).toBe(due)
  })

  it.each([
    ['2026-11-13 23:50', '10 menit', '2026-11-14 00:00'],
    ['2026-11-13 23:50', '2 jam', '2026-11-14 01:50'],
    ['2026-11-13 23:50', '1 hari', '2026-11-14 23:50'],
    ['2026-03-19 10:00', '3 hari', '2026-03-22 10:00'],
  ])('24x7: %s + %s → %s', (start, limit, due) => {
    expect(show(dueAt(always, at(start), parseDuration(limit)))).toBe(due)
  })

  it('counts a day of a 24x7 calendar as 24 hours when the clocks are changed', () => {
    const due = dueAt({ zone: 'Europe/Berlin', kind: 'always' }, at('2026-03-28 12:00', 'Europe/Berlin'), {
      unit: 'day',
      n: 1,
    })
    expect(show(due, 'Europe/Berlin')).toBe('2026-03-29 13:00')
  })

  it('is never without a limit', () => {
    expect(dueAt(jakarta, at('2026-11-12 10:00'), null)).toBeNull()
    expect(dueAt(always, at('2026-11-12 10:00'), null)).toBeNull()
  })

  it('goes days on as the slow clock does, in any calendar', () => {
    fc.assert(
      fc.property(
        placedCalendar,
        fc.nat({ max: 6 * 1440 }),
        fc.integer({ min: 1, max: 4 }),
        ({ c, base }, from, n) => {
          const due = dueAt(c, minutes(base + from), { unit: 'day', n })
          expect(due).toEqual(minutes(slowClock(c).addDays(base + from, n)))
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('pushDue', () => {
  it.each([
    ['2026-11-12 10:00', '2026-11-12 09:30', '2026-11-12 09:50', '2026-11-12 10:20', 'twenty minutes'],
    [
      '2026-11-12 11:00',
      '2026-11-12 10:00',
      '2026-11-12 14:00',
      '2026-11-12 15:00',
      'lunch is not pushed by',
    ],
    ['2026-11-12 15:50', '2026-11-12 15:30', '2026-11-13 08:00', '2026-11-13 08:20', 'over night'],
    ['2026-11-12 16:00', '2026-11-12 18:00', '2026-11-13 07:00', '2026-11-12 16:00', 'only while closed'],
    ['2026-11-13 16:00', '2026-11-13 14:00', '2026-11-17 09:00', '2026-11-17 11:00', 'over the weekend'],
    [
      '2026-11-12 10:00',
      '2026-11-12 10:30',
      '2026-11-12 11:00',
      '2026-11-12 10:30',
      'late stays as late as it was',
    ],
  ])('%s, paused %s to %s → %s (%s)', (due, from, to, pushed) => {
    expect(show(pushDue(jakarta, at(due), at(from), at(to)))).toBe(pushed)
  })

  it('pushes by plain time in a 24x7 calendar', () => {
    const pushed = pushDue(always, at('2026-11-13 23:50'), at('2026-11-13 23:00'), at('2026-11-14 07:00'))
    expect(show(pushed)).toBe('2026-11-14 07:50')
  })

  it('leaves after any pauses what was left before, in any calendar', () => {
    const gap = fc.nat({ max: 2 * 24 * 60 * minuteMs })
    const pauses = fc.array(fc.record({ worked: gap, paused: gap }), { maxLength: 4 })
    fc.assert(
      fc.property(
        placedCalendar,
        gap,
        fc.integer({ min: 1, max: 1200 }),
        pauses,
        ({ c, base }, from, n, gaps) => {
          let now = new Date(base * minuteMs + from)
          let due = dueAt(c, now, { unit: 'minute', n })!
          for (const { worked, paused } of gaps) {
            const pausedFrom = new Date(now.getTime() + worked)
            now = new Date(pausedFrom.getTime() + paused)
            const left = remainingMs(c, pausedFrom, due)
            due = pushDue(c, due, pausedFrom, now)
            expect(remainingMs(c, now, due)).toBe(left)
          }
        },
      ),
    )
  })

  it('pushes as the slow clock counts', () => {
    const moment = fc.nat({ max: 3 * 1440 })
    fc.assert(
      fc.property(placedCalendar, moment, moment, moment, ({ c, base }, due, from, length) => {
        const slow = slowClock(c)
        const [pausedFrom, resumedAt] = [base + from, base + from + length]
        const expected = slow.add(base + due, slow.between(pausedFrom, resumedAt))
        expect(pushDue(c, minutes(base + due), minutes(pausedFrom), minutes(resumedAt))).toEqual(
          minutes(expected),
        )
      }),
    )
  })
})
