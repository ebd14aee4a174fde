import { usualRung } from '../../core/sla/reminders.ts'
import { describe, expect, it } from 'vitest'
import { readDesk, type FindProfile } from '../../bots/desk.ts'
import { loadProfile } from '../../bots/profiles.ts'
import { isOpen } from '../../core/sla/calendar.ts'
import { ProfileSchema } from '../../core/sop/sop.ts'
import { systemWords } from '../../core/text/id/system.ts'

const outcome = { id: 'ok', label: 'Selesai', command: 'selesai', to: 'end' }
const step = { actor: 'petugas', limit: '1 jam', source: 'uji', outcomes: [outcome] }
const profile = ProfileSchema.parse({
  id: 'tik-banten',
  title: 'Pengaduan Layanan TIK',
  prefix: 'TIK',
  timeZone: 'Asia/Jakarta',
  source: { title: 'SOP', agency: 'Diskominfo' },
  channels: [{ id: 'telepon', label: 'Telepon', source: 'uji' }],
  roles: {
    pelapor: { title: 'Pelapor', kind: 'requester' },
    petugas: { title: 'Help Desk', firstLevel: true },
    teknisi: { title: 'Teknisi', perUnit: true },
    kepala_dinas: { title: 'Kepala Dinas' },
  },
  units: { jaringan: 'Jaringan', aplikasi: 'Aplikasi' },
  categories: [{ id: 'jaringan', label: 'Jaringan' }],
  form: [{ id: 'isi', kind: 'problem', label: 'Isi', ask: 'Apa kendalanya?', source: 'uji' }],
  start: 'terima',
  steps: [
    { ...step, id: 'terima', row: '1', title: 'Terima' },
    { ...step, id: 'tangani', row: '2', title: 'Tangani' },
    { ...step, id: 'tutup', row: '3', title: 'Tutup' },
  ],
  reopen: ['terima'],
})
const findProfile: FindProfile = (sop) =>
  sop === 'tik-banten' || sop === './sop-kami.yaml'
    ? {
        ok: true,
        profile: sop === 'tik-banten' ? profile : { ...profile, id: 'kami' },
        hash: `hash of ${sop}`,
      }
    : { ok: false, problems: [`Tidak ada SOP "${sop}".`] }

function deskOf(file: string | null) {
  const read = readDesk(file, findProfile)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.desk
}

function problemsOf(file: string) {
  const read = readDesk(file, findProfile)
  return read.ok ? [] : read.problems
}

describe('readDesk', () => {
  it('opens the demonstration desk when there is no file', () => {
    const agency = 'Diskominfo SP Provinsi Banten'
    const banten = { agency, letterhead: { lines: [agency.toUpperCase()], place: '' } }
    const desk = deskOf(null)
    expect(desk).toMatchObject({
      agency: 'Diskominfo SP Provinsi Banten',
      timeZone: 'Asia/Jakarta',
      services: [
        { id: 'tik-banten', profileHash: 'hash of tik-banten', zone: 'Asia/Jakarta', limits: {}, ...banten },
      ],
      admins: [],
      leaders: [],
      roles: [],
      sweep: '* * * * *',
      digest: { daily: '07:30', weekly: 'mon 08:00', monthly: '1 08:00' },
      reminders: [usualRung({ percent: 50 }), usualRung({ percent: 75 }), usualRung({ percent: 100 })],
      quietHours: null,
      agencies: [],
      officials: [],
    })
    expect(deskOf('')).toEqual(desk)
    expect(deskOf('services:\nroles:\nletterhead:\nofficials:\n')).toEqual(desk)
  })

  it('reads every field of the contract', () => {
    const desk = deskOf(`
agency: Diskominfo Kabupaten Lebak
timeZone: Asia/Jakarta
services:
  - sop: tik-banten
    staffGroup: -1001234567890
    limits: { "2": 45 menit, 3: null }
    calendar: 24x7
  - sop: tik-banten
    timeZone: Asia/Jayapura
  - sop: ./sop-kami.yaml
admins: [111111111]
leaders: [222222222, "7000000000"]
roles: { tik-banten: { kepala_dinas: [222222222], "teknisi.jaringan": [333333333] }, tik-banten-2: { petugas: [444444444] } }
calendar: { week: { mon-thu: ["08:00-12:00"] }, holidays: [2026-10-02] }
schedule: { sweep: "*/30 * * * * *" }
digest: { daily: "06:45" }
reminders: [100%, 80%, 80, 30 menit sebelum, { at: 1 jam sesudah, to: [above] }, { at: 1 jam sesudah, to: [leader] }]
quietHours: 22:00-06:00
agencies: [Bappeda, Dinas Kesehatan]
letterhead: { lines: [Pemerintah Kabupaten Lebak, Dinas Komunikasi dan Informatika], place: Rangkasbitung }
officials:
  - telegram: 222222222
    name: Drs. H. Ahmad Fauzi, M.Si.
    nip: 19700101 199003 1 001
    rank: Pembina Tk. I
    position: Kepala Dinas
  - { telegram: "333333333", name: Rina Marlina, nip: 199505052020122003 }
`)
    expect(
      desk.services.map(({ id, zone, staffGroup, limits }) => ({ id, zone, staffGroup, limits })),
    ).toEqual([
      {
        id: 'tik-banten',
        zone: 'Asia/Jakarta',
        staffGroup: '-1001234567890',
        limits: { '2': '45 menit', '3': null },
      },
      { id: 'tik-banten-2', zone: 'Asia/Jayapura', staffGroup: null, limits: {} },
      { id: 'kami', zone: 'Asia/Jakarta', staffGroup: null, limits: {} },
    ])
    expect(desk.services[0]?.calendar).toEqual({ zone: 'Asia/Jakarta', kind: 'always' })
    expect(desk.services[1]?.calendar).toEqual({ ...desk.calendar, zone: 'Asia/Jayapura' })
    expect(desk.admins).toEqual(['111111111'])
    expect(desk.leaders).toEqual(['222222222', '7000000000'])
    expect(desk.roles).toEqual([
      { service: 'tik-banten', role: 'kepala_dinas', unit: undefined, telegramId: '222222222' },
      { service: 'tik-banten', role: 'teknisi', unit: 'jaringan', telegramId: '333333333' },
      { service: 'tik-banten-2', role: 'petugas', unit: undefined, telegramId: '444444444' },
    ])
    expect(desk.sweep).toBe('*/30 * * * * *')
    expect(desk.digest).toEqual({ daily: '06:45', weekly: 'mon 08:00', monthly: '1 08:00' })
    expect(desk.reminders).toEqual([
      usualRung({ percent: 100 }),
      usualRung({ percent: 80 }),
      usualRung({ before: { unit: 'minute', n: 30 } }),
      { at: { after: { unit: 'hour', n: 1 } }, to: ['above', 'leader'] },
    ])
    expect(desk.services[0]?.reminders).toEqual(desk.reminders)
    expect(desk.quietHours).toEqual({ from: 22 * 60, to: 6 * 60 })
    expect(desk.services[0]?.letterhead).toEqual({
      lines: ['Pemerintah Kabupaten Lebak', 'Dinas Komunikasi dan Informatika'],
      place: 'Rangkasbitung',
    })
    expect(desk.officials).toEqual([
      {
        telegramId: '222222222',
        name: 'Drs. H. Ahmad Fauzi, M.Si.',
        nip: '19700101 199003 1 001',
        rank: 'Pembina Tk. I',
        position: 'Kepala Dinas',
      },
      {
        telegramId: '333333333',
        name: 'Rina Marlina',
        nip: '19950505 202012 2 003',
        rank: null,
        position: null,
      },
    ])
  })

  it('heads papers with the agency, unless told otherwise or told to leave it out', () => {
    const letterheadOf = (text: string) => deskOf(text).services[0]?.letterhead
    expect(letterheadOf('agency: Diskominfo Lebak')?.lines).toEqual(['DISKOMINFO LEBAK'])
    expect(letterheadOf('letterhead: { place: Serang }')).toEqual({
      lines: ['DISKOMINFO SP PROVINSI BANTEN'],
      place: 'Serang',
    })
    expect(letterheadOf('letterhead: { lines: [] }')?.lines).toEqual([])
    const own = 'services: [{ sop: tik-banten, agency: LPSE Lebak, letterhead: { place: Rangkasbitung } }]'
    expect(letterheadOf(own)).toEqual({ lines: ['LPSE LEBAK'], place: 'Rangkasbitung' })
  })

  it('keeps the decreed holidays and adds those of the office', () => {
    const { calendar } = deskOf('calendar: { holidays: [2026-10-02] }')
    expect(isOpen(calendar, new Date('2026-10-01T03:00:00Z'))).toBe(true)
    expect(isOpen(calendar, new Date('2026-10-02T03:00:00Z'))).toBe(false)
    expect(isOpen(calendar, new Date('2026-12-25T03:00:00Z'))).toBe(false)
  })

  it('knows days of which a part is worked, with their names, and the hours of a season', () => {
    const { calendar } = deskOf(`calendar:
  holidays:
    - { date: 2026-12-31, name: Tutup buku, hours: ["07:30-11:00"] }
  seasons:
    - { from: 2026-02-19, to: 2026-03-19 }
    - { from: 2026-07-06, to: 2026-07-10, name: Pekan olahraga, week: { mon-fri: ["09:00-12:00"] } }`)
    const open = (at: string) => isOpen(calendar, new Date(`${at}+07:00`))
    expect([open('2026-12-31T10:59'), open('2026-12-31T11:00')]).toEqual([true, false])
    expect([open('2026-02-19T07:45'), open('2026-02-19T08:00'), open('2026-02-19T12:15')]).toEqual([
      false,
      true,
      false,
    ])
    expect([open('2026-07-06T08:30'), open('2026-07-06T09:00'), open('2026-07-06T12:00')]).toEqual([
      false,
      true,
      false,
    ])
    expect(calendar.kind === 'working' && calendar.days.get('2026-12-31')?.name).toBe('Tutup buku')
    expect(calendar.kind === 'working' && calendar.seasons?.[0]?.name).toBe('Ramadan')
  })

  it('limits rows, the first answer and the whole ticket, of all categories or of one', () => {
    const file = `services: [{ limits: { "2": 45 menit, first-answer: 1 jam, ticket: null },
      categoryLimits: { jaringan: { "2": 1 jam, ticket: 3 hari } } }]`
    expect(deskOf(file).services[0]?.limits).toEqual({
      '2': '45 menit',
      'first-answer': '1 jam',
      ticket: null,
      'jaringan/2': '1 jam',
      'jaringan/ticket': '3 hari',
    })
  })

  it('takes the shipped profiles as they come', () => {
    const read = readDesk('services: [{ sop: tik-banten }, { sop: lpse-tidung }]', loadProfile)
    expect(read.ok && read.desk.services.map((service) => service.id)).toEqual(['tik-banten', 'lpse-tidung'])
  })

  it('keeps a number a YAML reader would round', () => {
    expect(deskOf('admins: [9007199254740993]').admins).toEqual(['9007199254740993'])
  })

  it.each([
    ['- a', 'DESK_FILE', 'not-a-map'],
    ['agency: [x', 'DESK_FILE', 'not-yaml'],
    ['agency: a\nagency: b', 'DESK_FILE', 'not-yaml'],
    ['agency: *hantu', 'DESK_FILE', 'bad-alias'],
    ['agensi: x', 'agensi', 'unknown-key'],
    ['agency: ""', 'agency', 'empty-text'],
    ['timeZone: WIB', 'timeZone', 'bad-zone'],
    ['services: []', 'services', 'no-service'],
    ['services: tik-banten', 'services', 'not-a-list'],
    ['services: [tik-banten]', 'services[0]', 'not-a-map'],
    ['services: [{ sop: hantu }]', 'services[0].sop', 'bad-profile'],
    ['services: [{ staffGroup: 1001234567890 }]', 'services[0].staffGroup', 'bad-group-id'],
    ['services: [{ limits: { "9": 1 jam } }]', 'services[0].limits.9', 'unknown-row'],
    ['services: [{ limits: { "2": 45 } }]', 'services[0].limits.2', 'bad-duration'],
    ['services: [{ calendar: 12x5 }]', 'services[0].calendar', 'bad-calendar'],
    ['admins: [111111111, kepala]', 'admins[1]', 'bad-telegram-id'],
    ['leaders: [-100123]', 'leaders[0]', 'bad-telegram-id'],
    ['leaders: [1.5]', 'leaders[0]', 'bad-telegram-id'],
    ['roles: { tik: { petugas: [1] } }', 'roles.tik', 'unknown-service'],
    ['roles: { tik-banten: { bos: [1] } }', 'roles.tik-banten.bos', 'unknown-role'],
    ['roles: { tik-banten: { constructor: [1] } }', 'roles.tik-banten.constructor', 'unknown-role'],
    ['roles: { tik-banten: { pelapor: [1] } }', 'roles.tik-banten.pelapor', 'unknown-role'],
    ['roles: { tik-banten: { teknisi: [1] } }', 'roles.tik-banten.teknisi', 'unit-needed'],
    ['roles: { tik-banten: { teknisi.server: [1] } }', 'roles.tik-banten.teknisi.server', 'unknown-unit'],
    [
      'roles: { tik-banten: { petugas.jaringan: [1] } }',
      'roles.tik-banten.petugas.jaringan',
      'unit-not-taken',
    ],
    ['calendar: { week: { senin: ["07:30-12:00"] } }', 'calendar.week.senin', 'unknown-day'],
    ['calendar: { week: { mon: ["12:00-07:30"] } }', 'calendar.week.mon[0]', 'bad-window'],
    ['calendar: { week: { mon: ["07:00-12:00", "11:00-13:00"] } }', 'calendar.week.mon[1]', 'overlap'],
    ['calendar: { week: { mon: [] } }', 'calendar.week', 'never-open'],
    ['calendar: { holidays: [2026-02-30] }', 'calendar.holidays[0]', 'bad-date'],
    ['calendar: { holidays: [{ date: 2026-02-30 }] }', 'calendar.holidays[0].date', 'bad-date'],
    [
      'calendar: { holidays: [{ date: 2026-12-31, hours: [pagi] }] }',
      'calendar.holidays[0].hours[0]',
      'bad-window',
    ],
    ['calendar: { seasons: [{ from: 2026-03-19, to: 2026-02-19 }] }', 'calendar.seasons[0].to', 'ends-first'],
    [
      'calendar: { seasons: [{ from: 2026-02-19, to: 2026-03-19, week: { kamis: [] } }] }',
      'calendar.seasons[0].week.kamis',
      'unknown-day',
    ],
    ['schedule: { sweep: "tiap menit" }', 'schedule.sweep', 'bad-cron'],
    ['digest: { daily: "25:00" }', 'digest.daily', 'bad-daily'],
    ['digest: { weekly: "senin 08:00" }', 'digest.weekly', 'bad-weekly'],
    ['digest: { monthly: "31 08:00" }', 'digest.monthly', 'bad-monthly'],
    ['reminders: [50%, 0%]', 'reminders[1]', 'bad-rung'],
    ['reminders: [sebentar lagi]', 'reminders[0]', 'bad-rung'],
    ['reminders: [{ at: 50%, to: [boss] }]', 'reminders[0]', 'bad-rung'],
    ['reminders: [{ at: 50% }]', 'reminders[0]', 'bad-rung'],
    ['quietHours: malam', 'quietHours', 'bad-quiet'],
    ['quietHours: "22:00-22:00"', 'quietHours', 'bad-quiet'],
    ['services: [{ limits: { penyelesaian: 1 jam } }]', 'services[0].limits.penyelesaian', 'unknown-row'],
    [
      'services: [{ categoryLimits: { radio: { "2": 1 jam } } }]',
      'services[0].categoryLimits.radio',
      'unknown-category',
    ],
    [
      'services: [{ categoryLimits: { jaringan: { "12": 1 jam } } }]',
      'services[0].categoryLimits.jaringan.12',
      'unknown-row',
    ],
    ['letterhead: Pemerintah Provinsi Banten', 'letterhead', 'not-a-map'],
    ['letterhead: { lines: Pemerintah Provinsi Banten }', 'letterhead.lines', 'not-a-list'],
    ['letterhead: { lines: [a, ""] }', 'letterhead.lines[1]', 'empty-text'],
    ['letterhead: { place: 5 }', 'letterhead.place', 'empty-text'],
    ['letterhead: { town: Serang }', 'letterhead.town', 'unknown-key'],
    ['officials: { telegram: 1 }', 'officials', 'not-a-list'],
    ['officials: [Ahmad]', 'officials[0]', 'not-a-map'],
    ['officials: [{ name: Ahmad }]', 'officials[0].telegram', 'bad-telegram-id'],
    ['officials: [{ telegram: 1 }]', 'officials[0].name', 'empty-text'],
    ['officials: [{ telegram: 1, name: A, nip: 1970010119900310 }]', 'officials[0].nip', 'bad-nip'],
    ['officials: [{ telegram: 1, name: A, nip: 19700101-199003-1-001 }]', 'officials[0].nip', 'bad-nip'],
    ['officials: [{ telegram: 1, name: A, rank: 4 }]', 'officials[0].rank', 'empty-text'],
    ['officials: [{ telegram: 1, name: A, jabatan: Kepala }]', 'officials[0].jabatan', 'unknown-key'],
    [
      'officials: [{ telegram: 1, name: A }, { telegram: "1", name: B }]',
      'officials[1].telegram',
      'official-twice',
    ],
  ])('%s is one problem', (file, where, code) => {
    expect(problemsOf(file)).toMatchObject([{ where, code }])
  })

  it('does not blame the roles of a service whose SOP cannot be used', () => {
    const problems = problemsOf('services: [{ sop: hantu }]\nroles: { hantu: { petugas: [1] } }')
    expect(problems.map((problem) => problem.code)).toEqual(['bad-profile'])
  })

  it('tells everything at once, each at its path with its cure', () => {
    const problems = problemsOf(`
services: [{ limits: { "9": 1 jam } }, { sop: hantu }]
admins: [{ id: 5 }]
roles: { tik-banten: { teknisi: [1] } }
digest: { daily: pagi }
officials: [{ telegram: 5, nip: 1970 }, { telegram: 5, name: Rina }]
`)
    expect(systemWords.notStarted(problems)).toBe(`Sigap belum dapat dijalankan. Yang perlu diperbaiki: 8.
1. admins[0]: "{"id":5}" bukan nomor pengguna Telegram.
   Perbaikan: Isi angkanya saja, misalnya 111111111.
2. services[0].limits.9: SOP ini tidak punya langkah 9.
   Perbaikan: Baris yang ada: 1–3, first-answer, ticket.
3. services[1].sop: SOP ini tidak dapat dipakai. Tidak ada SOP "hantu".
   Perbaikan: Perbaiki berkas SOP itu, atau pilih SOP lain.
4. roles.tik-banten.teknisi: Peran "teknisi" dipegang per unit.
   Perbaikan: Tulis dengan unitnya: teknisi.jaringan, teknisi.aplikasi.
5. digest.daily: "pagi" bukan jam.
   Perbaikan: Tulis misalnya "07:30".
6. officials[0].name: Isian ini kosong atau bukan tulisan.
   Perbaikan: Isi dengan tulisan, atau hapus barisnya.
7. officials[0].nip: "1970" bukan NIP.
   Perbaikan: Tulis ke-18 angkanya, misalnya "19700101 199003 1 001".
8. officials[1].telegram: Pejabat 5 sudah ditulis di baris lain.
   Perbaikan: Tulis tiap pejabat satu kali saja.
Setelah diperbaiki, jalankan lagi: npm start`)
  })
})
