import { beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '../../../bots/profiles.ts'
import type { Outcome, Profile, Step } from '../../../core/sop/sop.ts'
import type { Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import {
  isClosed,
  openRun,
  type Actor,
  type Inputs,
  type StepRun,
  type Ticket,
} from '../../../core/ticket/ticket.ts'
import { at } from '../../fixtures/calendars.ts'
import { sopFacts, type SopFact } from '../../fixtures/sop-rows.ts'

/**
 * Every path of every SOP, walked through `decide` as people would: each officer holds one role only (and one unit),
 * so a row that nobody is left to act on is a dead end here too. A path takes no outcome twice, which goes round
 * every loop once. The desk never closes: a limit is due that long after the row began.
 */

const opened = at('2026-11-13 09:00')
const limitMs: Record<string, number> = {
  '10 menit': 600_000,
  '15 menit': 900_000,
  '30 menit': 1_800_000,
  '1 jam': 3_600_000,
  '2 jam': 7_200_000,
  '1 hari': 86_400_000,
}

type Desk = { sop: SopFact; profile: Profile; rules: Rules }

function deskOf(sop: SopFact): Desk {
  const loaded = loadProfile(sop.profile)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  const { profile } = loaded
  const rules: Rules = {
    profile,
    calendar: { zone: profile.timeZone, kind: 'always' },
    limits: {},
    rolesOf: (person) => {
      const [role = '', unit] = person.split(' ')
      return [unit ? { role, unit } : { role }]
    },
  }
  return { sop, profile, rules }
}

const requester: Actor = { kind: 'requester', person: 'requester' }

/** The officer `help_desk`, or `teknisi jaringan`: one role each. */
function officer({ profile, rules }: Desk, role: string, unit: string | null): Actor & { person: string } {
  const person = profile.roles[role]?.perUnit ? `${role} ${unit ?? Object.keys(profile.units)[0]}` : role
  return { kind: 'staff', person, roles: rules.rolesOf(person) }
}

function inputsFor(desk: Desk, ticket: Ticket, outcome: Outcome): Inputs {
  return Object.fromEntries(
    outcome.needs.map((id) => {
      const spec = desk.profile.inputs[id]
      if (spec?.kind === 'staff') return [id, { staff: officer(desk, spec.role ?? '', ticket.unit).person }]
      if (spec?.kind === 'unit') return [id, { unit: Object.keys(desk.profile.units)[0] ?? '' }]
      if (spec?.kind === 'choice') return [id, { choice: spec.options?.[0]?.id ?? '' }]
      if (spec?.kind === 'checklist') return [id, { checked: [spec.options?.[0]?.id ?? ''] }]
      if (spec?.kind === 'evidence') return [id, { evidence: `note of ${id}`, files: 1, photos: 1 }]
      if (spec?.kind === 'date') return [id, { date: '2026-11-13' }]
      if (spec?.kind === 'priority') return [id, { choice: 'urgent' }]
      if (spec?.kind === 'secrecy') return [id, { choice: 'normal' }]
      return [id, { note: `note of ${id}` }]
    }),
  )
}

const commandOfEvent = { confirmed: 'confirm', disputed: 'dispute', completed: 'complete' } as const

/** How people make this outcome happen at the open row; null where only another row's moment can. */
function commandFor(desk: Desk, ticket: Ticket, run: StepRun, outcome: Outcome): TicketCommand | null {
  if (outcome.command !== undefined) {
    const role = outcome.by ?? run.holder
    const by = officer(desk, role, run.unit)
    return { kind: 'choose', by, choice: { outcome: outcome.id }, inputs: inputsFor(desk, ticket, outcome) }
  }
  if (outcome.event === 'followed-up') return { kind: 'message', by: requester, note: 'note' }
  if (outcome.event === 'submitted' || outcome.event === 'answered' || outcome.event === undefined)
    return null
  return { kind: commandOfEvent[outcome.event], by: requester }
}

function run(desk: Desk, ticket: Ticket | null, command: TicketCommand, now: Date): Ticket {
  const decision = decide(desk.rules, ticket, command, now)
  if (!decision.ok) {
    const place = ticket ? pathOf(ticket) : 'opening'
    throw new Error(
      `${desk.profile.id} ${place}: ${command.kind} refused: ${JSON.stringify(decision.refusal)}`,
    )
  }
  return fold(decision.events, ticket) as Ticket
}

function open(desk: Desk, complete: boolean): Ticket {
  const category = desk.profile.categories[0]?.id ?? ''
  return run(
    desk,
    null,
    {
      kind: 'open',
      id: '1',
      number: 'X-1001',
      service: desk.profile.id,
      profile: 'hash',
      draft: null,
      requester: 'requester',
      category,
      complete,
      channel: 'telegram',
      by: 'requester',
    },
    opened,
  )
}

function stepAt(desk: Desk, run: StepRun): Step {
  return desk.profile.steps.find((s) => s.id === run.step) as Step
}

function pathOf(ticket: Ticket): string {
  return ticket.runs.map((r) => r.step).join(' ')
}

/** What the walk met: rows, outcomes taken, and for each kind of place (row and holder) the places that followed. */
type Walked = { rows: Set<string>; taken: Set<string>; next: Map<string, Set<string>>; closed: number }

function walk(desk: Desk): Walked {
  const walked: Walked = { rows: new Set(), taken: new Set(), next: new Map(), closed: 0 }
  for (const complete of [false, true]) {
    const ticket = open(desk, complete)
    judge(desk, ticket, walked)
    explore(desk, ticket, new Set(), walked, 1)
  }
  return walked
}

function explore(desk: Desk, ticket: Ticket, used: ReadonlySet<string>, walked: Walked, depth: number): void {
  const here = openRun(ticket)
  if (!here) return
  const follow = walked.next.get(placeOf(ticket)) ?? new Set()
  walked.next.set(placeOf(ticket), follow)
  const waits = !ticket.complete && desk.profile.incomplete.rows === 'wait'
  if (waits && !used.has('complete')) {
    const now = new Date(opened.getTime() + depth * 60_000)
    const after = run(desk, ticket, { kind: 'complete', by: requester }, now)
    follow.add(placeOf(after))
    judge(desk, after, walked)
    explore(desk, after, new Set([...used, 'complete']), walked, depth + 1)
  }
  for (const outcome of stepAt(desk, here).outcomes) {
    const edge = `${here.step}:${here.holder}:${outcome.id}`
    const command = commandFor(desk, ticket, here, outcome)
    if (!command || used.has(edge)) continue
    const now = new Date(opened.getTime() + depth * 60_000)
    if (outcome.to === 'above' && !desk.profile.roles[here.holder]?.above) {
      expect(decide(desk.rules, ticket, command, now)).toEqual({
        ok: false,
        refusal: { code: 'nobody-above' },
      })
      continue
    }
    if (command.kind === 'complete' && ticket.complete) continue
    if (waits && outcome.command !== undefined && !outcome.completes) {
      expect(decide(desk.rules, ticket, command, now)).toEqual({ ok: false, refusal: { code: 'incomplete' } })
      continue
    }
    const after = run(desk, ticket, command, now)
    walked.taken.add(`${here.step}:${outcome.id}`)
    follow.add(placeOf(after))
    judge(desk, after, walked)
    explore(desk, after, new Set([...used, edge]), walked, depth + 1)
  }
}

function placeOf(ticket: Ticket): string {
  const here = openRun(ticket)
  return here ? `${here.step} ${here.holder}` : 'end'
}

/** What must hold of every ticket on every path. */
function judge(desk: Desk, ticket: Ticket, walked: Walked): void {
  const openRuns = ticket.runs.filter((r) => r.ended === null)
  expect(openRuns).toHaveLength(isClosed(ticket) ? 0 : 1)
  if (isClosed(ticket)) walked.closed += 1
  for (const r of ticket.runs) {
    const fact = desk.sop.rows.find((f) => f.row === stepAt(desk, r).row)
    const due = fact?.limit ? new Date(r.clockFrom.getTime() + (limitMs[fact.limit] ?? NaN)) : null
    expect([r.step, r.limit, r.due]).toEqual([r.step, fact?.limit, due])
    walked.rows.add(r.step)
    if (r.outcome) walked.taken.add(`${r.step}:${r.outcome}`)
  }
}

describe.each(sopFacts)('every path of $profile', (sop) => {
  const desk = deskOf(sop)
  let walked: Walked
  beforeAll(() => {
    walked = walk(desk)
  })

  test('reaches every row', () => {
    expect([...walked.rows].sort()).toEqual(sop.rows.map((r) => r.row))
  })

  test('takes every outcome', () => {
    const all = desk.profile.steps.flatMap((s) => s.outcomes.map((o) => `${s.id}:${o.id}`))
    expect([...walked.taken].sort()).toEqual(all.sort())
  })

  test('has no dead end: the end can be reached from every place', () => {
    const ends = new Set(['end'])
    for (let before = 0; before !== ends.size;) {
      before = ends.size
      for (const [place, after] of walked.next) if ([...after].some((p) => ends.has(p))) ends.add(place)
    }
    expect([...walked.next.keys()].filter((place) => !ends.has(place))).toEqual([])
    expect(walked.closed).toBeGreaterThan(0)
  })
})

/** One long way through each SOP: what people do, and the rows this leaves behind. */
const tours: [string, string, string[], string][] = [
  [
    'domain-helpdesk',
    'a follow-up, then the review',
    ['ambil', 'tanggapi', 'bertanya', 'tanggapi', 'cukup', 'tetapkan', 'tutup'],
    '1 2 3 4 5 6 7 4 5 6 7 8 9',
  ],
  [
    'domain-helpdesk',
    'the leader sets the plan',
    ['ambil', 'tanggapi', 'lanjut', 'pimpinan', 'tetapkan', 'tutup'],
    '1 2 3 4 5 6 7 8 9',
  ],
  ['domain-registrar', 'without PANDI', ['dicek', 'tanpa_pandi', 'jawab', 'sudah'], '1 2 3 5 6'],
  [
    'domain-registrar',
    'with PANDI, the second time',
    ['dicek', 'tanpa_pandi', 'jawab', 'belum', 'perlu_pandi', 'dijawab', 'jawab', 'sudah'],
    '1 2 3 5 6 3 4 5 6',
  ],
  [
    'tik-banten',
    'solved at first level; belum goes back to row 2',
    ['ambil', 'selesai', 'belum', 'selesai', 'tutup'],
    '1 2 7 2 7',
  ],
  [
    'tik-banten',
    'climbs to the Kepala Dinas; belum goes back to row 5',
    [
      'eskalasi',
      'teruskan',
      'disposisi',
      'eskalasi',
      'teruskan',
      'arahan',
      'disposisi',
      'selesai',
      'belum',
      'selesai',
      'tutup',
    ],
    '1 3 4 5 6 4 5 7 5 7',
  ],
  [
    'jaringan-kumham',
    'the letter comes later',
    [
      'catat_surat',
      'disposisi',
      'dikonfirmasi',
      'perintah',
      'diperbaiki',
      'diserahkan',
      'beritahukan',
      'laporkan',
    ],
    '1 2 3 4 5 6 7 8',
  ],
  [
    'lpse-tidung',
    'beyond the Helpdesk, and the coordinator’s advice',
    [
      'terima',
      'klasifikasi',
      'tidak_dapat',
      'koordinasi',
      'ditangani',
      'belum_selesai',
      'rekomendasi',
      'ditangani',
      'selesai',
      'tutup',
    ],
    '1 2 3 4 5 6 7 5 6 8',
  ],
]

test.each(tours)('%s: %s', (id, _title, outcomes, rows) => {
  const desk = deskOf(sopFacts.find((sop) => sop.profile === id) as SopFact)
  const end = outcomes.reduce(
    (ticket, name, i) => {
      const here = openRun(ticket) as StepRun
      const outcome = stepAt(desk, here).outcomes.find((o) => o.id === name)
      const command = outcome && commandFor(desk, ticket, here, outcome)
      if (!command) throw new Error(`${name} cannot be done at row ${here.step}`)
      return run(desk, ticket, command, new Date(opened.getTime() + (i + 1) * 60_000))
    },
    open(desk, id !== 'jaringan-kumham'),
  )
  expect(pathOf(end)).toBe(rows)
  expect(end.status).toBe('closed')
})

test('a complaint with its letter passes row 1 of jaringan-kumham at once', () => {
  const desk = deskOf(sopFacts.find((sop) => sop.profile === 'jaringan-kumham') as SopFact)
  expect(pathOf(open(desk, true))).toBe('1 2')
  expect(pathOf(open(desk, false))).toBe('1')
})

test('the same walk finds a role that nobody holds', () => {
  const desk = deskOf(sopFacts.find((sop) => sop.profile === 'lpse-tidung') as SopFact)
  const nobody: Desk = { ...desk, rules: { ...desk.rules, rolesOf: () => [] } }
  expect(() => walk(nobody)).toThrow('lpse-tidung 1: choose refused')
})
