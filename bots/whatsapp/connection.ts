import { Browsers, isJidBroadcast, isJidGroup, isJidNewsletter, makeWASocket } from '@whiskeysockets/baileys'
import type {
  ConnectionState,
  proto,
  UserFacingSocketConfig,
  WAMessage,
  WASocket,
} from '@whiskeysockets/baileys'
import type { openAuthState } from './auth-state.ts'
import { codeOf, endOf } from './ends.ts'
import type { End } from './ends.ts'
import type { InTurn } from './in-turn.ts'
import { journal } from './journal.ts'
import { quietLogger } from './quiet.ts'
import type { Log } from './quiet.ts'

export type ConnectionOptions = {
  log: Log
  /** Every message somebody sent, before WhatsApp is told that it arrived; it is lost where this rejects. */
  keep: (message: WAMessage, arrived: number) => Promise<void>
  /** A message that was kept comes again: WhatsApp was never told that it arrived. Without its content. */
  onKnown: (message: WAMessage) => void
  /** What Baileys tells of messages after that; among it what could not be decrypted. */
  onMessages: (messages: WAMessage[]) => void
  /** A message sent earlier, for a telephone that could not read it. */
  getMessage: (id: string) => Promise<proto.IMessage | undefined>
  /** Digits from the country code: link by a code rather than a QR. */
  phone: string | null
  /** Null: WhatsApp's own server. */
  socketUrl: string | null
  /** Trust and the like for the media servers of a peer. */
  media?: Pick<UserFacingSocketConfig, 'fetchAgent' | 'options'> | undefined
  /** How soon a silent connection is asked for a sign of life, and how long a QR is shown; else as the library has it. */
  timing?: Pick<UserFacingSocketConfig, 'keepAliveIntervalMs' | 'qrTimeout'> | undefined
}

/** What happens on a connection before it ends. */
export type Events = {
  onOpen: (account: string) => void
  /** To be scanned within the minute. */
  onQr: (qr: string) => void
  /** To be typed into the telephone. */
  onCode: (code: string) => void
}

type Auth = Awaited<ReturnType<typeof openAuthState>>

/** One connection; `ended` says what its end asks for. */
export function connect(
  options: ConnectionOptions,
  auth: Auth,
  events: Events,
  alone: InTurn,
): { socket: WASocket; ended: Promise<End> } {
  const { log } = options
  const { creds } = auth.state
  const wasLinked = creds.account !== undefined
  const { makeSignalRepository, saw } = journal(options.keep, options.onKnown, alone)
  const socket = makeWASocket({
    auth: auth.state,
    ...settingsOf(options),
    makeSignalRepository,
    getMessage: ({ id }) => (id ? options.getMessage(id) : Promise.resolve(undefined)),
  })
  socket.ws.on('CB:message', (stanza) => saw(stanza, { id: creds.me?.id ?? '', lid: creds.me?.lid ?? '' }))
  socket.ev.on('creds.update', (update) => {
    Object.assign(creds, update)
    void auth.saveCreds().catch((error: unknown) => log('error', 'whatsapp-keys', { reason: nameOf(error) }))
  })
  socket.ev.on('messages.upsert', ({ messages }) => options.onMessages(messages))
  const offer = offering(socket, options, events)
  const ended = new Promise<End>((resolve) => {
    socket.ev.on('connection.update', (update) => {
      if (update.qr !== undefined) offer(update.qr)
      if (update.connection === 'open') events.onOpen(phoneOf(creds.me?.id))
      if (update.connection === 'close') resolve(endOf(codeOf(update as ConnectionState), wasLinked))
    })
  })
  return { socket, ended }
}

/** Shows each QR as it comes, or asks once for a code in their place. */
function offering(socket: WASocket, { phone, log }: ConnectionOptions, { onQr, onCode }: Events) {
  let isAsked = false
  return (qr: string): void => {
    if (phone === null) return onQr(qr)
    if (isAsked) return
    isAsked = true
    socket
      .requestPairingCode(phone)
      .then(onCode, (error: unknown) => log('warn', 'whatsapp-code-failed', { reason: nameOf(error) }))
  }
}

function settingsOf({ log, socketUrl, media, timing }: ConnectionOptions) {
  return {
    logger: quietLogger(log),
    browser: Browsers.ubuntu('Sigap'),
    // Telephones go on ringing for their owner.
    markOnlineOnConnect: false,
    syncFullHistory: false,
    // Everybody's messages wait for this one: a storm of what cannot be read must not hold them up.
    retryRequestDelayMs: 20,
    emitOwnEvents: false,
    shouldIgnoreJid: (jid: string) => Boolean(isJidGroup(jid) || isJidBroadcast(jid) || isJidNewsletter(jid)),
    ...(socketUrl === null ? {} : { waWebSocketUrl: socketUrl }),
    ...media,
    ...timing,
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
