import { dateFacts, type Calendar } from '../sla/calendar.ts'
import {
  datesOf,
  firstDifference,
  isChange,
  seasonsTouched,
  type CalendarChange,
  type CalendarEdit,
} from '../sla/edits.ts'
import { holidays2026 } from '../sla/holidays-2026.ts'
import { dayMs, instantOf, localDate } from '../sla/zone-time.ts'
import { stepOf } from '../sop/sop.ts'
import { readDays } from '../staff/days.ts'
import { openRun } from '../ticket/ticket.ts'
import { officeOf, type Office } from './act.ts'
import { deskNow, deskWith, serviceOf, type Service } from './desk.ts'
import type { ChatAddress, Message } from './message.ts'
import { nextMoment } from './moments.ts'
import type { OutboxItem, TicketFile, Tx } from './ports.ts'
import { takeService } from './services.ts'
import { actQuietly } from './several.ts'
import { respond, say, type App, type Hand, type PersonTurn } from './turn.ts'
import { isAdmin, type SeenOffices } from './visibility.ts'

const shownMax = 12
const movedShownMax = 15
const yearDaysMin = 10
const fileBytesMax = 65_536
const allServices = '*'
/** How a PDF begins, and RTF; pictures and office documents have a zero byte. */
const noTextBegins = /^(?:%PDF|\{\\rtf)/

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

/** A text file sent with `/libur` as its caption is read later, when it can be fetched. */
export async function takeDaysFile(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { words } = turn.app
  const { body } = turn.inbound
  if (body.kind !== 'attachment') return
  if (!(await isAdmin(turn))) return respond(turn, words.staff.refusals.notAdmin)
  if (body.what !== 'document') return respond(turn, words.calendar.fileNotText)
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
  const isText = !bytes.includes(0) && !noTextBegins.test(text ?? '')
  const answer = (said: string) => void hand.out.push({ kind: 'message', to, message: { text: said } })
  const read = readDays(text ?? '', { now, zone: app.desk.timeZone, words: app.words.intake }, w)
  if (text === null) answer(w.fileTooLarge)
  else if (!isText) answer(w.fileNotText)
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
 * Changes the calendar and, in the same transaction, every open due time that it moves; tells the staff groups of whose
 * calendar is another one now what of it is, and why. Answers what the admin is told, and the services whose groups were.
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
  if (services.every(({ calendar }) => calendar.kind === 'always')) return { text: w.always, told: [] }
  const calendars = services.map(({ calendar }) => calendar)
  if (target === allServices) calendars.push(app.desk.calendar)
  const changes = newest(wanted).filter((change) => calendars.some((c) => isChange(c, change)))
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
  const told: string[] = []
  let moved = 0
  for (const before of services) {
    const service = serviceOf(desk, before.id)
    const from = service && firstDifference(before.calendar, service.calendar)
    if (!service || !from) continue
    const recomputed = await recomputeService(edited, service, from)
    const message = await toldMessage(edited, { before, service, changes, recomputed, by })
    const calls = [...new Set(recomputed.flatMap(({ file }) => openRun(file.ticket)?.assignee ?? []))]
    hand.out.push({ kind: 'to-group', service: service.id, ticket: null, message, calls })
    told.push(service.id)
    moved += recomputed.length
  }
  return { text: w.changed(changes.length, moved), told }
}

/** Of two lines about one date the last holds. */
function newest(changes: readonly CalendarChange[]): CalendarChange[] {
  const last = new Map(changes.map((change, index) => [change.layer === 'day' ? change.date : index, change]))
  return changes.filter((change) => [...last.values()].includes(change))
}

type Moved = { file: TicketFile; office: Office; before: TicketFile }

/** Computes anew what is due on a date or after it, and answers what that has moved. */
async function recomputeService(hand: Hand, service: Service, date: string): Promise<Moved[]> {
  const { app, tx, now } = hand
  const from = new Date(instantOf(service.zone, { day: Date.parse(date) / dayMs, msOfDay: 0 }))
  const offices = new Map<string, Office>()
  const moved: Moved[] = []
  for (const id of await tx.tickets.dueFrom([service.id], from)) {
    const before = await tx.tickets.load(id)
    const run = before && openRun(before.ticket)
    if (!before || !run) continue
    const { profile } = before.ticket
    const office = offices.get(profile) ?? (await officeOf(tx, app.desk, before.ticket, now))
    offices.set(profile, office)
    const done = await actQuietly(hand, { office, file: before, run }, { kind: 'recompute' })
    if (done.ok) moved.push({ file: done.file, office, before })
    else await tx.tickets.setNextReminder(id, nextMoment(office, before.ticket))
  }
  return moved
}

/** To a service's group: what of its calendar was changed and holds now, and what that has moved. */
async function toldMessage(
  { app, tx, now }: Hand,
  told: { before: Service; service: Service; changes: CalendarChange[]; recomputed: Moved[]; by: string },
): Promise<Message> {
  const w = app.words.calendar
  const { before, service, recomputed, by } = told
  const changes = told.changes.filter((change) => isChange(before.calendar, change))
  const shown = changes
    .slice(0, shownMax)
    .map((change) => changeLine(w, change, before.calendar, service.calendar))
  const rest = changes.length - shown.length
  const lines = recomputed.slice(0, movedShownMax).map(({ file, office, before: old }) => {
    const [was, is] = [openRun(old.ticket), openRun(file.ticket)]
    const at = (due: Date) => app.words.time.moment(due, now, office.service.zone)
    return was?.due && is?.due && was.due.getTime() !== is.due.getTime()
      ? w.moved(file.ticket.number, stepOf(office.profile, is.step).row, at(was.due), at(is.due))
      : w.movedWhole(file.ticket.number)
  })
  const text = [
    ...shown,
    ...(rest > 0 ? [w.changesMore(rest)] : []),
    '',
    ...(recomputed.length === 0 ? [w.nothingMoved] : [w.recomputed(recomputed.length), ...lines]),
    ...(recomputed.length > lines.length ? [w.movedMore(recomputed.length - lines.length)] : []),
    ...(recomputed.length === 0 ? [] : [w.explained]),
  ]
  return { heading: w.told((await tx.people.names([by])).get(by) ?? ''), text: text.join('\n') }
}

function changeLine(
  w: App['words']['calendar'],
  change: CalendarChange,
  before: Calendar,
  after: Calendar,
): string {
  if (change.layer === 'day')
    return w.dayChanged(change.date, change.day, dateFacts(after, change.date).isWorked)
  const { from, to, name } = change
  const was = seasonsTouched(before, change)
  if (name !== null) return w.seasonChanged(from, to, name, was)
  const called = was[0]?.name ?? w.read.seasonName
  return w.seasonTaken(from, to, called, seasonsTouched(after, { ...change, name: called }))
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
      calendar.kind === 'working' && !isYearTold(calendar, present) ? [w.emptyYear(present)] : []
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
  const shown = year === null ? lines.slice(0, shownMax) : lines
  const hidden = days.slice(shown.length)
  const years = new Set(hidden.map(([date]) => Number(date.slice(0, 4))))
  const all = [...seasons, ...shown, ...(hidden.length > 0 ? [w.more(hidden.length, [...years])] : [])]
  return all.length === 0 ? [w.none] : all
}

function isOfYear(date: string, year: number): boolean {
  return date.startsWith(`${year}-`)
}

/**
 * Whether a calendar knows the days off of a year: one day of a decree, or as many as no office has of its own. A file may
 * name them without their kind.
 */
export function isYearTold(c: Calendar, year: number): boolean {
  if (c.kind === 'always') return true
  const days = [...c.days].filter(([date]) => isOfYear(date, year))
  return days.length >= yearDaysMin || days.some(([, { kind }]) => kind === 'national')
}
