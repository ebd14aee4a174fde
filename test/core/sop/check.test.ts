import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadProfile } from '../../../bots/profiles.ts'
import { checkProfile } from '../../../core/sop/check.ts'
import { outcomeCommands } from '../../../core/sop/meaning-steps.ts'
import type { ProblemCode } from '../../../core/sop/problem.ts'
import { commandOf } from '../../../core/staff/commands.ts'
import { profileWords } from '../../../core/text/id/profile.ts'
import { sopFacts } from '../../fixtures/sop-rows.ts'

/** A small SOP with everything in it that the cases below break. */
function small() {
  return {
    id: 'kecil',
    title: 'SOP kecil',
    prefix: 'KCL',
    timeZone: 'Asia/Jakarta',
    source: { title: 'SOP kecil', agency: 'Kantor' },
    channels: [{ id: 'surat', label: 'Surat', source: 'row 1' }],
    roles: {
      warga: { title: 'Warga', kind: 'requester' },
      loket: { title: 'Loket', firstLevel: true, above: 'kepala' },
      kepala: { title: 'Kepala' },
    } as Record<string, object>,
    units: { satu: 'Unit Satu' } as Record<string, string>,
    categories: [{ id: 'umum', label: 'Umum', unit: 'satu' }] as object[],
    form: [
      { id: 'isi', kind: 'problem', label: 'Isi', ask: 'Apa?', required: true, source: 'row 1' },
      { id: 'jenis', kind: 'category', label: 'Jenis', ask: 'Jenis?', required: true, source: 'row 1' },
    ] as object[],
    inputs: {
      hasil: { kind: 'text', label: 'Hasil', ask: 'Hasil?', answer: true },
    } as Record<string, object>,
    start: '1',
    reopen: ['1'],
    steps: [
      step('1', [
        { id: 'selesai', label: 'Selesai', command: 'selesai', needs: ['hasil'], to: '2' },
        { id: 'naik', label: 'Naik', command: 'eskalasi', to: 'above' },
      ]),
      step('2', [
        { id: 'tutup', label: 'Tutup', command: 'tutup', to: 'end' },
        { id: 'belum', label: 'Belum', event: 'disputed', to: '1' },
      ]),
    ] as Record<string, unknown>[],
  }
}

function step(id: string, outcomes: object[], more: object = {}) {
  return {
    id,
    row: id,
    title: `Langkah ${id}`,
    actor: 'loket',
    limit: '1 jam',
    source: `row ${id}`,
    outcomes,
    ...more,
  }
}

type Small = ReturnType<typeof small> & Record<string, unknown>

function choice(options: object[]) {
  return { kind: 'choice', label: 'Kelas', ask: 'Kelas?', options }
}

function letter(id: string) {
  return { id, kind: 'letter-number', label: 'Nomor surat', ask: 'Nomor surat?', source: 'row 1' }
}

function paper(change: object) {
  return { id: 'bukti', title: 'Bukti', template: 'receipt', source: 'row 1', ...change }
}

/** The second row ends by itself when the requester says nothing. */
function silent(p: Small, change: object): void {
  Object.assign(p.steps[1] as object, {
    silence: { warn: '2 hari', end: '3 hari', outcome: 'tutup', ...change },
  })
}

function problemsOf(change: (p: Small) => unknown): { code: ProblemCode; text: string }[] {
  const profile = small()
  change(profile)
  const checked = checkProfile(profile)
  return checked.ok ? [] : checked.problems.map((p) => ({ code: p.code, text: profileWords.problem(p) }))
}

/** One slip each, and the one sentence the office reads about it. */
const slips: [ProblemCode, (p: Small) => unknown, string][] = [
  [
    'missing',
    (p) => delete (p.steps[0] as { title?: string }).title,
    'Langkah 1, bagian "title": belum diisi. Tambahkan isinya.',
  ],
  [
    'unknown-word',
    (p) => Object.assign(p.roles.loket as object, { atasan: 'kepala' }),
    'Peran loket, bagian "atasan": kata "atasan" tidak dikenal di sini. Perbaiki ejaannya atau hapus.',
  ],
  [
    'wrong-kind',
    (p) => Object.assign(p.roles.loket as object, { title: 5 }),
    'Peran loket, bagian "title": isinya harus berupa tulisan. Tulis ulang bagian ini.',
  ],
  ['empty', (p) => (p.title = ' '), 'Bagian "title": masih kosong. Isi, atau hapus bila tidak diperlukan.'],
  [
    'bad-id',
    (p) => (p.id = 'SOP Kecil'),
    'Bagian "id": id "SOP Kecil" tidak dapat dipakai. Pakai huruf kecil, angka, garis bawah, atau tanda hubung, tanpa spasi.',
  ],
  [
    'bad-id',
    (p) => (p.units['Unit Dua'] = 'Unit Dua'),
    'Unit Unit Dua: id "Unit Dua" tidak dapat dipakai. Pakai huruf kecil, angka, garis bawah, atau tanda hubung, tanpa spasi.',
  ],
  [
    'bad-prefix',
    (p) => (p.prefix = 'tik'),
    'Bagian "prefix": awalan nomor "tik" tidak dapat dipakai. Pakai dua sampai enam huruf besar, misalnya TIK.',
  ],
  [
    'bad-choice',
    (p) => Object.assign(p.steps[0] as object, { status: 'baru' }),
    'Langkah 1, bagian "status": "baru" tidak dikenal. Pilih salah satu: new, in_progress, resolved.',
  ],
  [
    'command-or-event',
    (p) => (p.steps[0] = step('1', [{ id: 'lanjut', label: 'Lanjut', to: '2' }])),
    'Langkah 1, pilihan lanjut: pilihan harus memuat tepat satu dari "command" atau "event". Tambahkan atau hapus salah satunya.',
  ],
  [
    'bad-zone',
    (p) => (p.timeZone = 'WIB'),
    'Bagian "timeZone": zona waktu "WIB" tidak dikenal. Pakai Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT).',
  ],
  [
    'bad-duration',
    (p) => Object.assign(p.steps[1] as object, { limit: 'satu jam' }),
    'Langkah 2, bagian "limit": batas waktu "satu jam" tidak terbaca. Tulis misalnya 30 menit, 2 jam, 1 hari, atau null bila SOP tidak memberi batas.',
  ],
  [
    'duplicate-id',
    (p) => p.steps.push(step('2', [{ id: 'tutup', label: 'Tutup', command: 'tutup', to: 'end' }])),
    'Langkah 2: id "2" dipakai lebih dari sekali. Beri id yang berbeda.',
  ],
  [
    'duplicate-id',
    (p) => p.categories.push({ id: 'umum', label: 'Umum lagi' }),
    'Jenis umum: id "umum" dipakai lebih dari sekali. Beri id yang berbeda.',
  ],
  [
    'duplicate-command',
    (p) =>
      (p.steps[0] = step('1', [
        { id: 'selesai', label: 'Selesai', command: 'selesai', to: '2' },
        { id: 'beres', label: 'Beres', command: 'selesai', to: '2' },
      ])),
    'Langkah 1: perintah "selesai" dipakai oleh lebih dari satu pilihan. Pakai perintah lain untuk salah satunya.',
  ],
  [
    'duplicate-event',
    (p) =>
      (p.steps[1]?.outcomes as object[]).push({ id: 'tidak', label: 'Tidak', event: 'disputed', to: '1' }),
    'Langkah 2: peristiwa "disputed" dipakai oleh lebih dari satu pilihan. Hapus salah satunya.',
  ],
  [
    'unknown-role',
    (p) => Object.assign(p.steps[0] as object, { actor: 'kasir' }),
    'Langkah 1, bagian "actor": peran "kasir" tidak ada pada bagian "roles". Pilih salah satu: warga, loket, kepala.',
  ],
  [
    'unknown-role',
    (p) =>
      (p.steps[0] = step('1', [{ id: 'maju', label: 'Maju', command: 'selesai', by: 'kasir', to: '2' }])),
    'Langkah 1, pilihan maju, bagian "by": peran "kasir" tidak ada pada bagian "roles". Pilih salah satu: warga, loket, kepala.',
  ],
  [
    'unknown-unit',
    (p) => p.categories.push({ id: 'lain', label: 'Lain', unit: 'dua' }),
    'Jenis lain, bagian "unit": unit "dua" tidak ada pada bagian "units". Pilih salah satu: satu.',
  ],
  [
    'unknown-input',
    (p) =>
      (p.steps[0] = step('1', [{ id: 'maju', label: 'Maju', command: 'selesai', needs: ['foto'], to: '2' }])),
    'Langkah 1, pilihan maju, bagian "needs": masukan "foto" tidak ada pada bagian "inputs". Pilih salah satu: hasil.',
  ],
  [
    'unknown-field',
    (p) => (p.complete = ['isi', 'surat']),
    'Bagian "complete": isian "surat" tidak ada pada formulir. Pilih salah satu: isi, jenis.',
  ],
  [
    'unknown-command',
    (p) => (p.steps[0] = step('1', [{ id: 'maju', label: 'Maju', command: 'maju', to: '2' }])),
    'Langkah 1, pilihan maju, bagian "command": perintah "maju" tidak dapat dipakai sebagai pilihan. Pilih salah satu: ambil, disposisi, eskalasi, selesai, tutup, klasifikasi, memo.',
  ],
  [
    'unknown-placeholder',
    (p) =>
      (p.steps[0] = step('1', [
        { id: 'maju', label: 'Maju', command: 'selesai', to: '2', tells: 'Halo {nama}' },
      ])),
    'Langkah 1, pilihan maju, bagian "tells": tanda {nama} tidak dikenal. Pakai {nomor}, {unit}, {petugas}, {jawaban}.',
  ],
  [
    'to-nowhere',
    (p) => (p.steps[0] = step('1', [{ id: 'maju', label: 'Maju', command: 'selesai', to: '9' }])),
    'Langkah 1, pilihan maju, bagian "to": langkah "9" tidak ada. Pilih salah satu: 1, 2.',
  ],
  ['to-nowhere', (p) => (p.start = '9'), 'Bagian "start": langkah "9" tidak ada. Pilih salah satu: 1, 2.'],
  [
    'to-nowhere',
    (p) => (p.reopen = ['9']),
    'Bagian "reopen": langkah "9" tidak ada. Pilih salah satu: 1, 2.',
  ],
  [
    'nobody-above',
    (p) => (p.roles.loket = { title: 'Loket', firstLevel: true }),
    'Langkah 1, pilihan naik, bagian "to": peran "loket" tidak punya atasan. Isi "above" pada peran itu atau tuju langkah lain.',
  ],
  [
    'nobody-to-choose',
    (p) =>
      (p.steps[1] = step('2', [{ id: 'tutup', label: 'Tutup', command: 'tutup', to: 'end' }], {
        actor: 'warga',
      })),
    'Langkah 2, pilihan tutup: peran "warga" bukan petugas sehingga tidak ada yang dapat memilihnya. Isi "by" dengan peran petugas.',
  ],
  [
    'event-with-needs',
    (p) => Object.assign((p.steps[1]?.outcomes as object[])[1] as object, { needs: ['hasil'] }),
    'Langkah 2, pilihan belum: peristiwa "disputed" terjadi dengan sendirinya sehingga tidak dapat meminta masukan. Hapus "needs".',
  ],
  [
    'no-requester',
    (p) => delete p.roles.warga,
    'Bagian "roles": belum ada peran pelapor. Beri satu peran "kind: requester".',
  ],
  [
    'many-requesters',
    (p) => (p.roles.tamu = { title: 'Tamu', kind: 'requester' }),
    'Bagian "roles": peran pelapor lebih dari satu: warga, tamu. Sisakan satu "kind: requester".',
  ],
  [
    'no-first-level',
    (p) => (p.roles.loket = { title: 'Loket', above: 'kepala' }),
    'Bagian "roles": belum ada peran bagi anggota grup petugas. Beri satu peran "firstLevel: true".',
  ],
  [
    'many-first-levels',
    (p) => (p.roles.kepala = { title: 'Kepala', firstLevel: true }),
    'Bagian "roles": peran bagi anggota grup petugas lebih dari satu: loket, kepala. Sisakan satu "firstLevel: true".',
  ],
  [
    'not-staff',
    (p) => (p.inputs.petugas = { kind: 'staff', role: 'warga', label: 'Petugas', ask: 'Siapa?' }),
    'Masukan petugas, bagian "role": peran "warga" bukan petugas. Pilih peran petugas.',
  ],
  [
    'missing',
    (p) => (p.inputs.petugas = { kind: 'staff', label: 'Petugas', ask: 'Siapa?' }),
    'Masukan petugas, bagian "role": belum diisi. Tambahkan isinya.',
  ],
  [
    'above-circle',
    (p) => (p.roles.kepala = { title: 'Kepala', above: 'kepala' }),
    'Peran kepala, bagian "above": atasan "kepala" akhirnya kembali ke peran ini sendiri. Perbaiki urutan atasannya.',
  ],
  [
    'no-units',
    (p) => {
      p.units = {}
      p.categories = [{ id: 'umum', label: 'Umum' }]
      p.roles.kepala = { title: 'Kepala', perUnit: true }
    },
    'Peran kepala, bagian "perUnit": memerlukan unit, tetapi belum ada unit. Isi bagian "units".',
  ],
  [
    'no-options',
    (p) => (p.inputs.kelas = { kind: 'choice', label: 'Kelas', ask: 'Kelas?' }),
    'Masukan kelas, bagian "options": belum ada opsi yang dapat dipilih. Isi "options".',
  ],
  [
    'no-channel',
    (p) => (p.channels = []),
    'Bagian "channels": belum ada kanal. Isi "channels", atau "channelsAdded" bila SOP tidak menyebutnya.',
  ],
  [
    'field-kind-count',
    (p) => p.form.pop(),
    'Bagian "form": formulir harus memuat tepat satu isian "kind: category". Tambah atau hapus.',
  ],
  [
    'field-not-required',
    (p) => Object.assign(p.form[0] as object, { required: false }),
    'Isian formulir isi: isian "kind: problem" harus wajib. Tulis "required: true".',
  ],
  [
    'reserved-id',
    (p) => (p.inputs.via = { kind: 'text', label: 'Lewat', ask: 'Lewat apa?' }),
    'Masukan via: id "via" sudah dipakai program untuk hal lain. Pakai id lain.',
  ],
  [
    'long-id',
    (p) => p.categories.push({ id: 'permintaan-informasi-umum', label: 'Umum' }),
    'Jenis permintaan-informasi-umum: id "permintaan-informasi-umum" terlalu panjang untuk tombol. Pakai paling banyak 24 huruf.',
  ],
  [
    'no-options',
    (p) => (p.inputs.daftar = { kind: 'checklist', label: 'Daftar', ask: 'Centang?' }),
    'Masukan daftar, bagian "options": belum ada opsi yang dapat dipilih. Isi "options".',
  ],
  [
    'unknown-option',
    (p) =>
      (p.inputs.kelas = choice([
        { id: 'sebab', label: 'Sebab', gathers: ['akibat', 'gejala'] },
        { id: 'akibat', label: 'Akibat' },
      ])),
    'Masukan kelas, opsi sebab, bagian "gathers": opsi "gejala" tidak ada pada bagian "options" ini. Pilih salah satu: sebab, akibat.',
  ],
  [
    'out-of-place',
    (p) =>
      (p.inputs.daftar = {
        ...choice([
          { id: 'sebab', label: 'Sebab', gathers: ['akibat'] },
          { id: 'akibat', label: 'Akibat' },
        ]),
        kind: 'checklist',
      }),
    'Masukan daftar, opsi sebab, bagian "gathers": hanya berlaku untuk "kind: choice". Hapus bagian ini, atau ubah "kind".',
  ],
  [
    'out-of-place',
    (p) => (p.inputs.tanggal = { kind: 'date', label: 'Tanggal', ask: 'Kapan?', role: 'loket' }),
    'Masukan tanggal, bagian "role": hanya berlaku untuk "kind: staff". Hapus bagian ini, atau ubah "kind".',
  ],
  [
    'out-of-place',
    (p) => Object.assign(p.inputs.hasil as object, { photo: true }),
    'Masukan hasil, bagian "photo": hanya berlaku untuk "kind: evidence". Hapus bagian ini, atau ubah "kind".',
  ],
  [
    'out-of-place',
    (p) => (p.inputs.segera = { ...choice([{ id: 'ya', label: 'Ya' }]), kind: 'priority' }),
    'Masukan segera, bagian "options": hanya berlaku untuk "kind: choice" atau "kind: checklist". Hapus bagian ini, atau ubah "kind".',
  ],
  [
    'out-of-place',
    (p) => (p.inputs.foto = { kind: 'evidence', label: 'Foto', ask: 'Foto?', answer: true }),
    'Masukan foto, bagian "answer": hanya berlaku untuk "kind: text". Hapus bagian ini, atau ubah "kind".',
  ],
  [
    'out-of-place',
    (p) => Object.assign(p.form[0] as object, { options: [{ id: 'ya', label: 'Ya' }] }),
    'Isian formulir isi, bagian "options": hanya berlaku untuk "kind: choice". Hapus bagian ini, atau ubah "kind".',
  ],
  [
    'field-twice',
    (p) => p.form.push(letter('surat'), letter('nota')),
    'Bagian "form": isian "kind: letter-number" hanya boleh satu. Hapus yang lain.',
  ],
  [
    'command-needed',
    (p) => Object.assign((p.steps[1]?.outcomes as object[])[1] as object, { approves: true }),
    'Langkah 2, pilihan belum, bagian "approves": "approves" hanya berlaku untuk pilihan petugas. Tulis "command" sebagai ganti "event", atau hapus "approves".',
  ],
  [
    'command-needed',
    (p) => {
      p.form.push(letter('surat'))
      Object.assign((p.steps[1]?.outcomes as object[])[1] as object, { completes: true })
    },
    'Langkah 2, pilihan belum, bagian "completes": "completes" hanya berlaku untuk pilihan petugas. Tulis "command" sebagai ganti "event", atau hapus "completes".',
  ],
  [
    'no-letter',
    (p) => Object.assign((p.steps[0]?.outcomes as object[])[0] as object, { completes: true }),
    'Langkah 1, pilihan selesai, bagian "completes": formulir tidak menanyakan surat. Tambahkan isian "kind: letter-number" atau "kind: letter-date", atau hapus "completes".',
  ],
  [
    'missing',
    (p) => {
      p.form.push(letter('surat'))
      Object.assign((p.steps[0]?.outcomes as object[])[1] as object, { to: '2', completes: true })
    },
    'Langkah 1, pilihan naik, bagian "needs": belum diisi. Pilih salah satu: hasil.',
  ],
  [
    'never-asked',
    (p) => Object.assign(p.steps[1] as object, { asks: 'Apakah sudah terjawab?' }),
    'Langkah 2, bagian "asks": pertanyaan ini tidak pernah diajukan. Tulis "asksConfirmation: true", atau hapus "asks".',
  ],
  [
    'bad-span',
    (p) => silent(p, { warn: 'lusa' }),
    'Langkah 2, bagian "silence", bagian "warn": jangka waktu "lusa" tidak terbaca. Tulis misalnya 12 jam atau 3 hari.',
  ],
  [
    'bad-span',
    (p) => silent(p, { end: '0 hari' }),
    'Langkah 2, bagian "silence", bagian "end": jangka waktu "0 hari" tidak terbaca. Tulis misalnya 12 jam atau 3 hari.',
  ],
  [
    'warned-too-late',
    (p) => silent(p, { warn: '3 hari' }),
    'Langkah 2, bagian "silence", bagian "warn": peringatan setelah 3 hari tidak mendahului akhirnya setelah 3 hari. Perpendek "warn", atau perpanjang "end".',
  ],
  [
    'warned-too-late',
    (p) => silent(p, { warn: '10 jam', end: '1 hari' }),
    'Langkah 2, bagian "silence", bagian "warn": peringatan setelah 10 jam tidak mendahului akhirnya setelah 1 hari. Perpendek "warn", atau perpanjang "end".',
  ],
  [
    'unknown-outcome',
    (p) => silent(p, { outcome: 'selesai' }),
    'Langkah 2, bagian "silence", bagian "outcome": pilihan "selesai" tidak ada pada langkah ini. Pilih salah satu: tutup, belum.',
  ],
  [
    'needs-somebody',
    (p) => {
      Object.assign((p.steps[1]?.outcomes as object[])[0] as object, { needs: ['hasil'] })
      silent(p, {})
    },
    'Langkah 2, bagian "silence", bagian "outcome": pilihan "tutup" meminta masukan dari petugas sehingga tidak dapat berjalan sendiri. Tunjuk pilihan yang meminta paling banyak satu alasan tertulis.',
  ],
  [
    'needs-somebody',
    (p) => {
      p.inputs.alasan = p.inputs.catatan = { kind: 'text', label: 'Alasan', ask: 'Mengapa?' }
      Object.assign((p.steps[1]?.outcomes as object[])[0] as object, { needs: ['alasan', 'catatan'] })
      silent(p, {})
    },
    'Langkah 2, bagian "silence", bagian "outcome": pilihan "tutup" meminta masukan dari petugas sehingga tidak dapat berjalan sendiri. Tunjuk pilihan yang meminta paling banyak satu alasan tertulis.',
  ],
  [
    'nobody-silent',
    (p) => {
      ;(p.steps[1]?.outcomes as object[]).pop()
      silent(p, {})
    },
    'Langkah 2, bagian "silence": langkah ini tidak menunggu jawaban pelapor. Hapus "silence", atau tulis "asksConfirmation: true".',
  ],
  [
    'duplicate-id',
    (p) => (p.papers = [paper({ id: 'bukti' }), paper({ id: 'bukti' })]),
    'Dokumen bukti: id "bukti" dipakai lebih dari sekali. Beri id yang berbeda.',
  ],
  [
    'unknown-step',
    (p) => (p.papers = [paper({ step: '9' })]),
    'Dokumen bukti, bagian "step": langkah "9" tidak ada. Pilih salah satu: 1, 2.',
  ],
  [
    'missing',
    (p) => (p.papers = [paper({ template: 'disposition' })]),
    'Dokumen bukti, bagian "step": belum diisi. Pilih salah satu: 1, 2.',
  ],
  [
    'unknown-role',
    (p) => (p.papers = [paper({ signs: 'kasir' })]),
    'Dokumen bukti, bagian "signs": peran "kasir" tidak ada pada bagian "roles". Pilih salah satu: warga, loket, kepala.',
  ],
  [
    'bad-choice',
    (p) => (p.papers = [paper({ template: 'nota' })]),
    'Dokumen bukti, bagian "template": "nota" tidak dikenal. Pilih salah satu: complaint-form, receipt, disposition, order, result, memo, final-report, answer.',
  ],
  [
    'bad-choice',
    (p) => (p.incomplete = { rows: 'berhenti' }),
    'Bagian "incomplete", bagian "rows": "berhenti" tidak dikenal. Pilih salah satu: go-on, wait.',
  ],
  [
    'unreachable-step',
    (p) => p.steps.push(step('3', [{ id: 'tutup', label: 'Tutup', command: 'tutup', to: 'end' }])),
    'Langkah 3: tidak pernah dituju. Arahkan salah satu pilihan ke langkah ini atau hapus.',
  ],
  [
    'event-circle',
    (p) =>
      (p.steps[1]?.outcomes as object[]).push({ id: 'tanya', label: 'Tanya', event: 'followed-up', to: '2' }),
    'Langkah 2: peristiwa yang sama berputar ke langkah ini tanpa henti. Arahkan ke langkah yang menunggu petugas.',
  ],
]

test('the small SOP is sound before it is broken', () => {
  expect(problemsOf(() => {})).toEqual([])
})

test('a SOP may say all of this', () => {
  const sound: ((p: Small) => unknown)[] = [
    (p) => silent(p, {}),
    (p) => silent(p, { warn: '6 jam', end: '1 hari' }),
    (p) => Object.assign(p.steps[1] as object, { asksConfirmation: true, asks: 'Apakah sudah terjawab?' }),
    (p) => {
      p.inputs.alasan = { kind: 'text', label: 'Alasan', ask: 'Mengapa?' }
      Object.assign((p.steps[1]?.outcomes as object[])[0] as object, { needs: ['alasan'] })
      silent(p, {})
    },
    (p) => (p.papers = [paper({ step: '2', signs: 'kepala' })]),
    (p) => {
      p.form.push(letter('surat'), { ...letter('tanggal'), kind: 'letter-date' })
      Object.assign((p.steps[0]?.outcomes as object[])[0] as object, { completes: true, approves: true })
    },
    (p) => (p.incomplete = { rows: 'wait', clock: 'waits', note: 'perlu konfirmasi' }),
    (p) =>
      Object.assign(p.inputs, {
        kelas: choice([
          { id: 'sebab', label: 'Sebab', gathers: ['akibat'] },
          { id: 'akibat', label: 'Akibat' },
        ]),
        daftar: { ...choice([{ id: 'uji', label: 'Diuji' }]), kind: 'checklist' },
        foto: { kind: 'evidence', label: 'Foto', ask: 'Foto?', photo: true },
        segera: { kind: 'priority', label: 'Kecepatan', ask: 'Kecepatan?' },
        sifat: { kind: 'secrecy', label: 'Sifat', ask: 'Sifat?' },
        kapan: { kind: 'date', label: 'Tanggal', ask: 'Kapan?' },
      }),
  ]
  for (const change of sound) expect(problemsOf(change)).toEqual([])
})

test('a row may not be called as the end is, or as a climb', () => {
  for (const id of ['end', 'above']) {
    const found = problemsOf((p) =>
      p.steps.push(step(id, [{ id: 'x', label: 'X', command: 'tutup', to: 'end' }])),
    )
    expect(found.map((f) => f.text)).toContain(
      `Langkah ${id}: id "${id}" sudah dipakai program untuk hal lain. Pakai id lain.`,
    )
  }
})

describe('each slip is named, placed and told how to mend', () => {
  test.each(slips)('%s', (code, change, text) => {
    expect(problemsOf(change)).toEqual([{ code, text }])
  })

  test('not-a-profile', () => {
    for (const raw of [null, undefined, 'SOP', 7, []]) {
      const checked = checkProfile(raw)
      expect(checked.ok ? [] : checked.problems.map(profileWords.problem)).toEqual([
        'Berkas ini: isinya bukan SOP. Mulailah dari salah satu SOP bawaan, lalu ubah seperlunya.',
      ])
    }
  })

  test('no-end: every row from which the ticket never closes', () => {
    const found = problemsOf((p) => {
      p.steps[1] = step('2', [{ id: 'ulang', label: 'Ulang', command: 'selesai', to: '1' }])
    })
    expect(found.map((f) => f.text)).toEqual([
      'Langkah 1: dari sini tiket tidak pernah sampai ke penutupan. Tambahkan pilihan yang menuju "end".',
      'Langkah 2: dari sini tiket tidak pernah sampai ke penutupan. Tambahkan pilihan yang menuju "end".',
    ])
  })

  test('no-end: a row that waits for a submission long past', () => {
    const found = problemsOf((p) => {
      p.steps[1] = step('2', [{ id: 'masuk', label: 'Masuk', event: 'submitted', to: 'end' }])
    })
    expect(found.map((f) => f.code)).toEqual(['no-end', 'no-end'])
  })

  test('no-end: a row that waits for an answer nobody gave', () => {
    const found = problemsOf((p) => {
      p.inputs.hasil = { kind: 'text', label: 'Hasil', ask: 'Hasil?' }
      p.steps[1] = step('2', [{ id: 'terima', label: 'Diterima', event: 'answered', to: 'end' }])
    })
    expect(found.map((f) => f.code)).toEqual(['no-end', 'no-end'])
  })
})

test('all problems come at once, a misspelt word beside a role that does not exist', () => {
  const found = problemsOf((p) => {
    Object.assign(p.steps[0] as object, { aktor: 'loket', actor: 'kasir', limit: 'sejam' })
    p.timeZone = 'WIB'
    p.categories.push({ id: 'lain', label: 'Lain', unit: 'dua' })
  })
  expect(found.map((f) => f.code).sort()).toEqual([
    'bad-duration',
    'bad-zone',
    'unknown-role',
    'unknown-unit',
    'unknown-word',
  ])
})

test('an entry without an id is named by its place in the list', () => {
  const found = problemsOf((p) => p.steps.push({ row: '3' }))
  expect(found.map((f) => f.text)).toContain(
    'Langkah nomor urut 3, bagian "id": belum diisi. Tambahkan isinya.',
  )
})

test('a command an outcome may carry is a command staff can type', () => {
  expect(outcomeCommands.map((name) => commandOf(name)?.right)).toEqual(outcomeCommands.map(() => 'staff'))
})

/** A copy of a value with one part, at a place chance picks, replaced or left out. */
function mutilate(value: unknown, path: number[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null || path.length === 0) return by
  const entries = Object.entries(value)
  if (entries.length === 0) return by
  const [turn = 0, ...rest] = path
  const chosen = turn % entries.length
  const changed = entries.flatMap(([key, part], i) => {
    if (i !== chosen) return [[key, part] as const]
    return by === undefined && rest.length === 0 ? [] : [[key, mutilate(part, rest, by)] as const]
  })
  return Array.isArray(value) ? changed.map(([, part]) => part) : Object.fromEntries(changed)
}

test('a mutilated profile never throws, and every problem has its sentence', () => {
  const profiles = sopFacts.map(({ profile }) => {
    const loaded = loadProfile(profile)
    if (!loaded.ok) throw new Error(profile)
    return loaded.profile as unknown
  })
  const wound = fc.tuple(
    fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
    fc.oneof(
      fc.anything(),
      fc.constantFrom(undefined, null, '', 'end', 'above', '1', [], {}, '__proto__', 'x'.repeat(99)),
    ),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...profiles),
      fc.array(wound, { minLength: 1, maxLength: 4 }),
      (profile, wounds) => {
        const checked = checkProfile(wounds.reduce((p, [path, by]) => mutilate(p, path, by), profile))
        if (checked.ok) return
        expect(checked.problems.length).toBeGreaterThan(0)
        for (const p of checked.problems) expect(profileWords.problem(p)).toMatch(/^\S.*: \S.*\.$/s)
      },
    ),
    { numRuns: 500 },
  )
})

test('anything at all is judged without throwing', () => {
  fc.assert(fc.property(fc.anything(), (raw) => !checkProfile(raw).ok))
})
