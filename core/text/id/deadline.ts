import { DateTime } from 'luxon'
import { holidays2026 } from '../../sla/holidays-2026.ts'
import { day, span, zoneName } from './time.ts'

const clock = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toFormat('HH.mm')
const full = (at: Date, zone: string) => `${day(at, zone)} pukul ${clock(at, zone)} ${zoneName(zone, at)}`
const shortDay = (date: string) => DateTime.fromISO(date).setLocale('id').toFormat('ccc, d LLL yyyy')

/** "Idul Fitri (cuti bersama)" for a decreed day off; a day the office set has no name. */
function holidayName(date: string): string {
  const decreed = holidays2026.days.find((holiday) => holiday.date === date)
  if (!decreed) return 'libur kantor'
  return `${decreed.kind === 'leave' ? 'cuti bersama' : 'libur'} ${decreed.name}`
}

/** How a due time came about, line by line; times in the service's zone. */
export const deadlineWords = {
  heading: (number: string, row: string, title: string) => `${number} · tenggat langkah ${row} (${title})`,
  none: (number: string, row: string) => `Langkah ${row} ${number} tidak berbatas waktu.`,
  noRow: (number: string, row: string) => `${number} belum sampai di langkah ${row}.`,
  started: (limit: string, at: Date, zone: string) => `Batas ${limit}, mulai ${full(at, zone)}.`,
  counts: (at: Date, zone: string) => `Di luar jam layanan: dihitung sejak ${full(at, zone)}.`,
  always: 'Layanan 24 jam: setiap jam dihitung.',
  counted: (date: string, spans: readonly { from: Date; to: Date }[], ms: number, zone: string) =>
    `${shortDay(date)}: ${spans.map(({ from, to }) => `${clock(from, zone)}–${clock(to, zone)}`).join(', ')}, ${span(ms)}`,
  workingDay: (date: string, at: number) => `${shortDay(date)}: hari kerja ke-${at}`,
  startDay: (date: string) => `${shortDay(date)}: hari mulai`,
  closed: (from: string, to: string, why: 'holiday' | 'week') => {
    const days = from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`
    return `${days}: ${why === 'holiday' ? holidayName(from) : 'bukan hari kerja'}, tidak dihitung`
  },
  more: (days: number) => `… dan ${days} hari lagi`,
  first: (due: Date, zone: string) => `Tenggat menurut hitungan ini: ${full(due, zone)}.`,
  paused: (from: Date, to: Date, ms: number, zone: string) =>
    `Menunggu pelapor ${full(from, zone)} sampai ${full(to, zone)}: ${ms === 0 ? 'tidak ada jam layanan' : span(ms)} tidak dihitung.`,
  pausing: (from: Date, zone: string) =>
    `Menunggu pelapor sejak ${full(from, zone)}: waktu dihentikan, dan tenggat bergeser begitu dilanjutkan.`,
  recomputed: 'Kalender berubah sejak langkah ini dimulai; yang berlaku adalah tenggat berikut.',
  due: (due: Date, zone: string) => `Tenggat: ${full(due, zone)}.`,
  late: (ms: number) => `Terlambat ${span(ms)} menurut jam layanan.`,
}
