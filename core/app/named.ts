import { takeMention } from '../staff/parse.ts'
import type { Person } from './ports.ts'
import type { PersonTurn } from './turn.ts'

/** Somebody named first in a text, with what follows; `person` is null where the desk has never met them. */
type Named = { typed: string; person: Person | null; rest: string }

/** Takes the officer named first off, by mention or `@nama`; null where the text does not begin with one. */
export async function takePerson(turn: PersonTurn, text: string): Promise<Named | null> {
  const mentions = turn.inbound.body.kind === 'text' ? turn.inbound.body.mentions : []
  const byName = mentions.filter((mention) => mention.id !== undefined)
  const { mentioned, rest } = takeMention(
    text,
    byName.map(({ name }) => name),
  )
  if (mentioned === null) return null
  const { channel } = turn.chat
  const id = byName.find(({ name }) => name === mentioned)?.id
  const person = id
    ? await turn.tx.people.meet(channel, { id, name: mentioned })
    : await turn.tx.people.byUsername(channel, mentioned.replace(/^@/, ''))
  return { typed: mentioned, person, rest }
}
