import { notices } from '../notify/notices.ts'
import { firstLevelRole, type Profile } from '../sop/sop.ts'
import type { Refusal, Rules, TicketCommand } from '../ticket/commands.ts'
import { decide } from '../ticket/decide.ts'
import { fold } from '../ticket/evolve.ts'
import { localDate } from '../sla/zone-time.ts'
import { holdsRole, isInForce } from '../ticket/rights.ts'
import { type Actor, type HeldRole, type Inputs, type Ticket, type TicketEvent } from '../ticket/ticket.ts'
import { serviceOf, type Desk, type Service } from './desk.ts'
import { limitsOf } from './limits.ts'
import { levelsAhead, nextMoment } from './moments.ts'
import { groupOf } from './outgoing.ts'
import type { Note, TicketFile, Tx } from './ports.ts'
import type { Hand, PersonTurn } from './turn.ts'

/** Who holds what in a service now: grants, and the first level of everybody present in the staff group. */
export type Staff = {
  rolesOf: (person: string) => HeldRole[]
  holdersOf: (role: string, unit: string | null) => string[]
}

/** What a decision about a ticket needs to have at hand. */
export type Office = { service: Service; profile: Profile; staff: Staff; rules: Rules }

/** The roles of a service at `now`. Leaving the staff group suspends every role held in it; a deputy has days. */
export async function staffOf(tx: Tx, service: Service, now: Date): Promise<Staff> {
  const today = localDate(service.zone, now)
  const grants = (await tx.staff.grants({ service: service.id })).filter(
    (grant) => grant.role in service.profile.roles && isInForce(grant, today),
  )
  const group = await groupOf(tx, service.id)
  const members = group ? await tx.staff.members(group.chat) : []
  const gone = new Set(members.filter((m) => !m.present).map((m) => m.person))
  const held = new Map<string, HeldRole[]>()
  const add = (person: string, role: HeldRole) => held.set(person, [...(held.get(person) ?? []), role])
  for (const { person, present } of members)
    if (present) add(person, { role: firstLevelRole(service.profile) })
  for (const g of grants)
    if (!gone.has(g.person))
      add(g.person, {
        role: g.role,
        ...(g.unit !== null && { unit: g.unit }),
        ...(g.deputy && { deputy: g.deputy.kind }),
      })
  return {
    rolesOf: (person) => held.get(person) ?? [],
    holdersOf: (role, unit) =>
      [...held]
        .filter(([, roles]) => holdsRole(service.profile, roles, role, unit))
        .map(([person]) => person),
  }
}

/** The service a ticket belongs to, and the profile it was opened under and stays under. */
export type Sop = { service: Service; profile: Profile }

/** A service the desk no longer runs goes on for the tickets it still has, in the desk's own hours. */
export async function sopOf(tx: Tx, desk: Desk, ticket: Pick<Ticket, 'service' | 'profile'>): Promise<Sop> {
  const running = serviceOf(desk, ticket.service)
  if (running?.profileHash === ticket.profile) return { service: running, profile: running.profile }
  const profile = await tx.profiles.get(ticket.profile)
  if (!profile) throw new Error(`profile ${ticket.profile} is not stored`)
  const retired: Service = {
    id: ticket.service,
    profile,
    profileHash: ticket.profile,
    calendar: desk.calendar,
    zone: profile.timeZone,
    limits: {},
    reminders: desk.reminders,
    quietHours: desk.quietHours,
    staffGroup: null,
    agency: desk.agency,
    letterhead: { lines: [desk.agency.toUpperCase()], place: '' },
  }
  return { service: running ?? retired, profile }
}

/** The office around a ticket at `now`: its service as the desk runs it, its people, and the rules for a decision. */
export async function officeOf(
  tx: Tx,
  desk: Desk,
  ticket: Pick<Ticket, 'service' | 'profile'>,
  now: Date,
): Promise<Office> {
  const { service, profile } = await sopOf(tx, desk, ticket)
  const staff = await staffOf(tx, service, now)
  const limits = await limitsOf(tx, service)
  const rules = { profile, calendar: service.calendar, limits, rolesOf: staff.rolesOf }
  return { service, profile, staff, rules }
}

/** The person of a turn, in the roles held in the office. */
export function officer({ person }: Pick<PersonTurn, 'person'>, { staff }: Office): Actor {
  return { kind: 'staff', person: person.id, roles: staff.rolesOf(person.id) }
}

/** The events a command brought about, or why it was refused. */
export type Done = { ok: true; file: TicketFile; events: TicketEvent[] } | { ok: false; refusal: Refusal }

/**
 * Decides a command on a stored ticket, stores what follows from it and puts the messages in the turn. `notes` are
 * the texts the command refers to; they are kept only when it is accepted.
 */
export async function act(
  turn: Hand,
  office: Office,
  file: TicketFile,
  command: TicketCommand,
  notes: Note[],
): Promise<Done> {
  const decision = decide(office.rules, file.ticket, command, turn.now)
  if (!decision.ok) return decision
  const after = { ...file, ticket: fold(decision.events, file.ticket) as Ticket }
  for (const note of notes) await turn.tx.notes.put(note)
  await turn.tx.tickets.save(after, file.ticket.version, decision.events, nextMoment(office, after.ticket))
  if (decision.events.some(({ kind }) => kind === 'due-recomputed'))
    for (const limit of levelsAhead(office, after.ticket, turn.now))
      await turn.tx.reminders.forget({ ticket: after.ticket.id, ...limit })
  turn.out.push(...(await noticesOf(turn, office, after, decision.events)))
  return { ok: true, file: after, events: decision.events }
}

/** Opens a ticket; the caller has made sure that its draft has none yet. */
export async function openTicket(
  turn: Hand,
  office: Office,
  file: Omit<TicketFile, 'ticket'>,
  command: TicketCommand,
): Promise<TicketFile> {
  const decision = decide(office.rules, null, command, turn.now)
  if (!decision.ok) throw new Error(`a new ticket was refused: ${decision.refusal.code}`)
  const opened: TicketFile = { ...file, ticket: fold(decision.events) as Ticket }
  await turn.tx.tickets.create(opened, decision.events, nextMoment(office, opened.ticket))
  turn.out.push(...(await noticesOf(turn, office, opened, decision.events)))
  return opened
}

/** Everybody's part of what happened, with the names and texts it mentions. */
async function noticesOf(turn: Hand, office: Office, file: TicketFile, events: TicketEvent[]) {
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
      agency: office.service.agency,
      linked: await linkedAtEnd(turn, events, ticket.id),
      mails: turn.app.mails,
      now: turn.now,
    },
    events,
  )
}

/** The open tickets of the same cause, where this one has just been closed. */
async function linkedAtEnd(turn: Hand, events: TicketEvent[], id: string): Promise<string[]> {
  if (!events.some(({ kind }) => kind === 'closed')) return []
  return (await turn.tx.tickets.linkedTo(id)).map(({ ticket }) => ticket.id)
}

/** The notes a card may show. */
export function notesIn(ticket: Ticket): string[] {
  const last = ticket.runs.findLast((run) => run.ended !== null)
  return [
    ...notesOfInputs(last?.inputs ?? {}),
    ...(ticket.answer === null ? [] : [ticket.answer]),
    ...(ticket.exit ? [ticket.exit.reason] : []),
    ...(ticket.paused?.reason ? [ticket.paused.reason] : []),
    ...(ticket.announced === null ? [] : [ticket.announced]),
  ]
}

/** The notes that hold the texts and files handed over. */
export function notesOfInputs(inputs: Inputs): string[] {
  return Object.values(inputs).flatMap((value) =>
    'note' in value ? [value.note] : 'evidence' in value ? [value.evidence] : [],
  )
}

/** The people named in a disposisi. */
export function staffOfInputs(inputs: Inputs): string[] {
  return Object.values(inputs).flatMap((value) => ('staff' in value ? [value.staff] : []))
}

/** The notes an event refers to. */
export function notesOfEvent(event: TicketEvent): string[] {
  const inputs = 'inputs' in event ? notesOfInputs(event.inputs) : []
  const note = 'note' in event && event.note !== null ? [event.note] : []
  const reason = 'reason' in event && event.reason !== null ? [event.reason] : []
  return [...inputs, ...note, ...reason]
}
