import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pad, wrap } from '../../../core/report/wrap.ts'

test('words stay whole where they fit, a long one is broken after a slash or hyphen, else anywhere', () => {
  expect(wrap('satu dua tiga', 8)).toEqual(['satu dua', 'tiga'])
  expect(wrap('Tanggapan/Konfirmasi via telp/WA', 12)).toEqual(['Tanggapan/', 'Konfirmasi', 'via telp/WA'])
  expect(wrap('a-b-cdefghijk', 4)).toEqual(['a-b-', 'cdef', 'ghij', 'k'])
  expect(wrap('  satu\n\tdua  ', 20)).toEqual(['satu dua'])
  expect(wrap('\u200b', 5)).toEqual([''])
})

test('a character outside the basic plane counts as one', () => {
  expect(wrap('🙏🙏🙏', 2)).toEqual(['🙏🙏', '🙏'])
  expect(pad('🙏', 3)).toBe('🙏  ')
})

test('no line is too long, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const lines = wrap(text, width)
      const bare = (s: string) => s.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, '')
      expect(bare(lines.join(''))).toBe(bare(text))
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width)
    }),
  )
})
