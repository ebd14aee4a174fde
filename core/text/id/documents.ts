/** What is said of the papers a ticket has: `/cetak` and `/nomor`. */
export const documentWords = {
  none: 'Layanan ini tidak mempunyai dokumen untuk dicetak.',
  button: 'Dokumen',
  list: (number: string) => `Dokumen ${number}:`,
  waits: (title: string, row: string) => `${title}: setelah langkah ${row} selesai`,
  choose: 'Pilih dokumen yang akan dicetak.',
  chooseLater: 'Belum ada yang dapat dicetak.',
  unknown: (typed: string) => `Dokumen "${typed}" tidak ada.`,
  notReady: (title: string, number: string, row: string) =>
    `${title} ${number} dapat dicetak setelah langkah ${row} selesai.`,
  print: (title: string) => `Cetak ${title}`,
  fileName: (number: string, title: string) => `${number} ${title}`,
  caption: (number: string, title: string) => `${title} ${number}.`,
  draft: (number: string, title: string) =>
    `Masih konsep karena belum bernomor. Bila nomor suratnya sudah ada, ketik /nomor ${number} ${title} NOMOR-SURAT`,

  numberUsage: (number: string, title: string) =>
    `Tulis nama dokumen dan nomor suratnya. Contoh: /nomor ${number} ${title} 005/123/TIK/2026 agenda 45`,
  whichPaper: (titles: string) => `Dokumen yang mana? Pilihan: ${titles}.`,
  badLetter: 'Nomor surat belum terbaca. Nomor surat memuat angka dan paling panjang 100 karakter.',
  numbered: (title: string, number: string, letter: string) => `Nomor ${title} ${number}: ${letter}.`,
  /** Between the letter number and the agenda number. */
  agenda: 'agenda',
}
export type DocumentWords = typeof documentWords
