import { describe, expect, it } from 'vitest'
import { mailOfAnswer } from '../../../core/notify/mail.ts'
import { mailWords } from '../../../core/text/id/mail.ts'

const answer = {
  to: 'sari@bapenda.go.id',
  number: 'TIK-1042',
  name: 'Sari Dewi',
  office: 'Diskominfo SP Provinsi Banten',
  text: 'Jaringan lantai 2 sudah pulih.\nKabel diganti.',
}

describe('mailOfAnswer', () => {
  it('is a letter of the office that ends with what to do next', () => {
    const attachments = [{ key: 'papers/1042/jawaban.pdf', name: 'Jawaban.pdf' }]
    expect(mailOfAnswer(mailWords, { ...answer, attachments })).toEqual({
      to: 'sari@bapenda.go.id',
      subject: 'Jawaban pengaduan TIK-1042',
      text: `Yth. Bapak/Ibu Sari Dewi,

Berikut jawaban kami atas pengaduan nomor TIK-1042.

Jaringan lantai 2 sudah pulih.
Kabel diganti.

Hormat kami,
Diskominfo SP Provinsi Banten

Bila ada yang ingin ditanyakan, silakan hubungi kami dengan menyebutkan nomor TIK-1042.`,
      attachments,
    })
  })

  it('greets somebody whose name is not known, and points at what is attached', () => {
    const { text } = mailOfAnswer(mailWords, { ...answer, name: '', text: '' })
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      'Yth. Bapak/Ibu,',
      'Berikut jawaban kami atas pengaduan nomor TIK-1042.',
      'Mohon lihat lampiran.',
    ])
  })
})
