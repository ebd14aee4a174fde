import { cleanText, plain, usefulLength } from './clean.ts'
import type { Acquaintance, Checked, Given } from './fields.ts'
import type { Answer, Draft, Suggestion } from './form.ts'
import { findPhone, readPhone } from './phone.ts'

/** Whose complaint it is, where an officer tells: the question's id, which no profile can give a field. */
export const requesterId = '_requester'

const nameLengthMax = 100

/** Somebody known, or what is told of somebody new; all null where the officer does not know. */
export type Requester = { person: string | null; name: string | null; phone: Answer | null }

const nobody: Requester = { person: null, name: null, phone: null }

/** Whose complaint the officer said it is. */
export function requesterIn({ answers }: Pick<Draft, 'answers'>): Requester {
  const told = answers[requesterId]
  return told ? (JSON.parse(told.value) as Requester) : nobody
}

/** A name, a number, or both in any order: "Siti Aminah 0812-…". */
export function readRequester(text: string): Pick<Requester, 'name' | 'phone'> {
  const clean = cleanText(text).replace(/\n/g, ' ')
  const phone = findPhone(clean) ?? readPhone(clean.replace(/[^\d+]/g, ''))
  const rest = phone ? clean.replace(/\(?\+?\d[\d .()-]{6,}\d/g, ' ') : clean
  const name = rest.replace(/\s+/g, ' ').replace(/^[\s,;:/()-]+|[\s,;:/()-]+$/g, '')
  return { name: usefulLength(name.replace(/\d/g, '')) < 2 ? null : name, phone }
}

/**
 * Who is meant: the one person a verified number belongs to, people known by that name to choose from, or somebody new.
 * Nobody is taken for somebody else by a name alone.
 */
export function checkRequester(text: string, { people = [] }: Given): Checked {
  const { name, phone } = readRequester(text)
  if (name === null && phone === null) {
    const isNumber = /^[\d\s.+()-]+$/.test(text)
    return { ok: false, problem: isNumber ? 'phone-incomplete' : 'name-letters' }
  }
  if (name !== null && name.length > nameLengthMax) return { ok: false, problem: 'too-long' }
  const [sure] = people.filter((known) => known.byNumber)
  if (sure && (name === null || isNamed(sure, name))) return { ok: true, answer: knownAnswer(sure, phone) }
  const shown = [name, phone?.shown].filter(Boolean).join(', ')
  const answer = { value: JSON.stringify({ ...nobody, name, phone }), shown }
  if (people.length === 0) return { ok: true, answer }
  const known = people.map((each): Suggestion => ({ answer: knownAnswer(each, phone), own: false }))
  return { ok: 'unsure', suggested: [...known, { answer, own: true }] }
}

function knownAnswer({ person, name, detail, byNumber }: Acquaintance, phone: Answer | null): Answer {
  const shown = detail === '' ? name : `${name} (${detail})`
  return { value: JSON.stringify({ ...nobody, person, phone: byNumber ? phone : null }), shown }
}

function isNamed(known: Acquaintance, name: string): boolean {
  const said = plain(known.name).split(' ')
  return plain(name)
    .split(' ')
    .some((word) => said.includes(word))
}
