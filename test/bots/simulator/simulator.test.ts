import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Api } from 'grammy'
import { describe, expect, it } from 'vitest'
import { desks } from '../../../bots/simulator/cast/desks.ts'
import { improviseDesk } from '../../../bots/simulator/cast/parts.ts'
import { shippedProfiles, loadProfile } from '../../../bots/profiles.ts'
import { createWorld } from '../../../bots/simulator/bot-api/world.ts'
import { skipUsedNumbers } from '../../../bots/simulator/saved-world.ts'
import type { Simulator } from '../../../bots/simulator/simulator.ts'
import { idOf, simulate, temporaryFolder } from './simulator-harness.ts'

function profileOf(service: string) {
  const loaded = loadProfile(service)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.profile
}
const apiOf = ({ token, api }: Simulator) => new Api(token, { apiRoot: api.root })
const fileOf = (folder: string) => path.join(folder, 'simulator', 'world.json')

describe('the cast', () => {
  it('is there for every SOP that comes with the program', () => {
    expect(desks.map(({ service }) => service).toSorted()).toEqual(shippedProfiles())
  })

  it.each(desks)(
    'holds every role and unit of $service, two or more in first level',
    ({ service, staff }) => {
      const { roles, units } = profileOf(service)
      const wanted = Object.entries(roles).flatMap(([role, { kind, perUnit, firstLevel }]) => {
        if (kind !== 'staff' || firstLevel) return []
        return perUnit ? Object.keys(units).map((unit) => `${role}.${unit}`) : [role]
      })
      const held = staff.flatMap((one) =>
        one.held ? [[one.held.role, one.held.unit].filter(Boolean).join('.')] : [],
      )
      expect(held.toSorted()).toEqual(wanted.toSorted())
      expect(staff.filter((one) => one.part === 'officer' && !one.held).length).toBeGreaterThanOrEqual(2)
      expect(staff.filter(({ admin }) => admin)).toHaveLength(1)
      expect(staff.some(({ part }) => part === 'leader')).toBe(true)
    },
  )

  it('shares no first name, no username and no id between all desks', async () => {
    const { cast } = await simulate(undefined, desks)
    for (const of of ['first_name', 'username', 'id'] as const) {
      const all = cast.members.map(({ user }) => user[of])
      expect(new Set(all).size).toBe(all.length)
    }
    expect(new Set(desks.map(({ staffGroup }) => staffGroup)).size).toBe(5)
  })

  it('keeps the ids the database of an earlier run knows', async () => {
    const { cast } = await simulate()
    expect(cast.members.map(({ user }) => [user.id - 6_100_000_001, user.first_name])).toEqual(
      // prettier-ignore
      ['Budi', 'Siti', 'Made', 'Andi', 'Rina', 'Dewi', 'Agus', 'Hadi', 'Yuni', 'Fajar', 'Nina', 'Hendra', 'Ratna']
        .map((name, index) => [index, name]),
    )
    expect(cast.staffGroup).toBe(-1_002_100_000_001)
  })

  it('puts each desk into a group of its own', async () => {
    const { world, cast } = await simulate(undefined, desks)
    for (const desk of cast.desks) {
      const room = world.state.rooms.get(desk.staffGroup)
      const own = cast.members.filter(({ service }) => service === desk.service).map(({ user }) => user.id)
      expect(room?.title).toBe(desk.groupTitle)
      expect([...room!.members.keys()].toSorted()).toEqual([...own, world.state.bot.id].toSorted())
    }
  })

  it('lets those into the group who are new to a desk, and not those who left it', async () => {
    const folder = await temporaryFolder()
    const [desk] = desks
    const before = await simulate(folder, [{ ...desk!, staff: desk!.staff.slice(0, -1) }])
    before.world.leave(idOf(before, 'rina_helpdesk'), desk!.staffGroup)
    await before.close()
    const { world, cast } = await simulate(folder, [desk!])
    const standing = (username: string) =>
      world.state.rooms.get(cast.staffGroup)?.members.get(idOf({ cast }, username))?.status
    expect([standing('ratna_wulandari'), standing('rina_helpdesk')]).toEqual(['member', 'left'])
  })

  it('makes up people for an office’s own SOP', async () => {
    const own = improviseDesk('sop-kantor', profileOf('tik-banten'), 0)
    expect(own.staff.map(({ part, title, held }) => [part, title, held?.role, held?.unit])).toEqual([
      ['officer', 'Help Desk', undefined, undefined],
      ['officer', 'Help Desk', undefined, undefined],
      ...['Jaringan', 'Komputer', 'Aplikasi'].map((unit) => [
        'officer',
        `Penanggung jawab unit ${unit}`,
        'kepala_unit',
        unit.toLowerCase(),
      ]),
      ...['Jaringan', 'Komputer', 'Aplikasi'].map((unit) => [
        'officer',
        `Petugas teknis ${unit}`,
        'teknisi',
        unit.toLowerCase(),
      ]),
      ['officer', 'Pejabat terkait', 'pejabat_terkait', undefined],
      ['leader', 'Kepala Dinas', 'kepala_dinas', undefined],
    ])
    const { cast } = await simulate(undefined, [own, improviseDesk('sop-lain', profileOf('lpse-tidung'), 1)])
    const usernames = cast.members.map(({ user }) => user.username)
    expect(new Set(usernames).size).toBe(usernames.length)
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
    simulator.setTopics(group, true)
    expect(await api.createForumTopic(group, 'TIK-1001')).toMatchObject({ name: 'TIK-1001' })
    simulator.setTopics(group, false)
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
    const simulator = await simulate(folder)
    const budi = idOf(simulator, 'budi_santoso')
    simulator.world.send(budi, budi, 'Wi-Fi lambat')
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
