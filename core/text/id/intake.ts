import type { Field } from '../../sop/sop.ts'
import { recognised } from './intake-recognised.ts'
import { partOfDay } from './time.ts'

type Kind = Field['kind']

const petugas = 'Ketik PETUGAS bila perlu bantuan.'

/** Why an answer cannot be used, to follow "Mohon maaf, ". Keys are the problem codes of the validators. */
const problems = {
  empty: 'jawabannya masih kosong',
  'too-long': 'jawabannya terlalu panjang',
  'name-letters': 'nama belum dapat dibaca',
  'name-is-email': 'itu alamat e-mail, bukan nama',
  'name-is-number': 'itu nomor, bukan nama',
  'agency-short': 'nama instansi belum lengkap',
  'email-incomplete': 'alamat e-mail belum lengkap',
  'email-invalid': 'alamat e-mail belum tepat',
  'phone-incomplete': 'nomor telepon belum lengkap',
  'phone-invalid': 'nomor telepon belum tepat',
  'not-an-option': 'pilihan itu tidak ada',
  'not-a-file': 'bukti perlu berupa foto, dokumen, video, atau rekaman suara',
}

const examples: Record<Kind, string | null> = {
  problem: 'Wi-Fi lantai 2 lambat sejak pagi',
  category: null,
  name: 'dr. Budi Santoso',
  agency: 'Dinas Kesehatan',
  email: 'nama@instansi.go.id',
  phone: '0812-3456-7890',
  text: null,
  choice: null,
  evidence: null,
}

const explanations: Record<Kind, string> = {
  problem: 'Ceritakan apa yang terjadi, di mana, dan sejak kapan. Foto dan rekaman suara juga dapat dikirim.',
  category: 'Pilih jenis yang paling dekat. Petugas dapat mengubahnya bila kurang tepat.',
  name: 'Tulis nama lengkap, boleh dengan gelar.',
  agency: 'Tulis nama instansi atau singkatannya.',
  email: 'Tulis alamat e-mail yang dapat dihubungi.',
  phone: 'Tulis nomor HP atau telepon kantor yang dapat dihubungi.',
  text: 'Tulis jawaban dengan kata-kata sendiri.',
  choice: 'Pilih salah satu.',
  evidence: 'Kirim foto, tangkapan layar, dokumen, video, atau rekaman suara, paling banyak 10 berkas.',
}

const fileNames = { photo: 'Foto', document: 'Dokumen', video: 'Video', voice: 'Rekaman', audio: 'Rekaman' }

const notRead = (what: string) => `${what} belum dapat kami baca sebagai jawaban.`
const stillHere = 'Pengaduan Bapak/Ibu masih kami simpan dan dapat dilanjutkan.'
/** By what came in place of an answer: kinds of message, and commands that would begin a complaint. */
const notAnswers = new Map([
  ['sticker', notRead('Stiker')],
  ['location', notRead('Lokasi')],
  ['poll', notRead('Jajak pendapat')],
  ['contact', notRead('Kontak')],
  ['start', stillHere],
  ['aduan', stillHere],
  ['new', stillHere],
])

/** With a full stop, but not a second one after "S.Kom.". */
const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`)

const withExample = (kind: Kind) => (examples[kind] ? ` Contoh: ${examples[kind]}.` : '')

/** Everything the intake says. Functions take what is filled in; lists of buttons are made by the dialogue. */
export const intakeWords = {
  recognised,

  greeting: (now: Date, zone: string, agency: string) =>
    `Selamat ${partOfDay(now, zone)}, Bapak/Ibu. Ini layanan pengaduan TIK ${agency}. Data Bapak/Ibu hanya dipakai untuk menangani dan mengarsipkan pengaduan.`,
  openTickets: 'Untuk pengaduan yang sedang berjalan, ketik STATUS.',

  pickOne: 'Pilih salah satu.',
  replyNumber: 'Balas angkanya.',
  numberOrAnswer: (menu: string) => `Balas angka, atau tulis jawabannya: ${menu}`,

  yes: (shown: string) => `Ya, ${shown}`,
  keep: (shown: string) => `Tetap ${shown}`,
  asWritten: (shown: string) => `Tulis apa adanya: ${shown}`,
  skip: 'Lewati',
  skipRest: 'Lewati sisanya',
  noEvidence: 'Tanpa bukti',
  finishEvidence: 'Selesai',
  clearEvidence: 'Hapus semua bukti',
  same: 'Ya, sama',
  change: 'Ubah',
  forColleague: 'Untuk rekan',
  send: 'Kirim',
  cancel: 'Batal',
  back: 'Kembali',
  agent: 'Petugas',
  enough: 'Cukup itu',
  shareContact: 'Kirim nomor saya',

  isItRight: (label: string, shown: string) => `${label}: ${sentence(shown)} Benar?`,
  ifNotWrite: 'Bila berbeda, tulis yang benar.',
  writeInstead: (ask: string) => `Baik. ${ask}`,
  now: (shown: string, ask: string) => `Sekarang: ${sentence(shown)} ${ask}`,
  didYouMean: (shown: string) => `Maksud Bapak/Ibu ${shown}?`,
  whichOne: 'Maksud Bapak/Ibu yang mana?',
  tellMore: 'Mohon ceritakan sedikit lebih lengkap: apa yang terjadi, di mana, dan sejak kapan?',
  tellOfAttachment: 'Mohon tulis singkat kendalanya.',
  spokenProblem: 'Lihat rekaman suara',
  attachedProblem: 'Lihat lampiran',
  stillSame: (known: string) => `${sentence(known)} Apakah masih sama?`,
  checkPlease: (summary: string) => `Mohon diperiksa:\n${summary}`,
  sendIfRight: 'Pilih Kirim bila sudah benar.',
  changeWhich: 'Bagian mana yang ingin diubah?',
  evidenceMore: (count: number) => `Sudah ada ${count} berkas bukti. Kirim lagi, atau pilih Selesai.`,
  evidenceNone: 'tidak ada',
  evidenceCount: (count: number) => `${count} berkas`,
  evidenceLabel: 'Bukti',

  mistake: (problem: keyof typeof problems, kind: Kind) =>
    `Mohon maaf, ${problems[problem]}.${withExample(kind)} ${petugas}`,
  mistakeAgain: (problem: keyof typeof problems, kind: Kind) =>
    `Mohon maaf, ${problems[problem]}.${withExample(kind)} Petugas dapat membantu mengisinya: ketik PETUGAS.`,
  needed: 'Mohon maaf, isian ini diperlukan agar pengaduan dapat ditindaklanjuti.',
  help: (kind: Kind) =>
    `${explanations[kind]}${withExample(kind)} Kata yang selalu dapat diketik: UBAH, STATUS, PETUGAS, BATAL.`,
  helpMenu: 'Pilih salah satu. Kata yang selalu dapat diketik: UBAH, STATUS, PETUGAS, BATAL.',

  received: (what: keyof typeof fileNames) => `${fileNames[what]} sudah kami terima sebagai bukti.`,
  evidenceFull: (max: number) =>
    `Mohon maaf, bukti paling banyak ${max} berkas. Berkas terakhir tidak kami simpan.`,
  colleagueNext: 'Baik, mohon isi data rekan Bapak/Ibu.',
  ofColleague: (ask: string) =>
    ask.replace(/^Bapak\/Ibu/, 'Rekan Bapak/Ibu').replace(/(?<!ekan )Bapak\/Ibu/g, 'rekan Bapak/Ibu'),
  phoneKept: 'Nomor telepon sudah kami terima.',
  partsKept: 'Data tersebut sudah kami catat.',
  secret:
    'Demi keamanan, mohon jangan mengirim kata sandi, kode OTP, atau nomor identitas. Bagian itu kami tutup dan tidak diteruskan.',
  agentCalled: 'Petugas kami beri tahu. Sambil menunggu, pengaduan ini dapat dilanjutkan.',
  aboutQuestions:
    'Pertanyaan Bapak/Ibu dapat dijawab petugas setelah pengaduan terkirim. Untuk berbicara dengan petugas sekarang, ketik PETUGAS.',
  notAnAnswer: (what: string) => notAnswers.get(what) ?? notRead('Pesan itu'),
  notUnderstood: 'Mohon maaf, jawaban itu belum kami pahami.',
  stale: 'Tombol itu sudah tidak berlaku. Ini pertanyaan yang sekarang.',
  welcome: 'Sama-sama, Bapak/Ibu.',
  helloAgain: stillHere,
  nothingToChange: 'Belum ada jawaban yang dapat diubah.',
  cancelled:
    'Baik, pengaduan ini dibatalkan dan datanya dihapus. Untuk memulai lagi, kirim pesan kapan saja.',
  expired:
    'Pengaduan yang belum dikirim sudah lewat 24 jam, jadi datanya kami hapus. Untuk memulai lagi, kirim pesan kapan saja.',
}

export type IntakeWords = typeof intakeWords
