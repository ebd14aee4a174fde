/** The limits of the SOP's rows, as the admin sees and changes them. */
export const limitWords = {
  heading: (title: string) => `Batas waktu ${title}`,
  row: (row: string, title: string, limit: string) => `${row}. ${title}: ${limit}`,
  /** Behind a limit that is not the SOP's own. */
  changed: (own: string, where: 'chat' | 'desk') =>
    ` (SOP: ${own}; diubah ${where === 'chat' ? 'dengan /batas' : 'di berkas meja layanan'})`,
  none: 'tanpa batas waktu',
  note: (note: string) => `   ${note}`,
  toConfirm: (points: number) =>
    `Ada ${points} hal dalam SOP ini yang perlu konfirmasi kantor. Lihat dengan /sop dan /batas.`,
  /** What follows the row to take a limit away, and to go back to what was. */
  noLimit: 'tanpa batas',
  asBefore: 'semula',
  usage: (row: string) =>
    `Ubah dengan /batas ${row} 45 menit atau /batas ${row} tanpa batas. Kembali ke batas semula: /batas ${row} semula.`,
  whichService: (services: string) =>
    `Layanan yang mana? Tulis /batas LAYANAN LANGKAH batas. Layanan: ${services}.`,
  unknownRow: (row: string, rows: string) => `Langkah ${row} tidak ada. Langkah SOP ini: ${rows}.`,
  unreadable: (text: string) => `Batas "${text}" tidak terbaca. Tulis dalam detik, menit, jam, atau hari.`,
  unchanged: (row: string, limit: string) => `Batas langkah ${row} sudah ${limit}. Tidak ada yang berubah.`,
  set: (row: string, title: string, limit: string, before: string) =>
    `Batas langkah ${row} (${title}) kini ${limit}, sebelumnya ${before}.`,
  forNewRuns:
    'Berlaku bagi tiket yang masuk ke langkah itu sesudah ini. Yang sedang berjalan memakai batas lama.',
}
export type LimitWords = typeof limitWords
