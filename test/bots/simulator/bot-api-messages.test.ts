import { describe, expect, it } from 'vitest'
import { refusal, refusalText, setUp } from './bot-api-harness.ts'

describe('sendMessage', () => {
  it('delivers the text as the bot, trimmed, dated by the world clock, with detected entities', async () => {
    const { world, api, budi } = await setUp({ now: () => new Date('2026-10-14T02:30:00Z') })
    const sent = await api.sendMessage(budi.id, '  Ketik /status atau tulis ke @sigap_bot  ')
    expect(sent).toMatchObject({
      text: 'Ketik /status atau tulis ke @sigap_bot',
      date: Date.parse('2026-10-14T02:30:00Z') / 1000,
      from: { id: 7_000_000_001, is_bot: true, username: 'sigap_bot' },
      chat: { id: budi.id, type: 'private', first_name: 'Budi' },
      entities: [
        { type: 'bot_command', offset: 6, length: 7 },
        { type: 'mention', offset: 28, length: 10 },
      ],
    })
    expect(world.messages(budi).at(-1)).toEqual(sent)
    expect(world.state.updates, 'a bot does not hear itself').toEqual([])
  })

  it('refuses as Telegram does', async () => {
    const { world, api, budi } = await setUp()
    const stranger = world.user({ id: 6_000_000_001, first_name: 'Asing' })
    expect(await refusalText(api.sendMessage(budi.id, ' '))).toBe('400 Bad Request: message text is empty')
    expect(await refusalText(api.sendMessage(budi.id, 'x'.repeat(4097)))).toBe(
      '400 Bad Request: message is too long',
    )
    expect(await refusalText(api.sendMessage('', 'halo'))).toBe('400 Bad Request: chat_id is empty')
    expect(await refusalText(api.sendMessage(42, 'halo'))).toBe('400 Bad Request: chat not found')
    expect(await refusalText(api.sendMessage('@budi_s', 'halo'))).toBe('400 Bad Request: chat not found')
    expect(await refusalText(api.sendMessage(stranger.id, 'halo'))).toBe('400 Bad Request: chat not found')
    const group = world.group({ title: 'Tim', owner: stranger, bot: 'member' })
    expect(await refusalText(api.sendMessage(stranger.id, 'halo'))).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    )
    world.blockBot(budi)
    expect(await refusalText(api.sendMessage(budi.id, 'halo'))).toBe(
      '403 Forbidden: bot was blocked by the user',
    )
    world.kickBot(group, stranger)
    expect(await refusalText(api.sendMessage(group.id, 'halo'))).toBe(
      '403 Forbidden: bot was kicked from the supergroup chat',
    )
    const other = world.group({ title: 'Lain', type: 'group', owner: stranger })
    expect(await refusalText(api.sendMessage(other.id, 'halo'))).toBe(
      '403 Forbidden: bot is not a member of the group chat',
    )
  })

  it('keeps entities in UTF-16 units and refuses those outside the text', async () => {
    const { api, budi } = await setUp()
    const bold = (offset: number, length: number) =>
      api.sendMessage(budi.id, '😀 tebal', { entities: [{ type: 'bold', offset, length }] })
    expect((await bold(3, 5)).entities).toEqual([{ type: 'bold', offset: 3, length: 5 }])
    expect(await refusalText(bold(3, 6))).toContain('ends after the end of the text at UTF-16 offset 9')
    expect(await refusalText(bold(1, 3))).toContain('begins in a middle of a UTF-16 symbol')
    const spaced = await api.sendMessage(budi.id, '  ab cd ', {
      entities: [{ type: 'bold', offset: 5, length: 3 }],
    })
    expect(spaced).toMatchObject({ text: 'ab cd', entities: [{ type: 'bold', offset: 3, length: 2 }] })
  })

  it('replies, or not, when the message is gone', async () => {
    const { world, api, budi } = await setUp()
    const question = world.send(budi, budi, 'halo')
    const answer = await api.sendMessage(budi.id, 'ya', {
      reply_parameters: { message_id: question.message_id },
    })
    expect(answer.reply_to_message).toMatchObject({ message_id: question.message_id, text: 'halo' })
    const gone = { message_id: 999 }
    expect(await refusalText(api.sendMessage(budi.id, 'ya', { reply_parameters: gone }))).toBe(
      '400 Bad Request: message to be replied not found',
    )
    const sent = await api.sendMessage(budi.id, 'ya', {
      reply_parameters: { ...gone, allow_sending_without_reply: true },
    })
    expect(sent.reply_to_message).toBeUndefined()
  })

  it('takes the four kinds of markup and refuses long button data', async () => {
    const { world, api, budi } = await setUp()
    const inline = { inline_keyboard: [[{ text: 'Kirim', callback_data: 'k'.repeat(64) }]] }
    expect(await api.sendMessage(budi.id, 'a', { reply_markup: inline })).toMatchObject({
      reply_markup: inline,
    })
    const long = { inline_keyboard: [[{ text: 'Kirim', callback_data: 'é'.repeat(33) }]] }
    expect(await refusalText(api.sendMessage(budi.id, 'a', { reply_markup: long }))).toBe(
      '400 Bad Request: BUTTON_DATA_INVALID',
    )
    const keyboard = { keyboard: [[{ text: 'Kirim nomor saya', request_contact: true }]] }
    const asked = await api.sendMessage(budi.id, 'b', { reply_markup: keyboard })
    expect(asked.reply_markup).toBeUndefined()
    expect(world.state.rooms.get(budi.id)?.keyboard).toMatchObject(keyboard)
    await api.sendMessage(budi.id, 'c', { reply_markup: { remove_keyboard: true } })
    expect(world.state.rooms.get(budi.id)?.keyboard).toBeUndefined()
    await api.sendMessage(budi.id, 'd', { reply_markup: { force_reply: true } })
    expect(world.state.rooms.get(budi.id)?.keyboard).toMatchObject({ force_reply: true })
  })
})

describe('edits and deletions', () => {
  it('edits text and keyboard; an edit without a keyboard removes it', async () => {
    const { world, api, budi } = await setUp()
    const reply_markup = { inline_keyboard: [[{ text: 'Ya', callback_data: 'y' }]] }
    const { message_id } = await api.sendMessage(budi.id, 'satu', { reply_markup })
    await api.editMessageText(budi.id, message_id, 'dua', { reply_markup })
    expect(world.messages(budi).at(-1)).toMatchObject({
      text: 'dua',
      reply_markup,
      edit_date: expect.any(Number),
    })
    expect(await refusalText(api.editMessageText(budi.id, message_id, 'dua', { reply_markup }))).toBe(
      '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
    await api.editMessageText(budi.id, message_id, 'dua')
    expect(world.messages(budi).at(-1)?.reply_markup).toBeUndefined()
    expect(await refusalText(api.editMessageText(budi.id, message_id, 'dua'))).toContain(
      'message is not modified',
    )
    await api.editMessageReplyMarkup(budi.id, message_id, { reply_markup })
    expect(world.messages(budi).at(-1)).toMatchObject({ text: 'dua', reply_markup })
    expect(await refusalText(api.editMessageReplyMarkup(budi.id, message_id, { reply_markup }))).toContain(
      'message is not modified',
    )
  })

  it('refuses to edit or delete what is missing or not its own', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Tim', owner: budi, bot: 'member' })
    const theirs = world.send(budi, group, 'punya saya')
    expect(await refusalText(api.editMessageText(budi.id, 999, 'x'))).toBe(
      '400 Bad Request: message to edit not found',
    )
    expect(await refusalText(api.editMessageText(group.id, theirs.message_id, 'x'))).toBe(
      "400 Bad Request: message can't be edited",
    )
    expect(await refusalText(api.deleteMessage(group.id, theirs.message_id))).toBe(
      "400 Bad Request: message can't be deleted",
    )
    expect(await refusalText(api.deleteMessage(group.id, 999))).toBe(
      '400 Bad Request: message to delete not found',
    )
    world.promote(world.state.bot.id, group, budi)
    await api.deleteMessage(group.id, theirs.message_id)
    expect(world.messages(group)).toEqual([])
  })

  it('no longer deletes a private message after 48 hours', async () => {
    let now = new Date('2026-10-14T00:00:00Z')
    const { api, budi } = await setUp({ now: () => now })
    const { message_id } = await api.sendMessage(budi.id, 'lama')
    now = new Date('2026-10-16T00:00:01Z')
    expect(await refusalText(api.deleteMessage(budi.id, message_id))).toBe(
      "400 Bad Request: message can't be deleted for everyone",
    )
  })

  it('copies text and media without their origin', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Tim', owner: budi, bot: 'member' })
    const photo = world.sendPhoto(budi, budi, {}, { caption: 'layar biru' })
    const { message_id } = await api.copyMessage(group.id, budi.id, photo.message_id)
    const copy = world.messages(group).find((message) => message.message_id === message_id)
    expect(copy).toMatchObject({ caption: 'layar biru', photo: expect.any(Array), from: { is_bot: true } })
    expect(await refusalText(api.copyMessage(group.id, budi.id, 999))).toBe(
      '400 Bad Request: message to copy not found',
    )
  })
})

describe('buttons', () => {
  it('carries a press to the bot and the answer to the person, once', async () => {
    const { world, api, budi } = await setUp()
    const reply_markup = { inline_keyboard: [[{ text: 'Ambil', callback_data: 'ambil:7' }]] }
    const card = await api.sendMessage(budi.id, 'kartu', { reply_markup })
    const press = world.press(budi, budi, card.message_id, 'Ambil')
    const [update] = await api.getUpdates()
    expect(update?.callback_query).toMatchObject({
      id: press.queryId,
      data: 'ambil:7',
      from: { id: budi.id },
      message: { message_id: card.message_id, text: 'kartu' },
    })
    await api.answerCallbackQuery(press.queryId, { text: 'Sudah diambil', show_alert: true })
    expect(await press.answered).toEqual({ text: 'Sudah diambil', alert: true })
    expect(await refusalText(api.answerCallbackQuery(press.queryId))).toBe(
      '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    )
    expect(() => world.press(budi, budi, card.message_id, 'Tidak ada')).toThrow('it has Ambil')
  })

  it('refuses a late answer, and lets a forged or stale press through to the bot', async () => {
    let elapsed = 0
    const { world, api, budi } = await setUp({ elapsedMs: () => elapsed })
    const press = world.press(budi, budi, 999, { data: 'palsu' })
    const [update] = await api.getUpdates()
    expect(update?.callback_query).toMatchObject({ data: 'palsu', message: { message_id: 999, date: 0 } })
    elapsed = 15_001
    expect(await refusalText(api.answerCallbackQuery(press.queryId))).toContain('query is too old')
  })
})

describe('commands and the rest', () => {
  it('keeps commands per scope and language', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Tim', owner: budi, bot: 'member' })
    const commands = [{ command: 'ambil', description: 'Ambil tiket' }]
    const scope = { type: 'chat', chat_id: group.id } as const
    await api.setMyCommands(commands, { scope })
    expect(await api.getMyCommands({ scope })).toEqual(commands)
    expect(await api.getMyCommands()).toEqual([])
    await api.deleteMyCommands({ scope })
    expect(await api.getMyCommands({ scope })).toEqual([])
    expect(await refusalText(api.setMyCommands([{ command: 'Ambil!', description: 'x' }]))).toBe(
      '400 Bad Request: BOT_COMMAND_INVALID',
    )
    expect(await refusalText(api.setMyCommands(commands, { scope: { type: 'chat', chat_id: 42 } }))).toBe(
      '400 Bad Request: chat not found',
    )
  })

  it('shows chat actions, reactions and pins to watchers', async () => {
    const { world, api, budi } = await setUp()
    const seen: string[] = []
    world.on((change) => seen.push(change.kind))
    const { message_id } = world.send(budi, budi, 'halo')
    await api.sendChatAction(budi.id, 'typing')
    await api.setMessageReaction(budi.id, message_id, [{ type: 'emoji', emoji: '👍' }])
    await api.pinChatMessage(budi.id, message_id)
    expect(seen).toEqual(expect.arrayContaining(['chat-action', 'reaction-set']))
    expect(world.messages(budi).at(-1)?.pinned_message).toMatchObject({ message_id })
    expect((await api.getChat(budi.id)).pinned_message).toMatchObject({ message_id })
  })

  it('answers 404 to an unknown method and 401 to a wrong token', async () => {
    const { server, api, world } = await setUp()
    expect(await refusal(api.getMyName())).toEqual({ error: '404 Not Found', parameters: {} })
    const wrong = await fetch(`${server.root}/bot1:wrong/getMe`)
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ])
    const query = await fetch(`${server.root}/bot${world.token}/GETME?x=1`)
    expect(await query.json()).toMatchObject({ ok: true, result: { username: 'sigap_bot' } })
  })
})
