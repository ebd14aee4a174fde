import { expect, test } from 'vitest'
import type { PaperSpec } from '../../../core/sop/sop.ts'
import { papersNamed, takePaper } from '../../../core/staff/paper-name.ts'

const papers: PaperSpec[] = [
  ['bukti', 'Bukti Pengaduan'],
  ['formulir', 'Formulir Pengaduan Layanan TIK'],
  ['disposisi', 'Lembar Disposisi'],
  ['hasil', 'Dokumen Hasil Perbaikan'],
  ['nodis', 'Nota Dinas Hasil Perbaikan'],
].map(([id = '', title = '']) => ({ id, title, template: 'memo', source: 'x', fields: [] }))

test.each([
  ['bukti', ['bukti']],
  ['Lembar Disposisi', ['disposisi']],
  ['LEMBAR DISP', ['disposisi']],
  ['disposisi tik', []],
  ['diposisi', ['disposisi']],
  ['formulir', ['formulir']],
  ['pengaduan', ['bukti', 'formulir']],
  ['hasil', ['hasil']],
  ['hasil perbaikan', ['hasil', 'nodis']],
  ['nota', ['nodis']],
  ['surat perintah', []],
  ['', []],
])('"%s" names %j', (text, ids) => {
  expect(papersNamed(papers, text).map(({ id }) => id)).toEqual(ids)
})

test.each([
  ['disposisi 005/12', ['disposisi'], '005/12'],
  ['Lembar Disposisi 005/12 agenda 4', ['disposisi'], '005/12 agenda 4'],
  ['nota dinas 005/12', ['nodis'], '005/12'],
  ['pengaduan 005/12', ['bukti', 'formulir'], '005/12'],
  ['005/12', [], '005/12'],
  ['', [], ''],
])('of "%s" the paper is taken off', (text, ids, rest) => {
  const taken = takePaper(papers, text)
  expect([taken.named.map(({ id }) => id), taken.rest]).toEqual([ids, rest])
})
