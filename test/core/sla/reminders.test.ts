import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpen, openBetween, workingMsBetween, type Calendar } from '../../../core/sla/calendar.ts'
import { dueAt, pushDue } from '../../../core/sla/deadline.ts'
import { parseDuration, plainMs } from '../../../core/sla/duration.ts'
import {
  levelOf,
  parseRungAt,
  remainingMs,
  reminderPlan,
  usualRung,
  type Audience,
  type PlannedReminder,
  type Rung,
} from '../../../core/sla/reminders.ts'
import { localDate } from '../../../core/sla/zone-time.ts'
import { at, jakarta, placedCalendar, show } from '../../fixtures/calendars.ts'

/** A rung as the desk file writes it, for whom it usually is or for these. */
const rung = (text: string, ...to: Audience[]): Rung => {
  const parsed = parseRungAt(text)
  if (!parsed) throw new Error(`no rung: ${text}`)
  return to.length > 0 ? { at: parsed, to } : usualRung(parsed)
}
const usual = ['50%', '75%', '100%'].map((text) => rung(text))

/** `75% 2026-11-12 08:45 actor`, `100% 2026-11-12 09:00 late actor assignee`. */
const told = (plan: PlannedReminder[]) =>
  plan.map((r) => [r.level, show(r.at), ...(r.late ? ['late'] : []), ...r.to].join(' '))

function plan(start: string, limitText: string, ladder: readonly Rung[] = usual, urgent = false): string[] {
  const limit = parseDuration(limitText)!
  const started = at(start)
  const due = dueAt(jakarta, started, limit)!
  return told(reminderPlan(jakarta, { started, due, limit, ladder, urgent }))
}

describe('a short limit', () => {
  it('of two hours or less nudges once at 75 % and tells the breach, whatever the desk has before it', () => {
    expect(plan('2026-11-12 08:00', '1 jam')).toEqual([
      '75% 2026-11-12 08:45 actor',
      '100% 2026-11-12 09:00 late actor assignee',
      '100% 2026-11-13 07:30 late above',
    ])
    const early = [rung('10%'), rung('30 menit sebelum'), rung('75%', 'assignee', 'leader'), rung('99%')]
    for (const [limit, nudge, breach] of [
      ['120 menit', '09:30', '10:00'],
      ['7200 detik', '09:30', '10:00'],
      ['30 menit', '08:22:30', '08:30'],
    ] as const)
      expect(plan('2026-11-12 08:00', limit, early)).toEqual([
        `75% 2026-11-12 ${nudge} actor`,
        `100% 2026-11-12 ${breach} late actor assignee`,
        '100% 2026-11-13 07:30 late above',
      ])
  })

  it('of a minute more follows the desk', () => {
    expect(plan('2026-11-12 08:00', '121 menit', [rung('10%')])).toEqual(['10% 2026-11-12 08:12:06 actor'])
    expect(plan('2026-11-12 08:00', '121 menit', [])).toEqual([])
  })

  it('keeps what the desk has for its end and after', () => {
    expect(plan('2026-11-12 08:00', '1 jam', [rung('50%'), rung('100%', 'assignee')])).toEqual([
      '75% 2026-11-12 08:45 actor',
      '100% 2026-11-12 09:00 late assignee',
    ])
    expect(
      plan('2026-11-12 08:00', '1 jam', [rung('1 jam sesudah', 'assignee'), rung('150%', 'actor')]),
    ).toEqual([
      '75% 2026-11-12 08:45 actor',
      '100% 2026-11-12 09:00 late actor assignee',
      '150% 2026-11-12 09:30 late actor',
      '+1 jam 2026-11-12 10:00 late assignee',
      '100% 2026-11-13 07:30 late above',
    ])
  })

  it('is measured by its own length, a day never being short', () => {
    expect(plan('2026-11-12 08:00', '1 hari', [rung('90%')])).toEqual(['90% 2026-11-12 15:45 actor'])
  })
})

describe('a longer limit', () => {
  it('follows the desk, the earliest first', () => {
    expect(plan('2026-11-12 08:00', '4 jam', usual.toReversed())).toEqual([
      '50% 2026-11-12 10:00 actor',
      '75% 2026-11-12 11:00 actor',
      '100% 2026-11-12 13:00 late actor assignee', // due at 12:00, when the break begins
      '100% 2026-11-13 07:30 late above',
    ])
  })

  it('counts percents in working time and waits for the opening', () => {
    const own = ['50%', '75%', '100%'].map((text) => rung(text, 'actor'))
    expect(plan('2026-11-12 14:00', '1 hari', own)).toEqual([
      '50% 2026-11-13 09:00 actor',
      '75% 2026-11-13 10:45 actor',
      '100% 2026-11-13 14:00 late actor',
    ])
    expect(plan('2026-11-12 15:00', '1 jam', own)).toEqual([
      '75% 2026-11-12 15:45 actor',
      '100% 2026-11-13 07:30 late actor',
    ])
    expect(plan('2026-11-14 10:00', '3 jam', own)).toEqual([
      '50% 2026-11-16 09:00 actor',
      '75% 2026-11-16 09:45 actor',
      '100% 2026-11-16 10:30 late actor',
    ])
    expect(plan('2026-11-12 08:00', '4 jam', [rung('150%', 'actor')])).toEqual([
      '150% 2026-11-12 15:00 late actor',
    ])
  })

  it('reminds so much working time before its end, and not at all before its beginning', () => {
    const before = (...texts: string[]) => texts.map((text) => rung(`${text} sebelum`))
    expect(plan('2026-11-12 10:00', '4 jam', before('90 menit', '30 menit'))).toEqual([
      '-90 menit 2026-11-12 13:30 actor',
      '-30 menit 2026-11-12 14:30 actor',
    ])
    expect(plan('2026-11-12 15:00', '3 jam', before('30 menit'))).toEqual([
      '-30 menit 2026-11-13 09:00 actor',
    ])
    expect(plan('2026-11-12 08:00', '3 jam', before('1 hari', '3 jam', '179 menit'))).toEqual([
      '-179 menit 2026-11-12 08:01 actor',
    ])
    // A day before Wednesday 10.00 is as long as the one after it.
    expect(plan('2026-11-09 10:00', '2 hari', before('1 hari'))).toEqual(['-1 hari 2026-11-10 10:00 actor'])
  })

  it('reminds so much working time after its end, or days after', () => {
    const after = (text: string) => rung(`${text} sesudah`, 'actor')
    expect(plan('2026-11-12 08:00', '4 jam', [after('30 menit'), after('1 hari'), after('4 jam')])).toEqual([
      '+30 menit 2026-11-12 13:30 late actor',
      '+4 jam 2026-11-13 08:30 late actor',
      '+1 hari 2026-11-13 13:00 late actor', // 11.30 to 13.00 is the rest of Friday
    ])
  })

  it('reminds of what is left when the start is pushed with the due by a pause', () => {
    const limit = { unit: 'hour', n: 1 } as const
    const [pausedFrom, resumedAt] = [at('2026-11-12 08:30'), at('2026-11-12 10:30')]
    const started = pushDue(jakarta, at('2026-11-12 08:00'), pausedFrom, resumedAt)
    const due = pushDue(jakarta, at('2026-11-12 09:00'), pausedFrom, resumedAt)
    const [nudge, breach] = reminderPlan(jakarta, { started, due, limit, ladder: usual, urgent: false })
    expect([show(nudge!.at), show(breach!.at)]).toEqual(['2026-11-12 10:45', '2026-11-12 11:00'])
  })

  it('reminds at once of a due that was recomputed to before the start', () => {
    const started = at('2026-11-12 18:00')
    const limit = { unit: 'day', n: 1 } as const
    const run = { started, due: at('2026-11-12 10:00'), limit, ladder: usual, urgent: true }
    expect(reminderPlan(jakarta, run).map((r) => show(r.at))).toEqual(Array(4).fill('2026-11-13 07:30'))
  })
})

describe('superiors', () => {
  const ladder = [rung('100%', 'above', 'actor', 'leader'), rung('1 jam sesudah', 'leader')]

  it('hear of what is not urgent at the opening of the next working day', () => {
    expect(plan('2026-11-12 08:00', '3 jam', ladder)).toEqual([
      '100% 2026-11-12 11:00 late actor',
      '100% 2026-11-13 07:30 late above leader',
      '+1 jam 2026-11-13 07:30 late leader',
    ])
    expect(plan('2026-11-13 08:00', '3 jam', ladder).slice(1)).toEqual([
      '100% 2026-11-16 07:30 late above leader',
      '+1 jam 2026-11-16 07:30 late leader',
    ])
    // Nyepi and Idul Fitri lie between, and the ordinary hours are back.
    expect(plan('2026-03-17 08:00', '3 jam', ladder).at(-1)).toBe('+1 jam 2026-03-25 07:30 late leader')
  })

  it('hear of what is urgent at once', () => {
    expect(plan('2026-11-12 08:00', '3 jam', ladder, true)).toEqual([
      '100% 2026-11-12 11:00 late actor',
      '100% 2026-11-12 11:00 late above leader',
      '+1 jam 2026-11-12 13:00 late leader', // 12.00 is when the break begins
    ])
  })

  it('may hear of what is not late yet, then too on the next working day', () => {
    expect(plan('2026-11-12 08:00', '4 jam', [rung('50%', 'above')])).toEqual(['50% 2026-11-13 07:30 above'])
    expect(plan('2026-11-12 08:00', '4 jam', [rung('50%', 'above')], true)).toEqual([
      '50% 2026-11-12 10:00 above',
    ])
  })
})

describe('a rung', () => {
  it.each([
    ['75%', { percent: 75 }, '75%'],
    ['75', { percent: 75 }, '75%'],
    [' 100 % ', { percent: 100 }, '100%'],
    ['999%', { percent: 999 }, '999%'],
    ['1%', { percent: 1 }, '1%'],
    ['30 menit sebelum', { before: { unit: 'minute', n: 30 } }, '-30 menit'],
    ['  1 Jam  SESUDAH ', { after: { unit: 'hour', n: 1 } }, '+1 jam'],
    ['2hari sebelum', { before: { unit: 'day', n: 2 } }, '-2 hari'],
    ['45 detik sesudah', { after: { unit: 'second', n: 45 } }, '+45 detik'],
  ])('%j is read, and known as it was told', (text, expected, level) => {
    expect(parseRungAt(text)).toEqual(expected)
    expect(levelOf(parseRungAt(text)!)).toBe(level)
  })

  it.each([
    ...['', '0%', '0', '1000%', '-5%', '7,5%', '75%%', 'persen', '30 menit', 'sebelum', '30 sebelum'],
    ...['0 menit sebelum', '100000 jam sesudah', '30 menit lalu', '30 menitsebelum', 'sebelum 30 menit'],
    ...['75% sebelum', '1,5 jam sesudah', '30 menit sebelum sesudah'],
  ])('%j is none', (text) => {
    expect(parseRungAt(text)).toBeNull()
  })

  it('is for the role that must act until the limit has run out; then for whoever has it and the role above too', () => {
    expect(usualRung({ percent: 99 }).to).toEqual(['actor'])
    expect(rung('1 hari sebelum').to).toEqual(['actor'])
    for (const text of ['100%', '150%', '1 menit sesudah'])
      expect(rung(text).to).toEqual(['actor', 'assignee', 'above'])
  })
})

describe('any ladder in any calendar', () => {
  const hourMs = 3_600_000
  const from = fc.nat({ max: 6 * 24 * hourMs })
  const hours = fc.integer({ min: 3, max: 20 })

  it('reminds in working hours, with as much used up as it says', () => {
    fc.assert(
      fc.property(placedCalendar, from, hours, ({ c, base }, offset, n) => {
        const started = new Date(base * 60_000 + offset)
        const limit = { unit: 'hour', n } as const
        const due = dueAt(c, started, limit)!
        const ladder = [50, 75, 100].map((percent) => ({ at: { percent }, to: ['actor' as const] }))
        const planned = reminderPlan(c, { started, due, limit, ladder, urgent: false })
        expect(planned).toHaveLength(3)
        for (const { level, at: moment } of planned) {
          expect(isOpen(c, moment)).toBe(true)
          expect(workingMsBetween(c, started, moment)).toBe((n * hourMs * parseInt(level)) / 100)
        }
      }),
    )
  })

  it('keeps the distance from the end that a rung has', () => {
    const distances = fc.uniqueArray(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(placedCalendar, from, hours, distances, ({ c, base }, offset, n, minutes) => {
        const started = new Date(base * 60_000 + offset)
        const limit = { unit: 'hour', n } as const
        const due = dueAt(c, started, limit)!
        const rungs = minutes.flatMap((m) => [
          rung(`${m} menit sebelum`),
          rung(`${m} menit sesudah`, 'actor'),
        ])
        for (const { level, at: moment, late } of reminderPlan(c, {
          ...{ started, due, limit, ladder: rungs, urgent: false },
        })) {
          const ms = plainMs(parseDuration(level.slice(1))!)
          expect(late).toBe(level.startsWith('+'))
          if (late) expect(workingMsBetween(c, due, moment)).toBe(ms)
          else expect(workingMsBetween(c, moment, due)).toBe(Math.min(ms, n * hourMs))
        }
      }),
    )
  })

  it('tells everybody it names of each rung once, in order; superiors of what is not urgent first thing on a later day', () => {
    const audiences = fc.subarray(['actor', 'assignee', 'above', 'leader'] as const, { minLength: 1 })
    const texts = fc.constantFrom(
      '30%',
      '90%',
      '100%',
      '140%',
      '2 jam sebelum',
      '3 jam sesudah',
      '1 hari sesudah',
    )
    const ladders = fc.uniqueArray(
      fc.tuple(texts, audiences).map(([text, to]) => rung(text, ...to)),
      { selector: ({ at: moment }) => levelOf(moment), maxLength: 5 },
    )
    fc.assert(
      fc.property(
        placedCalendar,
        from,
        hours,
        ladders,
        fc.boolean(),
        ({ c, base }, offset, n, ladder, urgent) => {
          const started = new Date(base * 60_000 + offset)
          const limit = { unit: 'hour', n } as const
          const planned = reminderPlan(c, { started, due: dueAt(c, started, limit)!, limit, ladder, urgent })
          const pairs = (levels: { level: string; to: readonly Audience[] }[]) =>
            levels.flatMap(({ level, to }) => to.map((who) => `${level} ${who}`)).toSorted()
          expect(pairs(planned)).toEqual(
            pairs(ladder.map(({ at: moment, to }) => ({ level: levelOf(moment), to }))),
          )
          expect(planned).toEqual(planned.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
          for (const { level, to, at: moment } of planned) {
            expect(isOpen(c, moment)).toBe(true)
            const own = ladder.find((one) => levelOf(one.at) === level)
            const [first] = reminderPlan(c, {
              ...{ started, due: dueAt(c, started, limit)!, limit, urgent },
              ladder: [{ at: own!.at, to: ['actor'] }],
            })
            const isCollected = !urgent && to.some((who) => who === 'above' || who === 'leader')
            if (isCollected) expectFirstOfLaterDay(c, first!.at, moment)
            else expect(moment).toEqual(first!.at)
          }
        },
      ),
    )
  })
})

/** Nothing was open between the local day of the one and the other, which is the first of its own day. */
function expectFirstOfLaterDay(c: Calendar, earlier: Date, later: Date): void {
  expect(localDate(c.zone, later) > localDate(c.zone, earlier)).toBe(true)
  const between = openBetween(c, earlier, later).map((span) => localDate(c.zone, span.from))
  expect(between.filter((date) => date !== localDate(c.zone, earlier))).toEqual([])
}

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
