import { getContentType, normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'
import type { Body, Inbound } from '../../core/app/message.ts'
import type { WhatsappWords } from '../../core/text/id/whatsapp.ts'
import { isProgramName } from './content.ts'
import { identityOf } from './identity.ts'
import type { Identity } from './identity.ts'
import { attachmentOf, bytesMax } from './media.ts'

/**
 * What the message itself does not say. `received` dates one without a date; `alt` is the sender's other address where
 * the envelope does not tell it and the library has learnt it before.
 */
export type Circumstances = { received: Date; words: Pick<WhatsappWords, 'nameless'>; alt?: string }

type Content = proto.IMessage
type Seen = Circumstances & { message: WAMessage; identity: Identity }

const ProtocolType = proto.Message.ProtocolMessage.Type
const Association = proto.MessageAssociation.AssociationType

/** WhatsApp's own limits, in UTF-16 units; what is longer did not come from its apps. */
const TEXT_UNITS_MAX = 65_536
const NAME_UNITS_MAX = 1024

/** The same picture or film once more, sharper: the first one is the evidence. */
const SECOND_COPIES = new Set([Association.HD_VIDEO_DUAL_UPLOAD, Association.HD_IMAGE_DUAL_UPLOAD])

/** Content nobody can work with; the sender gets a helpful answer. A file that is here could not be fetched. */
const UNSUPPORTED = new Map<string, string>([
  ['imageMessage', 'file'],
  ['videoMessage', 'file'],
  ['ptvMessage', 'file'],
  ['audioMessage', 'file'],
  ['documentMessage', 'file'],
  ['stickerMessage', 'sticker'],
  ['lottieStickerMessage', 'sticker'],
  ['stickerPackMessage', 'sticker'],
  ['locationMessage', 'location'],
  ['liveLocationMessage', 'location'],
  ['pollCreationMessage', 'poll'],
  ['pollCreationMessageV2', 'poll'],
  ['pollCreationMessageV3', 'poll'],
  ['pollCreationMessageV4', 'poll'],
  ['pollCreationMessageV5', 'poll'],
  ['eventMessage', 'event'],
  ['groupInviteMessage', 'group-invite'],
  ['productMessage', 'product'],
  ['orderMessage', 'order'],
])

/**
 * One message as Baileys tells it (`messages.upsert`, of either type) in neutral words; null for what is not answered:
 * groups, status, newsletters, broadcasts, own messages, reactions, votes, and messages between the phones themselves,
 * as well as one that could not be decrypted (it comes again after a retry). Edits and deletions come the same way and
 * name the message they are about. Never throws.
 */
export function decodeMessage(message: WAMessage, given: Circumstances): Inbound | null {
  const { key } = message
  if (key.fromMe || !key.id) return null
  const identity = identityOf(key.remoteJid, key.remoteJidAlt ?? given.alt)
  if (identity === null) return null
  const seen = { ...given, message, identity }
  const content = normalizeMessageContent(message.message)
  const { protocolMessage: protocol } = content ?? {}
  const about = protocol?.key?.id
  if (protocol?.type === ProtocolType.REVOKE) {
    return about ? { ...envelopeOf(seen), message: about, body: { kind: 'deleted', message: about } } : null
  }
  if (protocol?.type !== ProtocolType.MESSAGE_EDIT) return inboundOf(seen, content, key.id)
  const edit = inboundOf(seen, normalizeMessageContent(protocol.editedMessage), about)
  return edit && { ...edit, edited: true }
}

function inboundOf(seen: Seen, content: Content | undefined, id: string | null | undefined): Inbound | null {
  const body = bodyOf(seen, content)
  if (!id || body === null) return null
  const forwarded = contextOf(content)?.isForwarded === true
  return { ...envelopeOf(seen), message: id, ...(forwarded ? { forwarded } : {}), body }
}

/** The id of the message itself keeps an edit apart from its original. */
function envelopeOf({ message, identity, received, words }: Seen) {
  const { id, phone } = identity
  const name = message.pushName?.trim().slice(0, NAME_UNITS_MAX) || (phone ?? words.nameless)
  // What is learnt of the sender meanwhile must not make another message of one that comes again.
  const address = identityOf(message.key.remoteJid)?.id ?? id
  return {
    channel: 'whatsapp' as const,
    externalId: `${address}/${message.key.id}`,
    chat: { id, kind: 'private' as const },
    from: { id, name, ...(phone === undefined ? {} : { phone }) },
    at: timeOf(message.messageTimestamp) ?? received.toISOString(),
  }
}

/** Null for what needs no answer. */
function bodyOf({ message, identity, words }: Seen, content: Content | undefined): Body | null {
  // What may be seen once only is kept from linked devices, and so is everything about it.
  if (!content) return message.key.isViewOnce ? { kind: 'unsupported', what: 'view-once' } : null
  const text = content.conversation || content.extendedTextMessage?.text
  if (text) return { kind: 'text', text: readable(text, content, words), mentions: [], ...replyTo(content) }
  const association = associationOf(message.message)
  if (association && SECOND_COPIES.has(association.associationType ?? 0)) return null
  const attachment = attachmentOf(content)
  if (attachment) {
    if ((attachment.file.bytes ?? 0) > bytesMax) return { kind: 'unsupported', what: 'too-big' }
    if (isProgramName(attachment.file.name)) return { kind: 'unsupported', what: 'program' }
    const isAlbum = association?.associationType === Association.MEDIA_ALBUM
    const album = isAlbum ? association.parentMessageKey?.id : null
    const caption = attachment.caption.slice(0, TEXT_UNITS_MAX)
    return { kind: 'attachment', ...attachment, caption, ...(album ? { album } : {}), ...replyTo(content) }
  }
  return contactOf(content, identity) ?? unsupportedOf(content)
}

/** A mention stands in the text as @ and the digits of an account, which would pass for a telephone number. */
function readable(text: string, content: Content, { nameless }: Circumstances['words']): string {
  const accounts = contextOf(content)?.mentionedJid ?? []
  const digits = accounts.flatMap((jid) => /^(\d+)(?::\d+)?@lid$/.exec(jid)?.[1] ?? [])
  const named = digits.reduce((said, user) => said.replaceAll(`@${user}`, `@${nameless}`), text)
  return named.slice(0, TEXT_UNITS_MAX)
}

function contactOf(content: Content, identity: Identity): Body | null {
  if (content.protocolMessage?.type === ProtocolType.SHARE_PHONE_NUMBER)
    return identity.phone ? { kind: 'contact', phone: identity.phone, own: true } : null
  const { contactMessage, contactsArrayMessage } = content
  const cards = contactsArrayMessage?.contacts ?? (contactMessage ? [contactMessage] : [])
  if (cards.length === 0) return null
  const phone = cards.length === 1 ? phoneOfCard(cards[0]?.vcard ?? '') : null
  return phone === null
    ? { kind: 'unsupported', what: cards.length === 1 ? 'contact' : 'contacts' }
    : { kind: 'contact', phone, own: phone === identity.phone, ...nameOf(cards[0]) }
}

function nameOf(card: proto.Message.IContactMessage | undefined): { name?: string } {
  const name = card?.displayName?.trim().slice(0, NAME_UNITS_MAX)
  return name ? { name } : {}
}

/** The WhatsApp number of a card (`waid`), or else its first telephone number as written. */
function phoneOfCard(vcard: string): string | null {
  const waid = /;waid=(\d{5,20})[;:]/i.exec(vcard)?.[1]
  if (waid) return `+${waid}`
  return /^(?:item\d+\.)?TEL[^:\r\n]*:(?:tel:)?([+\d][\d ().-]{3,30})/im.exec(vcard)?.[1]?.trim() ?? null
}

function unsupportedOf(content: Content): Body | null {
  const what = Object.keys(content).flatMap((kind) => UNSUPPORTED.get(kind) ?? [])[0]
  return what === undefined ? null : { kind: 'unsupported', what }
}

/** Told beside the content, or beside what the content is wrapped in. */
function associationOf(message: WAMessage['message']): proto.IMessageAssociation | null {
  const places = [message, message?.associatedChildMessage?.message, normalizeMessageContent(message)]
  return places.map((place) => place?.messageContextInfo?.messageAssociation).find(Boolean) ?? null
}

function contextOf(content: Content | undefined): proto.IContextInfo | null {
  const kind = content && getContentType(content)
  const part = kind && content[kind]
  return part && typeof part === 'object' && 'contextInfo' in part ? (part.contextInfo ?? null) : null
}

function replyTo(content: Content): { replyTo?: string } {
  const id = contextOf(content)?.stanzaId
  return id ? { replyTo: id } : {}
}

/** Seconds since 1970, a number or protobuf's long one; null for what is no time. */
function timeOf(seconds: WAMessage['messageTimestamp']): string | null {
  const count = Number(seconds ?? 0)
  return count > 0 && count < 253_402_300_800 ? new Date(count * 1000).toISOString() : null
}
