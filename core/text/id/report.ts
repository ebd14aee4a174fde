import { day, moment, span } from './time.ts'

type Period = { from: Date; to: Date; late: boolean }
type Context = { agency: string; service: string; zone: string; now: Date; addressee: string }
type Oldest = { number: string; agency: string; row: string; openedAt: Date; lateMs: number | null }

/** Names of agencies and rows can be long; a list is read at a glance. */
const clip = (text: string, lengthMax: number) =>
  text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1).trimEnd()}…`

/** The words of what leaders receive. */
export const reportWords = {
  heading: ({ to }: Period, { zone }: Context) => `Laporan harian ${day(to, zone)}`,
  salutation: ({ addressee }: Context) => `Yth. Bapak/Ibu ${clip(addressee, 48)},`,
  period: ({ from }: Period, { agency, service, zone, now }: Context) =>
    `${clip(service, 60)}, ${clip(agency, 48)}, sejak ${moment(from, now, zone)}.`,
  /** A leader whose office in this service is not known. */
  leader: 'Pimpinan',
  sentLate: 'Laporan ini terlambat dikirim karena layanan sempat berhenti.',

  lateHeading: (count: number) => (count > 0 ? `Terlambat: ${count} pengaduan` : 'Tidak ada yang terlambat.'),
  lateStep: ({ row, title, actor, count }: { row: string; title: string; actor: string; count: number }) =>
    `· Langkah ${row} (${clip(title, 28)}), ${clip(actor, 24)}: ${count}`,
  counts: ({ opened, closed, open }: { opened: number; closed: number; open: number }) =>
    `Masuk ${opened} · Selesai ${closed} · Masih terbuka ${open}`,
  oldestHeading: 'Paling lama:',
  oldest: ({ number, agency, row, openedAt, lateMs }: Oldest, { zone }: Context) =>
    `· ${number} (${clip(agency, 20)}), langkah ${row}, ` +
    (lateMs === null ? `dibuka ${day(openedAt, zone)}` : `terlambat ${span(lateMs)}`),
  more: (count: number) => `· dan ${count} lainnya`,

  /** What to do next; `number` is the ticket that is late the longest. */
  next: (number: string | undefined, open: number) => {
    if (number) return `Mohon arahan, dimulai dari ${number}. Rincian: /tiket ${number}`
    return open > 0 ? 'Belum ada yang memerlukan arahan.' : 'Semua pengaduan sudah selesai.'
  },

  chart: {
    title: (open: number) => `Pengaduan terbuka: ${open}`,
    subtitle: ({ to }: Period, { agency, zone }: Context) => `${agency}, ${day(to, zone)}`,
    onTime: 'Tepat waktu',
    late: 'Terlambat',
  },
}
export type ReportWords = typeof reportWords
