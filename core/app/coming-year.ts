import { isOpen } from '../sla/calendar.ts'
import { localDate } from '../sla/zone-time.ts'
import { hasNational } from './holidays.ts'
import type { OutboxItem } from './ports.ts'
import type { App } from './turn.ts'
import { within } from './within.ts'

const firstMonth = '11'

/**
 * From November on the admins are told, once a month and in working hours, that the coming year has no holidays yet; and
 * of the present one for as long as it has none.
 */
export async function warnOfMissingYear(app: App, now: Date): Promise<number> {
  return within(app, async (tx, { desk, words }) => {
    const { calendar } = desk
    const month = localDate(calendar.zone, now).slice(0, 7)
    const [year = '', number = ''] = month.split('-')
    const wanted = number >= firstMonth ? [Number(year), Number(year) + 1] : [Number(year)]
    const missing = wanted.find((one) => !hasNational(calendar, one))
    if (missing === undefined || !isOpen(calendar, now)) return 0
    const items: OutboxItem[] = []
    for (const { person } of await tx.staff.grants({ service: '*', role: 'admin' })) {
      // Who has not pressed /start yet is told once they have.
      if (!(await tx.people.address(person))) continue
      const key = { service: '*', period: `holidays:${missing}:${month}`, recipient: person }
      if (await tx.digests.claim(key, now))
        items.push({ kind: 'to-person', person, message: { text: words.calendar.missingYear(missing) } })
    }
    await tx.outbox.put(items)
    return items.length
  })
}
