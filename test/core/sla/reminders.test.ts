import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpen, workingMsBetween } from '../../../core/sla/calendar.ts'
import { dueAt, pushDue } from '../../../core/sla/deadline.ts'
import { parseDuration } from '../../../core/sla/duration.ts'
import { remainingMs, reminderPlan } from '../../../core/sla/reminders.ts'
import { at, jakarta, placedCalendar, show } from '../../fixtures/calendars.ts'

const levels = [{ percent: 50 }, { percent: 75 }, { percent: 100 }]

function plan(start: string, limitText: string, desk = levels): string[] {
  const limit = parseDuration(limitText)!
  const started = at(start)
  return reminderPlan(jakarta, { started, due: dueAt(jakarta, started, limit)!, limit, levels: desk }).map(
    (r) => `${r.percent} % ${show(r.at)}${r.silent ? ' silent' : ''}`,
  )
}

describe('reminderPlan', () => {
  it('nudges of two hours or less at 75 % and at the breach, whatever the desk says', () => {
    expect(plan('2026-11-12 08:00', '1 jam')).toEqual([
      '75 % 2026-11-12 08:45 silent',
      '100 % 2026-11-12 09:00',
    ])
    expect(plan('2026-11-12 08:00', '120 menit', [{ percent: 10 }])).toEqual([
      '75 % 2026-11-12 09:30 silent',
      '100 % 2026-11-12 10:00',
    ])
  })

  it('follows the desk for longer limits, silent before the breach, earliest first', () => {
    expect(plan('2026-11-12 08:00', '4 jam', levels.toReversed())).toEqual([
      '50 % 2026-11-12 10:00 silent',
      '75 % 2026-11-12 11:00 silent',
      '100 % 2026-11-12 13:00', // due at 12:00, when the break begins
    ])
    expect(plan('2026-11-12 08:00', '1 hari', [{ percent: 90 }])).toEqual(['90 % 2026-11-12 15:45 silent'])
  })

  it('counts percents in working time and waits for the opening', () => {
    expect(plan('2026-11-12 14:00', '1 hari')).toEqual([
      '50 % 2026-11-13 09:00 silent',
      '75 % 2026-11-13 10:45 silent',
      '100 % 2026-11-13 14:00',
    ])
    expect(plan('2026-11-12 15:00', '1 jam')).toEqual([
      '75 % 2026-11-12 15:45 silent',
      '100 % 2026-11-13 07:30',
    ])
    expect(plan('2026-11-14 10:00', '1 jam')).toEqual([
      '75 % 2026-11-16 08:15 silent',
      '100 % 2026-11-16 08:30',
    ])
  })

  it('reminds of what is left when the start is pushed with the due by a pause', () => {
    const limit = { unit: 'hour', n: 1 } as const
    const [pausedFrom, resumedAt] = [at('2026-11-12 08:30'), at('2026-11-12 10:30')]
    const started = pushDue(jakarta, at('2026-11-12 08:00'), pausedFrom, resumedAt)
    const due = pushDue(jakarta, at('2026-11-12 09:00'), pausedFrom, resumedAt)
    const [nudge, breach] = reminderPlan(jakarta, { started, due, limit, levels })
    expect([show(nudge!.at), show(breach!.at)]).toEqual(['2026-11-12 10:45', '2026-11-12 11:00'])
  })

  it('reminds at once of a due that was recomputed to before the start', () => {
    const started = at('2026-11-12 18:00')
    const limit = { unit: 'day', n: 1 } as const
    const planned = reminderPlan(jakarta, { started, due: at('2026-11-12 10:00'), limit, levels })
    expect(planned.map((r) => show(r.at))).toEqual(Array(3).fill('2026-11-13 07:30'))
  })

  it('reminds in working hours, with as much used up as it says, in any calendar', () => {
    const day = 24 * 3_600_000
    fc.assert(
      fc.property(
        placedCalendar,
        fc.nat({ max: 6 * day }),
        fc.integer({ min: 3, max: 20 }),
        ({ c, base }, from, n) => {
          const started = new Date(base * 60_000 + from)
          const limit = { unit: 'hour', n } as const
          const due = dueAt(c, started, limit)!
          for (const { percent, at: moment } of reminderPlan(c, { started, due, limit, levels })) {
            expect(isOpen(c, moment)).toBe(true)
            expect(workingMsBetween(c, started, moment)).toBe((n * 3_600_000 * percent) / 100)
          }
        },
      ),
    )
  })
})

describe('remainingMs', () => {
  it.each([
    ['2026-11-12 10:00', '2026-11-12 10:30', 30],
    ['2026-11-12 10:30', '2026-11-12 10:30', 0],
    ['2026-11-12 11:30', '2026-11-12 13:30', 60],
    ['2026-11-12 15:30', '2026-11-13 08:00', 60],
    ['2026-11-12 11:15', '2026-11-12 10:30', -45],
    ['2026-11-16 08:00', '2026-11-13 16:00', -60],
    ['2026-11-14 10:00', '2026-11-13 16:30', 0],
  ])('at %s, due %s: %d minutes', (now, due, minutes) => {
    expect(remainingMs(jakarta, at(now), at(due))).toBe(minutes * 60_000)
  })
})
