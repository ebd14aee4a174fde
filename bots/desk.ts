import { parseDocument, type Document, type YAMLParseError } from 'yaml'
import type { Desk, Service } from '../core/app/desk.ts'
import type { Calendar, Season, SpecialDay, Week } from '../core/sla/calendar.ts'
import { daysOf, holidays2026 } from '../core/sla/holidays-2026.ts'
import { levelOf, type Rung } from '../core/sla/reminders.ts'
import { ordinaryWeek, parseWeek, parseWindows, ramadanWeek } from '../core/sla/week.ts'
import type { Profile } from '../core/sop/sop.ts'
import type { Limits } from '../core/ticket/commands.ts'
import { clockLimits, limitKey } from '../core/ticket/clocks.ts'
import type { Problem, ProblemCode } from '../core/text/id/system.ts'
import type { LoadedProfile } from './profiles.ts'
import { readFields, report, type Path, type Reading, type Values } from './desk-reader.ts'
import {
  calendarFields,
  deskFields,
  digestFields,
  holidayFields,
  letterheadFields,
  officialFields,
  scheduleFields,
  seasonFields,
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
    reminders: ladderOf(top.reminders),
    quietHours: top.quietHours ?? null,
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
    const own = readFields(reading, serviceFields, raw, path)
    const { staffGroup, timeZone, calendar, agency, letterhead } = own
    const found = findProfile(own.sop)
    if (!found.ok) {
      report(reading, [...path, 'sop'], 'bad-profile', found.problems.join(' '))
      continue
    }
    const { profile, hash } = found
    const same = services.filter((service) => service.profile.id === profile.id).length
    const zone = timeZone ?? profile.timeZone
    services.push({
      id: same === 0 ? profile.id : `${profile.id}-${same + 1}`,
      profile,
      profileHash: hash,
      zone,
      staffGroup: staffGroup ?? null,
      limits: readLimits(reading, own, profile, path),
      reminders: ladderOf(own.reminders ?? top.reminders),
      quietHours: own.quietHours ?? top.quietHours ?? null,
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

/** The office's limits of rows, of the first answer and of the whole ticket; and those of one category. */
function readLimits(
  reading: Reading,
  { limits, categoryLimits }: Pick<Values<typeof serviceFields>, 'limits' | 'categoryLimits'>,
  profile: Profile,
  path: Path,
): Limits {
  const rows = profile.steps.map((step) => step.row)
  const known = [...rows, ...Object.values(clockLimits)]
  const read: Record<string, string | null> = {}
  const take = (given: Record<string, string | null>, category: string | null, at: Path) => {
    for (const [key, limit] of Object.entries(given)) {
      if (known.includes(key)) read[limitKey(key, category)] = limit
      else report(reading, [...at, key], 'unknown-row', key, [rowsShown(rows), ...Object.values(clockLimits)])
    }
  }
  take(limits, null, [...path, 'limits'])
  for (const [category, given] of Object.entries(categoryLimits)) {
    const at = [...path, 'categoryLimits', category]
    const categories = profile.categories.map(({ id }) => id)
    if (categories.includes(category)) take(given, category, at)
    else report(reading, at, 'unknown-category', category, categories)
  }
  return read
}

/** One rung a level, for everybody it was written for. */
function ladderOf(rungs: readonly Rung[]): Rung[] {
  const levels = new Map<string, Rung>()
  for (const rung of rungs) {
    const level = levelOf(rung.at)
    const to = [...(levels.get(level)?.to ?? []), ...rung.to]
    levels.set(level, { at: rung.at, to: [...new Set(to)] })
  }
  return [...levels.values()]
}

/** `1–7` when the rows are 1 to 7, else the list. */
function rowsShown(rows: readonly string[]): string {
  const counted = rows.length > 2 && rows.every((row, index) => row === String(index + 1))
  return counted ? `1–${rows.length}` : rows.join(', ')
}

/** The decreed holidays hold everywhere; an office adds its own, and the hours of its Ramadan. */
function readCalendar(reading: Reading, raw: RawCalendar, zone: string, path: Path): Calendar {
  if (raw === '24x7') return { zone, kind: 'always' }
  const { week, holidays, seasons } = readFields(reading, calendarFields, raw, path)
  const own = holidays.map((entry, index) => readDay(reading, entry, [...path, 'holidays', index]))
  return {
    zone,
    kind: 'working',
    week: week ? readWeek(reading, week, [...path, 'week']) : ordinaryWeek,
    days: new Map([
      ...daysOf(holidays2026),
      ...own.map(({ date, ...day }): [string, SpecialDay] => [date, day]),
    ]),
    seasons: seasons.map((entry, index) => readSeason(reading, entry, [...path, 'seasons', index])),
  }
}

/** `2026-10-02`, or with a name, and with hours where only a part of the day is off. */
function readDay(reading: Reading, entry: string | object, path: Path): { date: string } & SpecialDay {
  const raw = typeof entry === 'object' ? entry : { date: entry }
  const { date, name, hours } = readFields(reading, holidayFields, raw, path)
  const { windows, errors } = parseWindows(hours)
  for (const { at, problem } of errors) report(reading, [...path, 'hours', at], problem, hours[at])
  return { date, kind: 'office', name, windows }
}

function readSeason(reading: Reading, raw: unknown, path: Path): Season {
  const { from, to, name, week } = readFields(reading, seasonFields, raw, path)
  if (to < from) report(reading, [...path, 'to'], 'ends-first', to)
  return { from, to, name, week: week ? readWeek(reading, week, [...path, 'week']) : ramadanWeek }
}

function readWeek(reading: Reading, hours: Record<string, string[]>, path: Path): Week {
  const parsed = parseWeek(hours)
  if (parsed.ok) return parsed.week
  for (const { path: key, problem } of parsed.errors) {
    const [, day = key, window] = /^(.*)\.(\d+)$/.exec(key) ?? []
    const place = window === undefined ? [day] : [day, Number(window)]
    const value = window === undefined ? day : hours[day]?.[Number(window)]
    report(reading, [...path, ...place.filter((part) => part !== '')], problem, value)
  }
  return ordinaryWeek
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
