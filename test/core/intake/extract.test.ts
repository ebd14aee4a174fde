import { describe, expect, it } from 'vitest'
import { fieldCalled, findMentions, readBlock } from '../../../core/intake/extract.ts'
import { tikContext, tikForm } from '../../fixtures/form.ts'
import { now } from './conversation.ts'

const given = { ...tikContext, now }

const values = (answers: Record<string, { value: string }>) =>
  Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, value]))

describe('a pasted block', () => {
  it('is read line by line, in any order, under the usual names', () => {
    const block = readBlock(
      'Mohon bantuan\nE-mail: rina@x.go.id\nNo. HP : 0857 1111 2222\nNama Pelapor= Rina Wati, M.T.\nnama OPD: dindikbud\nUPT: Balai Tekkom\nKendala: wifi lemot\nsejak pagi',
      given,
    )
    expect(values(block.answers)).toEqual({
      email: 'rina@x.go.id',
      telepon: '+6285711112222',
      nama: 'Rina Wati, M.T.',
      opd: 'Dinas Pendidikan dan Kebudayaan (Dindikbud)',
      bidang: 'Balai Tekkom',
    })
    expect(block).toMatchObject({
      labels: 6,
      leads: false,
      problem: 'wifi lemot\nsejak pagi',
      rest: 'Mohon bantuan',
    })
  })

  it('is read on one line', () => {
    const block = readBlock('Nama: Budi, OPD: Dinkes; Jenis: 2, Telp: 0254-200123', given)
    expect(values(block.answers)).toEqual({
      nama: 'Budi',
      opd: 'Dinas Kesehatan (Dinkes)',
      jenis: 'email',
      telepon: '+62254200123',
    })
    expect(block.leads).toBe(true)
  })

  it('proposes what is doubtful and leaves out what is wrong', () => {
    const block = readBlock('OPD: dinas kesehtan\nEmail: budi@gmial.com\nNama: 12345', given)
    expect(block.answers).toEqual({})
    expect(values(block.proposed)).toEqual({ opd: 'Dinas Kesehatan (Dinkes)', email: 'budi@gmail.com' })
  })

  it.each(['Wi-Fi mati jam 08:00', 'buka https://x.go.id lambat', 'surname: x'])('is not: %s', (text) => {
    expect(readBlock(text, given)).toMatchObject({ labels: 0, rest: text })
  })
})

describe('running text', () => {
  it('mentions an address, a number, an agency and a kind', () => {
    const found = findMentions('Dari Dinkes: internetnya lelet, hubungi 0812-3456-7890 / ani@x.go.id', given)
    expect(values(found)).toEqual({
      jenis: 'jaringan',
      opd: 'Dinas Kesehatan (Dinkes)',
      telepon: '+6281234567890',
      email: 'ani@x.go.id',
    })
  })

  it.each([
    ['laptop dan printer tidak tersambung wifi', 'komputer'],
    ['printer mati, wifi juga', 'komputer'],
    ['wifi mati, printer juga', 'jaringan'],
  ])('of several kinds, the one mentioned most or first: %s', (text, id) => {
    expect(findMentions(text, given)['jenis']?.value).toBe(id)
  })

  it('mentions nothing', () => {
    expect(findMentions('tolong dibantu, alamat 10.0.0.1 tidak merespons', given)).toEqual({})
  })
})

it.each([
  ['nama', 'nama'],
  ['no hp', 'telepon'],
  ['Alamat E-Mail', 'email'],
  ['balai', 'bidang'],
])('a field is called %s', (name, id) => {
  expect(fieldCalled(name, tikForm, tikContext.words)?.id).toBe(id)
})
