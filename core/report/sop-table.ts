import type { Profile } from '../sop/sop.ts'
import type { SopWords } from '../text/id/sop.ts'
import { sopRows, type SopRow, type SopTarget, type SopWay } from './sop-rows.ts'
import { pad, wrap } from './wrap.ts'

/** Of each column, in characters; with the lines between them the table is 100 wide. */
const widths = [18, 14, 8, 17, 27]

/**
 * The SOP as a table for a terminal of 100 columns: each row with its actor, its limit in the SOP's own words, what it
 * leaves behind, and every way on: its label, who may take it, what it asks for and where it leads.
 */
export function sopTable(profile: Profile, words: SopWords): string {
  const rows = sopRows(profile).map((row) => cellsOf(row, words))
  const body = [words.table.head.map((title) => [title]), ...rows].map(tableRow)
  return [rule('┌┬┐'), body.join(`\n${rule('├┼┤')}\n`), rule('└┴┘')].join('\n')
}

/** A row's cells, each a list of paragraphs. */
function cellsOf(row: SopRow, words: SopWords): string[][] {
  const w = words.table
  return [
    [w.step(row.row, row.title)],
    [
      row.actor,
      ...(row.thirdParty ? [w.thirdParty] : []),
      ...(row.holder === null ? [] : [w.waitsFor(row.holder)]),
    ],
    [row.limit ?? w.noLimit],
    [row.output ?? w.none, ...(row.papers.length === 0 ? [] : [w.papers(row.papers)])],
    row.ways.flatMap((way) => wayLines(row, way, words)),
  ]
}

function wayLines({ row }: SopRow, way: SopWay, { way: w, target }: SopWords): string[] {
  const details = [
    'role' in way.by ? w.by(way.by.role) : w.happening(way.by.event),
    ...(way.needs.length === 0 ? [] : [w.needs(way.needs)]),
    ...(way.approves ? [w.approves] : []),
    ...(way.completes ? [w.completes] : []),
    ...(way.silence ? [w.silence(way.silence.warn, way.silence.end)] : []),
  ]
  const to = way.to.map((place) => targetText(row, place, target))
  return [`• ${way.label} → ${to.join(', ')}`, `  ${details.join('; ')}`]
}

function targetText(row: string, to: SopTarget, w: SopWords['target']): string {
  switch (to.kind) {
    case 'end':
      return w.end
    case 'climb':
      return w.climb(row, to.roles)
    case 'row':
      return { always: w.row, ran: w.ran, otherwise: w.otherwise }[to.when](to.row)
  }
}

/** One row of the table, as many lines high as its highest cell. */
function tableRow(cells: readonly (readonly string[])[]): string {
  const columns = cells.map((paragraphs, column) => paragraphs.flatMap((text) => lines(text, column)))
  const height = Math.max(...columns.map((column) => column.length))
  return Array.from(
    { length: height },
    (_, line) => columns.map((column, i) => `│ ${pad(column[line] ?? '', widths[i] ?? 0)} `).join('') + '│',
  ).join('\n')
}

/** A bullet or an indent at the start of a paragraph holds its further lines in. */
function lines(text: string, column: number): string[] {
  const [lead = ''] = /^(• | *)/.exec(text) ?? []
  const wrapped = wrap(text.slice(lead.length), (widths[column] ?? 0) - lead.length)
  return wrapped.map((line, index) => (index === 0 ? lead : ' '.repeat(lead.length)) + line)
}

function rule([left = '', middle = '', right = '']: string): string {
  return left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right
}
