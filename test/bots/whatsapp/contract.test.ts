import type { proto } from '@whiskeysockets/baileys'
import { describeChannel } from '../../contract/channel.ts'
import { textOf } from '../../../bots/simulator/whatsapp/people.ts'
import { connectWhatsapp, untilLinked } from './harness.ts'

describeChannel('WhatsApp', async () => {
  const whatsapp = await connectWhatsapp()
  const { siti, pictures } = whatsapp
  const id = `lid:${siti.lid}`
  const documents = new Map<string, { name: string; bytes: Uint8Array }>()
  whatsapp.peer.onChange((change) => {
    const received = change.kind === 'received' && siti.received.find((one) => one.id === change.id)
    const file = received && fileOf(received.message)
    if (!received || !file) return
    void siti
      .download(received)
      .then((bytes) =>
        documents.set(received.id, { name: file.fileName ?? '', bytes: new Uint8Array(bytes) }),
      )
  })
  return {
    ...whatsapp,
    open: () => {
      const channel = whatsapp.open()
      // Linking waits for a person; here it is done when the start is.
      return {
        ...channel,
        async start(take) {
          whatsapp.notices.length = 0
          await channel.start(take)
          await untilLinked(whatsapp)
        },
      }
    },
    person: { id, name: siti.name, address: { channel: 'whatsapp', chat: id } },
    keeps: (key, bytes) => void pictures.set(key, bytes),
    async says(text) {
      await siti.send(text)
    },
    async sendsPhoto(bytes, caption) {
      await siti.sendFile({ kind: 'image', bytes: Buffer.from(bytes), mime: 'image/png', caption })
    },
    shown: () =>
      siti.received
        .filter(({ id, message }) => fileOf(message) === null || documents.has(id))
        .map(({ id, message }) => ({
          id,
          text: textOf(message),
          labels: [],
          hasFile: Boolean(message.imageMessage ?? message.documentMessage),
          ...(documents.has(id) && { document: documents.get(id) }),
        })),
    async blocks() {
      siti.refuse('463')
    },
  }
})

/** The document in a message, also where it has a caption. */
function fileOf({
  documentMessage,
  documentWithCaptionMessage,
}: proto.IMessage): proto.Message.IDocumentMessage | null {
  return documentMessage ?? documentWithCaptionMessage?.message?.documentMessage ?? null
}
