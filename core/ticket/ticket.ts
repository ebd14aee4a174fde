import { z } from 'zod'
import { exitKinds } from '../sop/sop.ts'

/** Whose act it was: somebody known by id, in the roles that person holds now, or the program itself. */
export type Actor =
  | { kind: 'staff'; person: string; roles: HeldRole[] }
  | { kind: 'requester'; person: string }
  | { kind: 'system' }

/** A role held in one service, for one unit where the role is per unit. */
export type HeldRole = { role: string; unit?: string }

export const priorities = ['normal', 'urgent', 'critical'] as const
export type Priority = (typeof priorities)[number]
export type TicketStatus = 'new' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'cancelled'

/** What was handed over with an outcome. Texts are kept apart and referred to: an event holds no personal data. */
const InputValue = z.union([
  z.object({ note: z.string() }),
  z.object({ choice: z.string() }),
  z.object({ unit: z.string() }),
  z.object({ staff: z.string() }),
])
export type InputValue = z.infer<typeof InputValue>
export const Inputs = z.record(z.string(), InputValue)
export type Inputs = z.infer<typeof Inputs>

const base = { at: z.coerce.date(), by: z.string().optional() }
const due = z.coerce.date().nullable()

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
  }),
  z.object({ ...base, kind: z.literal('completed-intake') }),
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
  }),
  z.object({
    ...base,
    kind: z.literal('outcome-chosen'),
    step: z.string(),
    run: z.number(),
    outcome: z.string(),
    inputs: Inputs,
    answer: z.string().nullable(),
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
  z.object({ ...base, kind: z.literal('paused'), reason: z.string().nullable() }),
  z.object({ ...base, kind: z.literal('resumed'), due, clockFrom: z.coerce.date() }),
  z.object({ ...base, kind: z.literal('answered'), note: z.string() }),
  z.object({ ...base, kind: z.literal('note-added'), note: z.string() }),
  z.object({ ...base, kind: z.literal('message-from-requester'), note: z.string() }),
  z.object({ ...base, kind: z.literal('confirmed') }),
  z.object({ ...base, kind: z.literal('disputed') }),
  z.object({ ...base, kind: z.literal('prioritised'), priority: z.enum(priorities) }),
  z.object({ ...base, kind: z.literal('reclassified'), category: z.string() }),
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
}

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
  priority: Priority
  unit: string | null
  status: TicketStatus
  opened: Date
  closed: Date | null
  runs: StepRun[]
  /** Waiting for the requester, and the status to go back to. */
  paused: { since: Date; reason: string | null; was: TicketStatus } | null
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

/** Late is `ended > due`; an open run is judged at `now`, and a pause in force stops the clock where it began. */
export function isLate(run: StepRun, now: Date, pausedSince: Date | null = null): boolean {
  if (!run.due) return false
  return (run.ended ?? pausedSince ?? now) > run.due
}
