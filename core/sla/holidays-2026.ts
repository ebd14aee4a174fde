import type { SpecialDay } from './calendar.ts'

/** A day off by decree: a national holiday (libur nasional) or collective leave (cuti bersama). */
export type DecreedHoliday = { date: string; kind: 'national' | 'leave'; name: string }

/** The days off of one year as the three ministers decree them; they may change within the year. */
export type HolidayDecree = { year: number; decree: string; days: readonly DecreedHoliday[] }

/** The days of a decree as a calendar has them: closed. */
export function daysOf({ days }: HolidayDecree): [date: string, day: SpecialDay][] {
  return days.map(({ date, kind, name }) => [date, { kind, name, windows: [] }])
}

/** 17 national holidays and 8 days of collective leave. */
export const holidays2026: HolidayDecree = {
  year: 2026,
  decree: 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025',
  days: [
    { date: '2026-01-01', kind: 'national', name: 'Tahun Baru 2026 Masehi' },
    { date: '2026-01-16', kind: 'national', name: 'Isra Mikraj Nabi Muhammad' },
    { date: '2026-02-16', kind: 'leave', name: 'Tahun Baru Imlek' },
    { date: '2026-02-17', kind: 'national', name: 'Tahun Baru Imlek' },
    { date: '2026-03-18', kind: 'leave', name: 'Hari Suci Nyepi' },
    { date: '2026-03-19', kind: 'national', name: 'Hari Suci Nyepi' },
    { date: '2026-03-20', kind: 'leave', name: 'Idul Fitri' },
    { date: '2026-03-21', kind: 'national', name: 'Idul Fitri' },
    { date: '2026-03-22', kind: 'national', name: 'Idul Fitri' },
    { date: '2026-03-23', kind: 'leave', name: 'Idul Fitri' },
    { date: '2026-03-24', kind: 'leave', name: 'Idul Fitri' },
    { date: '2026-04-03', kind: 'national', name: 'Wafat Yesus Kristus' },
    { date: '2026-04-05', kind: 'national', name: 'Kebangkitan Yesus Kristus (Paskah)' },
    { date: '2026-05-01', kind: 'national', name: 'Hari Buruh Internasional' },
    { date: '2026-05-14', kind: 'national', name: 'Kenaikan Yesus Kristus' },
    { date: '2026-05-15', kind: 'leave', name: 'Kenaikan Yesus Kristus' },
    { date: '2026-05-27', kind: 'national', name: 'Idul Adha' },
    { date: '2026-05-28', kind: 'leave', name: 'Idul Adha' },
    { date: '2026-05-31', kind: 'national', name: 'Hari Raya Waisak' },
    { date: '2026-06-01', kind: 'national', name: 'Hari Lahir Pancasila' },
    { date: '2026-06-16', kind: 'national', name: 'Tahun Baru Islam (1 Muharam)' },
    { date: '2026-08-17', kind: 'national', name: 'Proklamasi Kemerdekaan' },
    { date: '2026-08-25', kind: 'national', name: 'Maulid Nabi Muhammad' },
    { date: '2026-12-24', kind: 'leave', name: 'Kelahiran Yesus Kristus (Natal)' },
    { date: '2026-12-25', kind: 'national', name: 'Kelahiran Yesus Kristus (Natal)' },
  ],
}
