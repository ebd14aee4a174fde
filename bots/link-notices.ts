import type { Logger } from 'pino'
import qrcode from 'qrcode'
import { tellAdmins } from '../core/app/operator.ts'
import type { Files } from '../core/app/ports.ts'
import type { App } from '../core/app/turn.ts'
import type { LinkNotice } from './whatsapp/session.ts'

/** The newest code to scan: the one before is worth nothing. */
const pictureKey = 'whatsapp/tautan.png'
/** WhatsApp may hold back message after message; the admins need to hear of it once a day. */
const restrictedMs = 24 * 3_600_000

/**
 * Tells the operator what happens to the WhatsApp link: on the terminal, and the admins by direct message (a QR as a
 * picture). Never rejects.
 */
export function linkNotices(
  app: App,
  files: Files,
  log: Logger,
  print: (text: string) => void,
): (notice: LinkNotice) => void {
  const w = app.words.whatsapp.link
  let restrictedAt = -Infinity
  let isShown = false
  const tell = async (notice: LinkNotice): Promise<void> => {
    const { whatsapp } = app.bot
    if (whatsapp && notice.kind !== 'restricted')
      whatsapp.phone = notice.kind === 'linked' ? notice.phone : null
    switch (notice.kind) {
      case 'qr':
        isShown = true
        print(`${w.qr}\n${await qrcode.toString(notice.qr, { type: 'terminal', small: true })}`)
        await files.put(
          pictureKey,
          new Uint8Array(await qrcode.toBuffer(notice.qr, { width: 720, margin: 4 })),
        )
        return tellAdmins(app, { text: w.qr, picture: pictureKey, silent: true })
      case 'code':
        isShown = true
        print(`${w.code}\n\n${notice.code}\n`)
        return tellAdmins(app, { text: `${w.code}\n\n${notice.code}` })
      case 'linked':
        if (!isShown) return
        isShown = false
        print(w.linked(notice.phone))
        return tellAdmins(app, { text: w.linked(notice.phone) })
      case 'restricted':
        if (performance.now() - restrictedAt < restrictedMs) return
        restrictedAt = performance.now()
        return tellAdmins(app, { text: w.restricted })
      case 'damaged': {
        const text = w.damaged(notice.error.rows)
        print(text)
        return tellAdmins(app, { text })
      }
      default:
        print(w[notice.kind])
        return tellAdmins(app, { text: w[notice.kind] })
    }
  }
  let telling: Promise<void> = Promise.resolve()
  return (notice) => {
    telling = telling.then(() => tell(notice)).catch((error: unknown) => log.error({ error }, 'link-notice'))
  }
}
