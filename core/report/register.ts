import type { TicketFile } from '../app/ports.ts'
import { channelLabel } from '../notify/channels.ts'
import { answerOfKind, factsForGroup, statusText } from '../notify/facts.ts'
import type { Calendar } from '../sla/calendar.ts'
import type { Profile } from '../sop/sop.ts'
import { stepOf } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import {
  isLate,
  openRun,
  type ClockKind,
  type Score,
  type Ticket,
  type TicketEvent,
  type TicketEventOf,
} from '../ticket/ticket.ts'
import { incomingLetter } from './incoming-letter.ts'
import { owners, rowOf, stoppedAt, type Owner, type RegisterRow } from './register-row.ts'

/** A complaint with its whole history, under the profile it was opened under. */
export type RegisterEntry = { file: TicketFile; profile: Profile; events: readonly TicketEvent[] }

/** What the register of a month is made of. */
export type RegisterFacts = {
  /** The office, its letterhead and the town it signs in. */
  agency: string
  letterhead: { lines: readonly string[]; place: string }
  /** The SOP as the service runs it now. */
  profile: Profile
  /** `2026-10`. */
  month: string
  zone: string
  calendar: Calendar
  /** Every complaint received in the month, the earliest first. */
  entries: readonly RegisterEntry[]
  /** Names of people, texts of notes and numbers of tickets, by id. */
  names: ReadonlyMap<string, string>
  notes: ReadonlyMap<string, string>
  numbers: ReadonlyMap<string, string>
  now: Date
}

/** How much of something was late: rows, and the working time they took too long. */
export type Lateness = { rows: number; ms: number }

/** A limit of the office's own on the whole ticket, in its words, and whether it was ever exceeded. */
type OfficeLimit = { limit: string; late: boolean }

/** What became of the question after closing, the last time it was answered; of somebody without a chat it was not asked. Silence is no score. */
type Satisfaction = { asked: boolean; score: Score | null }

/** One complaint, in words and figures. Times in ms are working time of the service. */
export type RegisterComplaint = {
  number: string
  received: Date
  recorded: Date
  recordedBy: string
  channel: string
  requester: string
  agency: string
  phone: string
  category: string
  problem: string
  /** Number and date of the letter it came with. */
  incoming: string
  complete: boolean
  priority: string
  secrecy: string
  status: Ticket['status']
  /** In words, and who is waited for. */
  statusShown: string
  /** The row it stands at; empty once it is closed. */
  standing: string
  /** When the requester was first answered. */
  answered: Date | null
  closed: Date | null
  /** Null where the office set none. */
  limits: Record<ClockKind, OfficeLimit | null>
  answer: string
  via: string
  /** Null while the SOP has never closed it. */
  satisfaction: Satisfaction | null
  /** An outside party's time is that of its rows, and of the waits for it in any other. */
  usedMs: Record<Owner, number>
  partyWaitedMs: number
  late: Record<Owner, Lateness>
  exits: string[]
  reopened: string[]
  approvals: string[]
  followers: number
  linkedTo: string
  /** Letter numbers the registry office gave, by the paper's title. */
  letters: { title: string; text: string }[]
  rows: RegisterRow[]
}

/** The register of a month as plain values, to be laid out as a workbook or on paper. */
export type Register = Pick<RegisterFacts, 'agency' | 'letterhead' | 'profile' | 'month' | 'zone' | 'now'> & {
  complaints: RegisterComplaint[]
  /** `exited` counts complaints that ever left the rows; a reopened one is counted under its present status too. */
  totals: {
    complaints: number
    closed: number
    open: number
    exited: number
    rows: number
    late: Record<Owner, number>
    /** `mean` of the answers, to one decimal; null where nobody answered. */
    satisfaction: { asked: number; answered: number; mean: number | null }
  }
}

/** The book of a month: every complaint received in it, with every row it went through. */
export function composeRegister(facts: RegisterFacts, words: Words): Register {
  const { agency, letterhead, profile, month, zone, now } = facts
  const complaints = facts.entries.map((entry) => complaintOf(facts, words, entry))
  const rows = complaints.flatMap((complaint) => complaint.rows)
  return {
    agency,
    letterhead,
    profile,
    month,
    zone,
    now,
    complaints,
    totals: {
      complaints: complaints.length,
      closed: complaints.filter(({ status }) => status === 'closed').length,
      open: complaints.filter(({ closed }) => closed === null).length,
      exited: complaints.filter(({ exits }) => exits.length > 0).length,
      rows: rows.length,
      late: byOwner((owner) => lateRows(rows, owner).length),
      satisfaction: satisfactionIn(complaints),
    },
  }
}

/** To the nearest tenth of the exact quotient, as whoever checks the book reckons it: 29 of 20 is 1,5. */
function satisfactionIn(complaints: readonly RegisterComplaint[]): Register['totals']['satisfaction'] {
  const asked = complaints.filter(({ satisfaction }) => satisfaction?.asked)
  const scores = asked.flatMap(({ satisfaction }) => satisfaction?.score ?? [])
  const mean = scores.length === 0 ? null : Math.round((sum(scores) * 10) / scores.length) / 10
  return { asked: asked.length, answered: scores.length, mean }
}

function complaintOf(facts: RegisterFacts, words: Words, entry: RegisterEntry): RegisterComplaint {
  const { zone, names } = facts
  const { file, profile, events } = entry
  const { ticket } = file
  const isSecret = ticket.secrecy === 'secret'
  const { number, requester, phone, category, problem } = factsForGroup(words, profile, file)
  const note = (id: string) => (isSecret ? words.notices.secret : (facts.notes.get(id) ?? ''))
  const nameOf = (id: string | null | undefined) =>
    id === ticket.requester ? requester : ((id && names.get(id)) ?? '')
  const rows = ticket.runs.map((run) =>
    rowOf({ ...facts, words, profile, ticket, events, note, nameOf }, run),
  )
  const run = openRun(ticket)
  const stamp = (at: Date) => words.register.stamp(at, zone)
  return {
    number,
    requester,
    agency: isSecret ? words.notices.secret : (answerOfKind(profile, file.answers, 'agency')?.shown ?? ''),
    phone,
    category,
    problem,
    received: ticket.received,
    recorded: ticket.opened,
    recordedBy: nameOf(ticket.recordedBy),
    channel: channelLabel(profile, words, ticket.channel),
    incoming: isSecret
      ? words.notices.secret
      : words.register.incoming(incomingLetter(profile, file, note, words)),
    complete: ticket.complete,
    priority: words.staff.priorities[ticket.priority],
    secrecy: words.notices.secrecies[ticket.secrecy],
    status: ticket.status,
    statusShown: statusText(words, ticket),
    standing: run ? rowTitle(profile, run.step) : '',
    answered: ticket.answered,
    closed: ticket.closed,
    limits: { answer: limitOf(facts, entry, 'answer'), ticket: limitOf(facts, entry, 'ticket') },
    answer: ticket.answer === null ? '' : note(ticket.answer),
    via: viaOf(words, entry),
    satisfaction: satisfactionOf(entry),
    ...timesOf(rows),
    exits: of(events, 'exited').map((event) =>
      words.register.exited(
        stamp(event.at),
        words.staff.exits[event.exit],
        note(event.reason),
        nameOf(event.by),
      ),
    ),
    reopened: of(events, 'reopened').map((event) =>
      words.register.reopened(stamp(event.at), note(event.reason)),
    ),
    approvals: rows.flatMap((row) => row.approvals),
    followers: ticket.followers.length,
    linkedTo: ticket.linkedTo === null ? '' : (facts.numbers.get(ticket.linkedTo) ?? ''),
    letters: profile.papers.flatMap(({ id, title }) => {
      const given = ticket.numbers[id]
      return given ? [{ title, text: words.register.letter(given.letter, given.agenda) }] : []
    }),
    rows,
  }
}

/** Whose time it took, and how much of it too long. */
function timesOf(rows: readonly RegisterRow[]): Pick<RegisterComplaint, 'usedMs' | 'partyWaitedMs' | 'late'> {
  const partyWaitedMs = sum(rows.map((row) => row.partyWaitedMs))
  const usedMs = byOwner((owner) => sum(rows.filter((row) => row.owner === owner).map((row) => row.usedMs)))
  return {
    usedMs: { ...usedMs, party: usedMs.party + partyWaitedMs },
    partyWaitedMs,
    late: byOwner((owner) => {
      const late = lateRows(rows, owner)
      return { rows: late.length, ms: sum(late.map((row) => row.lateMs ?? 0)) }
    }),
  }
}

/** As last set. A ticket that was reopened has run against it more than once, and late once is late. */
function limitOf(
  { now }: RegisterFacts,
  { file: { ticket }, events }: RegisterEntry,
  kind: ClockKind,
): OfficeLimit | null {
  const clocks = ticket.clocks.filter(({ clock }) => clock === kind)
  const last = clocks.at(-1)
  const late = clocks.some((clock) =>
    isLate({ due: clock.due, ended: stoppedAt({ ticket, events, now }, clock) }, now),
  )
  return last ? { limit: last.limit, late } : null
}

/** Everybody with a chat is asked, each time the SOP has closed the ticket; what was said last stands, also if it is reopened. */
function satisfactionOf({ file: { origin }, events }: RegisterEntry): Satisfaction | null {
  if (of(events, 'closed').length === 0) return null
  return { asked: origin !== null, score: of(events, 'rated').at(-1)?.score ?? null }
}

/** How the answer reached the requester: as was last recorded, else through the chat. */
function viaOf(words: Words, { file, profile, events }: RegisterEntry): string {
  const { ticket, origin } = file
  const inRows = ticket.runs.flatMap((run) => {
    const { via } = run.inputs
    return via && 'choice' in via ? [via.choice] : []
  })
  const said = of(events, 'answered').flatMap(({ via }) => via ?? [])
  const last = inRows.at(-1) ?? said.at(-1) ?? (ticket.answer === null ? undefined : origin?.channel)
  return last === undefined ? '' : channelLabel(profile, words, last)
}

function rowTitle(profile: Profile, stepId: string): string {
  const { row, title } = stepOf(profile, stepId)
  return `${row}. ${title}`
}

function lateRows(rows: readonly RegisterRow[], owner: Owner): RegisterRow[] {
  return rows.filter((row) => row.owner === owner && row.lateMs !== null)
}

function byOwner<T>(value: (owner: Owner) => T): Record<Owner, T> {
  return Object.fromEntries(owners.map((owner) => [owner, value(owner)])) as Record<Owner, T>
}

function of<K extends TicketEvent['kind']>(events: readonly TicketEvent[], kind: K): TicketEventOf<K>[] {
  return events.filter((event): event is TicketEventOf<K> => event.kind === kind)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
