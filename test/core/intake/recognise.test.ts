import { expect, it } from 'vitest'
import { asksProgress, isGreeting, isQuestion, isThanks } from '../../../core/intake/recognise.ts'
import { cleanText, plain, shorten } from '../../../core/intake/clean.ts'
import { intakeWords as words } from '../../../core/text/id/intake.ts'

it.each([
  'Terima kasih',
  'terima kasih banyak, Pak 🙏',
  'siap',
  'Ok bu',
  '🙏',
  '👍🏻',
  'Makasih min',
  'siap terima kasih atas bantuannya',
])('thanks: %s', (text) => expect(isThanks(text, words)).toBe(true))
it.each(['terima kasih, tetapi masih mati', 'siap kapan?', 'bapak', '', '🔥', 'sudah'])(
  'not only thanks: %s',
  (text) => expect(isThanks(text, words)).toBe(false),
)
it.each([
  'halo',
  'Selamat pagi, Pak',
  "Assalamu'alaikum wr. wb.",
  'p',
  'min',
  'Mohon izin mau lapor',
  '/start',
])('greeting: %s', (text) => expect(isGreeting(text, words)).toBe(true))
it.each(['halo wifi mati', 'admin', 'Abdul Salam', '', 'bapak'])('not only a greeting: %s', (text) =>
  expect(isGreeting(text, words)).toBe(false),
)
it.each([
  ['kapan selesai?', true],
  ['Bagaimana caranya', true],
  ['untuk apa? ', true],
  ['Budi', false],
  ['Kapandi', false],
])('question: %s', (text, asked) => expect(isQuestion(text, words)).toBe(asked))
it('recognises a question after a running complaint', () => {
  expect(asksProgress('Kapan selesai ya?', words)).toBe(true)
  expect(asksProgress('Wi-Fi kapan diperbaiki', words)).toBe(false)
})

it.each([
  ['  a \t b\u0000\r\n\n\n\nc\u200e ', 'a b\n\nc'],
  ['x\ud800y', 'xy'],
  ['\u202Eabc', 'abc'],
  ['e\u0301', 'é'],
  ['👩‍💻 ok', '👩‍💻 ok'],
])('cleans %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean)
  expect(cleanText(clean)).toBe(clean)
})
it('compares without case and signs, and shortens by whole characters', () => {
  expect(plain(' E-Mail. ')).toBe('e mail')
  expect(shorten('satu\ndua tiga', 9)).toBe('satu dua…')
  expect(shorten('👍👍👍', 3)).toBe('👍👍👍')
})
