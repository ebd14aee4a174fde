import type { Block } from '../document.ts'
import { head, paragraph } from './blocks.ts'
import { recipientOf } from './disposition.ts'
import {
  noteText,
  paperRun,
  receivedAt,
  shownOfKind,
  subjectOf,
  letterOf,
  type PaperContext,
} from './facts.ts'
import { givenIn } from '../given.ts'
import { approvalsIn, signatureOf } from './people.ts'

/** The order to repair (SOP 003 row 4): on what ground, to whom, what, and by when. */
export function order(c: PaperContext): Block[] {
  const { facts, words } = c
  const w = words.papers.order
  const run = paperRun(c)
  const { name, capacity, rank, nip } = recipientOf(c, run)
  const tasks = givenIn(facts.profile, run).flatMap(({ value }) =>
    'note' in value ? [noteText(facts, value.note)] : [],
  )
  const next = run && facts.file.ticket.runs[facts.file.ticket.runs.indexOf(run) + 1]
  const until = next?.due ? [{ label: w.until, value: words.papers.moment(next.due, facts.zone) }] : []
  return [
    head(c),
    { kind: 'facts', rows: [{ label: w.basis, value: basisOf(c) }] },
    { kind: 'title', text: w.orders },
    { kind: 'heading', text: w.to },
    {
      kind: 'facts',
      rows: [
        { label: w.name, value: name },
        { label: w.nip, value: nip ?? '' },
        { label: w.rank, value: rank ?? '' },
        { label: w.position, value: capacity },
      ],
    },
    { kind: 'heading', text: w.task },
    ...tasks.flatMap(paragraph),
    {
      kind: 'facts',
      rows: [
        { label: w.about, value: subjectOf(facts) },
        { label: w.place, value: shownOfKind(facts, 'agency') },
        ...until,
      ],
    },
    ...approvalsIn(c, run ? [run] : []).flatMap(paragraph),
    ...paragraph(w.closing),
    ...signatureOf(c),
  ]
}

function basisOf(c: PaperContext): string {
  const { facts, words } = c
  const { number, date } = letterOf(c)
  const letter = words.papers.complaint.letterOf(number, date)
  const w = words.papers.order
  const basis = w.basisOf(facts.profile.source.title, facts.file.ticket.number, receivedAt(c))
  return letter === '' ? basis : `${basis}${w.basisLetter(letter)}`
}
