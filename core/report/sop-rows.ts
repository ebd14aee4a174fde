import { holderOf, type Outcome, type Profile, type Step, type TicketHappening } from '../sop/sop.ts'

/** Where a way out leads. `when` tells apart the rows of a list: the first of them that has already run, else the last. */
export type SopTarget =
  | { kind: 'end' }
  | { kind: 'row'; step: string; row: string; when: 'always' | 'ran' | 'otherwise' }
  /** The same row, then held by the role above: their titles, the lowest first. */
  | { kind: 'climb'; roles: string[] }

/** One way out of a row. */
export type SopWay = {
  label: string
  /** The title of the role that may choose it, or what makes it happen by itself. */
  by: { role: string } | { event: TicketHappening }
  /** The labels of what must be handed over. */
  needs: string[]
  to: SopTarget[]
  approves: boolean
  completes: boolean
  /** Taken by itself when the requester, warned after `warn`, has said nothing until `end`. */
  silence: { warn: string; end: string } | null
}

/** One row of the SOP, with titles and labels in place of ids. */
export type SopRow = {
  step: string
  /** As the SOP counts it; with the id where several steps share a row. */
  row: string
  title: string
  actor: string
  /** The role the row waits for, where that is not its actor. */
  holder: string | null
  /** In the SOP's own words; null is no limit. */
  limit: string | null
  thirdParty: boolean
  output: string | null
  ways: SopWay[]
  /** The titles of the papers it leaves behind. */
  papers: string[]
}

/** The SOP row by row, as it can be held against the paper one. */
export function sopRows(profile: Profile): SopRow[] {
  return profile.steps.map((step) => ({
    step: step.id,
    row: rowName(profile, step),
    title: step.title,
    actor: titleOf(profile, step.actor),
    holder: holderOf(step) === step.actor ? null : titleOf(profile, holderOf(step)),
    limit: step.limit,
    thirdParty: step.thirdParty,
    output: step.output ?? null,
    ways: step.outcomes.map((outcome) => wayOf(profile, step, outcome)),
    papers: profile.papers.filter((paper) => paper.step === step.id).map(({ title }) => title),
  }))
}

/** The rows that a list of steps stands for, as `SopTarget` tells them apart. */
export function targetsOf(profile: Profile, to: readonly string[]): SopTarget[] {
  return to.map((id, index) => {
    const when = to.length === 1 ? 'always' : index < to.length - 1 ? 'ran' : 'otherwise'
    return { kind: 'row', step: id, row: rowNameOf(profile, id), when }
  })
}

function wayOf(profile: Profile, step: Step, outcome: Outcome): SopWay {
  const { event } = outcome
  return {
    label: outcome.label,
    by: event === undefined ? { role: titleOf(profile, outcome.by ?? holderOf(step)) } : { event },
    needs: outcome.needs.map((id) => profile.inputs[id]?.label ?? id),
    to: waysOn(profile, step, outcome.to),
    approves: outcome.approves,
    completes: outcome.completes,
    silence: step.silence?.outcome === outcome.id ? step.silence : null,
  }
}

function waysOn(profile: Profile, step: Step, to: Outcome['to']): SopTarget[] {
  if (to === 'end') return [{ kind: 'end' }]
  if (to === 'above') return [{ kind: 'climb', roles: rolesAbove(profile, holderOf(step)) }]
  return targetsOf(profile, typeof to === 'string' ? [to] : to)
}

function rolesAbove(profile: Profile, role: string): string[] {
  const above = profile.roles[role]?.above
  return above === undefined ? [] : [titleOf(profile, above), ...rolesAbove(profile, above)]
}

function rowNameOf(profile: Profile, stepId: string): string {
  const step = profile.steps.find(({ id }) => id === stepId)
  return step ? rowName(profile, step) : stepId
}

function rowName(profile: Profile, { id, row }: Step): string {
  return profile.steps.filter((step) => step.row === row).length === 1 ? row : `${row} (${id})`
}

function titleOf(profile: Profile, role: string): string {
  return profile.roles[role]?.title ?? role
}
