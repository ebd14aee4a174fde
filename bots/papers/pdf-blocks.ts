import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces'
import type { Block, Signature } from '../../core/report/document.ts'
import type { PaperWords } from '../../core/text/id/papers.ts'

/** A photo as a data URL, or why there is none. */
export type Picture = { url: string } | 'missing' | 'unreadable'

/** What blocks are drawn on. `width` is in points; `text` makes any text printable. */
export type Page = {
  width: number
  text: (text: string) => string
  pictures: ReadonlyMap<string, Picture>
  words: PaperWords
}

type Around = { before: Block | undefined; after: Block | undefined }
type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>

const thinPt = 0.6
const cellPaddingPt = 4
const photoHeightPt = 220
const labelPt = 150
const colonPt = 8
/** Rows of a table that stay with the signatures below it. */
const closingRows = 2
/** What has more lines than this may be parted from the signatures below it: it might not fit on a page with them. */
const closingLinesMax = 8
/** Lines of a row that is kept in one piece. */
const rowLinesMax = 25
/** Lines are reckoned with wide letters. */
const letterPt = 7

/** The blocks in order; what stands before the signatures stays with them. */
export function drawBlocks(given: readonly Block[], page: Page): Content[] {
  const blocks = partLastTable(given, page)
  const drawn = blocks.map((block, i) => draw(block, page, { before: blocks[i - 1], after: blocks[i + 1] }))
  const end = closingAt(blocks, page)
  return [...drawn.slice(0, end), { stack: drawn.slice(end), unbreakable: true }]
}

/** Of a table that signatures follow, the last rows become one of their own, which goes on with it. */
function partLastTable(blocks: readonly Block[], page: Page): readonly Block[] {
  const [table, signatures] = blocks.slice(-2)
  if (table?.kind !== 'table' || signatures?.kind !== 'signatures') return blocks
  if (table.head.length === 0 || table.rows.length <= closingRows) return blocks
  const first = { ...table, rows: table.rows.slice(0, -closingRows) }
  const rest = { ...table, head: [], rows: table.rows.slice(-closingRows) }
  if (!areShort(rest.rows, columnsOf(table.widths, page), closingLinesMax)) return blocks
  return [...blocks.slice(0, -2), first, rest, signatures]
}

/** Where the end of a paper begins: no signature stands alone on a page, and no heading without what follows it. */
function closingAt(blocks: readonly Block[], page: Page): number {
  const signs = blocks.length - 1
  if (blocks[signs]?.kind !== 'signatures') return blocks.length
  const before = blocks[signs - 1]
  if (before?.kind === 'table' && goesOn(before, blocks[signs - 2])) return signs - 1
  if (before?.kind !== 'text' || linesOf(before.text, page.width) > closingLinesMax) return signs
  return blocks[signs - 2]?.kind === 'heading' ? signs - 2 : signs - 1
}

/** The office's name between nothing and a double rule; nothing where the desk has none. */
export function drawLetterhead(lines: readonly string[], { width, text }: Page): Content[] {
  if (lines.length === 0) return []
  const rule = (y: number, lineWidth: number) =>
    ({ type: 'line', x1: 0, x2: width, y1: y, y2: y, lineWidth }) as const
  const heading = lines.map((line, i): Content => {
    const strongest = i === lines.length - 1
    return { text: text(line), alignment: 'center', bold: strongest, fontSize: strongest ? 13.5 : 12 }
  })
  return [...heading, { canvas: [rule(4, 2), rule(6.5, thinPt)], margin: [0, 0, 0, 14] }]
}

function draw(block: Block, page: Page, around: Around): Content {
  switch (block.kind) {
    case 'title':
      return drawTitle(block, page)
    case 'heading':
      return drawHeading(block, page, around)
    case 'text':
      return { text: page.text(block.text), margin: [0, 0, 0, 6] }
    case 'facts':
      return drawFacts(block, page)
    case 'table':
      return drawTable(block, page, around)
    case 'checklist':
      return drawChecklist(block, page)
    case 'photos':
      return drawPhotos(block, page)
    case 'signatures':
      return drawSignatures(block, page)
  }
}

function drawTitle({ text, below }: BlockOf<'title'>, page: Page): Content {
  return {
    stack: [
      { text: page.text(text), bold: true, fontSize: 12 },
      ...(below === undefined ? [] : [{ text: page.text(below), preserveLeadingSpaces: true }]),
    ],
    alignment: 'center',
    margin: [0, 4, 0, 12],
  }
}

/** Kept in one piece with room for the beginning of what follows, which is then drawn into that room. */
function drawHeading({ text }: BlockOf<'heading'>, page: Page, { after }: Around): Content {
  const roomPt = after?.kind === 'photos' ? photoHeightPt + 30 : 60
  return {
    stack: [{ text: page.text(text), bold: true, margin: [0, 8, 0, 4 + roomPt] }],
    unbreakable: true,
    margin: [0, 0, 0, -roomPt],
  }
}

function drawFacts({ rows }: BlockOf<'facts'>, page: Page): Content {
  const valuePt = page.width - labelPt - colonPt
  const body = rows.map(({ label, value }): TableCell[] => [
    { text: page.text(label) },
    { text: ':' },
    value === '' ? dottedLine(valuePt) : { text: page.text(value) },
  ])
  if (body.length === 0) return []
  return {
    table: { widths: [labelPt, colonPt, valuePt], body },
    layout: { ...bare, paddingBottom: () => 3 },
    margin: [0, 0, 0, 6],
  }
}

/** A line to write on. */
function dottedLine(width: number): Content {
  return {
    canvas: [
      { type: 'line', x1: 0, x2: width, y1: 11, y2: 11, lineWidth: thinPt, dash: { length: 1, space: 2 } },
    ],
  }
}

/** A list under a head in small type, or a form of boxes; without a head it goes on with the table before it. */
function drawTable(block: BlockOf<'table'>, page: Page, { before, after }: Around): Content {
  const { head, widths, rows } = block
  const columns = columnsOf(widths, page)
  const continues = goesOn(block, before)
  const isList = head.length > 0 || (before?.kind === 'table' && before.head.length > 0)
  const headRow = head.map((text): TableCell => ({ text: page.text(text), bold: true, fillColor: '#e4e7eb' }))
  const headRows = head.length === 0 ? [] : [headRow]
  return {
    table: {
      headerRows: headRows.length,
      keepWithHeaderRows: headRows.length,
      dontBreakRows: areShort(rows, columns, rowLinesMax),
      widths: columns,
      body: [...headRows, ...rows.map((row) => row.map((text): TableCell => ({ text: page.text(text) })))],
    },
    layout: { ...ruled, hLineWidth: (i) => (i === 0 && continues ? 0 : thinPt) },
    fontSize: isList ? 8 : 10,
    margin: [0, 0, 0, goesOn(after, block) ? 0 : 9],
  }
}

function goesOn(block: Block | undefined, before: Block | undefined): boolean {
  return block?.kind === 'table' && block.head.length === 0 && before?.kind === 'table'
}

function drawChecklist({ items }: BlockOf<'checklist'>, page: Page): Content {
  const body = items.map(({ text, checked }): TableCell[] => [
    { text: page.words.box(checked) },
    { text: page.text(text) },
  ])
  if (body.length === 0) return []
  return {
    table: { widths: [14, page.width - 14], body, dontBreakRows: true },
    layout: { ...bare, paddingBottom: () => 2 },
    margin: [0, 0, 0, 6],
  }
}

function drawPhotos({ photos }: BlockOf<'photos'>, page: Page): Content {
  const gapPt = 12
  const photoPt = (page.width - gapPt) / 2
  const pictures = photos.map(({ key, caption }): Content => {
    const picture = page.pictures.get(key) ?? 'missing'
    const text = page.text(caption)
    if (picture === 'missing') return { text: page.words.fileMissing(text) }
    if (picture === 'unreadable') return { text: page.words.fileNotDrawn(text) }
    return {
      stack: [
        { image: picture.url, fit: [photoPt, photoHeightPt] },
        { text, fontSize: 8 },
      ],
    }
  })
  const rows = pictures.flatMap((picture, i) =>
    i % 2 === 0 ? [[picture, pictures[i + 1] ?? { text: '' }]] : [],
  )
  return rows.map((row): Content => ({
    columns: row.map((content) => ({ stack: [content], width: photoPt })),
    columnGap: gapPt,
    unbreakable: true,
    margin: [0, 2, 0, 8],
  }))
}

/** Side by side, a single one on the right, with room to sign. */
function drawSignatures({ signatures }: BlockOf<'signatures'>, page: Page): Content {
  const columns = signatures.length === 1 ? [null, ...signatures] : signatures
  return {
    columns: columns.map((signature) => (signature ? drawSignature(signature, page) : { text: '' })),
    columnGap: 12,
    unbreakable: true,
    margin: [0, 14, 0, 0],
  }
}

function drawSignature({ placeAndDate, capacity, name, below }: Signature, page: Page): Content {
  const lines: Content[] = [
    { text: page.text(placeAndDate) },
    { text: page.text(capacity) },
    name === ''
      ? { text: page.words.signHere, margin: [0, 48, 0, 0] }
      : { text: page.text(name), bold: true, decoration: 'underline', margin: [0, 48, 0, 0] },
    ...below.map((line): Content => ({ text: page.text(line) })),
  ]
  return { stack: lines, alignment: 'center' }
}

/** Whether no cell has more lines than that: only then may the end of a page not part a row. */
function areShort(rows: BlockOf<'table'>['rows'], columns: readonly number[], linesMax: number): boolean {
  return rows.every((row) => row.every((text, i) => linesOf(text, columns[i] ?? 1) <= linesMax))
}

/** Lines a text takes at most. */
function linesOf(text: string, widthPt: number): number {
  const lines = text.split('\n').map((line) => Math.max(1, Math.ceil((line.length * letterPt) / widthPt)))
  return lines.reduce((sum, count) => sum + count, 0)
}

/** Widths in points, paddings and rules taken off, of columns given in shares. */
function columnsOf(shares: readonly number[], { width }: Page): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  const usable = width - thinPt
  return shares.map((share) => (usable * share) / sum - 2 * cellPaddingPt - thinPt)
}

const bare: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
}

const ruled: CustomTableLayout = {
  hLineWidth: () => thinPt,
  vLineWidth: () => thinPt,
  hLineColor: () => '#333333',
  vLineColor: () => '#333333',
  paddingLeft: () => cellPaddingPt,
  paddingRight: () => cellPaddingPt,
  paddingTop: () => 3,
  paddingBottom: () => 3,
}
