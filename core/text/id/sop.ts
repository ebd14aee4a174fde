import type { TicketHappening } from '../../sop/sop.ts'

const happenings: Record<TicketHappening, string> = {
  submitted: 'saat pengaduan masuk',
  completed: 'saat pengaduan lengkap',
  answered: 'saat jawaban sudah diberikan',
  confirmed: 'saat pelapor menyatakan sudah',
  disputed: 'saat pelapor menyatakan belum',
  'followed-up': 'saat pelapor menulis lagi',
}

/** What an office reads of its own SOP: as a table, as a diagram, and what it has yet to confirm. */
export const sopWords = {
  table: {
    head: ['Langkah', 'Pelaksana', 'Batas', 'Output', 'Lanjutan'],
    step: (row: string, title: string) => `${row}. ${title}`,
    noLimit: 'tanpa batas',
    none: '-',
    thirdParty: '(pihak luar, waktunya dihitung tersendiri)',
    waitsFor: (role: string) => `(menunggu ${role})`,
    papers: (titles: readonly string[]) => `Dicetak: ${titles.join(', ')}`,
  },
  way: {
    by: (role: string) => `oleh ${role}`,
    happening: (event: TicketHappening) => happenings[event],
    needs: (labels: readonly string[]) => `meminta ${labels.join(', ')}`,
    approves: 'dicatat sebagai persetujuan',
    completes: 'melengkapi pengaduan',
    silence: (warn: string, end: string) =>
      `atau dengan sendirinya bila pelapor diam ${end} (diperingatkan setelah ${warn})`,
  },
  target: {
    end: 'tiket ditutup',
    row: (row: string) => `langkah ${row}`,
    ran: (row: string) => `langkah ${row} bila pernah dijalankan`,
    otherwise: (row: string) => `selain itu langkah ${row}`,
    climb: (row: string, roles: readonly string[]) =>
      `tetap di langkah ${row}, naik ke ${roles.join(', lalu ')}`,
  },
  diagram: {
    start: 'Pengaduan masuk',
    begin: 'Mulai',
    end: 'Pengaduan selesai dan ditutup',
    who: (actor: string, limit: string) => `${actor} · ${limit}`,
    ran: (label: string, row: string) => `${label}, bila langkah ${row} pernah dijalankan`,
    otherwise: (label: string) => `${label}, selain itu`,
    climb: (label: string, roles: readonly string[]) =>
      `${label} ↑ ke ${roles.join(', lalu ')}, tetap di langkah ini`,
    silence: (label: string, end: string) => `${label} (juga bila pelapor diam ${end})`,
    reopen: 'Dibuka kembali',
    legend:
      '● dipilih petugas   ○ karena pelapor atau dengan sendirinya   ┼ garis bersilang, tidak bersambung',
  },
  show: {
    source: (title: string, agency: string) => `${title}, ${agency}`,
    number: (number: string) => `Nomor ${number}`,
    warning: (text: string) => `Peringatan: ${text}`,
    papers: 'Dokumen yang dicetak:',
    paper: (title: string, row: string | null) => `- ${title}${row === null ? '' : ` (langkah ${row})`}`,
  },
  check: {
    failed: (count: number) => `SOP ini belum dapat dipakai. Yang perlu diperbaiki: ${count}.`,
    mended: 'Setelah diperbaiki, periksa lagi dengan perintah yang sama.',
    passed: (title: string) => `SOP "${title}" dapat dipakai.`,
    steps: (n: number) => `Langkah: ${n}`,
    limits: (n: number, without: readonly string[]) =>
      without.length === 0
        ? `Batas waktu: ${n}, pada semua langkah`
        : `Batas waktu: ${n}; tanpa batas pada langkah ${without.join(', ')}`,
    roles: (n: number, titles: readonly string[]) => `Peran: ${n} (${titles.join(', ')})`,
    fields: (n: number, required: number) => `Isian formulir: ${n}, wajib ${required}`,
    categories: (n: number) => `Jenis: ${n}`,
    channels: (labels: readonly string[]) => `Kanal: ${labels.join(', ')}`,
    papers: (n: number, titles: readonly string[]) =>
      n === 0 ? 'Dokumen: tidak ada' : `Dokumen: ${n} (${titles.join(', ')})`,
    next: (sop: string) =>
      `Bandingkan dengan SOP asli: npm run sop:show ${sop}\nLalu tulis pada bagian "services" di berkas meja layanan: - sop: ${sop}`,
  },
  unconfirmed: {
    none: 'Tidak ada yang perlu dikonfirmasi.',
    heading: (n: number) => `Perlu konfirmasi kantor: ${n}`,
    /** `places` as `profileWords.place` says them. */
    line: (text: string, places: readonly string[]) =>
      text === '' ? gathered(places) : `${text} (${gathered(places)})`,
  },
  usage: [
    'npm run sop:check BERKAS          memeriksa berkas SOP kantor',
    'npm run sop:show ID-atau-BERKAS   menampilkan SOP sebagai tabel dan bagan',
    '',
    'Pilihan sop:show (ditulis setelah --):',
    '  --mermaid   menulis bagan dalam bahasa Mermaid saja',
    '',
    'Contoh: npm run sop:check ./sop-kantor.yaml',
  ].join('\n'),
  misused: 'Perintah tidak dikenal atau kurang lengkap.',
  /** What staff read of it in chat. */
  chat: {
    heading: (title: string) => `SOP ${title}`,
    row: (row: string, title: string, who: string, limit: string) => `${row}. ${title}\n   ${who} · ${limit}`,
    changed: (limit: string, own: string) => `${limit} (menurut SOP ${own})`,
    point: (text: string) => `- ${text}`,
    next: 'Mohon dipastikan dengan SOP asli. Batas waktu ditetapkan admin dengan /batas.',
    service: (id: string, title: string) => `${id}: ${title}`,
    which: 'SOP yang mana?',
    example: (id: string) => `Tulis misalnya /sop ${id}`,
    none: 'Belum ada SOP yang dapat Anda lihat di sini. Mintalah admin memberi peran.',
  },
}

/** `jenis server`, `jenis website`, `langkah 3` → `jenis server, website; langkah 3`. */
function gathered(places: readonly string[]): string {
  const names = new Map<string, string[]>()
  for (const place of places) {
    const end = place.lastIndexOf(' ')
    const kind = place.slice(0, end)
    names.set(kind, [...(names.get(kind) ?? []), place.slice(end + 1)])
  }
  return [...names].map(([kind, of]) => `${kind} ${of.join(', ')}`).join('; ')
}

export type SopWords = typeof sopWords
