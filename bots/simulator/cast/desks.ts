import { FIRST_ID, type DeskPart, type Held, type StaffPart } from './parts.ts'

const officer = (username: string, name: string, title: string, held?: Held): StaffPart => ({
  part: 'officer',
  username,
  name,
  title,
  ...(held && { held }),
})

/** The officer who also gives roles and sets limits. */
const admin = (username: string, name: string, title: string): StaffPart => ({
  ...officer(username, name, title),
  admin: true,
})

const leader = (username: string, name: string, title: string, role?: string): StaffPart => ({
  part: 'leader',
  username,
  name,
  title,
  ...(role !== undefined && { held: { role } }),
})

/** Whoever signs papers, with the number and rank that stand below the name. */
const signing = (person: StaffPart, nip: string, rank: string): StaffPart => ({
  ...person,
  official: { nip, rank },
})

const PEMBINA = 'Pembina (IV/a)'
const PEMBINA_UTAMA_MUDA = 'Pembina Utama Muda (IV/c)'
const PENATA = 'Penata (III/c)'
const PENATA_TINGKAT_I = 'Penata Tingkat I (III/d)'

/**
 * The desks of the demonstration, the one shown first at the top. Nobody shares a first name, so that people can be
 * called by it.
 */
export const desks: readonly DeskPart[] = [
  {
    service: 'tik-banten',
    staffGroup: -1_002_100_000_001,
    groupTitle: 'Help Desk TIK',
    agency: 'Diskominfo SP Provinsi Banten',
    letterhead: {
      lines: ['PEMERINTAH PROVINSI BANTEN', 'DINAS KOMUNIKASI, INFORMATIKA, STATISTIK DAN PERSANDIAN'],
      place: 'Serang',
    },
    firstId: FIRST_ID + 3,
    staff: [
      signing(admin('andi_helpdesk', 'Andi Pratama', 'Help Desk'), '19900214 201503 1 003', PENATA),
      officer('rina_helpdesk', 'Rina Marlina', 'Help Desk'),
      signing(
        officer('dewi_jaringan', 'Dewi Lestari', 'Kepala Unit Jaringan', {
          role: 'kepala_unit',
          unit: 'jaringan',
        }),
        '19810607 200604 2 011',
        PENATA_TINGKAT_I,
      ),
      signing(
        officer('agus_jaringan', 'Agus Setiawan', 'Teknisi Jaringan', { role: 'teknisi', unit: 'jaringan' }),
        '19920318 201902 1 004',
        PENATA,
      ),
      signing(
        officer('hadi_komputer', 'Hadi Kurnia', 'Kepala Unit Komputer', {
          role: 'kepala_unit',
          unit: 'komputer',
        }),
        '19790923 200501 1 006',
        PENATA_TINGKAT_I,
      ),
      officer('yuni_komputer', 'Yuni Astuti', 'Teknisi Komputer', { role: 'teknisi', unit: 'komputer' }),
      signing(
        officer('fajar_aplikasi', 'Fajar Nugroho', 'Kepala Unit Aplikasi', {
          role: 'kepala_unit',
          unit: 'aplikasi',
        }),
        '19830411 200903 1 002',
        PENATA_TINGKAT_I,
      ),
      officer('nina_aplikasi', 'Nina Kartika', 'Teknisi Aplikasi', { role: 'teknisi', unit: 'aplikasi' }),
      signing(
        leader('hendra_gunawan', 'Hendra Gunawan', 'Pejabat Terkait', 'pejabat_terkait'),
        '19750120 200003 1 005',
        PEMBINA,
      ),
      signing(
        leader('ratna_wulandari', 'Ratna Wulandari', 'Kepala Dinas', 'kepala_dinas'),
        '19690830 199503 2 001',
        PEMBINA_UTAMA_MUDA,
      ),
    ],
    whatsapp: ['andi_helpdesk', 'agus_jaringan', 'ratna_wulandari'],
    problems: {},
    samples: {},
  },
  {
    service: 'domain-helpdesk',
    staffGroup: -1_002_100_000_002,
    groupTitle: 'Helpdesk Nama Domain',
    agency: 'Direktorat E-Government',
    letterhead: {
      lines: ['KEMENTERIAN KOMUNIKASI DAN INFORMATIKA', 'DIREKTORAT E-GOVERNMENT'],
      place: 'Jakarta',
    },
    firstId: FIRST_ID + 100,
    staff: [
      signing(admin('tono_helpdesk', 'Tono Wijaya', 'Help Desk'), '19880502 201212 1 001', PENATA),
      officer('lina_helpdesk', 'Lina Anggraini', 'Help Desk'),
      signing(
        leader('sri_handayani', 'Sri Handayani', 'Pimpinan', 'pimpinan'),
        '19720715 199803 2 002',
        PEMBINA,
      ),
    ],
    whatsapp: ['tono_helpdesk', 'sri_handayani'],
    problems: {
      budi_santoso: 'Bagaimana cara mendaftarkan nama domain untuk dinas kami?',
      siti_rahmawati: 'Domain dinas kami tidak aktif sejak kemarin',
      made_wirawan: 'Apa saja syarat perpanjangan nama domain?',
    },
    samples: { domain: 'dinas-contoh.go.id' },
  },
  {
    service: 'domain-registrar',
    staffGroup: -1_002_100_000_003,
    groupTitle: 'Tim Layanan Domain',
    agency: 'Direktorat LAIP',
    letterhead: {
      lines: [
        'DIREKTORAT JENDERAL APLIKASI INFORMATIKA',
        'DIREKTORAT LAYANAN APLIKASI INFORMATIKA PEMERINTAHAN',
      ],
      place: 'Jakarta',
    },
    firstId: FIRST_ID + 200,
    staff: [
      signing(admin('bayu_domain', 'Bayu Saputra', 'Tim Layanan Domain'), '19910129 201801 1 002', PENATA),
      officer('intan_domain', 'Intan Permata', 'Tim Layanan Domain'),
      officer('rizky_domain', 'Rizky Maulana', 'Tim Layanan Domain'),
      signing(
        leader('wahyu_nugraha', 'Wahyu Nugraha', 'Ketua Tim Kerja'),
        '19801103 200604 1 007',
        PENATA_TINGKAT_I,
      ),
    ],
    whatsapp: ['bayu_domain', 'wahyu_nugraha'],
    problems: {
      budi_santoso: 'Nameserver sudah diubah dua hari lalu tetapi situs belum dapat diakses',
      siti_rahmawati: 'Pendaftaran domain ditolak, padahal surat permohonan sudah diunggah',
      made_wirawan: 'Lupa kata sandi akun pengelola domain',
    },
    samples: { domain: 'dinas-contoh.go.id' },
  },
  {
    service: 'jaringan-kumham',
    staffGroup: -1_002_100_000_004,
    groupTitle: 'Tim Teknis Jaringan',
    agency: 'Kementerian Hukum dan HAM',
    letterhead: {
      lines: ['KEMENTERIAN HUKUM DAN HAK ASASI MANUSIA', 'BAGIAN PROGRAM DAN HUMAS'],
      place: 'Jakarta',
    },
    firstId: FIRST_ID + 300,
    staff: [
      signing(admin('dimas_teknis', 'Dimas Prakoso', 'Pelaksana'), '19930226 201903 1 005', PENATA),
      officer('eka_teknis', 'Eka Febrianti', 'Pelaksana'),
      officer('yoga_teknis', 'Yoga Pamungkas', 'Pelaksana'),
      signing(
        officer('tuti_hrbti', 'Tuti Herawati', 'Kasubbag HRBTI', { role: 'kasubbag_hrbti' }),
        '19820517 200801 2 003',
        PENATA_TINGKAT_I,
      ),
      signing(
        leader('bambang_suryadi', 'Bambang Suryadi', 'Kabag Program dan Humas', 'kabag_program_humas'),
        '19700911 199603 1 001',
        PEMBINA,
      ),
    ],
    whatsapp: ['dimas_teknis', 'bambang_suryadi'],
    problems: {
      budi_santoso: 'Jaringan internet di kantor kami terputus total sejak pukul 07.00',
      siti_rahmawati: 'Jaringan lambat sekali pada jam pelayanan',
      made_wirawan: 'Wi-Fi ruang pelayanan tidak muncul',
    },
    samples: {
      request: 'Mohon jaringan diperiksa dan dipulihkan',
      letterNumber: 'W.29-PR.01.02-118',
      letterDate: 'kemarin',
    },
  },
  {
    service: 'lpse-tidung',
    staffGroup: -1_002_100_000_005,
    groupTitle: 'Helpdesk LPSE',
    agency: 'LPSE Kabupaten Tana Tidung',
    letterhead: {
      lines: ['PEMERINTAH KABUPATEN TANA TIDUNG', 'LAYANAN PENGADAAN SECARA ELEKTRONIK'],
      place: 'Tideng Pale',
    },
    firstId: FIRST_ID + 400,
    staff: [
      signing(admin('yosef_lpse', 'Yosef Lawai', 'Helpdesk'), '19890714 201503 1 006', PENATA),
      officer('aini_lpse', 'Aini Rahmah', 'Helpdesk'),
      signing(
        leader('rusdi_hamid', 'Rusdi Hamid', 'Koordinator Helpdesk', 'koordinator_helpdesk'),
        '19780305 200502 1 004',
        PENATA_TINGKAT_I,
      ),
    ],
    whatsapp: ['yosef_lpse', 'rusdi_hamid'],
    problems: {
      budi_santoso: 'Unggah dokumen penawaran di SPSE selalu gagal menjelang batas akhir',
      siti_rahmawati: 'Akun penyedia kami terkunci',
      made_wirawan: 'Mohon pelatihan penggunaan SPSE bagi pegawai baru',
    },
    samples: {},
  },
]
