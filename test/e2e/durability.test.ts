import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld, type World } from '../../bots/simulator/bot-api/world.ts'
import { castPeople } from '../../bots/simulator/cast.ts'
import { fold } from '../../core/ticket/evolve.ts'
import { connect } from '../../prisma/connect.ts'
import { createStore } from '../../prisma/store/store.ts'
import { freshDatabase, query } from '../fixtures/database.ts'
import { randomFrom } from '../fixtures/random.ts'
import { startCrowd, type CrowdRecord } from './crowd.ts'
import { loadProgram } from './killed-program.ts'

/** `KILLS=200 MESSAGES=1000` for the long run; the same SEED makes the same choices. */
const kills = Number(process.env['KILLS'] ?? 6)
const messages = Number(process.env['MESSAGES'] ?? 160)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

test(
  `killed ${kills} times under ${messages} messages, it loses nothing and does nothing twice`,
  { timeout: 150_000 + kills * 10_000 },
  async () => {
    const random = randomFrom(seed)
    const world = createWorld()
    const cast = castPeople(world)
    const { env, url } = await givenSurroundings(world, cast.staffGroup)
    let added = 0
    world.on((change) => {
      if (change.kind === 'message-added' && change.message.from?.is_bot) added += 1
    })
    const officers = ['Andi', 'Rina'].map(
      (name) => cast.members.find((m) => m.name.startsWith(name))!.user.id,
    )
    const crowd = startCrowd(world, {
      size: Math.ceil(messages / 30),
      group: cast.staffGroup,
      officers,
      random,
    })

    let next = loadProgram(env)
    onTestFinished(() => next.kill())
    let underWay = 0
    for (let life = 1; life <= kills; life += 1) {
      const program = next
      next = loadProgram(env)
      crowd.allow(Math.ceil((messages * life) / kills))
      const started = program.go()
      await momentToDie(world, started, random)
      await program.kill()
      await started
      // What the dead had under way is free after a minute; the test does not wait so long.
      const leased = await query(
        url,
        `UPDATE outbox SET leased_until = now() WHERE state = 'waiting' AND leased_until > now() RETURNING id`,
      )
      underWay += leased.length
    }
    await next.go()
    const settled = async () => {
      const [row] = await query<{ waiting: number; reminded: boolean }>(url, settledSql)
      return { ...row, waiting: row!.waiting + world.state.updates.length, sent: crowd.sent }
    }
    await expect
      .poll(settled, { timeout: 90_000, interval: 200 })
      .toEqual({ waiting: 0, reminded: true, sent: messages })
    crowd.stop()
    await next.kill()

    expect(crowd.pressed.size).toBeGreaterThan(0)
    const tickets = await expectTicketsToldAndWhole(url, crowd)
    const reminders = await expectRemindersOnce(url)
    const { repeats, sent } = await expectNothingLost(url, added, underWay)
    console.info(
      `seed ${seed}: ${kills} kills, ${crowd.sent} messages, ${crowd.pressed.size} complaints sent, ${tickets} tickets, ` +
        `${reminders} reminders, ${sent} messages of the bot, ` +
        `${underWay} under way at the kills, ${repeats} repeats`,
    )
  },
)

/** Most die at work, up to 20 ms after one of their first calls to Telegram was answered; some at any time, also while they start. */
async function momentToDie(world: World, started: Promise<void>, random: () => number): Promise<void> {
  if (random() < 0.3) return void (await sleep(random() * 2_000))
  const idle = started.then(() => sleep(2_000))
  let callsLeft = 1 + Math.floor(random() * 12)
  const called = new Promise<void>((resolve) => {
    const stop = world.on((change) => {
      if (change.kind !== 'call-answered' || !/^(send|edit|answer)/.test(change.method)) return
      callsLeft -= 1
      if (callsLeft > 0) return
      stop()
      resolve()
    })
  })
  await Promise.race([idle, called.then(() => sleep(random() * 20))])
}

const settledSql = `SELECT EXISTS (SELECT FROM reminders) AS reminded,
  (SELECT count(*) FROM inbox WHERE state = 'pending')::int
  + (SELECT count(*) FROM outbox WHERE state = 'waiting')::int AS waiting`

/** A database, a loopback Telegram, and the settings that join them; limits of seconds, looked at every second. */
async function givenSurroundings(world: World, staffGroup: number) {
  const database = await freshDatabase()
  const api = await startBotApi(world)
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-killed-'))
  const desk = {
    services: [
      { sop: 'tik-banten', staffGroup, limits: { '1': '1 detik', '2': '1 detik' }, calendar: '24x7' },
    ],
    schedule: { sweep: '* * * * * *' },
  }
  await writeFile(path.join(folder, 'desk.yaml'), JSON.stringify(desk))
  onTestFinished(async () => {
    await api.close()
    await database.drop()
    await rm(folder, { recursive: true })
  })
  const env = {
    TELEGRAM_BOT_TOKEN: world.token,
    TELEGRAM_API_ROOT: api.root,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    DESK_FILE: path.join(folder, 'desk.yaml'),
    PORT: '0',
    LOG_LEVEL: 'fatal',
  }
  return { env, url: database.url }
}

/** Every *Kirim* led to one ticket, whose number was told to that person and to nobody else; events fold to what is stored. */
async function expectTicketsToldAndWhole(url: string, { pressed, told }: CrowdRecord): Promise<number> {
  const rows = await query<{ number: string; draft_id: string; person: string }>(
    url,
    `SELECT number, draft_id, external_id AS person FROM tickets JOIN identities ON person_id = requester_id`,
  )
  expect(new Map(rows.map((row) => [row.draft_id, Number(row.person)]))).toEqual(pressed)
  expect(rows).toHaveLength(pressed.size)
  const owned = new Map<number, Set<string>>()
  for (const { person, number } of rows)
    owned.set(Number(person), (owned.get(Number(person)) ?? new Set()).add(number))
  expect(told).toEqual(owned)

  const client = connect(url)
  const store = createStore(client)
  for (const { number } of rows) {
    await store.transaction(async (tx) => {
      const file = await tx.tickets.byNumber(number)
      expect(fold(await tx.tickets.events(file!.ticket.id))).toEqual(file!.ticket)
    })
  }
  await client.$disconnect()
  return rows.length
}

/** A level of a run is told to a recipient once. No row was run twice here, so row and word name the level. */
async function expectRemindersOnce(url: string): Promise<number> {
  const items = await query<{ key: string; n: number }>(
    url,
    `SELECT concat_ws(' ', item->>'kind', item->>'person', item->>'ticket', level[1], level[2]) AS key, count(*)::int AS n
     FROM outbox, regexp_match(item->'message'->>'text', '(TIK-\\d+).* (langkah \\S+ (?:tersisa|terlambat))') AS level
     WHERE level IS NOT NULL GROUP BY key`,
  )
  expect(items.filter(({ n }) => n > 1)).toEqual([])
  expect(items.length).toBeGreaterThan(0)
  return items.length
}

/** Everything that came in is done and everything that was decided went out; what went out twice is counted. */
async function expectNothingLost(
  url: string,
  added: number,
  underWay: number,
): Promise<{ repeats: number; sent: number }> {
  const states = `SELECT state, count(*)::int AS n FROM inbox WHERE state <> 'done' GROUP BY state
    UNION ALL SELECT state, count(*)::int FROM outbox WHERE state NOT IN ('sent', 'dropped') GROUP BY state`
  expect(await query(url, states)).toEqual([])
  const [row] = await query<{ sent: number }>(
    url,
    `SELECT (SELECT count(*) FROM outbox WHERE state = 'sent' AND item->>'kind' IN ('message', 'to-person', 'to-group'))::int
       + (SELECT count(*) FROM cards WHERE message_id IS NOT NULL)::int AS sent`,
  )
  const repeats = added - row!.sent
  expect(repeats).toBeGreaterThanOrEqual(0)
  expect(repeats, 'only what was under way at a kill').toBeLessThanOrEqual(underWay)
  return { repeats, sent: row!.sent }
}
