import type { Block } from '../document.ts'
import { givenBlocks, head, paragraph } from './blocks.ts'
import {
  categoryOf,
  paperDate,
  paperReady,
  paperRun,
  receivedAt,
  requesterLines,
  type PaperContext,
} from './facts.ts'
import { givenIn } from '../given.ts'
import { approvalsIn, describe, holderOf, signatureOf, signer } from './people.ts'

/**
 * A nota dinas with what its row left behind: to the requester where that is the answer (SOP 003 row 7), else to the
 * role above the one that signs (SOP 003 row 8).
 */
export function memo(c: PaperContext): Block[] {
  const { facts, words } = c
  const { ticket } = facts.file
  const w = words.papers.memo
  const run = paperRun(c)
  const given = givenIn(facts.profile, run)
  const from = c.spec.signs === undefined ? '' : describe(c, signer(c, c.spec.signs)).capacity
  return [
    head(c),
    {
      kind: 'facts',
      rows: [
        { label: w.to, value: addressee(c) },
        { label: w.from, value: from },
        { label: w.date, value: words.register.date(paperDate(c), facts.zone) },
        {
          label: w.nature,
          value: ticket.secrecy === 'secret' ? words.papers.disposition.natures.secret : w.ordinary,
        },
        { label: w.enclosures, value: enclosures(c) },
        { label: w.subject, value: w.subjectOf(given[0]?.spec.label ?? c.spec.title, ticket.number) },
      ],
    },
    ...paragraph(w.opening(ticket.number, categoryOf(facts), receivedAt(c))),
    ...given.flatMap((part) => givenBlocks(c, part)),
    ...approvalsIn(c, run ? [run] : []).flatMap(paragraph),
    ...paragraph(w.closing),
    ...signatureOf(c),
  ]
}

function addressee(c: PaperContext): string {
  const { profile } = c.facts
  const isAnswer = givenIn(profile, paperRun(c)).some(({ spec }) => spec.answer)
  const above = c.spec.signs === undefined ? undefined : profile.roles[c.spec.signs]?.above
  if (isAnswer || above === undefined) return requesterLines(c.facts)
  return describe(c, holderOf(c, above)).capacity
}

/** The results that are ready stand behind the memo. */
function enclosures({ facts, words }: PaperContext): string {
  const results = facts.profile.papers.filter(
    (spec) => spec.template === 'result' && paperReady(spec, facts.file.ticket),
  )
  return results.map(({ title }) => title).join(', ') || words.papers.none
}
