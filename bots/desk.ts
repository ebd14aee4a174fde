import { parseDocument, type Document, type YAMLParseError } from 'yaml'
import type { Desk, Service } from '../core/app/desk.ts'
import type { Calendar } from '../core/sla/calendar.ts'
import { holidays2026 } from '../core/sla/holidays-2026.ts'
import { ordinaryWeek, parseWeek } from '../core/sla/week.ts'
import type { Profile } from '../core/sop/sop.ts'
import type { Problem, ProblemCode } from '../core/text/id/system.ts'
import type { LoadedProfile } from './profiles.ts'
import { readFields, report, type Path, type Reading, type Values } from './desk-reader.ts'
import {
  calendarFields,
  deskFields,
  digestFields,
  letterheadFields,
  officialFields,
  scheduleFields,
  serviceFields,
  type RawCalendar,
} from './desk-fields.ts'

/** Finds a profile by a shipped one's id or the path of the office's own. */
export type FindProfile = (sop: string) => LoadedProfile

/** Reads the desk file; null is the demonstration desk. Everything that is wrong comes back at once, each at its path. */
export function readDesk(
  file: string | null,
  findProfile: FindProfile,
): { ok: true; desk: Desk } | { ok: false; problems: Problem[] } {
  const document = parseDocument(file ?? '', { intAsBigInt: true, logLevel: 'silent' })
  if (document.errors.length > 0) return { ok: false, problems: document.errors.map(problemOf) }
  const raw = valueOf(document)
  if (raw === undefined) return { ok: false, problems: [{ where: 'DESK_FILE', code: 'bad-alias' }] }
  const reading: Reading = { problems: [] }
  const desk = deskOf(reading, raw, findProfile)
  return reading.problems.length > 0 ? { ok: false, problems: reading.problems } : { ok: true, desk }
}

function problemOf({ linePos }: YAMLParseError): Problem {
  const at = linePos?.[0]
  return { where: 'DESK_FILE', code: 'not-yaml', value: at ? `${at.line}:${at.col}` : '1:1' }
}

/** Undefined for an alias to nothing, or a bomb of them. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS() ?? {}
  } catch {
    return undefined
  }
}

function deskOf(reading: Reading, raw: unknown, findProfile: FindProfile): Desk {
  const top = readFields(reading, deskFields, raw, [])
  const services = readServices(reading, top, findProfile)
  readFields(reading, letterheadFields, top.letterhead, ['letterhead'])
  return {
    agency: top.agency,
    timeZone: top.timeZone,
    services,
    admins: top.admins,
    leaders: top.leaders,
    roles: readRoles(reading, top.roles, services),
    calendar: readCalendar(reading, top.calendar, top.timeZone, ['calendar']),
    sweep: readFields(reading, scheduleFields, top.schedule, ['schedule']).sweep,
    digest: readFields(reading, digestFields, top.digest, ['digest']),
    reminders: [...new Set(top.reminders)].toSorted((a, b) => a - b),
    agencies: top.agencies,
    officials: readOfficials(reading, top.officials),
  }
}

function readLetterhead(reading: Reading, raw: unknown, agency: string, path: Path): Service['letterhead'] {
  const { lines, place } = readFields(reading, letterheadFields, raw, path)
  return { lines: lines ?? [agency.toUpperCase()], place }
}

/** Who signs papers, each once. */
function readOfficials(reading: Reading, list: readonly unknown[]): Desk['officials'] {
  const officials: Desk['officials'] = []
  for (const [index, raw] of list.entries()) {
    const path = ['officials', index]
    const { telegram, name, nip, rank, position } = readFields(reading, officialFields, raw, path)
    if (telegram && officials.some(({ telegramId }) => telegramId === telegram))
      report(reading, [...path, 'telegram'], 'official-twice', telegram)
    officials.push({
      telegramId: telegram,
      name,
      nip: nip ?? null,
      rank: rank ?? null,
      position: position ?? null,
    })
  }
  return officials
}

/** A service's zone is its own or its profile's; its hours, agency and letterhead are its own or the desk's. */
function readServices(reading: Reading, top: Values<typeof deskFields>, findProfile: FindProfile): Service[] {
  const services: Service[] = []
  for (const [index, raw] of top.services.entries()) {
    const path = ['services', index]
    const { sop, staffGroup, timeZone, limits, calendar, agency, letterhead } = readFields(
      reading,
      serviceFields,
      raw,
      path,
    )
    const found = findProfile(sop)
    if (!found.ok) {
      report(reading, [...path, 'sop'], 'bad-profile', found.problems.join(' '))
      continue
    }
    const { profile, hash } = found
    const rows = profile.steps.map((step) => step.row)
    for (const row of Object.keys(limits).filter((key) => !rows.includes(key))) {
      report(reading, [...path, 'limits', row], 'unknown-row', row, [rowsShown(rows)])
    }
    const same = services.filter((service) => service.profile.id === profile.id).length
    const zone = timeZone ?? profile.timeZone
    services.push({
      id: same === 0 ? profile.id : `${profile.id}-${same + 1}`,
      profile,
      profileHash: hash,
      zone,
      staffGroup: staffGroup ?? null,
      limits,
      agency: agency ?? top.agency,
      letterhead: letterhead
        ? readLetterhead(reading, letterhead, agency ?? top.agency, [...path, 'letterhead'])
        : readLetterhead({ problems: [] }, top.letterhead, agency ?? top.agency, []),
      calendar: calendar
        ? readCalendar(reading, calendar, zone, [...path, 'calendar'])
        : readCalendar({ problems: [] }, top.calendar, zone, []),
    })
  }
  return services
}

/** `1–7` when the rows are 1 to 7, else the list. */
function rowsShown(rows: readonly string[]): string {
  const counted = rows.length > 2 && rows.every((row, index) => row === String(index + 1))
  return counted ? `1–${rows.length}` : rows.join(', ')
}

/** The decreed holidays hold everywhere; an office adds its own. */
function readCalendar(reading: Reading, raw: RawCalendar, zone: string, path: Path): Calendar {
  if (raw === '24x7') return { zone, kind: 'always' }
  const { week: hours, holidays } = readFields(reading, calendarFields, raw, path)
  const parsed = hours ? parseWeek(hours) : { ok: true as const, week: ordinaryWeek }
  if (!parsed.ok) {
    for (const { path: key, problem } of parsed.errors) {
      const [, day = key, window] = /^(.*)\.(\d+)$/.exec(key) ?? []
      const place = window === undefined ? [day] : [day, Number(window)]
      const value = window === undefined ? day : hours?.[day]?.[Number(window)]
      report(reading, [...path, 'week', ...place.filter((part) => part !== '')], problem, value)
    }
  }
  const closed = new Set([...holidays2026.days.map((day) => day.date), ...holidays])
  return { zone, kind: 'working', week: parsed.ok ? parsed.week : ordinaryWeek, holidays: closed }
}

/** `roles: { service: { role: [ids], role.unit: [ids] } }`, held against the service's profile. */
function readRoles(
  reading: Reading,
  raw: Record<string, Record<string, string[]>>,
  services: readonly Service[],
): Desk['roles'] {
  const roles: Desk['roles'] = []
  for (const [serviceId, held] of Object.entries(raw)) {
    const service = services.find((s) => s.id === serviceId)
    if (!service) {
      // A service whose profile cannot be used has no id yet, and its roles are no second mistake.
      const known = services.map((s) => s.id)
      const unread = reading.problems.some((problem) => problem.code === 'bad-profile')
      if (!unread) report(reading, ['roles', serviceId], 'unknown-service', serviceId, known)
      continue
    }
    for (const [key, people] of Object.entries(held)) {
      const wrong = wrongRole(service.profile, key)
      if (wrong) report(reading, ['roles', serviceId, key], wrong.code, wrong.value, wrong.known)
      const { role, unit } = splitRole(key)
      roles.push(...people.map((telegramId) => ({ service: serviceId, role, unit, telegramId })))
    }
  }
  return roles
}

/** Only staff roles are held by people; a role per unit needs the unit, and no other role takes one. */
function wrongRole(
  profile: Profile,
  key: string,
): { code: ProblemCode; value: string; known: string[] } | null {
  const { role: id, unit } = splitRole(key)
  const role = Object.hasOwn(profile.roles, id) ? profile.roles[id] : undefined
  const units = Object.keys(profile.units)
  if (role?.kind !== 'staff') {
    const known = Object.entries(profile.roles).filter(([, r]) => r.kind === 'staff')
    return { code: 'unknown-role', value: id, known: known.map(([name]) => name) }
  }
  if (role.perUnit && unit === undefined) {
    return { code: 'unit-needed', value: id, known: units.map((u) => `${id}.${u}`) }
  }
  if (!role.perUnit && unit !== undefined) return { code: 'unit-not-taken', value: id, known: [id] }
  if (unit !== undefined && !units.includes(unit)) return { code: 'unknown-unit', value: unit, known: units }
  return null
}

/** `teknisi.jaringan` is a role and its unit. */
function splitRole(key: string): { role: string; unit?: string } {
  const dot = key.indexOf('.')
  return dot < 0 ? { role: key } : { role: key.slice(0, dot), unit: key.slice(dot + 1) }
}
