import type { Grant, Official } from '../../app/ports.ts'
import { roleTitle } from '../../notify/facts.ts'
import { localDate } from '../../sla/zone-time.ts'
import { stepOf, type Profile } from '../../sop/sop.ts'
import type { StepRun } from '../../ticket/ticket.ts'
import type { Block, Signature } from '../document.ts'
import { paperDate, paperRun, type PaperContext, type PaperFacts } from './facts.ts'
import { isInForce } from '../../ticket/rights.ts'
import { enderOf, outcomeOf } from '../given.ts'

/** Somebody who acts in a role; `person` is null where nobody is known. */
export type Actor = { person: string | null; role: string; unit: string | null; at: Date }

/** What a paper says of somebody. */
export type Described = { name: string; capacity: string; rank: string | null; nip: string | null }

/** Name, rank and NIP of somebody, and in which capacity they act. */
export function describe(c: PaperContext, actor: Actor): Described {
  const { names, officials } = c.facts
  const { person } = actor
  const official = person === null ? undefined : officials.get(person)
  return {
    name: official?.name ?? (person === null ? '' : (names.get(person) ?? '')),
    capacity: capacityOf(c, actor, official),
    rank: official?.rank ?? null,
    nip: official?.nip ?? null,
  }
}

/** A deputy acts as Plt. or Plh. of the role; everybody else in the position they have. */
function capacityOf({ facts, words }: PaperContext, actor: Actor, official: Official | undefined): string {
  const title = roleTitle(facts.profile, actor.role, actor.unit)
  const deputy = actor.person === null ? undefined : deputyOf(facts, actor)
  if (deputy) return words.papers.acting(words.papers.deputies[deputy.kind], title)
  return official?.position ?? title
}

function deputyOf(facts: PaperFacts, actor: Actor): Grant['deputy'] {
  const own = facts.grants.filter((grant) => grant.person === actor.person && isOf(grant, actor))
  if (own.some(({ deputy }) => deputy === undefined)) return undefined
  return own.find((grant) => isInForce(grant, localDate(facts.zone, actor.at)))?.deputy
}

function isOf(grant: Grant, { role, unit }: Pick<Actor, 'role' | 'unit'>): boolean {
  return grant.role === role && (grant.unit === null || grant.unit === unit)
}

/** Who ended a run, in the role that could; the person is null where the program or nobody did. */
export function actorOf({ profile, events, file }: PaperFacts, run: StepRun): Actor {
  const person = enderOf(events, run)
  return {
    person,
    role:
      person === file.ticket.requester ? requesterRole(profile) : (outcomeOf(profile, run)?.by ?? run.holder),
    unit: run.unit ?? file.ticket.unit,
    at: run.ended ?? run.started,
  }
}

function requesterRole({ roles }: Profile): string {
  return Object.keys(roles).find((role) => roles[role]?.kind === 'requester') ?? ''
}

/** The signature line of the role that signs the paper; none where the paper has no such role. */
export function signatureOf(c: PaperContext): Block[] {
  const { signs } = c.spec
  if (signs === undefined) return []
  const { name, capacity, rank, nip } = describe(c, signer(c, signs))
  const w = c.words.papers
  const signature: Signature = {
    placeAndDate: c.words.register.print.signed(
      c.facts.letterhead.place,
      c.words.register.date(paperDate(c), c.facts.zone),
    ),
    capacity: w.capacity(capacity),
    name,
    below: name === '' ? [w.nip(w.blank)] : [rank ?? '', nip === null ? '' : w.nip(nip)].filter(Boolean),
  }
  return [{ kind: 'signatures', signatures: [signature] }]
}

/** Whoever did the paper's row in that role; else who acted in it last (first, for a paper of no row); else its holder. */
export function signer(c: PaperContext, role: string): Actor {
  const { facts } = c
  const done = facts.file.ticket.runs.filter((run) => run.outcome !== null)
  const ordered = c.spec.step === undefined ? done : [paperRun(c), ...done.toReversed()]
  const acted = ordered
    .flatMap((run) => (run ? [actorOf(facts, run)] : []))
    .find((actor) => actor.role === role && actor.person !== null)
  return acted ? { ...acted, at: paperDate(c) } : holderOf(c, role)
}

/** The one person who holds a role: a deputy in force goes before the one deputised for. */
export function holderOf(c: PaperContext, role: string): Actor {
  const { facts } = c
  const at = paperDate(c)
  const { unit } = facts.file.ticket
  const holders = facts.grants.filter(
    (grant) => isOf(grant, { role, unit }) && isInForce(grant, localDate(facts.zone, at)),
  )
  const deputies = holders.filter(({ deputy }) => deputy !== undefined)
  const [only, ...others] = deputies.length > 0 ? deputies : holders
  return { person: only && others.length === 0 ? only.person : null, role, unit, at }
}

/** Decisions leaders made by one tap in these runs: *persetujuan*, which is no signature. */
export function approvalsIn(c: PaperContext, runs: readonly StepRun[]): string[] {
  const { profile, file, zone } = c.facts
  return runs.flatMap((run) => {
    const { outcomes } = stepOf(profile, run.step)
    const ending = actorOf(c.facts, run)
    const climbs = run.climbs.map(({ at, by, from, outcome }) => ({ at, person: by, role: from, outcome }))
    const acts = [...climbs, { ...ending, outcome: run.outcome }]
    return acts.flatMap(({ at, person, role, outcome: id }) => {
      const outcome = outcomes.find((o) => o.id === id)
      if (!outcome?.approves) return []
      const { name, capacity } = describe(c, { at, person, role, unit: run.unit ?? file.ticket.unit })
      const w = c.words.papers
      return [w.approval(w.capacityAndName(capacity, name), outcome.label, at, zone)]
    })
  })
}
