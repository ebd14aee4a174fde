import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { holderOf, type Profile } from '../../core/sop/sop.ts'
import { indonesian } from '../../core/text/words.ts'
import { decide } from '../../core/ticket/decide.ts'
import { fold } from '../../core/ticket/evolve.ts'
import type { Ticket, TicketEvent } from '../../core/ticket/ticket.ts'
import { connect } from '../../prisma/connect.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { migrate } from '../../prisma/migrate.ts'
import { createStore } from '../../prisma/store/store.ts'
import { fillArchive, type Archive } from './archive.ts'
import { median } from './figures.ts'
import { explain, type Plans } from './plans.ts'

/** The middle time of each, in ms. */
export type TicketTimes = Record<'claim' | 'queue' | 'sweep' | 'digest' | 'report', number>

/** An office's work in hand does not grow with its archive: so many are open, whatever the number of tickets. */
const openMax = 300
/** So many of them came just now, to be claimed; the others lie half an hour apart, like the archive. */
const freshMax = 200
const apartMs = 30 * 60_000
const dayMs = 24 * 3_600_000

const now = new Date('2026-11-16T03:00:00Z')
const group = '-1002100000001'

/**
 * Times what staff and schedule do on a desk with `tickets` of them, on a PostgreSQL with the default settings; each
 * `tries` times, one after the other, through the program's own code. `plans` hears how PostgreSQL went about it.
 */
export async function timeTickets(
  tickets: number,
  tries: number,
  plans?: (of: string, plans: Plans) => void,
): Promise<TicketTimes> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sigap-bench-'))
  const server = await startEmbedded({ dataDir })
  await migrate(server.url)
  const client = connect(server.url)
  try {
    const app = await openDesk(client)
    const open = Math.min(openMax, tickets)
    const ids = await openTickets(app, open)
    await fillArchive(server.url, archiveOf(app, tickets - open))
    const times = await timeAll(app, ids, tries)
    if (plans) await explainAll(app, ids.slice(tries), { url: server.url, dataDir }, plans)
    return times
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
  const service = onlyService(app)
  return app.store.transaction(async (tx) => {
    const { id: requester } = await tx.people.meet('telegram', { id: '1', name: 'Budi Santoso' })
    const ids: string[] = []
    for (let i = 0; i < count; i += 1) {
      const id = await tx.tickets.nextId()
      const at = new Date(now.getTime() - Math.max(0, i - freshMax) * apartMs)
      const { ticket, events } = opened(service, id, requester, at, i > freshMax && i % 10 === 0)
      const answers = {
        isi: { value: problem, shown: problem },
        nama: { value: 'Budi Santoso', shown: 'Budi Santoso' },
        opd: { value: 'Dinas Kesehatan', shown: 'Dinas Kesehatan' },
      }
      const origin = { channel: 'telegram' as const, chat: '1' }
      const reminder = new Date(now.getTime() + 1_800_000)
      await tx.tickets.create({ ticket, answers, evidence: [], origin }, events, reminder)
      ids.push(id)
    }
    return ids
  })
}

const problem =
  'Wifi di lantai 2 putus sejak pagi, sudah dicoba dinyalakan ulang dan tetap tidak bisa tersambung.'

function onlyService(app: App): Service {
  const [service] = app.desk.services
  if (!service) throw new Error('the desk has no service')
  return service
}

function opened(
  { id: service, profile, profileHash, calendar }: Service,
  id: string,
  requester: string,
  at: Date,
  waits: boolean,
): { ticket: Ticket; events: TicketEvent[] } {
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
  const decision = decide(rules, null, { kind: 'open', ...names, category: 'jaringan', complete: true }, at)
  if (!decision.ok) throw new Error(decision.refusal.code)
  const pause: TicketEvent = { kind: 'paused', at, reason: null, why: 'requester' }
  const events = waits ? [...decision.events, pause] : decision.events
  return { ticket: fold(events) as Ticket, events }
}

function archiveOf(app: App, count: number): Archive {
  const { profile } = onlyService(app)
  const [unit = null] = Object.keys(profile.units)
  return {
    count,
    until: now,
    rows: profile.steps.slice(0, 5).map((step) => {
      const holder = holderOf(step)
      return { step: step.id, holder, unit: profile.roles[holder]?.perUnit ? unit : null }
    }),
    categories: profile.categories.map(({ id, unit }) => ({ id, unit: unit ?? null })),
    agencyField: agencyFieldOf(profile) ?? '',
  }
}

function agencyFieldOf(profile: Profile): string | null {
  return profile.form.find(({ kind }) => kind === 'agency')?.id ?? null
}

async function timeAll(app: App, ids: string[], tries: number): Promise<TicketTimes> {
  const service = onlyService(app).id
  const claim = await timeEach(tries, (i) => command(app, `/ambil ${ids[i]}`))
  const claimed = await app.store.transaction((tx) => tx.tickets.list({ service, open: true }, openMax))
  const held = claimed.filter(({ ticket }) => ticket.runs.at(-1)?.assignee !== null).length
  if (held < Math.min(tries, ids.length)) throw new Error(`of ${tries} claims only ${held} held`)
  return {
    claim,
    queue: await timeEach(tries, () => command(app, '/antrean')),
    sweep: await timeEach(tries, () => tick(app, outside)),
    digest: await timeEach(tries, () => report(app, 1)),
    report: await timeEach(tries, () => report(app, 30)),
  }
}

const files = { put: async () => undefined, get: async () => null }
const outside = { files, papers: openPapers(indonesian, files) }

/** Reads the numbers of the last `days`. */
async function report(app: App, days: number): Promise<void> {
  const { id: service, profile } = onlyService(app)
  const from = new Date(now.getTime() - days * dayMs)
  const query = { service, unit: null, from, to: now, now, zone: app.desk.calendar.zone }
  const agencyField = agencyFieldOf(profile)
  await app.store.transaction((tx) => tx.tickets.numbers({ ...query, agencyField }))
}

/** Does each of these once more on connections that tell of their plans. */
async function explainAll(
  app: App,
  [id]: string[],
  server: { url: string; dataDir: string },
  hear: (of: string, plans: Plans) => void,
): Promise<void> {
  await explain(server, async (client, plansOf) => {
    const explained = { ...app, store: createStore(client) }
    hear('claim', await plansOf(() => command(explained, `/ambil ${id}`)))
    hear('queue', await plansOf(() => command(explained, '/antrean')))
    hear('sweep', await plansOf(() => tick(explained, outside)))
    hear('report', await plansOf(() => report(explained, 30)))
  })
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
