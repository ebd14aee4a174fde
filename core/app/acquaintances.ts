import { plain } from '../intake/clean.ts'
import type { Acquaintance } from '../intake/fields.ts'
import type { DialogueInput } from '../intake/form.ts'
import { readRequester } from '../intake/requester.ts'
import { agencyOrName, answerOfKind } from '../notify/facts.ts'
import type { Service } from './desk.ts'
import type { Person } from './ports.ts'
import type { PersonTurn } from './turn.ts'

/** More of them nobody looks through. */
const namedMax = 5

/** The people an officer may mean by a name, a number or a contact card: those who have written to the desk themselves. */
export async function acquaintances(
  turn: PersonTurn,
  service: Service,
  input: DialogueInput,
): Promise<Acquaintance[]> {
  const { name, phone } = readRequester(wordsIn(input))
  const owner = phone && (await turn.tx.people.byPhone(phone.value))
  const named = name === null ? [] : await namedSo(turn, service, name)
  const others = named.filter(({ id }) => id !== owner?.id)
  return [
    ...(owner ? [{ ...acquaintance(service, owner), byNumber: true }] : []),
    ...others.map((person) => acquaintance(service, person)),
  ]
}

function wordsIn(input: DialogueInput): string {
  if (input.kind === 'text') return input.text
  return input.kind === 'contact' ? `${input.name ?? ''} ${input.phone}` : ''
}

async function namedSo(turn: PersonTurn, { profile }: Service, name: string): Promise<Person[]> {
  const { greetingCompany } = turn.app.words.intake.recognised
  const said = plain(name)
    .split(' ')
    .filter((word) => word.length > 1 && !greetingCompany.includes(word))
  const fields = profile.form.filter(({ kind }) => kind === 'name').map(({ id }) => id)
  return said.length === 0 ? [] : turn.tx.people.named(said, fields, namedMax)
}

/** By the name they gave in an earlier complaint, and their agency. */
function acquaintance({ profile }: Service, { id, name, known }: Person): Acquaintance {
  const called = answerOfKind(profile, known, 'name')?.shown ?? name
  const agency = agencyOrName(profile, known)
  return { person: id, name: called, detail: agency === called ? '' : agency, byNumber: false }
}
