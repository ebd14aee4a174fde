import { ChannelError } from '../../core/app/message.ts'
import type { Channel, Clock, Files } from '../../core/app/ports.ts'
import type { WhatsappWords } from '../../core/text/id/whatsapp.ts'
import { capabilities } from '../capabilities.ts'
import type { KeyRows } from './auth-state.ts'
import { openIncoming } from './incoming.ts'
import { addressOf } from './identity.ts'
import type { Pace } from './pace.ts'
import { silenceLibsignal } from './quiet.ts'
import type { Log } from './quiet.ts'
import { receiving } from './receiving.ts'
import { findSent, sending } from './sending.ts'
import { openSession } from './session.ts'
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
  /** Digits from the country code: link by a code rather than a QR. */
  phone?: string | null
  /** Null: WhatsApp's own server. */
  socketUrl?: string | null
  /** Null sends as fast as it goes. */
  pace?: Pace | null
  /** An answer that takes longer than this shows that one is being written. */
  typingAfterMs?: number
} & Pick<SessionOptions, 'media' | 'timing' | 'retryDelayMs'>

/** WhatsApp as a channel; `link` begins anew where the link had stopped. */
export type WhatsappChannel = Channel & { link(): void }

/** A few answers go out at once; a crowd is answered no faster than a quick clerk could. */
const usualPace: Pace = { burst: 20, perSecond: 8 }
const usualTypingMs = 2_000
/** What was sent is kept so long for telephones that ask again. */
const sentDays = 14

/**
 * WhatsApp as a channel, through Baileys. `start` rejects with `AuthStateDamaged`; it resolves before the account is
 * linked, which `onNotice` tells of: until then `deliver` fails with `offline`, and what is to be sent waits.
 */
export function whatsappChannel(options: WhatsappOptions): WhatsappChannel {
  const { keys, files, words, clock, log, onNotice, phone = null, socketUrl = null, media } = options
  let session: Session | null = null
  let restoreConsole = () => undefined as void
  const socket = () => session?.socket() ?? null
  const written = new Set<string>()
  const incoming = openIncoming(files, socket, { media, log })
  const typing = typingSigns(options.typingAfterMs ?? usualTypingMs, async (chat, state) => {
    const jid = addressOf(chat)
    if (jid !== null) await socket()?.sendPresenceUpdate(state, jid)
  })
  const received = receiving({
    ...{ words, clock, log, socket },
    onKept: ({ chat, body }) => {
      written.add(chat.id)
      typing.expect(chat.id)
      if (body.kind === 'attachment') incoming.fetch(body.file)
    },
  })
  const send = sending({
    ...{ keys, files, incoming, words, pace: options.pace === undefined ? usualPace : options.pace },
    session: () => session,
    hasWritten: async (chat) => written.has(chat) || options.hasWritten(chat),
    onRestricted: () => onNotice({ kind: 'restricted' }),
    onSending: typing.end,
  })

  return {
    name: 'whatsapp',
    capabilities: capabilities.whatsapp,
    async start(take) {
      if (session !== null) throw new Error('the channel has already been started')
      restoreConsole = silenceLibsignal()
      await keys.forget('message', sentDays)
      received.start(take)
      session = await openSession({
        ...{ keys, log, phone, socketUrl, media },
        ...{ timing: options.timing, retryDelayMs: options.retryDelayMs },
        onNotice(notice) {
          onNotice(notice)
          if (notice.kind === 'linked') received.connected()
        },
        keep: received.keep,
        onKnown: received.known,
        onMessages: received.settle,
        getMessage: (id) => findSent(keys, id),
      })
    },
    async stop() {
      typing.stop()
      await received.stop()
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
    download: (file) => incoming.get(file),
    setMenus: async () => undefined,
    link: () => session?.relink(),
  }
}
