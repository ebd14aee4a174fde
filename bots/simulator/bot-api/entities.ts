import type { MessageEntity } from 'grammy/types'
import { badRequest } from './errors.ts'

/** A text as Telegram keeps it: trimmed, with its entities (offsets in UTF-16 units). */
export type FormattedText = { text: string; entities: MessageEntity[] }

type PlainEntity = 'url' | 'email' | 'bot_command' | 'mention' | 'hashtag'

/** What Telegram finds by itself; where two overlap the earlier rule wins. */
const DETECTED: readonly [PlainEntity, RegExp][] = [
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/giu],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/gu],
  ['mention', /(?<![\p{L}\p{N}_])@[a-zA-Z0-9_]{3,32}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_])#(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
]
const MAYBE_ENTITY = /[/@#]/

/** Commands, mentions, hashtags, addresses and links in a text, in order, none overlapping. */
export function detectEntities(text: string): MessageEntity[] {
  if (!MAYBE_ENTITY.test(text)) return []
  const found: MessageEntity[] = []
  for (const [type, pattern] of DETECTED) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (!found.some((other) => overlaps(other, entity))) found.push(entity)
    }
  }
  return found.sort((a, b) => a.offset - b.offset)
}

/**
 * Checks and trims what the bot sends and adds the detected entities. Leading space before an entity stays, so that
 * offsets hold. Throws 400 for an entity outside the text or inside a surrogate pair.
 */
export function formatText(source: string, given: readonly MessageEntity[] | undefined): FormattedText {
  if (given === undefined || given.length === 0) {
    const text = source.trim()
    return { text, entities: detectEntities(text) }
  }
  for (const entity of given) checkEntity(source, entity)
  const firstOffset = Math.min(...given.map((entity) => entity.offset))
  const trimmed = source.trimEnd()
  const lead = Math.min(firstOffset, trimmed.length - trimmed.trimStart().length)
  const text = trimmed.slice(lead)
  const kept = given
    .map((entity) => {
      const offset = entity.offset - lead
      return { ...entity, offset, length: Math.min(entity.length, text.length - offset) }
    })
    .filter((entity) => entity.length > 0)
  const detected = detectEntities(text).filter((entity) => !kept.some((other) => overlaps(other, entity)))
  return { text, entities: [...kept, ...detected].sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

type Span = { offset: number; length: number }

function overlaps(a: Span, b: Span): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

function checkEntity(text: string, { offset, length }: Span): void {
  if (!Number.isInteger(offset) || offset < 0)
    throw badRequest('receive an entity with incorrect negative offset')
  if (!Number.isInteger(length) || length < 0) throw badRequest('receive an entity with incorrect length')
  const end = offset + length
  const place = `entity beginning at UTF-16 offset ${offset}`
  if (end > text.length) {
    throw badRequest(`${place} ends after the end of the text at UTF-16 offset ${end}`)
  }
  if (splitsPair(text, offset)) throw badRequest(`${place} begins in a middle of a UTF-16 symbol`)
  if (splitsPair(text, end)) throw badRequest(`${place} ends in a middle of a UTF-16 symbol`)
}

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at))
}
