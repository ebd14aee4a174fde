import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectTo, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startEmbedded } from '../../prisma/embedded.ts'
import { freshDatabase, query } from '../fixtures/database.ts'
import { complain, fromBot, newest, numberIn, tell, textOf, ticketsOf, upToSending } from './conversation.ts'
import { startTown } from './town.ts'

const said = (messages: ReturnType<typeof fromBot>, words: string) =>
  messages.filter((message) => textOf(message).includes(words)).length

describe('a database that goes away', () => {
  it(
    'and comes back is found again, with everything that was said meanwhile',
    { timeout: 90_000 },
    async () => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'sigap-restarted-'))
      const before = await startEmbedded({ dataDir, throwaway: true })
      const way = await openWay(before.url)
      const town = await startTown({ env: { DATABASE_URL: way.url }, log: 'silent' })
      let current = before
      onTestFinished(async () => {
        await town.stop()
        await way.close()
        await current.stop()
        await rm(dataDir, { recursive: true })
      })
      const [budi, siti, made] = ['Budi', 'Siti', 'Made'].map((name) => town.person(name)) as [
        number,
        number,
        number,
      ]
      const health = async () => (await fetch(`${town.program.url}/healthz`)).status
      for (const person of [budi, siti]) await upToSending(town, person)

      await before.stop()
      for (const person of [budi, siti])
        town.world.press(person, person, newest(town, person, 'Kirim').message_id, 'Kirim')
      town.world.send(made, made, 'Printer tidak mencetak')
      await expect.poll(health, { timeout: 20_000 }).toBe(503)
      current = await startEmbedded({ dataDir, throwaway: true })
      way.leadTo(current.url)

      await expect.poll(health, { timeout: 30_000 }).toBe(200)
      await town.settle()
      const numbers = [budi, siti].map((person) => numberIn(newest(town, person, 'dengan nomor')))
      expect((await ticketsOf(town)).map(({ number }) => number).sort()).toEqual(numbers.sort())
      expect(fromBot(town.world, made)).toHaveLength(1)
    },
  )

  it('between a message and the mark that it went out: it does not go out twice', async () => {
    const { town, way, budi, direct } = await givenTownBehindWay()
    await upToSending(town, budi)
    let isCut = false
    town.world.on((change) => {
      if (isCut || change.kind !== 'message-added' || !textOf(change.message).includes('dengan nomor')) return
      isCut = true
      way.cut()
      setTimeout(() => way.leadOn(), 1_500)
    })
    town.world.press(budi, budi, newest(town, budi, 'Kirim').message_id, 'Kirim')
    const marked = () =>
      query(direct, `SELECT state FROM outbox WHERE item->'message'->>'text' LIKE '%dengan nomor%'`)
    await expect.poll(marked, { timeout: 20_000 }).toEqual([{ state: 'sent' }])
    expect(isCut).toBe(true)
    expect(said(fromBot(town.world, budi), 'dengan nomor')).toBe(1)
  })
})

describe('a message that cannot be handled', () => {
  it('is set aside after five tries with a word to staff, and its neighbours go on', async () => {
    const { town, budi } = await givenTownBehindWay()
    const siti = town.person('Siti')
    await tell(town, budi, budi, 'Wifi putus')
    await query(
      town.databaseUrl,
      `INSERT INTO inbox (channel, external_id, chat_key, inbound)
       SELECT channel, 'broken', chat_key, inbound - 'body' FROM inbox WHERE chat_key = $1 LIMIT 1`,
      [`telegram:${budi}`],
    )
    await town.program.sweep()
    town.world.send(budi, budi, 'Halo, masih ada?')
    expect(await complain(town, siti)).toMatch(/^TIK-/)
    const poison = () =>
      query(town.databaseUrl, `SELECT attempts FROM inbox WHERE external_id = 'broken' AND state = 'poison'`)
    await expect.poll(poison, { timeout: 20_000 }).toEqual([{ attempts: 5 }])
    await town.settle()
    newest(town, town.cast.staffGroup, 'tidak dapat diproses')
    const [left] = await query(
      town.databaseUrl,
      `SELECT count(*)::int AS n FROM inbox WHERE state = 'pending'`,
    )
    expect(left).toEqual({ n: 0 })
  })

  it('once it waits to be sent, is given up after five tries, and what is behind it goes out', async () => {
    const { town, budi } = await givenTownBehindWay()
    const group = town.cast.staffGroup
    await complain(town, budi)
    await query(town.databaseUrl, `UPDATE tickets SET service = 'no-longer', profile_hash = 'gone'`)
    await query(
      town.databaseUrl,
      `INSERT INTO outbox (queue, item, rank)
       VALUES ($1, '{"kind": "card", "service": "tik-banten", "ticket": "1001"}', 1)`,
      [`telegram:${group}`],
    )
    town.world.send(town.person('Rina'), group, '/antrean')
    await expect
      .poll(() => said(fromBot(town.world, group), 'Tidak ada tiket terbuka'), { timeout: 25_000 })
      .toBe(1)
    const dead = await query(town.databaseUrl, `SELECT attempts FROM outbox WHERE state = 'dead'`)
    expect(dead).toEqual([{ attempts: 4 }])
  })
})

/** A town whose database is reached over a way that can be cut. */
async function givenTownBehindWay() {
  const database = await freshDatabase()
  const way = await openWay(database.url)
  const town = await startTown({ env: { DATABASE_URL: way.url }, log: 'silent' })
  onTestFinished(async () => {
    await town.stop()
    await way.close()
    await database.drop()
  })
  return { town, way, direct: database.url, budi: town.person('Budi') }
}

/** A way to a database that stays at one address wherever the database goes, and can be cut. */
async function openWay(to: string) {
  let target: URL | null = new URL(to)
  let last = target
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    if (!target) return void near.destroy()
    const far = connectTo(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(to)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const cut = () => {
    target = null
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    cut,
    leadTo: (next: string) => void (target = last = new URL(next)),
    leadOn: () => void (target = last),
    async close() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
