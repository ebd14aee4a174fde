import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatLink } from '../../../core/app/forwarded.ts'
import { collect, forwardedText } from '../../../core/intake/forwarded.ts'
import type { Acquaintance, Given } from '../../../core/intake/fields.ts'
import type { Draft } from '../../../core/intake/form.ts'
import { checkRequester, readRequester, requesterIn } from '../../../core/intake/requester.ts'
import { findSecret } from '../../../core/intake/secrets.ts'
import { indonesian } from '../../../core/text/words.ts'

const given = (people: Acquaintance[] = []): Given => ({
  agencies: [],
  people,
  now: new Date('2026-11-16T01:00:00Z'),
  zone: 'Asia/Jakarta',
  words: indonesian.intake,
})
const budi: Acquaintance = { person: '7', name: 'Budi Santoso', detail: 'Dinas Kesehatan', byNumber: false }

const photo = (caption = '') => ({
  what: 'photo' as const,
  file: { channel: 'whatsapp' as const, id: 'f', unique: 'u' },
  caption,
})

type Collected = Pick<Draft, 'answers' | 'evidence'>
const empty: Collected = { answers: {}, evidence: [] }

describe('readRequester', () => {
  it.each([
    ['Siti Aminah 0812-1000-2002', 'Siti Aminah', '+6281210002002'],
    ['0812 1000 2002 (Siti Aminah)', 'Siti Aminah', '+6281210002002'],
    ['+62 812-1000-2002', null, '+6281210002002'],
    ['Siti Aminah, S.Kom., M.T.', 'Siti Aminah, S.Kom., M.T.', null],
    ['Pak Budi\nDisdik', 'Pak Budi Disdik', null],
    ['12345', null, null],
    ['-', null, null],
  ])('reads %j', (text, name, phone) => {
    const read = readRequester(text)
    expect([read.name, read.phone?.value ?? null]).toEqual([name, phone])
  })

  it('reads a name and a number alike, whichever comes first', () => {
    const name = fc.constantFrom('Siti', 'Budi Santoso', 'Pak Umar', 'Ni Luh Ayu')
    const phone = fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => `0812${n}`)
    fc.assert(
      fc.property(name, phone, fc.constantFrom(' ', ', ', ' - '), (who, number, between) => {
        const read = readRequester(`${who}${between}${number}`)
        expect(read).toEqual({
          name: who,
          phone: expect.objectContaining({ value: `+62${number.slice(1)}` }),
        })
        expect(readRequester(`${number}${between}${who}`)).toEqual(read)
      }),
    )
  })
})

describe('checkRequester', () => {
  const answered = (text: string, people: Acquaintance[] = []) => {
    const checked = checkRequester(text, given(people))
    return checked.ok === true ? requesterIn({ answers: { _requester: checked.answer } }) : checked
  }

  it('takes somebody nobody knows as they are called', () => {
    expect(answered('Siti')).toEqual({ person: null, name: 'Siti', phone: null })
  })

  it('takes nobody for somebody else by a name alone', () => {
    const checked = checkRequester('budi', given([budi, { ...budi, person: '8', detail: '' }]))
    expect(checked).toMatchObject({
      ok: 'unsure',
      suggested: [
        { answer: { shown: 'Budi Santoso (Dinas Kesehatan)' }, own: false },
        { answer: { shown: 'Budi Santoso' }, own: false },
        { answer: { shown: 'budi' }, own: true },
      ],
    })
  })

  it('knows the owner of a verified number, unless another name is told with it', () => {
    const owner = { ...budi, byNumber: true }
    expect(answered('0812-1000-2002', [owner])).toMatchObject({ person: '7' })
    expect(answered('Pak Budi 0812-1000-2002', [owner])).toMatchObject({ person: '7' })
    expect(answered('Siti 0812-1000-2002', [owner])).toMatchObject({ ok: 'unsure' })
  })

  it.each([
    ['1234', 'phone-incomplete'],
    ['🙏', 'name-letters'],
    ['x'.repeat(101), 'too-long'],
  ])('refuses %j', (text, problem) => {
    expect(checkRequester(text, given())).toEqual({ ok: false, problem })
  })
})

describe('collect', () => {
  it('joins the texts in their order and keeps the files, secrets covered', () => {
    const first = collect(empty, { text: 'wifi mati', evidence: [] })
    const second = collect(first.kept, {
      text: 'password: Rahasia1',
      evidence: [photo('password: Rahasia1')],
    })
    expect(forwardedText(second.kept)).toBe('wifi mati\npassword: ••••')
    expect(second.kept.evidence).toEqual([photo('password: ••••')])
    expect([first.secret, second.secret, second.refused]).toEqual([false, true, null])
  })

  it('says what does not fit any more, and keeps what did', () => {
    const full = collect(empty, {
      text: 'a'.repeat(3_490),
      evidence: Array.from({ length: 10 }, () => photo()),
    })
    expect(full.refused).toBeNull()
    expect(collect(full.kept, { text: 'terlalu panjang', evidence: [] })).toMatchObject({
      refused: 'text',
      kept: full.kept,
    })
    expect(collect(full.kept, { text: '', evidence: [photo()] })).toMatchObject({
      refused: 'files',
      kept: full.kept,
    })
  })

  it('never keeps a secret nor more than fits, whatever is forwarded', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 2_000 }),
      fc.constantFrom('kode OTP saya 123456', 'NIK 3601234567890123', 'pin: 9911'),
    )
    const message = fc.record({ text, files: fc.nat(4) })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const kept = messages.reduce<Collected>(
          (before, each) =>
            collect(before, {
              text: each.text,
              evidence: Array.from({ length: each.files }, () => photo(each.text)),
            }).kept,
          empty,
        )
        const parts = forwardedText(kept).split('\n')
        expect(parts.map(findSecret).filter(Boolean)).toEqual([])
        expect(kept.evidence.map(({ caption }) => findSecret(caption)).filter(Boolean)).toEqual([])
        expect(forwardedText(kept).length).toBeLessThanOrEqual(3_500)
        expect(kept.evidence.length).toBeLessThanOrEqual(10)
      }),
    )
  })
})

describe('chatLink', () => {
  it('opens the chat of that number with the text in it, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const link = new URL(chatLink('+6281210002002', text))
        expect(link.href.startsWith('https://wa.me/6281210002002?text=')).toBe(true)
        expect(link.searchParams.get('text')).toBe(text)
      }),
    )
    expect(chatLink('+62812', 'Budi \ud83d')).toBe('https://wa.me/62812?text=Budi%20')
  })
})
