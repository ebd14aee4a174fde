import type { Button, FileRef, AttachmentKind } from '../app/message.ts'
import type { Field, FieldOption, Profile } from '../sop/sop.ts'

/** An answer as the draft keeps it: `value` for machines (option id, E.164, …), `shown` for people. */
export type Answer = { value: string; shown: string }
export type Evidence = { what: AttachmentKind; file: FileRef; caption: string }

/** The questions of one service, ready to ask: categories are already the options of their field. */
export type Form = { service: string; title: string; fields: (Field & { options: FieldOption[] })[] }

/** What is known of the person before the first question, by field id, from an earlier complaint or the channel. */
export type Known = Record<string, Answer>

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
  phase: 'asking' | 'confirming' | 'summary' | 'changing'
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
  /** The album whose pictures are arriving: the first one was answered, the others are kept in silence. */
  album: string | null
  /** Reported for a colleague: what is known of the writer is not proposed. */
  forColleague: boolean
  /** The person was told, once, not to send secrets. */
  warned: boolean
  started: string
  touched: string
  lastInput: string
  effects: DialogueEffect[]
}

/** One thing the person did, as the dialogue sees it. `id` is the inbox id. */
export type DialogueInput = { id: string } & (
  | { kind: 'text'; text: string }
  | { kind: 'press'; value: string }
  | { kind: 'attachment'; evidence: Evidence; album?: string }
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'unsupported'; what: string }
)

/** What the dialogue wants done; it does nothing itself. */
export type DialogueEffect =
  | { kind: 'say'; text: string; buttons?: Button[][]; asksContact?: string }
  /** The person pressed *Kirim*: open the ticket from the draft. */
  | { kind: 'submit' }
  /** The draft is dropped. */
  | { kind: 'cancel' }
  /** The person asks for a human being. */
  | { kind: 'call-agent' }
  /** The person asks how the open tickets stand. */
  | { kind: 'show-status' }
  /** The message held something secret (password, OTP, identity card): keep its text out of the group. */
  | { kind: 'secret-seen' }

/** Fields that tell who is asking, whatever the complaint is. */
export function isIdentity(field: Field): boolean {
  return !field.perComplaint && !['problem', 'category', 'evidence'].includes(field.kind)
}

/** The form of a profile. `service` is the id the desk gives it. */
export function formOf(service: string, profile: Profile): Form {
  const categories = profile.categories.map(({ id, label, words }) => ({ id, label, words }))
  const fields = profile.form.map((field) => ({
    ...field,
    options: field.kind === 'category' ? categories : (field.options ?? []),
  }))
  return { service, title: profile.title, fields }
}
