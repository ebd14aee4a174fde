import { DateTime } from 'luxon'
import { day } from './time.ts'

const local = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).setLocale('id')
const roman = ['I', 'II', 'III', 'IV']

/** How people name the time a report is to cover, and how it is named to them. What is read is in lower case. */
export const spanWords = {
  /** What "ini", "lalu" or a number makes a period of. */
  units: {
    week: ['minggu', 'pekan'],
    month: ['bulan'],
    quarter: ['triwulan', 'tri wulan', 'kuartal', 'tw'],
    half: ['semester', 'smt', 'sem'],
    year: ['tahun'],
  },
  present: ['ini', 'sekarang', 'berjalan'],
  last: ['lalu', 'yang lalu', 'kemarin', 'kemaren'],
  /** The first to the fourth of a year, besides 3, "tiga" and "ketiga". */
  ordinals: [['i', 'pertama'], ['ii'], ['iii'], ['iv']],
  /** Before a number: "ke-3". */
  ordinalMark: 'ke',
  days: 'hari',
  /** "30 hari" alone is meant the same. */
  lastDays: ['terakhir', 'belakangan'],
  /** Before the first of two days, where it says nothing. */
  since: ['dari', 'sejak', 'mulai', 'periode', 'antara'],
  /** Before a day or a period told alone: from then on until today. */
  onward: ['sejak', 'mulai'],
  /** Between two days, the longer of two that begin alike first; a space may also be written as a dot or a stroke. */
  until: ['sampai dengan', 'sampai', 'hingga', 's d', 'sd'],

  label: {
    day,
    /** "9–15 November 2026", "28 September–4 Oktober 2026", "28 Desember 2026–3 Januari 2027". */
    days: (first: Date, last: Date, zone: string) => {
      const [a, b] = [local(first, zone), local(last, zone)]
      const from = a.year !== b.year ? 'd LLLL yyyy' : a.month !== b.month ? 'd LLLL' : 'd'
      return `${a.toFormat(from)}–${b.toFormat('d LLLL yyyy')}`
    },
    month: (at: Date, zone: string) => local(at, zone).toFormat('LLLL yyyy'),
    /** "Januari–Februari 2026", "November 2026–Januari 2027". */
    months: (first: Date, last: Date, zone: string) => {
      const [a, b] = [local(first, zone), local(last, zone)]
      return `${a.toFormat(a.year === b.year ? 'LLLL' : 'LLLL yyyy')}–${b.toFormat('LLLL yyyy')}`
    },
    quarter: (quarter: number, year: number) => `Triwulan ${roman[quarter - 1]} ${year}`,
    half: (half: number, year: number) => `Semester ${roman[half - 1]} ${year}`,
    year: (year: number) => `Tahun ${year}`,
  },
}
export type SpanWords = typeof spanWords
