import { describe, expect, it } from 'vitest'
import { reportFacts, type ReportFacts, type ReportSpan } from '../../../core/report/facts.ts'
import type { LateHere, LateRow, OpenTicket, ReportNumbers } from '../../../core/report/numbers.ts'
import { indonesian as words } from '../../../core/text/words.ts'
import { at, jakarta } from '../../fixtures/calendars.ts'
import { shipped } from '../../fixtures/desk.ts'

const week: ReportSpan = {
  kind: 'weekly',
  from: at('2026-11-09 00:00'),
  to: at('2026-11-16 00:00'),
  zone: 'Asia/Jakarta',
  label: '9–15 November 2026',
  late: false,
}
const none: ReportNumbers = {
  ...{ opened: 0, closed: 0, exited: 0, byStep: [], lateNow: [], lateInPeriod: [], oldest: [], latest: [] },
  ...{ clocksLateNow: [], clocksLateInPeriod: [] },
  ...{ answered: [], solved: [], categories: [], agencies: [], days: [] },
  satisfaction: { asked: 0, scores: [0, 0, 0, 0] },
}

/** Late over the row's own limit alone. */
const here = (row: LateRow): LateHere => ({ ...row, whole: 0, either: row.count })

type Case = { sop?: string; span?: Partial<ReportSpan>; now?: Date; unit?: string; zone?: string }
function facts(numbers: Partial<ReportNumbers>, { sop = 'tik-banten', span, now, unit, zone }: Case = {}) {
  return reportFacts(
    {
      words,
      profile: shipped(sop),
      calendar: zone === undefined ? jakarta : { ...jakarta, zone },
      span: { ...week, ...span },
      service: 'Pengaduan Layanan TIK',
      unit: unit ?? null,
      now: now ?? at('2026-11-16 08:00'),
    },
    { ...none, ...numbers },
  )
}

describe('what a report says of the rows', () => {
  it('has every row of the SOP in its order, also where nothing stands', () => {
    const { byStep, open } = facts({
      byStep: [
        { step: '7', open: 4, late: 0 },
        { step: '2', open: 3, late: 2 },
      ],
    })
    expect(byStep.map(({ row, open: standing, late }) => [row, standing, late])).toEqual([
      ...[
        ['1', 0, 0],
        ['2', 3, 2],
        ['3', 0, 0],
        ['4', 0, 0],
        ['5', 0, 0],
        ['6', 0, 0],
        ['7', 4, 0],
      ],
    ])
    expect(byStep[1]?.title).toBe('Layanan tingkat pertama')
    expect(open).toBe(7)
  })

  it('counts what is late by row and by who it waits for, the most first', () => {
    const { lateNow, lateInPeriod } = facts({
      lateNow: [
        here({ step: '4', holder: 'kepala_unit', unit: 'aplikasi', count: 1 }),
        here({ step: '4', holder: 'kepala_unit', unit: 'jaringan', count: 3 }),
        here({ step: '1', holder: 'help_desk', unit: null, count: 1 }),
      ],
      lateInPeriod: [{ step: '6', holder: 'kepala_dinas', unit: null, count: 2 }],
    })
    expect(lateNow.map(({ row, actor, count }) => [row, actor, count])).toEqual([
      ['4', 'Penanggung jawab unit Jaringan', 3],
      ['1', 'Help Desk', 1],
      ['4', 'Penanggung jawab unit Aplikasi', 1],
    ])
    expect(lateInPeriod).toEqual([
      {
        ...{ row: '6', title: 'Eskalasi ke tingkat yang lebih tinggi', actor: 'Kepala Dinas' },
        ...{ isParty: false, count: 2 },
      },
    ])
  })

  it('knows the rows of an outside party: those the SOP counts apart, and those a party holds', () => {
    const late = [
      here({ step: '4', holder: 'pandi', unit: null, count: 2 }),
      here({ step: '3', holder: 'tim_layanan_domain', unit: null, count: 1 }),
    ]
    const { lateNow } = facts({ lateNow: late }, { sop: 'domain-registrar' })
    expect(lateNow.map(({ actor, isParty }) => [actor, isParty])).toEqual([
      ['PANDI', true],
      ['Tim Layanan Domain', false],
    ])
    const isParty = (step: string, holder: string) =>
      facts({ lateNow: [here({ step, holder, unit: null, count: 1 })] }, { sop: 'domain-registrar' })
        .lateNow[0]?.isParty
    expect([isParty('3', 'pandi'), isParty('4', 'tim_layanan_domain')]).toEqual([true, true])
  })

  it('counts a ticket once that is late at its row and over the whole, and makes the whole the office’s own', () => {
    const at4 = { step: '4', unit: null }
    const told = facts(
      {
        lateNow: [
          { ...at4, step: '3', holder: 'tim_layanan_domain', count: 3, whole: 2, either: 4 },
          { ...at4, holder: 'pandi', count: 2, whole: 1, either: 2 },
          { ...at4, step: '1', holder: 'tim_layanan_domain', count: 0, whole: 1, either: 1 },
        ],
        clocksLateNow: [{ clock: 'ticket', count: 4 }],
      },
      { sop: 'domain-registrar' },
    )
    expect(told.late).toEqual({ own: 6, parties: 2, tickets: 7 })
    expect(told.lateNow.map(({ row, count }) => [row, count])).toEqual([
      ['3', 3],
      ['4', 2],
    ])
    expect(told.clocksLateNow).toEqual([{ clock: 'ticket', count: 4 }])
  })

  it('survives a row and a unit of an older SOP', () => {
    const { lateNow, unit } = facts(
      { lateNow: [here({ step: '9z', holder: 'juru_tik', unit: 'gudang', count: 1 })] },
      { unit: 'gudang' },
    )
    expect(lateNow).toEqual([{ row: '9z', title: '9z', actor: 'juru_tik', isParty: false, count: 1 }])
    expect(unit).toBe('gudang')
    expect(facts({}, { unit: 'jaringan' }).unit).toBe('Jaringan')
  })
})

describe('what a report says of a ticket', () => {
  const answer = (value: string) => ({ value, shown: value })
  const ticket: OpenTicket = {
    ...{ id: '1042', number: 'TIK-1042', secrecy: 'normal', step: '4', openedAt: at('2026-11-12 10:00') },
    ...{ answers: { opd: answer('Dinkes'), nama: answer('Sari'), isi: answer('wifi mati') }, due: null },
  }
  const told = (more: Partial<OpenTicket>) => facts({ oldest: [{ ...ticket, ...more }] }).oldest[0]

  it('is its number, agency and row, and since when', () => {
    expect(told({})).toEqual({
      ...{ id: '1042', number: 'TIK-1042', agency: 'Dinkes', row: '4', lateMs: null },
      openedAt: at('2026-11-12 10:00'),
    })
    expect(facts({ latest: [ticket] }).latest).toEqual([told({})])
  })

  it('is who asked, where no agency is known', () => {
    expect(told({ answers: { nama: answer('Sari') } })?.agency).toBe('Sari')
    expect(told({ answers: {} })?.agency).toBe('')
  })

  it('is nobody’s where it is secret', () => {
    const secret = told({ secrecy: 'secret' })
    expect(secret).toMatchObject({ number: 'TIK-1042', agency: 'rahasia', row: '4' })
    expect(JSON.stringify(secret)).not.toMatch(/Dinkes|Sari|wifi/)
  })

  it.each([
    ['2026-11-16 07:45', 15],
    ['2026-11-13 16:15', 45],
    ['2026-11-13 16:30', 30],
    ['2026-11-16 08:00', null],
    ['2026-11-16 08:01', null],
  ])('is late since %s by working time: %s minutes', (due, minutes) => {
    expect(told({ due: at(due) })?.lateMs).toBe(minutes === null ? null : minutes * 60_000)
  })
})

describe('how long things took', () => {
  it('is working time from receipt on, without the pauses', () => {
    const { firstAnswer, solving } = facts({
      answered: [
        { received: at('2026-11-12 09:00'), answered: at('2026-11-12 09:20'), pauses: [] },
        { received: at('2026-11-12 15:30'), answered: at('2026-11-13 08:00'), pauses: [] },
      ],
      solved: [
        {
          ...{ received: at('2026-11-12 09:00'), closed: at('2026-11-12 15:00') },
          pauses: [{ from: at('2026-11-12 11:00'), to: at('2026-11-12 14:00'), why: 'party' }],
        },
      ],
    })
    expect(firstAnswer).toEqual({ count: 2, medianMs: 20 * 60_000, p90Ms: 60 * 60_000 })
    expect(solving).toEqual({ count: 1, medianMs: 180 * 60_000, p90Ms: 180 * 60_000 })
    expect([facts({}).firstAnswer, facts({}).solving]).toEqual([null, null])
  })
})

describe('what a report says of the rest', () => {
  it('calls categories as the SOP does, and keeps one it no longer has', () => {
    const { categories, agencies } = facts({
      categories: [
        { category: 'email', count: 3 },
        { category: 'telegraf', count: 1 },
      ],
      agencies: [{ agency: 'Dinkes', count: 4 }],
    })
    expect(categories).toEqual([
      { label: 'E-mail', count: 3 },
      { label: 'telegraf', count: 1 },
    ])
    expect(agencies).toEqual([{ label: 'Dinkes', count: 4 }])
  })

  it.each([
    [[0, 0, 0, 0], 0, null],
    [[0, 0, 0, 5], 5, 4],
    [[1, 0, 0, 1], 2, 2.5],
    [[0, 1, 2, 3], 6, 3.3],
    [[2, 1, 0, 0], 3, 1.3],
  ] as const)('has the mean of %j: of %d answers %s', (scores, answered, mean) => {
    const { satisfaction } = facts({ satisfaction: { asked: 9, scores: [...scores] } })
    expect(satisfaction).toEqual({ asked: 9, answered, scores, mean })
  })
})

describe('the days', () => {
  const counts = (from: string, to: string, days: ReportNumbers['days'] = [], more: Case = {}) =>
    facts({ days }, { now: at('2027-06-01 08:00'), ...more, span: { from: at(from), to: at(to) } }).days
  const labels = (days: ReportFacts['days']) => days.map(({ label }) => label).join(' ')

  it('are all of a week, also those on which nothing happened', () => {
    const days = [
      { date: '2026-11-10', opened: 3, closed: 1 },
      { date: '2026-11-13', opened: 0, closed: 2 },
    ]
    expect(counts('2026-11-09 00:00', '2026-11-16 00:00', days)).toEqual([
      { label: 'Sen 9', opened: 0, closed: 0 },
      { label: 'Sel 10', opened: 3, closed: 1 },
      { label: 'Rab 11', opened: 0, closed: 0 },
      { label: 'Kam 12', opened: 0, closed: 0 },
      { label: 'Jum 13', opened: 0, closed: 2 },
      { label: 'Sab 14', opened: 0, closed: 0 },
      { label: 'Min 15', opened: 0, closed: 0 },
    ])
  })

  it('are those of a month by their number, and no longer than until now', () => {
    expect(labels(counts('2026-10-01 00:00', '2026-11-01 00:00'))).toBe(
      Array.from({ length: 31 }, (_, i) => i + 1).join(' '),
    )
    const now = at('2026-11-16 08:00')
    expect(labels(counts('2026-11-01 00:00', '2026-12-01 00:00', [], { now }))).toBe(
      '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16',
    )
    expect(labels(counts('2026-11-16 00:00', '2026-11-23 00:00', [], { now }))).toBe('Sen 16')
    expect(
      labels(counts('2026-11-01 00:00', '2026-12-01 00:00', [], { now: at('2026-11-16 00:00') })),
    ).toMatch(/ 15$/)
  })

  it('are months where there are more than 31, with all that happened in each', () => {
    const days = [
      { date: '2026-10-30', opened: 1, closed: 0 },
      { date: '2026-10-31', opened: 2, closed: 1 },
      { date: '2026-12-01', opened: 4, closed: 8 },
    ]
    expect(counts('2026-10-01 00:00', '2027-01-01 00:00', days)).toEqual([
      { label: 'Okt 26', opened: 3, closed: 1 },
      { label: 'Nov 26', opened: 0, closed: 0 },
      { label: 'Des 26', opened: 4, closed: 8 },
    ])
    expect(labels(counts('2026-10-15 00:00', '2026-11-15 00:00')).split(' ')).toHaveLength(31)
    expect(labels(counts('2026-10-15 00:00', '2026-11-16 00:00'))).toBe('Okt 26 Nov 26')
  })

  it.each(['Asia/Makassar', 'Asia/Jayapura', 'America/Havana'])('are the dates of the zone: %s', (zone) => {
    const local = (text: string) => at(text, zone)
    const span = { from: local('2026-11-09 00:00'), to: local('2026-11-16 00:00') }
    const now = local('2026-11-16 08:00')
    const week9 = 'Sen 9 Sel 10 Rab 11 Kam 12 Jum 13 Sab 14 Min 15'
    expect(labels(facts({}, { span: { ...span, zone }, now }).days)).toBe(week9)
    // Where one span was read for services of several zones, its days are not the service's own.
    expect(labels(facts({}, { zone: 'Asia/Jayapura', span: { ...span, zone }, now }).days)).toBe(week9)
  })
})
