import { expect, it } from 'vitest'
import { isWorkingDay } from '../../../core/sla/calendar.ts'
import { holidays2026 } from '../../../core/sla/holidays-2026.ts'
import { at, jakarta } from '../../fixtures/calendars.ts'

it('has the 17 holidays and 8 days of leave of the decree, in order and each once', () => {
  const dates = holidays2026.days.map((day) => day.date)
  expect(dates).toEqual([...new Set(dates)].toSorted())
  expect(holidays2026.days.filter((day) => day.kind === 'national')).toHaveLength(17)
  expect(holidays2026.days.filter((day) => day.kind === 'leave')).toHaveLength(8)
})

it('takes 21 of the 261 weekdays of 2026', () => {
  const days = Array.from(
    { length: 365 },
    (_, i) => new Date(at('2026-01-01 12:00').getTime() + i * 86_400_000),
  )
  expect(days.filter((day) => isWorkingDay(jakarta, day))).toHaveLength(261 - 21)
})
