import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeMarkup } from '../../../bots/whatsapp/markup.ts'
import { choicesOf, contentOf, renderParts, splitText } from '../../../bots/whatsapp/render.ts'
import type { Part } from '../../../bots/whatsapp/render.ts'
import type { AttachmentKind, Message } from '../../../core/app/message.ts'
import { whatsappWords } from '../../../core/text/id/whatsapp.ts'

const render = (message: Partial<Message>) => renderParts({ text: '', ...message }, whatsappWords)
const textOf = (message: Partial<Message>) =>
  render(message).map((part) => (part.kind === 'text' ? part.text : null))
const file = (what: AttachmentKind, n = 1) => ({
  what,
  file: { channel: 'whatsapp' as const, id: `${what}-${n}`, unique: `u${n}`, mime: `x/${what}` },
})
const shape = (parts: Part[]) => parts.map((part) => (part.kind === 'text' ? 'text' : part.what))

describe('a message as text', () => {
  test('heading, text, people, menu', () => {
    const message = {
      heading: 'TIK-1042',
      text: 'Apakah kendala sudah teratasi?',
      mentions: [{ id: 'lid:1', name: 'Budi' }, { name: 'Ani' }],
      buttons: [
        [
          { label: 'Sudah', press: 'm:1:yes' },
          { label: 'Belum', press: 'm:1:no' },
        ],
        [],
      ],
    }
    expect(textOf(message)).toEqual([
      '*TIK-1042*\nApakah kendala sudah teratasi?\nBudi, Ani\n\n1 Sudah · 2 Belum\nBalas angkanya.',
    ])
    expect(choicesOf(message).map(({ press }) => press)).toEqual(['m:1:yes', 'm:1:no'])
  })

  test('a long menu has a line for each choice', () => {
    const labels = ['Perangkat rusak', 'Tunggu pelapor melengkapi', 'Minta bantuan bidang lain']
    const buttons = labels.map((label) => [{ label, press: label }])
    expect(textOf({ text: 'Pilih.', buttons })).toEqual([
      `Pilih.\n\n1 ${labels[0]}\n2 ${labels[1]}\n3 ${labels[2]}\nBalas angkanya.`,
    ])
  })

  test('a heading is one bold line that nothing in it can end', () => {
    expect(textOf({ heading: 'Surat *penting*\n_kedua_', text: 'a' })).toEqual([
      '*Surat ∗penting∗ ˍkeduaˍ*\na',
    ])
    expect(textOf({ heading: 'a * b' })).toEqual(['*a ∗ b*'])
    expect(textOf({ heading: 'x'.repeat(201), text: 'a' })).toEqual([`${'x'.repeat(201)}\na`])
  })

  test('an empty message is none', () => {
    expect(render({})).toEqual([])
    expect(render({ text: ' \n ' })).toEqual([])
  })

  test('only the first part replies', () => {
    const parts = render({ text: 'a'.repeat(5000), replyTo: 'B7', attachments: [file('photo')] })
    expect(parts.map((part) => part.replyTo)).toEqual(['B7', undefined, undefined])
    expect(shape(parts)).toEqual(['text', 'text', 'photo'])
  })
})

describe('what requesters write formats nothing', () => {
  test.each([
    ['*tebal*', '∗tebal∗'],
    ['a *tebal sekali* b', 'a ∗tebal sekali∗ b'],
    ['_miring_ ~coret~', 'ˍmiringˍ ∼coret∼'],
    ['```kode```', 'ˋˋˋkodeˋˋˋ'],
    ['`satu\ndua`', 'ˋsatu\nduaˋ'],
    ['(*a*), "_b_"', '(∗a∗), "ˍbˍ"'],
    ['*TIK-1042* DITUTUP', '∗TIK-1042∗ DITUTUP'],
  ])('%s', (written, shown) => {
    expect(escapeMarkup(written)).toBe(shown)
  })

  test.each([
    'nama_pegawai_baru@go.id',
    '2*3*4 = 24',
    'tekan * lalu #',
    'a * b\nc * d',
    'https://go.id/_data_/*x*?a=~b~ ya',
    'kata sandi: `',
    'C:\\data_lama\\baru_2',
    '🎫 TIK-1042',
  ])('%s stays as it is', (text) => {
    expect(escapeMarkup(text)).toBe(text)
  })

  test('no line is left with two markers of a kind at the edges of words', () => {
    const hostile = fc.string({ unit: fc.constantFrom('*', '_', '~', '`', 'a', ' ', '\n', '🎫', '.') })
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = escapeMarkup(text)
        expect(shown).toHaveLength(text.length)
        expect(shown).not.toMatch(/`[^]*`/)
        for (const mark of ['\\*', '_', '~'])
          expect(shown).not.toMatch(new RegExp(`(^|[^a])${mark}[^\\n]*${mark}($|[^a])`, 'm'))
      }),
      { numRuns: 500 },
    )
  })
})

describe('files', () => {
  test('one file and a short text are one message', () => {
    expect(render({ text: '*Bukti*', attachments: [file('photo')] })).toEqual([
      {
        kind: 'file',
        what: 'photo',
        source: { from: 'channel', file: file('photo').file },
        mime: 'x/photo',
        caption: '∗Bukti∗',
      },
    ])
    const document = { key: 'papers/1.pdf', name: 'TIK-1042 Lembar Disposisi.pdf' }
    expect(render({ text: 'Lembar Disposisi TIK-1042.', document })).toEqual([
      {
        kind: 'file',
        what: 'document',
        source: { from: 'files', key: 'papers/1.pdf' },
        name: 'TIK-1042 Lembar Disposisi.pdf',
        mime: 'application/pdf',
        caption: 'Lembar Disposisi TIK-1042.',
      },
    ])
  })

  test.each<[string, Partial<Message>, string[]]>([
    ['sound has no caption', { text: 'a', attachments: [file('voice')] }, ['text', 'voice']],
    ['nor has music', { text: 'a', attachments: [file('audio')] }, ['text', 'audio']],
    ['a long text is its own', { text: 'a'.repeat(1025), attachments: [file('photo')] }, ['text', 'photo']],
    ['several files', { text: 'a', attachments: [file('photo'), file('video')] }, ['text', 'photo', 'video']],
    ['a file alone', { attachments: [file('video')] }, ['video']],
    [
      'what the program made first',
      { text: 'a', picture: 'charts/1', attachments: [file('document')] },
      ['text', 'photo', 'document'],
    ],
  ])('%s', (_, message, expected) => {
    expect(shape(render(message))).toEqual(expected)
  })

  test('become what the library sends', () => {
    const bytes = new Uint8Array([1, 2, 3])
    const part = (what: AttachmentKind, more: object = {}) =>
      contentOf({ kind: 'file', what, source: { from: 'files', key: 'k' }, ...more }, bytes)
    const media = Buffer.from(bytes)
    expect(contentOf({ kind: 'text', text: 'https://go.id' })).toEqual({
      text: 'https://go.id',
      linkPreview: null,
    })
    expect(part('photo', { mime: 'image/png', caption: 'a' })).toEqual({
      image: media,
      mimetype: 'image/png',
      caption: 'a',
    })
    expect(part('video')).toEqual({ video: media })
    expect(part('voice')).toEqual({ audio: media, ptt: true, mimetype: 'audio/ogg; codecs=opus' })
    expect(part('audio')).toEqual({ audio: media, mimetype: 'audio/mpeg' })
    expect(part('document', { name: 'a.bin' })).toEqual({
      document: media,
      mimetype: 'application/octet-stream',
      fileName: 'a.bin',
    })
  })
})

describe('long texts', () => {
  test('arrive whole, in pieces that break at lines', () => {
    const lines = Array.from({ length: 1200 }, (_, i) => `${i} 🎫 baris`)
    const pieces = textOf({ text: lines.join('\n') })
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.join('\n')).toBe(lines.join('\n'))
    for (const piece of pieces) expect(piece!.length).toBeLessThanOrEqual(4096)
  })

  test('lose nothing but the space where they are cut, and no character is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '🎫', ' ', '\n') }),
        fc.integer({ min: 2, max: 9 }),
        (text, max) => {
          const pieces = splitText(text, max)
          expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(max)
            expect(piece).not.toMatch(/\p{Surrogate}/u)
          }
        },
      ),
    )
  })
})
