import { isOpen } from '../sla/calendar.ts'
import { localDate } from '../sla/zone-time.ts'
import { isYearTold } from './holidays.ts'
import type { OutboxItem } from './ports.ts'
import type { App } from './turn.ts'
import { within } from './within.ts'

const firstMonth = '11'

/**
 * From November on the admins are told, once a month and in working hours, that the coming year has no holidays yet, or
 * not for each service; and of the present one for as long as it has none.
 */
export async function warnOfMissingYear(app: App, now: Date): Promise<number> {
  return within(app, async (tx, { desk, words }) => {
    const { calendar } = desk
    const services = desk.services.filter((service) => service.calendar.kind === 'working')
    const without = (year: number) => services.filter((service) => !isYearTold(service.calendar, year))
    const month = localDate(calendar.zone, now).slice(0, 7)
    const [year = '', number = ''] = month.split('-')
    const wanted = number >= firstMonth ? [Number(year), Number(year) + 1] : [Number(year)]
    const missing = wanted.find((one) => without(one).length > 0)
    if (missing === undefined || !isOpen(calendar, now)) return 0
    const missed = without(missing).map(({ id, profile }) => ({ id, title: profile.title }))
    const text = words.calendar.missingYear(missing, missed.length === services.length ? [] : missed)
    const items: OutboxItem[] = []
    for (const { person } of await tx.staff.grants({ service: '*', role: 'admin' })) {
      // Who has not pressed /start yet is told once they have.
      if (!(await tx.people.address(person))) continue
      const key = { service: '*', period: `holidays:${missing}:${month}`, recipient: person }
      if (await tx.digests.claim(key, now)) items.push({ kind: 'to-person', person, message: { text } })
    }
    await tx.outbox.put(items)
    return items.length
  })
}
