import { z } from 'zod'
import { exitKinds } from '../sop/sop.ts'

/** Whose act it was: somebody known by id, in the roles that person holds now, or the program itself. */
export type Actor =
  | { kind: 'staff'; person: string; roles: HeldRole[] }
  | { kind: 'requester'; person: string }
  | { kind: 'system' }

/** A role held in one service, for one unit where the role is per unit. */
/** `deputy`: held for another (Plt., Plh.). */
export type HeldRole = { role: string; unit?: string; deputy?: 'plt' | 'plh' }

export const priorities = ['normal', 'urgent', 'critical'] as const
export type Priority = (typeof priorities)[number]
export const secrecies = ['normal', 'secret'] as const
export type Secrecy = (typeof secrecies)[number]
export type TicketStatus = 'new' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'cancelled'

/** What was handed over with an outcome. Texts are kept apart and referred to: an event holds no personal data. */
const InputValue = z.union([
  z.object({ note: z.string() }),
  z.object({ choice: z.string() }),
  z.object({ unit: z.string() }),
  z.object({ staff: z.string() }),
  /** The ticked items of a checklist. */
  z.object({ checked: z.array(z.string()) }),
  /** A local date, `2026-10-14`. */
  z.object({ date: z.string() }),
  /** The files of a note, and how many of them are photos. */
  z.object({ evidence: z.string(), files: z.number(), photos: z.number() }),
])
export type InputValue = z.infer<typeof InputValue>
export const Inputs = z.record(z.string(), InputValue)
export type Inputs = z.infer<typeof Inputs>

/** What a clock stands still for: something asked of the requester, what the complaint lacks, or an outside party. */
export const pauseReasons = ['requester', 'incomplete', 'party'] as const
export type PauseReason = (typeof pauseReasons)[number]

/** What an office may limit beyond the rows: until somebody first answers the requester, and until it is closed. */
export const clockKinds = ['answer', 'ticket'] as const
export type ClockKind = (typeof clockKinds)[number]

/** How satisfied a requester was, from 1 (not at all) to 4 (Permenpan 14/2017 counts in the same four). */
export const scores = [1, 2, 3, 4] as const
export type Score = (typeof scores)[number]

const base = { at: z.coerce.date(), by: z.string().optional() }
/** When it took effect, where that was before it was recorded. */
const since = z.coerce.date().optional()
const due = z.coerce.date().nullable()
/** Until when somebody warned was told they have; events of before do not say. */
const answerUntil = z.coerce.date().nullable().default(null)
/** Where the clocks of the whole ticket stand after this. */
const clocksMoved = z
  .array(z.object({ clock: z.enum(clockKinds), due: z.coerce.date(), clockFrom: z.coerce.date() }))
  .default([])

/**
 * Everything that can happen to a ticket. Events are the truth and the ticket is their fold. `by` is a person's id
 * (absent: the program). No personal data stands in an event, only references, so that a person can be erased while
 * the log stays whole.
 */
export const TicketEvent = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('submitted'),
    id: z.string(),
    number: z.string(),
    service: z.string(),
    profile: z.string(),
    draft: z.string().nullable(),
    requester: z.string(),
    category: z.string(),
    complete: z.boolean(),
    /** How it reached the desk: a channel of the profile, or one of those every desk knows. */
    channel: z.string().default('telegram'),
    /** When it did, where that was before it was recorded: the clocks start there. */
    received: z.coerce.date().optional(),
  }),
  z.object({ ...base, kind: z.literal('completed-intake') }),
  /** A limit of the office's own on the whole ticket begins to run. */
  z.object({
    ...base,
    kind: z.literal('clock-started'),
    clock: z.enum(clockKinds),
    limit: z.string(),
    due: z.coerce.date(),
    since,
  }),
  z.object({
    ...base,
    kind: z.literal('step-started'),
    step: z.string(),
    run: z.number(),
    role: z.string(),
    holder: z.string(),
    unit: z.string().nullable(),
    assignee: z.string().nullable(),
    limit: z.string().nullable(),
    due,
    status: z.enum(['new', 'in_progress', 'resolved']),
    since,
  }),
  z.object({
    ...base,
    kind: z.literal('outcome-chosen'),
    step: z.string(),
    run: z.number(),
    outcome: z.string(),
    inputs: Inputs,
    answer: z.string().nullable(),
    since,
  }),
  z.object({
    ...base,
    kind: z.literal('climbed'),
    step: z.string(),
    run: z.number(),
    outcome: z.string(),
    inputs: Inputs,
    holder: z.string(),
  }),
  z.object({ ...base, kind: z.literal('claimed') }),
  z.object({ ...base, kind: z.literal('released') }),
  z.object({ ...base, kind: z.literal('assigned'), to: z.string() }),
  z.object({
    ...base,
    kind: z.literal('paused'),
    reason: z.string().nullable(),
    why: z.enum(pauseReasons).default('requester'),
  }),
  z.object({
    ...base,
    kind: z.literal('resumed'),
    due,
    clockFrom: z.coerce.date(),
    clocks: clocksMoved,
  }),
  /** The calendar was changed: the due times as it has them now. */
  z.object({
    ...base,
    kind: z.literal('due-recomputed'),
    due,
    clockFrom: z.coerce.date(),
    clocks: clocksMoved,
  }),
  /** Somebody of the staff (`by`) wants to be reminded at `when`; the note says of what. */
  z.object({ ...base, kind: z.literal('recall-set'), when: z.coerce.date(), note: z.string() }),
  z.object({ ...base, kind: z.literal('recall-given'), to: z.string() }),
  /** The requester was reminded of what is waited for; the last time with until when they may answer. */
  z.object({ ...base, kind: z.literal('requester-reminded'), until: answerUntil }),
  /** How satisfied the requester was, asked once after closing. */
  z.object({ ...base, kind: z.literal('rated'), score: z.literal(scores) }),
  /** `via`: how it was given to somebody who has no chat with the desk. */
  z.object({
    ...base,
    kind: z.literal('answered'),
    note: z.string(),
    via: z.string().nullable().default(null),
  }),
  z.object({ ...base, kind: z.literal('note-added'), note: z.string() }),
  z.object({ ...base, kind: z.literal('message-from-requester'), note: z.string() }),
  /**
   * The requester edited or deleted an earlier message, which stays as it was; the note tells how. `heard`: it says
   * something, as a message does; one that was deleted does not, and none did before edits counted.
   */
  z.object({
    ...base,
    kind: z.literal('message-changed'),
    note: z.string(),
    heard: z.boolean().default(false),
  }),
  z.object({ ...base, kind: z.literal('confirmed') }),
  z.object({ ...base, kind: z.literal('disputed') }),
  z.object({ ...base, kind: z.literal('prioritised'), priority: z.enum(priorities) }),
  z.object({ ...base, kind: z.literal('secrecy-set'), secrecy: z.enum(secrecies) }),
  z.object({ ...base, kind: z.literal('reclassified'), category: z.string() }),
  /** To the ticket of the common cause. */
  z.object({ ...base, kind: z.literal('linked'), to: z.string() }),
  /** Told to everybody who complains of the same kind, until it ends or the ticket closes. */
  z.object({ ...base, kind: z.literal('announced'), note: z.string() }),
  z.object({ ...base, kind: z.literal('announcement-ended') }),
  /** Somebody (`by`) has the same trouble and is told when it ends. */
  z.object({ ...base, kind: z.literal('joined'), note: z.string().nullable() }),
  /** Whoever asked turned out to be this person, or has become this one. */
  z.object({ ...base, kind: z.literal('requester-joined'), to: z.string() }),
  /** What the registry office gave a paper. */
  z.object({
    ...base,
    kind: z.literal('numbered'),
    paper: z.string(),
    letter: z.string(),
    agenda: z.string().nullable(),
  }),
  /** The requester's whole phone number was shown to `by`. */
  z.object({ ...base, kind: z.literal('phone-shown') }),
  /** The requester was told that silence ends the row, and when. */
  z.object({ ...base, kind: z.literal('silence-warned'), until: answerUntil }),
  z.object({
    ...base,
    kind: z.literal('exited'),
    exit: z.enum(exitKinds),
    reason: z.string(),
    other: z.string().nullable(),
  }),
  z.object({ ...base, kind: z.literal('closed') }),
  z.object({ ...base, kind: z.literal('reopened'), reason: z.string() }),
])
export type TicketEvent = z.infer<typeof TicketEvent>
export type TicketEventOf<K extends TicketEvent['kind']> = Extract<TicketEvent, { kind: K }>

/** One passage through a row. Coming back to a row starts a new run; the old one stays as it ended. */
export type StepRun = {
  step: string
  /** 1 for the first passage through this row, 2 for the second … */
  run: number
  role: string
  /** The role that must act now: `role`, or the one the row climbed to. */
  holder: string
  unit: string | null
  assignee: string | null
  /** The limit in the SOP's own words, as it stood when the run started. */
  limit: string | null
  started: Date
  /** `started`, pushed by every pause as `due` is: reminders are parts of the time between the two. */
  clockFrom: Date
  due: Date | null
  ended: Date | null
  outcome: string | null
  inputs: Inputs
  /** The levels it climbed within the row, with what was handed over each time. */
  climbs: Climb[]
  /** When the requester last wrote, and was then warned that silence ends the row; until when they were told they have. */
  heard: Date | null
  warned: Date | null
  answerUntil: Date | null
}

/** A stretch in which the clock stood still. */
export type Pause = { from: Date; to: Date | null; why: PauseReason }

/** A limit on the whole ticket; `clockFrom` is `started`, pushed by every pause as `due` is. */
export type TicketClock = {
  clock: ClockKind
  limit: string
  started: Date
  clockFrom: Date
  due: Date
  ended: Date | null
}

/** A wish to be reminded at a time, and the note that says of what. */
export type Recall = { person: string; when: Date; note: string }

export type Climb = { at: Date; by: string | null; from: string; to: string; outcome: string; inputs: Inputs }

/** A ticket as the fold of its events. Exactly one run is open while the ticket is open. */
export type Ticket = {
  id: string
  number: string
  service: string
  /** Content hash of the profile it was opened under, and stays under. */
  profile: string
  draft: string | null
  requester: string
  category: string
  complete: boolean
  /** How it reached the desk, and when; `recordedBy` is the officer who wrote it down for the requester. */
  channel: string
  received: Date
  recordedBy: string | null
  priority: Priority
  secrecy: Secrecy
  /** The ticket of the common cause. */
  linkedTo: string | null
  /** The note told to everybody with the same kind of complaint, and those who said it is theirs too. */
  announced: string | null
  followers: { person: string; at: Date; note: string | null }[]
  /** Letter and agenda numbers the registry office gave, by paper. */
  numbers: Record<string, { letter: string; agenda: string | null }>
  unit: string | null
  status: TicketStatus
  opened: Date
  closed: Date | null
  runs: StepRun[]
  /**
   * Its clock stands, and why; the status to go back to. Whoever is waited for was reminded so often, the last time then
   * and with until when they have: a message of theirs begins that anew.
   */
  paused: {
    since: Date
    reason: string | null
    was: TicketStatus
    why: PauseReason
    reminded: number
    heard: Date | null
    answerUntil: Date | null
  } | null
  /** Every time the clock stood still, in order; the one that lasts has no end. */
  pauses: Pause[]
  /** The limits on the whole ticket, each as often as it began to run. */
  clocks: TicketClock[]
  /** Who of the staff wants to be reminded of it, one wish a person. */
  recalls: Recall[]
  /** When the requester first heard from somebody of the desk. */
  answered: Date | null
  rating: { score: Score; at: Date } | null
  /** What the requester said when last asked whether it is solved. */
  confirmation: { answer: 'yes' | 'no'; at: Date } | null
  /** The note that holds the answer last given to the requester as the solution. */
  answer: string | null
  exit: { kind: (typeof exitKinds)[number]; reason: string; other: string | null } | null
  /** Events applied so far: the optimistic version. */
  version: number
}

/** The open run, or null once the ticket is closed. */
export function openRun(ticket: Ticket): StepRun | null {
  const last = ticket.runs.at(-1)
  return last && last.ended === null ? last : null
}

/** No further act of the SOP is possible, save reopening. */
export function isClosed(ticket: Ticket): boolean {
  return ticket.status === 'closed' || ticket.status === 'cancelled'
}

/** The part of each pause that fell within a run, or within a clock of the whole ticket; one may last into the next row. */
export function pausesWithin(
  { pauses }: Pick<Ticket, 'pauses'>,
  { started, ended }: Pick<StepRun, 'started' | 'ended'>,
): Pause[] {
  return pauses
    .filter(({ from, to }) => (to === null || to > started) && (ended === null || from < ended))
    .map((pause) => ({ ...pause, from: pause.from < started ? started : pause.from }))
}

/** Late is `ended > due`; an open run is judged at `now`, and a pause in force stops the clock where it began. */
export function isLate(
  run: Pick<StepRun, 'due' | 'ended'>,
  now: Date,
  pausedSince: Date | null = null,
): boolean {
  if (!run.due) return false
  return (run.ended ?? pausedSince ?? now) > run.due
}
