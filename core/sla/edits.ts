import type { Calendar, Season, SpecialDay, WorkingCalendar } from './calendar.ts'
import { ramadanWeek } from './week.ts'
import { dayMs, isoDate } from './zone-time.ts'

/** A change of the calendar made in chat, for one service or (`*`) for all. Dates are local, `yyyy-mm-dd`. */
export type CalendarEdit = {
  service: string
  /** The decree it stands in, and who made it. */
  decree: string | null
  by: string | null
  at: Date
} & CalendarChange

/**
 * A day with hours of its own, or an ordinary one again (null) in spite of a decree; or the dates of a Ramadan, or dates
 * that are in none after all (null).
 */
export type CalendarChange =
  | { layer: 'day'; date: string; day: SpecialDay | null }
  | { layer: 'season'; from: string; to: string; name: string | null }

type SeasonChange = Extract<CalendarChange, { layer: 'season' }>

/** Further apart are only the Ramadans of two years: what is nearer is the same one, moved or told wrongly before. */
export const sameSeasonDays = 31

/**
 * The calendar of a service after these changes, of which the newest of a date holds: one for all services also over an
 * older one of its own. A season takes the place of those it replaces, and their hours; else it has those of one by its
 * name, or of Perpres 21/2023.
 */
export function withEdits(c: Calendar, service: string, edits: readonly CalendarEdit[]): Calendar {
  if (c.kind === 'always' || edits.length === 0) return c
  const days = new Map(c.days)
  let seasons: Season[] = [...(c.seasons ?? [])]
  for (const edit of edits.filter((e) => e.service === '*' || e.service === service).toSorted(byAge)) {
    if (edit.layer === 'season') seasons = withSeason(seasons, c.seasons ?? [], edit)
    else if (edit.day) days.set(edit.date, edit.day)
    else days.delete(edit.date)
  }
  return { ...c, days, seasons }
}

/** The oldest first. Of those made at once a service's own stand over those for all, and what is taken out over the rest. */
function byAge(a: CalendarEdit, b: CalendarEdit): number {
  const rank = (edit: CalendarEdit) =>
    Number(edit.service !== '*') * 2 + Number(edit.layer === 'season' && edit.name === null)
  return a.at.getTime() - b.at.getTime() || rank(a) - rank(b)
}

function withSeason(seasons: Season[], configured: readonly Season[], change: SeasonChange): Season[] {
  const { from, to, name } = change
  if (name === null) return seasons.flatMap((season) => without(season, from, to))
  const before =
    [...seasons, ...configured].find((season) => isTouched(season, change)) ??
    [...seasons, ...configured].find((season) => season.name === name)
  const week = before?.week ?? ramadanWeek
  return [{ from, to, name, week }, ...seasons.filter((season) => !isTouched(season, change))]
}

/** What is left of a season without some of its dates. */
function without(season: Season, from: string, to: string): Season[] {
  if (season.to < from || to < season.from) return [season]
  return [
    ...(season.from < from ? [{ ...season, to: dateBeside(from, -1) }] : []),
    ...(to < season.to ? [{ ...season, from: dateBeside(to, 1) }] : []),
  ]
}

type Dates = { from: string; to: string }

/** Whether two spans of dates overlap, or lie no further apart than so many days. */
function isNear(one: Dates, other: Dates, days: number): boolean {
  return one.from <= dateBeside(other.to, days) && dateBeside(other.from, -days) <= one.to
}

/** Whether two spans of dates can only be the same Ramadan. */
export function isSameSeason(one: Dates, other: Dates): boolean {
  return isNear(one, other, sameSeasonDays)
}

/** Whether a season loses dates to a change, or its place: to one that overlaps it, or lies in the same Ramadan. */
function isTouched(season: Season, change: SeasonChange): boolean {
  return isNear(season, change, season.name === change.name ? sameSeasonDays : 0)
}

/** The seasons of a calendar that a change touches. */
export function seasonsTouched(c: Calendar, change: SeasonChange): Season[] {
  return c.kind === 'always' ? [] : (c.seasons ?? []).filter((season) => isTouched(season, change))
}

/** Whether a change makes a calendar another one. */
export function isChange(c: Calendar, change: CalendarChange): boolean {
  if (c.kind === 'always') return false
  if (change.layer === 'day')
    return JSON.stringify(c.days.get(change.date) ?? null) !== JSON.stringify(change.day)
  const { from, to, name } = change
  const [touched, ...others] = seasonsTouched(c, change)
  const isSo = touched?.from === from && touched.to === to && touched.name === name
  return name === null ? touched !== undefined : !isSo || others.length > 0
}

/** The first date on which two states of a calendar differ; null where they do not. */
export function firstDifference(before: Calendar, after: Calendar): string | null {
  if (before.kind === 'always' || after.kind === 'always') return null
  const [was, is] = [stated(before), stated(after)]
  const differing = [...was, ...is].filter(([key]) => !was.has(key) || !is.has(key))
  return differing.map(([, date]) => date).toSorted()[0] ?? null
}

/** Everything a calendar says of dates, with the first of them. */
function stated({ days, seasons = [] }: WorkingCalendar): Map<string, string> {
  return new Map([
    ...[...days].map((entry): [string, string] => [JSON.stringify(entry), entry[0]]),
    ...seasons.map((season): [string, string] => [JSON.stringify(season), season.from]),
  ])
}

/** The dates an edit may change the hours of, both included. */
export function datesOf(edit: CalendarChange): Dates {
  return edit.layer === 'day' ? { from: edit.date, to: edit.date } : { from: edit.from, to: edit.to }
}

/** A local date some days after another, or before it. */
export function dateBeside(date: string, days: number): string {
  return isoDate(Date.parse(date) / dayMs + days)
}

/** Every local date from one to another, both included. */
export function datesFrom(from: string, to: string): string[] {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs
  return Array.from({ length: days + 1 }, (_, ahead) => dateBeside(from, ahead))
}
