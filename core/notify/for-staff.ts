import type { Message } from '../app/message.ts'
import type { OutboxItem } from '../app/ports.ts'
import { handedOver } from '../report/handed-over.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { isFirstLevel } from '../ticket/rights.ts'
import { timesReminded } from '../ticket/wait.ts'
import { openRun, type Inputs, type TicketEvent, type TicketEventOf } from '../ticket/ticket.ts'
import { rowButtons } from './card.ts'
import { directly, isOpenRun, noteText, toGroup, toGroupCalling, type NoticeContext } from './context.ts'
import { factsForGroup, factsOf, roleTitle } from './facts.ts'

/** What staff hear of an event; `all` are those that happened with it. */
export function forStaff(c: NoticeContext, event: TicketEvent, all: readonly TicketEvent[]): OutboxItem[] {
  const w = c.words.staff
  const { ticket } = c.file
  const { number } = ticket
  const open = openRun(ticket)
  const row = open ? stepOf(c.profile, open.step).row : ''
  const assignee = open?.assignee ? [open.assignee] : []
  switch (event.kind) {
    case 'submitted':
      return evidenceOf(c)
    case 'completed-intake':
      return all.some((e) => e.kind === 'submitted' || e.kind === 'step-started')
        ? []
        : toGroupCalling(c, c.words.notices.completedForStaff(number), assignee)
    case 'step-started':
      return isOpenRun(ticket, event) ? yourTurn(c, event, all) : []
    case 'climbed': {
      const holders = c.holdersOf(event.holder, open?.unit ?? null)
      return callTurn(c, { people: holders, by: event.by, isNamed: false }, inputLines(c, event.inputs))
    }
    case 'assigned':
      return callTurn(c, { people: [event.to], by: event.by, isNamed: true }, [])
    case 'message-from-requester':
    case 'message-changed':
      return fromRequester(c, event)
    case 'confirmed': {
      if (all.some((e) => e.kind === 'step-started')) return []
      const buttons = rowButtons(c.words, c.profile, ticket)
      return ticket.closed ? [] : [{ ...toGroup(c, { text: w.confirmed(number), buttons }), calls: assignee }]
    }
    case 'disputed':
      return toGroupCalling(c, w.disputed(number, row), assignee)
    case 'released':
      return toGroupCalling(c, w.released(number, c.names.get(event.by ?? '') ?? null), [])
    case 'reopened': {
      const given = [w.reopened(number, row), ...secretly(c, [w.reason(noteText(c, event.reason) ?? '')])]
      return toGroupCalling(c, [...given, w.pleaseGoOn].join('\n'), assignee)
    }
    case 'closed':
      return offerLinked(c)
    case 'exited':
      return event.exit === 'no_reply' && event.by === undefined
        ? [toGroup(c, { text: w.noReply(number, timesReminded(c.profile)) })]
        : []
    case 'rated':
      return event.score <= 2
        ? [
            toGroup(c, {
              text: w.ratedLow(number, c.words.satisfaction.names[event.score].toLowerCase()),
              silent: true,
            }),
          ]
        : []
    default:
      return []
  }
}

/** Lines for the group, which reads nothing of a ticket that is *rahasia*. */
function secretly(c: NoticeContext, lines: string[]): string[] {
  return c.file.ticket.secrecy === 'secret' ? [] : lines
}

function evidenceOf(c: NoticeContext): OutboxItem[] {
  const { evidence, ticket } = c.file
  if (evidence.length === 0) return []
  const attachments = evidence.map(({ what, file }) => ({ what, file }))
  return [toGroup(c, { text: c.words.staff.evidenceOf(ticket.number), attachments, silent: true })]
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
  if (role?.kind === 'party') return [waitsForParty(c, event)]
  if (role?.kind !== 'staff') return []
  const holders = event.assignee === null && !role.firstLevel ? c.holdersOf(event.holder, event.unit) : []
  const people = event.assignee === null ? holders : [event.assignee]
  const said = all.find((e) => saidAlready.includes(e.kind))
  const isNamed = Object.values(c.profile.inputs).some((input) => input.role === event.holder)
  const calls = callTurn(c, { people, by: event.by, isNamed }, broughtBy(c, all))
  return said ? calls.filter((item) => item.kind !== 'to-group') : calls
}

/** What calls the group by itself, so that the row it starts need not call it again. */
const saidAlready: TicketEvent['kind'][] = [
  'disputed',
  'reopened',
  'message-from-requester',
  'message-changed',
]

/** What brought the ticket to its row, for whoever goes on. */
function broughtBy(c: NoticeContext, all: readonly TicketEvent[]): string[] {
  const w = c.words.staff
  for (const event of all) {
    if (event.kind === 'reopened') return [w.reason(noteText(c, event.reason) ?? '')]
    if (event.kind === 'disputed') return [w.unsolved]
    if (event.kind === 'confirmed') return [w.solved]
    if (event.kind === 'message-from-requester' || event.kind === 'message-changed') return []
  }
  return lastInputs(c)
}

/** An outside party is nobody here: the desk reads what to hand over, and records what comes back. */
function waitsForParty(c: NoticeContext, event: TicketEventOf<'step-started'>): OutboxItem {
  const { ticket } = c.file
  const { agency } = factsForGroup(c.words, c.profile, c.file)
  const { row } = stepOf(c.profile, event.step)
  const due = event.due ? c.words.time.moment(event.due, c.now, c.service.zone) : null
  const w = c.words.notices
  const party = roleTitle(c.profile, event.holder, event.unit)
  const given = secretly(c, lastInputs(c))
  const text = [
    w.waitsForParty(ticket.number, agency, row, party, due),
    ...(given.length > 0 ? [w.forwardText, ...given] : []),
  ]
  return toGroup(c, { text: text.join('\n'), buttons: rowButtons(c.words, c.profile, ticket) })
}

/** Whose turn it is, who brought that about, and whether it is a role whose people are named in a disposisi. */
type Called = { people: string[]; by: string | undefined; isNamed: boolean }

/**
 * It is their turn: by a mention in the group, which is where the first level works, and to others, or to those named,
 * in a direct message too; not said to the one who brought it about. Of a ticket that is *rahasia* only the direct
 * message tells more.
 */
function callTurn(c: NoticeContext, { people: holders, by, isNamed }: Called, given: string[]): OutboxItem[] {
  const people = holders.filter((person) => person !== by)
  const run = openRun(c.file.ticket)
  const isOfFirstLevel = run !== null && isFirstLevel(c.profile, run.holder)
  const isSecret = c.file.ticket.secrecy === 'secret'
  if (holders.length === 0 && run && !isOfFirstLevel) {
    const role = roleTitle(c.profile, run.holder, run.unit)
    return [toGroup(c, { text: c.words.staff.nobodyToCall(c.file.ticket.number, role) })]
  }
  if (people.length === 0) return []
  const { agency } = factsOf(c.profile, c.file)
  const full = turnMessage(c, agency, given)
  const open = isSecret ? turnMessage(c, c.words.notices.secret, []) : full
  return [
    ...toGroupCalling(c, open.text, people),
    ...(isOfFirstLevel && !isSecret && !isNamed ? [] : directly(c, people, full)),
  ]
}

function turnMessage(c: NoticeContext, agency: string, given: string[]): Message {
  const { ticket } = c.file
  const run = openRun(ticket)
  if (!run) throw new Error(`${ticket.number} waits for nobody`)
  const step = stepOf(c.profile, run.step)
  const due = run.due ? c.words.time.moment(run.due, c.now, c.service.zone) : null
  const w = c.words.staff
  const text = [w.yourTurn(ticket.number, agency, step.row, step.title, due), ...given, w.pleaseGoOn]
  return { text: text.join('\n'), buttons: rowButtons(c.words, c.profile, ticket) }
}

/** What was handed over with the last outcome: the reason of an escalation, the instruction of a disposisi. */
function lastInputs(c: NoticeContext): string[] {
  const last = c.file.ticket.runs.findLast((run) => run.ended !== null)
  return last ? inputLines(c, last.inputs) : []
}

/** Who and which unit it goes to, the ticket itself says. */
function inputLines(c: NoticeContext, inputs: Inputs): string[] {
  const told = Object.entries(inputs).filter(
    ([id]) => !['unit', 'staff'].includes(c.profile.inputs[id]?.kind ?? ''),
  )
  const note = (id: string) => noteText(c, id) ?? ''
  return handedOver({ ...c, note }, Object.fromEntries(told)).map(({ label, text }) =>
    c.words.staff.givenText(label, text),
  )
}

/** To the group, to be answered by a reply; of a ticket that is *rahasia* only to those who must act. */
function fromRequester(
  c: NoticeContext,
  event: TicketEventOf<'message-from-requester' | 'message-changed'>,
): OutboxItem[] {
  const note = c.notes.get(event.note)
  const { ticket } = c.file
  const { number, requester } = factsOf(c.profile, c.file)
  const run = openRun(ticket)
  const calls = run?.assignee ? [run.assignee] : []
  const about = { ticket: ticket.id, kind: 'from-requester' as const, note: event.note }
  const message: Message = {
    text: c.words.staff.fromRequester(number, requester, note?.text || c.words.staff.noText),
    attachments: note?.evidence.map(({ what, file }) => ({ what, file })) ?? [],
  }
  if (ticket.secrecy === 'normal') return [{ ...toGroup(c, message), calls, about }]
  const people = calls.length > 0 || !run ? calls : c.holdersOf(run.holder, run.unit)
  return [
    { ...toGroup(c, { text: c.words.notices.secretMessage(number) }), calls },
    ...directly(c, people, message).map((item) => ({ ...item, about })),
  ]
}

/** The common cause is gone: what is linked to it may be answered at once. */
function offerLinked(c: NoticeContext): OutboxItem[] {
  const { id, number, answer } = c.file.ticket
  const count = c.linked.length
  if (count === 0 || answer === null) return []
  const w = c.words.notices
  const press = encodePress({ kind: 'answer-linked', ticket: id })
  const buttons = [[{ label: w.answerLinked(count), press }]]
  return [toGroup(c, { text: w.offerLinked(number, count), buttons })]
}
