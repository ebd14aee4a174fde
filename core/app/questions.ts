import { roleTitle } from '../notify/facts.ts'
import { openRun, priorities } from '../ticket/ticket.ts'
import type { Office } from './act.ts'
import type { TicketFile } from './ports.ts'
import type { Asking } from './prompts.ts'
import type { PersonTurn } from './turn.ts'

/** What to ask; answered in words, or by one of the options where there are any. */
type Question = { text: string; options?: { id: string; label: string }[] }

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
  if (pending.kind === 'outcome') return inputQuestion(turn, office, file, asking)
  if (asking === 'text') {
    const isDuplicate = raw.choice && 'choice' in raw.choice && raw.choice.choice === 'duplicate'
    if (pending.kind === 'exit' && isDuplicate) return { text: about(w.ask.duplicateOf) }
    if (pending.kind === 'pause' || pending.kind === 'reopen' || pending.kind === 'exit')
      return { text: about(w.ask.reason[pending.kind]) }
    return { text: about(pending.kind === 'note' ? w.ask.note : w.ask.answer) }
  }
  if (pending.kind === 'exit') {
    return {
      text: about(w.ask.exit),
      options: office.profile.exits.map((id) => ({ id, label: w.exits[id] })),
    }
  }
  if (pending.kind === 'prioritise')
    return { text: about(w.ask.priority), options: priorities.map((id) => ({ id, label: w.priorities[id] })) }
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
  if (spec.kind === 'text') return { text }
  if (spec.kind === 'choice') return { text, options: spec.options ?? [] }
  if (spec.kind === 'unit') return { text, options: unitsOf(office, file) }
  const role = spec.role ?? ''
  const unit = openRun(file.ticket)?.unit ?? file.ticket.unit
  const people = office.staff.holdersOf(role, unit)
  const names = await turn.tx.people.names(people)
  const options = people.map((id) => ({ id, label: names.get(id) ?? id }))
  return options.length > 0
    ? { text, options }
    : { text: w.refusals.nobodyHolds(roleTitle(office.profile, role, unit)), options }
}

/** The units, the one the category names first. */
function unitsOf({ profile }: Office, file: TicketFile): { id: string; label: string }[] {
  const usual = profile.categories.find((c) => c.id === file.ticket.category)?.unit
  const units = Object.entries(profile.units).map(([id, label]) => ({ id, label }))
  return units.sort((a, b) => Number(b.id === usual) - Number(a.id === usual))
}
