import type { Calendar } from '../sla/calendar.ts'
import type { QuietHours } from '../sla/quiet-hours.ts'
import type { Rung } from '../sla/reminders.ts'
import type { Profile } from '../sop/sop.ts'
import type { Limits } from '../ticket/commands.ts'
import { withEdits, type CalendarEdit } from '../sla/edits.ts'
import type { Official, Tx } from './ports.ts'

/** One SOP the office runs, with the office's own settings for it. */
export type Service = {
  /** The desk's name for it: the profile's id, unless two services share a profile. */
  id: string
  profile: Profile
  /** Content hash of the profile: what new tickets are opened under. */
  profileHash: string
  calendar: Calendar
  zone: string
  /** Limits the office changed; see `Limits` in core/ticket. */
  limits: Limits
  /** Who is reminded of a limit, and when. */
  reminders: readonly Rung[]
  quietHours: QuietHours | null
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
  /** Those of a service that has none of its own. */
  reminders: readonly Rung[]
  quietHours: QuietHours | null
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

/** By a desk whose calendars were edited, the one that was configured: edits are laid over that and not over one another. */
const desksConfigured = new WeakMap<Desk, Desk>()

/** The desk with its calendars as these edits made in chat leave them. */
export function deskWith(desk: Desk, edits: readonly CalendarEdit[]): Desk {
  const configured = desksConfigured.get(desk) ?? desk
  const edited = {
    ...configured,
    calendar: withEdits(configured.calendar, '*', edits),
    services: configured.services.map((service) => {
      return { ...service, calendar: withEdits(service.calendar, service.id, edits) }
    }),
  }
  desksConfigured.set(edited, configured)
  return edited
}

/** By the desk as configured, as it was at a revision of the calendar: edits are rare, and calendars remember. */
const desksKnown = new WeakMap<Desk, { revision: number; desk: Desk }>()

/** The desk as it is now, for a transaction that has not itself changed the calendar. */
export async function deskNow(tx: Tx, configured: Desk): Promise<Desk> {
  const revision = await tx.calendar.revision()
  const known = desksKnown.get(configured)
  if (known?.revision === revision) return known.desk
  const desk = deskWith(configured, await tx.calendar.edits())
  desksKnown.set(configured, { revision, desk })
  return desk
}
