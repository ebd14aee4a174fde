import { describe, expect, it } from 'vitest'
import { withEdits } from '../../../core/sla/edits.ts'
import { limitInForce, limitKey } from '../../../core/ticket/clocks.ts'
import type { Limits, Refusal, Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import { isLate, openRun, type Ticket } from '../../../core/ticket/ticket.ts'
import { at, jakarta, show } from '../../fixtures/calendars.ts'
import { budi, officeOf, opening } from '../../fixtures/desk.ts'

/** SOP 002 under an office that limits the first answer and the whole ticket. 16 November 2026 is a Monday. */
const office = officeOf('tik-banten')
const whole: Limits = { 'first-answer': '2 jam', ticket: '3 hari' }
const under = (limits: Limits, of = office): Rules => ({ ...of.rules, limits })
const helpDesk = office.as('help_desk')

type Did = [when: string, command: TicketCommand]

/** The ticket after what was done, each at its time of a day in November (`16 09:00`); a refusal is a mistake of the test. */
function given(did: readonly Did[], rules = under(whole), from: Ticket | null = null): Ticket {
  let ticket = from
  for (const [when, command] of did) {
    const decision = decide(rules, ticket, command, november(when))
    if (!decision.ok) throw new Error(`${command.kind}: ${JSON.stringify(decision.refusal)}`)
    ticket = fold(decision.events, ticket)
  }
  if (!ticket) throw new Error('nothing was given')
  return ticket
}

function refusal(
  ticket: Ticket,
  command: TicketCommand,
  when = '20 09:00',
  rules = under(whole),
): Refusal | null {
  const decision = decide(rules, ticket, command, november(when))
  return decision.ok ? null : decision.refusal
}

const november = (when: string) => at(`2026-11-${when}`)

/** `answer 09:00 → 11:00, ended 09:30`: each clock, without what is the same for all. */
function clocks({ clocks: all }: Ticket): string[] {
  const short = (date: Date) => show(date)?.slice(8) ?? ''
  return all.map(({ clock, started, due, ended }) =>
    [clock, short(started), '→', short(due), ...(ended ? ['ended', short(ended)] : [])].join(' '),
  )
}
const dueOf = (ticket: Ticket) => show(openRun(ticket)?.due ?? null)

const open: Did = ['16 09:00', opening(office)]
const claim: TicketCommand = { kind: 'claim', by: helpDesk }
const answer: TicketCommand = { kind: 'answer', by: helpDesk, note: 'a' }
const ask: TicketCommand = { kind: 'pause', by: helpDesk, reason: 'q' }
const party: TicketCommand = { kind: 'pause', by: helpDesk, reason: 'p', why: 'party' }
const goOn: TicketCommand = { kind: 'resume', by: helpDesk }
const message: TicketCommand = { kind: 'message', by: budi, note: 'm' }
const remind: TicketCommand = { kind: 'remind-requester' }
const giveUp: TicketCommand = { kind: 'give-up', note: 'n' }
const recompute: TicketCommand = { kind: 'recompute' }
const chosen = (command: string, inputs = {}, by = helpDesk): TicketCommand => ({
  ...{ kind: 'choose', by, choice: { command }, inputs },
})
const solve = chosen('selesai', { hasil: { note: 'h' } })
const withdrawn: TicketCommand = { kind: 'exit', by: budi, exit: 'withdrawn', reason: 'r', other: null }
const reopen: TicketCommand = { kind: 'reopen', by: helpDesk, reason: 'r' }
const closed: Did[] = [open, ['16 09:10', claim], ['16 09:20', solve], ['16 09:30', chosen('tutup')]]

describe('the office’s limits on the whole', () => {
  it('run from the opening: until the first answer, and until it is closed', () => {
    expect(clocks(given([open]))).toEqual(['answer 16 09:00 → 16 11:00', 'ticket 16 09:00 → 19 09:00'])
  })

  it('run from when it reached the desk, where it was written down later', () => {
    const received = november('13 15:30')
    const ticket = given([['16 09:00', opening(office, { by: 'help_desk', received })]])
    expect(clocks(ticket)).toEqual(['answer 13 15:30 → 16 08:30', 'ticket 13 15:30 → 18 15:30'])
  })

  it.each<[string, Limits, string[]]>([
    ['none is set', {}, []],
    ['none is meant to be', { 'first-answer': null, ticket: null }, []],
    ['one of them is', { ticket: '1 hari' }, ['ticket 16 09:00 → 17 09:00']],
    [
      'its category has another',
      { ...whole, 'jaringan/first-answer': '30 menit' },
      ['answer 16 09:00 → 16 09:30', 'ticket 16 09:00 → 19 09:00'],
    ],
    ['its category has none', { ...whole, 'jaringan/ticket': null }, ['answer 16 09:00 → 16 11:00']],
    ['another category has one', { 'email/ticket': '1 hari' }, []],
  ])('where %s', (_, limits, expected) => {
    expect(clocks(given([['16 09:00', opening(office, { category: 'jaringan' })]], under(limits)))).toEqual(
      expected,
    )
  })
})

describe('the first answer', () => {
  const ends = 'answer 16 09:00 → 16 11:00 ended 16 10:00'
  const runs = 'answer 16 09:00 → 16 11:00'

  it.each<[string, Did[]]>([
    ['/balas', [['16 10:00', answer]]],
    [
      'a solution',
      [
        ['16 09:10', claim],
        ['16 10:00', solve],
      ],
    ],
    ['a question to the requester', [['16 10:00', ask]]],
  ])('is given by %s', (_, did) => {
    const ticket = given([open, ...did])
    expect(clocks(ticket)[0]).toBe(ends)
    expect(ticket.answered).toEqual(november('16 10:00'))
  })

  it.each<[string, Did[]]>([
    ['a claim', [['16 10:00', claim]]],
    ['a note', [['16 10:00', { kind: 'note', by: helpDesk, note: 'n' }]]],
    ['an escalation', [['16 10:00', chosen('eskalasi', { alasan: { note: 'a' } })]]],
    ['a pause without a question', [['16 10:00', { kind: 'pause', by: helpDesk, reason: null }]]],
    ['a wait for an outside party', [['16 10:00', party]]],
    ['the requester', [['16 10:00', message]]],
  ])('is not given by %s', (_, did) => {
    const ticket = given([open, ...did])
    expect(clocks(ticket)[0]).toBe(runs)
    expect(ticket.answered).toBeNull()
  })

  it('is not given by an incomplete complaint, whose clock stands', () => {
    const ticket = given([['16 09:00', opening(office, { complete: false })]])
    expect([ticket.answered, ticket.paused?.why]).toEqual([null, 'incomplete'])
  })

  it('counts once: what is answered later changes nothing of it', () => {
    const ticket = given([open, ['16 10:00', answer], ['16 10:30', claim], ['16 13:00', solve]])
    expect(clocks(ticket)[0]).toBe(ends)
    expect(ticket.answered).toEqual(november('16 10:00'))
  })

  it('is never owed again, also when the ticket is reopened before there was one', () => {
    const left: TicketCommand = { kind: 'exit', by: helpDesk, exit: 'moved', reason: 'r', other: null }
    const ticket = given([open, ['16 10:00', left], ['16 13:00', reopen]])
    expect(clocks(ticket)).toEqual([
      ends,
      'ticket 16 09:00 → 19 09:00 ended 16 10:00',
      'ticket 16 13:00 → 19 13:00',
    ])
  })
})

describe('reopening', () => {
  it('starts the clock of the whole ticket anew and leaves the old one as it ended', () => {
    const ticket = given([...closed, ['18 10:00', reopen]])
    expect(clocks(ticket)).toEqual([
      'answer 16 09:00 → 16 11:00 ended 16 09:20',
      'ticket 16 09:00 → 19 09:00 ended 16 09:30',
      'ticket 18 10:00 → 23 10:00',
    ])
    expect(clocks(given([['18 11:00', recompute]], edited(['2026-11-19']), ticket))).toEqual([
      'answer 16 09:00 → 16 11:00 ended 16 09:20',
      'ticket 16 09:00 → 19 09:00 ended 16 09:30',
      'ticket 18 10:00 → 24 10:00',
    ])
  })

  it('has the limit of the category it is in by then', () => {
    const limits = { ...whole, 'email/ticket': '1 hari' }
    const moved: TicketCommand = { kind: 'reclassify', by: helpDesk, category: 'email' }
    const ticket = given([open, ['16 09:05', moved], ...closed.slice(1), ['18 10:00', reopen]], under(limits))
    expect(clocks(ticket)).toEqual([
      'answer 16 09:00 → 16 11:00 ended 16 09:20',
      'ticket 16 09:00 → 19 09:00 ended 16 09:30',
      'ticket 18 10:00 → 19 10:00',
    ])
  })
})

describe('a pause', () => {
  it('for the requester is ended by the requester’s message, and pushes every clock that runs', () => {
    const paused = given([open, ['16 09:30', { kind: 'pause', by: helpDesk, reason: null }]])
    const ticket = given([['16 13:30', message]], under(whole), paused)
    expect(ticket).toMatchObject({ status: 'new', paused: null })
    // 09.30 to 13.30 holds the rest from 12.00 to 13.00: three working hours.
    expect(clocks(ticket)).toEqual(['answer 16 09:00 → 16 15:00', 'ticket 16 09:00 → 19 12:00'])
    expect([dueOf(ticket), show(openRun(ticket)?.clockFrom ?? null)]).toEqual([
      '2026-11-16 14:00',
      '2026-11-16 12:00',
    ])
    expect(ticket.clocks.map(({ clockFrom }) => show(clockFrom))).toEqual(Array(2).fill('2026-11-16 12:00'))
    expect(ticket.pauses).toEqual([
      { from: november('16 09:30'), to: november('16 13:30'), why: 'requester' },
    ])
  })

  it('for an outside party is not', () => {
    const paused = given([open, ['16 09:30', party], ['16 10:00', message]])
    expect(paused).toMatchObject({ status: 'pending', paused: { why: 'party', heard: november('16 10:00') } })
    expect(dueOf(given([['16 11:00', goOn]], under(whole), paused))).toBe('2026-11-16 11:30')
  })

  it('for what the complaint lacks ends with completion and nothing else', () => {
    const lacking = given([
      ['16 09:00', opening(office, { complete: false })],
      ['16 10:00', message],
    ])
    expect(lacking).toMatchObject({ status: 'pending', paused: { why: 'incomplete' } })
    expect(refusal(lacking, goOn)).toEqual({ code: 'incomplete' })
    const ticket = given([['16 11:00', { kind: 'complete', by: budi }]], under(whole), lacking)
    expect(clocks(ticket)).toEqual(['answer 16 09:00 → 16 14:00', 'ticket 16 09:00 → 19 11:00'])
  })

  it('ends with its row, whatever it was for, so that the next row’s clock is not pushed by it', () => {
    const other = officeOf('domain-helpdesk')
    const rules = under({ '4': '40 menit', ticket: '2 hari' }, other)
    const told = chosen('selesai', { jawaban: { note: 'j' } })
    const ticket = given(
      [
        ['16 09:00', opening(other)],
        ['16 09:10', claim],
        ['16 09:20', told],
        ['16 09:30', party],
        ['16 10:30', message],
      ],
      rules,
    )
    expect(ticket).toMatchObject({ status: 'in_progress', paused: null })
    expect([openRun(ticket)?.step, dueOf(ticket)]).toEqual(['4', '2026-11-16 11:10'])
    expect(clocks(ticket)).toEqual(['ticket 16 09:00 → 18 10:00'])
    expect(refusal(ticket, recompute, '16 10:40', rules)).toEqual({ code: 'no-change' })
  })
})

describe('a limit in force', () => {
  const limits: Limits = {
    '1': '30 menit',
    'email/1': '15 menit',
    'server/1': null,
    '2': null,
    'email/2': '3 jam',
  }

  it.each([
    ['1', 'email', '15 menit'],
    ['1', 'jaringan', '30 menit'],
    ['1', null, '30 menit'],
    ['1', 'server', null],
    ['2', 'jaringan', null],
    ['2', 'email', '3 jam'],
    ['3', 'email', 'as in the SOP'],
  ])('of row %s for %s is %s', (row, category, expected) => {
    expect(limitInForce(limits, row, 'as in the SOP', category)).toBe(expected)
  })

  it('is that of the category before that of the row, in which a ticket runs', () => {
    const due = (category: string) =>
      dueOf(given([['16 09:00', opening(office, { category })]], under(limits)))
    expect(['email', 'jaringan', 'server'].map(due)).toEqual(['2026-11-16 09:15', '2026-11-16 09:30', null])
    expect(limitKey('1', 'email')).toBe('email/1')
  })

  it('holds for what begins: another category changes nothing of the row that runs', () => {
    const moved: TicketCommand = { kind: 'reclassify', by: helpDesk, category: 'email' }
    const ticket = given([open, ['16 09:10', moved]], under(limits))
    expect(dueOf(ticket)).toBe('2026-11-16 09:30')
    expect(dueOf(given([['16 09:20', claim]], under(limits), ticket))).toBe('2026-11-16 13:20')
  })
})

/** The office’s calendar after these days became holidays. */
function edited(dates: readonly string[]): Rules {
  const day = { kind: 'office' as const, name: 'libur kantor', windows: [] }
  const made = { service: '*', decree: null, by: null, at: november('16 09:00') }
  const edits = dates.map((date) => ({ ...made, layer: 'day' as const, date, day }))
  return { ...under(whole), calendar: withEdits(jakarta, office.profile.id, edits) }
}
describe('recomputing', () => {
  const claimed = given([open, ['16 15:00', claim]])

  it('moves the due times of what runs, and nothing that ended', () => {
    const rules = edited(['2026-11-17', '2026-11-18'])
    const ticket = given([['16 15:30', recompute]], rules, claimed)
    expect(ticket.runs.map(({ step, due }) => [step, show(due)])).toEqual([
      ['1', '2026-11-16 10:00'],
      ['2', '2026-11-19 08:30'],
    ])
    expect(clocks(ticket)).toEqual(['answer 16 09:00 → 16 11:00', 'ticket 16 09:00 → 23 09:00'])
    expect(refusal(ticket, recompute, '16 15:40', rules)).toEqual({ code: 'no-change' })
    expect(clocks(given([['16 15:50', recompute]], under(whole), ticket))).toEqual(clocks(claimed))
  })

  it('is refused where nothing changes, and of a closed ticket', () => {
    expect(refusal(claimed, recompute)).toEqual({ code: 'no-change' })
    expect(refusal(claimed, recompute, '20 09:00', edited(['2026-11-25']))).toEqual({ code: 'no-change' })
    expect(refusal(given(closed), recompute, '20 09:00', edited(['2026-11-17']))).toEqual({
      code: 'ticket-closed',
    })
  })

  it('lets a pause that lasts push later, by the hours that were worked then', () => {
    const rules = edited(['2026-11-17'])
    const waiting = given([['16 15:30', party]], under(whole), claimed)
    const paused = given([['17 08:00', recompute]], rules, waiting)
    expect([dueOf(paused), paused.paused?.why]).toEqual(['2026-11-18 08:30', 'party'])
    expect(dueOf(given([['18 08:00', goOn]], rules, paused))).toBe('2026-11-18 09:30')
  })
})

describe('a requester who owes something', () => {
  const asked = given([open, ['16 09:30', ask]])
  const reminded = given(
    [
      ['17 09:30', remind],
      ['18 09:30', remind],
    ],
    under(whole),
    asked,
  )

  it('is reminded as often as the SOP has it, and then given up', () => {
    expect(reminded.paused).toMatchObject({ reminded: 2, heard: november('18 09:30') })
    expect(refusal(reminded, remind)).toEqual({ code: 'no-change' })
    const ticket = given([['20 09:30', giveUp]], under(whole), reminded)
    expect(ticket).toMatchObject({
      ...{ status: 'cancelled', paused: null, closed: november('20 09:30') },
      exit: { kind: 'no_reply', reason: 'n', other: null },
    })
    expect(refusal(ticket, giveUp)).toEqual({ code: 'ticket-closed' })
    expect(refusal(ticket, remind)).toEqual({ code: 'ticket-closed' })
  })

  it('is not given up before that', () => {
    expect(refusal(asked, giveUp)).toEqual({ code: 'not-silent' })
    expect(refusal(given([['17 09:30', remind]], under(whole), asked), giveUp)).toEqual({
      code: 'not-silent',
    })
  })

  it('who lacks something still is reminded anew after each message', () => {
    const lacking = given([
      ['16 09:00', opening(office, { complete: false })],
      ['17 09:00', remind],
      ['18 09:00', remind],
      ['18 10:00', message],
    ])
    expect(lacking.paused).toMatchObject({ why: 'incomplete', reminded: 0, heard: november('18 10:00') })
    expect(refusal(lacking, giveUp)).toEqual({ code: 'not-silent' })
    expect(refusal(lacking, remind)).toBeNull()
  })

  it.each<[string, Ticket, Rules?]>([
    ['nothing is waited for', given([open])],
    ['an outside party is', given([open, ['16 09:30', party]])],
    [
      'an officer wrote it down, so that nobody can be reached',
      given([
        ['16 09:00', opening(office, { by: 'help_desk' })],
        ['16 09:30', ask],
      ]),
    ],
    [
      'the SOP does not remind',
      asked,
      { ...under(whole), profile: { ...office.profile, waiting: undefined } },
    ],
  ])('is not reminded where %s, nor given up', (_, ticket, rules = under(whole)) => {
    expect(refusal(ticket, remind, '20 09:00', rules)).toEqual({ code: 'not-silent' })
    expect(refusal(ticket, giveUp, '20 09:00', rules)).toEqual({ code: 'not-silent' })
  })
})

describe('a clock that stands to the end', () => {
  const late = ({ runs, clocks: all }: Ticket) => [
    ...runs.map((run) => isLate(run, november('30 09:00'))),
    ...all.map((clock) => isLate(clock, november('30 09:00'))),
  ]

  it('is not late, when who was waited for never answered', () => {
    const waited: Did[] = [
      ['16 09:30', ask],
      ['17 09:30', remind],
      ['18 09:30', remind],
      ['20 09:30', giveUp],
    ]
    expect(late(given([open, ...waited]))).toEqual([false, false, false])
  })

  it('is not late, when the complaint was taken back meanwhile', () => {
    expect(late(given([open, ['16 09:30', party], ['18 09:30', withdrawn]]))).toEqual([false, false, false])
  })

  it('is not late, when the first answer was given during a wait for an outside party', () => {
    const ticket = given([open, ['16 09:30', party], ['17 09:30', answer]])
    expect(clocks(ticket)[0]).toBe('answer 16 09:00 → 16 11:00 ended 16 09:30')
    expect(ticket.answered).toEqual(november('17 09:30'))
    expect(isLate(ticket.clocks[0]!, november('30 09:00'))).toBe(false)
  })

  it('stays late, when it was before it stood', () => {
    const ticket = given([open, ['16 11:30', party], ['17 09:30', answer], ['18 09:30', goOn]])
    expect(isLate(ticket.clocks[0]!, november('30 09:00'))).toBe(true)
    expect(late(given([open, ['16 11:30', ask], ['18 09:30', withdrawn]]))).toEqual([true, true, false])
  })
})

describe('satisfaction', () => {
  const done = given(closed)
  const rate = (score: 1 | 2 | 3 | 4, by = budi): TicketCommand => ({ kind: 'rate', by, score })

  it('is told once by the requester of a ticket that the SOP closed', () => {
    const rated = given([['17 09:00', rate(2)]], under(whole), done)
    expect(rated.rating).toEqual({ score: 2, at: november('17 09:00') })
    expect(refusal(rated, rate(4))).toEqual({ code: 'already-said' })
  })

  it('is told again after the ticket was reopened and closed again', () => {
    const again = given(
      [
        ['17 09:00', rate(1)],
        ['17 10:00', reopen],
        ['17 10:10', solve],
        ['17 10:20', chosen('tutup')],
      ],
      under(whole),
      done,
    )
    expect(again.rating).toBeNull()
    expect(given([['17 11:00', rate(4)]], under(whole), again).rating?.score).toBe(4)
  })

  it('is nobody else’s, and not of a ticket that is open or left the rows', () => {
    expect(refusal(done, rate(4, { kind: 'requester', person: 'siti' }))).toEqual({ code: 'not-your-ticket' })
    expect(refusal(done, rate(4, helpDesk))).toEqual({ code: 'not-your-ticket' })
    expect(refusal(given([open]), rate(4))).toEqual({ code: 'not-closed' })
    expect(refusal(given([open, ['16 09:30', withdrawn]]), rate(4))).toEqual({ code: 'not-closed' })
  })
})

describe('a wish to be reminded', () => {
  const rina = { ...office.as('help_desk'), person: 'rina' }
  const recall = (when: string, note: string, by = helpDesk): TicketCommand => ({
    ...{ kind: 'recall', by, when: november(when), note },
  })
  const wished = given([
    open,
    ['16 09:10', recall('17 09:00', 'n1')],
    ['16 09:20', recall('18 09:00', 'n2', rina)],
  ])

  it('is kept for each of the staff, the last one of a person', () => {
    expect(wished.recalls).toEqual([
      { person: 'help_desk', when: november('17 09:00'), note: 'n1' },
      { person: 'rina', when: november('18 09:00'), note: 'n2' },
    ])
    expect(given([['16 10:00', recall('19 09:00', 'n3')]], under(whole), wished).recalls).toEqual([
      { person: 'rina', when: november('18 09:00'), note: 'n2' },
      { person: 'help_desk', when: november('19 09:00'), note: 'n3' },
    ])
  })

  it('is over once it was given, and for everybody once the ticket ends', () => {
    const gave: TicketCommand = { kind: 'give-recall', to: 'help_desk' }
    expect(given([['17 09:00', gave]], under(whole), wished).recalls.map(({ person }) => person)).toEqual([
      'rina',
    ])
    const ended = given([['16 10:00', withdrawn]], under(whole), wished)
    expect(ended.recalls).toEqual([])
    expect(refusal(ended, gave)).toEqual({ code: 'ticket-closed' })
    expect(refusal(ended, recall('19 09:00', 'n'))).toEqual({ code: 'ticket-closed' })
    expect(
      given([...closed.slice(0, 2), ['16 09:15', recall('17 09:00', 'n')], ...closed.slice(2)]).recalls,
    ).toEqual([])
  })

  it('is for staff, also of another role, and touches no clock', () => {
    expect(refusal(wished, { ...recall('17 09:00', 'n'), by: budi } as TicketCommand)).toEqual({
      code: 'not-staff',
    })
    expect(refusal(wished, recall('17 09:00', 'n', { kind: 'staff', person: 'x', roles: [] }))).toEqual({
      code: 'not-staff',
    })
    expect(refusal(wished, recall('17 09:00', 'n', office.as('teknisi jaringan')))).toBeNull()
    expect(clocks(wished)).toEqual(clocks(given([open])))
    expect(dueOf(wished)).toBe(dueOf(given([open])))
  })
})
