/** What a requester hears who owes something, and why a ticket ended for want of it. */
export const waitingWords = {
  /** `lacks`: the fields an incomplete complaint has not; `asked`: what was asked of the requester. */
  remind: (number: string, { lacks, asked }: { lacks: string | null; asked: string | null }) => {
    if (lacks !== null) return `${number} belum dapat ditindaklanjuti karena ${lacks} belum ada.`
    return `Petugas masih menunggu keterangan Bapak/Ibu untuk ${number}${asked === null ? '.' : `: ${asked}`}`
  },
  reply: 'Mohon balas pesan ini.',
  last: (by: string) =>
    `Bila belum ada balasan sampai ${by}, pengaduan ini kami tutup. Mohon balas pesan ini.`,
  reason: (times: number) => `Tidak ada balasan dari pelapor setelah ${times} kali diingatkan.`,
}
