import { z } from 'zod'
import type { Tx } from '../../core/app/ports.ts'
import type { CalendarEdit } from '../../core/sla/edits.ts'
import type { Prisma } from '../generated/client.ts'
import { idToWrite } from './ids.ts'

type Row = Prisma.CalendarEditGetPayload<object>

const revisionKey = 'calendar-revision'
const Windows = z.array(z.object({ from: z.number(), to: z.number() }))
const dayKind = z.enum(['national', 'leave', 'office'])

/** What was changed in the calendar in chat, inside a transaction. */
export function calendarIn(db: Prisma.TransactionClient): Tx['calendar'] {
  /** Whoever changes the calendar first has it until the transaction ends; the next one sees what was changed. */
  const raise = () => db.$executeRaw`
    INSERT INTO settings (key, value) VALUES (${revisionKey}, '1')
    ON CONFLICT (key) DO UPDATE SET value = to_jsonb(settings.value::int + 1)`
  return {
    async revision() {
      const row = await db.setting.findUnique({ where: { key: revisionKey } })
      return z.number().parse(row?.value ?? 0)
    },
    async edits() {
      const rows = await db.calendarEdit.findMany({ orderBy: [{ fromDay: 'asc' }, { service: 'asc' }] })
      return rows.map(toEdit)
    },
    async put(edits) {
      await raise()
      for (const edit of edits) {
        const { key, columns } = toRow(edit)
        if (edit.layer === 'season') await deleteSeasons(db, edit)
        await db.calendarEdit.upsert({
          where: { service_layer_fromDay: key },
          create: { ...key, ...columns },
          update: columns,
        })
      }
    },
  }
}

/** A season takes the place of those it overlaps. */
async function deleteSeasons(
  db: Prisma.TransactionClient,
  { service, from, to }: Extract<CalendarEdit, { layer: 'season' }>,
): Promise<void> {
  const where = { service, layer: 'season', fromDay: { lte: to }, untilDay: { gte: from } }
  await db.calendarEdit.deleteMany({ where })
}

function toRow(edit: CalendarEdit) {
  const { service, layer, decree, at } = edit
  const by = { decree, byId: edit.by === null ? null : idToWrite(edit.by), at }
  if (edit.layer === 'season') {
    const { from, to, name } = edit
    return {
      key: { service, layer, fromDay: from },
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
  if (row.layer === 'season')
    return { ...made, layer: 'season', from: fromDay, to: untilDay, name: kind === 'working' ? null : name }
  const day =
    kind === 'working' ? null : { kind: dayKind.parse(kind), name, windows: Windows.parse(row.windows) }
  return { ...made, layer: 'day', date: fromDay, day }
}
