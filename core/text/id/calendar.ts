import { DateTime } from 'luxon'
import type { CalendarChange } from '../../sla/edits.ts'
import type { SpecialDay, Window } from '../../sla/calendar.ts'

const long = (date: string) => DateTime.fromISO(date).setLocale('id').toFormat('cccc, d LLLL yyyy')
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`
const hours = (windows: readonly Window[]) =>
  windows.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')

/** What a day is called that was given no name. */
const nameless = { national: 'libur nasional', leave: 'cuti bersama', office: 'libur kantor' }

/** Stands before the name of a decreed day, unless the name begins with it. */
const beforeName = { national: 'libur', leave: 'cuti bersama', office: '' }

/** "libur Idul Fitri", "cuti bersama Idul Fitri", "libur kantor", "Tutup buku, buka 07.30–11.00". */
function dayName({ kind, name, windows }: SpecialDay): string {
  const before = beforeName[kind]
  const isSaid = new RegExp(`^${before}(?!\\p{L})`, 'iu').test(name)
  const called = before === '' || isSaid ? name : `${before} ${name}`
  return windows.length === 0 ? called : `${called}, buka ${hours(windows)}`
}

/** Days off and the hours of Ramadan, as the admin sees and changes them and staff hear of them. */
export const calendarWords = {
  nameless,
  dayName,
  hours,
  /** What an admin or a file writes; all lower case. */
  read: {
    /** Before or behind the date; the longer of two that begin alike first. */
    remove: [
      ...[
        'hapus libur',
        'hapus',
        'dihapus',
        'batalkan libur',
        'batalkan',
        'batal libur',
        'batal',
        'dibatalkan',
      ],
      ...['bukan hari libur', 'bukan libur', 'tidak jadi libur', 'tidak libur', 'hari kerja', 'masuk'],
    ],
    /** Say nothing before a date, as the weekday does where it is right. */
    beforeDate: ['hari', 'tanggal', 'tgl'],
    season: ['ramadan', 'ramadhan', 'puasa'],
    seasonName: 'Ramadan',
    decree: ['keputusan', 'skb', 'dasar'],
    leave: ['cuti bersama'],
    national: ['libur nasional'],
  },
  heading: (title: string, year: number | null) =>
    `Hari libur ${title}${year === null ? ' yang akan datang' : ` ${year}`}`,
  day: (date: string, day: SpecialDay) => `${long(date)}: ${dayName(day)}`,
  season: (from: string, to: string, name: string) => `${long(from)} s.d. ${long(to)}: jam kerja ${name}`,
  none: 'Belum ada hari libur yang tercatat.',
  always: 'Layanan ini berjalan 24 jam setiap hari, sehingga tidak mengenal hari libur.',
  more: (count: number, year: number) => `dan ${count} lagi. Semua: /libur ${year}`,
  decree: (decree: string) => `Dasar: ${decree}.`,
  emptyYear: (year: number) =>
    `Hari libur nasional dan cuti bersama ${year} belum ada. Isi setelah keputusan tiga menteri terbit.`,
  usage:
    'Ubah dengan /libur 2027-03-10 Idul Fitri, /libur 2027-03-11 cuti bersama Idul Fitri, /libur 2026-12-31 07:30-11:00 Tutup buku, atau /libur 2027-03-10 hapus. Jam Ramadan: /libur ramadan 2027-02-08 s.d. 2027-03-09. Untuk setahun sekaligus, kirim berkas teks berisi satu tanggal per baris dengan keterangan /libur.',
  usageSeveral: (service: string) => `Untuk satu layanan saja: /libur ${service} 2027-03-10 Idul Fitri.`,
  problems: {
    'no-date': 'tanggalnya belum ada',
    'no-day': 'tanggal itu tidak ada',
    'wrong-weekday': 'hari dan tanggalnya tidak cocok',
    'ends-first': 'tanggal akhir mendahului tanggal awal',
    'too-long': 'lebih dari 45 hari',
    'bad-hours': 'jamnya belum sesuai',
  },
  notRead: (lines: number) => `${lines} baris belum terbaca, sehingga tidak ada yang diubah:`,
  problem: (line: number, text: string, problem: string) => `baris ${line} ("${text}"): ${problem}`,
  problemAlone: (text: string, problem: string) => `"${text}" belum terbaca: ${problem}.`,
  example: 'Contoh: /libur 2027-03-10 Idul Fitri',
  fileEmpty:
    'Berkas itu tidak berisi satu tanggal pun. Tulis satu tanggal per baris, misalnya 2027-03-10 Idul Fitri.',
  fileTooLarge: 'Berkas itu terlalu besar. Kirim berkas teks paling besar 64 kB.',
  fileLost: 'Berkas itu tidak dapat diunduh. Mohon kirim lagi.',
  fileTaken: 'Berkas diterima dan sedang dibaca.',
  unchanged: 'Kalender sudah demikian. Tidak ada yang berubah.',
  notOff: (date: string) => `${long(date)} bukan hari libur. Tidak ada yang berubah.`,
  changed: (count: number, moved: number) =>
    `${count === 1 ? 'Kalender diubah' : `${count} hari diubah`}. ${moved === 0 ? 'Tidak ada tenggat yang bergeser.' : `${moved} tenggat dihitung ulang.`}`,
  /** To a staff group: what was changed and what it moved. */
  told: (by: string) => `Kalender kerja diubah oleh ${by}`,
  change: (change: CalendarChange) =>
    change.layer === 'season'
      ? `${long(change.from)} s.d. ${long(change.to)}: jam kerja ${change.name ?? 'biasa'}`
      : `${long(change.date)}: ${change.day ? dayName(change.day) : 'kembali hari kerja biasa'}`,
  changesMore: (count: number) => `dan ${count} hari lain`,
  recomputed: (count: number) => `${count} tenggat dihitung ulang:`,
  nothingMoved: 'Tidak ada tenggat yang bergeser.',
  moved: (number: string, row: string, before: string, after: string) =>
    `${number} · langkah ${row}: semula ${before}, kini ${after}`,
  movedWhole: (number: string) => `${number}: batas seluruh tiket bergeser`,
  movedMore: (count: number) => `dan ${count} tiket lain`,
  explained: 'Asal sebuah tenggat: /tiket NO tenggat',
  missingYear: (year: number) =>
    `Hari libur nasional dan cuti bersama ${year} belum tercatat, sehingga tenggat pada hari-hari itu akan keliru. Setelah keputusan tiga menteri terbit, kirim berkas teks dengan keterangan /libur, satu tanggal per baris. Contoh baris: ${year}-03-10 libur nasional Idul Fitri.`,
}
export type CalendarWords = typeof calendarWords
