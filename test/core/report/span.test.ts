import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSpan, type Span } from '../../../core/report/span.ts'
import { indonesian as words } from '../../../core/text/words.ts'
import { at, show } from '../../fixtures/calendars.ts'

const jakarta = 'Asia/Jakarta'
const zones = [jakarta, 'Asia/Makassar', 'Asia/Jayapura']

/** Monday, 16 November 2026. */
const monday = at('2026-11-16 08:00')

const read = (text: string, now = monday, zone = jakarta) => readSpan(text, { now, zone, words })

/** `month 2026-10-01 2026-11-01 Oktober 2026`; an end that is no midnight shows its hour. */
function told(text: string, now = monday, zone = jakarta): string {
  const span = read(text, now, zone)
  if (typeof span === 'string') return `! ${span}`
  const day = (end: Date) => show(end, zone)?.replace(' 00:00', '')
  return `${span.kind} ${day(span.from)} ${day(span.to)} ${span.label}`
}

describe('what a report covers', () => {
  it.each([
    ['', 'month 2026-11-01 2026-12-01 November 2026'],
    ['  ', 'month 2026-11-01 2026-12-01 November 2026'],
    ['bulan ini', 'month 2026-11-01 2026-12-01 November 2026'],
    ['Bulan  Lalu', 'month 2026-10-01 2026-11-01 Oktober 2026'],
    ['bulan kemarin', 'month 2026-10-01 2026-11-01 Oktober 2026'],
    ['hari ini', 'day 2026-11-16 2026-11-17 Senin, 16 November 2026'],
    ['KEMARIN', 'day 2026-11-15 2026-11-16 Minggu, 15 November 2026'],
    ['minggu ini', 'week 2026-11-16 2026-11-23 16–22 November 2026'],
    ['minggu lalu', 'week 2026-11-09 2026-11-16 9–15 November 2026'],
    ['pekan yang lalu', 'week 2026-11-09 2026-11-16 9–15 November 2026'],
    ['tahun ini', 'year 2026-01-01 2027-01-01 Tahun 2026'],
    ['tahun berjalan', 'year 2026-01-01 2027-01-01 Tahun 2026'],
    ['bulan berjalan', 'month 2026-11-01 2026-12-01 November 2026'],
    ['tahun lalu', 'year 2025-01-01 2026-01-01 Tahun 2025'],
    ['triwulan ini', 'quarter 2026-10-01 2027-01-01 Triwulan IV 2026'],
    ['triwulan lalu', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['semester ini', 'half 2026-07-01 2027-01-01 Semester II 2026'],
    ['semester lalu', 'half 2026-01-01 2026-07-01 Semester I 2026'],
  ])('told by what it is from here: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['triwulan 3', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['triwulan III 2026', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['tw 3 2026', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['TW3/2026', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['Triwulan  ke-3  tahun 2025', 'quarter 2025-07-01 2025-10-01 Triwulan III 2025'],
    ['triwulan ketiga', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['triwulan pertama', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['tw ii 2024', 'quarter 2024-04-01 2024-07-01 Triwulan II 2024'],
    ['triwulan Ⅳ', 'quarter 2026-10-01 2027-01-01 Triwulan IV 2026'],
    ['semester 1 2026', 'half 2026-01-01 2026-07-01 Semester I 2026'],
    ['Semester II', 'half 2026-07-01 2027-01-01 Semester II 2026'],
    ['2026', 'year 2026-01-01 2027-01-01 Tahun 2026'],
    ['tahun 2024', 'year 2024-01-01 2025-01-01 Tahun 2024'],
    ['2027', '! ahead'],
    ['tw 1 2027', '! ahead'],
    ['triwulan 5', '! unreadable'],
    ['triwulan 0', '! unreadable'],
    ['triwulan', '! unreadable'],
    ['semester 3', '! unreadable'],
    ['semi', '! unreadable'],
    ['1999', '! unreadable'],
    ['2100', '! unreadable'],
    ['2025-2026', '! unreadable'],
  ])('told by its number: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['2026-10', 'Oktober 2026'],
    ['2026-1', 'Januari 2026'],
    ['10/2026', 'Oktober 2026'],
    ['10-2026', 'Oktober 2026'],
    ['Oktober 2026', 'Oktober 2026'],
    ['bulan oktober', 'Oktober 2026'],
    ['okt', 'Oktober 2026'],
    ['desember', 'Desember 2025'],
    ['Agt', 'Agustus 2026'],
    ['pebruari 2026', 'Februari 2026'],
    ['mei', 'Mei 2026'],
  ])('told by its month: "%s"', (text, label) => {
    expect(read(text)).toMatchObject({ kind: 'month', label })
    expect(told(label)).toBe(told(text))
  })

  it.each([
    ['14 Oktober 2026', 'day 2026-10-14 2026-10-15 Rabu, 14 Oktober 2026'],
    ['Rabu, 14 Okt 2026', 'day 2026-10-14 2026-10-15 Rabu, 14 Oktober 2026'],
    ['14/10/26', 'day 2026-10-14 2026-10-15 Rabu, 14 Oktober 2026'],
    ['2026-10-14', 'day 2026-10-14 2026-10-15 Rabu, 14 Oktober 2026'],
    ['14 okt', 'day 2026-10-14 2026-10-15 Rabu, 14 Oktober 2026'],
    ['3 hari lalu', 'day 2026-11-13 2026-11-14 Jumat, 13 November 2026'],
    ['29 Februari 2024', 'day 2024-02-29 2024-03-01 Kamis, 29 Februari 2024'],
    ['17 November 2026', '! ahead'],
    ['29 Februari 2026', '! no-day'],
    ['31/04/2026', '! no-day'],
  ])('told by its day: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['1-15 Oktober 2026', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['1 – 15 okt', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['1-15/10/2026', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['1 Oktober s.d. 15 November 2026', 'days 2026-10-01 2026-11-16 1 Oktober–15 November 2026'],
    ['1 oktober 2026 s/d 15 november', 'days 2026-10-01 2026-11-16 1 Oktober–15 November 2026'],
    ['01/10/2026 - 15/10/2026', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['01-10-2026-15-10-2026', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['2026-10-01..2026-10-15', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['2026-10-01 2026-10-15', '! unreadable'],
    ['1.10.2026…15.10.2026', 'days 2026-10-01 2026-10-16 1–15 Oktober 2026'],
    ['1 okt sampai 7 okt', 'days 2026-10-01 2026-10-08 1–7 Oktober 2026'],
    ['dari tanggal 1 okt sampai dengan tanggal 7 okt', 'days 2026-10-01 2026-10-08 1–7 Oktober 2026'],
    ['1 Oktober hingga kemarin', 'days 2026-10-01 2026-11-16 1 Oktober–15 November 2026'],
    ['tgl 1 sd hari ini', 'days 2026-11-01 2026-11-17 1–16 November 2026'],
    ['28 September–4 Oktober 2026', 'week 2026-09-28 2026-10-05 28 September–4 Oktober 2026'],
    ['1-30 November', 'month 2026-11-01 2026-12-01 November 2026'],
    ['1 Juli - 30 September 2026', 'quarter 2026-07-01 2026-10-01 Triwulan III 2026'],
    ['1 jan - 30 jun', 'half 2026-01-01 2026-07-01 Semester I 2026'],
    ['5–5 Oktober 2026', 'day 2026-10-05 2026-10-06 Senin, 5 Oktober 2026'],
    ['10-20 November', 'days 2026-11-10 2026-11-21 10–20 November 2026'],
    ['20-25 November', 'days 2025-11-20 2025-11-26 20–25 November 2025'],
    ['28 Des - 3 Jan', 'days 2025-12-28 2026-01-04 28 Desember 2025–3 Januari 2026'],
    ['28 Desember - 3 Januari 2026', 'days 2025-12-28 2026-01-04 28 Desember 2025–3 Januari 2026'],
    ['28 Desember 2025 - 3 Januari', 'days 2025-12-28 2026-01-04 28 Desember 2025–3 Januari 2026'],
    ['1 Februari 2024 - 29 Februari', 'month 2024-02-01 2024-03-01 Februari 2024'],
    ['15 November - 1 Oktober 2026', '! backwards'],
    ['20-10 Oktober 2026', '! backwards'],
    ['25 - 5 November', '! backwards'],
    ['15/10/2026 - 01/10/2026', '! backwards'],
    ['1-31 November 2026', '! no-day'],
    ['31 September - 5 Oktober', '! no-day'],
    ['1-30 Februari', '! no-day'],
    ['17-20 November 2026', '! ahead'],
    ['1 Oktober s.d.', '! unreadable'],
    ['s.d. 15 Oktober 2026', '! unreadable'],
  ])('told by two days, both included: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['Januari-Maret 2026', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['januari s.d. maret', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['jan–mar 2026', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['Januari - Juni 2025', 'half 2025-01-01 2025-07-01 Semester I 2025'],
    ['Januari sampai dengan Desember 2025', 'year 2025-01-01 2026-01-01 Tahun 2025'],
    ['Oktober–Oktober 2026', 'month 2026-10-01 2026-11-01 Oktober 2026'],
    ['januari-februari', 'months 2026-01-01 2026-03-01 Januari–Februari 2026'],
    ['dari bulan Januari sampai bulan Februari', 'months 2026-01-01 2026-03-01 Januari–Februari 2026'],
    ['periode Feb s/d Apr 2024', 'months 2024-02-01 2024-05-01 Februari–April 2024'],
    ['1 Februari - 31 Maret 2026', 'months 2026-02-01 2026-04-01 Februari–Maret 2026'],
    ['Oktober sampai November', 'months 2026-10-01 2026-12-01 Oktober–November 2026'],
    ['November - Januari', 'months 2026-11-01 2027-02-01 November 2026–Januari 2027'],
    ['November 2026 - Januari 2027', 'months 2026-11-01 2027-02-01 November 2026–Januari 2027'],
    ['November 2026 - Januari', 'months 2026-11-01 2027-02-01 November 2026–Januari 2027'],
    ['November - Januari 2026', 'months 2025-11-01 2026-02-01 November 2025–Januari 2026'],
    ['Desember - Februari', 'months 2025-12-01 2026-03-01 Desember 2025–Februari 2026'],
    ['Maret 2025 - Oktober 2026', 'months 2025-03-01 2026-11-01 Maret 2025–Oktober 2026'],
    ['08/2026-10/2026', 'months 2026-08-01 2026-11-01 Agustus–Oktober 2026'],
    ['2026-08..2026-10', 'months 2026-08-01 2026-11-01 Agustus–Oktober 2026'],
    ['2026-08-2026-10', 'months 2026-08-01 2026-11-01 Agustus–Oktober 2026'],
    ['Agustus–15 Oktober 2026', 'days 2026-08-01 2026-10-16 1 Agustus–15 Oktober 2026'],
    ['Agustus s.d. hari ini', 'days 2026-08-01 2026-11-17 1 Agustus–16 November 2026'],
    ['Maret - Januari 2026', '! backwards'],
    ['Maret 2026 - Januari 2026', '! backwards'],
    ['Desember 2026–Januari 2027', '! ahead'],
    ['Januari - 31 April 2026', '! no-day'],
    ['- Maret 2026', '! unreadable'],
    ['Januari -', '! unreadable'],
    ['5 s.d. November 2026', '! unreadable'],
    ['8 s.d. 10', '! unreadable'],
    ['Januari - Foo 2026', '! unreadable'],
    ['13/2026 - 14/2026', '! unreadable'],
    ['Januari 1999 - Maret 1999', '! unreadable'],
  ])('told by two months, both included: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['oktober sampai sekarang', 'days 2026-10-01 2026-11-17 1 Oktober–16 November 2026'],
    ['dari 1 oktober s.d. sekarang', 'days 2026-10-01 2026-11-17 1 Oktober–16 November 2026'],
    ['sejak oktober sampai sekarang', 'days 2026-10-01 2026-11-17 1 Oktober–16 November 2026'],
    ['sejak Maret', 'days 2026-03-01 2026-11-17 1 Maret–16 November 2026'],
    ['Sejak bulan Desember', 'days 2025-12-01 2026-11-17 1 Desember 2025–16 November 2026'],
    ['mulai 1 Oktober', 'days 2026-10-01 2026-11-17 1 Oktober–16 November 2026'],
    ['mulai tanggal 20 November', 'days 2025-11-20 2026-11-17 20 November 2025–16 November 2026'],
    ['sejak triwulan 3', 'days 2026-07-01 2026-11-17 1 Juli–16 November 2026'],
    ['sejak minggu lalu', 'days 2026-11-09 2026-11-17 9–16 November 2026'],
    ['sejak 2025', 'days 2025-01-01 2026-11-17 1 Januari 2025–16 November 2026'],
    ['sejak kemarin', 'days 2026-11-15 2026-11-17 15–16 November 2026'],
    ['sejak hari ini', 'day 2026-11-16 2026-11-17 Senin, 16 November 2026'],
    ['sejak Januari sampai Februari', 'months 2026-01-01 2026-03-01 Januari–Februari 2026'],
    ['sejak 17 November 2026', '! ahead'],
    ['sejak Desember 2026', '! ahead'],
    ['sejak 31 September', '! no-day'],
    ['sejak', '! unreadable'],
    ['sejak besok', '! unreadable'],
    ['sejak sejak Maret', '! unreadable'],
    ['sejakarta', '! unreadable'],
  ])('told by when it began, until today: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['7 hari terakhir', 'days 2026-11-10 2026-11-17 10–16 November 2026'],
    ['Tujuh hari  terakhir', 'days 2026-11-10 2026-11-17 10–16 November 2026'],
    ['dua belas hari', 'days 2026-11-05 2026-11-17 5–16 November 2026'],
    ['30 hari', 'days 2026-10-18 2026-11-17 18 Oktober–16 November 2026'],
    ['1 hari', 'day 2026-11-16 2026-11-17 Senin, 16 November 2026'],
    ['0 hari', '! unreadable'],
    ['1000 hari', '! unreadable'],
    ['hari', '! unreadable'],
  ])('told by how many days: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each(['besok', 'TIK-1042', 'wifi mati', 's.d.', '-', 'minggu depan', '14/13/2026', 'oktoberfest', '10'])(
    'is not told by "%s"',
    (text) => expect(read(text)).toBe('unreadable'),
  )
})

describe('at the edges of the calendar', () => {
  it.each([
    ['', 'month 2026-01-01 2026-02-01 Januari 2026'],
    ['januari', 'month 2026-01-01 2026-02-01 Januari 2026'],
    ['bulan lalu', 'month 2025-12-01 2026-01-01 Desember 2025'],
    ['hari ini', 'day 2026-01-01 2026-01-02 Kamis, 1 Januari 2026'],
    ['kemarin', 'day 2025-12-31 2026-01-01 Rabu, 31 Desember 2025'],
    ['minggu ini', 'week 2025-12-29 2026-01-05 29 Desember 2025–4 Januari 2026'],
    ['minggu lalu', 'week 2025-12-22 2025-12-29 22–28 Desember 2025'],
    ['triwulan ini', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['triwulan lalu', 'quarter 2025-10-01 2026-01-01 Triwulan IV 2025'],
    ['triwulan 1', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['triwulan 2', 'quarter 2025-04-01 2025-07-01 Triwulan II 2025'],
    ['semester lalu', 'half 2025-07-01 2026-01-01 Semester II 2025'],
    ['semester 2', 'half 2025-07-01 2026-01-01 Semester II 2025'],
    ['tahun lalu', 'year 2025-01-01 2026-01-01 Tahun 2025'],
    ['2026', 'year 2026-01-01 2027-01-01 Tahun 2026'],
    ['2 januari', 'day 2025-01-02 2025-01-03 Kamis, 2 Januari 2025'],
    ['2 januari 2026', '! ahead'],
    ['7 hari', 'days 2025-12-26 2026-01-02 26 Desember 2025–1 Januari 2026'],
    ['28 des - 3 jan', 'days 2025-12-28 2026-01-04 28 Desember 2025–3 Januari 2026'],
  ])('in the first instant of a year: "%s"', (text, outcome) =>
    expect(told(text, at('2026-01-01 00:00'))).toBe(outcome),
  )

  it.each([
    ['', 'month 2026-12-01 2027-01-01 Desember 2026'],
    ['bulan lalu', 'month 2026-11-01 2026-12-01 November 2026'],
    ['minggu ini', 'week 2026-12-28 2027-01-04 28 Desember 2026–3 Januari 2027'],
    ['triwulan 4', 'quarter 2026-10-01 2027-01-01 Triwulan IV 2026'],
    ['tahun ini', 'year 2026-01-01 2027-01-01 Tahun 2026'],
    ['31 hari', 'month 2026-12-01 2027-01-01 Desember 2026'],
    ['365 hari terakhir', 'year 2026-01-01 2027-01-01 Tahun 2026'],
    ['28 Desember–3 Januari 2027', 'week 2026-12-28 2027-01-04 28 Desember 2026–3 Januari 2027'],
    ['2027', '! ahead'],
    ['1 januari 2027', '! ahead'],
  ])('in the last minute of a year: "%s"', (text, outcome) =>
    expect(told(text, at('2026-12-31 23:59'))).toBe(outcome),
  )

  it.each([
    ['minggu ini', 'week 2026-11-09 2026-11-16 9–15 November 2026'],
    ['minggu lalu', 'week 2026-11-02 2026-11-09 2–8 November 2026'],
    ['hari minggu', 'day 2026-11-15 2026-11-16 Minggu, 15 November 2026'],
    ['7 hari terakhir', 'week 2026-11-09 2026-11-16 9–15 November 2026'],
    ['senin - minggu', 'week 2026-11-09 2026-11-16 9–15 November 2026'],
  ])('on a Sunday: "%s"', (text, outcome) => expect(told(text, at('2026-11-15 12:00'))).toBe(outcome))

  it.each([
    ['2026-03-31 20:00', 'bulan lalu', 'month 2026-02-01 2026-03-01 Februari 2026'],
    ['2026-03-31 20:00', '30 hari', 'days 2026-03-02 2026-04-01 2–31 Maret 2026'],
    ['2026-03-31 20:00', 'triwulan ini', 'quarter 2026-01-01 2026-04-01 Triwulan I 2026'],
    ['2026-04-01 00:00', 'triwulan ini', 'quarter 2026-04-01 2026-07-01 Triwulan II 2026'],
    ['2026-06-30 23:59', 'semester ini', 'half 2026-01-01 2026-07-01 Semester I 2026'],
    ['2026-07-01 00:00', 'semester ini', 'half 2026-07-01 2027-01-01 Semester II 2026'],
    ['2024-02-29 09:00', '', 'month 2024-02-01 2024-03-01 Februari 2024'],
    ['2024-02-29 09:00', '29 februari', 'day 2024-02-29 2024-03-01 Kamis, 29 Februari 2024'],
    ['2024-02-29 09:00', 'tahun lalu', 'year 2023-01-01 2024-01-01 Tahun 2023'],
    ['2028-03-10 09:00', '1 des - 29 feb', 'months 2027-12-01 2028-03-01 Desember 2027–Februari 2028'],
    ['2028-03-10 09:00', '1 des - 28 feb', 'days 2027-12-01 2028-02-29 1 Desember 2027–28 Februari 2028'],
    ['2028-03-10 09:00', 'januari-februari', 'months 2028-01-01 2028-03-01 Januari–Februari 2028'],
    ['2026-12-31 23:59', 'sejak Desember', 'month 2026-12-01 2027-01-01 Desember 2026'],
    ['2027-01-01 00:00', 'sejak Desember', 'days 2026-12-01 2027-01-02 1 Desember 2026–1 Januari 2027'],
    ['2026-09-30 23:59', 'oktober sampai november', 'months 2025-10-01 2025-12-01 Oktober–November 2025'],
    ['2026-10-01 00:00', 'oktober sampai november', 'months 2026-10-01 2026-12-01 Oktober–November 2026'],
  ])('at %s: "%s"', (now, text, outcome) => expect(told(text, at(now))).toBe(outcome))

  it.each([
    [jakarta, '', 'Oktober 2026', '2026-09-30T17:00:00.000Z', '2026-10-31T17:00:00.000Z'],
    ['Asia/Makassar', '', 'November 2026', '2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z'],
    ['Asia/Jayapura', '', 'November 2026', '2026-10-31T15:00:00.000Z', '2026-11-30T15:00:00.000Z'],
    [jakarta, 'hari ini', 'Sabtu, 31 Oktober 2026', '2026-10-30T17:00:00.000Z', '2026-10-31T17:00:00.000Z'],
    [
      'Asia/Jayapura',
      'hari ini',
      'Minggu, 1 November 2026',
      '2026-10-31T15:00:00.000Z',
      '2026-11-01T15:00:00.000Z',
    ],
    [
      'Asia/Makassar',
      '1-15 Oktober 2026',
      '1–15 Oktober 2026',
      '2026-09-30T16:00:00.000Z',
      '2026-10-15T16:00:00.000Z',
    ],
  ])('in %s: "%s" is %s', (zone, text, label, from, to) => {
    const span = read(text, new Date('2026-10-31T16:30:00Z'), zone) as Span
    expect([span.label, span.from.toISOString(), span.to.toISOString()]).toEqual([label, from, to])
  })
})

describe('whatever is written', () => {
  const dayMs = 86_400_000
  const place = fc.record({
    zone: fc.constantFrom(...zones),
    now: fc.integer({ min: Date.UTC(2004, 0), max: Date.UTC(2090, 0) }).map((ms) => new Date(ms)),
  })
  const piece = fc.oneof(
    fc.constantFrom(
      'minggu',
      'bulan',
      'triwulan',
      'tw',
      'semester',
      'tahun',
      'hari',
      'ini',
      'lalu',
      'terakhir',
      'sejak',
      'sampai',
    ),
    fc.constantFrom(
      'kemarin',
      'senin',
      'januari',
      'feb',
      'okt',
      'desember',
      's.d.',
      '-',
      '–',
      '..',
      '/',
      'iii',
    ),
    fc.integer({ min: 0, max: 40 }).map(String),
    fc.integer({ min: 1999, max: 2101 }).map(String),
  )
  const soup = fc
    .array(fc.tuple(piece, fc.constantFrom(' ', ' ', '')), { maxLength: 7 })
    .map((pieces) => pieces.flat().join(''))
  const relative = fc
    .tuple(fc.constantFrom('hari', 'minggu', 'bulan', 'triwulan', 'semester', 'tahun'), fc.boolean())
    .map(([unit, isLast]) => (isLast ? (unit === 'hari' ? 'kemarin' : `${unit} lalu`) : `${unit} ini`))
  const counted = fc.integer({ min: 1, max: 999 }).map((count) => `${count} hari`)

  function expectSound(span: Span, now: Date, zone: string): void {
    expect(span.from.getTime()).toBeLessThan(span.to.getTime())
    expect(span.from.getTime()).toBeLessThanOrEqual(now.getTime())
    expect([span.from, span.to].map((end) => show(end, zone)?.slice(11))).toEqual(['00:00', '00:00'])
    expect(read(span.label, now, zone)).toEqual(span)
  }

  it('is no span or a sound one, which its label names', () => {
    let spans = 0
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), place, (text, { now, zone }) => {
        const span = read(text, now, zone)
        if (typeof span === 'string') return
        spans++
        expectSound(span, now, zone)
      }),
      { numRuns: 3000 },
    )
    expect(spans).toBeGreaterThan(100)
  })

  it('is a span that holds today, or ends with it, or ends before it begins', () => {
    fc.assert(
      fc.property(fc.oneof(relative, counted), place, (text, { now, zone }) => {
        const span = read(text, now, zone) as Span
        expectSound(span, now, zone)
        const isPast = text.endsWith('lalu') || text === 'kemarin'
        expect(span.to <= now).toBe(isPast)
      }),
      { numRuns: 500 },
    )
  })

  it('is the months told, from the first day of the first to the last of the last', () => {
    const names = words.intake.recognised.dates.months
    const pad = (n: number) => String(n).padStart(2, '0')
    const ways = [
      (month: number, year: number) => `${names[month]![0]} ${year}`,
      (month: number, year: number) => `${names[month]!.at(-1)} ${year}`,
      (month: number, year: number) => `${month + 1}/${year}`,
      (month: number, year: number) => `${year}-${pad(month + 1)}`,
    ]
    const month = fc.integer({ min: 2000 * 12, max: 2089 * 12 })
    const between = fc.constantFrom(' - ', '–', '..', ' s.d. ', ' sampai ', '-')
    const now = at('2095-01-01 00:00')
    fc.assert(
      fc.property(
        month,
        fc.nat({ max: 40 }),
        fc.constantFrom(...ways),
        between,
        fc.constantFrom(...zones),
        (first, more, way, sign, zone) => {
          const [from, last] = [first, first + more].map((n) => [n % 12, Math.floor(n / 12)] as const)
          const end = first + more + 1
          const span = read(`${way(...from!)}${sign}${way(...last!)}`, now, zone) as Span
          expect(show(span.from, zone)).toBe(`${from![1]}-${pad(from![0] + 1)}-01 00:00`)
          expect(show(span.to, zone)).toBe(`${Math.floor(end / 12)}-${pad((end % 12) + 1)}-01 00:00`)
          expect(span.kind).not.toBe('days')
          expectSound(span, now, zone)
          if (more > 0) expect(read(`${way(...last!)}${sign}${way(...from!)}`, now, zone)).toBe('backwards')
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is the two days told, whatever way they are told in', () => {
    const dates = fc.integer({ min: Date.UTC(2000, 0, 2) / dayMs, max: Date.UTC(2089, 0) / dayMs })
    const pad = (n: number) => String(n).padStart(2, '0')
    const ways = [
      (d: Date) => `${d.getUTCDate()}/${d.getUTCMonth() + 1}/${d.getUTCFullYear()}`,
      (d: Date) => `${pad(d.getUTCDate())}-${pad(d.getUTCMonth() + 1)}-${d.getUTCFullYear()}`,
      (d: Date) => d.toISOString().slice(0, 10),
      (d: Date) =>
        `${d.getUTCDate()} ${words.intake.recognised.dates.months[d.getUTCMonth()]![0]} ${d.getUTCFullYear()}`,
    ]
    const between = fc.constantFrom(' - ', '–', '..', ' s.d. ', ' sampai ', '-')
    fc.assert(
      fc.property(
        dates,
        fc.nat({ max: 800 }),
        fc.constantFrom(...ways),
        between,
        fc.constantFrom(...zones),
        (first, more, way, sign, zone) => {
          const [from, last] = [new Date(first * dayMs), new Date((first + more) * dayMs)]
          const span = read(`${way(from)}${sign}${way(last)}`, at('2095-01-01 00:00'), zone) as Span
          expect(show(span.from, zone)).toBe(`${from.toISOString().slice(0, 10)} 00:00`)
          expect(show(new Date(span.to.getTime() - 1), zone)).toContain(last.toISOString().slice(0, 10))
          expectSound(span, at('2095-01-01 00:00'), zone)
          if (more > 0)
            expect(read(`${way(last)}${sign}${way(from)}`, at('2095-01-01 00:00'), zone)).toBe('backwards')
        },
      ),
      { numRuns: 500 },
    )
  })
})
