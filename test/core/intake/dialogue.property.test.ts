import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanText } from '../../../core/intake/clean.ts'
import type { DialogueContext } from '../../../core/intake/dialogue.ts'
import { begin, step } from '../../../core/intake/dialogue.ts'
import { missingForm } from '../../../core/intake/completion.ts'
import type { DialogueInput, Draft, Purpose } from '../../../core/intake/form.ts'
import { recordedIn, recordForm } from '../../../core/intake/record.ts'
import { intakeWords } from '../../../core/text/id/intake.ts'
import { sitiKnown, tikContext, tikForm } from '../../fixtures/form.ts'
import { now } from './conversation.ts'

const channels = ['Telepon', 'Surat'].map((label) => ({ id: label.toLowerCase(), label, words: [] }))
const trouble = {
  ...{ ticket: '1042', number: 'TIK-1042', category: 'jaringan' },
  ...{ text: 'Kabel putus', since: 'pukul 08.00 WIB' },
}
/** What is written, and what the world tells of it. */
type Writing = { ctx: DialogueContext; purpose?: Purpose }

const own: fc.Arbitrary<Writing> = fc
  .record({ isKnown: fc.boolean(), hasOpenTickets: fc.boolean(), isTrouble: fc.boolean() })
  .map(({ isKnown, hasOpenTickets, isTrouble }) => ({
    ctx: {
      ...tikContext,
      known: isKnown ? sitiKnown : {},
      hasOpenTickets,
      troubles: isTrouble ? [trouble] : [],
    },
  }))
const record: Writing = {
  ctx: {
    ...tikContext,
    form: recordForm(tikForm, channels, intakeWords.record),
    officer: true,
    words: { ...intakeWords, ...intakeWords.record.dialogue },
  },
  purpose: { kind: 'record' },
}
const complete: Writing = {
  ctx: {
    ...tikContext,
    form: missingForm(tikForm, ['telepon', 'email', 'bukti']),
    words: { ...intakeWords, ...intakeWords.completion.dialogue('TIK-1042') },
  },
  purpose: { kind: 'complete', ticket: '1042' },
}
const writing: fc.Arbitrary<Writing> = fc
  .record({ written: fc.oneof(own, fc.constantFrom(record, complete)), buttons: fc.boolean() })
  .map(({ written, buttons }) => ({ ...written, ctx: { ...written.ctx, channel: { buttons } } }))

const meaningful = fc.constantFrom(
  ...[
    'halo',
    'wifi',
    'Wi-Fi lantai 2 mati sejak pagi',
    'ya',
    'tidak',
    'ubah',
    'ubah nama',
    'bantuan',
    'status',
    'petugas',
  ],
  ...[
    'lewati',
    'Lewati sisanya',
    '-',
    'selesai',
    '1',
    '2',
    '3',
    '12',
    'Budi',
    'Dinkes',
    'dinas kesehtan',
    'kembali',
  ],
  ...[
    '0812 3456 7890',
    'a@gmial.com',
    'a@x.go.id',
    'PNS',
    'kapan?',
    '🙏',
    'password: a1',
    'Nama: Ani\nOPD: Dishub',
  ],
  ...['untuk rekan', 'sama', 'bukan', 'batal', 'kirim', 'hapus semua bukti'],
  ...['baru saja', 'kemarin 14.00', 'surat', '005/1/X/2026', '12 Oktober 2026', 'ubah diterima'],
)
/** A text, one of the buttons now shown (by index), any press, a file, a contact, a sticker. */
type Move =
  | { kind: 'button'; index: number }
  | Extract<DialogueInput, { kind: 'text' | 'press' | 'attachment' | 'contact' | 'unsupported' }>
const text = fc.oneof(
  meaningful,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ minLength: 3400, maxLength: 3600 }),
)
const file = { channel: 'telegram' as const, id: 'f', unique: 'f' }
const id = fc.constant('')
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('button' as const), index: fc.nat(12) }) },
  { weight: 4, arbitrary: fc.record({ id, kind: fc.constant('text' as const), text }) },
  fc.record({
    id,
    kind: fc.constant('press' as const),
    value: fc.oneof(fc.string(), fc.constantFrom('!send', 'nama=!edit', 'jenis=email')),
  }),
  fc
    .record({
      what: fc.constantFrom('photo' as const, 'voice' as const),
      caption: fc.oneof(fc.constant(''), text),
      album: fc.option(fc.constant('a'), { nil: undefined }),
    })
    .map(({ what, caption, album }) => ({
      id: '',
      kind: 'attachment' as const,
      evidence: { what, file, caption },
      album,
    })),
  fc.record({ id, kind: fc.constant('contact' as const), phone: fc.string(), own: fc.boolean() }),
  fc.record({ id, kind: fc.constant('unsupported' as const), what: fc.string() }),
)

function inputOf(move: Move, draft: Draft, id: string): DialogueInput {
  if (move.kind !== 'button') return { ...move, id }
  const buttons = draft.effects.flatMap((effect) =>
    effect.kind === 'say' ? (effect.buttons ?? []).flat() : [],
  )
  const press = buttons[move.index % Math.max(1, buttons.length)]?.press ?? ''
  return { id, kind: 'press', value: press.slice('d:42:'.length) }
}

it('never throws, always answers, replays and survives JSON, whatever is said', () => {
  fc.assert(
    fc.property(
      writing,
      fc.option(move, { nil: null }),
      fc.array(move, { maxLength: 30 }),
      ({ ctx, purpose }, first, moves) => {
        const opening = first === null || first.kind === 'button' ? null : { ...first, id: 'first' }
        const seed = { id: '42', owner: 'telegram:7', purpose, input: opening }
        let [draft, effects] = begin(ctx, seed, now)
        expect(effects.length).toBeGreaterThan(0)
        for (const [index, move] of moves.entries()) {
          const input = inputOf(move, draft, String(index))
          const album = draft.album
          ;[draft, effects] = step(ctx, draft, input, now)
          const isFollowing = input.kind === 'attachment' && input.album !== undefined && album !== null
          if (!isFollowing) expect(effects.length).toBeGreaterThan(0)
          expect(JSON.parse(JSON.stringify(draft))).toEqual(draft)
          for (const { value } of Object.values(draft.answers)) expect(value).toBe(cleanText(value))
          expect(step(ctx, draft, input, now)).toEqual([draft, effects])
          for (const effect of effects) {
            if (effect.kind !== 'say') continue
            expect(effect.text.length).toBeLessThanOrEqual(4096)
            for (const { press } of effect.buttons?.flat() ?? [])
              expect(Buffer.byteLength(press)).toBeLessThanOrEqual(64)
          }
        }
      },
    ),
    { numRuns: 300 },
  )
})

/** What answers the present question, as a willing person would. */
function willing(draft: Draft): string {
  if (draft.phase === 'confirming') return 'Ya, sama'
  if (draft.phase === 'comparing') return 'Bukan'
  if (draft.phase === 'changing') return 'Kembali'
  if (draft.phase === 'summary') return 'ya'
  const answers: Record<string, string> = {
    isi: 'Wi-Fi lantai 2 mati sejak pagi',
    ...{ jenis: 'Jaringan', nama: 'Budi Santoso', opd: 'Dinas Kesehatan', bidang: 'Umum', jabatan: 'Staf' },
    ...{ telepon: '0812 3456 7890', email: 'budi@x.go.id', jenis_kelamin: 'Perempuan' },
    ...{ status_kepegawaian: 'Non PNS', bukti: 'selesai' },
    ...{ _channel: 'Surat', _received: 'kemarin 14.00' },
    ...{ 'letter-number': '005/1/X/2026', 'letter-date': 'kemarin' },
  }
  return answers[draft.field ?? ''] ?? ''
}

it('comes from any state to the summary and submits', () => {
  fc.assert(
    fc.property(writing, fc.array(move, { maxLength: 25 }), ({ ctx, purpose }, moves) => {
      let [draft] = begin(ctx, { id: '42', owner: 'telegram:7', purpose, input: null }, now)
      for (const [index, move] of moves.entries())
        [draft] = step(ctx, draft, inputOf(move, draft, `m${index}`), now)
      const fields = ctx.form.fields.length
      for (let turn = 0; turn < fields + 3; turn += 1) {
        if (draft.effects.some((effect) => effect.kind === 'submit')) break
        ;[draft] = step(ctx, draft, { id: `w${turn}`, kind: 'text', text: willing(draft) }, now)
      }
      expect(draft.effects).toEqual([{ kind: 'submit' }])
      for (const { id, kind, required, leads } of ctx.form.fields) {
        const isNeeded = ctx.officer ? leads === true || kind === 'problem' || kind === 'category' : required
        if (isNeeded) expect(draft.answers[id]).toBeDefined()
      }
      if (purpose?.kind !== 'record') return
      const recorded = recordedIn(ctx.form, draft)
      expect(recorded.received.getTime()).toBeLessThanOrEqual(now.getTime())
      const beside = Object.keys(recorded.answers).filter((id) => /^(?:letter-|_)/.test(id))
      const isLetter = recorded.channel === 'surat'
      expect(beside.filter((id) => !isLetter || !id.startsWith('letter-'))).toEqual([])
    }),
    { numRuns: 300 },
  )
})
