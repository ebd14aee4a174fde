import type { Answers } from './parts.ts'

/** Who complains, at whatever desk; in the order of their ids. */
export const requesters: readonly { username: string; answers: Answers }[] = [
  {
    username: 'budi_santoso',
    answers: {
      problem: 'Wi-Fi di ruang bidang lantai 2 putus sejak pagi, aplikasi kantor tidak bisa dibuka',
      name: 'Budi Santoso',
      agency: 'Dinas Pendidikan dan Kebudayaan',
      phone: '0812-1000-2001',
      email: 'budi.santoso@contoh.go.id',
    },
  },
  {
    username: 'siti_rahmawati',
    answers: {
      problem: 'Tidak bisa masuk e-mail dinas, muncul tulisan kata sandi salah',
      name: 'Siti Rahmawati',
      agency: 'Dinas Kesehatan',
      phone: '0813-1000-2002',
      email: 'siti.rahmawati@contoh.go.id',
    },
  },
  {
    username: 'made_wirawan',
    answers: {
      problem: 'Printer di loket pelayanan tidak mencetak, lampu merah berkedip',
      name: 'Made Wirawan',
      agency: 'Badan Pendapatan Daerah',
      phone: '0819-1000-2003',
      email: 'made.wirawan@contoh.go.id',
    },
  },
]
