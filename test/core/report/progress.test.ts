import { describe, expect, it } from 'vitest'
import { loadProfile } from '../../../bots/profiles.ts'
import { sopProgress, type TicketProgress } from '../../../core/report/progress.ts'
import { firstLevelRole } from '../../../core/sop/sop.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import type { TicketEvent } from '../../../core/ticket/ticket.ts'
import { at, jakarta, show } from '../../fixtures/calendars.ts'

function loadedProfile(id: string) {
  const loaded = loadProfile(id)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded
}
const { profile, hash } = loadedProfile('tik-banten')
const names = new Map([
  ['7', 'Andi Pratama'],
  ['9', 'Budi Santoso'],
])
const day = '2026-11-12'

const submitted: TicketEvent = {
  kind: 'submitted',
  at: at(`${day} 08:00`),
  id: '1',
  number: 'TIK-1001',
  service: 'tik-banten',
  profile: hash,
  draft: null,
  requester: '9',
  category: 'jaringan',
  complete: true,
  channel: 'telegram',
}

function started(
  step: string,
  time: string,
  due: string | null,
  more: object = {},
  of = profile,
): TicketEvent {
  const { actor, holder = actor, limit, status } = of.steps.find(({ id }) => id === step)!
  const run = { run: 1, unit: null, assignee: null, limit, status, role: actor, holder, ...more }
  return {
    kind: 'step-started',
    at: at(`${day} ${time}`),
    step,
    due: due === null ? null : at(`${day} ${due}`),
    ...run,
  }
}

function ended(step: string, outcome: string, time: string, run = 1): TicketEvent {
  return { kind: 'outcome-chosen', at: at(`${day} ${time}`), step, run, outcome, inputs: {}, answer: null }
}

function progress(events: TicketEvent[], time: string): TicketProgress {
  return sopProgress(profile, fold([submitted, ...events])!, names, at(`${day} ${time}`), jakarta)
}

const row = ({ rows }: TicketProgress, n: string) => rows.find((r) => r.row === n)!

const claimed = [
  started('1', '08:00', '09:00'),
  ended('1', 'ambil', '08:20'),
  started('2', '08:20', '10:20', { assignee: '7' }),
]

describe('sopProgress', () => {
  it('lays the ticket over all rows of the SOP, in its order and words', () => {
    const { number, status, category, rows } = progress(claimed, '09:00')
    expect({ number, status, category }).toEqual({
      number: 'TIK-1001',
      status: 'in_progress',
      category: 'Jaringan',
    })
    expect(rows.map((r) => [r.row, r.state, r.actor, r.limit])).toEqual([
      ['1', 'done', 'Help Desk', '1 jam'],
      ['2', 'current', 'Help Desk', '2 jam'],
      ['3', 'waiting', 'Help Desk', '1 jam'],
      ['4', 'waiting', 'Penanggung jawab unit', '1 jam'],
      ['5', 'waiting', 'Petugas teknis', '1 hari'],
      ['6', 'waiting', 'Petugas teknis', '1 hari'],
      ['7', 'waiting', 'Help Desk', '1 jam'],
    ])
  })

  it('names who and how a run ended, and what is left of the open one', () => {
    const shown = progress(claimed, '09:00')
    expect(row(shown, '1').runs).toMatchObject([
      { run: 1, outcome: 'Ambil', late: false, leftMs: 40 * 60_000, usedMs: 20 * 60_000 },
    ])
    expect(shown.requester).toBe('Budi Santoso')
    const [open] = row(shown, '2').runs
    expect(open).toMatchObject({ assignee: 'Andi Pratama', outcome: null, late: false, leftMs: 80 * 60_000 })
    expect([show(open!.started), show(open!.due), open!.ended]).toEqual([
      `${day} 08:20`,
      `${day} 10:20`,
      null,
    ])
  })

  it('counts what is left in working time, below zero once late', () => {
    const noon = [started('1', '11:30', '13:30')]
    expect(row(progress(noon, '11:45'), '1').runs[0]!.leftMs).toBe(45 * 60_000)
    expect(row(progress(claimed, '10:50'), '2').runs[0]).toMatchObject({ late: true, leftMs: -30 * 60_000 })
  })

  it('judges an ended run by when it ended', () => {
    const late = [
      started('1', '08:00', '09:00'),
      ended('1', 'ambil', '09:01'),
      started('2', '09:01', '11:01'),
    ]
    expect(row(progress(late, '09:05'), '1').runs[0]).toMatchObject({ late: true, leftMs: -60_000 })
  })

  it('stands still while waiting for the requester', () => {
    const paused: TicketEvent = { kind: 'paused', at: at(`${day} 10:00`), reason: null, why: 'requester' }
    const shown = progress([...claimed, paused], '11:00')
    expect(shown).toMatchObject({ paused: { why: 'requester' }, ticking: false })
    expect(show(shown.paused?.since ?? null)).toBe(`${day} 10:00`)
    expect(row(shown, '2').runs[0]).toMatchObject({ late: false, leftMs: 20 * 60_000, usedMs: 100 * 60_000 })
  })

  it('ticks only while working time passes', () => {
    expect(progress(claimed, '11:59').ticking).toBe(true)
    expect(progress(claimed, '12:15').ticking).toBe(false)
  })

  it('counts working time apart: the office’s, the outside party’s, the requester’s (001 row 4)', () => {
    const registrar = loadedProfile('domain-registrar')
    const of = registrar.profile
    const events: TicketEvent[] = [
      { ...submitted, number: 'REG-1001', service: of.id, profile: registrar.hash, category: 'dns' },
      started('2', '08:00', '08:10', {}, of),
      ended('2', 'dicek', '08:06'),
      started('3', '08:06', '08:21', {}, of),
      ended('3', 'perlu_pandi', '08:16'),
      started('4', '08:16', '08:46', {}, of),
      ended('4', 'dijawab', '08:56'),
      started('5', '08:56', '09:11', {}, of),
      ended('5', 'jawab', '09:00'),
      started('6', '09:00', null, {}, of),
    ]
    const shown = sopProgress(of, fold(events)!, names, at(`${day} 09:30`), jakarta)
    expect(shown.rows.map((r) => [r.row, r.owner])).toEqual([
      ['1', 'requester'],
      ['2', 'office'],
      ['3', 'office'],
      ['4', 'third-party'],
      ['5', 'office'],
      ['6', 'requester'],
    ])
    expect(shown.usedMs).toEqual({ office: 20 * 60_000, 'third-party': 40 * 60_000, requester: 30 * 60_000 })
    expect(row(shown, '4').runs[0]).toMatchObject({ late: true, leftMs: -10 * 60_000 })
    const asked = { role: null, unit: null, assignee: null, choices: [] }
    const team = {
      role: firstLevelRole(of),
      unit: null,
      assignee: null,
      choices: ['Tutup tanpa balasan pemohon'],
    }
    expect(shown.next).toEqual([asked, team])
  })

  it('keeps every run of a row that is gone through again', () => {
    const again = [
      ...claimed,
      ended('2', 'selesai', '09:00'),
      started('7', '09:00', '10:00', { assignee: '8' }),
      ended('7', 'belum', '09:10'),
      started('2', '09:10', '11:10', { run: 2 }),
    ]
    const shown = progress(again, '09:20')
    expect(row(shown, '2')).toMatchObject({ state: 'current', runs: [{ outcome: 'Selesai' }, { run: 2 }] })
    // 8 is nobody known.
    expect(row(shown, '7')).toMatchObject({
      state: 'done',
      runs: [{ assignee: null, outcome: 'Belum teratasi' }],
    })
  })

  it('says for whom a row waits after a climb, and in which unit', () => {
    const shown = progress([started('6', '08:00', null, { unit: 'jaringan', limit: null })], '09:00')
    expect(row(shown, '6')).toMatchObject({ actor: 'Petugas teknis', limit: null, state: 'current' })
    expect(row(shown, '6').runs[0]).toMatchObject({
      holder: 'Pejabat terkait',
      unit: profile.units.jaringan,
      due: null,
      late: false,
      leftMs: null,
    })
  })

  it('says who may move it on, and by which outcomes', () => {
    expect(progress(claimed, '09:00').next).toEqual([
      { role: 'help_desk', unit: null, assignee: 'Andi Pratama', choices: ['Selesai', 'Eskalasi'] },
    ])
  })

  it('keeps the levels climbed within a row, and offers no level above the highest', () => {
    const climbed: TicketEvent = {
      kind: 'climbed',
      at: at(`${day} 08:30`),
      by: '7',
      step: '6',
      run: 1,
      outcome: 'teruskan',
      inputs: {},
      holder: 'kepala_dinas',
    }
    const shown = progress([started('6', '08:00', null, { unit: 'jaringan' }), climbed], '09:00')
    const [run] = row(shown, '6').runs
    expect(run!.climbs).toEqual([
      {
        at: at(`${day} 08:30`),
        by: 'Andi Pratama',
        from: 'Pejabat terkait',
        to: 'Kepala Dinas',
        outcome: 'Teruskan ke atasan',
      },
    ])
    expect(run).toMatchObject({ holder: 'Kepala Dinas' })
    expect(shown.next).toEqual([
      {
        role: 'kepala_dinas',
        unit: 'jaringan',
        assignee: null,
        choices: ['Beri arahan', 'Setujui usulan petugas'],
      },
    ])
  })

  it('has no current row once the ticket left the rows, and that run no outcome', () => {
    const exited: TicketEvent = {
      kind: 'exited',
      at: at(`${day} 09:00`),
      exit: 'spam',
      reason: 'n1',
      other: null,
    }
    const shown = progress([...claimed, exited], '12:00')
    expect([shown.status, shown.exit, show(shown.closed)]).toEqual(['cancelled', 'spam', `${day} 09:00`])
    expect(shown).toMatchObject({ ticking: false, next: [] })
    expect(row(shown, '2')).toMatchObject({ state: 'done', runs: [{ outcome: null, late: false }] })
  })
})
