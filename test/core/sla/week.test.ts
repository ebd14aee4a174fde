import { describe, expect, it } from 'vitest'
import { ordinaryWeek, parseWeek, ramadanWeek } from '../../../core/sla/week.ts'

describe('parseWeek', () => {
  it('reads the desk’s default into the ordinary week', () => {
    const text = { 'mon-thu': ['07:30-12:00', '13:00-16:00'], fri: ['07:30-11:30', '13:00-16:30'] }
    expect(parseWeek(text)).toEqual({ ok: true, week: ordinaryWeek })
    expect(ordinaryWeek[4]).toEqual([
      { from: 450, to: 720 },
      { from: 780, to: 960 },
    ])
    expect(ordinaryWeek[6]).toEqual([])
    expect(ramadanWeek[5]).toEqual([
      { from: 480, to: 690 },
      { from: 750, to: 930 },
    ])
  })

  it('reads what people write: capitals, spaces, dots, any order, over the weekend, up to midnight', () => {
    const night = [{ from: 0, to: 360 }]
    expect(parseWeek({ 'Sat - Mon': ['0.00 – 6.00'], tue: ['13:00-24:00', '07:30-13:00'], wed: [] })).toEqual(
      {
        ok: true,
        week: {
          1: night,
          2: [
            { from: 450, to: 780 },
            { from: 780, to: 1440 },
          ],
          3: [],
          4: [],
          5: [],
          6: night,
          7: night,
        },
      },
    )
  })

  it('tells all that is wrong, and where', () => {
    const text = {
      senin: ['07:30-12:00'],
      'mon-tue-wed': [],
      'mon-fri': ['07:30-16:00', '08:00-09:00', '10:00-11:00'],
      thu: ['12:00-08:00', '08:00-08:00', '08:60-09:00', '23:00-24:01', 'pagi'],
    }
    expect(parseWeek(text)).toEqual({
      ok: false,
      errors: [
        { path: 'senin', problem: 'unknown-day' },
        { path: 'mon-tue-wed', problem: 'unknown-day' },
        { path: 'mon-fri.1', problem: 'overlap' },
        { path: 'mon-fri.2', problem: 'overlap' },
        { path: 'thu.0', problem: 'bad-window' },
        { path: 'thu.1', problem: 'bad-window' },
        { path: 'thu.2', problem: 'bad-window' },
        { path: 'thu.3', problem: 'bad-window' },
        { path: 'thu.4', problem: 'bad-window' },
        { path: 'thu', problem: 'day-twice' },
      ],
    })
  })

  it('refuses a week that is never open', () => {
    const refused = { ok: false, errors: [{ path: '', problem: 'never-open' }] }
    expect(parseWeek({})).toEqual(refused)
    expect(parseWeek({ 'mon-sun': [] })).toEqual(refused)
  })
})
