import { fullCard, shorten, type CardContext } from '../notify/card.ts'
import { roleTitle } from '../notify/facts.ts'
import { enderOf } from '../report/given.ts'
import { handedOver } from '../report/handed-over.ts'
import { stepOf } from '../sop/sop.ts'
import {
  isLate,
  type Climb,
  type Inputs,
  type StepRun,
  type TicketEvent,
  type TicketEventOf,
} from '../ticket/ticket.ts'
import { notesIn, notesOfInputs, staffOfInputs, type Office, type Sop } from './act.ts'
import type { Message } from './message.ts'
import type { Note, TicketFile, Tx } from './ports.ts'
import type { App, PersonTurn } from './turn.ts'

/** A message ends at 4,096 characters. */
const textMax = 3900
const handedOverMax = 300
const notesShown = 5

/** Everything about one ticket: its card, the rows it went through, and what was noted. */
export async function detailsOf(turn: PersonTurn, office: Office, file: TicketFile): Promise<Message> {
  const { app, tx } = turn
  const { ticket } = file
  const w = app.words.staff.details
  const context = await cardContext(tx, app, office, file, turn.now)
  const card = fullCard(context)
  const events = await tx.tickets.events(ticket.id)
  const lastNoted = events.filter(isNoted).slice(-notesShown)
  const given = ticket.runs.flatMap((run) => [run.inputs, ...run.climbs.map(({ inputs }) => inputs)])
  const notes = await tx.notes.get([...given.flatMap(notesOfInputs), ...lastNoted.map(({ note }) => note)])
  const people = [
    ...ticket.runs.flatMap((run) => [
      run.assignee,
      ...run.climbs.map(({ by }) => by),
      ...staffOfInputs(run.inputs),
    ]),
    ...events.map(({ by }) => by ?? null),
  ]
  const names = await tx.people.names([...new Set(people.filter((person) => person !== null))])
  const all = { office, notes, names }
  const linked = await tx.tickets.linkedTo(ticket.id)
  const lines = [
    card.text,
    ...(linked.length > 0
      ? [app.words.notices.linkedTickets(linked.map(({ ticket: { number } }) => number).join(', '))]
      : []),
    '',
    w.history,
    ...ticket.runs.flatMap((run) => runLines(turn, all, run, enderOf(events, run))),
    ...(lastNoted.length > 0 ? ['', w.notes, ...lastNoted.map((event) => noteLine(turn, all, event))] : []),
  ]
  return { ...card, text: shorten(lines.join('\n'), textMax) }
}

const fromRequester = ['message-from-requester', 'message-changed'] as const
const noted = ['answered', 'note-added', ...fromRequester] as const
type Noted = TicketEventOf<(typeof noted)[number]>

function isNoted(event: TicketEvent): event is Noted {
  return noted.some((kind) => kind === event.kind)
}

type All = { office: Office; notes: ReadonlyMap<string, Note>; names: ReadonlyMap<string, string> }

function runLines(turn: PersonTurn, all: All, run: StepRun, ender: string | null): string[] {
  const { profile, service } = all.office
  const w = turn.app.words.staff.details
  const step = stepOf(profile, run.step)
  const at = (date: Date) => turn.app.words.time.moment(date, turn.now, service.zone)
  const who = [roleTitle(profile, run.holder, run.unit), all.names.get(ender ?? run.assignee ?? '') ?? '']
  const ended = run.ended ? w.until(at(run.ended)) : w.running
  const late = isLate(run, turn.now) ? w.late : ''
  const line = w.run(
    step.row,
    shorten(step.title, 80),
    who.filter(Boolean).join(', '),
    at(run.started),
    ended,
    late,
  )
  const outcome = step.outcomes.find(({ id }) => id === run.outcome)
  const approved =
    outcome?.approves && ender !== null
      ? [`   ${turn.app.words.notices.approved(outcome.label, all.names.get(ender) ?? '')}`]
      : []
  return [
    line,
    ...run.climbs.flatMap((climb) => climbLines(turn, all, climb)),
    ...givenLines(turn, all, run.inputs),
    ...approved,
  ]
}

function climbLines(turn: PersonTurn, all: All, climb: Climb): string[] {
  const { profile } = all.office
  const w = turn.app.words.staff.details
  const to = roleTitle(profile, climb.to, null)
  return [`   ${w.climbed(to)}`, ...givenLines(turn, all, climb.inputs)]
}

function givenLines(turn: PersonTurn, { office, notes, names }: All, inputs: Inputs): string[] {
  const { words } = turn.app
  const note = (id: string) => notes.get(id)?.text || words.staff.noText
  return handedOver({ words, profile: office.profile, names, note }, inputs).map(
    ({ label, text }) => `   ${words.staff.givenText(label, shorten(text, handedOverMax))}`,
  )
}

function noteLine(turn: PersonTurn, { notes, names }: All, event: Noted): string {
  const w = turn.app.words.staff.details
  const text = shorten(notes.get(event.note)?.text || turn.app.words.staff.noText, handedOverMax)
  const isTheirs = fromRequester.some((kind) => kind === event.kind)
  const name = isTheirs ? w.requester : (names.get(event.by ?? '') ?? '')
  return event.kind === 'answered' ? w.answered(name, text) : w.said(name, text)
}

/** What a card of the ticket rests on, as it stands now. */
export async function cardContext(
  tx: Tx,
  app: Pick<App, 'words'>,
  sop: Sop,
  file: TicketFile,
  now: Date,
): Promise<CardContext> {
  const { profile, service } = sop
  const people = [...file.ticket.runs.map((run) => run.assignee), file.ticket.recordedBy]
  const names = await tx.people.names([...new Set(people.filter((person) => person !== null))])
  const stored = await tx.notes.get(notesIn(file.ticket))
  const notes = new Map([...stored].map(([id, note]) => [id, note.text]))
  const { calendar, zone } = service
  return { words: app.words, profile, calendar, zone, file, names, notes, now }
}
