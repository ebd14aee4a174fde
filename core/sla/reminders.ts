import type { Calendar } from './calendar.ts'
import { addWorkingMs, nextOpening, nextWorkingDay, workingMsBetween } from './calendar.ts'
import { dueAt } from './deadline.ts'
import type { Duration } from './duration.ts'
import { formatDuration, parseDuration, plainMs } from './duration.ts'

/**
 * Whom a reminder is for: the role that must act (in the group, and directly where nobody has the ticket), whoever has it
 * (directly), the role above, the leaders.
 */
export const audiences = ['actor', 'assignee', 'above', 'leader'] as const
export type Audience = (typeof audiences)[number]

/** When a reminder is due: at a share of the limit's working time, or so much working time before or after its end. */
export type RungAt = { percent: number } | { before: Duration } | { after: Duration }

/** One rung of a service's ladder of reminders. */
export type Rung = { at: RungAt; to: readonly Audience[] }

/** A reminder to send at `at`, which lies in working hours. `late`: the limit has run out by then. */
export type PlannedReminder = { level: string; at: Date; late: boolean; to: readonly Audience[] }

/** A limit that runs: since `started`, pushed by every pause as the due is, or a pause would count as used up. */
type Running = { started: Date; due: Date; limit: Duration; ladder: readonly Rung[]; urgent: boolean }

const shortLimitMs = 2 * 3_600_000
const superiors: readonly Audience[] = ['above', 'leader']

/** A rung for whom it is where the office does not say. */
export function usualRung(at: RungAt): Rung {
  return { at, to: isLateRung(at) ? ['actor', 'assignee', 'above'] : ['actor'] }
}

/** Reads `75%`, `30 menit sebelum`, `1 jam sesudah`; null when it is none of these. */
export function parseRungAt(text: string): RungAt | null {
  const percent = /^\s*([1-9]\d{0,2})\s*%?\s*$/.exec(text)?.[1]
  if (percent !== undefined) return { percent: Number(percent) }
  const [, written = '', side] = /^(.*?)\s+(sebelum|sesudah)\s*$/i.exec(text) ?? []
  const duration = parseDuration(written)
  if (!duration) return null
  return side?.toLowerCase() === 'sebelum' ? { before: duration } : { after: duration }
}

/** What a rung is known by once it was told: `75%`, `-30 menit`, `+1 jam`. */
export function levelOf(at: RungAt): string {
  if ('percent' in at) return `${at.percent}%`
  return 'before' in at ? `-${formatDuration(at.before)}` : `+${formatDuration(at.after)}`
}

/**
 * When to remind of a running limit, earliest first. Staff are not flooded: of a limit of two hours or less there is one
 * nudge at 75 % and a word at its end, whatever the desk has before it. A superior hears at once only of what is urgent; of
 * anything else on the next working day, when it is collected with what else is still late then.
 */
export function reminderPlan(c: Calendar, run: Running): PlannedReminder[] {
  const ladder = plainMs(run.limit) <= shortLimitMs ? shortLadder(run.ladder) : run.ladder
  return ladder
    .flatMap((rung) => planned(c, run, rung))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || Number(a.late) - Number(b.late))
}

function planned(c: Calendar, run: Running, { at, to }: Rung): PlannedReminder[] {
  const reached = momentOf(c, run, at)
  if (!reached) return []
  const moment = nextOpening(c, reached)
  const told = { level: levelOf(at), late: isLateRung(at) }
  const desk = to.filter((audience) => !superiors.includes(audience))
  const above = to.filter((audience) => superiors.includes(audience))
  const collected = run.urgent ? moment : nextOpening(c, nextWorkingDay(c, moment))
  return [
    ...(desk.length > 0 ? [{ ...told, at: moment, to: desk }] : []),
    ...(above.length > 0 ? [{ ...told, at: collected, to: above }] : []),
  ]
}

/** Null for a rung that would come before the limit began to run: `1 hari sebelum` tells nothing of three hours. */
function momentOf(c: Calendar, { started, due }: Running, at: RungAt): Date | null {
  if ('after' in at) return dueAt(c, due, at.after)
  const totalMs = workingMsBetween(c, started, due)
  if ('percent' in at) return addWorkingMs(c, started, Math.max(0, Math.round((totalMs * at.percent) / 100)))
  const usedMs = totalMs - workingMs(c, due, at.before)
  return usedMs > 0 ? addWorkingMs(c, started, usedMs) : null
}

/** The working time of a length: a day is as long as the one that begins at `from`. */
function workingMs(c: Calendar, from: Date, length: Duration): number {
  return workingMsBetween(c, from, dueAt(c, from, length) as Date)
}

function shortLadder(ladder: readonly Rung[]): Rung[] {
  const late = ladder.filter(({ at }) => isLateRung(at))
  const atBreach = late.some(({ at }) => 'percent' in at && at.percent === 100)
  return [usualRung({ percent: 75 }), ...(atBreach ? late : [usualRung({ percent: 100 }), ...late])]
}

function isLateRung(at: RungAt): boolean {
  return 'after' in at || ('percent' in at && at.percent >= 100)
}

/** Working milliseconds left until `due`; negative when late, by the working time since. */
export function remainingMs(c: Calendar, now: Date, due: Date): number {
  return workingMsBetween(c, now, due) - workingMsBetween(c, due, now)
}
