import { z } from 'zod'
import type {
  LateClock,
  LateHere,
  LateRow,
  NumbersQuery,
  OpenTicket,
  ReportNumbers,
} from '../../core/report/numbers.ts'
import { clockKinds, secrecies, type ClockKind, type Pause } from '../../core/ticket/ticket.ts'
import { Prisma } from '../generated/client.ts'
import { Pauses } from './ticket-rows.ts'

type Db = Prisma.TransactionClient

/** How many tickets are named, and how many agencies. */
const namedMax = 5
const agenciesMax = 8
/** So many tickets are read at once: a month's come in one statement, and an archive's hold nobody else up. */
const pageMax = 5_000

/** What `trim()` takes away; PostgreSQL's own knows but the space. */
const blanks =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

/**
 * The numbers of a report, read one after the other, for they share a connection. Each statement reads what happened in
 * the period, or what is open, by an index, and nothing of the archive beside.
 */
export async function readNumbers(db: Db, query: NumbersQuery, page = pageMax): Promise<ReportNumbers> {
  const recorded = await countRecorded(db, query)
  const gone = await countGone(db, query)
  const standing = await countOpen(db, query)
  const scored = (score: number) => sum(gone, (day) => day.scores[score - 1] ?? 0)
  return {
    opened: sum(recorded.categories, ({ count }) => count),
    closed: sum(gone, ({ closed }) => closed),
    exited: sum(gone, ({ exited }) => exited),
    ...standing,
    lateInPeriod: await countLate(db, query),
    clocksLateInPeriod: await countLateClocks(db, query),
    oldest: await nameOpen(db, query, { orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] }),
    latest: await nameOpen(db, query, {
      where: { lateAt: { lt: query.now } },
      orderBy: [{ lateAt: 'asc' }, { id: 'asc' }],
    }),
    answered: await readPassages(db, query, page, toAnswer),
    solved: await readPassages(db, query, page, toSolution),
    categories: recorded.categories,
    agencies: await countAgencies(db, query),
    satisfaction: {
      asked: sum(gone, ({ asked }) => asked),
      scores: [scored(1), scored(2), scored(3), scored(4)],
    },
    days: joinDays(recorded.days, gone),
  }
}

/** Which tickets a report is of, in a statement over tickets AS t, or over their closings. */
function own({ service, unit }: NumbersQuery): Prisma.Sql {
  return unit === null
    ? Prisma.sql`t.service = ${service}`
    : Prisma.sql`t.service = ${service} AND t.unit = ${unit}`
}

/** `time` lies in the period. */
function within(time: Prisma.Sql, { from, to }: NumbersQuery): Prisma.Sql {
  return Prisma.sql`${time} >= ${from} AND ${time} < ${to}`
}

/** The local date of `time`, in a form that no setting of the database changes. */
function dateOf(time: Prisma.Sql, { zone }: NumbersQuery): Prisma.Sql {
  return Prisma.sql`to_char(${time} AT TIME ZONE ${zone}, 'YYYY-MM-DD')`
}

type CountOfDay = { date: string; count: number }
type CountOfCategory = { category: string; count: number }

async function countRecorded(
  db: Db,
  query: NumbersQuery,
): Promise<{ days: CountOfDay[]; categories: CountOfCategory[] }> {
  const rows = await db.$queryRaw<{ date: string | null; category: string | null; count: number }[]>`
    SELECT ${dateOf(Prisma.sql`t.opened_at`, query)} AS date, t.category, count(*)::int AS count
    FROM tickets AS t WHERE ${own(query)} AND ${within(Prisma.sql`t.opened_at`, query)}
    GROUP BY GROUPING SETS ((1), (2)) ORDER BY count DESC, t.category`
  return {
    days: rows.flatMap(({ date, count }) => (date === null ? [] : { date, count })),
    categories: rows.flatMap(({ category, count }) => (category === null ? [] : { category, count })),
  }
}

/** Of each local day on which tickets closed or left the rows. */
type Gone = { date: string; closed: number; exited: number; asked: number; scores: number[] }

async function countGone(db: Db, query: NumbersQuery): Promise<Gone[]> {
  return db.$queryRaw<Gone[]>`
    SELECT date, (count(*) FILTER (WHERE solved))::int AS closed, (count(*) FILTER (WHERE exited))::int AS exited,
      (count(*) FILTER (WHERE asked))::int AS asked, ARRAY[
        count(*) FILTER (WHERE asked AND rating = 1), count(*) FILTER (WHERE asked AND rating = 2),
        count(*) FILTER (WHERE asked AND rating = 3), count(*) FILTER (WHERE asked AND rating = 4)]::int[] AS scores
    FROM (
      SELECT ${dateOf(Prisma.sql`t.at`, query)} AS date, t.rating, t.status = 'closed' AS solved,
        t.status = 'cancelled' AS exited, t.asked
      FROM closings AS t WHERE ${own(query)} AND ${within(Prisma.sql`t.at`, query)}) AS gone
    GROUP BY date`
}

type Standing = Pick<ReportNumbers, 'byStep' | 'lateNow' | 'clocksLateNow'>

/**
 * What is open, by row, role and unit; the due times of a ticket whose clocks stand are null, and it is not late. The unit
 * and the clocks that ran out are asked for ticket by ticket: joined, all runs of the archive might be read for those of the
 * few that are open.
 */
async function countOpen(db: Db, query: NumbersQuery): Promise<Standing> {
  const rows = await db.$queryRaw<(LateHere & Record<ClockKind | 'open', number>)[]>`
    SELECT step, holder, unit, count(*)::int AS open, (count(*) FILTER (WHERE due_at < ${query.now}))::int AS count,
      (count(*) FILTER (WHERE late_at < ${query.now}))::int AS either,
      (count(*) FILTER (WHERE clocks <> '{}'))::int AS whole,
      (count(*) FILTER (WHERE 'answer' = ANY (clocks)))::int AS answer,
      (count(*) FILTER (WHERE 'ticket' = ANY (clocks)))::int AS ticket
    FROM (
      SELECT coalesce(t.step, '') AS step, coalesce(t.holder, '') AS holder, t.due_at, t.late_at, (
        SELECT run.unit FROM step_runs AS run WHERE run.ticket_id = t.id ORDER BY run.ordinal DESC LIMIT 1) AS unit,
        CASE WHEN t.late_at < ${query.now} THEN ARRAY(
          SELECT ran.clock FROM ticket_clocks AS ran
          WHERE ran.ticket_id = t.id AND ran.ended_at IS NULL AND ran.due_at < ${query.now}) ELSE '{}' END AS clocks
      FROM tickets AS t WHERE ${own(query)} AND t.closed_at IS NULL) AS standing
    GROUP BY step, holder, unit ORDER BY count DESC, step, holder, unit`
  const steps = [...new Set(rows.map(({ step }) => step))].toSorted()
  return {
    byStep: steps.map((step) => {
      const here = rows.filter((row) => row.step === step)
      return { step, open: sum(here, ({ open }) => open), late: sum(here, ({ either }) => either) }
    }),
    lateNow: rows
      .filter(({ either }) => either > 0)
      .map(({ step, holder, unit, count, whole, either }) => ({ step, holder, unit, count, whole, either })),
    clocksLateNow: clockKinds
      .map((clock) => ({ clock, count: sum(rows, (row) => row[clock]) }))
      .filter(({ count }) => count > 0),
  }
}

/** Runs whose time ran out in the period. A pause stops the clock of one that is not over where it began. */
async function countLate(db: Db, query: NumbersQuery): Promise<LateRow[]> {
  const { from, to, now } = query
  // The first condition is that of the index step_runs_late, which is used where it stands in just these words.
  return db.$queryRaw<LateRow[]>`
    SELECT run.step, run.holder, run.unit, count(*)::int AS count
    FROM step_runs AS run JOIN tickets AS t ON t.id = run.ticket_id
    WHERE (run.ended_at IS NULL OR run.ended_at > run.due_at)
      AND run.due_at >= ${from} AND run.due_at < ${to < now ? to : now}
      AND (run.ended_at IS NOT NULL OR t.paused IS NULL OR run.due_at < (t.paused->>'since')::timestamptz)
      AND ${own(query)}
    GROUP BY run.step, run.holder, run.unit ORDER BY count DESC, step, holder, unit`
}

/** Likewise the clocks of whole tickets; the first condition is that of the index ticket_clocks_late. */
async function countLateClocks(db: Db, query: NumbersQuery): Promise<LateClock[]> {
  const { from, to, now } = query
  return db.$queryRaw<LateClock[]>`
    SELECT ran.clock, count(*)::int AS count
    FROM ticket_clocks AS ran JOIN tickets AS t ON t.id = ran.ticket_id
    WHERE (ran.ended_at IS NULL OR ran.ended_at > ran.due_at)
      AND ran.due_at >= ${from} AND ran.due_at < ${to < now ? to : now}
      AND (ran.ended_at IS NOT NULL OR t.paused IS NULL OR ran.due_at < (t.paused->>'since')::timestamptz)
      AND ${own(query)}
    GROUP BY ran.clock ORDER BY ran.clock`
}

async function nameOpen(
  db: Db,
  { service, unit }: NumbersQuery,
  { where, orderBy }: Pick<Prisma.TicketFindManyArgs, 'where' | 'orderBy'>,
): Promise<OpenTicket[]> {
  const rows = await db.ticket.findMany({
    where: { service, ...(unit === null ? {} : { unit }), closedAt: null, ...where },
    orderBy,
    take: namedMax,
    select: {
      id: true,
      number: true,
      answers: true,
      secrecy: true,
      step: true,
      openedAt: true,
      lateAt: true,
    },
  })
  return rows.map(({ id, number, answers, secrecy, step, openedAt, lateAt }) => ({
    id: String(id),
    number,
    answers: answers as OpenTicket['answers'],
    secrecy: z.enum(secrecies).parse(secrecy),
    step: step ?? '',
    openedAt,
    due: lateAt,
  }))
}

/** Agencies are what people wrote: each spelling is counted first, and then those that differ in case alone together. */
async function countAgencies(db: Db, query: NumbersQuery): Promise<ReportNumbers['agencies']> {
  const { agencyField } = query
  if (agencyField === null) return []
  return db.$queryRaw<ReportNumbers['agencies']>`
    SELECT (array_agg(said ORDER BY times DESC, said COLLATE "C"))[1] AS agency, sum(times)::int AS count
    FROM (
      SELECT btrim(t.answers -> ${agencyField}::text ->> 'shown', ${blanks}) AS said, count(*) AS times
      FROM tickets AS t
      WHERE ${own(query)} AND ${within(Prisma.sql`t.opened_at`, query)} AND t.secrecy <> 'secret'
      GROUP BY said) AS spelt
    WHERE said <> '' GROUP BY lower(said) ORDER BY count DESC, lower(said) COLLATE "C" LIMIT ${agenciesMax}`
}

/** Most tickets never pause, and an archive has many. */
const noPauses: Pause[] = []

/** How a ticket got from being received to `time`: where that is read, which count, and what is said of them. */
type Way<Passage> = {
  rows: Prisma.Sql
  id: Prisma.Sql
  time: Prisma.Sql
  more: Prisma.Sql[]
  make(received: Date, reached: Date, pauses: Pause[]): Passage
}
const toAnswer: Way<ReportNumbers['answered'][number]> = {
  rows: Prisma.sql`tickets AS t`,
  id: Prisma.sql`t.id`,
  time: Prisma.sql`t.answered_at`,
  more: [],
  make: (received, answered, pauses) => ({ received, answered, pauses }),
}
const toSolution: Way<ReportNumbers['solved'][number]> = {
  rows: Prisma.sql`closings AS t`,
  id: Prisma.sql`t.ticket_id`,
  time: Prisma.sql`t.at`,
  more: [Prisma.sql`t.status = 'closed'`],
  make: (received, closed, pauses) => ({ received, closed, pauses }),
}

/**
 * The tickets that got there within the period, in the order of that, page after page. Times are read as numbers: as dates
 * they take twice as long.
 */
async function readPassages<Passage>(
  db: Db,
  query: NumbersQuery,
  page: number,
  { rows: from, id, time, more, make }: Way<Passage>,
): Promise<Passage[]> {
  const wanted = [own(query), within(time, query), ...more]
  const all: Passage[] = []
  for (let after: Prisma.Sql[] = []; ;) {
    const rows = await db.$queryRaw<{ id: bigint; received: number; reached: number; pauses: unknown }[]>`
      SELECT ${id} AS id, ${msOf(Prisma.sql`t.received_at`)} AS received, ${msOf(time)} AS reached,
        nullif(t.pauses, '[]') AS pauses
      FROM ${from} WHERE ${Prisma.join([...wanted, ...after], ' AND ')} ORDER BY ${time}, ${id} LIMIT ${page}`
    for (const { received, reached, pauses } of rows) {
      const stood = pauses === null ? noPauses : Pauses.parse(pauses)
      all.push(make(new Date(received), new Date(reached), stood))
    }
    const last = rows.at(-1)
    if (!last || rows.length < page) return all
    after = [Prisma.sql`(${time}, ${id}) > (${new Date(last.reached)}, ${last.id})`]
  }
}

/** Milliseconds since 1970. */
function msOf(time: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(extract(epoch FROM ${time}) * 1000)::float8`
}

/** The local days on which something was recorded or closed, in order. */
function joinDays(recorded: CountOfDay[], gone: Gone[]): ReportNumbers['days'] {
  const opened = new Map(recorded.map(({ date, count }) => [date, count]))
  const closed = new Map(gone.filter((day) => day.closed > 0).map((day) => [day.date, day.closed]))
  const dates = [...new Set([...opened.keys(), ...closed.keys()])].toSorted()
  return dates.map((date) => ({ date, opened: opened.get(date) ?? 0, closed: closed.get(date) ?? 0 }))
}

function sum<T>(rows: T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}
