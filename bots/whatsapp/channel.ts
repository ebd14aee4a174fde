import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateWAMessage, proto } from '@whiskeysockets/baileys'
import type { WAMessage, WASocket } from '@whiskeysockets/baileys'
import { ChannelError } from '../../core/app/message.ts'
import type { Delivery, FileRef, Inbound, Receipt } from '../../core/app/message.ts'
import type { Channel, Clock, Files } from '../../core/app/ports.ts'
import type { WhatsappWords } from '../../core/text/id/whatsapp.ts'
import { capabilities } from '../capabilities.ts'
import type { KeyRows } from './auth-state.ts'
import { acknowledgements } from './acknowledgements.ts'
import { decodeMessage } from './decode.ts'
import { openIncoming } from './incoming.ts'
import { addressOf } from './identity.ts'
import { paced } from './pace.ts'
import type { Pace } from './pace.ts'
import { silenceLibsignal } from './quiet.ts'
import type { Log } from './quiet.ts'
import { contentOf, renderParts } from './render.ts'
import type { FileSource, Part } from './render.ts'
import { nameOf, openSession } from './session.ts'
import type { LinkNotice, Session, SessionOptions } from './session.ts'
import { typingSigns } from './typing.ts'

export type WhatsappOptions = {
  keys: KeyRows
  files: Files
  words: Pick<WhatsappWords, 'nameless' | 'replyNumber'>
  clock: Clock
  log: Log
  onNotice: (notice: LinkNotice) => void
  /** Whether somebody has written to the desk before: nobody else is ever written to. */
  hasWritten: (chat: string) => Promise<boolean>
  phone?: string | null
  socketUrl?: string | null
  /** Null sends as fast as it goes. */
  pace?: Pace | null
  /** An answer that takes longer than this shows that one is being written. */
  typingAfterMs?: number
} & Pick<SessionOptions, 'media' | 'retryDelayMs'>

/** WhatsApp as a channel; `link` begins anew where the link had stopped. */
export type WhatsappChannel = Channel & { link(): void }

/** A few answers go out at once; a crowd is answered no faster than a quick clerk could. */
const usualPace: Pace = { burst: 20, perSecond: 8 }
const typingAfterMs = 2_000
/** How often a message that arrived is tried to be kept while the database is away. */
const keepAgainMs = 500
const stopMs = 10_000
const never = new Promise<never>(() => undefined)
/** What was sent is kept so long for telephones that ask again. */
const sentDays = 14

/**
 * WhatsApp as a channel, through Baileys. `start` rejects with `AuthStateDamaged`; it resolves before the account is
 * linked, which `onNotice` tells of: until then `deliver` fails with `offline`, and what is to be sent waits.
 */
export function whatsappChannel(options: WhatsappOptions): WhatsappChannel {
  const { keys, files, words, clock, log, onNotice } = options
  const { phone = null, socketUrl = null, media, retryDelayMs } = options
  const turn = options.pace === null ? async () => undefined : paced(options.pace ?? usualPace)
  const acks = acknowledgements()
  let session: Session | null = null
  let restoreConsole = () => undefined as void
  let take: (batch: Inbound[]) => Promise<void> = () => Promise.reject(new Error('not started'))
  let isStopped = false
  /** Being kept now: stopping waits for them. */
  const keeping = new Set<Promise<void>>()
  const written = new Set<string>()
  const kept = recent(1_000)
  const incoming = openIncoming(files, () => session?.socket() ?? null, { media, log })
  const typing = typingSigns({
    afterMs: options.typingAfterMs ?? typingAfterMs,
    show: async (chat, state) => {
      const jid = addressOf(chat)
      if (jid !== null) await session?.socket()?.sendPresenceUpdate(state, jid)
    },
  })

  const online = (): WASocket => {
    const socket = session?.socket() ?? null
    if (socket === null) throw new ChannelError({ code: 'offline' })
    return socket
  }

  /**
   * Tried until it is kept. Once stopped nothing more is, and nothing more is confirmed: this never ends then, and
   * WhatsApp gives the message again at the next start.
   */
  const insist = async (inbound: Inbound): Promise<void> => {
    while (!isStopped) {
      try {
        return await take([inbound])
      } catch (error) {
        log('error', 'whatsapp-message-not-taken', { reason: nameOf(error) })
        await sleep(keepAgainMs)
      }
    }
    return never
  }

  const decode = async (message: WAMessage): Promise<Inbound | null> => {
    const alt = message.key.remoteJidAlt ?? (await otherAddress(session?.socket() ?? null, message))
    return decodeMessage(message, { received: clock.now(), words, ...(alt ? { alt } : {}) })
  }

  const keep = async (message: WAMessage): Promise<void> => {
    const inbound = await decode(message)
    if (inbound === null || kept.has(inbound.externalId)) return
    if (isStopped) return never
    const works = insist(inbound)
    keeping.add(works)
    await works.finally(() => keeping.delete(works))
    kept.add(inbound.externalId)
    written.add(inbound.chat.id)
    typing.expect(inbound.chat.id)
    if (inbound.body.kind === 'attachment') incoming.fetch(inbound.body.file)
  }

  /** Baileys tells of a message after it was kept; what could be kept without being decrypted comes only now. */
  const settle = async (messages: WAMessage[]): Promise<void> => {
    const read: WAMessage['key'][] = []
    for (const message of messages) {
      if (message.key.fromMe || (await decode(message)) === null) continue
      await keep(message)
      read.push(message.key)
    }
    if (read.length > 0) await session?.socket()?.readMessages(read)
  }

  const send = async ({ to, message, key }: Extract<Delivery, { kind: 'send' }>): Promise<Receipt> => {
    const jid = addressOf(to.chat)
    if (jid === null) throw new ChannelError({ code: 'rejected', reason: 'no address of WhatsApp' })
    online()
    if (!written.has(to.chat) && !(await options.hasWritten(to.chat)))
      throw new ChannelError({ code: 'rejected', reason: 'never wrote to the desk' })
    written.add(to.chat)
    const parts = renderParts(message, words)
    if (parts.length === 0) throw new ChannelError({ code: 'rejected', reason: 'the message is empty' })
    const contents = await Promise.all(parts.map((part) => contentFor(part)))
    const ids: string[] = []
    for (const [at, content] of contents.entries()) {
      await turn()
      const socket = online()
      const messageId = key === undefined ? undefined : messageIdOf(session?.account(), key, at)
      typing.end(to.chat)
      ids.push(await sendOne(socket, jid, content, messageId))
    }
    return { ids }
  }

  const sendOne = async (
    socket: WASocket,
    jid: string,
    content: Parameters<typeof generateWAMessage>[1],
    messageId: string | undefined,
  ): Promise<string> => {
    try {
      const made = await generateWAMessage(jid, content, {
        userJid: socket.user?.id ?? '',
        upload: socket.waUploadToServer,
        ...(messageId === undefined ? {} : { messageId }),
      })
      const id = made.key.id ?? ''
      await keepSent(keys, id, made.message)
      const acknowledged = acks.await(socket, id)
      await socket.relayMessage(jid, made.message ?? {}, { messageId: id })
      await acknowledged
      return id
    } catch (error) {
      if (error instanceof ChannelError && error.failure.code === 'unreachable')
        onNotice({ kind: 'restricted' })
      throw error instanceof ChannelError
        ? error
        : new ChannelError({ code: 'unavailable' }, new Error(nameOf(error)))
    }
  }

  const contentFor = async (part: Part) =>
    part.kind === 'text' ? contentOf(part) : contentOf(part, await bytesOf(part.source))

  const bytesOf = async (source: FileSource): Promise<Uint8Array> => {
    const bytes = source.from === 'files' ? await files.get(source.key) : await incoming.get(source.file)
    if (bytes === null) throw new ChannelError({ code: 'rejected', reason: 'the file is gone' })
    return bytes
  }

  return {
    name: 'whatsapp',
    capabilities: capabilities.whatsapp,
    async start(takeBatch) {
      if (session !== null) throw new Error('the channel has already been started')
      take = takeBatch
      isStopped = false
      restoreConsole = silenceLibsignal()
      await keys.forget('message', sentDays)
      session = await openSession({
        ...{ keys, log, onNotice, keep, phone, socketUrl },
        ...(media && { media }),
        ...(retryDelayMs !== undefined && { retryDelayMs }),
        onMessages: (messages) =>
          void settle(messages).catch((error: unknown) =>
            log('warn', 'whatsapp-read', { reason: nameOf(error) }),
          ),
        getMessage: (id) => findSent(keys, id),
      })
    },
    async stop() {
      isStopped = true
      typing.stop()
      await Promise.race([Promise.allSettled(keeping), sleep(stopMs)])
      await session?.stop()
      await incoming.stop()
      session = null
      restoreConsole()
    },
    async deliver(delivery) {
      if (delivery.kind === 'send') return send(delivery)
      if (delivery.kind === 'acknowledge') return { ids: [] }
      throw new ChannelError({ code: 'rejected', reason: `no ${delivery.kind} on WhatsApp` })
    },
    async download(file: FileRef) {
      const bytes = await incoming.get(file)
      if (bytes === null) throw new ChannelError({ code: 'rejected', reason: 'the file is gone' })
      return bytes
    },
    setMenus: async () => undefined,
    link: () => session?.relink(),
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

/** The same for the same message: telephones pass over one whose id they have. Another link gives other ids. */
function messageIdOf(account: Uint8Array | undefined, key: string, part: number): string {
  const digest = createHash('sha256')
    .update(account ?? '')
    .update(`${key}/${part}`)
  return `3EB0${digest.digest('hex').slice(0, 18).toUpperCase()}`
}

async function keepSent(
  keys: KeyRows,
  id: string,
  message: proto.IMessage | null | undefined,
): Promise<void> {
  const value = Buffer.from(proto.Message.encode(message ?? {}).finish()).toString('base64')
  await keys.write([{ type: 'message', id, value }])
}

async function findSent(keys: KeyRows, id: string): Promise<proto.IMessage | undefined> {
  const [row] = await keys.read('message', [id])
  return row && 'value' in row ? proto.Message.decode(Buffer.from(row.value, 'base64')) : undefined
}
