import { roleTitle } from '../notify/facts.ts'
import { isoDate, wallTimeAt } from '../sla/zone-time.ts'
import type { RoleWords } from '../text/id/roles.ts'
import type { HeldRole } from '../ticket/ticket.ts'
import { callToWaiting, releaseAbandoned } from './absence.ts'
import { dayName, readDeputy } from './deputies.ts'
import type { Service } from './desk.ts'
import { takePerson } from './named.ts'
import type { Grant, Person } from './ports.ts'
import { takeService } from './services.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/** How long the period of the example lasts. */
const exampleDays = 14

/** `/peran`: who holds what; `/peran beri|cabut [layanan] PERAN[.unit] @staf` changes it, `plt DARI SAMPAI` for a time. */
export async function manageRoles(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { refusals } = turn.app.words.staff
  if (seen.length === 0) return respond(turn, refusals.unbound)
  const [, typed = '', what = ''] = /^(beri|cabut)\s+(\S[\s\S]*)$/i.exec(rest) ?? []
  const verb = typed.toLowerCase() === 'beri' ? 'beri' : 'cabut'
  const services = seen.map(({ service }) => service)
  const named = takeService(services, what)
  const [, role = '', whom = ''] = /^(\S+)\s+([\s\S]+)$/.exec(named.rest) ?? []
  if (whom === '') {
    for (const shown of seen) await showRoles(turn, shown)
    return
  }
  const meant = named.service ? [named.service] : services
  const post = postOf(turn.app.words.roles, meant, verb, role.toLowerCase())
  if ('refusal' in post) return respond(turn, post.refusal)
  const found = await takePerson(turn, whom)
  if (!found?.person) return respond(turn, refusals.unknownPerson(found?.typed ?? whom))
  const { service, ...held } = post
  const grant = { service: service.id, ...held, person: found.person.id }
  if (verb === 'beri') await giveRole(turn, service, grant, found.person, found.rest)
  else await takeRole(turn, service, grant, found.person)
}

/** The role that `peran` or `peran.unit` names in one of the services, or why it names none. */
function postOf(
  w: RoleWords,
  services: readonly Service[],
  verb: string,
  typed: string,
): { service: Service; role: string; unit: string | null } | { refusal: string } {
  const [role = '', unit = ''] = typed.split('.')
  const having = services.filter(({ profile }) => profile.roles[role]?.kind === 'staff')
  const [service] = having
  const known = [...new Set(services.flatMap(givable))]
  if (!service) return { refusal: known.length > 0 ? w.unknownRole(known.join(', ')) : w.noneToGive }
  if (having.length > 1) return { refusal: w.whichService(verb, role, having.map(({ id }) => id).join(', ')) }
  const { roles, units } = service.profile
  if (!roles[role]?.perUnit) return { service, role, unit: null }
  return Object.hasOwn(units, unit)
    ? { service, role, unit }
    : { refusal: w.needsUnit(role, Object.keys(units).join(', ')) }
}

async function giveRole(
  turn: PersonTurn,
  service: Service,
  grant: Grant,
  person: Person,
  typed: string,
): Promise<void> {
  const w = turn.app.words.roles
  const title = roleTitle(service.profile, grant.role, grant.unit)
  const period = periodOf(turn, service, grant, typed)
  if ('refusal' in period) return respond(turn, period.refusal)
  const { deputy } = period
  if (deputy) {
    const held = await turn.tx.staff.grants(grant)
    if (held.some((g) => g.deputy === undefined)) return respond(turn, w.holdsForGood(person.name, title))
  }
  if (!(await turn.tx.staff.give({ ...grant, ...(deputy && { deputy }) }))) return respond(turn, w.unchanged)
  const given = (name: string) =>
    deputy ? w.deputised(name, w.acting(deputy.kind, title), ...daysOf(turn, deputy)) : w.given(name, title)
  const isReached = (await turn.tx.people.address(person.id)) !== null
  const start = isReached ? '' : `\n${w.toldToStart(person.name)}`
  respond(turn, given(person.name) + start)
  if (deputy && person.id !== turn.person.id)
    turn.out.push({ kind: 'to-person', person: person.id, message: { text: given(w.you) } })
  // Other days than before may leave out today.
  await releaseAbandoned(turn, service, person.id)
  await callToWaiting(turn, service, grant)
}

/** The days of a deputy, none where nothing was typed, or what is wrong with them. */
function periodOf(
  turn: PersonTurn,
  service: Service,
  grant: Grant,
  typed: string,
): { deputy?: NonNullable<Grant['deputy']> } | { refusal: string } {
  const w = turn.app.words.roles
  const { zone } = service
  const read = readDeputy(typed, { now: turn.now, zone, words: turn.app.words.intake })
  switch (read.kind) {
    case 'none':
      return {}
    case 'deputy':
      return { deputy: read.deputy }
    case 'unreadable': {
      const { day: today } = wallTimeAt(zone, turn.now.getTime())
      const example = [isoDate(today), isoDate(today + exampleDays)] as const
      return { refusal: w.howDeputy(idOf(grant.role, grant.unit), ...example) }
    }
    case 'bad-day':
      return { refusal: w.badDay(read.text) }
    case 'ends-first':
      return { refusal: w.endsFirst(...daysOf(turn, read)) }
    case 'past':
      return { refusal: w.isPast(dayName(turn.app.words, read.until)) }
  }
}

function daysOf({ app }: PersonTurn, { from, until }: { from: string; until: string }): [string, string] {
  return [dayName(app.words, from), dayName(app.words, until)]
}

async function takeRole(turn: PersonTurn, service: Service, grant: Grant, person: Person): Promise<void> {
  const w = turn.app.words.roles
  if (!(await turn.tx.staff.take(grant))) return respond(turn, w.unchanged)
  respond(turn, w.taken(person.name, roleTitle(service.profile, grant.role, grant.unit)))
  await releaseAbandoned(turn, service, person.id)
}

async function showRoles(turn: PersonTurn, { service, staff }: SeenOffices[number]): Promise<void> {
  const w = turn.app.words.roles
  const { profile } = service
  const grants = await turn.tx.staff.grants({ service: service.id })
  const lines: string[] = []
  for (const [role, spec] of Object.entries(profile.roles)) {
    if (spec.kind !== 'staff') continue
    for (const unit of spec.perUnit ? Object.keys(profile.units) : [null]) {
      const title = roleTitle(profile, role, unit)
      const acting = grants.filter((g) => g.role === role && g.unit === unit)
      const holders = staff
        .holdersOf(role, unit)
        .filter((person) => staff.rolesOf(person).some((held) => isForGood(held, role, unit)))
      const names = await turn.tx.people.names([...holders, ...acting.map(({ person }) => person)])
      const listed = holders.map((person) => names.get(person) ?? person).join(', ')
      const who = spec.firstLevel ? w.everyone : listed || w.nobody
      lines.push(w.line(title, idOf(role, unit), who), ...deputyLines(turn, title, acting, names))
    }
  }
  const [example] = givable(service)
  const next = example === undefined ? w.noneToGive : w.usage(example)
  say(turn, { heading: w.heading(profile.title), text: [...lines, '', next].join('\n') })
}

/** Those who hold a role for a time, also where that has yet to begin. */
function deputyLines(
  turn: PersonTurn,
  title: string,
  grants: readonly Grant[],
  names: ReadonlyMap<string, string>,
): string[] {
  const { words } = turn.app
  return grants.flatMap(({ person, deputy }) => {
    if (!deputy) return []
    const acting = words.roles.acting(deputy.kind, title)
    return [words.roles.deputyLine(acting, names.get(person) ?? person, ...daysOf(turn, deputy))]
  })
}

function isForGood(held: HeldRole, role: string, unit: string | null): boolean {
  return held.role === role && (held.unit ?? null) === unit && held.deputy === undefined
}

/** The roles an admin may give: everybody in the group has the first level already. */
function givable({ profile }: Service): string[] {
  return Object.entries(profile.roles).flatMap(([id, role]) => {
    if (role.kind !== 'staff' || role.firstLevel) return []
    return role.perUnit ? Object.keys(profile.units).map((unit) => idOf(id, unit)) : [id]
  })
}

/** A role as an admin types it: `teknisi.jaringan`. */
function idOf(role: string, unit: string | null): string {
  return unit === null ? role : `${role}.${unit}`
}
