import { z } from 'zod'
import { ConcurrentChange, type Tx } from '../../core/app/ports.ts'
import { dateBeside, datesFrom, sameSeasonDays, type CalendarEdit } from '../../core/sla/edits.ts'
import type { Prisma } from '../generated/client.ts'
import { idToWrite } from './ids.ts'

type Row = Prisma.CalendarEditGetPayload<object>

/** Of dates that are in no Ramadan after all: they lie within one that is kept. */
const layerOfNone = 'no-season'
const Windows = z.array(z.object({ from: z.number(), to: z.number() }))
const dayKind = z.enum(['national', 'leave', 'office'])

/** What was changed in the calendar in chat, inside a transaction. */
export function calendarIn(db: Prisma.TransactionClient): Tx['calendar'] {
  return {
    async revision() {
      const [row] = await db.$queryRaw<[{ revision: number }]>`SELECT calendar_revision() AS revision`
      return row.revision
    },
    async edits() {
      const rows = await db.calendarEdit.findMany({ orderBy: [{ fromDay: 'asc' }, { service: 'asc' }] })
      return rows.map(toEdit)
    },
    async put(edits) {
      await takeCalendar(db)
      for (const edit of edits.flatMap(dated)) {
        const { key, columns } = toRow(edit)
        await deleteReplaced(db, edit)
        await db.calendarEdit.upsert({
          where: { service_layer_fromDay: key },
          create: { ...key, ...columns },
          update: columns,
        })
      }
    },
  }
}

/**
 * Waits for the transactions that have read the calendar, and makes those wait that are about to: what the first have
 * decided can then be seen and computed anew, and the others decide by what is changed. Two that have both read and would
 * both change it would wait for each other for ever, so the second gives way.
 */
async function takeCalendar(db: Prisma.TransactionClient): Promise<void> {
  const [row] = await db.$queryRaw<[{ taken: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended('calendar-edit', 0)) AS taken`
  if (!row.taken) throw new ConcurrentChange('the calendar is being changed')
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('calendar', 0))::text`
  await db.$executeRaw`
    INSERT INTO settings (key, value) VALUES ('calendar-revision', '1')
    ON CONFLICT (key) DO UPDATE SET value = to_jsonb(settings.value::int + 1)`
}

/** Dates that are in no Ramadan after all are kept one by one, so that each may be told anew. */
function dated(edit: CalendarEdit): CalendarEdit[] {
  if (edit.layer === 'day' || edit.name !== null) return [edit]
  return datesFrom(edit.from, edit.to).map((date) => ({ ...edit, from: date, to: date }))
}

/**
 * What an edit takes the place of besides the one of its key. One for all services takes that of each; a season those it
 * overlaps or that are the same Ramadan.
 */
async function deleteReplaced(db: Prisma.TransactionClient, edit: CalendarEdit): Promise<void> {
  const own = edit.service === '*' ? {} : { service: edit.service }
  if (edit.layer === 'season' && edit.name !== null) {
    const { from, to, name } = edit
    const over = (days: number) => ({
      fromDay: { lte: dateBeside(to, days) },
      untilDay: { gte: dateBeside(from, -days) },
    })
    const layer = { in: ['season', layerOfNone] }
    await db.calendarEdit.deleteMany({
      where: { ...own, layer, OR: [over(0), { name, ...over(sameSeasonDays) }] },
    })
  } else if (edit.service === '*') {
    const { layer, fromDay } = toRow(edit).key
    await db.calendarEdit.deleteMany({ where: { layer, fromDay, service: { not: '*' } } })
  }
}

function toRow(edit: CalendarEdit) {
  const { service, layer, decree, at } = edit
  const by = { decree, byId: edit.by === null ? null : idToWrite(edit.by), at }
  if (edit.layer === 'season') {
    const { from, to, name } = edit
    return {
      key: { service, layer: name === null ? layerOfNone : layer, fromDay: from },
      columns: {
        ...by,
        untilDay: to,
        kind: name === null ? 'working' : 'ramadan',
        name: name ?? '',
        windows: [],
      },
    }
  }
  const { date, day } = edit
  const { kind, name, windows } = day ?? { kind: 'working', name: '', windows: [] }
  return {
    key: { service, layer, fromDay: date },
    columns: { ...by, untilDay: date, kind, name, windows: windows.map(({ from, to }) => ({ from, to })) },
  }
}

function toEdit(row: Row): CalendarEdit {
  const { service, fromDay, untilDay, kind, name, decree, byId, at } = row
  const made = { service, decree, by: byId === null ? null : String(byId), at }
  if (row.layer !== 'day')
    return { ...made, layer: 'season', from: fromDay, to: untilDay, name: kind === 'working' ? null : name }
  const day =
    kind === 'working' ? null : { kind: dayKind.parse(kind), name, windows: Windows.parse(row.windows) }
  return { ...made, layer: 'day', date: fromDay, day }
}
