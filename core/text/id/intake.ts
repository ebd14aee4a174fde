import type { FieldKind } from '../../intake/form.ts'
import { completionWords } from './intake-completion.ts'
import { beginnings, howToAnswer, notRead, whatIsWrong, type ProblemCode } from './intake-fields.ts'
import { recognised } from './intake-recognised.ts'
import { forwardedWords } from './forwarded.ts'
import { recordWords } from './record.ts'
import { partOfDay } from './time.ts'

const fileNames = { photo: 'Foto', document: 'Dokumen', video: 'Video', voice: 'Rekaman', audio: 'Rekaman' }

const stillHere = 'Pengaduan Bapak/Ibu masih kami simpan dan dapat dilanjutkan.'

/** With a full stop, but not a second one after "S.Kom.". */
const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`)

/** What the dialogue says. Functions take what is filled in; lists of buttons are made by the dialogue. */
const dialogueWords = {
  recognised,

  greeting: (now: Date, zone: string, agency: string) =>
    `Selamat ${partOfDay(now, zone)}, Bapak/Ibu. Ini layanan pengaduan TIK ${agency}. Data Bapak/Ibu hanya dipakai untuk menangani dan mengarsipkan pengaduan.`,
  openTickets: 'Untuk pengaduan yang sedang berjalan, ketik STATUS.',

  /** A question of the form, as it is put to whoever writes. */
  asked: (ask: string) => ask,
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
  justNow: 'Baru saja',
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

  isItSame: (text: string, number: string, since: string) =>
    `Saat ini ada gangguan: ${text.replace(/\.$/, '')} (${number}, sejak ${since}). Apakah kendala Bapak/Ibu sama?`,
  sameTrouble: 'Ya, sama',
  otherTrouble: 'Bukan',
  troubleOver: 'Gangguan tadi sudah berakhir, jadi pengaduan Bapak/Ibu kami lanjutkan.',

  mistake: (problem: ProblemCode, kind: FieldKind) =>
    `Mohon maaf, ${whatIsWrong(problem, kind)} Ketik PETUGAS bila perlu bantuan.`,
  mistakeAgain: (problem: ProblemCode, kind: FieldKind) =>
    `Mohon maaf, ${whatIsWrong(problem, kind)} Petugas dapat membantu mengisinya: ketik PETUGAS.`,
  needed: 'Mohon maaf, isian ini diperlukan agar pengaduan dapat ditindaklanjuti.',
  help: (kind: FieldKind) =>
    `${howToAnswer(kind)} Kata yang selalu dapat diketik: UBAH, STATUS, PETUGAS, BATAL.`,
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
  forwardedFull: 'Teks yang diteruskan sudah terlalu panjang. Pesan terakhir tidak disertakan.',
  agentCalled: 'Petugas kami beri tahu. Sambil menunggu, pengaduan ini dapat dilanjutkan.',
  aboutQuestions:
    'Pertanyaan Bapak/Ibu dapat dijawab petugas setelah pengaduan terkirim. Untuk berbicara dengan petugas sekarang, ketik PETUGAS.',
  notAnAnswer: (what: string) => (beginnings.includes(what) ? stillHere : notRead(what)),
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

export type IntakeWords = typeof dialogueWords

/** Everything the intake says: to the requester, to an officer who writes for one, and once the dialogue is over. */
export const intakeWords = {
  ...dialogueWords,
  record: recordWords,
  forwarded: forwardedWords,
  completion: completionWords,
  joined: (number: string) =>
    `Terima kasih. Laporan Bapak/Ibu digabungkan dengan gangguan ${number} yang sedang ditangani. Kami mengabari di sini begitu gangguan teratasi.\nTidak ada lagi yang perlu Bapak/Ibu lakukan.`,
}
