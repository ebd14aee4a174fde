import type { TicketFile } from '../app/ports.ts'
import type { Answer } from '../intake/form.ts'
import type { Field, Profile } from '../sop/sop.ts'

/** The answer to the form's field of this kind, or null: the engine never asks for a field by its name. */
export function answerOfKind(
  profile: Profile,
  answers: Record<string, Answer>,
  kind: Field['kind'],
): Answer | null {
  const field = profile.form.find((f) => f.kind === kind)
  return (field && answers[field.id]) ?? null
}

/** What every message about a ticket needs to say of it. */
export function factsOf(profile: Profile, file: TicketFile) {
  const shown = (kind: Field['kind']) => answerOfKind(profile, file.answers, kind)?.shown ?? ''
  return {
    number: file.ticket.number,
    category: profile.categories.find((c) => c.id === file.ticket.category)?.label ?? file.ticket.category,
    agency: shown('agency'),
    requester: shown('name'),
    phone: maskPhone(shown('phone')),
    problem: shown('problem'),
  }
}

/** "0812-3456-7890" → "0812-****-7890": enough to recognise, too little to call. */
function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 8 ? phone.replace(/\d/g, '*') : `${digits.slice(0, 4)}-****-${digits.slice(-4)}`
}

/** "Petugas teknis Jaringan": a role's title with its unit. */
export function roleTitle(profile: Profile, role: string, unit: string | null): string {
  const { title, perUnit } = profile.roles[role] ?? { title: role, perUnit: false }
  const unitTitle = unit === null ? undefined : profile.units[unit]
  return perUnit && unitTitle !== undefined ? `${title} ${unitTitle}` : title
}

/** The labels of the fields the profile needs for a complete complaint and that are not answered. */
export function missingFields(profile: Profile, answers: Record<string, Answer>): string[] {
  const needed = profile.complete ?? profile.form.filter((f) => f.required).map((f) => f.id)
  return profile.form
    .filter((f) => needed.includes(f.id) && f.kind !== 'category' && !answers[f.id])
    .map((f) => f.label)
}
