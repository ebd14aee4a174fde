/** `/ingatkan`: a wish to be reminded later, and the reminder. */
export const recallWords = {
  set: (number: string, at: string) => `Baik. ${number} diingatkan kembali ${at}.`,
  given: (
    number: string,
    agency: string,
    row: string,
    note: string,
    time: { span: string; until: string; late: boolean } | null,
  ) => {
    const left = time ? `, ${time.late ? 'terlambat' : 'tersisa'} ${time.span} (batas ${time.until})` : ''
    return `${number} · ${agency} · pengingat Bapak/Ibu: ${note}\nKini di langkah ${row}${left}. Mohon dilanjutkan.`
  },
  many: (count: number) => `${count} pengingat Bapak/Ibu`,
  when: 'Diingatkan kapan? Contoh: besok 09.00, 2 jam, atau Senin.',
  why: 'Apa alasannya, agar diingat nanti?',
  options: { hour: '1 jam lagi', tomorrow: 'Besok pagi', week: 'Minggu depan' },
  /** What the options stand for, as `readLater` reads them. */
  optionTexts: { hour: '1 jam', tomorrow: 'besok', week: 'minggu depan' },
  unreadable: 'Waktunya belum terbaca. Contoh: /ingatkan 1042 besok 09.00 menunggu suku cadang',
  past: 'Waktu itu sudah lewat. Contoh: /ingatkan 1042 besok 09.00 menunggu suku cadang',
  tooFar: 'Paling lama 90 hari lagi. Contoh: /ingatkan 1042 Senin 09.00 menunggu suku cadang',
  noDay: 'Tanggal itu tidak ada. Contoh: /ingatkan 1042 20 November 09.00 menunggu suku cadang',
}
