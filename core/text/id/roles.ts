import type { DeputyKind } from '../../app/ports.ts'

const deputies: Record<DeputyKind, string> = { plt: 'Plt.', plh: 'Plh.' }

/** Who holds which role and until when, and what becomes of the tickets of somebody who leaves. */
export const roleWords = {
  heading: (title: string) => `Peran pada ${title}`,
  line: (role: string, id: string, names: string) => `${role} (${id}): ${names}`,
  deputyLine: (acting: string, name: string, from: string, until: string) =>
    `   ${acting}: ${name} (${from} s.d. ${until})`,
  nobody: 'belum ada',
  everyone: 'semua anggota grup',
  usage: (role: string) =>
    `Ubah dengan /peran beri ${role} @nama atau /peran cabut ${role} @nama. Untuk pejabat pengganti, tambahkan plt atau plh dan kedua tanggalnya.`,
  /** "Plt. Kepala Dinas". */
  acting: (kind: DeputyKind, role: string) => `${deputies[kind]} ${role}`,
  /** In place of the own name. */
  you: 'Bapak/Ibu',
  given: (name: string, role: string) => `${name} kini memegang peran ${role}.`,
  deputised: (name: string, acting: string, from: string, until: string) =>
    `${name} menjadi ${acting} dari ${from} sampai ${until}. Sesudah itu peran dicabut dengan sendirinya.`,
  taken: (name: string, role: string) => `Peran ${role} dicabut dari ${name}.`,
  ended: (name: string, acting: string, until: string) =>
    `Masa tugas ${name} sebagai ${acting} berakhir ${until}.`,
  unchanged: 'Tidak ada yang berubah.',
  holdsForGood: (name: string, role: string) =>
    `${name} sudah memegang peran ${role} tanpa batas waktu, sehingga tidak perlu ditunjuk sebagai pengganti.`,
  unknownRole: (roles: string) => `Peran itu tidak ada. Pilihan: ${roles}.`,
  noneToGive: 'Tidak ada peran yang perlu diatur: semua anggota grup dapat bertindak pada setiap langkah.',
  needsUnit: (role: string, units: string) =>
    `Peran ${role} dipegang per unit. Tulis ${role}.UNIT dengan unit: ${units}.`,
  whichService: (verb: string, role: string, services: string) =>
    `Peran ${role} ada di beberapa layanan. Tulis layanannya lebih dahulu: /peran ${verb} LAYANAN ${role} @nama. Layanan: ${services}.`,
  toldToStart: (name: string) => `${name} perlu menekan /start di bot agar menerima pesan langsung.`,
  howDeputy: (role: string, from: string, until: string) =>
    `Tulis plt atau plh dengan tanggal mulai dan tanggal akhirnya. Contoh: /peran beri ${role} @nama plt ${from} ${until}`,
  badDay: (text: string) => `Tanggal ${text} tidak ada. Contoh: 16-11-2026 atau 16 November 2026.`,
  endsFirst: (from: string, until: string) =>
    `Tanggal akhir (${until}) mendahului tanggal mulai (${from}). Mohon periksa kedua tanggalnya.`,
  isPast: (until: string) =>
    `Masa tugas itu sudah berakhir ${until}. Mohon tulis tanggal akhir yang belum lewat.`,
  returned: (name: string, count: number) => `${count} tiket yang dipegang ${name} kembali ke antrean:`,
  waiting: (role: string, count: number) => `${count} tiket menunggu ${role}:`,
  toTake: 'Mohon diambil dengan /ambil dan nomor tiketnya.',
  nobodyElse: (number: string, role: string) =>
    `${number} menunggu ${role}, dan tidak ada petugas lain yang memegang peran itu. Mohon admin mengatur dengan /peran.`,
  handedOver: (from: string, to: string, count: number) =>
    `Serah terima ${count} tiket dari ${from} kepada ${to}:`,
  note: (text: string) => `Catatan: ${text}`,
  gaveOver: (name: string, count: number) => `${count} tiket Anda diserahkan kepada ${name}.`,
  gaveBack: (count: number) => `${count} tiket Anda kembali ke antrean.`,
  notGivenOver: 'Yang belum dapat diserahkan:',
  notGivenLine: (number: string, reason: string) => `${number}: ${reason}`,
  notGivenNext:
    'Sebutkan petugas lain, atau tulis /serahterima tanpa nama untuk mengembalikannya ke antrean.',
  toSelf: 'Tiket itu sudah Anda pegang. Sebutkan petugas berikutnya: /serahterima @nama catatan.',
}
export type RoleWords = typeof roleWords
