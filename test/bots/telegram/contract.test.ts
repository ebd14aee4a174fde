import type { Document } from 'grammy/types'
import { describeChannel } from '../../contract/channel.ts'
import { connectTelegram } from './harness.ts'

describeChannel('Telegram', async () => {
  const telegram = await connectTelegram()
  const { world, siti } = telegram
  const documentOf = ({ file_id, file_name = '' }: Document) => ({
    name: file_name,
    bytes: world.fileBytes(file_id) ?? new Uint8Array(),
  })
  const address = { channel: 'telegram', chat: String(siti.id) } as const
  return {
    ...telegram,
    open: () => telegram.open(),
    person: { id: String(siti.id), name: 'Siti Aminah', address },
    keeps: (key, bytes) => void telegram.pictures.set(key, bytes),
    async says(text) {
      world.send(siti, siti, text)
    },
    async sendsPhoto(bytes, caption) {
      world.sendPhoto(siti, siti, { bytes }, { caption })
    },
    async presses(message, label) {
      world.press(siti, siti, Number(message), label)
    },
    shown: () =>
      world
        .messages(siti)
        .filter(({ from }) => from?.is_bot)
        .map((message) => ({
          id: String(message.message_id),
          text: message.text ?? message.caption ?? '',
          labels: message.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [],
          hasFile: message.photo !== undefined,
          ...(message.document && { document: documentOf(message.document) }),
        })),
    async blocks() {
      world.blockBot(siti)
    },
  }
})
