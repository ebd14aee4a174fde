import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { officeOf, openTicket } from '../../../core/app/act.ts'
import { warnOfMissingYear } from '../../../core/app/coming-year.ts'
import { importDays } from '../../../core/app/holidays.ts'
import { receive } from '../../../core/app/receive.ts'
import { within } from '../../../core/app/within.ts'
import { officeFile, openBusyDesk, type BusyDesk } from '../../fixtures/busy-desk.ts'
import { openStore } from '../../prisma/store/open-store.ts'

const from = new Date('2026-11-16T08:00:00+07:00')

let desk: BusyDesk
beforeEach(async () => {
  const { store, url } = await openStore()
  desk = await openBusyDesk(store, url, from)
})
afterEach(() => desk.close())

/** What the admin and the groups have read since, a line each: `admin: Kalender diubah …`, `lpse-tidung: Selasa, …`. */
async function read(): Promise<string[]> {
  const seen = desk.told.length
  await desk.handOut()
  return desk.told.slice(seen).flatMap(({ item }) => {
    if (item.kind !== 'message' && item.kind !== 'to-group' && item.kind !== 'to-person') return []
    const reader = item.kind === 'message' ? item.to.chat : item.kind === 'to-group' ? item.service : 'admin'
    const [first = ''] = item.message.text.split('\n')
    return [`${reader === '901' ? 'admin' : reader}: ${first}`]
  })
}

async function admin(text: string): Promise<string[]> {
  await read()
  desk.clock.set(new Date(desk.clock.now().getTime() + 60_000))
  await desk.admin(text)
  return read()
}

async function inGroup(service: string, text: string): Promise<string[]> {
  await read()
  const id = officeFile.services.find(({ sop }) => sop === service)?.staffGroup ?? ''
  const [chat = ''] = await desk.store.receive([
    {
      channel: 'telegram',
      externalId: `group-${text}`,
      chat: { id, kind: 'group' },
      from: { id: '901', name: 'Pejabat 901' },
      at: from.toISOString(),
      message: text,
      body: { kind: 'text', text, mentions: [] },
    },
  ])
  await receive(desk.app, chat, (error) => {
    throw error
  })
  return (await read()).map((line) => line.replace(id, 'here'))
}

async function file(service: string, bytes: Uint8Array): Promise<string[]> {
  await read()
  const to = { channel: 'telegram' as const, chat: '901' }
  const item = {
    kind: 'import-days' as const,
    to,
    service,
    file: { channel: 'telegram' as const, id: 'f', unique: 'f' },
  }
  await within(desk.app, (tx) => importDays(desk.app, tx, { ...item, by: desk.personOf('901') }, bytes))
  return read()
}

const nothing = 'admin: Kalender diubah. Tidak ada tenggat yang bergeser.'

describe('a change for all and one for a service', () => {
  it('are told to those whose calendar is another one afterwards, and the newest holds', async () => {
    expect(await admin('/libur tik-banten 2026-11-17 Hari jadi')).toEqual([
      'tik-banten: Selasa, 17 November 2026: Hari jadi',
      nothing,
    ])
    expect(await admin('/libur 2026-11-17 hapus')).toEqual([
      'tik-banten: Selasa, 17 November 2026: kembali hari kerja biasa',
      nothing,
    ])
    expect(await admin('/libur tik-banten 2026-11-17 hapus')).toEqual([
      'admin: Selasa, 17 November 2026 bukan hari libur. Tidak ada yang berubah.',
    ])
    const all = ['tik-banten', 'lpse-tidung', 'domain-helpdesk']
    expect(await admin('/libur 2026-11-17 Libur semua')).toEqual([
      ...all.map((service) => `${service}: Selasa, 17 November 2026: Libur semua`),
      nothing,
    ])
  })

  it('say of a Saturday that it is one again', async () => {
    await admin('/libur tik-banten 2026-11-21 Bazar')
    expect(await admin('/libur tik-banten 2026-11-21 hapus')).toEqual([
      'tik-banten: Sabtu, 21 November 2026: kembali seperti biasa, bukan hari kerja',
      nothing,
    ])
  })

  it('say of a Ramadan which it was, and what is left of it', async () => {
    await admin('/libur tik-banten ramadan 2027-02-08 s.d. 2027-03-09')
    const [first, last] = ['Selasa, 9 Februari 2027', 'Rabu, 10 Maret 2027']
    expect(await admin('/libur tik-banten ramadan 2027-02-09 s.d. 2027-03-10')).toEqual([
      `tik-banten: ${first} s.d. ${last}: jam kerja Ramadan, semula Senin, 8 Februari 2027 s.d. Selasa, 9 Maret 2027`,
      nothing,
    ])
    expect(await admin('/libur tik-banten ramadan 2027-02-10 dihapus')).toEqual([
      `tik-banten: Rabu, 10 Februari 2027: jam kerja biasa. Jam kerja Ramadan kini ${first} dan Kamis, 11 Februari 2027 s.d. ${last}.`,
      nothing,
    ])
    expect(await admin('/libur hapus ramadan 2027-02-01 s.d. 2027-03-15')).toEqual([
      'tik-banten: Senin, 1 Februari 2027 s.d. Senin, 15 Maret 2027: jam kerja biasa. Tidak ada lagi jam kerja Ramadan.',
      nothing,
    ])
  })
})

it('a ticket that is written while its day is closed is due by what holds afterwards', async () => {
  const service = desk.app.desk.services[0]!
  let closing = Promise.resolve()
  await within(desk.app, async (tx, app) => {
    const profile = service.profileHash
    const office = await officeOf(tx, app.desk, { service: service.id, profile }, from)
    closing = desk.admin('/libur 2026-11-16 Libur mendadak')
    await new Promise((resolve) => setTimeout(resolve, 200))
    const requester = desk.personOf('7001')
    await openTicket(
      { app, tx, now: from, out: [] },
      office,
      { answers: {}, evidence: [], origin: { channel: 'telegram', chat: '7001' } },
      {
        ...{ kind: 'open', id: await tx.tickets.nextId(), number: 'X-1', service: service.id, profile },
        ...{ draft: null, requester, category: service.profile.categories[0]!.id, complete: true },
        ...{ channel: 'telegram', by: requester },
      },
    )
  })
  await closing
  const { rows } = await desk.db.query<{ due_at: Date }>('SELECT due_at FROM tickets')
  expect(rows.map((row) => row.due_at.toISOString())).toEqual(['2026-11-17T01:30:00.000Z'])
})

describe('a service that runs round the clock', () => {
  it('has no days off, and says so', async () => {
    expect(await admin('/libur jaringan-kumham 2026-12-29 Tutup buku')).toEqual([
      'admin: Layanan ini berjalan 24 jam setiap hari, sehingga tidak mengenal hari libur.',
    ])
  })

  it('is answered in its group, which reads nothing of the change otherwise', async () => {
    const told = (await inGroup('jaringan-kumham', '/libur 2026-12-30 Tutup buku')).filter((line) =>
      /^(here|jaringan-kumham)/.test(line),
    )
    expect(told).toEqual(['here: Kalender diubah. Tidak ada tenggat yang bergeser.'])
    const others = await inGroup('tik-banten', '/libur 2026-12-29 Tutup buku')
    expect(others.filter((line) => line.startsWith('here'))).toEqual([])
  })
})

describe('the year to come', () => {
  const days = Array.from({ length: 10 }, (_, at) => `2027-0${(at % 9) + 1}-${at + 10} Hari besar ${at}`)
  const bytesOf = (lines: string[]) => new TextEncoder().encode(lines.join('\n'))
  const warned = async (at: string) => {
    await read()
    desk.clock.set(new Date(`${at}T10:00:00+07:00`))
    await warnOfMissingYear(desk.app, desk.clock.now())
    return (await read()).map((line) => line.replace(/, sehingga.*keterangan|, satu tanggal.*/g, ''))
  }

  it('is told by a file without kinds, and only services without it are warned of', async () => {
    expect(await warned('2026-11-16')).toEqual([
      'admin: Hari libur nasional dan cuti bersama 2027 belum tercatat /libur',
    ])
    await file('tik-banten', bytesOf(days))
    const [tidung, domain] = ['lpse-tidung', 'domain-helpdesk'].map(
      (id) => desk.app.desk.services.find((service) => service.id === id)?.profile.title,
    )
    expect(await warned('2026-12-01')).toEqual([
      `admin: Hari libur nasional dan cuti bersama 2027 belum tercatat untuk ${tidung} dan ${domain} /libur`,
    ])
    await file('lpse-tidung', bytesOf(['2027-01-01 libur nasional Tahun Baru']))
    expect(await warned('2027-01-04')).toEqual([
      `admin: Hari libur nasional dan cuti bersama 2027 belum tercatat untuk ${domain} /libur domain-helpdesk`,
    ])
    await file('domain-helpdesk', bytesOf(days.slice(1)))
    expect(await warned('2027-02-01')).toHaveLength(1)
    await file('*', bytesOf(days))
    expect(await warned('2027-03-01')).toEqual([])
  })

  it('is where the days are that an overview leaves out', async () => {
    await admin('/libur tik-banten 2027-01-04..2027-02-10 Pelatihan')
    await desk.admin('/libur tik-banten')
    await desk.handOut()
    const [overview] = desk.told.flatMap(({ item }) =>
      item.kind === 'message' && item.message.text.includes(' lagi. ') ? [item.message.text] : [],
    )
    expect(overview).toContain('dan 28 lagi. Semua: /libur 2027\n')
  })

  it('is read from a text file and from nothing else', async () => {
    const isNoText = 'admin: Hanya berkas teks (.txt atau .csv) yang dapat dibaca.'
    for (const bytes of [
      bytesOf(['%PDF-1.4']),
      bytesOf(['{\\rtf1 2027-01-01']),
      Uint8Array.of(0x50, 0x4b, 3, 4, 0),
    ])
      expect((await file('*', bytes)).map((line) => line.slice(0, isNoText.length))).toEqual([isNoText])
  })
})
