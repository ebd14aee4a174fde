import type { Score } from '../../ticket/ticket.ts'

/** In the four steps of Permenpan 14/2017. */
const names: Record<Score, string> = { 1: 'Tidak puas', 2: 'Kurang puas', 3: 'Puas', 4: 'Sangat puas' }

/** The one question after closing, and what is said of the answers. Silence is no score. */
export const satisfactionWords = {
  names,
  ask: 'Seberapa puas Bapak/Ibu dengan penanganan ini?',
  thanks: 'Terima kasih atas penilaian Bapak/Ibu. Bila ada kendala lain, silakan tulis di sini.',
  thanksLow:
    'Terima kasih atas penilaian Bapak/Ibu. Petugas kami beri tahu. Bila kendala belum teratasi, silakan tulis di sini.',
  already: 'Penilaian Bapak/Ibu sudah tercatat.',
  late: 'Penilaian itu sudah tidak berlaku. Bila ada kendala, silakan tulis di sini.',
  card: (score: Score) => `Penilaian pelapor: ${names[score].toLowerCase()}`,
  silent: 'tidak menjawab',
  silentBar: 'Tidak menjawab',
  notAsked: 'tidak ditanya',
}
