import type { Context } from 'hono'
import type { Simulator } from './simulator.ts'

/** A file of a chat. `ofBot`: the bot sent it. */
export type ChatFile = { name: string; mimeType: string; ofBot: boolean; bytes: Uint8Array }

/** Only these are shown in the page, and papers the bot made; anything else is offered as a download. */
const SHOWN = /^(image\/(png|jpeg|webp|gif)|audio\/(ogg|mpeg)|video\/mp4)$/
const PDF = 'application/pdf'

/** Answers with a file of a chat, in Telegram or WhatsApp, by its id. */
export async function sendFile(c: Context, simulator: Simulator): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const file = fileInTelegram(simulator, id) ?? (await simulator.whatsapp?.fileOf(id))
  if (!file) return c.notFound()
  const { name, mimeType, bytes } = file
  const shown = SHOWN.test(mimeType) || isPaper(simulator, file)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': shown ? mimeType : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}${named(name)}`,
    'cache-control': 'private, max-age=86400',
  })
}

function fileInTelegram({ world }: Simulator, id: string): ChatFile | null {
  const file = world.state.files.get(id)
  const bytes = world.fileBytes(id)
  if (!file || !bytes) return null
  return { name: file.name ?? '', mimeType: file.mimeType ?? '', ofBot: file.ofBot === true, bytes }
}

/**
 * A PDF can carry scripts and links: only what the bot itself made is opened in the browser, and not what it was given
 * in one chat to pass on in another.
 */
function isPaper(simulator: Simulator, { ofBot, mimeType, bytes }: ChatFile): boolean {
  return (
    ofBot &&
    mimeType === PDF &&
    Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-' &&
    !isOfPeople(simulator, bytes)
  )
}

function isOfPeople({ world, whatsapp }: Simulator, bytes: Uint8Array): boolean {
  if (whatsapp?.peer.wasWritten(bytes)) return true
  for (const { ofBot, blob } of world.state.files.values()) {
    const known = world.state.blobs.get(blob)
    if (!ofBot && known && Buffer.from(bytes).equals(known)) return true
  }
  return false
}

/** The file's name as RFC 6266 wants it, whatever the characters. */
function named(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return encoded === '' ? '' : `; filename*=UTF-8''${encoded}`
}
