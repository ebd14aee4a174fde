import { DateTime } from 'luxon'
import type { Season, SpecialDay } from '../../sla/calendar.ts'
import type { PauseReason } from '../../ticket/ticket.ts'
import { calendarWords } from './calendar.ts'
import { day, span, zoneName } from './time.ts'

const clock = (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toFormat('HH.mm')
const full = (at: Date, zone: string) => `${day(at, zone)} pukul ${clock(at, zone)} ${zoneName(zone, at)}`
const shortDay = (date: string) => DateTime.fromISO(date).setLocale('id').toFormat('ccc, d LLL yyyy')

/** Who is waited for. */
const waited: Record<PauseReason, string> = {
  requester: 'Menunggu pelapor',
  incomplete: 'Menunggu kelengkapan',
  party: 'Menunggu pihak luar (dihitung tersendiri)',
}

/** How a due time came about, line by line; times in the service's zone. */
export const deadlineWords = {
  row: (row: string) => `Langkah ${row}`,
  heading: (number: string, name: string, title: string) =>
    `${number} · tenggat ${name.toLowerCase()}${title && ` (${title})`}`,
  none: (number: string, name: string) => `${name} ${number} tidak berbatas waktu.`,
  noRow: (number: string, row: string) => `${number} belum sampai di langkah ${row}.`,
  started: (limit: string, at: Date, zone: string) => `Batas ${limit}, mulai ${full(at, zone)}.`,
  counts: (at: Date, zone: string) => `Di luar jam layanan: dihitung sejak ${full(at, zone)}.`,
  always: 'Layanan 24 jam: setiap jam dihitung.',
  counted: (date: string, spans: readonly { from: Date; to: Date }[], ms: number, zone: string) =>
    `${shortDay(date)}: ${spans.map(({ from, to }) => `${clock(from, zone)}–${clock(to, zone)}`).join(', ')}, ${span(ms)}`,
  workingDay: (date: string, at: number) => `${shortDay(date)}: hari kerja ke-${at}`,
  startDay: (date: string) => `${shortDay(date)}: hari mulai`,
  closed: (from: string, to: string, special: SpecialDay | null) => {
    const days = from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`
    return `${days}: ${special ? calendarWords.dayName(special) : 'bukan hari kerja'}, tidak dihitung`
  },
  /** Behind a day whose hours are not those of the week. */
  hours: (special: SpecialDay | null, season: Season | null) =>
    special ? ` (${calendarWords.dayName(special)})` : season ? ` (jam ${season.name})` : '',
  more: (days: number) => `… dan ${days} hari lagi`,
  first: (due: Date, zone: string) => `Tenggat menurut hitungan ini: ${full(due, zone)}.`,
  paused: (why: PauseReason, from: Date, to: Date, ms: number, zone: string) =>
    `${waited[why]} ${full(from, zone)} sampai ${full(to, zone)}: ${ms === 0 ? 'tidak ada jam layanan di antaranya, sehingga tenggat tidak bergeser.' : `${span(ms)} tidak dihitung.`}`,
  pausing: (why: PauseReason, from: Date, zone: string) =>
    `${waited[why]} sejak ${full(from, zone)}: waktu dihentikan, dan tenggat bergeser begitu dilanjutkan.`,
  recomputed: 'Kalender berubah sejak langkah ini dimulai; yang berlaku adalah tenggat berikut.',
  due: (due: Date, zone: string) => `Tenggat: ${full(due, zone)}.`,
  late: (ms: number) => `Terlambat ${span(ms)} menurut jam layanan.`,
}
