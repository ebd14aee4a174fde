import { rowButtons } from '../notify/card.ts'
import { channelLabel } from '../notify/channels.ts'
import { mailChannel } from '../notify/elsewhere.ts'
import { offerPapers } from '../notify/paper-buttons.ts'
import { answerOfKind, roleTitle } from '../notify/facts.ts'
import { stepOf } from '../sop/sop.ts'
import { holdsRole, isFirstLevel } from '../ticket/rights.ts'
import { openRun, type TicketEvent } from '../ticket/ticket.ts'
import type { Done, Office } from './act.ts'
import { toldAt } from './moments.ts'
import type { About, Note, TicketFile } from './ports.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

/** One line that tells the person who acted what came of it. */
async function doneText(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  events: TicketEvent[],
): Promise<string> {
  const w = turn.app.words.staff.done
  const { number } = file.ticket
  const run = openRun(file.ticket)
  const due =
    run?.due && !file.ticket.paused
      ? turn.app.words.time.moment(run.due, turn.now, office.service.zone)
      : null
  const has = (kind: TicketEvent['kind']) => events.find((event) => event.kind === kind)
  const main = events.findLast((event) => event.kind !== 'step-started') ?? events.at(-1)
  if (has('closed')) return w.closed(number)
  if (has('reopened')) return w.reopened(number)
  switch (main?.kind) {
    case 'claimed':
      return w.claimed(number, turn.person.name)
    case 'released':
      return w.released(number)
    case 'assigned':
      return w.assigned(number, (await turn.tx.people.names([main.to])).get(main.to) ?? '')
    case 'climbed':
      return w.climbed(number, roleTitle(office.profile, main.holder, run?.unit ?? null))
    case 'paused':
      return main.why === 'party' ? w.pausedForParty(number) : w.paused(number)
    case 'recall-set':
      return turn.app.words.recall.set(
        number,
        turn.app.words.time.moment(toldAt(office, file.ticket, main.when), turn.now, office.service.zone),
      )
    case 'resumed':
      return w.resumed(number, due)
    case 'answered':
      return answeredText(turn, office, file, main.via)
    case 'announced': {
      const category = office.profile.categories.find((c) => c.id === file.ticket.category)
      return turn.app.words.notices.announceDone(number, category?.label ?? file.ticket.category)
    }
    case 'note-added':
      return w.noted(number)
    case 'prioritised':
      return w.prioritised(number, turn.app.words.staff.priorities[main.priority])
    case 'reclassified':
      return w.reclassified(
        number,
        office.profile.categories.find((c) => c.id === main.category)?.label ?? main.category,
      )
    case 'exited':
      return w.exited(number, turn.app.words.staff.exits[main.exit])
    default:
      if (run?.assignee === turn.person.id) return w.yours(number, stepOf(office.profile, run.step).row, due)
      return run
        ? w.moved(
            number,
            stepOf(office.profile, run.step).row,
            roleTitle(office.profile, run.holder, run.unit),
            due,
          )
        : w.closed(number)
  }
}

/** That an answer went out, or how it was given to somebody who has no chat here. */
function answeredText(turn: PersonTurn, { profile }: Office, file: TicketFile, via: string | null): string {
  const { number } = file.ticket
  const { words, mails } = turn.app
  if (via === null) return words.staff.done.answered(number)
  const address = answerOfKind(profile, file.answers, 'email')?.value
  return via === mailChannel && mails && address !== undefined
    ? words.notices.mailSent(number, address)
    : words.notices.givenVia(number, channelLabel(profile, words, via))
}

/**
 * Tells who acted what came of it, unless the group they wrote in reads as much in the call to whoever is next. What was
 * written in private is shown to the group.
 */
export async function report(
  turn: PersonTurn,
  office: Office,
  { file, events }: Extract<Done, { ok: true }>,
  notes: Note[],
): Promise<void> {
  const { chat, body } = turn.inbound
  const isCalled = turn.out.some((item) => item.kind === 'to-group' && item.ticket === file.ticket.id)
  if (chat.kind === 'group' && !chat.hasTopics && body.kind !== 'press' && isCalled) return
  if (chat.kind === 'private') showGroup(turn, office, file, events, notes)
  const text = await doneText(turn, office, file, events)
  if (chat.kind === 'private' && isTheirs(turn, office, file)) goOn(turn, office, file, text)
  else respond(turn, text, aboutCard(file))
  if (chat.kind === 'private') offerToPrint(turn, office, file, events)
}

/** Whether the next row is for the same person to act at: they are not called, so they need its buttons here. */
function isTheirs({ person }: PersonTurn, { profile, staff }: Office, { ticket }: TicketFile): boolean {
  const run = openRun(ticket)
  if (!run || isFirstLevel(profile, run.holder)) return run?.assignee === person.id
  const isFree = run.assignee === null && holdsRole(profile, staff.rolesOf(person.id), run.holder, run.unit)
  return isFree || run.assignee === person.id
}

function goOn(turn: PersonTurn, { profile }: Office, file: TicketFile, text: string): void {
  acknowledge(turn)
  say(turn, { text, buttons: rowButtons(turn.app.words, profile, file.ticket) }, aboutCard(file))
}

/** The papers the row just ended leaves behind, for whoever ended it; a group has the card's button for them. */
function offerToPrint(turn: PersonTurn, { profile }: Office, file: TicketFile, events: TicketEvent[]): void {
  const { words } = turn.app
  const ended = events.filter((event) => event.kind === 'outcome-chosen')
  const buttons = ended.flatMap((event) => offerPapers(words, profile, file.ticket, event))
  if (buttons.length === 0) return
  const text = words.notices.papersReady(file.ticket.number)
  say(turn, { text, buttons, silent: true }, aboutCard(file))
}

/** A note or an answer written in private, for the colleagues and whoever holds the ticket. */
function showGroup(
  turn: PersonTurn,
  { profile, staff }: Office,
  file: TicketFile,
  events: TicketEvent[],
  notes: Note[],
): void {
  const { ticket } = file
  const w = turn.app.words.staff
  const kind = events.find((event) => event.kind === 'note-added' || event.kind === 'answered')?.kind
  const [note] = notes
  if (!kind || !note) return
  const isSecret = ticket.secrecy === 'secret'
  const said = isSecret ? turn.app.words.notices.secret : note.text || w.noText
  const text = (kind === 'answered' ? w.answerFrom : w.noteFrom)(turn.person.name, ticket.number, said)
  const run = openRun(ticket)
  const inTurn = run && !isFirstLevel(profile, run.holder) ? staff.holdersOf(run.holder, run.unit) : []
  const calls = run?.assignee ? [run.assignee] : inTurn
  turn.out.push({
    kind: 'to-group',
    service: ticket.service,
    ticket: ticket.id,
    message: {
      text,
      attachments: isSecret ? [] : note.evidence.map(({ what, file }) => ({ what, file })),
    },
    calls: calls.filter((person) => person !== turn.person.id),
    about: aboutCard(file),
  })
}

/** What lets a reply to a message find its ticket. */
export function aboutCard({ ticket }: TicketFile): About {
  return { ticket: ticket.id, kind: 'card' }
}
