import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { isOpen, type Calendar } from '../../../core/sla/calendar.ts'
import { readLater } from '../../../core/staff/later.ts'
import { indonesian as words } from '../../../core/text/words.ts'
import { at, jakarta, placedCalendar, show } from '../../fixtures/calendars.ts'

const indonesia = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']

/** Wednesday, 11 November 2026; Monday to Thursday 07.30–12.00 and 13.00–16.00, Friday 07.30–11.30 and 13.00–16.30. */
const wednesday = at('2026-11-11 10:00')

const read = (text: string, now = wednesday, calendar: Calendar = jakarta) =>
  readLater(text, { now, zone: calendar.zone, calendar, words })

/** `2026-11-12 07:30`, and behind a stroke what is left. */
function told(text: string, now = wednesday, calendar: Calendar = jakarta): string {
  const later = read(text, now, calendar)
  if (typeof later === 'string') return `! ${later}`
  return `${show(later.at, calendar.zone)}${later.rest && ` | ${later.rest}`}`
}

describe('when to remind', () => {
  it.each([
    ['30 menit', '2026-11-11 10:30'],
    ['1 jam', '2026-11-11 11:00'],
    ['2 jam', '2026-11-11 13:00'],
    ['3 jam', '2026-11-11 14:00'],
    ['6 jam', '2026-11-12 08:30'],
    ['1 hari', '2026-11-12 10:00'],
    ['3 hari', '2026-11-16 10:00'],
    ['dua  JAM', '2026-11-11 13:00'],
    ['dua belas jam', '2026-11-12 15:30'],
    ['90menit', '2026-11-11 11:30'],
    ['dalam 1 jam', '2026-11-11 11:00'],
    ['1 jam lagi', '2026-11-11 11:00'],
    ['3 hari lagi', '2026-11-16 10:00'],
    ['3 hari ke depan', '2026-11-16 10:00'],
    ['sejam lagi', '2026-11-11 11:00'],
    ['sehari', '2026-11-12 10:00'],
    ['Semenit', '2026-11-11 10:01'],
    ['0 jam', '! unreadable'],
    ['1,5 jam', '2026-11-11 11:30'],
    ['2.5 jam rapat', '2026-11-11 13:30 | rapat'],
    ['setengah jam lagi', '2026-11-11 10:30'],
    ['1 setengah jam', '2026-11-11 11:30'],
    ['setengah jam lalu', '! unreadable'],
    ['1 jam setengah cek', '2026-11-11 11:30 | cek'],
    ['satu setengah jam', '2026-11-11 11:30'],
    ['sejam setengah', '2026-11-11 11:30'],
    ['2 hari lagi jam 9 rapat', '2026-11-13 09:00 | rapat'],
    ['3 hari jam 14.30', '2026-11-16 14:30'],
    ['2 hari lagi pagi', '2026-11-13 10:00 | pagi'],
    ['1 jam 30 menit telepon vendor', '2026-11-11 11:30 | telepon vendor'],
    ['1 jam 30 orang datang', '2026-11-11 11:00 | 30 orang datang'],
    ['3 hari kerja lagi tunggu vendor', '2026-11-16 10:00 | tunggu vendor'],
    ['1 hari 2 jam', '2026-11-12 10:00 | 2 jam'],
    ['100000 jam', '! unreadable'],
    ['2 jaman', '! unreadable'],
    ['2 laptop', '! unreadable'],
    ['2 jam lalu', '! unreadable'],
    ['3 hari yang lalu', '! unreadable'],
    ['sehari-hari', '! unreadable'],
    ['sejaman', '! unreadable'],
  ])('after working time: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['besok', '2026-11-12 07:30'],
    ['Lusa', '2026-11-13 07:30'],
    ['besok lusa', '2026-11-13 07:30'],
    ['minggu depan', '2026-11-16 07:30'],
    ['senin', '2026-11-16 07:30'],
    ['hari Senin', '2026-11-16 07:30'],
    ['kamis', '2026-11-12 07:30'],
    ['rabu', '2026-11-18 07:30'],
    ['selasa', '2026-11-17 07:30'],
    ["Jum'at", '2026-11-13 07:30'],
    ['jumat depan', '2026-11-20 07:30'],
    ['rabu minggu depan', '2026-11-18 07:30'],
    ['sabtu', '2026-11-16 07:30'],
    ['minggu', '2026-11-16 07:30'],
    ['20 November', '2026-11-20 07:30'],
    ['tanggal 20 Nov 2026', '2026-11-20 07:30'],
    ['Jumat, 20 November 2026', '2026-11-20 07:30'],
    ['20/11', '2026-11-20 07:30'],
    ['20/11/26', '2026-11-20 07:30'],
    ['20.11.2026', '2026-11-20 07:30'],
    ['2026-11-20', '2026-11-20 07:30'],
    ['21 November 2026', '2026-11-23 07:30'],
    ['24 Desember', '2026-12-28 07:30'],
    ['20 Januari', '2027-01-20 07:30'],
    ['hari ini', '! past'],
    ['11 November', '! past'],
    ['10 November', '! past'],
    ['1 Oktober', '! past'],
    ['20/11/2025', '! past'],
    ['31 November', '! no-day'],
    ['31/11/2026', '! no-day'],
    ['29 Februari', '! no-day'],
    ['29 Februari 2028', '2028-02-29 07:30'],
  ])('on a day, from its first opening: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['2 minggu lagi', '2026-11-25 07:30'],
    ['2 minggu', '2026-11-25 07:30'],
    ['dua pekan lagi', '2026-11-25 07:30'],
    ['dalam 2 minggu', '2026-11-25 07:30'],
    ['seminggu lagi', '2026-11-18 07:30'],
    ['Seminggu', '2026-11-18 07:30'],
    ['sepekan lagi', '2026-11-18 07:30'],
    ['2 minggu lagi jam 9', '2026-11-25 09:00'],
    ['seminggu lagi sore', '2026-11-18 15:00'],
    ['jam 9 seminggu lagi', '2026-11-18 09:00'],
    ['sebulan lagi', '2026-12-11 07:30'],
    ['2 bulan lagi', '2027-01-11 07:30'],
    ['6 minggu ke depan', '2026-12-23 07:30'],
    ['0 minggu', '! unreadable'],
    ['2 minggu lalu', '! unreadable'],
    ['2 minggu yang lalu', '! unreadable'],
    ['seminggu-dua minggu', '! unreadable'],
    ['2 mingguan', '! unreadable'],
  ])('after weeks and months of the calendar: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['bulan depan', '2026-12-01 07:30'],
    ['awal bulan depan', '2026-12-01 07:30'],
    ['Awal bulan', '2026-12-01 07:30'],
    ['awal bulan depan jam 9', '2026-12-01 09:00'],
    ['awal minggu', '2026-11-16 07:30'],
    ['awal pekan depan', '2026-11-16 07:30'],
    ['awal Desember', '2026-12-01 07:30'],
    ['awal bulan Januari 2027', '2027-01-01 07:30'],
    ['awal tahun depan', '2027-01-01 07:30'],
    ['awal bulan ini', '! past'],
    ['awal November', '! past'],
    ['akhir bulan', '2026-11-30 07:30'],
    ['akhir bulan ini', '2026-11-30 07:30'],
    ['pada akhir bulan', '2026-11-30 07:30'],
    ['hari minggu depan', '2026-11-23 07:30'],
    ['akhir bulan 14.00', '2026-11-30 14:00'],
    ['akhir bulan depan', '2026-12-31 07:30'],
    ['akhir November', '2026-11-30 07:30'],
    ['akhir bulan Januari', '2027-01-29 07:30'],
    ['akhir Januari 2027 jam 10', '2027-01-29 10:00'],
    ['akhir Oktober', '! past'],
    ['akhir minggu', '2026-11-13 07:30'],
    ['akhir pekan ini', '2026-11-13 07:30'],
    ['akhir pekan jam 2', '2026-11-13 14:00'],
    ['jam 9 akhir pekan', '2026-11-13 09:00'],
    ['akhir minggu depan', '2026-11-20 07:30'],
    ['akhir tahun', '2026-12-31 07:30'],
    ['akhir', '! unreadable'],
    ['akhirnya', '! unreadable'],
    ['akhir pekanan', '! unreadable'],
    ['tahun ini', '! unreadable'],
    ['bulan ini', '! unreadable'],
    ['bulan lalu', '! unreadable'],
  ])('where a week or a month begins or ends: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['tanggal 25', '2026-11-25 07:30'],
    ['tgl 25', '2026-11-25 07:30'],
    ['tgl. 25', '2026-11-25 07:30'],
    ['pada tanggal 25', '2026-11-25 07:30'],
    ['tanggal 25 jam 9', '2026-11-25 09:00'],
    ['tgl 25, 14.00', '2026-11-25 14:00'],
    ['jam 9 tanggal 25', '2026-11-25 09:00'],
    ['rabu tanggal 25', '2026-11-25 07:30'],
    ['hari Rabu, tgl 25', '2026-11-25 07:30'],
    ['tanggal 10', '2026-12-10 07:30'],
    ['tanggal 11', '! past'],
    ['tanggal 11 jam 14', '2026-11-11 14:00'],
    ['tanggal 25 bulan ini', '2026-11-25 07:30'],
    ['tanggal 22 bulan depan jam 9', '2026-12-22 09:00'],
    ['bulan depan tanggal 5', '2026-12-07 07:30'],
    ['bulan ini tanggal 25', '2026-11-25 07:30'],
    ['tanggal 5 bulan ini', '! past'],
    ['tanggal 31', '! no-day'],
    ['tanggal 31 bulan depan', '2026-12-31 07:30'],
    ['tanggal 0', '! no-day'],
    ['tanggal 25-27', '! unreadable'],
    ['tanggal 20/13', '! unreadable'],
    ['tanggal 250', '! unreadable'],
    ['tanggal', '! unreadable'],
    ['25', '! unreadable'],
  ])('by the day of the month alone: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['jam 14.30', '2026-11-11 14:30'],
    ['14.30', '2026-11-11 14:30'],
    ['14:30', '2026-11-11 14:30'],
    ['14.30 WIB', '2026-11-11 14:30'],
    ['pukul 3 sore', '2026-11-11 15:00'],
    ['jam 3', '2026-11-11 15:00'],
    ['jam setengah 3', '2026-11-11 14:30'],
    ['jam sebelas', '2026-11-11 11:00'],
    ['jam dua belas', '2026-11-11 13:00'],
    ['nanti jam 2', '2026-11-11 14:00'],
    ['nanti sore', '2026-11-11 15:00'],
    ['12.15', '2026-11-11 13:00'],
    ['16.00', '2026-11-12 07:30'],
    ['jam 8 malam', '2026-11-12 07:30'],
    ['jam 6', '2026-11-12 07:30'],
    ['jam 9', '! past'],
    ['09.00', '! past'],
    ['10.00', '! past'],
    ['03.00', '! past'],
    ['25.00', '! unreadable'],
    ['jam 25', '! unreadable'],
    ['14.75', '! unreadable'],
    ['14.30 WITA', '! unreadable'],
    ['jam 3 sore WIT', '! unreadable'],
  ])('at an hour of today: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    ['besok 09.00', '2026-11-12 09:00'],
    ['besok jam 9', '2026-11-12 09:00'],
    ['Besok Pukul 9 Pagi', '2026-11-12 09:00'],
    ['besok jam 2', '2026-11-12 14:00'],
    ['besok jam 2 pagi', '2026-11-12 07:30'],
    ['besok jam 6', '2026-11-12 07:30'],
    ['besok pagi', '2026-11-12 07:30'],
    ['besok siang', '2026-11-12 11:00'],
    ['besok sore', '2026-11-12 15:00'],
    ['besok sore jam 3', '2026-11-12 15:00'],
    ['besok malam', '2026-11-13 07:30'],
    ['jam 9 besok', '2026-11-12 09:00'],
    ['pukul 3 sore lusa', '2026-11-13 15:00'],
    ['lusa 11.45', '2026-11-13 13:00'],
    ['senin 08.00', '2026-11-16 08:00'],
    ['minggu depan jam 9', '2026-11-16 09:00'],
    ['20/11/2026 09.00', '2026-11-20 09:00'],
    ['2026-11-20 09:00', '2026-11-20 09:00'],
    ['20 November, jam 14.30 WIB', '2026-11-20 14:30'],
    ['pada hari Senin tanggal 23 November 2026 pukul 10', '2026-11-23 10:00'],
    ['sabtu jam 9', '2026-11-16 07:30'],
    ['hari ini jam 14', '2026-11-11 14:00'],
    ['hari ini 09.30', '! past'],
    ['10/11/2026 14.00', '! past'],
    ['besok 25.00', '! unreadable'],
    ['besok jam 24', '! unreadable'],
    ['besok 09.00 WITA', '! unreadable'],
    ['31 November 09.00', '! no-day'],
  ])('at an hour of a day: "%s"', (text, outcome) => expect(told(text)).toBe(outcome))

  it.each([
    '',
    ' ',
    'karena vendor',
    'nanti',
    'sore',
    'besokan',
    'kemarin',
    'senin lalu',
    'minggu ini',
    '20',
  ])('is not told by "%s"', (text) => expect(read(text)).toBe('unreadable'))
})

describe('the reason', () => {
  it.each([
    ['2 jam karena menunggu vendor', '2026-11-11 13:00 | menunggu vendor'],
    ['2 jam lagi, KARENA Izin Pak Kadis', '2026-11-11 13:00 | Izin Pak Kadis'],
    ['besok: cek Server', '2026-11-12 07:30 | cek Server'],
    ['besok - cek', '2026-11-12 07:30 | cek'],
    ['besok, karena: – cek', '2026-11-12 07:30 | cek'],
    ['besok karenanya tertunda', '2026-11-12 07:30 | karenanya tertunda'],
    ['besok rapat karena genset', '2026-11-12 07:30 | rapat karena genset'],
    ['besok karena', '2026-11-12 07:30'],
    ['besok\nbaris satu\nbaris dua ', '2026-11-12 07:30 | baris satu\nbaris dua'],
    ['besok 🙏 İSTANBUL', '2026-11-12 07:30 | 🙏 İSTANBUL'],
    ['besok rapat jam 14.00 lusa', '2026-11-12 07:30 | rapat jam 14.00 lusa'],
    ['besok 09.00 rapat sore 20 November', '2026-11-12 09:00 | rapat sore 20 November'],
    ['jam 14.30, besok vendor datang', '2026-11-11 14:30 | besok vendor datang'],
    ['14.30 WIB vendor datang', '2026-11-11 14:30 | vendor datang'],
    ['besok jam kerja berubah', '2026-11-12 07:30 | jam kerja berubah'],
    ['besok dua laptop', '2026-11-12 07:30 | dua laptop'],
    ['20 November 10 laptop', '2026-11-20 07:30 | 10 laptop'],
    ['akhir bulan laporan keuangan', '2026-11-30 07:30 | laporan keuangan'],
    ['akhir bulan: bulan depan pindah', '2026-11-30 07:30 | bulan depan pindah'],
    ['akhir bulan depannya belum pasti', '2026-11-30 07:30 | depannya belum pasti'],
    ['akhir pekan minggu tenang', '2026-11-13 07:30 | minggu tenang'],
    ['akhir tahun anggaran 2026', '2026-12-31 07:30 | anggaran 2026'],
    ['awal bulan depan, tanggal 5 rapat', '2026-12-01 07:30 | tanggal 5 rapat'],
    ['bulan depan awal anggaran', '2026-12-01 07:30 | awal anggaran'],
    ['awal Desember 10 laptop', '2026-12-01 07:30 | 10 laptop'],
    ['2 minggu lagi menunggu vendor', '2026-11-25 07:30 | menunggu vendor'],
    ['2 minggu menunggu 2 minggu lagi', '2026-11-25 07:30 | menunggu 2 minggu lagi'],
    ['seminggu, karena cuti', '2026-11-18 07:30 | cuti'],
    ['jam 14 seminggu tertunda', '2026-11-11 14:00 | seminggu tertunda'],
    ['besok seminggu tertunda', '2026-11-12 07:30 | seminggu tertunda'],
    ['besok akhir bulan', '2026-11-12 07:30 | akhir bulan'],
    ['tanggal 25 laporan bulan ini', '2026-11-25 07:30 | laporan bulan ini'],
    ['tanggal 25 bulan puasa', '2026-11-25 07:30 | bulan puasa'],
    ['tgl 25. 3 laptop', '2026-11-25 07:30 | 3 laptop'],
    ['senin depannya belum pasti', '2026-11-16 07:30 | depannya belum pasti'],
  ])('%s', (text, outcome) => expect(told(text)).toBe(outcome))
})

describe('at the edges of the calendar', () => {
  it.each([
    ['2026-11-13 16:00', '1 jam', '2026-11-16 08:00'],
    ['2026-11-13 16:00', '30 menit', '2026-11-16 07:30'],
    ['2026-11-13 16:00', 'besok', '2026-11-16 07:30'],
    ['2026-11-13 16:00', 'jumat', '2026-11-20 07:30'],
    ['2026-11-15 09:00', 'jam 8', '! past'],
    ['2026-11-15 09:00', 'jam 10', '2026-11-16 07:30'],
    ['2026-11-15 09:00', 'senin', '2026-11-16 07:30'],
    ['2026-11-15 09:00', 'senin depan', '2026-11-16 07:30'],
    ['2026-11-15 09:00', 'minggu', '2026-11-23 07:30'],
    ['2026-11-15 09:00', 'minggu depan', '2026-11-16 07:30'],
    ['2026-11-15 09:00', 'besok jam 2', '2026-11-16 14:00'],
    ['2026-11-16 06:00', 'hari ini', '2026-11-16 07:30'],
    ['2026-11-16 06:00', '15/11/2026', '! past'],
    ['2026-11-16 06:00', 'jam 6', '2026-11-17 07:30'],
    ['2026-11-16 05:00', 'jam 6', '2026-11-16 07:30'],
    ['2026-11-16 07:30', 'hari ini', '! past'],
    ['2026-11-16 07:30', 'senin', '2026-11-23 07:30'],
    ['2026-11-16 07:30', 'minggu depan', '2026-11-23 07:30'],
    ['2026-01-01 00:00', 'hari ini', '2026-01-02 07:30'],
    ['2026-01-01 00:00', 'jam 9', '2026-01-02 07:30'],
    ['2026-01-01 00:00', '2 jam', '2026-01-02 09:30'],
    ['2026-01-01 00:00', '1 hari', '2026-01-05 07:30'],
    ['2026-01-01 00:00', 'lusa', '2026-01-05 07:30'],
    ['2026-01-01 00:00', '20 desember', '2026-12-21 07:30'],
    ['2026-01-01 00:00', '31/12 jam 9', '2026-12-31 09:00'],
    ['2026-01-01 00:00', '31 Desember 2025', '! past'],
    ['2026-12-31 15:00', '31 Desember 15.30', '2026-12-31 15:30'],
    ['2026-12-31 15:00', 'besok', '2027-01-01 07:30'],
    ['2026-12-31 15:00', 'lusa', '2027-01-04 07:30'],
    ['2026-12-31 15:00', '1 Januari jam 9', '2027-01-01 09:00'],
    ['2026-12-31 15:00', '30 Juni', '2027-06-30 07:30'],
    ['2026-12-31 15:00', '1 Desember', '! past'],
    ['2027-12-31 15:00', '29 Februari', '2028-02-29 07:30'],
    ['2026-04-30 13:00', 'besok', '2026-05-04 07:30'],
    ['2026-04-30 13:00', '31 April', '! no-day'],
    ['2026-11-27 10:00', 'akhir minggu', '2026-12-04 07:30'],
    ['2026-11-27 10:00', 'akhir minggu ini', '! past'],
    ['2026-11-27 10:00', 'akhir minggu ini jam 15', '2026-11-27 15:00'],
    ['2026-11-28 10:00', 'akhir pekan', '2026-12-04 07:30'],
    ['2026-11-29 10:00', 'akhir bulan', '2026-11-30 07:30'],
    ['2026-11-30 05:00', 'akhir bulan', '2026-12-31 07:30'],
    ['2026-10-30 09:00', 'akhir bulan', '2026-11-30 07:30'],
    ['2026-10-31 09:00', 'akhir bulan', '2026-11-30 07:30'],
    ['2026-05-04 09:00', 'akhir bulan', '2026-05-29 07:30'],
    ['2026-12-21 09:00', 'akhir pekan', '2026-12-23 07:30'],
    ['2026-12-23 09:00', 'akhir pekan', '2027-01-01 07:30'],
    ['2026-03-16 09:00', 'akhir minggu', '2026-03-17 08:00'],
    ['2026-03-02 09:00', 'akhir bulan', '2026-03-31 07:30'],
    ['2026-12-31 15:00', 'bulan depan', '2027-01-01 07:30'],
    ['2026-12-31 15:00', 'akhir bulan', '2027-01-29 07:30'],
    ['2026-12-31 15:00', 'akhir bulan depan', '2027-01-29 07:30'],
    ['2026-12-31 15:00', 'seminggu lagi', '2027-01-07 07:30'],
    ['2026-12-31 15:00', 'sebulan lagi', '2027-02-01 07:30'],
    ['2027-01-31 15:00', 'sebulan lagi', '2027-03-01 07:30'],
    ['2026-12-31 15:00', 'tanggal 1', '2027-01-01 07:30'],
    ['2026-01-31 15:00', 'tanggal 30', '! no-day'],
    ['2026-04-30 13:00', 'seminggu lagi', '2026-05-07 07:30'],
    ['2026-04-24 13:00', 'seminggu lagi', '2026-05-04 07:30'],
    ['2026-04-24 13:00', 'tanggal 1', '2026-05-04 07:30'],
    ['2026-04-30 13:00', '31/5', '2026-06-02 07:30'],
    ['2026-02-28 09:00', 'besok', '2026-03-02 08:00'],
    ['2026-02-18 09:00', 'besok', '2026-02-19 08:00'],
    ['2026-02-18 09:00', 'besok 07.45', '2026-02-19 08:00'],
  ])('at %s: "%s"', (now, text, outcome) => expect(told(text, at(now))).toBe(outcome))

  it.each([
    ['besok', '2026-11-12 00:00'],
    ['2 jam', '2026-11-11 12:00'],
    ['1 hari', '2026-11-12 10:00'],
    ['16.00', '2026-11-11 16:00'],
    ['besok jam 3', '2026-11-12 15:00'],
    ['besok malam', '2026-11-12 18:00'],
    ['minggu jam 9', '2026-11-15 09:00'],
    ['2 minggu lagi', '2026-11-25 00:00'],
    ['akhir minggu', '2026-11-15 00:00'],
    ['akhir bulan', '2026-11-30 00:00'],
    ['awal bulan depan', '2026-12-01 00:00'],
    ['hari ini', '! past'],
  ])('at a desk that never closes: "%s"', (text, outcome) =>
    expect(told(text, wednesday, { kind: 'always', zone: 'Asia/Jakarta' })).toBe(outcome),
  )

  it.each([
    ['Asia/Jakarta', 'besok', '2026-11-12T00:30:00.000Z'],
    ['Asia/Makassar', 'besok', '2026-11-12T23:30:00.000Z'],
    ['Asia/Jayapura', 'besok', '2026-11-12T22:30:00.000Z'],
    ['Asia/Jakarta', 'seminggu lagi', '2026-11-18T00:30:00.000Z'],
    ['Asia/Makassar', 'seminggu lagi', '2026-11-18T23:30:00.000Z'],
    ['Asia/Jakarta', 'akhir minggu', '2026-11-13T00:30:00.000Z'],
    ['Asia/Jayapura', 'akhir minggu', '2026-11-12T22:30:00.000Z'],
    ['Asia/Jakarta', 'jam 9', 'past'],
    ['Asia/Makassar', 'jam 9', '2026-11-12T01:00:00.000Z'],
    ['Asia/Jayapura', '09.00 WIT', '2026-11-12T00:00:00.000Z'],
    ['Asia/Jayapura', '09.00 WIB', 'unreadable'],
    ['Asia/Jayapura', '20/11/2026 09.00', '2026-11-20T00:00:00.000Z'],
  ])('in %s: "%s"', (zone, text, outcome) => {
    const later = read(text, new Date('2026-11-11T16:30:00Z'), { ...jakarta, zone })
    expect(typeof later === 'string' ? later : later.at.toISOString()).toBe(outcome)
  })
})

describe('whatever is written', () => {
  const day = fc.oneof(
    fc.constantFrom('besok', 'lusa', 'senin', 'Jumat depan', 'minggu', 'minggu depan', 'rabu'),
    fc.constantFrom(
      '2 minggu lagi',
      'seminggu',
      'awal bulan depan',
      'bulan depan',
      'akhir bulan',
      'akhir pekan',
    ),
  )
  const hour = fc.oneof(
    fc.integer({ min: 0, max: 23 }).map((h) => `${h}.30`),
    fc.integer({ min: 1, max: 12 }).map((h) => `jam ${h}`),
    fc.constantFrom('pukul 3 sore', 'jam 9 pagi', 'siang', 'malam'),
  )
  const length = fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom('menit', 'jam', 'hari'))
    .map(([n, unit]) => `${n} ${unit}`)
  /** A moment that is always ahead. */
  const ahead = fc.oneof(
    length,
    day,
    fc.tuple(day, hour).map((both) => both.join(' ')),
  )
  const reason = fc.constantFrom('Menunggu vendor', 'rapat jam 14.00', 'İzin 🙏 2 jam', 'x\ny', '')
  const moments = fc.record({
    place: placedCalendar,
    minutes: fc.nat({ max: 10 * 24 * 60 }),
  })

  function expectSound(text: string, now: Date, calendar: Calendar): void {
    const later = read(text, now, calendar)
    if (typeof later === 'string') return
    expect(later.at.getTime()).toBeGreaterThan(now.getTime())
    expect(isOpen(calendar, later.at)).toBe(true)
    expect(text.trimEnd().endsWith(later.rest)).toBe(true)
  }

  it('is ahead, open, and leaves the reason as it was written', () => {
    const joint = fc.constantFrom(' karena ', ': ', ' - ', ', ')
    fc.assert(
      fc.property(ahead, joint, reason, moments, (moment, sign, why, { place, minutes }) => {
        const now = new Date((place.base + minutes) * 60_000)
        const text = ` ${moment}${sign}${why} `
        expect(read(text, now, place.c)).toMatchObject({ rest: why })
        expectSound(text, now, place.c)
      }),
      { numRuns: 500 },
    )
  })

  it('is never in the past or outside working hours, whatever else is written', () => {
    const number = fc.oneof(fc.nat({ max: 40 }).map(String), fc.integer({ min: 2025, max: 2028 }).map(String))
    const word = fc.constantFrom(
      'jam',
      'pukul',
      'setengah',
      'pagi',
      'sore',
      'nanti',
      'hari ini',
      'tanggal',
      'akhir',
      'bulan',
      'wib',
    )
    const month = fc.constantFrom('maret', 'april', 'des', 'januari')
    const sign = fc.constantFrom('.', ':', '/', '-', ', ', 'karena', '')
    const soup = fc
      .array(fc.oneof(number, word, month, sign, day, hour, length), { maxLength: 7 })
      .chain((pieces) => fc.constantFrom(' ', '').map((space) => pieces.join(space)))
    const text = fc.oneof(soup, fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(text, moments, (said, { place, minutes }) =>
        expectSound(said, new Date((place.base + minutes) * 60_000), place.c),
      ),
      { numRuns: 2000 },
    )
  })

  it('is the same moment as that day and hour written out', () => {
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2029, 0) / 60_000 })
    fc.assert(
      fc.property(ahead, minutes, fc.constantFrom(...indonesia), (moment, minute, zone) => {
        const [calendar, now] = [{ ...jakarta, zone }, new Date(minute * 60_000)]
        const later = read(moment, now, calendar)
        if (typeof later === 'string') throw new Error(`"${moment}" is ${later}`)
        const full = DateTime.fromJSDate(later.at, { zone }).toFormat('dd/LL/yyyy HH.mm')
        expect(read(`${full} karena x`, now, calendar)).toEqual({ at: later.at, rest: 'x' })
      }),
      { numRuns: 300 },
    )
  })
})
