import { describe, expect, it, test } from 'vitest'
import type { Block, PaperDocument } from '../../../../core/report/document.ts'
import { composePaper } from '../../../../core/report/papers/compose.ts'
import { paperReady, type PaperFacts } from '../../../../core/report/papers/facts.ts'
import { paperTemplates } from '../../../../core/sop/sop.ts'
import { note, paperOf, photo, play, told, words, type Story } from './scene.ts'
import { banten, helpdesk, kumham, lpse, registrar, stories } from './stories.ts'

const dots = '……………………………'

function compose(story: Story, id: string): PaperDocument {
  return of(play(story), id)
}

function of(facts: PaperFacts, id: string): PaperDocument {
  return composePaper(paperOf(facts, id), facts, words)
}

function blocksOf<K extends Block['kind']>(
  { blocks }: PaperDocument,
  kind: K,
): Extract<Block, { kind: K }>[] {
  return blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind)
}

/** Labels and values of all lists and two-column forms. */
function factsIn(document: PaperDocument): Record<string, string> {
  const listed = blocksOf(document, 'facts').flatMap(({ rows }) =>
    rows.map(({ label, value }) => [label, value] as const),
  )
  const boxed = blocksOf(document, 'table')
    .filter(({ head }) => head.length === 0)
    .flatMap(({ rows }) => rows.flatMap(([a = '', b = '', c, d = '']) => [[a, b], ...(c ? [[c, d]] : [])]))
  return Object.fromEntries([...boxed, ...listed])
}

const texts = (document: PaperDocument) => blocksOf(document, 'text').map(({ text }) => text)
const signature = (document: PaperDocument) => blocksOf(document, 'signatures')[0]?.signatures
const until = (story: Story, count: number): Story => ({ ...story, acts: story.acts.slice(0, count) })
const numbered = (story: Story, paper: string, agenda: string | null = '117/2026'): Story => ({
  ...story,
  numbers: { [paper]: { letter: '800/231-TIK/XI/2026', agenda } },
})

test('every SOP has its papers, and together they use every template', () => {
  const papers = Object.values(stories).map((story) => {
    const { profile } = play(story)
    return [profile.id, ...profile.papers.map(({ id, template, step }) => `${id} ${template} ${step ?? '-'}`)]
  })
  expect(papers).toEqual([
    ['tik-banten', 'bukti receipt -', 'formulir complaint-form 1', 'disposisi disposition 4', 'laporan final-report 7'], // prettier-ignore
    ['jaringan-kumham', 'bukti receipt -', 'disposisi disposition 2', 'perintah order 4', 'hasil result 5', 'nodis memo 7', 'laporan memo 8'], // prettier-ignore
    ['domain-helpdesk', 'bukti receipt -', 'jawaban answer 5'],
    ['domain-registrar', 'bukti receipt -', 'jawaban answer 5'],
    ['lpse-tidung', 'bukti receipt -'],
  ])
  const used = new Set(Object.values(stories).flatMap((s) => play(s).profile.papers.map((p) => p.template)))
  expect([...used].sort()).toEqual([...paperTemplates].sort())
})

test('a paper is ready once its row has been done, and one of no row always', () => {
  const ready = (story: Story) => {
    const { profile, file } = play(story)
    return profile.papers.filter((spec) => paperReady(spec, file.ticket)).map(({ id }) => id)
  }
  expect(ready(until(kumham, 0))).toEqual(['bukti'])
  expect(ready(until(kumham, 2))).toEqual(['bukti', 'disposisi'])
  expect(ready(until(kumham, 5))).toEqual(['bukti', 'disposisi', 'perintah', 'hasil'])
  expect(ready(kumham)).toEqual(['bukti', 'disposisi', 'perintah', 'hasil', 'nodis', 'laporan'])
})

describe('the numbers of the registry office', () => {
  it('are dots on a draft, each paper for itself', () => {
    const facts = play(numbered(kumham, 'perintah'))
    expect(of(facts, 'perintah').draft).toBe(false)
    expect(of(facts, 'nodis').draft).toBe(true)
    expect(of(facts, 'nodis').blocks[0]).toEqual({
      kind: 'title',
      text: 'NOTA DINAS HASIL PERBAIKAN',
      below: `Nomor: ${dots}     Nomor agenda: ${dots}`,
    })
  })

  it('stand on the paper once they were given, the agenda number where there is one', () => {
    const below = (story: Story) => blocksOf(compose(story, 'perintah'), 'title')[0]?.below
    expect(below(numbered(kumham, 'perintah'))).toBe('Nomor: 800/231-TIK/XI/2026     Nomor agenda: 117/2026')
    expect(below(numbered(kumham, 'perintah', null))).toBe('Nomor: 800/231-TIK/XI/2026')
  })

  it('fill the box of the disposition sheet', () => {
    expect(factsIn(compose(banten, 'disposisi'))['Nomor agenda']).toBe(dots)
    expect(factsIn(compose(numbered(banten, 'disposisi'), 'disposisi'))['Nomor agenda']).toBe('117/2026')
  })
})

test('Formulir Pengaduan holds every field of the form, boxes to tick, and a place to sign (SOP 002)', () => {
  const form = compose(banten, 'formulir')
  const [table] = blocksOf(form, 'table')
  expect(table?.rows).toEqual([
    ['Nomor Pengaduan', 'TIK-1042'],
    ['Hari, Tanggal', 'Senin, 16 November 2026'],
    ['Nama OPD', 'Dinas Pendidikan dan Kebudayaan'],
    ['Bidang/UPT/Balai', 'UPTD Wilayah Serang'],
    ['Nama pelapor', 'Sari Wulandari'],
    ['Jabatan', ''],
    ['Nomor telepon/HP', '0812-3456-7890'],
    ['Alamat e-mail', 'sari.wulandari@bantenprov.go.id'],
    ['Jenis kelamin', '☐ Laki-laki   ☑ Perempuan'],
    ['Status kepegawaian', '☑ Pegawai Negeri Sipil (PNS)   ☐ Non Pegawai Negeri Sipil (Non PNS)'],
    [
      'Jenis aduan',
      '☑ Jaringan   ☐ E-mail   ☐ Komputer   ☐ Server   ☐ Aplikasi   ☐ Subdomain   ☐ Website',
    ],
    ['Isi aduan', banten.answers['isi']?.shown],
    ['Bukti pendukung', '1 berkas, 1 di antaranya foto'],
    ['Tanda Tangan', '\n\n\n'],
  ].map((row) => row.map((text) => expect.toSatisfy((given: string) => given.replaceAll('\u00a0', ' ') === text)))) // prettier-ignore
  expect(factsIn(form)).toMatchObject({
    Diterima: 'Senin, 16 November 2026 pukul 08.05 WIB',
    Saluran: 'Telegram',
  })
  expect(signature(form)).toBeUndefined()
})

test('an incomplete complaint names what is missing, with the warning of the SOP', () => {
  const { email: _, ...answers } = banten.answers
  const story = { ...until(banten, 0), answers, complete: false }
  expect(texts(compose(story, 'formulir'))).toEqual([
    'Belum lengkap: Alamat e-mail belum ada.',
    'Peringatan: Apabila laporan tidak lengkap, maka tidak bisa ditindaklanjuti.',
  ])
  expect(texts(compose(until(banten, 0), 'formulir'))).toEqual([])
})

describe('Bukti Pengaduan', () => {
  it('tells when the complaint was received and when it was written down, and by whom', () => {
    const receipt = compose(helpdesk, 'bukti')
    expect(factsIn(receipt)).toEqual({
      'Nomor Pengaduan': 'DOM-1042',
      Pelayanan: 'Pengaduan Nama Domain',
      Diterima: 'Senin, 16 November 2026 pukul 08.50 WIB',
      Dicatat: 'Senin, 16 November 2026 pukul 09.20 WIB oleh Lia Amalia',
      Saluran: 'Telepon',
      'Nama lengkap': 'Tono Suhartono',
      'Alamat e-mail': 'tono@desasukamaju.id',
      'Jenis pengaduan': 'Permintaan informasi',
      'Isi pengaduan': 'Bagaimana syarat memperpanjang nama domain desa yang sudah kedaluwarsa?',
    })
    expect(texts(receipt)[0]).toBe('Telah diterima oleh Direktorat E-Government pengaduan sebagai berikut.')
  })

  it('is signed by who received it, before that by the only one who could', () => {
    expect(signature(compose(banten, 'bukti'))).toEqual([
      {
        placeAndDate: 'Serang, 16 November 2026',
        capacity: 'Help Desk,',
        name: 'Andi Pratama',
        below: ['Penata (III/c)', 'NIP 19900214 201503 1 003'],
      },
    ])
    expect(signature(compose(lpse, 'bukti'))?.[0]).toMatchObject({ name: 'Ayu Rahmawati', below: [] })
  })

  it('is signed by hand where several could', () => {
    const players = { ...lpse.players, edi: { name: 'Edi', roles: [{ role: 'helpdesk' }] } }
    expect(signature(compose({ ...lpse, players }, 'bukti'))?.[0]).toMatchObject({
      capacity: 'Helpdesk,',
      name: '',
      below: [`NIP ${dots}`],
    })
  })

  it('gives the time in the zone of the service', () => {
    expect(factsIn(compose(lpse, 'bukti'))['Diterima']).toBe('Senin, 16 November 2026 pukul 09.00 WITA')
  })
})

describe('Lembar Disposisi', () => {
  it('holds the letter, the nature, the receiver and the note of the row (SOP 003 row 2)', () => {
    const sheet = compose(kumham, 'disposisi')
    expect(factsIn(sheet)).toMatchObject({
      'Surat dari': 'Bayu Anggara\nKantor Imigrasi Kelas I TPI Serang',
      'Nomor surat': 'W.12.IMI.1-UM.01.01-2231',
      'Tanggal surat': '13 November 2026',
      'Diterima tanggal': '16 November 2026',
      Sifat: '☑\u00a0Sangat\u00a0segera\n☐\u00a0Segera\n☑\u00a0Rahasia',
      'Diteruskan kepada': 'Kasubbag HRBTI',
      'Dengan hormat harap':
        '☐\u00a0Tanggapan\u00a0dan\u00a0saran\n☐\u00a0Proses\u00a0lebih\u00a0lanjut\n☐\u00a0Koordinasi/konfirmasi',
      Catatan: 'Segera ditindaklanjuti, laporkan hasilnya hari ini.\n\n',
      'Tanggal disposisi': '16 November 2026',
    })
    expect(signature(sheet)).toEqual([
      {
        placeAndDate: 'Serang, 16 November 2026',
        capacity: 'Kepala Bagian Program dan Humas,',
        name: 'Maya Puspita, S.H., M.H.',
        below: ['Pembina (IV/a)', 'NIP 19740301 199903 2 001'],
      },
    ])
  })

  it('names the technician, and is that of the last time (SOP 002 row 4)', () => {
    const first = factsIn(compose(until(banten, 4), 'disposisi'))
    const second = factsIn(compose(banten, 'disposisi'))
    expect(first['Diteruskan kepada']).toBe('Agus Setiawan\nPetugas teknis Jaringan')
    expect([first['Tanggal disposisi'], second['Tanggal disposisi']]).toEqual([
      '16 November 2026',
      '17 November 2026',
    ])
    expect(first['Sifat']).toBe('☐\u00a0Sangat\u00a0segera\n☑\u00a0Segera\n☐\u00a0Rahasia')
    expect(second['Catatan']).toContain('Pasang perangkat pinjaman')
  })
})

describe('in which capacity somebody signs', () => {
  const grants = (deputy: Story['players'][string]['deputy']) =>
    signature(
      compose(
        {
          ...banten,
          players: { ...banten.players, dewi: { ...banten.players['dewi']!, deputy } },
        },
        'disposisi',
      ),
    )?.[0]?.capacity

  it('is Plt. or Plh. of the role within its days, whatever the own position is', () => {
    expect(grants({ kind: 'plh', from: '2026-11-17', until: '2026-11-17' })).toBe(
      'Plh. Penanggung jawab unit Jaringan,',
    )
    expect(grants({ kind: 'plt', from: '2026-11-18', until: '2026-11-30' })).toBe('Kepala Unit Jaringan,')
    expect(grants(undefined)).toBe('Kepala Unit Jaringan,')
  })
})

test('Surat Perintah says on what ground, to whom, what, and by when (SOP 003 row 4)', () => {
  const order = compose(kumham, 'perintah')
  expect(factsIn(order)).toEqual({
    Dasar:
      '1. SOP Pengaduan Gangguan Layanan Jaringan.\n2. Pengaduan nomor JAR-1042, diterima Senin, 16 November 2026 pukul 07.40 WIB.\n3. Surat pengaduan nomor W.12.IMI.1-UM.01.01-2231 tanggal 13 November 2026.',
    Nama: 'Lukman Hakim',
    NIP: '19900214 201503 1 003',
    'Pangkat/Golongan': 'Penata (III/c)',
    Jabatan: 'Pelaksana',
    Perihal: `Jaringan terputus\n${kumham.answers['isi']?.shown}`,
    'Unit pelapor': 'Kantor Imigrasi Kelas I TPI Serang',
    'Paling lambat': 'Selasa, 17 November 2026 pukul 09.10 WIB',
  })
  expect(texts(order)[0]).toBe(
    'Memeriksa dan memperbaiki jaringan ruang layanan paspor pada Kantor Imigrasi Kelas I TPI Serang.',
  )
  expect(signature(order)?.[0]?.capacity).toBe('Kepala Subbagian HRBTI,')
})

test('Dokumen Hasil Perbaikan holds analysis, ticked checklist and photos, in this order (SOP 003 row 5)', () => {
  const result = compose(kumham, 'hasil')
  expect(result.blocks.slice(2, -1)).toEqual([
    { kind: 'heading', text: '1. Analisis penyebab gangguan' },
    { kind: 'text', text: kumham.notes['analisis'] },
    { kind: 'heading', text: '2. Checklist penyelesaian gangguan' },
    {
      kind: 'checklist',
      items: [
        { text: 'Penyebab gangguan ditemukan', checked: true },
        { text: 'Perangkat atau kabel diperbaiki atau diganti', checked: true },
        { text: 'Konfigurasi diperiksa', checked: false },
        { text: 'Koneksi diuji dan kembali normal', checked: true },
        { text: 'Pelapor melihat hasilnya di lokasi', checked: false },
      ],
    },
    { kind: 'heading', text: '3. Bukti perbaikan' },
    {
      kind: 'photos',
      photos: [
        { key: 'tickets/1042/f1', caption: 'Adaptor terbakar' },
        { key: 'tickets/1042/f2', caption: 'Adaptor pengganti terpasang' },
        { key: 'tickets/1042/f3', caption: 'Foto 3' },
      ],
    },
  ])
  expect(factsIn(result)).toMatchObject({
    Pelaksana: 'Lukman Hakim',
    Mulai: 'Senin, 16 November 2026 pukul 09.10 WIB',
    'Batas waktu': 'Selasa, 17 November 2026 pukul 09.10 WIB',
    Selesai: 'Senin, 16 November 2026 pukul 11.20 WIB',
  })
})

describe('a nota dinas', () => {
  it('goes to the requester where its row answers them (SOP 003 row 7)', () => {
    const memo = compose(kumham, 'nodis')
    expect(factsIn(memo)).toEqual({
      'Yth.': 'Bayu Anggara\nKantor Imigrasi Kelas I TPI Serang',
      Dari: 'Kepala Subbagian HRBTI',
      Tanggal: '16 November 2026',
      Sifat: 'Rahasia',
      Lampiran: 'Dokumen Hasil Perbaikan',
      Hal: 'Hasil perbaikan atas pengaduan JAR-1042',
    })
    expect(texts(memo)[1]).toBe(kumham.notes['hasil'])
  })

  it('else to the role above the one that signs (SOP 003 row 8)', () => {
    const memo = compose(kumham, 'laporan')
    expect(factsIn(memo)).toMatchObject({
      'Yth.': 'Kepala Bagian Program dan Humas',
      Hal: 'Laporan hasil perbaikan atas pengaduan JAR-1042',
    })
    expect(texts(memo)[1]).toBe(kumham.notes['laporan'])
  })
})

describe('the answer to the requester', () => {
  it('holds the answer and how it was given where staff said so (SOP 000 row 5)', () => {
    const letter = compose(helpdesk, 'jawaban')
    expect(texts(letter)).toEqual([
      'Menindaklanjuti pengaduan Bapak/Ibu nomor DOM-1042 yang diterima pada Senin, 16 November 2026 pukul 08.50 WIB, dengan hormat kami sampaikan jawaban sebagai berikut.',
      helpdesk.notes['jwb'],
      'Jawaban ini telah disampaikan lewat Telepon pada Senin, 16 November 2026 pukul 10.00 WIB.',
      'Demikian disampaikan. Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.',
    ])
    expect(factsIn(letter)).toEqual({
      'Yth.': 'Tono Suhartono',
      Tanggal: '16 November 2026',
      Hal: 'Jawaban atas pengaduan DOM-1042',
      Pengaduan: helpdesk.answers['isi']?.shown,
    })
  })

  it('else through the chat; what PANDI answered is not in it (SOP 001 row 5)', () => {
    const letter = compose(registrar, 'jawaban')
    expect(texts(letter)[1]).toBe(registrar.notes['jawab'])
    expect(texts(letter)[2]).toBe(
      'Jawaban ini telah disampaikan lewat Telegram pada Senin, 16 November 2026 pukul 11.05 WIB.',
    )
    expect(signature(letter)).toEqual([
      {
        placeAndDate: 'Jakarta, 16 November 2026',
        capacity: 'Ketua Tim Layanan Domain,',
        name: 'Fitri Handayani',
        below: ['NIP 19880519 201101 2 009'],
      },
    ])
  })
})

describe('Laporan Akhir (SOP 002 row 7)', () => {
  const report = compose(banten, 'laporan')
  const tables = blocksOf(report, 'table')

  it('holds every row as run: who, when, by when, how late, and what came of it', () => {
    expect(tables[0]?.rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' / ')))).toEqual([
      ['1. Aduan diterima Help Desk', 'Help Desk / Andi Pratama', '16/11/2026 08.05', '16/11/2026 09.05', '16/11/2026 08.30', 'tepat waktu', 'Ambil / Formulir Pengaduan Layanan TIK'], // prettier-ignore
      ['2. Layanan tingkat pertama', 'Help Desk / Andi Pratama', '16/11/2026 08.30', '16/11/2026 10.30', '16/11/2026 09.30', 'tepat waktu', 'Eskalasi'], // prettier-ignore
      ['3. Eskalasi kepada pihak terkait', 'Help Desk / Andi Pratama', '16/11/2026 09.30', '16/11/2026 10.30', '16/11/2026 10.00', 'tepat waktu', 'Teruskan ke unit'], // prettier-ignore
      ['4. Disposisi kepada petugas teknis', 'Kepala Unit Jaringan / Dewi Lestari', '16/11/2026 10.00', '16/11/2026 11.00', '16/11/2026 13.45', 'terlambat 1 jam 45 menit', 'Disposisi'], // prettier-ignore
      ['5. Penyelesaian oleh petugas teknis', 'Petugas teknis Jaringan / Agus Setiawan', '16/11/2026 13.45', '17/11/2026 13.45', '16/11/2026 15.30', 'tepat waktu', 'Eskalasi'], // prettier-ignore
      ['6. Eskalasi ke tingkat yang lebih tinggi', 'Plt. Kepala Dinas / Ratna Kusumawati', '16/11/2026 15.30', '17/11/2026 15.30', '17/11/2026 14.10', 'tepat waktu', 'Setujui usulan petugas'], // prettier-ignore
      ['4. Disposisi kepada petugas teknis (putaran 2)', 'Kepala Unit Jaringan / Dewi Lestari', '17/11/2026 14.10', '17/11/2026 15.10', '17/11/2026 14.40', 'tepat waktu', 'Disposisi / Lembar Disposisi'], // prettier-ignore
      ['5. Penyelesaian oleh petugas teknis (putaran 2)', 'Petugas teknis Jaringan / Agus Setiawan', '17/11/2026 14.40', '18/11/2026 14.40', '18/11/2026 10.20', 'tepat waktu', 'Selesai'], // prettier-ignore
      ['7. Penyampaian solusi dan verifikasi penutupan', 'Pelapor / Sari Wulandari', '18/11/2026 10.20', '18/11/2026 11.20', '18/11/2026 10.45', 'tepat waktu', 'Belum teratasi'], // prettier-ignore
      ['5. Penyelesaian oleh petugas teknis (putaran 3)', 'Petugas teknis Jaringan / Agus Setiawan', '18/11/2026 10.45', '19/11/2026 10.45', '18/11/2026 13.30', 'tepat waktu', 'Selesai'], // prettier-ignore
      ['7. Penyampaian solusi dan verifikasi penutupan (putaran 2)', 'Help Desk / Andi Pratama', '18/11/2026 13.30', '18/11/2026 14.30', '18/11/2026 14.05', 'tepat waktu', 'Verifikasi dan tutup / Laporan Akhir'], // prettier-ignore
    ])
  })

  it('holds what was handed over, climbs with their reasons, and a leader’s approval that is no signature', () => {
    expect(tables[1]?.rows[2]).toEqual([
      '4. Disposisi kepada petugas teknis',
      'Petugas teknis: Agus Setiawan\nInstruksi: Periksa kabel serat optik dan perangkat di lantai 2, koordinasikan dengan pengelola gedung.\nKecepatan: segera',
    ])
    expect(tables[2]?.rows).toEqual([
      [
        '17/11/2026 09.00',
        'Pejabat terkait ke Kepala Dinas',
        'Hendra Gunawan, S.Kom., M.M.',
        'Alasan: Pengadaan di luar kewenangan bidang.',
      ],
    ])
    expect(texts(report)).toEqual([
      'Persetujuan Plt. Kepala Dinas Ratna Kusumawati (Setujui usulan petugas) diberikan melalui Telegram pada Selasa, 17 November 2026 pukul 14.10 WIB.',
      banten.notes['hasil2'],
      'Pelapor menyatakan kendala sudah teratasi pada Rabu, 18 November 2026 pukul 13.50 WIB.',
      'Pengaduan ditutup pada Rabu, 18 November 2026 pukul 14.05 WIB.',
    ])
    expect(signature(report)?.map(({ name }) => name)).toEqual(['Andi Pratama'])
  })

  it('numbers its parts without a gap, and says what did not happen', () => {
    const short: Story = {
      ...banten,
      acts: [
        { at: '2026-11-16 08:30', by: 'andi', outcome: 'ambil' },
        { at: '2026-11-16 09:00', by: 'andi', outcome: 'selesai', inputs: { hasil: note('hasil') } },
        { at: '2026-11-16 09:30', by: 'andi', outcome: 'tutup' },
      ],
    }
    const brief = compose(short, 'laporan')
    expect(blocksOf(brief, 'heading').map(({ text }) => text)).toEqual([
      'A. Pengaduan',
      'B. Pelaksanaan langkah SOP (waktu WIB)',
      'C. Yang diserahkan pada tiap langkah',
      'D. Eskalasi dan persetujuan',
      'E. Solusi',
      'F. Konfirmasi pelapor',
      'G. Penutupan',
    ])
    expect(texts(brief)).toEqual([
      'Tidak ada eskalasi ke tingkat yang lebih tinggi.',
      banten.notes['hasil'],
      'Pelapor tidak menjawab.',
      'Pengaduan ditutup pada Senin, 16 November 2026 pukul 09.30 WIB.',
    ])
  })
})

test('a secret ticket is marked on every page, and an erased note leaves the paper standing', () => {
  expect(compose(kumham, 'hasil').footer).toBe(
    'RAHASIA · JAR-1042 · Dokumen Hasil Perbaikan · dicetak 20/11/2026 09.30 WIB',
  )
  expect(compose(banten, 'laporan').footer).toBe('TIK-1042 · Laporan Akhir · dicetak 20/11/2026 09.30 WIB')
  const facts = { ...play(banten), notes: new Map() }
  expect(texts(of(facts, 'laporan'))[1]).toBe('Belum ada solusi yang dicatat.')
})

test('a caption is one line, however it was written', () => {
  const caption = `satu\n\ndua ${'x'.repeat(500)}`
  const long = compose({ ...kumham, photos: { foto: [photo('f1', caption)] } }, 'hasil')
  const [shown] = blocksOf(long, 'photos').flatMap(({ photos }) => photos)
  expect(shown?.caption).toMatch(/^satu dua x{150}…$/)
})

test('what people wrote is handed on as they wrote it', () => {
  const isi = '{"text":"x","bold":true} <b>*tebal*</b> {nomor}'
  const document = compose({ ...banten, answers: { ...banten.answers, isi: told(isi) } }, 'bukti')
  expect(factsIn(document)['Isi aduan']).toBe(isi)
})
