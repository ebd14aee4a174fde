import type { AnyMessageContent } from '@whiskeysockets/baileys'
import type { AttachmentKind, FileRef, Message } from '../../core/app/message.ts'
import type { WhatsappWords } from '../../core/text/id/whatsapp.ts'
import { bold, escapeMarkup } from './markup.ts'

/** Limits in UTF-16 units. WhatsApp takes longer texts, but folds them away behind *Baca selengkapnya*. */
const TEXT_UNITS_MAX = 4096
const CAPTION_UNITS_MAX = 1024
const HEADING_UNITS_MAX = 200
const MENU_LINE_UNITS_MAX = 60

/** Where the bytes of a file come from: somebody's message, or the program (a picture, a document). */
export type FileSource = { from: 'channel'; file: FileRef } | { from: 'files'; key: string }

/** One message of WhatsApp, ready but for the bytes of its file. */
export type Part =
  | { kind: 'text'; text: string; replyTo?: string }
  | {
      kind: 'file'
      what: AttachmentKind
      source: FileSource
      name?: string
      mime?: string
      caption?: string
      replyTo?: string
    }

type FilePart = Extract<Part, { kind: 'file' }>

/**
 * The messages that show one message of the core, in order: its text first (so that the first id is the message itself),
 * then its files. One file and a short text become one captioned message, except where WhatsApp shows no caption: under
 * sound. Only the first replies. Buttons become a numbered menu at the end of the text. Empty for an empty message.
 */
export function renderParts(message: Message, words: Pick<WhatsappWords, 'replyNumber'>): Part[] {
  const text = composeText(message, words)
  const files = filesOf(message)
  const [only] = files
  const isCaption =
    files.length === 1 &&
    text !== '' &&
    text.length <= CAPTION_UNITS_MAX &&
    only?.what !== 'voice' &&
    only?.what !== 'audio'
  const texts = splitText(text, TEXT_UNITS_MAX).map((piece): Part => ({ kind: 'text', text: piece }))
  const parts = isCaption && only ? [{ ...only, caption: text }] : [...texts, ...files]
  const { replyTo } = message
  return parts.map((part, at) => (at === 0 && replyTo !== undefined ? { ...part, replyTo } : part))
}

/** What Baileys is asked to send; `bytes` are those of the file. Links get no preview, which would be fetched. */
export function contentOf(part: Exclude<Part, FilePart>): AnyMessageContent
export function contentOf(part: FilePart, bytes: Uint8Array): AnyMessageContent
export function contentOf(part: Part, bytes: Uint8Array = new Uint8Array()): AnyMessageContent {
  if (part.kind === 'text') return { text: part.text, linkPreview: null }
  const media = Buffer.from(bytes)
  const { mime: mimetype, caption } = part
  const told = {
    ...(mimetype === undefined ? {} : { mimetype }),
    ...(caption === undefined ? {} : { caption }),
  }
  switch (part.what) {
    case 'photo':
      return { image: media, ...told }
    case 'video':
      return { video: media, ...told }
    case 'voice':
      return { audio: media, ptt: true, mimetype: mimetype ?? 'audio/ogg; codecs=opus' }
    case 'audio':
      return { audio: media, mimetype: mimetype ?? 'audio/mpeg' }
    case 'document':
      return {
        document: media,
        ...told,
        mimetype: mimetype ?? 'application/octet-stream',
        ...(part.name === undefined ? {} : { fileName: part.name }),
      }
  }
}

/** Heading in bold, the text, the people to call, the menu; what requesters wrote in it formats nothing. */
function composeText(message: Message, words: Pick<WhatsappWords, 'replyNumber'>): string {
  const { heading = '', text, mentions = [] } = message
  const names = mentions.map(({ name }) => name).join(', ')
  const said = [boldLine(heading), escapeMarkup(text), escapeMarkup(names)].filter((part) => part !== '')
  return [said.join('\n'), renderMenu(message, words)].filter((part) => part !== '').join('\n\n')
}

/** WhatsApp's formatting ends with the line, and with a heading that is none. */
function boldLine(heading: string): string {
  const line = heading.replace(/\s+/g, ' ').trim()
  if (line === '') return ''
  return line.length > HEADING_UNITS_MAX ? escapeMarkup(line) : bold(line)
}

/** Numbered as `choicesOf` counts them: on one line where they are few and short. */
function renderMenu(message: Message, { replyNumber }: Pick<WhatsappWords, 'replyNumber'>): string {
  const choices = choicesOf(message).map(({ label }, at) => `${at + 1} ${escapeMarkup(label)}`)
  if (choices.length === 0) return ''
  const line = choices.join(' · ')
  return [line.length <= MENU_LINE_UNITS_MAX ? line : choices.join('\n'), replyNumber].join('\n')
}

/** What may be chosen in answer to a message, in the order of its numbers: the first is 1. */
export function choicesOf({ buttons = [] }: Pick<Message, 'buttons'>): { label: string; press: string }[] {
  return buttons.flat()
}

function filesOf({ attachments = [], picture, document }: Message): FilePart[] {
  const made: FilePart[] = []
  if (picture !== undefined)
    made.push({ kind: 'file', what: 'photo', source: { from: 'files', key: picture }, mime: 'image/png' })
  if (document)
    made.push({
      kind: 'file',
      what: 'document',
      source: { from: 'files', key: document.key },
      name: document.name,
      ...mimeOf(document.name),
    })
  const sent = attachments.map(({ what, file }): FilePart => ({
    kind: 'file',
    what,
    source: { from: 'channel', file },
    ...(file.name === undefined ? {} : { name: file.name }),
    ...(file.mime === undefined ? {} : { mime: file.mime }),
  }))
  return [...made, ...sent]
}

/** Telephones open a document by its kind, not by its name. */
function mimeOf(name: string): { mime?: string } {
  const mime = DOCUMENT_KINDS.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
  return mime === undefined ? {} : { mime }
}

const DOCUMENT_KINDS = new Map([
  ['pdf', 'application/pdf'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['png', 'image/png'],
])

/** Pieces of at most `unitsMax` UTF-16 units, cut at line breaks where one is near, never inside a character. */
export function splitText(text: string, unitsMax: number): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    const end = findCut(text, start, unitsMax)
    const piece = text.slice(start, end)
    if (piece.trim() !== '') pieces.push(piece)
    start = /\s/.test(text[end] ?? '') ? end + 1 : end
  }
  return pieces
}

/** A break in the first half of the room would leave a stub of a message: then a space, then any place will do. */
function findCut(text: string, start: number, unitsMax: number): number {
  if (text.length - start <= unitsMax) return text.length
  const limit = start + unitsMax
  const soft = ['\n', ' '].map((gap) => text.lastIndexOf(gap, limit)).find((at) => at > start + unitsMax / 2)
  if (soft !== undefined) return soft
  return /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit
}
