/** The limits of the SOP's rows, as the admin sees and changes them. */
export const limitWords = {
  heading: (title: string) => `Batas waktu ${title}`,
  rowName: (row: string, title: string) => `${row}. ${title}`,
  /** What no SOP limits, as it is typed and called. */
  whole: {
    answer: { typed: 'jawaban', name: 'Jawaban pertama' },
    ticket: { typed: 'tiket', name: 'Seluruh tiket' },
  },
  wholeDue: (name: string, due: string) => `${name}: batas ${due}`,
  wholeLate: (name: string, due: string) => `${name}: terlambat (batas ${due})`,
  /** Of a clock that stands, whose time was over before it stopped. */
  wholeLateBefore: (name: string, due: string) => `${name}: sudah terlambat sebelum menunggu (batas ${due})`,
  limit: (name: string, limit: string) => `${name}: ${limit}`,
  ofCategory: (name: string, category: string) => `${name}, jenis ${category}`,
  special: (category: string, limit: string) => `   ${category}: ${limit}`,
  more: (category: string) =>
    `Untuk jawaban pertama atau seluruh tiket: /batas jawaban 1 jam, /batas tiket 3 hari. Untuk satu jenis: /batas ${category} tiket 1 hari.`,
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
  /** May stand before a row's number. */
  row: 'langkah',
  unknownRow: (row: string, rows: string) => `Langkah ${row} tidak ada. Pilihan: ${rows}.`,
  unreadable: (text: string) => `Batas "${text}" tidak terbaca. Tulis dalam detik, menit, jam, atau hari.`,
  tooLong: (text: string) =>
    `Batas "${text}" terlalu panjang. Paling lama dua tahun; tanpa batas bila memang tidak dibatasi.`,
  unchanged: (name: string, limit: string) => `Batas "${name}" sudah ${limit}. Tidak ada yang berubah.`,
  set: (name: string, limit: string, before: string) =>
    `Batas "${name}" kini ${limit}, sebelumnya ${before}.`,
  forNewRuns:
    'Berlaku bagi tiket yang masuk ke langkah itu sesudah ini. Yang sedang berjalan memakai batas lama.',
  /** Of a limit that runs from a ticket's beginning on. */
  forNewTickets: 'Berlaku bagi tiket yang dibuka sesudah ini. Yang sudah terbuka memakai batas lama.',
}
export type LimitWords = typeof limitWords
