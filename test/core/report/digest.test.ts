import { describe, expect, it } from 'vitest'
import { composeDigest, type DigestContext } from '../../../core/report/digest.ts'
import {
  reportFacts,
  type ReportFacts,
  type ReportSpan,
  type TicketFact,
} from '../../../core/report/facts.ts'
import type { OpenTicket } from '../../../core/report/numbers.ts'
import { indonesian as words } from '../../../core/text/words.ts'
import { at, jakarta } from '../../fixtures/calendars.ts'
import { shipped } from '../../fixtures/desk.ts'

const minuteMs = 60_000
const context: DigestContext = {
  agency: 'Diskominfo SP Provinsi Banten',
  id: 'tik-banten',
  zone: 'Asia/Jakarta',
  now: at('2026-11-16 07:30:05'),
  addressee: 'Kepala Dinas',
}
const { labels } = words.report
const spanOf = (kind: ReportSpan['kind'], from: string, to: string): ReportSpan => ({
  ...{ kind, from: at(from), to: at(to), zone: context.zone, late: false },
  label: {
    daily: () => labels.daily(at(to), context.zone),
    weekly: () => labels.weekly(at(from), at(to), context.zone),
    monthly: () => labels.monthly(at(from), context.zone),
    asked: () => '1–15 November 2026',
  }[kind](),
})
const daily = spanOf('daily', '2026-11-13 07:30', '2026-11-16 07:30')
const weekly = spanOf('weekly', '2026-11-09 00:00', '2026-11-16 00:00')
const monthly = spanOf('monthly', '2026-10-01 00:00', '2026-11-01 00:00')
const asked = spanOf('asked', '2026-11-01 00:00', '2026-11-16 00:00')

/** Unless told otherwise, every late row is a ticket. */
type Facts = Omit<ReportFacts, 'late'> & { late?: ReportFacts['late'] }
const lateOf = ({ lateNow }: Facts): ReportFacts['late'] => {
  const sum = (rows: Facts['lateNow']) => rows.reduce((all, { count }) => all + count, 0)
  const parties = sum(lateNow.filter(({ isParty }) => isParty))
  return { own: sum(lateNow) - parties, parties, tickets: sum(lateNow) }
}
const counted = (facts: Facts): ReportFacts => ({ late: lateOf(facts), ...facts })

const quiet: Facts = {
  span: daily,
  service: 'Pengaduan Layanan TIK',
  unit: null,
  ...{ opened: 0, closed: 0, exited: 0, open: 0, inWorkingTime: true },
  byStep: [
    { row: '1', title: 'Aduan diterima Help Desk', open: 0, late: 0 },
    { row: '4', title: 'Disposisi', open: 0, late: 0 },
  ],
  ...{ lateNow: [], lateInPeriod: [], oldest: [], latest: [], categories: [], agencies: [], days: [] },
  ...{ clocksLateNow: [], clocksLateInPeriod: [], firstAnswer: null, solving: null },
  satisfaction: { asked: 0, answered: 0, scores: [0, 0, 0, 0], mean: null },
}

const ticket = (
  id: string,
  agency: string,
  row: string,
  opened: string,
  late: number | null,
): TicketFact => ({
  ...{ id, number: `TIK-${id}`, agency, row, openedAt: at(`2026-11-${opened}`) },
  lateMs: late === null ? null : late * minuteMs,
})
const oldest = [
  ticket('1040', 'Bappeda', '5', '10 10:00', null),
  ticket('1041', 'BKD', '4', '11 10:00', 125),
  ticket('1042', 'Dinkes', '4', '12 10:00', 45),
  ticket('1043', 'rahasia', '1', '13 10:00', 20),
]
const [, late1, late2, late3] = oldest as [TicketFact, TicketFact, TicketFact, TicketFact]
const late = (row: string, title: string, actor: string, count: number, isParty = false) => ({
  ...{ row, title, actor, count, isParty },
})

const busy: Facts = {
  ...quiet,
  ...{ opened: 5, closed: 3, open: 4 },
  byStep: [
    { row: '1', title: 'Aduan diterima Help Desk', open: 1, late: 1 },
    { row: '4', title: 'Disposisi', open: 3, late: 2 },
  ],
  lateNow: [
    late('4', 'Disposisi', 'Unit Jaringan', 2),
    late('1', 'Aduan diterima Help Desk', 'Help Desk', 1),
  ],
  oldest,
  latest: [late1, late2, late3],
  firstAnswer: { count: 4, medianMs: 14 * minuteMs, p90Ms: 95 * minuteMs },
  solving: { count: 3, medianMs: 400 * minuteMs, p90Ms: 940 * minuteMs },
  satisfaction: { asked: 3, answered: 2, scores: [0, 0, 1, 1], mean: 3.5 },
}

/** A week of the registrar's, which waits for PANDI. */
const week: Facts = {
  ...busy,
  ...{ span: weekly, opened: 48, closed: 41, exited: 3, open: 12 },
  lateNow: [...busy.lateNow, late('5', 'Konfirmasi ke PANDI', 'PANDI', 2, true)],
  lateInPeriod: [
    late('4', 'Disposisi', 'Unit Jaringan', 5),
    late('5', 'Konfirmasi ke PANDI', 'PANDI', 3, true),
    late('1', 'Aduan diterima Help Desk', 'Help Desk', 2),
  ],
  categories: [
    ...[
      ['Jaringan', 20],
      ['Aplikasi', 14],
      ['E-mail', 6],
      ['Komputer', 4],
      ['Server', 2],
      ['Website', 2],
    ],
  ].map(([label, count]) => ({ label: String(label), count: Number(count) })),
  agencies: [
    { label: 'Dinas Kesehatan (Dinkes)', count: 12 },
    { label: 'Badan Pengelolaan Keuangan dan Aset Daerah', count: 9 },
  ],
  satisfaction: { asked: 38, answered: 21, scores: [1, 2, 8, 10], mean: 3.3 },
  days: [
    { label: 'Sen 9', opened: 30, closed: 20 },
    { label: 'Sel 10', opened: 18, closed: 21 },
  ],
}

const compose = (facts: Facts, more: Partial<DigestContext> = {}) =>
  composeDigest(counted(facts), words, { ...context, ...more })
const whole = (facts: Facts, more: Partial<DigestContext> = {}) => {
  const digest = compose(facts, more)
  return digest && `${digest.heading}\n${digest.text}`
}

describe('what a leader reads', () => {
  it('each day: what is late first, what to do next last', () => {
    expect(whole(busy)).toBe(`Laporan harian Senin, 16 November 2026
Yth. Bapak/Ibu Kepala Dinas,
Pengaduan Layanan TIK, Diskominfo SP Provinsi Banten, sejak Jumat, 13 November 2026 pukul 07.30 WIB.

Terlambat saat ini: 3 pengaduan
· Langkah 4 (Disposisi), Unit Jaringan: 2
· Langkah 1 (Aduan diterima Help Desk), Help Desk: 1

Masuk 5 · Selesai 3 · Terbuka saat ini 4

Paling lama terbuka:
· TIK-1040 (Bappeda), langkah 5, dibuka Selasa, 10 November 2026
· TIK-1041 (BKD), langkah 4, dibuka Rabu, 11 November 2026, terlambat 2 jam 5 menit
· TIK-1042 (Dinkes), langkah 4, dibuka Kamis, 12 November 2026, terlambat 45 menit
· TIK-1043 (rahasia), langkah 1, dibuka Jumat, 13 November 2026, terlambat 20 menit

Jawaban pertama (4): separuhnya dalam 14 menit, 9 dari 10 dalam 1 jam 35 menit
Penyelesaian (3): separuhnya dalam 6 jam 40 menit, 9 dari 10 dalam 15 jam 40 menit
Lama waktu dihitung menurut jam kerja.
Kepuasan: 3,5 dari 4 (2 menjawab, 1 tidak menjawab)

Mohon arahan, dimulai dari TIK-1041.`)
  })

  it('each week: also what ran out of time within it, outside parties apart, and what it was about', () => {
    expect(whole(week)).toBe(`Laporan mingguan 9–15 November 2026
Yth. Bapak/Ibu Kepala Dinas,
Pengaduan Layanan TIK, Diskominfo SP Provinsi Banten.

Terlambat saat ini: 3 pengaduan
· Langkah 4 (Disposisi), Unit Jaringan: 2
· Langkah 1 (Aduan diterima Help Desk), Help Desk: 1
Pihak luar, dihitung tersendiri: 2
· Langkah 5 (Konfirmasi ke PANDI), PANDI: 2

Melewati batas dalam periode ini: 7 langkah
· Langkah 4 (Disposisi), Unit Jaringan: 5
· Langkah 1 (Aduan diterima Help Desk), Help Desk: 2
Pihak luar, dihitung tersendiri: 3
· Langkah 5 (Konfirmasi ke PANDI), PANDI: 3

Masuk 48 · Selesai 41 · Ditutup di luar baris SOP 3 · Terbuka saat ini 12

Paling lama terbuka:
· TIK-1040 (Bappeda), langkah 5, dibuka Selasa, 10 November 2026
· TIK-1041 (BKD), langkah 4, dibuka Rabu, 11 November 2026, terlambat 2 jam 5 menit
· TIK-1042 (Dinkes), langkah 4, dibuka Kamis, 12 November 2026, terlambat 45 menit
· TIK-1043 (rahasia), langkah 1, dibuka Jumat, 13 November 2026, terlambat 20 menit

Jawaban pertama (4): separuhnya dalam 14 menit, 9 dari 10 dalam 1 jam 35 menit
Penyelesaian (3): separuhnya dalam 6 jam 40 menit, 9 dari 10 dalam 15 jam 40 menit
Lama waktu dihitung menurut jam kerja.
Kepuasan: 3,3 dari 4 (21 menjawab, 17 tidak menjawab)

Jenis: Jaringan 20 · Aplikasi 14 · E-mail 6 · Komputer 4 · Server 2 · 1 lainnya
Instansi: Dinas Kesehatan (Dinkes) 12 · Badan Pengelolaan Keuangan dan… 9

Mohon arahan, dimulai dari TIK-1041.`)
  })

  it('each month, when all went well and the program was down on its day', () => {
    const span = { ...monthly, late: true }
    const one = { count: 1, medianMs: 30 * minuteMs, p90Ms: 30 * minuteMs }
    const silent = { asked: 2, answered: 0, scores: [0, 0, 0, 0], mean: null }
    const facts = { ...quiet, span, opened: 9, closed: 9, firstAnswer: one, satisfaction: silent }
    expect(whole(facts)).toBe(`Laporan bulanan Oktober 2026
Yth. Bapak/Ibu Kepala Dinas,
Pengaduan Layanan TIK, Diskominfo SP Provinsi Banten.
Laporan ini terlambat dikirim.

Tidak ada yang terlambat saat ini.

Tidak ada langkah yang melewati batas dalam periode ini.

Masuk 9 · Selesai 9 · Terbuka saat ini 0

Jawaban pertama (1): 30 menit
Lama waktu dihitung menurut jam kerja.
Kepuasan: 2 ditanya, belum ada yang menjawab

Semua pengaduan sudah selesai.`)
  })

  it('when asked for, of one unit, without being addressed', () => {
    const facts = { ...quiet, span: asked, unit: 'Jaringan', opened: 2, open: 1, oldest: [oldest[0]!] }
    expect(whole(facts, { addressee: null })).toBe(`Laporan 1–15 November 2026
Pengaduan Layanan TIK, unit Jaringan, Diskominfo SP Provinsi Banten.

Tidak ada yang terlambat saat ini.

Tidak ada langkah yang melewati batas dalam periode ini.

Masuk 2 · Selesai 0 · Terbuka saat ini 1

Paling lama terbuka:
· TIK-1040 (Bappeda), langkah 5, dibuka Selasa, 10 November 2026`)
  })

  it('is called by what it covers, over the end of a month and of a year', () => {
    const heading = (kind: ReportSpan['kind'], from: string, to: string) =>
      words.report.heading(spanOf(kind, `${from} 00:00`, `${to} 00:00`))
    expect(heading('weekly', '2026-11-30', '2026-12-07')).toBe('Laporan mingguan 30 November–6 Desember 2026')
    expect(heading('weekly', '2026-12-28', '2027-01-04')).toBe(
      'Laporan mingguan 28 Desember 2026–3 Januari 2027',
    )
    expect(heading('monthly', '2026-12-01', '2027-01-01')).toBe('Laporan bulanan Desember 2026')
  })

  it('says that it comes late only when it does', () => {
    expect(compose({ ...busy, span: { ...daily, late: true } })?.text).toContain(
      '\nLaporan ini terlambat dikirim.\n',
    )
    expect(compose(busy)?.text).not.toContain('terlambat dikirim')
  })

  it('asks for nothing when nothing is late', () => {
    const inTime = { ...busy, lateNow: [], latest: [], oldest: oldest.slice(0, 1) }
    expect(compose(inTime)?.text).toContain('Tidak ada yang terlambat saat ini.')
    expect(compose(inTime)?.text.split('\n').at(-1)).toBe('Belum ada yang memerlukan arahan.')
    expect(
      compose({ ...quiet, closed: 2 })
        ?.text.split('\n')
        .at(-1),
    ).toBe('Semua pengaduan sudah selesai.')
  })

  it('tells of an outside party alone under its own heading', () => {
    const facts = { ...busy, lateNow: [late('5', 'Konfirmasi ke PANDI', 'PANDI', 2, true)] }
    expect(compose(facts)?.text).toContain(`

Tidak ada yang terlambat di kantor saat ini.
Pihak luar, dihitung tersendiri: 2
· Langkah 5 (Konfirmasi ke PANDI), PANDI: 2

`)
  })

  it('tells of the limits on the whole in lines of their own, and counts a ticket once however late it is', () => {
    const facts: Facts = {
      ...week,
      late: { own: 4, parties: 2, tickets: 5 },
      clocksLateNow: [
        { clock: 'answer', count: 2 },
        { clock: 'ticket', count: 1 },
      ],
      clocksLateInPeriod: [{ clock: 'ticket', count: 6 }],
    }
    const digest = compose(facts)
    expect(digest?.text.split('\n\n').slice(1, 3)).toEqual([
      `Terlambat saat ini: 4 pengaduan
· Langkah 4 (Disposisi), Unit Jaringan: 2
· Langkah 1 (Aduan diterima Help Desk), Help Desk: 1
· Jawaban pertama: 2
· Seluruh tiket: 1
Pihak luar, dihitung tersendiri: 2
· Langkah 5 (Konfirmasi ke PANDI), PANDI: 2`,
      `Melewati batas dalam periode ini: 13 kali
· Langkah 4 (Disposisi), Unit Jaringan: 5
· Langkah 1 (Aduan diterima Help Desk), Help Desk: 2
· Seluruh tiket: 6
Pihak luar, dihitung tersendiri: 3
· Langkah 5 (Konfirmasi ke PANDI), PANDI: 3`,
    ])
    expect(digest?.charts[0]?.figures.at(-1)).toMatchObject({ value: '4 + 2', alarm: true })
    expect(digest?.buttons.flat().at(-1)?.label).toBe('Semua yang terlambat (5)')
    const bars = digest?.charts[0]?.panels.at(-1)
    expect(bars?.kind === 'ranking' && bars.bars.map(({ label }) => label)).toEqual([
      ...['4. Unit Jaringan', '1. Help Desk', 'Seluruh tiket', '5. PANDI (pihak luar)'],
    ])
    const alone = compose({ ...facts, lateInPeriod: [], clocksLateInPeriod: [{ clock: 'ticket', count: 1 }] })
    expect(alone?.text).toContain('Melewati batas dalam periode ini: 1 kali\n· Seluruh tiket: 1\n\n')
  })

  it('says nothing of times and satisfaction nobody has', () => {
    const text = compose({ ...quiet, opened: 1, open: 1 })?.text
    for (const absent of ['Jawaban pertama', 'Penyelesaian', 'Kepuasan', 'Paling lama', 'Di luar'])
      expect(text).not.toContain(absent)
  })
})

describe('a report with nothing to say', () => {
  it('is none; anything that happened or stands open is something', () => {
    for (const span of [daily, weekly, monthly, asked]) {
      expect(compose({ ...quiet, span })).toBeNull()
      for (const part of ['opened', 'closed', 'exited'] as const)
        expect(compose({ ...quiet, span, [part]: 1 })).not.toBeNull()
      expect(compose({ ...quiet, span, lateInPeriod: busy.lateNow })).not.toBeNull()
      expect(compose({ ...quiet, span, clocksLateInPeriod: [{ clock: 'ticket', count: 1 }] })).not.toBeNull()
    }
    for (const span of [daily, weekly, monthly]) expect(compose({ ...quiet, span, open: 1 })).not.toBeNull()
  })

  it('is one of a time in which nothing happened, whatever stands open now', () => {
    expect(compose({ ...quiet, span: asked, open: 1, oldest }, { addressee: null })).toBeNull()
  })
})

describe('a list', () => {
  const many = (n: number, isParty = false) =>
    Array.from({ length: n }, (_, i) => late(`${i + 1}`, 'Disposisi', 'Unit Jaringan', 1, isParty))

  it('of six late rows is whole, of seven says how many were left out; so apart for outside parties', () => {
    const lines = (lateNow: Facts['lateNow']) =>
      compose({ ...busy, lateNow })
        ?.text.split('\n\n')[1]
        ?.split('\n')
        .slice(1)
    expect(lines(many(6))?.at(-1)).toBe('· Langkah 6 (Disposisi), Unit Jaringan: 1')
    expect(lines(many(7))).toHaveLength(6)
    expect(lines(many(7))?.at(-1)).toBe('· dan 2 lainnya')
    const both = lines([...many(8), ...many(9, true)])
    expect(both?.[5]).toBe('· dan 3 lainnya')
    expect(both?.[6]).toBe('Pihak luar, dihitung tersendiri: 9')
    expect(both?.at(-1)).toBe('· dan 4 lainnya')
    expect(both).toHaveLength(13)
  })

  it('has the five oldest, and no more', () => {
    const open = Array.from({ length: 8 }, (_, i) => ticket(`10${i}`, 'BKD', '4', '11 10:00', null))
    const text = compose({ ...busy, oldest: open })?.text
    expect(text?.match(/TIK-10\d \(BKD\)/g)).toEqual([
      ...['TIK-100 (BKD)', 'TIK-101 (BKD)', 'TIK-102 (BKD)', 'TIK-103 (BKD)', 'TIK-104 (BKD)'],
    ])
  })

  it('keeps within one message of Telegram, however long the names and many the rows are', () => {
    const long = 'Badan Pengelolaan Keuangan dan Aset Daerah '.repeat(4)
    const rows = (isParty: boolean) =>
      Array.from({ length: 9 }, (_, i) => late(`${i}`, long, long, 99_999, isParty))
    const names = Array.from({ length: 8 }, () => ({ label: long, count: 99_999 }))
    const clocks = (['answer', 'ticket'] as const).map((clock) => ({ clock, count: 99_999 }))
    const hours = { count: 99_999, medianMs: 1e9, p90Ms: 1e10 }
    const facts: Facts = {
      ...week,
      ...{ span: { ...weekly, late: true }, service: long, unit: 'Jaringan', opened: 99_999, exited: 99_999 },
      ...{ lateNow: [...rows(false), ...rows(true)], lateInPeriod: [...rows(false), ...rows(true)] },
      oldest: oldest.map((one) => ({ ...one, number: 'TIK-100000', agency: long })),
      ...{ clocksLateNow: clocks, clocksLateInPeriod: clocks },
      ...{ firstAnswer: hours, solving: hours, categories: names, agencies: names },
    }
    expect(whole(facts, { agency: long, addressee: long })?.length).toBeLessThanOrEqual(4_096)
  })
})

describe('a secret ticket', () => {
  const answer = (value: string) => ({ value, shown: value })
  const secret: OpenTicket = {
    ...{ id: '1043', number: 'TIK-1043', secrecy: 'secret', step: '4', openedAt: at('2026-11-13 10:00') },
    answers: { opd: answer('Inspektorat'), nama: answer('Rudi'), isi: answer('server disusupi') },
    due: at('2026-11-13 11:00'),
  }

  it('is its number in a report, a button and a picture, and nothing else of it', () => {
    const given = {
      ...{ words, profile: shipped('tik-banten'), calendar: jakarta, span: daily, now: context.now },
      ...{ service: 'Pengaduan Layanan TIK', unit: null },
    }
    const facts = reportFacts(given, {
      ...{ opened: 1, closed: 0, exited: 0, byStep: [{ step: '4', open: 1, late: 1 }], lateNow: [] },
      ...{ clocksLateNow: [], clocksLateInPeriod: [] },
      ...{ lateInPeriod: [], oldest: [secret], latest: [secret], answered: [], solved: [] },
      ...{ categories: [], agencies: [], days: [], satisfaction: { asked: 0, scores: [0, 0, 0, 0] } },
    })
    const digest = compose(facts)
    expect(digest?.text).toContain(
      '· TIK-1043 (rahasia), langkah 4, dibuka Jumat, 13 November 2026, terlambat 4 jam',
    )
    expect(digest?.buttons[0]?.[0]?.label).toBe('TIK-1043')
    expect(JSON.stringify(digest)).not.toMatch(/Inspektorat|Rudi|disusupi/)
  })
})

describe('the buttons', () => {
  const buttons = (facts: Partial<ReportFacts>) =>
    compose({ ...busy, ...facts })?.buttons.map((row) => row.map(({ label, press }) => `${label} ${press}`))

  it('open what is late the longest', () => {
    expect(buttons({})).toEqual([['TIK-1041 o:1041', 'TIK-1042 o:1042'], ['TIK-1043 o:1043']])
  })

  it('lead to all that is late, where more is than is named', () => {
    expect(buttons({ lateNow: [late('4', 'Disposisi', 'Unit Jaringan', 7)] })?.at(-1)).toEqual([
      'Semua yang terlambat (7) t:tik-banten',
    ])
  })

  it('are none where nothing is late', () => {
    expect(buttons({ lateNow: [], latest: [] })).toEqual([])
  })
})

describe('the pictures', () => {
  const charts = (facts: Facts) => compose(facts)?.charts
  const standing = {
    kind: 'standing',
    title: 'Terbuka saat ini menurut langkah',
    bars: [
      { label: '1. Aduan diterima Help Desk', onTime: 0, late: 1 },
      { label: '4. Disposisi', onTime: 1, late: 2 },
    ],
  }

  it('of a day are one: the figures, and every row, on time and late', () => {
    expect(charts(busy)).toEqual([
      {
        title: 'Laporan harian Senin, 16 November 2026',
        subtitle: 'Pengaduan Layanan TIK, Diskominfo SP Provinsi Banten',
        figures: [
          { label: 'Masuk', value: '5' },
          { label: 'Selesai', value: '3' },
          { label: 'Terbuka', value: '4' },
          { label: 'Terlambat', value: '3', alarm: true },
        ],
        panels: [standing],
      },
    ])
    expect(charts({ ...busy, lateNow: [] })?.[0]?.figures[3]).toEqual({
      ...{ label: 'Terlambat', value: '0', alarm: false },
    })
  })

  it('of a longer time are two: how it went, and what it was about', () => {
    const [first, second, ...more] = charts({ ...week, unit: 'Jaringan' }) ?? []
    expect(more).toEqual([])
    expect(first).toMatchObject({
      title: 'Laporan mingguan 9–15 November 2026',
      subtitle: 'Pengaduan Layanan TIK, unit Jaringan, Diskominfo SP Provinsi Banten',
    })
    expect(first?.panels).toEqual([
      {
        ...{ kind: 'flow', title: 'Masuk dan selesai' },
        columns: [
          { label: 'Sen 9', opened: 30, closed: 20 },
          { label: 'Sel 10', opened: 18, closed: 21 },
        ],
      },
      standing,
      {
        ...{ kind: 'ranking', title: 'Melewati batas menurut langkah dan pelaksana' },
        bars: [
          { label: '4. Unit Jaringan', count: 5 },
          { label: '1. Help Desk', count: 2 },
          { label: '5. PANDI (pihak luar)', count: 3 },
        ],
      },
    ])
    expect(second).toEqual({
      title: 'Isi pengaduan 9–15 November 2026',
      subtitle: first?.subtitle,
      figures: [],
      panels: [
        { kind: 'ranking', title: 'Jenis aduan', bars: week.categories },
        { kind: 'ranking', title: 'Instansi terbanyak', bars: week.agencies },
        {
          ...{ kind: 'ranking', title: 'Kepuasan pelapor' },
          bars: [
            { label: 'Sangat puas', count: 10 },
            { label: 'Puas', count: 8 },
            { label: 'Kurang puas', count: 2 },
            { label: 'Tidak puas', count: 1 },
            { label: 'Tidak menjawab', count: 17 },
          ],
        },
      ],
    })
  })

  it('leave out a panel nobody would see anything on, and more than seven bars', () => {
    const bare = charts({ ...quiet, span: monthly, opened: 1 })
    expect(bare?.map(({ panels }) => panels.map(({ kind }) => kind))).toEqual([['flow', 'standing']])
    const names = Array.from({ length: 8 }, (_, i) => ({ label: `Dinas ${i}`, count: 9 - i }))
    const [, matters] = charts({ ...week, agencies: names }) ?? []
    expect(matters?.panels[1]).toMatchObject({ bars: names.slice(0, 7) })
  })
})
