import { describe, expect, it } from 'vitest'
import { refusal, refusalText, setUp, type Setup } from './bot-api-harness.ts'

async function texts({ api }: Setup): Promise<(string | undefined)[]> {
  const updates = await api.getUpdates()
  await api.getUpdates({ offset: (updates.at(-1)?.update_id ?? 0) + 1 })
  return updates.map((update) => update.message?.text)
}

describe('groups', () => {
  it('tell the bot who comes, goes and is promoted', async () => {
    const { world, api, budi } = await setUp()
    const siti = world.user({ id: 5_200_000_002, first_name: 'Siti' })
    const group = world.group({ title: 'Helpdesk', owner: budi })
    await api.getUpdates({ allowed_updates: ['message', 'my_chat_member', 'chat_member'] })
    world.addBot(group, budi)
    world.promote(world.state.bot.id, group, budi)
    world.join(siti, group)
    world.leave(siti, group, budi)
    const updates = await api.getUpdates()
    expect(updates.map((update) => Object.keys(update)[1])).toEqual([
      'my_chat_member',
      'message',
      'my_chat_member',
      'chat_member',
      'message',
      'chat_member',
      'message',
    ])
    expect(updates[1]?.message?.new_chat_members?.[0]?.username).toBe('sigap_bot')
    expect(updates[2]?.my_chat_member?.new_chat_member).toMatchObject({
      status: 'administrator',
      can_manage_topics: true,
    })
    expect(updates[5]?.chat_member).toMatchObject({
      from: { id: budi.id },
      new_chat_member: { status: 'kicked' },
    })
    expect(await api.getChatMember(group.id, siti.id)).toMatchObject({
      status: 'kicked',
      user: { id: siti.id },
    })
    expect(await refusalText(api.getChatMember(group.id, 42))).toBe('400 Bad Request: user not found')
    const admins = await api.getChatAdministrators(group.id)
    expect(admins.map((admin) => [admin.status, admin.user.id])).toEqual([
      ['creator', budi.id],
      ['administrator', world.state.bot.id],
    ])
    expect(await api.getChat(group.id)).toMatchObject({ type: 'supergroup', title: 'Helpdesk' })
    expect(String(group.id)).toMatch(/^-100\d{10}$/)
  })

  it('show an anonymous administrator as the group', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Helpdesk', owner: budi, bot: 'administrator' })
    world.send(budi, group, '/ambil 7', { anonymous: true })
    const message = (await api.getUpdates()).at(-1)?.message
    expect(message).toMatchObject({ from: { id: 1087968824, is_bot: true }, sender_chat: { id: group.id } })
  })

  it('hide plain text from a bot in privacy mode', async () => {
    const setup = await setUp()
    const { world, api, budi } = setup
    const group = world.group({ title: 'Helpdesk', owner: budi, bot: 'member' })
    world.setPrivacy(true)
    expect((await api.getMe()).can_read_all_group_messages).toBe(false)
    await texts(setup)
    const card = await api.sendMessage(group.id, 'kartu')
    world.send(budi, group, 'obrolan')
    world.send(budi, group, 'lihat /ambil')
    world.send(budi, group, '/ambil 7')
    world.send(budi, group, '/ambil@sigap_bot 8')
    world.send(budi, group, '/ambil@bot_lain 9')
    world.send(budi, group, 'jawaban', { replyTo: card.message_id })
    expect(await texts(setup)).toEqual(['/ambil 7', '/ambil@sigap_bot 8', 'jawaban'])
    world.promote(world.state.bot.id, group, budi)
    await texts(setup)
    world.send(budi, group, 'obrolan admin')
    expect(await texts(setup)).toEqual(['obrolan admin'])
    world.demote(world.state.bot.id, group, budi)
    world.setPrivacy(false)
    await texts(setup)
    world.send(budi, group, 'terbuka')
    expect(await texts(setup)).toEqual(['terbuka'])
    expect((await api.getMe()).can_read_all_group_messages).toBe(true)
  })

  it('become supergroups: the message and the refusal both name the new chat', async () => {
    const { world, api, budi } = await setUp()
    const old = world.group({ title: 'Helpdesk', type: 'group', owner: budi, bot: 'administrator' })
    await api.sendMessage(old.id, 'sebelum')
    const next = world.migrateToSupergroup(old)
    const moves = (await api.getUpdates()).map((update) => update.message).filter(Boolean)
    expect(moves[0]).toMatchObject({ chat: { id: old.id }, migrate_to_chat_id: next.id })
    expect(moves[1]).toMatchObject({ chat: { id: next.id }, migrate_from_chat_id: old.id })
    expect(await refusal(api.sendMessage(old.id, 'sesudah'))).toEqual({
      error: '400 Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next.id },
    })
    expect((await api.sendMessage(next.id, 'sesudah')).chat).toMatchObject({
      id: next.id,
      type: 'supergroup',
    })
  })

  it('let the bot pin only with the right', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Helpdesk', owner: budi, bot: 'member' })
    const { message_id } = await api.sendMessage(group.id, 'kartu')
    expect(await refusalText(api.pinChatMessage(group.id, message_id))).toBe(
      '400 Bad Request: not enough rights to manage pinned messages in the chat',
    )
    world.promote(world.state.bot.id, group, budi)
    await api.pinChatMessage(group.id, message_id)
    expect(await refusalText(api.pinChatMessage(group.id, 999))).toBe(
      '400 Bad Request: message to pin not found',
    )
  })
})

describe('topics', () => {
  it('are created, written in, renamed, closed and reopened', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Helpdesk', owner: budi, forum: true, bot: 'administrator' })
    const topic = await api.createForumTopic(group.id, 'TIK-1042')
    const thread = topic.message_thread_id
    const card = await api.sendMessage(group.id, 'kartu', { message_thread_id: thread })
    expect(card).toMatchObject({
      message_thread_id: thread,
      is_topic_message: true,
      chat: { is_forum: true },
      reply_to_message: { message_id: thread, forum_topic_created: { name: 'TIK-1042' } },
    })
    const reply = world.send(budi, group, 'siap', { replyTo: card.message_id })
    expect(reply).toMatchObject({
      message_thread_id: thread,
      reply_to_message: { message_id: card.message_id },
    })
    await api.editForumTopic(group.id, thread, { name: 'TIK-1042 · selesai' })
    await api.closeForumTopic(group.id, thread)
    expect(await refusalText(api.closeForumTopic(group.id, thread))).toBe(
      '400 Bad Request: TOPIC_NOT_MODIFIED',
    )
    await api.reopenForumTopic(group.id, thread)
    expect(world.state.rooms.get(group.id)?.topics.get(thread)).toMatchObject({
      name: 'TIK-1042 · selesai',
      closed: false,
    })
  })

  it('once deleted, take no more messages', async () => {
    const { world, api, budi } = await setUp()
    const group = world.group({ title: 'Helpdesk', owner: budi, forum: true, bot: 'administrator' })
    const { message_thread_id } = await api.createForumTopic(group.id, 'TIK-1042')
    const card = await api.sendMessage(group.id, 'kartu', { message_thread_id })
    world.deleteTopic(group, message_thread_id)
    expect(await refusalText(api.sendMessage(group.id, 'x', { message_thread_id }))).toBe(
      '400 Bad Request: message thread not found',
    )
    expect(await refusalText(api.editMessageText(group.id, card.message_id, 'x'))).toBe(
      '400 Bad Request: message to edit not found',
    )
    expect(await refusalText(api.closeForumTopic(group.id, message_thread_id))).toBe(
      '400 Bad Request: TOPIC_ID_INVALID',
    )
  })

  it('need a forum and the right; a closed one is closed to others', async () => {
    const { world, api, budi } = await setUp()
    const plain = world.group({ title: 'Tim', owner: budi, bot: 'administrator' })
    expect(await refusalText(api.createForumTopic(plain.id, 'x'))).toBe(
      '400 Bad Request: the chat is not a forum',
    )
    const forum = world.group({ title: 'Forum', owner: budi, forum: true, bot: 'member' })
    expect(await refusalText(api.createForumTopic(forum.id, 'x'))).toBe(
      '400 Bad Request: not enough rights to create a topic',
    )
    const topic = world.createTopic(budi, forum, 'Umum')
    world.promote(world.state.bot.id, forum, budi)
    await api.closeForumTopic(forum.id, topic.id)
    await api.sendMessage(forum.id, 'boleh', { message_thread_id: topic.id })
    world.demote(world.state.bot.id, forum, budi)
    expect(await refusalText(api.sendMessage(forum.id, 'x', { message_thread_id: topic.id }))).toBe(
      '400 Bad Request: TOPIC_CLOSED',
    )
  })
})
