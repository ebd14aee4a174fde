import { holdsRole, isFirstLevel } from '../ticket/rights.ts'
import { openRun, type Ticket } from '../ticket/ticket.ts'
import type { Office } from './act.ts'

/**
 * Whether somebody may read a ticket marked *rahasia*: who holds it or held it or recorded it, the role its row waits for
 * and the one above. The first level is the whole group: it reads along only until one of it has taken the ticket.
 */
export function mayReadSecret({ profile, staff }: Office, ticket: Ticket, person: string): boolean {
  if (ticket.recordedBy === person || ticket.runs.some((run) => run.assignee === person)) return true
  const run = openRun(ticket) ?? ticket.runs.at(-1)
  if (!run) return false
  const roles = staff.rolesOf(person)
  const above = profile.roles[run.holder]?.above
  const isOpenToAll = run.assignee === null || !isFirstLevel(profile, run.holder)
  return (
    (isOpenToAll && holdsRole(profile, roles, run.holder, run.unit)) ||
    (above !== undefined && holdsRole(profile, roles, above, run.unit))
  )
}
