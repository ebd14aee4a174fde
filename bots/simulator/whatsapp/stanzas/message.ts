import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildBuffer,
  getBinaryNodeChildren,
  proto,
} from '@whiskeysockets/baileys'
import { signalAddress } from '../account.ts'
import { addressOf, seconds } from '../nodes.ts'
import { acknowledge, askAgain, askForCopyAgain, onPhone, type Person, textOf } from '../people.ts'
import { type Sealed, type SignalDevice, unseal } from '../signal.ts'
import { isAccount, personOf } from '../world.ts'
import type { Context, Handler } from './context.ts'

/** A message of the client: acknowledged, then opened by every device it is encrypted for. */
export const takeMessage: Handler = async (context, stanza) => {
  const { world, link } = context
  const { id = '', to = '' } = stanza.attrs
  const person = personOf(world, to)
  if (person === undefined && !isAccount(world, to)) throw new Error(`a message to ${to}`)
  const parts = partsOf(stanza)
  if (parts.length === 0) throw new Error('a message for no device')
  requireProof(context, stanza, parts)
  link.send({
    tag: 'ack',
    attrs: {
      class: 'message',
      id,
      from: to,
      t: seconds(world.now()),
      ...(person?.refusal && { error: person.refusal }),
    },
  })
  if (person?.refusal) return
  for (const part of parts) {
    const owner = personOf(world, part.jid)
    if (owner !== undefined) await arriveAt(context, owner, id, part)
    else if (isAccount(world, part.jid)) await arriveAtOwnPhone(context, id, to, part)
    else throw new Error(`a message encrypted for ${part.jid}`)
  }
}

type Part = { jid: string; sealed: Sealed }

/** What is encrypted for whom: one part for every device, or the message itself for the one it is sent to. */
function partsOf(stanza: BinaryNode): Part[] {
  const parts = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'participants'), 'to')
  if (parts.length > 0) return parts.map((part) => ({ jid: part.attrs.jid ?? '', sealed: sealedIn(part) }))
  return getBinaryNodeChild(stanza, 'enc') === undefined
    ? []
    : [{ jid: stanza.attrs.to ?? '', sealed: sealedIn(stanza) }]
}

function sealedIn(node: BinaryNode): Sealed {
  const enc = getBinaryNodeChild(node, 'enc')
  const type = enc?.attrs.type
  const bytes = getBinaryNodeChildBuffer(node, 'enc')
  if ((type !== 'pkmsg' && type !== 'msg') || bytes === undefined)
    throw new Error('an encrypted part of no known type')
  return { type, bytes }
}

/** A message that opens a session has to show the identity the phone vouched for. */
function requireProof({ companion }: Context, stanza: BinaryNode, parts: Part[]): void {
  if (parts.every(({ sealed }) => sealed.type === 'msg')) return
  const shown = getBinaryNodeChildBuffer(stanza, 'device-identity')
  const signature = shown && proto.ADVSignedDeviceIdentity.decode(shown).deviceSignature
  if (!signature || !companion.identityProof.equals(signature))
    throw new Error('a first message without its identity')
}

/** What the phone has already it does not show again: it only says so again. */
async function arriveAt(context: Context, person: Person, id: string, { jid, sealed }: Part): Promise<void> {
  const { world, companion } = context
  const message = await onPhone(person, () => open(person.device, context, sealed))
  const isKnown = person.received.some((known) => known.id === id)
  if (message === null && !isKnown) return askAgain(world, person, companion, id)
  acknowledge(world, person, id)
  if (isKnown) person.repeats += 1
  if (message === null || isKnown) return
  const addressing = addressOf(jid)?.addressing ?? 'pn'
  person.received.push({ id, at: world.now(), addressing, message, text: textOf(message) })
  person.typing = null
  world.emit({ kind: 'received', person, id })
}

async function arriveAtOwnPhone(context: Context, id: string, to: string, { sealed }: Part): Promise<void> {
  const { world, companion } = context
  const { account } = world
  const message = await open(account.device, context, sealed)
  const isKnown = account.copies.some((known) => known.id === id)
  if (isKnown) return
  if (message === null) return askForCopyAgain(world, companion, id, to)
  const copy = message.deviceSentMessage
  if (copy?.message) account.copies.push({ id, to: copy.destinationJid ?? '', message: copy.message })
  else account.requests.push(message)
}

/** Null when the keys do not fit. */
async function open(
  device: SignalDevice,
  { companion }: Context,
  sealed: Sealed,
): Promise<proto.Message | null> {
  try {
    return await unseal(device, signalAddress(companion), sealed)
  } catch {
    return null
  }
}
