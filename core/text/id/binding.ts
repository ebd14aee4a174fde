/** How an officer's WhatsApp becomes theirs, and stops being it. */
export const bindingWords = {
  /** What may be written before the code. */
  keyword: 'KODE',
  /** `phone` is the desk's own number, where it is known. */
  code: (code: string, minutes: number, phone: string | null) =>
    [
      `Kode WhatsApp Anda: ${code}. Berlaku ${minutes} menit dan hanya untuk satu kali.`,
      phone === null
        ? `Kirim pesan KODE ${code} dari WhatsApp Bapak/Ibu ke nomor Sigap.`
        : `Kirim pesan KODE ${code} dari WhatsApp Bapak/Ibu ke nomor Sigap: https://wa.me/${phone}?text=KODE%20${code}`,
    ].join('\n'),
  askPrivately: (bot: string) =>
    `Kode WhatsApp hanya diberikan secara pribadi. Buka t.me/${bot}, lalu ketik /whatsapp di sana.`,
  bound: (name: string, roles: string) =>
    `WhatsApp ini terhubung dengan ${name} (${roles === '' ? 'pimpinan' : roles}). Pesan langsung tentang tiket akan masuk di sini.\nKetik /antrean untuk tiket yang terbuka, atau /whatsapp lepas untuk kembali ke Telegram.`,
  /** On Telegram, in case it was somebody else. */
  boundElsewhere: (phone: string | null) =>
    `WhatsApp${phone === null ? '' : ` ${phone}`} kini terhubung dengan Anda dan menerima pesan langsung tentang tiket.\nBila bukan Anda yang menghubungkan, ketik /whatsapp lepas.`,
  wrong:
    'Kode itu tidak sesuai atau sudah tidak berlaku. Ketik /whatsapp di Telegram untuk mendapat kode baru.',
  tooMany: 'Terlalu banyak kode yang tidak sesuai. Mohon coba lagi satu jam kemudian.',
  othersAlready:
    'WhatsApp ini sudah terhubung dengan petugas lain. Petugas itu perlu melepasnya lebih dahulu dengan /whatsapp lepas.',
  released:
    'WhatsApp dilepas. Pesan langsung tentang tiket kembali ke Telegram. Ketik /whatsapp di Telegram untuk menghubungkan lagi.',
  notBound:
    'Belum ada WhatsApp yang terhubung. Ketik /whatsapp secara pribadi di Telegram untuk menghubungkan.',
}
