import { Agent } from 'node:https'
import path from 'node:path'
import type { UserFacingSocketConfig } from '@whiskeysockets/baileys'
import { Agent as Dispatcher } from 'undici'
import type { Cast } from './cast.ts'
import type { ChatFile } from './files.ts'
import { keepSaved, readSaved } from './saved-world.ts'
import { trustPeer } from './whatsapp/certificates.ts'
import type { ChatMessage } from './whatsapp/chat.ts'
import { type Peer, type PersonPhone, startWhatsAppPeer } from './whatsapp/peer.ts'
import { readFileId, viewChange, viewChat, type WhatsAppEvent, type WhatsAppView } from './whatsapp-view.ts'

/** A WhatsApp of one's own: Sigap's number, the cast's telephones, and what a real client is told to reach it. */
export type WhatsAppSide = {
  peer: Peer
  /** Where a client connects, and what makes it trust the servers of files. */
  socketUrl: string
  media: Pick<UserFacingSocketConfig, 'fetchAgent' | 'options'>
  /** The telephone of a member of the cast, by their Telegram id; undefined for one without WhatsApp. */
  phoneOf(person: number): PersonPhone | undefined
  /** All chats as the page sees them. */
  view(): WhatsAppView
  onChange(listener: (event: WhatsAppEvent) => void): void
  /** The file of a message, by the id that `view` gave it; null where there is none, or none any more. */
  fileOf(id: string): Promise<ChatFile | null>
  /** The desk's own telephone scans the QR code, or its owner types the pairing code. False for one that is too old. */
  link(shown: { qr: string } | { code: string }): Promise<boolean>
  /** Resolves when all that was done so far outlives a kill, as what WhatsApp says it has does. Never rejects. */
  saved(): Promise<void>
  /** Saves the chats and closes the connections. */
  close(): Promise<void>
}

/**
 * Starts the WhatsApp of the simulator; its chats are kept in `<dataDir>/simulator` and are there again after a restart.
 * From now on Baileys in this process trusts it instead of WhatsApp's own servers, until `close`.
 */
export async function startWhatsAppSide(
  dataDir: string,
  now: () => Date,
  { members }: Cast,
): Promise<WhatsAppSide> {
  const file = path.join(dataDir, 'simulator', 'whatsapp.json')
  const peer =
    (await readSaved(file, (snapshot) => startWhatsAppPeer({ now, snapshot }))) ??
    (await startWhatsAppPeer({ now }))
  const phones = new Map<number, PersonPhone>()
  const owners = new Map<string, number>()
  for (const { user, name, whatsapp } of members) {
    if (!whatsapp) continue
    phones.set(user.id, peer.person({ ...whatsapp, name }))
    owners.set(whatsapp.phone, user.id)
  }
  const kept = await keepSaved(file, peer.snapshot)
  // The client learns people's keys from the first message on: they have to be the same after a kill.
  await kept.save()
  const off = peer.onChange(({ kind }) => {
    if (kind === 'linked') void kept.save().catch(() => undefined)
    else if (kind !== 'typing') kept.changed()
  })
  const distrust = trustPeer(peer)
  return {
    peer,
    socketUrl: peer.url,
    media: trustMedia(peer),
    phoneOf: (person) => phones.get(person),
    view: () => ({
      phone: `+${peer.account.phone}`,
      chats: [...phones].map(([person, phone]) => viewChat(person, phone)),
    }),
    onChange(listener) {
      peer.onChange((change) => {
        const person = 'person' in change ? owners.get(change.person.phone) : undefined
        const phone = person === undefined ? undefined : phones.get(person)
        const event = person !== undefined && phone ? viewChange(person, phone, change) : null
        if (event) listener(event)
      })
    },
    async fileOf(id) {
      const named = readFileId(id)
      const phone = named && phones.get(named.person)
      const found = phone?.chat().find((message) => message.id === named?.message)
      const bytes = found && (await phone?.download({ message: found.content }).catch(() => null))
      return found && bytes ? { ...nameAndKind(found), ofBot: !found.own, bytes } : null
    },
    async link(shown) {
      const linked = 'qr' in shown ? peer.scan(shown.qr) : peer.enterCode(shown.code)
      const device = await linked.catch(() => null)
      if (device === null) return false
      // One bot has this number: a device from before its database was made anew would be written to for ever.
      for (const id of [...peer.account.companions.keys()]) if (id !== device) peer.unlink(id)
      return true
    },
    saved: () => kept.save().catch(() => undefined),
    async close() {
      off()
      distrust()
      await peer.close()
      await kept.stop()
    },
  }
}

/** Baileys uploads by way of an agent, and downloads by way of a dispatcher, of which its types know nothing. */
function trustMedia({ media: { ca } }: Peer): WhatsAppSide['media'] {
  const dispatcher = new Dispatcher({ connect: { ca } })
  return { fetchAgent: new Agent({ ca }), options: { dispatcher } as RequestInit }
}

function nameAndKind({ content }: ChatMessage): Pick<ChatFile, 'name' | 'mimeType'> {
  const { imageMessage, videoMessage, audioMessage, stickerMessage, documentMessage } = content
  const media = imageMessage ?? videoMessage ?? audioMessage ?? stickerMessage ?? documentMessage
  // What follows the kind (codecs) says nothing to a browser.
  return { name: documentMessage?.fileName ?? '', mimeType: media?.mimetype?.split(';')[0]?.trim() ?? '' }
}
