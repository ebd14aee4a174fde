/** What stands in messages on WhatsApp beside what the core says, and what the operator reads about the link. */
export const whatsappWords = {
  /** Somebody whose name and number WhatsApp does not tell. */
  nameless: 'Pengguna WhatsApp',

  /** The last line of a numbered menu. */
  replyNumber: 'Balas angkanya.',

  /** The keys of the link are not what was written. */
  keysDamaged: (rows: readonly string[]) =>
    [
      `Kunci WhatsApp di basis data rusak: ${listed(rows)}.`,
      'Sigap tidak membuat kunci baru sendiri, karena nomor ini akan terlepas dari WhatsApp.',
      'Pulihkan cadangan basis data, atau lepaskan tautan dengan npm run whatsapp:unlink, lalu tautkan ulang.',
    ].join('\n'),

  /** The keys are whole, but sealed with another SECRET_KEY. */
  keysOfOtherSecret: [
    'Kunci WhatsApp disegel dengan SECRET_KEY yang lain. Tidak ada yang rusak.',
    'Isi SECRET_KEY seperti semula, lalu jalankan lagi: npm start',
  ].join('\n'),

  /** The keys are sealed, and SECRET_KEY is not set. */
  keysWithoutSecret: [
    'Kunci WhatsApp disegel, sedangkan SECRET_KEY belum diisi.',
    'Isi SECRET_KEY seperti semula, lalu jalankan lagi: npm start',
  ].join('\n'),
}

/** What is wrong with its settings, and the cure. */
export const whatsappProblems = {
  'whatsapp-is-off': [
    'WhatsApp tidak diaktifkan, sehingga isian ini tidak dipakai.',
    'Isi WHATSAPP=on, atau kosongkan.',
  ],
  'bad-whatsapp-phone': [
    '"{value}" bukan nomor WhatsApp.',
    'Isi angkanya dengan kode negara, misalnya WHATSAPP_PHONE=6281234567890.',
  ],
  'bad-socket-url': [
    '"{value}" bukan alamat server WhatsApp.',
    'Kosongkan untuk memakai server WhatsApp sendiri.',
  ],
  'bad-secret-key': [
    'Kunci penyegel terlalu pendek.',
    'Isi sedikitnya 32 karakter acak, misalnya hasil perintah openssl rand -hex 32, lalu simpan di tempat yang aman.',
  ],
} as const satisfies Record<string, readonly [wrong: string, cure: string]>

export type WhatsappWords = typeof whatsappWords

/** A few names tell the operator enough. */
function listed(rows: readonly string[]): string {
  const shown = rows.slice(0, 3).join(', ')
  return rows.length > 3 ? `${shown} dan ${rows.length - 3} lainnya` : shown
}
