import type { Field } from '../../sop/sop.ts'
import type { Block } from '../document.ts'
import { answerFacts, arrivalFacts, evidenceFacts, form, head, incompleteBlocks } from './blocks.ts'
import type { PaperContext } from './facts.ts'

/** Room for a signature by hand. */
const signatureLines = '\n\n\n'

/**
 * The complaint as the office's form has it: number and date given by the desk, every field in order, an empty box where
 * nothing was answered, and the box for the requester's signature left blank (SOP 002, "Formulir pengaduan layanan TIK").
 */
export function complaintForm(c: PaperContext): Block[] {
  const { facts, words } = c
  const { ticket } = facts.file
  const w = words.papers.complaint
  const rows = [
    { label: w.number, value: ticket.number },
    { label: w.date, value: words.time.day(ticket.received, facts.zone) },
    ...answerFacts(c).map(({ field, label, value }) => ({ label, value: optionBoxes(c, field) ?? value })),
    ...evidenceFacts(c),
    { label: w.signature, value: signatureLines },
  ]
  return [
    head(c),
    form(
      [32, 68],
      rows.map(({ label, value }) => [label, value]),
    ),
    { kind: 'facts', rows: arrivalFacts(c) },
    ...incompleteBlocks(c),
  ]
}

/** A choice as the paper form has it, every option with its box; null for a field that is written in. */
function optionBoxes({ facts, words }: PaperContext, field: Field): string | null {
  const { profile, file } = facts
  const options = field.kind === 'category' ? profile.categories : (field.options ?? [])
  if (options.length === 0) return null
  const chosen = field.kind === 'category' ? file.ticket.category : file.answers[field.id]?.value
  return options.map(({ id, label }) => words.papers.tick(id === chosen, label)).join('   ')
}
