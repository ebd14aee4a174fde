import { answerChannelsOf } from '../notify/channels.ts'
import { roleTitle } from '../notify/facts.ts'
import type { Profile } from '../sop/sop.ts'
import { viaInput } from '../ticket/choose.ts'
import { openRun, priorities, secrecies } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import type { TicketFile } from './ports.ts'
import type { Asking } from './prompts.ts'
import type { PersonTurn } from './turn.ts'
import { everything, finish } from './typed.ts'

/** What to ask; answered in words, or by one of the options where there are any, or either way (`write`). */
export type Question = { text: string; options?: { id: string; label: string }[]; write?: boolean }

/** What to ask, and the options to choose from; an empty list of options means there is nobody to choose. */
export async function questionFor(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  { pending, raw, asking }: Asking,
): Promise<Question> {
  const w = turn.app.words.staff
  const about = (text: string) => w.ask.forTicket(file.ticket.number, text)
  if (pending.kind === 'reply') {
    const text = raw.text && 'text' in raw.text ? raw.text.text : ''
    return {
      text: about(w.ask.replyHow(text || w.noText)),
      options: [
        { id: 'kirim', label: w.ask.send },
        { id: 'catat', label: w.ask.keep },
      ],
    }
  }
  if (asking === viaInput)
    return {
      text: about(turn.app.words.notices.via),
      options: answerChannelsOf(office.profile, turn.app.words, file.ticket.channel),
    }
  if (pending.kind === 'outcome') return inputQuestion(turn, office, file, asking)
  if (asking === 'when') {
    const { when, options } = turn.app.words.recall
    return {
      text: about(when),
      options: Object.entries(options).map(([id, label]) => ({ id, label })),
      write: true,
    }
  }
  if (asking === 'text') {
    if (pending.kind === 'recall') return { text: about(turn.app.words.recall.why) }
    const isDuplicate = raw.choice && 'choice' in raw.choice && raw.choice.choice === 'duplicate'
    if (pending.kind === 'exit' && isDuplicate) return { text: about(w.ask.duplicateOf) }
    if (pending.kind === 'pause' || pending.kind === 'reopen' || pending.kind === 'exit')
      return { text: about(w.ask.reason[pending.kind]) }
    if (pending.kind === 'announce') return { text: about(turn.app.words.notices.announceAsk) }
    return { text: about(pending.kind === 'note' ? w.ask.note : w.ask.answer) }
  }
  if (pending.kind === 'exit') {
    return {
      text: about(w.ask.exit),
      options: office.profile.exits.map((id) => ({ id, label: w.exits[id] })),
    }
  }
  if (pending.kind === 'prioritise')
    return {
      text: about(w.ask.priority),
      options: priorities.map((id) => ({ id, label: capital(w.priorities[id]) })),
    }
  return {
    text: about(w.ask.category),
    options: office.profile.categories.map(({ id, label }) => ({ id, label })),
  }
}

/** The question of an outcome's input, as the profile words it. */
async function inputQuestion(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  input: string,
): Promise<Question> {
  const w = turn.app.words.staff
  const spec = office.profile.inputs[input]
  if (!spec) throw new Error(`profile ${office.profile.id} has no input ${input}`)
  const text = w.ask.forTicket(file.ticket.number, spec.ask)
  switch (spec.kind) {
    case 'text':
      return { text }
    case 'date':
      return { text: `${text} ${w.ask.dateExample}` }
    case 'choice':
      return { text, options: spec.options ?? [] }
    case 'checklist': {
      const items = (spec.options ?? []).map(({ label }, index) => `${index + 1}. ${label}`)
      const options = [{ id: everything, label: w.ask.everything }]
      return { text: [text, ...items, w.ask.checklist].join('\n'), options, write: true }
    }
    case 'evidence':
      return { text, options: [{ id: finish, label: w.ask.finish }], write: true }
    case 'priority':
      return { text, options: priorities.map((id) => ({ id, label: capital(w.priorities[id]) })) }
    case 'secrecy':
      return {
        text,
        options: secrecies.map((id) => ({ id, label: capital(turn.app.words.notices.secrecies[id]) })),
      }
    case 'unit':
      return { text, options: unitsOf(office, file) }
    case 'staff':
      return { text, ...(await staffToChoose(turn, office, file, spec.role ?? '')) }
  }
}

/** Whoever holds the role; who it should be, where nobody does. */
async function staffToChoose(
  turn: PersonTurn,
  office: Office,
  file: TicketFile,
  role: string,
): Promise<Partial<Question>> {
  const w = turn.app.words.staff
  const unit = openRun(file.ticket)?.unit ?? file.ticket.unit
  const people = ownPeople(office, role, office.staff.holdersOf(role, unit))
  const names = await turn.tx.people.names(people)
  const options = people.map((id) => ({ id, label: names.get(id) ?? id }))
  return options.length > 0
    ? { options }
    : { text: w.refusals.nobodyHolds(roleTitle(office.profile, role, unit)), options }
}

/** Everybody of the group acts in the first level; those who lead it are named only where nobody else can be. */
function ownPeople({ profile, staff }: Office, role: string, people: string[]): string[] {
  const leads = (person: string) =>
    staff.rolesOf(person).some((held) => rolesAbove(profile, role).includes(held.role))
  const own = people.filter((person) => !leads(person))
  return own.length > 0 ? own : people
}

function rolesAbove(profile: Profile, role: string): string[] {
  const above = profile.roles[role]?.above
  return above === undefined ? [] : [above, ...rolesAbove(profile, above)]
}

/** The units, the one the category names first. */
function unitsOf({ profile }: Office, file: TicketFile): { id: string; label: string }[] {
  const usual = profile.categories.find((c) => c.id === file.ticket.category)?.unit
  const units = Object.entries(profile.units).map(([id, label]) => ({ id, label }))
  return units.sort((a, b) => Number(b.id === usual) - Number(a.id === usual))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
