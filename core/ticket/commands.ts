import type { ExitKind, Profile } from '../sop/sop.ts'
import type { Calendar } from '../sla/calendar.ts'
import type { Actor, HeldRole, Inputs, Priority, Score, Secrecy, Ticket, TicketEvent } from './ticket.ts'

/** What somebody wants of a ticket. `decide` turns it into events or says why not. */
export type TicketCommand =
  | {
      kind: 'open'
      id: string
      number: string
      service: string
      profile: string
      draft: string | null
      requester: string
      category: string
      complete: boolean
      channel: string
      /** Who wrote it down: the requester, or the officer it was told to. */
      by: string
      /** When it reached the desk, where that was before now. */
      received?: Date
    }
  | { kind: 'choose'; by: Actor; choice: Choice; inputs: Inputs; at?: RunRef }
  | { kind: 'claim'; by: Actor; at?: RunRef }
  | { kind: 'release'; by: Actor }
  | { kind: 'assign'; by: Actor; to: string }
  | { kind: 'pause'; by: Actor; reason: string | null; why?: 'requester' | 'party' }
  | { kind: 'resume'; by: Actor }
  | { kind: 'answer'; by: Actor; note: string; via?: string | null }
  | { kind: 'note'; by: Actor; note: string }
  | { kind: 'message'; by: Actor; note: string }
  | { kind: 'change-message'; by: Actor; note: string; how: 'edited' | 'deleted' }
  | { kind: 'confirm'; by: Actor }
  | { kind: 'dispute'; by: Actor }
  | { kind: 'complete'; by: Actor }
  | { kind: 'prioritise'; by: Actor; priority: Priority }
  | { kind: 'reclassify'; by: Actor; category: string }
  | { kind: 'keep-secret'; by: Actor; secrecy: Secrecy }
  /** `to` is the ticket of the common cause, as it stands. */
  | { kind: 'link'; by: Actor; to: Ticket }
  | { kind: 'announce'; by: Actor; note: string }
  | { kind: 'end-announcement'; by: Actor }
  | { kind: 'join'; by: Actor; note: string | null }
  | { kind: 'number'; by: Actor; paper: string; letter: string; agenda: string | null }
  | { kind: 'show-phone'; by: Actor }
  /** One person turned out to be another, who takes their part in the ticket; `requester`: only that of who asked. */
  | { kind: 'replace'; from: string; into: string; part: 'all' | 'requester' }
  | { kind: 'warn-silence' }
  /** `note` says why, for an outcome that wants a reason. */
  | { kind: 'end-silence'; note: string }
  /** The due times as the calendar has them now. */
  | { kind: 'recompute' }
  | { kind: 'recall'; by: Actor; when: Date; note: string }
  /** The person was reminded as they wished. */
  | { kind: 'give-recall'; to: string }
  /** Reminds the requester of what is waited for; after the last time, ends the ticket (`note` says why). */
  | { kind: 'remind-requester' }
  | { kind: 'give-up'; note: string }
  | { kind: 'rate'; by: Actor; score: Score }
  | { kind: 'exit'; by: Actor; exit: ExitKind; reason: string; other: string | null }
  | { kind: 'reopen'; by: Actor; reason: string }

/** An outcome by its id (a button) or by the command that chooses it at whatever row is open. */
export type Choice = { outcome: string } | { command: string }

/** The run a button was shown for; another one being open makes the button stale. */
export type RunRef = { step: string; run: number }

/** What a decision rests on besides the ticket: the profile it was opened under and the office's settings. */
export type Rules = {
  profile: Profile
  calendar: Calendar
  /** Limits the office changed; they hold for new runs. See `limitKey`. */
  limits: Limits
  /** The roles a person holds in this service now: somebody named in a disposisi must hold the role it needs. */
  rolesOf: (person: string) => HeldRole[]
}

/**
 * Limits of the office's own, in the SOP's words; null is none. A key is a row of the SOP, `first-answer` or `ticket`, and
 * for one category alone `CATEGORY/` before it.
 */
export type Limits = Readonly<Record<string, string | null>>

/** A domain refusal: a value, rendered from the catalogue, never an exception. */
export type Refusal =
  | { code: 'ticket-closed' }
  | { code: 'ticket-open' }
  | { code: 'stale' }
  | { code: 'not-staff' }
  | { code: 'not-your-ticket' }
  | { code: 'not-your-role'; role: string; unit: string | null }
  | { code: 'assignee-role'; role: string; unit: string | null }
  | { code: 'held-by'; person: string }
  | { code: 'already-yours' }
  | { code: 'not-claimed' }
  | { code: 'not-at-this-row'; row: string; commands: string[] }
  | { code: 'missing-input'; input: string; outcome: string }
  | { code: 'bad-input'; input: string; outcome: string }
  | { code: 'nobody-above' }
  | { code: 'already-paused' }
  | { code: 'not-paused' }
  | { code: 'nothing-to-confirm' }
  | { code: 'already-said' }
  | { code: 'already-complete' }
  | { code: 'no-change' }
  | { code: 'unknown-category' }
  | { code: 'exit-not-allowed' }
  | { code: 'incomplete' }
  | { code: 'cannot-link' }
  | { code: 'not-announced' }
  | { code: 'unknown-paper' }
  | { code: 'only-assignee' }
  | { code: 'not-silent' }
  | { code: 'not-closed' }

export type Decision = { ok: true; events: TicketEvent[] } | { ok: false; refusal: Refusal }
