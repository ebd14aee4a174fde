import { monthOf, readMonth } from '../report/month.ts'
import type { OutboxItem } from './ports.ts'
import { takeService } from './services.ts'
import { respond, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/**
 * `/buku [layanan] [bulan]`: the register of a month, of every service seen here or of the one named, as a workbook and
 * to print. It holds what requesters told of themselves and goes out in direct messages only.
 */
export async function sendBook(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const w = turn.app.words.register
  const services = seen.map(({ service }) => service)
  const { service, rest: said } = takeService(services, rest)
  const chosen = service ? [service] : services
  const [{ zone = turn.app.desk.timeZone } = {}] = chosen
  const present = monthOf(turn.now, zone)
  const month = readMonth(said, turn.now, zone, turn.app.words)
  if (month === null) {
    const ids = services.map(({ id }) => id)
    return respond(turn, w.usage(present, ids))
  }
  if (month > present) return respond(turn, w.notYet(month, present))
  const inGroup = turn.inbound.chat.kind === 'group'
  const to = inGroup ? await turn.tx.people.address(turn.person.id, turn.chat.channel) : turn.chat
  if (!to) return respond(turn, w.startFirst(turn.app.bot.username))
  if (inGroup) respond(turn, w.sentPrivately(month))
  for (const { id } of chosen)
    for (const format of ['xlsx', 'pdf'] as const)
      turn.out.push({ kind: 'book', to, service: id, month, format } satisfies OutboxItem)
}
