import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Account } from './account.ts'
import type { Link } from './connection.ts'
import type { MediaServer } from './media-server.ts'
import { addressOf } from './nodes.ts'
import type { Person } from './people.ts'

/** What a client did that the peer does not know, or that broke a rule. */
export type Fault = { reason: string; stanza?: BinaryNode }

/** What a watcher is told. */
export type Change =
  | { kind: 'received' | 'written'; person: Person; id: string }
  | { kind: 'read'; person: Person }
  | { kind: 'receipt'; person: Person; id: string; state: 'delivered' | 'read' }
  | { kind: 'typing'; person: Person }
  | { kind: 'linked' | 'unlinked' | 'online' | 'offline'; device: number }
  | { kind: 'fault'; fault: Fault }

/** All the peer knows. */
export type World = {
  now(): Date
  account: Account
  people: Person[]
  links: Set<Link>
  media: MediaServer
  faults: Fault[]
  emit(change: Change): void
  /** A new id of a message or a stanza. */
  nextId(): string
}

/** Writes down what should not have happened. */
export function fault(world: World, reason: string, stanza?: BinaryNode): void {
  const found: Fault = stanza === undefined ? { reason } : { reason, stanza }
  world.faults.push(found)
  world.emit({ kind: 'fault', fault: found })
}

/** The person a jid names in either of its forms; undefined when there is none. */
export function personOf(world: World, jid: string | undefined): Person | undefined {
  const address = addressOf(jid)
  if (address === null) return undefined
  return world.people.find(({ phone, lid }) => address.user === (address.addressing === 'lid' ? lid : phone))
}

/** Whether a jid names the account itself, in either form. */
export function isAccount({ account }: World, jid: string | undefined): boolean {
  const address = addressOf(jid)
  return address !== null && address.user === (address.addressing === 'lid' ? account.lid : account.phone)
}
