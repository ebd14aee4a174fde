import type { Profile } from '../sop/sop.ts'
import { chosenOptions } from './choose.ts'
import type { Decision, Rules, TicketCommand } from './commands.ts'
import { accept, isOwn, refuse, refuseRole } from './decision.ts'
import { isStaff, personOf, tendsTicket } from './rights.ts'
import { record, resume, type Progress } from './rows.ts'
import { isClosed, openRun, type Ticket, type TicketEvent } from './ticket.ts'

/** What may be done to a ticket without moving it along its rows. */
export type Mark = Extract<
  TicketCommand,
  {
    kind:
      | 'answer'
      | 'note'
      | 'prioritise'
      | 'keep-secret'
      | 'reclassify'
      | 'link'
      | 'announce'
      | 'end-announcement'
      | 'join'
      | 'recall'
      | 'give-recall'
      | 'exit'
  }
>

/** Decides an act that leaves the ticket where it stands, or takes it out of its rows altogether (`exit`). */
export function mark(rules: Rules, ticket: Ticket, command: Mark, now: Date): Decision {
  const start: Progress = { ticket, events: [] }
  if (command.kind === 'give-recall')
    return accept(record(start, { kind: 'recall-given', at: now, to: command.to }))
  const by = personOf(command.by)
  const tends = tendsTicket(rules.profile, command.by, openRun(ticket))
  const keep = (event: TicketEvent) => accept(record(start, event))
  switch (command.kind) {
    case 'answer':
      if (!isStaff(command.by)) return refuse({ code: 'not-staff' })
      return keep({ kind: 'answered', at: now, by, note: command.note, via: command.via ?? null })
    case 'note':
      if (!isStaff(command.by)) return refuse({ code: 'not-staff' })
      return keep({ kind: 'note-added', at: now, by, note: command.note })
    case 'recall':
      if (!isStaff(command.by)) return refuse({ code: 'not-staff' })
      return keep({ kind: 'recall-set', at: now, by, when: command.when, note: command.note })
    case 'join':
      if (ticket.announced === null) return refuse({ code: 'not-announced' })
      if (ticket.followers.some(({ person }) => person === by)) return refuse({ code: 'no-change' })
      return keep({ kind: 'joined', at: now, by, note: command.note })
    case 'exit':
      if (!tends && !isOwn(ticket, command.by)) return refuseRole(rules, ticket)
      if (!rules.profile.exits.includes(command.exit)) return refuse({ code: 'exit-not-allowed' })
      return accept(
        record(resume(rules, start, by, now), {
          kind: 'exited',
          at: now,
          by,
          exit: command.exit,
          reason: command.reason,
          other: command.other,
        }),
      )
  }
  return tends ? tend(rules, ticket, command, now) : refuseRole(rules, ticket)
}

/** The acts of those who tend the ticket. */
function tend(
  { profile }: Rules,
  ticket: Ticket,
  command: Extract<
    Mark,
    { kind: 'prioritise' | 'keep-secret' | 'reclassify' | 'link' | 'announce' | 'end-announcement' }
  >,
  now: Date,
): Decision {
  const base = { at: now, by: personOf(command.by) }
  const keep = (event: TicketEvent) => accept(record({ ticket, events: [] }, event))
  switch (command.kind) {
    case 'prioritise':
      if (ticket.priority === command.priority) return refuse({ code: 'no-change' })
      return keep({ kind: 'prioritised', ...base, priority: command.priority })
    case 'keep-secret':
      if (ticket.secrecy === command.secrecy) return refuse({ code: 'no-change' })
      return keep({ kind: 'secrecy-set', ...base, secrecy: command.secrecy })
    case 'reclassify':
      if (!profile.categories.some((c) => c.id === command.category))
        return refuse({ code: 'unknown-category' })
      if (ticket.category === command.category) return refuse({ code: 'no-change' })
      return keep({ kind: 'reclassified', ...base, category: command.category })
    case 'link':
      if (ticket.linkedTo === command.to.id) return refuse({ code: 'no-change' })
      if (!mayLink(profile, ticket, command.to)) return refuse({ code: 'cannot-link' })
      return keep({ kind: 'linked', ...base, to: command.to.id })
    case 'announce':
      return keep({ kind: 'announced', ...base, note: command.note })
    case 'end-announcement':
      if (ticket.announced === null) return refuse({ code: 'not-announced' })
      return keep({ kind: 'announcement-ended', ...base })
  }
}

/** One cause, many faults: of open tickets of one service, and never in a chain. */
function mayLink(profile: Profile, ticket: Ticket, cause: Ticket): boolean {
  if (cause.service !== ticket.service || cause.id === ticket.id) return false
  if (isClosed(cause) || cause.linkedTo !== null) return false
  const gatherers = Object.values(profile.inputs).flatMap((input) =>
    (input.options ?? []).filter((option) => option.gathers.length > 0),
  )
  if (gatherers.length === 0) return true
  const [mine, theirs] = [chosenOptions(profile, ticket), chosenOptions(profile, cause)]
  return gatherers.some(
    ({ id, gathers }) => theirs.includes(id) && gathers.some((gathered) => mine.includes(gathered)),
  )
}
