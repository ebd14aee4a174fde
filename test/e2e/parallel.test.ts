import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { query } from '../fixtures/database.ts'
import {
  complain,
  fromBot,
  holderOf,
  newest,
  numberIn,
  tell,
  textOf,
  ticketsOf,
  upToSending,
} from './conversation.ts'
import { startTown, type Town } from './town.ts'

let town: Town
let budi: number
beforeEach(async () => {
  town = await startTown()
  budi = town.person('Budi')
})
afterEach(() => town.stop())

const said = (chat: number, words: string) =>
  fromBot(town.world, chat).filter((message) => textOf(message).includes(words)).length

describe('many copies', () => {
  it('of the same press, each an update of its own: one ticket, and every one is answered with its number', async () => {
    const { message_id } = await upToSending(town, budi)
    const presses = Array.from({ length: 50 }, () => town.world.press(budi, budi, message_id, 'Kirim'))
    await town.settle()
    const [ticket, ...more] = await ticketsOf(town)
    expect(more).toEqual([])
    expect(said(budi, 'dengan nomor')).toBe(1)
    const answers = await Promise.all(presses.map(({ answered }) => answered))
    expect(answers.filter(({ text }) => text?.includes(ticket!.number))).toHaveLength(49)
  })

  it('of one update, in one batch and again after it was confirmed: one ticket, one answer', async () => {
    const { message_id } = await upToSending(town, budi)
    town.world.press(budi, budi, message_id, 'Kirim')
    const { updates } = town.world.state
    const update = updates.at(-1)!
    for (let copies = 1; copies < 25; copies += 1) updates.push(update)
    await town.settle()
    for (let copies = 0; copies < 25; copies += 1) updates.push(update)
    await tell(town, town.person('Siti'), town.person('Siti'), 'Halo')
    expect(await ticketsOf(town)).toHaveLength(1)
    expect(said(budi, 'dengan nomor')).toBe(1)
    const [row] = await query(
      town.databaseUrl,
      'SELECT count(*)::int AS n FROM inbox WHERE external_id = $1',
      [String(update.update_id)],
    )
    expect(row).toEqual({ n: 1 })
  })

  it('of a batch whose confirmation got lost: nothing changes and nothing is sent twice', async () => {
    const before = [...(await collectUpdates())]
    const messages = town.world.messages(budi).length
    town.world.state.updates.push(...before)
    town.world.failNext('getUpdates', { dropAnswer: true })
    town.world.failNext('getUpdates', { dropAnswer: true })
    await tell(town, town.person('Siti'), town.person('Siti'), 'Halo')
    expect(town.world.messages(budi)).toHaveLength(messages)
    expect(await ticketsOf(town)).toHaveLength(1)
  })

  it('of a message whose answer got lost: it comes at most twice, and nothing else does', async () => {
    await upToSending(town, budi)
    town.world.failNext('sendMessage', { dropAnswer: true })
    town.world.press(budi, budi, newest(town, budi, 'Kirim').message_id, 'Kirim')
    await town.settle()
    const cards = said(town.cast.staffGroup, 'TIK-1001')
    expect([said(budi, 'dengan nomor'), cards].sort()).toEqual([1, 2])
    expect(await ticketsOf(town)).toHaveLength(1)
  })

  /** A complaint of Budi's, and every update it took. */
  async function collectUpdates() {
    const seen = new Map<number, (typeof town.world.state.updates)[number]>()
    const push = town.world.updates.push
    town.world.updates.push = (kind, payload) => {
      push(kind, payload)
      const update = town.world.state.updates.at(-1)
      if (update) seen.set(update.update_id, update)
    }
    await complain(town, budi)
    return seen.values()
  }
})

describe('two at once', () => {
  it('who claim from different chats: one has it, the other hears who', async () => {
    const number = await complain(town, budi)
    const [andi, rina] = [town.person('Andi'), town.person('Rina')]
    const group = town.cast.staffGroup
    for (const officer of [andi, rina]) await tell(town, officer, group, '/antrean')
    const before = { andi: fromBot(town.world, andi).length, group: fromBot(town.world, group).length }
    town.world.send(andi, andi, `/ambil ${number}`)
    town.world.send(rina, group, `/ambil ${number}`)
    await town.settle()
    const answers = [
      ...fromBot(town.world, andi).slice(before.andi),
      ...fromBot(town.world, group).slice(before.group),
    ].map(textOf)
    const holder = await holderOf(town, number)
    expect(['Andi Pratama', 'Rina Marlina']).toContain(holder)
    expect(answers.filter((text) => text.includes(`sedang dipegang ${holder}`))).toHaveLength(1)
  })

  it('who complain: each gets a number of their own', async () => {
    const people = ['Budi', 'Siti', 'Made'].map((name) => town.person(name))
    for (const person of people) await upToSending(town, person)
    for (const person of people)
      town.world.press(person, person, newest(town, person, 'Kirim').message_id, 'Kirim')
    await town.settle()
    const numbers = people.map((person) => numberIn(newest(town, person, 'dengan nomor')))
    expect(new Set(numbers).size).toBe(3)
    expect(await ticketsOf(town)).toHaveLength(3)
  })
})
