import type { Logger } from 'pino'
import type { Channel, Files } from '../core/app/ports.ts'
import type { App } from '../core/app/turn.ts'
import type { Config } from './config.ts'
import type { Demonstration } from './demonstration.ts'
import { telegramChannel } from './telegram/channel.ts'
import type { KeyRows } from './whatsapp/auth-state.ts'
import type { WhatsappOptions } from './whatsapp/channel.ts'

/** The ways people talk to the desk; WhatsApp where that is in use. */
export type Channels = { telegram: ReturnType<typeof telegramChannel>; whatsapp?: Channel }

/** What of WhatsApp's ways somebody may set otherwise: a peer's certificates, no pace. */
export type WhatsappGiven = Partial<Pick<WhatsappOptions, 'media' | 'pace' | 'retryDelayMs' | 'onNotice'>> & {
  /** Where codes to link with are shown; the terminal unless told otherwise. */
  print?: (text: string) => void
}

type Parts = {
  config: Config
  played: Demonstration | null
  app: App
  keys: KeyRows
  files: Files
  log: Logger
  onFatal: (error: Error) => void
}

/** Makes the channels; none has been started. */
export async function openChannels(parts: Parts, given: WhatsappGiven = {}): Promise<Channels> {
  const { config, played, app, files, log, onFatal } = parts
  const telegram = telegramChannel({
    ...(config.telegram ?? { token: played?.simulator.token ?? '', apiRoot: played?.simulator.api.root }),
    pictures: files,
    log: (level, event, details) => log[level](details, event),
    onFatal,
    clock: app.clock,
  })
  const whatsapp = await openWhatsapp(parts, given)
  return whatsapp ? { telegram, whatsapp } : { telegram }
}

/**
 * WhatsApp beside Telegram, loaded only where it is in use: its library is large. The simulator's links itself, and nobody
 * is shown a code.
 */
async function openWhatsapp(
  { config, played, app, keys, files, log }: Parts,
  { print = (text) => console.log(text), ...given }: WhatsappGiven,
): Promise<Channel | null> {
  const side = played?.simulator.whatsapp ?? null
  const reached = config.whatsapp ?? (side && { socketUrl: side.socketUrl, media: side.media })
  if (!reached) return null
  app.bot.whatsapp = { phone: null }
  const { whatsappChannel } = await import('./whatsapp/channel.ts')
  const { linkNotices } = await import('./link-notices.ts')
  const tell = linkNotices(app, files, log, print)
  const channel = whatsappChannel({
    ...reached,
    ...{ keys, files, words: app.words.whatsapp, clock: app.clock },
    log: (level, event, details) => log[level](details, event),
    hasWritten: (chat) =>
      app.store.transaction(async (tx) => (await tx.people.byIdentity('whatsapp', chat)) !== null),
    ...given,
    onNotice(notice) {
      given.onNotice?.(notice)
      if (side && (notice.kind === 'qr' || notice.kind === 'code')) void side.link(notice)
      else if (side && notice.kind === 'unscanned') channel.link()
      // It is linked anew in the same breath: nobody has to do anything.
      else if (!side || notice.kind !== 'unlinked') tell(notice)
    },
  })
  return channel
}
