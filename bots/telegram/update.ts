import { z } from 'zod'

/**
 * The parts of a Telegram update this program reads, and how long they may be. Telegram's own limits are lower: what is
 * over these did not come from Telegram.
 */
const text = z.string().max(16_384)
const name = z.string().max(1024)
const fileId = z.string().min(1).max(1024)
const seconds = z.int().min(0).max(253_402_300_799)

const user = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: name,
  last_name: name.optional(),
  username: name.optional(),
})

const chat = z.object({
  id: z.int(),
  type: z.string(),
  title: name.optional(),
  is_forum: z.boolean().optional(),
})

const entity = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(0),
  user: user.optional(),
})

const file = z.object({
  file_id: fileId,
  file_unique_id: fileId,
  file_size: z.int().min(0).optional(),
  file_name: name.optional(),
  mime_type: name.optional(),
})

const photoSize = file.extend({ width: z.int().min(0), height: z.int().min(0) })

const contact = z.object({
  phone_number: name,
  user_id: z.int().optional(),
  first_name: name.optional(),
  last_name: name.optional(),
})

/** Loose: keys not named here tell what kind of message it is. */
const message = z.looseObject({
  message_id: z.int(),
  date: seconds,
  edit_date: seconds.optional(),
  chat,
  from: user.optional(),
  sender_chat: chat.optional(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  forward_origin: z.unknown().optional(),
  reply_to_message: z.object({ message_id: z.int() }).optional(),
  media_group_id: name.optional(),
  text: text.optional(),
  entities: z.array(entity).max(1000).optional(),
  caption: text.optional(),
  photo: z.array(photoSize).min(1).max(100).optional(),
  document: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  contact: contact.optional(),
  new_chat_members: z.array(user).max(1000).optional(),
  left_chat_member: user.optional(),
  migrate_to_chat_id: z.int().optional(),
})

const callbackQuery = z.object({
  id: name,
  from: user,
  data: z.string().max(256).optional(),
  message: z
    .object({
      message_id: z.int(),
      chat,
      message_thread_id: z.int().optional(),
      is_topic_message: z.boolean().optional(),
    })
    .optional(),
})

const memberState = z.object({ status: z.string(), is_member: z.boolean().optional(), user })

const memberUpdate = z.object({
  chat,
  from: user,
  date: seconds,
  old_chat_member: memberState,
  new_chat_member: memberState,
})

/** An update as far as this program reads it; other kinds parse as an update with none of these keys. */
export const updateSchema = z.object({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: memberUpdate.optional(),
  chat_member: memberUpdate.optional(),
})

export type TelegramUser = z.infer<typeof user>
export type TelegramChat = z.infer<typeof chat>
export type TelegramFile = z.infer<typeof file>
export type TelegramMessage = z.infer<typeof message>
export type TelegramPress = z.infer<typeof callbackQuery>
export type TelegramMemberUpdate = z.infer<typeof memberUpdate>
export type TelegramMemberState = z.infer<typeof memberState>
