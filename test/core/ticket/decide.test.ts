import { describe, expect, it } from 'vitest'
import { loadProfile } from '../../../bots/profiles.ts'
import type { Refusal, Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import { isLate, openRun, type Actor, type Ticket } from '../../../core/ticket/ticket.ts'
import { at, jakarta, show } from '../../fixtures/calendars.ts'

/** SOP 002 as Diskominfo Banten would run it: given what happened, when somebody acts, then this follows. */
const loaded = loadProfile('tik-banten')
if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
const roles = {
  andi: [{ role: 'help_desk' }],
  rina: [{ role: 'help_desk' }],
  dewi: [{ role: 'kepala_unit', unit: 'jaringan' }],
  fajar: [{ role: 'kepala_unit', unit: 'aplikasi' }],
  agus: [{ role: 'teknisi', unit: 'jaringan' }],
  nina: [{ role: 'teknisi', unit: 'aplikasi' }],
  hendra: [{ role: 'pejabat_terkait' }],
  ratna: [{ role: 'kepala_dinas' }],
  orang: [],
}
type Name = keyof typeof roles
const rules: Rules = {
  profile: loaded.profile,
  calendar: jakarta,
  limits: {},
  rolesOf: (person) => roles[person as Name] ?? [],
}

const staff = (person: Name): Actor => ({ kind: 'staff', person, roles: roles[person] })
const budi: Actor = { kind: 'requester', person: 'budi' }
const chosen = (by: Name, command: string, inputs = {}): TicketCommand => ({
  kind: 'choose',
  by: staff(by),
  choice: { command },
  inputs,
})
const note = (id: string) => ({ note: id })

const opened: TicketCommand = {
  kind: 'open',
  id: '1001',
  number: 'TIK-1001',
  service: 'tik-banten',
  profile: 'hash',
  draft: 'd',
  requester: 'budi',
  category: 'jaringan',
  complete: true,
  channel: 'telegram',
  by: 'budi', // prettier-ignore
}
const claimed: TicketCommand = { kind: 'claim', by: staff('andi') }
const escalated = chosen('andi', 'eskalasi', { alasan: note('a') })
const passedOn = chosen('andi', 'eskalasi', { unit: { unit: 'jaringan' } })
const assigned = chosen('dewi', 'disposisi', { petugas: { staff: 'agus' }, instruksi: note('i') })
const solved = chosen('agus', 'selesai', { hasil: note('h') })
const stuck = chosen('agus', 'eskalasi', { laporan: note('l') })
const toRow5 = [opened, claimed, escalated, passedOn, assigned]

/** The ticket after these commands, ten minutes apart from Monday 09.00; a refusal among them is a mistake of the test. */
function given(...commands: TicketCommand[]): Ticket {
  let ticket: Ticket | null = null
  commands.forEach((command, i) => {
    const decision = decide(rules, ticket, command, new Date(start.getTime() + i * 600_000))
    if (!decision.ok) throw new Error(`${command.kind}: ${decision.refusal.code}`)
    ticket = fold(decision.events, ticket)
  })
  if (!ticket) throw new Error('nothing was given')
  return ticket
}

const start = at('2026-11-16 09:00')
const later = at('2026-11-16 10:00')

function refusal(ticket: Ticket, command: TicketCommand): Refusal | null {
  const decision = decide(rules, ticket, command, later)
  return decision.ok ? null : decision.refusal
}

function after(ticket: Ticket, command: TicketCommand, now = later): Ticket {
  const decision = decide(rules, ticket, command, now)
  if (!decision.ok) throw new Error(decision.refusal.code)
  return fold(decision.events, ticket) as Ticket
}

describe('a claim', () => {
  it('ends row 1 and starts row 2 in the same hands, with its own two hours', () => {
    const ticket = given(opened, claimed)
    expect(ticket.runs.map((r) => [r.step, show(r.started), show(r.ended), show(r.due), r.assignee])).toEqual(
      [
        ['1', '2026-11-16 09:00', '2026-11-16 09:10', '2026-11-16 10:00', null],
        ['2', '2026-11-16 09:10', null, '2026-11-16 11:10', 'andi'],
      ],
    )
    expect(ticket.status).toBe('in_progress')
  })

  it('is won once: the other hears who has it, the winner that it is theirs', () => {
    const ticket = given(opened, claimed)
    const pressed = { kind: 'claim', at: { step: '1', run: 1 } } as const
    expect(refusal(ticket, { ...pressed, by: staff('rina') })).toEqual({ code: 'held-by', person: 'andi' })
    expect(refusal(ticket, { kind: 'claim', by: staff('andi') })).toEqual({ code: 'already-yours' })
  })

  it('needs the role the row waits for', () => {
    expect(refusal(given(opened), { kind: 'claim', by: staff('agus') })).toEqual({
      code: 'not-your-role',
      role: 'help_desk',
      unit: null,
    })
  })

  it('is given back by its holder, a colleague or the role above, and by nobody else', () => {
    const ticket = given(opened, claimed)
    for (const name of ['andi', 'rina', 'hendra'] as const) {
      expect(openRun(after(ticket, { kind: 'release', by: staff(name) }))?.assignee).toBeNull()
    }
    expect(refusal(ticket, { kind: 'release', by: staff('nina') })?.code).toBe('not-your-role')
    expect(refusal(given(opened), { kind: 'release', by: staff('andi') })).toEqual({ code: 'not-claimed' })
  })
})

describe('an outcome', () => {
  it('may skip row 2: the Help Desk escalates what it cannot help with', () => {
    expect(openRun(given(opened, escalated))?.step).toBe('3')
  })

  it.each<[string, Ticket, TicketCommand, Refusal]>([
    [
      'of another row',
      given(opened, claimed),
      chosen('andi', 'tutup'),
      { code: 'not-at-this-row', row: '2', commands: ['selesai', 'eskalasi'] },
    ],
    ['by an outsider', given(opened, claimed), chosen('orang', 'selesai'), { code: 'not-staff' }],
    [
      'by another role',
      given(opened, claimed),
      chosen('agus', 'selesai'),
      { code: 'not-your-role', role: 'help_desk', unit: null },
    ],
    [
      'by the head of another unit',
      given(opened, claimed, escalated, passedOn),
      chosen('fajar', 'disposisi'),
      { code: 'not-your-role', role: 'kepala_unit', unit: 'jaringan' },
    ],
    [
      'by a colleague of the holder',
      given(opened, claimed),
      chosen('rina', 'selesai'),
      { code: 'held-by', person: 'andi' },
    ],
    [
      'without its reason',
      given(opened, claimed),
      chosen('andi', 'eskalasi'),
      { code: 'missing-input', input: 'alasan', outcome: 'eskalasi' },
    ],
    [
      'with a unit that is none',
      given(opened, claimed, escalated),
      chosen('andi', 'eskalasi', { unit: { unit: 'dapur' } }),
      { code: 'bad-input', input: 'unit', outcome: 'teruskan' },
    ],
    [
      'naming a technician of another unit',
      given(opened, claimed, escalated, passedOn),
      chosen('dewi', 'disposisi', { petugas: { staff: 'nina' }, instruksi: note('i') }),
      { code: 'bad-input', input: 'petugas', outcome: 'disposisi' },
    ],
    [
      'on a closed ticket',
      given(...toRow5, solved, { kind: 'confirm', by: budi }, chosen('andi', 'tutup')),
      chosen('andi', 'tutup'),
      { code: 'ticket-closed' },
    ],
  ])('%s is refused', (_, ticket, command, expected) => {
    expect(refusal(ticket, command)).toEqual(expected)
  })

  it('of a button shown for an earlier run is stale', () => {
    const press: TicketCommand = {
      kind: 'choose',
      by: staff('andi'),
      choice: { outcome: 'selesai' },
      inputs: {},
      at: { step: '1', run: 1 },
    }
    expect(refusal(given(opened, claimed), press)).toEqual({ code: 'stale' })
  })

  it('goes to the technician the head of the unit names, who alone may end it', () => {
    const ticket = given(...toRow5)
    expect(openRun(ticket)).toMatchObject({ step: '5', assignee: 'agus', unit: 'jaringan', limit: '1 hari' })
    expect(show(openRun(ticket)?.due ?? null)).toBe('2026-11-17 09:40')
  })
})

describe('climbing (SOP 002 row 6)', () => {
  it('goes from the official to the head of the agency within the row, and comes back to row 4', () => {
    const atRow6 = given(...toRow5, stuck)
    expect(openRun(atRow6)).toMatchObject({ step: '6', role: 'teknisi', holder: 'pejabat_terkait', run: 1 })
    const climbed = after(atRow6, chosen('hendra', 'eskalasi', { alasan: note('x') }))
    expect(openRun(climbed)).toMatchObject({
      step: '6',
      holder: 'kepala_dinas',
      run: 1,
      due: openRun(atRow6)?.due,
    })
    expect(refusal(climbed, chosen('hendra', 'disposisi', { arahan: note('y') }))?.code).toBe('not-your-role')
    expect(refusal(climbed, chosen('ratna', 'eskalasi', { alasan: note('z') }))).toEqual({
      code: 'nobody-above',
    })
    const back = after(climbed, chosen('ratna', 'disposisi', { arahan: note('y') }))
    expect(openRun(back)).toMatchObject({ step: '4', run: 2, unit: 'jaringan' })
  })
})

describe('the requester’s word (row 7)', () => {
  const asked = given(...toRow5, solved)

  it('*sudah* is recorded and closes nothing', () => {
    const said = after(asked, { kind: 'confirm', by: budi })
    expect(said).toMatchObject({ status: 'resolved', confirmation: { answer: 'yes' } })
    expect(refusal(said, { kind: 'confirm', by: budi })).toEqual({ code: 'already-said' })
    expect(after(said, chosen('andi', 'tutup')).status).toBe('closed')
  })

  it('*belum* starts a new run of row 5 for the same technician; the old one stays', () => {
    const back = after(asked, { kind: 'dispute', by: budi })
    expect(back.runs.filter((r) => r.step === '5').map((r) => [r.run, r.assignee, r.outcome])).toEqual([
      [1, 'agus', 'selesai'],
      [2, 'agus', null],
    ])
  })

  it('*belum* goes to row 2 where row 5 never ran', () => {
    const firstLevel = given(opened, claimed, chosen('andi', 'selesai', { hasil: note('h') }))
    expect(openRun(after(firstLevel, { kind: 'dispute', by: budi }))).toMatchObject({
      step: '2',
      run: 2,
      assignee: 'andi',
    })
  })

  it('is asked of nobody else, and not before', () => {
    expect(refusal(asked, { kind: 'confirm', by: { kind: 'requester', person: 'siti' } })).toEqual({
      code: 'not-your-ticket',
    })
    expect(refusal(given(opened), { kind: 'confirm', by: budi })).toEqual({ code: 'nothing-to-confirm' })
  })
})

describe('a pause', () => {
  const paused = after(
    given(opened, claimed),
    { kind: 'pause', by: staff('andi'), reason: 'n' },
    at('2026-11-16 10:10'),
  )

  it('stops the clock, and the requester’s message pushes the due time by the working time it lasted', () => {
    expect(paused.status).toBe('pending')
    const run = openRun(paused)
    expect(run && isLate(run, at('2026-11-18 09:00'), paused.paused?.since)).toBe(false)
    const resumed = after(paused, { kind: 'message', by: budi, note: 'm' }, at('2026-11-16 13:10'))
    // 10.10 to 13.10 holds the rest from 12.00 to 13.00: two working hours.
    expect(show(openRun(resumed)?.due ?? null)).toBe('2026-11-16 14:10')
    expect(resumed).toMatchObject({ status: 'in_progress', paused: null })
  })

  it('ends as well when the requester answers by editing a message, but not when one is deleted', () => {
    const change = (how: 'edited' | 'deleted'): TicketCommand => ({
      ...{ kind: 'change-message', by: budi, note: 'm', how },
    })
    const later = at('2026-11-16 13:10')
    const reminded = { ...paused, paused: paused.paused && { ...paused.paused, reminded: 1 } }
    const edited = after(reminded, change('edited'), later)
    expect([edited.paused, show(openRun(edited)?.due ?? null)]).toEqual([null, '2026-11-16 14:10'])
    expect(openRun(edited)?.heard).toEqual(later)
    const deleted = after(reminded, change('deleted'), later)
    expect([deleted.paused?.reminded, openRun(deleted)?.heard]).toEqual([1, null])
    const party = after(given(opened, claimed), {
      kind: 'pause',
      by: staff('andi'),
      reason: 'n',
      why: 'party',
    })
    expect(after(party, change('edited'), later).paused?.why).toBe('party')
  })

  it('ends by itself when the row does', () => {
    expect(after(paused, chosen('andi', 'selesai', { hasil: note('h') }))).toMatchObject({
      status: 'resolved',
      paused: null,
    })
  })

  it('is refused twice over, and its end without one', () => {
    expect(refusal(paused, { kind: 'pause', by: staff('andi'), reason: null })).toEqual({
      code: 'already-paused',
    })
    expect(refusal(given(opened), { kind: 'resume', by: staff('andi') })).toEqual({ code: 'not-paused' })
  })
})

describe('leaving the rows and coming back', () => {
  const moved = after(given(opened, claimed), {
    kind: 'exit',
    by: staff('andi'),
    exit: 'moved',
    reason: 'r',
    other: null,
  })

  it('ends the open run with the reason kept', () => {
    expect(moved).toMatchObject({ status: 'cancelled', exit: { kind: 'moved', reason: 'r' } })
    expect(openRun(moved)).toBeNull()
  })

  it('reopens at the first of the profile’s rows that ran', () => {
    const again = after(moved, { kind: 'reopen', by: staff('rina'), reason: 'r' })
    expect(openRun(again)).toMatchObject({ step: '2', run: 2, assignee: 'andi' })
    expect(refusal(again, { kind: 'reopen', by: staff('rina'), reason: 'r' })).toEqual({
      code: 'ticket-open',
    })
    expect(refusal(moved, { kind: 'reopen', by: staff('agus'), reason: 'r' })?.code).toBe('not-your-role')
  })

  it('is for those who tend the ticket, or whose it is', () => {
    const exit = { kind: 'exit', exit: 'withdrawn', reason: 'r', other: null } as const
    expect(refusal(given(opened), { ...exit, by: budi })).toBeNull()
    expect(refusal(given(opened), { ...exit, by: staff('nina') })?.code).toBe('not-your-role')
  })
})

describe('the office’s own limits', () => {
  it('hold for new runs, and null is never late', () => {
    const own: Rules = { ...rules, limits: { '1': '30 menit', '2': null } }
    const decision = decide(own, null, opened, start)
    const ticket = decision.ok ? fold(decision.events) : null
    expect(show(ticket && (openRun(ticket)?.due ?? null))).toBe('2026-11-16 09:30')
    const next = ticket && decide(own, ticket, claimed, later)
    const run = next?.ok ? openRun(fold(next.events, ticket) as Ticket) : null
    expect(run?.due).toBeNull()
    expect(run && isLate(run, at('2030-01-01 00:00'))).toBe(false)
  })
})
