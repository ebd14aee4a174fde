import type { Message } from '../app/message.ts'
import type { OutboxItem, TicketFile } from '../app/ports.ts'
import type { Service } from '../app/desk.ts'
import { isOpen, nextOpening } from '../sla/calendar.ts'
import { stepOf, type Profile } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import type { Words } from '../text/words.ts'
import { openRun, type Ticket, type TicketEvent, type TicketEventOf } from '../ticket/ticket.ts'
import { rowButtons } from './card.ts'
import { factsOf, missingFields, roleTitle } from './facts.ts'

export type NoticeContext = {
  words: Words
  service: Service
  /** The profile the ticket runs under, which may be older than the service's. */
  profile: Profile
  file: TicketFile
  names: ReadonlyMap<string, string>
  notes: ReadonlyMap<string, { text: string; evidence: TicketFile['evidence'] }>
  /** Who may act in a role: told when it is their turn. */
  holdersOf: (role: string, unit: string | null) => string[]
  now: Date
}

/** Who hears what of these events. `file` is the ticket after them. */
export function notices(context: NoticeContext, events: readonly TicketEvent[]): OutboxItem[] {
  const { file, service } = context
  const card: OutboxItem = { kind: 'card', service: service.id, ticket: file.ticket.id }
  return [
    card,
    ...events.flatMap((event) => [
      ...forRequester(context, event, events),
      ...forStaff(context, event, events),
    ]),
  ]
}

function forRequester(c: NoticeContext, event: TicketEvent, all: readonly TicketEvent[]): OutboxItem[] {
  const w = c.words.requester
  const { number } = c.file.ticket
  const noteText = (id: string | null) => (id === null ? null : (c.notes.get(id)?.text ?? null))
  switch (event.kind) {
    case 'submitted':
      return tell(c, openedText(c))
    case 'step-started':
      return stepOf(c.profile, event.step).asksConfirmation && isOpenRun(c.file.ticket, event)
        ? [toRequester(c, askSolved(c))]
        : []
    case 'outcome-chosen':
      return tell(c, outcomeText(c, event))
    case 'paused':
      return tell(c, w.waiting(number, noteText(event.reason)))
    case 'resumed':
      return all.some((e) => e.kind === 'message-from-requester' || e.kind === 'outcome-chosen')
        ? []
        : tell(c, w.resumed(number))
    case 'answered': {
      const attachments = c.notes.get(event.note)?.evidence.map(({ what, file }) => ({ what, file }))
      return [toRequester(c, { text: w.answer(number, noteText(event.note) ?? ''), attachments })]
    }
    case 'confirmed':
      return c.file.ticket.closed ? [] : tell(c, w.confirmed(number))
    case 'disputed':
      return tell(c, w.disputed(number))
    case 'closed':
      return tell(c, w.closed(number))
    case 'exited':
      return tell(c, w.exited[event.exit](number, noteText(event.reason) ?? ''))
    case 'reopened':
      return tell(c, w.reopened(number))
    default:
      return []
  }
}

function forStaff(c: NoticeContext, event: TicketEvent, all: readonly TicketEvent[]): OutboxItem[] {
  const w = c.words.staff
  const { ticket } = c.file
  const { number } = ticket
  const open = openRun(ticket)
  const row = open ? stepOf(c.profile, open.step).row : ''
  switch (event.kind) {
    case 'submitted':
      return c.file.evidence.length > 0
        ? [
            toGroup(c, {
              text: w.evidenceOf(number),
              attachments: c.file.evidence.map(({ what, file }) => ({ what, file })),
              silent: true,
            }),
          ]
        : []
    case 'step-started':
      return isOpenRun(ticket, event) ? yourTurn(c, event, all) : []
    case 'climbed':
      return callTurn(c, c.holdersOf(event.holder, open?.unit ?? null), event.by, inputLines(c, event))
    case 'assigned':
      return callTurn(c, [event.to], event.by, [])
    case 'message-from-requester':
      return [fromRequester(c, event)]
    case 'confirmed':
      return ticket.closed
        ? []
        : [
            {
              ...toGroup(c, { text: w.confirmed(number), buttons: rowButtons(c.words, c.profile, ticket) }),
              calls: open?.assignee ? [open.assignee] : [],
            },
          ]
    case 'disputed':
      return toGroupCalling(c, w.disputed(number, row), open?.assignee ? [open.assignee] : [])
    case 'released':
      return toGroupCalling(c, w.released(number, c.names.get(event.by ?? '') ?? ''), [])
    case 'reopened': {
      const text = [w.reopened(number, row), w.reason(c.notes.get(event.reason)?.text ?? ''), w.pleaseGoOn]
      return toGroupCalling(c, text.join('\n'), open?.assignee ? [open.assignee] : [])
    }
    default:
      return []
  }
}

/** Sample 5, 6 or 7 of the voice, as the hour and the answers have it. */
function openedText(c: NoticeContext): string {
  const w = c.words.requester
  const { ticket, answers } = c.file
  const missing = ticket.complete ? [] : missingFields(c.profile, answers)
  if (missing.length > 0) return w.incomplete(ticket.number, missing.join(', '))
  const due = openRun(ticket)?.due
  if (!isOpen(c.service.calendar, c.now)) {
    return w.openedOutOfHours(
      ticket.number,
      c.words.time.moment(nextOpening(c.service.calendar, c.now), c.now, c.service.zone),
    )
  }
  return w.opened(ticket.number, due ? c.words.time.moment(due, c.now, c.service.zone) : null)
}

function askSolved(c: NoticeContext): Message {
  const w = c.words.requester
  const { id, number, answer } = c.file.ticket
  const button = (label: string, act: 'yes' | 'no') => ({
    label,
    press: encodePress({ kind: 'mine', ticket: id, act }),
  })
  return {
    text: w.askSolved(number, answer === null ? null : (c.notes.get(answer)?.text ?? null)),
    buttons: [[button(w.solvedYes, 'yes'), button(w.solvedNo, 'no')]],
  }
}

/** The SOP's own word on an outcome, and the answer, where the next row does not tell it anyway. */
function outcomeText(c: NoticeContext, event: TicketEventOf<'outcome-chosen'>): string | null {
  const outcome = stepOf(c.profile, event.step).outcomes.find((o) => o.id === event.outcome)
  const answer = event.answer === null ? null : (c.notes.get(event.answer)?.text ?? '')
  if (outcome?.tells) return fill(c, outcome.tells, answer)
  const next = openRun(c.file.ticket)
  const asked = next !== null && stepOf(c.profile, next.step).asksConfirmation
  return answer === null || asked ? null : c.words.requester.answer(c.file.ticket.number, answer)
}

function fill(c: NoticeContext, template: string, answer: string | null): string {
  const { ticket } = c.file
  const run = openRun(ticket)
  const values: Record<string, string> = {
    nomor: ticket.number,
    unit: (ticket.unit && c.profile.units[ticket.unit]) ?? '',
    petugas: (run?.assignee && c.names.get(run.assignee)) ?? '',
    jawaban: answer ?? '',
    batas: run?.due ? c.words.time.moment(run.due, c.now, c.service.zone) : '',
  }
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}

/**
 * Calls whoever must act now: the named person, or everybody of the role where it is not the first level, which sees
 * the card. The group is called once: *belum* and a reopening have said so already.
 */
function yourTurn(
  c: NoticeContext,
  event: TicketEventOf<'step-started'>,
  all: readonly TicketEvent[],
): OutboxItem[] {
  const role = c.profile.roles[event.holder]
  if (role?.kind !== 'staff') return []
  const holders = event.assignee === null && !role.firstLevel ? c.holdersOf(event.holder, event.unit) : []
  const people = event.assignee === null ? holders : [event.assignee]
  const told = all.find((e) => e.kind === 'disputed' || e.kind === 'reopened')
  const w = c.words.staff
  const given =
    told?.kind === 'reopened'
      ? [w.reason(c.notes.get(told.reason)?.text ?? '')]
      : told
        ? [w.unsolved]
        : lastInputs(c)
  const calls = callTurn(c, people, event.by, given)
  return told ? calls.filter((item) => item.kind !== 'to-group') : calls
}

/**
 * It is their turn: by a mention in the group, which is where the first level works, and to others in a direct message
 * too; not said to the one who brought it about.
 */
function callTurn(
  c: NoticeContext,
  holders: string[],
  by: string | undefined,
  given: string[],
): OutboxItem[] {
  const people = holders.filter((person) => person !== by)
  const run = openRun(c.file.ticket)
  const isFirstLevel = run !== null && c.profile.roles[run.holder]?.firstLevel === true
  if (holders.length === 0 && run && !isFirstLevel) {
    const role = roleTitle(c.profile, run.holder, run.unit)
    return [toGroup(c, { text: c.words.staff.nobodyToCall(c.file.ticket.number, role) })]
  }
  if (people.length === 0) return []
  const message = turnMessage(c, given)
  return [...toGroupCalling(c, message.text, people), ...(isFirstLevel ? [] : directly(c, people, message))]
}

function turnMessage(c: NoticeContext, given: string[]): Message {
  const { ticket } = c.file
  const run = openRun(ticket)
  if (!run) throw new Error(`${ticket.number} waits for nobody`)
  const step = stepOf(c.profile, run.step)
  const due = run.due ? c.words.time.moment(run.due, c.now, c.service.zone) : null
  const { agency } = factsOf(c.profile, c.file)
  const w = c.words.staff
  const text = [w.yourTurn(ticket.number, agency, step.row, step.title, due), ...given, w.pleaseGoOn].join(
    '\n',
  )
  return { text, buttons: rowButtons(c.words, c.profile, ticket) }
}

/** What was handed over with the last outcome: the reason of an escalation, the instruction of a disposisi. */
function lastInputs(c: NoticeContext): string[] {
  const last = c.file.ticket.runs.findLast((run) => run.ended !== null)
  return last ? inputLines(c, last) : []
}

function inputLines(c: NoticeContext, { inputs }: Pick<TicketEventOf<'climbed'>, 'inputs'>): string[] {
  return Object.entries(inputs).flatMap(([id, value]) => {
    const label = c.profile.inputs[id]?.label ?? id
    return 'note' in value ? [c.words.staff.givenText(label, c.notes.get(value.note)?.text ?? '')] : []
  })
}

function fromRequester(c: NoticeContext, event: TicketEventOf<'message-from-requester'>): OutboxItem {
  const note = c.notes.get(event.note)
  const { number, requester } = factsOf(c.profile, c.file)
  const run = openRun(c.file.ticket)
  const message: Message = {
    text: c.words.staff.fromRequester(number, requester, note?.text || c.words.staff.noText),
    attachments: note?.evidence.map(({ what, file }) => ({ what, file })) ?? [],
  }
  return {
    ...toGroup(c, message),
    calls: run?.assignee ? [run.assignee] : [],
    about: { ticket: c.file.ticket.id, kind: 'from-requester', note: event.note },
  }
}

function toGroupCalling(c: NoticeContext, text: string, people: string[]): OutboxItem[] {
  return [{ ...toGroup(c, { text }), calls: people }]
}

function toGroup(c: NoticeContext, message: Message) {
  const about = { ticket: c.file.ticket.id, kind: 'card' as const }
  return { kind: 'to-group' as const, service: c.service.id, ticket: c.file.ticket.id, message, about }
}

function directly(c: NoticeContext, people: string[], message: Message): OutboxItem[] {
  return people.map((person) => ({
    kind: 'to-person',
    person,
    message,
    about: { ticket: c.file.ticket.id, kind: 'card' },
  }))
}

function tell(c: NoticeContext, text: string | null): OutboxItem[] {
  return text === null ? [] : [toRequester(c, { text })]
}

function toRequester(c: NoticeContext, message: Message): OutboxItem {
  return {
    kind: 'message',
    to: c.file.origin,
    message,
    about: { ticket: c.file.ticket.id, kind: 'to-requester' },
  }
}

/** Only the run that is open at the end is announced, not the rows passed on the way. */
function isOpenRun(ticket: Ticket, event: TicketEventOf<'step-started'>): boolean {
  const run = openRun(ticket)
  return run !== null && run.step === event.step && run.run === event.run
}
