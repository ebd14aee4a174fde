import { type BinaryNode, proto } from '@whiskeysockets/baileys'
import { SessionRecord } from 'libsignal'
import type { Account, Companion, OwnCopy } from './account.ts'
import type { Certified } from './certificates.ts'
import { mailbox } from './mailbox.ts'
import type { Person, Received, Written } from './people.ts'
import type { World } from './world.ts'

type Bytes = Uint8Array
type SavedAccount = Omit<Account, 'companions' | 'copies' | 'requests' | 'device'> & {
  companions: (Omit<Companion, 'mailbox'> & { waiting: BinaryNode[] })[]
  copies: (Omit<OwnCopy, 'message'> & { message: Bytes })[]
  requests: Bytes[]
  device: Omit<Account['device'], 'sessions'> & { sessions: [string, unknown][] }
}
type SavedPerson = Omit<Person, 'busy' | 'written' | 'received' | 'device'> & {
  device: Omit<Person['device'], 'sessions'>
  written: [string, Omit<Written, 'message' | 'at'> & { message: Bytes; at: string }][]
  received: (Omit<Received, 'message' | 'at'> & { message: Bytes; at: string })[]
}
type Saved = { certified: Certified; account: SavedAccount; people: SavedPerson[]; blobs: [string, Bytes][] }

/** All that survives a restart of the peer. */
export type Kept = Pick<World, 'account' | 'people'> & { certified: Certified; blobs: [string, Buffer][] }

/**
 * Writes the peer down as JSON text. People's sessions are left out: one that is a moment old would use a message key
 * twice, and what is encrypted with it would be lost. A phone without a session opens a new one, or asks again.
 */
export function encodePeer({ account, people, certified, blobs }: Kept): string {
  const saved: Saved = { certified, account: saveAccount(account), people: people.map(savePerson), blobs }
  return JSON.stringify(pack(saved))
}

/** Reads what `encodePeer` wrote. Throws on text that is not JSON. */
export function decodePeer(text: string): Kept {
  const { certified, account, people, blobs } = unpack(JSON.parse(text)) as Saved
  return {
    certified: { ...certified, rootKey: Buffer.from(certified.rootKey) },
    account: readAccount(account),
    people: people.map(readPerson),
    blobs: blobs.map(([path, blob]) => [path, Buffer.from(blob)]),
  }
}

function saveAccount({ companions, copies, requests, device, ...rest }: Account): SavedAccount {
  return {
    ...rest,
    companions: [...companions.values()].map(({ mailbox: box, ...keys }) => ({
      ...keys,
      waiting: box.pending(),
    })),
    copies: copies.map((copy) => ({ ...copy, message: bytesOf(copy.message) })),
    requests: requests.map(bytesOf),
    device: {
      ...device,
      sessions: [...device.sessions].map(([address, session]) => [address, session.serialize()]),
    },
  }
}

function readAccount({ companions, copies, requests, device, ...rest }: SavedAccount): Account {
  const linked = companions.map(({ waiting, ...keys }): Companion => {
    const companion = { ...keys, mailbox: mailbox() }
    for (const stanza of waiting) companion.mailbox.put(stanza)
    return companion
  })
  return {
    ...rest,
    companions: new Map(linked.map((companion) => [companion.id, companion])),
    copies: copies.map((copy) => ({ ...copy, message: proto.Message.decode(copy.message) })),
    requests: requests.map((request) => proto.Message.decode(request)),
    device: {
      ...device,
      sessions: new Map(
        device.sessions.map(([address, session]) => [address, SessionRecord.deserialize(session as Bytes)]),
      ),
    },
  }
}

function savePerson({ busy: _busy, written, received, device, ...rest }: Person): SavedPerson {
  const { sessions: _sessions, ...keys } = device
  return {
    ...rest,
    device: keys,
    written: [...written].map(([id, each]) => [
      id,
      { ...each, message: bytesOf(each.message), at: each.at.toISOString() },
    ]),
    received: received.map((each) => ({
      ...each,
      message: bytesOf(each.message),
      at: each.at.toISOString(),
    })),
  }
}

function readPerson({ written, received, device, ...rest }: SavedPerson): Person {
  return {
    ...rest,
    busy: Promise.resolve(),
    device: { ...device, sessions: new Map() },
    written: new Map(
      written.map(([id, each]) => [
        id,
        { ...each, message: proto.Message.decode(each.message), at: new Date(each.at) },
      ]),
    ),
    received: received.map((each) => ({
      ...each,
      message: proto.Message.decode(each.message),
      at: new Date(each.at),
    })),
  }
}

function bytesOf(message: proto.IMessage): Bytes {
  return proto.Message.encode(message).finish()
}

/** Maps become entry lists and bytes become base64; `Buffer` would else turn itself into something larger. */
function pack(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (value instanceof Map) return { $map: [...value].map(pack) }
  if (Array.isArray(value)) return value.map(pack)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pack(part)]))
}

function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack)
  if (typeof value !== 'object' || value === null) return value
  if ('$bytes' in value) return Buffer.from(String(value.$bytes), 'base64')
  if ('$map' in value) return new Map((value.$map as unknown[]).map(unpack) as [unknown, unknown][])
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpack(part)]))
}
