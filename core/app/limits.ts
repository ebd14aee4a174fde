import { z } from 'zod'
import { formatDuration, parseDuration, plainMs } from '../sla/duration.ts'
import { takeOption } from '../staff/parse.ts'
import type { LimitWords } from '../text/id/limits.ts'
import { clockLimits, limitInForce, limitKey } from '../ticket/clocks.ts'
import type { Limits } from '../ticket/commands.ts'
import { clockKinds } from '../ticket/ticket.ts'
import type { Service } from './desk.ts'
import type { Tx } from './ports.ts'
import { takeService } from './services.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/** Longer is a slip: nothing an office has to do may take more than two years. */
const longestMs = 2 * 366 * 86_400_000

const StoredLimits = z.record(z.string(), z.string().nullable())

/** The limits the office changed: those set in chat over the desk file's. They hold for new runs. */
export async function limitsOf(tx: Tx, service: Service): Promise<Limits> {
  return { ...service.limits, ...(await setInChat(tx, service)) }
}

/**
 * `/batas`: every limit in force; `/batas [layanan] [jenis] LANGKAH|jawaban|tiket batas` changes one for what begins after
 * it: of a row, of the first answer or of the whole ticket, of all categories or of one.
 */
export async function manageLimits(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  if (seen.length === 0) return respond(turn, turn.app.words.staff.refusals.unbound)
  const w = turn.app.words.limits
  const services = seen.map(({ service }) => service)
  const { service, rest: change } = takeService(services, rest)
  /** A limit as the admin must type it. */
  const typedAs = (named: Service, typed: string) => (services.length > 1 ? `${named.id} ${typed}` : typed)
  if (change === '') {
    for (const shown of service ? [service] : services) {
      const lines = await limitLines(turn, shown, limitsKnown(turn, shown))
      const usage = w.usage(typedAs(shown, shown.profile.steps[0]?.row ?? ''))
      const more = w.more(typedAs(shown, shown.profile.categories[0]?.id ?? ''))
      say(turn, { heading: w.heading(shown.profile.title), text: [...lines, '', usage, more].join('\n') })
    }
    return
  }
  if (!service) return respond(turn, w.whichService(services.map(({ id }) => id).join(', ')))
  const { category, rest: named } = takeCategory(service, change)
  const [typedKey = '', ...typed] = withoutWord(named, w.row).split(/\s+/)
  const known = limitsKnown(turn, service)
  const found = known.find(({ typed: name }) => name.toLowerCase() === typedKey.toLowerCase())
  if (!found) return respond(turn, w.unknownRow(typedKey, known.map(({ typed: name }) => name).join(', ')))
  const limit = { ...found, category }
  const usage = w.usage(typedAs(service, [...(category === null ? [] : [category]), found.typed].join(' ')))
  if (typed.length === 0)
    return respond(turn, [...(await limitLines(turn, service, [limit])), usage].join('\n'))
  const wanted = readLimit(typed.join(' '), w)
  if (wanted === 'unreadable' || wanted === 'too-long') {
    const problem = wanted === 'too-long' ? w.tooLong : w.unreadable
    return respond(turn, `${problem(typed.join(' '))}\n${usage}`)
  }
  await changeLimit(turn, service, limit, wanted)
}

/** Something that may be limited: its key, how the admin types and reads it, and the SOP's own limit. */
type Limitable = {
  key: string
  typed: string
  name: string
  own: string | null
  note: string | undefined
  category: string | null
}

/** The rows of the SOP, then the first answer and the whole ticket, which no SOP limits. */
export function limitsKnown({ app }: PersonTurn, { profile }: Pick<Service, 'profile'>): Limitable[] {
  const w = app.words.limits
  const rows = profile.steps.map(({ row, title, limit, note }) => {
    return { key: row, typed: row, name: w.rowName(row, title), own: limit, note, category: null }
  })
  const whole = clockKinds.map((kind) => {
    const { typed, name } = w.whole[kind]
    return { key: clockLimits[kind], typed, name, own: null, note: undefined, category: null }
  })
  return [...rows, ...whole]
}

/** "langkah 2" as "2": the word says nothing. */
export function withoutWord(text: string, word: string): string {
  return text.replace(new RegExp(`^${word}\\s+`, 'i'), '')
}

function takeCategory({ profile }: Service, text: string): { category: string | null; rest: string } {
  const { id, rest } = takeOption(text, profile.categories)
  return { category: id, rest: id === null ? text : rest }
}

/** The limits in force, one a line; those of single categories only where the office has set any. */
async function limitLines(
  turn: PersonTurn,
  service: Service,
  limits: readonly Limitable[],
): Promise<string[]> {
  const w = turn.app.words.limits
  const chat = await setInChat(turn.tx, service)
  const all: Limits = { ...service.limits, ...chat }
  const shown = (limit: string | null) => limit ?? w.none
  const labelOf = (id: string) =>
    service.profile.categories.find((category) => category.id === id)?.label ?? id
  return limits.flatMap((known) => {
    const { key, name, own, note, category } = known
    const limit = limitInForce(all, key, own, category)
    const isFromChat = [limitKey(key, category), key].some((used) => used in chat)
    const where = isFromChat ? 'chat' : 'desk'
    const changed = limit === own ? '' : w.changed(shown(own), where)
    const line = w.limit(
      category === null ? name : w.ofCategory(name, labelOf(category)),
      shown(limit) + changed,
    )
    const special =
      category === null ? service.profile.categories.filter(({ id }) => limitKey(key, id) in all) : []
    return [
      line,
      ...(note === undefined ? [] : [w.note(note)]),
      ...special.map(({ id, label }) => w.special(label, shown(limitInForce(all, key, own, id)))),
    ]
  })
}

type Wanted = { limit: string | null } | 'as-before'

async function changeLimit(
  turn: PersonTurn,
  service: Service,
  { key: plain, name, own, category }: Limitable,
  wanted: Wanted,
): Promise<void> {
  const w = turn.app.words.limits
  const key = limitKey(plain, category)
  const { [key]: _, ...others } = await setInChat(turn.tx, service)
  const inForce = (limits: Limits) => limitInForce({ ...service.limits, ...limits }, plain, own, category)
  const before = inForce(await limitsOf(turn.tx, service))
  const chat = wanted === 'as-before' ? others : { ...others, [key]: wanted.limit }
  await turn.tx.settings.set(keyOf(service), chat)
  const after = inForce(chat)
  const label = service.profile.categories.find(({ id }) => id === category)?.label
  const called = label === undefined ? name : w.ofCategory(name, label)
  if (after === before) return respond(turn, w.unchanged(called, after ?? w.none))
  const isWhole = clockKinds.some((kind) => clockLimits[kind] === plain)
  const holds = isWhole ? w.forNewTickets : w.forNewRuns
  respond(turn, `${w.set(called, after ?? w.none, before ?? w.none)}\n${holds}`)
}

function readLimit(typed: string, w: LimitWords): Wanted | 'unreadable' | 'too-long' {
  const words = typed.toLowerCase()
  if (words === w.asBefore) return 'as-before'
  if (words === w.noLimit || words === w.none) return { limit: null }
  const duration = parseDuration(typed)
  if (!duration) return 'unreadable'
  return plainMs(duration) > longestMs ? 'too-long' : { limit: formatDuration(duration) }
}

async function setInChat(tx: Tx, service: Service): Promise<Limits> {
  return StoredLimits.parse((await tx.settings.get(keyOf(service))) ?? {})
}

function keyOf({ id }: Service): string {
  return `limits:${id}`
}
