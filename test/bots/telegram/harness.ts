import { startBotApi } from '../../../bots/simulator/bot-api/server.ts'
import { createWorld } from '../../../bots/simulator/bot-api/world.ts'
import type { World, WorldOptions } from '../../../bots/simulator/bot-api/world.ts'
import { telegramChannel } from '../../../bots/telegram/channel.ts'
import type { TelegramOptions } from '../../../bots/telegram/channel.ts'

type LogLine = { level: string; event: string; details: Record<string, unknown> }

/** A simulated Telegram on loopback with Siti in it, and channels that talk to it in a hurry. */
export async function connectTelegram(options: WorldOptions = {}) {
  const world: World = createWorld(options)
  let api = await startBotApi(world)
  const { root: apiRoot, port } = api
  const siti = world.user({
    id: 5_501_234_567,
    first_name: 'Siti',
    last_name: 'Aminah',
    username: 'sitiaminah',
  })
  const log: LogLine[] = []
  const fatal: Error[] = []
  const pictures = new Map<string, Uint8Array>()
  return {
    world,
    apiRoot,
    siti,
    log,
    fatal,
    pictures,
    open: (overrides: Partial<TelegramOptions> = {}) =>
      telegramChannel({
        token: world.token,
        apiRoot,
        pictures: { get: async (key) => pictures.get(key) ?? null },
        log: (level, event, details) => void log.push({ level, event, details }),
        onFatal: (error) => void fatal.push(error),
        pollTimeoutSeconds: 1,
        retryDelayMs: 10,
        ...overrides,
      }),
    cut: () => api.close(),
    async mend() {
      api = await startBotApi(world, { port })
    },
    close: () => api.close(),
  }
}
