import { readSpan } from '../report/span.ts'
import { takeOption } from '../staff/parse.ts'
import type { Service } from './desk.ts'
import { takeService } from './services.ts'
import { respond, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/** What was done in more time than this is for the archive to say: three years. */
const spanMaxMs = 3 * 366 * 24 * 3_600_000

/** `/laporan [layanan] [unit] [periode]`: what was done in any time, of every service seen here or of the one named. */
export async function askReport(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const { words, desk } = turn.app
  const w = words.report
  const services = seen.map(({ service }) => service)
  const { service, rest: afterService } = takeService(services, rest)
  const { unit, rest: said } = service ? takeUnit(service, afterService) : { unit: null, rest: afterService }
  const chosen = service ? [service] : services
  const zone = chosen[0]?.zone ?? desk.timeZone
  const span = readSpan(said, { now: turn.now, zone, words })
  if (typeof span === 'string') {
    const [first] = chosen
    const [example] = Object.keys(first?.profile.units ?? {})
    return respond(turn, [w.unreadable[span], ...(first ? [w.forService(first.id, example)] : [])].join('\n'))
  }
  const { from, to, label } = span
  if (to.getTime() - from.getTime() > spanMaxMs) return respond(turn, w.unreadable['too-long'])
  for (const { id } of chosen)
    turn.out.push({
      kind: 'report',
      to: turn.chat,
      service: id,
      unit,
      from: from.toISOString(),
      until: to.toISOString(),
      zone,
      label,
    })
  const unitName = unit === null ? null : (service?.profile.units[unit] ?? unit)
  respond(turn, w.asked(label, unitName))
}

function takeUnit({ profile }: Service, text: string): { unit: string | null; rest: string } {
  const units = Object.entries(profile.units).map(([id, label]) => ({ id, label }))
  const bare = text.replace(/^unit\s+/i, '')
  const { id, rest } = takeOption(bare, units)
  return id === null ? { unit: null, rest: text } : { unit: id, rest }
}
