import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../core/intake/form.ts'
import { registerPaper } from '../../../core/report/register-paper.ts'
import { registerWorkbook } from '../../../core/report/register-workbook.ts'
import { composeRegister, type RegisterEntry, type RegisterFacts } from '../../../core/report/register.ts'
import { ProfileSchema } from '../../../core/sop/sop.ts'
import { indonesian } from '../../../core/text/words.ts'
import type { Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import type { Actor, Inputs, Ticket, TicketEvent } from '../../../core/ticket/ticket.ts'
import { at, jakarta } from '../../fixtures/calendars.ts'

/** Four rows: the desk's, an outside party's, a leader's who may send it up, and the requester's own. */
const profile = ProfileSchema.parse({
  id: 'uji',
  title: 'Pengaduan Uji',
  prefix: 'UJI',
  timeZone: 'Asia/Jakarta',
  source: { title: 'SOP Uji', number: '1/SOP/2026', agency: 'Dinas Uji' },
  channels: [{ id: 'loket', label: 'Loket', source: 'row 1' }],
  roles: {
    pelapor: { title: 'Pelapor', kind: 'requester' },
    kepala: { title: 'Kepala' },
    kabid: { title: 'Kepala Bidang', above: 'kepala' },
    petugas: { title: 'Petugas', firstLevel: true, above: 'kabid' },
    mitra: { title: 'Mitra', kind: 'party' },
  },
  categories: [{ id: 'jaringan', label: 'Jaringan' }],
  form: [
    { id: 'isi', kind: 'problem', label: 'Isi', ask: 'Apa?', source: 'x' },
    { id: 'nama', kind: 'name', label: 'Nama', ask: 'Siapa?', source: 'x' },
    { id: 'asal', kind: 'agency', label: 'Asal', ask: 'Mana?', source: 'x' },
    { id: 'hp', kind: 'phone', label: 'HP', ask: 'Berapa?', source: 'x' },
    { id: 'surat', kind: 'letter-number', label: 'Surat', ask: 'Nomor?', source: 'x' },
    { id: 'tanggal', kind: 'letter-date', label: 'Tanggal', ask: 'Tanggal?', source: 'x' },
  ],
  inputs: {
    hasil: { kind: 'text', label: 'Hasil', ask: '?', answer: true },
    cek: {
      kind: 'checklist',
      label: 'Pemeriksaan',
      ask: '?',
      options: [
        { id: 'kabel', label: 'Kabel' },
        { id: 'router', label: 'Router' },
      ],
    },
    foto: { kind: 'evidence', label: 'Foto', ask: '?', photo: true },
    alasan: { kind: 'text', label: 'Alasan', ask: '?' },
    sifat: { kind: 'secrecy', label: 'Keamanan', ask: '?' },
    cepat: { kind: 'priority', label: 'Kecepatan', ask: '?' },
    nomor: { kind: 'text', label: 'Nomor', ask: '?' },
    mulai: { kind: 'date', label: 'Rencana', ask: '?' },
  },
  start: 'catat',
  steps: [
    {
      id: 'catat',
      row: '1',
      title: 'Pencatatan',
      actor: 'petugas',
      limit: '30 menit',
      output: 'Formulir',
      source: 'row 1',
      outcomes: [
        {
          id: 'teruskan',
          label: 'Teruskan',
          command: 'eskalasi',
          needs: ['cek', 'foto', 'cepat'],
          to: 'mitra',
        },
        {
          id: 'surat',
          label: 'Catat surat',
          command: 'selesai',
          needs: ['nomor', 'mulai'],
          to: 'mitra',
          completes: true,
        },
      ],
    },
    {
      id: 'mitra',
      row: '2',
      title: 'Penanganan mitra',
      actor: 'mitra',
      limit: '1 jam',
      thirdParty: true,
      source: 'row 2',
      outcomes: [{ id: 'dijawab', label: 'Catat jawaban', command: 'selesai', by: 'petugas', to: 'putus' }],
    },
    {
      id: 'putus',
      row: '3',
      title: 'Keputusan',
      actor: 'kabid',
      limit: null,
      output: 'Persetujuan',
      source: 'row 3',
      outcomes: [
        {
          id: 'setuju',
          label: 'Setujui',
          command: 'selesai',
          needs: ['hasil', 'sifat', 'mulai'],
          to: 'terima',
          approves: true,
        },
        { id: 'naik', label: 'Ke Kepala', command: 'eskalasi', needs: ['alasan'], to: 'above' },
      ],
    },
    {
      id: 'terima',
      row: '4',
      title: 'Penerimaan',
      actor: 'pelapor',
      limit: '1 jam',
      source: 'row 4',
      asksConfirmation: true,
      outcomes: [{ id: 'sudah', label: 'Sudah', event: 'confirmed', to: 'end' }],
    },
  ],
  reopen: ['catat'],
  papers: [{ id: 'bukti', title: 'Bukti Pengaduan', template: 'receipt', source: 'x' }],
})

const roles: Record<string, string> = { '7': 'petugas', '8': 'kabid', '9': 'kepala' }
const names = new Map([
  ['1', 'Budi di Telegram'],
  ['7', 'Andi'],
  ['8', 'Wati'],
  ['9', 'Hadi'],
])
const rules: Rules = {
  profile,
  calendar: jakarta,
  limits: {},
  rolesOf: (person) => [{ role: roles[person] ?? '' }],
}
const staff = (person: string): Actor => ({ kind: 'staff', person, roles: rules.rolesOf(person) })
const requester: Actor = { kind: 'requester', person: '1' }
const notes = new Map([
  ['n-foto', 'router lama'],
  ['n-alasan', 'di luar wewenang saya'],
  ['n-hasil', 'Router diganti'],
  ['n-keluar', 'salah alamat'],
  ['n-buka', 'ternyata milik kami'],
  ['n-surat', '005/7-Dindik/XI/2026'],
])

const said: Record<string, string> = {
  isi: 'Wifi mati\ndi ruang rapat',
  nama: 'Budi Santoso',
  asal: 'Dinas Pendidikan',
  hp: '0812-1000-2001',
}

type Act = [when: string, command: TicketCommand]
const choose = (person: string, outcome: string, inputs: Inputs = {}): TicketCommand => ({
  kind: 'choose',
  by: staff(person),
  choice: { outcome },
  inputs,
})
const forward = choose('7', 'teruskan', {
  cek: { checked: ['router'] },
  foto: { evidence: 'n-foto', files: 2, photos: 1 },
  cepat: { choice: 'urgent' },
})

function opened(id: string, patch: Partial<Extract<TicketCommand, { kind: 'open' }>> = {}): TicketCommand {
  return {
    kind: 'open',
    id,
    number: `UJI-${id}`,
    service: 'uji',
    profile: 'hash',
    draft: null,
    requester: '1',
    category: 'jaringan',
    complete: true,
    channel: 'telegram',
    by: '1',
    ...patch,
  }
}

/** A complaint that these commands, each at its time, were given for. */
function lived(acts: Act[], answers: Record<string, string> = said): RegisterEntry {
  let ticket: Ticket | null = null
  const events: TicketEvent[] = []
  for (const [when, command] of acts) {
    const decision = decide(rules, ticket, command, at(when))
    if (!decision.ok) throw new Error(`${command.kind} at ${when}: ${decision.refusal.code}`)
    events.push(...decision.events)
    ticket = fold(decision.events, ticket)
  }
  const given = Object.entries(answers).map(([id, shown]): [string, Answer] => [id, { value: shown, shown }])
  const origin = { channel: 'telegram', chat: '1' } as const
  return {
    file: { ticket: ticket!, answers: Object.fromEntries(given), evidence: [], origin },
    profile,
    events,
  }
}

function factsOf(...entries: RegisterEntry[]): RegisterFacts {
  return {
    agency: 'Diskominfo Uji',
    letterhead: { lines: ['PEMERINTAH PROVINSI UJI', 'DINAS UJI'], place: 'Serang' },
    profile,
    month: '2026-11',
    zone: 'Asia/Jakarta',
    calendar: jakarta,
    entries,
    names,
    notes,
    numbers: new Map([['1001', 'UJI-1001']]),
    now: at('2026-11-20 16:00'),
  }
}

const compose = (...entries: RegisterEntry[]) => composeRegister(factsOf(...entries), indonesian)

/** Row 1 late by 20 minutes, the party by an hour, up to the Kepala and back, closed by the requester. */
const whole = lived([
  ['2026-11-16 08:00', opened('1001')],
  ['2026-11-16 08:10', { kind: 'claim', by: staff('7') }],
  ['2026-11-16 08:20', { kind: 'pause', by: staff('7'), reason: null }],
  ['2026-11-16 08:40', { kind: 'resume', by: staff('7') }],
  ['2026-11-16 09:10', forward],
  ['2026-11-16 11:40', choose('7', 'dijawab')],
  ['2026-11-16 13:30', choose('8', 'naik', { alasan: { note: 'n-alasan' } })],
  [
    '2026-11-16 14:00',
    choose('9', 'setuju', {
      hasil: { note: 'n-hasil' },
      sifat: { choice: 'normal' },
      mulai: { date: '2026-11-17' },
    }),
  ],
  ['2026-11-16 14:30', { kind: 'confirm', by: requester }],
  ['2026-11-17 08:00', { kind: 'number', by: staff('7'), paper: 'bukti', letter: '005/12', agenda: '33' }],
])

/** Came by letter, was written down later; left the rows, and came back. */
const returned = lived(
  [
    [
      '2026-11-17 09:00',
      opened('1002', { channel: 'loket', by: '7', received: at('2026-11-17 08:30'), complete: false }),
    ],
    ['2026-11-17 09:10', { kind: 'exit', by: staff('7'), exit: 'moved', reason: 'n-keluar', other: null }],
    ['2026-11-18 08:00', { kind: 'reopen', by: staff('7'), reason: 'n-buka' }],
    ['2026-11-18 08:05', { kind: 'link', by: staff('7'), to: openTicket('1001') }],
  ],
  { ...said, surat: '005/1-Dindik/XI/2026', tanggal: '16 November 2026' },
)

function openTicket(id: string): Ticket {
  return lived([['2026-11-16 08:00', opened(id)]]).file.ticket
}

describe('the register', () => {
  it('tells of a complaint what was received, done, answered and numbered', () => {
    const [complaint] = compose(whole).complaints
    const { rows: _, ...shown } = complaint!
    expect(shown).toEqual({
      number: 'UJI-1001',
      received: at('2026-11-16 08:00'),
      recorded: at('2026-11-16 08:00'),
      recordedBy: '',
      channel: 'Telegram',
      requester: 'Budi Santoso',
      agency: 'Dinas Pendidikan',
      phone: '0812-****-2001',
      category: 'Jaringan',
      problem: 'Wifi mati\ndi ruang rapat',
      incoming: '',
      complete: true,
      priority: 'segera',
      secrecy: 'biasa',
      status: 'closed',
      standing: '',
      closed: at('2026-11-16 14:30'),
      answer: 'Router diganti',
      via: 'Telegram',
      usedMs: { office: 130 * 60_000, party: 150 * 60_000, requester: 30 * 60_000 },
      late: {
        office: { rows: 1, ms: 20 * 60_000 },
        party: { rows: 1, ms: 90 * 60_000 },
        requester: { rows: 0, ms: 0 },
      },
      exits: [],
      reopened: [],
      approvals: ['16/11/2026 14.00 Persetujuan Hadi: Setujui'],
      followers: 0,
      linkedTo: '',
      letters: [{ title: 'Bukti Pengaduan', text: '005/12 (agenda 33)' }],
    })
  })

  it('has every passage through a row, with who, when, what was handed over and how late', () => {
    const [complaint] = compose(whole).complaints
    const minutes = (ms: number | null) => ms && ms / 60_000
    expect(
      complaint!.rows.map((row) => [
        row.row,
        row.owner,
        row.role,
        row.person,
        row.outcome,
        row.output,
        minutes(row.usedMs),
        minutes(row.waitedMs),
        minutes(row.lateMs),
      ]),
    ).toEqual([
      [
        '1',
        'office',
        'Petugas',
        'Andi',
        'Teruskan',
        'Pemeriksaan: 1 dari 2: Router\nFoto: 2 berkas, 1 di antaranya foto: router lama\nKecepatan: segera',
        50,
        20,
        20,
      ],
      ['2', 'party', 'Mitra', 'Andi', 'Catat jawaban', '', 150, 0, 90],
      [
        '3',
        'office',
        'Kepala',
        'Hadi',
        'Setujui',
        'Hasil: Router diganti\nKeamanan: biasa\nRencana: 17 November 2026',
        80,
        0,
        null,
      ],
      ['4', 'requester', 'Pelapor', 'Budi Santoso', 'Sudah', '', 30, 0, null],
    ])
    expect(complaint!.rows.map(({ due, limit }) => [due, limit])).toEqual([
      [at('2026-11-16 08:50'), '30 menit'],
      [at('2026-11-16 10:10'), '1 jam'],
      [null, null],
      [at('2026-11-16 15:00'), '1 jam'],
    ])
    expect(complaint!.rows[2]).toMatchObject({
      climbs: ['16/11/2026 13.30 ke Kepala oleh Wati (Alasan: di luar wewenang saya)'],
      approvals: ['16/11/2026 14.00 Persetujuan Hadi: Setujui'],
    })
  })

  it('keeps when it was received and recorded, the letter, and every way out of the rows', () => {
    const [complaint] = compose(returned).complaints
    expect(complaint).toMatchObject({
      received: at('2026-11-17 08:30'),
      recorded: at('2026-11-17 09:00'),
      recordedBy: 'Andi',
      channel: 'Loket',
      incoming: '005/1-Dindik/XI/2026, 16 November 2026',
      complete: false,
      status: 'in_progress',
      standing: '1. Pencatatan',
      closed: null,
      exits: ['17/11/2026 09.10 Pindah ke layanan atau instansi lain: salah alamat (oleh Andi)'],
      reopened: ['18/11/2026 08.00: ternyata milik kami'],
      linkedTo: 'UJI-1001',
    })
    expect(complaint!.rows).toMatchObject([
      { run: 1, outcome: 'Di luar baris SOP', ended: at('2026-11-17 09:10'), lateMs: 10 * 60_000 },
      { run: 2, outcome: '', ended: null, person: '' },
    ])
  })

  it('knows the letter also where an officer recorded it in a row', () => {
    const inputs = { nomor: { note: 'n-surat' }, mulai: { date: '2026-11-14' } }
    const recorded = lived([
      ['2026-11-16 08:00', opened('1006', { complete: false })],
      ['2026-11-16 08:10', choose('7', 'surat', inputs)],
    ])
    expect(compose(recorded).complaints[0]).toMatchObject({
      complete: true,
      incoming: '005/7-Dindik/XI/2026, 14 November 2026',
    })
  })

  it('judges an open row by now, and one whose clock stands by when it began to stand', () => {
    const open = lived([['2026-11-20 15:00', opened('1003')]])
    expect(compose(open).complaints[0]!.rows[0]).toMatchObject({ lateMs: 30 * 60_000, usedMs: 60 * 60_000 })
    const stands = lived([
      ['2026-11-20 15:00', opened('1004')],
      ['2026-11-20 15:15', { kind: 'pause', by: staff('7'), reason: null }],
    ])
    expect(compose(stands).complaints[0]!.rows[0]).toMatchObject({
      lateMs: null,
      usedMs: 15 * 60_000,
      waitedMs: 45 * 60_000,
    })
  })

  it('shows nothing of what is rahasia but its number, times and people of the office', () => {
    const secret = lived([
      ['2026-11-16 08:00', opened('1005')],
      ['2026-11-16 08:10', { kind: 'keep-secret', by: staff('7'), secrecy: 'secret' }],
      ['2026-11-16 08:20', forward],
    ])
    const register = compose(secret)
    const text = JSON.stringify([
      register,
      registerWorkbook(register, indonesian),
      registerPaper(register, indonesian),
    ])
    for (const hidden of ['Budi', 'Dinas Pendidikan', '0812', 'Wifi', 'router lama'])
      expect(text).not.toContain(hidden)
    expect(register.complaints[0]).toMatchObject({
      number: 'UJI-1005',
      secrecy: 'rahasia',
      requester: 'rahasia',
      phone: '',
    })
  })

  it('names no agency where none was told', () => {
    const { asal: _, ...rest } = said
    const [complaint] = compose(lived([['2026-11-16 08:00', opened('1007')]], rest)).complaints
    expect(complaint).toMatchObject({ requester: 'Budi Santoso', agency: '' })
  })

  it('counts complaints, rows, exits and what is late, the party apart', () => {
    expect(compose(whole, returned).totals).toEqual({
      complaints: 2,
      closed: 1,
      open: 1,
      exited: 1,
      rows: 6,
      // The first row of UJI-1001, and both passages of UJI-1002.
      late: { office: 3, requester: 0, party: 1 },
    })
  })
})

describe('the workbook', () => {
  it('has a line for each complaint and each passage, with local times as its dates', () => {
    const { sheets } = registerWorkbook(compose(whole, returned), indonesian)
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Pengaduan', 2],
      ['Langkah', 6],
      ['Keterangan', expect.any(Number)],
    ])
    const [complaints, rows] = sheets
    const cell = (sheet: typeof complaints, row: number, title: string) =>
      sheet!.rows[row]![sheet!.columns.findIndex((column) => column.title === title)]
    expect(cell(complaints, 0, 'No.')).toBe(1)
    expect(cell(complaints, 0, 'Diterima')).toEqual(new Date('2026-11-16T08:00:00Z'))
    expect(cell(complaints, 0, 'Waktu kantor (menit kerja)')).toBe(130)
    expect(cell(complaints, 0, 'Langkah pihak luar terlambat')).toBe(1)
    expect(cell(complaints, 0, 'Keterlambatan pihak luar (menit kerja)')).toBe(90)
    expect(cell(complaints, 0, 'Nomor surat')).toBe('Bukti Pengaduan: 005/12 (agenda 33)')
    expect(cell(complaints, 1, 'Ditutup')).toBeNull()
    expect(cell(complaints, 1, 'Lengkap')).toBe('tidak')
    expect(cell(rows, 0, 'Keterlambatan kantor (menit kerja)')).toBe(20)
    expect(cell(rows, 0, 'Keterlambatan pihak luar (menit kerja)')).toBeNull()
    expect(cell(rows, 1, 'Keterlambatan kantor (menit kerja)')).toBeNull()
    expect(cell(rows, 1, 'Keterlambatan pihak luar (menit kerja)')).toBe(90)
    expect(cell(rows, 1, 'Waktu milik')).toBe('Pihak luar')
    expect(cell(rows, 2, 'Batas waktu')).toBe('tanpa batas')
    expect(cell(rows, 2, 'Terlambat')).toBe('tidak')
    const widths = sheets.map((sheet) => sheet.rows.map((row) => row.length === sheet.columns.length))
    expect(widths.flat().every(Boolean)).toBe(true)
  })

  it('says of which SOP, month and zone it is, and how to read it', () => {
    const { sheets } = registerWorkbook(compose(whole), indonesian)
    const facts = new Map(sheets[2]!.rows.map(([label, text]) => [label, text]))
    expect(facts.get('Nomor SOP')).toBe('1/SOP/2026')
    expect(facts.get('Bulan')).toBe('November 2026')
    expect(facts.get('Waktu')).toBe('WIB (Asia/Jakarta)')
    expect(facts.get('Keadaan per')).toBe('20/11/2026 16.00')
    expect(facts.get('Pengaduan diterima')).toBe(
      '1 (selesai 1, masih terbuka 0, pernah keluar dari baris SOP 0)',
    )
    expect(facts.get('Langkah terlambat')).toBe('kantor 1, pelapor 0, pihak luar 1')
    expect(facts.get('Tanda petik di awal')).toContain("tanda petik (')")
  })
})

describe('the printed book', () => {
  const tables = (...entries: RegisterEntry[]) => {
    const { blocks } = registerPaper(compose(...entries), indonesian)
    return blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  }

  it('has the complaints, their rows, the party apart, and the exits', () => {
    const [complaints, rows, party, exits] = tables(whole, returned)
    expect(complaints!.rows.map((row) => row[1])).toEqual([
      'UJI-1001\n16/11/2026 08.00',
      'UJI-1002\n17/11/2026 08.30\n17/11/2026 09.00',
    ])
    expect(complaints!.rows[0]!.slice(5)).toEqual([
      'selesai\n16/11/2026 14.30\nRouter diganti\nDisampaikan lewat: Telegram',
      'Kantor: 1 langkah, 20 menit\nPihak luar: 1 langkah, 1 jam 30 menit',
      'Persetujuan: 16/11/2026 14.00 Persetujuan Hadi: Setujui\nBukti Pengaduan: 005/12 (agenda 33)',
    ])
    expect(rows!.rows.map((row) => [row[0], row[1], row[7]])).toEqual([
      ['UJI-1001', '1. Pencatatan', '20 menit'],
      ['UJI-1001', '3. Keputusan', 'tidak'],
      ['UJI-1001', '4. Penerimaan', 'tidak'],
      ['UJI-1002', '1. Pencatatan', '10 menit'],
      ['UJI-1002', '1. Pencatatan (putaran 2)', expect.stringMatching(/jam/)],
    ])
    expect(party!.rows.map((row) => [row[0], row[1], row[7]])).toEqual([
      ['UJI-1001', '2. Penanganan mitra', '1 jam 30 menit'],
    ])
    expect(exits!.rows).toEqual([
      ['UJI-1002', '17/11/2026 09.10 Pindah ke layanan atau instansi lain: salah alamat (oleh Andi)'],
    ])
    for (const table of [complaints, rows, party, exits]) {
      expect(table!.widths.reduce((sum, width) => sum + width, 0)).toBe(100)
      for (const row of table!.rows) expect(row).toHaveLength(table!.widths.length)
    }
  })

  it('is a book also when nothing was received', () => {
    const { blocks, landscape, draft, letterhead } = registerPaper(compose(), indonesian)
    expect({ landscape, draft, letterhead }).toEqual({
      landscape: true,
      draft: false,
      letterhead: ['PEMERINTAH PROVINSI UJI', 'DINAS UJI'],
    })
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'title',
      'facts',
      'text',
      'heading',
      'facts',
      'signatures',
    ])
    expect(blocks.at(-1)).toMatchObject({ signatures: [{}, { placeAndDate: 'Serang, 20 November 2026' }] })
  })
})
