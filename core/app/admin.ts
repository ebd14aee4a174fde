import { roleTitle } from '../notify/facts.ts'
import { firstLevelRole } from '../sop/sop.ts'
import { takeMention } from '../staff/parse.ts'
import { serviceOf, type Service } from './desk.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import { isAdmin, type SeenOffices } from './visibility.ts'

/** Tickets that came before the group was bound get their cards; more than this would only bury it. */
const cardsMax = 20

/**
 * `/hubungkan KODE [layanan]` in a staff group. Whoever gives the installation's code first becomes the admin; after
 * that only an admin binds.
 */
export async function bindGroup(turn: PersonTurn, rest: string): Promise<void> {
  const { desk, words, setupCode, bot } = turn.app
  const w = words.staff.bind
  if (turn.inbound.chat.kind !== 'group') return respond(turn, w.needGroup)
  const [code = '', wanted = ''] = rest.split(/\s+/)
  const admin = await isAdmin(turn)
  const anyAdmin = (await turn.tx.staff.grants({ service: '*', role: 'admin' })).length > 0
  if (anyAdmin && !admin) return respond(turn, words.staff.refusals.notAdmin)
  if (code !== setupCode) return respond(turn, w.wrongCode)
  const service = wanted === '' && desk.services.length === 1 ? desk.services[0] : serviceOf(desk, wanted)
  if (!service) return respond(turn, w.whichService(desk.services.map((s) => s.id).join(', ')))
  const { title = '', hasTopics = false } = turn.inbound.chat
  await turn.tx.staff.bind({
    service: service.id,
    chat: { channel: turn.chat.channel, chat: turn.chat.chat },
    title,
    hasTopics,
  })
  if (!anyAdmin) await turn.tx.staff.give({ service: '*', role: 'admin', unit: null, person: turn.person.id })
  const lines = [
    w.done(service.profile.title),
    anyAdmin ? '' : w.firstAdmin,
    bot.readsAllInGroups ? '' : w.privacy,
  ]
  respond(turn, lines.filter(Boolean).join('\n'))
  const open = await turn.tx.tickets.list({ service: service.id, open: true }, cardsMax)
  turn.out.push(
    ...open.map(({ ticket }) => ({ kind: 'card' as const, service: service.id, ticket: ticket.id })),
  )
}

/** `/peran`: who holds what; `/peran beri|cabut PERAN[.unit] @staf` changes it. */
export async function manageRoles(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const w = turn.app.words.staff
  const match = /^(beri|cabut)\s+(\S+)\s+([\s\S]+)$/i.exec(rest)
  if (!match) return showRoles(turn, seen)
  const [, verb = '', typed = '', whom = ''] = match
  const [role = '', unit = null] = typed.toLowerCase().split('.') as [string, string?]
  const service = seen.map((s) => s.service).find((s) => role in s.profile.roles)
  if (!service) return respond(turn, w.roles.unknownRole(seen.flatMap((s) => givable(s.service)).join(', ')))
  const spec = service.profile.roles[role]
  const units = Object.keys(service.profile.units)
  if (!spec || spec.kind !== 'staff') return respond(turn, w.roles.unknownRole(givable(service).join(', ')))
  if (spec.perUnit && (unit === null || !units.includes(unit)))
    return respond(turn, w.roles.needsUnit(role, units.join(', ')))
  const person = await personFor(turn, whom)
  if (!person) return respond(turn, w.refusals.unknownPerson(whom))
  const grant = { service: service.id, role, unit: spec.perUnit ? unit : null, person: person.id }
  const changed =
    verb.toLowerCase() === 'beri' ? await turn.tx.staff.give(grant) : await turn.tx.staff.take(grant)
  if (!changed) return respond(turn, w.roles.unchanged)
  const title = roleTitle(service.profile, role, grant.unit)
  if (verb.toLowerCase() === 'cabut') return respond(turn, w.roles.taken(person.name, title))
  const start = person.reachable ? '' : `\n${w.roles.toldToStart(person.name)}`
  respond(turn, w.roles.given(person.name, title) + start)
}

async function showRoles(turn: PersonTurn, seen: SeenOffices): Promise<void> {
  const w = turn.app.words.staff.roles
  for (const { service, staff } of seen) {
    const { profile } = service
    const lines: string[] = []
    for (const [role, spec] of Object.entries(profile.roles)) {
      if (spec.kind !== 'staff') continue
      for (const unit of spec.perUnit ? Object.keys(profile.units) : [null]) {
        const holders = staff.holdersOf(role, unit)
        const names = await turn.tx.people.names(holders)
        const listed = holders.map((id) => names.get(id) ?? id).join(', ')
        const who = role === firstLevelRole(profile) ? w.everyone : listed || w.nobody
        lines.push(w.line(roleTitle(profile, role, unit), unit === null ? role : `${role}.${unit}`, who))
      }
    }
    say(turn, { heading: w.heading(profile.title), text: [...lines, w.usage].join('\n') })
  }
}

function givable({ profile }: Service): string[] {
  return Object.entries(profile.roles).flatMap(([id, role]) => {
    if (role.kind !== 'staff' || role.firstLevel) return []
    return role.perUnit ? Object.keys(profile.units).map((unit) => `${id}.${unit}`) : [id]
  })
}

async function personFor(turn: PersonTurn, whom: string) {
  const mentions = turn.inbound.body.kind === 'text' ? turn.inbound.body.mentions : []
  const byId = mentions.find((m) => m.id !== undefined && whom.includes(m.name))
  if (byId?.id) return turn.tx.people.meet(turn.chat.channel, { id: byId.id, name: byId.name })
  const { mentioned } = takeMention(whom, [])
  return mentioned === null ? null : turn.tx.people.byUsername(turn.chat.channel, mentioned.replace(/^@/, ''))
}
