import { z } from 'zod'
import type { TicketFile } from '../../core/app/ports.ts'
import {
  clockKinds,
  Inputs,
  openRun,
  pauseReasons,
  priorities,
  scores,
  secrecies,
  type StepRun,
  type Ticket,
} from '../../core/ticket/ticket.ts'
import { exitKinds } from '../../core/sop/sop.ts'
import { lateFrom } from '../../core/ticket/clocks.ts'
import type { Prisma } from '../generated/client.ts'
import { idToWrite } from './ids.ts'
import { toJson, toNullableJson } from './json.ts'

/** What is read with a ticket. */
export const withRuns = { runs: { orderBy: { ordinal: 'asc' } } } satisfies Prisma.TicketInclude
type TicketRow = Prisma.TicketGetPayload<{ include: typeof withRuns }>
type RunRow = TicketRow['runs'][number]

const status = z.enum(['new', 'in_progress', 'pending', 'resolved', 'closed', 'cancelled'])
const Paused = z
  .object({
    since: z.coerce.date(),
    reason: z.string().nullable(),
    was: status,
    why: z.enum(pauseReasons).default('requester'),
    reminded: z.number().default(0),
    heard: z.coerce.date().nullable().default(null),
    answerUntil: z.coerce.date().nullable().default(null),
  })
  .nullable()
/** Stretches in which a clock stood still. */
export const Pauses = z.array(
  z.object({ from: z.coerce.date(), to: z.coerce.date().nullable(), why: z.enum(pauseReasons) }),
)
const Clocks = z.array(
  z.object({
    clock: z.enum(clockKinds),
    limit: z.string(),
    started: z.coerce.date(),
    clockFrom: z.coerce.date(),
    due: z.coerce.date(),
    ended: z.coerce.date().nullable(),
  }),
)
const Recalls = z.array(z.object({ person: z.string(), when: z.coerce.date(), note: z.string() }))
const Followers = z.array(z.object({ person: z.string(), at: z.coerce.date(), note: z.string().nullable() }))
const Numbers = z.record(z.string(), z.object({ letter: z.string(), agenda: z.string().nullable() }))
const Climbs = z.array(
  z.object({
    at: z.coerce.date(),
    by: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    outcome: z.string(),
    inputs: Inputs,
  }),
)
const Confirmation = z.object({ answer: z.enum(['yes', 'no']), at: z.coerce.date() }).nullable()
const Exit = z
  .object({ kind: z.enum(exitKinds), reason: z.string(), other: z.string().nullable() })
  .nullable()

/** The ticket a row and its runs stand for. */
export function toFile(row: TicketRow): TicketFile {
  const ticket: Ticket = {
    id: String(row.id),
    number: row.number,
    service: row.service,
    profile: row.profileHash,
    draft: row.draftId,
    requester: String(row.requesterId),
    category: row.category,
    complete: row.complete,
    channel: row.channel,
    received: row.receivedAt,
    recordedBy: row.recordedById === null ? null : String(row.recordedById),
    priority: z.enum(priorities).parse(row.priority),
    secrecy: z.enum(secrecies).parse(row.secrecy),
    linkedTo: row.linkedTo === null ? null : String(row.linkedTo),
    announced: row.announcedNote,
    followers: Followers.parse(row.followers),
    numbers: Numbers.parse(row.numbers),
    unit: row.unit,
    status: status.parse(row.status),
    opened: row.openedAt,
    closed: row.closedAt,
    runs: row.runs.map(toRun),
    paused: Paused.parse(row.paused),
    pauses: Pauses.parse(row.pauses),
    clocks: Clocks.parse(row.clocks),
    recalls: Recalls.parse(row.recalls),
    answered: row.answeredAt,
    rating:
      row.rating && row.ratedAt ? { score: z.literal(scores).parse(row.rating), at: row.ratedAt } : null,
    confirmation: Confirmation.parse(row.confirmation),
    answer: row.answerNote,
    exit: Exit.parse(row.exit),
    version: row.version,
  }
  return {
    ticket,
    answers: row.answers as TicketFile['answers'],
    evidence: row.evidence as TicketFile['evidence'],
    origin: row.origin as TicketFile['origin'],
  }
}

/** The columns of a ticket, without its id. The open run's stand here too, so that a queue needs no other table. */
export function ticketColumns(
  { ticket, answers, evidence, origin }: TicketFile,
  nextReminderAt: Date | null,
) {
  const run = openRun(ticket)
  return {
    number: ticket.number,
    service: ticket.service,
    profileHash: ticket.profile,
    draftId: ticket.draft,
    requesterId: idToWrite(ticket.requester),
    origin: toNullableJson(origin),
    channel: ticket.channel,
    recordedById: ticket.recordedBy === null ? null : idToWrite(ticket.recordedBy),
    answers: toJson(answers),
    evidence: toJson(evidence),
    category: ticket.category,
    complete: ticket.complete,
    priority: ticket.priority,
    secrecy: ticket.secrecy,
    linkedTo: ticket.linkedTo === null ? null : idToWrite(ticket.linkedTo),
    announcedNote: ticket.announced,
    followers: toJson(ticket.followers),
    numbers: toJson(ticket.numbers),
    unit: ticket.unit,
    status: ticket.status,
    confirmation: toNullableJson(ticket.confirmation),
    paused: toNullableJson(ticket.paused),
    pauses: toJson(ticket.pauses),
    clocks: toJson(ticket.clocks),
    recalls: toJson(ticket.recalls),
    answeredAt: ticket.answered,
    rating: ticket.rating?.score ?? null,
    ratedAt: ticket.rating?.at ?? null,
    exit: toNullableJson(ticket.exit),
    answerNote: ticket.answer,
    step: run?.step ?? null,
    holder: run?.holder ?? null,
    assigneeId: run?.assignee ? idToWrite(run.assignee) : null,
    receivedAt: ticket.received,
    openedAt: ticket.opened,
    closedAt: ticket.closed,
    dueAt: ticket.paused ? null : (run?.due ?? null),
    lateAt: lateFrom(ticket),
    nextReminderAt,
    version: ticket.version,
  }
}

/** The columns of a run, without its key. */
export function runColumns(run: StepRun) {
  return {
    step: run.step,
    run: run.run,
    role: run.role,
    holder: run.holder,
    unit: run.unit,
    assigneeId: run.assignee === null ? null : idToWrite(run.assignee),
    limit: run.limit,
    startedAt: run.started,
    clockFrom: run.clockFrom,
    dueAt: run.due,
    endedAt: run.ended,
    outcome: run.outcome,
    inputs: toJson(run.inputs),
    climbs: toJson(run.climbs),
    heardAt: run.heard,
    warnedAt: run.warned,
    answerUntil: run.answerUntil,
  }
}

function toRun(row: RunRow): StepRun {
  return {
    step: row.step,
    run: row.run,
    role: row.role,
    holder: row.holder,
    unit: row.unit,
    assignee: row.assigneeId === null ? null : String(row.assigneeId),
    limit: row.limit,
    started: row.startedAt,
    clockFrom: row.clockFrom,
    due: row.dueAt,
    ended: row.endedAt,
    outcome: row.outcome,
    inputs: Inputs.parse(row.inputs),
    climbs: Climbs.parse(row.climbs),
    heard: row.heardAt,
    warned: row.warnedAt,
    answerUntil: row.answerUntil,
  }
}
