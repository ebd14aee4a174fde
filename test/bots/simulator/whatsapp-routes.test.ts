import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { normalizeMessageContent } from '@whiskeysockets/baileys'
import { Api, InputFile } from 'grammy'
import { describe, expect, it, vi } from 'vitest'
import type { Simulator } from '../../../bots/simulator/simulator.ts'
import type { WhatsAppMessageView } from '../../../bots/simulator/whatsapp-view.ts'
import { openPage, type Page } from './page-harness.ts'
import { idOf, simulate, temporaryFolder } from './simulator-harness.ts'
import { type Client, connect, newMemory, open } from './whatsapp/harness.ts'

const BUDI_JID = '6281210002001@s.whatsapp.net'

function sideOf({ whatsapp }: Simulator) {
  if (!whatsapp) throw new Error('no WhatsApp was started')
  return whatsapp
}

/** A bare client, linked as the bot's is: by what it shows. */
async function linkTo(simulator: Simulator): Promise<Client> {
  const { peer, media, link } = sideOf(simulator)
  const memory = newMemory()
  const first = connect(peer, memory, media)
  const { qr = '' } = await first.until((update) => update.qr !== undefined)
  expect(await link({ qr })).toBe(true)
  await first.until(({ connection }) => connection === 'close')
  return open(peer, memory, media)
}

async function setUp(dataDir?: string) {
  const simulator = await simulate(dataDir, undefined, true)
  const page = await openPage(simulator)
  const client = await linkTo(simulator)
  const siti = idOf(simulator, 'siti_rahmawati')
  return { simulator, page, client, siti, budi: page.budi }
}

const text = (content: string) => ({ kind: 'text', text: content })

/** An act of the page that has to work; answers its result. */
async function act(page: Page, name: string, body: object): Promise<string> {
  const response = await page.post(`whatsapp/${name}`, body)
  expect([name, response.status]).toEqual([name, 200])
  return ((await response.json()) as { result: string }).result
}

async function chat(page: Page, person: number): Promise<WhatsAppMessageView[]> {
  const { whatsapp } = await page.state()
  return whatsapp?.chats.find((one) => one.person === person)?.messages ?? []
}

async function upload(page: Page, person: number, kind: string, files: File[], more: object = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ person, kind, ...more })) form.set(name, String(value))
  for (const file of files) form.append('file', file)
  return fetch(`${page.root}/simulator/whatsapp/upload`, { method: 'POST', body: form })
}

/** What the client got from people, without the first history. */
function arrived({ messages }: Client) {
  return messages
    .map(({ message }) => normalizeMessageContent(message.message) ?? {})
    .filter(({ protocolMessage }) => !protocolMessage?.historySyncNotification)
}

describe('what a person does in WhatsApp', () => {
  it('reaches the client as WhatsApp would bring it', async () => {
    const { page, client, budi, siti } = await setUp()
    const person = { person: budi }
    const first = await act(page, 'send', { ...person, content: text('Wi-Fi lambat') })
    await act(page, 'edit', { ...person, message: first, text: 'Wi-Fi lambat sekali' })
    await act(page, 'send', { ...person, replyTo: first, content: text('Sejak pagi') })
    await act(page, 'send', { ...person, forwarded: true, content: text('Dari grup sebelah') })
    for (const kind of ['voice', 'sticker', 'location'])
      await act(page, 'send', { ...person, content: { kind } })
    await act(page, 'send', { ...person, content: { kind: 'contact', of: siti } })
    await act(page, 'forward', { ...person, message: first })
    await act(page, 'delete', { ...person, message: first })
    await vi.waitFor(() => expect(arrived(client)).toHaveLength(10), 5_000)
    expect(arrived(client)).toMatchObject([
      { conversation: 'Wi-Fi lambat' },
      { protocolMessage: { key: { id: first }, editedMessage: { conversation: 'Wi-Fi lambat sekali' } } },
      { extendedTextMessage: { text: 'Sejak pagi', contextInfo: { stanzaId: first } } },
      { extendedTextMessage: { text: 'Dari grup sebelah', contextInfo: { isForwarded: true } } },
      { audioMessage: { ptt: true } },
      { stickerMessage: {} },
      { locationMessage: {} },
      {
        contactMessage: {
          displayName: 'Siti Rahmawati',
          vcard: expect.stringContaining('waid=6281310002002'),
        },
      },
      { extendedTextMessage: { text: 'Wi-Fi lambat sekali', contextInfo: { isForwarded: true } } },
      { protocolMessage: { key: { id: first } } },
    ])
    const shown = await chat(page, budi)
    expect(shown[0]).toMatchObject({ id: first, own: true, text: '', deleted: true, edited: false })
    expect(shown[1]).toMatchObject({ text: 'Sejak pagi', replyTo: first })
    expect(shown[2]).toMatchObject({ forwarded: true })
    expect(shown.map(({ file }) => file?.kind)).toContain('voice')
    await vi.waitFor(async () =>
      expect((await chat(page, budi)).map(({ state }) => state)).toEqual(Array(8).fill('delivered')),
    )
  })

  it('is an album when several photos are sent together, the words under the first', async () => {
    const { page, client, budi } = await setUp()
    const photo = new File([new Uint8Array(4)], 'a.png', { type: 'image/png' })
    expect((await upload(page, budi, 'photo', [photo, photo], { caption: 'Bukti' })).status).toBe(200)
    await vi.waitFor(() => expect(arrived(client)).toHaveLength(3))
    const [one, two] = await chat(page, budi)
    expect(one).toMatchObject({ text: 'Bukti', album: expect.any(String), file: { kind: 'image' } })
    expect(two).toMatchObject({ text: '', album: one?.album })
  })

  it('is refused to whoever has no WhatsApp, and where what it is about is gone or not theirs', async () => {
    const { page, client, budi, simulator } = await setUp()
    const sent = await client.socket.sendMessage(BUDI_JID, { text: 'Di ruang mana?' })
    await vi.waitFor(async () => expect(await chat(page, budi)).toHaveLength(1))
    const message = sent?.key.id
    const own = await act(page, 'send', { person: budi, content: { kind: 'voice' } })
    await act(page, 'delete', { person: budi, message: own })
    const impossible: [string, object][] = [
      ['send', { person: idOf(simulator, 'rina_helpdesk'), content: text('Halo') }],
      ['send', { person: 1, content: text('Halo') }],
      ['send', { person: budi, replyTo: 'X1', content: text('Halo') }],
      ['send', { person: budi, content: { kind: 'contact', of: 1 } }],
      ['edit', { person: budi, message, text: 'Halo' }],
      ['delete', { person: budi, message }],
      ['edit', { person: budi, message: own, text: 'Halo' }],
      ['forward', { person: budi, message: own }],
      ['read', { person: 1 }],
    ]
    for (const [name, body] of impossible)
      expect([name, body, (await page.post(`whatsapp/${name}`, body)).status]).toEqual([name, body, 409])
    const malformed: [string, object][] = [
      ['send', { person: budi, content: text('  ') }],
      ['send', { person: budi, content: text('a'.repeat(4097)) }],
      ['edit', { person: budi, message: '../x', text: 'Halo' }],
      ['read', {}],
    ]
    for (const [name, body] of malformed)
      expect([name, body, (await page.post(`whatsapp/${name}`, body)).status]).toEqual([name, body, 400])
    const photo = new File([new Uint8Array(4)], 'a.png', { type: 'image/png' })
    expect((await upload(page, budi, 'photo', Array(31).fill(photo))).status).toBe(400)
    expect((await upload(page, budi, 'photo', [])).status).toBe(400)
    const heavy = new File([new Uint8Array(20 * 1024 * 1024)], 'a.png', { type: 'image/png' })
    expect((await upload(page, budi, 'photo', [heavy])).status).toBe(413)
  })

  it('is not there at all without a WhatsApp, nor for foreign pages', async () => {
    const page = await openPage()
    expect((await page.state()).whatsapp).toBe(null)
    const body = { person: page.budi, content: text('Halo') }
    expect((await page.post('whatsapp/send', body)).status).toBe(409)
    expect((await page.post('whatsapp/send', body, { origin: 'https://contoh.go.id' })).status).toBe(403)
  })
})

describe('what comes', () => {
  it('is unread until the chat is opened, and the client hears of it', async () => {
    const { page, client, budi } = await setUp()
    const sent = await client.socket.sendMessage(BUDI_JID, { text: '*TIK-1001*\nDi ruang mana?' })
    await vi.waitFor(async () =>
      expect(await chat(page, budi)).toMatchObject([
        { own: false, read: false, text: '*TIK-1001*\nDi ruang mana?' },
      ]),
    )
    await act(page, 'read', { person: budi })
    await vi.waitFor(() => expect(client.status(sent?.key.id)).toBe(4))
    expect(await chat(page, budi)).toMatchObject([{ read: true }])
  })

  it('opens in the browser when it is a paper of the bot; what people sent is a download, also passed on', async () => {
    const { simulator, page, client, budi } = await setUp()
    const documents = async (bytes: Buffer, fileName: string) => {
      const theirs = async () => (await chat(page, budi)).filter(({ own }) => !own)
      const before = (await theirs()).length
      await client.socket.sendMessage(BUDI_JID, { document: bytes, mimetype: 'application/pdf', fileName })
      return vi.waitFor(async () => {
        const shown = await theirs()
        expect(shown.length).toBeGreaterThan(before)
        return page.get(`/simulator/file/${shown.at(-1)?.file?.id}`)
      })
    }
    const paper = await documents(Buffer.from('%PDF-1.7 surat'), 'TIK-1001.pdf')
    expect(paper.headers.get('content-type')).toBe('application/pdf')
    expect(paper.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''TIK-1001.pdf")
    expect(await paper.text()).toBe('%PDF-1.7 surat')

    const theirs = new File(['%PDF-1.7 milik orang'], 'surat.pdf', { type: 'application/pdf' })
    expect((await upload(page, budi, 'document', [theirs])).status).toBe(200)
    const own = await page.get(`/simulator/file/${(await chat(page, budi)).find((one) => one.own)?.file?.id}`)
    const passedOn = await documents(Buffer.from('%PDF-1.7 milik orang'), 'surat.pdf')
    const api = new Api(simulator.token, { apiRoot: simulator.api.root })
    const again = new InputFile(Buffer.from('%PDF-1.7 milik orang'), 'surat.pdf')
    const { document } = await api.sendDocument(page.group, again)
    const across = await page.get(`/simulator/file/${document.file_id}`)
    for (const { headers } of [own, passedOn, across]) {
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''surat.pdf")
    }
    for (const id of ['whatsapp-1-X', `whatsapp-${budi}-X`, 'whatsapp-'])
      expect((await page.get(`/simulator/file/${id}`)).status).toBe(404)
  })

  it('is told to the page as it happens', async () => {
    const { page, client, budi } = await setUp()
    const reader = (await page.get('/simulator/events'))
      .body!.pipeThrough(new TextDecoderStream())
      .getReader()
    let heard = ''
    const hear = async (wanted: string) => {
      while (!heard.includes(wanted)) heard += (await reader.read()).value ?? ''
    }
    await hear('event: hello')
    const own = await act(page, 'send', { person: budi, content: text('Wi-Fi lambat') })
    await hear('"state":"delivered"')
    await act(page, 'delete', { person: budi, message: own })
    await hear('"deleted":true')
    await client.socket.sendPresenceUpdate('composing', BUDI_JID)
    await hear('"kind":"typing","on":true')
    await client.socket.sendMessage(BUDI_JID, { text: 'Baik' })
    await hear('"text":"Baik"')
    await act(page, 'read', { person: budi })
    await hear('"kind":"read"')
    expect(heard.match(/event: whatsapp/g)?.length).toBeGreaterThan(4)
    await reader.cancel()
  })
})

describe('linking', () => {
  it('is refused for a code that is too old', async () => {
    const { simulator } = await setUp()
    expect(await sideOf(simulator).link({ qr: '2@x,a,b,c' })).toBe(false)
    expect(await sideOf(simulator).link({ code: 'ABCDEFGH' })).toBe(false)
  })

  it('leaves one device: a bot whose database was made anew takes the place of the old one', async () => {
    const { simulator, client } = await setUp()
    await client.socket.end(undefined)
    await linkTo(simulator)
    expect([...sideOf(simulator).peer.account.companions.keys()]).toEqual([2])
  })
})

describe('a restart of the simulator', () => {
  it('keeps the chats, the link and the people’s keys', async () => {
    const folder = await temporaryFolder()
    const before = await setUp(folder)
    await act(before.page, 'send', { person: before.budi, content: text('satu') })
    await vi.waitFor(() => expect(before.client.texts()).toEqual(['satu']))
    await before.client.socket.end(undefined)
    await before.simulator.close()

    const simulator = await simulate(folder, undefined, true)
    const page = await openPage(simulator)
    expect(await chat(page, page.budi)).toMatchObject([{ text: 'satu' }])
    const { peer, media } = sideOf(simulator)
    const client = await open(peer, before.client.memory, media)
    await act(page, 'send', { person: page.budi, content: text('dua') })
    await vi.waitFor(() => expect(client.texts()).toEqual(['dua']))
  })

  it('has on disk, before it says so, that it is linked and what people write; the rest a moment later', async () => {
    const folder = await temporaryFolder()
    const file = path.join(folder, 'simulator', 'whatsapp.json')
    const { simulator, page, client, budi } = await setUp(folder)
    const saved = async () => {
      const { account, people } = JSON.parse(await readFile(file, 'utf8')) as {
        account: { companions: unknown[] }
        people: { phone: string; written: [string, unknown][]; received: unknown[] }[]
      }
      return { account, budi: people.find(({ phone }) => phone === '6281210002001') }
    }
    expect((await saved()).account.companions).toHaveLength(1)
    const id = await act(page, 'send', { person: budi, content: text('satu') })
    expect((await saved()).budi?.written.map(([each]) => each)).toEqual([id])
    await client.socket.sendMessage(BUDI_JID, { text: 'Baik' })
    await vi.waitFor(async () => expect((await saved()).budi?.received).toHaveLength(1), 5_000)
    expect(sideOf(simulator).peer.unknown).toEqual([])
  })

  it('sets a damaged file aside and begins anew', async () => {
    const folder = await temporaryFolder()
    const file = path.join(folder, 'simulator', 'whatsapp.json')
    await (await simulate(folder, undefined, true)).close()
    await writeFile(file, '{"half')
    const { whatsapp } = await simulate(folder, undefined, true)
    expect(whatsapp?.peer.account.companions.size).toBe(0)
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe('{"half')
  })
})

describe('those with WhatsApp', () => {
  it('are the requesters and some of each desk, each with a number and a LID of their own', async () => {
    const { cast } = await simulate()
    const accounts = cast.members.flatMap(({ name, whatsapp }) => (whatsapp ? [{ name, ...whatsapp }] : []))
    expect(accounts).toEqual([
      { name: 'Budi Santoso', phone: '6281210002001', lid: '280006100000001', addressing: 'pn' },
      { name: 'Siti Rahmawati', phone: '6281310002002', lid: '280006100000002', addressing: 'lid' },
      { name: 'Made Wirawan', phone: '6281910002003', lid: '280006100000003', addressing: 'pn' },
      { name: 'Andi Pratama', phone: '6281210003003', lid: '280006100000004', addressing: 'lid' },
      { name: 'Agus Setiawan', phone: '6281210003006', lid: '280006100000007', addressing: 'pn' },
      { name: 'Ratna Wulandari', phone: '6281210003012', lid: '280006100000013', addressing: 'pn' },
    ])
  })
})
