import { isIdentity, type Evidence } from '../../intake/form.ts'
import { shorten } from '../../notify/card.ts'
import { channelLabel } from '../../notify/channels.ts'
import { missingFields } from '../../notify/facts.ts'
import type { Field } from '../../sop/sop.ts'
import type { PaperWords } from '../../text/id/papers.ts'
import type { Block } from '../document.ts'
import { handedOver } from '../handed-over.ts'
import { noteText, receivedAt, type PaperContext } from './facts.ts'
import { type Given } from '../given.ts'

/** A caption stands below its photo and is no text of its own. */
const captionLengthMax = 160

/** A label and what stands beside it; empty, it leaves a line to write on. */
export type Fact = { label: string; value: string }

/** Letter and agenda number as the registry office gave them; dots to write on until then. */
export function registryOf({ spec, facts, words }: PaperContext): { letter: string; agenda: string | null } {
  const { blank } = words.papers
  return facts.file.ticket.numbers[spec.id] ?? { letter: blank, agenda: blank }
}

/** The paper's title with its numbers. */
export function head(c: PaperContext, title = c.spec.title): Block {
  const { letter, agenda } = registryOf(c)
  return { kind: 'title', text: title.toUpperCase(), below: c.words.papers.numbered(letter, agenda) }
}

/** A paragraph; none where there is nothing to say. */
export function paragraph(text: string): Block[] {
  return text === '' ? [] : [{ kind: 'text', text }]
}

/** A form of labels and boxes, drawn without a heading of its own. */
export function form(widths: readonly number[], rows: readonly (readonly string[])[]): Block {
  return { kind: 'table', head: [], widths, rows }
}

/** How the complaint came: received, by which channel, and who wrote it down where that was an officer. */
export function arrivalFacts(c: PaperContext): Fact[] {
  const { facts, words } = c
  const { ticket } = facts.file
  const w = words.papers.complaint
  const recorder = ticket.recordedBy === null ? '' : (facts.names.get(ticket.recordedBy) ?? '')
  const recorded = w.recordedAt(words.papers.moment(ticket.opened, facts.zone), recorder)
  return [
    { label: w.received, value: receivedAt(c) },
    ...(ticket.recordedBy === null ? [] : [{ label: w.recorded, value: recorded }]),
    { label: w.channel, value: channelLabel(facts.profile, words, ticket.channel) },
  ]
}

/** The form's fields with their answers: who asks first, then the kind, the problem, and what belongs to it. */
export function answerFacts({ spec, facts }: PaperContext): (Fact & { field: Field })[] {
  const { profile, file } = facts
  return formOrder(profile.form, spec.fields).map((field) => ({
    field,
    label: field.label,
    value:
      field.kind === 'category'
        ? (profile.categories.find(({ id }) => id === file.ticket.category)?.label ?? '')
        : (file.answers[field.id]?.shown ?? ''),
  }))
}

/**
 * As the paper form has it. Where it says nothing, a printed form begins with the person; the chat begins with what is
 * broken. Files are told of by `evidenceFacts`.
 */
function formOrder(fields: readonly Field[], onPaper: readonly string[]): Field[] {
  const rank = (field: Field) => {
    if (onPaper.includes(field.id)) return onPaper.indexOf(field.id) - onPaper.length
    if (isIdentity(field)) return 0
    return field.kind === 'category' ? 1 : field.kind === 'problem' ? 2 : 3
  }
  return fields.filter(({ kind }) => kind !== 'evidence').toSorted((one, other) => rank(one) - rank(other))
}

/** How many files came with the complaint; nothing where none did. */
export function evidenceFacts({ facts, words }: PaperContext): Fact[] {
  const { evidence } = facts.file
  const label = facts.profile.form.find(({ kind }) => kind === 'evidence')?.label
  const photos = evidence.filter(({ what }) => what === 'photo').length
  return evidence.length === 0
    ? []
    : [
        {
          label: label ?? words.papers.complaint.evidence,
          value: words.register.files(evidence.length, photos),
        },
      ]
}

/** What an incomplete complaint lacks, and what the SOP says of that. */
export function incompleteBlocks({ facts, words }: PaperContext): Block[] {
  const { profile, file } = facts
  const missing = missingFields(profile, file)
  if (file.ticket.complete || missing.length === 0) return []
  const w = words.papers.complaint
  return [
    ...paragraph(w.missing(missing.join(', '))),
    ...profile.warnings.flatMap((text) => paragraph(w.warning(text))),
  ]
}

/** Something handed over, under its own heading: as text, as a ticked list, or as photos. */
export function givenBlocks(c: PaperContext, { spec, id, value }: Given): Block[] {
  const { facts, words } = c
  if ('checked' in value) {
    const items = (spec.options ?? []).map((option) => ({
      text: option.label,
      checked: value.checked.includes(option.id),
    }))
    return [{ kind: 'checklist', items }]
  }
  if ('evidence' in value) {
    return [...paragraph(noteText(facts, value.evidence)), ...photosOf(c, value.evidence)]
  }
  const note = (noteId: string) => noteText(facts, noteId)
  const context = { words, profile: facts.profile, names: facts.names, note }
  return handedOver(context, { [id]: value }).flatMap(({ text }) => paragraph(text))
}

function photosOf({ facts, words }: PaperContext, note: string): Block[] {
  const photos = (facts.notes.get(note)?.evidence ?? []).map((evidence, i) => ({
    key: facts.fileKey(evidence.file),
    caption: captionOf(evidence, i + 1, words.papers),
  }))
  return photos.length === 0 ? [] : [{ kind: 'photos', photos }]
}

function captionOf({ what, caption, file }: Evidence, count: number, w: PaperWords): string {
  const named = shorten((caption || file.name || '').replace(/\s+/g, ' '), captionLengthMax)
  return named || (what === 'photo' ? w.photo(count) : w.file(count))
}
