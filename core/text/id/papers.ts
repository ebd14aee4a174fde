import { DateTime } from 'luxon'
import type { DeputyKind } from '../../app/ports.ts'
import { day, zoneName } from './time.ts'

const blank = '……………………………'
const box = (checked: boolean) => (checked ? '☑' : '☐')
const clock = (at: Date, zone: string) =>
  `${DateTime.fromJSDate(at, { zone }).toFormat('HH.mm')} ${zoneName(zone, at)}`
const moment = (at: Date, zone: string) => `${day(at, zone)} pukul ${clock(at, zone)}`

/** What stands on the papers of a ticket, besides what people handed over. */
export const paperWords = {
  /** Where somebody writes by hand. */
  blank,
  draft: 'KONSEP',
  secret: 'RAHASIA',
  page: (page: number, pages: number) => `Halaman ${page} dari ${pages}`,
  footer: (number: string, title: string, at: Date, zone: string) =>
    `${number} · ${title} · dicetak ${DateTime.fromJSDate(at, { zone }).toFormat('dd/LL/yyyy')} ${clock(at, zone)}`,
  /** "Senin, 16 November 2026 pukul 07.30 WIB": a paper is read on another day. */
  moment,
  fileMissing: (name: string) => `${name}: berkas tidak ditemukan dalam arsip elektronik.`,
  fileNotDrawn: (name: string) => `${name}: bukan gambar yang dapat dicetak. Lihat arsip elektronik.`,
  photo: (count: number) => `Foto ${count}`,
  file: (count: number) => `Berkas ${count}`,

  letterOnly: (letter: string) => `Nomor: ${letter}`,
  numbered: (letter: string, agenda: string | null) =>
    agenda === null ? `Nomor: ${letter}` : `Nomor: ${letter}     Nomor agenda: ${agenda}`,
  box,
  /** An option with its box, in one piece. */
  tick: (checked: boolean, label: string) => `${box(checked)} ${label}`.replaceAll(' ', '\u00a0'),
  signHere: `(${blank})`,
  capacity: (title: string) => `${title},`,
  deputies: { plt: 'Plt.', plh: 'Plh.' } satisfies Record<DeputyKind, string>,
  acting: (kind: string, title: string) => `${kind} ${title}`,
  nip: (nip: string) => `NIP ${nip}`,
  none: '-',
  /** A leader's decision in chat; it is no signature. */
  approval: (who: string, label: string, at: Date, zone: string) =>
    `Persetujuan ${who} (${label}) diberikan melalui Telegram pada ${moment(at, zone)}.`,
  capacityAndName: (capacity: string, name: string) => [capacity, name].filter(Boolean).join(' '),

  complaint: {
    number: 'Nomor Pengaduan',
    date: 'Hari, Tanggal',
    service: 'Pelayanan',
    received: 'Diterima',
    recorded: 'Dicatat',
    recordedAt: (at: string, name: string) => (name === '' ? at : `${at} oleh ${name}`),
    channel: 'Saluran',
    evidence: 'Bukti pendukung',
    letter: 'Surat pengaduan',
    letterOf: (number: string, date: string) =>
      [number && `nomor ${number}`, date && `tanggal ${date}`].filter(Boolean).join(' '),
    signature: 'Tanda Tangan',
    missing: (fields: string) => `Belum lengkap: ${fields} belum ada.`,
    warning: (text: string) => `Peringatan: ${text}`,
  },
  receipt: {
    opening: (agency: string) => `Telah diterima oleh ${agency} pengaduan sebagai berikut.`,
    closing: (number: string) =>
      `Bukti ini dibuat untuk dipergunakan sebagaimana mestinya. Untuk menanyakan perkembangan, sebutkan nomor pengaduan ${number}.`,
  },
  disposition: {
    from: 'Surat dari',
    letterNumber: 'Nomor surat',
    letterDate: 'Tanggal surat',
    received: 'Diterima tanggal',
    agenda: 'Nomor agenda',
    nature: 'Sifat',
    natures: { critical: 'Sangat segera', urgent: 'Segera', secret: 'Rahasia' },
    subject: 'Hal',
    to: 'Diteruskan kepada',
    please: 'Dengan hormat harap',
    requests: ['Tanggapan dan saran', 'Proses lebih lanjut', 'Koordinasi/konfirmasi'],
    note: 'Catatan',
    date: 'Tanggal disposisi',
    initials: 'Paraf',
  },
  order: {
    basis: 'Dasar',
    basisOf: (sop: string, number: string, received: string) =>
      `1. SOP ${sop}.\n2. Pengaduan nomor ${number}, diterima ${received}.`,
    basisLetter: (letter: string) => `\n3. Surat pengaduan ${letter}.`,
    orders: 'MEMERINTAHKAN',
    to: 'Kepada',
    name: 'Nama',
    nip: 'NIP',
    rank: 'Pangkat/Golongan',
    position: 'Jabatan',
    task: 'Untuk',
    about: 'Perihal',
    place: 'Unit pelapor',
    until: 'Paling lambat',
    closing: 'Demikian surat perintah ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.',
  },
  result: {
    by: 'Pelaksana',
    started: 'Mulai',
    ended: 'Selesai',
    due: 'Batas waktu',
    part: (count: number, label: string) => `${count}. ${label}`,
  },
  memo: {
    to: 'Yth.',
    from: 'Dari',
    date: 'Tanggal',
    nature: 'Sifat',
    ordinary: 'Biasa',
    enclosures: 'Lampiran',
    subject: 'Hal',
    subjectOf: (label: string, number: string) => `${label} atas pengaduan ${number}`,
    opening: (number: string, about: string, received: string) =>
      `Sehubungan dengan pengaduan nomor ${number} (${about}) yang diterima pada ${received}, dengan hormat disampaikan hal berikut.`,
    closing: 'Demikian disampaikan. Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.',
  },
  answer: {
    subject: (number: string) => `Jawaban atas pengaduan ${number}`,
    problem: 'Pengaduan',
    opening: (number: string, received: string) =>
      `Menindaklanjuti pengaduan Bapak/Ibu nomor ${number} yang diterima pada ${received}, dengan hormat kami sampaikan jawaban sebagai berikut.`,
    via: (channel: string, at: Date, zone: string) =>
      `Jawaban ini telah disampaikan lewat ${channel} pada ${moment(at, zone)}.`,
  },
  final: {
    /** "A. Pengaduan"; there are never more than a dozen. */
    section: (index: number, title: string) => `${String.fromCharCode(65 + index)}. ${title}`,
    complaint: 'Pengaduan',
    rows: (zone: string) => `Pelaksanaan langkah SOP (waktu ${zone})`,
    given: 'Yang diserahkan pada tiap langkah',
    climbs: 'Eskalasi dan persetujuan',
    solution: 'Solusi',
    confirmation: 'Konfirmasi pelapor',
    closing: 'Penutupan',
    row: 'Langkah',
    actor: 'Pelaksana',
    started: 'Mulai',
    due: 'Batas',
    ended: 'Selesai',
    lateness: 'Ketepatan',
    output: 'Hasil',
    note: 'Uraian',
    rowOf: (row: string, title: string, run: number) =>
      `${row}. ${title}${run > 1 ? ` (putaran ${run})` : ''}`,
    onTime: 'tepat waktu',
    late: (span: string) => `terlambat ${span}`,
    running: 'berjalan',
    climb: 'Jenjang',
    climbOf: (from: string, to: string) => `${from} ke ${to}`,
    at: 'Waktu',
    reason: 'Alasan dan arahan',
    noClimbs: 'Tidak ada eskalasi ke tingkat yang lebih tinggi.',
    noSolution: 'Belum ada solusi yang dicatat.',
    said: {
      yes: (at: string) => `Pelapor menyatakan kendala sudah teratasi pada ${at}.`,
      no: (at: string) => `Pelapor menyatakan kendala belum teratasi pada ${at}.`,
    },
    silent: 'Pelapor tidak menjawab.',
    closed: (at: string) => `Pengaduan ditutup pada ${at}.`,
    exited: (at: string, exit: string, reason: string) =>
      `Pengaduan ditutup di luar baris SOP pada ${at}: ${exit}${reason && `, ${reason}`}.`,
    open: 'Pengaduan belum ditutup.',
  },
}
export type PaperWords = typeof paperWords
