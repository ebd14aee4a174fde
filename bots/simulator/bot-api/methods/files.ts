import type { File, InputMedia, Message, MessageEntity } from 'grammy/types'
import { readObject, readText, type Args } from '../args.ts'
import { nextSerial, type Core } from '../core.ts'
import { badRequest } from '../errors.ts'
import { imageSize, mediaContent, storeFile } from '../media.ts'
import type { MediaKind, StoredFile } from '../state.ts'
import { deliver, prepareSend } from './deliver.ts'
import { readCaption } from './send.ts'

const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024
const ALBUM_MAX = 10

/** sendPhoto, sendDocument, sendVideo, sendVoice, sendAudio: an upload or a known `file_id`. */
export function sendMedia(kind: MediaKind): (core: Core, args: Args) => Message {
  return (core, args) => {
    const caption = readCaption(args)
    const reference = readText(args, kind)
    if (reference === '' && !args.uploads.has(kind)) throw badRequest(`there is no ${kind} in the request`)
    const target = prepareSend(core, args)
    const file = resolveFile(core, args, kind, reference || `attach://${kind}`)
    return deliver(core, target, { ...mediaContent(core, file), ...caption })
  }
}

/** sendMediaGroup: an album is several messages that share a `media_group_id`. */
export function sendMediaGroup(core: Core, args: Args): Message[] {
  const items = readObject<InputMedia[]>(args, 'media') ?? []
  if (items.length === 0) throw badRequest('there are no messages to send')
  if (items.length > ALBUM_MAX) throw badRequest('too many messages to send as an album')
  const kinds = new Set(items.map((item) => mediaKindOf(item)))
  if (kinds.size > 1 && (kinds.has('document') || kinds.has('audio'))) {
    throw badRequest("document can't be mixed with other media types")
  }
  const captions = items.map((item) => readCaption(itemArgs(item.caption, item.caption_entities)))
  const target = prepareSend(core, args, items.length)
  const files = items.map((item) => resolveFile(core, args, mediaKindOf(item), String(item.media)))
  const media_group_id = String(1_300_000_000_000_000 + nextSerial(core))
  return files.map((file, i) =>
    deliver(core, target, { ...mediaContent(core, file), ...captions[i], media_group_id }),
  )
}

/** getFile */
export function getFile(core: Core, args: Args): File {
  const file = core.state.files.get(readText(args, 'file_id'))
  if (file === undefined) throw badRequest('invalid file_id')
  if (file.size > DOWNLOAD_BYTES_MAX) throw badRequest('file is too big')
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path }
}

function itemArgs(caption: string | undefined, caption_entities: MessageEntity[] | undefined): Args {
  return { values: { caption, caption_entities }, uploads: new Map() }
}

function mediaKindOf(item: InputMedia): MediaKind {
  if (item.type === 'photo' || item.type === 'video' || item.type === 'audio' || item.type === 'document')
    return item.type
  throw badRequest(`type "${item.type}" of the media can't be used in an album`)
}

function resolveFile(core: Core, args: Args, kind: MediaKind, reference: string): StoredFile {
  if (!reference.startsWith('attach://')) return knownFile(core, kind, reference)
  const upload = args.uploads.get(reference.slice('attach://'.length))
  if (upload === undefined) throw badRequest('wrong file identifier/HTTP URL specified')
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
  if (kind === 'photo' && imageSize(upload.bytes) === undefined) throw badRequest('IMAGE_PROCESS_FAILED')
  const mimeType = upload.mimeType === 'application/octet-stream' ? undefined : upload.mimeType
  return storeFile(core, { kind, bytes: upload.bytes, name: upload.name, mimeType, ofBot: true })
}

function knownFile(core: Core, kind: MediaKind, fileId: string): StoredFile {
  const file = core.state.files.get(fileId)
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified')
  if (file.kind === kind) return file
  throw badRequest(`can't use file of type ${capitalise(file.kind)} as ${capitalise(kind)}`)
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
