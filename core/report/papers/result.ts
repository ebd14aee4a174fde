import type { Block } from '../document.ts'
import { givenBlocks, head, paragraph } from './blocks.ts'
import { paperRun, shownOfKind, subjectOf, type PaperContext } from './facts.ts'
import { givenIn } from '../given.ts'
import { actorOf, approvalsIn, describe, signatureOf } from './people.ts'

/** What a row left behind, part by part: the cause, the ticked checklist, the photos (SOP 003 row 5). */
export function result(c: PaperContext): Block[] {
  const { facts, words } = c
  const w = words.papers
  const run = paperRun(c)
  const moment = (at: Date | null | undefined) => (at ? w.moment(at, facts.zone) : '')
  const actor = run && describe(c, actorOf(facts, run))
  return [
    head(c),
    {
      kind: 'facts',
      rows: [
        { label: w.complaint.number, value: facts.file.ticket.number },
        { label: w.order.place, value: shownOfKind(facts, 'agency') },
        { label: w.order.about, value: subjectOf(facts) },
        { label: w.result.by, value: actor?.name ?? '' },
        { label: w.result.started, value: moment(run?.started) },
        ...(run?.due ? [{ label: w.result.due, value: moment(run.due) }] : []),
        { label: w.result.ended, value: moment(run?.ended) },
      ],
    },
    ...givenIn(facts.profile, run).flatMap((given, i): Block[] => [
      { kind: 'heading', text: w.result.part(i + 1, given.spec.label) },
      ...givenBlocks(c, given),
    ]),
    ...approvalsIn(c, run ? [run] : []).flatMap(paragraph),
    ...signatureOf(c),
  ]
}
