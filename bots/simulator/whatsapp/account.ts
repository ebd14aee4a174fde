import type { proto } from '@whiskeysockets/baileys'
import type { KeyUpload } from './bundles.ts'
import { mailbox, type Mailbox } from './mailbox.ts'
import { createDevice, type KeyBundle, type SignalDevice } from './signal.ts'

/** A client linked to the account: what it proved and published. `id` is its device number, from 1. */
export type Companion = KeyUpload & {
  id: number
  noiseKey: Buffer
  /** The signed identity it shows with the first message of a session. */
  identityProof: Buffer
  mailbox: Mailbox
  /** It was given its first history. */
  greeted: boolean
}

/** A copy of a sent message, as the account's own phone gets it. */
export type OwnCopy = { id: string; to: string; message: proto.IMessage }

/** The number the clients under test are linked to: its own phone (device 0) and its companions. */
export type Account = {
  phone: string
  lid: string
  name: string
  device: SignalDevice
  companions: Map<number, Companion>
  nextCompanionId: number
  copies: OwnCopy[]
  /** Asked again so often for a copy that did not decrypt, by message id. */
  retries: Map<string, number>
  /** What a companion asked of the phone (a resend, more history). */
  requests: proto.IMessage[]
  presence: string | null
}

export function createAccount({ phone, lid, name }: { phone: string; lid: string; name: string }): Account {
  return {
    phone,
    lid,
    name,
    device: createDevice(),
    companions: new Map(),
    nextCompanionId: 1,
    copies: [],
    retries: new Map(),
    requests: [],
    presence: null,
  }
}

/** Links a client; `identityProof` is empty until it has signed. */
export function linkCompanion(account: Account, noiseKey: Buffer, keys: KeyUpload): Companion {
  const companion: Companion = {
    ...keys,
    id: account.nextCompanionId++,
    noiseKey,
    identityProof: Buffer.alloc(0),
    mailbox: mailbox(),
    greeted: false,
  }
  account.companions.set(companion.id, companion)
  return companion
}

/** Where a phone keeps its session with a companion. */
export function signalAddress({ id }: { id: number }): string {
  return `account:${id}`
}

/** A companion's bundle, with one of its one-time keys while there are any. */
export function takeBundle({ registrationId, identity, signedPreKey, preKeys }: Companion): KeyBundle {
  const preKey = preKeys.shift()
  return { registrationId, identity, signedPreKey, ...(preKey && { preKey }) }
}
