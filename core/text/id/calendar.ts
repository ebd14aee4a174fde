import { DateTime } from 'luxon'
import type { Season, SpecialDay, Window } from '../../sla/calendar.ts'

const long = (date: string) => DateTime.fromISO(date).setLocale('id').toFormat('cccc, d LLLL yyyy')
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`
const hours = (windows: readonly Window[]) =>
  windows.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')
const days = (from: string, to: string) => (from === to ? long(from) : `${long(from)} s.d. ${long(to)}`)
const spans = (seasons: readonly Season[]) => seasons.map(({ from, to }) => days(from, to)).join(' dan ')

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
      ...['hapus libur', 'hapus', 'dihapus'],
      ...['batalkan libur', 'batalkan', 'batal libur', 'batal', 'dibatalkan'],
      ...['bukan hari libur', 'bukan libur', 'tidak jadi libur', 'tidak libur'],
      ...['hari kerja biasa', 'hari kerja', 'tetap hari kerja', 'tetap kerja'],
      ...['masuk seperti biasa', 'masuk kerja', 'masuk', 'tetap masuk kerja', 'tetap masuk'],
    ],
    /** Mean the same where nothing else is said of a date. */
    removeAlone: [
      ...['kerja', 'kerja seperti biasa', 'kembali kerja', 'hari biasa', 'biasa', 'normal'],
      ...['buka', 'buka seperti biasa', 'tetap buka', 'tidak jadi', 'cabut', 'libur dicabut'],
    ],
    /** Mean the same before or behind the name of a day, which stands behind its date. */
    removeAnywhere: ['hapus', 'dihapus', 'hapuskan', 'batal', 'batalkan', 'dibatalkan', 'dicabut'],
    /** No name of a day off has these in it. */
    worked: [
      ...['tidak libur', 'bukan libur', 'bukan hari libur', 'tidak jadi libur'],
      ...['hari kerja', 'masuk kerja', 'tetap masuk', 'tetap kerja', 'kembali kerja', 'tetap buka'],
      ...['seperti biasa', 'hari biasa', 'tidak jadi'],
    ],
    /** Before the hours in which a day is worked; the longer first. */
    hours: ['jam buka', 'jam kerja', 'jam layanan', 'dibuka', 'buka', 'masuk', 'pukul', 'jam'],
    zones: ['wib', 'wita', 'wit'],
    /** A time that is no hours from one to another. */
    at: ['pukul', 'jam'],
    partly: ['setengah hari'],
    /** Between two days, besides a comma or `&`. */
    and: ['dan', 'serta'],
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
  season: (from: string, to: string, name: string) => `${days(from, to)}: jam kerja ${name}`,
  none: 'Belum ada hari libur yang tercatat.',
  always: 'Layanan ini berjalan 24 jam setiap hari, sehingga tidak mengenal hari libur.',
  more: (count: number, years: readonly number[]) =>
    `dan ${count} lagi. Semua: ${years.map((year) => `/libur ${year}`).join(' dan ')}`,
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
    'one-day': 'tulis hari pertama dan terakhir, misalnya ramadan 2027-02-08 s.d. 2027-03-09',
    'one-season':
      'satu Ramadan ditulis dalam satu rentang. Untuk hari di antaranya: ramadan 2027-02-20 hapus',
    'bad-hours': 'jamnya belum sesuai',
    'hours-in-name':
      'jamnya belum jelas. Tulis jam buka di belakang tanggal, misalnya 2026-12-31 07:30-11:00 Tutup buku',
    'date-in-name':
      'ada tanggal lain di belakangnya. Hubungkan dua tanggal dengan s.d. atau dan, atau tulis satu baris per tanggal',
    'worked-or-not':
      'tidak jelas libur atau hari kerja. Untuk hari kerja biasa, tulis hapus di belakang tanggal',
    'not-utf-8': 'ada huruf yang rusak. Simpan berkas itu sebagai teks UTF-8, lalu kirim lagi',
  },
  notRead: (lines: number) => `${lines} baris belum terbaca, sehingga tidak ada yang diubah:`,
  problem: (line: number, text: string, problem: string) => `baris ${line} ("${text}"): ${problem}`,
  problemAlone: (text: string, problem: string) => `"${text}" belum terbaca: ${problem}.`,
  example: 'Contoh: /libur 2027-03-10 Idul Fitri',
  fileEmpty:
    'Berkas itu tidak berisi satu tanggal pun. Tulis satu tanggal per baris, misalnya 2027-03-10 Idul Fitri.',
  fileNotText:
    'Hanya berkas teks (.txt atau .csv) yang dapat dibaca. Tulis satu tanggal per baris, misalnya 2027-03-10 Idul Fitri, lalu kirim berkas itu dengan keterangan /libur.',
  fileTooLarge: 'Berkas itu terlalu besar. Kirim berkas teks paling besar 64 kB.',
  fileLost: 'Berkas itu tidak dapat diunduh. Mohon kirim lagi.',
  fileTaken: 'Berkas diterima dan sedang dibaca.',
  unchanged: 'Kalender sudah demikian. Tidak ada yang berubah.',
  notOff: (date: string) => `${long(date)} bukan hari libur. Tidak ada yang berubah.`,
  changed: (count: number, moved: number) =>
    `${count === 1 ? 'Kalender diubah' : `${count} perubahan dicatat`}. ${moved === 0 ? 'Tidak ada tenggat yang bergeser.' : `${moved} tenggat dihitung ulang.`}`,
  /** To a staff group: what was changed and what it moved. */
  told: (by: string) => `Kalender kerja diubah oleh ${by}`,
  dayChanged: (date: string, day: SpecialDay | null, isWorked: boolean) => {
    const ordinary = isWorked ? 'kembali hari kerja biasa' : 'kembali seperti biasa, bukan hari kerja'
    return `${long(date)}: ${day ? dayName(day) : ordinary}`
  },
  /** With the dates it had before, where it had any. */
  seasonChanged: (from: string, to: string, name: string, was: readonly Season[]) =>
    `${days(from, to)}: jam kerja ${name}${was.length === 0 ? '' : `, semula ${spans(was)}`}`,
  /** With what is left of it. */
  seasonTaken: (from: string, to: string, name: string, is: readonly Season[]) =>
    `${days(from, to)}: jam kerja biasa. ${is.length === 0 ? `Tidak ada lagi jam kerja ${name}.` : `Jam kerja ${name} kini ${spans(is)}.`}`,
  changesMore: (count: number) => `dan ${count} perubahan lain`,
  recomputed: (count: number) => `${count} tenggat dihitung ulang:`,
  nothingMoved: 'Tidak ada tenggat yang bergeser.',
  moved: (number: string, row: string, before: string, after: string) =>
    `${number} · langkah ${row}: semula ${before}, kini ${after}`,
  movedWhole: (number: string) => `${number}: batas seluruh tiket bergeser`,
  movedMore: (count: number) => `dan ${count} tiket lain`,
  explained: 'Asal sebuah tenggat: /tiket NO tenggat',
  /** `services` are those that miss it, with what is typed for them; none where all do. */
  missingYear: (year: number, services: readonly { id: string; title: string }[]) => {
    const [only, ...others] = services
    const whose = only ? ` untuk ${new Intl.ListFormat('id').format(services.map(({ title }) => title))}` : ''
    const command = only && others.length === 0 ? `/libur ${only.id}` : '/libur'
    return `Hari libur nasional dan cuti bersama ${year} belum tercatat${whose}, sehingga tenggat pada hari-hari itu akan keliru. Setelah keputusan tiga menteri terbit, kirim berkas teks dengan keterangan ${command}, satu tanggal per baris. Contoh baris: ${year}-03-10 libur nasional Idul Fitri.`
  },
}
export type CalendarWords = typeof calendarWords
