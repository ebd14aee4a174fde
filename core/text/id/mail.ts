/** What is written in e-mails, and what staff read when one could not be sent. */
export const mailWords = {
  answerSubject: (number: string) => `Jawaban pengaduan ${number}`,
  answer: (mail: { number: string; name: string; office: string; answer: string }) =>
    [
      mail.name === '' ? 'Yth. Bapak/Ibu,' : `Yth. Bapak/Ibu ${mail.name},`,
      `Berikut jawaban kami atas pengaduan nomor ${mail.number}.`,
      mail.answer === '' ? 'Mohon lihat lampiran.' : mail.answer,
      `Hormat kami,\n${mail.office}`,
      `Bila ada yang ingin ditanyakan, silakan hubungi kami dengan menyebutkan nomor ${mail.number}.`,
    ].join('\n\n'),

  notSent: (number: string, why: Undelivered, isClosed: boolean) =>
    [
      `E-mail untuk pelapor ${number} tidak terkirim: ${reasons[why]}.`,
      isClosed
        ? 'Mohon sampaikan isinya dengan cara lain, misalnya telepon.'
        : `Mohon sampaikan isinya dengan cara lain, misalnya telepon, lalu catat dengan /memo ${number}.`,
    ].join('\n'),
}

/** Why an e-mail is not tried any more. */
export type Undelivered = 'refused' | 'too-long' | 'no-server'

const reasons: Record<Undelivered, string> = {
  refused: 'server e-mail menolaknya, mungkin alamatnya keliru',
  'too-long': 'server e-mail tidak dapat dihubungi selama beberapa jam',
  'no-server': 'server e-mail belum diatur',
}
