import { setTimeout as sleep } from 'node:timers/promises'
import type { WAMessage, WASocket } from '@whiskeysockets/baileys'
import type { Inbound } from '../../core/app/message.ts'
import type { Clock } from '../../core/app/ports.ts'
import type { WhatsappWords } from '../../core/text/id/whatsapp.ts'
import { decodeMessage } from './decode.ts'
import { identityOf } from './identity.ts'
import type { Log } from './quiet.ts'
import { nameOf } from './connection.ts'
import { nextArrival } from './journal.ts'
import { readReceipts } from './read-receipts.ts'

export type ReceivingOptions = {
  words: Pick<WhatsappWords, 'nameless'>
  clock: Clock
  log: Log
  socket: () => WASocket | null
  /** A message was kept. */
  onKept: (inbound: Inbound) => void
}

/** How often a message that arrived is tried to be kept while the database is away. */
const keepAgainMs = 500
/** Stopping waits so long for what is being kept. */
const stopMs = 10_000
const recentMax = 1_000
const never = new Promise<never>(() => undefined)

/** Keeps what people send: before WhatsApp hears that it arrived (`keep`), and once Baileys tells of it (`settle`). */
export function receiving({ words, clock, log, socket, onKept }: ReceivingOptions) {
  let take: (batch: Inbound[]) => Promise<void> = () => never
  let isStopped = true
  const inHand = new Set<Promise<void>>()
  const kept = recent(recentMax)
  const receipts = readReceipts(socket, log)

  const decode = async (message: WAMessage): Promise<Inbound | null> => {
    const alt = message.key.remoteJidAlt ?? (await otherAddress(socket(), message))
    return decodeMessage(message, { received: clock.now(), words, ...(alt ? { alt } : {}) })
  }

  /**
   * Tried until it is kept. Once stopped nothing more is, and nothing more is confirmed: this never ends then, and
   * WhatsApp gives the message again at the next start.
   */
  const insist = async (inbound: Inbound): Promise<void> => {
    while (!isStopped) {
      const taking = take([inbound])
      inHand.add(taking)
      try {
        return await taking
      } catch (error) {
        log('error', 'whatsapp-message-not-taken', { reason: nameOf(error) })
        await sleep(keepAgainMs)
      } finally {
        inHand.delete(taking)
      }
    }
    return never
  }

  const keep = async (message: WAMessage, arrived: number): Promise<void> => {
    const inbound = await decode(message)
    if (inbound === null || kept.has(inbound.externalId)) return
    if (isStopped) return never
    await insist({ ...inbound, arrived })
    receipts.kept(message.key)
    kept.add(inbound.externalId)
    onKept(inbound)
  }

  /** What could not be decrypted is kept only here; then the senders see that their messages were read. */
  const settle = async (messages: WAMessage[]): Promise<void> => {
    const read: WAMessage['key'][] = []
    for (const message of messages) {
      if (message.key.fromMe || (await decode(message)) === null) continue
      await keep(message, nextArrival())
      read.push(message.key)
    }
    receipts.read(read)
  }

  return {
    start(takeBatch: typeof take): void {
      take = takeBatch
      isStopped = false
    },
    keep,
    settle: (messages: WAMessage[]): void =>
      void settle(messages).catch((error: unknown) =>
        log('warn', 'whatsapp-settle', { reason: nameOf(error) }),
      ),
    /** A message that was kept has come again. */
    known({ key }: WAMessage): void {
      if (!key.fromMe && identityOf(key.remoteJid) !== null) receipts.read([key])
    },
    connected: receipts.connected,
    async stop(): Promise<void> {
      isStopped = true
      await Promise.race([Promise.allSettled(inHand), sleep(stopMs, undefined, { ref: false })])
      await receipts.settled()
    },
  }
}

/** The newest few of many: the store knows the others. */
function recent(max: number) {
  const names = new Set<string>()
  return {
    has: (name: string) => names.has(name),
    add(name: string): void {
      names.add(name)
      const [oldest] = names
      if (names.size > max && oldest !== undefined) names.delete(oldest)
    },
  }
}

/** The sender's other address, where the library has learnt it before. */
async function otherAddress(socket: WASocket | null, { key }: WAMessage): Promise<string | null> {
  const jid = key.remoteJid ?? ''
  const mapping = socket?.signalRepository.lidMapping
  if (!mapping) return null
  if (jid.endsWith('@lid')) return mapping.getPNForLID(jid)
  return jid.endsWith('@s.whatsapp.net') ? mapping.getLIDForPN(jid) : null
}
