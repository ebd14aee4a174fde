import type { PaperSpec, PaperTemplate } from '../../sop/sop.ts'
import type { Words } from '../../text/words.ts'
import type { Block, PaperDocument } from '../document.ts'
import { answer } from './answer.ts'
import { complaintForm } from './complaint-form.ts'
import { disposition } from './disposition.ts'
import type { PaperContext, PaperFacts } from './facts.ts'
import { finalReport } from './final-report.ts'
import { memo } from './memo.ts'
import { order } from './order.ts'
import { receipt } from './receipt.ts'
import { result } from './result.ts'

const templates: Record<PaperTemplate, (c: PaperContext) => Block[]> = {
  'complaint-form': complaintForm,
  receipt,
  disposition,
  order,
  result,
  memo,
  'final-report': finalReport,
  answer,
}

/** A paper of a ticket: a draft (KONSEP) until the registry office has given it its number. */
export function composePaper(spec: PaperSpec, facts: PaperFacts, words: Words): PaperDocument {
  const { ticket } = facts.file
  const footer = words.papers.footer(ticket.number, spec.title, facts.now, facts.zone)
  return {
    title: `${spec.title} ${ticket.number}`,
    letterhead: facts.letterhead.lines,
    draft: !(spec.id in ticket.numbers),
    blocks: templates[spec.template]({ spec, facts, words }),
    footer: ticket.secrecy === 'secret' ? `${words.papers.secret} · ${footer}` : footer,
  }
}
