import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Api } from 'grammy'
import { describe, expect, it } from 'vitest'
import { createWorld } from '../../../bots/simulator/bot-api/world.ts'
import { loadProfile } from '../../../bots/profiles.ts'
import { skipUsedNumbers } from '../../../bots/simulator/saved-world.ts'
import type { Simulator } from '../../../bots/simulator/simulator.ts'
import { idOf, simulate, temporaryFolder } from './simulator-harness.ts'

const apiOf = ({ token, api }: Simulator) => new Api(token, { apiRoot: api.root })
const fileOf = (folder: string) => path.join(folder, 'simulator', 'world.json')

describe('the cast', () => {
  it('holds roles the SOP knows, each unit its head and a technician', async () => {
    const { cast } = await simulate()
    const loaded = loadProfile('tik-banten')
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
    const { roles, units } = loaded.profile
    for (const { role, unit } of cast.desk.roles) {
      expect(Object.keys(roles)).toContain(role)
      expect(unit !== undefined).toBe(roles[role]!.perUnit)
    }
    const held = cast.desk.roles.map(({ role, unit }) => [role, unit].filter(Boolean).join('.'))
    const perUnit = Object.keys(units).flatMap((unit) => [`kepala_unit.${unit}`, `teknisi.${unit}`])
    expect(held.toSorted()).toEqual([...perUnit, 'pejabat_terkait', 'kepala_dinas'].toSorted())
  })

  it('can be written to by the bot, and it knows; save requesters, who begin by themselves', async () => {
    const simulator = await simulate()
    const api = apiOf(simulator)
    const known = (await api.getUpdates())
      .map((update) => update.my_chat_member)
      .filter((change) => change?.chat.type === 'private' && change.new_chat_member.status === 'member')
    const staff = simulator.cast.members.filter(({ part }) => part !== 'requester').map(({ user }) => user.id)
    expect(known.map((change) => change!.chat.id)).toEqual(staff)
    await expect(api.sendMessage(idOf(simulator, 'andi_helpdesk'), 'Selamat pagi.')).resolves.toMatchObject({
      text: 'Selamat pagi.',
    })
    await expect(api.sendMessage(idOf(simulator, 'ratna_wulandari'), 'Selamat pagi.')).resolves.toMatchObject(
      { text: 'Selamat pagi.' },
    )
    await expect(api.sendMessage(idOf(simulator, 'budi_santoso'), 'Selamat pagi.')).rejects.toThrow()
  })

  it('stands in the staff group with the bot as an administrator, and nobody has said a word yet', async () => {
    const simulator = await simulate()
    const api = apiOf(simulator)
    const group = Number(simulator.cast.desk.staffGroup)
    const me = await api.getMe()
    expect((await api.getChatMember(group, me.id)).status).toBe('administrator')
    expect((await api.getChatMember(group, idOf(simulator, 'agus_jaringan'))).status).toBe('member')
    expect((await api.getChatMember(group, idOf(simulator, 'budi_santoso'))).status).toBe('left')
    const updates = await api.getUpdates()
    expect(updates.filter((update) => update.message)).toEqual([])
  })
})

describe('the group’s topics', () => {
  it('are off until they are asked for', async () => {
    const simulator = await simulate()
    const api = apiOf(simulator)
    const group = Number(simulator.cast.desk.staffGroup)
    await expect(api.createForumTopic(group, 'TIK-1001')).rejects.toThrow('not a forum')
    simulator.setTopics(true)
    expect(await api.createForumTopic(group, 'TIK-1001')).toMatchObject({ name: 'TIK-1001' })
    simulator.setTopics(false)
    expect(await api.getChat(group)).not.toHaveProperty('is_forum')
  })
})

describe('a restart', () => {
  it('keeps the chats, the people and what the bot has not fetched', async () => {
    const folder = await temporaryFolder()
    const first = await simulate(folder)
    const budi = idOf(first, 'budi_santoso')
    first.world.send(budi, budi, 'Wi-Fi lambat')
    await first.close()

    const second = await simulate(folder)
    expect(idOf(second, 'budi_santoso')).toBe(budi)
    expect(second.world.messages(budi).map(({ text }) => text)).toEqual(['Wi-Fi lambat'])
    const updates = await apiOf(second).getUpdates()
    expect(updates.map(({ message }) => message?.text)).toContain('Wi-Fi lambat')
    await expect(apiOf(second).sendMessage(budi, 'Baik')).resolves.toMatchObject({ text: 'Baik' })
  })

  it('saves while it runs, so that a kill loses no more than a moment', async () => {
    const folder = await temporaryFolder()
    const { world, ...simulator } = await simulate(folder)
    const budi = idOf({ world, ...simulator }, 'budi_santoso')
    world.send(budi, budi, 'Wi-Fi lambat')
    await expect
      .poll(async () => (await readFile(fileOf(folder), 'utf8').catch(() => '')).includes('Wi-Fi lambat'), {
        timeout: 5000,
      })
      .toBe(true)
  })

  it('goes on numbering above what may have been given out before, never below', () => {
    const world = createWorld()
    const budi = world.user({ id: 5, first_name: 'Budi' })
    const group = world.group({ title: 'Help Desk', owner: budi, bot: 'administrator' })
    skipUsedNumbers(world, 1_800_000_000)
    skipUsedNumbers(world, 1_700_000_000)
    expect(world.send(budi, budi, 'satu').message_id).toBe(1_800_000_000)
    expect(world.send(budi, group, 'dua').message_id).toBe(1_800_000_000)
    const numbers = world.state.updates.slice(-2).map(({ update_id }) => update_id)
    expect(numbers).toEqual([1_800_000_000, 1_800_000_001])
  })

  it('numbers from the time of the machine, so that a world made anew repeats nothing', async () => {
    const { world } = await simulate()
    expect(world.state.nextUpdateId).toBeGreaterThan(Date.parse('2026-01-01') / 1000)
  })

  it('sets a damaged file aside and begins anew', async () => {
    const folder = await temporaryFolder()
    await (await simulate(folder)).close()
    await writeFile(fileOf(folder), '{"half')
    const { world, cast } = await simulate(folder)
    expect(world.state.rooms.has(cast.staffGroup)).toBe(true)
    expect(await readFile(`${fileOf(folder)}.damaged`, 'utf8')).toBe('{"half')
  })
})
