import { getContentType, normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import { jidOf } from './nodes.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/** How something is said: in answer to a message of the chat, or passed on from another chat. */
export type Manner = { replyTo?: string; forwarded?: boolean }

/** A card as telephones send it. `phone` is digits from the country code. */
export type ContactCard = { name: string; phone: string }

const { Type: ProtocolType } = proto.Message.ProtocolMessage
const { AssociationType } = proto.MessageAssociation

/** The message as it is said in this manner. Rejects an answer to what is not in the chat. */
export function inManner(
  world: World,
  person: Person,
  message: proto.IMessage,
  { replyTo, forwarded }: Manner,
): proto.IMessage {
  const quote = replyTo === undefined ? {} : quoteOf(world, person, replyTo)
  const origin = forwarded === true ? { isForwarded: true, forwardingScore: 1 } : {}
  const context = { ...quote, ...origin }
  return Object.keys(context).length === 0 ? message : withContext(message, context)
}

/** The content of a message alone, to be passed on: without what it answered and the album it was in. */
export function bareContent(message: proto.IMessage): proto.IMessage {
  const content = normalizeMessageContent(message) ?? {}
  const { messageContextInfo: _, documentMessage, ...rest } = content
  const text = rest.extendedTextMessage?.text
  if (text) return { conversation: text }
  const bare = documentMessage ? { documentMessage } : rest
  return withContext(bare, null)
}

/** A new text for the own message `id`. */
export function editOf(world: World, id: string, text: string): proto.IMessage {
  return {
    protocolMessage: {
      key: keyOf(world, id),
      type: ProtocolType.MESSAGE_EDIT,
      editedMessage: { conversation: text },
      timestampMs: world.now().getTime(),
    },
  }
}

/** Takes the own message `id` back, for everybody. */
export function revocationOf(world: World, id: string): proto.IMessage {
  return { protocolMessage: { key: keyOf(world, id), type: ProtocolType.REVOKE } }
}

/** What comes before the pictures of an album. */
export function albumOf(images: number): proto.IMessage {
  return { albumMessage: { expectedImageCount: images, expectedVideoCount: 0 } }
}

/** A picture as part of the album that `id` announced. */
export function inAlbum(world: World, message: proto.IMessage, id: string): proto.IMessage {
  const messageAssociation = {
    associationType: AssociationType.MEDIA_ALBUM,
    parentMessageKey: keyOf(world, id),
  }
  return { ...message, messageContextInfo: { messageAssociation } }
}

export function contactOf({ name, phone }: ContactCard): proto.IMessage {
  const vcard = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${name};;;`,
    `FN:${name}`,
    `TEL;type=CELL;waid=${phone}:+${phone}`,
    'END:VCARD',
  ].join('\n')
  return { contactMessage: { displayName: name, vcard } }
}

/** The content of a message is one part of it; only that part can hold a context, which a bare text has no room for. */
function withContext(message: proto.IMessage, contextInfo: proto.IContextInfo | null): proto.IMessage {
  const { conversation, documentWithCaptionMessage: wrapped } = message
  if (conversation)
    return contextInfo ? { extendedTextMessage: { text: conversation, contextInfo } } : message
  if (wrapped?.message)
    return { ...message, documentWithCaptionMessage: { message: withContext(wrapped.message, contextInfo) } }
  const kind = getContentType(message)
  const part = kind && message[kind]
  return part && typeof part === 'object' ? { ...message, [kind]: { ...part, contextInfo } } : message
}

function quoteOf({ account }: World, person: Person, id: string): proto.IContextInfo {
  const own = person.written.get(id)
  const theirs = person.received.find((received) => received.id === id)
  const quoted = own ?? theirs
  if (quoted === undefined) throw new Error(`no message ${id} to answer`)
  const { phone, lid } = own ? person : account
  const participant = person.addressing === 'lid' ? jidOf(lid, 'lid') : jidOf(phone, 'pn')
  return { stanzaId: id, participant, quotedMessage: bareContent(quoted.message) }
}

/** The own message as the chat with the account knows it. */
function keyOf({ account }: World, id: string): proto.IMessageKey {
  return { remoteJid: jidOf(account.phone, 'pn'), fromMe: true, id }
}
