import fc from 'fast-check'
import readExcelFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { renderWorkbook, safeText } from '../../../bots/papers/workbook.ts'
import type { Sheet } from '../../../core/report/document.ts'

const columns = [
  { title: 'Nomor', width: 12 },
  { title: 'Isi', width: 40 },
]

async function readBack(...sheets: Sheet[]) {
  return readExcelFile(Buffer.from(await renderWorkbook({ sheets })))
}

test('sheets, titles, texts, numbers, dates and empty cells come back as they were', async () => {
  const at = new Date('2026-11-16T08:05:00Z')
  expect(
    await readBack(
      {
        name: 'Pengaduan',
        columns,
        rows: [
          ['TIK-1042', 'Wifi <mati> & "lambat"'],
          [7, at],
          [null, ''],
        ],
      },
      { name: 'Catatan', columns, rows: [['a', 0.5]] },
    ),
  ).toEqual([
    {
      sheet: 'Pengaduan',
      data: [
        ['Nomor', 'Isi'],
        ['TIK-1042', 'Wifi <mati> & "lambat"'],
        [7, at],
      ],
    },
    {
      sheet: 'Catatan',
      data: [
        ['Nomor', 'Isi'],
        ['a', 0.5],
      ],
    },
  ])
})

test.each([
  ['=1+1', "'=1+1"],
  ['+62 812', "'+62 812"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1+1', "'=1+1"],
  ['\r\n=1+1', "'=1+1"],
  ['\u0000=1+1', "'=1+1"],
  ['\u200b=1+1', "'\u200b=1+1"],
  ['＝1+1', "'＝1+1"],
  ['wifi mati\n=1+1', 'wifi mati =1+1'],
  ['\ufffd=1+1', "'=1+1"],
  ['\u{10fffe}=1+1', "'=1+1"],
  ['wifi\u{10fffe}mati', 'wifi mati'],
  ['a\tb', 'a b'],
  ['1-1', '1-1'],
  ['005/12-TIK/2026', '005/12-TIK/2026'],
  ['', ''],
])('%j is written %j', (text, written) => {
  expect(safeText(text)).toBe(written)
})

test('a cell holds as much as a spreadsheet program takes', () => {
  expect(safeText(`=${'a'.repeat(40_000)}`)).toHaveLength(32_767)
})

test(
  'no text becomes a formula, a number or a date, and none damages the file',
  { timeout: 60_000 },
  async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(
          fc.constantFrom(
            '=',
            '+',
            '-',
            '@',
            '\t',
            '\r',
            ' ',
            "'",
            '<',
            '&',
            '42',
            '1/2',
            '\ud800',
            '\ufffd=',
            '\u{10fffe}',
            'toString',
            '__proto__',
          ),
          fc.string(),
        )
        .map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 20 }), async (texts) => {
        const [sheet] = await readBack({ name: 'Isi', columns, rows: texts.map((text) => ['TIK', text]) })
        for (const [i, text] of texts.entries()) {
          const cell = sheet!.data[i + 1]![1] ?? ''
          expect(typeof cell).toBe('string')
          expect(cell).not.toMatch(/^[=+\-@\t\r]/)
          expect(letters(String(cell))).toBe(letters(safeText(text)))
        }
      }),
      { numRuns: 60 },
    )
  },
)

/** What of a text must survive: XML has no words for some characters, and readers trim. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S}]/gu, '')
}
