import type { Block } from '../document.ts'
import { answerFacts, arrivalFacts, evidenceFacts, head, incompleteBlocks, paragraph } from './blocks.ts'
import type { PaperContext } from './facts.ts'
import { signatureOf } from './people.ts'

/** Proof for the requester that the complaint was received, with its number. */
export function receipt(c: PaperContext): Block[] {
  const { facts, words } = c
  const { ticket } = facts.file
  const w = words.papers
  const answers = answerFacts(c).filter(({ field, value }) => value !== '' && field.kind !== 'phone')
  return [
    head(c),
    ...paragraph(w.receipt.opening(facts.agency)),
    {
      kind: 'facts',
      rows: [
        { label: w.complaint.number, value: ticket.number },
        { label: w.complaint.service, value: facts.profile.title },
        ...arrivalFacts(c),
        ...answers.map(({ label, value }) => ({ label, value })),
        ...evidenceFacts(c),
      ],
    },
    ...incompleteBlocks(c),
    ...paragraph(w.receipt.closing(ticket.number)),
    ...signatureOf(c),
  ]
}
