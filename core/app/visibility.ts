import { heldTitle } from '../notify/facts.ts'
import type { Service } from './desk.ts'
import { staffOf, type Staff } from './act.ts'
import type { StaffGroup } from './ports.ts'
import type { PersonTurn, Turn } from './turn.ts'

/** The services a person may see from where they write, with the roles held in them. */
export type SeenOffices = { service: Service; staff: Staff }[]

/** In a staff group the services bound to it; in a private chat those the person has a role in, or all for an admin. */
export async function officesSeenBy(turn: PersonTurn): Promise<SeenOffices> {
  const { desk } = turn.app
  const inGroup = turn.inbound.chat.kind === 'group'
  const here = inGroup ? await groupsHere(turn) : []
  const seesAll = !inGroup && (await isAdmin(turn))
  const leads = inGroup ? [] : await turn.tx.staff.grants({ person: turn.person.id, role: 'leader' })
  const seen: SeenOffices = []
  for (const service of desk.services) {
    if (inGroup && !here.some((g) => g.service === service.id)) continue
    const staff = await staffOf(turn.tx, service, turn.now)
    const isLeader = leads.some((grant) => grant.service === '*' || grant.service === service.id)
    if (inGroup || seesAll || isLeader || staff.rolesOf(turn.person.id).length > 0)
      seen.push({ service, staff })
  }
  return seen
}

/** What the person is in these services, as they read it. */
export function titlesIn({ app, person }: PersonTurn, seen: SeenOffices): string {
  const titles = seen.flatMap(({ service, staff }) =>
    staff.rolesOf(person.id).map((held) => heldTitle(app.words, service.profile, held)),
  )
  return [...new Set(titles)].join(', ')
}

/** The services in which the person holds a role. */
export async function servicesServedBy({ app, tx, now, person }: PersonTurn): Promise<Service[]> {
  const served: Service[] = []
  for (const service of app.desk.services) {
    const staff = await staffOf(tx, service, now)
    if (staff.rolesOf(person.id).length > 0) served.push(service)
  }
  return served
}

/** The bindings of the chat the turn came from: one for each service it serves. */
export async function groupsHere({ tx, chat: { channel, chat } }: Turn): Promise<StaffGroup[]> {
  const groups = await tx.staff.groups()
  return groups.filter((group) => group.chat.channel === channel && group.chat.chat === chat)
}

/** Admins see everything and give roles; to act on a ticket they need a role like anybody else. */
export async function isAdmin(turn: PersonTurn): Promise<boolean> {
  return (await turn.tx.staff.grants({ person: turn.person.id, service: '*', role: 'admin' })).length > 0
}
