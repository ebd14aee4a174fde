import type { Answer } from '../intake/form.ts'
import type { ClockKind, Pause, Secrecy } from '../ticket/ticket.ts'

/**
 * What is asked of the store for a report: what happened in [from, to) in a service, or in one unit of it, and how the
 * desk stands at `now`. `days` are counted by the zone's own dates.
 */
export type NumbersQuery = {
  service: string
  unit: string | null
  from: Date
  to: Date
  now: Date
  zone: string
  /** The form's field that names the requester's agency, in the SOP as it runs now; null where it asks for none. */
  agencyField: string | null
}

/** Rows that were not done in time, by the row and the role (and unit) they waited for. */
export type LateRow = { step: string; holder: string; unit: string | null; count: number }

/**
 * Tickets that are late at a row: `count` over the row's own limit, `whole` over one on the first answer or on the whole
 * ticket, and so many `either` way, each once.
 */
export type LateHere = LateRow & { whole: number; either: number }

/** An office's own limits on the first answer or on the whole ticket that ran out. */
export type LateClock = { clock: ClockKind; count: number }

/** The numbers a report is composed of. Everything about tickets, never about who they are of, save the oldest. */
export type ReportNumbers = {
  /**
   * Recorded in the period; closed by the SOP's last row in it; left the rows in it (*di luar baris SOP*). A ticket that is
   * reopened was closed all the same, and is counted in each period in which it was.
   */
  opened: number
  closed: number
  exited: number
  /** Open now, by the row they stand at; `late` of them, by whatever limit. One whose clock stands is not late. */
  byStep: { step: string; open: number; late: number }[]
  /** Late now, and run out of time within the period (whether done since or not). */
  lateNow: LateHere[]
  lateInPeriod: LateRow[]
  /** Likewise of the limits on the first answer and on the whole ticket. */
  clocksLateNow: LateClock[]
  clocksLateInPeriod: LateClock[]
  /** The five that are open the longest, and the five that are late the longest. */
  oldest: OpenTicket[]
  latest: OpenTicket[]
  /** First answers given in the period, and tickets closed by the SOP in it. */
  answered: { received: Date; answered: Date; pauses: Pause[] }[]
  solved: { received: Date; closed: Date; pauses: Pause[] }[]
  /** Of those recorded in the period, the most frequent first; at most eight agencies, without the secret tickets'. */
  categories: { category: string; count: number }[]
  agencies: { agency: string; count: number }[]
  /**
   * Of the closings by the SOP in the period whose requester has a chat: how many there are, and the answers 1 to 4, which
   * a ticket reopened since keeps.
   */
  satisfaction: { asked: number; scores: [number, number, number, number] }
  /** Every local day of the period on which something was recorded or closed, in order (`yyyy-mm-dd`). */
  days: { date: string; opened: number; closed: number }[]
}

export type OpenTicket = {
  id: string
  number: string
  answers: Record<string, Answer>
  secrecy: Secrecy
  step: string
  openedAt: Date
  /** The first due time of all that is limited; null while its clocks stand. */
  due: Date | null
}
