import { Api, GrammyError, HttpError } from 'grammy'
import { afterEach } from 'vitest'
import { startBotApi, type BotApi } from '../../../bots/simulator/bot-api/server.ts'
import { createWorld, type World, type WorldOptions } from '../../../bots/simulator/bot-api/world.ts'

/** A world on loopback with grammY's own client on it, and one person who has started the bot. */
export type Setup = { world: World; server: BotApi; api: Api; budi: { id: number } }

const running: BotApi[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** Starts a world; it is closed after the test. */
export async function setUp(options: WorldOptions = {}): Promise<Setup> {
  const world = createWorld(options)
  const server = await startBotApi(world)
  running.push(server)
  const budi = world.user({ id: 5_123_456_789, first_name: 'Budi', username: 'budi_s' })
  world.send(budi, budi, '/start')
  world.state.updates.length = 0
  return { world, server, api: new Api(world.token, { apiRoot: server.root }), budi }
}

/** The refusal of a call: `400 Bad Request: …`, with its parameters. Fails when the call succeeds. */
export async function refusal(call: Promise<unknown>): Promise<{ error: string; parameters: object }> {
  try {
    await call
  } catch (error) {
    if (error instanceof GrammyError) {
      return { error: `${error.error_code} ${error.description}`, parameters: error.parameters }
    }
    if (error instanceof HttpError) return { error: 'no answer', parameters: {} }
    throw error
  }
  throw new Error('the call succeeded')
}

/** The text of the refusal alone. */
export async function refusalText(call: Promise<unknown>): Promise<string> {
  return (await refusal(call)).error
}
