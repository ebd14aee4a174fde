import { afterEach, describe, expect, it } from 'vitest'
import type { WorldOptions } from '../../bots/simulator/bot-api/world.ts'
import { query } from '../fixtures/database.ts'
import {
  complain,
  fromBot,
  holderOf,
  labelsOf,
  newest,
  numberIn,
  press,
  tell,
  textOf,
  upToSending,
} from './conversation.ts'
import { startTown, type Town } from './town.ts'

let town: Town
let budi: number
let andi: number
let rina: number

async function open(world: WorldOptions = {}): Promise<void> {
  town = await startTown({ world })
  ;[budi, andi, rina] = ['Budi', 'Andi', 'Rina'].map((name) => town.person(name)) as [number, number, number]
}
afterEach(() => town.stop())

type NewGroup = Parameters<Town['world']['group']>[0]
/** A group of Andi's and Rina's, bound by command; its id. */
async function bindNew(fields: Partial<NewGroup>): Promise<{ group: number; answer: string }> {
  const all = { title: 'Ruang TIK', owner: andi, members: [rina], bot: 'administrator' as const, ...fields }
  const { id } = town.world.group(all)
  return { group: id, answer: await tell(town, andi, id, '/hubungkan rahasia') }
}

const menu = (scope: string) => town.world.state.commands.get(scope)?.map(({ command }) => command) ?? []

describe('a group with topics', () => {
  it('has a topic for each ticket, with its card in it, where commands need no number', async () => {
    await open()
    const { group } = await bindNew({ forum: true })
    const number = await complain(town, budi)
    const [topic, ...others] = [...town.world.state.rooms.get(group)!.topics.values()]
    expect(others).toEqual([])
    expect(topic!.name).toContain(number)
    const thread = topic!.id
    expect(newest(town, group, 'Ambil').message_thread_id).toBe(thread)
    town.world.send(rina, group, '/ambil', { thread })
    await town.settle()
    expect(await holderOf(town, number)).toBe('Rina Marlina')
    const answer = newest(town, group, number)
    expect(answer.message_thread_id).toBe(thread)
    await tell(town, budi, budi, 'Ruang sebelah juga')
    expect(newest(town, group, 'Ruang sebelah juga').message_thread_id).toBe(thread)
  })

  it('gets a deleted topic back, with the card and what was to be said in it', async () => {
    await open()
    const { group } = await bindNew({ forum: true })
    const number = await complain(town, budi)
    const { topics } = town.world.state.rooms.get(group)!
    const [first] = topics.keys()
    town.world.deleteTopic(group, first!)
    await tell(town, budi, budi, 'Masih putus')
    const [second, ...more] = topics.keys()
    expect(more).toEqual([])
    const there = fromBot(town.world, group).filter((m) => m.message_thread_id === second)
    expect(there.filter((m) => textOf(m).startsWith(`${number} ·`))).toHaveLength(1)
    expect(there.filter((m) => textOf(m).includes('Masih putus'))).toHaveLength(1)
  })

  it('does without topics where the bot may not open any', async () => {
    await open()
    const { group } = await bindNew({ forum: true, bot: 'member' })
    await complain(town, budi)
    expect(town.world.state.rooms.get(group)!.topics.size).toBe(0)
    expect(newest(town, group, 'Ambil').message_thread_id).toBeUndefined()
  })
})

describe('a group that becomes a supergroup', () => {
  it.each([
    ['told by its service message', true],
    ['told only by the refusal of a message', false],
  ])('keeps its tickets, members and menu: %s', async (_, isTold) => {
    await open()
    const { group: old } = await bindNew({ type: 'group', bot: 'member' })
    const number = await complain(town, budi)
    const { id: group } = town.world.migrateToSupergroup(old)
    if (!isTold) town.world.state.updates.length = 0
    await tell(town, budi, budi, 'Masih putus')
    const cards = fromBot(town.world, group).filter((m) => labelsOf(m).includes('Ambil'))
    expect(cards.map((m) => textOf(m).includes(number))).toEqual([true])
    expect(fromBot(town.world, group).filter((m) => textOf(m).includes('Masih putus'))).toHaveLength(1)
    expect(await press(town, rina, group, 'Ambil')).toContain(number)
    expect(menu(`chat:${group}`)).toContain('ambil')
    const dead = await query(town.databaseUrl, `SELECT reason FROM outbox WHERE state = 'dead'`)
    expect(dead).toEqual([])
  })
})

describe('people', () => {
  it('who blocked the bot are known to be out of reach; staff hear of it, and others are served', async () => {
    await open()
    const group = town.cast.staffGroup
    const number = await complain(town, budi)
    await press(town, rina, group, 'Ambil')
    town.world.blockBot(budi)
    await tell(town, rina, group, `/balas ${number} Mohon dicoba lagi`)
    expect(textOf(newest(town, group, 'tidak dapat dihubungi'))).toContain(number)
    const [row] = await query(
      town.databaseUrl,
      'SELECT reachable FROM people JOIN identities ON person_id = id WHERE external_id = $1',
      [String(budi)],
    )
    expect(row).toEqual({ reachable: false })
    await complain(town, town.person('Siti'))
  })

  it('who write as the group are asked to show themselves', async () => {
    await open()
    const group = town.cast.staffGroup
    const number = await complain(town, budi)
    town.world.send(andi, group, `/ambil ${number}`, { anonymous: true })
    await town.settle()
    newest(town, group, 'matikan mode admin anonim')
    expect(await holderOf(town, number)).toBeNull()
  })

  it('who left the group have lost their rights, also in private, until they come back', async () => {
    await open()
    const group = town.cast.staffGroup
    const number = await complain(town, budi)
    const agus = town.person('Agus')
    for (const officer of [rina, agus]) await tell(town, officer, group, '/antrean')
    town.world.leave(rina, group)
    town.world.leave(agus, group)
    await town.settle()
    for (const officer of [rina, agus]) {
      expect(await tell(town, officer, officer, `/ambil ${number}`)).not.toBe('')
    }
    expect(await holderOf(town, number)).toBeNull()
    town.world.join(rina, group, andi)
    await town.settle()
    await tell(town, rina, rina, `/ambil ${number}`)
    expect(await holderOf(town, number)).toBe('Rina Marlina')
  })
})

describe('a group in privacy mode', () => {
  it('is told so when bound, and works by command, button and reply', async () => {
    await open({ bot: { privacyMode: true } })
    const { group, answer } = await bindNew({ bot: 'member' })
    expect(answer).toContain('tidak membaca pesan biasa')
    const number = await complain(town, budi)
    expect(await press(town, rina, group, 'Ambil')).toContain(number)
    expect(await tell(town, rina, group, '/antrean')).toContain(number)
    expect(await tell(town, rina, group, 'Siapa yang piket?')).toBe('')
    await tell(town, budi, budi, 'Kapan selesai?')
    const asked = newest(town, group, 'Kapan selesai?')
    town.world.send(rina, group, 'Siang ini', { replyTo: asked.message_id })
    await town.settle()
    expect(textOf(newest(town, budi, 'Siang ini'))).toContain(number)
  })
})

describe('the menu of commands', () => {
  it('is the requester’s in private and the staff’s in the group, also one bound later', async () => {
    await open()
    await town.settle()
    expect(menu('all_private_chats')).toContain('status')
    expect(menu('all_private_chats')).not.toContain('ambil')
    expect(menu(`chat:${town.cast.staffGroup}`)).toContain('ambil')
    const { group } = await bindNew({})
    expect(menu(`chat:${group}`)).toEqual(menu(`chat:${town.cast.staffGroup}`))
  })
})

describe('a group that takes no more for now', () => {
  it('holds up no private chat, and afterwards gets new cards before edits of old ones', async () => {
    let elapsedMs = 0
    await open({ limits: { perGroupPerMinute: 20 }, elapsedMs: () => elapsedMs })
    const group = town.cast.staffGroup
    const siti = town.person('Siti')
    const first = await complain(town, budi)
    await upToSending(town, siti)
    for (let n = 0; n < 19; n += 1) town.world.send(rina, group, '/antrean')
    await town.settle()

    town.world.press(rina, group, newest(town, group, 'Ambil').message_id, 'Ambil')
    await town.world.waitFor(() =>
      fromBot(town.world, budi).some((m) => textOf(m).includes('sudah diterima')),
    )
    town.world.press(siti, siti, newest(town, siti, 'Kirim').message_id, 'Kirim')
    const second = await town.world.waitFor(() =>
      fromBot(town.world, siti)
        .filter((m) => textOf(m).includes('dengan nomor'))
        .map(numberIn)
        .at(-1),
    )
    expect(() => newest(town, group, second)).toThrow('nothing')
    expect(textOf(newest(town, group, 'Pelaksana: belum ada'))).toContain(first)

    const seen: string[] = []
    town.world.on((change) => {
      if (change.kind === 'message-added' || change.kind === 'message-edited')
        if (change.chatId === group)
          seen.push(`${change.kind} ${textOf(change.message).slice(0, second.length)}`)
    })
    elapsedMs += 60_000
    await query(town.databaseUrl, `UPDATE outbox SET not_before = now() WHERE not_before > now()`)
    await town.settle()
    const card = seen.indexOf(`message-added ${second}`)
    const edit = seen.indexOf(`message-edited ${first}`)
    expect(card).toBeGreaterThanOrEqual(0)
    expect(edit).toBeGreaterThan(card)
  })
})

describe('two programs on one database', () => {
  it('share no work: the second waits, says so, and takes over when the first stops', async () => {
    await open()
    const second = await town.another()
    const health = async () => (await fetch(`${second.url}/healthz`)).status
    expect(await health()).toBe(503)
    const number = await complain(town, budi)
    await town.program.stop()
    town.program = second
    await expect.poll(health, { timeout: 10_000 }).toBe(200)
    await tell(town, rina, town.cast.staffGroup, `/ambil@sigap_bot ${number}`)
    expect(await holderOf(town, number)).toBe('Rina Marlina')
  })
})
