import type { ExitKind } from '../../sop/sop.ts'

/** What a requester reads after the intake. The last line always says what to do next. */
export const requesterWords = {
  opened: (number: string, by: string | null) =>
    by === null
      ? `Terima kasih. Pengaduan tercatat dengan nomor ${number}. Petugas segera memeriksa. Keterangan tambahan cukup dibalas di sini.`
      : `Terima kasih. Pengaduan tercatat dengan nomor ${number}. Petugas memeriksa paling lambat ${by}. Keterangan tambahan cukup dibalas di sini.`,
  openedOutOfHours: (number: string, from: string) =>
    `Terima kasih. ${number} tercatat di luar jam layanan dan mulai diproses ${from}.\nKeterangan tambahan cukup dibalas di sini.`,
  incomplete: (number: string, fields: string) =>
    `${number} belum dapat ditindaklanjuti karena ${fields} belum ada. Mohon balas pesan ini untuk melengkapi.`,
  alreadyOpened: (number: string) =>
    `Pengaduan ini sudah tercatat dengan nomor ${number}. Keterangan tambahan cukup dibalas di sini.`,
  isSolved: 'Apakah kendala sudah teratasi?',
  askSolved: (number: string, answer: string | null, asks: string) =>
    answer === null ? `${number} telah ditangani. ${asks}` : `${number} telah ditangani: ${answer}\n${asks}`,
  solvedYes: 'Sudah',
  solvedNo: 'Belum',
  confirmed: (number: string) =>
    `Terima kasih. Jawaban Bapak/Ibu sudah dicatat. Petugas memverifikasi lalu menutup ${number}.\nTidak ada lagi yang perlu Bapak/Ibu lakukan.`,
  disputed: (number: string) =>
    `Mohon maaf kendala pada ${number} belum teratasi. Petugas melanjutkan penanganan.\nSilakan tulis di sini apa yang masih terkendala.`,
  answer: (number: string, text: string) =>
    `Jawaban petugas untuk ${number}:\n${text === '' ? 'Mohon lihat lampiran.' : text}\nBila ada yang ingin disampaikan, cukup dibalas di sini.`,
  waiting: (number: string, reason: string | null) =>
    `Untuk melanjutkan ${number}, petugas memerlukan keterangan dari Bapak/Ibu${reason === null ? '.' : `: ${reason}`}\nMohon balas pesan ini.`,
  waitingForParty: (number: string) =>
    `Penanganan ${number} menunggu pihak lain di luar kantor kami. Bapak/Ibu tidak perlu melakukan apa-apa. Kami mengabari begitu dilanjutkan.`,
  resumed: (number: string) => `Penanganan ${number} dilanjutkan. Keterangan tambahan cukup dibalas di sini.`,
  closed: (number: string) => `Pengaduan ${number} telah selesai dan ditutup. Terima kasih, Bapak/Ibu.`,
  answerAtClosing: (number: string, text: string) => `Hasil penanganan ${number}: ${text}`,
  reopened: (number: string) =>
    `${number} dibuka kembali dan ditangani lagi oleh petugas. Keterangan tambahan cukup dibalas di sini.`,
  exited: {
    moved: (number: string, reason: string) =>
      `${number} dialihkan ke layanan atau instansi lain: ${reason}\nUntuk kendala lain, silakan tulis di sini.`,
    out_of_scope: (number: string, reason: string) =>
      `Mohon maaf, ${number} berada di luar kewenangan kami: ${reason}\nUntuk kendala lain, silakan tulis di sini.`,
    duplicate: (number: string, reason: string) =>
      `${number} sama dengan pengaduan yang sudah ditangani: ${reason}\nPerkembangannya disampaikan pada pengaduan tersebut.`,
    withdrawn: (number: string) =>
      `${number} ditutup karena pengaduan ditarik. Untuk kendala lain, silakan tulis di sini.`,
    unsolvable: (number: string, reason: string) =>
      `Mohon maaf, ${number} belum dapat diselesaikan: ${reason}\nUntuk kendala lain, silakan tulis di sini.`,
    spam: () => null,
    no_reply: (number: string) =>
      `${number} ditutup karena belum ada balasan dari Bapak/Ibu. Bila kendala masih ada, silakan tulis di sini.`,
  } satisfies Record<ExitKind, (number: string, reason: string) => string | null>,
  messageTaken: (number: string) =>
    `Keterangan diteruskan ke petugas ${number}. Balasan petugas akan masuk di sini.`,
  newComplaint: 'Pengaduan baru',
  whichTicket: 'Pesan ini untuk pengaduan yang mana? Silakan pilih.',
  ticketClosed: (number: string) =>
    `${number} sudah ditutup sehingga tidak menerima pesan lagi. Bila ada kendala, silakan buat pengaduan baru.`,
  noOpenTickets: 'Tidak ada pengaduan yang sedang berjalan. Bila ada kendala, silakan tulis di sini.',
  noOtherTickets: 'Belum ada pengaduan lain yang sedang berjalan.',
  statusHeading: 'Pengaduan Bapak/Ibu yang sedang berjalan',
  ticketLabel: (number: string, category: string) => `${number} · ${category}`,
  statusLine: (label: string, stage: string, by: string | null) =>
    `${label}\n${stage}${by === null ? '' : ` (paling lambat ${by})`}`,
  statusEnd: 'Pilih nomor pengaduan untuk rincian, atau balas di sini untuk menambah keterangan.',
  stageForParty: 'Menunggu pihak lain di luar kantor',
  stage: {
    new: 'Menunggu diperiksa petugas',
    in_progress: 'Sedang ditangani',
    pending: 'Menunggu keterangan Bapak/Ibu',
    resolved: 'Sudah ditangani, menunggu konfirmasi',
    closed: 'Selesai dan ditutup',
    cancelled: 'Ditutup',
  },
  details: (number: string, stage: string, row: string, opened: string) =>
    `${number}\nStatus: ${stage}\nLangkah: ${row}\nDiterima: ${opened}\nKeterangan tambahan cukup dibalas di sini.`,
  chooseService: 'Pengaduan ini mengenai layanan apa? Silakan pilih.',
  agentCalled:
    'Petugas sudah diberi tahu dan akan menghubungi Bapak/Ibu di sini pada jam layanan. Silakan tulis keterangan tambahan bila ada.',
  agentCallNeedsTicket:
    'Petugas sudah diberi tahu. Agar dapat dibantu, silakan tulis kendala Bapak/Ibu di sini.',
  help: 'Tulis kendala Bapak/Ibu di sini untuk membuat pengaduan.\n/status melihat pengaduan yang berjalan\n/batal membatalkan pengisian\n/petugas memanggil petugas\nSilakan mulai dengan menulis kendalanya.',
  draftCancelledNone: 'Tidak ada pengisian yang sedang berjalan. Bila ada kendala, silakan tulis di sini.',
  unknownCommand: (typed: string) =>
    `Perintah /${typed} tidak dikenal. Ketik /bantuan untuk melihat pilihan.`,
  notForYou: 'Perintah itu untuk petugas di grup layanan. Ketik /bantuan untuk melihat pilihan.',
  editedNotRead: 'Perubahan pada pesan lama tidak terbaca. Mohon kirim sebagai pesan baru.',
  recordedForYou: 'Pengaduan yang Bapak/Ibu sampaikan kepada petugas sudah dicatat.',
  editNoted: (number: string) =>
    `Perubahan pesan diteruskan ke petugas ${number}. Pesan semula tetap tersimpan.`,
  deletionNoted: (number: string) => `Pesan yang dihapus tetap tersimpan dalam arsip ${number}.`,
  forwardedCommand: 'Perintah yang diteruskan tidak dijalankan. Mohon ketik sendiri perintahnya.',
  nothingNumbered:
    'Tidak ada pilihan dengan angka itu. Silakan pilih dari daftar terakhir, atau ketik /bantuan.',
  staleButton: 'Pilihan ini sudah tidak berlaku.',
  nothingToConfirm: 'Pertanyaan itu sudah tidak berlaku. Ketik /status untuk melihat pengaduan Bapak/Ibu.',
  alreadySaid: 'Jawaban Bapak/Ibu sudah tercatat.',
  notYourTicket: 'Pengaduan itu bukan milik Bapak/Ibu.',
  unsupported:
    'Mohon maaf, jenis pesan ini belum dapat dibaca. Silakan tulis, kirim foto, dokumen, video, atau rekam suara.',
  inAMoment: 'Mohon maaf, sistem sedang sibuk. Silakan ulangi pesan terakhir beberapa saat lagi.',
}
