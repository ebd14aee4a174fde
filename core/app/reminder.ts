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
import type { App } from './turn.ts'

type ReminderItem = Extract<OutboxItem, { kind: 'reminder' }>
/** Something that still stands: the ticket, its open run, and the due time it is about (null: a wish). */
type Standing = { office: Office; file: TicketFile; run: StepRun; of: Reminded; due: Date | null }

/**
 * What goes out in place of a reminder: looked at once more, for it may have waited; nothing where all of it is settled.
 */
export async function reminderItems(tx: Tx, app: App, item: ReminderItem): Promise<OutboxItem[]> {
  const now = app.clock.now()
  const standing: Standing[] = []
  for (const of of item.of) {
    const file = await tx.tickets.peek(of.ticket)
    const run = file && openRun(file.ticket)
    if (!file || !run || !stillStands(file, run, of)) continue
    standing.push({
      office: await officeOf(tx, app.desk, file.ticket, now),
      file,
      run,
      of,
      due: dueOf(file, run, of),
    })
  }
  const [first, ...others] = standing
  if (!first) return []
  const reader: Reader = item.to === 'group' ? 'group' : 'concerned'
  const message =
    others.length > 0 ? listOf(app, standing, item, now) : await messageOf(tx, app, first, item, reader, now)
  const silent = standing.every(({ of }) => of.about !== 'recall' && !of.late)
  const about = others.length > 0 ? undefined : aboutCard(first.file)
  if (item.to !== 'group') return toPerson(tx, item, item.to.person, { ...message, silent }, about)
  const ticket = others.length > 0 ? null : first.file.ticket.id
  const calls = [...new Set(standing.flatMap(({ run }) => run.assignee ?? []))]
  return [{ kind: 'to-group', service: item.service, ticket, message: { ...message, silent }, calls, about }]
}

/** Somebody who gets no direct messages is called in the group to what they themselves wished to be reminded of. */
async function toPerson(
  tx: Tx,
  { service, of }: ReminderItem,
  person: string,
  message: Message,
  about: ReturnType<typeof aboutCard> | undefined,
): Promise<OutboxItem[]> {
  const isWish = of.every((one) => one.about === 'recall')
  if (isWish && (await tx.people.address(person)) === null)
    return [{ kind: 'to-group', service, ticket: about?.ticket ?? null, message, calls: [person], about }]
  return [{ kind: 'to-person', person, message, about }]
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
async function messageOf(
  tx: Tx,
  app: App,
  { office, file, run, of, due }: Standing,
  item: ReminderItem,
  reader: Reader,
  now: Date,
): Promise<Message> {
  const { words } = app
  const { profile, service } = office
  const w = words.reminder
  const { number, agency } = reader === 'group' ? factsForGroup(words, profile, file) : factsOf(profile, file)
  const { row } = stepOf(profile, run.step)
  const position = roleTitle(profile, run.holder, run.unit)
  const span = due ? words.time.span(remainingMs(service.calendar, now, due)) : ''
  const until = due ? words.time.moment(due, now, service.zone) : ''
  const buttons = rowButtons(words, profile, file.ticket)
  if (of.about === 'recall') {
    const isSecret = file.ticket.secrecy === 'secret' && reader === 'group'
    const note = isSecret ? words.notices.secret : ((await tx.notes.get([of.note])).get(of.note)?.text ?? '')
    return {
      text: words.recall.given(number, agency, row, note, due && { span, until, late: now > due }),
      buttons,
    }
  }
  if (of.superior && item.to !== 'group')
    return toSuperior(app, { office, file, run, of, due }, item.to.person, { span, position })
  const what = of.about === 'run' ? w.row(row) : w.clocks[of.clock]
  const text = of.late ? w.late : w.left
  const at = { step: run.step, run: run.run }
  const later = {
    label: w.later,
    press: encodePress({ kind: 'row', ticket: file.ticket.id, at, act: 'recall' }),
  }
  return { text: text(number, agency, what, span, until, position), buttons: [...buttons, [later]] }
}

/** A superior is asked for a decision. */
function toSuperior(
  { words }: App,
  { office, file, run, of }: Standing,
  person: string,
  { span, position }: { span: string; position: string },
): Message {
  const { profile } = office
  const { id } = file.ticket
  const { number, agency } = factsOf(profile, file)
  const { row, title, id: step } = stepOf(profile, run.step)
  const w = words.reminder
  const what = of.about === 'clock' ? w.clocks[of.clock] : w.rowTitled(row, title)
  const buttons = [
    {
      label: w.direct,
      press: encodePress({ kind: 'row', ticket: id, at: { step, run: run.run }, act: 'note' }),
    },
    { label: w.details, press: encodePress({ kind: 'open', ticket: id }) },
  ]
  return {
    text: w.toLeader(titleOf(words, office, run, person), number, agency, span, what, position),
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
function listOf(app: App, standing: readonly Standing[], item: ReminderItem, now: Date): Message {
  const w = app.words.reminder
  const pressing = standing.toSorted((a, b) => (a.due?.getTime() ?? 0) - (b.due?.getTime() ?? 0))
  const sorted = pressing.filter(
    ({ of }, index) => pressing.findIndex((other) => other.of.ticket === of.ticket) === index,
  )
  const [first] = sorted
  const isSuperior = item.to !== 'group' && sorted.every(({ of }) => of.about !== 'recall' && of.superior)
  const late = sorted.filter(({ due }) => due !== null && now > due).length
  const heading =
    isSuperior && first && item.to !== 'group'
      ? w.manyToLeader(titleOf(app.words, first.office, first.run, item.to.person), sorted.length)
      : w.many(sorted.length, late)
  const parts = { heading, note: null, after: ['', isSuperior ? w.pleaseDirect : w.pleaseGoOn] }
  return listMessage({ app, now }, sorted, item.to === 'group' ? 'group' : 'concerned', parts)
}
