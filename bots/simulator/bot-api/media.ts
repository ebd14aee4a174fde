import type { Message } from 'grammy/types'
import { nextSerial, type Core } from './core.ts'
import type { MediaKind, StoredFile } from './state.ts'

/** A file to store. `size` may announce more than `bytes` holds. */
export type NewFile = {
  kind: MediaKind
  bytes: Uint8Array
  size?: number
  name?: string
  mimeType?: string
  ofBot?: boolean
}

const FOLDERS: Record<MediaKind, { folder: string; prefix: string; extension: string; mimeType: string }> = {
  photo: { folder: 'photos', prefix: 'AgACAgUAAxkBAAI', extension: 'jpg', mimeType: 'image/jpeg' },
  document: {
    folder: 'documents',
    prefix: 'BQACAgUAAxkBAAI',
    extension: 'bin',
    mimeType: 'application/octet-stream',
  },
  video: { folder: 'videos', prefix: 'BAACAgUAAxkBAAI', extension: 'mp4', mimeType: 'video/mp4' },
  voice: { folder: 'voice', prefix: 'AwACAgUAAxkBAAI', extension: 'oga', mimeType: 'audio/ogg' },
  audio: { folder: 'music', prefix: 'CQACAgUAAxkBAAI', extension: 'mp3', mimeType: 'audio/mpeg' },
  sticker: { folder: 'stickers', prefix: 'CAACAgUAAxkBAAI', extension: 'webp', mimeType: 'image/webp' },
}
/** Telegram goes by the name where it is told no type. */
const TYPES_BY_NAME: Record<string, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const SECONDS = 3

/** Keeps the bytes and gives them a `file_id`. */
export function storeFile(core: Core, file: NewFile): StoredFile {
  const blob = `blob${nextSerial(core)}`
  // A plain array of its own: a Buffer may be a view of a request, and does not survive a snapshot.
  core.state.blobs.set(blob, new Uint8Array(file.bytes))
  const stored = addFileId(core, file, blob, imageSize(file.bytes) ?? { width: 1280, height: 960 })
  return stored
}

/** What a message carries for a file: the field named after its kind. Photos come in two sizes, the largest last. */
export function mediaContent(core: Core, file: StoredFile): Partial<Message> {
  const { width, height } = file
  const base = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size }
  const named = {
    ...base,
    ...(file.name !== undefined && { file_name: file.name }),
    mime_type: file.mimeType,
  }
  switch (file.kind) {
    case 'photo': {
      const thumbnail = thumbnailOf(core, file)
      const small = {
        file_id: thumbnail.fileId,
        file_unique_id: thumbnail.uniqueId,
        file_size: thumbnail.size,
      }
      return {
        photo: [
          { ...small, width: thumbnail.width, height: thumbnail.height },
          { ...base, width, height },
        ],
      }
    }
    case 'document':
      return { document: named }
    case 'video':
      return { video: { ...named, width, height, duration: SECONDS } }
    case 'voice':
      return { voice: { ...base, mime_type: file.mimeType, duration: SECONDS } }
    case 'audio':
      return { audio: { ...named, duration: SECONDS } }
    case 'sticker':
      return {
        sticker: {
          ...base,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '👍',
        },
      }
  }
}

/** The file inside a message, largest size of a photo. */
export function fileIdOf(message: Message): string | undefined {
  const { photo, document, video, voice, audio, sticker } = message
  return (photo?.at(-1) ?? document ?? video ?? voice ?? audio ?? sticker)?.file_id
}

/** Width and height of a PNG or JPEG; `undefined` for anything else. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20) }
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 < bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
  return undefined
}

function addFileId(
  core: Core,
  file: NewFile,
  blob: string,
  shape: { width: number; height: number },
): StoredFile {
  const serial = nextSerial(core)
  const { folder, prefix, extension, mimeType } = FOLDERS[file.kind]
  const suffix = file.kind === 'photo' ? undefined : /\.([A-Za-z0-9]{1,8})$/.exec(file.name ?? '')?.[1]
  const stored: StoredFile = {
    fileId: prefix + serial.toString(36).padStart(12, '0'),
    uniqueId: `AgAD${serial.toString(36).padStart(8, '0')}`,
    kind: file.kind,
    blob,
    size: file.size ?? file.bytes.length,
    ...shape,
    ...(file.kind !== 'photo' && file.name !== undefined && { name: file.name }),
    mimeType: file.mimeType ?? TYPES_BY_NAME[suffix?.toLowerCase() ?? ''] ?? mimeType,
    path: `${folder}/file_${serial}.${suffix ?? extension}`,
    ...(file.ofBot && { ofBot: true }),
  }
  core.state.files.set(stored.fileId, stored)
  return stored
}

function thumbnailOf(core: Core, file: StoredFile): StoredFile {
  const scale = 90 / Math.max(file.width, file.height)
  const shape = {
    width: Math.max(1, Math.round(file.width * scale)),
    height: Math.max(1, Math.round(file.height * scale)),
  }
  const bytes = core.state.blobs.get(file.blob) ?? new Uint8Array()
  return addFileId(core, { kind: 'photo', bytes }, file.blob, shape)
}
