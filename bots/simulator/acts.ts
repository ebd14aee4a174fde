import type { Message, MessageOrigin } from 'grammy/types'
import { z } from 'zod'
import { isPresent } from './bot-api/chats.ts'
import { fileIdOf } from './bot-api/media.ts'
import type { SendOptions } from './bot-api/people.ts'
import type { CallbackAnswer, Room } from './bot-api/state.ts'
import type { Simulator } from './simulator.ts'

/** What a person on the page does, as it comes in; `person` and `chat` are ids. */
const id = z.coerce.number().int()
const place = { person: id, chat: id, replyTo: id.optional(), thread: id.optional() }
const text = z.string().trim().min(1).max(4096)

type Place = z.infer<z.ZodObject<typeof place>>
export const Send = z.object({
  ...place,
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text }),
    z.object({ kind: z.enum(['voice', 'sticker', 'location', 'contact']) }),
  ]),
})
export const Upload = z.object({
  ...place,
  kind: z.enum(['photo', 'document']),
  caption: z.string().trim().max(1024).optional(),
})
export const Press = z.object({ person: id, chat: id, message: id, data: z.string().min(1).max(64) })
export const Edit = z.object({ person: id, chat: id, message: id, text })
export const Forward = z.object({ ...place, from: id, message: id })

/** Something the person cannot do there: not a member, no such chat or message. */
export class ImpossibleAct extends Error {
  readonly code = 'impossible'
}

/** A real client gives up waiting for the bot after about this long. */
const ANSWER_MS_MAX = 12_000
/** The government quarter of Serang, Banten. */
const SAMPLE_PLACE = { latitude: -6.1719, longitude: 106.1606 }

/** Sends a text, or a sample of another kind. */
export function send(simulator: Simulator, { content, ...act }: z.infer<typeof Send>): Message {
  const { world } = simulator
  const room = roomFor(simulator, act)
  const options = optionsOf(act)
  switch (content.kind) {
    case 'text':
      return world.send(act.person, room, content.text, options)
    case 'voice':
      return world.sendVoice(act.person, room, {}, options)
    case 'sticker':
      return world.sendSticker(act.person, room, {}, options)
    case 'location':
      return world.sendLocation(act.person, room, SAMPLE_PLACE, options)
    case 'contact': {
      const member = simulator.cast.members.find(({ user }) => user.id === act.person)
      return world.sendContact(act.person, room, { phone_number: member?.phone ?? '' }, options)
    }
  }
}

/** Sends files; several photos go as an album. */
export function upload(
  simulator: Simulator,
  act: z.infer<typeof Upload>,
  files: readonly { name: string; mimeType: string; bytes: Uint8Array }[],
): Message[] {
  const { world } = simulator
  const room = roomFor(simulator, act)
  const options = { ...optionsOf(act), ...(act.caption && { caption: act.caption }) }
  if (act.kind === 'photo' && files.length > 1) return world.sendAlbum(act.person, room, files, options)
  const sendFile = act.kind === 'photo' ? world.sendPhoto : world.sendDocument
  return files.map((file) => sendFile(act.person, room, file, options))
}

/** Presses a button; null when the bot does not answer in time. */
export async function press(
  simulator: Simulator,
  { person, chat, message, data }: z.infer<typeof Press>,
): Promise<CallbackAnswer | null> {
  const room = roomFor(simulator, { person, chat })
  const { answered } = simulator.world.press(person, room, message, { data })
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => (timer = setTimeout(resolve, ANSWER_MS_MAX, null)))
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer))
}

/** Rewrites an own text. */
export function edit(simulator: Simulator, { person, chat, message, text }: z.infer<typeof Edit>): Message {
  const room = roomFor(simulator, { person, chat })
  const own = room.messages.get(message)
  if (own?.from?.id !== person || own.text === undefined) throw new ImpossibleAct()
  return simulator.world.editMessage(person, room, message, text)
}

/** Forwards a text or a file from one of the person's chats into another. */
export function forward(
  simulator: Simulator,
  { from, message: messageId, ...act }: z.infer<typeof Forward>,
): Message {
  const { world } = simulator
  const room = roomFor(simulator, act)
  const source = roomFor(simulator, { person: act.person, chat: from }).messages.get(messageId)
  if (!source) throw new ImpossibleAct()
  const options = { ...optionsOf(act), forwardOrigin: originOf(source) }
  if (source.text !== undefined) return world.send(act.person, room, source.text, options)
  const file = world.state.files.get(fileIdOf(source) ?? '')
  const bytes = file && world.fileBytes(file.fileId)
  if (!file || !bytes) throw new ImpossibleAct()
  const captioned = { ...options, ...(source.caption && { caption: source.caption }) }
  const copy = { bytes, name: file.name, mimeType: file.mimeType }
  if (source.photo) return world.sendPhoto(act.person, room, copy, captioned)
  if (source.voice) return world.sendVoice(act.person, room, copy, captioned)
  return world.sendDocument(act.person, room, copy, captioned)
}

/**
 * The chat, if the person may write there (the own one with the bot, or a group the person is in) and what the act
 * refers to exists: the page may be behind the world by a moment.
 */
function roomFor({ world }: Simulator, { person, chat, replyTo, thread }: Place): Room {
  const room = world.state.rooms.get(chat)
  const may = room?.type === 'private' ? room.id === person : isPresent(room?.members.get(person))
  if (!room || !may || !world.state.users.has(person)) throw new ImpossibleAct()
  if (replyTo !== undefined && !room.messages.has(replyTo)) throw new ImpossibleAct()
  if (thread !== undefined && !room.topics.has(thread)) throw new ImpossibleAct()
  return room
}

function optionsOf({ replyTo, thread }: Pick<Place, 'replyTo' | 'thread'>): SendOptions {
  return { ...(replyTo !== undefined && { replyTo }), ...(thread !== undefined && { thread }) }
}

function originOf({ from, date }: Message): MessageOrigin {
  if (!from) throw new ImpossibleAct()
  return { type: 'user', sender_user: from, date }
}
