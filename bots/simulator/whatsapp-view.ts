import type { ChatMessage } from './whatsapp/chat.ts'
import { fileIn, type MediaKind } from './whatsapp/media.ts'
import type { PersonPhone } from './whatsapp/peer.ts'
import { textOf } from './whatsapp/people.ts'
import type { Change } from './whatsapp/world.ts'

/** A file of a message; `id` is what it is fetched by. */
export type FileView = { kind: MediaKind | 'voice'; id: string; name: string | null; mime: string | null }

/** A message as the page shows it. */
export type WhatsAppMessageView = Pick<
  ChatMessage,
  'id' | 'own' | 'state' | 'read' | 'edited' | 'deleted' | 'album'
> & {
  at: string
  text: string
  forwarded: boolean
  replyTo: string | null
  file: FileView | null
  contact: { name: string; phone: string } | null
  location: { latitude: number; longitude: number } | null
}

/** A person's chat with Sigap's number; messages oldest first. */
export type WhatsAppChatView = { person: number; typing: boolean; messages: WhatsAppMessageView[] }

/** What the page knows of WhatsApp to begin with; `phone` is Sigap's number. */
export type WhatsAppView = { phone: string; chats: WhatsAppChatView[] }

/** A message of a person's chat is new or another, they have read all, or an answer is (not) being written. */
export type WhatsAppEvent = { person: number } & (
  { kind: 'message'; message: WhatsAppMessageView } | { kind: 'read' } | { kind: 'typing'; on: boolean }
)

/** As in the chats of Telegram: more than a person scrolls back. */
const MESSAGES_SHOWN_MAX = 300
const FILE_ID = /^whatsapp-(\d{1,16})-(\w{1,64})$/

/** A person's chat. */
export function viewChat(person: number, phone: PersonPhone): WhatsAppChatView {
  const messages = phone.chat().slice(-MESSAGES_SHOWN_MAX)
  return {
    person,
    typing: isTyping(phone),
    messages: messages.map((message) => viewMessage(person, message)),
  }
}

/** What a change is to the page; null for what does not show there. */
export function viewChange(person: number, phone: PersonPhone, change: Change): WhatsAppEvent | null {
  if (change.kind === 'read') return { person, kind: 'read' }
  if (change.kind === 'typing') return { person, kind: 'typing', on: isTyping(phone) }
  const message = 'id' in change ? phone.messageAbout(change.id) : undefined
  return message ? { person, kind: 'message', message: viewMessage(person, message) } : null
}

function isTyping(phone: PersonPhone): boolean {
  return phone.typing() === 'composing'
}

function viewMessage(person: number, message: ChatMessage): WhatsAppMessageView {
  const { id, own, at, content, album, state, read, edited, deleted } = message
  const context = contextOf(content)
  return {
    ...{ id, own, album, state, read, edited, deleted },
    at: at.toISOString(),
    text: textOf(content),
    forwarded: context?.isForwarded === true,
    replyTo: context?.stanzaId ?? null,
    file: viewFile(person, message),
    contact: viewContact(content),
    location: viewPlace(content),
  }
}

/** Whose file an id names, and in which of their messages; null for what is no such id. */
export function readFileId(id: string): { person: number; message: string } | null {
  const [, person, message] = FILE_ID.exec(id) ?? []
  return message === undefined ? null : { person: Number(person), message }
}

type Content = ChatMessage['content']

function viewFile(person: number, { id, content }: ChatMessage): FileView | null {
  const found = fileIn(content)
  if (found === null) return null
  return {
    kind: content.audioMessage?.ptt ? 'voice' : found.kind,
    id: `whatsapp-${person}-${id}`,
    name: content.documentMessage?.fileName ?? null,
    mime: found.message.mimetype ?? null,
  }
}

function viewContact({ contactMessage }: Content): WhatsAppMessageView['contact'] {
  if (!contactMessage) return null
  const phone = /;waid=(\d+)/.exec(contactMessage.vcard ?? '')?.[1]
  return { name: contactMessage.displayName ?? '', phone: phone ? `+${phone}` : '' }
}

function viewPlace({ locationMessage }: Content): WhatsAppMessageView['location'] {
  if (!locationMessage) return null
  const { degreesLatitude, degreesLongitude } = locationMessage
  return { latitude: degreesLatitude ?? 0, longitude: degreesLongitude ?? 0 }
}

/** What the message says of itself, in whichever part of the content it is. */
function contextOf(content: Content): { isForwarded?: boolean | null; stanzaId?: string | null } | null {
  const parts: unknown[] = Object.values(content)
  for (const part of parts) {
    if (typeof part === 'object' && part !== null && 'contextInfo' in part && part.contextInfo)
      return part.contextInfo
  }
  return null
}
