import { describe, expect, it } from 'vitest'
import { createLimiter, type Limits } from '../../../bots/simulator/bot-api/limits.ts'
import { startBotApi } from '../../../bots/simulator/bot-api/server.ts'
import { createWorld } from '../../../bots/simulator/bot-api/world.ts'
import { ApiError } from '../../../bots/simulator/bot-api/errors.ts'
import { refusal, refusalText, setUp } from './bot-api-harness.ts'

/** Sends at the given second; the seconds to wait when refused, else 0. */
function play(limits: Limits, sends: readonly { second: number; chat: number; group?: boolean }[]): number[] {
  let now = 0
  const limiter = createLimiter(limits, () => now)
  return sends.map(({ second, chat, group = false }) => {
    now = second * 1000
    try {
      limiter.checkSend(chat, group, 1)
      return 0
    } catch (error) {
      return error instanceof ApiError ? (error.parameters?.retry_after ?? -1) : -1
    }
  })
}

describe('limits', () => {
  it('let a short burst to a chat pass, then one message a second', () => {
    const times = [0, 0, 0, 0, 1, 3.1]
    const waits = play(
      'real',
      times.map((second) => ({ second, chat: 1 })),
    )
    expect(waits).toEqual([0, 0, 0, 3, 2, 0])
  })

  it('allow a group 20 messages a minute, and 30 a second overall', () => {
    const paced = Array.from({ length: 22 }, (_, i) => ({ second: i * 2, chat: -1, group: true }))
    expect(play('real', paced).slice(19)).toEqual([0, 20, 18])
    const wide = Array.from({ length: 31 }, (_, i) => ({ second: 0, chat: i }))
    expect(play('real', wide).slice(29)).toEqual([0, 1])
  })

  it('reach the bot as 429 with retry_after, and pass on after that time', async () => {
    let elapsed = 0
    const { api, budi, world } = await setUp({ limits: { perChatPerSecond: 1 }, elapsedMs: () => elapsed })
    for (let i = 0; i < 3; i++) await api.sendMessage(budi.id, String(i))
    const before = world.messages(budi).length
    expect(await refusal(api.sendMessage(budi.id, 'terlalu cepat'))).toEqual({
      error: '429 Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    })
    expect(world.messages(budi)).toHaveLength(before)
    elapsed = 3001
    await api.sendMessage(budi.id, 'lagi')
  })
})

describe('planned failures', () => {
  it('refuse the next call only', async () => {
    const { world, api, budi } = await setUp()
    world.failNext('sendMessage', { error_code: 500, description: 'Internal Server Error' })
    world.failNext('sendMessage', {
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
    expect(await refusalText(api.sendMessage(budi.id, 'a'))).toBe('500 Internal Server Error')
    expect((await refusal(api.sendMessage(budi.id, 'b'))).parameters).toEqual({ retry_after: 7 })
    await api.sendMessage(budi.id, 'c')
    expect(world.messages(budi).map((message) => message.text)).toEqual(['/start', 'c'])
  })

  it('drop the answer of a call that took effect', async () => {
    const { world, api, budi } = await setUp()
    world.failNext('sendMessage', { dropAnswer: true })
    expect(await refusalText(api.sendMessage(budi.id, 'sampai'))).toBe('no answer')
    expect(world.messages(budi).at(-1)?.text).toBe('sampai')
  })

  it('add a round trip', async () => {
    const { api, world } = await setUp()
    world.latencyMs = 80
    const started = performance.now()
    await api.getMe()
    expect(performance.now() - started).toBeGreaterThan(75)
  })
})

describe('a world', () => {
  it('comes back from a snapshot: chats, files, buttons, waiting updates and numbering', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Tim', owner: budi, forum: true, bot: 'administrator' })
    const { message_thread_id } = await api.createForumTopic(group.id, 'TIK-1042')
    const photo = world.sendPhoto(budi, budi)
    const reply_markup = { inline_keyboard: [[{ text: 'Ya', callback_data: 'y' }]] }
    const card = await api.sendMessage(budi.id, 'kartu', { reply_markup })
    const waiting = await api.getUpdates()

    const after = await setUp()
    after.world.restore(world.snapshot())
    expect(after.world.messages(budi)).toEqual(world.messages(budi))
    expect(await after.api.getUpdates()).toEqual(waiting)
    const fileId = photo.photo?.at(-1)?.file_id ?? ''
    expect(after.world.fileBytes(fileId)).toEqual(world.fileBytes(fileId))
    await after.api.sendMessage(group.id, 'lanjut', { message_thread_id })
    expect(after.world.send(budi, budi, 'lagi').message_id).toBe(card.message_id + 1)
    after.world.press(budi, budi, card.message_id, 'Ya')
    const last = (await after.api.getUpdates()).at(-1)
    expect(last?.update_id).toBeGreaterThan(waiting.at(-1)?.update_id ?? 0)
    expect(last?.callback_query?.data).toBe('y')
  })

  it('waits for what a probe looks for, and says when it waited in vain', async () => {
    const { world, api, budi } = await setUp()
    const found = world.waitFor(() => world.messages(budi).find((message) => message.text === 'halo'))
    await api.sendMessage(budi.id, 'halo')
    expect((await found).text).toBe('halo')
    await expect(world.waitFor(() => false, 20)).rejects.toThrow('waited 20 ms in vain')
  })

  it('tells watchers of every call and its outcome', async () => {
    const { world, api } = await setUp()
    const calls: string[] = []
    const stop = world.on((change) => {
      if (change.kind === 'call-answered') calls.push(`${change.method} ${change.status}`)
    })
    await api.getMe()
    await refusalText(api.sendMessage(42, 'halo'))
    stop()
    await api.getMe()
    expect(calls).toEqual(['getme 200', 'sendmessage 400'])
  })

  it('forgets the oldest messages of a chat beyond its limit', async () => {
    const { world, budi } = await setUp({ messagesMax: 3 })
    for (const text of ['a', 'b', 'c']) world.send(budi, budi, text)
    expect(world.messages(budi).map((message) => message.text)).toEqual(['a', 'b', 'c'])
  })

  it('is served on loopback only', async () => {
    await expect(startBotApi(createWorld(), { host: '0.0.0.0' })).rejects.toThrow('loopback only')
    await expect(startBotApi(createWorld(), { host: '192.168.1.4' })).rejects.toThrow('loopback only')
  })
})
