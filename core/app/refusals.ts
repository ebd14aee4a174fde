import { missingFields, roleTitle } from '../notify/facts.ts'
import type { Refusal } from '../ticket/commands.ts'
import { openRun } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import type { TicketFile } from './ports.ts'
import type { PersonTurn } from './turn.ts'

/** Why not, in the reader's language. */
export async function refusalText(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  refusal: Refusal,
): Promise<string> {
  const w = turn.app.words.staff.refusals
  const { number } = file.ticket
  switch (refusal.code) {
    case 'ticket-closed':
      return w.closed(number)
    case 'ticket-open':
      return w.open(number)
    case 'stale':
      return w.stale
    case 'not-staff':
      return w.notStaff
    case 'not-your-ticket':
      return turn.app.words.requester.notYourTicket
    case 'not-your-role':
      return w.role(roleTitle(office.profile, refusal.role, refusal.unit))
    case 'assignee-role':
      return w.assigneeRole(roleTitle(office.profile, refusal.role, refusal.unit))
    case 'held-by':
      return w.heldBy(number, (await turn.tx.people.names([refusal.person])).get(refusal.person) ?? '')
    case 'already-yours':
      return w.alreadyYours(number)
    case 'not-claimed':
      return w.notClaimed(number)
    case 'not-at-this-row':
      return w.notAtThisRow(refusal.row, refusal.commands.map((name) => `/${name}`).join(', '))
    case 'missing-input':
    case 'bad-input':
      return badInput(office, file, refusal.input, w)
    case 'nobody-above':
      return w.nobodyAbove
    case 'already-paused':
      return w.alreadyPaused(number)
    case 'not-paused':
      return w.notPaused(number)
    case 'nothing-to-confirm':
      return w.nothingToConfirm
    case 'already-said':
    case 'already-complete':
    case 'no-change':
      return w.noChange
    case 'unknown-category':
      return w.unknownCategory(office.profile.categories.map((c) => c.label).join(', '))
    case 'exit-not-allowed':
      return w.exitNotAllowed
    case 'incomplete':
      return incompleteText(turn, office, file)
    case 'cannot-link':
      return w.cannotLink
    case 'not-announced':
      return w.notAnnounced(number)
    case 'unknown-paper':
      return w.unknownPaper(office.profile.papers.map(({ title }) => title).join(', '))
    case 'only-assignee':
      return w.onlyAssignee(number)
    case 'not-silent':
      return w.noChange
    case 'not-closed':
      return w.notClosed(number)
  }
}

/** Which fields miss (SOP 002: an incomplete report is not actionable). */
function incompleteText(turn: PersonTurn, { profile }: Office, file: TicketFile): string {
  const w = turn.app.words.notices
  return w.notActionable(file.ticket.number, w.fields(missingFields(profile, file)))
}

function badInput(
  { profile }: Office,
  { ticket }: TicketFile,
  input: string,
  w: PersonTurn['app']['words']['staff']['refusals'],
): string {
  const spec = profile.inputs[input]
  if (spec?.kind === 'staff' && spec.role)
    return w.assigneeRole(roleTitle(profile, spec.role, openRun(ticket)?.unit ?? ticket.unit))
  const label = spec?.label ?? input
  switch (spec?.kind) {
    case 'evidence':
      return spec.photo ? w.noPhoto(label) : w.noFile(label)
    case 'checklist':
      return w.nothingTicked(label)
    default:
      return w.badInput(label)
  }
}
