import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TelegramOptions } from '../../../bots/telegram/channel.ts'
import { PollConflict, TokenRefused } from '../../../bots/telegram/errors.ts'
import type { ChannelFailure, Inbound, Message } from '../../../core/app/message.ts'
import { PIXEL_PNG } from '../../contract/channel.ts'
import { connectTelegram } from './harness.ts'

let telegram: Awaited<ReturnType<typeof connectTelegram>>
let stops: (() => Promise<void>)[]
beforeEach(async () => {
  telegram = await connectTelegram()
  stops = []
})
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()))
  await telegram.close()
})

async function listen(overrides: Partial<TelegramOptions> = {}, take = async (_batch: Inbound[]) => {}) {
  const channel = telegram.open(overrides)
  stops.push(() => channel.stop())
  const batches: Inbound[][] = []
  await channel.start(async (batch) => {
    await take(batch)
    batches.push(batch)
  })
  return { channel, batches }
}

const until = (check: () => unknown) => expect.poll(check, { timeout: 10_000, interval: 10 })
const events = () => telegram.log.map(({ event }) => event)
const texts = (batches: Inbound[][]) =>
  batches.flat().flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []))

/** Siti's chat, opened by her. */
function openChat() {
  telegram.world.send(telegram.siti, telegram.siti, '/start')
  return { channel: 'telegram', chat: String(telegram.siti.id) } as const
}

function openGroup(fields: { forum?: boolean; type?: 'group' } = {}) {
  const { world, siti } = telegram
  return world.group({ title: 'Helpdesk', owner: siti, bot: 'administrator', ...fields })
}

async function failureOf(delivery: Promise<unknown>): Promise<ChannelFailure | undefined> {
  const error: unknown = await delivery.catch((thrown: unknown) => thrown)
  return (error as { failure?: ChannelFailure }).failure
}

describe('starting', () => {
  test('tells who the bot is, and asks for members too', async () => {
    telegram.world.setPrivacy(true)
    const { channel } = await listen()
    expect(channel.me()).toEqual({ id: '7000000001', username: 'sigap_bot', canReadAllGroupMessages: false })
    await until(() => telegram.world.state.allowedUpdates).toContain('chat_member')
  })

  test('keeps what waited', async () => {
    openChat()
    const apiRoot = `${telegram.apiRoot}/`
    const { batches } = await listen({ apiRoot, clock: undefined })
    await until(() => texts(batches)).toEqual(['/start'])
  })

  test.each([['7000000001:AAE-wrong'], ['not-a-token']])('a refused token: %s', async (token) => {
    const channel = telegram.open({ token })
    await expect(channel.start(async () => {})).rejects.toBeInstanceOf(TokenRefused)
    expect(() => channel.me()).toThrow('only after start')
  })

  test('survives a short failure', async () => {
    telegram.world.failNext('getMe', { error_code: 502, description: 'Bad Gateway' })
    telegram.world.failNext('deleteWebhook', { dropAnswer: true })
    await listen()
    expect(events()).toEqual(['telegram-connect-failed', 'telegram-connect-failed', 'telegram-connected'])
  })

  test('gives up in time when Telegram is out of reach, and may be tried again', async () => {
    await telegram.cut()
    const channel = telegram.open({ startTimeoutMs: 100 })
    stops.push(() => channel.stop())
    expect(await failureOf(channel.start(async () => {}))).toEqual({ code: 'unavailable' })
    await telegram.mend()
    await channel.start(async () => {})
  })

  test('ends early when the program stops meanwhile', async () => {
    await telegram.cut()
    const channel = telegram.open({ retryDelayMs: 10_000 })
    const started = failureOf(channel.start(async () => {}))
    await until(events).toContain('telegram-connect-failed')
    await channel.stop()
    expect(await started).toEqual({ code: 'unavailable' })
    await telegram.mend()
  })
})

describe('listening', () => {
  test('one batch for what waits, and Telegram keeps it until it is taken', async () => {
    for (const text of ['a', 'b', 'c']) telegram.world.send(telegram.siti, telegram.siti, text)
    let waiting = -1
    const { batches } = await listen({}, async () => void (waiting = telegram.world.state.updates.length))
    await until(() => batches.length).toBe(1)
    expect(texts(batches)).toEqual(['a', 'b', 'c'])
    expect(waiting).toBe(3)
    await until(() => telegram.world.state.updates.length).toBe(0)
  })

  test('what was never taken is never confirmed, also by stopping', async () => {
    openChat()
    const { channel } = await listen({}, () => Promise.reject(new Error('P1001')))
    await until(
      () => events().filter((event) => event === 'telegram-batch-not-taken').length,
    ).toBeGreaterThan(2)
    await channel.stop()
    expect(telegram.world.state.updates).toHaveLength(1)
  })

  test('stopping confirms what was taken, and ends a poll at once', async () => {
    const { channel, batches } = await listen({ pollTimeoutSeconds: 30 })
    openChat()
    await until(() => batches.length).toBe(1)
    const startedMs = performance.now()
    await channel.stop()
    expect(performance.now() - startedMs).toBeLessThan(2000)
    expect(telegram.world.state.updates).toHaveLength(0)
  })

  test('a lost answer loses no update', async () => {
    telegram.world.failNext('getUpdates', { dropAnswer: true })
    openChat()
    const { batches } = await listen()
    await until(() => texts(batches)).toEqual(['/start'])
    await until(events).toContain('telegram-poll-recovered')
  })

  test('waits as long as Telegram asks', async () => {
    telegram.world.failNext('getUpdates', {
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    })
    openChat()
    const startedMs = performance.now()
    const { batches } = await listen()
    await until(() => batches.length).toBe(1)
    expect(performance.now() - startedMs).toBeGreaterThan(950)
  })

  test('another poller: bears a restart that overlaps, then tells and ends', async () => {
    const conflict = { error_code: 409, description: 'Conflict: terminated by other getUpdates request' }
    for (let i = 0; i < 4; i++) telegram.world.failNext('getUpdates', conflict)
    openChat()
    const { batches } = await listen()
    await until(() => batches.length).toBe(1)
    expect(telegram.fatal).toEqual([])
    for (let i = 0; i < 5; i++) telegram.world.failNext('getUpdates', conflict)
    await until(() => telegram.fatal).toHaveLength(1)
    expect(telegram.fatal[0]).toBeInstanceOf(PollConflict)
  })

  test('a revoked token ends it at once', async () => {
    await listen()
    telegram.world.failNext('getUpdates', { error_code: 401, description: 'Unauthorized' })
    openChat()
    await until(() => telegram.fatal).toHaveLength(1)
    expect(telegram.fatal[0]).toBeInstanceOf(TokenRefused)
  })

  test('a webhook set meanwhile is taken away', async () => {
    const deletions: number[] = []
    telegram.world.on((change) => {
      if (change.kind === 'call-answered' && change.method === 'deletewebhook') deletions.push(change.status)
    })
    telegram.world.failNext('getUpdates', {
      error_code: 409,
      description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
    })
    await listen()
    await until(() => deletions).toEqual([200, 200])
  })

  test('what is not an update is counted, left out and passed by', async () => {
    const { state } = telegram.world
    openChat()
    const forged = { update_id: state.nextUpdateId++, message: { text: 'x'.repeat(100_000) } }
    state.updates.push(forged as never)
    telegram.world.send(telegram.siti, telegram.siti, 'lanjut')
    const { batches } = await listen()
    await until(() => texts(batches)).toEqual(['/start', 'lanjut'])
    await until(() => state.updates.length).toBe(0)
    expect(telegram.log).toContainEqual({
      level: 'error',
      event: 'telegram-updates-malformed',
      details: { count: 1 },
    })
  })

  test('starts over when updates wait but polls bring none', async () => {
    const asked: number[] = []
    const stuck = await serve((method, { offset }) => {
      if (method === 'getMe') return { id: 7, is_bot: true, first_name: 'Sigap', username: 'sigap_bot' }
      if (method === 'getWebhookInfo') return { url: '', pending_update_count: asked.includes(6) ? 0 : 1 }
      if (method !== 'getUpdates') return true
      const isFresh = offset === 0 && asked.includes(901)
      asked.push(Number(offset))
      if (offset === 901 || offset === 6) return []
      return [updateOf(isFresh ? 5 : 900, isFresh ? 'dinomori ulang' : 'lama')]
    })
    const { batches } = await listen({ apiRoot: stuck, silenceMs: 20, pollTimeoutSeconds: 0 })
    await until(() => texts(batches)).toEqual(['lama', 'dinomori ulang'])
    expect(events()).toContain('telegram-updates-stuck')
  })
})

describe('delivering', () => {
  const say = (text: string, more: Partial<Message> = {}): Message => ({ text, ...more })

  test('failures of the Bot API in the words of the core', async () => {
    const { channel } = await listen()
    const { world } = telegram
    const to = openChat()
    const send = (chat = to.chat, thread?: string) =>
      failureOf(channel.deliver({ kind: 'send', to: { ...to, chat, thread }, message: say('Halo') }))

    world.failNext('sendMessage', {
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
    expect(await send()).toEqual({ code: 'rate-limited', retryAfterSeconds: 7 })
    world.failNext('sendMessage', { error_code: 502, description: 'Bad Gateway' })
    expect(await send()).toEqual({ code: 'unavailable' })
    world.failNext('sendMessage', { dropAnswer: true })
    expect(await send()).toEqual({ code: 'unavailable' })

    const stranger = world.user({ id: 8_000_000_001, first_name: 'Belum' })
    expect(await send(String(stranger.id))).toEqual({ code: 'unreachable' })

    const group = openGroup({ type: 'group' })
    const moved = world.migrateToSupergroup(group)
    expect(await send(String(group.id))).toEqual({ code: 'chat-moved', to: String(moved.id) })

    const forum = openGroup({ forum: true })
    expect(await send(String(forum.id), '4711')).toEqual({ code: 'thread-gone' })
    world.kickBot(forum, telegram.siti)
    expect(await send(String(forum.id))).toEqual({ code: 'unreachable' })
    expect(await failureOf(channel.deliver({ kind: 'send', to, message: say('') }))).toMatchObject({
      code: 'rejected',
    })
  })

  test('a topic is opened, written in, and gone when deleted', async () => {
    const { channel, batches } = await listen()
    const { world, siti } = telegram
    const group = openGroup({ forum: true })
    const to = { channel: 'telegram', chat: String(group.id) } as const
    const { thread } = await channel.deliver({ kind: 'open-thread', to, title: 'TIK-1042 · Jaringan' })
    const { ids } = await channel.deliver({ kind: 'send', to: { ...to, thread }, message: say('Kartu') })
    world.send(siti, group, 'di topik', { thread: Number(thread) })
    world.send(siti, group, 'jawaban', { thread: Number(thread), replyTo: Number(ids[0]) })
    await until(() => texts(batches)).toEqual(['di topik', 'jawaban'])
    const [inTopic, reply] = batches.flat().slice(-2)
    expect([inTopic!.chat.thread, reply!.chat.thread]).toEqual([thread, thread])
    expect([inTopic!.body, reply!.body]).toMatchObject([{ text: 'di topik' }, { replyTo: ids[0] }])
    expect(inTopic!.body).not.toHaveProperty('replyTo')
    world.deleteTopic(group, Number(thread))
    const again = channel.deliver({ kind: 'send', to: { ...to, thread }, message: say('Kartu') })
    expect(await failureOf(again)).toEqual({ code: 'thread-gone' })
  })

  test('a reply to a message that is gone is sent all the same', async () => {
    const { channel } = await listen()
    const to = openChat()
    const message = say('Jawaban', { replyTo: '4711' })
    await expect(channel.deliver({ kind: 'send', to, message })).resolves.toBeDefined()
  })

  test('refused formatting is left out', async () => {
    const { channel } = await listen()
    const to = openChat()
    telegram.world.failNext('sendMessage', {
      error_code: 400,
      description: "Bad Request: can't parse entities: unsupported entity",
    })
    await channel.deliver({ kind: 'send', to, message: say('Isi', { heading: 'Judul' }) })
    const sent = telegram.world.messages(telegram.siti).at(-1)
    expect([sent?.text, sent?.entities]).toEqual(['Judul\nIsi', undefined])
  })

  test('a picture of ours is uploaded; when it is gone the words still go', async () => {
    const { channel } = await listen()
    const to = openChat()
    const bytes = new Uint8Array(Buffer.concat([PIXEL_PNG, Buffer.alloc(300_000)]))
    telegram.pictures.set('chart', bytes)
    await channel.deliver({ kind: 'send', to, message: say('Ringkasan', { picture: 'chart' }) })
    await channel.deliver({ kind: 'send', to, message: say('Tanpa gambar', { picture: 'gone' }) })
    const [chart, plain] = telegram.world.messages(telegram.siti).slice(-2)
    expect(chart?.caption).toBe('Ringkasan')
    expect(telegram.world.fileBytes(chart!.photo!.at(-1)!.file_id)).toEqual(bytes)
    expect(plain?.text).toBe('Tanpa gambar')
  })

  test('an album has an id for each photo, after its text', async () => {
    const { channel, batches } = await listen()
    const to = openChat()
    telegram.world.sendAlbum(telegram.siti, telegram.siti, [{}, {}], { caption: 'Dua foto' })
    await until(() => batches.flat()).toHaveLength(3)
    const attachments = batches.flat().flatMap(({ body }) => (body.kind === 'attachment' ? [body] : []))
    expect(new Set(attachments.map(({ album }) => album)).size).toBe(1)
    const { ids } = await channel.deliver({ kind: 'send', to, message: say('Bukti', { attachments }) })
    const sent = telegram.world.messages(telegram.siti).slice(-3)
    expect(sent.map(({ message_id: id }) => String(id))).toEqual(ids)
    expect(sent.map(({ text, photo }) => text ?? photo !== undefined)).toEqual(['Bukti', true, true])
  })

  test('a limit hit between two parts is waited for, so that no part is sent twice', async () => {
    const { channel } = await listen()
    const to = openChat()
    const wait = { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } }
    const stop = telegram.world.on((change) => {
      if (change.kind !== 'message-added' || !change.message.from?.is_bot) return
      stop()
      telegram.world.failNext('sendMessage', wait)
    })
    const { ids } = await channel.deliver({ kind: 'send', to, message: say('kata '.repeat(1500)) })
    expect(ids).toHaveLength(2)
    expect(telegram.world.messages(telegram.siti).filter(({ from }) => from?.is_bot)).toHaveLength(2)
  })
})

describe('files', () => {
  async function receive(fields: { bytes?: Uint8Array; size?: number }) {
    const { channel, batches } = await listen()
    telegram.world.sendDocument(telegram.siti, telegram.siti, { name: 'surat.pdf', ...fields })
    await until(() => batches.length).toBe(1)
    const body = batches[0]![0]!.body
    if (body.kind !== 'attachment') throw new Error(`a document arrived as ${body.kind}`)
    return { channel, file: body.file }
  }

  test('come whole', async () => {
    const bytes = new Uint8Array(Buffer.alloc(2_000_000, 'isi surat '))
    const { channel, file } = await receive({ bytes })
    expect(file).toMatchObject({ name: 'surat.pdf', bytes: 2_000_000 })
    expect(Buffer.from(await channel.download(file)).equals(bytes)).toBe(true)
  })

  test('over 20 MB are refused, also when Telegram says so late', async () => {
    const { channel, file } = await receive({ size: 20 * 1024 * 1024 + 1 })
    const tooBig = { code: 'rejected', reason: 'too-big' }
    expect(await failureOf(channel.download(file))).toEqual(tooBig)
    expect(await failureOf(channel.download({ ...file, bytes: undefined }))).toEqual(tooBig)
  })

  test('that come short are fetched again later', async () => {
    const { channel, file } = await receive({ bytes: new Uint8Array(10), size: 11 })
    expect(await failureOf(channel.download(file))).toEqual({ code: 'unavailable' })
  })

  test('unknown ones are refused', async () => {
    const { channel, file } = await receive({})
    expect(await failureOf(channel.download({ ...file, id: 'nothing' }))).toMatchObject({ code: 'rejected' })
  })
})

test('menus go to their scopes', async () => {
  const { channel } = await listen()
  const group = openGroup()
  const commands = [{ name: 'ambil', help: 'Ambil tiket' }]
  await channel.setMenus([
    { scope: 'private', commands },
    { scope: 'group', commands },
    { scope: 'group', chat: String(group.id), commands },
  ])
  expect([...telegram.world.state.commands.keys()].sort()).toEqual(
    ['all_private_chats', 'all_group_chats', `chat:${group.id}`].sort(),
  )
})

test('a gateway that answers in HTML or not at all is a failure like any other, and shows no token', async () => {
  const apiRoot = await serve((method) => (method === 'getMe' ? '<html>Bad Gateway</html>' : undefined))
  const channel = telegram.open({ apiRoot, startTimeoutMs: 50 })
  const error: unknown = await channel.start(async () => {}).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ failure: { code: 'unavailable' } })
  const file = { channel: 'telegram', id: 'x', unique: 'x' } as const
  const lost: unknown = await channel.download(file).catch((thrown: unknown) => thrown)
  const told = inspect([error, lost, telegram.log], { depth: 10 })
  expect(told).not.toContain(telegram.world.token)
  expect(told).toContain('network: ')
})

/** A Bot API that misbehaves as the simulated one does not: text is sent as it is, nothing closes the connection. */
async function serve(answer: (method: string, payload: Record<string, unknown>) => unknown): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = await readText(request)
    const result = answer(request.url?.split('/').at(-1) ?? '', JSON.parse(body || '{}'))
    if (result === undefined) request.socket.destroy()
    else response.end(typeof result === 'string' ? result : JSON.stringify({ ok: true, result }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function updateOf(update_id: number, text: string) {
  const from = { id: 5, is_bot: false, first_name: 'Siti' }
  const chat = { id: 5, type: 'private' }
  return { update_id, message: { message_id: 1, date: 1_760_580_000, from, chat, text } }
}
