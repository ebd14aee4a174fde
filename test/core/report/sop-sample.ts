import { ProfileSchema, type Profile } from '../../../core/sop/sop.ts'

/** A small SOP with a branch, a skip, a loop back, a climb, a silence, a paper and an outside party. */
export function sampleSop(): Profile {
  return ProfileSchema.parse({
    id: 'contoh',
    title: 'Pengaduan Contoh',
    prefix: 'CTH',
    timeZone: 'Asia/Jakarta',
    source: { title: 'SOP Contoh', number: '1/2026', agency: 'Dinas Contoh', note: 'perlu konfirmasi' },
    channels: [{ id: 'surat', label: 'Surat', source: 'baris 1' }],
    warnings: ['Tanpa surat tidak diproses.'],
    roles: {
      warga: { title: 'Warga', kind: 'requester' },
      loket: { title: 'Loket', firstLevel: true, above: 'kepala', note: 'perlu konfirmasi: disimpulkan' },
      kepala: { title: 'Kepala', above: 'sekretaris' },
      sekretaris: { title: 'Sekretaris' },
      rekanan: { title: 'Rekanan', kind: 'party' },
    },
    categories: [
      { id: 'umum', label: 'Umum', note: 'perlu konfirmasi: disimpulkan' },
      { id: 'khusus', label: 'Khusus', note: 'perlu konfirmasi: disimpulkan' },
    ],
    form: [
      { id: 'isi', kind: 'problem', label: 'Isi', ask: 'Apa?', required: true, source: 'baris 1' },
      { id: 'jenis', kind: 'category', label: 'Jenis', ask: 'Jenis?', required: true, source: 'baris 1' },
    ],
    inputs: {
      alasan: { kind: 'text', label: 'Alasan', ask: 'Mengapa?' },
      foto: { kind: 'evidence', label: 'Foto', ask: 'Foto?', photo: true },
    },
    start: 'a',
    reopen: ['b'],
    steps: [
      {
        id: 'a',
        row: '1',
        title: 'Terima',
        actor: 'loket',
        limit: '1 jam',
        output: 'Tanda terima',
        source: 'baris 1',
        note: 'keterangan kantor, bukan tanda',
        outcomes: [
          { id: 'lanjut', label: 'Lanjut', command: 'ambil', to: 'b' },
          { id: 'rekanan', label: 'Minta rekanan', command: 'eskalasi', needs: ['alasan', 'foto'], to: 'c' },
        ],
      },
      {
        id: 'b',
        row: '2',
        title: 'Tangani',
        actor: 'loket',
        holder: 'kepala',
        limit: null,
        source: 'baris 2',
        outcomes: [
          { id: 'naik', label: 'Naik', command: 'eskalasi', needs: ['alasan'], to: 'above' },
          { id: 'setuju', label: 'Setuju', command: 'selesai', approves: true, to: 'd' },
        ],
      },
      {
        id: 'c',
        row: '3',
        title: 'Perbaikan rekanan',
        actor: 'rekanan',
        thirdParty: true,
        limit: '2 hari',
        source: 'baris 3',
        outcomes: [{ id: 'jawab', label: 'Catat jawaban', command: 'selesai', by: 'loket', to: 'd' }],
      },
      {
        id: 'd',
        row: '4',
        title: 'Tutup',
        actor: 'loket',
        asksConfirmation: true,
        limit: '1 jam',
        source: 'baris 4',
        silence: { warn: '2 hari', end: '3 hari', outcome: 'tutup' },
        outcomes: [
          { id: 'tutup', label: 'Tutup', command: 'tutup', to: 'end' },
          { id: 'belum', label: 'Belum', event: 'disputed', to: ['c', 'b'], note: 'perlu konfirmasi: x' },
        ],
      },
    ],
    papers: [
      { id: 'tanda', title: 'Tanda Terima', template: 'receipt', step: 'a', source: 'baris 1' },
      { id: 'umum', title: 'Laporan', template: 'final-report', source: 'tambahan' },
    ],
  })
}
