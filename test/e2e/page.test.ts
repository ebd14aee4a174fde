import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../bots/config.ts'
import { createLogger } from '../../bots/log.ts'
import { startProgram, type Program } from '../../bots/program.ts'
import { freshDatabase, type TestDatabase } from '../fixtures/database.ts'
import { requireProgram } from '../fixtures/programs.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const WAIT_MS = 20_000
/** A Thursday before noon: the second working day after it is a Monday, with the digests of a day and of a week. */
const BEGIN = new Date('2026-11-26T09:30:00+07:00')
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
type Phone = 'requester' | 'whatsapp' | 'officer' | 'leader'

requireProgram('chromium', 'apt-get install -y chromium')('the page, on the real program', () => {
  let database: TestDatabase
  let folder: string
  let program: Program
  let browser: Browser
  const errors: string[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(path.join(tmpdir(), 'sigap-page-'))
    const read = readConfig({ DATABASE_URL: database.url, DATA_DIR: folder, PORT: '0' })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const ahead = BEGIN.getTime() - Date.now()
    const clock = { now: () => new Date(Date.now() + ahead) }
    const onFatal = (error: Error) => void errors.push(error.message)
    program = await startProgram(read.config, createLogger('error'), onFatal, { clock })
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
  })
  afterAll(async () => {
    await browser?.close()
    await program?.stop()
    await database?.drop()
    await rm(folder, { recursive: true })
  })

  async function open(viewport = { width: 1280, height: 800 }): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'id-ID' })
    const page = await context.newPage()
    page.setDefaultTimeout(WAIT_MS)
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    // What the bot wants dismissed is dismissed.
    const alone = 'dialog[open]:not(:has(button ~ button)) button'
    await page.addLocatorHandler(page.locator(alone), (button) => button.click())
    await page.goto(program.url)
    await page.waitForSelector('#leader .person', { state: 'attached' })
    return page
  }

  const log = (page: Page, phone: Phone) => page.locator(`#${phone} .log`)
  const hear = (page: Page, phone: Phone, text: string | RegExp) =>
    log(page, phone).locator('article', { hasText: text }).last().waitFor()
  const press = (page: Page, phone: Phone, label: string) =>
    log(page, phone).getByRole('button', { name: label, exact: true }).last().click()
  const be = (page: Page, phone: Phone, name: string) =>
    page.locator(`#${phone}`).getByRole('tab', { name }).click()
  async function say(page: Page, phone: Phone, text: string) {
    await page.fill(`#${phone}-text`, text)
    await page.press(`#${phone}-text`, 'Enter')
  }
  /** Answers the bot's question once it is on the screen. */
  async function answer(page: Page, question: RegExp, text: string, phone: Phone = 'requester') {
    await hear(page, phone, question)
    await say(page, phone, text)
  }
  /** The number of the ticket somebody was told of last. */
  async function ticketTold(page: Page, phone: Phone): Promise<string> {
    await hear(page, phone, /TIK-\d+/)
    const told = await log(page, phone)
      .locator('article', { hasText: /TIK-\d+/ })
      .last()
      .innerText()
    return /TIK-\d+/.exec(told)?.[0] ?? ''
  }
  /** Answers as a reply what the bot asks this officer, as its answer field offers. */
  async function reply(page: Page, text: string) {
    await page.locator('#officer .aim').waitFor()
    await say(page, 'officer', text)
    await page.locator('#officer .aim').waitFor({ state: 'hidden' })
  }
  /** Begins as Telegram lets people begin with a bot. */
  const start = (page: Page) => page.locator('#requester .start').click()
  const choose = (page: Page, desk: string) => page.getByLabel('Meja layanan').selectOption({ label: desk })
  const people = (page: Page, phone: Phone) =>
    page.locator(`#${phone} .person > span:nth-child(2)`).allInnerTexts()
  const currentRow = (page: Page, row: string) =>
    page.locator('.row-current .row-mark', { hasText: row }).waitFor()
  const nextWorkingDay = (page: Page) =>
    page.getByRole('button', { name: 'Hari kerja berikutnya', exact: true }).click()

  it(
    'takes a complaint through its SOP to the digest and its papers, and shows where it stands',
    { timeout: 120_000 },
    async () => {
      const page = await open()
      await nextWorkingDay(page)
      await page.locator('.clock-time', { hasText: '07.30' }).waitFor()

      await start(page)
      await answer(page, /Apa kendalanya/, 'Wi-Fi di lantai 2 putus sejak pagi')
      await hear(page, 'requester', 'Jaringan')
      await press(page, 'requester', 'Ya, Jaringan')
      await answer(page, /nama lengkap/, 'Budi Santoso')
      await answer(page, /OPD mana/, 'Dinas Kesehatan')
      await hear(page, 'requester', /bidang, UPT/)
      await press(page, 'requester', 'Lewati sisanya')
      await answer(page, /Nomor telepon/, '0812-1000-2001')
      await answer(page, /alamat e-mail/, 'budi@contoh.go.id')
      await hear(page, 'requester', /Ada foto/)
      await page.locator('#requester .attach > button').click()
      await page.getByRole('menuitem', { name: 'Contoh foto' }).click()
      await log(page, 'requester').locator('.own img').waitFor()
      await hear(page, 'requester', 'sebagai bukti')
      await press(page, 'requester', 'Selesai')
      await hear(page, 'requester', 'Mohon diperiksa')
      await press(page, 'requester', 'Kirim')
      const number = await ticketTold(page, 'requester')
      await currentRow(page, '1')

      await hear(page, 'officer', number)
      await press(page, 'officer', 'Ambil')
      await currentRow(page, '2')
      await press(page, 'officer', 'Eskalasi')
      await reply(page, 'Perangkat harus diperiksa di tempat')
      await currentRow(page, '3')
      await press(page, 'officer', 'Teruskan ke unit')
      await press(page, 'officer', 'Jaringan')
      await currentRow(page, '4')

      await page.getByRole('button', { name: '+1 jam' }).click()
      await page.getByRole('button', { name: '+15 menit' }).click()
      await page.locator('.row-current .late', { hasText: 'Terlambat' }).waitFor()
      await hear(page, 'officer', /terlambat/i)

      await be(page, 'officer', 'Dewi')
      await press(page, 'officer', 'Disposisi')
      await press(page, 'officer', 'Agus Setiawan')
      await reply(page, 'Mohon diperiksa hari ini')
      await press(page, 'officer', 'Segera')
      await log(page, 'officer').getByRole('button', { name: 'Rahasia', exact: true }).waitFor()
      await press(page, 'officer', 'Biasa')
      await currentRow(page, '5')
      await be(page, 'officer', 'Agus')
      await press(page, 'officer', 'Selesai')
      await reply(page, 'Titik akses diganti')
      await currentRow(page, '7')

      await hear(page, 'requester', 'Titik akses diganti')
      await press(page, 'requester', 'Sudah')
      await be(page, 'officer', 'Andi')
      await press(page, 'officer', 'Verifikasi dan tutup')
      await hear(page, 'requester', 'telah selesai dan ditutup')
      await page.locator('.row-current').waitFor({ state: 'detached' })
      await expect.poll(() => page.locator('.row-skipped .row-mark').allTextContents()).toEqual(['6'])

      await be(page, 'leader', 'Ratna')
      await nextWorkingDay(page)
      await log(page, 'leader').locator('img').first().waitFor()
      expect(await page.locator('.guide-count').textContent()).toBe('3/4')

      await say(page, 'officer', `/cetak ${number} Laporan Akhir`)
      const link = log(page, 'officer').locator('a.attachment', { hasText: '.pdf' }).last()
      await link.waitFor()
      expect(await link.getAttribute('target')).toBe('_blank')
      expect(await link.getAttribute('download')).toBe(null)
      const paper = await fetch(program.url + (await link.getAttribute('href')))
      expect(paper.headers.get('content-type')).toBe('application/pdf')
      const disposition = paper.headers.get('content-disposition')
      expect(disposition).toMatch(/^inline; .*\.pdf$/)
      expect(disposition).toContain(`filename*=UTF-8''${number}%20`)
      expect(Buffer.from(await paper.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
      await expect.poll(() => page.locator('.guide-count').textContent()).toBe('4/4')
      expect(errors).toEqual([])
    },
  )

  it(
    'takes a complaint on WhatsApp to the staff’s Telegram, and their answer back',
    { timeout: 120_000 },
    async () => {
      const page = await open()
      await nextWorkingDay(page)
      await page.locator('.clock-time', { hasText: '07.30' }).waitFor()
      await be(page, 'whatsapp', 'Made')
      await say(page, 'whatsapp', 'Wi-Fi di lantai 3 putus sejak pagi')
      await answer(page, /layanan apa/, 'Pengaduan Layanan TIK', 'whatsapp')
      await answer(page, /Jenis aduan: Jaringan/, '1', 'whatsapp')
      await answer(page, /nama lengkap/, 'Made Wirawan', 'whatsapp')
      await answer(page, /OPD mana/, 'Badan Pendapatan Daerah', 'whatsapp')
      await answer(page, /bidang, UPT/, '2', 'whatsapp')
      await answer(page, /[Nn]omor telepon/, '0819-1000-2003', 'whatsapp')
      await answer(page, /alamat e-mail/, 'made.wirawan@contoh.go.id', 'whatsapp')
      await hear(page, 'whatsapp', /Ada foto/)
      await page.locator('#whatsapp .attach > button').click()
      await page.locator('#whatsapp').getByRole('menuitem', { name: 'Contoh foto' }).click()
      await log(page, 'whatsapp').locator('.own img').waitFor()
      await hear(page, 'whatsapp', 'sebagai bukti')
      await say(page, 'whatsapp', 'selesai')
      await answer(page, /Mohon diperiksa/, '1', 'whatsapp')
      const number = await ticketTold(page, 'whatsapp')
      expect(await log(page, 'whatsapp').locator('.own .ticks-read').count()).toBeGreaterThan(8)

      await hear(page, 'officer', number)
      await press(page, 'officer', 'Ambil')
      await currentRow(page, '2')
      await say(page, 'officer', `/balas ${number} Titik akses sedang diperiksa`)
      await hear(page, 'whatsapp', 'Titik akses sedang diperiksa')
      await press(page, 'officer', 'Selesai')
      await reply(page, 'Titik akses dinyalakan kembali')
      await answer(page, /Titik akses dinyalakan kembali/, 'sudah', 'whatsapp')
      await press(page, 'officer', 'Verifikasi dan tutup')
      await hear(page, 'whatsapp', 'telah selesai dan ditutup')
      expect(errors).toEqual([])
    },
  )

  it(
    'lets people do in WhatsApp what telephones do, by keyboard too, and keeps it over a reload',
    { timeout: 60_000 },
    async () => {
      const page = await open()
      const own = log(page, 'whatsapp').locator('.own')
      const act = async (name: string, text: string) => {
        await own.filter({ hasText: text }).last().focus()
        await page.keyboard.press('Enter')
        await own.filter({ hasText: text }).last().locator(`[data-act=${name}]`).focus()
        await page.keyboard.press('Enter')
      }
      await be(page, 'whatsapp', 'Siti')
      const markup = '<b>tebal</b> *penting* https://contoh.go.id/a_b_c'
      await say(page, 'whatsapp', markup)
      const first = own.filter({ hasText: 'penting' })
      await first.locator('.ticks-read').waitFor()
      expect(await first.locator('.text').innerText()).toBe('<b>tebal</b> penting https://contoh.go.id/a_b_c')
      expect(await first.locator('strong').allInnerTexts()).toEqual(['penting'])
      expect(await first.locator('a').getAttribute('href')).toBe('https://contoh.go.id/a_b_c')

      await act('edit', 'penting')
      expect(await page.inputValue('#whatsapp-text')).toBe(markup)
      await say(page, 'whatsapp', 'Domain tidak aktif')
      await own.filter({ hasText: 'Domain tidak aktif' }).locator('.stamp', { hasText: 'diubah' }).waitFor()
      await act('reply', 'Domain tidak aktif')
      await say(page, 'whatsapp', 'Sejak kemarin')
      await own
        .filter({ hasText: 'Sejak kemarin' })
        .locator('.quote', { hasText: 'Domain tidak aktif' })
        .waitFor()
      await act('delete', 'Sejak kemarin')
      await own.locator('.deleted', { hasText: 'Pesan ini dihapus' }).waitFor()

      await be(page, 'whatsapp', 'Andi')
      await page.getByLabel('Pesan terusan').check()
      await say(page, 'whatsapp', 'Domain kami tidak aktif')
      await own.locator('.forwarded', { hasText: 'Diteruskan' }).waitFor()
      await page.getByLabel('Pesan terusan').uncheck()
      await page.locator('#whatsapp .attach > button').click()
      await page.locator('#whatsapp').getByRole('menuitem', { name: 'Kontak seseorang' }).click()
      await page.locator('dialog').getByRole('button', { name: 'Siti Rahmawati' }).click()
      await own.locator('.attachment', { hasText: 'Siti Rahmawati +6281310002002' }).waitFor()
      const pictures = page.locator('#whatsapp input[type=file]').first()
      const png = { mimeType: 'image/png', buffer: PIXEL }
      await pictures.setInputFiles([
        { name: 'a.png', ...png },
        { name: 'b.png', ...png },
      ])
      await expect.poll(() => own.locator('img').count()).toBe(2)

      await page.reload()
      await be(page, 'whatsapp', 'Siti')
      await own.filter({ hasText: 'Domain tidak aktif' }).first().waitFor()
      expect(await own.locator('.deleted').count()).toBe(1)
      expect(errors).toEqual([])
    },
  )

  it(
    'shows each desk with its own people and tickets, and remembers which',
    { timeout: 60_000 },
    async () => {
      const page = await open()
      const options = await page.getByLabel('Meja layanan').locator('option').allInnerTexts()
      expect(options).toEqual([
        'Pengaduan Layanan TIK',
        'Pengaduan Nama Domain',
        'Pengaduan Nama Domain Instansi',
        'Pengaduan Gangguan Layanan Jaringan',
        'Gangguan, Permasalahan, dan Permintaan Layanan LPSE',
      ])
      expect(await page.locator('.agency').textContent()).toContain('Provinsi Banten')
      expect(await page.locator('.clock-time').textContent()).toContain('WIB')
      await choose(page, 'Gangguan, Permasalahan, dan Permintaan Layanan LPSE')
      expect(await people(page, 'requester')).toEqual(['Budi', 'Siti', 'Made'])
      expect(await people(page, 'officer')).toEqual(['Yosef', 'Aini'])
      expect(await people(page, 'leader')).toEqual(['Rusdi'])
      expect(await page.locator('.agency').textContent()).toBe('LPSE Kabupaten Tana Tidung')
      expect(await page.locator('.clock-time').textContent()).toContain('WITA')
      await page.locator('#tickets .empty').waitFor()
      expect(await log(page, 'officer').locator('article').count()).toBe(0)

      await page.reload()
      await page.waitForSelector('#leader .person')
      expect(await people(page, 'officer')).toEqual(['Yosef', 'Aini'])

      await be(page, 'requester', 'Made')
      await start(page)
      await log(page, 'requester').locator('.own', { hasText: '/start lpse-tidung' }).waitFor()
      await hear(page, 'requester', /Apa kendala atau permintaannya/)
      await page.locator('#requester .samples').getByRole('button', { name: 'Kendala' }).click()
      expect(await page.inputValue('#requester-text')).toBe(
        'Mohon pelatihan penggunaan SPSE bagi pegawai baru',
      )
      expect(errors).toEqual([])
    },
  )

  it('keeps what was said when the page is loaded again, and writes nothing as markup', async () => {
    const page = await open()
    const markup = '<img src=x onerror="document.title=1"><b>tebal</b>'
    await be(page, 'officer', 'Rina')
    await say(page, 'officer', markup)
    await hear(page, 'officer', markup)
    await page.reload()
    await be(page, 'officer', 'Rina')
    await hear(page, 'officer', markup)
    expect(await log(page, 'officer').locator('.own b, .own img').count()).toBe(0)
    expect(await page.title()).toBe('Sigap · simulator')
    expect(errors).toEqual([])
  })

  it('is worked with the keyboard alone', async () => {
    const page = await open()
    const key = (name: string) => page.keyboard.press(name)
    const focus = (selector: string) => expect.poll(() => page.locator(`${selector}:focus`).count()).toBe(1)
    await page.locator('#requester [role=tab][aria-selected=true]').focus()
    await key('ArrowRight')
    await key('Enter')
    await focus('#requester [data-user=siti_rahmawati][aria-selected=true]')
    while ((await page.locator('#requester .start:focus').count()) === 0) await key('Tab')
    await key('Enter')
    await hear(page, 'requester', 'Apa kendalanya')
    await focus('#requester-text')
    await page.keyboard.type('/sta')
    await key('Enter')
    expect(await page.inputValue('#requester-text')).toMatch(/^\/sta\w+ $/)
    await page.fill('#requester-text', '')

    while ((await page.locator('#requester article:focus').count()) === 0) await key('Shift+Tab')
    await key('ArrowUp')
    await key('Enter')
    await focus('#requester [data-act=reply]')
    await key('Enter')
    await focus('#requester-text')
    await page.locator('#requester .aim', { hasText: 'Membalas' }).waitFor()
    await key('Escape')
    expect(await page.locator('#requester .aim').isVisible()).toBe(false)

    await page.locator('#requester .attach > button').focus()
    await key('Enter')
    await key('ArrowDown')
    await focus('#requester [data-attach=samplePhoto]')
    await key('Escape')
    await focus('#requester .attach > button')
    expect(errors).toEqual([])
  })

  it('fits a phone, one view at a time', async () => {
    const page = await open({ width: 390, height: 844 })
    const seen = async () => {
      const panels = ['requester', 'whatsapp', 'officer', 'tickets', 'leader']
      const visible = await Promise.all(panels.map((id) => page.locator(`#${id}`).isVisible()))
      return panels.filter((_, index) => visible[index])
    }
    expect(await seen()).toEqual(['requester'])
    const views = { WhatsApp: 'whatsapp', Staf: 'officer', Tiket: 'tickets', Pimpinan: 'leader' }
    for (const [label, id] of Object.entries(views)) {
      await page.locator('#views').getByRole('button', { name: label }).click()
      expect(await seen()).toEqual([id])
      const width = await page.evaluate('document.documentElement.scrollWidth')
      expect(width).toBeLessThanOrEqual(390)
    }
    expect(errors).toEqual([])
  })
})
