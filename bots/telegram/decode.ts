import type { AttachmentKind, Body, FileRef, Inbound, Mention, Sender } from '../../core/app/message.ts'
import { updateSchema } from './update.ts'
import type {
  TelegramChat,
  TelegramFile,
  TelegramMemberState,
  TelegramMemberUpdate,
  TelegramMessage,
  TelegramPress,
  TelegramUser,
} from './update.ts'

/** The user Telegram shows in place of an administrator who remains anonymous. */
const ANONYMOUS_ADMIN_ID = 1087968824

/** Content nobody can work with; the sender gets a helpful answer. A venue has a location as well, so it comes first. */
const UNSUPPORTED = [
  'animation',
  'sticker',
  'venue',
  'location',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
  'invoice',
  'giveaway',
]

/**
 * Marks the file id of a round video: Telegram takes it back only by `sendVideoNote`, and ids of a channel are opaque
 * to everybody else.
 */
const VIDEO_NOTE = 'video-note:'

/** What a file id of ours stands for at Telegram. */
export function readFileId(id: string): { fileId: string; videoNote: boolean } {
  const videoNote = id.startsWith(VIDEO_NOTE)
  return { fileId: videoNote ? id.slice(VIDEO_NOTE.length) : id, videoNote }
}

/**
 * One update in neutral words. `ignored`: nothing for us (channel posts, other bots, service messages). `malformed`:
 * not an update of Telegram's. Never throws. `received` dates what Telegram does not date: a pressed button.
 */
export function decodeUpdate(raw: unknown, received: Date): Inbound | 'ignored' | 'malformed' {
  const parsed = updateSchema.safeParse(raw)
  if (!parsed.success) return 'malformed'
  const update = parsed.data
  const externalId = String(update.update_id)
  if (update.message) return decodeMessage(externalId, update.message) ?? 'ignored'
  if (update.edited_message) {
    const inbound = decodeMessage(externalId, update.edited_message)
    return inbound === null ? 'ignored' : { ...inbound, edited: true }
  }
  if (update.callback_query) return decodePress(externalId, update.callback_query, received) ?? 'ignored'
  if (update.my_chat_member) return decodeReachability(externalId, update.my_chat_member) ?? 'ignored'
  if (update.chat_member) return decodeMember(externalId, update.chat_member) ?? 'ignored'
  return 'ignored'
}

function decodeMessage(externalId: string, message: TelegramMessage): Inbound | null {
  const chat = chatOf(message.chat, message)
  if (chat === null) return null
  const body = serviceBody(message) ?? contentBody(message)
  if (body === null) return null
  const forwarded = message.forward_origin !== undefined
  return {
    channel: 'telegram',
    externalId,
    chat,
    from: nameable(message),
    at: isoTime(message.edit_date ?? message.date),
    message: String(message.message_id),
    ...(forwarded ? { forwarded } : {}),
    body,
  }
}

/** What happened to the chat itself; told whoever did it, also a bot. */
function serviceBody(message: TelegramMessage): Body | null {
  if (message.migrate_to_chat_id !== undefined)
    return { kind: 'moved', to: String(message.migrate_to_chat_id) }
  const joined = people(message.new_chat_members ?? [])
  const left = people(message.left_chat_member ? [message.left_chat_member] : [])
  return joined.length + left.length === 0 ? null : { kind: 'members', joined, left }
}

/** What somebody said; null for other bots and for service messages without meaning to us. */
function contentBody(message: TelegramMessage): Body | null {
  if (message.from?.is_bot && nameable(message) !== null) return null
  const reply = replyTo(message)
  if (message.text !== undefined)
    return { kind: 'text', text: message.text, mentions: mentions(message), ...reply }
  const contact = message.contact
  if (contact) {
    const own = contact.user_id !== undefined && contact.user_id === message.from?.id
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
    return { kind: 'contact', phone: contact.phone_number, own, ...(name !== '' && { name }) }
  }
  const unsupported = UNSUPPORTED.find((kind) => kind in message)
  if (unsupported !== undefined) return { kind: 'unsupported', what: unsupported }
  const attachment = attachmentOf(message)
  if (attachment === null) return null
  return {
    kind: 'attachment',
    ...attachment,
    caption: message.caption ?? '',
    ...(message.media_group_id === undefined ? {} : { album: message.media_group_id }),
    ...reply,
  }
}

function attachmentOf(message: TelegramMessage): { what: AttachmentKind; file: FileRef } | null {
  const { photo, document, video, video_note: note, voice, audio } = message
  // Telegram's photos are always JPEG, and it does not say so.
  const largest = photo?.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a))
  if (largest) return { what: 'photo', file: { ...fileRef(largest), mime: 'image/jpeg' } }
  if (document) return { what: 'document', file: fileRef(document) }
  if (video) return { what: 'video', file: fileRef(video) }
  if (note) return { what: 'video', file: { ...fileRef(note), id: VIDEO_NOTE + note.file_id } }
  if (voice) return { what: 'voice', file: fileRef(voice) }
  return audio ? { what: 'audio', file: fileRef(audio) } : null
}

function decodePress(externalId: string, query: TelegramPress, received: Date): Inbound | null {
  if (query.message === undefined || query.data === undefined || query.from.is_bot) return null
  const chat = chatOf(query.message.chat, query.message)
  if (chat === null) return null
  const message = String(query.message.message_id)
  return {
    channel: 'telegram',
    externalId,
    chat,
    from: senderOf(query.from),
    at: received.toISOString(),
    message,
    body: { kind: 'press', data: query.data, message, query: query.id },
  }
}

/** A person blocked or unblocked the bot. The bot's own standing in groups is told by what it can deliver. */
function decodeReachability(externalId: string, update: TelegramMemberUpdate): Inbound | null {
  if (update.chat.type !== 'private') return null
  return {
    channel: 'telegram',
    externalId,
    chat: { id: String(update.chat.id), kind: 'private' },
    from: senderOf(update.from),
    at: isoTime(update.date),
    body: { kind: 'reachability', reachable: update.new_chat_member.status !== 'kicked' },
  }
}

function decodeMember(externalId: string, update: TelegramMemberUpdate): Inbound | null {
  const chat = chatOf(update.chat, {})
  const was = isPresent(update.old_chat_member)
  const is = isPresent(update.new_chat_member)
  const member = people([update.new_chat_member.user])
  if (chat === null || was === is || member.length === 0) return null
  return {
    channel: 'telegram',
    externalId,
    chat,
    from: update.from.is_bot ? null : senderOf(update.from),
    at: isoTime(update.date),
    body: { kind: 'members', joined: is ? member : [], left: is ? [] : member },
  }
}

function isPresent(member: TelegramMemberState): boolean {
  if (member.status === 'restricted') return member.is_member === true
  return ['creator', 'administrator', 'member'].includes(member.status)
}

function chatOf(
  chat: TelegramChat,
  place: { message_thread_id?: number; is_topic_message?: boolean },
): Inbound['chat'] | null {
  const id = String(chat.id)
  const inTopic = place.is_topic_message === true && place.message_thread_id !== undefined
  const thread = inTopic ? { thread: String(place.message_thread_id) } : {}
  if (chat.type === 'private') return { id, kind: 'private', ...thread }
  if (chat.type !== 'group' && chat.type !== 'supergroup') return null
  const title = chat.title === undefined ? {} : { title: chat.title }
  return { id, kind: 'group', ...thread, ...title, hasTopics: chat.is_forum === true }
}

/** Who wrote it; null where a chat speaks instead of a person (anonymous administrator, linked channel). */
function nameable(message: TelegramMessage): Sender | null {
  const { from, sender_chat: speaksAs } = message
  return from === undefined || speaksAs !== undefined || from.id === ANONYMOUS_ADMIN_ID
    ? null
    : senderOf(from)
}

function senderOf(user: TelegramUser): Sender {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
  return { id: String(user.id), name, ...(user.username === undefined ? {} : { username: user.username }) }
}

function people(users: TelegramUser[]): Sender[] {
  return users.filter((user) => !user.is_bot).map(senderOf)
}

/** In a topic every message "replies" to the service message that opened it; that is nobody's answer. */
function replyTo(message: TelegramMessage): { replyTo?: string } {
  const target = message.reply_to_message?.message_id
  const isTopicRoot = message.is_topic_message === true && target === message.message_thread_id
  return target === undefined || isTopicRoot ? {} : { replyTo: String(target) }
}

/** Offsets are UTF-16 units, as JavaScript counts. */
function mentions(message: TelegramMessage): Mention[] {
  return (message.entities ?? []).flatMap(({ type, offset, length, user }): Mention[] => {
    const name = message.text?.slice(offset, offset + length) ?? ''
    if (type === 'mention' && name.length > 1) return [{ username: name.slice(1), name }]
    return type === 'text_mention' && user ? [senderOf(user)] : []
  })
}

function fileRef(file: TelegramFile): FileRef {
  return {
    channel: 'telegram',
    id: file.file_id,
    unique: file.file_unique_id,
    ...(file.file_name === undefined ? {} : { name: file.file_name }),
    ...(file.mime_type === undefined ? {} : { mime: file.mime_type }),
    ...(file.file_size === undefined ? {} : { bytes: file.file_size }),
  }
}

function isoTime(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString()
}
