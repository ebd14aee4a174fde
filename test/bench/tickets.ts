import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { capabilities } from '../../bots/capabilities.ts'
import { readDesk } from '../../bots/desk.ts'
import { openPapers } from '../../bots/papers/papers.ts'
import { loadProfile } from '../../bots/profiles.ts'
import { seed } from '../../bots/seed.ts'
import type { Service } from '../../core/app/desk.ts'
import type { Inbound } from '../../core/app/message.ts'
import { receive } from '../../core/app/receive.ts'
import { tick } from '../../core/app/tick.ts'
import type { App } from '../../core/app/turn.ts'
import { indonesian } from '../../core/text/words.ts'
import { decide } from '../../core/ticket/decide.ts'
import { fold } from '../../core/ticket/evolve.ts'
import type { Ticket } from '../../core/ticket/ticket.ts'
import { connect } from '../../prisma/connect.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { migrate } from '../../prisma/migrate.ts'
import { createStore } from '../../prisma/store/store.ts'
import { median } from './figures.ts'

/** The middle time of each, in ms. */
export type TicketTimes = Record<'claim' | 'queue' | 'sweep' | 'digest', number>

/** An office's work in hand does not grow with its archive: so many are open, whatever the number of tickets. */
const openMax = 300
/** Archived tickets lie so far apart in time. */
const archiveMinutes = 30

const now = new Date('2026-11-16T03:00:00Z')
const group = '-1002100000001'

/**
 * Times what staff and schedule do on a desk with `tickets` of them, on a PostgreSQL with the default settings; each
 * `tries` times, one after the other, through the program's own code.
 */
export async function timeTickets(tickets: number, tries: number): Promise<TicketTimes> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sigap-bench-'))
  const server = await startEmbedded({ dataDir })
  await migrate(server.url)
  const client = connect(server.url)
  try {
    const app = await openDesk(client)
    const open = Math.min(openMax, tickets)
    const ids = await openTickets(app, open)
    await fillArchive(server.url, tickets - open)
    return await timeAll(app, ids, tries)
  } finally {
    await client.$disconnect()
    await server.stop()
    await rm(dataDir, { recursive: true })
  }
}

async function openDesk(client: Parameters<typeof createStore>[0]): Promise<App> {
  const text = JSON.stringify({ services: [{ sop: 'tik-banten', staffGroup: group }] })
  const read = readDesk(text, (sop) => loadProfile(sop))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { desk } = read
  const store = createStore(client)
  const groups = desk.services.map(({ id }) => ({ service: id, chat: group }))
  const given = {
    admins: [],
    leaders: [],
    roles: [],
    people: [],
    officials: [],
    setupCode: 'rahasia',
    groups,
    now,
  }
  await seed(store, { services: desk.services, ...given }, () => undefined)
  let ids = 0
  return {
    store,
    desk,
    words: indonesian,
    clock: { now: () => now },
    drafts: null,
    capabilities,
    mails: false,
    newId: () => `bench-${(ids += 1)}`,
    bot: { username: 'sigap_bot', readsAllInGroups: true },
    setupCode: 'rahasia',
  }
}

async function openTickets(app: App, count: number): Promise<string[]> {
  const [service] = app.desk.services
  if (!service) throw new Error('the desk has no service')
  return app.store.transaction(async (tx) => {
    const { id: requester } = await tx.people.meet('telegram', { id: '1', name: 'Budi Santoso' })
    const ids: string[] = []
    for (let i = 0; i < count; i += 1) {
      const id = await tx.tickets.nextId()
      const { ticket, events } = opened(service, id, requester)
      const answers = { opd: { value: 'Dinas Kesehatan', shown: 'Dinas Kesehatan' } }
      const origin = { channel: 'telegram' as const, chat: '1' }
      const reminder = new Date(now.getTime() + 1_800_000)
      await tx.tickets.create({ ticket, answers, evidence: [], origin }, events, reminder)
      ids.push(id)
    }
    return ids
  })
}

function opened({ id: service, profile, profileHash, calendar }: Service, id: string, requester: string) {
  const rules = { profile, calendar, limits: {}, rolesOf: () => [] }
  const names = {
    id,
    number: `${profile.prefix}-${id}`,
    service,
    profile: profileHash,
    draft: null,
    requester,
    by: requester,
    channel: 'telegram',
  }
  const decision = decide(rules, null, { kind: 'open', ...names, category: 'jaringan', complete: true }, now)
  if (!decision.ok) throw new Error(decision.refusal.code)
  return { ticket: fold(decision.events) as Ticket, events: decision.events }
}

/** Closed copies of the first ticket, with its run and events, each half an hour older than the last. */
async function fillArchive(url: string, count: number): Promise<void> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const closed = `timestamptz '${now.toISOString()}' - g * interval '${archiveMinutes} minutes'`
  const id = '1000000 + g'
  const copy = (table: string, first: string, changes: string) =>
    db.query(`INSERT INTO ${table} SELECT made.* FROM generate_series(1, ${count}) AS g,
      (SELECT row FROM ${table} AS row WHERE ${first} = (SELECT min(id) FROM tickets)) AS one,
      jsonb_populate_record(one.row, jsonb_build_object(${changes})) AS made`)
  try {
    await copy(
      'tickets',
      'id',
      `'id', ${id}, 'number', 'TIK-' || ${id}, 'status', 'closed', 'opened_at', ${closed} - interval '2 hours',
       'closed_at', ${closed}, 'due_at', null, 'next_reminder_at', null, 'step', null, 'holder', null`,
    )
    await copy('step_runs', 'ticket_id', `'ticket_id', ${id}, 'ended_at', ${closed}`)
    await copy('ticket_events', 'ticket_id', `'ticket_id', ${id}`)
    await db.query('VACUUM ANALYZE')
  } finally {
    await db.end()
  }
}

async function timeAll(app: App, ids: string[], tries: number): Promise<TicketTimes> {
  const service = app.desk.services[0]?.id ?? ''
  const from = new Date(now.getTime() - 24 * 3_600_000)
  const files = { put: async () => undefined, get: async () => null }
  const outside = {
    files,
    papers: openPapers(indonesian, files),
  }
  const claim = await timeEach(tries, (i) => command(app, `/ambil ${ids[i]}`))
  const claimed = await app.store.transaction((tx) => tx.tickets.list({ service, open: true }, openMax))
  const held = claimed.filter(({ ticket }) => ticket.runs.at(-1)?.assignee !== null).length
  if (held < Math.min(tries, ids.length)) throw new Error(`of ${tries} claims only ${held} held`)
  return {
    claim,
    queue: await timeEach(tries, () => command(app, '/antrean')),
    sweep: await timeEach(tries, () => tick(app, outside)),
    digest: await timeEach(tries, () =>
      app.store.transaction((tx) => tx.tickets.digest(service, from, now, now)),
    ),
  }
}

let messages = 0

/** Somebody of the staff group writes a command; resolves when it is handled. */
async function command(app: App, text: string): Promise<void> {
  messages += 1
  const inbound: Inbound = {
    channel: 'telegram',
    externalId: String(messages),
    chat: { id: group, kind: 'group' },
    from: { id: '2', name: 'Andi Pratama' },
    at: now.toISOString(),
    message: String(messages),
    body: { kind: 'text', text, mentions: [] },
  }
  const [chat = ''] = await app.store.receive([inbound])
  const fail = (error: unknown) => {
    throw error
  }
  await receive(app, chat, fail)
}

async function timeEach(tries: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < tries; i += 1) {
    const began = performance.now()
    await work(i)
    times.push(performance.now() - began)
  }
  return median(times)
}
