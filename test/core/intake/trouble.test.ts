import { describe, expect, it } from 'vitest'
import type { DialogueContext } from '../../../core/intake/dialogue.ts'
import type { Trouble } from '../../../core/intake/trouble.ts'
import { tikContext } from '../../fixtures/form.ts'
import { press, sent, talk } from './conversation.ts'

const trouble: Trouble = {
  ticket: '1042',
  number: 'TIK-1042',
  category: 'jaringan',
  text: 'Kabel serat optik putus, pulih sekitar pukul 12.00.',
  since: 'pukul 08.00 WIB',
}
const question =
  'Saat ini ada gangguan: Kabel serat optik putus, pulih sekitar pukul 12.00 (TIK-1042, sejak pukul 08.00 WIB). Apakah kendala Bapak/Ibu sama?'
const during: DialogueContext = { ...tikContext, troubles: [trouble] }
const problem = 'Wi-Fi di lantai 2 mati sejak pagi'

describe('a complaint during an announced trouble', () => {
  it('is asked first whether it is the same, and joins it', () => {
    const it = talk(during, problem).tap('Ya, Jaringan')
    expect(it.text).toBe(question)
    expect(it.buttons).toEqual(['Ya, sama | Bukan'])
    expect(it.tap('Ya, sama').effects).toEqual([{ kind: 'join', ticket: '1042' }])
    expect(it.draft.answers['isi']?.value).toBe(problem)
  })

  it('is asked by numbers where there are no buttons', () => {
    const it = talk({ ...during, channel: { buttons: false } }, problem).say('1')
    expect(it.text).toBe(`${question} 1 Ya, sama · 2 Bukan`)
    expect(it.say('2').text).toBe('Siapa nama Bapak/Ibu?')
  })

  it('is not asked twice', () => {
    const it = talk(during, problem).tap('Ya, Jaringan').tap('Bukan')
    expect(it.draft).toMatchObject({ field: 'nama', otherTroubles: ['1042'] })
    it.say('ubah jenis').tap('E-mail').say('ubah jenis').tap('Jaringan')
    expect(it.draft.field).toBe('nama')
  })

  it('is asked about the newest, then about the one before', () => {
    const older = { ...trouble, ticket: '1001', number: 'TIK-1001' }
    const it = talk({ ...during, troubles: [trouble, older] }, problem)
      .tap('Ya, Jaringan')
      .tap('Bukan')
    expect(it.text).toMatch(/TIK-1001/)
    expect(it.say('ya').effects).toEqual([{ kind: 'join', ticket: '1001' }])
  })

  it('is not asked of another kind, nor before the problem is told', () => {
    expect(talk(during, 'Laptop tidak menyala').tap('Ya, Komputer').draft.field).toBe('nama')
    expect(talk(during, null).say('Jenis: Jaringan').draft.field).toBe('isi')
    expect(talk(during, null).say('Jenis: Jaringan', problem).text).toBe(question)
  })

  it('is not asked of what an officer writes down', () => {
    const record = talk(during, null, '42', { purpose: { kind: 'record' } })
    expect(record.say(problem).tap('Ya, Jaringan').draft.field).toBe('nama')
  })

  it('keeps files and repeats the question', () => {
    const it = talk(during, problem).tap('Ya, Jaringan').say(sent('photo'))
    expect(it.text).toBe(`Foto sudah kami terima sebagai bukti.\n\n${question}`)
    expect(it.draft.evidence).toHaveLength(1)
    expect(it.say('entah').text).toBe(`Mohon maaf, jawaban itu belum kami pahami.\n\n${question}`)
  })

  it('goes on where the trouble ended meanwhile, whatever was answered', () => {
    let ctx = during
    for (const answer of ['ya', press('!join'), press('!not-same')]) {
      ctx = during
      const it = talk(() => ctx, problem).tap('Ya, Jaringan')
      ctx = tikContext
      expect(it.say(answer).text).toBe(
        'Gangguan tadi sudah berakhir, jadi pengaduan Bapak/Ibu kami lanjutkan.\n\nSiapa nama Bapak/Ibu?',
      )
      expect(it.effects.map(({ kind }) => kind)).toEqual(['say'])
    }
  })

  it('stands while nobody is asked whether it ended', () => {
    const it = talk(during, problem).tap('Ya, Jaringan')
    expect(it.say('batal').effects.map(({ kind }) => kind)).toEqual(['say', 'cancel'])
  })
})
