import { DateTime } from 'luxon'
import type { LateCounts, LateFact, RanOut, ReportFacts, ReportSpan, TicketFact } from '../../report/facts.ts'
import type { Spread } from '../../report/spread.ts'
import { decimal } from './number.ts'
import { day, moment, span } from './time.ts'

type Context = { agency: string; zone: string; now: Date }

/** Names of agencies and rows can be long; a list is read at a glance. */
const clip = (text: string, lengthMax: number) =>
  text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1).trimEnd()}…`

const date = (iso: string, format: string) => DateTime.fromISO(iso).setLocale('id').toFormat(format)
const spread = ({ count, medianMs, p90Ms }: Spread) =>
  count === 1 ? span(medianMs) : `separuhnya dalam ${span(medianMs)}, 9 dari 10 dalam ${span(p90Ms)}`

const headings = {
  daily: 'Laporan harian',
  weekly: 'Laporan mingguan',
  monthly: 'Laporan bulanan',
  asked: 'Laporan',
}

/** The words of what leaders receive, and of `/laporan`. */
export const reportWords = {
  heading: ({ kind, label }: ReportSpan) => `${headings[kind]} ${label}`,
  /** What a digest's period is called: the day it is sent, "9–15 November 2026", "Oktober 2026". */
  labels: {
    daily: (to: Date, zone: string) => day(to, zone),
    weekly: (from: Date, to: Date, zone: string) => {
      const [first, last] = [from, new Date(to.getTime() - 1)].map((at) =>
        DateTime.fromJSDate(at, { zone }).setLocale('id'),
      ) as [DateTime, DateTime]
      const begin = first.hasSame(last, 'month')
        ? 'd'
        : first.hasSame(last, 'year')
          ? 'd LLLL'
          : 'd LLLL yyyy'
      return `${first.toFormat(begin)}–${last.toFormat('d LLLL yyyy')}`
    },
    monthly: (from: Date, zone: string) =>
      DateTime.fromJSDate(from, { zone }).setLocale('id').toFormat('LLLL yyyy'),
  },
  salutation: (addressee: string) => `Yth. Bapak/Ibu ${clip(addressee, 48)},`,
  about: ({ span: { kind, from }, service, unit }: ReportFacts, { agency, zone, now }: Context) =>
    [clip(service, 60), ...(unit === null ? [] : [`unit ${unit}`]), clip(agency, 48)].join(', ') +
    (kind === 'daily' ? `, sejak ${moment(from, now, zone)}.` : '.'),
  /** A leader whose office in this service is not known. */
  leader: 'Pimpinan',
  sentLate: 'Laporan ini terlambat dikirim.',

  lateNow: ({ own, parties }: LateCounts) => {
    if (own > 0) return `Terlambat saat ini: ${own} pengaduan`
    return parties > 0 ? 'Tidak ada yang terlambat di kantor saat ini.' : 'Tidak ada yang terlambat saat ini.'
  },
  lateInPeriod: ({ own, parties, whole }: RanOut) => {
    if (own + whole > 0)
      return `Melewati batas dalam periode ini: ${whole > 0 ? `${own + whole} kali` : `${own} langkah`}`
    return parties > 0
      ? 'Tidak ada langkah kantor yang melewati batas dalam periode ini.'
      : 'Tidak ada langkah yang melewati batas dalam periode ini.'
  },
  lateRow: ({ row, title, actor, count }: LateFact) =>
    `· Langkah ${row} (${clip(title, 28)}), ${clip(actor, 58)}: ${count}`,
  lateClock: (limit: string, count: number) => `· ${limit}: ${count}`,
  partiesLate: (count: number) => `Pihak luar, dihitung tersendiri: ${count}`,
  counts: ({ opened, closed, exited, open }: Record<'opened' | 'closed' | 'exited' | 'open', number>) =>
    [
      `Masuk ${opened}`,
      `Selesai ${closed}`,
      ...(exited > 0 ? [`Ditutup di luar baris SOP ${exited}`] : []),
      `Terbuka saat ini ${open}`,
    ].join(' · '),
  oldestHeading: 'Paling lama terbuka:',
  oldest: ({ number, agency, row, openedAt, lateMs }: TicketFact, zone: string) =>
    `· ${number} (${clip(agency, 32)}), langkah ${row}, dibuka ${day(openedAt, zone)}` +
    (lateMs === null ? '' : `, terlambat ${span(lateMs)}`),
  inWorkingTime: 'Lama waktu dihitung menurut jam kerja.',
  firstAnswer: (times: Spread) => `Jawaban pertama (${times.count}): ${spread(times)}`,
  solving: (times: Spread) => `Penyelesaian (${times.count}): ${spread(times)}`,
  satisfaction: ({ asked, answered, mean }: ReportFacts['satisfaction']) =>
    mean === null
      ? `Kepuasan: ${asked} ditanya, belum ada yang menjawab`
      : `Kepuasan: ${decimal(mean)} dari 4 (${answered} menjawab, ${asked - answered} tidak menjawab)`,
  categories: 'Jenis',
  agencies: 'Instansi',
  ranked: (heading: string, all: readonly { label: string; count: number }[], more: number) =>
    `${heading}: ${all.map(({ label, count }) => `${clip(label, 32)} ${count}`).join(' · ')}` +
    (more > 0 ? ` · ${more} lainnya` : ''),
  more: (count: number) => `· dan ${count} lainnya`,
  allLate: (count: number) => `Semua yang terlambat (${count})`,

  /** What to do next; `number` is the ticket that is late the longest. */
  next: (number: string | undefined, open: number) => {
    if (number) return `Mohon arahan, dimulai dari ${number}.`
    return open > 0 ? 'Belum ada yang memerlukan arahan.' : 'Semua pengaduan sudah selesai.'
  },

  /** Likewise for who asked; nothing where nothing is late. */
  nextForAsker: (number: string | undefined) => (number ? [`Silakan mulai dari ${number}.`] : []),

  /** `/laporan`. */
  asked: (label: string, unit: string | null) =>
    `Laporan ${label}${unit === null ? '' : `, unit ${unit},`} sedang disusun.`,
  nothing: (label: string, service: string, unit: string | null) =>
    `${service}${unit === null ? '' : `, unit ${unit}`}: tidak ada pengaduan pada ${label}.`,
  unreadable: {
    unreadable:
      'Periodenya belum terbaca. Contoh: /laporan Oktober 2026, /laporan minggu lalu, /laporan 1-15 Oktober 2026.',
    'no-day': 'Tanggal itu tidak ada. Contoh: /laporan 1-15 Oktober 2026.',
    backwards: 'Tanggal akhir mendahului tanggal awal. Contoh: /laporan 1-15 Oktober 2026.',
    'too-long': 'Paling lama tiga tahun. Contoh: /laporan 2026.',
    ahead: 'Periode itu belum dimulai. Contoh: /laporan bulan ini.',
  },
  forService: (service: string, unit: string | undefined) =>
    `Untuk satu layanan${unit === undefined ? '' : ' atau unit'}: /laporan ${service}${unit === undefined ? '' : ` ${unit}`} bulan lalu.`,

  columns: {
    weekday: (iso: string) => date(iso, 'ccc d'),
    day: (iso: string) => date(iso, 'd'),
    month: (iso: string) => date(`${iso}-01`, 'LLL yy'),
  },
  chart: {
    subtitle: ({ service, unit }: ReportFacts, { agency }: Pick<Context, 'agency'>) =>
      [service, ...(unit === null ? [] : [`unit ${unit}`]), agency].join(', '),
    matters: (span: ReportSpan) => `Isi pengaduan ${span.label}`,
    standing: 'Terbuka saat ini menurut langkah',
    flow: 'Masuk dan selesai',
    lateBar: ({ row, actor, isParty }: LateFact) => `${row}. ${actor}${isParty ? ' (pihak luar)' : ''}`,
    lateRows: 'Melewati batas menurut langkah dan pelaksana',
    categories: 'Jenis aduan',
    agencies: 'Instansi terbanyak',
    satisfaction: 'Kepuasan pelapor',
    onTime: 'Tepat waktu',
    late: 'Terlambat',
    lateFigure: ({ own, parties }: LateCounts) =>
      parties > 0
        ? { label: 'Terlambat + pihak luar', value: `${own} + ${parties}` }
        : { label: 'Terlambat', value: String(own) },
    opened: 'Masuk',
    closed: 'Selesai',
    open: 'Terbuka',
    none: 'Tidak ada.',
  },
}
