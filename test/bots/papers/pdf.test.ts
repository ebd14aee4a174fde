import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { renderPdf } from '../../../bots/papers/pdf.ts'
import { printable } from '../../../bots/papers/printable.ts'
import type { Files } from '../../../core/app/ports.ts'
import type { Block, PaperDocument } from '../../../core/report/document.ts'
import { composePaper } from '../../../core/report/papers/compose.ts'
import { paperOf, play, told, words, type Story } from '../../core/report/papers/scene.ts'
import { banten, helpdesk, kumham, lpse, registrar } from '../../core/report/papers/stories.ts'
import { readPdf, unspaced, type ReadPdf } from './read-pdf.ts'

/** A JPEG of 16 × 12 pixels. */
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAMABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAHxAAAAUEAwAAAAAAAAAAAAAAAQIDERIABRNhBDFB/8QAFAEBAAAAAAAAAAAAAAAAAAAAA//EABgRAAIDAAAAAAAAAAAAAAAAABESAAIh/9oADAMBAAIRAxEAPwDI2e3pc/NlMcsItEQ9fWqXi3pcDDiMc05PIQ8bW6hSXVRfEqdN+4mEHoquqs2VU6jdSMItRrZycitVANn/2Q==',
  'base64',
)
const png = new Resvg(
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="90" height="70" fill="#c62"/></svg>',
)
  .render()
  .asPng()
const photos = new Map(['f1', 'f2', 'f3'].map((id) => [`tickets/1042/${id}`, jpeg]))

function filesOf(kept: ReadonlyMap<string, Uint8Array>): Files {
  return { get: async (key) => kept.get(key) ?? null, put: async () => undefined }
}

/** The reader leaves angle brackets out of a line that runs from right to left. */
function unbracketed(text: string): string {
  return unspaced(text).replace(/[<>]/g, '')
}

function documentOf(...blocks: Block[]): PaperDocument {
  return { title: 'Uji', letterhead: [], draft: false, blocks, footer: '' }
}

async function render(
  document: PaperDocument,
  kept: ReadonlyMap<string, Uint8Array> = photos,
): Promise<ReadPdf> {
  return readPdf(await renderPdf(document, filesOf(kept)))
}

function print(story: Story, paper: string): Promise<ReadPdf> {
  const facts = play(story)
  return render(composePaper(paperOf(facts, paper), facts, words))
}

/** What every paper of the stories says when it is read back: pages, and words that must stand on it. */
const papers: [story: Story, paper: string, pages: number, says: string[]][] = [
  [banten, 'bukti', 1, ['BUKTI PENGADUAN', 'TIK-1042', 'Sari Wulandari', 'Senin, 16 November 2026 pukul 08.05 WIB']],
  [banten, 'formulir', 1, ['FORMULIR PENGADUAN LAYANAN TIK', '☑ Jaringan', '☐ Website', '0812-3456-7890', 'Tanda Tangan']],
  [banten, 'disposisi', 1, ['LEMBAR DISPOSISI', '☑ Sangat segera', 'Agus Setiawan', 'Dewi Lestari', 'NIP 19810607 200604 2 011']],
  [banten, 'laporan', 2, ['LAPORAN AKHIR', 'terlambat 1 jam 45 menit', 'Persetujuan Plt. Kepala Dinas Ratna Kusumawati', 'Rabu, 18 November 2026 pukul 14.05 WIB']],
  [kumham, 'bukti', 1, ['JAR-1042', 'Pemulihan jaringan sebelum jam layanan dimulai.', 'Nita Anjani']],
  [kumham, 'disposisi', 1, ['W.12.IMI.1-UM.01.01-2231', '13 November 2026', '☑ Rahasia', 'Pembina (IV/a)']],
  [kumham, 'perintah', 1, ['SURAT PERINTAH', 'MEMERINTAHKAN', 'Lukman Hakim', 'Selasa, 17 November 2026 pukul 09.10 WIB']],
  [kumham, 'hasil', 2, ['1. Analisis penyebab gangguan', '☑ Koneksi diuji', '☐ Konfigurasi diperiksa', 'Adaptor terbakar']],
  [kumham, 'nodis', 1, ['NOTA DINAS HASIL PERBAIKAN', 'Kantor Imigrasi Kelas I TPI Serang', 'Dokumen Hasil Perbaikan']],
  [kumham, 'laporan', 1, ['LAPORAN HASIL PERBAIKAN', 'Kepala Bagian Program dan Humas', 'Irfan Maulana, S.Kom.']],
  [helpdesk, 'bukti', 1, ['DOM-1042', 'Senin, 16 November 2026 pukul 09.20 WIB oleh Lia Amalia', 'Telepon']],
  [helpdesk, 'jawaban', 1, ['JAWABAN ATAS PENGADUAN', 'paling lambat 30 hari setelah masa aktif berakhir', 'Lia Amalia']],
  [registrar, 'bukti', 1, ['REG-1042', 'sukamaju.desa.id']],
  [registrar, 'jawaban', 1, ['KONFIRMASI/JAWABAN PERMASALAHAN', 'Pemerintah Desa Sukamaju', 'Ketua Tim Layanan Domain']],
  [lpse, 'bukti', 1, ['LPSE-1042', 'Senin, 16 November 2026 pukul 09.00 WITA', 'Tideng Pale, 16 November 2026']],
] // prettier-ignore

test.each(papers.map(([story, paper, pages, says]) => ({ sop: story.sop, paper, story, pages, says })))(
  'the paper $paper of $sop can be read back',
  async ({ story, paper, pages, says }) => {
    const read = await print(story, paper)
    const text = unspaced(read.pages.join(''))
    for (const said of [...says, ...story.letterhead.lines]) expect(text).toContain(unspaced(said))
    expect(read.pages).toHaveLength(pages)
    read.pages.forEach((page, i) => {
      expect(page).toContain('KONSEP')
      expect(page).toContain(`Halaman ${i + 1} dari ${pages}`)
    })
    expect(read.language).toBe('id-ID')
    expect(read.title).toBe(`${paperOf(play(story), paper).title} ${play(story).file.ticket.number}`)
  },
)

test('with its numbers a paper is no draft any more', async () => {
  const numbers = { perintah: { letter: '800/231-HRBTI/XI/2026', agenda: '117/2026' } }
  const read = await print({ ...kumham, numbers }, 'perintah')
  expect(read.pages.join('')).not.toContain('KONSEP')
  expect(read.pages[0]).toContain('800/231-HRBTI/XI/2026')
  expect(read.pages[0]).toContain('117/2026')
})

describe('photos', () => {
  const shown = (...keys: string[]): Block => ({
    kind: 'photos',
    photos: keys.map((key) => ({ key, caption: `berkas ${key}` })),
  })

  it('are drawn, as JPEG and as PNG, with their captions', async () => {
    expect((await print(kumham, 'hasil')).images).toBe(3)
    const kept = new Map([['a', png]])
    const read = await render(documentOf(shown('a')), kept)
    expect([read.images, read.pages[0]?.includes('berkas a')]).toEqual([1, true])
  })

  it('are named where the file is missing, is no picture, or is damaged; the others are drawn', async () => {
    const broken = Uint8Array.from(png)
    broken.fill(7, 60)
    const huge = Uint8Array.from(png)
    new DataView(huge.buffer).setUint32(16, 60_000)
    new DataView(huge.buffer).setUint32(20, 60_000)
    const kept = new Map<string, Uint8Array>([
      ['good', jpeg],
      ['pdf', new TextEncoder().encode('%PDF-1.7 …')],
      ['empty', new Uint8Array()],
      ['broken', broken],
      ['cut', png.slice(0, 30)],
      ['huge', huge],
      ['jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ])
    const read = await render(documentOf(shown('gone', ...kept.keys())), kept)
    const text = unspaced(read.pages.join(''))
    expect(read.images).toBe(1)
    expect(text).toContain(unspaced('berkas gone: berkas tidak ditemukan dalam arsip elektronik.'))
    for (const key of ['pdf', 'empty', 'broken', 'cut', 'huge', 'jpeg'])
      expect(text).toContain(
        unspaced(`berkas ${key}: bukan gambar yang dapat dicetak. Lihat arsip elektronik.`),
      )
  })
})

describe('hostile text', () => {
  it('is printed as it is written, wherever it stands', async () => {
    const markup = '{"text":"x","bold":true} [{image:"/etc/passwd"}] <b>tebal</b> *x* {{nomor}} %PDF \\u0041'
    const answers = {
      ...banten.answers,
      isi: told(markup),
      nama: told('{"image":"data:x"}'),
      opd: told('toString __proto__ constructor'),
    }
    const notes = { ...banten.notes, hasil2: '{"qr":"x","svg":"<svg/>"}', ins2: markup }
    for (const paper of ['bukti', 'formulir', 'disposisi', 'laporan']) {
      const text = unspaced((await print({ ...banten, answers, notes }, paper)).pages.join(''))
      for (const said of [markup, '{"image":"data:x"}', 'toString __proto__ constructor'])
        expect(text).toContain(unspaced(said))
    }
  })

  it('wraps a word of four thousand letters, and of letters of two units, without losing one', async () => {
    for (const [letter, times] of [
      ['A', 4000],
      ['𝔸', 500],
      ['😀', 500],
      ['ع', 500],
    ] as const) {
      const word = letter.repeat(times)
      const form: Block = { kind: 'table', head: [], widths: [20, 80], rows: [['Isi', word]] }
      const read = await render(documentOf({ kind: 'facts', rows: [{ label: 'Isi', value: word }] }, form))
      expect(unspaced(read.pages.join('')).split(letter)).toHaveLength(2 * times + 1)
    }
  })

  it('never gives an empty page: what has no glyph is a box', async () => {
    const read = await render(documentOf({ kind: 'text', text: '🚀漢字ไทย' }))
    expect(read.pages[0]).toContain('□')
    expect(unspaced(read.pages.join(''))).toBe(unspaced('□□□□□□Halaman 1 dari 1'))
  })

  it('keeps the order of the lines around an override, and the words of an Arabic phrase together', async () => {
    const read = await render(
      documentOf({ kind: 'text', text: 'satu \u202edua\u202c tiga\u0000\u0007\u200b empat' }),
    )
    expect(read.pages[0]).toContain('satu dua tiga empat')
    expect(printable('السلام عليكم dan seterusnya')).toBe('السلام\u00a0عليكم dan seterusnya')
  })

  it('any text leaves a paper that holds whatever of it can be seen', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom('\n', '\t', ' ', 'a', '\u0301', '\ud83d', '\u200f', 'ش', '{', '<'),
        maxLength: 80,
      }),
    )
    const facts = play(lpse)
    const printed = async (isi: string) => {
      const file = { ...facts.file, answers: { ...facts.file.answers, isi: told(isi) } }
      const { pages } = await render(composePaper(paperOf(facts, 'bukti'), { ...facts, file }, words))
      return unbracketed(pages.join(''))
    }
    const plain = await printed('.')
    const count = (text: string, letter: string) => [...text].filter((other) => other === letter).length
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const visible = unbracketed(printable(text))
        const read = await printed(text)
        for (const letter of new Set(visible)) {
          const elsewhere = count(plain, letter) - (letter === '.' ? 1 : 0)
          const found = count(read, letter) - elsewhere
          if (found < count(visible, letter)) throw new Error(`${letter} was lost`)
        }
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})

describe('the end of a page', () => {
  it('never parts a heading from what follows it, nor a signature from the paper', async () => {
    const filler = (lines: number): Block => ({ kind: 'text', text: Array(lines).fill('baris').join('\n') })
    const table: Block = {
      kind: 'table',
      head: ['Langkah'],
      widths: [1],
      rows: [['isi tabel'], ['baris dua']],
    }
    const signed: Block = {
      kind: 'signatures',
      signatures: [{ placeAndDate: 'Serang', capacity: 'Kepala,', name: 'Ratna', below: [] }],
    }
    for (let lines = 40; lines <= 60; lines += 2) {
      const { pages } = await render(
        documentOf(
          filler(lines),
          { kind: 'heading', text: 'judul tabel' },
          table,
          filler(lines),
          { kind: 'heading', text: 'judul akhir' },
          { kind: 'text', text: 'kalimat akhir' },
          signed,
        ),
      )
      const pageOf = (text: string) => pages.findIndex((page) => page.includes(text))
      expect([lines, pageOf('judul tabel'), pageOf('judul akhir')]).toEqual([lines, pageOf('isi tabel'), pageOf('Ratna')]) // prettier-ignore
    }
  }, 60_000)
})

test('what is longer than a page before the signatures is printed to its last line', async () => {
  const lines = Array.from({ length: 300 }, (_, i) => `baris ke-${i + 1}.`)
  const text = lines.join('\n')
  const signed: Block = {
    kind: 'signatures',
    signatures: [{ placeAndDate: '', capacity: 'Petugas,', name: '', below: [] }],
  }
  const long: Block[] = [
    { kind: 'text', text },
    { kind: 'table', head: ['Langkah', 'Uraian'], widths: [80, 20], rows: [['1', 'a'], ['2', 'b'], ['3', text]] }, // prettier-ignore
    { kind: 'table', head: [], widths: [80, 20], rows: [['Isi', text]] },
    { kind: 'facts', rows: [{ label: 'Isi', value: text }] },
  ]
  for (const landscape of [false, true])
    for (const block of long) {
      const { pages } = await render({
        ...documentOf({ kind: 'heading', text: 'judul' }, block, signed),
        landscape,
      })
      expect(pages.join('').match(/ke-\d+/g)).toEqual(lines.map((_, i) => `ke-${i + 1}`))
      expect(pages.at(-1)).toContain('Petugas,')
    }
})

test('the last rows of a table stay with the signatures, and every row is printed once', async () => {
  const signed: Block = {
    kind: 'signatures',
    signatures: [{ placeAndDate: '', capacity: 'Petugas,', name: '', below: [] }],
  }
  for (const count of [1, 2, 3, 30, 31, 32, 33, 34]) {
    const rows = Array.from({ length: count }, (_, i) => [`baris ke-${i + 1}.`])
    const { pages } = await render(
      documentOf({ kind: 'table', head: ['Langkah'], widths: [1], rows }, signed),
    )
    expect(pages.find((page) => page.includes('Petugas,'))).toContain(`baris ke-${count}.`)
    expect(pages.join('').match(/ke-\d+/g)).toEqual(rows.map((_, i) => `ke-${i + 1}`))
  }
})

test('the same paper gives the same bytes', async () => {
  const facts = play(kumham)
  const document = composePaper(paperOf(facts, 'hasil'), facts, words)
  const [first, second] = [
    await renderPdf(document, filesOf(photos)),
    await renderPdf(document, filesOf(photos)),
  ]
  expect(Buffer.from(first).equals(second)).toBe(true)
})
