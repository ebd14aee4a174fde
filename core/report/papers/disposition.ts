import { roleTitle } from '../../notify/facts.ts'
import type { StepRun } from '../../ticket/ticket.ts'
import type { Block } from '../document.ts'
import { form, paragraph, registryOf } from './blocks.ts'
import {
  noteText,
  paperDate,
  paperRun,
  requesterLines,
  subjectOf,
  letterOf,
  type PaperContext,
} from './facts.ts'
import { chosenOfKind, givenIn, givenOfKind } from '../given.ts'
import { approvalsIn, describe, signatureOf, type Described } from './people.ts'

/** Lines left free below a note, for what is written by hand. */
const noteRoom = '\n\n'

/** The customary sheet that passes a complaint on (SOP 002 row 4, SOP 003 row 2). */
export function disposition(c: PaperContext): Block[] {
  const { facts, words } = c
  const w = words.papers.disposition
  const { letter, agenda } = registryOf(c)
  const incoming = letterOf(c)
  const run = paperRun(c)
  const date = (at: Date) => words.register.date(at, facts.zone)
  return [
    { kind: 'title', text: c.spec.title.toUpperCase(), below: words.papers.letterOnly(letter) },
    form(
      [17, 36, 17, 30],
      [
        [w.from, requesterLines(facts), w.received, date(facts.file.ticket.received)],
        [w.letterNumber, incoming.number, w.agenda, agenda ?? ''],
        [w.letterDate, incoming.date, w.nature, natureBoxes(c, run)],
      ],
    ),
    form([17, 83], [[w.subject, subjectOf(facts)]]),
    form([17, 36, 17, 30], [[w.to, recipientLines(c, run), w.please, requestBoxes(c)]]),
    form(
      [17, 83],
      [
        [w.note, `${notesOf(c, run)}${noteRoom}`],
        [w.date, date(paperDate(c))],
        [w.initials, noteRoom],
      ],
    ),
    ...approvalsIn(c, run ? [run] : []).flatMap(paragraph),
    ...signatureOf(c),
  ]
}

/** Ticked as given with the disposisi, else as the ticket stands. */
function natureBoxes({ facts, words }: PaperContext, run: StepRun | null): string {
  const { profile, file } = facts
  const { natures } = words.papers.disposition
  const priority = chosenOfKind(profile, run, 'priority') ?? file.ticket.priority
  const secrecy = chosenOfKind(profile, run, 'secrecy') ?? file.ticket.secrecy
  return [
    words.papers.tick(priority === 'critical', natures.critical),
    words.papers.tick(priority === 'urgent', natures.urgent),
    words.papers.tick(secrecy === 'secret', natures.secret),
  ].join('\n')
}

/** Left open: chat asks for an instruction in words, and these boxes are ticked by hand. */
function requestBoxes({ words }: PaperContext): string {
  return words.papers.disposition.requests.map((request) => words.papers.tick(false, request)).join('\n')
}

function notesOf({ facts }: PaperContext, run: StepRun | null): string {
  return givenIn(facts.profile, run)
    .flatMap(({ value }) => ('note' in value ? [noteText(facts, value.note)] : []))
    .join('\n')
}

function recipientLines(c: PaperContext, run: StepRun | null): string {
  const { name, capacity } = recipientOf(c, run)
  return [name, capacity].filter(Boolean).join('\n')
}

/** Whom a run passed the ticket on to: the person named in it, else the role whose row came next. */
export function recipientOf(c: PaperContext, run: StepRun | null): Described {
  const { profile, file } = c.facts
  const named = givenOfKind(profile, run, 'staff')
  const next = run ? file.ticket.runs[file.ticket.runs.indexOf(run) + 1] : undefined
  const unit = next?.unit ?? file.ticket.unit
  if (named && 'staff' in named.value) {
    const actor = { person: named.value.staff, role: named.spec.role ?? '', unit, at: paperDate(c) }
    return describe(c, actor)
  }
  return { name: '', capacity: next ? roleTitle(profile, next.holder, unit) : '', rank: null, nip: null }
}
