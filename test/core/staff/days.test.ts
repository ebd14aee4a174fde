import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarChange } from '../../../core/sla/edits.ts'
import { daysOf, holidays2026 } from '../../../core/sla/holidays-2026.ts'
import { readDays, type ReadDays } from '../../../core/staff/days.ts'
import { indonesian as words } from '../../../core/text/words.ts'
import { at } from '../../fixtures/calendars.ts'

const given = { now: at('2026-11-16 10:00'), zone: 'Asia/Jakarta', words: words.intake }
const read = (text: string): ReadDays => readDays(text, given, words.calendar)

/** `2027-03-10 national Idul Fitri`, `2026-12-31 office Tutup buku 07.30–11.00`, `2027-03-10 ordinary`, `Ramadan 2027-02-08 2027-03-09`. */
function shown(change: CalendarChange): string {
  if (change.layer === 'season') return `${change.name} ${change.from} ${change.to}`
  if (change.day === null) return `${change.date} ordinary`
  const { kind, name, windows } = change.day
  return [change.date, kind, name, words.calendar.hours(windows)].join(' ').trim()
}

/** The days that were read, or a line for each problem: `! 2 no-day: 2027-02-30 Nyepi`. */
function told(text: string): string[] {
  const days = read(text)
  return days.ok
    ? days.changes.map(shown)
    : days.problems.map(({ line, problem, text: written }) => `! ${line} ${problem}: ${written}`)
}

describe('a line', () => {
  it.each([
    ['2027-03-10 Idul Fitri', '2027-03-10 office Idul Fitri'],
    ['2027-03-10', '2027-03-10 office libur kantor'],
    ['2027-3-1 Pindah kantor', '2027-03-01 office Pindah kantor'],
    ['11 Maret 2027 cuti bersama Idul Fitri', '2027-03-11 leave Idul Fitri'],
    ['11 mar 2027 CUTI BERSAMA Idul Fitri', '2027-03-11 leave Idul Fitri'],
    ['28 Desember 2026 Cuti akhir tahun', '2026-12-28 office Cuti akhir tahun'],
    ['10-03-2027 libur nasional Idul Fitri', '2027-03-10 national Idul Fitri'],
    ['10/3/2027: Libur nasional - Idul Fitri', '2027-03-10 national Idul Fitri'],
    ['10.03.2027, libur nasional', '2027-03-10 national libur nasional'],
    ['10.03.2027, cuti bersama.', '2027-03-10 leave cuti bersama'],
    ['10 Maret 2027 Idul Fitri.', '2027-03-10 office Idul Fitri'],
    ['10 Maret 2027.', '2027-03-10 office libur kantor'],
    ['Rabu, 10 Maret 2027 libur nasional Idul Fitri', '2027-03-10 national Idul Fitri'],
    ['rabu 10 maret 2027', '2027-03-10 office libur kantor'],
    ['Hari Rabu tanggal 10 Maret 2027: Idul Fitri', '2027-03-10 office Idul Fitri'],
    ['RABU, 2027-03-10 Idul Fitri', '2027-03-10 office Idul Fitri'],
    ['Jumat, 12/03/2027 cuti bersama', '2027-03-12 leave cuti bersama'],
    ["Jum'at, 12 Maret 2027 Nyepi", '2027-03-12 office Nyepi'],
    ['Jum’at 12 Maret 2027 Nyepi', '2027-03-12 office Nyepi'],
    ['Ahad, 14 Maret 2027 Nyepi', '2027-03-14 office Nyepi'],
    ['tgl 10-03-2027 Idul Fitri', '2027-03-10 office Idul Fitri'],
    ['26 Maret 2027 Jumat Agung', '2027-03-26 office Jumat Agung'],
    ['10 Februari 2027 Rabu Abu', '2027-02-10 office Rabu Abu'],
    ['2027-03-10 Idul Fitri, 1 Syawal 1448 H', '2027-03-10 office Idul Fitri, 1 Syawal 1448 H'],
    ['2027-03-10 Idul Fitri 1-2 Syawal 1448 H', '2027-03-10 office Idul Fitri 1-2 Syawal 1448 H'],
    ['2027-08-17 Proklamasi 17 Agustus 1945', '2027-08-17 office Proklamasi 17 Agustus 1945'],
    ['2027-03-10 - Idul Fitri', '2027-03-10 office Idul Fitri'],
    ['2027-03-10 Kerja bakti kota', '2027-03-10 office Kerja bakti kota'],
    ['2027-08-17 Peringatan 17 Agustus', '2027-08-17 office Peringatan 17 Agustus'],
    ['2027-03-10 Hari masuk sekolah', '2027-03-10 office Hari masuk sekolah'],
    ['2027-03-10 libur Idul Fitri 1448 H', '2027-03-10 office libur Idul Fitri 1448 H'],
    ['2027-03-10 cuti bersamaan Nyepi', '2027-03-10 office cuti bersamaan Nyepi'],
  ])('%j is a day off', (text, expected) => {
    expect(told(text)).toEqual([expected])
  })

  it.each([
    ['2026-12-31 07:30-11:00 Tutup buku', '2026-12-31 office Tutup buku 07.30–11.00'],
    ['31 Desember 2026 7.30–11.00 Tutup buku', '2026-12-31 office Tutup buku 07.30–11.00'],
    [
      '2026-12-31 13:00-15:00, 07:30-11:00 cuti bersama Natal',
      '2026-12-31 leave Natal 07.30–11.00, 13.00–15.00',
    ],
    ['2026-12-31 08:00-24:00', '2026-12-31 office libur kantor 08.00–24.00'],
    ['2026-12-31 buka 07.30-11.00', '2026-12-31 office libur kantor 07.30–11.00'],
    ['2026-12-31 masuk pukul 07.30-11.00', '2026-12-31 office libur kantor 07.30–11.00'],
    ['2026-12-31 pukul 07.30-11.00 Tutup buku', '2026-12-31 office Tutup buku 07.30–11.00'],
    ['2026-12-31 Tutup buku 07.30-11.00', '2026-12-31 office Tutup buku 07.30–11.00'],
    ['2026-12-31 Tutup buku, buka 07.30–11.00', '2026-12-31 office Tutup buku 07.30–11.00'],
    ['2026-12-31 07.30 s.d. 11.00 WIB Tutup buku', '2026-12-31 office Tutup buku 07.30–11.00'],
    ['2026-12-31 07.30-11.00 dan 13.00-15.00', '2026-12-31 office libur kantor 07.30–11.00, 13.00–15.00'],
  ])('%j is worked in those hours', (text, expected) => {
    expect(told(text)).toEqual([expected])
  })

  it.each([
    ...[
      'hapus',
      'Hapus',
      'hapus.',
      'hapus!',
      'hapus libur',
      'dihapus',
      'batal',
      'batalkan',
      'Batalkan libur',
      'dibatalkan',
    ],
    ...['bukan libur', 'bukan hari libur', 'tidak jadi libur', 'HARI KERJA', 'masuk', 'masuk.'],
    ...['tidak libur', 'masuk kerja', 'Tetap masuk', 'hari kerja biasa', 'masuk seperti biasa'],
    ...[
      'kerja',
      'kerja seperti biasa',
      'kembali kerja',
      'tetap buka',
      'hari biasa',
      'tidak jadi',
      'libur dicabut',
    ],
    ...['Idul Fitri (dihapus)', 'hapuskan', 'Natal dicabut'],
    ...['hapus Natal', 'Natal hapus', 'Natal dibatalkan', 'cuti bersama Natal dihapus', 'batal: Natal'],
  ])('with %j is an ordinary day again', (word) => {
    expect(told(`2027-03-10 ${word}`)).toEqual(['2027-03-10 ordinary'])
    expect(told(`10 Maret 2027: ${word}`)).toEqual(['2027-03-10 ordinary'])
    expect(told(`Rabu, 10 Maret 2027 ${word}`)).toEqual(['2027-03-10 ordinary'])
  })

  it.each(['hapus', 'Hapus libur', 'batalkan', 'batalkan libur:', 'bukan hari libur', 'hari kerja'])(
    'behind %j is an ordinary day again, whatever it was called',
    (word) => {
      expect(told(`${word} 2027-03-10`)).toEqual(['2027-03-10 ordinary'])
      expect(told(`${word} Rabu, 10 Maret 2027 Idul Fitri.`)).toEqual(['2027-03-10 ordinary'])
      expect(told(`${word} 9-10 Maret 2027`)).toEqual(['2027-03-09 ordinary', '2027-03-10 ordinary'])
    },
  )

  it.each(
    ['..', ' .. ', ' s.d. ', ' s.d ', ' sd ', ' s. d. ', ' sampai ', ' hingga ', '–', ' - '].flatMap((to) => [
      [`2027-03-08${to}2027-03-10 cuti bersama`],
      [`8 Maret 2027${to}10 Maret 2027 cuti bersama`],
      [`08/03/2027${to}10/03/2027 cuti bersama`],
      [`Senin, 8 Maret 2027${to}Rabu, 10 Maret 2027 cuti bersama`],
    ]),
  )('%j is every day of it', (text) => {
    expect(told(text)).toEqual(
      [8, 9, 10].map((n) => `2027-03-${String(n).padStart(2, '0')} leave cuti bersama`),
    )
  })

  it.each([
    [
      '2027-03-08 dan 2027-03-10 cuti bersama',
      ['2027-03-08 leave cuti bersama', '2027-03-10 leave cuti bersama'],
    ],
    ['2027-03-08, 2027-03-10 Nyepi', ['2027-03-08 office Nyepi', '2027-03-10 office Nyepi']],
    ['2027-03-08 & 2027-03-10 hapus', ['2027-03-08 ordinary', '2027-03-10 ordinary']],
    ['hapus 2027-03-08&2027-03-10', ['2027-03-08 ordinary', '2027-03-10 ordinary']],
    [
      'Senin, 8 Maret 2027, Rabu, 10 Maret 2027 dan 12 Maret 2027',
      ['2027-03-08', '2027-03-10', '2027-03-12'].map((date) => `${date} office libur kantor`),
    ],
    [
      '8-9 Maret 2027 serta 2027-03-11..2027-03-12 07:30-11:00 Rapat',
      ['08', '09', '11', '12'].map((day) => `2027-03-${day} office Rapat 07.30–11.00`),
    ],
  ])('%j is each of its days', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  it('from one year to the next is every day of it, each ordinary again, or worked in the same hours', () => {
    expect(told('2026-12-31..2027-01-02 hapus')).toEqual([
      '2026-12-31 ordinary',
      '2027-01-01 ordinary',
      '2027-01-02 ordinary',
    ])
    expect(told('2026-12-30..2026-12-31 07:30-11:00 Tutup buku')).toEqual([
      '2026-12-30 office Tutup buku 07.30–11.00',
      '2026-12-31 office Tutup buku 07.30–11.00',
    ])
  })

  it.each([
    ['ramadan 2027-02-08 s.d. 2027-03-09'],
    ['Ramadhan: 8 Februari 2027 - 9 Maret 2027'],
    ['puasa 08-02-2027..09-03-2027'],
    ['ramadan Senin, 8 Februari 2027 s.d. Selasa, 9 Maret 2027.'],
  ])('%j is the hours of Ramadan', (text) => {
    expect(told(text)).toEqual(['Ramadan 2027-02-08 2027-03-09'])
  })
})

describe('what is wrong with a line', () => {
  it.each([
    ['Idul Fitri', 'no-date'],
    ['20270310 Idul Fitri', 'no-date'],
    ['2027-03-100 Idul Fitri', 'no-date'],
    ['2027-03-10hapus', 'no-date'],
    ['ramadan', 'no-date'],
    ['ramadan Februari 2027', 'no-date'],
    ['2027-02-30 Nyepi', 'no-day'],
    ['2027-13-01 Nyepi', 'no-day'],
    ['29 Februari 2027 Nyepi', 'no-day'],
    ['10 Foo 2027 Nyepi', 'no-day'],
    ['2027-03-10..2027-03-32 cuti', 'no-day'],
    ['Selasa, 10 Maret 2027 Nyepi', 'wrong-weekday'],
    ['hari kamis 2027-03-10 hapus', 'wrong-weekday'],
    ["hapus Jum'at, 10 Maret 2027", 'wrong-weekday'],
    ['Senin, 8 Maret 2027 s.d. Kamis, 10 Maret 2027 cuti', 'wrong-weekday'],
    ['Minggu, 8 Maret 2027 s.d. Rabu, 10 Maret 2027 cuti', 'wrong-weekday'],
    ['ramadan Selasa, 8 Februari 2027 s.d. 9 Maret 2027', 'wrong-weekday'],
    ['Senin, 29 Februari 2027 Nyepi', 'no-day'],
    ['Rabu', 'no-date'],
    ['Rabuan 10 Maret 2027', 'no-date'],
    ['hapus', 'no-date'],
    ['hapus Idul Fitri', 'no-date'],
    ['2027-03-10..2027-03-09 cuti', 'ends-first'],
    ['ramadan 2027-03-09 s.d. 2027-02-08', 'ends-first'],
    ['2027-01-01..2027-02-15 cuti', 'too-long'], // 46 days
    ['ramadan 2027-02-08 s.d. 2028-03-09', 'too-long'],
    ['2026-12-31 11:00-07:30 Tutup buku', 'bad-hours'],
    ['masuk 2026-12-31 07:30-11:00', 'bad-hours'],
    ['2026-12-31 24:30-25:00 Tutup buku', 'bad-hours'],
    ['2026-12-31 07:60-11:00 Tutup buku', 'bad-hours'],
    ['2026-12-31 07:30-11:00 10:00-12:00 Tutup buku', 'bad-hours'],
    ['2026-12-31 hapus 07:30-11:00', 'bad-hours'],
    ['2026-12-31 07:30-11:00 hapus', 'bad-hours'],
    ['ramadan 2027-02-08 s.d. 2027-03-09 08.00-14.00', 'bad-hours'],
    ['ramadan 2027-02-08', 'one-day'],
    ['ramadan 8 Februari 2027 dan 9 Maret 2027', 'one-day'],
    ['2026-12-31 Rapat 07.30-11.00 di aula', 'hours-in-name'],
    ['2026-12-31 Rapat pukul 9', 'hours-in-name'],
    ['2026-12-31 pulang jam 11.00', 'hours-in-name'],
    ['2026-12-31 setengah hari', 'hours-in-name'],
    ['2027-03-08 2027-03-12 cuti bersama', 'date-in-name'],
    ['2027-03-08 s.d. 12 Maret cuti bersama', 'date-in-name'],
    ['2027-03-08 cuti bersama, juga 12 Maret 2027', 'date-in-name'],
    ['2027-03-08 cuti bersama dan 2027-03-12 hapus', 'date-in-name'],
    ['2027-03-08 dan 12 Maret cuti bersama', 'date-in-name'],
    ['2027-03-08 sebagian tidak libur', 'worked-or-not'],
    ['2027-03-08 hari kerja pengganti', 'worked-or-not'],
    ['2027-03-08 pegawai tetap masuk', 'worked-or-not'],
    ['2027-03-08 layanan seperti biasa', 'worked-or-not'],
    ['ramadan 2027-02-08 s.d. 2027-02-20 dan 2027-02-25 s.d. 2027-03-09', 'one-season'],
    ['2027-03-08 masuk setengah libur', 'worked-or-not'],
    ['2027-03-08 \uFFFD 2027-03-12 cuti bersama', 'not-utf-8'],
  ])('%j: %s', (text, problem) => {
    expect(told(text)).toEqual([`! 1 ${problem}: ${text}`])
  })

  it('begins at the 46th day', () => {
    expect(told('2027-01-01..2027-02-14 cuti')).toHaveLength(45)
    expect(told('2027-01-01..2027-02-15 cuti')).toHaveLength(1)
  })

  it('is told of every line by its number in the file, and nothing is read', () => {
    const text = [
      'Tanggal;Keterangan', // 1
      '2027-01-01;Tahun Baru',
      '',
      '# cuti',
      '2027-02-30;"Nyepi"', // 5
      'keputusan: SKB 1/2026',
      'nanti;cuti bersama',
      '2027-03-12..2027-03-10;cuti',
      '2027-01-01..2027-12-31;cuti',
      '2026-12-31;11:00-07:30;Tutup buku', // 10
      '2027-12-25;Natal',
    ]
    expect(told(text.join('\r\n'))).toEqual([
      '! 5 no-day: 2027-02-30 Nyepi',
      '! 7 no-date: nanti cuti bersama',
      '! 8 ends-first: 2027-03-12..2027-03-10 cuti',
      '! 9 too-long: 2027-01-01..2027-12-31 cuti',
      '! 10 bad-hours: 2026-12-31 11:00-07:30 Tutup buku',
    ])
  })

  it('is also a second line that has no date, and a single one', () => {
    expect(told('Hari libur\nTanggal\n2027-01-01 Tahun Baru')).toEqual(['! 2 no-date: Tanggal'])
    expect(told('libur semua')).toEqual(['! 1 no-date: libur semua'])
  })
})

describe('a file', () => {
  it('is read as a table, with semicolons, commas or tabs, quoted or not, and with a mark of its encoding', () => {
    const table = [
      ['Tanggal', 'Jenis', 'Keterangan'],
      ['2027-01-01', 'libur nasional', 'Tahun Baru 2027 Masehi'],
      ['2027-03-11', 'cuti bersama', 'Idul Fitri'],
    ]
    const expected = ['2027-01-01 national Tahun Baru 2027 Masehi', '2027-03-11 leave Idul Fitri']
    for (const separator of [';', ',', '\t', '; ']) {
      expect(told(table.map((row) => row.join(separator)).join('\n'))).toEqual(expected)
      const quoted = table.map((row) => row.map((cell) => `"${cell}"`).join(separator))
      expect(told(`\ufeff${quoted.join('\r\n')}\r\n`)).toEqual(expected)
      expect(told(`\ufeff${quoted.slice(1).join('\n')}`)).toEqual(expected)
    }
    for (const separator of [';', '\t'])
      expect(told(['2026-12-31', '07:30-11:00', '"Tutup buku"'].join(separator))).toEqual([
        '2026-12-31 office Tutup buku 07.30–11.00',
      ])
  })

  it('passes over empty lines and comments, and says which decree it stands in', () => {
    const text = `# dari laman Kemenko PMK

Keputusan : SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025
2027-01-01 libur nasional Tahun Baru
   # 2027-01-02 bukan
`
    expect(read(text)).toMatchObject({ ok: true, decree: 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025' })
    expect(told(text)).toEqual(['2027-01-01 national Tahun Baru'])
    expect(read('SKB: 1/2026\n2027-01-01 x')).toMatchObject({ decree: '1/2026' })
    expect(read('dasar: Perbup 7/2026\n2027-01-01 x')).toMatchObject({ decree: 'Perbup 7/2026' })
    expect(read('2027-01-01 x')).toMatchObject({ decree: null })
  })

  it('without a date in it is none that changes anything', () => {
    expect(read('')).toEqual({ ok: true, changes: [], decree: null })
    expect(read('Tanggal;Keterangan\n\n# nanti\n')).toEqual({ ok: true, changes: [], decree: null })
  })

  it('holds a year of 25 days, however each is written', () => {
    const months = [
      ...['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli'],
      ...['Agustus', 'September', 'Oktober', 'November', 'Desember'],
    ]
    const ways: ((year: string, month: string, day: string) => string)[] = [
      (y, m, d) => `${y}-${m}-${d}`,
      (y, m, d) => `${d}-${m}-${y}`,
      (y, m, d) => `${Number(d)}/${Number(m)}/${y}`,
      (y, m, d) => `${Number(d)} ${months[Number(m) - 1]} ${y}`,
      (y, m, d) => `${d}.${m}.${y}`,
    ]
    const between = [' ', ': ', ', ', ';', '\t']
    const lines = holidays2026.days.map(({ date, kind, name }, index) => {
      const [year = '', month = '', dayOfMonth = ''] = date.split('-')
      const written = ways[index % ways.length]?.(year, month, dayOfMonth)
      return `${written}${between[Math.floor(index / 5)]}${kind === 'leave' ? 'cuti bersama' : 'libur nasional'} ${name}`
    })
    const text = ['Hari libur', `keputusan: ${holidays2026.decree}`, ...lines].join('\n')
    expect(lines).toHaveLength(25)
    expect(read(text)).toEqual({
      ok: true,
      decree: holidays2026.decree,
      changes: daysOf(holidays2026).map(([date, day]) => ({ layer: 'day', date, day })),
    })
  })

  it('is read line by line: the days of many lines are those of each', () => {
    const line = fc.constantFrom(
      '2027-03-10 Idul Fitri',
      '8 Maret 2027 - 12 Maret 2027 cuti bersama',
      '2026-12-31 07:30-11:00 Tutup buku',
      '2027-03-10 hapus',
      'ramadan 2027-02-08 s.d. 2027-03-09',
    )
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, end) => {
          fc.pre(lines.filter((one) => one.startsWith('ramadan')).length < 2)
          expect(told(lines.join(end))).toEqual(lines.flatMap((one) => told(one)))
        },
      ),
    )
  })

  it('has each Ramadan once, and those of two years', () => {
    const one = 'ramadan 2027-02-08 s.d. 2027-03-09'
    expect(told(`${one}\nramadan 2027-02-09 s.d. 2027-03-10`)).toEqual([
      '! 2 one-season: ramadan 2027-02-09 s.d. 2027-03-10',
    ])
    expect(told(`${one}\nramadan 2028-01-28 s.d. 2028-02-26`)).toHaveLength(2)
  })

  it('is read the same in every zone', () => {
    const text = '2027-01-01 x\n31 Desember 2026 y\n01/01/2027..03/01/2027 z'
    for (const zone of ['Asia/Jayapura', 'America/Havana', 'Pacific/Kiritimati'])
      expect(readDays(text, { ...given, zone }, words.calendar)).toEqual(read(text))
  })
})

describe('as it is shown', () => {
  const dayShown = (text: string) => {
    const days = read(text)
    const [change] = days.ok ? days.changes : []
    return change?.layer === 'day' && change.day ? words.calendar.dayName(change.day) : null
  }

  it.each([
    ['2027-03-10', 'libur kantor'],
    ['2027-03-10 libur', 'libur'],
    ['2027-03-10 libur Idul Fitri', 'libur Idul Fitri'],
    ['2027-03-10 libur nasional', 'libur nasional'],
    ['2027-03-10 libur nasional Idul Fitri', 'libur Idul Fitri'],
    ['2027-03-10 libur nasional: Libur Idul Fitri', 'Libur Idul Fitri'],
    ['2027-03-10 libur nasional Liburan', 'libur Liburan'],
    ['2027-03-10 cuti bersama', 'cuti bersama'],
    ['2027-03-10 cuti bersama Idul Fitri', 'cuti bersama Idul Fitri'],
    ['2027-03-10 cuti bersama, cuti bersama Idul Fitri', 'cuti bersama Idul Fitri'],
    ['2027-03-10 07:30-11:00 libur nasional', 'libur nasional, buka 07.30–11.00'],
  ])('%j is %s, nothing said twice', (text, name) => {
    expect(dayShown(text)).toBe(name)
  })

  it('a day with its weekday is read again as the same day', () => {
    const minute = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 })
    fc.assert(
      fc.property(minute, fc.nat({ max: 6 }), (at, more) => {
        const date = (days: number) => new Date(at * 60_000 + days * 86_400_000).toISOString().slice(0, 10)
        const [shownDay, otherDay] = [date(0), date(more)].map((iso) =>
          words.calendar.dayChanged(iso, null, true).replace(/:.*/, ''),
        ) as [string, string]
        expect(told(`${shownDay}: x`)).toEqual([`${date(0)} office x`])
        const [weekday] = otherDay.split(',')
        const text = shownDay.replace(/^[^,]+/, weekday!)
        expect(read(text).ok).toBe(more === 0)
      }),
    )
  })
})

describe('as people write it', () => {
  it('two days are joined by s/d, or by a stroke within one month', () => {
    expect(told('2027-03-08 s/d 2027-03-10 cuti bersama')).toHaveLength(3)
    expect(told('8 s.d. 10 Maret 2027 cuti bersama')).toEqual(told('2027-03-08..2027-03-10 cuti bersama'))
    expect(told('8-10 Maret 2027 cuti bersama')).toHaveLength(3)
  })

  it.each(['07:30 - 11:00', '07.30 s.d. 11.00', '07.30 sampai 11.00', '7.30–11.00'])(
    'hours are %s',
    (hours) => {
      expect(told(`2026-12-31 ${hours} Tutup buku`)).toEqual(['2026-12-31 office Tutup buku 07.30–11.00'])
    },
  )

  it('a Ramadan is taken back', () => {
    expect(told('hapus ramadan 2027-02-08 s.d. 2027-03-09')).toEqual(['null 2027-02-08 2027-03-09'])
    expect(told('ramadan 2027-02-08 s.d. 2027-03-09 batalkan.')).toEqual(['null 2027-02-08 2027-03-09'])
    expect(told('ramadan 2027-02-08 s.d. 2027-03-09 dibatalkan')).toEqual(['null 2027-02-08 2027-03-09'])
    expect(told('ramadan 2027-03-10 dihapus')).toEqual(['null 2027-03-10 2027-03-10'])
    expect(read('ramadan 2027-02-08 s.d. 2027-03-09 hapus')).toMatchObject({
      changes: [{ layer: 'season', from: '2027-02-08', to: '2027-03-09', name: null }],
    })
  })

  it('a table has commas between its columns', () => {
    expect(told('2026-12-31,07:30-11:00,Tutup buku')).toEqual(['2026-12-31 office Tutup buku 07.30–11.00'])
  })
})
