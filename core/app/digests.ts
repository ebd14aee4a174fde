import { heldTitle } from '../notify/facts.ts'
import type { ReportSpan } from '../report/facts.ts'
import { digestKinds, owedDigest, type DigestKind, type OwedDigest } from '../report/period.ts'
import { isFirstLevel } from '../ticket/rights.ts'
import type { Words } from '../text/words.ts'
import { staffOf, type Staff } from './act.ts'
import { serviceOf, type Service } from './desk.ts'
import type { Files, OutboxItem, Papers, Tx } from './ports.ts'
import { leadersOf } from './remind.ts'
import { digestMessages, digestOf, numbersFor, type Asked } from './report.ts'
import type { App } from './turn.ts'
import { within } from './within.ts'

/** When the desk was first started: no digest is owed for a time before. */
export const firstStartKey = 'first-start'

type Outside = { files: Files; papers: Papers }

/**
 * The digests of a service that are owed, once per period and leader: to whoever led when it fell due, as soon as they can be
 * reached. Nothing is sent when there is nothing to say.
 */
export async function sendDigests(app: App, outside: Outside, service: string, now: Date): Promise<number> {
  let sent = 0
  for (const kind of digestKinds) sent += await sendDigest(app, outside, service, kind, now)
  return sent
}

async function sendDigest(
  app: App,
  outside: Outside,
  id: string,
  kind: DigestKind,
  now: Date,
): Promise<number> {
  const plan = await planOf(app, id, kind, now)
  if (!plan) return 0
  const { owed, asked, leaders, numbers, staff } = plan
  const letters = leaders.map((person) => {
    const addressee = officeHeld(app.words, asked.service, staff, person) ?? app.words.report.leader
    return { person, digest: digestOf(app.words, asked, numbers, addressee) }
  })
  const [first] = letters
  const messages = first?.digest ? await digestMessages(outside, `${id}-${owed.key}`, first.digest) : () => []
  return app.store.transaction(async (tx) => {
    const items: OutboxItem[] = []
    let told = 0
    for (const { person, digest } of letters) {
      // What had nothing to say at its time is settled too, and does not turn up later in the day.
      if (!(await tx.digests.claim({ service: id, period: owed.key, recipient: person }, now)) || !digest)
        continue
      items.push(...messages(digest).map((message) => ({ kind: 'to-person' as const, person, message })))
      const to = kind === 'monthly' ? await tx.people.address(person) : null
      const month = owed.key.slice('monthly:'.length)
      if (to) items.push({ kind: 'book', to, service: id, month, format: 'xlsx' })
      told += 1
    }
    await tx.outbox.put(items)
    return told
  })
}

/** What is owed now, to whom of those who can be reached, with its numbers; null when nothing is. */
async function planOf(app: App, id: string, kind: DigestKind, now: Date) {
  return within(app, async (tx, { desk, words }) => {
    const service = serviceOf(desk, id)
    const since = await tx.settings.get(firstStartKey)
    if (!service || typeof since !== 'string') return null
    const begun = await tx.digests.begun(id, kind)
    const owed = owedDigest(kind, desk.digest, desk.calendar, now, { since: new Date(since), begun })
    if (!owed) return null
    const leaders = await owedTo(tx, id, owed, now)
    if (leaders.length === 0) return null
    const asked: Asked = { service, unit: null, span: spanOf(words, owed, desk.calendar.zone), now }
    return {
      owed,
      asked,
      leaders,
      numbers: await numbersFor(tx, asked),
      staff: await staffOf(tx, service, now),
    }
  })
}

/** Who leads when it falls due is owed it, and whoever comes later begins with the next one. */
async function owedTo(tx: Tx, service: string, { key, isNew }: OwedDigest, now: Date): Promise<string[]> {
  const period = { service, period: key }
  if (isNew) await tx.digests.begin(period, await leadersOf(tx, service), now)
  const owed = await tx.digests.owedTo(period)
  const leaders = owed.length === 0 ? [] : new Set(await leadersOf(tx, service))
  const reached: string[] = []
  for (const person of leaders)
    if (owed.includes(person) && (await tx.people.address(person))) reached.push(person)
  return reached
}

function spanOf(
  { report: { labels } }: Words,
  { kind, from, to, late }: OwedDigest,
  zone: string,
): ReportSpan {
  const label = {
    daily: () => labels.daily(to, zone),
    weekly: () => labels.weekly(from, to, zone),
    monthly: () => labels.monthly(from, zone),
  }[kind]()
  return { kind, from, to, label, late, zone }
}

/**
 * The title of the highest role a leader holds here; roles stand in the profile from the requester upwards. The first
 * level is everybody's in the group and no office.
 */
function officeHeld(words: Words, { profile }: Service, staff: Staff, person: string): string | null {
  const held = staff.rolesOf(person)
  const highest = Object.keys(profile.roles)
    .toReversed()
    .filter((role) => !isFirstLevel(profile, role))
    .flatMap((role) => held.find((h) => h.role === role) ?? [])[0]
  return highest ? heldTitle(words, profile, highest) : null
}
