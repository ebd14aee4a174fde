import { Bot } from 'grammy'
import { describe, expect, it } from 'vitest'
import { refusalText, setUp } from './bot-api-harness.ts'

describe('getUpdates', () => {
  it('repeats updates until an offset confirms them', async () => {
    const { world, api, budi } = await setUp()
    for (const text of ['a', 'b', 'c']) world.send(budi, budi, text)
    const first = await api.getUpdates({ limit: 2 })
    expect(first.map((update) => update.message?.text)).toEqual(['a', 'b'])
    expect(await api.getUpdates({ limit: 2 })).toEqual(first)
    expect((await api.getWebhookInfo()).pending_update_count).toBe(3)
    const rest = await api.getUpdates({ offset: (first[1]?.update_id ?? 0) + 1 })
    expect(rest.map((update) => update.message?.text)).toEqual(['c'])
    expect((await api.getWebhookInfo()).pending_update_count).toBe(1)
    expect(rest[0]?.update_id).toBe((first[1]?.update_id ?? 0) + 1)
  })

  it('keeps only the last updates on a negative offset', async () => {
    const { world, api, budi } = await setUp()
    for (const text of ['a', 'b', 'c']) world.send(budi, budi, text)
    expect((await api.getUpdates({ offset: -1 })).map((update) => update.message?.text)).toEqual(['c'])
    expect((await api.getWebhookInfo()).pending_update_count).toBe(1)
  })

  it('reads an offset far in the future as the start of the queue', async () => {
    const { world, api, budi } = await setUp()
    world.send(budi, budi, 'a')
    expect(await api.getUpdates({ offset: 2_000_000_000 })).toHaveLength(1)
  })

  it('gives at most 100 updates', async () => {
    const { world, api, budi } = await setUp()
    for (let i = 0; i < 150; i++) world.send(budi, budi, String(i))
    expect(await api.getUpdates({ limit: 500 })).toHaveLength(100)
  })

  it('waits for an update, and ends empty at the timeout', async () => {
    const { world, api, budi } = await setUp()
    const waiting = api.getUpdates({ timeout: 20 })
    await expect.poll(() => world.updates.isWaited()).toBe(true)
    world.send(budi, budi, 'satu')
    world.send(budi, budi, 'dua')
    expect((await waiting).map((update) => update.message?.text)).toEqual(['satu', 'dua'])
    await api.deleteWebhook({ drop_pending_updates: true })
    const started = performance.now()
    expect(await api.getUpdates({ timeout: 1 })).toEqual([])
    expect(performance.now() - started).toBeGreaterThan(900)
  })

  it('ends the first of two polls with 409', async () => {
    const { world, api, budi } = await setUp()
    const first = refusalText(api.getUpdates({ timeout: 20 }))
    await expect.poll(() => world.updates.isWaited()).toBe(true)
    const second = api.getUpdates({ timeout: 20 })
    expect(await first).toBe(
      '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    )
    world.send(budi, budi, 'untuk yang kedua')
    expect(await second).toHaveLength(1)
  })

  it('forgets a poll whose caller has gone, and loses nothing', async () => {
    const { world, server, api, budi } = await setUp()
    const abort = new AbortController()
    const url = `${server.root}/bot${world.token}/getUpdates?timeout=20`
    const gone = fetch(url, { signal: abort.signal }).catch(() => 'aborted')
    await expect.poll(() => world.updates.isWaited()).toBe(true)
    abort.abort()
    expect(await gone).toBe('aborted')
    await expect.poll(() => world.updates.isWaited()).toBe(false)
    world.send(budi, budi, 'masih ada')
    expect(await api.getUpdates({ timeout: 5 })).toHaveLength(1)
  })

  it('leaves out kinds not asked for, and remembers the choice', async () => {
    const { world, api, budi } = await setUp()
    const press = () => world.press(budi, budi, 1, { data: 'x' })
    await api.getUpdates({ allowed_updates: ['message'] })
    press()
    world.send(budi, budi, 'a')
    expect((await api.getUpdates()).map((update) => Object.keys(update)[1])).toEqual(['message'])
    await api.getUpdates({ allowed_updates: [], offset: -1 })
    press()
    expect((await api.getUpdates()).map((update) => Object.keys(update)[1])).toEqual([
      'message',
      'callback_query',
    ])
  })

  it('drops pending updates when the webhook is deleted so', async () => {
    const { world, api, budi } = await setUp()
    world.send(budi, budi, 'a')
    await api.deleteWebhook()
    expect((await api.getWebhookInfo()).pending_update_count).toBe(1)
    await api.deleteWebhook({ drop_pending_updates: true })
    expect((await api.getWebhookInfo()).pending_update_count).toBe(0)
  })

  it('closes while a poll waits', async () => {
    const { world, server, api } = await setUp()
    const waiting = api.getUpdates({ timeout: 20 })
    await expect.poll(() => world.updates.isWaited()).toBe(true)
    await server.close()
    expect(await waiting).toEqual([])
  })
})

describe('a grammY bot', () => {
  it('cannot tell it from Telegram: it starts, hears, answers and stops', async () => {
    const { world, server, budi } = await setUp()
    const bot = new Bot(world.token, { client: { apiRoot: server.root } })
    bot.command('status', (ctx) =>
      ctx.reply('Belum ada tiket.', { reply_parameters: { message_id: ctx.msgId } }),
    )
    const stopped = bot.start()
    await expect.poll(() => world.updates.isWaited()).toBe(true)
    const asked = world.send(budi, budi, '/status')
    const answer = await world.waitFor(() => world.messages(budi).find((message) => message.from?.is_bot))
    expect(answer).toMatchObject({
      text: 'Belum ada tiket.',
      reply_to_message: { message_id: asked.message_id },
    })
    await bot.stop()
    await stopped
    expect(world.state.updates).toEqual([])
  })
})

describe('what people send', () => {
  it('arrives as Telegram shapes it', async () => {
    const { world, api, budi } = await setUp()
    world.send(budi, budi, '/status@sigap_bot TIK-1042')
    world.sendContact(budi, budi, { phone_number: '+628123456789' })
    world.sendLocation(budi, budi, { latitude: -6.1, longitude: 106.1 })
    world.sendSticker(budi, budi)
    const origin = { type: 'hidden_user', sender_user_name: 'Seseorang', date: 1 } as const
    world.send(budi, budi, 'diteruskan', { forwardOrigin: origin })
    const messages = (await api.getUpdates()).map((update) => update.message)
    expect(messages[0]?.entities).toEqual([{ type: 'bot_command', offset: 0, length: 17 }])
    expect(messages[0]?.from).toEqual({
      id: 5_123_456_789,
      is_bot: false,
      first_name: 'Budi',
      username: 'budi_s',
      language_code: 'id',
    })
    expect(messages[1]?.contact).toEqual({
      phone_number: '+628123456789',
      first_name: 'Budi',
      user_id: budi.id,
    })
    expect(messages[2]?.location).toEqual({ latitude: -6.1, longitude: 106.1 })
    expect(messages[3]?.sticker?.emoji).toBe('👍')
    expect(messages[4]?.forward_origin).toEqual(origin)
  })

  it('arrives again when edited', async () => {
    const { world, api, budi } = await setUp()
    const { message_id } = world.send(budi, budi, 'salah')
    world.editMessage(budi, budi, message_id, '/ambil 7')
    const [sent, edited] = await api.getUpdates()
    expect(sent?.message?.text).toBe('salah')
    expect(edited?.edited_message).toMatchObject({
      message_id,
      text: '/ambil 7',
      edit_date: expect.any(Number),
    })
  })

  it('tells the bot of a block and its end', async () => {
    const { world, api, budi } = await setUp()
    world.blockBot(budi)
    world.send(budi, budi, 'kembali')
    const [blocked, unblocked, message] = await api.getUpdates()
    expect(blocked?.my_chat_member?.new_chat_member.status).toBe('kicked')
    expect(unblocked?.my_chat_member?.new_chat_member.status).toBe('member')
    expect(message?.message?.text).toBe('kembali')
  })
})
