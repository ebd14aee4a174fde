import type { IntakeWords } from './intake.ts'
import { beginnings, notRead } from './intake-fields.ts'
import { partOfDay } from './time.ts'

const kept =
  'Pesan terusan sudah dikumpulkan dan belum dicatat. Jawab pertanyaan ini, atau ketik BATAL untuk menghentikannya.'

/** "Bapak/Ibu Siti Aminah", and "Pak Joko" where the name says so itself. */
function called(name: string | null): string {
  if (name === null) return 'Bapak/Ibu'
  return /^(?:bapak|ibu|pak|bu)\b/i.test(name) ? name : `Bapak/Ibu ${name}`
}

/** What the dialogue says in place of its words to an officer who writes for somebody else. */
const dialogue: Partial<IntakeWords> = {
  notAnAnswer: (what) => (beginnings.includes(what) ? kept : notRead(what)),
  helloAgain: kept,
  cancelled:
    'Pesan terusan tidak dicatat dan datanya dihapus. Untuk memulai lagi, teruskan pesannya kembali.',
  secret: 'Kata sandi, kode OTP, atau nomor identitas pada pesan terusan kami tutup dan tidak dicatat.',
}

/** What an officer reads who forwards somebody's private chat, and the answer to be passed on. */
export const forwardedWords = {
  dialogue,
  begin:
    'Pesan terusan dikumpulkan untuk dicatat sebagai pengaduan. Bila masih ada, silakan teruskan semuanya. Ketik BATAL untuk berhenti.',
  service: { label: 'Layanan', ask: 'Pengaduan ini mengenai layanan apa?' },
  requester: {
    label: 'Pelapor',
    ask: 'Siapa pelapornya? Tulis nama atau nomor teleponnya, atau kirim kartu kontaknya.',
  },
  promptFirst:
    'Pesan terusan belum dicatat karena masih ada pertanyaan yang menunggu jawaban Anda. Jawab pertanyaan itu atau ketik BATAL, lalu teruskan lagi.',
  recorded: (number: string, requester: string | null) =>
    `Pengaduan tercatat dengan nomor ${number}, ${requester === null ? 'tanpa nama pelapor' : `pelapor: ${requester}`}.`,
  lacks: (fields: string, number: string) =>
    `Belum ada: ${fields}. Ketik /lengkapi ${number} bila sudah diketahui.`,
  toldHere: 'Pelapor menerima nomor dan perkembangannya langsung dari layanan ini.',
  passOn: 'Salin pesan berikut untuk dibalaskan kepada pelapor.',
  passOnByLink: (link: string) => `Salin pesan berikut untuk dibalaskan kepada pelapor, atau buka ${link}`,
  reply: (given: {
    now: Date
    zone: string
    name: string | null
    number: string
    agency: string
    missing: string
  }) =>
    [
      `Selamat ${partOfDay(given.now, given.zone)}, ${called(given.name)}.`,
      `Laporan Bapak/Ibu sudah kami catat sebagai pengaduan di ${given.agency} dengan nomor ${given.number}.`,
      given.missing === ''
        ? 'Mohon simpan nomor ini untuk menanyakan perkembangannya.'
        : `Agar dapat ditindaklanjuti, mohon lengkapi: ${given.missing}.`,
    ].join(' '),
}
