import { readdir } from 'node:fs/promises'
import { Api, InputFile } from 'grammy'
import { describe, expect, it } from 'vitest'
import { simulatorWords } from '../../../core/text/id/simulator.ts'
import { openPage, type Page } from './page-harness.ts'

const text = (content: string) => ({ kind: 'text', text: content })

describe('the page’s files', () => {
  it('are served with a policy that lets nothing foreign run', async () => {
    const page = await openPage()
    const html = await page.get('/')
    expect(html.headers.get('content-type')).toContain('text/html')
    expect(html.headers.get('content-security-policy')).toContain(
      "default-src 'self'; img-src 'self' blob: data:",
    )
    const used = [...(await html.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!)
    const files = await readdir(new URL('../../../bots/simulator/page/', import.meta.url))
    for (const path of [...used, ...files.map((file) => `/simulator/page/${file}`)]) {
      expect([path, (await page.get(path)).status]).toEqual([path, 200])
    }
  })

  it('are no way out of their folder', async () => {
    const page = await openPage()
    for (const name of ['nothing.js', '..%2Froutes.ts', '%2e%2e%2froutes.ts', 'a.ts'])
      expect((await page.get(`/simulator/page/${name}`)).status).toBe(404)
  })

  it('take their words from the catalogue', async () => {
    const page = await openPage()
    expect(await (await page.get('/simulator/words.json')).json()).toEqual(simulatorWords)
  })
})

describe('who may use it', () => {
  it('is this computer’s browser on the page’s own behalf', async () => {
    const page = await openPage()
    const send = { person: page.budi, chat: page.budi, content: text('Halo') }
    expect((await page.post('send', send, { origin: page.root })).status).toBe(200)
    for (const origin of ['http://127.0.0.1:1', 'https://contoh.go.id', 'null'])
      expect((await page.post('send', send, { origin })).status).toBe(403)
    expect(page.simulator.world.messages(page.budi)).toHaveLength(1)
  })

  it('is nobody who came by another name', async () => {
    const page = await openPage()
    // fetch does not let a caller choose the Host.
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      const options = { headers: { host: 'rebound.example' } }
      request(`${page.root}/simulator/state`, options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
  })
})

describe('what a person does', () => {
  it('reaches the bot as Telegram would bring it', async () => {
    const page = await openPage()
    const { world } = page.simulator
    const person = { person: page.budi, chat: page.budi }
    await page.post('send', { ...person, content: text('Wi-Fi lambat') })
    const [first] = world.messages(page.budi)
    await page.post('edit', { ...person, message: first!.message_id, text: 'Wi-Fi lambat sekali' })
    await page.post('send', { ...person, replyTo: first!.message_id, content: text('Sejak pagi') })
    for (const kind of ['voice', 'sticker', 'location', 'contact'])
      await page.post('send', { ...person, content: { kind } })
    await page.post('forward', { ...person, from: page.budi, message: first!.message_id })
    const updates = world.state.updates.map((update) => update.message ?? update.edited_message)
    expect(updates).toMatchObject([
      { text: 'Wi-Fi lambat' },
      { text: 'Wi-Fi lambat sekali', edit_date: expect.any(Number) },
      { text: 'Sejak pagi', reply_to_message: { message_id: first!.message_id } },
      { voice: { duration: expect.any(Number) } },
      { sticker: {} },
      { location: {} },
      { contact: { phone_number: '0812-1000-2001', user_id: page.budi } },
      { text: 'Wi-Fi lambat sekali', forward_origin: { type: 'user', sender_user: { id: page.budi } } },
    ])
  })

  it('is refused where the person is not, or what it is about is gone', async () => {
    const page = await openPage()
    const refused = [
      page.post('send', { person: page.budi, chat: page.group, content: text('Halo') }),
      page.post('send', { person: page.budi, chat: page.andi, content: text('Halo') }),
      page.post('send', { person: 1, chat: 1, content: text('Halo') }),
      page.post('send', { person: page.budi, chat: page.budi, replyTo: 99, content: text('Halo') }),
      page.post('send', { person: page.andi, chat: page.group, thread: 99, content: text('Halo') }),
      page.post('edit', { person: page.budi, chat: page.budi, message: 99, text: 'Halo' }),
      page.post('forward', { person: page.budi, chat: page.budi, from: page.group, message: 1 }),
    ]
    for (const response of refused) expect((await response).status).toBe(409)
    const malformed = [
      page.post('send', { person: page.budi, chat: page.budi, content: text('  ') }),
      page.post('send', { person: page.budi, chat: page.budi, content: text('a'.repeat(4097)) }),
      page.post('clock', { minutes: -15 }),
      page.post('press', 'not an object'),
    ]
    for (const response of malformed) expect((await response).status).toBe(400)
    expect(page.simulator.world.state.updates).toEqual([])
  })

  it('shows what the bot answers to a press', async () => {
    const page = await openPage()
    const api = new Api(page.simulator.token, { apiRoot: page.simulator.api.root })
    const keyboard = { inline_keyboard: [[{ text: 'Ambil', callback_data: 'ambil' }]] }
    const { message_id: message } = await api.sendMessage(page.group, 'TIK-1001', { reply_markup: keyboard })
    const pressed = page.post('press', { person: page.andi, chat: page.group, message, data: 'ambil' })
    const updates = await api.getUpdates({ timeout: 5 })
    const query = updates.find(({ callback_query: found }) => found)?.callback_query
    expect(query).toMatchObject({ from: { id: page.andi }, data: 'ambil', message: { message_id: message } })
    await api.answerCallbackQuery(query!.id, { text: 'Tiket Anda ambil.', show_alert: true })
    expect(await (await pressed).json()).toEqual({ result: { text: 'Tiket Anda ambil.', alert: true } })
  })
})

describe('files', () => {
  const send = (page: Page, kind: string, files: File[]) => {
    const form = new FormData()
    form.set('person', String(page.budi))
    form.set('chat', String(page.budi))
    form.set('kind', kind)
    form.set('caption', 'Bukti')
    for (const file of files) form.append('file', file)
    return fetch(`${page.root}/simulator/upload`, { method: 'POST', body: form })
  }

  it('come back as they were sent', async () => {
    const page = await openPage()
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256)
    const response = await send(page, 'document', [new File([bytes], 'log.pdf', { type: 'application/pdf' })])
    expect(response.status).toBe(200)
    const [message] = page.simulator.world.messages(page.budi)
    expect(message).toMatchObject({ caption: 'Bukti', document: { file_name: 'log.pdf' } })
    const file = await page.get(`/simulator/file/${message!.document!.file_id}`)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
  })

  it('are an album when several photos are sent together', async () => {
    const page = await openPage()
    const photo = new File([new Uint8Array(4)], 'a.png', { type: 'image/png' })
    await send(page, 'photo', [photo, photo])
    const [one, two] = page.simulator.world.messages(page.budi)
    expect(one!.media_group_id).toMatch(/^\d+$/)
    expect(two!.media_group_id).toBe(one!.media_group_id)
  })

  it('open in the browser when they are papers of the bot, under their name', async () => {
    const page = await openPage()
    const api = new Api(page.simulator.token, { apiRoot: page.simulator.api.root })
    const paper = new InputFile(Buffer.from('%PDF-1.7\n'), "TIK-1001 Surat Perintah (1) 'a'.pdf")
    const { document } = await api.sendDocument(page.group, paper)
    expect(document).toMatchObject({ mime_type: 'application/pdf' })
    const { headers } = await page.get(`/simulator/file/${document.file_id}`)
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''TIK-1001%20Surat%20Perintah%20%281%29%20%27a%27.pdf",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  })

  it('are downloads when a person sent the PDF, also once the bot has passed it on', async () => {
    const page = await openPage()
    const api = new Api(page.simulator.token, { apiRoot: page.simulator.api.root })
    await send(page, 'document', [new File(['%PDF-1.7\n'], 'surat.pdf', { type: 'application/pdf' })])
    const [theirs] = page.simulator.world.messages(page.budi)
    const passedOn = await api.sendDocument(page.group, theirs!.document!.file_id)
    const forwarded = await page.post('forward', {
      person: page.budi,
      chat: page.budi,
      from: page.budi,
      message: theirs!.message_id,
    })
    expect(forwarded.status).toBe(200)
    const copy = page.simulator.world.messages(page.budi).at(-1)
    for (const file of [theirs!.document!, passedOn.document, copy!.document!]) {
      const { headers } = await page.get(`/simulator/file/${file.file_id}`)
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''surat.pdf")
    }
  })

  it('are downloads when the bot sends what is no PDF, whatever it is called', async () => {
    const page = await openPage()
    const api = new Api(page.simulator.token, { apiRoot: page.simulator.api.root })
    const sheet = await api.sendDocument(
      page.group,
      new InputFile(Buffer.from('PK'), 'Register 2026-10.xlsx'),
    )
    const fake = await api.sendDocument(page.group, new InputFile(Buffer.from('<script>'), 'surat.pdf'))
    for (const { document } of [sheet, fake]) {
      const { headers } = await page.get(`/simulator/file/${document.file_id}`)
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('content-disposition')).toMatch(/^attachment/)
    }
  })

  it('never run as a page, whatever they are', async () => {
    const page = await openPage()
    await send(page, 'document', [new File(['<script>alert(1)</script>'], 'a.html', { type: 'text/html' })])
    const [message] = page.simulator.world.messages(page.budi)
    const { headers } = await page.get(`/simulator/file/${message!.document!.file_id}`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a.html")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect((await page.get('/simulator/file/unknown')).status).toBe(404)
  })
})

describe('the state', () => {
  it('holds people, chats, menus, and which message asks for an answer', async () => {
    const page = await openPage()
    const api = new Api(page.simulator.token, { apiRoot: page.simulator.api.root })
    await api.setMyCommands([{ command: 'ambil', description: 'mengambil tiket' }], {
      scope: { type: 'all_group_chats' },
    })
    const asked = await api.sendMessage(page.group, 'Mohon tuliskan alasannya.', {
      reply_markup: { force_reply: true },
    })
    await api.sendMessage(page.group, 'Kartu')
    const state = await page.state()
    expect(state.now).toBe('2026-11-12T01:00:00.000Z')
    expect(state.desks).toEqual([
      {
        id: 'tik-banten',
        title: 'Pengaduan TIK',
        agency: 'Diskominfo',
        timeZone: 'Asia/Jakarta',
        staffGroup: page.group,
        problems: {},
        samples: {},
      },
    ])
    expect(state.menus).toEqual({ all_group_chats: [{ command: 'ambil', description: 'mengambil tiket' }] })
    const group = state.chats.find(({ id }) => id === page.group)!
    expect(group).toMatchObject({ isForum: false, prompt: asked.message_id, keyboard: { force_reply: true } })
    expect(group.members).toContain(page.andi)
    expect(group.members).not.toContain(page.budi)
    expect(state.people.find(({ id }) => id === page.budi)).toMatchObject({
      part: 'requester',
      service: null,
      name: 'Budi Santoso',
    })
    expect(state.people.find(({ id }) => id === page.andi)).toMatchObject({
      service: 'tik-banten',
      held: null,
    })
  })
})

describe('the live events', () => {
  it('begin with a greeting, and bring every change once', async () => {
    const page = await openPage()
    const response = await page.get('/simulator/events')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const hear = async (wanted: string) => {
      while (!heard.includes(wanted)) {
        const { value, done } = await reader.read()
        if (done) throw new Error(`the stream ended before ${wanted}`)
        heard += value
      }
    }
    await hear('event: hello')
    await page.post('send', { person: page.budi, chat: page.budi, content: text('Wi-Fi lambat') })
    await hear('Wi-Fi lambat')
    await page.post('topics', { chat: page.group, on: true })
    await hear('"isForum":true')
    await page.post('clock', { minutes: 15 })
    await hear('event: clock')
    expect(heard.match(/"message-added"/g)).toHaveLength(1)
    expect(heard).not.toContain('call-answered')
    await reader.cancel()
  })
})

describe('the clock', () => {
  it('is moved by what the buttons say', async () => {
    const page = await openPage()
    await page.post('clock', { minutes: 15 })
    await page.post('clock', { minutes: 60 })
    await page.post('clock', { to: 'next-working-day' })
    expect(page.moves).toEqual([900_000, 3_600_000, 'next'])
  })
})
