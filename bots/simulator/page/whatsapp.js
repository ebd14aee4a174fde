/** The chats of WhatsApp as the phones show them: each a private chat whose messages look as the Bot API's do. */
import { readMarks } from './whatsapp-text.js'

const MEDIA = {
  image: (file) => ({ photo: [file] }),
  video: (file) => ({ video: file }),
  voice: (file) => ({ voice: file }),
  audio: (file) => ({ audio: file }),
  document: (file) => ({ document: file }),
  sticker: (file) => ({ photo: [file] }),
}

/** The id of a person's chat; those of Telegram are numbers. @param {number} person */
export function chatIdOf(person) {
  return `whatsapp-${person}`
}

/**
 * @param {{ person: number, messages: any[] }} view as the server tells
 * @param {{ id: number, name: string }} bot
 */
export function readChat({ person, messages }, bot) {
  const chat = {
    id: chatIdOf(person),
    type: 'private',
    title: '',
    isForum: false,
    topics: [],
    members: [person],
    keyboard: null,
    prompt: null,
    messages: new Map(),
  }
  for (const view of messages) putMessage(chat, view, person, bot)
  return chat
}

/** Puts a message into the chat, new or another now. Answers it. */
export function putMessage(chat, view, person, bot) {
  const { text, entities } = readMarks(view.text)
  const hasFile = view.file !== null
  const message = {
    message_id: view.id,
    date: Date.parse(view.at) / 1000,
    from: view.own ? { id: person } : { id: bot.id, first_name: bot.name },
    ...(text && !hasFile && { text, entities }),
    ...(text && hasFile && { caption: text, caption_entities: entities }),
    ...(view.text && { marked: view.text }),
    ...(hasFile && mediaOf(view.file)),
    ...(view.contact && { contact: { first_name: view.contact.name, phone_number: view.contact.phone } }),
    ...(view.location && { location: view.location }),
    ...(view.replyTo && { reply_to_message: chat.messages.get(view.replyTo) }),
    ...(view.edited && { edit_date: 1 }),
    ...(view.forwarded && { passedOn: true }),
    ...(view.deleted && { deleted: true }),
    ...(view.album && { album: view.album }),
    ...(view.state && { state: view.state }),
    isRead: view.read,
    app: 'whatsapp',
  }
  chat.messages.set(view.id, message)
  return message
}

function mediaOf({ kind, id, name, mime }) {
  return MEDIA[kind]({ file_id: id, file_name: name ?? undefined, mime_type: mime ?? undefined })
}
