import { firstLevelRole } from '../sop/sop.ts'
import type { Decision, Refusal, Rules } from './commands.ts'
import type { Progress } from './rows.ts'
import { openRun, type Actor, type Ticket } from './ticket.ts'

export function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal }
}

/** The refusal that names whom the open row waits for. */
export function refuseRole(rules: Rules, ticket: Ticket): Decision {
  const run = openRun(ticket)
  return refuse({
    code: 'not-your-role',
    role: run?.holder ?? firstLevelRole(rules.profile),
    unit: run?.unit ?? null,
  })
}

export function accept(progress: Progress): Decision {
  return { ok: true, events: progress.events }
}

/** Whether the actor is the one who complained. */
export function isOwn(ticket: Ticket, by: Actor): boolean {
  return by.kind === 'requester' && by.person === ticket.requester
}
