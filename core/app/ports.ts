import type { Answer, Draft, Evidence } from '../intake/form.ts'
import type { PaperDocument, Workbook } from '../report/document.ts'
import type { NumbersQuery, ReportNumbers } from '../report/numbers.ts'
import type { BegunDigest } from '../report/period.ts'
import type { CalendarEdit } from '../sla/edits.ts'
import type { Profile } from '../sop/sop.ts'
import type { ClockKind, HeldRole, Ticket, TicketEvent } from '../ticket/ticket.ts'
import type {
  ChannelName,
  ChatAddress,
  CommandMenu,
  Delivery,
  FileRef,
  Inbound,
  Mention,
  Message,
  Receipt,
  Sender,
} from './message.ts'

/** What the core needs of the world. Every adapter of a port passes the same suite in test/contract. */

/** What a channel can show: buttons (else numbered menus), edits of what was sent, threads in a group. */
export type Capabilities = { buttons: boolean; edits: boolean; threads: boolean }

/** A way people talk to the desk. Outside failures are thrown as `ChannelError`. */
export type Channel = {
  name: ChannelName
  capabilities: Capabilities
  /**
   * Begins to listen. A batch is on stable storage when `take` resolves; only then does the channel confirm it to the
   * other side. Resolves once the channel can send.
   */
  start(take: (batch: Inbound[]) => Promise<void>): Promise<void>
  /** Stops listening; what was taken is confirmed. */
  stop(): Promise<void>
  deliver(delivery: Delivery): Promise<Receipt>
  download(file: FileRef): Promise<Uint8Array>
  setMenus(menus: CommandMenu[]): Promise<void>
  /** Begins to link an account where there is none; only for a channel that is linked by a person. */
  link?(): void
}

/** The domain's time. The simulator moves it on; leases use the database's own clock. */
export type Clock = { now(): Date }

/** Bytes kept on disk by key. `put` is atomic: a key is there whole or not at all. */
export type Files = {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array | null>
}

/** What the program draws: a PNG, a PDF, an XLSX. */
export type Papers = {
  chart(chart: DigestChart): Promise<Uint8Array>
  pdf(document: PaperDocument): Promise<Uint8Array>
  workbook(workbook: Workbook): Promise<Uint8Array>
}

/** Sends e-mail. Rejects with `MailError`. */
export type Mailer = { send(mail: Mail): Promise<void> }
/** `key` is a file in `Files`. */
export type Mail = {
  to: string
  subject: string
  text: string
  attachments?: { key: string; name: string }[]
}

/** An e-mail could not be sent; one that is not `retryable` (an address that does not exist) never can be. */
export class MailError extends Error {
  readonly code = 'mail'
  readonly retryable: boolean
  constructor(reason: string, retryable: boolean, cause?: unknown) {
    super(reason, { cause })
    this.retryable = retryable
  }
}

/** A digest as one picture: figures on top, then panels one under the other. */
export type DigestChart = {
  title: string
  subtitle: string
  /** At most four, side by side; an `alarm` one stands out. */
  figures: { label: string; value: string; alarm?: boolean }[]
  panels: ChartPanel[]
}
export type ChartPanel =
  /** One bar for each row of the SOP: on time and late, side by side, with their numbers. */
  | { kind: 'standing'; title: string; bars: { label: string; onTime: number; late: number }[] }
  /** One bar a line, in the order given: categories, agencies, rows that were late, answers about satisfaction. */
  | { kind: 'ranking'; title: string; bars: { label: string; count: number }[] }
  /** What came in and what was closed, column beside column, in order of time (up to 31 days). */
  | { kind: 'flow'; title: string; columns: { label: string; opened: number; closed: number }[] }

/** Drafts, in PostgreSQL inside the transaction or in Redis. Rejects with `DraftsUnavailable` when out of reach. */
export type DraftStore = {
  load(owner: string): Promise<Draft | null>
  save(draft: Draft): Promise<void>
  /** Answers whether there was one: of two that clear it at once, one is told so. */
  clear(owner: string): Promise<boolean>
  /** Drafts not touched since `before`, at most `limit` of them. */
  stale(before: Date, limit: number): Promise<Draft[]>
}

/** The draft store is out of reach for now; the person is asked to go on in a moment. */
export class DraftsUnavailable extends Error {
  readonly code = 'drafts-unavailable'
  readonly retryable = true
}

/** The database is out of reach, or broke off; whether the transaction under way was kept is then unknown. */
export class StoreUnavailable extends Error {
  readonly code = 'store-unavailable'
  readonly retryable = true
}

/** Somebody else changed the same thing meanwhile. Nothing was kept; done again from the start, it will be seen. */
export class ConcurrentChange extends Error {
  readonly code = 'concurrent-change'
  readonly retryable = true
}

/**
 * Somebody the desk knows. `known` are confirmed answers of earlier complaints, by field id. `reachable`: a direct message
 * can be sent to them, by the id they were met or looked up by, else by any.
 */
export type Person = { id: string; name: string; known: Record<string, Answer>; reachable: boolean }
/**
 * Somebody just met, and what that has told: `was` is the id their chat has had until now, `twin` another person who has
 * turned out to be the same one. Told until it is acted on.
 */
export type Met = Person & { was?: string; twin?: string }
/** A stored inbound message. `attempts` counts failed tries. */
export type InboxEntry = { id: string; inbound: Inbound; attempts: number }
/** A text kept apart from the events that refer to it. */
export type Note = {
  id: string
  ticket: string
  author: string | null
  text: string
  evidence: Evidence[]
  at: Date
}
/** A ticket with what the requester told in the intake: personal data, kept beside it and never in an event. */
export type TicketFile = {
  ticket: Ticket
  answers: Record<string, Answer>
  evidence: Evidence[]
  /** The chat of the requester; null for somebody who has none, whose complaint was recorded by staff. */
  origin: ChatAddress | null
}
/**
 * What a message of the bot's stands for, so that a reply to it finds its ticket; or one of the requester's own that
 * became part of it (`by-requester`), so that its edit does too.
 */
export type About = {
  ticket: string
  kind: 'card' | 'from-requester' | 'to-requester' | 'by-requester' | 'prompt'
  note?: string
}
/**
 * A role given to a person; service `*` for `admin` and `leader`. A deputy (Plt., Plh.) holds it between two days, both
 * included: local dates of the service, `2026-10-14`.
 */
export type Grant = {
  service: string
  role: string
  unit: string | null
  person: string
  deputy?: { kind: DeputyKind; from: string; until: string }
}
export type DeputyKind = 'plt' | 'plh'
/** What a paper says of who signs it, as the desk file has it. */
export type Official = { name: string; nip: string | null; rank: string | null; position: string | null }
/** A trouble that was announced and has not ended. */
export type Announcement = { ticket: string; number: string; category: string; text: string; since: Date }
/** The staff group of a service. */
export type StaffGroup = { service: string; chat: ChatAddress; title: string; hasTopics: boolean }
/** Where a ticket's card is shown. */
export type Card = { chat: ChatAddress; thread: string | null; message: string | null }

/** A question put to a member of staff; the answer completes a command. Kept as JSON, gone after `expires`. */
export type Prompt = {
  /** `channel:chat:person`. */
  owner: string
  /** Null where it is not about one. */
  ticket: string | null
  /** The half-made command, as core/staff understands it. */
  intent: unknown
  expires: Date
}

/** What waits to be sent. `card` and `menu` are rendered when sent, so that the newest state goes out. */
export type OutboxItem =
  | { kind: 'message'; to: ChatAddress; message: Message; about?: About }
  /** See `people.address`. */
  | { kind: 'to-person'; person: string; message: Message; about?: About; preferred?: ChannelName }
  | {
      kind: 'to-group'
      service: string
      ticket: string | null
      message: Message
      calls?: string[]
      about?: About
    }
  | { kind: 'card'; service: string; ticket: string }
  | { kind: 'acknowledge'; channel: ChannelName; query: string; text?: string; alert?: boolean }
  | { kind: 'archive'; file: FileRef; key: string }
  /** Drawn when sent, so that the newest state goes out. */
  | { kind: 'paper'; to: ChatAddress; service: string; ticket: string; paper: string; wholePhone: boolean }
  /** The register of a month, `2026-10`. */
  | { kind: 'book'; to: ChatAddress; service: string; month: string; format: 'xlsx' | 'pdf' }
  /**
   * What a service, or a unit of it, did in [from, until), for whoever asked. The days are those of `zone`, which need not
   * be the service's own where one span was read for several; an item kept by an older program has none.
   */
  | {
      kind: 'report'
      to: ChatAddress
      service: string
      unit: string | null
      from: string
      until: string
      zone?: string
      label: string
    }
  /** Put into words when sent: what is settled by then is left out. */
  | { kind: 'reminder'; service: string; to: 'group' | { person: string }; of: Reminded[] }
  /** A file with days off, to be read into the calendar of a service or (`*`) of all, as `by` wants. */
  | { kind: 'import-days'; to: ChatAddress; service: string; file: FileRef; by: string }
  | { kind: 'mail'; service: string; ticket: string; mail: Mail }
  | { kind: 'link'; channel: ChannelName }
  /** The commands a channel shows: in a group, or in private chats where that is null. */
  | { kind: 'menu'; channel: ChannelName; group: string | null }
/**
 * What somebody is reminded of: the run or the clock of the whole ticket that draws near its limit, or is past it; or what
 * they wished to be reminded of, in a note.
 */
export type Reminded = { ticket: string } & (
  | { about: 'run'; step: string; run: number; late: boolean; superior: boolean }
  | { about: 'clock'; clock: ClockKind; late: boolean; superior: boolean }
  | { about: 'recall'; note: string }
)
/** A leased entry; `ageMs` is how long it has waited, by the database's clock. */
export type OutboxEntry = { id: string; queue: string; item: OutboxItem; attempts: number; ageMs: number }

export type TicketFilter = {
  service?: string
  /** Only those assigned to this person. */
  assignee?: string
  /** Only those waiting for one of these roles. */
  holders?: HeldRole[]
  /** Number, name, agency, or words of the complaint. */
  words?: string
  /** Only those whose limit ran out before. */
  lateAt?: Date
  requester?: string
  open?: boolean
}

/** One transaction's view of what is kept. Everything called here is done together or not at all. */
export type Tx = {
  inbox: {
    /**
     * The chat's oldest pending messages in their order, twenty at most, and the chat is this transaction's alone until it
     * ends; none when another has it or nothing waits.
     */
    pending(chatKey: string): Promise<InboxEntry[]>
    done(id: string): Promise<void>
  }
  people: {
    /**
     * The person behind a channel id, made on first sight; name and username are kept up to date. Where the channel
     * vouches for a number (`sender.phone`), the number's own id is the same person's: of two accounts that show the same
     * number, the newest has it.
     */
    meet(channel: ChannelName, sender: Sender): Promise<Met>
    /** The person, or the one they were joined into. */
    get(id: string): Promise<Person | null>
    byIdentity(channel: ChannelName, externalId: string): Promise<Person | null>
    /** Whose WhatsApp number it is, as WhatsApp itself has told; the number in any international spelling. */
    byPhone(phone: string): Promise<Person | null>
    /** Their ids on all channels; `bound` where they want direct messages. */
    identities(id: string): Promise<{ channel: ChannelName; id: string; bound: boolean }[]>
    /**
     * Those who have written to the desk and whose name, or what they answered in one of these fields, holds all the words;
     * by name.
     */
    named(words: string[], fields: string[], limit: number): Promise<Person[]>
    /** Names by id, for cards and lists. */
    names(ids: string[]): Promise<Map<string, string>>
    /** How a channel calls these people; those it does not know are left out. */
    mentions(channel: ChannelName, ids: string[]): Promise<Mention[]>
    byUsername(channel: ChannelName, username: string): Promise<Person | null>
    /**
     * Where a direct message reaches the person, or null: the WhatsApp they have bound, else Telegram, else WhatsApp; on
     * the `preferred` channel, where it does.
     */
    address(id: string, preferred?: ChannelName): Promise<ChatAddress | null>
    /** Direct messages go to this id of theirs from now on, and to no other on its channel. */
    bind(channel: ChannelName, externalId: string, at: Date): Promise<void>
    /**
     * Makes one person of two: ids, answers (those of `into` win), roles and memberships of `from` are those of `into`,
     * and so is its name. Tickets are the caller's part. Rejects with `ConcurrentChange` while either is in use.
     */
    join(from: string, into: string): Promise<void>
    /** Their ids on a channel are somebody else's from now on, who is made for that; null where they have none there. */
    part(id: string, channel: ChannelName): Promise<Person | null>
    /** What is kept by a private chat belongs to another one of the same person; drafts are the caller's part. */
    moveChat(from: ChatAddress, to: ChatAddress): Promise<void>
    /** Somebody without a chat, for whom staff record a complaint. */
    create(name: string): Promise<Person>
    remember(id: string, known: Record<string, Answer>): Promise<void>
    /** What papers say of these people; those of whom nothing is known are left out. */
    officials(ids: string[]): Promise<Map<string, Official>>
    setOfficial(id: string, official: Official): Promise<void>
    setReachable(channel: ChannelName, externalId: string, reachable: boolean): Promise<void>
  }
  staff: {
    grants(filter: {
      person?: string
      service?: string
      role?: string
      unit?: string | null
    }): Promise<Grant[]>
    /** False when it stood already just so; another period as deputy replaces the one before. */
    give(grant: Grant): Promise<boolean>
    /** False when there was none. */
    take(grant: Grant): Promise<boolean>
    setMember(chat: ChatAddress, person: string, present: boolean): Promise<void>
    /** Everybody ever seen in a group; `present` is false for those who left. */
    members(chat: ChatAddress): Promise<{ person: string; present: boolean }[]>
    groups(): Promise<StaffGroup[]>
    /** A group that is new to the service gets its menu and the cards of the open tickets. */
    bind(group: StaffGroup): Promise<void>
    /** A group got a new id (it became a supergroup): bindings, members and waiting messages follow; cards are sent anew. */
    moveChat(from: ChatAddress, to: ChatAddress): Promise<void>
  }
  drafts: DraftStore
  prompts: {
    /** Null when there is none or it expired by `now`. */
    get(owner: string, now: Date): Promise<Prompt | null>
    put(prompt: Prompt): Promise<void>
    /** Answers whether there was one: of two that clear it at once, one is told so. */
    clear(owner: string): Promise<boolean>
  }
  tickets: {
    /** The next number of the one sequence, from 1001; gaps are allowed. */
    nextId(): Promise<string>
    /** The ticket, locked until the transaction ends. */
    load(id: string): Promise<TicketFile | null>
    /** As `load`, without the lock: for reading only. */
    peek(id: string): Promise<TicketFile | null>
    /** For reading only, as `peek`. */
    byNumber(number: string): Promise<TicketFile | null>
    byDraft(draft: string): Promise<TicketFile | null>
    /** Rejects with `ConcurrentChange` when the draft has become a ticket already. */
    create(file: TicketFile, events: TicketEvent[], nextReminder: Date | null): Promise<void>
    /** Stores the new state and its events; rejects with `ConcurrentChange` when the ticket is no longer at version `before`. */
    save(file: TicketFile, before: number, events: TicketEvent[], nextReminder: Date | null): Promise<void>
    /** Open ones first by priority, then by due time (those without one last), then oldest first. */
    list(filter: TicketFilter, limit: number): Promise<TicketFile[]>
    /** The newest first, open or not. */
    newest(limit: number): Promise<TicketFile[]>
    /** Those received in [from, to), in the order of their ids. */
    received(service: string, from: Date, to: Date): Promise<TicketFile[]>
    /** Troubles announced in a service and not ended, the newest first. */
    announcements(service: string): Promise<Announcement[]>
    /** Open tickets linked to this one, in the order of their ids. */
    linkedTo(id: string): Promise<TicketFile[]>
    /** Ids of the tickets a person has asked for, or holds now. */
    involving(person: string): Promise<string[]>
    events(id: string): Promise<TicketEvent[]>
    /** The events of each of these tickets. */
    histories(ids: string[]): Promise<Map<string, TicketEvent[]>>
    /** Ids of open tickets whose next reminder is due, oldest first; locked ones are passed over. */
    remindable(now: Date, limit: number): Promise<string[]>
    setNextReminder(id: string, at: Date | null): Promise<void>
    /**
     * Ids of the open tickets of these services whose due time or next reminder lies at `from` or after, or whose clock
     * stands, in their order: those that a change of the calendar from then on may touch.
     */
    dueFrom(services: string[], from: Date): Promise<string[]>
    numbers(query: NumbersQuery): Promise<ReportNumbers>
  }
  notes: { put(note: Note): Promise<void>; get(ids: string[]): Promise<Map<string, Note>> }
  outbox: {
    /** An item waits in the queue of its chat; a `card` or `menu` that already waits is not added again. */
    put(items: OutboxItem[]): Promise<void>
    /** It went out; whatever the receipt brought is stored in the same transaction. */
    sent(id: string): Promise<void>
  }
  cards: {
    of(ticket: string, chat: ChatAddress): Promise<Card | null>
    put(ticket: string, card: Card): Promise<void>
    /** The ticket whose topic this is (`chat.thread`). */
    ticketOfThread(chat: ChatAddress): Promise<string | null>
  }
  messages: {
    about(chat: ChatAddress, message: string): Promise<About | null>
    put(chat: ChatAddress, messages: string[], about: About): Promise<void>
  }
  reminders: {
    /** False when this level of this run was already told to this recipient. */
    claim(
      key: { ticket: string; step: string; run: number; level: string; recipient: string },
      at: Date,
    ): Promise<boolean>
    /** These levels of this run count as not told, to anybody. */
    forget(key: { ticket: string; step: string; run: number; levels: string[] }): Promise<void>
  }
  digests: {
    /** The last two periods of a kind that began (`daily:2026-11-16` is one of `daily`), the newest first. */
    begun(service: string, kind: string): Promise<BegunDigest[]>
    /** Once a period: it is owed to these from now on. */
    begin(period: { service: string; period: string }, recipients: readonly string[], at: Date): Promise<void>
    /** To whom a period that began was not told yet. */
    owedTo(period: { service: string; period: string }): Promise<string[]>
    /** False when this period was already told to this recipient. */
    claim(key: { service: string; period: string; recipient: string }, at: Date): Promise<boolean>
  }
  calendar: {
    /** Grows with every change; there is none until the transaction that has asked for it ends. */
    revision(): Promise<number>
    edits(): Promise<CalendarEdit[]>
    /**
     * Each takes the place of the one of its service and date, and one for all services of those of each; a season that of
     * those it overlaps or that are the same Ramadan. Waits for the transactions that know the revision; rejects with
     * `ConcurrentChange` beside another change, or beside other chats.
     */
    put(edits: CalendarEdit[]): Promise<void>
  }
  settings: { get(key: string): Promise<unknown>; set(key: string, value: unknown): Promise<void> }
  profiles: { get(hash: string): Promise<Profile | null>; put(hash: string, profile: Profile): Promise<void> }
}

/** What is kept, in PostgreSQL. An error of a transaction leaves nothing behind. All reject with `StoreUnavailable`. */
export type Store = {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Writes a batch down in one statement and answers the chats that have something new; repeated messages are passed over. */
  receive(batch: Inbound[]): Promise<string[]>
  /** Chats with something pending, oldest first. */
  pendingChats(limit: number): Promise<string[]>
  /** Counts a failed try; after the fifth the message is set aside. */
  failed(inboxId: string, reason: string): Promise<{ setAside: boolean }>
  /** Leases the head of each free queue for a minute, new cards and messages before edits; by the database's clock. */
  claimOutbox(limit: number): Promise<OutboxEntry[]>
  /** It went out and brought nothing to be stored with that. Those that end at the same time are marked in one statement. */
  sent(id: string): Promise<void>
  /** Waits again, and what is behind it in its queue waits too; `queueToo` holds back new cards and messages as well (429). */
  retry(id: string, afterMs: number, options: { queueToo: boolean; reason: string }): Promise<void>
  /** Never tried again: `dead` is worth a look by staff, `dropped` is not. */
  giveUp(id: string, state: 'dead' | 'dropped', reason: string): Promise<void>
  depths(): Promise<{ inbox: number; outbox: number; dead: number; poison: number; openTickets: number }>
  ping(): Promise<void>
}
