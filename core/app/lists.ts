import { factsOf, roleTitle } from '../notify/facts.ts'
import { composeCard, shorten } from '../notify/card.ts'
import { remainingMs } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import { encodePress } from '../staff/press.ts'
import { isLate, openRun, type StepRun } from '../ticket/ticket.ts'
import { notesIn, officeOf, type Office } from './act.ts'
import type { TicketFile, Tx } from './ports.ts'
import { respond, say, type App, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

const shownMax = 10

/** The tickets of a queue, the most pressing first, each a button to its details. */
export async function showQueue(
  turn: PersonTurn,
  seen: SeenOffices,
  which: { kind: 'open' } | { kind: 'mine' } | { kind: 'found'; words: string },
): Promise<void> {
  const w = turn.app.words.staff.queue
  const filter =
    which.kind === 'found'
      ? { words: which.words }
      : { open: true, ...(which.kind === 'mine' ? { assignee: turn.person.id } : {}) }
  const files: TicketFile[] = []
  for (const { service } of seen)
    files.push(...(await turn.tx.tickets.list({ ...filter, service: service.id }, 100)))
  const empty = { open: w.empty, mine: w.mineEmpty, found: w.foundEmpty }[which.kind]
  if (files.length === 0) return respond(turn, empty)
  const heading = { open: w.heading, mine: w.mineHeading, found: w.foundHeading }[which.kind](files.length)
  const shown = files.slice(0, shownMax)
  const lines: string[] = []
  for (const file of shown) lines.push(await lineOf(turn, file))
  if (files.length > shownMax) lines.push(w.more(files.length - shownMax))
  const buttons = shown.map(({ ticket }) => ({
    label: ticket.number,
    press: encodePress({ kind: 'open', ticket: ticket.id }),
  }))
  say(turn, { heading, text: lines.join('\n'), buttons: chunk(buttons, 3), replyTo: turn.inbound.message })
}

async function lineOf(turn: PersonTurn, file: TicketFile): Promise<string> {
  const w = turn.app.words.staff.queue
  const { profile, service } = await officeOf(turn.tx, turn.app.desk, file.ticket)
  const { number, agency } = factsOf(profile, file)
  const run = openRun(file.ticket)
  if (!run)
    return w.line(
      number,
      agency,
      stepOf(profile, file.ticket.runs.at(-1)?.step ?? profile.start).row,
      w.ended,
    )
  const left = () => {
    if (file.ticket.paused) return w.paused
    if (!run.due) return w.noLimit
    const ms = remainingMs(service.calendar, turn.now, run.due)
    return turn.now > run.due ? w.late(turn.app.words.time.span(ms)) : w.left(turn.app.words.time.span(ms))
  }
  return w.line(number, agency, stepOf(profile, run.step).row, left())
}

/** Everything about one ticket: its card and the rows it went through. */
export async function showDetails(turn: PersonTurn, office: Office, file: TicketFile): Promise<void> {
  const w = turn.app.words.staff.details
  const card = await cardOf(turn.tx, turn.app, office, file, turn.now)
  const names = await turn.tx.people.names(
    file.ticket.runs.flatMap((run) => (run.assignee === null ? [] : [run.assignee])),
  )
  const runs = file.ticket.runs.map((run) => runLine(turn, office, run, names))
  const text = shorten([card.text, '', w.history, ...runs].join('\n'), 3900)
  say(turn, { ...card, text, replyTo: turn.inbound.message }, { ticket: file.ticket.id, kind: 'card' })
}

function runLine(
  turn: PersonTurn,
  { profile, service }: Office,
  run: StepRun,
  names: ReadonlyMap<string, string>,
): string {
  const w = turn.app.words.staff.details
  const { row, title } = stepOf(profile, run.step)
  const at = (date: Date) => turn.app.words.time.moment(date, turn.now, service.zone)
  const who = [
    roleTitle(profile, run.holder, run.unit),
    run.assignee === null ? '' : (names.get(run.assignee) ?? ''),
  ]
  const ended = run.ended ? w.until(at(run.ended)) : w.running
  return w.run(
    row,
    shorten(title, 80),
    who.filter(Boolean).join(', '),
    at(run.started),
    ended,
    isLate(run, turn.now) ? w.late : '',
  )
}

/** The card as it stands now. */
export async function cardOf(tx: Tx, app: Pick<App, 'words'>, office: Office, file: TicketFile, now: Date) {
  const { profile, service } = office
  const people = file.ticket.runs.flatMap((run) => (run.assignee === null ? [] : [run.assignee]))
  const names = await tx.people.names([...new Set(people)])
  const stored = await tx.notes.get(notesIn(file.ticket))
  const notes = new Map([...stored].map(([id, note]) => [id, note.text]))
  return composeCard({
    words: app.words,
    profile,
    calendar: service.calendar,
    zone: service.zone,
    file,
    names,
    notes,
    now,
  })
}

function chunk<T>(items: T[], size: number): T[][] {
  return items.length === 0 ? [] : [items.slice(0, size), ...chunk(items.slice(size), size)]
}
