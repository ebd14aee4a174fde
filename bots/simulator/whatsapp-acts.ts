import { z } from 'zod'
import { ImpossibleAct } from './acts.ts'
import { STAND_INS } from './bot-api/stand-ins.ts'
import type { Simulator } from './simulator.ts'
import type { ChatMessage } from './whatsapp/chat.ts'
import type { MediaFile } from './whatsapp/media.ts'
import type { PersonPhone } from './whatsapp/peer.ts'
import type { Manner } from './whatsapp/writing.ts'

/** What a person with WhatsApp does on the page, as it comes in; `person` is the Telegram id of the cast's member. */
const id = z.coerce.number().int()
const message = z.string().regex(/^\w{1,64}$/)
const text = z.string().trim().min(1).max(4096)
const place = {
  person: id,
  replyTo: message.optional(),
  forwarded: z.union([z.boolean(), z.stringbool()]).optional(),
}

type Place = z.infer<z.ZodObject<typeof place>>
export const WriteWhatsApp = z.object({
  ...place,
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text }),
    z.object({ kind: z.enum(['voice', 'sticker', 'location']) }),
    z.object({ kind: z.literal('contact'), of: id.optional() }),
  ]),
})
export const UploadWhatsApp = z.object({
  ...place,
  kind: z.enum(['photo', 'document']),
  caption: z.string().trim().max(1024).optional(),
})
export const EditWhatsApp = z.object({ person: id, message, text })
export const PickWhatsApp = z.object({ person: id, message })
export const ReadWhatsApp = z.object({ person: id })

const SAMPLE_SECONDS = 4
const SAMPLE_PLACE = { degreesLatitude: -6.1719, degreesLongitude: 106.1606 }

/** Writes a text, or sends a sample of another kind, or somebody's card. Answers the message's id. */
export async function writeWhatsApp(
  simulator: Simulator,
  { content, ...act }: z.infer<typeof WriteWhatsApp>,
): Promise<string> {
  const phone = phoneFor(simulator, act)
  const manner = mannerOf(act)
  switch (content.kind) {
    case 'text':
      return phone.send(content.text, manner)
    case 'voice':
      return phone.sendFile(
        { kind: 'audio', ...sample('voice'), mime: 'audio/ogg; codecs=opus', voice: true },
        manner,
      )
    case 'sticker':
      return phone.sendFile({ kind: 'sticker', ...sample('sticker'), mime: 'image/webp' }, manner)
    case 'location':
      return phone.sendMessage({ locationMessage: SAMPLE_PLACE })
    case 'contact': {
      const owner = simulator.cast.members.find(({ user }) => user.id === (content.of ?? act.person))
      if (!owner) throw new ImpossibleAct()
      const digits = owner.phone.replace(/\D/g, '').replace(/^0/, '62')
      return phone.sendContact({ name: owner.name, phone: digits }, manner)
    }
  }
}

/** Sends files; several photos go as an album. The words stand under the first. */
export async function uploadWhatsApp(
  simulator: Simulator,
  { kind, caption, ...act }: z.infer<typeof UploadWhatsApp>,
  files: readonly { name: string; mimeType: string; bytes: Uint8Array }[],
): Promise<string[]> {
  const phone = phoneFor(simulator, act)
  const manner = mannerOf(act)
  const sent = files.map(({ name, mimeType: mime, bytes }, index): MediaFile => {
    const words = index === 0 && caption ? { caption } : {}
    return kind === 'photo'
      ? { kind: 'image', bytes, mime, ...words }
      : { kind: 'document', bytes, mime, name, ...words }
  })
  if (kind === 'photo' && sent.length > 1) return phone.sendAlbum(sent, manner)
  return Promise.all(sent.map((file) => phone.sendFile(file, manner)))
}

/** Gives an own text new words. */
export async function editWhatsApp(
  simulator: Simulator,
  { person, message, text }: z.infer<typeof EditWhatsApp>,
): Promise<string> {
  const { phone, found } = pick(simulator, { person, message })
  const { conversation, extendedTextMessage } = found.content
  if (!found.own || !(conversation || extendedTextMessage)) throw new ImpossibleAct()
  return phone.edit(message, text)
}

/** Takes an own message back. */
export async function deleteWhatsApp(
  simulator: Simulator,
  act: z.infer<typeof PickWhatsApp>,
): Promise<string> {
  const { phone, found } = pick(simulator, act)
  if (!found.own) throw new ImpossibleAct()
  return phone.delete(found.id)
}

/** Says a message once more, as passed on. */
export async function forwardWhatsApp(
  simulator: Simulator,
  act: z.infer<typeof PickWhatsApp>,
): Promise<string> {
  const { phone, found } = pick(simulator, act)
  return phone.forward(found.id)
}

/** Opens the chat: the client hears that all of it was read. */
export function readWhatsApp(simulator: Simulator, act: z.infer<typeof ReadWhatsApp>): void {
  phoneFor(simulator, act).read()
}

function sample(kind: 'voice' | 'sticker'): { bytes: Uint8Array; seconds?: number } {
  const { bytes } = STAND_INS[kind]
  return kind === 'voice' ? { bytes, seconds: SAMPLE_SECONDS } : { bytes }
}

/** The person's telephone, if they have WhatsApp and what the act answers is there. */
function phoneFor(
  { whatsapp }: Simulator,
  { person, replyTo }: Pick<Place, 'person' | 'replyTo'>,
): PersonPhone {
  const phone = whatsapp?.phoneOf(person)
  if (!phone) throw new ImpossibleAct()
  if (replyTo !== undefined && !phone.chat().some(({ id }) => id === replyTo)) throw new ImpossibleAct()
  return phone
}

/** A message that is still there. */
function pick(
  simulator: Simulator,
  { person, message }: z.infer<typeof PickWhatsApp>,
): { phone: PersonPhone; found: ChatMessage } {
  const phone = phoneFor(simulator, { person })
  const found = phone.chat().find(({ id }) => id === message)
  if (!found || found.deleted) throw new ImpossibleAct()
  return { phone, found }
}

function mannerOf({ replyTo, forwarded }: Place): Manner {
  return { ...(replyTo !== undefined && { replyTo }), ...(forwarded === true && { forwarded }) }
}
