import { describeChannel } from '../../contract/channel.ts'
import { connectTelegram } from './harness.ts'

describeChannel('Telegram', async () => {
  const telegram = await connectTelegram()
  const { world, siti } = telegram
  const address = { channel: 'telegram', chat: String(siti.id) } as const
  return {
    ...telegram,
    open: () => telegram.open(),
    person: { id: String(siti.id), name: 'Siti Aminah', address },
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
        })),
    async blocks() {
      world.blockBot(siti)
    },
  }
})
