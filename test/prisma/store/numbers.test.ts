import { PrismaPg } from '@prisma/adapter-pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { NumbersQuery, OpenTicket, ReportNumbers } from '../../../core/report/numbers.ts'
import type { Pause } from '../../../core/ticket/ticket.ts'
import { PrismaClient } from '../../../prisma/generated/client.ts'
import { utc } from '../../../prisma/session.ts'
import { readNumbers } from '../../../prisma/store/numbers.ts'
import { freshDatabase, query } from '../../fixtures/database.ts'
import { randomFrom } from '../../fixtures/random.ts'

/** The last has few tickets, so that five of them are not always more than there are. */
const services = ['tik-banten', 'lpse', 'kecil']
const units = ['jaringan', 'aplikasi']
const zones = {
  UTC: '+00:00',
  'Asia/Jakarta': '+07:00',
  'Asia/Makassar': '+08:00',
  'Asia/Jayapura': '+09:00',
}
const field = "opd' OR 1=1"

/** What people write as their agency: several spellings of a few, and what is meant to break a statement. */
const agencies = [
  ...[
    'Dinas Kesehatan',
    'dinas kesehatan',
    ' Dinas Kesehatan\n',
    'DINAS KESEHATAN',
    '\u00a0Dinas Kesehatan\u3000',
  ],
  ...[
    'Bapenda',
    'BAPENDA',
    'bapenda',
    'BaPenda',
    'Dinas Été',
    'dinas été',
    'DINAS ÉTÉ',
    '',
    ' \t\n',
    '\ufeff',
  ],
  ...[
    "'; DROP TABLE tickets; --",
    '100%',
    '100_',
    '\\',
    '"',
    '$1',
    '{}',
    '🏛️ Setda',
    '\u202eadteS',
    'x'.repeat(3000),
  ],
]

type Random = {
  below(n: number): number
  chance(percent: number): boolean
  of<T>(items: readonly T[]): T
  /** A midnight of one of the zones. */
  edge(): Date
  /** In June to August 2026, every other time at a midnight or next to it; the earliest is that of several. */
  instant(): Date
}

function randomOf(seed: number): Random {
  const random = randomFrom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const chance = (percent: number) => below(100) < percent
  const of = <T>(items: readonly T[]) => items[below(items.length)] as T
  const edge = () => {
    const day = `2026-07-${String(1 + below(20)).padStart(2, '0')}`
    return new Date(`${day}T00:00:00.000${of(Object.values(zones))}`)
  }
  const instant = () => {
    if (chance(50)) return new Date(edge().getTime() + below(3) - 1)
    return new Date(Date.UTC(2026, 5, 20) + (chance(10) ? 0 : below(50 * 24 * 3_600_000)))
  }
  return { below, chance, of, edge, instant }
}

/** The columns that count; a row has others. */
type TicketRow = {
  id: string
  number: string
  service: string
  unit: string | null
  status: string
  origin: object | null
  answers: OpenTicket['answers']
  category: string
  secrecy: 'normal' | 'secret'
  paused: object | null
  pauses: { from: string; to: string | null; why: Pause['why'] }[]
  received_at: Date
  opened_at: Date
  closed_at: Date | null
  answered_at: Date | null
  rating: number | null
} & Record<string, unknown>
type RunRow = {
  ticket_id: string
  step: string
  holder: string
  unit: string | null
  due_at: Date | null
  ended_at: Date | null
} & Record<string, unknown>
type ClockRow = {
  ticket_id: string
  clock: 'answer' | 'ticket'
  due_at: Date
  ended_at: Date | null
} & Record<string, unknown>
type ClosingRow = {
  ticket_id: string
  at: Date
  service: string
  unit: string | null
  status: string
  received_at: Date
  pauses: TicketRow['pauses']
  asked: boolean
  rating: number | null
}
type Rows = { tickets: TicketRow[]; runs: RunRow[]; clocks: ClockRow[]; closings: ClosingRow[] }
type MadeUp = { ticket: TicketRow; runs: RunRow[]; clocks: ClockRow[]; closings: ClosingRow[] }

/** A ticket as anything may have happened to it, with its runs and clocks; what is open stands in its own columns too. */
function madeUp(r: Random, id: string): MadeUp {
  const status = r.of(['in_progress', 'in_progress', 'pending', 'closed', 'closed', 'closed', 'cancelled'])
  const isOpen = status === 'in_progress' || status === 'pending'
  const paused =
    status === 'pending' ? { since: r.instant(), reason: null, was: 'new', why: 'requester' } : null
  const runs = Array.from({ length: 1 + r.below(4) }, (_, ordinal): RunRow => ({
    ...{ ticket_id: id, ordinal, step: r.of(['1', '2', 'selesai']), run: 1, role: 'x', inputs: {} },
    ...{ holder: r.of(['help_desk', 'teknisi']), unit: r.of([...units, null]) },
    ...{ started_at: r.instant(), clock_from: r.instant(), ended_at: r.instant() },
    due_at: r.chance(15) ? null : r.instant(),
  }))
  const last = runs.at(-1)!
  if (isOpen) last.ended_at = null
  const clocks = (['ticket', 'answer', 'ticket'] as const)
    .slice(0, r.chance(50) ? r.below(4) : 0)
    .map((clock, ordinal): ClockRow => ({
      ...{ ticket_id: id, ordinal, clock, due_at: r.instant() },
      ended_at: isOpen && (clock === 'answer' ? r.chance(50) : ordinal > 0) ? null : r.instant(),
    }))
  const dues = [last.due_at, ...clocks.flatMap(({ due_at, ended_at }) => (ended_at ? [] : due_at))]
  const firstDue = dues.flatMap((due) => due ?? []).toSorted((a, b) => Number(a) - Number(b))[0] ?? null
  const said = { value: 'x', shown: r.of(agencies) }
  const ticket: TicketRow = {
    ...{ id, number: `TIK-${id}`, profile_hash: 'hash', requester_id: '1', evidence: [], complete: true },
    ...{ service: r.chance(5) ? 'kecil' : r.of(services.slice(0, 2)), unit: r.of([...units, null]) },
    ...{ status, priority: 'normal', version: 1, secrecy: r.chance(20) ? 'secret' : 'normal' },
    origin: r.chance(25) ? null : { channel: 'telegram', chat: '1' },
    answers: r.of<TicketRow['answers']>([{ [field]: said }, { [field]: said, opd: said }, { opd: said }, {}]),
    category: r.of(['jaringan', 'email', 'aplikasi', 'aplikasi']),
    ...{ paused, step: isOpen ? last.step : null, holder: isOpen ? last.holder : null },
    due_at: isOpen && !paused ? last.due_at : null,
    late_at: isOpen && !paused ? firstDue : null,
    pauses: Array.from({ length: r.chance(40) ? 1 + r.below(3) : 0 }, () => ({
      from: r.instant().toISOString(),
      to: r.chance(30) ? null : r.instant().toISOString(),
      why: r.of(['requester', 'incomplete', 'party']),
    })),
    ...{ received_at: r.instant(), opened_at: r.instant(), closed_at: isOpen ? null : r.instant() },
    answered_at: r.chance(20) ? null : r.instant(),
    // One that was reopened keeps its rating.
    ...{ rating: r.chance(30) ? null : 1 + r.below(4), rated_at: r.instant() },
  }
  // Some were closed before, then perhaps in another unit, and were reopened.
  const times = [...Array.from({ length: r.chance(30) ? 1 + r.below(2) : 0 }, r.instant), ticket.closed_at]
  const closings = [...new Set(times.flatMap((at) => at?.getTime() ?? []))].map((at): ClosingRow => {
    const isLast = at === ticket.closed_at?.getTime()
    const how = isLast ? ticket.status : r.of(['closed', 'closed', 'cancelled'])
    return {
      ...{ ticket_id: id, at: new Date(at), service: ticket.service, status: how },
      ...{ unit: isLast ? ticket.unit : r.of([...units, null]), received_at: ticket.received_at },
      ...{
        pauses: ticket.pauses.slice(0, isLast ? 3 : 1),
        asked: how === 'closed' && ticket.origin !== null,
      },
      rating: isLast ? ticket.rating : r.of([null, 1, 2, 3, 4]),
    }
  })
  return { ticket, runs, clocks, closings }
}

async function fill(url: string, r: Random, count: number): Promise<void> {
  const all = Array.from({ length: count }, (_, i) => madeUp(r, String(1001 + i)))
  const insert = async (table: string, rows: object[]) => {
    const columns = Object.keys(rows[0] ?? {}).join(', ')
    const made = `jsonb_populate_recordset(NULL::${table}, $1)`
    await query(url, `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${made}`, [
      JSON.stringify(rows),
    ])
  }
  await insert(
    'tickets',
    all.map(({ ticket }) => ticket),
  )
  await insert(
    'step_runs',
    all.flatMap(({ runs }) => runs),
  )
  await insert(
    'ticket_clocks',
    all.flatMap(({ clocks }) => clocks),
  )
  await insert(
    'closings',
    all.flatMap(({ closings }) => closings),
  )
}

async function open(timeZone?: string) {
  const database = await freshDatabase()
  if (timeZone) {
    const name = new URL(database.url).pathname.slice(1)
    await query(database.url, `ALTER DATABASE ${name} SET timezone TO '${timeZone}'`)
  }
  const adapter = new PrismaPg({ connectionString: database.url, options: utc })
  const db = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  onTestFinished(async () => {
    await db.$disconnect()
    await database.drop()
  })
  return { db, url: database.url }
}

async function readAll(url: string): Promise<Rows> {
  return {
    tickets: await query<TicketRow>(url, 'SELECT * FROM tickets'),
    runs: await query<RunRow>(url, 'SELECT * FROM step_runs'),
    clocks: await query<ClockRow>(url, 'SELECT * FROM ticket_clocks'),
    closings: await query<ClosingRow>(url, 'SELECT * FROM closings'),
  }
}

/** The same numbers, counted slowly: one look at every row for each of them. */
function countAll({ tickets, runs, clocks, closings }: Rows, q: NumbersQuery): ReportNumbers {
  const inPeriod = (at: Date | null): at is Date => at !== null && at >= q.from && at < q.to
  const dateIn = new Intl.DateTimeFormat('sv-SE', { timeZone: q.zone, dateStyle: 'short' })
  const mine = tickets.filter((t) => t.service === q.service && (q.unit === null || t.unit === q.unit))
  const byId = new Map(mine.map((t) => [t.id, t]))
  const opened = mine.filter((t) => inPeriod(t.opened_at))
  const gone = closings.filter(
    (c) => c.service === q.service && (q.unit === null || c.unit === q.unit) && inPeriod(c.at),
  )
  const closed = gone.filter(({ status }) => status === 'closed')
  const rated = closed.filter(({ asked }) => asked)
  const openRuns = runs.filter((run) => run.ended_at === null && byId.has(run.ticket_id))
  type Timed = Pick<RunRow, 'ticket_id' | 'due_at' | 'ended_at'>
  const stands = (run: Timed) => run.ended_at === null && byId.get(run.ticket_id)?.paused !== null
  const stoodSince = (run: Timed) => {
    const paused = byId.get(run.ticket_id)?.paused
    return stands(run) && paused && 'since' in paused ? new Date(String(paused.since)) : null
  }
  const isLate = (run: Timed) => run.due_at !== null && run.due_at < q.now && !stands(run)
  const ranOut = (run: Timed) =>
    byId.has(run.ticket_id) &&
    inPeriod(run.due_at) &&
    run.due_at < q.now &&
    (run.ended_at ?? stoodSince(run) ?? q.now) > run.due_at
  const running = clocks.filter((clock) => clock.ended_at === null && byId.has(clock.ticket_id))
  const lateClocks = running.filter(isLate)
  const isLateOverWhole = (run: RunRow) => lateClocks.some(({ ticket_id }) => ticket_id === run.ticket_id)
  const isLateSomehow = (run: RunRow) => isLate(run) || isLateOverWhole(run)
  const countClocks = (those: ClockRow[]) =>
    (['answer', 'ticket'] as const)
      .map((clock) => ({ clock, count: those.filter((one) => one.clock === clock).length }))
      .filter(({ count }) => count > 0)
  const name = (run: RunRow) => {
    const { id, number, answers, secrecy, opened_at: openedAt } = byId.get(run.ticket_id)!
    const dues = [run, ...running.filter(({ ticket_id }) => ticket_id === id)].flatMap(
      ({ due_at }) => due_at ?? [],
    )
    const [due = null] = stands(run) ? [] : dues.toSorted((a, b) => a.getTime() - b.getTime())
    return { id, number, answers, secrecy, step: run.step, openedAt, due }
  }
  const spans = (among: (Pick<TicketRow, 'id' | 'received_at' | 'pauses'> & { at: Date | null })[]) =>
    among
      .flatMap((t) => (inPeriod(t.at) ? { ...t, at: t.at } : []))
      .toSorted((a, b) => Number(a.at) - Number(b.at) || Number(a.id) - Number(b.id))
      .map((t) => ({
        received: t.received_at,
        at: t.at,
        pauses: t.pauses.map(({ from, to, why }) => ({
          from: new Date(from),
          to: to === null ? null : new Date(to),
          why,
        })),
      }))
  const dates = [...opened.map((t) => t.opened_at), ...closed.map(({ at }) => at)].map((at) =>
    dateIn.format(at),
  )
  const on = (date: string, at: Date | null) => at !== null && dateIn.format(at) === date
  return {
    opened: opened.length,
    closed: closed.length,
    exited: gone.filter(({ status }) => status === 'cancelled').length,
    byStep: [...new Set(openRuns.map(({ step }) => step))].toSorted().map((step) => {
      const here = openRuns.filter((run) => run.step === step)
      return { step, open: here.length, late: here.filter(isLateSomehow).length }
    }),
    lateNow: countRows(openRuns.filter(isLateSomehow))
      .map((row) => {
        const isHere = ({ step, holder, unit }: RunRow) =>
          step === row.step && holder === row.holder && unit === row.unit
        const here = openRuns.filter(isHere)
        const [count, whole] = [here.filter(isLate).length, here.filter(isLateOverWhole).length]
        return { ...row, count, whole, either: row.count }
      })
      .toSorted((a, b) => b.count - a.count || Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b)))),
    clocksLateNow: countClocks(lateClocks),
    lateInPeriod: countRows(runs.filter(ranOut)),
    clocksLateInPeriod: countClocks(clocks.filter(ranOut)),
    oldest: openRuns
      .map(name)
      .toSorted((a, b) => inOrder(a.openedAt, b.openedAt, a.id, b.id))
      .slice(0, 5),
    latest: openRuns
      .filter(isLateSomehow)
      .map(name)
      .toSorted((a, b) => inOrder(a.due!, b.due!, a.id, b.id))
      .slice(0, 5),
    answered: spans(mine.map((t) => ({ ...t, at: t.answered_at }))).map(({ at, ...span }) => ({
      ...span,
      answered: at,
    })),
    solved: spans(closed.map((c) => ({ ...c, id: c.ticket_id }))).map(({ at, ...span }) => ({
      ...span,
      closed: at,
    })),
    categories: ranked(opened.map((t) => t.category)).map(([category, count]) => ({ category, count })),
    agencies: countAgencies(opened, q.agencyField),
    satisfaction: {
      asked: rated.length,
      scores: [1, 2, 3, 4].map((n) => rated.filter((t) => t.rating === n).length) as [
        number,
        number,
        number,
        number,
      ],
    },
    days: [...new Set(dates)].toSorted().map((date) => ({
      date,
      opened: opened.filter((t) => on(date, t.opened_at)).length,
      closed: closed.filter(({ at }) => on(date, at)).length,
    })),
  }
}

function inOrder(a: Date, b: Date, idA: string, idB: string): number {
  return a.getTime() - b.getTime() || Number(idA) - Number(idB)
}

/** By how often, then by name. */
function ranked(names: string[]): [name: string, count: number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted(([a, n], [b, m]) => m - n || Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

/** A row without a unit comes after those with one. */
function keyOf({ step, holder, unit }: Pick<RunRow, 'step' | 'holder' | 'unit'>): string {
  return JSON.stringify([step, holder, unit ?? '~'])
}

function countRows(runs: RunRow[]): ReportNumbers['lateInPeriod'] {
  return ranked(runs.map(keyOf)).map(([row, count]) => {
    const [step, holder, unit] = JSON.parse(row) as [string, string, string]
    return { step, holder, unit: unit === '~' ? null : unit, count }
  })
}

function countAgencies(opened: TicketRow[], agencyField: string | null): ReportNumbers['agencies'] {
  if (agencyField === null) return []
  const spelt = opened
    .filter((t) => t.secrecy !== 'secret')
    .map((t) => t.answers[agencyField]?.shown.trim() ?? '')
    .filter((agency) => agency !== '')
  return ranked(spelt.map((agency) => agency.toLowerCase()))
    .slice(0, 8)
    .map(([small, count]) => {
      const [[agency] = ['']] = ranked(spelt.filter((said) => said.toLowerCase() === small))
      return { agency, count }
    })
}

/** A question, as often as not about an instant at which something happened or was due. */
function asked(r: Random, { tickets, runs, clocks }: Rows): NumbersQuery {
  const service = r.of(services)
  const mine = tickets.filter((t) => t.service === service)
  const at = (): Date => {
    const { id, opened_at: opened, closed_at: closed, answered_at: answered } = r.of(mine)
    const due = runs.findLast((run) => run.ticket_id === id)?.due_at
    const clockDue = clocks.find((clock) => clock.ticket_id === id)?.due_at
    return r.of([r.edge(), opened, closed, answered, due, clockDue]) ?? r.edge()
  }
  const [from, to] = [at(), at()].toSorted((a, b) => a.getTime() - b.getTime()) as [Date, Date]
  return {
    ...{
      service,
      unit: r.of([null, null, ...units]),
      from,
      to,
      now: r.of([to, at(), at(), new Date('2026-09-01')]),
    },
    zone: r.of(Object.keys(zones)),
    agencyField: r.of([field, field, 'opd', '0', '', null]),
  }
}

/** How many statements read these, four at once; the last one finds fewer. */
function pagesOf(rows: unknown[]): number {
  return Math.floor(rows.length / 4) + 1
}

describe('the numbers of a report', () => {
  test.each([
    { timeZone: undefined, seed: 1 },
    { timeZone: 'Asia/Jakarta', seed: 2 },
  ])(
    'are those that a look at every row counts, the time zone being $timeZone',
    async ({ timeZone, seed }) => {
      const { db, url } = await open(timeZone)
      const r = randomOf(seed)
      await fill(url, r, 600)
      const rows = await readAll(url)
      const found: ReportNumbers[] = []
      for (let i = 0; i < 30; i += 1) {
        const q = asked(r, rows)
        const numbers = await readNumbers(db, q, r.of([undefined, undefined, 7]))
        expect(numbers, JSON.stringify(q)).toEqual(countAll(rows, q))
        found.push(numbers)
      }
      // Nothing was compared with nothing only.
      for (const name of Object.keys(found[0]!) as (keyof ReportNumbers)[]) {
        if (name === 'satisfaction') continue
        expect(
          found.some((numbers) => (Array.isArray(numbers[name]) ? numbers[name].length : numbers[name])),
          name,
        ).toBeTruthy()
      }
      expect(found.some(({ satisfaction }) => satisfaction.scores.every((n) => n > 0))).toBe(true)
    },
  )

  test('cost ten statements, and pages where there are very many', async () => {
    const { db, url } = await open()
    const r = randomOf(3)
    await fill(url, r, 60)
    const statements: string[] = []
    db.$on('query', ({ query: said }) => statements.push(said))
    const [from, to] = [new Date('2026-06-01'), new Date('2026-09-01')]
    const q = { service: 'lpse', unit: null, from, to, now: to, zone: 'Asia/Jakarta', agencyField: field }
    const { answered, solved } = await readNumbers(db, q)
    expect(statements).toHaveLength(10)
    statements.length = 0
    await readNumbers(db, q, 4)
    expect(statements).toHaveLength(8 + pagesOf(answered) + pagesOf(solved))
  })

  test('of a service without tickets are none', async () => {
    const { db } = await open()
    const [from, to] = [new Date('2026-07-01T00:00:00Z'), new Date('2026-08-01T00:00:00Z')]
    const q = { service: 'x', unit: null, from, to, now: to, zone: 'Asia/Jakarta', agencyField: field }
    expect(await readNumbers(db, q)).toEqual({
      ...{
        opened: 0,
        closed: 0,
        exited: 0,
        byStep: [],
        lateNow: [],
        lateInPeriod: [],
        clocksLateNow: [],
        clocksLateInPeriod: [],
        oldest: [],
        latest: [],
      },
      ...{ answered: [], solved: [], categories: [], agencies: [], days: [] },
      satisfaction: { asked: 0, scores: [0, 0, 0, 0] },
    })
  })
})
