import { describe, expect, it } from 'vitest'
import { readAhead } from '../../../core/intake/completion.ts'
import type { DialogueContext } from '../../../core/intake/dialogue.ts'
import { recordedIn, recordForm } from '../../../core/intake/record.ts'
import { intakeWords } from '../../../core/text/id/intake.ts'
import { sitiKnown, tikContext, tikForm } from '../../fixtures/form.ts'
import { now, sent, talk } from './conversation.ts'

const channel = (id: string, label: string) => ({ id, label, words: [] })
const channels = [
  channel('telepon', 'Telepon'),
  channel('surat', 'Surat tertulis'),
  channel('nodis', 'Nota dinas'),
  channel('se', 'Surat elektronik'),
]
/** An officer who writes down what somebody told. What is known of the officer is no answer. */
const officer: DialogueContext = {
  ...tikContext,
  form: recordForm(tikForm, channels, intakeWords.record),
  officer: true,
  words: { ...intakeWords, ...intakeWords.record.dialogue },
}
const purpose = { kind: 'record' as const }
const start = (more = {}) => talk(officer, null, '42', { purpose, hello: 'Pencatatan.', ...more })
const problem = 'Printer keuangan tidak mencetak'

describe('a complaint that came another way', () => {
  it('asks how and when it came before anything else, and may leave out what was not told', () => {
    const it = start()
    expect(it.text).toBe('Pencatatan. Pengaduan ini disampaikan lewat apa? Pilih salah satu.')
    expect(it.buttons).toEqual(['Telepon | Surat tertulis', 'Nota dinas | Surat elektronik'])
    expect(it.tap('Telepon').buttons).toEqual(['Baru saja'])
    expect(it.say('tadi 08.30').draft.answers['_received']).toEqual({
      value: '2026-10-14T01:30:00.000Z',
      shown: 'pukul 08.30 WIB',
    })
    expect(it.text).toBe('Apa kendalanya? Silakan tulis, kirim foto, atau rekam suara.')
    it.say(problem)
    expect(it.tap('Ya, Komputer').text).toBe('Siapa nama pelapor?')
    for (const field of [
      'opd',
      'bidang',
      'jabatan',
      'telepon',
      'email',
      'jenis_kelamin',
      'status_kepegawaian',
    ])
      expect(it.tap('Tidak disebutkan').draft.field).toBe(field)
    it.tap('Tidak disebutkan').tap('Tanpa bukti')
    expect(it.text).toBe(
      `Mohon diperiksa:\nDisampaikan lewat: Telepon\nDiterima: pukul 08.30 WIB\nIsi aduan: ${problem}\nJenis: Komputer\nBukti: tidak ada\n\nPilih Catat bila sudah benar.`,
    )
    expect(it.buttons).toEqual(['Catat | Ubah | Batal'])
    expect(it.tap('Catat').effects).toEqual([{ kind: 'submit' }])
    expect(recordedIn(officer.form, it.draft)).toEqual({
      channel: 'telepon',
      received: new Date('2026-10-14T01:30:00Z'),
      answers: {
        isi: { value: problem, shown: problem },
        jenis: { value: 'komputer', shown: 'Komputer' },
      },
    })
  })

  it('always tells how and when it came, and what it is about', () => {
    for (const said of ['lewati', 'tidak disebutkan', '-'])
      expect(start().say(said).text).toMatch(/^Isian ini diperlukan\./)
    expect(start().tap('Telepon').say('lewati').text).toMatch(/^Isian ini diperlukan\./)
    const atProblem = start().tap('Telepon').tap('Baru saja')
    expect(atProblem.buttons).toEqual([])
    expect(atProblem.say(problem).buttons.join()).not.toMatch(/Tidak disebutkan/)
  })

  it('asks for the number and date of a letter, and of nothing else', () => {
    for (const label of ['Surat tertulis', 'Nota dinas']) {
      const it = start().tap(label).tap('Baru saja')
      expect(it.text).toBe('Berapa nomor suratnya?')
      expect(it.say('005/1/X/2026 tanggal 12 Oktober 2026').text).toBe(
        'Tanggal surat: 12 Oktober 2026. Benar? Bila berbeda, tulis yang benar.',
      )
      expect(it.tap('Ya, 12 Oktober 2026').draft.field).toBe('isi')
    }
    for (const label of ['Telepon', 'Surat elektronik'])
      expect(start().tap(label).tap('Baru saja').draft.field).toBe('isi')
  })

  it('asks what a change of the channel brings with it, and forgets what it takes away', () => {
    const it = start().tap('Telepon').tap('Baru saja').say(problem).tap('Ya, Komputer')
    it.say('ubah').tap('Disampaikan lewat').tap('Surat tertulis')
    expect(it.draft.field).toBe('letter-number')
    it.say('005/1/X/2026').say('kemarin')
    expect(it.draft).toMatchObject({ field: 'nama', answers: { 'letter-date': { value: '2026-10-13' } } })
    it.say('ubah disampaikan lewat').tap('Telepon')
    it.say('ubah')
    expect(it.buttons.join()).not.toMatch(/surat/i)
    expect(Object.keys(recordedIn(officer.form, it.draft).answers)).toEqual(['isi', 'jenis'])
  })

  it("asks the form's own letter fields first when it is a letter, and in their place when it is not", () => {
    const own = {
      ...tikForm.fields[4]!,
      id: 'nomor',
      kind: 'letter-number' as const,
      label: 'Nomor nota dinas',
      ask: 'Nomornya?',
    }
    const form = recordForm({ ...tikForm, fields: [...tikForm.fields, own] }, channels, intakeWords.record)
    expect(form.fields.map(({ id }) => id).slice(0, 3)).toEqual(['_channel', '_received', 'letter-date'])
    const ctx = { ...officer, form }
    const letter = talk(ctx, null, '42', { purpose }).tap('Nota dinas').tap('Baru saja')
    expect(letter.draft.field).toBe('letter-date')
    expect(letter.say('kemarin').draft.field).toBe('nomor')
    expect(talk(ctx, null, '42', { purpose }).tap('Telepon').tap('Baru saja').draft.field).toBe('isi')
  })

  it('answers "baru saja" by the moment it was said', () => {
    expect(start().tap('Telepon').tap('Baru saja').draft.answers['_received']?.value).toBe(now.toISOString())
    expect(start().tap('Telepon').say('barusan').draft.answers['_received']?.value).toBe(now.toISOString())
  })

  it('proposes what was typed after the command, without its secrets', () => {
    const told = readAhead('Dinkes: internetnya lelet, password saya: mawar12, HP 0812 3456 7890', {
      ...officer,
      now,
    })
    const it = start(told).tap('Telepon').tap('Baru saja')
    expect(it.buttons[0]).toMatch(/^Ya, Dinkes: internetnya lelet/)
    it.say('ya', 'ya', 'Budi')
    expect(it.draft.answers['jenis']?.value).toBe('jaringan')
    expect(it.tap('Ya, Dinas Kesehatan (Dinkes)').draft.field).toBe('bidang')
    expect(JSON.stringify(it.draft)).not.toMatch(/mawar12/)
  })

  it('keeps the problem of a block that is pasted at another question', () => {
    const it = start().say(`Nama: Ani\nDiterima: kemarin 14.00\nKeluhan: ${problem}`).tap('Telepon')
    expect(it.text).toBe(`Isi aduan: ${problem}. Benar? Bila berbeda, tulis yang benar.`)
    expect(it.draft.answers['_received']?.value).toBe('2026-10-13T07:00:00.000Z')
    expect(it.say('ya').buttons[0]).toBe('Ya, Komputer')
  })

  it('is about somebody else than its writer', () => {
    const it = talk({ ...officer, known: sitiKnown }, null, '42', { purpose })
    it.tap('Telepon').tap('Baru saja').say(problem)
    expect(it.tap('Ya, Komputer').draft.field).toBe('nama')
    expect(it.buttons).toEqual(['Tidak disebutkan'])
  })
})

describe('words that are no commands to an officer', () => {
  it('are answers', () => {
    const it = start().tap('Telepon').tap('Baru saja').say(problem).tap('Ya, Komputer').say('Budi', 'Dinkes')
    expect(it.say('-').draft.field).toBe('jabatan')
    expect(it.say('petugas').draft.answers['jabatan']?.value).toBe('petugas')
    expect(it.effects.map(({ kind }) => kind)).toEqual(['say'])
    expect(it.say('/petugas', '/status').text).toMatch(/^Pesan itu belum dapat kami baca sebagai jawaban\./)
    expect(it.draft.field).toBe('telepon')
    expect(it.effects[0]).not.toHaveProperty('asksContact')
    expect(
      it.say({ kind: 'contact', phone: '6281234567890', own: true }).draft.answers['telepon']?.value,
    ).toBe('+6281234567890')
  })

  it('has no officer to offer after mistakes', () => {
    const it = start().tap('Telepon').say('x', 'y', 'z')
    expect(it.text).toBe('Mohon maaf, waktunya belum dapat dibaca. Contoh: kemarin 14.00.')
    expect(it.buttons).toEqual(['Baru saja'])
  })

  it('goes on, and is dropped, in words of its own', () => {
    const stands = 'Pencatatan yang berjalan masih tersimpan. Ketik BATAL untuk menghentikannya.'
    expect(start().say({ kind: 'unsupported', what: 'new' }).text).toMatch(new RegExp(`^${stands}\n\n`))
    expect(start().say('halo').text).toMatch(new RegExp(`^${stands}\n\n`))
    expect(start().say('bantuan').text).toMatch(/UBAH, BATAL\.\n\n/)
    expect(start().say('batal').effects).toEqual([
      { kind: 'say', text: 'Pencatatan dibatalkan dan datanya dihapus. Untuk memulai lagi, ketik /catat.' },
      { kind: 'cancel' },
    ])
    expect(start().tap('Telepon').say(sent('photo', 'surat')).draft.evidence).toHaveLength(1)
  })
})
