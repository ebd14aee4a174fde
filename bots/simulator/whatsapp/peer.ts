import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BinaryNode, proto } from '@whiskeysockets/baileys'
import { WebSocketServer } from 'ws'
import { type Account, createAccount } from './account.ts'
import { certify } from './certificates.ts'
import { type ChatMessage, chatOf, subjectOf } from './chat.ts'
import { serveLink } from './connection.ts'
import { enterCode } from './link-code.ts'
import { admit } from './login.ts'
import { fileIn, type MediaFile, mediaMessage, openFile, sealFile } from './media.ts'
import { startMediaServer, type MediaServer } from './media-server.ts'
import { scan } from './pairing.ts'
import { acknowledge, createPerson, type Person, type PersonOptions, type Received, write } from './people.ts'
import { decodePeer, encodePeer, type Kept } from './snapshot.ts'
import { route } from './stanzas/route.ts'
import { unlink } from './unlink.ts'
import { type Change, fault, type Fault, type World } from './world.ts'
import {
  albumOf,
  bareContent,
  type ContactCard,
  contactOf,
  editOf,
  inAlbum,
  inManner,
  type Manner,
  revocationOf,
} from './writing.ts'

export type PeerOptions = {
  now: () => Date
  /** The number to link to. */
  account?: { phone: string; lid: string; name: string }
  port?: number
  /** What `snapshot` gave: the peer goes on from there. Throws when it is not JSON. */
  snapshot?: string
}

/** A person with a phone, in the hands of a test or of the page. */
export type PersonPhone = {
  phone: string
  lid: string
  name: string
  /** What the phone decrypted, oldest first. */
  received: readonly Received[]
  /** How many messages came although the phone had them already; they are not in `received` twice. */
  repeats(): number
  /** The chat as the person sees it, with edits and deletions done. */
  chat(): ChatMessage[]
  /** What the message with this id shows in the chat: itself, or the one it edits or deletes; undefined for nothing. */
  messageAbout(id: string): ChatMessage | undefined
  /** `composing` while the client shows that it writes. */
  typing(): string | null
  /** Writes to the account. Answers the message's id. */
  send(text: string, manner?: Manner): Promise<string>
  /** Writes in a group or as a status (`…@g.us`, `status@broadcast`) the account also sees. */
  sendIn(chat: string, text: string): Promise<string>
  /** Uploads a file and sends it. */
  sendFile(file: MediaFile, manner?: Manner): Promise<string>
  /** Sends several pictures as one album. Answers their ids. */
  sendAlbum(pictures: readonly MediaFile[], manner?: Manner): Promise<string[]>
  sendContact(card: ContactCard, manner?: Manner): Promise<string>
  /** Says a message of the chat once more, as passed on; rejects when it is gone. */
  forward(id: string): Promise<string>
  /** Gives an own message a new text. */
  edit(id: string, text: string): Promise<string>
  /** Takes an own message back, for everybody. */
  delete(id: string): Promise<string>
  /** Any message, also one no honest phone would send. */
  sendMessage(message: proto.IMessage): Promise<string>
  /** Downloads and decrypts the file of a message; rejects when it is not as the message says. */
  download(of: { message: proto.IMessage }): Promise<Buffer>
  /** How far a message the person wrote has got. */
  state(id: string): 'sent' | 'delivered' | 'read' | undefined
  /** Opens the chat: what arrived is read. */
  read(): void
  /** The phone loses its sessions, as after a new installation: what it gets next it cannot decrypt. */
  forgetSessions(): void
  /** From now on messages to the person are refused with this error; null lifts it. */
  refuse(error: string | null): void
}

/** The server side of WhatsApp on loopback, with one account to link to and the people who write to it. */
export type Peer = {
  url: string
  /** What its certificates are rooted in; see `trustPeer`. */
  rootKey: Buffer<ArrayBuffer>
  account: Account
  /** Where files lie; clients have to trust `media.ca`. */
  media: Pick<MediaServer, 'ca' | 'expire'>
  /** A person by their number, new or known already. */
  person(options: PersonOptions): PersonPhone
  /** Whether somebody wrote a message with this file. */
  wasWritten(bytes: Uint8Array): boolean
  /** The account's owner scans a QR code; resolves with the new device's number. */
  scan(qr: string): Promise<number>
  /** Whether a client waits for a pairing code. */
  asksForCode(): boolean
  /** The account's owner types a pairing code. */
  enterCode(code: string): Promise<number>
  /** The account's owner unlinks a device: 401 on its connection, and at every login. */
  unlink(device: number): void
  /** Ends every connection with a stream error (503, 515), as replaced by another (440), or refusing (401, 403, 405). */
  disconnect(code: number): void
  /** Breaks every connection off without a word, or keeps them open and silent. */
  drop(how: 'cut' | 'silent'): void
  /** What clients did that the peer does not know or that broke a rule. Stays empty in a good test. */
  unknown: readonly Fault[]
  /** Sends the clients a stanza as it is: whatever the server might send that no person here does. */
  deliver(stanza: BinaryNode): void
  /** All that is to survive a restart, as JSON text. */
  snapshot(): string
  onChange(listener: (change: Change) => void): () => void
  close(): Promise<void>
}

const ACCOUNT = { phone: '6281100001111', lid: '190000000001111', name: 'Sigap' }
/** Refusals come as a `failure`; anything else is an error of the stream. */
const FAILURES = [401, 403, 405]

/** Starts a peer on loopback. */
export async function startWhatsAppPeer(options: PeerOptions): Promise<Peer> {
  const { now, port = 0 } = options
  const kept = options.snapshot === undefined ? begin(options) : decodePeer(options.snapshot)
  const { certified, account, people } = kept
  const listeners = new Set<(change: Change) => void>()
  const media = await startMediaServer((reason) => fault(world, reason), kept.blobs)
  const world: World = {
    now,
    account,
    people,
    links: new Set(),
    media,
    faults: [],
    emit: (change) => listeners.forEach((listen) => listen(change)),
    nextId: () => `3A${randomBytes(9).toString('hex').toUpperCase()}`,
  }
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    const link = serveLink(socket, certified, {
      opened: (opened, client) => admit(world, opened, client),
      received: (from, stanza) => route(world, from, stanza),
      failed: (_, error) => fault(world, String(error)),
      closed(closed) {
        world.links.delete(closed)
        const { companion } = closed
        if (companion === undefined) return
        if (![...world.links].some((other) => other.companion === companion)) companion.mailbox.close()
        world.emit({ kind: 'offline', device: companion.id })
      },
    })
    world.links.add(link)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    ...controls(world),
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/chat`,
    rootKey: certified.rootKey,
    snapshot: () => encodePeer({ account, people, certified, blobs: media.blobs() }),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      for (const link of world.links) link.cut()
      await media.close()
      sockets.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function begin({ account = ACCOUNT }: PeerOptions): Kept {
  return { certified: certify(), account: createAccount(account), people: [], blobs: [] }
}

function controls(world: World): Omit<Peer, 'url' | 'rootKey' | 'snapshot' | 'onChange' | 'close'> {
  const { account, links, media } = world
  return {
    account,
    media,
    unknown: world.faults,
    person(options) {
      const known = world.people.find(({ phone }) => phone === options.phone)
      if (known !== undefined) return phoneOf(world, known)
      const person = createPerson(options)
      world.people.push(person)
      return phoneOf(world, person)
    },
    wasWritten: (bytes) => wasWritten(world, bytes),
    scan: async (qr) => (await scan(world, qr)).id,
    asksForCode: () => [...links].some(({ pairing }) => pairing?.codeRequest !== undefined),
    enterCode: async (code) => (await enterCode(world, code)).id,
    unlink(device) {
      const companion = account.companions.get(device)
      if (companion === undefined) throw new Error(`no device ${device} is linked`)
      unlink(world, companion)
    },
    disconnect(code) {
      for (const link of links) link.end(goodbye(code))
    },
    deliver(stanza) {
      for (const { mailbox } of account.companions.values()) mailbox.put(stanza)
    },
    drop(how) {
      for (const link of links) {
        link.companion?.mailbox.close()
        if (how === 'cut') link.cut()
        else link.stall()
      }
    },
  }
}

function wasWritten({ people }: World, bytes: Uint8Array): boolean {
  const sum = createHash('sha256').update(bytes).digest()
  return people.some(({ written }) =>
    [...written.values()].some(({ message }) => {
      const known = fileIn(message)?.message.fileSha256
      return known ? sum.equals(known) : false
    }),
  )
}

function goodbye(code: number): BinaryNode {
  if (FAILURES.includes(code)) return { tag: 'failure', attrs: { reason: String(code) } }
  if (code === 440)
    return { tag: 'stream:error', attrs: {}, content: [{ tag: 'conflict', attrs: { type: 'replaced' } }] }
  return { tag: 'stream:error', attrs: { code: String(code) } }
}

function phoneOf(world: World, person: Person): PersonPhone {
  const { phone, lid, name, received } = person
  const say = (message: proto.IMessage, manner: Manner = {}) =>
    write(world, person, inManner(world, person, message, manner))
  const upload = async (file: MediaFile) => {
    const sealed = await sealFile(file)
    return mediaMessage(file, sealed, world.media.put(sealed.blob))
  }
  return {
    phone,
    lid,
    name,
    received,
    repeats: () => person.repeats,
    chat: () => chatOf(person),
    messageAbout(id) {
      const sent = person.written.get(id) ?? received.find((known) => known.id === id)
      const subject = sent && subjectOf(id, sent.message)
      return chatOf(person).find((message) => message.id === subject)
    },
    typing: () => person.typing,
    send: async (text, manner) => say({ conversation: text }, manner),
    sendIn: (chat, text) => write(world, person, { conversation: text }, chat),
    sendMessage: (message) => write(world, person, message),
    sendFile: async (file, manner) => say(await upload(file), manner),
    async sendAlbum(pictures, manner) {
      const messages = await Promise.all(pictures.map(upload))
      const album = await write(world, person, albumOf(pictures.length))
      return Promise.all(messages.map((message) => say(inAlbum(world, message, album), manner)))
    },
    sendContact: async (card, manner) => say(contactOf(card), manner),
    async forward(id) {
      const found = chatOf(person).find((message) => message.id === id)
      if (found === undefined || found.deleted) throw new Error(`no message ${id} to pass on`)
      return say(bareContent(found.content), { forwarded: true })
    },
    edit: (id, text) => write(world, person, editOf(world, id, text)),
    delete: (id) => write(world, person, revocationOf(world, id)),
    async download({ message }) {
      const file = fileIn(message)
      const blob = world.media.get(file?.message.directPath ?? '')
      if (file === null || blob === undefined) throw new Error('a message without a file')
      return openFile(blob, file.kind, file.message)
    },
    state: (id) => person.written.get(id)?.state,
    read() {
      const unread = received.filter(({ read }) => read !== true)
      for (const each of unread) {
        each.read = true
        if (!each.message.protocolMessage) acknowledge(world, person, each.id, 'read')
      }
      if (unread.length > 0) world.emit({ kind: 'read', person })
    },
    forgetSessions: () => person.device.sessions.clear(),
    refuse(error) {
      person.refusal = error
    },
  }
}
