import { readAhead } from '../intake/completion.ts'
import { forwardedService, forwardedText } from '../intake/forwarded.ts'
import type { Answer, Draft, Form } from '../intake/form.ts'
import { requesterIn, type Requester } from '../intake/requester.ts'
import { answerOfKind, missingFields } from '../notify/facts.ts'
import type { Field } from '../sop/sop.ts'
import { staffOf } from './act.ts'
import { serviceOf, type Service } from './desk.ts'
import { contextOf, identityIn } from './intake-context.ts'
import { openFrom } from './opening.ts'
import type { Person, TicketFile } from './ports.ts'
import { say, type PersonTurn } from './turn.ts'

/**
 * The ticket of a private chat that was forwarded, written down by the officer; who gets its number, and an answer to
 * paste back. Somebody known reads of it in their own chat; a number that was only told makes nobody known.
 */
export async function openForwarded(turn: PersonTurn, draft: Draft): Promise<void> {
  const { words, desk } = turn.app
  const service = serviceOf(desk, forwardedService(draft))
  const staff = service && (await staffOf(turn.tx, service, turn.now))
  if (!service || !staff || staff.rolesOf(turn.person.id).length === 0)
    return say(turn, { text: words.staff.refusals.notStaff })
  const told = requesterIn(draft)
  const known = told.person === null ? null : await turn.tx.people.get(told.person)
  const answers = await answersOf(turn, service, draft, told, known)
  const name = answerOfKind(service.profile, answers, 'name')?.value ?? null
  const unnamed = told.phone?.shown ?? words.intake.record.unnamed
  const requester = known ?? (await turn.tx.people.create(name ?? unnamed))
  const origin = known && (await turn.tx.people.address(known.id))
  const { channel } = turn.chat
  const file = await openFrom(turn, service, draft, { answers, origin, channel, requester: requester.id })
  tellOfficer(turn, service, file, name)
}

/**
 * What is known of the complaint: what the officer told of the requester, then what the chat says outright, what is known
 * of the person, and what the chat mentions.
 */
async function answersOf(
  turn: PersonTurn,
  service: Service,
  draft: Draft,
  told: Requester,
  person: Person | null,
): Promise<TicketFile['answers']> {
  const ctx = await contextOf(turn, service, undefined)
  const text = forwardedText(draft) || standFor(turn, draft)
  const { answers, proposed } = readAhead(text, { ...ctx, now: turn.now })
  const ofForm = (kind: Field['kind'], answer: Answer | null) => inField(ctx.form, kind, answer)
  const name = told.name === null ? null : { value: told.name, shown: told.name }
  const count = draft.evidence.length
  const files = count > 0 ? ctx.words.evidenceCount(count) : null
  return {
    ...proposed,
    ...(person && { ...ofForm('name', { value: person.name, shown: person.name }) }),
    ...(person && identityIn(service, person.known)),
    ...answers,
    ...ofForm('name', name),
    ...ofForm('phone', told.phone),
    ...ofForm('evidence', files === null ? null : { value: String(count), shown: files }),
  }
}

function inField({ fields }: Form, kind: Field['kind'], answer: Answer | null): Record<string, Answer> {
  const field = fields.find((each) => each.kind === kind)
  return field && answer ? { [field.id]: answer } : {}
}

/** What stands for the text of a complaint that was only spoken or photographed. */
function standFor({ app }: PersonTurn, { evidence }: Draft): string {
  const isSpoken = evidence.some(({ what }) => what === 'voice' || what === 'audio')
  const { spokenProblem, attachedProblem } = app.words.intake
  return isSpoken ? spokenProblem : attachedProblem
}

/** The number and what is missing; and apart, to be copied, what to answer the requester. */
function tellOfficer(turn: PersonTurn, service: Service, file: TicketFile, name: string | null): void {
  const { words, desk } = turn.app
  const w = words.intake.forwarded
  const { number, id, complete } = file.ticket
  const missing = complete ? '' : words.notices.fields(missingFields(service.profile, file))
  const { agency, zone } = service
  const reply = w.reply({ now: turn.now, zone, name, number, agency: agency || desk.agency, missing })
  const phone = answerOfKind(service.profile, file.answers, 'phone')
  const text = [
    w.recorded(number, name ?? phone?.shown ?? null),
    ...(missing === '' ? [] : [w.lacks(missing, number)]),
    ...(file.origin === null ? [] : [w.toldHere]),
    phone === null ? w.passOn : w.passOnByLink(chatLink(phone.value, reply)),
  ]
  say(turn, { text: text.join('\n') }, { ticket: id, kind: 'card' })
  say(turn, { text: reply })
}

/** Opens a WhatsApp chat with that number (E.164), with the text ready to be sent. */
export function chatLink(phone: string, text: string): string {
  // Half an emoji, as a name may end in, cannot be encoded.
  const whole = text.replace(/\p{Cs}/gu, '')
  return `https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(whole)}`
}
