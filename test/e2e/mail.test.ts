import { expect, test } from 'vitest'
import { startMailServer } from '../bots/mail/mail-server.ts'
import { query } from '../fixtures/database.ts'
import { press, tell } from './conversation.ts'
import { startTown, type Town } from './town.ts'

/** A complaint that came by telephone, recorded by an officer and answered by e-mail: the mail really goes out. */

/** What the officer answers and presses while recording, in the order of the questions; `[…]` is a button. */
const dialogue = [
  '/catat',
  '[Telepon]',
  '[Baru saja]',
  'Printer di ruang keuangan tidak mau mencetak sejak Jumat',
  '[Ya, Komputer]',
  'Wati Suryani',
  'Dinas Kesehatan',
  '[Lewati sisanya]',
  '0812-7000-1234',
  'wati.suryani@contoh.go.id',
  '[Tanpa bukti]',
  '[Catat]',
]

test('an answer to somebody without a chat is mailed, and its way recorded', async () => {
  const server = await startMailServer()
  const town = await startTown({
    env: { SMTP_URL: `smtp://127.0.0.1:${server.port}?from=helpdesk@contoh.go.id` },
  })
  try {
    const rina = town.person('Rina')
    await tell(town, rina, town.group(), 'Selamat pagi')
    await tell(town, rina, rina, '/start')
    for (const said of dialogue) await act(town, rina, said)
    await tell(town, rina, rina, '/ambil 1001')
    await act(town, rina, '/selesai 1001 Kabel printer sudah diganti. Terima kasih.')
    await act(town, rina, '[E-mail]')
    await expect.poll(() => server.arrived.length, { timeout: 15_000 }).toBe(1)
    expect(server.arrived[0]).toMatchObject({
      from: 'helpdesk@contoh.go.id',
      to: ['wati.suryani@contoh.go.id'],
      headers: { subject: 'Jawaban pengaduan TIK-1001' },
    })
    expect(server.arrived[0]?.text).toContain('Yth. Bapak/Ibu Wati Suryani,')
    expect(server.arrived[0]?.text).toContain('Kabel printer sudah diganti. Terima kasih.')
    const [event] = await query<{ via: string }>(
      town.databaseUrl,
      `SELECT event #>> '{inputs,via,choice}' AS via FROM ticket_events WHERE event->>'answer' IS NOT NULL`,
    )
    expect(event?.via).toBe('email')
  } finally {
    await town.stop()
  }
})

async function act(town: Town, person: number, said: string): Promise<void> {
  const label = /^\[(.+)\]$/.exec(said)?.[1]
  await (label === undefined ? tell(town, person, person, said) : press(town, person, person, label))
}
