import { DateTime } from 'luxon'
import { decimal } from './number.ts'
import { zoneName } from './time.ts'

/** "Oktober 2026" of `2026-10`. */
const month = (iso: string) => DateTime.fromFormat(iso, 'yyyy-LL').setLocale('id').toFormat('LLLL yyyy')

/** What stands in the register of complaints (the book), and what is said of it in chat. */
export const registerWords = {
  thisMonth: 'bulan ini',
  lastMonth: 'bulan lalu',
  month,
  /** A date and time of the book, in the service's zone: "16/11/2026 10.30". */
  stamp: (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).toFormat('dd/LL/yyyy HH.mm'),
  /** "14 Oktober 2026". */
  date: (at: Date, zone: string) => DateTime.fromJSDate(at, { zone }).setLocale('id').toFormat('d LLLL yyyy'),

  title: 'Buku Register Pengaduan',
  sheets: { complaints: 'Pengaduan', rows: 'Langkah', notes: 'Keterangan' },
  fileName: (service: string, iso: string) => `Buku Register ${service} ${iso}`,
  footer: (title: string, iso: string) => `Buku Register ${title}, ${month(iso)}`,

  yes: 'ya',
  no: 'tidak',
  unlimited: 'tanpa batas',
  owners: { office: 'Kantor', requester: 'Pelapor', party: 'Pihak luar' },
  via: 'Disampaikan lewat',
  files: (files: number, photos: number) =>
    `${files} berkas${photos > 0 ? `, ${photos} di antaranya foto` : ''}`,
  checked: (done: number, all: number, items: string) => `${done} dari ${all}: ${items}`,
  given: (label: string, text: string) => `${label}: ${text}`,
  climbed: (at: string, role: string, name: string, reason: string) =>
    `${at} ke ${role}${name && ` oleh ${name}`}${reason && ` (${reason})`}`,
  approved: (at: string, approval: string) => `${at} ${approval}`,
  exited: (at: string, exit: string, reason: string, name: string) =>
    `${at} ${exit}${reason && `: ${reason}`}${name && ` (oleh ${name})`}`,
  exitedRun: 'Di luar baris SOP',
  reopened: (at: string, reason: string) => `${at}${reason && `: ${reason}`}`,
  letter: (letter: string, agenda: string | null) =>
    `${letter}${agenda === null ? '' : ` (agenda ${agenda})`}`,
  incoming: ({ number, date }: { number: string; date: string }) => [number, date].filter(Boolean).join(', '),
  people: (count: number) => `${count} orang`,
  rated: (name: string, score: number) => `${name} (${score})`,

  complaint: {
    count: 'No.',
    number: 'Nomor',
    received: 'Diterima',
    recorded: 'Dicatat',
    channel: 'Saluran',
    recordedBy: 'Dicatat oleh',
    requester: 'Pelapor',
    agency: 'Instansi',
    phone: 'Telepon',
    category: 'Jenis',
    problem: 'Isi pengaduan',
    incoming: 'Surat masuk',
    complete: 'Lengkap',
    priority: 'Prioritas',
    secrecy: 'Sifat',
    status: 'Status',
    standing: 'Posisi',
    answered: 'Jawaban pertama',
    answerLimit: 'Batas jawaban pertama',
    answerLate: 'Jawaban pertama terlambat',
    closed: 'Ditutup',
    ticketLimit: 'Batas seluruh tiket',
    ticketLate: 'Seluruh tiket terlambat',
    answer: 'Jawaban',
    via: 'Disampaikan lewat',
    satisfaction: 'Kepuasan',
    officeMinutes: 'Waktu kantor (menit kerja)',
    partyMinutes: 'Waktu pihak luar (menit kerja)',
    officeLate: 'Langkah kantor terlambat',
    officeLateMinutes: 'Keterlambatan kantor (menit kerja)',
    partyLate: 'Langkah pihak luar terlambat',
    partyLateMinutes: 'Keterlambatan pihak luar (menit kerja)',
    exits: 'Di luar baris SOP',
    reopened: 'Dibuka kembali',
    approvals: 'Persetujuan',
    followers: 'Ikut terdampak',
    linked: 'Terkait dengan',
    letters: 'Nomor surat',
  },
  row: {
    number: 'Nomor',
    row: 'Langkah',
    title: 'Kegiatan',
    run: 'Putaran',
    owner: 'Waktu milik',
    role: 'Peran',
    person: 'Nama',
    started: 'Mulai',
    limit: 'Batas waktu',
    due: 'Jatuh tempo',
    ended: 'Selesai',
    outcome: 'Hasil',
    expected: 'Keluaran menurut SOP',
    output: 'Yang diserahkan',
    minutes: 'Waktu terpakai (menit kerja)',
    waited: 'Waktu dihentikan (menit kerja)',
    partyWaited: 'Menunggu pihak luar (menit kerja)',
    late: 'Terlambat',
    officeLate: 'Keterlambatan kantor (menit kerja)',
    partyLate: 'Keterlambatan pihak luar (menit kerja)',
    climbs: 'Eskalasi',
    approvals: 'Persetujuan',
  },
  /** The printed book: fewer columns, more in each. */
  print: {
    complaints: 'Daftar pengaduan',
    rows: 'Pelaksanaan langkah',
    partyRows: 'Langkah pihak luar, dihitung tersendiri',
    exits: 'Pengaduan yang keluar dari baris SOP',
    legend: 'Keterangan',
    received: 'Nomor, diterima, dicatat',
    from: 'Pelapor',
    matter: 'Jenis dan isi',
    solution: 'Penyelesaian',
    lateness: 'Terlambat',
    remarks: 'Keterangan',
    row: 'Langkah',
    actor: 'Pelaksana',
    output: 'Keluaran',
    exit: 'Cara dan alasan',
    recordedBy: (name: string) => `dicatat ${name}`,
    rowsLate: (count: number, span: string) => `${count} langkah, ${span}`,
    clockLate: (limit: string) => `lewat batas ${limit}`,
    partyWaited: 'Menunggu pihak luar',
    running: 'berjalan',
    none: 'Nihil: tidak ada pengaduan yang diterima pada bulan ini.',
    /** Stands above the signatures, so that they never stand alone. */
    closing: (iso: string, complaints: number, stamp: string) =>
      `Buku register ${month(iso)} ini memuat ${complaints} pengaduan, menurut keadaan per ${stamp}.`,
    acknowledged: 'Mengetahui,',
    keeper: 'Petugas,',
    signed: (place: string, date: string) => [place, date].filter(Boolean).join(', '),
  },
  facts: {
    head: ['Hal', 'Keterangan'] as const,
    sop: 'SOP',
    sopNumber: 'Nomor SOP',
    sopDate: 'Tanggal SOP',
    sopAgency: 'Instansi penyusun',
    agency: 'Diselenggarakan oleh',
    legalBasis: 'Dasar hukum',
    recordKeeping: 'Pencatatan menurut SOP',
    month: 'Bulan',
    zone: 'Waktu',
    printed: 'Keadaan per',
    complaints: 'Pengaduan diterima',
    complaintsAre: (count: { complaints: number; closed: number; open: number; exited: number }) =>
      `${count.complaints} (selesai ${count.closed}, masih terbuka ${count.open}, pernah keluar dari baris SOP ${count.exited})`,
    rows: 'Langkah dijalankan',
    late: 'Langkah terlambat',
    lateBy: (count: Record<'office' | 'requester' | 'party', number>) =>
      `kantor ${count.office}, pelapor ${count.requester}, pihak luar ${count.party}`,
    satisfaction: 'Kepuasan pelapor',
    satisfactionIs: ({ asked, answered, mean }: { asked: number; answered: number; mean: number | null }) => {
      if (asked === 0) return 'belum ada yang ditanya'
      const counts = `${asked} ditanya, ${answered} menjawab, ${asked - answered} tidak menjawab`
      return mean === null ? counts : `${decimal(mean)} dari 4 (${counts})`
    },
    zoneIs: (zone: string, at: Date) => `${zoneName(zone, at)} (${zone})`,
  },
  /** What a reader of the book must know. */
  legend: [
    [
      'Pengaduan yang dimuat',
      'Semua pengaduan yang diterima dalam bulan ini, menurut waktu diterima. Keadaannya menurut waktu pencetakan.',
    ],
    [
      'Diterima dan dicatat',
      'Pengaduan yang datang di luar percakapan dicatat petugas sesudah diterima. Waktu langkah dihitung sejak diterima.',
    ],
    [
      'Menit kerja',
      'Dihitung dalam jam kerja layanan. Waktu yang dihentikan karena menunggu pelapor atau kelengkapan tidak ikut dihitung.',
    ],
    [
      'Terlambat',
      'Selesai sesudah jatuh tempo. Yang waktunya sedang dihentikan dinilai menurut saat mulai dihentikan. Langkah tanpa batas waktu tidak pernah terlambat.',
    ],
    [
      'Batas kantor',
      'Batas jawaban pertama dan batas seluruh tiket ditetapkan kantor, di samping batas waktu langkah menurut SOP.',
    ],
    [
      'Kepuasan',
      'Ditanyakan satu kali setiap kali pengaduan ditutup: 1 tidak puas, 2 kurang puas, 3 puas, 4 sangat puas. Dimuat jawaban yang terakhir, juga bila pengaduan kemudian dibuka kembali; laporan menghitung setiap penutupan dalam periodenya. Yang tidak menjawab tidak diberi nilai dan tidak masuk rata-rata. Pelapor tanpa percakapan tidak ditanya.',
    ],
    [
      'Pihak luar',
      'Waktu dan keterlambatan pihak luar dihitung tersendiri, terpisah dari waktu kantor. Termasuk di dalamnya waktu langkah lain yang dihentikan karena menunggu pihak luar.',
    ],
    ['Di luar baris SOP', 'Pengaduan yang tidak diselesaikan menurut langkah SOP, dengan alasannya.'],
    ['Persetujuan', 'Keputusan pimpinan yang diberikan lewat percakapan. Ini bukan tanda tangan.'],
    [
      'Rahasia',
      'Isi pengaduan yang bersifat rahasia tidak dimuat. Rinciannya ada pada dokumen pengaduan itu.',
    ],
    ['Telepon', 'Nomor telepon pelapor ditulis sebagian untuk melindungi data pribadi.'],
  ] as const,
  /** What was done to texts that a spreadsheet program might run. */
  apostrophe: [
    'Tanda petik di awal',
    "Teks yang diawali =, +, -, atau @ ditulis dengan tanda petik (') di depannya agar tidak dijalankan sebagai rumus.",
  ] as const,

  usage: (iso: string, services: string[]) =>
    [
      `Bulan yang mana? Contoh: /buku ${iso} atau /buku ${month(iso).toLowerCase()}.`,
      ...(services.length > 1
        ? [`Untuk satu layanan: /buku ${services[0] ?? ''} ${iso}. Layanan: ${services.join(', ')}.`]
        : []),
    ].join('\n'),
  notYet: (iso: string, present: string) =>
    `${month(iso)} belum dimulai. Untuk bulan ini ketik /buku ${present}.`,
  sentPrivately: (iso: string) =>
    `Buku register ${month(iso)} berisi data pelapor, sehingga dikirim lewat pesan langsung.`,
  startFirst: (bot: string) =>
    `Buku register hanya dikirim lewat pesan langsung. Mohon buka @${bot}, tekan /start, lalu ulangi perintah ini di sana.`,
  caption: (title: string, iso: string, complaints: number, late: number) =>
    `Buku register ${month(iso)}, ${title}. ${complaints} pengaduan diterima, ${late} langkah terlambat.`,
}
