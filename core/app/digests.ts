import { composeDigest, type DigestFacts } from '../report/digest.ts'
import { owedDigest, type OwedDigest } from '../report/period.ts'
import { remainingMs } from '../sla/reminders.ts'
import { agencyOrName, heldTitle, roleTitle } from '../notify/facts.ts'
import { holderOf, stepOf } from '../sop/sop.ts'
import { isFirstLevel } from '../ticket/rights.ts'
import type { Words } from '../text/words.ts'
import { staffOf, type Staff } from './act.ts'
import type { Service } from './desk.ts'
import type { DigestNumbers, Files, OutboxItem, Papers } from './ports.ts'
import type { App } from './turn.ts'

/** When the desk was first started: no digest is owed for a time before. */
export const firstStartKey = 'first-start'

/** The daily digest of a service, once per period and leader; nothing is sent when there is nothing to say. */
export async function sendDigests(
  app: App,
  outside: { files: Files; papers: Papers },
  service: Service,
  now: Date,
): Promise<number> {
  const plan = await planOf(app, service, now)
  if (!plan) return 0
  const facts = factsFor(app.words, service, plan.numbers, plan.owed, now)
  const picture = `digests/${service.id}-${plan.owed.key.replace(/\W+/g, '-')}.png`
  const letters = plan.leaders.map((person) => {
    const context = { agency: service.agency, service: service.profile.title, zone: service.zone, now }
    const addressee = officeHeld(app.words, service, plan.staff, person) ?? app.words.report.leader
    const digest = composeDigest(facts, app.words.report, { ...context, addressee })
    return { person, digest }
  })
  const chart = letters[0]?.digest?.chart
  if (chart) await outside.files.put(picture, await outside.papers.chart(chart))
  return app.store.transaction(async (tx) => {
    const items: OutboxItem[] = []
    for (const { person, digest } of letters) {
      const key = { service: service.id, period: plan.owed.key, recipient: person }
      // What had nothing to say at its time is settled too, and does not turn up later in the day.
      if (!(await tx.digests.claim(key, now)) || !digest) continue
      items.push({
        kind: 'to-person',
        person,
        message: { heading: digest.heading, text: digest.text, picture },
      })
    }
    await tx.outbox.put(items)
    return items.length
  })
}

/** What is owed now, to whom, with its numbers; null when nothing is. */
async function planOf(app: App, service: Service, now: Date) {
  return app.store.transaction(async (tx) => {
    const since = await tx.settings.get(firstStartKey)
    if (typeof since !== 'string') return null
    const lastKey = (await tx.digests.last(service.id)) ?? undefined
    const owed = owedDigest(app.desk.digest.daily, app.desk.calendar, now, {
      since: new Date(since),
      lastKey,
    })
    if (!owed) return null
    const leaders = (await tx.staff.grants({ role: 'leader' }))
      .filter((grant) => grant.service === '*' || grant.service === service.id)
      .map((grant) => grant.person)
    if (leaders.length === 0) return null
    const numbers = await tx.tickets.digest(service.id, owed.from, owed.to, now)
    return { owed, leaders, numbers, staff: await staffOf(tx, service, now) }
  })
}

function factsFor(
  words: Words,
  { profile, calendar }: Service,
  numbers: DigestNumbers,
  owed: OwedDigest,
  now: Date,
): DigestFacts {
  const byStep = profile.steps.map((step) => {
    const found = numbers.byStep.find((s) => s.step === step.id)
    return {
      row: step.row,
      title: step.title,
      actor: roleTitle(profile, holderOf(step), null),
      open: found?.open ?? 0,
      late: found?.late ?? 0,
    }
  })
  return {
    period: { from: owed.from, to: owed.to, label: 'daily', late: owed.late },
    opened: numbers.opened,
    closed: numbers.closed,
    open: numbers.open,
    byStep,
    lateByStep: byStep
      .filter((s) => s.late > 0)
      .map(({ row, title, actor, late }) => ({ row, title, actor, count: late })),
    oldest: numbers.oldest.map(({ number, answers, secrecy, step, openedAt, due }) => ({
      number,
      agency: secrecy === 'secret' ? words.notices.secret : agencyOrName(profile, answers),
      row: stepOf(profile, step).row,
      openedAt,
      lateMs: due && now > due ? -remainingMs(calendar, now, due) : null,
    })),
  }
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
