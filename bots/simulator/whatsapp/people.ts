import { type BinaryNode, encodeBigEndian, proto } from '@whiskeysockets/baileys'
import { type Companion, signalAddress, takeBundle } from './account.ts'
import { type Addressing, jidOf, leaf, seconds } from './nodes.ts'
import { lowOnKeys } from './stanzas/encrypt.ts'
import {
  createDevice,
  dropSession,
  hasSession,
  type KeyBundle,
  openSession,
  seal,
  type SignalDevice,
} from './signal.ts'
import type { World } from './world.ts'

const { REVOKE } = proto.Message.ProtocolMessage.Type

/** A message a person's phone decrypted. `addressing` is the name space the client wrote to. */
export type Received = {
  id: string
  at: Date
  addressing: Addressing
  message: proto.IMessage
  text: string
  /** The person has seen it. */
  read?: boolean
}

/** A message a person wrote; `chat` is where, unless it is the chat with the account. */
export type Written = {
  at: Date
  message: proto.IMessage
  state: 'sent' | 'delivered' | 'read'
  chat?: string
}

/** Somebody with WhatsApp on a phone. */
export type Person = {
  phone: string
  lid: string
  name: string
  /** In which name space the server puts their chats. */
  addressing: Addressing
  /** Known by LID alone: the server tells nobody the number. */
  hidesPhone: boolean
  device: SignalDevice
  /** What they wrote, for those who ask again; and how far each got. */
  written: Map<string, Written>
  received: Received[]
  /** Messages that came although the phone had them already. */
  repeats: number
  /** What the client shows them: `composing`, `paused`. */
  typing: string | null
  /** The error their messages are refused with (463: not allowed to write to this person). */
  refusal: string | null
  /** Asked again so often for a message that did not decrypt, by message id. */
  retries: Map<string, number>
  /** The phone does one thing after the other. */
  busy: Promise<unknown>
}

export type PersonOptions = {
  phone: string
  name: string
  lid: string
  addressing?: Addressing
  hidesPhone?: boolean
}

export function createPerson({
  phone,
  name,
  lid,
  addressing = 'pn',
  hidesPhone = false,
}: PersonOptions): Person {
  return {
    phone,
    lid,
    name,
    addressing,
    hidesPhone,
    device: createDevice(),
    written: new Map(),
    received: [],
    repeats: 0,
    typing: null,
    refusal: null,
    retries: new Map(),
    busy: Promise.resolve(),
  }
}

/** The jid under which the client sees a person. */
function chatJid({ phone, lid, addressing }: Person): string {
  return jidOf(addressing === 'lid' ? lid : phone, addressing)
}

/** Does a piece of work when the phone is done with what came before. */
export function onPhone<T>(owner: { busy: Promise<unknown> }, work: () => Promise<T>): Promise<T> {
  const done = owner.busy.then(work)
  owner.busy = done.catch(() => undefined)
  return done
}

/** A person writes to the account: encrypted for each of its companions. Answers the message's id. */
export function write(world: World, person: Person, message: proto.IMessage, chat?: string): Promise<string> {
  return onPhone(person, async () => {
    const id = world.nextId()
    person.written.set(id, {
      at: world.now(),
      message,
      state: 'sent',
      ...(chat !== undefined && { chat }),
    })
    world.emit({ kind: 'written', person, id })
    for (const companion of world.account.companions.values()) await post(world, person, companion, id, {})
    return id
  })
}

/** A companion could not read a message: the phone sends it again in a new session. */
export function writeAgain(
  world: World,
  person: Person,
  companion: Companion,
  id: string,
  retry: { count: number; bundle: KeyBundle | undefined },
): Promise<void> {
  return onPhone(person, async () => {
    dropSession(person.device, signalAddress(companion))
    if (person.written.has(id)) await post(world, person, companion, id, retry)
  })
}

async function post(
  world: World,
  person: Person,
  companion: Companion,
  id: string,
  { count, bundle }: { count?: number; bundle?: KeyBundle | undefined },
): Promise<void> {
  const { message = {}, chat } = person.written.get(id) ?? {}
  const address = signalAddress(companion)
  if (!hasSession(person.device, address)) {
    await openSession(person.device, address, bundle ?? takeBundle(companion))
    lowOnKeys(world, companion)
  }
  const { type, bytes } = await seal(person.device, address, message)
  companion.mailbox.put({
    tag: 'message',
    attrs: {
      ...envelope(world, person, chat),
      ...changeMark(message),
      id,
      type: isText(message) ? 'text' : 'media',
    },
    content: [
      {
        tag: 'enc',
        attrs: { v: '2', type, ...(count !== undefined && { count: String(count) }) },
        content: bytes,
      },
    ],
  })
}

/** Who wrote and where, the person in both name spaces unless the number is hidden. */
function envelope(world: World, person: Person, chat: string | undefined): Record<string, string> {
  const who = chat === undefined ? 'sender' : 'participant'
  const other: Record<string, string> =
    person.addressing === 'pn'
      ? { [`${who}_lid`]: jidOf(person.lid, 'lid') }
      : person.hidesPhone
        ? {}
        : { [`${who}_pn`]: jidOf(person.phone, 'pn') }
  return {
    ...(chat === undefined ? { from: chatJid(person) } : { from: chat, participant: chatJid(person) }),
    ...other,
    addressing_mode: person.addressing,
    notify: person.name,
    t: seconds(world.now()),
  }
}

/** How the server tells an edit and a deletion from a message of their own. */
function changeMark({ protocolMessage }: proto.IMessage): Record<string, string> {
  if (protocolMessage?.editedMessage) return { edit: '1' }
  return protocolMessage?.type === REVOKE ? { edit: '7' } : {}
}

function isText(message: proto.IMessage): boolean {
  return Boolean(message.conversation || message.extendedTextMessage || message.protocolMessage)
}

/** What a person would read of a message; empty for one without words. */
export function textOf(message: proto.IMessage): string {
  return (
    message.conversation ??
    message.extendedTextMessage?.text ??
    message.imageMessage?.caption ??
    message.videoMessage?.caption ??
    message.documentMessage?.caption ??
    message.documentWithCaptionMessage?.message?.documentMessage?.caption ??
    ''
  )
}

/** The phone tells the account's companions how far a message got. */
export function acknowledge(world: World, person: Person, id: string, type?: 'read'): void {
  for (const { mailbox } of world.account.companions.values()) mailbox.put(receipt(world, person, id, type))
}

/** Asks a companion to encrypt a message anew. */
export function askAgain(world: World, person: Person, { mailbox }: Companion, id: string): void {
  mailbox.put(retryReceipt(world, person, receipt(world, person, id, 'retry')))
}

/** The account's own phone could not read its copy of a message to `to`. */
export function askForCopyAgain(world: World, { mailbox }: Companion, id: string, to: string): void {
  const { account, now } = world
  const attrs = { id, from: jidOf(account.phone, 'pn'), recipient: to, type: 'retry', t: seconds(now()) }
  mailbox.put(retryReceipt(world, account, { tag: 'receipt', attrs }))
}

function retryReceipt(
  world: World,
  { device, retries }: Pick<Person, 'device' | 'retries'>,
  node: BinaryNode,
): BinaryNode {
  const { id = '' } = node.attrs
  const count = (retries.get(id) ?? 0) + 1
  retries.set(id, count)
  return {
    ...node,
    content: [
      { tag: 'retry', attrs: { v: '1', count: String(count), id, t: seconds(world.now()) } },
      leaf('registration', encodeBigEndian(device.registrationId)),
    ],
  }
}

function receipt(world: World, person: Person, id: string, type?: string): BinaryNode {
  return {
    tag: 'receipt',
    attrs: { id, from: chatJid(person), t: seconds(world.now()), ...(type !== undefined && { type }) },
  }
}
