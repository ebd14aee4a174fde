import type { Button, FileRef, AttachmentKind } from '../app/message.ts'
import type { Field, FieldOption, Profile } from '../sop/sop.ts'

/** An answer as the draft keeps it: `value` for machines (option id, E.164, …), `shown` for people. */
export type Answer = { value: string; shown: string }
export type Evidence = { what: AttachmentKind; file: FileRef; caption: string }

/**
 * `received`: when a complaint that came another way reached the office. `requester`: whose complaint it is. Both are
 * asked of officers only.
 */
export type FieldKind = Field['kind'] | 'received' | 'requester'
/** Another field's answer is one of these. */
export type Condition = { field: string; among: string[] }
/** A question. With `when` it is asked only then; where `leads` holds it comes before the problem. */
export type FormField = Omit<Field, 'kind' | 'options'> & {
  kind: FieldKind
  options: FieldOption[]
  when?: Condition
  leads?: true | Condition
}

/** The questions of one service, ready to ask: categories are already the options of their field. */
export type Form = { service: string; title: string; fields: FormField[] }

/** What is known of the person before the first question, by field id, from an earlier complaint or the channel. */
export type Known = Record<string, Answer>

/**
 * What is being written, where that is not the person's own complaint: what an officer was told by somebody else, a
 * private chat that an officer forwards, or what a ticket lacks.
 */
export type Purpose = { kind: 'record' } | { kind: 'forwarded' } | { kind: 'complete'; ticket: string }

/** A reading of what the person wrote, offered for confirmation; `own`: exactly as written. */
export type Suggestion = { answer: Answer; own: boolean }

/**
 * A complaint being written. It survives restarts; `lastInput` and `effects` make a repeated input harmless: the
 * stored effects are returned and nothing changes. Plain JSON.
 */
export type Draft = {
  id: string
  /** `channel:chat` of the person. */
  owner: string
  service: string
  purpose?: Purpose
  phase: 'asking' | 'comparing' | 'confirming' | 'summary' | 'changing'
  /** The field being asked, while asking. */
  field: string | null
  answers: Record<string, Answer>
  /** Found in a message but not yet confirmed by the person. */
  proposed: Record<string, Answer>
  /** What the last, doubtful answer to the present question may have meant. */
  suggested: Suggestion[]
  /** Unusable answers to the present question, one after the other. */
  mistakes: number
  /** Fields the person chose not to answer. */
  skipped: string[]
  evidence: Evidence[]
  /** The channel's ids of the messages it was told in. */
  messages?: string[]
  /** The album whose pictures are arriving: the first one was answered, the others are kept in silence. */
  album: string | null
  /** Reported for a colleague: what is known of the writer is not proposed. */
  forColleague: boolean
  /** Tickets of announced troubles which the person said are not theirs. */
  otherTroubles?: string[]
  /** The person was told, once, not to send secrets. */
  warned: boolean
  started: string
  touched: string
  lastInput: string
  effects: DialogueEffect[]
}

/** One thing the person did, as the dialogue sees it. `id` is the inbox id. */
export type DialogueInput = { id: string } & (
  | PlainInput
  /** A text and files sent in one breath, answered once. */
  | { kind: 'several'; inputs: PlainInput[] }
)
export type PlainInput =
  | { kind: 'text'; text: string }
  | { kind: 'press'; value: string }
  | { kind: 'attachment'; evidence: Evidence; album?: string }
  | { kind: 'contact'; phone: string; own: boolean; name?: string }
  /** Passed on by an officer; the text is that of a message or a caption. */
  | { kind: 'forwarded'; text: string; evidence: Evidence[] }
  | { kind: 'unsupported'; what: string }

/** What the dialogue wants done; it does nothing itself. */
export type DialogueEffect =
  | { kind: 'say'; text: string; buttons?: Button[][]; asksContact?: string; asksWords?: boolean }
  /** The person pressed *Kirim*: open the ticket from the draft. */
  | { kind: 'submit' }
  /** It is a trouble that is known already: the person is told when it ends, and the draft is done with. */
  | { kind: 'join'; ticket: string }
  /** The draft is dropped. */
  | { kind: 'cancel' }
  /** The person asks for a human being. */
  | { kind: 'call-agent' }
  /** The person asks how the open tickets stand. */
  | { kind: 'show-status' }
  /** The message held something secret (password, OTP, identity card): keep its text out of the group. */
  | { kind: 'secret-seen' }

/** Fields that tell who is asking, whatever the complaint is. */
export function isIdentity({ kind, perComplaint }: Pick<FormField, 'kind' | 'perComplaint'>): boolean {
  return !perComplaint && !ofComplaint.includes(kind)
}
const ofComplaint: FieldKind[] = [
  'problem',
  'category',
  'letter-number',
  'letter-date',
  'evidence',
  'received',
]

/** The form of a profile. `service` is the id the desk gives it. */
export function formOf(service: string, profile: Profile): Form {
  const categories = profile.categories.map(({ id, label, words }) => ({ id, label, words }))
  const fields = profile.form.map((field) => ({
    ...field,
    options: field.kind === 'category' ? categories : (field.options ?? []),
  }))
  return { service, title: profile.title, fields }
}

/** Whether anything would be lost with the draft; what a ticket lacks is asked for a reason. */
export function hasContent({ answers, evidence, purpose }: Draft): boolean {
  return Object.keys(answers).length > 0 || evidence.length > 0 || purpose?.kind === 'complete'
}

/** Whether the draft is done with: it was sent, or joined to a trouble that is known. */
export function isSent({ effects }: Draft): boolean {
  return effects.some(({ kind }) => kind === 'submit' || kind === 'join')
}

/** Whether a ticket of its own comes of the draft that was sent. */
export function opensTicket({ effects, purpose }: Draft): boolean {
  return effects.some(({ kind }) => kind === 'submit') && purpose?.kind !== 'complete'
}
