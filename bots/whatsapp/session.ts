import { setTimeout as sleep } from 'node:timers/promises'
import { Browsers, isJidBroadcast, isJidGroup, isJidNewsletter, makeWASocket } from '@whiskeysockets/baileys'
import type {
  ConnectionState,
  proto,
  UserFacingSocketConfig,
  WAMessage,
  WASocket,
} from '@whiskeysockets/baileys'
import { AuthStateDamaged, openAuthState } from './auth-state.ts'
import type { KeyRows } from './auth-state.ts'
import { codeOf, endOf } from './ends.ts'
import type { End } from './ends.ts'
import { journal } from './journal.ts'
import { quietLogger } from './quiet.ts'
import type { Log } from './quiet.ts'

/**
 * What happens to the link, for the operator. `qr` is to be drawn and scanned within the minute, `code` typed into the
 * telephone; each new one replaces the one before. After `unscanned`, `replaced`, `outdated`, `forbidden` and `damaged`
 * nothing is tried until `relink`; after `unlinked` a new QR follows.
 */
export type LinkNotice =
  | { kind: 'qr'; qr: string }
  | { kind: 'code'; code: string }
  | { kind: 'linked'; phone: string }
  | { kind: 'unscanned' | 'unlinked' | 'forbidden' | 'replaced' | 'outdated' | 'restricted' }
  | { kind: 'damaged'; error: AuthStateDamaged }

export type SessionOptions = {
  keys: KeyRows
  log: Log
  onNotice: (notice: LinkNotice) => void
  /** Every message somebody sent, before WhatsApp is told that it arrived; it is lost where this rejects. */
  keep: (message: WAMessage) => Promise<void>
  /** What Baileys tells of messages after that; among it what could not be decrypted. */
  onMessages: (messages: WAMessage[]) => void
  /** A message sent earlier, for a telephone that could not read it. */
  getMessage: (id: string) => Promise<proto.IMessage | undefined>
  /** Digits from the country code: link by a code rather than a QR. */
  phone: string | null
  /** Null: WhatsApp's own server. */
  socketUrl: string | null
  /** Trust and the like for the media servers of a peer. */
  media?: Pick<UserFacingSocketConfig, 'fetchAgent' | 'options'>
  /** First wait before connecting again; doubles up to a minute. */
  retryDelayMs?: number
}

/** The connection to WhatsApp. */
export type Session = {
  /** Null while nothing can be sent. */
  socket(): WASocket | null
  /** Tells one account of WhatsApp's from the next that is linked. */
  account(): Uint8Array
  /** Goes on after it had stopped by itself, with a new link where the old one is over. */
  relink(): void
  stop(): Promise<void>
}

const retryDelayMsMax = 60_000
/** An outdated client is refused at every try; a hiccup of the server is not. */
const refusalsMax = 5

/**
 * Connects, and stays connected as long as that is of use: what ends it decides what happens next. Rejects with
 * `AuthStateDamaged`; resolves before the link is made, which waits for a person.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { keys, log, onNotice } = options
  const { retryDelayMs = 1000 } = options
  const stopping = new AbortController()
  let auth = await openAuth()
  let socket: WASocket | null = null
  let open: WASocket | null = null
  let failures = 0
  let damage: AuthStateDamaged | null = null
  let resume: (() => void) | null = null
  const running = run()

  async function openAuth() {
    const opened = await openAuthState(keys, (error) => {
      damage = error
      void socket?.end(undefined)
    })
    const { creds } = opened.state
    // Asking for a pairing code names the account before it is linked; to log in with that would be refused.
    if (creds.account === undefined) delete creds.me
    return opened
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const end = await connectOnce().catch((error: unknown) => {
        log('error', 'whatsapp-connect-failed', { reason: nameOf(error) })
        return { kind: 'retry' } as End
      })
      open = socket = null
      if (stopping.signal.aborted) return
      await next(end).catch((error: unknown) => {
        if (!(error instanceof AuthStateDamaged)) throw error
        damage = error
      })
    }
  }

  /** What an end means for the next connection; resolves when that is due. */
  async function next(end: End): Promise<void> {
    log(end.kind === 'restart' ? 'info' : 'warn', 'whatsapp-disconnected', { kind: end.kind })
    if (damage) return refuse(damage)
    switch (end.kind) {
      case 'restart':
        return
      case 'retry':
        return pause(failures++)
      case 'outdated':
        if (failures++ < refusalsMax) return pause(failures)
        break
      case 'unlinked':
        onNotice({ kind: 'unlinked' })
        return forget()
    }
    onNotice({ kind: end.kind })
    await asked()
    if (end.kind === 'forbidden') await forget()
  }

  /** With damaged keys nothing is done: neither with them nor with new ones in their place. */
  async function refuse(error: AuthStateDamaged): Promise<void> {
    onNotice({ kind: 'damaged', error })
    await asked()
    damage = null
    auth = await openAuth()
  }

  /** Until somebody wants it to go on. */
  async function asked(): Promise<void> {
    await new Promise<void>((resolve) => {
      resume = resolve
      stopping.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    resume = null
    failures = 0
  }

  async function pause(times: number): Promise<void> {
    const longest = Math.min(retryDelayMs * 2 ** times, retryDelayMsMax)
    const waitMs = longest / 2 + (Math.random() * longest) / 2
    await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  /** The account ended the link itself; what is kept of it opens nothing any more. */
  async function forget(): Promise<void> {
    await keys.clear()
    auth = await openAuth()
  }

  /** One connection, until it ends. */
  async function connectOnce(): Promise<End> {
    const { creds } = auth.state
    const { makeSignalRepository, saw } = journal(options.keep)
    const made = makeWASocket({
      auth: auth.state,
      ...settingsOf(options),
      makeSignalRepository,
      getMessage: ({ id }) => (id ? options.getMessage(id) : Promise.resolve(undefined)),
    })
    socket = made
    const account = () => ({ id: creds.me?.id ?? '', lid: creds.me?.lid ?? '' })
    made.ws.on('CB:message', (stanza) => saw(stanza, account()))
    made.ev.on('creds.update', (update) => {
      Object.assign(creds, update)
      void auth
        .saveCreds()
        .catch((error: unknown) => log('error', 'whatsapp-keys', { reason: nameOf(error) }))
    })
    made.ev.on('messages.upsert', ({ messages }) => options.onMessages(messages))
    const wasLinked = creds.account !== undefined
    return new Promise((resolve) => {
      made.ev.on('connection.update', (update) => {
        if (update.qr !== undefined) void offer(made, update.qr)
        if (update.connection === 'open') {
          open = made
          failures = 0
          log('info', 'whatsapp-connected', {})
          onNotice({ kind: 'linked', phone: phoneOf(creds.me?.id) })
        }
        if (update.connection === 'close') resolve(endOf(codeOf(update as ConnectionState), wasLinked))
      })
    })
  }

  let coded: WASocket | null = null
  async function offer(made: WASocket, qr: string): Promise<void> {
    if (options.phone === null) return onNotice({ kind: 'qr', qr })
    if (coded === made) return
    coded = made
    try {
      onNotice({ kind: 'code', code: await made.requestPairingCode(options.phone) })
    } catch (error) {
      log('warn', 'whatsapp-code-failed', { reason: nameOf(error) })
    }
  }

  return {
    socket: () => open,
    account: () => auth.state.creds.noiseKey.public,
    relink: () => resume?.(),
    async stop() {
      stopping.abort()
      await socket?.end(undefined)
      await running
      await auth.saveCreds()
    },
  }
}

function settingsOf({ log, socketUrl, media }: SessionOptions) {
  return {
    logger: quietLogger(log),
    browser: Browsers.ubuntu('Sigap'),
    // Telephones go on ringing for their owner.
    markOnlineOnConnect: false,
    syncFullHistory: false,
    emitOwnEvents: false,
    shouldIgnoreJid: (jid: string) => Boolean(isJidGroup(jid) || isJidBroadcast(jid) || isJidNewsletter(jid)),
    ...(socketUrl === null ? {} : { waWebSocketUrl: socketUrl }),
    ...media,
  }
}

function phoneOf(jid = ''): string {
  return `+${/^\d+/.exec(jid)?.[0] ?? ''}`
}

/** Fit for a log: what libraries write in their errors may hold numbers and keys. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
