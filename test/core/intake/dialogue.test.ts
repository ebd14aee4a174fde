import { describe, expect, it } from 'vitest'
import { begin, step } from '../../../core/intake/dialogue.ts'
import { intakeWords } from '../../../core/text/id/intake.ts'
import { sitiKnown, tikContext, tikForm } from '../../fixtures/form.ts'
import { now, press, sent, talk } from './conversation.ts'

const onWhatsApp = { ...tikContext, channel: { buttons: false } }
const problem = 'Wi-Fi di lantai 2 mati sejak pagi'
const block = 'Nama: Budi\nOPD: Dinkes\nHP: 081234567890\nEmail: budi@x.go.id'
/** A draft at the summary: everything answered that must be. */
const atEvidence = () => talk(tikContext, `${problem}\n${block}`).tap('Ya, Jaringan').tap('Lewati sisanya')
const atSummary = () => atEvidence().tap('Tanpa bukti')

describe('the samples of the voice', () => {
  it('1: greeting', () => {
    for (const first of ['halo', 'Selamat pagi', 'bantuan', null])
      expect(talk(tikContext, first).text).toBe(
        'Selamat pagi, Bapak/Ibu. Ini layanan pengaduan TIK Diskominfo SP Provinsi Banten. Data Bapak/Ibu hanya dipakai untuk menangani dan mengarsipkan pengaduan. Apa kendalanya? Silakan tulis, kirim foto, atau rekam suara.',
      )
  })

  it('2: question with numbers, where there are no buttons', () => {
    expect(talk(onWhatsApp, null).say('Ruang rapat lantai 2 gelap').text).toBe(
      'Kendala ini termasuk jenis apa? 1 Jaringan · 2 E-mail · 3 Komputer · 4 Server · 5 Aplikasi · 6 Subdomain · 7 Website. Balas angkanya.',
    )
  })

  it('3: mistake', () => {
    const asked = talk(tikContext, `${problem}\nNama: Budi\nOPD: Dinkes\nHP: 081234567890`).tap(
      'Ya, Jaringan',
    )
    expect(asked.say('-', '-', 'budi@dinkes').text).toBe(
      'Mohon maaf, alamat e-mail belum lengkap. Contoh: nama@instansi.go.id. Ketik PETUGAS bila perlu bantuan.',
    )
  })

  it('4: summary', () => {
    const summary = talk(onWhatsApp, `${problem}\n${block}`).say('1', 'lewati sisanya', '1')
    expect(summary.text).toBe(
      'Mohon diperiksa:\nIsi aduan: Wi-Fi di lantai 2 mati sejak pagi\nJenis: Jaringan\nNama: Budi\nOPD: Dinas Kesehatan (Dinkes)\nNomor telepon: 0812-3456-7890\nAlamat e-mail: budi@x.go.id\nBukti: tidak ada\n\n1 Kirim · 2 Ubah · 3 Batal',
    )
    expect(summary.say('1').effects).toEqual([{ kind: 'submit' }])
  })
})

describe('the way through the form', () => {
  it('asks the problem, its kind, then who is asking, and submits', () => {
    const it = talk(tikContext, 'halo')
    expect(it.say('Ruang rapat gelap gulita').buttons).toEqual([
      'Jaringan | E-mail',
      'Komputer | Server',
      'Aplikasi | Subdomain',
      'Website',
    ])
    expect(it.tap('Komputer').text).toBe('Siapa nama Bapak/Ibu?')
    expect(it.say('Budi').text).toBe('Dari OPD mana?')
    expect(it.say('Dinkes').buttons).toEqual(['Lewati | Lewati sisanya'])
    expect(it.tap('Lewati').say('Kepala Seksi').effects).toEqual([
      expect.objectContaining({ asksContact: 'Kirim nomor saya' }),
    ])
    it.say({ kind: 'contact', phone: '6281234567890', own: true }, 'budi@x.go.id')
    expect(it.tap('Laki-laki').tap('PNS').buttons).toEqual(['Tanpa bukti'])
    expect(it.say(sent('photo'), sent('document')).text).toMatch(/Sudah ada 2 berkas/)
    expect(it.tap('Selesai').buttons).toEqual(['Kirim | Ubah | Batal'])
    expect(it.tap('Kirim').effects).toEqual([{ kind: 'submit' }])
    const values = Object.entries(it.draft.answers).map(([id, { value }]) => `${id} ${value}`)
    expect(values.sort()).toEqual([
      'bukti 2',
      'email budi@x.go.id',
      'isi Ruang rapat gelap gulita',
      'jabatan Kepala Seksi',
      'jenis komputer',
      'jenis_kelamin l',
      'nama Budi',
      'opd Dinas Kesehatan (Dinkes)',
      'status_kepegawaian pns',
      'telepon +6281234567890',
    ])
    expect(it.draft.skipped).toEqual(['bidang'])
  })

  it('proposes what the first message holds, and asks nothing of it again', () => {
    const it = talk(tikContext, 'Internet Dinkes lelet, hubungi 0812 3456 7890 atau budi@x.go.id')
    expect(it.text).toMatch(/Jenis: Jaringan\. Benar\?$/)
    expect(it.buttons[0]).toBe('Ya, Jaringan')
    it.say('ya', 'Budi')
    expect(it.text).toBe('OPD: Dinas Kesehatan (Dinkes). Benar? Bila berbeda, tulis yang benar.')
    it.tap('Ya, Dinas Kesehatan (Dinkes)').say('-', '-')
    expect(it.tap('Ya, 0812-3456-7890').buttons).toEqual(['Ya, budi@x.go.id'])
    expect(it.say('bukan').text).toBe('Baik. Apa alamat e-mail Bapak/Ibu?')
    expect(it.say('ani@x.go.id').draft.answers['email']?.value).toBe('ani@x.go.id')
  })

  it('skips what else it would ask about the person in one go, but still asks for evidence', () => {
    expect(atEvidence().buttons).toEqual(['Tanpa bukti'])
    expect(atEvidence().draft.skipped).toEqual(['bidang', 'jabatan', 'jenis_kelamin', 'status_kepegawaian'])
  })

  it('takes a pasted block at any question', () => {
    const it = talk(tikContext, null).say('Email: budi@x.go.id')
    expect(it.draft.field).toBe('isi')
    it.say(problem, 'jaringan', 'OPD: Dinkes\nNama: Budi')
    expect(it.draft.field).toBe('bidang')
    expect(it.say('Jabatan: Kepala Seksi').text).toMatch(/^Data tersebut sudah kami catat\.\n\nDari bidang/)
    expect(atSummary().say('Nama: Ani').text).toMatch(/Nama: Ani/)
  })

  it('asks about a doubtful answer and takes it as written when told to', () => {
    const it = talk(tikContext, `${problem}\nNama: Budi`).tap('Ya, Jaringan').say('dinas kesehtan')
    expect(it.text).toBe('Maksud Bapak/Ibu Dinas Kesehatan (Dinkes)?')
    expect(it.buttons).toEqual(['Ya, Dinas Kesehatan (Dinkes)', 'Tulis apa adanya: dinas kesehtan'])
    expect(it.say('dinas kesehtan').draft.answers['opd']?.value).toBe('dinas kesehtan')
  })

  it('asks once for more of a short problem, then takes both parts or the insistence', () => {
    expect(talk(tikContext, 'wifi').say('lt 2').draft.answers['isi']?.value).toBe('wifi\nlt 2')
    expect(talk(tikContext, 'wifi').say('wifi').draft.answers['isi']?.value).toBe('wifi')
    expect(talk(tikContext, 'wifi').tap('Cukup itu').draft.answers['isi']?.value).toBe('wifi')
  })

  it('never skips a required field', () => {
    expect(talk(tikContext, problem).tap('Ya, Jaringan').say('lewati').text).toMatch(
      /^Mohon maaf, isian ini diperlukan/,
    )
  })

  it('takes a number that is no choice for a mistake, where choices are numbers', () => {
    const it = talk(onWhatsApp, `${problem}\n${block}`).say('1')
    expect(it.draft.field).toBe('bidang')
    expect(it.say('3').text).toMatch(/^Mohon maaf, pilihan itu tidak ada/)
    expect(it.say('satu').draft.skipped).toEqual(['bidang'])
  })
})

describe('a known person', () => {
  const known = { ...tikContext, known: sitiKnown }

  it('confirms everything with one tap', () => {
    const it = talk(known, problem).tap('Ya, Jaringan')
    expect(it.text).toBe(
      'Nama Siti Aminah, S.Kom., OPD Dinas Kesehatan (Dinkes), Nomor telepon 0812-9876-5432, Alamat e-mail siti@dinkes.bantenprov.go.id. Apakah masih sama?',
    )
    expect(it.buttons).toEqual(['Ya, sama | Ubah | Untuk rekan'])
    expect(it.tap('Ya, sama').draft.field).toBe('bukti')
    expect(it.tap('Tanpa bukti').tap('Kirim').effects).toEqual([{ kind: 'submit' }])
  })

  it('changes a field', () => {
    const it = talk(known, problem).tap('Ya, Jaringan').tap('Ubah').tap('OPD')
    expect(it.buttons).toEqual(['Tetap Dinas Kesehatan (Dinkes)'])
    it.say('Dishub')
    expect(it.draft).toMatchObject({ field: 'bukti', answers: { nama: sitiKnown.nama } })
    expect(it.draft.answers['opd']?.value).toBe('Dinas Perhubungan (Dishub)')
  })

  it('reports for a colleague, of whom nothing is known', () => {
    const it = talk(known, problem).tap('Ya, Jaringan').tap('Untuk rekan').say('Joko')
    expect(it.draft).toMatchObject({ forColleague: true, field: 'opd' })
    expect(it.buttons).toEqual([])
  })

  it('is not assumed when a pasted block names somebody else', () => {
    expect(talk(known, `${problem}\nNama: Joko`).tap('Ya, Jaringan').text).toBe('Dari OPD mana?')
  })

  it('is offered single values where little is known', () => {
    const it = talk(
      { ...tikContext, known: { telepon: sitiKnown.telepon } },
      `${problem}\nNama: Ani\nOPD: Dinkes`,
    )
    expect(it.say('ya', '-', '-').buttons).toEqual(['Ya, 0812-9876-5432'])
  })
})

describe('evidence', () => {
  it('answers an album once, wherever it arrives', () => {
    const it = talk(tikContext, problem).say(sent('photo', '', 'a'))
    expect(it.text).toMatch(/^Foto sudah kami terima sebagai bukti\.\n\nJenis: Jaringan/)
    expect(it.say(sent('photo', '', 'a')).effects).toEqual([])
    expect(it.say(sent('photo', '', 'b')).effects).toHaveLength(1)
    expect(it.draft.evidence).toHaveLength(3)
  })

  it('reads the caption of the first photo as the problem', () => {
    const it = talk(tikContext, sent('photo', problem, 'a')).say(sent('photo', '', 'a'))
    expect(it.draft).toMatchObject({ field: 'jenis', answers: { isi: { value: problem } } })
    expect(it.draft.evidence).toHaveLength(2)
  })

  it('takes a voice message for the problem, and asks a word about a bare photo', () => {
    expect(talk(tikContext, sent('voice')).draft.answers['isi']?.shown).toBe('Lihat rekaman suara')
    const it = talk(tikContext, sent('photo'))
    expect(it.text).toMatch(/Mohon tulis singkat kendalanya\.$/)
    expect(it.say('Layar biru').draft.answers['isi']?.value).toBe('Layar biru')
    expect(talk(tikContext, sent('photo')).tap('Cukup itu').draft.answers['isi']?.shown).toBe(
      'Lihat lampiran',
    )
  })

  it('keeps ten files, and says so once an album', () => {
    const it = talk(tikContext, problem)
    it.say(...Array.from({ length: 10 }, () => sent('photo', '', 'a')), sent('photo', '', 'a'))
    expect(it.text).toMatch(/paling banyak 10 berkas/)
    expect(it.say(sent('photo', '', 'a')).effects).toEqual([])
    expect(it.draft.evidence).toHaveLength(10)
  })

  it('counts what arrives at the summary, and can be thrown away', () => {
    const it = atSummary().say(sent('photo'))
    expect(it.text).toMatch(/Bukti: 1 berkas/)
    expect(it.draft.answers['bukti']?.value).toBe('1')
    it.tap('Ubah').tap('Bukti').tap('Hapus semua bukti').tap('Tanpa bukti')
    expect(it.text).toMatch(/Bukti: tidak ada/)
    expect(it.draft.answers['bukti']).toBeUndefined()
  })
})

describe('words at every question', () => {
  const places = [
    ['problem', () => talk(tikContext, null)],
    ['kind', () => talk(tikContext, problem)],
    ['name', () => talk(tikContext, problem).tap('Ya, Jaringan')],
    ['confirmation', () => talk({ ...tikContext, known: sitiKnown }, problem).tap('Ya, Jaringan')],
    ['change', () => atSummary().tap('Ubah')],
    ['summary', atSummary],
  ] as const

  it.each(places)('%s', (_, at) => {
    const asked = at().draft
    const stands = (it: ReturnType<typeof at>) =>
      expect({ phase: it.draft.phase, field: it.draft.field }).toEqual({
        phase: asked.phase,
        field: asked.field,
      })
    const petugas = at().say('PETUGAS')
    expect(petugas.effects.map((e) => e.kind)).toEqual(['call-agent', 'say'])
    stands(petugas)
    const status = at().say('/status@sigapbot')
    expect(status.effects.map((e) => e.kind)).toEqual(['show-status', 'say'])
    stands(status)
    const help = at().say('Bantuan')
    expect(help.text).toMatch(/UBAH, STATUS, PETUGAS, BATAL/)
    stands(help)
    expect(
      at()
        .say('/batal')
        .effects.map((e) => e.kind),
    ).toEqual(['say', 'cancel'])
    for (const what of ['sticker', 'location', 'poll', 'constructor']) {
      const other = at().say({ kind: 'unsupported', what })
      expect(other.text).toMatch(/belum dapat kami baca sebagai jawaban/)
      stands(other)
    }
    const thanks = at().say('🙏')
    expect(thanks.text).toMatch(/^Sama-sama/)
    stands(thanks)
    stands(at().say('halo'))
  })

  it('ubah changes an earlier answer, by list or by name, and comes back', () => {
    const it = talk(tikContext, problem).tap('Ya, Jaringan').say('Budi', 'ubah')
    expect(it.buttons).toEqual(['Isi aduan | Jenis', 'Nama', 'Kembali'])
    expect(it.tap('Kembali').draft.field).toBe('opd')
    expect(it.say('/ubah nama', 'Ani').draft).toMatchObject({
      field: 'opd',
      answers: { nama: { value: 'Ani' } },
    })
    expect(talk(tikContext, null).say('ubah').text).toMatch(/^Belum ada jawaban yang dapat diubah/)
    expect(atSummary().say('ubah nama', 'Ani').draft.phase).toBe('summary')
  })

  it('a question is no answer', () => {
    const it = talk(tikContext, problem).tap('Ya, Jaringan')
    for (const text of ['kapan selesai?', 'Bagaimana prosesnya']) {
      expect(it.say(text).text).toMatch(/ketik PETUGAS\.\n\nSiapa nama Bapak\/Ibu\?$/)
      expect(it.draft.mistakes).toBe(0)
    }
  })

  it('a question after a running complaint shows how it stands', () => {
    const it = talk({ ...tikContext, hasOpenTickets: true }, 'kapan selesai ya pak?')
    expect(it.effects.map((e) => e.kind)).toEqual(['show-status', 'say'])
    expect(it.draft.answers).toEqual({})
  })
})

describe('mistakes', () => {
  it('offers a person after the third', () => {
    const it = talk(tikContext, problem).tap('Ya, Jaringan').say('1', '2')
    expect(it.buttons).toEqual([])
    expect(it.say('3').text).toMatch(/Petugas dapat membantu mengisinya: ketik PETUGAS\.$/)
    expect(it.buttons).toEqual(['Petugas'])
    expect(it.tap('Petugas').effects[0]).toEqual({ kind: 'call-agent' })
    expect(it.say('Budi').draft.mistakes).toBe(0)
  })

  it('repeats the options of a choice', () => {
    const it = talk(onWhatsApp, problem).say('9')
    expect(it.text).toMatch(/^Mohon maaf, pilihan itu tidak ada\..*\n\n.*1 Ya, Jaringan · 2 E-mail/s)
  })
})

describe('secrets', () => {
  it('are covered, and the sender is warned once', () => {
    const it = talk(tikContext, 'Tidak bisa masuk e-mail, password saya: mawar12')
    expect(it.effects[0]).toEqual({ kind: 'secret-seen' })
    expect(it.text).toMatch(/Demi keamanan/)
    it.say(sent('photo', 'kode OTP 482913'))
    expect(it.effects[0]).toEqual({ kind: 'secret-seen' })
    expect(it.text).not.toMatch(/Demi keamanan/)
    expect(JSON.stringify(it.draft)).not.toMatch(/mawar12|482913/)
  })
})

describe('buttons', () => {
  it('of another question answer nothing, and the present one is asked again', () => {
    const it = talk(tikContext, problem).say(press('jenis=jaringan'), 'Budi')
    for (const value of ['jenis=email', 'nama=~1', '!send', 'bidang=!skip', 'x', '']) {
      const before = it.draft.answers
      expect(it.say(press(value)).text).toBe(
        'Tombol itu sudah tidak berlaku. Ini pertanyaan yang sekarang.\n\nDari OPD mana?',
      )
      expect(it.draft).toMatchObject({ answers: before, field: 'opd' })
    }
  })

  it('of an earlier suggestion do not stand for a later one', () => {
    const it = talk(tikContext, `${problem}\n${block.replace(/\nEmail.*/, '')}`).say(
      'ya',
      '-',
      '-',
      'a@gmial.com',
    )
    const [old] = it.effects.flatMap((e) => (e.kind === 'say' ? (e.buttons?.flat() ?? []) : []))
    it.say('b@gmial.com', press(old?.press.replace('d:42:', '') ?? ''))
    expect(it.draft.answers['email']).toBeUndefined()
    expect(it.tap('Ya, b@gmail.com').draft.answers['email']?.value).toBe('b@gmail.com')
  })

  it('hold at most 64 bytes whatever the ids, and still work', () => {
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
    const options = ['pegawai-negeri-sipil-daerah', 'pegawai-non-pns'].map((o) => ({
      id: o,
      label: o,
      words: [],
    }))
    const fields = tikForm.fields.map((f) => (f.id === 'jenis' ? { ...f, options } : f))
    const it = talk({ ...tikContext, form: { ...tikForm, fields } }, problem, id)
    const presses = it.effects.flatMap((e) => (e.kind === 'say' ? (e.buttons?.flat() ?? []) : []))
    expect(presses).toHaveLength(2)
    for (const { press } of presses) expect(Buffer.byteLength(press)).toBeLessThanOrEqual(64)
    expect(it.tap('pegawai-negeri-sipil-daerah').draft.answers['jenis']?.value).toBe(
      'pegawai-negeri-sipil-daerah',
    )
  })
})

describe('durability', () => {
  it('the same input again changes nothing', () => {
    const [draft] = begin(tikContext, { id: '1', owner: 'telegram:7', input: null }, now)
    const input = { id: 'x', kind: 'text', text: problem } as const
    const [next, effects] = step(tikContext, draft, input, now)
    const [again, repeated] = step(tikContext, next, input, new Date(now.getTime() + 60_000))
    expect(again).toBe(next)
    expect(repeated).toEqual(effects)
  })

  it('goes on where the form lost the field, and asks what it gained before sending', () => {
    const shorter = {
      ...tikContext,
      form: { ...tikForm, fields: tikForm.fields.filter((f) => f.id !== 'nama') },
    }
    const asked = talk(tikContext, problem).tap('Ya, Jaringan').draft
    const [next] = step(shorter, asked, { id: 'x', kind: 'text', text: 'Dinkes' }, now)
    expect(next.answers['opd']?.value).toBe('Dinas Kesehatan (Dinkes)')
    const { nama: _, ...answers } = atSummary().draft.answers
    const draft = { ...atSummary().draft, answers }
    const [, effects] = step(tikContext, draft, { id: 'x', kind: 'press', value: '!send' }, now)
    expect(effects).toMatchObject([{ kind: 'say', text: expect.stringMatching(/Siapa nama Bapak\/Ibu\?$/) }])
  })

  it('has a word for a draft that expired', () => {
    expect(intakeWords.expired).toMatch(/24 jam.*kirim pesan kapan saja\.$/)
  })
})
