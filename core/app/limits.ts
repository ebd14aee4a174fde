import { z } from 'zod'
import { formatDuration, parseDuration } from '../sla/duration.ts'
import type { Step } from '../sop/sop.ts'
import type { LimitWords } from '../text/id/limits.ts'
import { limitInForce } from '../ticket/rows.ts'
import type { Service } from './desk.ts'
import type { Tx } from './ports.ts'
import { takeService } from './services.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/** What the office changed, by SOP row, in the SOP's own words; null is no limit. */
const Limits = z.record(z.string(), z.string().nullable())
type Limits = z.infer<typeof Limits>

/** The limits the office changed, by SOP row: those set in chat over the desk file's. They hold for new runs. */
export async function limitsOf(tx: Tx, service: Service): Promise<Limits> {
  return { ...service.limits, ...(await setInChat(tx, service)) }
}

/** `/batas`: the limits of every row; `/batas [layanan] BARIS batas` changes one for the runs that begin after it. */
export async function manageLimits(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  if (seen.length === 0) return respond(turn, turn.app.words.staff.refusals.unbound)
  const w = turn.app.words.limits
  const services = seen.map(({ service }) => service)
  const { service, rest: change } = takeService(services, rest)
  /** A row as the admin must type it. */
  const typedAs = (named: Service, row: string) => (services.length > 1 ? `${named.id} ${row}` : row)
  if (change === '') {
    for (const shown of service ? [service] : services) {
      const lines = await limitLines(turn, shown, shown.profile.steps)
      const usage = w.usage(typedAs(shown, shown.profile.steps[0]?.row ?? ''))
      say(turn, { heading: w.heading(shown.profile.title), text: [...lines, '', usage].join('\n') })
    }
    return
  }
  if (!service) return respond(turn, w.whichService(services.map(({ id }) => id).join(', ')))
  const { steps } = service.profile
  const [typedRow = '', ...typed] = change.split(/\s+/)
  const step = steps.find(({ row }) => row.toLowerCase() === typedRow.toLowerCase())
  if (!step) return respond(turn, w.unknownRow(typedRow, steps.map(({ row }) => row).join(', ')))
  const usage = w.usage(typedAs(service, step.row))
  if (typed.length === 0)
    return respond(turn, [...(await limitLines(turn, service, [step])), usage].join('\n'))
  const wanted = readLimit(typed.join(' '), w)
  if (wanted === 'unreadable') return respond(turn, `${w.unreadable(typed.join(' '))}\n${usage}`)
  await changeLimit(turn, service, step, wanted)
}

async function limitLines(turn: PersonTurn, service: Service, steps: readonly Step[]): Promise<string[]> {
  const w = turn.app.words.limits
  const chat = await setInChat(turn.tx, service)
  const shown = (limit: string | null) => limit ?? w.none
  return steps.flatMap((step) => {
    const limit = limitInForce(step, { ...service.limits, ...chat })
    const where = chat[step.row] === undefined ? 'desk' : 'chat'
    const own = limit === step.limit ? '' : w.changed(shown(step.limit), where)
    const line = w.row(step.row, step.title, shown(limit) + own)
    return step.note === undefined ? [line] : [line, w.note(step.note)]
  })
}

type Wanted = { limit: string | null } | 'as-before'

async function changeLimit(turn: PersonTurn, service: Service, step: Step, wanted: Wanted): Promise<void> {
  const w = turn.app.words.limits
  const { row, title } = step
  const { [row]: _, ...others } = await setInChat(turn.tx, service)
  const before = limitInForce(step, await limitsOf(turn.tx, service))
  const chat = wanted === 'as-before' ? others : { ...others, [row]: wanted.limit }
  await turn.tx.settings.set(keyOf(service), chat)
  const after = limitInForce(step, { ...service.limits, ...chat })
  if (after === before) return respond(turn, w.unchanged(row, after ?? w.none))
  respond(turn, `${w.set(row, title, after ?? w.none, before ?? w.none)}\n${w.forNewRuns}`)
}

function readLimit(typed: string, w: LimitWords): Wanted | 'unreadable' {
  const words = typed.toLowerCase()
  if (words === w.asBefore) return 'as-before'
  if (words === w.noLimit || words === w.none) return { limit: null }
  const duration = parseDuration(typed)
  return duration ? { limit: formatDuration(duration) } : 'unreadable'
}

async function setInChat(tx: Tx, service: Service): Promise<Limits> {
  return Limits.parse((await tx.settings.get(keyOf(service))) ?? {})
}

function keyOf({ id }: Service): string {
  return `limits:${id}`
}
