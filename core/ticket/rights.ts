import { firstLevelRole, type Profile } from '../sop/sop.ts'
import type { Actor, HeldRole, StepRun } from './ticket.ts'

/** Whether the roles include this one; for a role that is held per unit, in that very unit. */
export function holdsRole(
  profile: Profile,
  held: readonly HeldRole[],
  role: string,
  unit: string | null,
): boolean {
  const perUnit = profile.roles[role]?.perUnit ?? false
  return held.some((h) => h.role === role && (!perUnit || unit === null || h.unit === unit))
}

/** Whether a role is held on a local day: a deputy's between two days, both included. */
export function isInForce({ deputy }: { deputy?: { from: string; until: string } }, day: string): boolean {
  return deputy === undefined || (deputy.from <= day && day <= deputy.until)
}

/** Whether the actor is staff in this role (and unit). */
export function actsAs(profile: Profile, actor: Actor, role: string, unit: string | null): boolean {
  return actor.kind === 'staff' && holdsRole(profile, actor.roles, role, unit)
}

/** Whether the actor has any part in this service. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.roles.length > 0
}

/** First level, or whoever must act at the open row: those who may pause, move or classify a ticket. */
export function tendsTicket(profile: Profile, actor: Actor, run: StepRun | null): boolean {
  if (actsAs(profile, actor, firstLevelRole(profile), null)) return true
  return run !== null && actsAs(profile, actor, run.holder, run.unit)
}

/** Whether the actor holds the role above the one that must act at the row. */
export function standsAbove(profile: Profile, actor: Actor, run: StepRun): boolean {
  const above = profile.roles[run.holder]?.above
  return above !== undefined && actsAs(profile, actor, above, run.unit)
}

/** Whether everybody of the staff group acts in this role. */
export function isFirstLevel(profile: Profile, role: string): boolean {
  return profile.roles[role]?.firstLevel ?? false
}

/** The id of the person who acts; none for the program itself. */
export function personOf(actor: Actor): string | undefined {
  return actor.kind === 'system' ? undefined : actor.person
}
