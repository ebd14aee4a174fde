import { Bot } from 'grammy'
import { createTransport } from '../../bots/telegram/transport.ts'

// A bot that repeats what it is told: argv[2] is the Bot API's root, argv[3] its token, argv[4] the kind of bot.
const [apiRoot = '', token = '', kind] = process.argv.slice(2)
process.on('SIGTERM', () => process.exit(0))
if (kind === 'sequential') await echoInTurn()
else await echoSideBySide()

/** As grammY's first page shows it: one message after the other. */
async function echoInTurn(): Promise<void> {
  const bot = new Bot(token, { client: { apiRoot } })
  bot.on('message:text', (ctx) => ctx.reply(ctx.message.text))
  await bot.start()
}

/** Everything at once, nothing kept; calls go as fast as Sigap's own do, so that only the keeping is compared. */
async function echoSideBySide(): Promise<never> {
  const { api } = createTransport({ token, apiRoot, timeoutSeconds: 45 })
  for (let offset = 0; ;) {
    const updates = await api.getUpdates({ offset, limit: 100, timeout: 30 })
    for (const { update_id, message } of updates) {
      offset = update_id + 1
      if (message?.text !== undefined) void api.sendMessage(message.chat.id, message.text)
    }
  }
}
