import type { IntakeWords } from './intake.ts'
import { beginnings, howToAnswer, notRead, whatIsWrong } from './intake-fields.ts'

const kept = 'Pencatatan yang berjalan masih tersimpan. Ketik BATAL untuk menghentikannya.'
const always = 'Kata yang selalu dapat diketik: UBAH, BATAL.'
/** A form's question as it is put to the officer: "Mohon nama lengkap pelapor." */
const ofReporter = (ask: string) => {
  const asked = ask.replaceAll('Bapak/Ibu', 'pelapor')
  return asked.charAt(0).toUpperCase() + asked.slice(1)
}

/** Where the dialogue speaks to an officer, who writes for somebody else, it says this in place of its own words. */
const dialogue: Partial<IntakeWords> = {
  asked: ofReporter,
  skip: 'Tidak disebutkan',
  send: 'Catat',
  sendIfRight: 'Pilih Catat bila sudah benar.',
  didYouMean: (shown) => `Maksudnya ${shown}?`,
  whichOne: 'Maksudnya yang mana?',
  tellMore: 'Mohon tulis sedikit lebih lengkap: apa yang terjadi, di mana, dan sejak kapan.',
  mistake: (problem, kind) => `Mohon maaf, ${whatIsWrong(problem, kind)}`,
  mistakeAgain: (problem, kind) => `Mohon maaf, ${whatIsWrong(problem, kind)}`,
  needed: 'Isian ini diperlukan.',
  help: (kind) => `${howToAnswer(kind)} ${always}`,
  helpMenu: `Pilih salah satu. ${always}`,
  aboutQuestions: 'Isian itu terbaca sebagai pertanyaan. Mohon tulis jawaban pelapor.',
  notAnAnswer: (what) => (beginnings.includes(what) ? kept : notRead(what)),
  helloAgain: kept,
  cancelled: 'Pencatatan dibatalkan dan datanya dihapus. Untuk memulai lagi, ketik /catat.',
}

/** What an officer reads while writing down a complaint that came another way. */
export const recordWords = {
  dialogue,
  begin: (service: string) => `Pencatatan ${service}. Ketik BATAL untuk berhenti.`,
  whichService: 'Pengaduan yang dicatat mengenai layanan apa? Silakan pilih.',
  goesOnPrivately: 'Dilanjutkan lewat pesan langsung dengan bot ini.',
  pressStart: (bot: string) =>
    `Bot belum dapat mengirim pesan langsung kepada Anda. Buka @${bot}, tekan /start, lalu ulangi perintah ini.`,
  channel: { label: 'Disampaikan lewat', ask: 'Pengaduan ini disampaikan lewat apa?' },
  received: {
    label: 'Diterima',
    ask: 'Kapan diterima? Contoh: baru saja, tadi 08.30, kemarin 14.00, 14 Oktober 2026 pukul 09.30.',
  },
  letterNumber: { label: 'Nomor surat', ask: 'Berapa nomor suratnya?' },
  letterDate: { label: 'Tanggal surat', ask: 'Tanggal berapa suratnya?' },
  /** A channel whose label holds one of these brings a letter, unless it holds one of the others. */
  letter: ['surat', 'nota dinas', 'nodis'],
  noLetter: ['elektronik', 'e mail', 'email'],
  unnamed: 'Pelapor tanpa nama',
  recorded: (number: string, received: string, recorded: string) =>
    `Pengaduan tercatat dengan nomor ${number}. Diterima ${received}, dicatat ${recorded}.`,
  lacks: (fields: string) => `Belum ada: ${fields}.`,
  tellNumber: 'Mohon sampaikan nomor ini kepada pelapor.',
  tellNumberAndComplete: (number: string) =>
    `Mohon sampaikan nomor ini kepada pelapor, dan ketik /lengkapi ${number} bila datanya sudah diketahui.`,
}
