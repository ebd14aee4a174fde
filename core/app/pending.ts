import type { Evidence } from '../intake/form.ts'
import { exitKinds } from '../sop/sop.ts'
import { takeTicket } from '../staff/parse.ts'
import { viaInput } from '../ticket/choose.ts'
import type { Choice, RunRef, TicketCommand } from '../ticket/commands.ts'
import type { Words } from '../text/words.ts'
import { priorities, type Actor, type InputValue, type Inputs } from '../ticket/ticket.ts'
import { officer, type Office } from './act.ts'
import type { Note, TicketFile } from './ports.ts'
import type { PersonTurn } from './turn.ts'

/** What somebody is about to do to a ticket, while what it needs is being asked. Plain JSON: it waits in a prompt. */
export type Pending =
  | { kind: 'claim'; at?: RunRef }
  | {
      kind:
        | 'release'
        | 'resume'
        | 'pause'
        | 'answer'
        | 'note'
        | 'reopen'
        | 'exit'
        | 'prioritise'
        | 'reclassify'
        | 'assign'
        | 'announce'
        | 'recall'
    }
  /** `guided`: chosen by a button, so that what may be left unsaid is asked too. */
  | { kind: 'outcome'; choice: Choice; at?: RunRef; guided?: boolean }
  | { kind: 'reply' }

/** What was handed over so far, by input; `text`, `choice`, `staff` and `via` for commands that are no outcome. */
export type RawInputs = Record<string, RawInput>
export type RawInput =
  | { text: string; evidence?: Evidence[] }
  | { files: Evidence[] }
  | Exclude<InputValue, { note: string } | { evidence: string }>

/** What a command that is no outcome needs before `decide` can be asked; null when it has all. */
export function missingFor({ ticket, origin }: TicketFile, pending: Pending, raw: RawInputs): string | null {
  switch (pending.kind) {
    case 'pause':
    case 'note':
    case 'reopen':
    case 'announce':
      return raw.text ? null : 'text'
    case 'answer':
      return !raw.text ? 'text' : ticket.recordedBy !== null && !origin && !raw[viaInput] ? viaInput : null
    case 'recall':
      return raw.when ? (raw.text ? null : 'text') : 'when'
    case 'exit':
      return raw.choice ? (raw.text ? null : 'text') : 'choice'
    case 'prioritise':
    case 'reclassify':
      return raw.choice ? null : 'choice'
    default:
      return null
  }
}

/** The command, with its texts and files turned into notes. */
export function commandOf(
  turn: PersonTurn,
  office: Office,
  { ticket }: TicketFile,
  pending: Pending,
  raw: RawInputs,
): { command: TicketCommand; notes: Note[] } {
  const by = officer(turn, office)
  const notes: Note[] = []
  const keep = (text: string, evidence: Evidence[]): string => {
    const author = turn.person.id
    const note = { id: turn.app.newId(), ticket: ticket.id, author, text, evidence, at: turn.now }
    notes.push(note)
    return note.id
  }
  const inputs: Inputs = {}
  for (const [key, value] of Object.entries(raw)) inputs[key] = inputOf(value, keep)
  return { command: made(pending, by, inputs, raw, turn.app.words), notes }
}

function inputOf(value: RawInput, keep: (text: string, evidence: Evidence[]) => string): InputValue {
  if ('text' in value) return { note: keep(value.text, value.evidence ?? []) }
  if (!('files' in value)) return value
  const captions = value.files.map(({ caption }) => caption).filter(Boolean)
  const photos = value.files.filter(({ what }) => what === 'photo').length
  return { evidence: keep(captions.join('\n'), value.files), files: value.files.length, photos }
}

function made(pending: Pending, by: Actor, inputs: Inputs, raw: RawInputs, words: Words): TicketCommand {
  const note = noteIn(inputs.text)
  const choice = choiceIn(inputs.choice)
  switch (pending.kind) {
    case 'claim':
      return { kind: 'claim', by, at: pending.at }
    case 'outcome':
      return { kind: 'choose', by, choice: pending.choice, inputs, at: pending.at }
    case 'pause':
      return { kind: 'pause', by, reason: note, why: isOfParty(raw.text, words) ? 'party' : 'requester' }
    case 'recall':
      return { kind: 'recall', by, when: new Date(choiceIn(inputs.when)), note }
    case 'reopen':
      return { kind: 'reopen', by, reason: note }
    case 'exit': {
      const exit = exitKinds.find((kind) => kind === choice) ?? 'moved'
      const text = raw.text && 'text' in raw.text ? raw.text.text : ''
      return {
        kind: 'exit',
        by,
        exit,
        reason: note,
        other: exit === 'duplicate' ? takeTicket(text).id : null,
      }
    }
    case 'prioritise':
      return { kind: 'prioritise', by, priority: priorities.find((p) => p === choice) ?? 'normal' }
    case 'reclassify':
      return { kind: 'reclassify', by, category: choice }
    case 'assign':
      return { kind: 'assign', by, to: inputs.staff && 'staff' in inputs.staff ? inputs.staff.staff : '' }
    case 'release':
    case 'resume':
      return { kind: pending.kind, by }
    case 'answer':
      return { kind: 'answer', by, note, via: choiceIn(inputs[viaInput]) || null }
    case 'note':
    case 'announce':
      return { kind: pending.kind, by, note }
    case 'reply':
      throw new Error('a reply is asked about before it is anything')
  }
}

/** "pihak Telkom, perbaikan kabel": an outside party is waited for, not the requester. */
function isOfParty(text: RawInput | undefined, words: Words): boolean {
  const [first = ''] = text && 'text' in text ? text.text.toLowerCase().split(/[\s,:]/) : []
  return words.staff.ask.party.includes(first)
}

function noteIn(value: InputValue | undefined): string {
  return value && 'note' in value ? value.note : ''
}

function choiceIn(value: InputValue | undefined): string {
  return value && 'choice' in value ? value.choice : ''
}
