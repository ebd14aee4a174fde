import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query } from '../fixtures/database.ts'
import {
  complain,
  fromBot,
  labelsOf,
  newest,
  press,
  tell,
  textOf,
  ticketsOf,
  upToSending,
} from './conversation.ts'
import { startTown, type Town } from './town.ts'

/**
 * A month of a desk: three complaints closed, one late, one that left the rows; and one of the month after. Of those closed
 * two were rated and one was not, and one of them waited for an outside party.
 */
let town: Town
let group: number
let budi: number
let andi: number
beforeAll(async () => {
  town = await startTown()
  group = town.group()
  ;[budi, andi] = ['Budi', 'Andi'].map((name) => town.person(name)) as [number, number]
  // The bot knows as officers whom it has met in the group.
  for (const officer of [andi, town.person('Rina')]) await tell(town, officer, group, 'Selamat pagi')
  await tell(town, andi, andi, '/start')
  await live()
}, 120_000)
afterAll(() => town.stop())

const clockTo = (local: string) => town.clock.set(new Date(`${local}:00+07:00`))

async function live(): Promise<void> {
  expect(await complain(town, budi)).toBe('TIK-1001')
  clockTo('2026-11-16T08:10')
  await tell(town, andi, andi, '/ambil 1001')
  clockTo('2026-11-16T08:40')
  await tell(town, andi, andi, '/selesai 1001 =cmd|calc: access point diganti')
  await press(town, budi, budi, 'Sudah')
  await tell(town, andi, andi, '/tutup 1001')
  await press(town, budi, budi, 'Puas')
  clockTo('2026-11-17T08:00')
  expect(await complain(town, town.person('Siti'))).toBe('TIK-1002')
  clockTo('2026-11-17T09:45')
  await tell(town, andi, andi, '/ambil 1002')
  await tell(town, andi, andi, '/eskalasi 1002 perangkat rusak')
  clockTo('2026-11-18T08:00')
  expect(await complain(town, town.person('Made'))).toBe('TIK-1003')
  await tell(town, andi, andi, '/pindah 1003 bukan urusan kami')
  await press(town, andi, andi, 'Pindah ke layanan atau instansi lain')
  await waitForParty()
  await rateAtTheLimit()
  clockTo('2026-12-01T00:00')
  await upToSending(town, town.person('Made'))
  await press(town, town.person('Made'), town.person('Made'), 'Kirim')
  expect((await ticketsOf(town)).map(({ number }) => number)).toContain('TIK-1006')
}

/** Closed in time, for its two hours stood still; the requester does not say how satisfied they are. */
async function waitForParty(): Promise<void> {
  clockTo('2026-11-19T08:00')
  expect(await complain(town, budi)).toBe('TIK-1004')
  await tell(town, andi, andi, '/ambil 1004')
  clockTo('2026-11-19T08:10')
  await tell(town, andi, andi, '/tunggu 1004 pihak Telkom, perbaikan kabel')
  clockTo('2026-11-19T10:40')
  await tell(town, andi, andi, '/lanjut 1004')
  clockTo('2026-11-19T11:00')
  await tell(town, andi, andi, '/selesai 1004 kabel disambung')
  await press(town, budi, budi, 'Sudah')
  await tell(town, andi, andi, '/tutup 1004')
}

/** The office sets itself a limit on the first answer, and misses it. */
async function rateAtTheLimit(): Promise<void> {
  const made = town.person('Made')
  clockTo('2026-11-20T08:00')
  await tell(town, andi, andi, '/batas jawaban 10 menit')
  expect(await complain(town, made)).toBe('TIK-1005')
  await tell(town, andi, andi, '/ambil 1005')
  clockTo('2026-11-20T08:11')
  await tell(town, andi, andi, '/selesai 1005 sandi wifi diganti')
  await press(town, made, made, 'Sudah')
  await tell(town, andi, andi, '/tutup 1005')
  await press(town, made, made, 'Sangat puas')
}

/** The bytes of the documents a chat got since, by name. */
async function documentsAfter(
  there: Town,
  chat: number,
  act: () => Promise<unknown>,
): Promise<Map<string, Uint8Array>> {
  const before = fromBot(there.world, chat).length
  await act()
  return new Map(
    fromBot(there.world, chat)
      .slice(before)
      .flatMap(({ document }) =>
        document ? [[document.file_name ?? '', there.world.fileBytes(document.file_id)!] as const] : [],
      ),
  )
}

async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, (_, i) => document.getPage(i + 1)),
  )
  const contents = await Promise.all(pages.map((page) => page.getTextContent()))
  return contents.map(({ items }) => items.map((item) => ('str' in item ? item.str : '')).join(' '))
}

type Row = Record<string, unknown>
async function sheetsOf(xlsx: Uint8Array): Promise<Record<string, Row[]>> {
  const sheets = await readExcelFile(Buffer.from(xlsx))
  return Object.fromEntries(
    sheets.map(({ sheet, data: [head = [], ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(head.map((title, i) => [String(title), rounded(row[i])]))),
    ]),
  )
}

/** A time of day is a fraction of a day, read back with an error of less than a millisecond. */
function rounded(cell: unknown): unknown {
  return cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell
}

/** The same figures from the log of events alone: no fold, no calendar, no register. */
const countsSql = `
  WITH months AS (SELECT ticket_id, coalesce((event->>'received')::timestamptz, at) AS received
      FROM ticket_events WHERE kind = 'submitted'),
    chosen AS (SELECT ticket_id FROM months
      WHERE to_char(received AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') = $1),
    runs AS (SELECT ticket_id, seq, lead(seq, 1, 1000000) OVER (PARTITION BY ticket_id ORDER BY seq) AS next
      FROM ticket_events JOIN chosen USING (ticket_id) WHERE kind = 'step-started'),
    ends AS (SELECT runs.ticket_id,
        (SELECT (event->>'due')::timestamptz FROM ticket_events e WHERE e.ticket_id = runs.ticket_id
          AND e.seq >= runs.seq AND e.seq < next AND kind IN ('step-started', 'resumed')
          ORDER BY e.seq DESC LIMIT 1) AS due,
        (SELECT min(at) FROM ticket_events e WHERE e.ticket_id = runs.ticket_id AND e.seq > runs.seq
          AND e.seq < next AND kind IN ('outcome-chosen', 'exited')) AS ended
      FROM runs)
  SELECT (SELECT count(*) FROM chosen)::int AS complaints,
    (SELECT count(*) FROM runs)::int AS rows,
    (SELECT count(*) FROM ends WHERE coalesce(ended, $2::timestamptz) > due)::int AS late,
    (SELECT count(DISTINCT ticket_id) FROM ticket_events JOIN chosen USING (ticket_id) WHERE kind = 'exited')::int AS exited,
    (SELECT count(*) FROM ticket_events JOIN chosen USING (ticket_id) WHERE kind = 'closed')::int AS closed`

const scoreNames: Record<number, string> = { 3: 'Puas (3)', 4: 'Sangat puas (4)' }

type Counted = {
  number: string
  asked: number
  score: number | null
  answered: string | null
  limit: string | null
  late: boolean | null
  waited: number
}
/** Of each complaint of a month when it was answered, how it was rated and how long a party was waited for, in office hours. */
const complaintsSql = `
  SELECT t.number, count(*) FILTER (WHERE kind = 'closed')::int AS asked,
    max((event->>'score')::int) FILTER (WHERE kind = 'rated') AS score,
    to_char(min(at) FILTER (WHERE event->>'answer' IS NOT NULL) AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI')
      AS answered,
    max(event->>'limit') FILTER (WHERE kind = 'clock-started') AS "limit",
    min(at) FILTER (WHERE event->>'answer' IS NOT NULL)
      > max((event->>'due')::timestamptz) FILTER (WHERE kind = 'clock-started') AS late,
    coalesce(sum(extract(epoch FROM (SELECT min(at) FROM ticket_events AS later WHERE later.kind = 'resumed'
        AND later.ticket_id = e.ticket_id AND later.seq > e.seq) - at) / 60)
      FILTER (WHERE kind = 'paused' AND event->>'why' = 'party'), 0)::int AS waited
  FROM ticket_events AS e JOIN tickets AS t ON t.id = e.ticket_id GROUP BY t.id, t.number
  HAVING to_char(min(coalesce((event->>'received')::timestamptz, at)) AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') = $1
  ORDER BY t.number`

describe('the book', () => {
  it('goes to whoever asks in the group in direct messages, and counts what the events count', async () => {
    const { length } = fromBot(town.world, group)
    const sent = await documentsAfter(town, andi, () => tell(town, andi, group, '/buku november'))
    expect(fromBot(town.world, group).slice(length).map(textOf)).toEqual([
      'Buku register November 2026 berisi data pelapor, sehingga dikirim lewat pesan langsung.',
    ])
    expect([...sent.keys()]).toEqual([
      'Buku Register tik-banten 2026-11.xlsx',
      'Buku Register tik-banten 2026-11.pdf',
    ])
    const book = await sheetsOf([...sent.values()][0]!)
    const [counted] = await query(town.databaseUrl, countsSql, ['2026-11', town.clock.now()])
    const complaints = book['Pengaduan']!
    const rows = book['Langkah']!
    expect({
      complaints: complaints.length,
      rows: rows.length,
      late: rows.filter((row) => row['Terlambat'] === 'ya').length,
      exited: complaints.filter((complaint) => complaint['Di luar baris SOP'] !== null).length,
      closed: complaints.filter(({ Status }) => Status === 'selesai').length,
    }).toEqual(counted)
    expect(counted).toEqual({ complaints: 5, rows: 13, late: 2, exited: 1, closed: 3 })
    expect(complaints.map(({ Nomor }) => Nomor)).toEqual([
      'TIK-1001',
      'TIK-1002',
      'TIK-1003',
      'TIK-1004',
      'TIK-1005',
    ])
    expect(complaints[0]).toMatchObject({
      Diterima: new Date('2026-11-16T08:00:00Z'),
      Ditutup: new Date('2026-11-16T08:40:00Z'),
      Telepon: '0812-****-2001',
      Jawaban: "'=cmd|calc: access point diganti",
      'Keterlambatan kantor (menit kerja)': 0,
    })
    expect(rows.filter((row) => row['Nomor'] === 'TIK-1002')[0]).toMatchObject({
      Nama: 'Andi Pratama',
      'Jatuh tempo': new Date('2026-11-17T09:00:00Z'),
      Selesai: new Date('2026-11-17T09:45:00Z'),
      'Keterlambatan kantor (menit kerja)': 45,
    })
    const caption = newest(town, andi, '5 pengaduan diterima, 2 langkah terlambat.')
    expect(caption.document?.file_name).toBe('Buku Register tik-banten 2026-11.pdf')
  })

  it('has of each complaint its first answer, what it was waited for and how it was rated, as the events have', async () => {
    const sent = await documentsAfter(town, andi, () => tell(town, andi, andi, '/buku 2026-11'))
    const book = await sheetsOf(sent.get('Buku Register tik-banten 2026-11.xlsx')!)
    const counted = await query<Counted>(town.databaseUrl, complaintsSql, ['2026-11'])
    const waited = (number: unknown) =>
      book['Langkah']!.filter(({ Nomor }) => Nomor === number)
        .map((row) => Number(row['Menunggu pihak luar (menit kerja)']))
        .reduce((sum, minutes) => sum + minutes, 0)
    expect(
      book['Pengaduan']!.map((complaint) => ({
        number: complaint['Nomor'],
        satisfaction: complaint['Kepuasan'],
        answered: complaint['Jawaban pertama'],
        limit: complaint['Batas jawaban pertama'],
        late: complaint['Jawaban pertama terlambat'],
        waited: waited(complaint['Nomor']),
        party: complaint['Waktu pihak luar (menit kerja)'],
      })),
    ).toEqual(
      counted.map(({ number, asked, score, answered, limit, late, waited }) => ({
        number,
        satisfaction: asked === 0 ? null : score === null ? 'tidak menjawab' : scoreNames[score],
        answered: answered && new Date(`${answered.replace(' ', 'T')}:00Z`),
        limit,
        late: late === null ? null : late ? 'ya' : 'tidak',
        waited,
        party: waited,
      })),
    )
    expect(counted.map(({ score, waited, late }) => [score, waited, late])).toEqual([
      [3, 0, null],
      [null, 0, null],
      [null, 0, null],
      [null, 150, null],
      [4, 0, true],
    ])
    const fact = book['Keterangan']!.find(({ Hal }) => Hal === 'Kepuasan pelapor')
    expect(fact).toMatchObject({ Keterangan: '3,5 dari 4 (3 ditanya, 2 menjawab, 1 tidak menjawab)' })
    const [, ofWaiting] = book['Langkah']!.filter(({ Nomor }) => Nomor === 'TIK-1004')
    expect(ofWaiting).toMatchObject({
      'Waktu terpakai (menit kerja)': 30,
      'Waktu dihentikan (menit kerja)': 0,
      'Jatuh tempo': new Date('2026-11-19T13:30:00Z'),
      Terlambat: 'tidak',
    })
  })

  it('prints the same on paper', async () => {
    const sent = await documentsAfter(town, andi, () => tell(town, andi, andi, '/buku 2026-11'))
    const pages = await pagesOf(sent.get('Buku Register tik-banten 2026-11.pdf')!)
    const text = pages.join(' ').replace(/\s+/g, ' ')
    expect(text).toContain('5 (selesai 3, masih terbuka 1, pernah keluar dari baris SOP 1)')
    expect(text).toContain('kantor 2, pelapor 0, pihak luar 0')
    expect(text).toContain('Pindah ke layanan atau instansi lain: bukan urusan kami (oleh Andi Pratama)')
    expect(text).toContain('3,5 dari 4 (3 ditanya, 2 menjawab, 1 tidak menjawab)')
    for (const said of ['Kepuasan: Puas (3)', 'Kepuasan: tidak menjawab', 'Kepuasan: Sangat puas (4)'])
      expect(text).toContain(said)
    expect(text).toContain('Menunggu pihak luar: 2 jam 30 menit')
    expect(text).toContain('Jawaban pertama: lewat batas 10 menit')
    for (const number of ['TIK-1001', 'TIK-1002', 'TIK-1003', 'TIK-1004', 'TIK-1005'])
      expect(text).toContain(number)
    expect(text).not.toContain('TIK-1006')
    expect(text).not.toContain('0812-1000-2001')
  })

  it('begins a month at the first midnight of the office, and has this month where none is named', async () => {
    const sent = await documentsAfter(town, andi, () => tell(town, andi, andi, '/buku'))
    const book = await sheetsOf(sent.get('Buku Register tik-banten 2026-12.xlsx')!)
    expect(book['Pengaduan']!.map(({ Nomor }) => Nomor)).toEqual(['TIK-1006'])
    const [counted] = await query(town.databaseUrl, countsSql, ['2026-12', town.clock.now()])
    expect(counted).toMatchObject({ complaints: 1, rows: book['Langkah']!.length })
  })

  it.each([
    ['/buku kemarin', 'Bulan yang mana? Contoh: /buku 2026-12 atau /buku desember 2026.'],
    ['/buku 2027-01', 'Januari 2027 belum dimulai. Untuk bulan ini ketik /buku 2026-12.'],
  ])('%s is explained', async (typed, answer) => {
    expect(await tell(town, andi, andi, typed)).toBe(answer)
  })

  it('asks somebody the bot cannot write to for /start, and is nothing for requesters', async () => {
    const rina = town.person('Rina')
    expect(await tell(town, rina, group, '/buku')).toContain('tekan /start')
    const sent = await documentsAfter(town, budi, () => tell(town, budi, budi, '/buku'))
    expect(sent.size).toBe(0)
  })
})

describe('a paper', () => {
  it('is chosen from those there are, and is a draft until it has its number', async () => {
    await tell(town, andi, andi, '/cetak 1002')
    const list = newest(town, andi, 'Dokumen TIK-1002:')
    expect(textOf(list)).toContain('Lembar Disposisi: setelah langkah 4 selesai')
    expect(labelsOf(list)).toContain('Cetak Bukti Pengaduan')
    expect(labelsOf(list)).not.toContain('Cetak Lembar Disposisi')
    const sent = await documentsAfter(town, andi, () => press(town, andi, andi, 'Cetak Bukti Pengaduan'))
    expect([...sent.keys()]).toEqual(['TIK-1002 Bukti Pengaduan.pdf'])
    expect((await pagesOf([...sent.values()][0]!)).join(' ')).toContain('KONSEP')
    expect(textOf(newest(town, andi, 'Masih konsep'))).toContain('/nomor TIK-1002 Bukti Pengaduan NOMOR')

    const numbered = await documentsAfter(town, andi, () =>
      tell(town, andi, andi, '/nomor 1002 bukti 005/12/TIK/2026 agenda 33'),
    )
    expect(textOf(newest(town, andi, 'Nomor Bukti'))).toBe(
      'Nomor Bukti Pengaduan TIK-1002: 005/12/TIK/2026 (agenda 33).',
    )
    const text = (await pagesOf([...numbered.values()][0]!)).join(' ')
    expect(text).toContain('005/12/TIK/2026')
    expect(text).not.toContain('KONSEP')
  })

  it('that waits for its row is not printed', async () => {
    expect(await tell(town, andi, andi, '/cetak 1002 disposisi')).toBe(
      'Lembar Disposisi TIK-1002 dapat dicetak setelah langkah 4 selesai.',
    )
    expect(await tell(town, andi, andi, '/nomor 1002 disposisi 005/12')).toBe(
      'Lembar Disposisi TIK-1002 dapat dicetak setelah langkah 4 selesai.',
    )
  })

  it.each([
    ['/nomor 1002', 'Tulis nama dokumen dan nomor suratnya. Contoh: /nomor TIK-1002 Bukti Pengaduan'],
    ['/nomor 1002 bukti belum ada', 'Nomor surat belum terbaca.'],
    ['/nomor 1002 005/12', 'Dokumen yang mana? Pilihan: Bukti Pengaduan, Formulir Pengaduan Layanan TIK'],
    ['/cetak 1002 kuitansi', 'Dokumen "kuitansi" tidak ada.'],
  ])('%s is explained', async (typed, answer) => {
    expect(await tell(town, andi, andi, typed)).toContain(answer)
  })

  it('shows the group no whole phone number', async () => {
    const open = await documentsAfter(town, group, () => tell(town, andi, group, '/cetak 1001 formulir'))
    const own = await documentsAfter(town, andi, () => tell(town, andi, andi, '/cetak 1001 formulir'))
    const [inGroup, inPrivate] = await Promise.all(
      [open, own].map(async (sent) => (await pagesOf([...sent.values()][0]!)).join(' ')),
    )
    expect(inGroup).toContain('0812-****-2001')
    expect(inGroup).not.toContain('0812-1000-2001')
    expect(inPrivate).toContain('0812-1000-2001')
  })

  it('of what is rahasia goes to those concerned, in direct messages only', async () => {
    await tell(town, andi, group, '/cetak 1002')
    await tell(town, andi, andi, '/rahasia 1002')
    const open = await documentsAfter(town, group, () => press(town, andi, group, 'Cetak Bukti Pengaduan'))
    expect(open.size).toBe(0)
    expect(await tell(town, andi, group, '/cetak 1002 bukti')).toContain('lewat pesan langsung')
    const own = await documentsAfter(town, andi, () => tell(town, andi, andi, '/cetak 1002 bukti'))
    expect([...own.keys()]).toEqual(['TIK-1002 Bukti Pengaduan.pdf'])
  })
})

it('there is one book for each service, in its own time', { timeout: 120_000 }, async () => {
  const two = await startTown({ sop: ['tik-banten', 'lpse-tidung'] })
  try {
    const chief = Number(two.cast.desk.leaders[0])
    await tell(two, chief, chief, '/start')
    const both = await documentsAfter(two, chief, () => tell(two, chief, chief, '/buku'))
    expect([...both.keys()]).toEqual([
      'Buku Register tik-banten 2026-11.xlsx',
      'Buku Register tik-banten 2026-11.pdf',
      'Buku Register lpse-tidung 2026-11.xlsx',
      'Buku Register lpse-tidung 2026-11.pdf',
    ])
    const one = await documentsAfter(two, chief, () => tell(two, chief, chief, '/buku lpse-tidung oktober'))
    expect([...one.keys()]).toEqual([
      'Buku Register lpse-tidung 2026-10.xlsx',
      'Buku Register lpse-tidung 2026-10.pdf',
    ])
    const book = await sheetsOf(both.get('Buku Register lpse-tidung 2026-11.xlsx')!)
    expect(book['Pengaduan']).toEqual([])
    expect(book['Keterangan']!.find(({ Hal }) => Hal === 'Waktu')).toEqual({
      Hal: 'Waktu',
      Keterangan: 'WITA (Asia/Makassar)',
    })
    expect(await tell(two, chief, chief, '/buku besok')).toBe(
      'Bulan yang mana? Contoh: /buku 2026-11 atau /buku november 2026.\nUntuk satu layanan: /buku tik-banten 2026-11. Layanan: tik-banten, lpse-tidung.',
    )
  } finally {
    await two.stop()
  }
})
