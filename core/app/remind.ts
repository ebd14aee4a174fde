import { rowButtons } from '../notify/card.ts'
import { factsOf, roleTitle } from '../notify/facts.ts'
import { isOpen, nextOpening } from '../sla/calendar.ts'
import { remainingMs } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { openRun, type StepRun } from '../ticket/ticket.ts'
import { nextReminder, officeOf, reminders, type Office } from './act.ts'
import { serviceOf } from './desk.ts'
import type { OutboxItem, TicketFile, Tx } from './ports.ts'
import type { App } from './turn.ts'

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
  if (!file || !run?.due) return 0
  // A service the desk no longer runs reminds of nothing, and holds up no other.
  if (!serviceOf(app.desk, file.ticket.service)) {
    await tx.tickets.setNextReminder(id, null)
    return 0
  }
  const office = await officeOf(tx, app.desk, file.ticket)
  const { calendar } = office.service
  if (!isOpen(calendar, now)) {
    await tx.tickets.setNextReminder(id, nextOpening(calendar, now))
    return 0
  }
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
  const text = word(number, agency, step.row, left, words.time.moment(due, now, service.zone), position)
  const message = { text, buttons: rowButtons(words, profile, ticket), silent: level.silent }
  const about = { ticket: ticket.id, kind: 'card' as const }
  const told: { recipient: string; item: OutboxItem }[] = [
    {
      recipient: 'group',
      item: {
        kind: 'to-group',
        service: service.id,
        ticket: ticket.id,
        message,
        calls: run.assignee ? [run.assignee] : [],
        about,
      },
    },
  ]
  if (!late) return told
  const holders = run.assignee
    ? [run.assignee]
    : profile.roles[run.holder]?.firstLevel
      ? []
      : staff.holdersOf(run.holder, run.unit)
  for (const person of holders)
    told.push({ recipient: person, item: { kind: 'to-person', person, message, about } })
  const above = profile.roles[run.holder]?.above
  if (ticket.priority !== 'critical' || above === undefined) return told
  const heading = words.staff.reminder.toLeader(
    roleTitle(profile, above, run.unit),
    number,
    agency,
    left,
    step.row,
    step.title,
    position,
  )
  const at = { step: run.step, run: run.run }
  const buttons = [
    {
      label: words.staff.reminder.direct,
      press: encodePress({ kind: 'row', ticket: ticket.id, at, act: 'note' }),
    },
    { label: words.staff.reminder.details, press: encodePress({ kind: 'open', ticket: ticket.id }) },
  ]
  for (const person of staff.holdersOf(above, run.unit)) {
    told.push({
      recipient: person,
      item: { kind: 'to-person', person, message: { text: heading, buttons: [buttons] }, about },
    })
  }
  return told
}
