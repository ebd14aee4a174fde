import { rowButtons } from '../notify/card.ts'
import { factsForGroup, factsOf, heldTitle, roleTitle } from '../notify/facts.ts'
import { isOpen, nextOpening } from '../sla/calendar.ts'
import { remainingMs } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { isFirstLevel } from '../ticket/rights.ts'
import { openRun, type StepRun } from '../ticket/ticket.ts'
import { act, nextReminder, officeOf, reminders, silenceMoment, type Office } from './act.ts'
import { serviceOf } from './desk.ts'
import type { OutboxItem, TicketFile, Tx } from './ports.ts'
import type { App, Hand } from './turn.ts'

const batchMax = 200

/** Tells of limits that draw near or have passed, once a level and recipient; answers how many messages that were. */
export async function remind(app: App, now: Date): Promise<number> {
  const due = await app.store.transaction((tx) => tx.tickets.remindable(now, batchMax))
  let sent = 0
  for (const id of due) sent += await app.store.transaction((tx) => remindOf(app, tx, id, now))
  return sent
}

/** The highest level reached is told; the lower ones it overtook are not told any more. */
async function remindOf(app: App, tx: Tx, id: string, now: Date): Promise<number> {
  const file = await tx.tickets.load(id)
  const run = file && openRun(file.ticket)
  if (!file || !run) return 0
  // A service the desk no longer runs reminds of nothing, and holds up no other.
  if (!serviceOf(app.desk, file.ticket.service)) {
    await tx.tickets.setNextReminder(id, null)
    return 0
  }
  const office = await officeOf(tx, app.desk, file.ticket, now)
  const { calendar } = office.service
  if (!isOpen(calendar, now)) {
    await tx.tickets.setNextReminder(id, nextOpening(calendar, now))
    return 0
  }
  const silent = silenceMoment(office, file.ticket)
  if (silent && silent <= now) return actOnSilence(app, tx, office, file, now)
  const reached = reminders(app, office, file.ticket).filter((level) => level.at <= now)
  const top = reached.at(-1)
  let told = 0
  for (const level of reached) {
    const key = { ticket: id, step: run.step, run: run.run, percent: level.percent }
    for (const { recipient, item } of recipients(app, office, file, run, level, now)) {
      const fresh = await tx.reminders.claim({ ...key, recipient }, now)
      if (fresh && level === top) {
        await tx.outbox.put([item])
        told += 1
      }
    }
  }
  // The card's time left is as old as its last change; at least at each level it is told anew.
  if (told > 0) await tx.outbox.put([{ kind: 'card', service: office.service.id, ticket: id }])
  await tx.tickets.setNextReminder(id, nextReminder(app, office, file.ticket, now))
  return told
}

/** The warning, or the end of a row whose requester was warned and said nothing. */
async function actOnSilence(app: App, tx: Tx, office: Office, file: TicketFile, now: Date): Promise<number> {
  const { ticket } = file
  const run = openRun(ticket)
  const silence = run && stepOf(office.profile, run.step).silence
  if (!run || !silence) return 0
  const hand: Hand = { app, tx, now, out: [] }
  if (!run.warned) await act(hand, office, file, { kind: 'warn-silence' }, [])
  else {
    const text = app.words.notices.silenceReason(silence.end)
    const note = { id: app.newId(), ticket: ticket.id, author: null, text, evidence: [], at: now }
    await act(hand, office, file, { kind: 'end-silence', note: note.id }, [note])
  }
  await tx.outbox.put(hand.out)
  return 1
}

type Told = { recipient: string; item: OutboxItem }

/** The group, calling whoever holds it; at breach also that person directly, and the role above of a critical one. */
function recipients(
  app: App,
  office: Office,
  file: TicketFile,
  run: StepRun,
  level: { percent: number; silent: boolean },
  now: Date,
) {
  const { words } = app
  const { profile, service, staff } = office
  const { ticket } = file
  const { agency, number } = factsOf(profile, file)
  const step = stepOf(profile, run.step)
  const due = run.due as Date
  const left = words.time.span(remainingMs(service.calendar, now, due))
  const position = roleTitle(profile, run.holder, run.unit)
  const late = level.percent >= 100
  const word = late ? words.staff.reminder.late : words.staff.reminder.left
  const shown = words.time.moment(due, now, service.zone)
  const reminder = (whose: string) => ({
    text: word(number, whose, step.row, left, shown, position),
    buttons: rowButtons(words, profile, ticket),
    silent: level.silent,
  })
  const about = { ticket: ticket.id, kind: 'card' as const }
  const told: Told[] = [
    {
      recipient: 'group',
      item: {
        kind: 'to-group',
        service: service.id,
        ticket: ticket.id,
        message: reminder(factsForGroup(words, profile, file).agency),
        calls: run.assignee ? [run.assignee] : [],
        about,
      },
    },
  ]
  if (!late) return told
  const holders = run.assignee
    ? [run.assignee]
    : isFirstLevel(profile, run.holder)
      ? []
      : staff.holdersOf(run.holder, run.unit)
  for (const person of holders)
    told.push({ recipient: person, item: { kind: 'to-person', person, message: reminder(agency), about } })
  if (ticket.priority === 'critical') told.push(...toSuperiors(app, office, file, run, left))
  return told
}

/** The role above hears at once only of what is *sangat segera*. */
function toSuperiors(
  { words }: App,
  { profile, staff }: Office,
  file: TicketFile,
  run: StepRun,
  left: string,
): Told[] {
  const above = profile.roles[run.holder]?.above
  if (above === undefined) return []
  const w = words.staff.reminder
  const { id } = file.ticket
  const { agency, number } = factsOf(profile, file)
  const { row, title, id: step } = stepOf(profile, run.step)
  const position = roleTitle(profile, run.holder, run.unit)
  const at = { step, run: run.run }
  const buttons = [
    { label: w.direct, press: encodePress({ kind: 'row', ticket: id, at, act: 'note' }) },
    { label: w.details, press: encodePress({ kind: 'open', ticket: id }) },
  ]
  return staff.holdersOf(above, run.unit).map((person) => {
    const held = staff.rolesOf(person).find(({ role }) => role === above) ?? { role: above }
    const text = w.toLeader(heldTitle(words, profile, held), number, agency, left, row, title, position)
    const about = { ticket: id, kind: 'card' as const }
    return {
      recipient: person,
      item: { kind: 'to-person', person, message: { text, buttons: [buttons] }, about },
    }
  })
}
