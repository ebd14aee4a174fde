import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Office } from '../../../core/app/act.ts'
import type { DigestChart } from '../../../core/app/ports.ts'
import { reportMessages } from '../../../core/app/report.ts'
import type { TicketCommand } from '../../../core/ticket/commands.ts'
import type { Actor } from '../../../core/ticket/ticket.ts'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { openBusyDesk } from '../../fixtures/busy-desk.ts'
import { wib } from '../../fixtures/busy-year.ts'
import { bringAbout, staffOf } from '../../fixtures/complaints.ts'
import { freshDatabase } from '../../fixtures/database.ts'

describe('a report of a past time', () => {
  it('stays as it was when a ticket is reopened, rated and closed once more', async () => {
    const database = await freshDatabase()
    const client = connect(database.url)
    const service = 'tik-banten'
    const desk = await openBusyDesk(createStore(client), database.url, new Date(wib('2026-10-01 08:00')), [
      service,
    ])
    const officer = (office: Office) => staffOf(office, desk.personOf('101'))
    const requester: Actor = { kind: 'requester', person: desk.personOf('7001') }
    const chosen =
      (command: string, inputs = {}) =>
      (office: Office): TicketCommand => ({
        ...{ kind: 'choose', by: officer(office), choice: { command }, inputs },
      })
    const solve = chosen('selesai', { hasil: { note: 'note' } })
    const rated = (score: 1 | 4) => (): TicketCommand => ({ kind: 'rate', by: requester, score })
    const did = (time: string, what: (office: Office) => TicketCommand) =>
      [wib(time), what] as [number, typeof what]
    const october = [
      did('2026-10-30 08:10', (office) => ({ kind: 'claim', by: officer(office) })),
      did('2026-10-30 08:20', (office) => ({ kind: 'pause', by: officer(office), reason: 'note' })),
      did('2026-10-30 09:20', () => ({ kind: 'message', by: requester, note: 'note' })),
      did('2026-10-30 09:30', solve),
      did('2026-10-30 09:40', chosen('tutup')),
      did('2026-10-30 10:00', rated(1)),
    ]
    const november = [
      did('2026-11-04 08:00', (office) => ({ kind: 'reopen', by: officer(office), reason: 'note' })),
      did('2026-11-04 08:30', (office) => ({ kind: 'pause', by: officer(office), reason: null })),
      did('2026-11-04 09:30', (office) => ({ kind: 'resume', by: officer(office) })),
      did('2026-11-04 09:40', solve),
      did('2026-11-04 10:00', chosen('tutup')),
      did('2026-11-04 10:10', rated(4)),
    ]
    const at = wib('2026-10-30 08:00')
    const numbersOf = (from: string, to: string) =>
      desk.store.transaction((tx) =>
        tx.tickets.numbers({
          ...{ service, unit: null, zone: 'Asia/Jakarta', agencyField: null },
          ...{ from: new Date(wib(from)), to: new Date(wib(to)), now: new Date(wib('2026-11-18 08:00')) },
        }),
      )
    const ofOctober = () => numbersOf('2026-10-01 00:00', '2026-11-01 00:00')
    await bringAbout(desk, [{ service, telegram: '7001', at, then: october }])
    const before = await ofOctober()
    expect(before).toMatchObject({ closed: 1, satisfaction: { asked: 1, scores: [1, 0, 0, 0] } })
    expect(before.solved[0]?.pauses).toHaveLength(1)

    await bringAbout(desk, [{ service, telegram: '7001', at, then: [...october, ...november.slice(0, 1)] }])
    const twice = { asked: 2, scores: [2, 0, 0, 0] }
    expect(await ofOctober()).toMatchObject({ closed: 2, satisfaction: twice })
    await bringAbout(desk, [{ service, telegram: '7001', at, then: [...october, ...november] }])
    const after = await ofOctober()
    expect(after).toMatchObject({ closed: 3, satisfaction: { asked: 3, scores: [3, 0, 0, 0] } })
    expect(after.solved).toEqual([1, 2, 3].map(() => before.solved[0]))
    expect(await numbersOf('2026-11-01 00:00', '2026-12-01 00:00')).toMatchObject({
      ...{ opened: 0, closed: 1, satisfaction: { asked: 1, scores: [0, 0, 0, 1] } },
      solved: [{ pauses: [{}, {}] }],
    })

    // What the events of an older installation tell is the same.
    const closings = async () => (await desk.db.query('SELECT * FROM closings ORDER BY ticket_id, at')).rows
    const kept = await closings()
    expect(kept).toHaveLength(4)
    const sql = await readFile('prisma/migrations/20261128235000_closings/migration.sql', 'utf8')
    await desk.db.query(`DELETE FROM closings; ${sql.slice(sql.indexOf('INSERT INTO closings'))}`)
    expect(await closings()).toEqual(kept)
    await desk.close()
    await client.$disconnect()
    await database.drop()
  }, 120_000)
})

describe('a report asked for over services in several zones', () => {
  it('is of the days that were asked for, in each of them', async () => {
    const database = await freshDatabase()
    const client = connect(database.url)
    const desk = await openBusyDesk(createStore(client), database.url, new Date(wib('2026-10-01 08:00')))
    const { services } = desk.app.desk
    expect(new Set(services.map(({ zone }) => zone)).size).toBe(3)
    // The last minute of the month where it was asked, which is November already in the east.
    const at = wib('2026-10-31 23:59')
    await bringAbout(
      desk,
      services.map(({ id }) => ({ service: id, telegram: '7001', at })),
    )
    desk.clock.set(new Date(wib('2026-11-18 10:00')))
    await desk.admin('/laporan Oktober 2026')
    await desk.handOut()
    const asked = desk.told.flatMap(({ item }) => (item.kind === 'report' ? item : []))
    expect(asked.map(({ service }) => service)).toEqual(services.map(({ id }) => id))
    for (const item of asked) {
      const [first] = (await reportMessages(desk.app, desk.outside, item)) ?? []
      const chart = desk.drawn.get(first?.picture ?? '') as DigestChart
      const flow = chart.panels.flatMap((panel) => (panel.kind === 'flow' ? panel.columns : []))
      expect(flow).toHaveLength(31)
      expect(flow.map(({ opened }) => opened).indexOf(1)).toBe(30)
    }
    await desk.close()
    await client.$disconnect()
    await database.drop()
  }, 120_000)
})
