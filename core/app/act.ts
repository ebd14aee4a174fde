import { notices } from '../notify/notices.ts'
import { reminderPlan } from '../sla/reminders.ts'
import { parseDuration } from '../sla/duration.ts'
import { firstLevelRole, type Profile } from '../sop/sop.ts'
import type { Refusal, Rules, TicketCommand } from '../ticket/commands.ts'
import { decide } from '../ticket/decide.ts'
import { fold } from '../ticket/evolve.ts'
import { holdsRole } from '../ticket/rights.ts'
import { openRun, type HeldRole, type Ticket, type TicketEvent } from '../ticket/ticket.ts'
import { serviceOf, type Desk, type Service } from './desk.ts'
import { groupOf } from './outgoing.ts'
import type { Note, TicketFile, Tx } from './ports.ts'
import type { App, Turn } from './turn.ts'

/** Who holds what in a service now: grants, and the first level of everybody present in the staff group. */
export type Staff = {
  rolesOf: (person: string) => HeldRole[]
  holdersOf: (role: string, unit: string | null) => string[]
}

/** What a decision about a ticket needs to have at hand. */
export type Office = { service: Service; profile: Profile; staff: Staff; rules: Rules }

/** The roles of a service. Leaving the staff group suspends every role held in it. */
export async function staffOf(tx: Tx, service: Service): Promise<Staff> {
  const grants = await tx.staff.grants({ service: service.id })
  const group = await groupOf(tx, service.id)
  const members = group ? await tx.staff.members(group.chat) : []
  const gone = new Set(members.filter((m) => !m.present).map((m) => m.person))
  const held = new Map<string, HeldRole[]>()
  const add = (person: string, role: HeldRole) => held.set(person, [...(held.get(person) ?? []), role])
  for (const { person, present } of members)
    if (present) add(person, { role: firstLevelRole(service.profile) })
  for (const g of grants)
    if (!gone.has(g.person)) add(g.person, { role: g.role, ...(g.unit === null ? {} : { unit: g.unit }) })
  return {
    rolesOf: (person) => held.get(person) ?? [],
    holdersOf: (role, unit) =>
      [...held]
        .filter(([, roles]) => holdsRole(service.profile, roles, role, unit))
        .map(([person]) => person),
  }
}

/** The office around a ticket: its service as the desk runs it now, and the profile it was opened under. */
export async function officeOf(
  tx: Tx,
  desk: Desk,
  ticket: Pick<Ticket, 'service' | 'profile'>,
): Promise<Office> {
  const service = serviceOf(desk, ticket.service)
  if (!service) throw new Error(`the desk no longer runs ${ticket.service}`)
  const profile =
    ticket.profile === service.profileHash ? service.profile : await tx.profiles.get(ticket.profile)
  if (!profile) throw new Error(`profile ${ticket.profile} is not stored`)
  const staff = await staffOf(tx, service)
  const rules = { profile, calendar: service.calendar, limits: service.limits, rolesOf: staff.rolesOf }
  return { service, profile, staff, rules }
}

/** The events a command brought about, or why it was refused. */
export type Done = { ok: true; file: TicketFile; events: TicketEvent[] } | { ok: false; refusal: Refusal }

/**
 * Decides a command on a stored ticket, stores what follows from it and puts the messages in the turn. `notes` are
 * the texts the command refers to; they are kept only when it is accepted.
 */
export async function act(
  turn: Turn,
  office: Office,
  file: TicketFile,
  command: TicketCommand,
  notes: Note[],
): Promise<Done> {
  const decision = decide(office.rules, file.ticket, command, turn.now)
  if (!decision.ok) return decision
  const after = { ...file, ticket: fold(decision.events, file.ticket) as Ticket }
  for (const note of notes) await turn.tx.notes.put(note)
  await turn.tx.tickets.save(
    after,
    file.ticket.version,
    decision.events,
    nextReminder(turn.app, office, after.ticket, turn.now),
  )
  turn.out.push(...(await noticesOf(turn, office, after, decision.events)))
  return { ok: true, file: after, events: decision.events }
}

/** Opens a ticket; the caller has made sure that its draft has none yet. */
export async function openTicket(
  turn: Turn,
  office: Office,
  file: Omit<TicketFile, 'ticket'>,
  command: TicketCommand,
): Promise<TicketFile> {
  const decision = decide(office.rules, null, command, turn.now)
  if (!decision.ok) throw new Error(`a new ticket was refused: ${decision.refusal.code}`)
  const opened: TicketFile = { ...file, ticket: fold(decision.events) as Ticket }
  await turn.tx.tickets.create(
    opened,
    decision.events,
    nextReminder(turn.app, office, opened.ticket, turn.now),
  )
  turn.out.push(...(await noticesOf(turn, office, opened, decision.events)))
  return opened
}

/** When the ticket must next be looked at for a reminder: the first level still ahead; null where none is. */
export function nextReminder(app: Pick<App, 'desk'>, office: Office, ticket: Ticket, now: Date): Date | null {
  const plan = reminders(app, office, ticket).filter((level) => level.at > now)
  return plan.reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null)
}

/** The reminder levels of the open run; none while it has no limit or its clock stands. */
export function reminders(app: Pick<App, 'desk'>, office: Office, ticket: Ticket) {
  const run = openRun(ticket)
  if (!run?.due || ticket.paused || run.limit === null) return []
  const limit = parseDuration(run.limit)
  if (!limit) return []
  const levels = app.desk.reminders.map((percent) => ({ percent }))
  return reminderPlan(office.service.calendar, { started: run.clockFrom, due: run.due, limit, levels })
}

/** Everybody's part of what happened, with the names and texts it mentions. */
async function noticesOf(turn: Turn, office: Office, file: TicketFile, events: TicketEvent[]) {
  const { ticket } = file
  const people = [...ticket.runs.map((r) => r.assignee), ...events.map((e) => e.by ?? null)]
  const names = await turn.tx.people.names([...new Set(people.filter((p) => p !== null))])
  const notes = await turn.tx.notes.get([...new Set([...notesIn(ticket), ...events.flatMap(notesOfEvent)])])
  return notices(
    {
      words: turn.app.words,
      service: office.service,
      profile: office.profile,
      file,
      names,
      notes,
      holdersOf: office.staff.holdersOf,
      now: turn.now,
    },
    events,
  )
}

/** The notes a card may show. */
export function notesIn(ticket: Ticket): string[] {
  const last = ticket.runs.findLast((run) => run.ended !== null)
  const given = Object.values(last?.inputs ?? {}).flatMap((value) => ('note' in value ? [value.note] : []))
  return [
    ...given,
    ...(ticket.answer === null ? [] : [ticket.answer]),
    ...(ticket.exit ? [ticket.exit.reason] : []),
  ]
}

function notesOfEvent(event: TicketEvent): string[] {
  const inputs =
    'inputs' in event ? Object.values(event.inputs).flatMap((v) => ('note' in v ? [v.note] : [])) : []
  const note = 'note' in event ? [event.note] : []
  const reason = 'reason' in event && event.reason !== null ? [event.reason] : []
  return [...inputs, ...note, ...reason]
}
