import { describe, expect, it } from 'vitest'
import { owedDigest } from '../../../core/report/period.ts'
import type { Calendar } from '../../../core/sla/calendar.ts'
import { ordinaryWeek } from '../../../core/sla/week.ts'

// 2026-11-13 is a Friday; 2026-11-17 is made a holiday.
const calendar: Calendar = {
  zone: 'Asia/Jakarta',
  kind: 'working',
  week: ordinaryWeek,
  holidays: new Set(['2026-11-17']),
}
const since = new Date('2026-11-01T00:00:00+07:00')
const wib = (text: string) => new Date(`${text}:00+07:00`)
const owed = (now: string, lastKey?: string) => owedDigest('07:30', calendar, wib(now), { since, lastKey })

describe('owedDigest', () => {
  it('falls due at its time and covers the time since the working day before', () => {
    expect(owed('2026-11-16T07:30')).toEqual({
      key: 'daily:2026-11-16',
      from: wib('2026-11-13T07:30'),
      to: wib('2026-11-16T07:30'),
      scheduledAt: wib('2026-11-16T07:30'),
      late: false,
    })
    expect(owed('2026-11-18T07:31')).toMatchObject({ key: 'daily:2026-11-18', from: wib('2026-11-16T07:30') })
  })

  it.each([
    ['a minute before its time', '2026-11-16T07:29', undefined],
    ['on Saturday, even if Friday’s was missed', '2026-11-14T09:00', 'daily:2026-11-12'],
    ['on a holiday', '2026-11-17T09:00', undefined],
    ['again on the same day', '2026-11-16T15:00', 'daily:2026-11-16'],
    ['when the clock was set back', '2026-11-13T09:00', 'daily:2026-11-16'],
  ])('is not owed %s', (_, now, lastKey) => {
    expect(owed(now, lastKey)).toBeNull()
  })

  it('is late from half an hour after its time', () => {
    expect(owed('2026-11-16T08:00')?.late).toBe(false)
    expect(owed('2026-11-16T08:01')?.late).toBe(true)
  })

  it('comes once after days of silence, late, and leaves nothing out', () => {
    expect(owed('2026-11-16T07:30', 'daily:2026-11-05')).toMatchObject({
      key: 'daily:2026-11-16',
      from: wib('2026-11-05T07:30'),
      late: true,
    })
  })

  it('is never owed for a time before the desk was opened', () => {
    const at = (opened: string) =>
      owedDigest('07:30', calendar, wib('2026-11-16T09:00'), { since: wib(opened) })
    expect(at('2026-11-16T08:00')).toBeNull()
    expect(at('2026-11-16T07:30')).toBeNull()
    expect(at('2026-11-16T07:29')?.key).toBe('daily:2026-11-16')
  })

  it('goes by the local time of the desk', () => {
    const jayapura = { ...calendar, zone: 'Asia/Jayapura' }
    const at = (now: string) =>
      owedDigest('07:30', jayapura, new Date(now), { since, lastKey: 'daily:2026-11-13' })
    expect(at('2026-11-15T22:29:00Z')).toBeNull()
    expect(at('2026-11-15T22:30:00Z')?.key).toBe('daily:2026-11-16')
  })

  it('comes every day where the desk never closes', () => {
    const always: Calendar = { zone: 'Asia/Jakarta', kind: 'always' }
    const { key, from } = owedDigest('07:30', always, wib('2026-11-15T07:30'), { since }) ?? {}
    expect({ key, from }).toEqual({ key: 'daily:2026-11-15', from: wib('2026-11-14T07:30') })
  })
})
