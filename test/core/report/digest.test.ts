import { describe, expect, it } from 'vitest'
import { composeDigest, type DigestContext, type DigestFacts } from '../../../core/report/digest.ts'
import { reportWords } from '../../../core/text/id/report.ts'

const context: DigestContext = {
  agency: 'Diskominfo SP Provinsi Banten',
  service: 'Pengaduan Layanan TIK',
  zone: 'Asia/Jakarta',
  now: new Date('2026-11-16T00:30:05Z'),
  addressee: 'Kepala Dinas',
}
const quiet: DigestFacts = {
  period: {
    from: new Date('2026-11-13T00:30:00Z'),
    to: new Date('2026-11-16T00:30:00Z'),
    label: 'daily',
    late: false,
  },
  opened: 0,
  closed: 0,
  open: 0,
  lateByStep: [],
  oldest: [],
  byStep: [
    { row: '1', title: 'Penerimaan pengaduan', open: 0, late: 0 },
    { row: '4', title: 'Disposisi', open: 0, late: 0 },
  ],
}
const busy: DigestFacts = {
  ...quiet,
  opened: 5,
  closed: 3,
  open: 4,
  lateByStep: [
    { row: '1', title: 'Penerimaan pengaduan', actor: 'Help Desk', count: 1 },
    { row: '4', title: 'Disposisi', actor: 'Unit TIK', count: 2 },
  ],
  oldest: [
    {
      number: 'TIK-1040',
      agency: 'Bappeda',
      row: '5',
      openedAt: new Date('2026-11-10T03:00:00Z'),
      lateMs: null,
    },
    {
      number: 'TIK-1042',
      agency: 'Dinkes',
      row: '4',
      openedAt: new Date('2026-11-12T03:00:00Z'),
      lateMs: 45 * 60_000,
    },
    {
      number: 'TIK-1041',
      agency: 'BKD',
      row: '4',
      openedAt: new Date('2026-11-11T03:00:00Z'),
      lateMs: 125 * 60_000,
    },
  ],
  byStep: [
    { row: '1', title: 'Penerimaan pengaduan', open: 2, late: 1 },
    { row: '4', title: 'Disposisi', open: 2, late: 2 },
  ],
}
const compose = (facts: DigestFacts) => composeDigest(facts, reportWords, context)

describe('composeDigest', () => {
  it('tells what is late first and what to do next last', () => {
    const digest = compose(busy)
    expect(`${digest?.heading}\n${digest?.text}`).toBe(`Laporan harian Senin, 16 November 2026
Yth. Bapak/Ibu Kepala Dinas,
Pengaduan Layanan TIK, Diskominfo SP Provinsi Banten, sejak Jumat, 13 November 2026 pukul 07.30 WIB.

Terlambat: 3 pengaduan
· Langkah 4 (Disposisi), Unit TIK: 2
· Langkah 1 (Penerimaan pengaduan), Help Desk: 1

Masuk 5 · Selesai 3 · Masih terbuka 4

Paling lama:
· TIK-1041 (BKD), langkah 4, terlambat 2 jam 5 menit
· TIK-1042 (Dinkes), langkah 4, terlambat 45 menit
· TIK-1040 (Bappeda), langkah 5, dibuka Selasa, 10 November 2026

Mohon arahan, dimulai dari TIK-1041. Rincian: /tiket TIK-1041`)
  })

  it('draws every row, on time and late', () => {
    expect(compose(busy)?.chart).toEqual({
      title: 'Pengaduan terbuka: 4',
      subtitle: 'Diskominfo SP Provinsi Banten, Senin, 16 November 2026',
      bars: [
        { label: '1. Penerimaan pengaduan', onTime: 1, late: 1 },
        { label: '4. Disposisi', onTime: 0, late: 2 },
      ],
    })
  })

  it('is not sent when there is nothing to say', () => {
    expect(compose(quiet)).toBeNull()
    for (const part of ['opened', 'closed', 'open'] as const)
      expect(compose({ ...quiet, [part]: 1 })).not.toBeNull()
  })

  it('says that it comes late', () => {
    const text = compose({ ...busy, period: { ...busy.period, late: true } })?.text
    expect(text).toContain('\nLaporan ini terlambat dikirim karena layanan sempat berhenti.\n')
    expect(compose(busy)?.text).not.toContain('terlambat dikirim')
  })

  it('asks for nothing when nothing is late', () => {
    const inTime = { ...busy, lateByStep: [], oldest: busy.oldest.slice(0, 1) }
    expect(compose(inTime)?.text).toContain('Tidak ada yang terlambat.')
    expect(compose(inTime)?.text.split('\n').at(-1)).toBe('Belum ada yang memerlukan arahan.')
    expect(
      compose({ ...quiet, closed: 2 })
        ?.text.split('\n')
        .at(-1),
    ).toBe('Semua pengaduan sudah selesai.')
  })

  it('stays within the caption of a picture however long the names are', () => {
    const long = 'Badan Pengelolaan Keuangan dan Aset Daerah '.repeat(4)
    const digest = composeDigest(
      {
        ...busy,
        period: { ...busy.period, late: true },
        opened: 99_999,
        lateByStep: Array.from({ length: 9 }, (_, i) => ({
          row: `${i}`,
          title: long,
          actor: long,
          count: 9_999,
        })),
        oldest: Array.from({ length: 9 }, (_, i) => ({
          ...busy.oldest[0]!,
          number: `TIK-10000${i}`,
          agency: long,
        })),
      },
      reportWords,
      { ...context, agency: long, service: long, addressee: long },
    )
    expect(`${digest?.heading}\n${digest?.text}`.length).toBeLessThanOrEqual(1_024)
    expect(digest?.text).toContain('· dan 6 lainnya')
    expect(digest?.text).toContain('· dan 7 lainnya')
  })
})
