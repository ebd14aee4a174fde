import { channelLabel } from '../../notify/channels.ts'
import { viaInput } from '../../ticket/choose.ts'
import type { Block } from '../document.ts'
import { head, paragraph } from './blocks.ts'
import {
  noteText,
  paperDate,
  paperRun,
  receivedAt,
  requesterLines,
  shownOfKind,
  type PaperContext,
} from './facts.ts'
import { approvalsIn, signatureOf } from './people.ts'

/** The letter with the answer to the requester (SOP 000 row 5, SOP 001 row 5). */
export function answer(c: PaperContext): Block[] {
  const { facts, words } = c
  const { ticket } = facts.file
  const w = words.papers.answer
  const run = paperRun(c)
  const given = answerGiven(c)
  return [
    head(c),
    {
      kind: 'facts',
      rows: [
        { label: words.papers.memo.to, value: requesterLines(facts) },
        { label: words.papers.memo.date, value: words.register.date(paperDate(c), facts.zone) },
        { label: words.papers.memo.subject, value: w.subject(ticket.number) },
        { label: w.problem, value: shownOfKind(facts, 'problem') },
      ],
    },
    ...paragraph(w.opening(ticket.number, receivedAt(c))),
    ...paragraph(given?.text ?? ''),
    ...(given?.channel ? paragraph(w.via(given.channel, given.at, facts.zone)) : []),
    ...approvalsIn(c, run ? [run] : []).flatMap(paragraph),
    ...paragraph(words.papers.memo.closing),
    ...signatureOf(c),
  ]
}

/** The last answer, when it was given, and how: as recorded, else through the requester's chat. */
function answerGiven({ facts, words }: PaperContext) {
  const { profile, file, events } = facts
  const last = events.findLast((event) => event.kind === 'outcome-chosen' && event.answer !== null)
  if (last?.kind !== 'outcome-chosen' || last.answer === null) return null
  const via = last.inputs[viaInput]
  const channel = via && 'choice' in via ? via.choice : file.origin?.channel
  return {
    text: noteText(facts, last.answer),
    at: last.at,
    channel: channel === undefined ? null : channelLabel(profile, words, channel),
  }
}
