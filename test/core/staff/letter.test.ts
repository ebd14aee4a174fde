import { expect, test } from 'vitest'
import { readLetter } from '../../../core/staff/letter.ts'
import { documentWords } from '../../../core/text/id/documents.ts'
import { indonesian } from '../../../core/text/words.ts'

const given = {
  now: new Date('2026-11-16T08:00:00+07:00'),
  zone: 'Asia/Jakarta',
  words: indonesian.intake,
}
const read = (text: string) => readLetter(text, given, documentWords)

test.each([
  ['005/123/TIK/2026', '005/123/TIK/2026', null],
  ['005/123-TIK/XI/2026 agenda 45', '005/123-TIK/XI/2026', '45'],
  ['nomor 005/123/2026, nomor agenda: 45/B', '005/123/2026', '45/B'],
  ['No. 005/123/2026 (agenda no. 45)', '005/123/2026', '45'],
  ['005 / 123 / 2026 Agenda 45', '005/123/2026', '45'],
  ['W.10.UM.01.01-123', 'W.10.UM.01.01-123', null],
  ['123', '123', null],
])('%s', (text, letter, agenda) => {
  expect(read(text)).toEqual({ letter, agenda })
})

test.each([
  '',
  'belum ada',
  'agenda 45',
  '005/123/2026 agenda',
  '005/123/2026 agenda belum',
  '005/123/2026 agenda 4 agenda 5',
  `005/${'1'.repeat(100)}`,
])('"%s" is no number', (text) => {
  expect(read(text)).toBeNull()
})
