import { describe, expect, it } from 'vitest'
import { silenceEndsAt, silenceWarnedAt } from '../../../core/sla/silence.ts'
import type { TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { openRun, type Inputs, type Ticket } from '../../../core/ticket/ticket.ts'
import { at, jakarta, show } from '../../fixtures/calendars.ts'
import { budi, officeOf, opening, valueFor, type Office } from '../../fixtures/desk.ts'

/** What may happen to a ticket beside its way along the rows: completion, recording, secrecy, links, outages, silence. */

const monday = at('2026-11-16 09:00')
const tenLater = at('2026-11-16 09:10')
const elevenOClock = at('2026-11-16 11:00')

function choose(office: Office, person: string, outcome: string, inputs?: Inputs): TicketCommand {
  const all = office.profile.steps.flatMap((step) => step.outcomes)
  const needs = all.find(({ id }) => id === outcome)?.needs ?? []
  const given = inputs ?? Object.fromEntries(needs.map((id) => [id, valueFor(office, id)]))
  return { kind: 'choose', by: office.as(person), choice: { outcome }, inputs: given }
}

const runsOf = (ticket: Ticket) =>
  ticket.runs.map((run) => [run.step, show(run.started), show(run.ended), show(run.due)])

describe('an incomplete complaint (SOP 002: tidak bisa ditindaklanjuti)', () => {
  const office = officeOf('tik-banten')
  const incomplete = office.after(null, opening(office, { complete: false }), monday)

  it('waits with its clock, and no row goes on', () => {
    expect([incomplete.status, incomplete.paused?.why]).toEqual(['pending', 'incomplete'])
    const helpDesk = office.as('help_desk')
    expect(office.refusal(incomplete, { kind: 'claim', by: helpDesk }, monday)).toEqual({
      code: 'incomplete',
    })
    expect(office.refusal(incomplete, choose(office, 'help_desk', 'eskalasi'), monday)).toEqual({
      code: 'incomplete',
    })
    expect(office.refusal(incomplete, { kind: 'resume', by: helpDesk }, monday)).toEqual({
      code: 'incomplete',
    })
  })

  it('is not made actionable by any message', () => {
    const heard = office.after(incomplete, { kind: 'message', by: budi, note: 'm' }, tenLater)
    expect(heard.paused?.why).toBe('incomplete')
  })

  it.each([
    ['the requester', budi],
    ['staff', office.as('teknisi jaringan')],
  ])('is completed by %s, and its hour begins to run', (_who, by) => {
    const done = office.after(incomplete, { kind: 'complete', by }, elevenOClock)
    expect([done.complete, done.status, done.paused]).toEqual([true, 'new', null])
    // 09.00 to 11.00 was not its time; one hour from 11.00.
    expect(show(openRun(done)?.due ?? null)).toBe('2026-11-16 12:00')
    expect(office.refusal(done, { kind: 'claim', by: office.as('help_desk') }, elevenOClock)).toBeNull()
  })

  it('is completed by nobody else', () => {
    const stranger = { kind: 'requester' as const, person: 'siti' }
    expect(office.refusal(incomplete, { kind: 'complete', by: stranger }, tenLater)).toEqual({
      code: 'not-staff',
    })
  })
})

describe('a laporan awal (SOP 003 row 1)', () => {
  const office = officeOf('jaringan-kumham')
  const early = office.after(null, opening(office, { complete: false }), monday)

  it('becomes a complaint when staff record the letter: number, date and a copy', () => {
    const recorded = office.after(early, choose(office, 'pelaksana', 'catat_surat'), tenLater)
    expect([recorded.complete, openRun(recorded)?.step, recorded.paused]).toEqual([true, '2', null])
    expect(recorded.runs[0]?.inputs).toEqual({
      nomor_surat: { note: 'note of nomor_surat' },
      tanggal_surat: { date: '2026-11-13' },
      foto_surat: { evidence: 'note of foto_surat', files: 1, photos: 1 },
    })
  })

  it('passes row 1 when its requester completes it', () => {
    const completed = office.after(early, { kind: 'complete', by: budi }, tenLater)
    expect(openRun(completed)?.step).toBe('2')
  })
})

describe('a complaint recorded later than it came', () => {
  const office = officeOf('domain-registrar')
  const came = at('2026-11-16 08:00')
  const recorded = office.after(
    null,
    opening(office, { by: 'tim_layanan_domain', channel: 'email', received: came, requester: 'tamu' }),
    at('2026-11-16 08:30'),
  )

  it('has its clocks start when it came, and both times', () => {
    expect(runsOf(recorded)).toEqual([
      ['1', '2026-11-16 08:00', '2026-11-16 08:00', null],
      ['2', '2026-11-16 08:00', null, '2026-11-16 08:10'],
    ])
    expect([show(recorded.received), show(recorded.opened), recorded.recordedBy, recorded.channel]).toEqual([
      '2026-11-16 08:00',
      '2026-11-16 08:30',
      'tim_layanan_domain',
      'email',
    ])
  })

  it('wants to know how its answer was given', () => {
    const tim = 'tim_layanan_domain'
    const atRow5 = ['dicek', 'tanpa_pandi'].reduce(
      (ticket, outcome) => office.after(ticket, choose(office, tim, outcome), monday),
      recorded,
    )
    const answer = { jawaban: { note: 'j' } }
    expect(office.refusal(atRow5, choose(office, tim, 'jawab', answer), monday)).toEqual({
      code: 'missing-input',
      input: 'via',
      outcome: 'jawab',
    })
    const told = office.after(
      atRow5,
      choose(office, tim, 'jawab', { ...answer, via: { choice: 'email' } }),
      monday,
    )
    expect(told.runs.find((run) => run.step === '5')?.inputs['via']).toEqual({ choice: 'email' })
  })
})

describe('an outside party (SOP 001 row 4)', () => {
  it('has its own clock, from the handing over to the recorded answer', () => {
    const office = officeOf('domain-registrar')
    const tim = 'tim_layanan_domain'
    const opened = office.after(null, opening(office), monday)
    const checked = office.after(opened, choose(office, tim, 'dicek'), tenLater)
    const handed = office.after(checked, choose(office, tim, 'perlu_pandi'), at('2026-11-16 09:20'))
    expect(office.refusal(handed, { kind: 'claim', by: office.as(tim) }, monday)).toMatchObject({
      code: 'not-your-role',
    })
    const answered = office.after(handed, choose(office, tim, 'dijawab'), at('2026-11-16 09:40'))
    expect(runsOf(answered).slice(2)).toEqual([
      ['3', '2026-11-16 09:10', '2026-11-16 09:20', '2026-11-16 09:25'],
      ['4', '2026-11-16 09:20', '2026-11-16 09:40', '2026-11-16 09:50'],
      ['5', '2026-11-16 09:40', null, '2026-11-16 09:55'],
    ])
    expect(handed.runs[2]?.inputs).toMatchObject({ permintaan_pandi: { note: 'note of permintaan_pandi' } })
  })
})

describe('disposisi', () => {
  it('sets kecepatan and keamanan of the ticket, and leaves them where it says nothing', () => {
    const office = officeOf('tik-banten')
    const opened = office.after(null, opening(office), monday)
    const atRow4 = ['eskalasi', 'teruskan'].reduce(
      (ticket, outcome) => office.after(ticket, choose(office, 'help_desk', outcome), monday),
      opened,
    )
    const petugas = { staff: 'teknisi jaringan' }
    const given = {
      petugas,
      instruksi: { note: 'i' },
      kecepatan: { choice: 'critical' },
      keamanan: { choice: 'secret' },
    }
    const urgent = office.after(atRow4, choose(office, 'kepala_unit jaringan', 'disposisi', given), monday)
    expect([urgent.priority, urgent.secrecy]).toEqual(['critical', 'secret'])
    const brief = { petugas, instruksi: { note: 'i' } }
    const plain = office.after(atRow4, choose(office, 'kepala_unit jaringan', 'disposisi', brief), monday)
    expect([plain.priority, plain.secrecy]).toEqual(['normal', 'normal'])
  })
})

describe('climbing (SOP 002 row 6)', () => {
  it('keeps each level with its reason, and comes back by one tap of approval', () => {
    const office = officeOf('tik-banten')
    const steps: [string, string][] = [
      ['help_desk', 'eskalasi'],
      ['help_desk', 'teruskan'],
      ['kepala_unit jaringan', 'disposisi'],
    ]
    const row5 = steps.reduce(
      (ticket, [person, outcome]) => office.after(ticket, choose(office, person, outcome), monday),
      office.after(null, opening(office), monday),
    )
    const stuck = choose(office, 'teknisi jaringan', 'eskalasi', { laporan: { note: 'l' } })
    const row6 = office.after(row5, stuck, monday)
    const command = choose(office, 'pejabat_terkait', 'teruskan', { alasan: { note: 'a' } })
    const climbed = office.after(row6, command, tenLater)
    expect(openRun(climbed)?.climbs).toEqual([
      {
        at: tenLater,
        by: 'pejabat_terkait',
        from: 'pejabat_terkait',
        to: 'kepala_dinas',
        outcome: 'teruskan',
        inputs: { alasan: { note: 'a' } },
      },
    ])
    const approved = office.after(climbed, choose(office, 'kepala_dinas', 'setujui'), elevenOClock)
    expect([openRun(approved)?.step, openRun(approved)?.run, approved.runs.at(-2)?.outcome]).toEqual([
      '4',
      2,
      'setujui',
    ])
  })
})

describe('one permasalahan, many gangguan (SOP 004)', () => {
  const office = officeOf('lpse-tidung')
  const classified = (id: string, klasifikasi: string) =>
    [
      choose(office, 'helpdesk', 'terima'),
      choose(office, 'helpdesk', 'klasifikasi', { klasifikasi: { choice: klasifikasi } }),
    ].reduce(
      (ticket, command) => office.after(ticket, command, monday),
      office.after(null, opening(office, { id }), monday),
    )
  const link = (to: Ticket): TicketCommand => ({ kind: 'link', by: office.as('helpdesk'), to })
  const cause = classified('1050', 'permasalahan')

  it('links a gangguan to a permasalahan', () => {
    expect(office.after(classified('1042', 'gangguan'), link(cause), monday).linkedTo).toBe('1050')
  })

  it.each([
    ['a permintaan', classified('1042', 'permintaan'), cause],
    ['what is not classified yet', office.after(null, opening(office), monday), cause],
    ['to a gangguan', classified('1042', 'gangguan'), classified('1051', 'gangguan')],
    ['to itself', cause, cause],
    ['to a link', classified('1042', 'gangguan'), { ...cause, linkedTo: '1000' }],
    ['to what is closed', classified('1042', 'gangguan'), { ...cause, status: 'closed' as const }],
    ['to another service', classified('1042', 'gangguan'), { ...cause, service: 'tik-banten' }],
  ])('refuses %s', (_what, ticket, to) => {
    expect(office.refusal(ticket, link(to), monday)).toEqual({ code: 'cannot-link' })
  })
})

describe('an announced trouble', () => {
  const office = officeOf('tik-banten')
  const opened = office.after(null, opening(office), monday)
  const helpDesk = office.as('help_desk')
  const siti = { kind: 'requester' as const, person: 'siti' }
  const announced = office.after(opened, { kind: 'announce', by: helpDesk, note: 'g' }, monday)

  it('takes those who have it too, each once, until it ends', () => {
    const joined = office.after(announced, { kind: 'join', by: siti, note: 'n' }, tenLater)
    expect(joined.followers).toEqual([{ person: 'siti', at: tenLater, note: 'n' }])
    expect(office.refusal(joined, { kind: 'join', by: siti, note: null }, tenLater)).toEqual({
      code: 'no-change',
    })
    const ended = office.after(joined, { kind: 'end-announcement', by: helpDesk }, elevenOClock)
    expect(office.refusal(ended, { kind: 'join', by: budi, note: null }, tenLater)).toEqual({
      code: 'not-announced',
    })
  })
})

describe('the phone number', () => {
  it('is shown to whoever has the ticket, and that is kept', () => {
    const office = officeOf('tik-banten')
    const opened = office.after(null, opening(office), monday)
    const show: TicketCommand = { kind: 'show-phone', by: office.as('help_desk') }
    expect(office.refusal(opened, show, monday)).toEqual({ code: 'only-assignee' })
    const claimed = office.after(opened, { kind: 'claim', by: office.as('help_desk') }, monday)
    const decision = decide(office.rules, claimed, show, tenLater)
    expect(decision).toEqual({ ok: true, events: [{ kind: 'phone-shown', at: tenLater, by: 'help_desk' }] })
  })
})

describe('silence (SOP 000 row 9: closed when there is no further question)', () => {
  const office = officeOf('domain-helpdesk')
  const silence = { warn: '2 hari', end: '3 hari' }
  const answered = [choose(office, 'help_desk', 'ambil'), choose(office, 'help_desk', 'tanggapi')].reduce(
    (ticket, command) => office.after(ticket, command, monday),
    office.after(null, opening(office), monday),
  )

  it('is warned of after two working days, and ends the row on the third', () => {
    const warned = silenceWarnedAt(jakarta, monday, silence)
    expect(show(warned)).toBe('2026-11-18 09:00')
    expect(show(silenceEndsAt(jakarta, monday, warned, silence))).toBe('2026-11-19 09:00')
  })

  it('leaves as much time after a warning that came late', () => {
    const late = at('2026-11-20 13:00')
    expect(show(silenceEndsAt(jakarta, monday, late, silence))).toBe('2026-11-23 11:30')
  })

  it('never ends a row unwarned', () => {
    expect(office.refusal(answered, { kind: 'end-silence', note: 's' }, monday)).toEqual({
      code: 'not-silent',
    })
    const warned = office.after(answered, { kind: 'warn-silence' }, tenLater)
    expect(office.refusal(warned, { kind: 'warn-silence' }, tenLater)).toEqual({ code: 'not-silent' })
    const ended = office.after(warned, { kind: 'end-silence', note: 's' }, elevenOClock)
    expect([openRun(ended)?.step, ended.runs.at(-2)?.inputs]).toEqual(['8', { alasan: { note: 's' } }])
  })

  it('is broken by a message, which asks again', () => {
    const warned = office.after(answered, { kind: 'warn-silence' }, tenLater)
    const heard = office.after(warned, { kind: 'message', by: budi, note: 'm' }, elevenOClock)
    expect([openRun(heard)?.step, openRun(heard)?.warned]).toEqual(['4', null])
  })

  it('is broken by an edit of a message as well, and not by deleting one', () => {
    const warned = office.after(answered, { kind: 'warn-silence' }, tenLater)
    const change = { kind: 'change-message' as const, by: budi, note: 'm' }
    const edited = office.after(warned, { ...change, how: 'edited' }, elevenOClock)
    expect([openRun(edited)?.step, openRun(edited)?.warned]).toEqual(['4', null])
    const deleted = office.after(warned, { ...change, how: 'deleted' }, elevenOClock)
    expect(openRun(deleted)?.warned).toEqual(tenLater)
  })

  it('is not held against somebody who cannot be told', () => {
    expect(
      office.refusal({ ...answered, recordedBy: 'help_desk' }, { kind: 'warn-silence' }, monday),
    ).toEqual({
      code: 'not-silent',
    })
  })
})

describe('a letter number', () => {
  it('is recorded for a paper of the SOP, also after the ticket was closed', () => {
    const office = officeOf('tik-banten')
    const opened = office.after(null, opening(office), monday)
    const paper = office.profile.papers[0]?.id ?? ''
    const by = office.as('help_desk')
    const number: TicketCommand = {
      kind: 'number',
      by,
      paper,
      letter: '005/12-Diskominfo/2026',
      agenda: '88',
    }
    const closed = office.after(opened, { kind: 'exit', by, exit: 'spam', reason: 'r', other: null }, monday)
    expect(office.after(closed, number, tenLater).numbers).toEqual({
      [paper]: { letter: '005/12-Diskominfo/2026', agenda: '88' },
    })
    expect(office.refusal(opened, { ...number, paper: 'x' }, tenLater)).toEqual({ code: 'unknown-paper' })
  })
})
