import { z } from 'zod'

/**
 * The profile language: what an office's SOP looks like as data. A clerk writes it as YAML; the engine runs it.
 * Everything a profile can say is on this page, and nothing in it is special to one SOP.
 */

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'id')
const words = z.string().trim().min(1)
const limit = z.string().trim().min(1).nullable()

/** `perlu konfirmasi` (or a longer note that holds it): the source does not say this; the office must confirm. */
const note = words.optional()

/** Who takes part. Exactly one role is the requester; members of the bound group act in the one marked `firstLevel`. */
const Role = z.strictObject({
  title: words,
  kind: z.enum(['requester', 'staff', 'party']).default('staff'),
  firstLevel: z.boolean().default(false),
  /** Held for one unit at a time: the head of Jaringan is not the head of Aplikasi. */
  perUnit: z.boolean().default(false),
  /** The role that hears of a breach, and to which a step climbs. */
  above: id.optional(),
  note,
})

const Option = z.strictObject({ id, label: words, words: z.array(words).default([]) })

/** `letter-number` and `letter-date` are those of the letter a complaint came with. */
const fieldKinds = [
  'problem',
  'category',
  'name',
  'agency',
  'email',
  'phone',
  'text',
  'choice',
  'letter-number',
  'letter-date',
  'evidence',
] as const

/** One question of the intake form. `category` takes its options from the profile's categories. */
const Field = z.strictObject({
  id,
  kind: z.enum(fieldKinds),
  label: words,
  ask: words,
  required: z.boolean().default(false),
  /** Belongs to this complaint and not to the person: not offered again next time. */
  perComplaint: z.boolean().default(false),
  options: z.array(Option).optional(),
  source: words,
  note,
})

/** `gathers`: a ticket this was chosen for may have those of the named options linked to it (one cause, many faults). */
const InputOption = Option.extend({ gathers: z.array(id).default([]) })

/**
 * Something an actor must hand over to choose an outcome. `priority` (biasa, segera, sangat segera) and `secrecy` (biasa,
 * rahasia) become the ticket's own; left unsaid in a typed command, they stay as they are.
 */
const Input = z.strictObject({
  kind: z.enum(['text', 'choice', 'unit', 'staff', 'checklist', 'evidence', 'date', 'priority', 'secrecy']),
  label: words,
  ask: words,
  /** The role the named person must hold (`staff` only). */
  role: id.optional(),
  /** Of a `choice`; the items of a `checklist`. */
  options: z.array(InputOption).optional(),
  /** One of the files must be a photo (`evidence` only). */
  photo: z.boolean().default(false),
  /** Its text is what the requester is told as the answer. */
  answer: z.boolean().default(false),
  note,
})

/** What happens elsewhere and ends a row by itself; see `Outcome.event`. */
export const ticketHappenings = [
  'submitted',
  'completed',
  'answered',
  'confirmed',
  'disputed',
  'followed-up',
] as const

/**
 * A way out of a step. `to` is a step, `end`, `above` (the same row climbs to the role above its holder), or a list:
 * the first row of it that has already run.
 */
const Outcome = z
  .strictObject({
    id,
    label: words,
    command: id.optional(),
    event: z.enum(ticketHappenings).optional(),
    /** Who may choose it, where that is not the step's holder. */
    by: id.optional(),
    needs: z.array(id).default([]),
    to: z.union([words, z.array(words).min(1)]),
    /** What it hands over makes the complaint complete: the letter, recorded by staff. */
    completes: z.boolean().default(false),
    /** A leader's decision by one tap, recorded as *persetujuan*; it is no signature. */
    approves: z.boolean().default(false),
    /** What the requester hears; `{nomor}`, `{unit}`, `{petugas}` and `{jawaban}` are filled in. */
    tells: words.optional(),
    note,
  })
  .refine((o) => (o.command === undefined) !== (o.event === undefined), 'command-or-event')

/** A requester who says nothing is warned after `warn`, and after `end` the step takes its outcome by itself. */
const Silence = z.strictObject({ warn: words, end: words, outcome: id, note })

/**
 * A requester who owes something, an answer or what the complaint lacks, is reminded each so long after the time before;
 * the last time with a warning that the ticket ends after `close`. Counted in working time.
 */
const Waiting = z.strictObject({
  remind: z.array(words).min(1),
  close: words,
  source: words.optional(),
  note,
})

/** One row of the SOP. */
const Step = z.strictObject({
  id,
  row: words,
  title: words,
  /** The SOP's own actor. */
  actor: id,
  /** Who must act, where the row waits for somebody other than its actor (002 row 6 waits for the one escalated to). */
  holder: id.optional(),
  status: z.enum(['new', 'in_progress', 'resolved']).default('in_progress'),
  limit,
  thirdParty: z.boolean().default(false),
  /** Ask the requester *Sudah / Belum* on entering; `asks` is the question, where it is not whether it is solved. */
  asksConfirmation: z.boolean().default(false),
  asks: words.optional(),
  silence: Silence.optional(),
  input: words.optional(),
  output: words.optional(),
  source: words,
  note,
  outcomes: z.array(Outcome).min(1),
})

/** What a paper looks like; what stands on it comes from the ticket. */
export const paperTemplates = [
  'complaint-form',
  'receipt',
  'disposition',
  'order',
  'result',
  'memo',
  'final-report',
  'answer',
] as const

/** A paper the SOP demands, printed as a draft (KONSEP) until the registry office gave it its number. */
const Paper = z.strictObject({
  id,
  title: words,
  template: z.enum(paperTemplates),
  /** The row whose output it is: it holds what that row was given, and is offered once the row is done. */
  step: id.optional(),
  /** The role whose holder signs it. */
  signs: id.optional(),
  /** The form's fields in the order they have on paper; those not named follow. */
  fields: z.array(id).default([]),
  source: words,
  note,
})

/** The ways a ticket may leave the rows, each recorded with a reason as *di luar baris SOP*. */
export const exitKinds = [
  'moved',
  'out_of_scope',
  'duplicate',
  'withdrawn',
  'unsolvable',
  'spam',
  'no_reply',
] as const
export type ExitKind = (typeof exitKinds)[number]

export const ProfileSchema = z.strictObject({
  id,
  title: words,
  /** What ticket numbers begin with: TIK-1042. */
  prefix: z.string().regex(/^[A-Z]{2,6}$/, 'prefix'),
  timeZone: words,
  source: z.strictObject({
    title: words,
    number: words.optional(),
    agency: words,
    date: words.optional(),
    legalBasis: z.array(words).default([]),
    related: z.array(words).default([]),
    recordKeeping: words.optional(),
    /** What was inferred about the SOP as a whole, not about one row: that its minutes are working minutes. */
    note,
  }),
  /** As the SOP names them; empty where it names none, and then `channelsAdded` says how complaints come in. */
  channels: z.array(z.strictObject({ id, label: words, source: words })).default([]),
  channelsAdded: z.array(z.strictObject({ id, label: words, basis: words, note })).default([]),
  warnings: z.array(words).default([]),
  roles: z.record(id, Role),
  units: z.record(id, words).default({}),
  categories: z
    .array(z.strictObject({ id, label: words, words: z.array(words).default([]), unit: id.optional(), note }))
    .min(1),
  form: z.array(Field).min(1),
  inputs: z.record(id, Input).default({}),
  start: id,
  steps: z.array(Step).min(1),
  /** Where a reopened ticket goes: the first of these rows that ran. */
  reopen: z.array(id).min(1),
  /** Fields without which a complaint is not yet complete; absent: the required ones. */
  complete: z.array(id).optional(),
  /** What an incomplete complaint means: whether its rows may go on, and whether the clock waits for it. */
  incomplete: z
    .strictObject({
      rows: z.enum(['go-on', 'wait']).default('go-on'),
      clock: z.enum(['runs', 'waits']).default('runs'),
      source: words.optional(),
      note,
    })
    .default({ rows: 'go-on', clock: 'runs' }),
  /** Absent: nobody is reminded, and nothing ends for want of an answer. */
  waiting: Waiting.optional(),
  papers: z.array(Paper).default([]),
  exits: z.array(z.enum(exitKinds)).default([...exitKinds]),
})

/** A profile as the program holds it: checked, defaults filled in. */
export type Profile = z.infer<typeof ProfileSchema>
export type Step = z.infer<typeof Step>
export type Outcome = z.infer<typeof Outcome>
export type Field = z.infer<typeof Field>
export type FieldOption = z.infer<typeof Option>
export type InputSpec = z.infer<typeof Input>
export type PaperSpec = z.infer<typeof Paper>
export type PaperTemplate = (typeof paperTemplates)[number]
export type TicketHappening = (typeof ticketHappenings)[number]

/** The step of that id. A missing one is a bug: the profile was checked when it was loaded. */
export function stepOf(profile: Profile, stepId: string): Step {
  const step = profile.steps.find((s) => s.id === stepId)
  if (!step) throw new Error(`profile ${profile.id} has no step ${stepId}`)
  return step
}

/** The role whose members must act at a step before anything has climbed. */
export function holderOf(step: Step): string {
  return step.holder ?? step.actor
}

/** The role in which every member of the staff group may act. */
export function firstLevelRole(profile: Profile): string {
  const found = Object.entries(profile.roles).find(([, role]) => role.firstLevel)
  if (!found) throw new Error(`profile ${profile.id} has no first-level role`)
  return found[0]
}
