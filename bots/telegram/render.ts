import { InputFile } from 'grammy'
import type { RawApi } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { AttachmentKind, Delivery, Message } from '../../core/app/message.ts'
import { readFileId } from './decode.ts'
import { composeText, shorten, shortenStyled, splitText } from './styled-text.ts'
import type { StyledText } from './styled-text.ts'

/** Telegram's limits, in UTF-16 units (it counts a little more kindly) and pieces. */
const TEXT_UNITS_MAX = 4096
const CAPTION_UNITS_MAX = 1024
const ANSWER_UNITS_MAX = 200
const TOPIC_UNITS_MAX = 128
const ALBUM_ITEMS_MAX = 10

type SendMethod =
  | 'sendMessage'
  | 'sendPhoto'
  | 'sendDocument'
  | 'sendVideo'
  | 'sendVideoNote'
  | 'sendVoice'
  | 'sendAudio'
  | 'sendMediaGroup'
  | 'editMessageText'
  | 'answerCallbackQuery'
  | 'createForumTopic'

/** One call of the Bot API, ready to be made. */
export type Call = { [M in SendMethod]: { method: M; payload: Parameters<RawApi[M]>[0] } }[SendMethod]

type SendDelivery = Extract<Delivery, { kind: 'send' }>
type EditDelivery = Extract<Delivery, { kind: 'edit' }>
type Payload<M extends SendMethod> = Parameters<RawApi[M]>[0]
/** What every sending call may carry. */
type Extras = Pick<
  Payload<'sendMessage'>,
  'chat_id' | 'message_thread_id' | 'disable_notification' | 'reply_parameters' | 'reply_markup'
>
type Part = (extras: Extras) => Call
type Item = { what: AttachmentKind | 'video-note'; media: string | InputFile }

/**
 * The bytes of what Telegram does not have yet: the picture and the document the program made, and files of another
 * channel by their key.
 */
export type Made = { picture?: Uint8Array; document?: Uint8Array; files?: ReadonlyMap<string, Uint8Array> }

/**
 * The calls that send a message, in order: its text first (so that the first id is the message itself), then its files.
 * One file and a short text become one captioned message; but a message with buttons keeps them on its text, where it
 * can be edited. Only the first call replies, and only the last text carries the buttons. Empty for an empty message.
 */
export function renderSend({ to, message }: SendDelivery, made: Made = {}): Call[] {
  const styled = composeText(message)
  const markup = renderMarkup(message)
  const items = itemsOf(message, made)
  const [only] = items
  const captioned =
    items.length === 1 &&
    markup === undefined &&
    styled.text.length <= CAPTION_UNITS_MAX &&
    only?.what !== 'video-note'
  const texts = captioned ? [] : splitText(styled, TEXT_UNITS_MAX).map(sendText)
  const caption = captioned ? styled : undefined
  const needsCarrier = markup !== undefined && texts.length === 0
  const files = needsCarrier ? items.map((item) => sendFile(item)) : sendFiles(items, caption)
  const parts = [...texts, ...files]
  const carrier = texts.length > 0 ? texts.length - 1 : parts.length - 1
  const shownMarkup = markup ?? (texts.length > 0 ? closingMarkup(to.chat) : undefined)
  return parts.map((part, index) =>
    part({
      chat_id: to.chat,
      ...(to.thread === undefined ? {} : { message_thread_id: Number(to.thread) }),
      ...(message.silent ? { disable_notification: true } : {}),
      ...(index === 0 ? renderReply(message) : {}),
      ...(index === carrier && shownMarkup !== undefined ? { reply_markup: shownMarkup } : {}),
    }),
  )
}

/** The call that rewrites a text message. What is too long for one message is cut: an edit cannot become two. */
export function renderEdit({ to, id, message }: EditDelivery): Call {
  const styled = shortenStyled(composeText(message), TEXT_UNITS_MAX)
  const keyboard = renderButtons(message)
  return {
    method: 'editMessageText',
    payload: {
      chat_id: to.chat,
      message_id: Number(id),
      ...styled,
      link_preview_options: { is_disabled: true },
      ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
    },
  }
}

/** Answers a pressed button: a toast, an alert to dismiss, or nothing but the end of the waiting sign. */
export function renderAcknowledge({ query, text, alert }: Extract<Delivery, { kind: 'acknowledge' }>): Call {
  const shown = text === undefined ? {} : { text: shorten(text, ANSWER_UNITS_MAX) }
  return {
    method: 'answerCallbackQuery',
    payload: { callback_query_id: query, ...shown, ...(alert ? { show_alert: true } : {}) },
  }
}

/** Opens a topic in a group that has them. */
export function renderOpenThread({ to, title }: Extract<Delivery, { kind: 'open-thread' }>): Call {
  return { method: 'createForumTopic', payload: { chat_id: to.chat, name: shorten(title, TOPIC_UNITS_MAX) } }
}

/** The same call without formatting, for a text whose formatting Telegram refuses; null where there was none. */
export function withoutFormatting(call: Call): Call | null {
  if (!('entities' in call.payload) && !('caption_entities' in call.payload)) return null
  const payload = { ...call.payload, entities: undefined, caption_entities: undefined }
  return { method: call.method, payload } as Call
}

/** Telegram shows one of these under a message; buttons matter most. */
function renderMarkup(message: Message): Extras['reply_markup'] {
  const keyboard = renderButtons(message)
  if (keyboard !== undefined) return keyboard
  if (message.asksContact !== undefined) {
    return {
      keyboard: [[{ text: message.asksContact, request_contact: true }]],
      one_time_keyboard: true,
      resize_keyboard: true,
    }
  }
  if (!message.asksReply) return undefined
  // Selective means: those mentioned, and the author of what is replied to. With neither it would mean nobody.
  const selective = message.replyTo !== undefined || (message.mentions ?? []).length > 0
  return { force_reply: true, ...(selective ? { selective } : {}) }
}

/** A person who typed the number instead of sharing it would keep the share button for ever. Groups never have one. */
function closingMarkup(chat: string): Extras['reply_markup'] {
  return chat.startsWith('-') ? undefined : { remove_keyboard: true }
}

function renderButtons({ buttons = [] }: Message): InlineKeyboardMarkup | undefined {
  const rows = buttons.filter((row) => row.length > 0)
  if (rows.length === 0) return undefined
  return {
    inline_keyboard: rows.map((row) =>
      row.map(({ label, press }) => ({ text: label, callback_data: press })),
    ),
  }
}

/** A message that is replied to but gone must not keep the answer from being sent. */
function renderReply({ replyTo }: Message): Pick<Extras, 'reply_parameters'> {
  if (replyTo === undefined) return {}
  return { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }
}

function itemsOf({ attachments = [], document }: Message, made: Made): Item[] {
  const own: Item[] = []
  if (made.picture) own.push({ what: 'photo', media: new InputFile(made.picture, 'picture.png') })
  if (made.document && document)
    own.push({ what: 'document', media: new InputFile(made.document, document.name) })
  const sent = attachments.map(({ what, file, key }): Item => {
    const bytes = key === undefined ? undefined : made.files?.get(key)
    if (bytes) return { what, media: new InputFile(bytes, file.name ?? nameOf(what)) }
    const { fileId, videoNote } = readFileId(file.id)
    return { what: videoNote ? 'video-note' : what, media: fileId }
  })
  return [...own, ...sent]
}

/** Telegram tells a file's kind by its name. */
function nameOf(what: AttachmentKind): string {
  return {
    photo: 'foto.jpg',
    video: 'video.mp4',
    voice: 'suara.ogg',
    audio: 'suara.mp3',
    document: 'dokumen',
  }[what]
}

function sendText({ text, entities }: StyledText): Part {
  const formatting = entities.length > 0 ? { entities } : {}
  return (extras) => ({
    method: 'sendMessage',
    payload: { ...extras, text, ...formatting, link_preview_options: { is_disabled: true } },
  })
}

/** Photos and videos next to each other in albums, everything else one by one. */
function sendFiles(items: Item[], caption?: StyledText): Part[] {
  const visual = items.filter(({ what }) => what === 'photo' || what === 'video')
  const others = items.filter((item) => !visual.includes(item))
  const albums: Item[][] = []
  for (let at = 0; at < visual.length; at += ALBUM_ITEMS_MAX)
    albums.push(visual.slice(at, at + ALBUM_ITEMS_MAX))
  const visualParts = albums.flatMap((album) =>
    album.length > 1 ? [sendAlbum(album)] : album.map((item) => sendFile(item, caption)),
  )
  return [...visualParts, ...others.map((item) => sendFile(item, caption))]
}

function sendAlbum(album: Item[]): Part {
  const media = album.map(({ what, media }) => ({
    type: what === 'video' ? ('video' as const) : ('photo' as const),
    media,
  }))
  return ({ chat_id, message_thread_id, disable_notification, reply_parameters }) => ({
    method: 'sendMediaGroup',
    payload: { chat_id, message_thread_id, disable_notification, reply_parameters, media },
  })
}

function sendFile({ what, media }: Item, caption?: StyledText): Part {
  const text =
    caption === undefined || caption.text === ''
      ? {}
      : { caption: caption.text, caption_entities: caption.entities }
  return (extras) => {
    switch (what) {
      case 'photo':
        return { method: 'sendPhoto', payload: { ...extras, photo: media, ...text } }
      case 'document':
        return { method: 'sendDocument', payload: { ...extras, document: media, ...text } }
      case 'video':
        return { method: 'sendVideo', payload: { ...extras, video: media, ...text } }
      case 'video-note':
        return { method: 'sendVideoNote', payload: { ...extras, video_note: media } }
      case 'voice':
        return { method: 'sendVoice', payload: { ...extras, voice: media, ...text } }
      case 'audio':
        return { method: 'sendAudio', payload: { ...extras, audio: media, ...text } }
    }
  }
}
