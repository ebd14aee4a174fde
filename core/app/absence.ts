import { roleTitle } from '../notify/facts.ts'
import { isOpen } from '../sla/calendar.ts'
import { localDate } from '../sla/zone-time.ts'
import { holdsRole, isFirstLevel } from '../ticket/rights.ts'
import { openRun } from '../ticket/ticket.ts'
import { sopOf, staffOf } from './act.ts'
import { dayName } from './deputies.ts'
import { serviceOf, type Service } from './desk.ts'
import type { Grant } from './ports.ts'
import { actQuietly, heldBy, listMessage, type Held, type Reader } from './several.ts'
import type { App, Hand } from './turn.ts'
import { within } from './within.ts'

/** More than anybody reads; each has its card. */
const listedMax = 20

/**
 * Puts back into the queue what somebody holds in a role no longer theirs, and calls those who may take it: after they
 * left the staff group, lost the role, or their time as a deputy ended.
 */
export async function releaseAbandoned(turn: Hand, service: Service, person: string): Promise<void> {
  const returned: Held[] = []
  for (const held of await heldBy(turn, service, person)) {
    const { office, run } = held
    if (holdsRole(office.profile, office.staff.rolesOf(person), run.holder, run.unit)) continue
    const done = await actQuietly(turn, held, { kind: 'release', by: { kind: 'system' } })
    if (done.ok) returned.push({ ...held, file: done.file })
  }
  await tellReturned(turn, service, person, returned, null)
}

/** Takes the role from deputies whose last day is over, in working hours; answers how many those were. */
export async function endDeputies(app: App, now: Date): Promise<number> {
  return within(app, async (tx, app) => {
    let ended = 0
    for (const grant of await tx.staff.grants({})) {
      const service = serviceOf(app.desk, grant.service)
      if (!service || !isOpen(service.calendar, now)) continue
      if (grant.deputy && grant.deputy.until < localDate(service.zone, now))
        ended += await endDeputy({ app, tx, now, out: [] }, service, grant, grant.deputy)
    }
    return ended
  })
}

async function endDeputy(
  turn: Hand,
  service: Service,
  grant: Grant,
  deputy: NonNullable<Grant['deputy']>,
): Promise<number> {
  const { app, tx } = turn
  const w = app.words.roles
  if (!(await tx.staff.take(grant))) return 0
  const name = (await tx.people.names([grant.person])).get(grant.person) ?? ''
  const acting = w.acting(deputy.kind, roleTitle(service.profile, grant.role, grant.unit))
  const ended = (whose: string) => ({ text: w.ended(whose, acting, dayName(app.words, deputy.until)) })
  turn.out.push(
    { kind: 'to-group', service: service.id, ticket: null, message: ended(name) },
    { kind: 'to-person', person: grant.person, message: ended(w.you) },
  )
  await releaseAbandoned(turn, service, grant.person)
  await tx.outbox.put(turn.out)
  return 1
}

/**
 * Tells the group which tickets came back from somebody, and calls those of a role above the first level, who hear of
 * theirs directly too; the first level sees the cards.
 */
export async function tellReturned(
  turn: Hand,
  service: Service,
  from: string,
  returned: readonly Held[],
  note: string | null,
): Promise<void> {
  if (returned.length === 0) return
  const w = turn.app.words.roles
  const name = (await turn.tx.people.names([from])).get(from) ?? ''
  const takersOf = (held: Held) => holdersAbove(held)?.filter((person) => person !== from) ?? null
  const message = (tickets: readonly Held[], reader: Reader) => {
    const stuck = tickets.filter((held) => takersOf(held)?.length === 0)
    const after = [
      ...(stuck.length < tickets.length ? [w.toTake] : []),
      ...stuck.map(({ office, file, run }) =>
        w.nobodyElse(file.ticket.number, roleTitle(office.profile, run.holder, run.unit)),
      ),
    ]
    return listMessage(turn, tickets, reader, { heading: w.returned(name, tickets.length), note, after })
  }
  const calls = [...new Set(returned.flatMap((held) => takersOf(held) ?? []))]
  turn.out.push({
    kind: 'to-group',
    service: service.id,
    ticket: null,
    message: message(returned, 'group'),
    calls,
  })
  for (const person of calls) {
    const theirs = returned.filter((held) => takersOf(held)?.includes(person))
    turn.out.push({ kind: 'to-person', person, message: message(theirs, 'concerned') })
  }
}

/** Those who may take a ticket; null where that is the first level. */
function holdersAbove({ office, run }: Held): string[] | null {
  return isFirstLevel(office.profile, run.holder) ? null : office.staff.holdersOf(run.holder, run.unit)
}

/** Calls somebody who has just been given a role to the tickets that wait for it and that nobody holds. */
export async function callToWaiting(
  turn: Hand,
  service: Service,
  { role, unit, person }: Grant,
): Promise<void> {
  const { app, tx, now } = turn
  const { profile } = service
  const staff = await staffOf(tx, service, now)
  if (isFirstLevel(profile, role) || !holdsRole(profile, staff.rolesOf(person), role, unit)) return
  const holders = [{ role, ...(unit !== null && { unit }) }]
  const listed = await tx.tickets.list({ service: service.id, open: true, holders }, listedMax)
  const waiting = listed.filter(({ ticket }) => openRun(ticket)?.assignee === null)
  if (waiting.length === 0) return
  const tickets = await Promise.all(
    waiting.map(async (file) => ({ office: await sopOf(tx, app.desk, file.ticket), file })),
  )
  const heading = app.words.roles.waiting(roleTitle(profile, role, unit), waiting.length)
  const parts = { heading, note: null, after: [app.words.roles.toTake] }
  turn.out.push(
    {
      kind: 'to-group',
      service: service.id,
      ticket: null,
      message: listMessage(turn, tickets, 'group', parts),
      calls: [person],
    },
    { kind: 'to-person', person, message: listMessage(turn, tickets, 'concerned', parts) },
  )
}
