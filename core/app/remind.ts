import type { Audience, PlannedReminder } from '../sla/reminders.ts'
import { stepOf } from '../sop/sop.ts'
import { isFirstLevel } from '../ticket/rights.ts'
import { openRun, type StepRun } from '../ticket/ticket.ts'
import type { TicketCommand } from '../ticket/commands.ts'
import { act, officeOf, type Office } from './act.ts'
import { serviceOf } from './desk.ts'
import { nextMoment, runningLimits, silenceMoment, silentUntil, waitingMoment } from './moments.ts'
import type { RunningLimit } from './moments.ts'
import { StoreUnavailable, type OutboxItem, type Reminded, type TicketFile } from './ports.ts'
import type { App, Hand } from './turn.ts'
import { within } from './within.ts'

/** Tickets looked at in one transaction, in which those for the same reader are told together. */
const batchMax = 100
const batchesMax = 100
/** Fewer than so many are told one by one, each with its buttons. */
const togetherMin = 3
/** A ticket that cannot be looked at holds up no other; it is tried again after so long. */
const againMs = 10 * 60_000

/** One reader's part: something of a ticket that they are to be told. */
type Due = { service: string; to: 'group' | { person: string }; of: Reminded }

/** Sees to what is due of the open tickets, once a level and recipient; answers how many messages that made. */
export async function remind(app: App, now: Date): Promise<number> {
  let told = 0
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const done = await remindBatch(app, now)
    told += done.told
    if (done.looked < batchMax) break
  }
  return told
}

async function remindBatch(app: App, now: Date): Promise<{ looked: number; told: number }> {
  const look = () =>
    within(app, async (tx, app) => {
      const ids = await tx.tickets.remindable(now, batchMax)
      return { looked: ids.length, told: await remindOfAll({ app, tx, now, out: [] }, ids) }
    })
  try {
    return await look()
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    return remindApart(app, now)
  }
}

/** Each in a transaction of its own, since one of them fails; that one is put off, and told of once the rest is done. */
async function remindApart(app: App, now: Date): Promise<{ looked: number; told: number }> {
  const ids = await app.store.transaction((tx) => tx.tickets.remindable(now, batchMax))
  const failures: unknown[] = []
  let told = 0
  for (const id of ids) {
    try {
      told += await within(app, (tx, app) => remindOfAll({ app, tx, now, out: [] }, [id]))
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      failures.push(error)
      await app.store.transaction((tx) => tx.tickets.setNextReminder(id, new Date(now.getTime() + againMs)))
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some tickets could not be reminded of')
  return { looked: ids.length, told }
}

async function remindOfAll(hand: Hand, ids: string[]): Promise<number> {
  const due: Due[] = []
  for (const id of ids) due.push(...(await remindOf(hand, id)))
  const before = hand.out.length
  hand.out.push(...together(due))
  const cards = new Map(
    due.map(({ service, of }) => [of.ticket, { kind: 'card' as const, service, ticket: of.ticket }]),
  )
  const told = hand.out.length - before
  // The card's time left is as old as its last change; at least at each level it is told anew.
  await hand.tx.outbox.put([...hand.out, ...cards.values()])
  return told
}

/** Many for the same reader are one message; what they wished for themselves is not mixed with what runs out of time. */
function together(due: Due[]): OutboxItem[] {
  const readers = new Map<string, Due[]>()
  for (const one of due) {
    const key = [one.service, one.to === 'group' ? '' : one.to.person, one.of.about === 'recall'].join(' ')
    readers.set(key, [...(readers.get(key) ?? []), one])
  }
  return [...readers.values()].flatMap((all) => {
    const tickets = new Set(all.map(({ of }) => of.ticket))
    const parts = tickets.size < togetherMin ? all.map((one) => [one]) : [all]
    return parts.flatMap((part): OutboxItem[] => {
      const [first] = part
      return first
        ? [{ kind: 'reminder', service: first.service, to: first.to, of: part.map(({ of }) => of) }]
        : []
    })
  })
}

async function remindOf(hand: Hand, id: string): Promise<Due[]> {
  const { app, tx, now } = hand
  const found = await tx.tickets.load(id)
  if (!found || !openRun(found.ticket)) return []
  // A service the desk no longer runs reminds of nothing, and holds up no other.
  if (!serviceOf(app.desk, found.ticket.service)) return putOff(hand, id, null)
  const office = await officeOf(tx, app.desk, found.ticket, now)
  const wait = silentUntil(office, found.ticket, now)
  if (wait) return putOff(hand, id, wait)
  const file = await seeToRequester(hand, office, found)
  const recalled = await giveRecalls(hand, office, file)
  const due = await reachedLevels(hand, office, recalled.file)
  await tx.tickets.setNextReminder(id, nextMoment(office, recalled.file.ticket, now))
  return [...recalled.due, ...due]
}

async function putOff({ tx }: Hand, id: string, at: Date | null): Promise<Due[]> {
  await tx.tickets.setNextReminder(id, at)
  return []
}

/** What a requester's silence brings about: a reminder or a warning, and in the end that the row or the ticket is over. */
async function seeToRequester(hand: Hand, office: Office, file: TicketFile): Promise<TicketFile> {
  const { app, now } = hand
  const { ticket } = file
  const { waiting } = office.profile
  const isDue = (at: Date | null) => at !== null && at <= now
  const say = (text: string) => ({
    id: app.newId(),
    ticket: ticket.id,
    author: null,
    text,
    evidence: [],
    at: now,
  })
  const actWith = async (command: TicketCommand, notes: ReturnType<typeof say>[] = []) => {
    const done = await act(hand, office, file, command, notes)
    return done.ok ? done.file : file
  }
  if (isDue(silenceMoment(office, ticket))) {
    const run = openRun(ticket)
    const silence = run && stepOf(office.profile, run.step).silence
    if (!run?.warned || !silence) return actWith({ kind: 'warn-silence' })
    const note = say(app.words.notices.silenceReason(silence.end))
    return actWith({ kind: 'end-silence', note: note.id }, [note])
  }
  if (!waiting || !isDue(waitingMoment(office, ticket))) return file
  if ((ticket.paused?.reminded ?? 0) < waiting.remind.length) return actWith({ kind: 'remind-requester' })
  const note = say(app.words.waiting.reason(waiting.remind.length))
  return actWith({ kind: 'give-up', note: note.id }, [note])
}

/** Those who wished to be reminded now. */
async function giveRecalls(
  hand: Hand,
  office: Office,
  file: TicketFile,
): Promise<{ file: TicketFile; due: Due[] }> {
  const due: Due[] = []
  let current = file
  for (const { person, when, note } of file.ticket.recalls) {
    if (when > hand.now) continue
    const done = await act(hand, office, current, { kind: 'give-recall', to: person }, [])
    if (!done.ok) continue
    current = done.file
    const of = { ticket: file.ticket.id, about: 'recall' as const, note }
    due.push({ service: office.service.id, to: { person }, of })
  }
  return { file: current, due }
}

/** The highest level reached is told to its readers; the lower ones it overtook are not told any more. */
async function reachedLevels(hand: Hand, office: Office, { ticket }: TicketFile): Promise<Due[]> {
  const run = openRun(ticket)
  if (!run) return []
  const due: Due[] = []
  for (const limit of runningLimits(office, ticket)) {
    for (const isSuperior of [false, true]) {
      const reached = limit.plan.filter(
        (level) => isForSuperiors(level) === isSuperior && level.at <= hand.now,
      )
      for (const level of reached) {
        const isTop = level === reached.at(-1)
        for (const to of await readersOf(hand, office, {
          run,
          level,
          isUrgent: ticket.priority === 'critical',
        })) {
          const isFresh = await claim(hand, ticket.id, limit, level, to)
          const isHeld = !level.late && ticket.recalls.some(({ person }) => person === run.assignee)
          if (isFresh && isTop && !isHeld)
            due.push({ service: office.service.id, to, of: remindedOf(ticket.id, limit, level) })
        }
      }
    }
  }
  return due
}

function claim(
  { tx, now }: Hand,
  ticket: string,
  { step, run }: RunningLimit,
  { level }: PlannedReminder,
  to: Due['to'],
): Promise<boolean> {
  const recipient = to === 'group' ? 'group' : to.person
  return tx.reminders.claim({ ticket, step, run, level, recipient }, now)
}

function remindedOf(ticket: string, { step, run, clock }: RunningLimit, level: PlannedReminder): Reminded {
  const told = { ticket, late: level.late, superior: isForSuperiors(level) }
  return clock === null ? { ...told, about: 'run', step, run } : { ...told, about: 'clock', clock }
}

function isForSuperiors({ to }: PlannedReminder): boolean {
  return to.includes('above') || to.includes('leader')
}

type Level = { run: StepRun; level: PlannedReminder; isUrgent: boolean }

/** Whom a level is for, each once. Leaders read in their digest what is collected for those above. */
async function readersOf(
  { tx }: Hand,
  { profile, service, staff }: Office,
  { run, level, isUrgent }: Level,
): Promise<Due['to'][]> {
  const wants = (audience: Audience) => level.to.includes(audience)
  const leads = isForSuperiors(level) ? await leadersOf(tx, service.id) : []
  const above = profile.roles[run.holder]?.above
  const superiors = above === undefined ? [] : staff.holdersOf(above, run.unit)
  const isUnheld = run.assignee === null && level.late && !isFirstLevel(profile, run.holder)
  const people = [
    ...(wants('actor') && isUnheld ? staff.holdersOf(run.holder, run.unit) : []),
    ...(wants('assignee') && run.assignee !== null ? [run.assignee] : []),
    ...(wants('above') ? superiors.filter((person) => isUrgent || !leads.includes(person)) : []),
    ...(wants('leader') ? leads : []),
  ]
  return [
    ...(wants('actor') ? ['group' as const] : []),
    ...[...new Set(people)].map((person) => ({ person })),
  ]
}

/** Who gets the digests of a service. */
export async function leadersOf(tx: Hand['tx'], service: string): Promise<string[]> {
  const grants = await tx.staff.grants({ role: 'leader' })
  return grants
    .filter((grant) => grant.service === '*' || grant.service === service)
    .map(({ person }) => person)
}
