import type { MessageEntity } from 'grammy/types'
import type { Mention, Message } from '../../core/app/message.ts'

/** A text and its formatting. Offsets and lengths are UTF-16 units, as Telegram and JavaScript count. */
export type StyledText = { text: string; entities: MessageEntity[] }

/** Heading in bold on the first line, then the text, then the people to call on a last line. */
export function composeText(message: Pick<Message, 'heading' | 'text' | 'mentions'>): StyledText {
  const { heading = '', text, mentions = [] } = message
  const start = [heading, text].filter((line) => line !== '').join('\n')
  const composed: StyledText = { text: start, entities: [] }
  if (heading !== '') composed.entities.push({ type: 'bold', offset: 0, length: heading.length })
  mentions.forEach((mention, index) => {
    composed.text += index > 0 ? ', ' : composed.text === '' ? '' : '\n'
    appendMention(composed, mention)
  })
  return composed
}

/** A numeric id calls people without an @name too; an @name is recognised by Telegram itself. */
function appendMention(composed: StyledText, { id, username, name }: Mention): void {
  const shown = id === undefined && username !== undefined ? `@${username}` : name
  if (id !== undefined) {
    const user = { id: Number(id), is_bot: false, first_name: name }
    composed.entities.push({ type: 'text_mention', offset: composed.text.length, length: shown.length, user })
  }
  composed.text += shown
}

/** Pieces of at most `unitsMax` UTF-16 units, cut at line breaks where one is near, never inside a character. */
export function splitText(styled: StyledText, unitsMax: number): StyledText[] {
  const pieces: StyledText[] = []
  let start = 0
  while (start < styled.text.length) {
    const end = findCut(styled.text, start, unitsMax)
    const piece = sliceStyled(styled, start, end)
    if (piece.text.trim() !== '') pieces.push(piece)
    start = /\s/.test(styled.text[end] ?? '') ? end + 1 : end
  }
  return pieces
}

/** A break in the first half of the room would leave a stub of a message: then a space, then any place will do. */
function findCut(text: string, start: number, unitsMax: number): number {
  if (text.length - start <= unitsMax) return text.length
  const limit = start + unitsMax
  const half = start + unitsMax / 2
  const soft = ['\n', ' '].map((gap) => text.lastIndexOf(gap, limit)).find((at) => at > half)
  if (soft !== undefined) return soft
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit
}

function sliceStyled({ text, entities }: StyledText, start: number, end: number): StyledText {
  const clipped = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start)
    const to = Math.min(entity.offset + entity.length, end)
    return from < to ? [{ ...entity, offset: from - start, length: to - from }] : []
  })
  return { text: text.slice(start, end), entities: clipped }
}

/** The text cut to at most `unitsMax` UTF-16 units, with an ellipsis where something is missing. */
export function shorten(text: string, unitsMax: number): string {
  if (text.length <= unitsMax) return text
  const end = isHighSurrogate(text.charCodeAt(unitsMax - 2)) ? unitsMax - 2 : unitsMax - 1
  return `${text.slice(0, end)}…`
}

/** As `shorten`, with the formatting of what is left. */
export function shortenStyled(styled: StyledText, unitsMax: number): StyledText {
  const text = shorten(styled.text, unitsMax)
  return { ...sliceStyled(styled, 0, text.length), text }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
