import type { FieldOption } from '../sop/sop.ts'
import type { intakeWords } from '../text/id/intake.ts'
import { plain } from './clean.ts'
import type { Answer, Condition, Draft, Form, FormField } from './form.ts'
import { isAsked } from './progress.ts'

type RecordWords = (typeof intakeWords)['record']

/** Ids no profile can give a field, for what is told of the complaint and is none of its answers. */
const channelId = '_channel'
const receivedId = '_received'

/**
 * The form as an officer fills it in for somebody who came another way: how and when the complaint came is asked
 * first, and of a letter its number and date, under `letter-number` and `letter-date` where the form has no such fields.
 */
export function recordForm(form: Form, channels: readonly FieldOption[], words: RecordWords): Form {
  const isLetter: Condition = {
    field: channelId,
    among: channels.filter((c) => bringsLetter(c, words)).map(({ id }) => id),
  }
  const isKnown = (kind: FormField['kind']) => form.fields.some((field) => field.kind === kind)
  const own = form.fields.map((field) => (isOfLetter(field) ? { ...field, leads: isLetter } : field))
  const letter = [
    asked('letter-number', 'letter-number', words.letterNumber),
    asked('letter-date', 'letter-date', words.letterDate),
  ].filter(({ kind }) => !isKnown(kind))
  return {
    ...form,
    fields: [
      { ...asked(channelId, 'choice', words.channel), required: true, leads: true, options: [...channels] },
      { ...asked(receivedId, 'received', words.received), required: true, leads: true },
      ...letter.map((field) => ({ ...field, when: isLetter, leads: isLetter })),
      ...own,
    ],
  }
}

/** What was recorded: how and when it came, and the answers of the complaint itself. */
export function recordedIn(
  form: Form,
  draft: Draft,
): { channel: string; received: Date; answers: Record<string, Answer> } {
  const { [channelId]: channel, [receivedId]: received } = draft.answers
  if (!channel || !received) throw new Error('a recorded complaint tells how and when it came')
  const kept = form.fields.filter(
    (field) => field.id !== channelId && field.id !== receivedId && isAsked(field, draft),
  )
  const answers = kept.flatMap(({ id }) => (draft.answers[id] ? [[id, draft.answers[id]]] : []))
  return { channel: channel.value, received: new Date(received.value), answers: Object.fromEntries(answers) }
}

function bringsLetter({ label }: FieldOption, { letter, noLetter }: RecordWords): boolean {
  const said = ` ${plain(label)} `
  const names = (words: readonly string[]) => words.some((word) => said.includes(` ${word} `))
  return names(letter) && !names(noLetter)
}

function isOfLetter({ kind }: FormField): boolean {
  return kind === 'letter-number' || kind === 'letter-date'
}

function asked(
  id: string,
  kind: FormField['kind'],
  { label, ask }: { label: string; ask: string },
): FormField {
  return { id, kind, label, ask, required: false, perComplaint: true, options: [], source: '' }
}
