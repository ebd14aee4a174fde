import type { FieldKind } from '../../intake/form.ts'

/** Why an answer cannot be used, to follow "Mohon maaf, ". Keys are the problem codes of the validators. */
const problems = {
  empty: 'jawabannya masih kosong',
  'too-long': 'jawabannya terlalu panjang',
  'name-letters': 'nama belum dapat dibaca',
  'name-is-email': 'itu alamat e-mail, bukan nama',
  'name-is-number': 'itu nomor, bukan nama',
  'agency-short': 'nama instansi belum lengkap',
  'email-incomplete': 'alamat e-mail belum lengkap',
  'email-invalid': 'alamat e-mail belum tepat',
  'phone-incomplete': 'nomor telepon belum lengkap',
  'phone-invalid': 'nomor telepon belum tepat',
  'letter-number': 'nomor surat belum tepat',
  'date-unreadable': 'tanggal belum dapat dibaca',
  'date-none': 'tanggal itu tidak ada dalam kalender',
  'date-ahead': 'tanggal itu belum tiba',
  'time-unreadable': 'waktunya belum dapat dibaca',
  'time-missing': 'jamnya belum disebut',
  'time-ahead': 'waktu itu belum tiba',
  'not-an-option': 'pilihan itu tidak ada',
  'not-a-file': 'bukti perlu berupa foto, dokumen, video, atau rekaman suara',
}

const examples: Record<FieldKind, string | null> = {
  problem: 'Wi-Fi lantai 2 lambat sejak pagi',
  category: null,
  name: 'dr. Budi Santoso',
  agency: 'Dinas Kesehatan',
  email: 'nama@instansi.go.id',
  phone: '0812-3456-7890',
  text: null,
  choice: null,
  'letter-number': '005/123-Dindik/X/2026',
  'letter-date': '14 Oktober 2026',
  evidence: null,
  received: 'kemarin 14.00',
  requester: 'Siti Aminah 0812-3456-7890',
}

const explanations: Record<FieldKind, string> = {
  problem: 'Ceritakan apa yang terjadi, di mana, dan sejak kapan. Foto dan rekaman suara juga dapat dikirim.',
  category: 'Pilih jenis yang paling dekat. Petugas dapat mengubahnya bila kurang tepat.',
  name: 'Tulis nama lengkap, boleh dengan gelar.',
  agency: 'Tulis nama instansi atau singkatannya.',
  email: 'Tulis alamat e-mail yang dapat dihubungi.',
  phone: 'Tulis nomor HP atau telepon kantor yang dapat dihubungi.',
  text: 'Tulis jawaban dengan kata-kata sendiri.',
  choice: 'Pilih salah satu.',
  'letter-number': 'Tulis nomor surat atau nota dinas seperti tertera pada suratnya.',
  'letter-date': 'Tulis tanggal yang tertera pada surat atau nota dinas.',
  received: 'Tulis kapan pengaduan sampai di kantor: hari dan jamnya.',
  requester: 'Tulis nama atau nomor teleponnya, atau kirim kartu kontaknya.',
  evidence: 'Kirim foto, tangkapan layar, dokumen, video, atau rekaman suara, paling banyak 10 berkas.',
}

const withExample = (kind: FieldKind) => (examples[kind] ? ` Contoh: ${examples[kind]}.` : '')

/** Why a text cannot be the answer, by the code a validator gives it. */
export type ProblemCode = keyof typeof problems

/** "alamat e-mail belum lengkap. Contoh: nama@instansi.go.id." */
export const whatIsWrong = (problem: ProblemCode, kind: FieldKind) =>
  `${problems[problem]}.${withExample(kind)}`

/** How a field of this kind is answered, with an example. */
export const howToAnswer = (kind: FieldKind) => `${explanations[kind]}${withExample(kind)}`

/** Commands that would begin a complaint, where one is being written already. */
export const beginnings = ['start', 'aduan', 'new']

const kinds = new Map([
  ['sticker', 'Stiker'],
  ['location', 'Lokasi'],
  ['poll', 'Jajak pendapat'],
  ['contact', 'Kontak'],
  ['contacts', 'Beberapa kontak sekaligus'],
  ['too-big', 'Berkas di atas 20 MB'],
  ['program', 'Berkas program'],
  ['view-once', 'Foto atau video sekali lihat'],
])
/** A kind of message that cannot be an answer. */
export const notRead = (what: string) =>
  what === 'forwarded'
    ? 'Pesan terusan tidak ikut dicatat. Selesaikan dulu pengisian ini atau ketik BATAL, lalu teruskan lagi.'
    : `${kinds.get(what) ?? 'Pesan itu'} belum dapat kami baca sebagai jawaban.`
