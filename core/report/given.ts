import { stepOf, type InputSpec, type Outcome, type Profile } from '../sop/sop.ts'
import type { InputValue, StepRun, TicketEvent } from '../ticket/ticket.ts'

/** The outcome a run ended by; null for one that is open or was left by an exit. */
export function outcomeOf(profile: Profile, run: StepRun): Outcome | null {
  return stepOf(profile, run.step).outcomes.find(({ id }) => id === run.outcome) ?? null
}

/** Something handed over in a run, with what the profile says of it. */
export type Given = { id: string; spec: InputSpec; value: InputValue }

/** What was handed over in a run, in the order the row asks for it. */
export function givenIn(profile: Profile, run: StepRun | null): Given[] {
  if (!run) return []
  const asked = outcomeOf(profile, run)?.needs ?? []
  return asked.flatMap((id) => {
    const [spec, value] = [profile.inputs[id], run.inputs[id]]
    return spec && value ? [{ id, spec, value }] : []
  })
}

/** The first thing of a kind that was handed over in a run. */
export function givenOfKind(profile: Profile, run: StepRun | null, kind: InputSpec['kind']): Given | null {
  return givenIn(profile, run).find(({ spec }) => spec.kind === kind) ?? null
}

/** The choice handed over in a run for an input of this kind; null where none was. */
export function chosenOfKind(
  profile: Profile,
  run: StepRun | null,
  kind: 'priority' | 'secrecy',
): string | null {
  const value = givenOfKind(profile, run, kind)?.value
  return value && 'choice' in value ? value.choice : null
}

/** Who chose the outcome a run ended by, who need not be who had claimed it; null where the program or nobody did. */
export function enderOf(events: readonly TicketEvent[], { step, run }: StepRun): string | null {
  const ending = events.find((e) => e.kind === 'outcome-chosen' && e.step === step && e.run === run)
  return ending?.by ?? null
}
