import type { Message } from '../app/message.ts'
import type { OutboxItem } from '../app/ports.ts'
import { isOpen, nextOpening } from '../sla/calendar.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { openRun, scores, type TicketEvent, type TicketEventOf } from '../ticket/ticket.ts'
import { pairs } from './card.ts'
import { isOpenRun, noteText, toRequester, type NoticeContext } from './context.ts'
import { missingFields } from './facts.ts'

/** What the requester hears of an event; `all` are those that happened with it. */
export function forRequester(
  c: NoticeContext,
  event: TicketEvent,
  all: readonly TicketEvent[],
): OutboxItem[] {
  const w = c.words.requester
  const { number, closed } = c.file.ticket
  switch (event.kind) {
    case 'submitted':
      return toRequester(c, recordedFirst(c, openedMessage(c)))
    case 'completed-intake':
      return toRequester(c, isToldBySop(c, all) ? null : c.words.notices.completed(number))
    case 'step-started':
      return stepOf(c.profile, event.step).asksConfirmation && isOpenRun(c.file.ticket, event)
        ? toRequester(c, askSolved(c))
        : []
    case 'outcome-chosen':
      return toRequester(c, outcomeText(c, event))
    case 'paused':
      if (event.why === 'incomplete') return []
      return toRequester(
        c,
        event.why === 'party' ? w.waitingForParty(number) : w.waiting(number, noteText(c, event.reason)),
      )
    case 'requester-reminded':
      return toRequester(c, waitingMessage(c))
    case 'rated':
      return toRequester(c, event.score <= 2 ? c.words.satisfaction.thanksLow : c.words.satisfaction.thanks)
    case 'resumed':
      return all.some(saysWhyItGoesOn) ? [] : toRequester(c, w.resumed(number))
    case 'answered': {
      const attachments = c.notes.get(event.note)?.evidence.map(({ what, file }) => ({ what, file }))
      return toRequester(c, { text: w.answer(number, noteText(c, event.note) ?? ''), attachments })
    }
    case 'confirmed':
      return toRequester(c, closed ? null : w.confirmed(number))
    case 'disputed':
      return toRequester(c, w.disputed(number))
    case 'closed':
      return toRequester(c, closedMessage(c, all))
    case 'exited':
      return toRequester(c, w.exited[event.exit](number, noteText(c, event.reason) ?? ''))
    case 'reopened':
      return toRequester(c, w.reopened(number))
    case 'silence-warned':
      return toRequester(c, silenceText(c))
    default:
      return []
  }
}

/** Those who said that the trouble is theirs too hear how it goes on, and that it is over. */
export function forFollowers(c: NoticeContext, event: TicketEvent): OutboxItem[] {
  const { number, announced, followers, answer } = c.file.ticket
  const w = c.words.notices
  const tell = (text: string): OutboxItem[] =>
    followers.map(({ person }) => ({ kind: 'to-person', person, message: { text } }))
  switch (event.kind) {
    case 'announced':
      return tell(w.followUpdate(number, noteText(c, event.note) ?? ''))
    case 'announcement-ended':
      return tell(w.followEnd(number, null))
    case 'closed':
    case 'exited':
      return announced === null ? [] : tell(w.followEnd(number, noteText(c, answer)))
    default:
      return []
  }
}

/** The SOP's own word on what became of the complaint says as much as any of ours. */
function isToldBySop(c: NoticeContext, all: readonly TicketEvent[]): boolean {
  return all.some(
    (e) =>
      e.kind === 'submitted' ||
      (e.kind === 'outcome-chosen' &&
        stepOf(c.profile, e.step).outcomes.some((o) => o.id === e.outcome && o.tells !== undefined)),
  )
}

function saysWhyItGoesOn({ kind }: TicketEvent): boolean {
  return [
    'message-from-requester',
    'message-changed',
    'outcome-chosen',
    'completed-intake',
    'exited',
  ].includes(kind)
}

/** Sample 5, 6 or 7 of the voice, as the hour and the answers have it. */
function openedMessage(c: NoticeContext): Message {
  const w = c.words.requester
  const { ticket } = c.file
  const missing = ticket.complete ? [] : missingFields(c.profile, c.file)
  if (missing.length > 0) {
    const press = encodePress({ kind: 'mine', ticket: ticket.id, act: 'complete' })
    const buttons = [[{ label: c.words.notices.complete, press }]]
    return { text: w.incomplete(ticket.number, c.words.notices.fields(missing)), buttons }
  }
  const due = openRun(ticket)?.due
  if (!isOpen(c.service.calendar, c.now)) {
    const opening = nextOpening(c.service.calendar, c.now)
    return { text: w.openedOutOfHours(ticket.number, c.words.time.moment(opening, c.now, c.service.zone)) }
  }
  return { text: w.opened(ticket.number, due ? c.words.time.moment(due, c.now, c.service.zone) : null) }
}

/** Somebody who did not write it down is told first that an officer has. */
function recordedFirst({ words, file }: NoticeContext, message: Message): Message {
  if (file.ticket.recordedBy === null) return message
  return { ...message, text: `${words.requester.recordedForYou}\n${message.text}` }
}

function askSolved(c: NoticeContext): Message {
  const w = c.words.requester
  const { id, number, answer } = c.file.ticket
  const run = openRun(c.file.ticket)
  const asks = run && stepOf(c.profile, run.step).asks
  const button = (label: string, act: 'yes' | 'no') => ({
    label,
    press: encodePress({ kind: 'mine', ticket: id, act }),
  })
  return {
    text: w.askSolved(number, noteText(c, answer), asks ?? w.isSolved),
    buttons: [[button(w.solvedYes, 'yes'), button(w.solvedNo, 'no')]],
  }
}

/**
 * The SOP's own word on an outcome, and the answer, where neither the next row nor the closing tells it anyway.
 */
function outcomeText(c: NoticeContext, event: TicketEventOf<'outcome-chosen'>): string | null {
  const outcome = stepOf(c.profile, event.step).outcomes.find((o) => o.id === event.outcome)
  const answer = event.answer === null ? null : (noteText(c, event.answer) ?? '')
  if (outcome?.tells) return fill(c, outcome.tells, answer)
  const next = openRun(c.file.ticket)
  const asked = next === null || stepOf(c.profile, next.step).asksConfirmation
  return answer === null || asked ? null : c.words.requester.answer(c.file.ticket.number, answer)
}

/** What is waited for; the last time with when the ticket ends for want of it. */
function waitingMessage(c: NoticeContext): Message | null {
  const { ticket } = c.file
  const { paused } = ticket
  if (!paused) return null
  const w = c.words.waiting
  const lacks = paused.why === 'incomplete' ? c.words.notices.fields(missingFields(c.profile, c.file)) : null
  const asked = noteText(c, paused.reason)
  const until = paused.answerUntil
  const text = [
    w.remind(ticket.number, { lacks, asked }),
    until ? w.last(c.words.time.moment(until, c.now, c.service.zone)) : w.reply,
  ].join('\n')
  const press = encodePress({ kind: 'mine', ticket: ticket.id, act: 'complete' })
  return { text, ...(lacks !== null && { buttons: [[{ label: c.words.notices.complete, press }]] }) }
}

/** The closing, and the one question about it; silence is no score. */
function closedMessage(c: NoticeContext, all: readonly TicketEvent[]): Message {
  const { names, ask } = c.words.satisfaction
  const { id } = c.file.ticket
  const buttons = scores.map((score) => ({
    label: names[score],
    press: encodePress({ kind: 'mine', ticket: id, act: `rate${score}` }),
  }))
  return { text: `${closedText(c, all)}\n${ask}`, buttons: pairs(buttons) }
}

/** With the answer, where it was given only now (SOP 004 row 8), and the reason where it was silence. */
function closedText(c: NoticeContext, all: readonly TicketEvent[]): string {
  const w = c.words.requester
  const { number } = c.file.ticket
  const given = all.find((e) => e.kind === 'outcome-chosen' && e.answer !== null)
  const answer = given?.kind === 'outcome-chosen' ? noteText(c, given.answer) : null
  const bySilence = all.every(({ by }) => by === undefined)
  const before = [
    answer === null ? '' : w.answerAtClosing(number, answer),
    bySilence ? c.words.notices.silenceEnded(number) : '',
  ]
  return [...before, w.closed(number)].filter(Boolean).join('\n')
}

function silenceText(c: NoticeContext): string | null {
  const end = openRun(c.file.ticket)?.answerUntil
  if (!end) return null
  return c.words.notices.silenceWarned(c.file.ticket.number, c.words.time.moment(end, c.now, c.service.zone))
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
