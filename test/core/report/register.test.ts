import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../core/intake/form.ts'
import { registerPaper } from '../../../core/report/register-paper.ts'
import { registerWorkbook } from '../../../core/report/register-workbook.ts'
import type { RegisterRow } from '../../../core/report/register-row.ts'
import { composeRegister, type RegisterEntry, type RegisterFacts } from '../../../core/report/register.ts'
import { ProfileSchema, type Profile } from '../../../core/sop/sop.ts'
import { indonesian } from '../../../core/text/words.ts'
import type { Rules, TicketCommand } from '../../../core/ticket/commands.ts'
import { decide } from '../../../core/ticket/decide.ts'
import { fold } from '../../../core/ticket/evolve.ts'
import {
  scores,
  type Actor,
  type Inputs,
  type Score,
  type Ticket,
  type TicketEvent,
} from '../../../core/ticket/ticket.ts'
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
  categories: [
    { id: 'jaringan', label: 'Jaringan' },
    { id: 'aplikasi', label: 'Aplikasi' },
  ],
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
  waiting: { remind: ['1 hari'], close: '1 hari', source: 'x' },
  papers: [{ id: 'bukti', title: 'Bukti Pengaduan', template: 'receipt', source: 'x' }],
})

const roles: Record<string, string> = { '7': 'petugas', '8': 'kabid', '9': 'kepala' }
const names = new Map([
  ['1', 'Budi di Telegram'],
  ['7', 'Andi'],
  ['8', 'Wati'],
  ['9', 'Hadi'],
])
const rolesOf: Rules['rolesOf'] = (person) => [{ role: roles[person] ?? '' }]
const staff = (person: string): Actor => ({ kind: 'staff', person, roles: rolesOf(person) })
const requester: Actor = { kind: 'requester', person: '1' }
const notes = new Map([
  ['n-foto', 'router lama'],
  ['n-alasan', 'di luar wewenang saya'],
  ['n-hasil', 'Router diganti'],
  ['n-keluar', 'salah alamat'],
  ['n-buka', 'ternyata milik kami'],
  ['n-surat', '005/7-Dindik/XI/2026'],
  ['n-diam', indonesian.waiting.reason(1)],
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
const settle = choose('8', 'setuju', { hasil: { note: 'n-hasil' }, mulai: { date: '2026-11-17' } })
const confirm: TicketCommand = { kind: 'confirm', by: requester }
const wait = (why: 'requester' | 'party', reason: string | null = null): TicketCommand => ({
  kind: 'pause',
  by: staff('7'),
  reason,
  why,
})
const goOn: TicketCommand = { kind: 'resume', by: staff('7') }
const answer: TicketCommand = { kind: 'answer', by: staff('7'), note: 'n-hasil' }
const exit: TicketCommand = { kind: 'exit', by: staff('7'), exit: 'moved', reason: 'n-keluar', other: null }

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

type Lived = { limits?: Rules['limits']; hasChat?: boolean; sop?: Profile }

/** A complaint that these commands, each at its time, were given for. */
function lived(
  acts: Act[],
  answers: Record<string, string> = said,
  { limits = {}, hasChat = true, sop = profile }: Lived = {},
): RegisterEntry {
  const rules: Rules = { profile: sop, calendar: jakarta, limits, rolesOf }
  let ticket: Ticket | null = null
  const events: TicketEvent[] = []
  for (const [when, command] of acts) {
    const decision = decide(rules, ticket, command, at(when))
    if (!decision.ok) throw new Error(`${command.kind} at ${when}: ${decision.refusal.code}`)
    events.push(...decision.events)
    ticket = fold(decision.events, ticket)
  }
  const given = Object.entries(answers).map(([id, shown]): [string, Answer] => [id, { value: shown, shown }])
  const origin = hasChat ? ({ channel: 'telegram', chat: '1' } as const) : null
  return {
    file: { ticket: ticket!, answers: Object.fromEntries(given), evidence: [], origin },
    profile: sop,
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
      statusShown: 'selesai',
      standing: '',
      answered: at('2026-11-16 14:00'),
      closed: at('2026-11-16 14:30'),
      limits: { answer: null, ticket: null },
      answer: 'Router diganti',
      via: 'Telegram',
      satisfaction: { asked: true, score: null },
      usedMs: { office: 130 * 60_000, party: 150 * 60_000, requester: 30 * 60_000 },
      partyWaitedMs: 0,
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
      satisfaction: { asked: 1, answered: 0, mean: null },
    })
  })
})

describe('a wait', () => {
  const minutesOf = ({ rows }: { rows: RegisterRow[] }) =>
    rows.map(({ usedMs, waitedMs, partyWaitedMs, lateMs }) =>
      [usedMs, waitedMs, partyWaitedMs, lateMs].map((ms) => ms && ms / 60_000),
    )

  it('for an outside party is its time and not the office’s, nor what the requester is waited for', () => {
    const waited = lived([
      ['2026-11-16 08:00', opened('1011')],
      ['2026-11-16 08:05', wait('requester')],
      ['2026-11-16 08:15', goOn],
      ['2026-11-16 08:20', wait('party')],
      ['2026-11-16 09:20', goOn],
      ['2026-11-16 09:30', forward],
      ['2026-11-16 10:00', choose('7', 'dijawab')],
    ])
    const [complaint] = compose(waited).complaints
    expect(minutesOf(complaint!).slice(0, 2)).toEqual([
      [20, 10, 60, null],
      [30, 0, 0, null],
    ])
    expect(complaint!.partyWaitedMs).toBe(60 * 60_000)
    expect(complaint!.usedMs.party).toBe(90 * 60_000)
    expect(complaint!.usedMs.office).toBe(20 * 60_000 + (complaint!.rows[2]?.usedMs ?? 0))
  })

  it('that lasts is the working time until now, over a lunch break too', () => {
    const waits = lived([
      ['2026-11-20 11:00', opened('1012')],
      ['2026-11-20 11:15', wait('party')],
    ])
    const [complaint] = compose(waits).complaints
    expect(minutesOf(complaint!)).toEqual([[15, 0, 195, null]])
    expect(complaint!.statusShown).toBe('menunggu pihak luar')
    expect(complaint!.usedMs).toEqual({ office: 15 * 60_000, requester: 0, party: 195 * 60_000 })
  })

  it('for what a complaint lacks is no outside party’s', () => {
    const lacking = { ...profile, incomplete: { ...profile.incomplete, clock: 'waits' as const } }
    const acts: Act[] = [['2026-11-20 15:00', opened('1013', { complete: false })]]
    const entry = lived(acts, said, { sop: lacking })
    expect(minutesOf(compose(entry).complaints[0]!)).toEqual([[0, 60, 0, null]])
  })

  it('that nobody ended stays a wait, and what ended in it is late by what it was before', () => {
    const silent = lived([
      ['2026-11-16 08:00', opened('1014')],
      ['2026-11-16 08:10', wait('requester')],
      ['2026-11-17 08:10', { kind: 'remind-requester' }],
      ['2026-11-18 08:10', { kind: 'give-up', note: 'n-diam' }],
    ])
    const tardy = lived([
      ['2026-11-16 08:00', opened('1015')],
      ['2026-11-16 08:45', wait('party')],
      ['2026-11-16 10:45', exit],
    ])
    const [gone, late] = compose(silent, tardy).complaints
    expect(minutesOf(gone!)).toEqual([[10, 900, 0, null]])
    expect(minutesOf(late!)).toEqual([[45, 0, 120, 15]])
    expect(gone!.exits).toEqual([
      '18/11/2026 08.10 Pelapor tidak menjawab: Tidak ada balasan dari pelapor setelah 1 kali diingatkan.',
    ])
    expect(gone).toMatchObject({ status: 'cancelled', satisfaction: null })
    expect(gone!.rows[0]).toMatchObject({ outcome: 'Di luar baris SOP' })
  })

  it('is nothing to a row that ended before', () => {
    const before = lived([
      ['2026-11-16 08:00', opened('1018')],
      ['2026-11-16 09:00', forward],
      ['2026-11-16 09:30', wait('party')],
    ])
    expect(minutesOf(compose(before).complaints[0]!)[0]).toEqual([60, 0, 0, 30])
  })

  it('that ended with the row has moved its due time, which the row is held against', () => {
    const ended = lived([
      ['2026-11-16 08:00', opened('1016')],
      ['2026-11-16 08:20', wait('party')],
      ['2026-11-16 09:20', forward],
    ])
    const overdue = lived([
      ['2026-11-16 08:00', opened('1017')],
      ['2026-11-16 08:40', wait('party')],
      ['2026-11-16 09:40', forward],
    ])
    expect(compose(ended, overdue).complaints.map((complaint) => minutesOf(complaint)[0])).toEqual([
      [20, 0, 60, null],
      [40, 0, 60, 10],
    ])
  })
})

describe('the office’s own limits', () => {
  const limits = { 'first-answer': '30 menit', ticket: '2 jam', 'aplikasi/ticket': '1 hari' }
  const limitsOf = (...acts: Act[]) => compose(lived(acts, said, { limits })).complaints[0]!.limits
  const lateOf = (...acts: Act[]) => {
    const { answer, ticket } = limitsOf(...acts)
    return [answer?.late, ticket?.late]
  }
  const begun: Act = ['2026-11-16 08:00', opened('1021')]

  it('are there as they were set, and a first answer ends the one on it', () => {
    const entry = lived([begun, ['2026-11-16 08:30', answer], ['2026-11-16 08:40', exit]], said, { limits })
    expect(compose(entry).complaints[0]).toMatchObject({
      answered: at('2026-11-16 08:30'),
      limits: { answer: { limit: '30 menit', late: false }, ticket: { limit: '2 jam', late: false } },
    })
  })

  it('are exceeded after their due time, an open one by now', () => {
    expect(lateOf(begun, ['2026-11-16 08:31', answer], ['2026-11-16 10:00', exit])).toEqual([true, false])
    expect(lateOf(begun, ['2026-11-16 08:20', answer], ['2026-11-16 10:01', exit])).toEqual([false, true])
    expect(lateOf(['2026-11-20 15:31', opened('1022')])).toEqual([false, false])
    expect(lateOf(['2026-11-20 15:29', opened('1022')])).toEqual([true, false])
  })

  it('stand still with the clock, also where they ended meanwhile', () => {
    const waits: Act = ['2026-11-16 08:10', wait('party')]
    expect(lateOf(begun, waits)).toEqual([false, false])
    expect(lateOf(begun, waits, ['2026-11-16 15:00', answer])).toEqual([false, false])
    expect(lateOf(begun, waits, ['2026-11-16 15:00', answer], ['2026-11-16 15:30', goOn])[0]).toBe(false)
    expect(lateOf(begun, waits, ['2026-11-16 15:00', exit])).toEqual([false, false])
    expect(lateOf(begun, ['2026-11-16 08:31', wait('party')])).toEqual([true, false])
  })

  it('on a ticket that came back are those of the last time, and late once is late', () => {
    const twice = limitsOf(
      begun,
      ['2026-11-16 08:10', { kind: 'reclassify', by: staff('7'), category: 'aplikasi' }],
      ['2026-11-16 10:30', exit],
      ['2026-11-20 15:00', { kind: 'reopen', by: staff('7'), reason: 'n-buka' }],
    )
    expect(twice).toEqual({
      answer: { limit: '30 menit', late: true },
      ticket: { limit: '1 hari', late: true },
    })
  })
})

describe('satisfaction', () => {
  const closedAct: Act[] = [
    ['2026-11-16 08:00', opened('1031')],
    ['2026-11-16 08:10', forward],
    ['2026-11-16 08:20', choose('7', 'dijawab')],
    ['2026-11-16 08:30', settle],
    ['2026-11-16 08:40', confirm],
  ]
  const rated = (score: Score) =>
    lived([...closedAct, ['2026-11-16 09:00', { kind: 'rate', by: requester, score }]])
  const silent = lived(closedAct)
  const chatless = lived(closedAct, said, { hasChat: false })
  const open = lived([['2026-11-16 08:00', opened('1032')]])
  const left = lived([
    ['2026-11-16 08:00', opened('1033')],
    ['2026-11-16 08:10', exit],
  ])
  const factOf = (...entries: RegisterEntry[]) =>
    registerWorkbook(compose(...entries), indonesian).sheets[2]!.rows.find(
      ([label]) => label === 'Kepuasan pelapor',
    )?.[1]

  it('is the score in words and its figure, silence or no question, and nothing before the SOP closed it', () => {
    const [sheet] = registerWorkbook(compose(rated(3), silent, chatless, open, left), indonesian).sheets
    const column = sheet!.columns.findIndex(({ title }) => title === 'Kepuasan')
    expect(sheet!.rows.map((row) => row[column])).toEqual([
      'Puas (3)',
      'tidak menjawab',
      'tidak ditanya',
      '',
      '',
    ])
  })

  it('is told of the month by those who were asked, and silence is no score', () => {
    expect(factOf(rated(4), rated(3), rated(3), silent, chatless, open, left)).toBe(
      '3,3 dari 4 (4 ditanya, 3 menjawab, 1 tidak menjawab)',
    )
    expect(factOf(rated(4), silent)).toBe('4,0 dari 4 (2 ditanya, 1 menjawab, 1 tidak menjawab)')
    expect(factOf(silent, silent)).toBe('2 ditanya, 0 menjawab, 2 tidak menjawab')
    expect(factOf(chatless, open)).toBe('belum ada yang ditanya')
  })

  it('has the mean of 29 by 20 rounded as on paper', () => {
    const ones = Array.from({ length: 11 }, () => rated(1))
    const twos = Array.from({ length: 9 }, () => rated(2))
    expect(factOf(...ones, ...twos)).toMatch(/^1,5 dari 4 /)
  })

  it('is asked again of one that came back, and until then what was said stands', () => {
    const back: Act = ['2026-11-17 08:00', { kind: 'reopen', by: staff('7'), reason: 'n-buka' }]
    const acts: Act[] = [...closedAct, ['2026-11-16 09:00', { kind: 'rate', by: requester, score: 1 }], back]
    expect(compose(lived(acts)).complaints[0]!.satisfaction).toEqual({ asked: true, score: 1 })
    expect(factOf(lived(acts), rated(4))).toBe('2,5 dari 4 (2 ditanya, 2 menjawab, 0 tidak menjawab)')
  })

  it('is explained', () => {
    const { legend } = indonesian.register
    const [, text] = legend.find(([label]) => label === 'Kepuasan')!
    expect(text).toContain('Yang tidak menjawab tidak diberi nilai')
    expect(text).toContain('juga bila pengaduan kemudian dibuka kembali')
    for (const score of scores)
      expect(text).toContain(`${score} ${indonesian.satisfaction.names[score].toLowerCase()}`)
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
    expect(cell(rows, 0, 'Waktu dihentikan (menit kerja)')).toBe(20)
    expect(cell(rows, 0, 'Menunggu pihak luar (menit kerja)')).toBe(0)
    expect(cell(complaints, 0, 'Jawaban pertama')).toEqual(new Date('2026-11-16T14:00:00Z'))
    expect(cell(complaints, 1, 'Jawaban pertama')).toBeNull()
    const ofOffice = [
      'Batas jawaban pertama',
      'Jawaban pertama terlambat',
      'Batas seluruh tiket',
      'Seluruh tiket terlambat',
    ]
    expect(ofOffice.map((title) => cell(complaints, 0, title))).toEqual([null, null, null, null])
    const widths = sheets.map((sheet) => sheet.rows.map((row) => row.length === sheet.columns.length))
    expect(widths.flat().every(Boolean)).toBe(true)
  })

  it('has the limits of the office’s own, and whether they were exceeded', () => {
    const limits = { 'first-answer': '10 menit', ticket: '1 hari' }
    const acts: Act[] = [
      ['2026-11-16 08:00', opened('1042')],
      ['2026-11-16 08:11', answer],
    ]
    const [sheet] = registerWorkbook(compose(lived(acts, said, { limits })), indonesian).sheets
    const cells = new Map(sheet!.columns.map(({ title }, i) => [title, sheet!.rows[0]![i]]))
    expect(cells.get('Jawaban pertama')).toEqual(new Date('2026-11-16T08:11:00Z'))
    expect(cells.get('Batas jawaban pertama')).toBe('10 menit')
    expect(cells.get('Jawaban pertama terlambat')).toBe('ya')
    expect(cells.get('Batas seluruh tiket')).toBe('1 hari')
    // Begun on Monday at 08.00, and now it is Friday.
    expect(cells.get('Seluruh tiket terlambat')).toBe('ya')
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
      'Persetujuan: 16/11/2026 14.00 Persetujuan Hadi: Setujui\nKepuasan: tidak menjawab\nBukti Pengaduan: 005/12 (agenda 33)',
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

  it('has among the remarks how satisfied the requester was and how long an outside party was waited for', () => {
    const limits = { 'first-answer': '15 menit', ticket: '2 jam' }
    const entry = lived(
      [
        ['2026-11-16 08:00', opened('1041')],
        ['2026-11-16 08:10', wait('party')],
        ['2026-11-16 09:30', goOn],
        ['2026-11-16 09:40', forward],
        ['2026-11-16 09:50', choose('7', 'dijawab')],
        ['2026-11-16 10:00', settle],
        ['2026-11-16 10:10', confirm],
        ['2026-11-16 10:20', { kind: 'rate', by: requester, score: 3 }],
      ],
      said,
      { limits },
    )
    const cells = tables(entry)[0]!.rows[0]!
    expect(cells[7]!.split('\n').slice(1)).toEqual([
      'Kepuasan: Puas (3)',
      'Menunggu pihak luar: 1 jam 20 menit',
    ])
    expect(cells[6]).toBe('Jawaban pertama: lewat batas 15 menit')
    expect(tables(entry)[1]!.rows[0]![6]!.split('\n')).toContain('Menunggu pihak luar: 1 jam 20 menit')
    expect(tables(returned)[0]!.rows[0]![7]).not.toMatch(/Kepuasan|Menunggu/)
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
      'text',
      'signatures',
    ])
    expect(blocks.at(-2)).toEqual({
      kind: 'text',
      text: 'Buku register November 2026 ini memuat 0 pengaduan, menurut keadaan per 20/11/2026 16.00.',
    })
    expect(blocks.at(-1)).toMatchObject({ signatures: [{}, { placeAndDate: 'Serang, 20 November 2026' }] })
  })
})
