/** What stands in messages on WhatsApp beside what the core says, and what the operator reads about the link. */
export const whatsappWords = {
  /** Somebody whose name and number WhatsApp does not tell. */
  nameless: 'Pengguna WhatsApp',

  /** The last line of a numbered menu. */
  replyNumber: 'Balas angkanya.',

  /** What happens to the link, for the one who runs the program: on the terminal and, by Telegram, to the admins. */
  link: {
    qr: 'Tautkan nomor WhatsApp layanan: di telepon nomor itu buka WhatsApp, Perangkat tertaut, Tautkan perangkat, lalu pindai kode ini. Kode berganti tiap beberapa puluh detik; yang terakhir yang berlaku.',
    code: 'Tautkan nomor WhatsApp layanan: di telepon nomor itu buka WhatsApp, Perangkat tertaut, Tautkan perangkat, Tautkan dengan nomor telepon, lalu ketik kode ini:',
    linked: (phone: string) => `WhatsApp tersambung dengan nomor ${phone}.`,
    unscanned:
      'Kode tautan WhatsApp tidak dipindai. Bila telepon sudah siap, kirim /tautkan kepada bot ini di Telegram, atau jalankan ulang Sigap.',
    unlinked:
      'Nomor WhatsApp layanan dilepas dari Sigap, lewat teleponnya atau oleh WhatsApp. Pesan yang belum terkirim disimpan. Kode tautan yang baru menyusul; silakan dipindai.',
    forbidden:
      'WhatsApp menolak nomor layanan; mungkin nomor itu diblokir. Sigap tidak mencoba lagi. Periksa nomornya di telepon, lalu kirim /tautkan di Telegram untuk menautkan nomor itu atau nomor lain.',
    replaced:
      'Sambungan WhatsApp diambil program lain yang memakai tautan yang sama. Hentikan program itu, lalu kirim /tautkan di Telegram.',
    outdated:
      'WhatsApp menolak versi penghubung ini. Perbarui Sigap. Pesan yang belum terkirim disimpan; setelah itu kirim /tautkan di Telegram.',
    restricted:
      'WhatsApp menahan pesan kepada seseorang (kode 463). Pesan itu tidak dicoba lagi. Jangan mengirim pesan massal dari nomor layanan.',
    /** A damage found while running. */
    damaged: (rows: readonly string[]) =>
      `Kunci WhatsApp di basis data rusak: ${listed(rows)}. Sigap tidak membuat kunci baru sendiri, karena nomor ini akan terlepas dari WhatsApp. Pulihkan cadangan basis data, atau lepaskan tautan dengan npm run whatsapp:unlink, lalu jalankan ulang dan tautkan lagi.`,
    alreadyLinked: 'WhatsApp sudah tersambung.',
    notInUse: 'WhatsApp tidak diaktifkan. Jalankan Sigap dengan WHATSAPP=on.',
    asked: 'Kode tautan WhatsApp segera dikirim ke sini.',
    forgotten: 'Tautan WhatsApp dilupakan. Jalankan lagi: npm start, lalu tautkan nomornya.',
  },
}

/** What is wrong with its settings, and the cure. */
export const whatsappProblems = {
  'whatsapp-is-off': [
    'WhatsApp tidak diaktifkan, sehingga isian ini tidak dipakai.',
    'Isi WHATSAPP=on, atau kosongkan.',
  ],
  'whatsapp-without-token': [
    'WhatsApp yang sesungguhnya memerlukan bot Telegram untuk petugas.',
    'Isi TELEGRAM_BOT_TOKEN, atau kosongkan WHATSAPP untuk mencoba simulator.',
  ],
  'whatsapp-keys-damaged': [
    'Kunci WhatsApp di basis data rusak: {value}. Sigap tidak membuat kunci baru sendiri, karena nomor ini akan terlepas dari WhatsApp.',
    'Pulihkan cadangan basis data, atau lepaskan tautan dengan npm run whatsapp:unlink, lalu tautkan ulang.',
  ],
  'whatsapp-keys-other-key': [
    'Kunci WhatsApp disegel dengan SECRET_KEY yang lain. Tidak ada yang rusak.',
    'Isi SECRET_KEY seperti semula, lalu jalankan lagi: npm start',
  ],
  'whatsapp-keys-no-key': [
    'Kunci WhatsApp disegel, sedangkan SECRET_KEY belum diisi.',
    'Isi SECRET_KEY seperti semula, lalu jalankan lagi: npm start',
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
export function listed(rows: readonly string[]): string {
  const shown = rows.slice(0, 3).join(', ')
  return rows.length > 3 ? `${shown} dan ${rows.length - 3} lainnya` : shown
}
