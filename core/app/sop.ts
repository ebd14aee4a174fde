import { unconfirmed } from '../report/sop-notes.ts'
import { sopRows } from '../report/sop-rows.ts'
import type { Profile } from '../sop/sop.ts'
import type { SopWords } from '../text/id/sop.ts'
import { limitInForce } from '../ticket/clocks.ts'
import type { Limits } from '../ticket/commands.ts'
import { limitsOf } from './limits.ts'
import { takeService } from './services.ts'
import { respond, say, type PersonTurn } from './turn.ts'
import type { SeenOffices } from './visibility.ts'

/** `/sop [layanan]`: the rows of a service's SOP, and what in it the office has yet to confirm. */
export async function showSop(turn: PersonTurn, seen: SeenOffices, rest: string): Promise<void> {
  const words = turn.app.words.sop
  const w = words.chat
  const services = seen.map(({ service }) => service)
  const [first] = services
  if (!first) return respond(turn, w.none)
  const { service } = takeService(services, rest)
  if (!service) {
    const lines = services.map(({ id, profile }) => w.service(id, profile.title))
    return tell(turn, w.which, [...lines, w.example(first.id)])
  }
  const { profile } = service
  tell(turn, w.heading(profile.title), rowLines(profile, await limitsOf(turn.tx, service), words))
  const { place } = turn.app.words.profile
  const points = unconfirmed(profile).map(({ text, places }) =>
    w.point(words.unconfirmed.line(text, places.map(place))),
  )
  if (points.length > 0) tell(turn, words.unconfirmed.heading(points.length), [...points, w.next])
}

/** Each row with its actor and the limit in force for new runs, the SOP's own beside it where the office changed it. */
function rowLines(profile: Profile, changed: Limits, words: SopWords): string[] {
  const { chat, table } = words
  const shown = (limit: string | null) => limit ?? table.noLimit
  const steps = profile.steps.map((step) => ({
    ...step,
    limit: limitInForce(changed, step.row, step.limit, null),
  }))
  const own = new Map(profile.steps.map(({ id, limit }) => [id, limit]))
  return sopRows({ ...profile, steps }).map(({ step, row, title, actor, holder, thirdParty, limit }) => {
    const inSop = own.get(step) ?? null
    const who = [
      actor,
      ...(holder === null ? [] : [table.waitsFor(holder)]),
      ...(thirdParty ? [table.thirdParty] : []),
    ]
    const time = limit === inSop ? shown(limit) : chat.changed(shown(limit), shown(inSop))
    return chat.row(row, title, who.join(' '), time)
  })
}

/** Characters of one message; Telegram takes 4 096 with the heading. */
const textMax = 3800

/** Says as many messages as the lines fill, each line whole; the heading stands on the first. */
function tell(turn: PersonTurn, heading: string, lines: readonly string[]): void {
  const texts = [lines[0] ?? '']
  for (const line of lines.slice(1)) {
    const grown = `${texts.at(-1)}\n${line}`
    if (grown.length <= textMax) texts[texts.length - 1] = grown
    else texts.push(line)
  }
  const { message } = turn.inbound
  texts.forEach((text, index) => say(turn, { ...(index === 0 ? { heading } : {}), text, replyTo: message }))
}
