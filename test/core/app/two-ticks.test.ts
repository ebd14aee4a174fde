import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, officeOf, openTicket } from '../../../core/app/act.ts'
import type { Service } from '../../../core/app/desk.ts'
import type { OutboxItem, Store, TicketFile } from '../../../core/app/ports.ts'
import { remind } from '../../../core/app/remind.ts'
import { tick } from '../../../core/app/tick.ts'
import type { App } from '../../../core/app/turn.ts'
import type { TicketCommand } from '../../../core/ticket/commands.ts'
import type { Actor } from '../../../core/ticket/ticket.ts'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { hesitantStore, mortalStore } from '../../fixtures/bad-stores.ts'
import { appOn, openBusyDesk, type BusyDesk } from '../../fixtures/busy-desk.ts'
import { chanceFrom } from '../../fixtures/busy-people.ts'
import { dayMs, editsOf2026, liveThrough, minuteMs, wib } from '../../fixtures/busy-year.ts'
import { freshDatabase } from '../../fixtures/database.ts'
import { randomFrom } from '../../fixtures/random.ts'
import { keepState } from '../../fixtures/restore.ts'
import { draftOf } from '../../fixtures/samples.ts'
import { readHistory } from '../../fixtures/slow-history.ts'
import { retrace } from '../../fixtures/slow-year.ts'

/** The first working day of February, a Monday: digests of the day, the week and the month fall due at once. */
const moment = wib('2026-02-02 08:00')

/** A desk at that moment, after a week of work and before anything of the weekend has been told. */
type Monday = {
  desk: BusyDesk
  /** Two, each with connections of its own. */
  stores: [Store, Store]
  restore(): Promise<void>
  /** The same, and everybody has been reminded, so that two programs meet at the digests. */
  restoreReminded(): Promise<void>
  /** What one undisturbed sweep tells and keeps. */
  alone: Kept
  close(): Promise<void>
}

async function openMonday(): Promise<Monday> {
  const database = await freshDatabase()
  const clients = [connect(database.url), connect(database.url)] as const
  const stores: [Store, Store] = [createStore(clients[0]), createStore(clients[1])]
  const from = wib('2026-01-26 06:00')
  const desk = await openBusyDesk(stores[0], database.url, new Date(from), ['tik-banten'])
  await work(desk, from)
  desk.clock.set(new Date(moment))
  const restore = await keepState(desk.db)
  await remind(desk.app, desk.clock.now())
  const restoreReminded = await keepState(desk.db, 'reminded')
  await desk.sweep()
  const alone = await kept(desk)
  return {
    desk,
    stores,
    restore,
    restoreReminded,
    alone,
    async close() {
      await desk.close()
      for (const client of clients) await client.$disconnect()
      await database.drop()
    },
  }
}

/** A week of it, and for Monday: a draft nobody finished, a deputy whose last day was the Sunday, a wish, a debt. */
async function work(desk: BusyDesk, from: number): Promise<void> {
  const chance = chanceFrom(randomFrom(4))
  const arrivals = Array.from({ length: 6 }, () => from + chance.below(6_480) * minuteMs + 7_000)
  await liveThrough(desk, chance, {
    from,
    to: wib('2026-01-30 17:00'),
    arrivals: arrivals.toSorted((a, b) => a - b),
    edits: [],
    gridOf: () => 30,
    isWatched: () => false,
  })
  await desk.store.transaction(async (tx) => {
    const touched = new Date(moment - 2 * dayMs).toISOString()
    await tx.drafts.save(draftOf('telegram:7001', { touched }))
    const deputy = { kind: 'plt' as const, from: '2026-01-26', until: '2026-02-01' }
    const person = desk.personOf('102')
    await tx.staff.give({ service: 'tik-banten', role: 'kepala_dinas', unit: null, person, deputy })
    const [service] = desk.app.desk.services as [Service]
    const by: Actor = { kind: 'staff', person, roles: [{ role: 'help_desk' }] }
    const thursday = (minutes: number) => new Date(wib('2026-01-29 16:15') + minutes * minuteMs)
    const office = await officeOf(
      tx,
      desk.app.desk,
      { service: service.id, profile: service.profileHash },
      thursday(0),
    )
    const hand = { app: desk.app, tx, now: thursday(0), out: [] }
    const owing = await openTicket(hand, office, ...complaint(desk, service, await tx.tickets.nextId()))
    const wish = { kind: 'recall' as const, by, when: new Date(wib('2026-01-31 10:00')), note: 'note' }
    const wished = await act({ ...hand, now: thursday(3) }, office, owing, wish, [])
    if (!wished.ok) throw new Error(wished.refusal.code)
    await act({ ...hand, now: thursday(5) }, office, wished.file, { kind: 'pause', by, reason: 'note' }, [])
  })
}

function complaint(
  { personOf }: BusyDesk,
  { id: service, profile, profileHash }: Service,
  id: string,
): [Omit<TicketFile, 'ticket'>, Extract<TicketCommand, { kind: 'open' }>] {
  const requester = personOf('7002')
  return [
    { answers: {}, evidence: [], origin: { channel: 'telegram', chat: '7002' } },
    {
      kind: 'open',
      id,
      number: `${profile.prefix}-${id}`,
      service,
      profile: profileHash,
      draft: null,
      requester,
      category: 'jaringan',
      complete: true,
      channel: 'telegram',
      by: requester,
    },
  ]
}

/** What waits to be sent, and what is known to have been told. */
type Kept = { told: string[]; claims: string[]; digests: string[]; events: string[] }

async function kept({ db }: BusyDesk): Promise<Kept> {
  const lines = async (sql: string) =>
    (await db.query<{ line: string }>(sql)).rows.map(({ line }) => withoutIds(line)).toSorted()
  const { rows } = await db.query<{ item: OutboxItem }>(`SELECT item FROM outbox WHERE state = 'waiting'`)
  return {
    told: rows.flatMap(({ item }) => partsOf(item)).toSorted(),
    claims: await lines(
      `SELECT concat_ws(' ', ticket_id, step, run, level, recipient) AS line FROM reminders`,
    ),
    digests: await lines(
      `SELECT concat_ws(' ', service, period, recipient, told_at IS NULL) AS line FROM digest_runs`,
    ),
    events: await lines(`SELECT concat_ws(' ', ticket_id, seq, event) AS line FROM ticket_events`),
  }
}

/** Which reminders share a message depends on which program took which tickets; who hears of what does not. */
function partsOf(item: OutboxItem): string[] {
  if (item.kind !== 'reminder') return [withoutIds(JSON.stringify(item))]
  const { service, to, of } = item
  return of.map((one) => JSON.stringify({ service, to, one }))
}

/** Each program makes ids of its own. */
function withoutIds(text: string): string {
  return text.replace(/"[a-z]+-\d+"/g, '"note"')
}

const program = ({ desk }: Monday, store: Store, name: string): App =>
  appOn(store, desk.clock, desk.app.desk, name)
const sweep = ({ desk }: Monday, app: App) => tick(app, desk.outside)

let monday: Monday
beforeAll(async () => {
  monday = await openMonday()
}, 300_000)
afterAll(() => monday.close())

describe('two programs that sweep at once', () => {
  it('have much to tell', () => {
    const words = [
      '"run"',
      '"clock"',
      '"recall"',
      '"superior":true',
      '"book"',
      '"card"',
      'Masa tugas',
      '24 jam',
    ]
    const digests = ['Laporan harian', 'Laporan mingguan', 'Laporan bulanan']
    const all = [...words, ...digests, 'Mohon balas pesan ini']
    const missing = all.filter((word) => !monday.alone.told.some((line) => line.includes(word)))
    expect(missing).toEqual([])
  })

  it('tell everybody once, whoever comes first to what', async () => {
    for (let times = 0; times < 12; times += 1) {
      await (times % 3 === 0 ? monday.restore() : monday.restoreReminded())
      const random = randomFrom(times)
      const [one, other] = monday.stores.map((store, at) =>
        program(monday, hesitantStore(store, random), at === 0 ? 'a' : 'b'),
      ) as [App, App]
      await Promise.all([sweep(monday, one), sweep(monday, other)])
      expect(await kept(monday.desk)).toEqual(monday.alone)
      await Promise.all([sweep(monday, other), sweep(monday, one)])
      expect(await kept(monday.desk)).toEqual(monday.alone)
    }
  }, 300_000)
})

describe('two programs that sweep at once for days', () => {
  it('tell what one would, while people act and the calendar is changed', async () => {
    const database = await freshDatabase()
    const clients = [connect(database.url), connect(database.url)] as const
    const [from, to] = [wib('2026-02-05 06:00'), wib('2026-02-11 12:00')]
    const desk = await openBusyDesk(createStore(clients[0]), database.url, new Date(from))
    const random = randomFrom(3)
    const programs = clients.map((client, at) =>
      appOn(hesitantStore(createStore(client), random), desk.clock, desk.app.desk, at === 0 ? 'a' : 'b'),
    )
    const chance = chanceFrom(randomFrom(5))
    const arrivals = Array.from({ length: 9 }, () => from + chance.below(6_480) * minuteMs + 7_000)
    const edits = editsOf2026.filter(({ at }) => at > from && at < to)
    const { sweeps } = await liveThrough(desk, chance, {
      from,
      to,
      arrivals: arrivals.toSorted((a, b) => a - b),
      edits,
      programs,
      gridOf: () => 30,
      isWatched: () => false,
    })
    const history = await readHistory(desk.db)
    const { told } = desk
    const found = retrace({ desk, history, told, sweeps, edits, begin: from, alone: false })
    expect(found.wrong).toEqual({})
    expect(found.seen['reminders']).toBeGreaterThan(60)
    expect(found.seen['daily']).toBeGreaterThan(8)
    await desk.close()
    for (const client of clients) await client.$disconnect()
    await database.drop()
  }, 300_000)
})

describe('a sweep', () => {
  it('whose program dies is taken up by the next one, wherever it was', async () => {
    await monday.restore()
    const [first, second] = monday.stores
    const whole = mortalStore(first, Infinity)
    await sweep(monday, program(monday, whole.store, 'a'))
    expect(await kept(monday.desk)).toEqual(monday.alone)
    const deaths = placesToDie(whole.asked)
    expect(deaths.length).toBeGreaterThan(40)
    for (const n of deaths) {
      await monday.restore()
      const dying = program(monday, mortalStore(first, n).store, 'a')
      await expect(sweep(monday, dying)).rejects.toThrow()
      await sweep(monday, program(monday, second, 'b'))
      expect({ n, ...(await kept(monday.desk)) }).toEqual({ n, ...monday.alone })
    }
  }, 300_000)

  it.each<[string, string]>([
    ['whose profile is not there', `UPDATE tickets SET profile_hash = 'gone' WHERE id = $1`],
    ['whose profile cannot be read', `UPDATE tickets SET profile_hash = 'damaged' WHERE id = $1`],
    ['with a row the SOP does not have', `UPDATE step_runs SET step = '99' WHERE ticket_id = $1`],
    ['with a run that cannot be read', `UPDATE step_runs SET inputs = '"?"' WHERE ticket_id = $1`],
    ['with a clock that cannot be read', `UPDATE tickets SET clocks = '[{"clock":"?"}]' WHERE id = $1`],
  ])('is held up by no ticket %s, which is told of once it is whole again', async (_, damage) => {
    const { desk, alone, stores } = monday
    const { db, clock } = desk
    const app = program(monday, stores[0], 'a')
    const sweepAfter = async (minutes: number) => {
      clock.set(new Date(moment + minutes * minuteMs))
      await sweep(monday, app).finally(() => clock.set(new Date(moment)))
    }
    const ticket = mostTold(alone)
    const others = (lines: readonly string[]) =>
      lines.filter((line) => isReminder(line) && !isOf(line, ticket))

    await monday.restore()
    for (const minutes of [0, 1, 5, 11]) await sweepAfter(minutes)
    const whole = await kept(desk)

    await monday.restore()
    await db.query(`INSERT INTO profiles (hash, profile_id, content) VALUES ('damaged', 'damaged', '{}')`)
    await db.query(damage, [ticket])
    await expect(sweepAfter(0)).rejects.toThrow()
    const atOnce = await kept(desk)
    expect(others(atOnce.told)).toEqual(others(alone.told))
    expect(atOnce.digests).toEqual(alone.digests)
    // It is tried again after ten minutes.
    await sweepAfter(1)
    await sweepAfter(5)
    await heal(db, ticket)
    await sweepAfter(11)
    const end = await kept(desk)
    expect(others(end.told)).toEqual(others(whole.told))
    expect(end.told.some((line) => isReminder(line) && isOf(line, ticket))).toBe(true)
    expect(end.claims).toEqual(whole.claims)
  })
})

const isReminder = (line: string) => line.includes('"one":')
const isOf = (line: string, ticket: string) => line.includes(`"ticket":"${ticket}"`)

/** The first, the second, the third thing asked, and so on; what is asked after the same thing over and over, twice. */
function placesToDie(asked: readonly string[]): number[] {
  const times = new Map<string, number>()
  return asked.flatMap((what, at) => {
    const step = `${asked[at - 1]} ${what}`
    times.set(step, (times.get(step) ?? 0) + 1)
    return (times.get(step) ?? 0) <= 2 ? [at + 1] : []
  })
}

/** The ticket most is told of. */
function mostTold({ told }: Kept): string {
  const tickets = told.filter(isReminder).map((line) => /"ticket":"(\d+)"/.exec(line)?.[1] ?? '')
  const times = (ticket: string) => tickets.filter((other) => other === ticket).length
  return tickets.toSorted((a, b) => times(b) - times(a))[0] ?? ''
}

/** What was damaged is put right; when it is looked at again stays as it is. */
async function heal(db: pg.Client, ticket: string): Promise<void> {
  await db.query(
    `UPDATE tickets SET profile_hash = whole.profile_hash, clocks = whole.clocks
     FROM kept.tickets AS whole WHERE whole.id = tickets.id AND tickets.id = $1`,
    [ticket],
  )
  await db.query(
    `UPDATE step_runs SET step = run.step, inputs = run.inputs FROM kept.step_runs AS run
     WHERE run.ticket_id = step_runs.ticket_id AND run.ordinal = step_runs.ordinal AND run.ticket_id = $1`,
    [ticket],
  )
}
