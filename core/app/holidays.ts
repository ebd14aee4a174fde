import type { Calendar } from '../sla/calendar.ts'
import { datesOf, type CalendarChange, type CalendarEdit } from '../sla/edits.ts'
import { holidays2026 } from '../sla/holidays-2026.ts'
import { dayMs, instantOf, localDate } from '../sla/zone-time.ts'
import { stepOf } from '../sop/sop.ts'
import { readDays } from '../staff/days.ts'
import { openRun } from '../ticket/ticket.ts'
import { act, officeOf, type Office } from './act.ts'
import { deskNow, deskWith, type Service } from './desk.ts'
import type { ChatAddress, Message } from './message.ts'
import { nextMoment } from './moments.ts'
import type { OutboxItem, TicketFile, Tx } from './ports.ts'
import { takeService } from './services.ts'
import { respond, say, type App, type Hand, type PersonTurn } from './turn.ts'
import { isAdmin, type SeenOffices } from './visibility.ts'

const shownMax = 12
const movedShownMax = 15
const fileBytesMax = 65_536
const allServices = '*'

/**
 * `/libur [layanan]`: the days off ahead, or of a year; with a date after it, adds, changes and removes one (several, a
 * line each), and the hours of Ramadan.
 */
export async function manageHolidays(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { words } = turn.app
  if (seen.length === 0) return respond(turn, words.staff.refusals.unbound)
  const services = seen.map(({ service }) => service)
  const { service, rest: change } = takeNamed(services, rest)
  const year = /^\d{4}$/.exec(change)
  if (change === '' || year) return showDays(turn, services, service, year ? Number(change) : null)
  const { zone = turn.app.desk.timeZone } = service ?? {}
  const read = readDays(change, { now: turn.now, zone, words: words.intake }, words.calendar)
  if (!read.ok) return respond(turn, problemText(words.calendar, read.problems))
  const by = turn.person.id
  const done = await applyDays(turn, service?.id ?? allServices, read.changes, { decree: read.decree, by })
  if (!(await isToldThere(turn.tx, turn.chat, done))) respond(turn, done.text)
}

/** The service a text begins with; none where it begins with no service's id. */
function takeNamed(services: readonly Service[], rest: string): { service: Service | null; rest: string } {
  const taken = takeService(services, rest)
  return taken.rest === rest.trim() ? { service: null, rest: rest.trim() } : taken
}

function problemText(
  w: App['words']['calendar'],
  problems: readonly { line: number; text: string; problem: keyof App['words']['calendar']['problems'] }[],
): string {
  const [only] = problems
  if (only && problems.length === 1 && only.line === 1)
    return `${w.problemAlone(only.text, w.problems[only.problem])}\n${w.example}`
  const lines = problems
    .slice(0, shownMax)
    .map(({ line, text, problem }) => w.problem(line, text, w.problems[problem]))
  return [w.notRead(problems.length), ...lines, w.example].join('\n')
}

/** A text file sent with `/libur` as its caption is read later, when it can be fetched; false where it is none. */
export async function takeDaysFile(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { words } = turn.app
  const { body } = turn.inbound
  if (body.kind !== 'attachment') return
  if (!(await isAdmin(turn))) return respond(turn, words.staff.refusals.notAdmin)
  if ((body.file.bytes ?? 0) > fileBytesMax) return respond(turn, words.calendar.fileTooLarge)
  const services = seen.map(({ service }) => service)
  const service = takeNamed(services, rest).service?.id ?? allServices
  turn.out.push({ kind: 'import-days', to: turn.chat, service, file: body.file, by: turn.person.id })
  respond(turn, words.calendar.fileTaken)
}

/** The file has been fetched: what it says is applied, or what is wrong with it told. */
export async function importDays(
  given: App,
  tx: Tx,
  { to, service, by }: Extract<OutboxItem, { kind: 'import-days' }>,
  bytes: Uint8Array,
): Promise<void> {
  const app = { ...given, desk: await deskNow(tx, given.desk) }
  const now = app.clock.now()
  const hand: Hand = { app, tx, now, out: [] }
  const w = app.words.calendar
  const text = bytes.length > fileBytesMax ? null : new TextDecoder().decode(bytes).replace(/^\uFEFF/, '')
  const answer = (said: string) => void hand.out.push({ kind: 'message', to, message: { text: said } })
  const read = readDays(text ?? '', { now, zone: app.desk.timeZone, words: app.words.intake }, w)
  if (text === null) answer(w.fileTooLarge)
  else if (!read.ok) answer(problemText(w, read.problems))
  else if (read.changes.length === 0) answer(w.fileEmpty)
  else {
    const done = await applyDays(hand, service, read.changes, { decree: read.decree, by })
    if (!(await isToldThere(tx, to, done))) answer(done.text)
  }
  await tx.outbox.put(hand.out)
}

type Applied = { text: string; told: string[] }

/** Whether a chat is the staff group of a service that reads of the change anyway. */
async function isToldThere(tx: Tx, { channel, chat }: ChatAddress, { told }: Applied): Promise<boolean> {
  const groups = await tx.staff.groups()
  return groups.some((group) => {
    return group.chat.channel === channel && group.chat.chat === chat && told.includes(group.service)
  })
}

/**
 * Changes the calendar and, in the same transaction, every open due time that it moves; tells the staff groups which and
 * why. Answers what the admin is told, and the services whose groups were.
 */
async function applyDays(
  hand: Hand,
  target: string,
  wanted: readonly CalendarChange[],
  { decree, by }: { decree: string | null; by: string },
): Promise<Applied> {
  const { app, tx, now } = hand
  const w = app.words.calendar
  const services = app.desk.services.filter(({ id }) => target === allServices || id === target)
  const changes = wanted.filter((change) => services.some(({ calendar }) => isChange(calendar, change)))
  const [first] = wanted
  if (changes.length === 0) {
    const isOrdinary = wanted.length === 1 && first?.layer === 'day' && first.day === null
    return { text: isOrdinary ? w.notOff(first.date) : w.unchanged, told: [] }
  }
  await tx.calendar.put(
    changes.map((change): CalendarEdit => ({ ...change, service: target, decree, by, at: now })),
  )
  const desk = deskWith(app.desk, await tx.calendar.edits())
  const edited: Hand = { ...hand, app: { ...app, desk } }
  let moved = 0
  for (const service of desk.services.filter(({ id }) => services.some((old) => old.id === id)))
    moved += await recomputeService(edited, service, changes, by)
  return { text: w.changed(changes.length, moved), told: services.map(({ id }) => id) }
}

/** Whether the calendar is not so already. */
function isChange(c: Calendar, change: CalendarChange): boolean {
  if (c.kind === 'always') return false
  if (change.layer === 'season') {
    const { from, to, name } = change
    const overlapping = (c.seasons ?? []).filter((season) => season.from <= to && from <= season.to)
    return name === null
      ? overlapping.length > 0
      : !overlapping.some((season) => season.from === from && season.to === to && season.name === name)
  }
  const now = c.days.get(change.date)
  return JSON.stringify(now ?? null) !== JSON.stringify(change.day)
}

type Moved = { file: TicketFile; office: Office; before: TicketFile }

/** Computes anew what the changes may touch, and tells the service's group. */
async function recomputeService(
  hand: Hand,
  service: Service,
  changes: readonly CalendarChange[],
  by: string,
): Promise<number> {
  const { app, tx, now } = hand
  if (service.calendar.kind === 'always') return 0
  const first = changes.map((change) => datesOf(change).from).toSorted()[0] ?? ''
  const from = new Date(instantOf(service.zone, { day: Date.parse(first) / dayMs, msOfDay: 0 }))
  const offices = new Map<string, Office>()
  const moved: Moved[] = []
  for (const id of await tx.tickets.dueFrom([service.id], from)) {
    const before = await tx.tickets.load(id)
    if (!before || !openRun(before.ticket)) continue
    const { profile } = before.ticket
    const office = offices.get(profile) ?? (await officeOf(tx, app.desk, before.ticket, now))
    offices.set(profile, office)
    const aside: Hand = { ...hand, out: [] }
    const done = await act(aside, office, before, { kind: 'recompute' }, [])
    if (done.ok) moved.push({ file: done.file, office, before })
    else await tx.tickets.setNextReminder(id, nextMoment(office, before.ticket))
    hand.out.push(...aside.out.filter(({ kind }) => kind === 'card'))
  }
  const name = (await tx.people.names([by])).get(by) ?? ''
  const calls = [...new Set(moved.flatMap(({ file }) => openRun(file.ticket)?.assignee ?? []))]
  const message = toldMessage(hand, changes, moved, name)
  hand.out.push({ kind: 'to-group', service: service.id, ticket: null, message, calls })
  return moved.length
}

function toldMessage(
  { app, now }: Hand,
  changes: readonly CalendarChange[],
  moved: readonly Moved[],
  by: string,
): Message {
  const w = app.words.calendar
  const shown = changes.slice(0, shownMax).map(w.change)
  const rest = changes.length - shown.length
  const lines = moved.slice(0, movedShownMax).map(({ file, office, before }) => {
    const [was, is] = [openRun(before.ticket), openRun(file.ticket)]
    const at = (due: Date) => app.words.time.moment(due, now, office.service.zone)
    return was?.due && is?.due && was.due.getTime() !== is.due.getTime()
      ? w.moved(file.ticket.number, stepOf(office.profile, is.step).row, at(was.due), at(is.due))
      : w.movedWhole(file.ticket.number)
  })
  const text = [
    ...shown,
    ...(rest > 0 ? [w.changesMore(rest)] : []),
    '',
    ...(moved.length === 0 ? [w.nothingMoved] : [w.recomputed(moved.length), ...lines]),
    ...(moved.length > lines.length ? [w.movedMore(moved.length - lines.length)] : []),
    ...(moved.length === 0 ? [] : [w.explained]),
  ]
  return { heading: w.told(by), text: text.join('\n') }
}

/** The days off of each service: those ahead, or of one year. */
async function showDays(
  turn: PersonTurn,
  services: readonly Service[],
  service: Service | null,
  year: number | null,
): Promise<void> {
  const w = turn.app.words.calendar
  const edits = await turn.tx.calendar.edits()
  for (const { id, profile, calendar, zone } of service ? [service] : services) {
    const today = localDate(zone, turn.now)
    const lines = calendar.kind === 'always' ? [w.always] : dayLines(w, calendar, today, year)
    const present = year ?? Number(today.slice(0, 4))
    const decrees = new Set(
      edits.flatMap((edit) =>
        edit.decree !== null &&
        [allServices, id].includes(edit.service) &&
        isOfYear(datesOf(edit).from, present)
          ? [edit.decree]
          : [],
      ),
    )
    const shipped = present === holidays2026.year ? [holidays2026.decree] : []
    const missing =
      calendar.kind === 'working' && !hasNational(calendar, present) ? [w.emptyYear(present)] : []
    const text = [...lines, ...[...shipped, ...decrees].map(w.decree), ...missing]
    say(turn, { heading: w.heading(profile.title, year), text: text.join('\n') })
  }
  const [only, ...others] = services
  respond(turn, [w.usage, ...(only && others.length > 0 ? [w.usageSeveral(only.id)] : [])].join('\n'))
}

function dayLines(
  w: App['words']['calendar'],
  calendar: Extract<Calendar, { kind: 'working' }>,
  today: string,
  year: number | null,
): string[] {
  const isShown = (to: string) => (year === null ? to >= today : isOfYear(to, year))
  const seasons = (calendar.seasons ?? [])
    .filter(({ to }) => isShown(to))
    .map(({ from, to, name }) => w.season(from, to, name))
  const days = [...calendar.days].filter(([date]) => isShown(date)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lines = days.map(([date, day]) => w.day(date, day))
  const cut = year === null && lines.length > shownMax
  const rest = cut ? [w.more(lines.length - shownMax, Number(today.slice(0, 4)))] : []
  const all = [...seasons, ...(cut ? lines.slice(0, shownMax) : lines), ...rest]
  return all.length === 0 ? [w.none] : all
}

function isOfYear(date: string, year: number): boolean {
  return date.startsWith(`${year}-`)
}

/** Whether a calendar knows any decreed day of a year. */
export function hasNational(c: Calendar, year: number): boolean {
  return (
    c.kind === 'always' || [...c.days].some(([date, { kind }]) => kind === 'national' && isOfYear(date, year))
  )
}
