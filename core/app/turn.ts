import type { Words } from '../text/words.ts'
import type { Desk } from './desk.ts'
import type { ChannelName, ChatAddress, Inbound, Message } from './message.ts'
import type { About, Capabilities, Clock, DraftStore, OutboxItem, Person, Store, Tx } from './ports.ts'

/** The program as the core sees it. */
export type App = {
  store: Store
  clock: Clock
  desk: Desk
  words: Words
  /** Drafts elsewhere than in PostgreSQL; null keeps them in the transaction. */
  drafts: DraftStore | null
  /** What each channel can show; one that is not in use can nothing. */
  capabilities: Record<ChannelName, Capabilities>
  /** An id nobody else makes, for drafts, notes and prompts (URL-safe, at most 12 characters). */
  newId: () => string
  /** `whatsapp`: where that is in use, with the number (`+62…`) once an account is linked. */
  bot: { username: string; readsAllInGroups: boolean; whatsapp?: { phone: string | null } }
  /** Whether the office has a mail server. */
  mails: boolean
  /** What `/hubungkan` must be given. */
  setupCode: string
}

/** One inbound message being handled: everything done with `tx` and put in `out` happens together or not at all. */
export type Turn = {
  app: App
  tx: Tx
  drafts: DraftStore
  now: Date
  /** The inbox id: the same message handled again brings the same one. */
  inbox: string
  inbound: Inbound
  /** What was sent in the same breath and is answered with it; see burst.ts. */
  more: Inbound[]
  /** The channel's ids of the texts and files in it, as a later edit will call them. */
  messages: string[]
  /** The chat it came from, with its thread. */
  chat: ChatAddress
  out: OutboxItem[]
}

/** What acting on a ticket takes, in a turn or in a sweep. */
export type Hand = Pick<Turn, 'app' | 'tx' | 'now' | 'out'>

/** A turn taken by somebody who is known. */
export type PersonTurn = Turn & { person: Person }

/** Answers in the chat the message came from; `about` lets a reply to the answer find its ticket. */
export function say(turn: Turn, message: Message, about?: About): void {
  turn.out.push({ kind: 'message', to: turn.chat, message, about })
}

/** A short answer: to a button as a notice over the chat, to anything else as a reply to it. */
export function respond(turn: Turn, text: string, about?: About): void {
  const { body, message, channel, chat } = turn.inbound
  if (body.kind === 'press' && body.query !== null) {
    turn.out.push({ kind: 'acknowledge', channel, query: body.query, text, alert: text.length > 60 })
    return
  }
  const replyTo = chat.kind === 'group' ? message : undefined
  say(turn, { text, replyTo }, about)
}

/** Stops the button's waiting circle without a word. */
export function acknowledge(turn: Turn): void {
  const { body, channel } = turn.inbound
  if (body.kind === 'press' && body.query !== null)
    turn.out.push({ kind: 'acknowledge', channel, query: body.query })
}
