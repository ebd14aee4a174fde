import path from 'node:path'
import type { Limits } from './bot-api/limits.ts'
import { startBotApi, type BotApi } from './bot-api/server.ts'
import { createWorld, type World } from './bot-api/world.ts'
import { castPeople, type Cast } from './cast.ts'
import type { DeskPart } from './cast/parts.ts'
import { keepWorld, restoreWorld, skipUsedNumbers } from './saved-world.ts'
import type { WhatsAppSide } from './whatsapp-side.ts'

/**
 * `now` dates messages, and may be moved; `limits` are off unless asked for; `desks` are those of the cast; `whatsapp` is
 * whether there is a WhatsApp besides.
 */
export type SimulatorOptions = {
  dataDir: string
  now: () => Date
  limits?: Limits
  desks?: readonly DeskPart[]
  whatsapp?: boolean
}

/** A Telegram of one's own: its Bot API on loopback, the people in it, and what a real bot is told about itself. */
export type Simulator = {
  world: World
  api: BotApi
  cast: Cast
  token: string
  botUsername: string
  whatsapp: WhatsAppSide | null
  /** The message that brought the keyboard a chat shows now; unknown for one from before a restart. */
  promptOf(chatId: number): number | undefined
  /** Gives a staff group topics, or takes them away. */
  setTopics(chatId: number, on: boolean): void
  /** Saves the chats and closes the Bot API. */
  close(): Promise<void>
}

/**
 * Starts the simulator. Its chats are kept in `<dataDir>/simulator` and are there again after a restart.
 * Rejects when that folder cannot be written.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { dataDir, now, limits, desks } = options
  const world = createWorld({ now, limits })
  const file = path.join(dataDir, 'simulator', 'world.json')
  await restoreWorld(world, file)
  const cast = castPeople(world, desks)
  skipUsedNumbers(world, Math.floor(Date.now() / 1000))
  introduceStaff(world, cast)
  const kept = await keepWorld(world, file)
  const api = await startBotApi(world)
  const whatsapp = options.whatsapp ? await startWhatsApp(options, cast) : null
  const prompts = new Map<number, number | undefined>()
  world.on((change) => {
    // The keyboard is changed just after its message is there.
    if (change.kind === 'keyboard-changed') prompts.set(change.chatId, lastOfBot(world, change.chatId))
  })
  return {
    world,
    api,
    cast,
    token: world.token,
    botUsername: world.state.bot.username,
    whatsapp,
    promptOf: (chatId) => prompts.get(chatId),
    setTopics(chatId, on) {
      const room = world.state.rooms.get(chatId)
      if (room?.type !== 'supergroup' || room.isForum === on) return
      room.isForum = on
      world.emit({ kind: 'chat-changed', chatId: room.id })
    },
    async close() {
      await whatsapp?.close()
      await api.close()
      await kept.stop()
    },
  }
}

/** Baileys takes longer to load than the rest of the program: only where it is wanted. */
async function startWhatsApp({ dataDir, now }: SimulatorOptions, cast: Cast): Promise<WhatsAppSide> {
  const { startWhatsAppSide } = await import('./whatsapp-side.ts')
  return startWhatsAppSide(dataDir, now, cast)
}

function lastOfBot(world: World, chatId: number): number | undefined {
  return world.messages(chatId).findLast(({ from }) => from?.id === world.state.bot.id)?.message_id
}

/**
 * The bot writes only to those it knows it can reach. Of staff and leaders it hears at every start, as of somebody who
 * takes back a block: without a word of theirs in the chat, and also when its database is a new one.
 */
function introduceStaff(world: World, { members }: Cast): void {
  for (const { user, part } of members) {
    const room = world.state.rooms.get(user.id)
    if (part === 'requester' || !room) continue
    room.blocked = true
    world.unblockBot(user)
  }
}
