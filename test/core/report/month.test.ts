import { expect, test } from 'vitest'
import { monthOf, monthSpan, readMonth } from '../../../core/report/month.ts'
import { indonesian } from '../../../core/text/words.ts'

const now = new Date('2026-11-16T08:00:00+07:00')
const read = (text: string) => readMonth(text, now, 'Asia/Jakarta', indonesian)

test.each([
  ['', '2026-11'],
  ['bulan ini', '2026-11'],
  ['Bulan  lalu', '2026-10'],
  ['2026-10', '2026-10'],
  ['2026-1', '2026-01'],
  ['10-2026', '2026-10'],
  ['10/2026', '2026-10'],
  ['Oktober 2026', '2026-10'],
  ['oktober', '2026-10'],
  ['november', '2026-11'],
  ['desember', '2025-12'],
  ['okt 2025', '2025-10'],
  ['Agt', '2026-08'],
  ['pebruari 2026', '2026-02'],
  ['jun', '2026-06'],
])('"%s" is %s', (text, month) => {
  expect(read(text)).toBe(month)
})

test.each(['2026', '10', '2026-13', '2026-00', '0026-10', 'ok', 'oktoberfest', 'oktober 26', 'TIK-1042'])(
  '"%s" is no month',
  (text) => {
    expect(read(text)).toBeNull()
  },
)

test('a month begins and ends at midnight where the office is', () => {
  expect(monthSpan('2026-12', 'Asia/Makassar')).toEqual({
    from: new Date('2026-12-01T00:00:00+08:00'),
    to: new Date('2027-01-01T00:00:00+08:00'),
  })
  expect(monthOf(new Date('2026-10-31T17:00:00Z'), 'Asia/Jakarta')).toBe('2026-11')
  expect(monthOf(new Date('2026-10-31T16:59:59Z'), 'Asia/Jakarta')).toBe('2026-10')
})
