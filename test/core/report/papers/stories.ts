import { note, photo, told, type Story } from './scene.ts'

const penata = { nip: '19900214 201503 1 003', rank: 'Penata (III/c)', position: null }

/** SOP 002: solved by nobody below the Kepala Dinas, disputed once, then confirmed and closed. */
export const banten: Story = {
  sop: 'tik-banten',
  agency: 'Diskominfo SP Provinsi Banten',
  letterhead: {
    lines: ['PEMERINTAH PROVINSI BANTEN', 'DINAS KOMUNIKASI, INFORMATIKA, STATISTIK DAN PERSANDIAN'],
    place: 'Serang',
  },
  players: {
    sari: { name: 'Sari Wulandari', roles: [] },
    andi: { name: 'Andi Pratama', roles: [{ role: 'help_desk' }], official: penata },
    dewi: {
      name: 'Dewi Lestari',
      roles: [{ role: 'kepala_unit', unit: 'jaringan' }],
      official: {
        nip: '19810607 200604 2 011',
        rank: 'Penata Tingkat I (III/d)',
        position: 'Kepala Unit Jaringan',
      },
    },
    agus: {
      name: 'Agus Setiawan',
      roles: [{ role: 'teknisi', unit: 'jaringan' }],
      official: { nip: '19920318 201902 1 004', rank: 'Penata (III/c)', position: null },
    },
    hendra: {
      name: 'Hendra Gunawan, S.Kom., M.M.',
      roles: [{ role: 'pejabat_terkait' }],
      official: { nip: '19750412 200003 1 005', rank: 'Pembina (IV/a)', position: 'Kepala Bidang TIK' },
    },
    ratna: {
      name: 'Ratna Kusumawati',
      roles: [{ role: 'kepala_dinas' }],
      deputy: { kind: 'plt', from: '2026-11-01', until: '2026-11-30' },
    },
  },
  requester: 'sari',
  category: 'jaringan',
  answers: {
    isi: told(
      'Wi-Fi di ruang pelayanan lantai 2 terputus sejak pagi. Sudah dicoba mematikan dan menyalakan perangkat, tetapi lampu indikator tetap merah dan antrean pelayanan terhenti.',
    ),
    jenis: told('Jaringan', 'jaringan'),
    nama: told('Sari Wulandari'),
    opd: told('Dinas Pendidikan dan Kebudayaan'),
    bidang: told('UPTD Wilayah Serang'),
    telepon: told('0812-3456-7890', '+6281234567890'),
    email: told('sari.wulandari@bantenprov.go.id'),
    jenis_kelamin: told('Perempuan', 'perempuan'),
    status_kepegawaian: told('Pegawai Negeri Sipil (PNS)', 'pns'),
  },
  evidence: [photo('wifi', 'Lampu perangkat')],
  opened: '2026-11-16 08:05',
  notes: {
    esk: 'Sudah dipandu melalui telepon, perangkat tetap tidak tersambung.',
    ins: 'Periksa kabel serat optik dan perangkat di lantai 2, koordinasikan dengan pengelola gedung.',
    lap: 'Perangkat rusak dan tidak ada suku cadang. Diperlukan pengadaan perangkat pengganti.',
    naik: 'Pengadaan di luar kewenangan bidang.',
    ins2: 'Pasang perangkat pinjaman dari ruang server sambil menunggu pengadaan.',
    hasil: 'Perangkat pinjaman sudah dipasang dan diuji, Wi-Fi lantai 2 kembali normal.',
    hasil2: 'Kata sandi Wi-Fi dipulihkan seperti semula dan perangkat pelayanan tersambung kembali.',
  },
  acts: [
    { at: '2026-11-16 08:30', by: 'andi', outcome: 'ambil' },
    { at: '2026-11-16 09:30', by: 'andi', outcome: 'eskalasi', inputs: { alasan: note('esk') } },
    { at: '2026-11-16 10:00', by: 'andi', outcome: 'teruskan', inputs: { unit: { unit: 'jaringan' } } },
    {
      at: '2026-11-16 13:45',
      by: 'dewi',
      outcome: 'disposisi',
      inputs: { petugas: { staff: 'agus' }, instruksi: note('ins'), kecepatan: { choice: 'urgent' } },
    },
    { at: '2026-11-16 15:30', by: 'agus', outcome: 'eskalasi', inputs: { laporan: note('lap') } },
    { at: '2026-11-17 09:00', by: 'hendra', outcome: 'teruskan', inputs: { alasan: note('naik') } },
    { at: '2026-11-17 14:10', by: 'ratna', outcome: 'setujui' },
    {
      at: '2026-11-17 14:40',
      by: 'dewi',
      outcome: 'disposisi',
      inputs: { petugas: { staff: 'agus' }, instruksi: note('ins2'), kecepatan: { choice: 'critical' } },
    },
    { at: '2026-11-18 10:20', by: 'agus', outcome: 'selesai', inputs: { hasil: note('hasil') } },
    { at: '2026-11-18 10:45', by: 'sari', command: 'dispute' },
    { at: '2026-11-18 13:30', by: 'agus', outcome: 'selesai', inputs: { hasil: note('hasil2') } },
    { at: '2026-11-18 13:50', by: 'sari', command: 'confirm' },
    { at: '2026-11-18 14:05', by: 'andi', outcome: 'tutup' },
  ],
}

/** SOP 003: the letter is brought in by hand, and every row follows. */
export const kumham: Story = {
  sop: 'jaringan-kumham',
  agency: 'Kanwil Kemenkumham Banten',
  letterhead: {
    lines: ['KEMENTERIAN HUKUM DAN HAK ASASI MANUSIA RI', 'KANTOR WILAYAH BANTEN'],
    place: 'Serang',
  },
  players: {
    bayu: { name: 'Bayu Anggara', roles: [] },
    maya: {
      name: 'Maya Puspita, S.H., M.H.',
      roles: [{ role: 'kabag_program_humas' }],
      official: {
        nip: '19740301 199903 2 001',
        rank: 'Pembina (IV/a)',
        position: 'Kepala Bagian Program dan Humas',
      },
    },
    irfan: {
      name: 'Irfan Maulana, S.Kom.',
      roles: [{ role: 'kasubbag_hrbti' }],
      official: {
        nip: '19850722 200912 1 002',
        rank: 'Penata Tingkat I (III/d)',
        position: 'Kepala Subbagian HRBTI',
      },
    },
    lukman: { name: 'Lukman Hakim', roles: [{ role: 'pelaksana' }], official: penata },
    nita: { name: 'Nita Anjani', roles: [{ role: 'pelaksana' }] },
  },
  requester: 'bayu',
  category: 'terputus',
  answers: {
    isi: told(
      'Jaringan di ruang layanan paspor terputus, aplikasi SIMKIM tidak dapat dibuka oleh enam petugas loket.',
    ),
    jenis: told('Jaringan terputus', 'terputus'),
    permintaan: told('Pemulihan jaringan sebelum jam layanan dimulai.'),
    opd: told('Kantor Imigrasi Kelas I TPI Serang'),
    nama: told('Bayu Anggara'),
    telepon: told('0813-1111-2222', '+6281311112222'),
  },
  opened: '2026-11-16 07:40',
  complete: false,
  notes: {
    no: 'W.12.IMI.1-UM.01.01-2231',
    foto_surat: '',
    disp: 'Segera ditindaklanjuti, laporkan hasilnya hari ini.',
    konf: 'Pelapor membenarkan gangguan; enam komputer loket tidak mendapat alamat IP.',
    perintah:
      'Memeriksa dan memperbaiki jaringan ruang layanan paspor pada Kantor Imigrasi Kelas I TPI Serang.',
    analisis:
      'Switch akses di ruang layanan kehilangan daya karena adaptor terbakar.\nKonfigurasi VLAN ikut hilang setelah perangkat mati.',
    foto: '',
    draf: 'Jaringan ruang layanan paspor telah pulih.',
    hasil:
      'Jaringan ruang layanan paspor telah pulih sejak pukul 11.15 WIB setelah penggantian adaptor dan pemulihan konfigurasi VLAN. Enam komputer loket sudah dapat membuka SIMKIM.',
    laporan:
      'Gangguan selesai diperbaiki oleh tim. Disarankan pengadaan adaptor cadangan dan pencadangan konfigurasi berkala.',
  },
  photos: {
    foto: [photo('f1', 'Adaptor terbakar'), photo('f2', 'Adaptor pengganti terpasang'), photo('f3', '')],
  },
  acts: [
    {
      at: '2026-11-16 07:50',
      by: 'nita',
      outcome: 'catat_surat',
      inputs: {
        nomor_surat: note('no'),
        tanggal_surat: { date: '2026-11-13' },
        foto_surat: { evidence: 'foto_surat', files: 1, photos: 1 },
      },
    },
    {
      at: '2026-11-16 08:20',
      by: 'maya',
      outcome: 'disposisi',
      inputs: { disposisi: note('disp'), kecepatan: { choice: 'critical' }, keamanan: { choice: 'secret' } },
    },
    {
      at: '2026-11-16 08:45',
      by: 'irfan',
      outcome: 'dikonfirmasi',
      inputs: { melalui: { choice: 'telepon' }, konfirmasi: note('konf') },
    },
    {
      at: '2026-11-16 09:10',
      by: 'irfan',
      outcome: 'perintah',
      inputs: { petugas: { staff: 'lukman' }, perintah: note('perintah') },
    },
    {
      at: '2026-11-16 11:20',
      by: 'lukman',
      outcome: 'diperbaiki',
      inputs: {
        analisis: note('analisis'),
        checklist: { checked: ['penyebab', 'perangkat', 'koneksi'] },
        bukti_perbaikan: { evidence: 'foto', files: 3, photos: 3 },
      },
    },
    { at: '2026-11-16 11:30', by: 'lukman', outcome: 'diserahkan', inputs: { draf: note('draf') } },
    { at: '2026-11-16 11:40', by: 'irfan', outcome: 'beritahukan', inputs: { hasil: note('hasil') } },
    { at: '2026-11-16 11:50', by: 'irfan', outcome: 'laporkan', inputs: { laporan: note('laporan') } },
  ],
}

/** SOP 000: told by telephone, written down by the Help Desk, answered the same way. */
export const helpdesk: Story = {
  sop: 'domain-helpdesk',
  agency: 'Direktorat E-Government',
  letterhead: {
    lines: ['KEMENTERIAN KOMUNIKASI DAN INFORMATIKA', 'DIREKTORAT E-GOVERNMENT'],
    place: 'Jakarta',
  },
  players: {
    tono: { name: 'Tono Suhartono', roles: [] },
    lia: { name: 'Lia Amalia', roles: [{ role: 'help_desk' }] },
  },
  requester: 'tono',
  category: 'informasi',
  answers: {
    isi: told('Bagaimana syarat memperpanjang nama domain desa yang sudah kedaluwarsa?'),
    nama: told('Tono Suhartono'),
    email: told('tono@desasukamaju.id'),
  },
  opened: '2026-11-16 09:20',
  received: '2026-11-16 08:50',
  recordedBy: 'lia',
  channel: 'telepon',
  notes: {
    jwb: 'Perpanjangan diajukan oleh pejabat pengelola nama domain melalui akun registrar, paling lambat 30 hari setelah masa aktif berakhir. Siapkan surat permohonan dan surat kuasa.',
  },
  acts: [
    { at: '2026-11-16 09:25', by: 'lia', outcome: 'ambil' },
    {
      at: '2026-11-16 10:00',
      by: 'lia',
      outcome: 'tanggapi',
      inputs: { jawaban: note('jwb'), via: { choice: 'telepon' } },
    },
  ],
}

/** SOP 001: PANDI is asked, and the answer is passed on. */
export const registrar: Story = {
  sop: 'domain-registrar',
  agency: 'Direktorat Layanan Aplikasi Informatika Pemerintahan',
  letterhead: {
    lines: [
      'KEMENTERIAN KOMUNIKASI DAN INFORMATIKA',
      'DIREKTORAT JENDERAL APLIKASI INFORMATIKA',
      'DIREKTORAT LAYANAN APLIKASI INFORMATIKA PEMERINTAHAN',
    ],
    place: 'Jakarta',
  },
  players: {
    rudi: { name: 'Rudi Hartanto', roles: [] },
    fitri: {
      name: 'Fitri Handayani',
      roles: [{ role: 'tim_layanan_domain' }],
      official: { nip: '19880519 201101 2 009', rank: null, position: 'Ketua Tim Layanan Domain' },
    },
  },
  requester: 'rudi',
  category: 'dns',
  answers: {
    isi: told('Situs desa tidak dapat dibuka setelah pindah hosting, nameserver belum berubah.'),
    jenis: told('DNS dan nameserver', 'dns'),
    domain: told('sukamaju.desa.id'),
    nama: told('Rudi Hartanto'),
    opd: told('Pemerintah Desa Sukamaju'),
    telepon: told('0815-9999-0000', '+6281599990000'),
  },
  opened: '2026-11-16 10:00',
  notes: {
    masalah: 'Nameserver masih mengarah ke hosting lama.',
    keputusan: 'Perubahan nameserver perlu dilakukan PANDI.',
    minta: 'Mohon mengubah nameserver sukamaju.desa.id menjadi ns1.layanan.go.id.',
    pandi: 'Nameserver sudah diubah.',
    jawab:
      'Nameserver sukamaju.desa.id sudah diubah. Situs dapat dibuka paling lambat 24 jam setelah perubahan.',
  },
  acts: [
    { at: '2026-11-16 10:08', by: 'fitri', outcome: 'dicek', inputs: { masalah: note('masalah') } },
    {
      at: '2026-11-16 10:20',
      by: 'fitri',
      outcome: 'perlu_pandi',
      inputs: { keputusan: note('keputusan'), permintaan_pandi: note('minta') },
    },
    { at: '2026-11-16 10:55', by: 'fitri', outcome: 'dijawab', inputs: { jawaban_pandi: note('pandi') } },
    { at: '2026-11-16 11:05', by: 'fitri', outcome: 'jawab', inputs: { jawaban: note('jawab') } },
  ],
}

/** SOP 004: received, and nothing done yet. */
export const lpse: Story = {
  sop: 'lpse-tidung',
  agency: 'LPSE Kabupaten Tana Tidung',
  letterhead: {
    lines: ['PEMERINTAH KABUPATEN TANA TIDUNG', 'LAYANAN PENGADAAN SECARA ELEKTRONIK'],
    place: 'Tideng Pale',
  },
  players: {
    joko: { name: 'Joko Purnomo', roles: [] },
    ayu: { name: 'Ayu Rahmawati', roles: [{ role: 'helpdesk' }] },
  },
  requester: 'joko',
  category: 'spse',
  answers: {
    isi: told('Tidak dapat mengunggah dokumen penawaran, muncul pesan kesalahan 500.'),
    jenis: told('Aplikasi SPSE', 'spse'),
    nama: told('Joko Purnomo'),
    opd: told('CV Bumi Tidung'),
    telepon: told('0811-5555-6666', '+6281155556666'),
  },
  opened: '2026-11-16 09:00',
  notes: {},
  acts: [],
}

export const stories = { banten, kumham, helpdesk, registrar, lpse }
