import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFiles } from '../../../bots/files/files.ts'
import { openMailer } from '../../../bots/mail/mailer.ts'
import { post } from '../../../core/app/post.ts'
import type { Mailer, OutboxEntry, OutboxItem, Store, TicketFile } from '../../../core/app/ports.ts'
import type { App } from '../../../core/app/turn.ts'
import { mailOfAnswer } from '../../../core/notify/mail.ts'
import { indonesian } from '../../../core/text/words.ts'
import { startMailServer, type MailServer } from '../../bots/mail/mail-server.ts'
import { minute, openTicket, type TicketSample } from '../../fixtures/samples.ts'
import { query } from '../../fixtures/database.ts'
import { openStore } from '../../prisma/store/open-store.ts'

const to = 'sari@bapenda.go.id'
const group = { channel: 'telegram', chat: '-100' } as const

type MailEntry = OutboxEntry & { item: Extract<OutboxItem, { kind: 'mail' }> }

/** `waits`: not to be tried before a time. */
type Kept = { state: string; attempts: number; reason: string | null; waits: boolean }

type Desk = {
  app: App
  store: Store
  server: MailServer
  mailer: Mailer
  file: TicketFile
  /** The mail that waits. */
  claim(): Promise<MailEntry>
  /** What the outbox keeps of the mail. */
  kept(): Promise<Kept | undefined>
  /** What staff are told in their group, and whom it calls. */
  told(): Promise<{ text: string; calls: string[] | undefined }[]>
  /** Makes the mail older, and lets it be tried now. */
  age(hours: number): Promise<void>
}

/** A desk with one ticket and its answer waiting to be mailed over a server on loopback. */
async function openDesk(sample: TicketSample = {}): Promise<Desk> {
  const [{ store, url }, server] = [await openStore(), await startMailServer({ disabledCommands: ['AUTH'] })]
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-post-'))
  const account = { url: `smtp://127.0.0.1:${server.port}`, from: 'layanan@go.id', name: 'Diskominfo' }
  const { mailer, close } = openMailer(account, openFiles(folder))
  onTestFinished(async () => {
    close()
    await rm(folder, { recursive: true })
  })
  const app = { store, words: indonesian } as App
  const file = await store.transaction(async (tx) => {
    const opened = await openTicket(tx, sample)
    const { id: ticket, number, service } = opened.ticket
    const words = { to, number, name: 'Sari', office: 'Diskominfo', text: 'Jaringan sudah pulih.' }
    await tx.outbox.put([{ kind: 'mail', service, ticket, mail: mailOfAnswer(indonesian.mail, words) }])
    await tx.staff.bind({ service, chat: group, title: 'Meja', hasTopics: false })
    return opened
  })
  const claimAll = () => store.claimOutbox(9)
  return {
    app,
    store,
    server,
    mailer,
    file,
    claim: async () => (await claimAll()).find(({ item }) => item.kind === 'mail') as MailEntry,
    kept: async () =>
      (
        await query<Kept>(
          url,
          `SELECT state, attempts, reason, not_before IS NOT NULL AS waits FROM outbox WHERE item->>'kind' = 'mail'`,
        )
      )[0],
    told: async () =>
      query<{ text: string; calls: string[] | undefined }>(
        url,
        `SELECT item->'message'->>'text' AS text, item->'calls' AS calls FROM outbox
          WHERE item->>'kind' = 'to-group' ORDER BY id`,
      ),
    age: async (hours) => {
      await query(
        url,
        `UPDATE outbox SET created_at = now() - $1 * interval '1 hour', not_before = NULL, leased_until = NULL
          WHERE item->>'kind' = 'mail'`,
        [hours],
      )
    },
  }
}

async function postOne({ app, mailer, claim }: Desk, by: Mailer | null = mailer) {
  const entry = await claim()
  return post(app, by, entry, entry.item)
}

describe('post', () => {
  it('sends the answer and marks it sent', async () => {
    const desk = await openDesk()
    expect(await postOne(desk)).toBe('sent')
    expect(desk.server.arrived).toMatchObject([
      {
        from: 'layanan@go.id',
        to: [to],
        headers: { subject: `Jawaban pengaduan ${desk.file.ticket.number}` },
      },
    ])
    expect(desk.server.arrived[0]?.text).toContain('Jaringan sudah pulih.')
    expect(await desk.kept()).toEqual({ state: 'sent', attempts: 0, reason: null, waits: false })
    expect(await desk.told()).toEqual([])
  })

  it('tries again when the server wants it later, and tells nobody', async () => {
    const desk = await openDesk()
    desk.server.replies.push({ at: 'recipient', code: 451 })
    expect(await postOne(desk)).toBe('later')
    expect(await desk.kept()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      waits: true,
      reason: expect.stringContaining('451') as string,
    })
    await desk.age(0)
    expect(await postOne(desk)).toBe('sent')
    expect(desk.server.arrived).toHaveLength(1)
    expect(await desk.told()).toEqual([])
  })

  it('sends once the server is up again, also after many tries', async () => {
    const desk = await openDesk()
    await desk.server.stop()
    for (let i = 0; i < 25; i++) {
      expect(await postOne(desk)).toBe('later')
      await desk.age(3)
    }
    await desk.server.start()
    expect(await postOne(desk)).toBe('sent')
    expect(desk.server.arrived).toHaveLength(1)
    expect(await desk.told()).toEqual([])
  })

  it('gives up after four hours, and tells staff what to do', async () => {
    const desk = await openDesk({ assignee: '7' })
    await desk.server.stop()
    await desk.age(4)
    expect(await postOne(desk)).toBe('given-up')
    expect(await desk.kept()).toMatchObject({ state: 'dead' })
    const { number } = desk.file.ticket
    expect(await desk.told()).toEqual([
      {
        text: `E-mail untuk pelapor ${number} tidak terkirim: server e-mail tidak dapat dihubungi selama beberapa jam.\nMohon sampaikan isinya dengan cara lain, misalnya telepon, lalu catat dengan /memo ${number}.`,
        calls: ['7'],
      },
    ])
  })

  it('gives up at once what is refused', async () => {
    const desk = await openDesk()
    desk.server.replies.push({ at: 'recipient', code: 550 })
    expect(await postOne(desk)).toBe('given-up')
    expect(await desk.kept()).toEqual({
      state: 'dead',
      attempts: 0,
      reason: expect.stringContaining('550') as string,
      waits: false,
    })
    const { number } = desk.file.ticket
    expect(await desk.told()).toEqual([
      {
        text: `E-mail untuk pelapor ${number} tidak terkirim: server e-mail menolaknya, mungkin alamatnya keliru.\nMohon sampaikan isinya dengan cara lain, misalnya telepon, lalu catat dengan /memo ${number}.`,
        calls: [],
      },
    ])
    expect(desk.server.arrived).toEqual([])
  })

  it('asks for no note on a ticket that is closed', async () => {
    const desk = await openDesk({ closed: minute(5) })
    expect(await postOne(desk, null)).toBe('given-up')
    expect(await desk.kept()).toEqual({ state: 'dead', attempts: 0, reason: 'no mailer', waits: false })
    expect(await desk.told()).toEqual([
      {
        text: `E-mail untuk pelapor ${desk.file.ticket.number} tidak terkirim: server e-mail belum diatur.\nMohon sampaikan isinya dengan cara lain, misalnya telepon.`,
        calls: [],
      },
    ])
  })

  it('leaves a bug to be seen', async () => {
    const desk = await openDesk()
    const broken: Mailer = { send: () => Promise.reject(new TypeError('bug')) }
    await expect(postOne(desk, broken)).rejects.toThrow('bug')
    expect(await desk.kept()).toMatchObject({ state: 'waiting', attempts: 0 })
  })
})
