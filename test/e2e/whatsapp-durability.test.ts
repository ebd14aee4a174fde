import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld } from '../../bots/simulator/bot-api/world.ts'
import { castPeople } from '../../bots/simulator/cast.ts'
import type { PersonPhone } from '../../bots/simulator/whatsapp/peer.ts'
import { silenceLibsignal } from '../../bots/whatsapp/quiet.ts'
import { savedLink } from '../bots/whatsapp/given.ts'
import { connectWhatsapp, type Whatsapp } from '../bots/whatsapp/harness.ts'
import { query } from '../fixtures/database.ts'
import { randomFrom } from '../fixtures/random.ts'
import { startWhatsappCrowd, type WhatsappCrowd } from './crowd-whatsapp.ts'
import { loadProgram } from './killed-program.ts'

/** `KILLS=100 MESSAGES=1000` for the long run; the same SEED makes the same choices. */
const kills = Number(process.env['KILLS'] ?? 4)
const messages = Number(process.env['MESSAGES'] ?? 60)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
/** Every complaint takes about so many. */
const perComplaint = 10

/** Seen right after a kill. `confirmed`: WhatsApp had been told of them, and gives them to nobody any more. */
type Loss = { confirmed: number; lost: string[]; underWay: number; keptUnconfirmed: number }

test(
  `killed ${kills} times under ${messages} messages on WhatsApp, it loses nothing and does nothing twice`,
  { timeout: 150_000 + messages * 600 + kills * 15_000 },
  async () => {
    onTestFinished(silenceLibsignal())
    const random = randomFrom(seed)
    const whatsapp = await connectWhatsapp(await savedLink())
    onTestFinished(() => whatsapp.close())
    const env = await givenSurroundings(whatsapp)
    let next = loadProgram(env)
    onTestFinished(() => next.kill())
    const size = Math.max(2, Math.ceil(messages / 2 / perComplaint))
    const crowd = startWhatsappCrowd(whatsapp.peer, size, random)
    onTestFinished(() => crowd.stop())

    const onKept = await listenToInbox(whatsapp.databaseUrl)
    const losses: Loss[] = []
    for (let life = 1; life <= kills; life += 1) {
      const program = next
      next = loadProgram(env)
      const started = program.go()
      const chatter = () => crowd.chatter(Math.ceil(messages / 2 / kills))
      await momentToDie(whatsapp, started, { random, onKept, chatter })
      await program.kill()
      await started
      losses.push(await lossAfterKill(whatsapp, crowd))
      // What the dead had under way is free after a minute; the test does not wait so long.
      await query(
        whatsapp.databaseUrl,
        `UPDATE outbox SET leased_until = now() WHERE state = 'waiting' AND leased_until > now()`,
      )
    }
    const sum = (what: (loss: Loss) => number) => losses.reduce((total, loss) => total + what(loss), 0)
    const lost = [...new Set(losses.flatMap((loss) => loss.lost))]
    expect(lost, `of ${crowd.written().length} messages`).toEqual([])
    await next.go()
    await expect.poll(crowd.served, { timeout: 90_000 + messages * 300, interval: 200 }).toBe(size)
    await expect
      .poll(() => unsettled(whatsapp, crowd), { timeout: 60_000 + messages * 300, interval: 200 })
      .toEqual({ inbox: 0, outbox: 0, unconfirmed: 0 })
    await next.kill()

    await expectEachTakenOnce(whatsapp, crowd)
    await expectOneTicketEach(whatsapp, crowd)
    const { shown, repeats } = await expectShownOnce(whatsapp, crowd)
    console.info(
      `seed ${seed}: ${kills} kills, ${crowd.written().length} messages written, ${crowd.told.size} tickets; ` +
        `at the kills ${sum((l) => l.underWay)} messages under way, of them ${sum((l) => l.keptUnconfirmed)} kept and not yet ` +
        `confirmed; confirmed but not kept: ${lost.length}; ${shown} messages of the bot shown, ${repeats} sent again and not shown twice; ` +
        `${inState(crowd, 'delivered')} messages of people were handled and never show as read`,
    )
    expect(sum((loss) => loss.confirmed)).toBeGreaterThan(0)
  },
)

/**
 * Most die between the arrival of a message and its receipt: up to 3 ms after one of the first messages of a burst was
 * kept, or one of the first receipts went out; some at any time, also while they start.
 */
async function momentToDie(
  { peer }: Whatsapp,
  started: Promise<void>,
  given: { random: () => number; onKept: OnKept; chatter: () => Promise<void> },
): Promise<void> {
  const { random, onKept, chatter } = given
  if (random() < 0.2) return void (await Promise.all([chatter(), sleep(random() * 2_500)]))
  if (random() < 0.7) await started
  const onReceipt: OnKept = (heard) => peer.onChange(({ kind }) => kind === 'receipt' && heard())
  const on = random() < 0.6 ? onKept : onReceipt
  let left = Math.floor(random() * 8)
  let stop = () => undefined as void
  const reached = new Promise<void>((resolve) => {
    stop = on(() => {
      left -= 1
      if (left < 0) resolve()
    })
  })
  await chatter()
  await Promise.race([sleep(10_000), reached.then(() => (random() < 0.5 ? undefined : sleep(random() * 3)))])
  stop()
}

/** Answers how to hear no more. */
type OnKept = (heard: () => void) => () => void

/** Tells of every message in the moment the inbox has it. */
async function listenToInbox(databaseUrl: string): Promise<OnKept> {
  await query(
    databaseUrl,
    `CREATE FUNCTION tell_kept() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN PERFORM pg_notify('kept', NEW.id::text); RETURN NULL; END $$;
     CREATE TRIGGER tell_kept AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION tell_kept()`,
  )
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('LISTEN kept')
  onTestFinished(() => client.end())
  return (heard) => {
    client.on('notification', heard)
    return () => void client.off('notification', heard)
  }
}

/** What WhatsApp does not hold any more must be in the inbox. */
async function lossAfterKill({ peer, databaseUrl }: Whatsapp, crowd: WhatsappCrowd): Promise<Loss> {
  // The last words of the dead are still on the wire.
  await sleep(100)
  const pending = new Set(
    [...peer.account.companions.values()]
      .flatMap(({ mailbox }) => mailbox.pending())
      .map(({ attrs }) => attrs['id'] ?? ''),
  )
  const kept = await keptIds(databaseUrl)
  const confirmed = crowd.written().filter((id) => !pending.has(id))
  const underWay = crowd.written().filter((id) => pending.has(id))
  return {
    confirmed: confirmed.length,
    lost: confirmed.filter((id) => !kept.includes(id)),
    underWay: underWay.length,
    keptUnconfirmed: underWay.filter((id) => kept.includes(id)).length,
  }
}

async function keptIds(databaseUrl: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    databaseUrl,
    `SELECT split_part(external_id, '/', 2) AS id FROM inbox WHERE channel = 'whatsapp'`,
  )
  return rows.map(({ id }) => id)
}

async function unsettled({ databaseUrl }: Whatsapp, crowd: WhatsappCrowd) {
  const [row] = await query<{ inbox: number; outbox: number }>(
    databaseUrl,
    `SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')::int AS inbox,
       (SELECT count(*) FROM outbox WHERE state = 'waiting')::int AS outbox`,
  )
  return { ...row, unconfirmed: inState(crowd, 'sent') }
}

/** How many messages have got just so far, as their senders see them. */
function inState({ people, written }: WhatsappCrowd, state: ReturnType<PersonPhone['state']>): number {
  return written().filter((id) => people.some((person) => person.state(id) === state)).length
}

async function expectEachTakenOnce({ databaseUrl }: Whatsapp, crowd: WhatsappCrowd): Promise<void> {
  expect((await keptIds(databaseUrl)).toSorted()).toEqual(crowd.written().toSorted())
  const states = `SELECT state, count(*)::int AS n FROM inbox WHERE state <> 'done' GROUP BY state
    UNION ALL SELECT state, count(*)::int FROM outbox WHERE state NOT IN ('sent', 'dropped') GROUP BY state`
  expect(await query(databaseUrl, states)).toEqual([])
}

async function expectOneTicketEach({ databaseUrl }: Whatsapp, { told }: WhatsappCrowd): Promise<void> {
  const rows = await query<{ number: string; person: string }>(
    databaseUrl,
    `SELECT number, external_id AS person FROM tickets JOIN identities ON person_id = requester_id
     WHERE identities.channel = 'whatsapp' AND external_id LIKE 'lid:%'`,
  )
  const owned = new Map(rows.map(({ number, person }) => [person.slice('lid:'.length), new Set([number])]))
  expect(rows).toHaveLength(owned.size)
  expect(told).toEqual(owned)
}

/** A telephone shows each message of the bot once; what was sent again under its id is counted. */
async function expectShownOnce({ databaseUrl }: Whatsapp, { people }: WhatsappCrowd) {
  const [row] = await query<{ sent: number }>(
    databaseUrl,
    `SELECT count(*)::int AS sent FROM outbox WHERE state = 'sent' AND item->'to'->>'channel' = 'whatsapp'`,
  )
  const shown = people.reduce((total, { received }) => total + received.length, 0)
  expect(shown).toBe(row?.sent)
  return { shown, repeats: people.reduce((total, person) => total + person.repeats(), 0) }
}

/** A loopback Telegram for the staff, and the settings that join the program to it and to the peer. */
async function givenSurroundings({ peer, databaseUrl }: Whatsapp): Promise<Record<string, string>> {
  const world = createWorld()
  const { staffGroup } = castPeople(world)
  const api = await startBotApi(world)
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-killed-'))
  const file = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text)
    return path.join(folder, name)
  }
  onTestFinished(async () => {
    await api.close()
    await rm(folder, { recursive: true })
  })
  return {
    TELEGRAM_BOT_TOKEN: world.token,
    TELEGRAM_API_ROOT: api.root,
    WHATSAPP: 'on',
    WHATSAPP_SOCKET_URL: peer.url,
    TRUSTED_WHATSAPP: peer.rootKey.toString('base64'),
    NODE_EXTRA_CA_CERTS: await file('ca.pem', peer.media.ca),
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    DESK_FILE: await file(
      'desk.yaml',
      JSON.stringify({ services: [{ sop: 'tik-banten', staffGroup, calendar: '24x7' }] }),
    ),
    PORT: '0',
    LOG_LEVEL: 'fatal',
  }
}
