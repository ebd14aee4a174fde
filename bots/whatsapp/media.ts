import type { DownloadableMessage, MediaType, proto } from '@whiskeysockets/baileys'
import { z } from 'zod'
import type { AttachmentKind, FileRef } from '../../core/app/message.ts'

/** What is larger is not taken: nobody needs a film to show a fault, and the office's disk is small. */
export const bytesMax = 20 * 1024 * 1024

type Media = Pick<
  proto.Message.IDocumentMessage,
  'mediaKey' | 'directPath' | 'fileSha256' | 'fileLength' | 'mimetype' | 'fileName'
>

/** A file somebody sent, and the words under it; null where there is none that could be fetched. */
export function attachmentOf(
  content: proto.IMessage,
): { what: AttachmentKind; file: FileRef; caption: string } | null {
  const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage } = content
  if (imageMessage) return withFile('photo', 'image', imageMessage, imageMessage.caption)
  if (videoMessage) return withFile('video', 'video', videoMessage, videoMessage.caption)
  if (ptvMessage) return withFile('video', 'video', ptvMessage, null)
  if (documentMessage) return withFile('document', 'document', documentMessage, documentMessage.caption)
  if (audioMessage) return withFile(audioMessage.ptt ? 'voice' : 'audio', 'audio', audioMessage, null)
  return null
}

/** What is needed to fetch and open a file, as it stands in a file id. `sha256` is that of the open file. */
export type MediaRef = { type: MediaType; sha256: Uint8Array } & Required<
  Pick<DownloadableMessage, 'mediaKey' | 'directPath'>
>

const base64 = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const refSchema = z.tuple([z.enum(['image', 'video', 'audio', 'document']), z.string(), base64, base64])

/** What a file id of ours stands for; null for one of another channel. */
export function readMediaId(id: string): MediaRef | null {
  const parsed = refSchema.safeParse(jsonOf(id))
  if (!parsed.success) return null
  const [type, directPath, mediaKey, sha256] = parsed.data
  return { type, directPath, mediaKey, sha256 }
}

/**
 * The id holds all that a download needs, so that it can be done after a restart. Only the path is kept, never an address:
 * the sender writes both, and the server is not theirs to choose.
 */
function withFile(what: AttachmentKind, type: MediaType, media: Media, caption: string | null | undefined) {
  const { mediaKey, directPath, fileSha256, fileLength, mimetype, fileName } = media
  const isWhole = mediaKey?.length === 32 && fileSha256?.length === 32
  if (!isWhole || !directPath?.startsWith('/') || directPath.length > 1024) return null
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const bytes = Number(fileLength ?? Number.NaN)
  const file: FileRef = {
    channel: 'whatsapp',
    id: JSON.stringify([type, directPath, text(mediaKey), text(fileSha256)]),
    unique: Buffer.from(fileSha256).toString('hex'),
    ...(fileName ? { name: fileName.slice(0, 1024) } : {}),
    ...(mimetype ? { mime: mimetype.slice(0, 1024) } : {}),
    ...(Number.isSafeInteger(bytes) && bytes > 0 ? { bytes } : {}),
  }
  return { what, file, caption: caption ?? '' }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
