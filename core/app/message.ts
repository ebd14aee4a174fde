/**
 * What crosses the border between a channel and the core: neutral messages in both directions. A channel never sees a
 * ticket, and the core never sees a JID or a chat object; ids are strings on both sides.
 */

export type ChannelName = 'telegram' | 'whatsapp'

/** Where a message goes: a chat of a channel and, in a group with topics, one of its threads. */
export type ChatAddress = { channel: ChannelName; chat: string; thread?: string }

/** `phone` is a number the channel itself vouches for, in E.164; never one that somebody wrote. */
export type Sender = { id: string; name: string; username?: string; phone?: string }

/** A file as the channel knows it; `Channel.download` fetches its bytes. `bytes` is the size, where it is told. */
export type FileRef = {
  channel: ChannelName
  id: string
  unique: string
  name?: string
  mime?: string
  bytes?: number
}

export type AttachmentKind = 'photo' | 'document' | 'video' | 'voice' | 'audio'

/** Where a ticket's file is kept on disk. */
export function fileKey(ticket: string, { unique }: Pick<FileRef, 'unique'>): string {
  return `tickets/${ticket}/${unique}`
}

/** The ticket a file is kept for, by its key; null for one that is no ticket's. */
export function ticketOfFile(key: string): string | null {
  return /^tickets\/(\d+)\//.exec(key)?.[1] ?? null
}

/** Somebody named in a text: by numeric id where the channel gives one, else by @username. */
export type Mention = { id?: string; username?: string; name: string }

export type Body =
  | { kind: 'text'; text: string; mentions: Mention[]; replyTo?: string }
  /** `message` offered the choice; `query` is what an acknowledgement answers, null where the choice was typed. */
  | { kind: 'press'; data: string; message: string; query: string | null }
  | {
      kind: 'attachment'
      what: AttachmentKind
      file: FileRef
      caption: string
      album?: string
      replyTo?: string
    }
  | { kind: 'contact'; phone: string; own: boolean; name?: string }
  | { kind: 'unsupported'; what: string }
  /** The sender took an earlier message back. */
  | { kind: 'deleted'; message: string }
  | { kind: 'members'; joined: Sender[]; left: Sender[] }
  | { kind: 'reachability'; reachable: boolean }
  | { kind: 'moved'; to: string }

/** One thing that arrived. `externalId` is unique within the channel; `at` is the channel's own time (ISO 8601). */
export type Inbound = {
  channel: ChannelName
  externalId: string
  chat: { id: string; kind: 'private' | 'group'; thread?: string; title?: string; hasTopics?: boolean }
  /** Null where nobody can be named: an anonymous group admin, a linked channel. */
  from: Sender | null
  at: string
  /** Where a channel may hand messages of a chat over out of order: they came in the order of this number. */
  arrived?: number
  /** The channel's id of the message, for replies to it. */
  message?: string
  edited?: boolean
  forwarded?: boolean
  body: Body
}

/** A button; `press` comes back in a `press` body and holds at most 64 bytes. */
export type Button = { label: string; press: string }

/** A file to be sent. `key` is where its bytes lie in `Files`; without it the channel that got the file sends it on. */
export type Attachment = { what: AttachmentKind; file: FileRef; key?: string }

/** What a person is to read. The heading stands out (bold) on a line of its own before the text. */
export type Message = {
  heading?: string
  text: string
  buttons?: Button[][]
  attachments?: Attachment[]
  /** A picture the program made, by its key in `Files`. */
  picture?: string
  /** A document the program made, by its key in `Files`, and the name people see. */
  document?: { key: string; name: string }
  replyTo?: string
  /** People to call by a mention; shown as a last line of names. */
  mentions?: Mention[]
  silent?: boolean
  /** Show the person an answer field aimed at this message. */
  asksReply?: boolean
  /** A question to be answered in words: what an earlier menu of numbers offered is over. */
  asksWords?: boolean
  /** Offer to share the own phone number. */
  asksContact?: string
}

/**
 * What a channel can be asked to do. `edit` of a message that is gone fails with `message-gone`. Sent again with the same
 * `key`, a message is the same one: where the channel can tell, nobody sees it twice.
 */
export type Delivery =
  | { kind: 'send'; to: ChatAddress; message: Message; key?: string }
  | { kind: 'edit'; to: ChatAddress; id: string; message: Message }
  | { kind: 'acknowledge'; query: string; text?: string; alert?: boolean }
  | { kind: 'open-thread'; to: ChatAddress; title: string }

/** The channel's ids of what was sent, first the message itself; or of the thread that was opened. */
export type Receipt = { ids: string[]; thread?: string }

/** One entry of a command menu a channel may show. */
export type MenuCommand = { name: string; help: string }
export type CommandMenu = { scope: 'private' | 'group'; chat?: string; commands: MenuCommand[] }

/** Why a channel could not deliver; `retryable` failures are tried again, the others have a rule of their own. */
export type ChannelFailure =
  | { code: 'rate-limited'; retryAfterSeconds: number }
  | { code: 'unavailable' }
  /** Nothing at all can be sent for now, however long that lasts: no network, no linked account. */
  | { code: 'offline' }
  | { code: 'unreachable' }
  | { code: 'chat-moved'; to: string }
  | { code: 'thread-gone' }
  | { code: 'message-gone' }
  | { code: 'expired' }
  | { code: 'rejected'; reason: string }

/** An outside failure of a channel. */
export class ChannelError extends Error {
  readonly failure: ChannelFailure
  constructor(failure: ChannelFailure, cause?: unknown) {
    super(`channel: ${failure.code}`, { cause })
    this.name = 'ChannelError'
    this.failure = failure
  }
  get retryable(): boolean {
    return ['rate-limited', 'unavailable', 'offline'].includes(this.failure.code)
  }
}
