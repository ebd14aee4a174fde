import type { ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types'
import { readObject, type Args } from './args.ts'
import { badRequest } from './errors.ts'

/** A checked `reply_markup`: an inline keyboard belongs to the message, the others to the chat. */
export type Markup =
  | { kind: 'none' }
  | { kind: 'inline'; inline: InlineKeyboardMarkup }
  | { kind: 'keyboard'; keyboard: ReplyKeyboardMarkup | ForceReply }
  | { kind: 'remove' }

type AnyMarkup = Partial<
  InlineKeyboardMarkup & ReplyKeyboardMarkup & Omit<ReplyKeyboardRemove & ForceReply, 'selective'>
>

const BUTTON_DATA_BYTES_MAX = 64

/** Reads and checks `reply_markup`. Throws 400 as Telegram does. */
export function readMarkup(args: Args): Markup {
  const markup = readObject<AnyMarkup>(args, 'reply_markup')
  if (markup?.inline_keyboard !== undefined) return readInline(markup.inline_keyboard)
  if (markup?.keyboard !== undefined)
    return { kind: 'keyboard', keyboard: { ...markup, keyboard: markup.keyboard } }
  if (markup?.force_reply) return { kind: 'keyboard', keyboard: { ...markup, force_reply: true } }
  return markup?.remove_keyboard ? { kind: 'remove' } : { kind: 'none' }
}

/** An edit takes only an inline keyboard; without one the message loses its own. */
export function readInlineMarkup(args: Args): InlineKeyboardMarkup | undefined {
  const markup = readMarkup(args)
  if (markup.kind === 'none') return undefined
  if (markup.kind === 'inline') return markup.inline.inline_keyboard.length > 0 ? markup.inline : undefined
  throw badRequest('object expected as reply markup')
}

function readInline(rows: InlineKeyboardMarkup['inline_keyboard']): Markup {
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
  }
  for (const button of rows.flat()) {
    const actions = Object.keys(button).filter((key) => key !== 'text' && key !== 'style')
    if (typeof button.text !== 'string' || button.text === '') {
      throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String')
    }
    if (actions.length === 0) {
      throw badRequest(
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
      )
    }
    if ('callback_data' in button && !isValidData(button.callback_data))
      throw badRequest('BUTTON_DATA_INVALID')
  }
  return { kind: 'inline', inline: { inline_keyboard: rows.filter((row) => row.length > 0) } }
}

function isValidData(data: unknown): boolean {
  return typeof data === 'string' && data !== '' && Buffer.byteLength(data) <= BUTTON_DATA_BYTES_MAX
}
