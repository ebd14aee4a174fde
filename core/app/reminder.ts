import { rowButtons } from '../notify/card.ts'
import { factsForGroup, factsOf, heldTitle, roleTitle } from '../notify/facts.ts'
import { remainingMs } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { runningClocks } from '../ticket/clocks.ts'
import { openRun, type StepRun } from '../ticket/ticket.ts'
import { officeOf, type Office } from './act.ts'
import { aboutCard } from './done.ts'
import type { Message } from './message.ts'
import type { OutboxItem, Reminded, TicketFile, Tx } from './ports.ts'
import { listMessage, type Reader } from './several.ts'
import { mayReadSecret } from './secrecy.ts'
import type { App } from './turn.ts'

type ReminderItem = Extract<OutboxItem, { kind: 'reminder' }>
/** Something that still stands: the ticket, its open run, and the due time that runs (null: none, or its clock stands). */
type Standing = { office: Office; file: TicketFile; run: StepRun; of: Reminded; due: Date | null }
/** Where a reminder goes: to a person, or to the group, of whom some are called. */
type Place = { reader: Reader; person: string | null; now: Date }

/**
 * What goes out in place of a reminder: looked at once more, for it may have waited; nothing where all of it is settled.
 */
export async function reminderItems(tx: Tx, app: App, item: ReminderItem): Promise<OutboxItem[]> {
  const now = app.clock.now()
  const standing: Standing[] = []
  for (const of of item.of) {
    const found = await standingOf(tx, app, item, of, now)
    if (found) standing.push(found)
  }
  const [first, ...others] = standing
  if (!first) return []
  const place = await placeOf(tx, item, now)
  const isAlone = others.length === 0
  const message = isAlone ? await messageOf(tx, app, first, place) : await listOf(tx, app, standing, place)
  const silent = standing.every(({ of, due }) => of.about !== 'recall' && !isLate(due, now))
  const told = { ...message, silent }
  const about = isAlone ? aboutCard(first.file) : undefined
  if (place.reader !== 'group')
    return place.person === null ? [] : [{ kind: 'to-person', person: place.person, message: told, about }]
  const ticket = isAlone ? first.file.ticket.id : null
  const holders = new Set(standing.flatMap(({ run }) => run.assignee ?? []))
  const calls = place.person === null ? [...holders] : [place.person]
  return [{ kind: 'to-group', service: item.service, ticket, message: told, calls, about }]
}

/** Somebody who gets no direct messages is called in the group to what they themselves wished to be reminded of. */
async function placeOf(tx: Tx, { to, of }: ReminderItem, now: Date): Promise<Place> {
  if (to === 'group') return { reader: 'group', person: null, now }
  const isWish = of.every(({ about }) => about === 'recall')
  const isCalled = isWish && (await tx.people.address(to.person)) === null
  return { reader: isCalled ? 'group' : 'concerned', person: to.person, now }
}

/** Null where it is settled: its row was left, its clock stands, its time has moved on, or a wish is not its reader's any more. */
async function standingOf(
  tx: Tx,
  app: App,
  { to }: ReminderItem,
  of: Reminded,
  now: Date,
): Promise<Standing | null> {
  const file = await tx.tickets.peek(of.ticket)
  const run = file && openRun(file.ticket)
  if (!file || !run || !stillStands(file, run, of)) return null
  const standing = {
    office: await officeOf(tx, app.desk, file.ticket, now),
    file,
    run,
    of,
    due: dueOf(file, run, of),
  }
  const isSettled =
    of.about === 'recall'
      ? to === 'group' || !isConcerned(standing, to.person)
      : of.late && !isLate(standing.due, now)
  return isSettled ? null : standing
}

/** Whether somebody who wished to be reminded is staff of the service still, and may read the ticket where it is secret. */
function isConcerned({ office, file: { ticket } }: Standing, person: string): boolean {
  if (office.staff.rolesOf(person).length === 0) return false
  return ticket.secrecy !== 'secret' || mayReadSecret(office, ticket, person)
}

function isLate(due: Date | null, now: Date): boolean {
  return due !== null && now >= due
}

function stillStands({ ticket }: TicketFile, run: StepRun, of: Reminded): boolean {
  if (of.about === 'recall') return true
  if (ticket.paused) return false
  return of.about === 'clock'
    ? runningClocks(ticket).some(({ clock }) => clock === of.clock)
    : run.step === of.step && run.run === of.run && run.due !== null
}

function dueOf({ ticket }: TicketFile, run: StepRun, of: Reminded): Date | null {
  if (of.about === 'recall') return ticket.paused ? null : run.due
  return of.about === 'run'
    ? run.due
    : (runningClocks(ticket).find(({ clock }) => clock === of.clock)?.due ?? null)
}

/** One ticket, with the buttons that end the cause. */
async function messageOf(tx: Tx, app: App, standing: Standing, place: Place): Promise<Message> {
  const { office, file, run, of, due } = standing
  const { words } = app
  const { now } = place
  const { profile, service } = office
  const w = words.reminder
  const { number, agency } =
    place.reader === 'group' ? factsForGroup(words, profile, file) : factsOf(profile, file)
  const { row } = stepOf(profile, run.step)
  const position = roleTitle(profile, run.holder, run.unit)
  const span = due ? words.time.span(remainingMs(service.calendar, now, due)) : ''
  const until = due ? words.time.moment(due, now, service.zone) : ''
  const late = isLate(due, now)
  const buttons = rowButtons(words, profile, file.ticket)
  if (of.about === 'recall') {
    const wish = await wishOf(tx, app, file, of.note, place)
    return { text: words.recall.given(number, agency, row, wish, due && { span, until, late }), buttons }
  }
  if (of.superior && place.person !== null) return toSuperior(app, standing, place.person, { span, late })
  const what = of.about === 'run' ? w.row(row) : w.clocks[of.clock]
  const text = late ? w.late : w.left
  const at = { step: run.step, run: run.run }
  const later = {
    label: w.later,
    press: encodePress({ kind: 'row', ticket: file.ticket.id, at, act: 'recall' }),
  }
  return { text: text(number, agency, what, span, until, position), buttons: [...buttons, [later]] }
}

/** What somebody wished to be reminded of; a secret ticket's is not told to the group. */
async function wishOf(
  tx: Tx,
  { words }: App,
  { ticket }: TicketFile,
  note: string,
  { reader }: Place,
): Promise<string> {
  if (ticket.secrecy === 'secret' && reader === 'group') return words.notices.secret
  return (await tx.notes.get([note])).get(note)?.text ?? ''
}

/** A superior is asked for a decision. */
function toSuperior(
  { words }: App,
  { office, file, run, of }: Standing,
  person: string,
  time: { span: string; late: boolean },
): Message {
  const { profile } = office
  const { id } = file.ticket
  const { number, agency } = factsOf(profile, file)
  const { row, title, id: step } = stepOf(profile, run.step)
  const w = words.reminder
  const what = of.about === 'clock' ? w.clocks[of.clock] : w.rowTitled(row, title)
  const position = roleTitle(profile, run.holder, run.unit)
  const buttons = [
    {
      label: w.direct,
      press: encodePress({ kind: 'row', ticket: id, at: { step, run: run.run }, act: 'note' }),
    },
    { label: w.details, press: encodePress({ kind: 'open', ticket: id }) },
  ]
  return {
    text: w.toLeader(titleOf(words, office, run, person), number, agency, time, what, position),
    buttons: [buttons],
  }
}

/** The office in which somebody is a superior: the role above, else the highest they hold. */
function titleOf(words: App['words'], { profile, staff }: Office, run: StepRun, person: string): string {
  const held = staff.rolesOf(person)
  const above = profile.roles[run.holder]?.above
  const found = held.find(({ role }) => role === above) ?? held.at(-1)
  return found ? heldTitle(words, profile, found) : words.report.leader
}

/** Many at once: a line each, the most pressing first, and a button to each. */
async function listOf(tx: Tx, app: App, standing: readonly Standing[], place: Place): Promise<Message> {
  const w = app.words.reminder
  const { now, reader, person } = place
  const pressing = standing.toSorted((a, b) => (a.due?.getTime() ?? 0) - (b.due?.getTime() ?? 0))
  const sorted = pressing.filter(
    ({ of }, index) => pressing.findIndex((other) => other.of.ticket === of.ticket) === index,
  )
  const [first] = sorted
  const isWish = sorted.every(({ of }) => of.about === 'recall')
  const isSuperior = sorted.every(({ of }) => of.about !== 'recall' && of.superior)
  const late = sorted.filter(({ due }) => isLate(due, now)).length
  const heading =
    isSuperior && first && person !== null
      ? w.manyToLeader(titleOf(app.words, first.office, first.run, person), sorted.length, late)
      : isWish
        ? app.words.recall.many(sorted.length)
        : w.many(sorted.length, late)
  const wishes = new Map<string, string>()
  for (const { file, of } of sorted)
    if (of.about === 'recall') wishes.set(of.ticket, await wishOf(tx, app, file, of.note, place))
  const after = ['', isSuperior ? w.pleaseDirect : w.pleaseGoOn]
  const parts = { heading, note: null, after, under: ({ ticket }: TicketFile) => wishes.get(ticket.id) }
  return listMessage({ app, now }, sorted, reader, parts)
}
