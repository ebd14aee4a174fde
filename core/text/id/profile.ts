import type { ProblemCode, ProfileProblem } from '../../sop/problem.ts'

/** What the office reads when its SOP cannot be used as written: where, what is wrong, and how to mend it. */
export const profileWords = {
  /** One problem in one line. */
  problem: (p: ProfileProblem): string => `${capital(placeOf(p.where))}: ${sentences[p.code](p)}`,
  /** Where something stands in a profile: `langkah 5, pilihan eskalasi`. */
  place: placeOf,
  unknownProfile: (id: string, shipped: readonly string[]): string =>
    `SOP "${id}" tidak ada. Pilih salah satu: ${shipped.join(', ')}; atau tulis letak berkas YAML kantor.`,
  unreadableFile: (path: string): string =>
    `Berkas SOP "${path}" tidak dapat dibaca. Periksa letak berkas dan izin bacanya.`,
  badYaml: (path: string, line: number, column: number): string =>
    `Berkas SOP "${path}" salah tulis pada baris ${line}, kolom ${column}. Periksa spasi di awal baris, titik dua, dan tanda kutip di sekitarnya.`,
}

export type ProfileWords = typeof profileWords

const entryNames = new Map([
  ['steps', 'langkah'],
  ['outcomes', 'pilihan'],
  ['roles', 'peran'],
  ['units', 'unit'],
  ['categories', 'jenis'],
  ['form', 'isian formulir'],
  ['inputs', 'masukan'],
  ['options', 'opsi'],
  ['channels', 'kanal'],
  ['channelsAdded', 'kanal tambahan'],
  ['papers', 'dokumen'],
])

/** `langkah 5, pilihan eskalasi, bagian "to"`. */
function placeOf(where: readonly string[]): string {
  const named: string[] = []
  const rest = [...where]
  for (let key = rest.shift(); key !== undefined; key = rest.shift()) {
    const name = entryNames.get(key)
    const entry = name === undefined ? undefined : rest.shift()
    if (entry === undefined) named.push(`bagian "${key}"`)
    else named.push(`${name} ${entry.startsWith('#') ? `nomor urut ${entry.slice(1)}` : entry || 'tanpa id'}`)
  }
  return named.join(', ') || 'berkas ini'
}

const kindNames = new Map([
  ['string', 'tulisan'],
  ['boolean', 'true atau false'],
  ['array', 'daftar'],
  ['object', 'bagian berisi rincian'],
  ['record', 'bagian berisi rincian'],
])

type Sentence = (p: ProfileProblem) => string

const sentences: Record<ProblemCode, Sentence> = {
  'not-a-profile': () => 'isinya bukan SOP. Mulailah dari salah satu SOP bawaan, lalu ubah seperlunya.',
  missing: (p) => `belum diisi. ${p.known.length > 0 ? choose(p) : 'Tambahkan isinya.'}`,
  'unknown-word': (p) => `kata "${p.detail}" tidak dikenal di sini. Perbaiki ejaannya atau hapus.`,
  'wrong-kind': (p) => `isinya harus berupa ${kindNames.get(p.detail) ?? p.detail}. Tulis ulang bagian ini.`,
  empty: () => 'masih kosong. Isi, atau hapus bila tidak diperlukan.',
  'bad-id': (p) =>
    `id "${p.detail}" tidak dapat dipakai. Pakai huruf kecil, angka, garis bawah, atau tanda hubung, tanpa spasi.`,
  'long-id': (p) => `id "${p.detail}" terlalu panjang untuk tombol. Pakai paling banyak 24 huruf.`,
  'reserved-id': (p) => `id "${p.detail}" sudah dipakai program untuk hal lain. Pakai id lain.`,
  'bad-prefix': (p) =>
    `awalan nomor "${p.detail}" tidak dapat dipakai. Pakai dua sampai enam huruf besar, misalnya TIK.`,
  'bad-choice': (p) => `"${p.detail}" tidak dikenal. ${choose(p)}`,
  'command-or-event': () =>
    'pilihan harus memuat tepat satu dari "command" atau "event". Tambahkan atau hapus salah satunya.',
  schema: (p) => `isi "${p.detail}" tidak dapat dipakai. Tulis ulang bagian ini.`,
  'bad-zone': (p) =>
    `zona waktu "${p.detail}" tidak dikenal. Pakai Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT).`,
  'bad-duration': (p) =>
    `batas waktu "${p.detail}" tidak terbaca. Tulis misalnya 30 menit, 2 jam, 1 hari, atau null bila SOP tidak memberi batas.`,
  'bad-span': (p) => `jangka waktu "${p.detail}" tidak terbaca. Tulis misalnya 12 jam atau 3 hari.`,
  'duplicate-id': (p) => `id "${p.detail}" dipakai lebih dari sekali. Beri id yang berbeda.`,
  'duplicate-command': (p) =>
    `perintah "${p.detail}" dipakai oleh lebih dari satu pilihan. Pakai perintah lain untuk salah satunya.`,
  'duplicate-event': (p) =>
    `peristiwa "${p.detail}" dipakai oleh lebih dari satu pilihan. Hapus salah satunya.`,
  'unknown-role': (p) => `peran "${p.detail}" tidak ada pada bagian "roles". ${choose(p)}`,
  'unknown-unit': (p) => `unit "${p.detail}" tidak ada pada bagian "units". ${choose(p)}`,
  'unknown-input': (p) => `masukan "${p.detail}" tidak ada pada bagian "inputs". ${choose(p)}`,
  'unknown-field': (p) => `isian "${p.detail}" tidak ada pada formulir. ${choose(p)}`,
  'unknown-option': (p) => `opsi "${p.detail}" tidak ada pada bagian "options" ini. ${choose(p)}`,
  'unknown-outcome': (p) => `pilihan "${p.detail}" tidak ada pada langkah ini. ${choose(p)}`,
  'unknown-step': noStep,
  'unknown-command': (p) => `perintah "${p.detail}" tidak dapat dipakai sebagai pilihan. ${choose(p)}`,
  'unknown-placeholder': (p) =>
    `tanda {${p.detail}} tidak dikenal. Pakai ${p.known.map((name) => `{${name}}`).join(', ')}.`,
  'to-nowhere': noStep,
  'nobody-above': (p) =>
    `peran "${p.detail}" tidak punya atasan. Isi "above" pada peran itu atau tuju langkah lain.`,
  'nobody-to-choose': (p) =>
    `peran "${p.detail}" bukan petugas sehingga tidak ada yang dapat memilihnya. Isi "by" dengan peran petugas.`,
  'event-with-needs': (p) =>
    `peristiwa "${p.detail}" terjadi dengan sendirinya sehingga tidak dapat meminta masukan. Hapus "needs".`,
  'command-needed': (p) =>
    `"${p.detail}" hanya berlaku untuk pilihan petugas. Tulis "command" sebagai ganti "event", atau hapus "${p.detail}".`,
  'no-letter': () =>
    'formulir tidak menanyakan surat. Tambahkan isian "kind: letter-number" atau "kind: letter-date", atau hapus "completes".',
  'out-of-place': (p) =>
    `hanya berlaku untuk ${p.known.map((kind) => `"kind: ${kind}"`).join(' atau ')}. Hapus bagian ini, atau ubah "kind".`,
  'never-asked': () =>
    'pertanyaan ini tidak pernah diajukan. Tulis "asksConfirmation: true", atau hapus "asks".',
  'warned-too-late': (p) =>
    `peringatan setelah ${p.detail} tidak mendahului akhirnya setelah ${p.known.join()}. Perpendek "warn", atau perpanjang "end".`,
  'nobody-silent': () =>
    'langkah ini tidak menunggu jawaban pelapor. Hapus "silence", atau tulis "asksConfirmation: true".',
  'needs-somebody': (p) =>
    `pilihan "${p.detail}" meminta masukan dari petugas sehingga tidak dapat berjalan sendiri. Tunjuk pilihan yang meminta paling banyak satu alasan tertulis.`,
  'no-requester': () => 'belum ada peran pelapor. Beri satu peran "kind: requester".',
  'many-requesters': (p) => `peran pelapor lebih dari satu: ${p.detail}. Sisakan satu "kind: requester".`,
  'no-first-level': () => 'belum ada peran bagi anggota grup petugas. Beri satu peran "firstLevel: true".',
  'many-first-levels': (p) =>
    `peran bagi anggota grup petugas lebih dari satu: ${p.detail}. Sisakan satu "firstLevel: true".`,
  'not-staff': (p) => `peran "${p.detail}" bukan petugas. Pilih peran petugas.`,
  'above-circle': (p) =>
    `atasan "${p.detail}" akhirnya kembali ke peran ini sendiri. Perbaiki urutan atasannya.`,
  'no-units': () => 'memerlukan unit, tetapi belum ada unit. Isi bagian "units".',
  'no-options': () => 'belum ada opsi yang dapat dipilih. Isi "options".',
  'no-channel': () => 'belum ada kanal. Isi "channels", atau "channelsAdded" bila SOP tidak menyebutnya.',
  'field-kind-count': (p) => `formulir harus memuat tepat satu isian "kind: ${p.detail}". Tambah atau hapus.`,
  'field-not-required': (p) => `isian "kind: ${p.detail}" harus wajib. Tulis "required: true".`,
  'field-twice': (p) => `isian "kind: ${p.detail}" hanya boleh satu. Hapus yang lain.`,
  'unreachable-step': () => 'tidak pernah dituju. Arahkan salah satu pilihan ke langkah ini atau hapus.',
  'event-circle': () =>
    'peristiwa yang sama berputar ke langkah ini tanpa henti. Arahkan ke langkah yang menunggu petugas.',
  'no-end': () => 'dari sini tiket tidak pernah sampai ke penutupan. Tambahkan pilihan yang menuju "end".',
}

function noStep(p: ProfileProblem): string {
  return `langkah "${p.detail}" tidak ada. ${choose(p)}`
}

function choose(p: ProfileProblem): string {
  return p.known.length > 0 ? `Pilih salah satu: ${p.known.join(', ')}.` : 'Tambahkan lebih dulu.'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
