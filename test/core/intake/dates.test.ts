import { describe, expect, it } from 'vitest'
import { checkLetterDate, checkLetterNumber, findLetter } from '../../../core/intake/letter.ts'
import { checkReceived } from '../../../core/intake/moment.ts'
import { tikContext } from '../../fixtures/form.ts'
import { now } from './conversation.ts'
import { told } from './told.ts'

/** Wednesday, 14 October 2026, 09.00 WIB. */
const given = { ...tikContext, now }

describe('the date of a letter', () => {
  it.each([
    ['14 Oktober 2026', '= 14 Oktober 2026 [2026-10-14]'],
    ['Rabu, 14 Okt 2026', '= 14 Oktober 2026 [2026-10-14]'],
    ['14-10-2026', '= 14 Oktober 2026 [2026-10-14]'],
    ['14/10/26', '= 14 Oktober 2026 [2026-10-14]'],
    ['14.10.2026', '= 14 Oktober 2026 [2026-10-14]'],
    ['2026-10-14', '= 14 Oktober 2026 [2026-10-14]'],
    ['hari ini', '= 14 Oktober 2026 [2026-10-14]'],
    ['kemarin', '= 13 Oktober 2026 [2026-10-13]'],
    ['kemarin lusa', '= 12 Oktober 2026 [2026-10-12]'],
    ['12 hari yang lalu', '= 2 Oktober 2026 [2026-10-02]'],
    ["hari Jum'at", '= 9 Oktober 2026 [2026-10-09]'],
    ['Rabu', '= 14 Oktober 2026 [2026-10-14]'],
    ['Rabu lalu', '= 7 Oktober 2026 [2026-10-07]'],
    ['tertanggal 12 Agustus 2026', '= 12 Agustus 2026 [2026-08-12]'],
    ['suratnya tanggal 12 Agustus 2026 ya', '= 12 Agustus 2026 [2026-08-12]'],
    ['3 September', '= 3 September 2026 [2026-09-03]'],
    ['20 November', '= 20 November 2025 [2025-11-20]'],
    ['29 Februari 2024', '= 29 Februari 2024 [2024-02-29]'],
    ['29 Februari 2026', '! date-none'],
    ['31/04/2026', '! date-none'],
    ['15 Oktober 2026', '! date-ahead'],
    ['14/13/2026', '! date-unreadable'],
    ['1 Januari 1999', '! date-unreadable'],
    ['minggu lalu', '! date-unreadable'],
    ['besok', '! date-unreadable'],
    ['belum tahu', '! date-unreadable'],
    ['', '! empty'],
  ])('%s', (text, outcome) => expect(told(checkLetterDate(text, given))).toBe(outcome))

  it('is read by the clock of the zone', () => {
    const night = { ...given, now: new Date('2026-10-14T17:30:00Z') }
    expect(told(checkLetterDate('hari ini', night))).toBe('= 15 Oktober 2026 [2026-10-15]')
    expect(told(checkLetterDate('hari ini', { ...night, zone: 'UTC' }))).toBe(
      '= 14 Oktober 2026 [2026-10-14]',
    )
  })
})

describe('the number of a letter', () => {
  it.each([
    ['005/123-Dindik/X/2026', '= 005/123-Dindik/X/2026'],
    ['Nomor: 005/123-Dindik/X/2026', '= 005/123-Dindik/X/2026'],
    ['No. 800/1234', '= 800/1234'],
    ['005 / 123 / X / 2026', '= 005/123/X/2026'],
    ['W.12-PR.01.02-118', '= W.12-PR.01.02-118'],
    ['nomor suratnya B-12/KOMINFO, terima kasih', '= B-12/KOMINFO'],
    ['surat nomor 005/1/X/2026 tanggal 3 Oktober 2026', '= 005/1/X/2026'],
    ['123', '? "123"'],
    ['14/10/2026', '! letter-number'],
    ['0812-3456-7890', '! letter-number'],
    ['https://x.go.id/1/2/3', '! letter-number'],
    ['surat menyusul besok', '! letter-number'],
    [`1/${'x'.repeat(200)}`, '! too-long'],
    ['', '! empty'],
  ])('%s', (text, outcome) => expect(told(checkLetterNumber(text, given))).toBe(outcome))

  it('is found in a longer text with its date, and is no other number', () => {
    const found = findLetter(
      'Sesuai surat nomor 005/12-Dinkes/X/2026 tanggal 12 Oktober 2026, Wi-Fi mati',
      given,
    )
    expect(found.number?.value).toBe('005/12-Dinkes/X/2026')
    expect(found.date).toEqual({ value: '2026-10-12', shown: '12 Oktober 2026' })
    for (const text of [
      'Wi-Fi mati di lt 2/3 sejak 3 Oktober 2026',
      'kelas a/b/c',
      'lihat http://1/2/3',
      '13/10/2026',
    ])
      expect(findLetter(text, given)).toEqual({ number: null, date: null })
  })
})

describe('when it was received', () => {
  it.each([
    ['baru saja', '= pukul 09.00 WIB [2026-10-14T02:00:00.000Z]'],
    ['tadi 08.30', '= pukul 08.30 WIB [2026-10-14T01:30:00.000Z]'],
    ['08:30', '= pukul 08.30 WIB [2026-10-14T01:30:00.000Z]'],
    ['tadi pagi jam 8', '= pukul 08.00 WIB [2026-10-14T01:00:00.000Z]'],
    ['jam setengah sembilan', '= pukul 08.30 WIB [2026-10-14T01:30:00.000Z]'],
    ['kemarin 14.00', '= Selasa, 13 Oktober 2026 pukul 14.00 WIB [2026-10-13T07:00:00.000Z]'],
    ['kemarin jam 2 siang', '= Selasa, 13 Oktober 2026 pukul 14.00 WIB [2026-10-13T07:00:00.000Z]'],
    ['pukul 3 sore kemarin', '= Selasa, 13 Oktober 2026 pukul 15.00 WIB [2026-10-13T08:00:00.000Z]'],
    ['kemarin malam jam 8', '= Selasa, 13 Oktober 2026 pukul 20.00 WIB [2026-10-13T13:00:00.000Z]'],
    [
      '13 Oktober 2026 pukul 09.30 WIB',
      '= Selasa, 13 Oktober 2026 pukul 09.30 WIB [2026-10-13T02:30:00.000Z]',
    ],
    ['13.10.2026 09.30', '= Selasa, 13 Oktober 2026 pukul 09.30 WIB [2026-10-13T02:30:00.000Z]'],
    ['Senin 16:05', '= Senin, 12 Oktober 2026 pukul 16.05 WIB [2026-10-12T09:05:00.000Z]'],
    ['kemarin jam 2', '? Selasa, 13 Oktober 2026 pukul 14.00 WIB | Selasa, 13 Oktober 2026 pukul 02.00 WIB'],
    ['jam 2', '? pukul 02.00 WIB'],
    ['14-10-2025 09.00', '? Selasa, 14 Oktober 2025 pukul 09.00 WIB'],
    ['10.00', '! time-ahead'],
    ['kemarin', '! time-missing'],
    ['tadi pagi', '! time-missing'],
    ['25.00', '! time-unreadable'],
    ['31/02/2026 08.00', '! date-none'],
    ['besok 08.00', '! time-unreadable'],
    ['tidak ingat', '! time-unreadable'],
    ['', '! empty'],
  ])('%s', (text, outcome) => expect(told(checkReceived(text, given))).toBe(outcome))
})
