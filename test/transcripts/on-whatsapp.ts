import { getContentType, normalizeMessageContent } from '@whiskeysockets/baileys'
import { STAND_INS } from '../../bots/simulator/bot-api/stand-ins.ts'
import type { MediaFile } from '../../bots/simulator/whatsapp/media.ts'
import { textOf } from '../../bots/simulator/whatsapp/people.ts'
import type { PersonPhone } from '../../bots/simulator/whatsapp/peer.ts'
import type { Town } from '../e2e/town.ts'

/** What a line of a transcript has somebody do in their private chat: press a button, or say something. */
export type Act = { button: string | undefined; how: string; replied: string | undefined; text: string }

/** However often a script has a button pressed: a number is typed by a thumb. */
const impatience = 5

/** Does it on WhatsApp: a button is the number before its label, typed. */
export async function actOnWhatsapp(
  phone: PersonPhone,
  { button, how, replied, text }: Act,
): Promise<void> {
  if (replied !== undefined) return void (await phone.send(text, { replyTo: newest(phone, replied) }))
  if (button === undefined) return sayOnWhatsapp(phone, text)
  const times = how.startsWith('x') ? impatience : 1
  const number = numberOf(phone, button)
  for (let sent = 0; sent < times; sent += 1) await phone.send(number)
}

async function sayOnWhatsapp(phone: PersonPhone, said: string): Promise<void> {
  const [, passedOn, file, rest = ''] = /^\((?:(terusan)(?: (?=\w))?)?(\w*)\) ?(.*)$/s.exec(said) ?? []
  const manner = passedOn === undefined ? {} : { forwarded: true }
  const caption = rest === '' ? {} : { caption: rest }
  switch (file === '' ? passedOn : file) {
    case 'foto':
      return void (await phone.sendFile({ ...picture(), ...caption }, manner))
    case 'album':
      return void (await phone.sendAlbum([{ ...picture(), ...caption }, picture(), picture()], manner))
    case 'dokumen':
      return void (await phone.sendFile(
        { kind: 'document', bytes: bytesOf('document'), mime: 'application/pdf', name: 'dokumen.pdf', ...caption },
        manner,
      ))
    case 'video':
      return void (await phone.sendFile({ kind: 'video', bytes: bytesOf('video'), mime: 'video/mp4', ...caption }, manner))
    case 'suara':
      return void (await phone.sendFile(
        { kind: 'audio', bytes: bytesOf('voice'), mime: 'audio/ogg; codecs=opus', voice: true },
        manner,
      ))
    case 'stiker':
      return void (await phone.sendFile({ kind: 'sticker', bytes: bytesOf('sticker'), mime: 'image/webp' }))
    case 'lokasi':
      return void (await phone.sendMessage({ locationMessage: { degreesLatitude: -6.12, degreesLongitude: 106.15 } }))
    case 'kontak':
      return void (await phone.sendContact(rest === '' ? phone : cardOf(rest)))
    case 'terusan':
      return void (await phone.send(rest, manner))
    case 'ubahan':
      return void (await phone.edit(lastText(phone), rest))
    default:
      return void (await phone.send(said))
  }
}

/** The number of a choice in the newest message that offers it. */
function numberOf(phone: PersonPhone, label: string): string {
  const plain = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const offered = new RegExp(`(?:^|[\\s·:.])(\\d+) ${plain}(?=$|[\\s.·])`, 'm')
  const found = phone.received.findLast(({ message }) => offered.test(textOf(message)))
  const number = found && offered.exec(textOf(found.message))?.[1]
  if (number === undefined) throw new Error(`no choice ${label} on the telephone of ${phone.name}`)
  return number
}

/** The newest message the telephone shows that holds these words. */
function newest(phone: PersonPhone, words: string): string {
  const found = phone.received.findLast(({ message }) => textOf(message).includes(words))
  if (!found) throw new Error(`no message with "${words}" on the telephone of ${phone.name}`)
  return found.id
}

let pictures = 0

/** No two pictures are the same: the same one sent twice is one file. */
function picture(): MediaFile {
  pictures += 1
  return { kind: 'image', bytes: Buffer.concat([bytesOf('photo'), Buffer.from(String(pictures))]), mime: 'image/png' }
}

function bytesOf(kind: keyof typeof STAND_INS): Buffer {
  return Buffer.from(STAND_INS[kind].bytes)
}

function cardOf(text: string): { name: string; phone: string } {
  const [, name = '', phone = ''] = /^(.*?) ?([+\d][\d -]+)$/.exec(text) ?? []
  return { name, phone: phone.replace(/\D/g, '').replace(/^0/, '62') }
}

function lastText(phone: PersonPhone): string {
  const last = phone.chat().findLast(({ own, content }) => own && (content.conversation ?? content.extendedTextMessage))
  if (!last) throw new Error(`${phone.name} has written nothing`)
  return last.id
}

/** How many messages each telephone shows. */
export function shownSoFar({ whatsapp }: Town): Map<string, number> {
  return new Map((whatsapp?.phones() ?? []).map(([name, { received }]) => [name, received.length]))
}

const kinds: Record<string, string> = {
  imageMessage: 'foto',
  documentMessage: 'dokumen',
  videoMessage: 'video',
  audioMessage: 'suara',
}

/** What the telephones have shown since. */
export function seenOnWhatsapp({ whatsapp }: Town, before: ReadonlyMap<string, number>): string[] {
  return (whatsapp?.phones() ?? []).flatMap(([name, { received }]) =>
    received.slice(before.get(name)).flatMap(({ message }) => {
      const content = normalizeMessageContent(message) ?? {}
      const kind = kinds[getContentType(content) ?? '']
      const file = kind && [kind, content.documentMessage?.fileName].filter(Boolean).join(' ')
      const text = textOf(message)
      const lines = text === '' ? [] : text.split('\n').map((line) => `    ${line}`.trimEnd())
      return [`  → ${name} (WhatsApp)`, ...(file ? [`    (${file})`] : []), ...lines]
    }),
  )
}
