import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedProfiles } from '../../../bots/profiles.ts'
import { holderOf, type Outcome, type Step } from '../../../core/sop/sop.ts'
import { isOptional } from '../../../core/ticket/choose.ts'
import { evolve } from '../../../core/ticket/evolve.ts'
import type { Inputs, Ticket } from '../../../core/ticket/ticket.ts'
import { at } from '../../fixtures/calendars.ts'
import { officeOf, opening, valueFor, type Office } from '../../fixtures/desk.ts'

/** What a row must leave behind is refused if missing, and the refusal names it: every outcome, any part of its inputs. */

const now = at('2026-11-16 09:00')

/** A ticket that stands at a row, however it got there. */
function standingAt(office: Office, step: Step): Ticket {
  const { profile } = office
  const opened = office.after(null, opening(office), now)
  const holder = holderOf(step)
  const unit = profile.roles[holder]?.perUnit ? (Object.keys(profile.units)[0] ?? null) : null
  const run = opened.runs.filter((r) => r.step === step.id).length + 1
  const ended = evolve(opened, {
    ...{ kind: 'outcome-chosen', at: now, step: opened.runs.at(-1)?.step ?? '', run: 1 },
    ...{ outcome: 'test', inputs: {}, answer: null },
  })
  return evolve(ended, {
    ...{ kind: 'step-started', at: now, step: step.id, run, role: step.actor, holder, unit },
    ...{ assignee: null, limit: step.limit, due: null, status: step.status },
  })
}

const outcomes = shippedProfiles().flatMap((id) => {
  const office = officeOf(id)
  return office.profile.steps.flatMap((step) =>
    step.outcomes
      .filter((outcome) => outcome.command !== undefined)
      .map((outcome): [string, Office, Step, Outcome] => [
        `${id} row ${step.row}: ${outcome.id}`,
        office,
        step,
        outcome,
      ]),
  )
})

describe.each(outcomes)('%s', (_name, office, step, outcome) => {
  const ticket = standingAt(office, step)
  const run = ticket.runs.at(-1)
  const role = outcome.by ?? run?.holder ?? ''
  const person = run?.unit && office.profile.roles[role]?.perUnit ? `${role} ${run.unit}` : role
  const choose = (inputs: Inputs) => ({
    ...{ kind: 'choose' as const, by: office.as(person), choice: { outcome: outcome.id }, inputs },
  })

  test('names what misses', () => {
    fc.assert(
      fc.property(fc.subarray(outcome.needs), (given) => {
        const inputs = Object.fromEntries(given.map((id) => [id, valueFor(office, id)]))
        const missing = outcome.needs.find((id) => {
          const spec = office.profile.inputs[id]
          return spec && !isOptional(spec) && !given.includes(id)
        })
        const refusal = office.refusal(ticket, choose(inputs), now)
        const expected = missing && { code: 'missing-input', input: missing, outcome: outcome.id }
        const above = outcome.to === 'above' && !office.profile.roles[run?.holder ?? '']?.above
        expect(refusal).toEqual(above ? { code: 'nobody-above' } : (expected ?? null))
      }),
    )
  })

  test.each(outcome.needs)('refuses what does not fit: %s', (wrong) => {
    const inputs = Object.fromEntries(outcome.needs.map((id) => [id, valueFor(office, id)]))
    const spec = office.profile.inputs[wrong]
    const empty = spec?.kind === 'evidence' ? { evidence: 'n', files: 1, photos: 0 } : { checked: [] }
    const refused = !(spec?.kind === 'evidence' && !spec.photo)
    expect(office.refusal(ticket, choose({ ...inputs, [wrong]: empty }), now)).toEqual(
      refused ? { code: 'bad-input', input: wrong, outcome: outcome.id } : null,
    )
  })
})
