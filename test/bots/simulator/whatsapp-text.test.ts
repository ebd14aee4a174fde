import { describe, expect, it } from 'vitest'

type Read = { text: string; entities: { type: string; offset: number; length: number; url?: string }[] }

/** The page's own code, which is no TypeScript. */
const { readMarks } = (await import(
  new URL('../../../bots/simulator/page/whatsapp-text.js', import.meta.url).href
)) as { readMarks(marked: string): Read }

/** The text as it is shown, and what stands out in it. */
function read(marked: string): [string, ...string[]] {
  const { text, entities } = readMarks(marked)
  return [
    text,
    ...entities.map(({ type, offset, length }) => `${type}:${text.slice(offset, offset + length)}`),
  ]
}

describe('the marks of WhatsApp', () => {
  it.each<[string, string[]]>([
    ['*TIK-1001*\nDi ruang mana?', ['TIK-1001\nDi ruang mana?', 'bold:TIK-1001']],
    [
      '_miring_, ~coret~ dan `kode`',
      ['miring, coret dan kode', 'italic:miring', 'strikethrough:coret', 'code:kode'],
    ],
    ['*tebal _dan miring_*', ['tebal dan miring', 'bold:tebal dan miring', 'italic:dan miring']],
    ['```*apa adanya*```', ['*apa adanya*', 'code:*apa adanya*']],
    ['(*dalam kurung*)', ['(dalam kurung)', 'bold:dalam kurung']],
  ])('show in %j', (marked, shown) => {
    expect(read(marked)).toEqual(shown)
  })

  it.each([
    '2 * 3 * 4',
    'data_pegawai_baru',
    '* satu',
    'a*b*c',
    '*tidak\nsebaris*',
    '**',
    '∗kembar∗',
    '*',
    '<b>x</b>',
  ])('are none in %j', (text) => {
    expect(read(text)).toEqual([text])
  })

  it('never cross: what opens inside and closes outside is a character', () => {
    expect(read('*a _b* c_')).toEqual(['a _b c_', 'bold:a _b'])
  })

  it('leave addresses as they are, and make them links', () => {
    const { text, entities } = readMarks(
      'Buka https://contoh.go.id/a_b_c*d*. Balas ke wa.me/628110000?text=_x_',
    )
    expect(text).toBe('Buka https://contoh.go.id/a_b_c*d*. Balas ke wa.me/628110000?text=_x_')
    expect(entities.map(({ type, url }) => [type, url])).toEqual([
      ['text_link', 'https://contoh.go.id/a_b_c*d'],
      ['text_link', 'https://wa.me/628110000?text=_x'],
    ])
    expect(readMarks('javascript:alert(1)').entities).toEqual([])
  })
})
