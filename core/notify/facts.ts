import type { TicketFile } from '../app/ports.ts'
import type { Answer } from '../intake/form.ts'
import type { Field, Profile } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'
import type { HeldRole, Ticket } from '../ticket/ticket.ts'

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
    agency: agencyOrName(profile, file.answers),
    requester: shown('name'),
    phone: maskPhone(shown('phone')),
    problem: shown('problem'),
  }
}

/** Whose ticket it is, in a word: the agency or, where the SOP asks for none, the requester. */
export function agencyOrName(profile: Profile, answers: Record<string, Answer>): string {
  return (answerOfKind(profile, answers, 'agency') ?? answerOfKind(profile, answers, 'name'))?.shown ?? ''
}

/** The same for everybody in the group: of a ticket that is *rahasia* nothing but its number. */
export function factsForGroup(words: Words, profile: Profile, file: TicketFile): ReturnType<typeof factsOf> {
  const { secret } = words.notices
  if (file.ticket.secrecy === 'normal') return factsOf(profile, file)
  const { number } = file.ticket
  return { number, category: secret, agency: secret, requester: secret, phone: '', problem: '' }
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

/** "Plt. Kepala Dinas": a role as one person holds it. */
export function heldTitle(words: Words, profile: Profile, { role, unit, deputy }: HeldRole): string {
  const title = roleTitle(profile, role, unit ?? null)
  return deputy ? words.roles.acting(deputy, title) : title
}

/** The labels of what the profile needs for a complete complaint and the complaint has not. */
export function missingFields(profile: Profile, given: Pick<TicketFile, 'answers' | 'evidence'>): string[] {
  return fieldsMissing(profile, given).map((field) => field.label)
}

/** The fields themselves, in the form's order. */
export function fieldsMissing(
  profile: Profile,
  { answers, evidence }: Pick<TicketFile, 'answers' | 'evidence'>,
): Field[] {
  const needed = profile.complete ?? profile.form.filter((f) => f.required).map((f) => f.id)
  return profile.form
    .filter((f) => needed.includes(f.id) && f.kind !== 'category')
    .filter((f) => (f.kind === 'evidence' ? evidence.length === 0 : !answers[f.id]))
}

/** How a ticket stands, for staff: whose answer is waited for, where it waits. */
export function statusText(words: Words, { status, paused }: Pick<Ticket, 'status' | 'paused'>): string {
  return paused?.why === 'party' ? words.staff.queue.pausedForParty : words.staff.statuses[status]
}

/** The same for the requester. */
export function stageText(words: Words, { status, paused }: Pick<Ticket, 'status' | 'paused'>): string {
  return paused?.why === 'party' ? words.requester.stageForParty : words.requester.stage[status]
}
