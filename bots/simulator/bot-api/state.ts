import type {
  BotCommand,
  ForceReply,
  Message,
  ReactionType,
  ReplyKeyboardMarkup,
  Update,
  User,
} from 'grammy/types'

/** What a stored file is to Telegram; decides which methods take its `file_id`. */
export type MediaKind = 'photo' | 'document' | 'video' | 'voice' | 'audio' | 'sticker'

/** One `file_id`. Several may share the bytes of one blob (a photo and its thumbnail). */
export type StoredFile = {
  fileId: string
  uniqueId: string
  kind: MediaKind
  blob: string
  /** Bytes as announced; may exceed the blob's, to play a file too big to download. */
  size: number
  width: number
  height: number
  name?: string
  mimeType?: string
  /** `file_path` of getFile. */
  path: string
  /** The bot uploaded it; nobody else had a hand in its bytes. */
  ofBot?: boolean
}

/** The administrator rights the bot's work depends on. */
export type AdminRights = { canManageTopics: boolean; canPin: boolean; canDelete: boolean }

/** Somebody's standing in a group. */
export type Member = {
  userId: number
  status: 'creator' | 'administrator' | 'member' | 'left' | 'kicked'
  rights: AdminRights
}

/** A forum topic; `id` is its `message_thread_id`, the id of the message that created it. */
export type Topic = { id: number; name: string; iconColor: number; closed: boolean; creatorId: number }

/** A chat as the server knows it. A private chat has its user's id. */
export type Room = {
  id: number
  type: 'private' | 'group' | 'supergroup'
  title: string
  isForum: boolean
  /** Private: the person has written to the bot at least once. */
  started: boolean
  /** Private: the person has blocked the bot. */
  blocked: boolean
  migratedTo?: number
  members: Map<number, Member>
  messages: Map<number, Message>
  topics: Map<number, Topic>
  pinned: number[]
  /** Reply keyboard now shown to the people of the chat (it is not part of a message in the Bot API). */
  keyboard?: ReplyKeyboardMarkup | ForceReply
  /** Supergroups number their own messages. */
  nextMessageId: number
}

/** The bot's own account. */
export type BotAccount = { id: number; firstName: string; username: string; privacyMode: boolean }

/** All that survives a restart of the simulator; see `snapshot.ts`. */
export type State = {
  bot: BotAccount
  users: Map<number, User>
  rooms: Map<number, Room>
  files: Map<string, StoredFile>
  blobs: Map<string, Uint8Array>
  updates: Update[]
  /** `undefined`: Telegram's default set. */
  allowedUpdates?: string[]
  commands: Map<string, BotCommand[]>
  nextUpdateId: number
  /** Private chats and basic groups share one numbering, as in a Telegram account. */
  nextMessageId: number
  /** Files, albums, callback queries, new chats. */
  nextSerial: number
}

/** What a watcher (the page, a test) is told. */
export type Change =
  | { kind: 'message-added' | 'message-edited'; chatId: number; message: Message }
  | { kind: 'message-deleted'; chatId: number; messageId: number }
  | { kind: 'reaction-set'; chatId: number; messageId: number; reaction: ReactionType[] }
  | { kind: 'callback-answered'; queryId: string; chatId: number; userId: number; answer: CallbackAnswer }
  | { kind: 'keyboard-changed'; chatId: number; keyboard: Room['keyboard'] }
  | { kind: 'topic-changed' | 'topic-deleted'; chatId: number; topic: Topic }
  | { kind: 'chat-changed'; chatId: number }
  | { kind: 'chat-action'; chatId: number; action: string }
  | { kind: 'commands-set'; scope: string; commands: BotCommand[] }
  | { kind: 'call-answered'; method: string; status: number; description?: string }

/** What the person who pressed a button was shown: a toast, or an alert to dismiss. */
export type CallbackAnswer = { text?: string; alert: boolean; url?: string }

/** Rights of an administrator who may do all the bot needs. */
export const FULL_RIGHTS: AdminRights = { canManageTopics: true, canPin: true, canDelete: true }
/** Rights of an ordinary member. */
export const NO_RIGHTS: AdminRights = { canManageTopics: false, canPin: false, canDelete: false }

/** An empty world around one bot. */
export function createState(bot: BotAccount): State {
  return {
    bot,
    users: new Map(),
    rooms: new Map(),
    files: new Map(),
    blobs: new Map(),
    updates: [],
    commands: new Map(),
    nextUpdateId: 700_000_001,
    nextMessageId: 1,
    nextSerial: 1,
  }
}

/** An empty chat. */
export function createRoom(fields: Pick<Room, 'id' | 'type' | 'title'> & { isForum?: boolean }): Room {
  return {
    isForum: false,
    started: false,
    blocked: false,
    members: new Map(),
    messages: new Map(),
    topics: new Map(),
    pinned: [],
    nextMessageId: 1,
    ...fields,
  }
}
