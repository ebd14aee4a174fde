/** What is said of a ticket beyond its ordinary way along the rows. */
export const noticeWords = {
  /** Stands in place of whatever only those concerned may read. */
  secret: 'rahasia',
  secretCard: (number: string) => `${number} · rahasia`,
  secretDetails: 'Rincian',
  secretSent: (number: string) => `Rincian ${number} dikirim lewat pesan langsung.`,
  secretRefused: (number: string) => `${number} rahasia. Rinciannya hanya untuk pelaksana dan atasannya.`,
  secretPrivately: (number: string) =>
    `${number} rahasia. Mohon lanjutkan lewat pesan langsung dengan bot ini.`,
  secretMessage: (number: string) =>
    `Ada pesan pelapor untuk ${number} (rahasia). Pesannya dikirim langsung kepada pelaksana.`,
  secretSet: (number: string) => `${number} kini rahasia. Rinciannya tidak lagi tampil di grup.`,
  secretLifted: (number: string) => `${number} tidak lagi rahasia.`,
  alreadySecret: 'Mohon pilih: rahasia atau biasa.',
  secrecies: { normal: 'biasa', secret: 'rahasia' },

  phone: (number: string, name: string, phone: string) =>
    `Nomor telepon pelapor ${number} (${name}): ${phone}\nPermintaan ini dicatat.`,
  phoneNone: (number: string) => `Pelapor ${number} tidak memberi nomor telepon.`,
  phoneSent: (number: string) => `Nomor telepon pelapor ${number} dikirim lewat pesan langsung dan dicatat.`,

  recorded: (channel: string, by: string) => `Dicatat ${by}, disampaikan lewat ${channel}`,
  received: (at: string, recorded: string) => `Diterima ${at}, dicatat ${recorded}`,
  linkedTo: (number: string) => `Terkait dengan ${number}`,
  linked: (number: string, to: string) => `${number} dikaitkan dengan ${to}.`,
  linkedTickets: (numbers: string) => `Tiket yang terkait: ${numbers}`,
  linkUsage: 'Dikaitkan dengan tiket nomor berapa? Contoh: /kaitkan 1042 1050',
  answerLinked: (count: number) => `Jawab ${count} tiket yang terkait`,
  offerLinked: (number: string, count: number) =>
    `${number} ditutup. Masih ada ${count} tiket terkait yang terbuka. Jawaban yang sama dapat dikirim kepada pelapornya.`,
  linkedAnswered: (numbers: string) => `Jawaban yang sama dikirim untuk ${numbers}.`,
  linkedByHand: (numbers: string) =>
    `Belum dijawab karena pelapornya tidak mempunyai obrolan maupun e-mail: ${numbers}. Mohon dijawab dengan cara lain.`,
  linkedNone: 'Tidak ada lagi tiket terkait yang terbuka.',

  announced: (text: string) => `Diumumkan: ${text}`,
  followers: (count: number) => `Ikut terdampak: ${count} orang`,
  announceAsk: 'Apa yang diumumkan kepada pelapor? Sebutkan gangguannya dan perkiraan pulihnya.',
  announceDone: (number: string, category: string) =>
    `Gangguan ${number} diumumkan. Pelapor baru dengan jenis ${category} akan ditanya apakah kendalanya sama.`,
  announceEnded: (number: string) => `Pengumuman ${number} diakhiri. Yang ikut terdampak sudah dikabari.`,
  followUpdate: (number: string, text: string) =>
    `Kabar gangguan ${number}: ${text}\nKami mengabari lagi bila sudah teratasi.`,
  followEnd: (number: string, answer: string | null) =>
    `Gangguan ${number} sudah teratasi${answer === null ? '.' : `: ${answer}`}\nBila masih terkendala, silakan tulis di sini.`,

  waitsForParty: (number: string, agency: string, row: string, party: string, due: string | null) =>
    `${number} · ${agency} · langkah ${row} menunggu jawaban ${party}${due === null ? '' : `, batas ${due}`}.`,
  forwardText: 'Teks di bawah ini dapat diteruskan. Setelah dijawab, catat jawabannya.',

  /** "nomor surat, tanggal surat, dan lampiran". */
  fields: (labels: readonly string[]) => {
    const names = labels.map((label) => label.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase()))
    const [last = ''] = names.slice(-1)
    const others = names.slice(0, -1).join(', ')
    return others === '' ? last : `${others}${names.length > 2 ? ',' : ''} dan ${last}`
  },
  completed: (number: string) =>
    `Terima kasih. ${number} sudah lengkap dan dapat ditindaklanjuti. Keterangan tambahan cukup dibalas di sini.`,
  completedForStaff: (number: string) => `${number} sudah lengkap dan dapat ditindaklanjuti.`,
  complete: 'Lengkapi',
  notActionable: (number: string, fields: string) =>
    `${number} belum dapat ditindaklanjuti karena ${fields} belum ada. Ketik /lengkapi ${number} bila datanya sudah diketahui.`,
  waitsForFields: (since: string) => `Menunggu kelengkapan sejak ${since}, waktu dihentikan`,

  silenceWarned: (number: string, by: string) =>
    `${number} menunggu balasan Bapak/Ibu. Bila tidak ada balasan sampai ${by}, pengaduan kami anggap selesai. Balas di sini bila masih ada pertanyaan.`,
  silenceEnded: (number: string) => `Tidak ada balasan untuk ${number}, sehingga kami anggap sudah selesai.`,
  silenceReason: (waited: string) => `Tidak ada balasan dari pelapor setelah diingatkan (${waited}).`,

  /** Ways every desk knows; a profile's own come first. */
  channels: { lisan: 'Tatap muka', telepon: 'Telepon', sms: 'SMS', email: 'E-mail', surat: 'Surat' },
  chats: { telegram: 'Telegram', whatsapp: 'WhatsApp' },
  via: 'Bagaimana jawaban ini disampaikan kepada pelapor?',
  givenVia: (number: string, channel: string) => `Jawaban ${number} dicatat, disampaikan lewat ${channel}.`,
  mailSent: (number: string, address: string) => `Jawaban ${number} dikirim ke ${address}.`,
  mailByHand: (number: string, address: string) =>
    `E-mail belum dapat dikirim dari sini. Mohon kirim jawaban ${number} ke ${address} dengan e-mail kantor.`,
  mailNoAddress: (number: string) =>
    `Alamat e-mail pelapor ${number} tidak ada. Mohon sampaikan dengan cara lain.`,

  papersReady: (number: string) => `Dokumen ${number} yang siap dicetak:`,
  approved: (label: string, name: string) => `Persetujuan ${name}: ${label}`,
}
