import type { Calendar } from '../sla/calendar.ts'
import type { Profile } from '../sop/sop.ts'
import type { Official } from './ports.ts'

/** One SOP the office runs, with the office's own settings for it. */
export type Service = {
  /** The desk's name for it: the profile's id, unless two services share a profile. */
  id: string
  profile: Profile
  /** Content hash of the profile: what new tickets are opened under. */
  profileHash: string
  calendar: Calendar
  zone: string
  /** Limits the office changed, by SOP row. */
  limits: Record<string, string | null>
  /** The office that answers. */
  agency: string
  /** What stands at the head of its papers, the strongest line last; and the town in which they are signed. */
  letterhead: { lines: string[]; place: string }
  /** The group the desk file names; a group bound in chat wins over it. */
  staffGroup: string | null
}

/** The office as configured: the desk file's word, which seeds the database. Telegram user ids as strings. */
export type Desk = {
  agency: string
  timeZone: string
  services: Service[]
  admins: string[]
  leaders: string[]
  roles: { service: string; role: string; unit?: string; telegramId: string }[]
  /** node-cron expression that wakes the sweep. */
  sweep: string
  digest: { daily: string; weekly: string; monthly: string }
  /** Percent of a limit's working time, ascending. */
  reminders: number[]
  /** Agencies offered as suggestions, abbreviations in parentheses. */
  agencies: string[]
  /** What papers say of who signs them, by Telegram id. */
  officials: ({ telegramId: string } & Official)[]
  /** The desk's own calendar, in which digests are sent. */
  calendar: Calendar
}

/** The service of that id, or null when the desk no longer runs it. */
export function serviceOf(desk: Desk, id: string): Service | null {
  return desk.services.find((service) => service.id === id) ?? null
}
