import { setTimeout as sleep } from 'node:timers/promises'
import type { WASocket } from '@whiskeysockets/baileys'
import { AuthStateDamaged, openAuthState } from './auth-state.ts'
import type { KeyRows } from './auth-state.ts'
import { connect, nameOf } from './connection.ts'
import type { ConnectionOptions, Events } from './connection.ts'
import type { End } from './ends.ts'
import { inTurn } from './in-turn.ts'
import type { InTurn } from './in-turn.ts'

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

export type SessionOptions = ConnectionOptions & {
  keys: KeyRows
  onNotice: (notice: LinkNotice) => void
  /** First wait before connecting again; doubles up to a minute. */
  retryDelayMs?: number | undefined
}

/** The connection to WhatsApp, as long as it is of use. */
export type Session = {
  /** Null while nothing can be sent. */
  socket(): WASocket | null
  /** Tells one account of WhatsApp's from the next that is linked. */
  account(): Uint8Array
  /** What is read from an account and what is written to it share their keys, and take turns. */
  alone: InTurn
  /** Goes on after it had stopped by itself, with a new link where the old one is over. */
  relink(): void
  stop(): Promise<void>
}

const retryDelayMsMax = 60_000
/** An outdated client is refused at every try; a hiccup of the server is not. */
const refusalsMax = 5

/**
 * Connects, and stays connected: what ends a connection decides what happens next. Rejects with `AuthStateDamaged`;
 * resolves before the link is made, which waits for a person.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { keys, log, onNotice } = options
  const stopping = new AbortController()
  const waiting = patience(stopping.signal, options.retryDelayMs ?? 1000)
  const alone = inTurn()
  let made: WASocket | null = null
  let open: WASocket | null = null
  let damage: AuthStateDamaged | null = null
  const openAuth = () =>
    openLinkState(keys, (error) => {
      damage = error
      void made?.end(undefined)
    })
  let auth = await openAuth()
  const events: Events = {
    onOpen(phone) {
      open = made
      waiting.reset()
      log('info', 'whatsapp-connected', {})
      onNotice({ kind: 'linked', phone })
    },
    onQr: (qr) => onNotice({ kind: 'qr', qr }),
    onCode: (code) => onNotice({ kind: 'code', code }),
  }

  const connectOnce = async (): Promise<End> => {
    const { socket, ended } = connect(options, auth, events, alone)
    made = socket
    return ended.finally(() => (open = made = null))
  }

  /** What an end means for the next connection; resolves when that is due. */
  const afterEnd = async ({ kind }: End): Promise<void> => {
    log(kind === 'restart' ? 'info' : 'warn', 'whatsapp-disconnected', { kind })
    if (damage === null && kind === 'restart') return
    if (damage === null && kind === 'retry') return waiting.pause()
    if (damage === null && kind === 'outdated' && waiting.pauses() < refusalsMax) return waiting.pause()
    if (damage) onNotice({ kind: 'damaged', error: damage })
    else if (kind !== 'restart' && kind !== 'retry') onNotice({ kind })
    if (damage || kind !== 'unlinked') await waiting.asked()
    // The account ended the link itself: what is kept of it opens nothing any more. Damaged keys are never put aside.
    if (damage === null && (kind === 'unlinked' || kind === 'forbidden')) await keys.clear()
    damage = null
    auth = await openAuth()
  }

  const running = (async () => {
    while (!stopping.signal.aborted) {
      const end = await connectOnce().catch((error: unknown): End => {
        log('error', 'whatsapp-connect-failed', { reason: nameOf(error) })
        return { kind: 'retry' }
      })
      if (stopping.signal.aborted) return
      await afterEnd(end).catch((error: unknown) => {
        if (error instanceof AuthStateDamaged) damage = error
        else log('error', 'whatsapp-session-failed', { reason: nameOf(error) })
      })
    }
  })()

  return {
    socket: () => open,
    account: () => auth.state.creds.noiseKey.public,
    alone,
    relink: waiting.ask,
    async stop() {
      stopping.abort()
      await made?.end(undefined)
      await running
      await auth.saveCreds()
    },
  }
}

/** Asking for a pairing code names the account before it is linked; to log in with that would be refused. */
async function openLinkState(keys: KeyRows, onDamage: (error: AuthStateDamaged) => void) {
  const auth = await openAuthState(keys, onDamage)
  const { creds } = auth.state
  if (creds.account === undefined) delete creds.me
  return auth
}

/** Waits between connections: longer and longer, or until somebody asks. A stop ends every wait. */
function patience(stopped: AbortSignal, retryDelayMs: number) {
  let pauses = 0
  let resume: (() => void) | null = null
  return {
    pauses: () => pauses,
    reset: () => void (pauses = 0),
    async pause(): Promise<void> {
      const longestMs = Math.min(retryDelayMs * 2 ** pauses, retryDelayMsMax)
      pauses += 1
      // Not all of a city's programs come back in the same instant.
      const waitMs = longestMs * (0.5 + Math.random() / 2)
      await sleep(waitMs, undefined, { signal: stopped }).catch(() => undefined)
    },
    async asked(): Promise<void> {
      await new Promise<void>((resolve) => {
        resume = resolve
        stopped.addEventListener('abort', () => resolve(), { once: true })
      })
      resume = null
      pauses = 0
    },
    ask: () => resume?.(),
  }
}
