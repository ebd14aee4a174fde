import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { getMediaKeys, type proto } from '@whiskeysockets/baileys'

/** What a file is to WhatsApp; its keys depend on it. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** A file somebody sends. `voice` is a note spoken into the phone; `seconds` is how long sound or video lasts. */
export type MediaFile = {
  kind: MediaKind
  bytes: Uint8Array
  mime: string
  caption?: string
  name?: string
  voice?: boolean
  seconds?: number
}

const MAC_BYTES = 10

/** An encrypted file, and what a message says of it so that a reader can find, check and open it. */
export type SealedFile = {
  blob: Buffer
  facts: { mediaKey: Buffer; fileSha256: Buffer; fileEncSha256: Buffer; fileLength: number; mimetype: string }
}

/** Encrypts a file under a key of its own: AES-256-CBC, then ten bytes of an HMAC. */
export async function sealFile({ kind, bytes, mime }: MediaFile): Promise<SealedFile> {
  const mediaKey = randomBytes(32)
  const { iv, cipherKey, macKey } = await keysOf(mediaKey, kind)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  const blob = Buffer.concat([sealed, mac(macKey, iv, sealed)])
  return {
    blob,
    facts: {
      mediaKey,
      fileSha256: sha256(bytes),
      fileEncSha256: sha256(blob),
      fileLength: bytes.length,
      mimetype: mime,
    },
  }
}

/** Opens an encrypted file; rejects when it is not the one the message speaks of. */
export async function openFile(blob: Buffer, kind: MediaKind, message: MediaMessage): Promise<Buffer> {
  const { mediaKey, fileEncSha256, fileSha256 } = message
  if (!mediaKey || !fileEncSha256 || !fileSha256) throw new Error('a file without its key')
  if (!sha256(blob).equals(fileEncSha256)) throw new Error('the encrypted file is another')
  const { iv, cipherKey, macKey } = await keysOf(mediaKey, kind)
  const sealed = blob.subarray(0, -MAC_BYTES)
  if (!mac(macKey, iv, sealed).equals(blob.subarray(-MAC_BYTES)))
    throw new Error('the file was tampered with')
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
  const bytes = Buffer.concat([decipher.update(sealed), decipher.final()])
  if (!sha256(bytes).equals(fileSha256)) throw new Error('the file is another')
  return bytes
}

/** The part of a message that speaks of a file. */
export type MediaMessage = Pick<
  proto.Message.IImageMessage,
  'mediaKey' | 'fileEncSha256' | 'fileSha256' | 'directPath' | 'mimetype'
>

/** The message that brings a file, once its bytes are at `location`. */
export function mediaMessage(
  file: MediaFile,
  { facts }: SealedFile,
  location: { url: string; directPath: string },
): proto.IMessage {
  const { kind, caption, name, voice = false, seconds } = file
  const common = { ...facts, ...location }
  const words = caption === undefined ? {} : { caption }
  const length = seconds === undefined ? {} : { seconds }
  switch (kind) {
    case 'image':
      return { imageMessage: { ...common, ...words } }
    case 'video':
      return { videoMessage: { ...common, ...words, ...length } }
    case 'audio':
      return { audioMessage: { ...common, ...length, ptt: voice } }
    case 'sticker':
      return { stickerMessage: common }
    case 'document': {
      const documentMessage = { ...common, ...words, fileName: name ?? 'berkas', title: name ?? 'berkas' }
      return caption === undefined
        ? { documentMessage }
        : { documentWithCaptionMessage: { message: { documentMessage } } }
    }
  }
}

/** The file a message brings; null for a message without one. */
export function fileIn(message: proto.IMessage): { kind: MediaKind; message: MediaMessage } | null {
  const document = message.documentMessage ?? message.documentWithCaptionMessage?.message?.documentMessage
  if (message.imageMessage) return { kind: 'image', message: message.imageMessage }
  if (message.videoMessage) return { kind: 'video', message: message.videoMessage }
  if (message.audioMessage) return { kind: 'audio', message: message.audioMessage }
  if (message.stickerMessage) return { kind: 'sticker', message: message.stickerMessage }
  return document ? { kind: 'document', message: document } : null
}

async function keysOf(
  mediaKey: Uint8Array,
  kind: MediaKind,
): Promise<{ iv: Uint8Array; cipherKey: Uint8Array; macKey: Uint8Array }> {
  const { iv, cipherKey, macKey } = await getMediaKeys(mediaKey, kind)
  if (!macKey) throw new Error('bug: no key for the HMAC')
  return { iv, cipherKey, macKey }
}

function mac(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Buffer {
  return createHmac('sha256', key).update(iv).update(sealed).digest().subarray(0, MAC_BYTES)
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
