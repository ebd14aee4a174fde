import { whatsappProblems } from './whatsapp.ts'

/**
 * Something that keeps the program from running, at a place its operator knows (a variable, a path in the desk file).
 * `value` is what stands there now, never a secret; `known` is what could stand there.
 */
export type Problem = { where: string; code: ProblemCode; value?: string; known?: readonly string[] }
export type ProblemCode = keyof typeof problems

/** What `npm start` tells once the desk is open. No `botName` means that the simulator plays the channels. */
export type Banner = {
  version: string
  botName?: string
  page: string
  /** Where the built-in database keeps its files; absent when DATABASE_URL names another. */
  databaseFolder?: string
  services: readonly string[]
  setupCode: string
}

/** What is wrong and its cure. `{value}` and `{known}` are filled in. */
const problems = {
  'bad-token': [
    'Token bot Telegram tidak lengkap.',
    'Salin lagi seluruh token dari @BotFather, bentuknya 123456789:AAE….',
  ],
  'api-root-without-token': [
    'Alamat server Bot API diisi, tetapi TELEGRAM_BOT_TOKEN belum.',
    'Isi TELEGRAM_BOT_TOKEN, atau kosongkan TELEGRAM_API_ROOT untuk memakai simulator.',
  ],
  'bad-http-url': ['"{value}" bukan alamat web.', 'Isi alamat lengkap, misalnya https://api.telegram.org.'],
  'bad-switch': ['"{value}" tidak dikenal.', 'Isi on atau off.'],
  ...whatsappProblems,
  'bad-database-url': [
    'Alamat basis data harus diawali postgres://.',
    'Isi misalnya postgres://pengguna:sandi@server:5432/sigap, atau kosongkan untuk basis data bawaan.',
  ],
  'bad-redis-url': [
    'Alamat Redis harus diawali redis:// atau rediss://.',
    'Isi misalnya redis://127.0.0.1:6379, atau kosongkan untuk menyimpan draf di basis data.',
  ],
  'bad-host': ['"{value}" bukan alamat jaringan.', 'Isi misalnya HOST=127.0.0.1.'],
  'simulator-not-loopback': [
    'Simulator hanya boleh dibuka dari komputer ini, sedangkan alamatnya {value}.',
    'Isi HOST=127.0.0.1, atau isi TELEGRAM_BOT_TOKEN untuk melayani dengan bot sungguhan.',
  ],
  'bad-port': ['"{value}" bukan nomor port.', 'Isi angka 0 sampai 65535, misalnya PORT=8080.'],
  'bad-setup-code': [
    'Kode penghubung terlalu pendek atau berisi spasi.',
    'Isi 4 sampai 64 karakter tanpa spasi, atau kosongkan agar dibuatkan.',
  ],
  'bad-smtp-url': [
    'Alamat server e-mail tidak lengkap atau tidak terbaca.',
    'Isi misalnya smtps://nama:sandi@mail.instansi.go.id, dengan tanda @, /, # dan % pada nama atau sandi ditulis %40, %2F, %23 dan %25. Kosongkan bila tidak mengirim e-mail.',
  ],
  'no-mail-sender': [
    'Alamat e-mail pengirim belum ada atau tidak lengkap.',
    'Tambahkan di akhir, misalnya smtps://nama:sandi@mail.instansi.go.id?from=layanan@instansi.go.id.',
  ],
  'bad-log-level': ['"{value}" bukan tingkat log.', 'Isi salah satu dari: {known}.'],

  'desk-unreadable': [
    'Berkas meja layanan {value} tidak dapat dibaca.',
    'Periksa letak dan hak baca berkas itu, atau kosongkan DESK_FILE untuk meja contoh.',
  ],
  'not-yaml': [
    'Bukan YAML yang benar, pada baris dan kolom {value}.',
    'Periksa spasi di awal baris, titik dua, dan tanda kutipnya.',
  ],
  'bad-alias': ['Alias YAML (*nama) di berkas ini tidak dapat diikuti.', 'Tulis nilainya langsung.'],
  'not-a-map': ['Isian ini harus berupa pasangan "nama: nilai".', 'Tulis satu pasangan di tiap baris.'],
  'not-a-list': [
    'Isian ini harus berupa daftar.',
    'Tulis dalam kurung siku, misalnya [111111111, 222222222].',
  ],
  'unknown-key': ['Nama isian "{value}" tidak dikenal.', 'Nama yang ada: {known}.'],
  'empty-text': ['Isian ini kosong atau bukan tulisan.', 'Isi dengan tulisan, atau hapus barisnya.'],
  'no-service': ['Belum ada layanan.', 'Tulis sedikitnya satu, misalnya "- sop: tik-banten".'],
  'bad-profile': ['SOP ini tidak dapat dipakai. {value}', 'Perbaiki berkas SOP itu, atau pilih SOP lain.'],
  'bad-group-id': ['"{value}" bukan nomor grup Telegram.', 'Isi nomor grup, misalnya -1001234567890.'],
  'bad-telegram-id': ['"{value}" bukan nomor pengguna Telegram.', 'Isi angkanya saja, misalnya 111111111.'],
  'bad-nip': ['"{value}" bukan NIP.', 'Tulis ke-18 angkanya, misalnya "19700101 199003 1 001".'],
  'official-twice': ['Pejabat {value} sudah ditulis di baris lain.', 'Tulis tiap pejabat satu kali saja.'],
  'bad-duration': ['"{value}" bukan batas waktu.', 'Tulis misalnya 45 menit, 2 jam, 1 hari, atau null.'],
  'unknown-row': ['SOP ini tidak punya langkah {value}.', 'Baris yang ada: {known}.'],
  'bad-zone': ['"{value}" bukan zona waktu.', 'Isi Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura.'],
  'unknown-service': ['Tidak ada layanan "{value}".', 'Layanan yang ada: {known}.'],
  'unknown-role': ['Peran "{value}" tidak ada di SOP ini.', 'Peran yang ada: {known}.'],
  'unknown-unit': ['Unit "{value}" tidak ada di SOP ini.', 'Unit yang ada: {known}.'],
  'unit-needed': ['Peran "{value}" dipegang per unit.', 'Tulis dengan unitnya: {known}.'],
  'unit-not-taken': ['Peran "{value}" tidak dipegang per unit.', 'Tulis tanpa unit: {known}.'],
  'bad-calendar': ['"{value}" bukan kalender.', 'Tulis 24x7, atau jam kerja dengan week dan holidays.'],
  'unknown-day': [
    '"{value}" bukan hari.',
    'Tulis mon, tue, wed, thu, fri, sat, sun, atau rentang seperti mon-thu.',
  ],
  'day-twice': ['Hari pada "{value}" sudah ditulis di baris lain.', 'Tulis tiap hari satu kali saja.'],
  'ends-first': [
    'Akhir "{value}" mendahului awalnya.',
    'Tulis from lebih dahulu, lalu to yang sama atau sesudahnya.',
  ],
  'bad-window': ['"{value}" bukan jam kerja.', 'Tulis jam buka dan tutup, misalnya "07:30-12:00".'],
  overlap: [
    'Jam kerja "{value}" bertumpuk dengan jam sebelumnya.',
    'Pisahkan keduanya, misalnya pada jam istirahat.',
  ],
  'never-open': [
    'Tidak ada satu pun jam kerja.',
    'Isi sedikitnya satu hari, atau hapus week untuk jam kerja ASN.',
  ],
  'bad-date': ['"{value}" bukan tanggal.', 'Tulis tahun-bulan-tanggal, misalnya 2026-11-10.'],
  'bad-cron': ['"{value}" bukan jadwal cron.', 'Tulis lima atau enam bagian, misalnya "* * * * *".'],
  'bad-daily': ['"{value}" bukan jam.', 'Tulis misalnya "07:30".'],
  'bad-weekly': ['"{value}" bukan hari dan jam.', 'Tulis misalnya "mon 08:00".'],
  'bad-monthly': ['"{value}" bukan tanggal 1 sampai 28 dan jam.', 'Tulis misalnya "1 08:00".'],
  'bad-rung': [
    '"{value}" bukan pengingat.',
    'Tulis misalnya 75%, 30 menit sebelum, atau { at: 1 jam sesudah, to: [above, leader] }. Pilihan to: actor, assignee, above, leader.',
  ],
  'bad-quiet': [
    '"{value}" bukan jam tenang.',
    'Tulis jam mulai dan jam akhir yang berbeda, misalnya "22:00-06:00".',
  ],
  'unknown-category': ['Jenis aduan "{value}" tidak ada di SOP ini.', 'Jenis yang ada: {known}.'],

  'port-in-use': [
    'Port {value} sedang dipakai program lain.',
    'Hentikan program itu, atau pilih port lain, misalnya PORT=8081.',
  ],
  'cannot-listen': [
    'Alamat {value} tidak dapat dipakai di komputer ini.',
    'Isi HOST=127.0.0.1 dan PORT di atas 1023.',
  ],
  'token-refused': [
    'Telegram menolak token ini.',
    'Ambil token yang berlaku dari @BotFather, lalu isikan lagi.',
  ],
  'data-dir-in-use': [
    'Folder data sedang dipakai Sigap yang lain ({value}).',
    'Hentikan yang lain itu, atau pilih folder lain, misalnya DATA_DIR=./data-2.',
  ],
  'data-dir-foreign': [
    'Folder data milik pengguna lain ({value}).',
    'Jalankan sebagai pengguna itu, atau pilih folder lain dengan DATA_DIR.',
  ],
  'platform-unsupported': [
    'Basis data bawaan belum tersedia untuk mesin ini ({value}).',
    'Isi DATABASE_URL dengan alamat PostgreSQL yang sudah ada.',
  ],
  'server-failed': [
    'Basis data bawaan gagal dijalankan: {value}',
    'Periksa sisa ruang penyimpanan dan hak tulis pada DATA_DIR.',
  ],
  'database-unreachable': [
    'Basis data tidak dapat dihubungi: {value}',
    'Periksa apakah PostgreSQL berjalan dan apakah alamat, nama, serta sandinya benar.',
  ],
  'database-newer': [
    'Basis data ini dibuat oleh Sigap yang lebih baru ({value}).',
    'Pasang versi Sigap yang baru itu, atau pulihkan cadangan yang lama.',
  ],
  'migration-failed': [
    'Pembaruan basis data terhenti di tengah jalan: {value}',
    'Pulihkan cadangan terakhir, lalu jalankan lagi. Jangan menghapus folder data.',
  ],
  'migration-edited': [
    'Berkas pembaruan basis data berubah setelah diterapkan ({value}).',
    'Kembalikan berkas di prisma/migrations seperti semula, misalnya dengan git checkout prisma/migrations.',
  ],
} as const satisfies Record<string, readonly [wrong: string, cure: string]>

/** A longer value is cut: it is there to be recognised, not read. */
const valueLengthMax = 300

function describe({ where, code, value = '', known = [] }: Problem): string {
  const facts = { value: value.slice(0, valueLengthMax), known: known.join(', ') }
  const fill = (text: string) =>
    text.replace(/\{(value|known)\}/g, (_, key: keyof typeof facts) => facts[key])
  const [wrong, cure] = problems[code]
  return `${where}: ${fill(wrong)}\n   Perbaikan: ${fill(cure)}`
}

/** What the operator reads in the terminal. */
export const systemWords = {
  /** Every problem with its cure, and what to do next. */
  notStarted: (found: readonly Problem[]): string =>
    [
      `Sigap belum dapat dijalankan. Yang perlu diperbaiki: ${found.length}.`,
      ...found.map((problem, index) => `${index + 1}. ${describe(problem)}`),
      'Setelah diperbaiki, jalankan lagi: npm start',
    ].join('\n'),

  started: ({ version, botName, page, databaseFolder, services, setupCode }: Banner): string =>
    [
      botName
        ? `Sigap ${version} melayani sebagai @${botName}.`
        : `Sigap ${version} berjalan dengan simulator.`,
      '',
      botName ? `  Kesehatan    ${page}/healthz` : `  Halaman      ${page}`,
      `  Basis data   ${databaseFolder ? `PostgreSQL bawaan di ${databaseFolder}` : 'PostgreSQL pada DATABASE_URL'}`,
      `  Layanan      ${services.join(', ')}`,
      ...(botName ? [`  Grup staf    ketik /hubungkan ${setupCode} di grup untuk menghubungkannya`] : []),
      '',
      ...(botName
        ? []
        : [
            'Untuk melayani sungguhan, isi TELEGRAM_BOT_TOKEN dengan token dari @BotFather, lalu jalankan lagi.',
          ]),
      'Tekan Ctrl-C untuk berhenti.',
    ].join('\n'),

  stopping: 'Sigap sedang berhenti. Pesan yang sudah diterima diselesaikan dahulu.',
  stopped: 'Sigap sudah berhenti. Jalankan lagi: npm start',
}
