import type { FileRef } from '../../app/message.ts'
import type { Grant, Note, Official, TicketFile } from '../../app/ports.ts'
import { answerOfKind, factsOf } from '../../notify/facts.ts'
import type { Calendar } from '../../sla/calendar.ts'
import type { Field, PaperSpec, Profile } from '../../sop/sop.ts'
import type { Words } from '../../text/words.ts'
import type { StepRun, Ticket, TicketEvent } from '../../ticket/ticket.ts'
import { incomingLetter, type IncomingLetter } from '../incoming-letter.ts'

/** What a paper may draw from: one ticket, the people in it, and the office. */
export type PaperFacts = {
  agency: string
  letterhead: { lines: readonly string[]; place: string }
  /** The profile the ticket was opened under. */
  profile: Profile
  file: TicketFile
  /** The ticket's whole history: who ended a row stands only there. */
  events: readonly TicketEvent[]
  notes: ReadonlyMap<string, Note>
  /** Names and, where known, what papers say of these people, by person. */
  names: ReadonlyMap<string, string>
  officials: ReadonlyMap<string, Official>
  /** The roles given in this service, deputies among them. */
  grants: readonly Grant[]
  /** The key in `Files` under which a file of the ticket is kept. */
  fileKey: (file: FileRef) => string
  calendar: Calendar
  zone: string
  now: Date
}

/** One paper on its way: which one, of what, in which words. */
export type PaperContext = { spec: PaperSpec; facts: PaperFacts; words: Words }

/** Whether the paper's row has been done; a paper of no row can always be had. */
export function paperReady(spec: PaperSpec, ticket: Ticket): boolean {
  return spec.step === undefined || lastDone(ticket, spec.step) !== null
}

/** Whether the requester's phone number stands on it. */
export function showsPhone({ template }: PaperSpec): boolean {
  return template === 'complaint-form' || template === 'final-report'
}

/** The passage through its row that the paper is about, the last one done; null where there is none yet. */
export function paperRun({ spec, facts }: PaperContext): StepRun | null {
  return spec.step === undefined ? null : lastDone(facts.file.ticket, spec.step)
}

function lastDone(ticket: Ticket, step: string): StepRun | null {
  return ticket.runs.findLast((run) => run.step === step && run.outcome !== null) ?? null
}

/** When what the paper tells of was done: its row, else the complaint's arrival. */
export function paperDate(c: PaperContext): Date {
  return paperRun(c)?.ended ?? c.facts.file.ticket.received
}

/** The text of a note; empty where it is gone. */
export function noteText({ notes }: PaperFacts, id: string): string {
  return notes.get(id)?.text ?? ''
}

/** What the complaint says for the form's field of this kind; empty where it says nothing. */
export function shownOfKind({ profile, file }: PaperFacts, kind: Field['kind']): string {
  return answerOfKind(profile, file.answers, kind)?.shown ?? ''
}

/** The letter the complaint came with. */
export function letterOf({ facts, words }: PaperContext): IncomingLetter {
  return incomingLetter(facts.profile, facts.file, (id) => noteText(facts, id), words)
}

/** The requester as a paper names them: name, then agency. */
export function requesterLines(facts: PaperFacts): string {
  return [shownOfKind(facts, 'name'), shownOfKind(facts, 'agency')].filter(Boolean).join('\n')
}

/** What the complaint is about: its kind, and its own words. */
export function subjectOf(facts: PaperFacts): string {
  return [categoryOf(facts), shownOfKind(facts, 'problem')].filter(Boolean).join('\n')
}

/** The kind of the complaint. */
export function categoryOf({ profile, file }: PaperFacts): string {
  return factsOf(profile, file).category
}

/** The instant the desk was told, as a paper writes it. */
export function receivedAt({ facts, words }: PaperContext): string {
  return words.papers.moment(facts.file.ticket.received, facts.zone)
}
