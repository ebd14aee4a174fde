import type { CommandName } from '../../staff/commands.ts'
import type { ExitKind } from '../../sop/sop.ts'
import type { Priority, TicketStatus } from '../../ticket/ticket.ts'

const usage: Record<CommandName, [args: string, help: string]> = {
  start: ['', 'memulai'],
  aduan: ['', 'membuat pengaduan baru'],
  status: ['', 'melihat pengaduan yang sedang berjalan'],
  batal: ['', 'membatalkan pengisian'],
  petugas: ['', 'memanggil petugas'],
  bantuan: ['', 'melihat perintah yang tersedia'],
  ambil: ['NO', 'mengambil tiket'],
  kembalikan: ['NO', 'mengembalikan tiket ke antrean'],
  disposisi: ['NO @staf instruksi', 'menugaskan pelaksana'],
  eskalasi: ['NO alasan', 'meneruskan ke langkah atau tingkat berikutnya'],
  selesai: ['NO hasil', 'mencatat hasil penanganan'],
  tutup: ['NO', 'memverifikasi dan menutup tiket'],
  bukakembali: ['NO alasan', 'membuka kembali tiket yang sudah ditutup'],
  balas: ['NO teks', 'mengirim pesan kepada pelapor'],
  memo: ['NO teks', 'menambah catatan yang tidak dilihat pelapor'],
  tunggu: [
    'NO keterangan yang diperlukan',
    'menunggu pelapor, waktu dihentikan; NO pihak …: menunggu pihak luar',
  ],
  lanjut: ['NO', 'melanjutkan tiket yang menunggu'],
  klasifikasi: ['NO jenis', 'mengubah jenis aduan'],
  prioritas: ['NO biasa | segera | sangat segera', 'mengubah prioritas'],
  pindah: ['NO alasan', 'mengeluarkan tiket dari langkah SOP'],
  lengkapi: ['NO', 'mengisi keterangan yang belum ada'],
  rahasia: ['NO', 'menandai tiket rahasia, atau mencabutnya'],
  telepon: ['NO', 'melihat nomor telepon pelapor (pelaksana saja, dicatat)'],
  kaitkan: ['NO NO-INDUK', 'mengaitkan tiket dengan tiket penyebabnya'],
  umumkan: ['NO teks', 'mengumumkan gangguan; NO selesai untuk mengakhiri'],
  cetak: ['NO DOKUMEN', 'mencetak dokumen tiket'],
  nomor: ['NO DOKUMEN NOMOR-SURAT', 'mencatat nomor surat dan nomor agenda'],
  ingatkan: ['NO WAKTU alasan', 'minta diingatkan nanti, misalnya besok 09.00 menunggu suku cadang'],
  laporan: ['[periode]', 'melihat laporan satu periode, misalnya Oktober 2026 atau minggu lalu'],
  tiket: ['NO', 'melihat rincian tiket; NO tenggat: asal tenggatnya'],
  antrean: ['[terlambat]', 'melihat tiket yang terbuka'],
  tugassaya: ['', 'melihat tiket yang Anda pegang'],
  cari: ['kata', 'mencari tiket'],
  catat: ['', 'mencatat pengaduan lewat telepon, tatap muka, surat, atau e-mail'],
  serahterima: ['[@staf] [catatan]', 'menyerahkan tiket Anda kepada petugas berikutnya'],
  buku: ['2026-10', 'meminta buku register satu bulan'],
  sop: ['', 'melihat langkah, pelaksana, dan batas waktu SOP'],
  whatsapp: ['[lepas]', 'menerima pesan langsung di WhatsApp; lepas untuk kembali ke Telegram'],
  hubungkan: ['KODE', 'menghubungkan grup ini dengan layanan'],
  tautkan: ['', 'menautkan nomor WhatsApp layanan'],
  peran: ['beri | cabut PERAN @staf', 'melihat dan mengatur peran'],
  libur: ['TANGGAL nama', 'melihat dan mengubah hari libur dan jam Ramadan'],
  batas: ['LANGKAH batas', 'melihat dan menetapkan batas waktu langkah'],
}

const statuses: Record<TicketStatus, string> = {
  new: 'baru',
  in_progress: 'ditangani',
  pending: 'menunggu pelapor',
  resolved: 'menunggu verifikasi',
  closed: 'selesai',
  cancelled: 'di luar baris SOP',
}

const priorities: Record<Priority, string> = { normal: 'biasa', urgent: 'segera', critical: 'sangat segera' }

const exits: Record<ExitKind, string> = {
  moved: 'Pindah ke layanan atau instansi lain',
  out_of_scope: 'Di luar kewenangan',
  duplicate: 'Sama dengan tiket lain',
  withdrawn: 'Ditarik pelapor',
  unsolvable: 'Tidak dapat diselesaikan (anggaran, vendor)',
  spam: 'Bukan pengaduan',
  no_reply: 'Pelapor tidak menjawab',
}

/** What staff read: short, the number first. */
export const staffWords = {
  usage,
  statuses,
  priorities,
  exits,
  card: {
    requester: 'Pelapor',
    agency: 'Instansi',
    phone: 'Telepon',
    row: (row: string, title: string) => `Langkah ${row}: ${title}`,
    position: (role: string) => `Posisi: ${role}`,
    heldBy: (name: string) => `Pelaksana: ${name}`,
    free: 'Pelaksana: belum ada',
    left: (span: string, due: string) => `Sisa waktu ${span} (batas ${due})`,
    late: (span: string, due: string) => `Terlambat ${span} (batas ${due})`,
    noLimit: 'Tanpa batas waktu',
    paused: (since: string) => `Menunggu pelapor sejak ${since}, waktu dihentikan`,
    pausedForParty: (since: string) => `Menunggu pihak luar sejak ${since}, waktu dihentikan`,
    reminded: (times: number) => `Pelapor sudah diingatkan ${times} kali`,
    confirmedYes: 'Pelapor menyatakan sudah teratasi',
    priority: (name: string) => `Prioritas: ${name}`,
    incomplete: (fields: string) => `Belum lengkap: ${fields}`,
    result: (text: string) => `Hasil: ${text}`,
    closed: (at: string) => `Ditutup ${at}`,
    exited: (exit: string, reason: string) => `Di luar baris SOP: ${exit}. ${reason}`,
  },
  buttons: { claim: 'Ambil', release: 'Kembalikan', pause: 'Tunggu pelapor', resume: 'Lanjutkan' },
  unit: (role: string, unit: string | null) => (unit === null ? role : `${role} ${unit}`),
  welcome: (name: string, roles: string) =>
    `Selamat bertugas, ${name}. Anda tercatat sebagai ${roles === '' ? 'pimpinan' : roles}. Pesan langsung tentang tiket akan masuk di sini.\nKetik /antrean untuk tiket yang terbuka, /bantuan untuk daftar perintah, atau /aduan untuk membuat pengaduan.`,
  fromRequester: (number: string, name: string, text: string) =>
    `Pesan pelapor ${number} (${name}):\n${text}\nBalas pesan ini untuk menjawab.`,
  messageEdited: (text: string) => `Pesan diubah menjadi: ${text}`,
  messageDeleted: (text: string) => `Pelapor menghapus pesan: ${text}`,
  answerDeleted: 'Pelapor menghapus salah satu pesan pengaduannya. Isinya tetap tersimpan pada tiket.',
  noteFrom: (name: string, number: string, text: string) => `Catatan ${name} untuk ${number}:\n${text}`,
  answerFrom: (name: string, number: string, text: string) =>
    `Jawaban ${name} kepada pelapor ${number}:\n${text}`,
  evidenceOf: (number: string) => `Bukti ${number}`,
  noText: '(tanpa teks)',
  yourTurn: (number: string, agency: string, row: string, title: string, due: string | null) =>
    `${number} · ${agency} · langkah ${row} (${title}) menunggu Bapak/Ibu${due === null ? '' : `, batas ${due}`}.`,
  givenText: (label: string, text: string) => `${label}: ${text}`,
  nobodyToCall: (number: string, role: string) =>
    `${number} menunggu ${role}, tetapi belum ada yang memegang peran itu. Mohon admin mengatur dengan /peran.`,
  unsolved: 'Pelapor menyatakan belum teratasi.',
  solved: 'Pelapor menyatakan sudah cukup.',
  reason: (text: string) => `Alasan: ${text}`,
  pleaseGoOn: 'Mohon dilanjutkan.',
  confirmed: (number: string) =>
    `Pelapor ${number} menyatakan kendala sudah teratasi. Mohon diverifikasi dan ditutup.`,
  ratedLow: (number: string, score: string) =>
    `Pelapor menilai penanganan ${number}: ${score}. Bila perlu, hubungi pelapor dan buka kembali tiketnya.`,
  noReply: (number: string, times: number) =>
    `${number} ditutup: pelapor tidak menjawab setelah ${times} kali diingatkan. Bila pelapor menghubungi lagi, gunakan /bukakembali.`,
  disputed: (number: string, row: string) =>
    `Pelapor ${number} menyatakan kendala belum teratasi. Tiket kembali ke langkah ${row}. Mohon dilanjutkan.`,
  reopened: (number: string, row: string) => `${number} dibuka kembali pada langkah ${row}.`,
  released: (number: string, name: string | null) =>
    name === null
      ? `${number} kembali ke antrean karena pelaksananya tidak lagi bertugas. Silakan diambil.`
      : `${number} dikembalikan oleh ${name}. Silakan diambil.`,
  agentCalled: (name: string, number: string | null) =>
    number === null
      ? `${name} meminta bantuan petugas dan belum mempunyai pengaduan. Mohon dihubungi.`
      : `${name} meminta bantuan petugas pada ${number}. Balas pesan ini untuk menjawab.`,
  unreachable: (number: string, name: string, channel: string) =>
    `${name} (${number}) tidak dapat dihubungi di ${channel}. Mohon dihubungi dengan cara lain.`,
  fileRefused: (number: string) =>
    `Satu berkas pelapor ${number} tidak disimpan: tidak dapat diunduh, atau isinya bukan jenis berkas yang disebutkan. Mohon diminta lagi bila diperlukan.`,
  done: {
    claimed: (number: string, name: string) => `${number} diambil oleh ${name}.`,
    released: (number: string) => `${number} dikembalikan ke antrean.`,
    yours: (number: string, row: string, due: string | null) =>
      `${number} Anda pegang di langkah ${row}${due === null ? '' : `, batas ${due}`}.`,
    moved: (number: string, row: string, role: string, due: string | null) =>
      `${number} kini di langkah ${row} (${role})${due === null ? '' : `, batas ${due}`}.`,
    climbed: (number: string, role: string) => `${number} diteruskan ke ${role}.`,
    assigned: (number: string, name: string) => `${number} ditugaskan kepada ${name}.`,
    paused: (number: string) => `${number} menunggu pelapor. Waktu dihentikan.`,
    pausedForParty: (number: string) =>
      `${number} menunggu pihak luar. Waktu kantor dihentikan dan waktu pihak luar dihitung tersendiri.`,
    resumed: (number: string, due: string | null) =>
      `${number} dilanjutkan${due === null ? '' : `, batas ${due}`}.`,
    answered: (number: string) => `Jawaban ${number} dikirim ke pelapor.`,
    noted: (number: string) => `Catatan ${number} disimpan.`,
    prioritised: (number: string, priority: string) => `Prioritas ${number}: ${priority}.`,
    reclassified: (number: string, category: string) => `Jenis ${number}: ${category}.`,
    exited: (number: string, exit: string) => `${number} ditutup di luar baris SOP: ${exit}.`,
    closed: (number: string) => `${number} diverifikasi dan ditutup.`,
    reopened: (number: string) => `${number} dibuka kembali.`,
  },
  ask: {
    reason: {
      pause:
        'Keterangan apa yang diperlukan dari pelapor? Bila yang ditunggu pihak luar, awali dengan kata PIHAK, misalnya: pihak Telkom, perbaikan kabel.',
      reopen: 'Apa alasan membuka kembali?',
      exit: 'Apa alasannya? Sebutkan juga tujuan atau narahubungnya bila ada.',
    },
    duplicateOf: 'Sama dengan tiket nomor berapa?',
    answer: 'Apa jawaban untuk pelapor?',
    note: 'Apa catatan atau arahannya?',
    /** What begins a wait for somebody outside; in lower case. */
    party: ['pihak', 'vendor', 'penyedia'],
    exit: 'Mengapa tiket ini keluar dari langkah SOP?',
    priority: 'Apa prioritasnya?',
    category: 'Apa jenis aduannya?',
    replyHow: (text: string) => `${text}\nDikirim ke pelapor atau catatan saja?`,
    send: 'Kirim ke pelapor',
    keep: 'Catatan saja',
    cancel: 'Batal',
    forTicket: (number: string, question: string) => `${number} · ${question}`,
    dateExample: 'Contoh: 14 Oktober 2026.',
    dateAgain: 'Tanggal itu belum terbaca. Contoh: 14 Oktober 2026.',
    checklist: 'Balas nomor yang sudah dikerjakan, misalnya 1 3 4.',
    checklistAgain: 'Nomor itu belum terbaca. Balas angkanya, misalnya 1 3 4.',
    everything: 'Semua sudah',
    finish: 'Selesai',
    filesSoFar: 'Berkas diterima. Kirim lagi bila ada, lalu pilih Selesai.',
    fileWanted: 'Mohon kirim berkasnya, misalnya foto. Bila sudah, pilih Selesai.',
    pickAgain: 'Mohon pilih dari daftar.',
    byReply: 'Balas pesan ini. Ketik BATAL bila tidak jadi.',
  },
  cancelled: 'Dibatalkan.',
  refusals: {
    anonymous: 'Petugas harus dikenali. Mohon matikan mode admin anonim, lalu ulangi.',
    forwarded: 'Perintah yang diteruskan tidak dijalankan. Mohon ketik sendiri perintahnya.',
    edited: 'Perintah yang diubah tidak dijalankan. Mohon kirim sebagai pesan baru.',
    unbound: 'Grup ini belum terhubung. Ketik /hubungkan KODE dengan kode dari layar server.',
    notStaff: 'Perintah ini hanya untuk petugas layanan. Mintalah admin memberi peran.',
    notAdmin: 'Perintah ini hanya untuk admin.',
    unknownCommand: (typed: string) =>
      `Perintah /${typed} tidak dikenal. Ketik /bantuan untuk daftar perintah.`,
    unknownTicket: (number: string) =>
      `Tiket ${number} tidak ditemukan. Ketik /antrean untuk melihat tiket yang terbuka.`,
    whichTicket: (name: string, args: string) =>
      `Tiket yang mana? Contoh: /${name} ${args.replace('NO', '1042')}, atau balas kartu tiketnya.`,
    unknownPerson: (name: string) =>
      `${name} belum dikenal. Petugas dikenal setelah menulis di grup atau menekan /start di bot.`,
    stale: 'Pilihan ini sudah tidak berlaku. Lihat kartu yang terbaru.',
    forged: 'Tombol ini tidak dikenal.',
    notYourPrompt: 'Pertanyaan ini bukan untuk Anda atau sudah tidak berlaku.',
    closed: (number: string) => `${number} sudah ditutup. Gunakan /bukakembali bila perlu.`,
    open: (number: string) => `${number} masih terbuka.`,
    role: (role: string) => `Langkah ini menunggu ${role}.`,
    assigneeRole: (role: string) => `Yang ditunjuk harus memegang peran ${role}.`,
    heldBy: (number: string, name: string) =>
      `${number} sedang dipegang ${name}. Untuk mengambil alih: /kembalikan, lalu /ambil.`,
    alreadyYours: (number: string) => `${number} sudah Anda pegang.`,
    notClaimed: (number: string) => `${number} belum ada yang memegang.`,
    notAtThisRow: (row: string, commands: string) =>
      `Perintah itu tidak berlaku di langkah ${row}. Yang tersedia: ${commands}.`,
    badInput: (label: string) => `${label} belum sesuai. Mohon pilih dari daftar.`,
    noPhoto: (label: string) => `${label} perlu sedikitnya satu foto.`,
    noFile: (label: string) => `${label} belum dikirim.`,
    nothingTicked: (label: string) => `${label} belum ada yang dicentang.`,
    cannotLink:
      'Tiket ini tidak dapat dikaitkan dengan tiket itu. Periksa klasifikasi keduanya, dan bahwa tiket induk masih terbuka di layanan yang sama.',
    notAnnounced: (number: string) => `${number} tidak sedang diumumkan.`,
    unknownPaper: (papers: string) => `Dokumen itu tidak ada. Pilihan: ${papers}.`,
    onlyAssignee: (number: string) => `Nomor telepon hanya untuk pelaksana ${number}. Ambil tiketnya dahulu.`,
    nobodyHolds: (role: string) =>
      `Belum ada yang memegang peran ${role}. Mintalah admin mengatur dengan /peran.`,
    nobodyAbove: 'Tidak ada tingkat yang lebih tinggi.',
    alreadyPaused: (number: string) => `${number} sudah menunggu. Lanjutkan dahulu dengan /lanjut.`,
    notClosed: (number: string) => `${number} belum selesai.`,
    notPaused: (number: string) => `${number} tidak sedang menunggu.`,
    noChange: 'Tidak ada yang berubah.',
    unknownCategory: (options: string) => `Jenis itu tidak ada. Pilihan: ${options}.`,
    unknownPriority: 'Prioritas: biasa, segera, atau sangat segera.',
    exitNotAllowed: 'Cara itu tidak tersedia untuk layanan ini.',
    nothingToConfirm: 'Tidak ada yang perlu dikonfirmasi.',
    emptySearch: 'Cari apa? Contoh: /cari wifi dinas pendidikan',
  },
  queue: {
    heading: (n: number) => `${n} tiket terbuka`,
    mineHeading: (n: number) => `${n} tiket Anda`,
    foundHeading: (n: number) => `${n} tiket ditemukan`,
    line: (number: string, agency: string, row: string, time: string) =>
      `${number} · ${agency} · langkah ${row} · ${time}`,
    left: (span: string) => `sisa ${span}`,
    late: (span: string) => `terlambat ${span}`,
    lateWhole: (limit: string, span: string) => `${limit.toLowerCase()} terlambat ${span}`,
    noLimit: 'tanpa batas',
    paused: 'menunggu pelapor',
    pausedForParty: 'menunggu pihak luar',
    ended: 'ditutup',
    empty: 'Tidak ada tiket terbuka.',
    lateWord: 'terlambat',
    lateHeading: (n: number) => `${n} tiket terlambat`,
    lateEmpty: 'Tidak ada tiket yang terlambat.',
    mineEmpty: 'Tidak ada tiket yang Anda pegang. Ketik /antrean untuk melihat yang terbuka.',
    foundEmpty: 'Tidak ada tiket yang cocok. Coba kata lain.',
    more: (n: number) => `dan ${n} lainnya`,
  },
  details: {
    heading: (number: string, title: string) => `${number} · ${title}`,
    run: (row: string, title: string, who: string, started: string, ended: string, late: string) =>
      `${row}. ${title}\n   ${who} · mulai ${started} · ${ended}${late}`,
    running: 'berjalan',
    until: (at: string) => `selesai ${at}`,
    late: ' · terlambat',
    history: 'Riwayat langkah',
    notes: 'Catatan dan pesan',
    requester: 'Pelapor',
    said: (name: string, text: string) => `${name}: ${text}`,
    answered: (name: string, text: string) => `${name} kepada pelapor: ${text}`,
    climbed: (role: string) => `Diteruskan ke ${role}`,
  },
  help: {
    staff: 'Perintah petugas',
    admin: 'Perintah admin',
    requester: 'Perintah pelapor',
    hint: 'NO adalah nomor tiket, dan boleh tidak ditulis bila membalas kartunya.',
  },
  bind: {
    done: (title: string) => `Grup ini terhubung dengan ${title}. Tiket baru akan muncul di sini.`,
    firstAdmin: 'Anda menjadi admin. Atur peran dengan /peran.',
    wrongCode: 'Kode tidak sesuai. Tulis /hubungkan KODE dengan kode dari layar server.',
    needGroup: 'Kirim perintah ini di grup petugas.',
    whichService: (ids: string) => `Layanan yang mana? Tulis /hubungkan KODE LAYANAN. Layanan: ${ids}.`,
    privacy: 'Bot ini tidak membaca pesan biasa di grup. Bekerjalah dengan perintah, tombol, dan balasan.',
  },
  setAside:
    'Ada pesan masuk yang tidak dapat diproses setelah lima kali percobaan. Mohon admin memeriksa catatan sistem.',
}
export type StaffWords = typeof staffWords
