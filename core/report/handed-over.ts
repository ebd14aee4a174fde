import { channelLabel } from '../notify/channels.ts'
import type { InputSpec, Profile } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import type { Inputs, InputValue } from '../ticket/ticket.ts'

/** What the values of inputs refer to. `note` is the text of a note; empty where it is not known, or not to be read. */
export type HandedOverContext = {
  words: Words
  profile: Profile
  names: ReadonlyMap<string, string>
  note: (id: string) => string
}

/** What was handed over with an outcome, each by its label, in the order of the profile's inputs; the way it went, last. */
export function handedOver(c: HandedOverContext, inputs: Inputs): { label: string; text: string }[] {
  const order = Object.keys(c.profile.inputs).filter((id) => id in inputs)
  const others = Object.keys(inputs).filter((id) => !order.includes(id))
  return [...order, ...others].map((id) => {
    const value = inputs[id] as InputValue
    const spec = c.profile.inputs[id]
    return spec
      ? { label: spec.label, text: shown(c, spec, value) }
      : { label: c.words.register.via, text: viaOf(c, value) }
  })
}

/** `via`, the one input that every profile has: how an answer was given. */
function viaOf({ profile, words }: HandedOverContext, value: InputValue): string {
  return 'choice' in value ? channelLabel(profile, words, value.choice) : ''
}

function shown(c: HandedOverContext, spec: InputSpec, value: InputValue): string {
  const w = c.words.register
  const options = spec.options ?? []
  if ('note' in value) return c.note(value.note)
  if ('unit' in value) return c.profile.units[value.unit] ?? value.unit
  if ('staff' in value) return c.names.get(value.staff) ?? ''
  if ('date' in value) return w.date(new Date(value.date), 'UTC')
  if ('checked' in value) {
    const items = options.filter(({ id }) => value.checked.includes(id)).map(({ label }) => label)
    return w.checked(items.length, options.length, items.join('; '))
  }
  if ('evidence' in value)
    return [w.files(value.files, value.photos), c.note(value.evidence)].filter(Boolean).join(': ')
  const chosen: Record<string, string> = {
    ...c.words.staff.priorities,
    ...c.words.notices.secrecies,
    ...Object.fromEntries(options.map(({ id, label }) => [id, label])),
  }
  return chosen[value.choice] ?? value.choice
}
