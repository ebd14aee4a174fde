import { describe, expect, it } from 'vitest'
import type { DigestChart } from '../../../core/app/ports.ts'
import { reportMessages } from '../../../core/app/report.ts'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { openBusyDesk } from '../../fixtures/busy-desk.ts'
import { wib } from '../../fixtures/busy-year.ts'
import { bringAbout } from '../../fixtures/complaints.ts'
import { freshDatabase } from '../../fixtures/database.ts'

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
