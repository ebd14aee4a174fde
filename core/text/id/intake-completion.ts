import type { IntakeWords } from './intake.ts'
import { beginnings, notRead } from './intake-fields.ts'

const later = 'Menyusul'
const awaited = (number: string) => `Kelengkapan ${number} masih kami tunggu.`

/** What is said while a complaint that lacks something is being completed. */
export const completionWords = {
  /** Where the dialogue would speak of a new complaint, it says this instead. */
  dialogue: (number: string): Partial<IntakeWords> => ({
    skip: later,
    noEvidence: later,
    evidenceNone: 'menyusul',
    cancelled: `Baik, ${number} belum dilengkapi. Untuk melengkapinya nanti, ketik LENGKAPI.`,
    notAnAnswer: (what) => (beginnings.includes(what) ? awaited(number) : notRead(what)),
    helloAgain: awaited(number),
    aboutQuestions:
      'Untuk berbicara dengan petugas, ketik PETUGAS. Untuk menunda kelengkapan ini, ketik BATAL.',
    needed: `Mohon maaf, isian ini diperlukan agar ${number} dapat ditindaklanjuti.`,
  }),
  /** The same, to an officer. */
  officerDialogue: (number: string): Partial<IntakeWords> => ({
    skip: later,
    noEvidence: later,
    evidenceNone: 'menyusul',
    send: 'Simpan',
    sendIfRight: 'Pilih Simpan bila sudah benar.',
    cancelled: `${number} belum dilengkapi. Untuk melengkapinya nanti, ketik /lengkapi ${number}.`,
  }),
  begin: (number: string) => `Mohon lengkapi ${number}.`,
  taken: (number: string) => `Keterangan diteruskan ke petugas ${number}.`,
  lacks: (fields: string) => `Belum ada: ${fields}. Pilih Lengkapi untuk mengisinya.`,
  which: 'Pengaduan mana yang ingin dilengkapi? Silakan pilih.',
  alreadyComplete: (number: string) => `${number} sudah lengkap. Tidak ada yang perlu diisi.`,
  allComplete: 'Pengaduan Bapak/Ibu sudah lengkap. Tidak ada yang perlu diisi.',
  added: (number: string, fields: string) =>
    `Data ${number} disimpan. Masih belum ada: ${fields}. Mohon dilengkapi bila sudah tersedia.`,
  nothingAdded: (number: string, fields: string) =>
    `Belum ada yang ditambahkan. ${number} masih memerlukan: ${fields}.`,
}
