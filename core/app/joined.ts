import { readPhone } from '../intake/phone.ts'
import { isClosed } from '../ticket/ticket.ts'
import { act, officeOf } from './act.ts'
import { ownerOf } from './intake-context.ts'
import type { ChannelName } from './message.ts'
import type { Met, Person } from './ports.ts'
import type { Hand, PersonTurn, Turn } from './turn.ts'

/**
 * People on two channels. Two who turn out to be one are joined: by what WhatsApp itself tells of an account and its
 * number, by a contact the person shared themselves, or by a code; never by a number somebody typed.
 */

/** Acts on what meeting somebody in their private chat has told of them; answers who it is. */
export async function whoIsMet(turn: Turn, met: Met): Promise<Person> {
  const { was, twin } = met
  const person = twin === undefined ? met : await joinTwins(turn, met, twin)
  if (was !== undefined) await followChat(turn, was)
  return person
}

/** Makes one person of two, with their tickets; answers the one who stays. */
export async function joinPeople(hand: Hand, from: string, into: Person): Promise<Person> {
  await hand.tx.people.join(from, into.id)
  await giveTickets(hand, from, into.id, 'all')
  const joined = (await hand.tx.people.get(into.id)) ?? into
  return { ...joined, reachable: into.reachable }
}

/** Lets go of a person's WhatsApp: whoever writes there is somebody else from now on. False where they had none. */
export async function partFromWhatsapp(hand: Hand, person: string): Promise<boolean> {
  const made = await hand.tx.people.part(person, 'whatsapp')
  if (!made) return false
  await giveTickets(hand, person, made.id, 'requester')
  return true
}

/** A contact shared by its own owner is a verified number: whoever has it on WhatsApp is the same person. */
export async function joinedByContact(turn: PersonTurn): Promise<PersonTurn> {
  const { body, forwarded } = turn.inbound
  if (turn.chat.channel !== 'telegram' || body.kind !== 'contact' || !body.own || forwarded) return turn
  const other = await turn.tx.people.byPhone(readPhone(body.phone)?.value ?? body.phone)
  if (!other || other.id === turn.person.id || (await isOn(turn, other.id, 'telegram'))) return turn
  return { ...turn, person: await joinPeople(turn, other.id, turn.person) }
}

/** Whether somebody has an account there. */
export async function isOn(hand: Pick<Hand, 'tx'>, person: string, channel: ChannelName): Promise<boolean> {
  return (await hand.tx.people.identities(person)).some((identity) => identity.channel === channel)
}

/** An account and its number were met one by one. Whoever is on Telegram stays, else the one known longer. */
async function joinTwins(turn: Turn, met: Met, twin: string): Promise<Person> {
  const other = await turn.tx.people.get(twin)
  if (!other || other.id === met.id) return met
  const mine = await isOn(turn, met.id, 'telegram')
  const theirs = await isOn(turn, other.id, 'telegram')
  const stays = mine === theirs ? Number(met.id) < Number(other.id) : mine
  const [from, into] = stays ? [other, met] : [met, other]
  return joinPeople(turn, from.id, { ...into, reachable: met.reachable })
}

/**
 * The tickets of one person become those of another. Where somebody lets go of their WhatsApp, only those that were asked
 * for there go with it.
 */
async function giveTickets(hand: Hand, from: string, into: string, part: 'all' | 'requester'): Promise<void> {
  for (const id of await hand.tx.tickets.involving(from)) {
    const file = await hand.tx.tickets.load(id)
    if (!file || (part === 'requester' && file.origin?.channel !== 'whatsapp')) continue
    const office = await officeOf(hand.tx, hand.app.desk, file.ticket, hand.now)
    // A closed ticket's card says nothing that changes.
    const out = isClosed(file.ticket) ? [] : hand.out
    await act({ ...hand, out }, office, file, { kind: 'replace', from, into, part }, [])
  }
}

/** The person goes on in this chat with what was begun in the one it was until now. */
async function followChat(turn: Turn, was: string): Promise<void> {
  const { channel, chat } = turn.chat
  const from = { channel, chat: was }
  await turn.tx.people.moveChat(from, { channel, chat })
  const [owner, old] = [ownerOf(turn), ownerOf({ chat: from })]
  const draft = await turn.drafts.load(old)
  if (!draft) return
  const here = await turn.drafts.load(owner)
  if (!here || here.touched < draft.touched) await turn.drafts.save({ ...draft, owner })
  await turn.drafts.clear(old)
}
