import type { Calendar, Season, SpecialDay } from './calendar.ts'
import { ramadanWeek } from './week.ts'

/** A change of the calendar made in chat, for one service or (`*`) for all. Dates are local, `yyyy-mm-dd`. */
export type CalendarEdit = {
  service: string
  /** The decree it stands in, and who made it. */
  decree: string | null
  by: string | null
  at: Date
} & CalendarChange

/**
 * A day with hours of its own, or an ordinary one again (null) in spite of a decree; or the dates of a Ramadan, or of one
 * that is none after all (null).
 */
export type CalendarChange =
  | { layer: 'day'; date: string; day: SpecialDay | null }
  | { layer: 'season'; from: string; to: string; name: string | null }

/**
 * The calendar of a service after these changes: those for all services, then its own. A season takes the place of one of
 * the desk file's that it overlaps, and that one's hours; else it has those of one by its name, or of Perpres 21/2023.
 */
export function withEdits(c: Calendar, service: string, edits: readonly CalendarEdit[]): Calendar {
  if (c.kind === 'always' || edits.length === 0) return c
  const days = new Map(c.days)
  let seasons: Season[] = [...(c.seasons ?? [])]
  for (const whose of ['*', service]) {
    for (const edit of edits.filter((e) => e.service === whose)) {
      if (edit.layer === 'season') seasons = withSeason(seasons, edit)
      else if (edit.day) days.set(edit.date, edit.day)
      else days.delete(edit.date)
    }
  }
  return { ...c, days, seasons }
}

function withSeason(
  seasons: Season[],
  { from, to, name }: Extract<CalendarChange, { layer: 'season' }>,
): Season[] {
  const isOther = (season: Season) => season.to < from || to < season.from
  const others = seasons.filter(isOther)
  if (name === null) return others
  const before = seasons.find((season) => !isOther(season)) ?? seasons.find((season) => season.name === name)
  const week = before?.week ?? ramadanWeek
  return [{ from, to, name, week }, ...others]
}

/** The dates an edit may change the hours of, both included. */
export function datesOf(edit: CalendarChange): { from: string; to: string } {
  return edit.layer === 'day' ? { from: edit.date, to: edit.date } : { from: edit.from, to: edit.to }
}
