import type { Contact, InlineKeyboardButton, Location, Message, MessageOrigin, User } from 'grammy/types'
import { chatMemberOf, chatOf, findUser } from './chats.ts'
import { nextSerial, unixNow, type Core } from './core.ts'
import { detectEntities } from './entities.ts'
import { mediaContent, storeFile, type NewFile } from './media.ts'
import { addMessage, removeMessage, replaceMessage, type Sender } from './messages.ts'
import { STAND_INS } from './stand-ins.ts'
import { createRoom, NO_RIGHTS, type CallbackAnswer, type Room } from './state.ts'

/** A user or chat, or its id. */
export type Ref = number | { id: number }

/** How a person's message stands in the chat. */
export type SendOptions = {
  /** Id of the message it answers. */
  replyTo?: number
  /** Topic it is written in. */
  thread?: number
  forwardOrigin?: MessageOrigin
  /** Written as the group by an anonymous administrator. */
  anonymous?: boolean
  caption?: string
  mediaGroupId?: string
}

/** A file a person sends; a small stand-in of the kind when no bytes are given. */
export type SentFile = Partial<Omit<NewFile, 'kind'>>

/** A pressed button: `answered` settles when the bot answers its query, and stays open if it never does. */
export type Press = { queryId: string; answered: Promise<CallbackAnswer> }

/** What a person can do with a phone. All throw when the person or chat does not exist. */
export type People = ReturnType<typeof createPeople>

/** The account Telegram shows for administrators who write anonymously. */
const GROUP_ANONYMOUS_BOT: User = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
}

/** The id of a reference. */
export function refId(ref: Ref): number {
  return typeof ref === 'number' ? ref : ref.id
}

/** People's side of the world. */
export function createPeople(core: Core) {
  const sendFile =
    (kind: NewFile['kind']) =>
    (user: Ref, chat: Ref, file: SentFile = {}, options: SendOptions = {}) =>
      sendPersonFile(core, user, chat, { ...STAND_INS[kind], ...file, kind }, options)
  return {
    /** Adds a person, or renames one; their private chat with the bot exists, not yet started. */
    user: (fields: Omit<User, 'is_bot'>) => addUser(core, fields),
    /** Sends a text; commands, mentions, links and addresses become entities. */
    send: (user: Ref, chat: Ref, text: string, options: SendOptions = {}) =>
      post(core, user, chat, { text, ...entitiesOf(text, 'entities') }, options),
    sendPhoto: sendFile('photo'),
    sendDocument: sendFile('document'),
    sendVideo: sendFile('video'),
    sendVoice: sendFile('voice'),
    sendSticker: sendFile('sticker'),
    /** Sends photos as an album: separate messages and updates with one `media_group_id`. */
    sendAlbum(
      user: Ref,
      chat: Ref,
      photos: readonly SentFile[],
      { caption, ...options }: SendOptions = {},
    ): Message[] {
      const mediaGroupId = String(1_300_000_000_000_000 + nextSerial(core))
      return photos.map((photo, i) =>
        sendFile('photo')(user, chat, photo, { ...options, mediaGroupId, ...(i === 0 && { caption }) }),
      )
    },
    sendLocation: (user: Ref, chat: Ref, location: Location, options: SendOptions = {}) =>
      post(core, user, chat, { location }, options),
    /** Shares a contact; the person's own unless another `user_id` (or `undefined`) is given. */
    sendContact: (
      user: Ref,
      chat: Ref,
      contact: Pick<Contact, 'phone_number'> & Partial<Contact>,
      options: SendOptions = {},
    ) =>
      post(
        core,
        user,
        chat,
        { contact: { first_name: person(core, user).first_name, user_id: refId(user), ...contact } },
        options,
      ),
    /** Edits the text of an own message: the bot gets `edited_message`. */
    editMessage(user: Ref, chat: Ref, messageId: number, text: string): Message {
      const { room, message } = findMessage(core, chat, messageId)
      if (message.from?.id !== refId(user))
        throw new Error(`message ${messageId} is not of user ${refId(user)}`)
      const { entities: _, ...rest } = message
      const edited = { ...rest, text, ...entitiesOf(text, 'entities'), edit_date: unixNow(core) }
      return replaceMessage(core, room, edited)
    },
    /** Deletes a message on the person's side; bots are not told. */
    deleteMessage: (chat: Ref, messageId: number) => removeMessage(core, findRoomOf(core, chat), messageId),
    /** Presses a button by its label or data. `{ data }` sends data no button carries, as a forged client would. */
    press: (user: Ref, chat: Ref, messageId: number, button: string | { data: string }) =>
      press(core, user, chat, messageId, button),
    /** Blocks the bot: sends to the person fail with 403. */
    blockBot: (user: Ref) => setBlocked(core, user, true),
    unblockBot: (user: Ref) => setBlocked(core, user, false),
  }
}

/** A chat that must exist. */
export function findRoomOf(core: Core, chat: Ref): Room {
  const room = core.state.rooms.get(refId(chat))
  if (room === undefined) throw new Error(`no chat ${refId(chat)}`)
  return room
}

/** A user that must exist. */
export function person(core: Core, user: Ref): User {
  const found = findUser(core, refId(user))
  if (found === undefined) throw new Error(`no user ${refId(user)}`)
  return found
}

function addUser(core: Core, fields: Omit<User, 'is_bot'>): User {
  const user: User = { language_code: 'id', ...fields, is_bot: false }
  core.state.users.set(user.id, user)
  if (!core.state.rooms.has(user.id)) {
    core.state.rooms.set(user.id, createRoom({ id: user.id, type: 'private', title: user.first_name }))
  }
  core.emit({ kind: 'chat-changed', chatId: user.id })
  return user
}

function sendPersonFile(core: Core, user: Ref, chat: Ref, file: NewFile, options: SendOptions): Message {
  const { caption } = options
  const captioned = caption === undefined ? {} : { caption, ...entitiesOf(caption, 'caption_entities') }
  return post(core, user, chat, { ...mediaContent(core, storeFile(core, file)), ...captioned }, options)
}

function post(core: Core, user: Ref, chat: Ref, content: Partial<Message>, options: SendOptions): Message {
  const room = findRoomOf(core, chat)
  if (room.type === 'private') openPrivateChat(core, room)
  const replyTo = options.replyTo === undefined ? undefined : findMessage(core, room, options.replyTo).message
  const threadId = options.thread ?? (replyTo?.is_topic_message ? replyTo.message_thread_id : undefined)
  const topic = threadId === undefined ? undefined : room.topics.get(threadId)
  if (threadId !== undefined && topic === undefined)
    throw new Error(`no topic ${threadId} in chat ${room.id}`)
  const { forwardOrigin, mediaGroupId } = options
  const extras = {
    ...(forwardOrigin && { forward_origin: forwardOrigin }),
    ...(mediaGroupId && { media_group_id: mediaGroupId }),
  }
  return addMessage(
    core,
    room,
    senderOf(core, room, user, options),
    { ...content, ...extras },
    { topic, replyTo },
  )
}

/** Writing to the bot starts the chat, and takes back a block, as in Telegram's apps. */
function openPrivateChat(core: Core, room: Room): void {
  if (room.blocked) setBlocked(core, room, false)
  room.started = true
}

function senderOf(core: Core, room: Room, user: Ref, { anonymous }: SendOptions): Sender {
  return anonymous
    ? { from: GROUP_ANONYMOUS_BOT, sender_chat: chatOf(core, room) }
    : { from: person(core, user) }
}

function entitiesOf(text: string, field: 'entities' | 'caption_entities'): Partial<Message> {
  const entities = detectEntities(text)
  return entities.length > 0 ? { [field]: entities } : {}
}

function findMessage(core: Core, chat: Ref, messageId: number): { room: Room; message: Message } {
  const room = findRoomOf(core, chat)
  const message = room.messages.get(messageId)
  if (message === undefined) throw new Error(`no message ${messageId} in chat ${room.id}`)
  return { room, message }
}

function press(
  core: Core,
  user: Ref,
  chat: Ref,
  messageId: number,
  button: string | { data: string },
): Press {
  const room = findRoomOf(core, chat)
  const message = room.messages.get(messageId)
  const data = typeof button === 'string' ? dataOf(message, button) : button.data
  const queryId = String(4_000_000_000_000_000 + nextSerial(core))
  const answered = new Promise<CallbackAnswer>((settle) => {
    const pressedAtMs = core.elapsedMs()
    core.pendingQueries.set(queryId, { chatId: room.id, userId: refId(user), pressedAtMs, settle })
  })
  core.updates.push('callback_query', {
    id: queryId,
    from: person(core, user),
    message: message ?? { chat: chatOf(core, room), message_id: messageId, date: 0 },
    chat_instance: String(room.id),
    data,
  })
  return { queryId, answered }
}

function dataOf(message: Message | undefined, button: string): string {
  const buttons: InlineKeyboardButton[] = message?.reply_markup?.inline_keyboard.flat() ?? []
  const found = buttons.find((b) => b.text === button || ('callback_data' in b && b.callback_data === button))
  if (found !== undefined && 'callback_data' in found) return found.callback_data
  throw new Error(
    `no button "${button}" on message ${message?.message_id}; it has ${buttons.map((b) => b.text).join(' | ')}`,
  )
}

function setBlocked(core: Core, user: Ref, blocked: boolean): void {
  const room = findRoomOf(core, user)
  if (room.blocked === blocked) return
  room.blocked = blocked
  const bot = person(core, core.state.bot.id)
  const kicked = chatMemberOf(bot, { userId: bot.id, status: 'kicked', rights: NO_RIGHTS })
  const member = chatMemberOf(bot, { userId: bot.id, status: 'member', rights: NO_RIGHTS })
  core.updates.push('my_chat_member', {
    chat: chatOf(core, room),
    from: person(core, user),
    date: unixNow(core),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  })
  core.emit({ kind: 'chat-changed', chatId: room.id })
}
