import { describe, expect, it } from 'vitest'
import { missingForm, readAhead } from '../../../core/intake/completion.ts'
import { intakeWords } from '../../../core/text/id/intake.ts'
import { tikContext, tikForm } from '../../fixtures/form.ts'
import { now, sent, talk } from './conversation.ts'

const letter = (id: string, kind: 'letter-number' | 'letter-date', label: string) => ({
  ...tikForm.fields[4]!,
  ...{ id, kind, label, ask: `${label}?` },
})
const form = {
  ...tikForm,
  fields: [
    ...tikForm.fields,
    letter('nomor', 'letter-number', 'Nomor surat'),
    letter('tanggal', 'letter-date', 'Tanggal surat'),
  ],
}
const lacking = (...missing: string[]) => ({
  ...tikContext,
  form: missingForm(form, missing),
  words: { ...intakeWords, ...intakeWords.completion.dialogue('TIK-1042') },
})
const purpose = { kind: 'complete' as const, ticket: '1042' }
const values = (answers: Record<string, { value: string }>) =>
  Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, value]))

describe('completing a complaint', () => {
  it('asks what is missing and nothing else', () => {
    const it = talk(lacking('email', 'nomor'), null, '42', { purpose, hello: 'Mohon lengkapi TIK-1042.' })
    expect(it.text).toBe('Mohon lengkapi TIK-1042. Apa alamat e-mail Bapak/Ibu?')
    it.say('budi@x.go.id')
    expect(it.buttons).toEqual(['Menyusul'])
    it.say('005/1/X/2026')
    expect(it.text).toBe(
      'Mohon diperiksa:\nAlamat e-mail: budi@x.go.id\nNomor surat: 005/1/X/2026\n\nPilih Kirim bila sudah benar.',
    )
    expect(it.tap('Kirim').effects).toEqual([{ kind: 'submit' }])
    expect(it.draft.purpose).toEqual(purpose)
  })

  it('lets what is not required follow later, but not what is', () => {
    const it = talk(lacking('email', 'nomor', 'bukti'), null, '42', { purpose })
    expect(it.say('menyusul').text).toMatch(/^Mohon maaf, isian ini diperlukan agar TIK-1042 dapat/)
    it.say('budi@x.go.id', sent('photo'), 'selesai')
    expect(it.say('belum ada').text).toBe(
      'Mohon diperiksa:\nAlamat e-mail: budi@x.go.id\nBukti: 1 berkas\n\nPilih Kirim bila sudah benar.',
    )
  })

  it('begins with what a message held', () => {
    const ctx = lacking('nomor', 'tanggal')
    const told = readAhead('Nomor suratnya W.12-PR.01-118 tanggal 12 Oktober 2026', { ...ctx, now })
    const it = talk(ctx, null, '42', { purpose, hello: 'Diteruskan.', ...told })
    expect(it.text).toBe('Diteruskan. Nomor surat: W.12-PR.01-118. Benar? Bila berbeda, tulis yang benar.')
    expect(it.tap('Ya, W.12-PR.01-118').tap('Ya, 12 Oktober 2026').draft.phase).toBe('summary')
  })

  it('goes on to the summary where a block held everything', () => {
    const ctx = lacking('nomor', 'tanggal')
    const told = readAhead('Nomor: 005/1/X/2026\nTanggal: 12/10/2026', { ...ctx, now })
    expect(talk(ctx, null, '42', { purpose, ...told }).draft.phase).toBe('summary')
  })

  it('keeps the rest of an album in silence', () => {
    const [first] = talk(tikContext, sent('photo')).draft.evidence
    const it = talk(lacking('bukti'), null, '42', { purpose, evidence: [first!], album: 'a' })
    expect(it.text).toMatch(/Sudah ada 1 berkas bukti\./)
    expect(it.say(sent('photo', '', 'a')).effects).toEqual([])
    expect(it.draft.evidence).toHaveLength(2)
  })

  it('is dropped with a word on how to go on later', () => {
    expect(talk(lacking('nomor'), null, '42', { purpose }).say('batal').effects[0]).toEqual({
      kind: 'say',
      text: 'Baik, TIK-1042 belum dilengkapi. Untuk melengkapinya nanti, ketik LENGKAPI.',
    })
  })
})

describe('what a message holds of what is missing', () => {
  const held = (text: string, ...missing: string[]) => {
    const { answers, proposed } = readAhead(text, { ...lacking(...missing), now })
    return { answers: values(answers), proposed: values(proposed) }
  }

  it.each([
    ['budi@x.go.id', ['email', 'nomor'], { email: 'budi@x.go.id' }],
    ['hubungi saja 0812 3456 7890', ['telepon'], { telepon: '+6281234567890' }],
    ['W.12-PR.01-118', ['nomor', 'tanggal'], { nomor: 'W.12-PR.01-118' }],
    ['12 Oktober 2026', ['nomor', 'tanggal'], { tanggal: '2026-10-12' }],
    ['Wi-Fi mati lagi sejak 12 Oktober 2026', ['nomor', 'tanggal'], {}],
    ['Suratnya menyusul besok', ['nomor', 'tanggal', 'email'], {}],
    ['Budi Santoso', ['nama'], {}],
    ['budi@x.go.id', ['nomor'], {}],
  ])('%s', (text, missing, proposed) => expect(held(text, ...missing)).toEqual({ answers: {}, proposed }))

  it('takes what stands under its label', () => {
    expect(held('Nama: Budi\nNomor surat: 005/1/X/2026', 'nama', 'nomor').answers).toEqual({
      nama: 'Budi',
      nomor: '005/1/X/2026',
    })
  })
})
