import readExcelFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { drawApart, takesLong } from '../../../bots/papers/apart.ts'
import type { PaperDocument, Sheet } from '../../../core/report/document.ts'

const at = new Date('2026-11-16T08:05:00Z')
const sheet: Sheet = { name: 'Isi', columns: [{ title: 'Waktu', width: 10 }], rows: [[at], ['=1+1']] }
const document: PaperDocument = {
  title: 'Buku',
  letterhead: [],
  draft: false,
  landscape: true,
  blocks: [{ kind: 'text', text: 'Nihil' }],
  footer: 'Buku',
}

test('a workbook drawn apart is whole', async () => {
  const bytes = await drawApart({ workbook: { sheets: [sheet] } })
  expect(await readExcelFile(Buffer.from(bytes))).toEqual([
    { sheet: 'Isi', data: [['Waktu'], [at], ["'=1+1"]] },
  ])
})

test('a paper drawn apart is a PDF', async () => {
  const bytes = await drawApart({ pdf: document })
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
})

test('the program goes on while a large book is drawn', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [`TIK-${i}`])
  const began = performance.now()
  let longest = 0
  let last = began
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  await drawApart({ workbook: { sheets: [{ ...sheet, rows }] } })
  clearInterval(beat)
  expect(longest).toBeLessThan((performance.now() - began) / 2)
})

test('only what has many rows is drawn apart, and nothing with photos', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => [String(i)])
  const table = (count: number) =>
    ({ kind: 'table', head: ['No.'], widths: [100], rows: rows(count) }) as const
  const book = (count: number) => ({ workbook: { sheets: [{ ...sheet, rows: rows(count) }] } })
  expect([takesLong(book(200)), takesLong(book(201))]).toEqual([false, true])
  expect(takesLong({ pdf: { ...document, blocks: [table(200)] } })).toBe(false)
  expect(takesLong({ pdf: { ...document, blocks: [table(201)] } })).toBe(true)
  expect(takesLong({ pdf: { ...document, blocks: [table(201), { kind: 'photos', photos: [] }] } })).toBe(
    false,
  )
})

test('what cannot be drawn is told to whoever asked', async () => {
  const bad = { sheets: [{ ...sheet, name: 'nama/salah' }] }
  await expect(drawApart({ workbook: bad })).rejects.toThrow('illegal characters')
})
