import { roleTitle } from '../../notify/facts.ts'
import { stepOf } from '../../sop/sop.ts'
import { isClosed, type Inputs, type StepRun } from '../../ticket/ticket.ts'
import type { Block } from '../document.ts'
import { handedOver } from '../handed-over.ts'
import { rowOf, type RegisterRow } from '../register-row.ts'
import { answerFacts, arrivalFacts, evidenceFacts, head, paragraph } from './blocks.ts'
import { noteText, paperRun, type PaperContext } from './facts.ts'
import { actorOf, approvalsIn, describe, signatureOf } from './people.ts'

/** The whole course of a complaint: what it was, every row as run, who decided what, and how it ended (SOP 002 row 7). */
export function finalReport(c: PaperContext): Block[] {
  const { facts, words } = c
  const { ticket } = facts.file
  const w = words.papers.final
  const sections: [title: string, blocks: Block[]][] = [
    [w.complaint, [complaintFacts(c)]],
    [w.rows(words.time.zoneName(facts.zone, facts.now)), [rowTable(c)]],
    [w.given, givenTable(c)],
    [w.climbs, [...climbTable(c), ...approvalsIn(c, ticket.runs).flatMap(paragraph)]],
    [w.solution, paragraph((ticket.answer !== null && noteText(facts, ticket.answer)) || w.noSolution)],
    [w.confirmation, paragraph(confirmation(c))],
    [w.closing, paragraph(closing(c))],
  ]
  return [
    head(c),
    ...sections
      .filter(([, blocks]) => blocks.length > 0)
      .flatMap(([title, blocks], i): Block[] => [{ kind: 'heading', text: w.section(i, title) }, ...blocks]),
    ...signatureOf(c),
  ]
}

function complaintFacts(c: PaperContext): Block {
  const { words, facts } = c
  const number = { label: words.papers.complaint.number, value: facts.file.ticket.number }
  const answers = answerFacts(c).filter(({ value }) => value !== '')
  const rows = [number, ...arrivalFacts(c), ...answers, ...evidenceFacts(c)]
  return { kind: 'facts', rows: rows.map(({ label, value }) => ({ label, value })) }
}

/** Every row as run, as the register has it. */
function rowTable(c: PaperContext): Block {
  const { facts, words } = c
  const w = words.papers.final
  return {
    kind: 'table',
    head: [w.row, w.actor, w.started, w.due, w.ended, w.lateness, w.output],
    widths: [22, 17, 12, 12, 12, 11, 14],
    rows: facts.file.ticket.runs.map((run) => {
      const row = registerRow(c, run)
      const at = (date: Date) => words.register.stamp(date, facts.zone)
      return [
        w.rowOf(row.row, row.title, row.run),
        actorLines(c, run, row),
        at(row.started),
        row.due ? at(row.due) : words.register.unlimited,
        row.ended ? at(row.ended) : w.running,
        lateness(c, row),
        [row.outcome, ...papersOf(c, run)].filter(Boolean).join('\n'),
      ]
    }),
  }
}

function actorLines(c: PaperContext, run: StepRun, { person }: RegisterRow): string {
  const { capacity } = describe(c, actorOf(c.facts, run))
  return [capacity, person].filter(Boolean).join('\n')
}

/** The papers that this passage through the row left behind; those of an earlier one are not printed any more. */
function papersOf(c: PaperContext, run: StepRun): string[] {
  const own = c.facts.profile.papers.filter((spec) => paperRun({ ...c, spec }) === run)
  return own.map(({ title }) => title)
}

function lateness({ words }: PaperContext, { due, ended, lateMs }: RegisterRow): string {
  const w = words.papers.final
  if (lateMs !== null) return w.late(words.time.span(lateMs))
  return due && ended ? w.onTime : ''
}

function registerRow({ facts, words }: PaperContext, run: StepRun): RegisterRow {
  const { file, names, notes } = facts
  const note = (id: string) => notes.get(id)?.text ?? ''
  const nameOf = (person: string | null | undefined) => (person && names.get(person)) || ''
  return rowOf({ ...facts, words, ticket: file.ticket, note, nameOf }, run)
}

/** What the rows were given, for those that were given anything. */
function givenTable(c: PaperContext): Block[] {
  const w = c.words.papers.final
  const rows = c.facts.file.ticket.runs.flatMap((run) => {
    const text = inputText(c, run.inputs)
    const { row, title } = stepOf(c.facts.profile, run.step)
    return text === '' ? [] : [[w.rowOf(row, title, run.run), text]]
  })
  return rows.length === 0 ? [] : [{ kind: 'table', head: [w.row, w.note], widths: [30, 70], rows }]
}

function climbTable(c: PaperContext): Block[] {
  const { facts, words } = c
  const w = words.papers.final
  const title = (role: string, run: StepRun) => roleTitle(facts.profile, role, run.unit)
  const rows = facts.file.ticket.runs.flatMap((run) =>
    run.climbs.map(({ at, by, from, to, inputs }) => [
      words.register.stamp(at, facts.zone),
      w.climbOf(title(from, run), title(to, run)),
      (by !== null && facts.names.get(by)) || '',
      inputText(c, inputs),
    ]),
  )
  return rows.length === 0
    ? paragraph(w.noClimbs)
    : [{ kind: 'table', head: [w.at, w.climb, w.actor, w.reason], widths: [15, 25, 20, 40], rows }]
}

function inputText({ facts, words }: PaperContext, inputs: Inputs): string {
  const note = (id: string) => noteText(facts, id)
  const given = handedOver({ words, profile: facts.profile, names: facts.names, note }, inputs)
  return given
    .filter(({ text }) => text !== '')
    .map(({ label, text }) => words.register.given(label, text))
    .join('\n')
}

function confirmation({ facts, words }: PaperContext): string {
  const { confirmation: said } = facts.file.ticket
  const w = words.papers.final
  return said === null ? w.silent : w.said[said.answer](words.papers.moment(said.at, facts.zone))
}

function closing({ facts, words }: PaperContext): string {
  const { ticket } = facts.file
  const w = words.papers.final
  if (!isClosed(ticket) || ticket.closed === null) return w.open
  const at = words.papers.moment(ticket.closed, facts.zone)
  if (ticket.exit === null) return w.closed(at)
  return w.exited(at, words.staff.exits[ticket.exit.kind], noteText(facts, ticket.exit.reason))
}
