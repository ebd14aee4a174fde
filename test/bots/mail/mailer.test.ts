import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openFiles } from '../../../bots/files/files.ts'
import { connectionOf, openMailer } from '../../../bots/mail/mailer.ts'
import { parseSmtpUrl } from '../../../bots/mail/smtp-url.ts'
import { letter, mailerContract, type MailOffice } from '../../contract/mailer.ts'
import { startMailServer } from './mail-server.ts'

const login = { user: 'layanan@instansi.go.id', pass: 'p@ss/w#rd 100%' }
const userInfo = `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@`
const from = 'layanan@instansi.go.id'

async function openAt(url: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-mail-'))
  const files = openFiles(folder)
  const opened = openMailer({ url, from, name: 'Diskominfo SP Provinsi Banten' }, files)
  onTestFinished(async () => {
    opened.close()
    await rm(folder, { recursive: true })
  })
  return { ...opened, files }
}

async function office(
  scheme: 'smtp' | 'smtps',
  options: Parameters<typeof startMailServer>[0],
): Promise<MailOffice & Awaited<ReturnType<typeof openAt>>> {
  const server = await startMailServer(options)
  const opened = await openAt(`${scheme}://${options?.login ? userInfo : ''}127.0.0.1:${server.port}`)
  return { ...opened, server }
}

/** A server that takes connections and says nothing. */
async function startMute(): Promise<Server> {
  const mute = createServer().listen(0, '127.0.0.1')
  await once(mute, 'listening')
  onTestFinished(() => void mute.close())
  return mute
}

function urlOf(server: Server): string {
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

mailerContract('SMTP', () => office('smtp', { disabledCommands: ['AUTH', 'STARTTLS'] }))
mailerContract('SMTP over TLS with a password', () => office('smtps', { secure: true, login }))

describe('openMailer', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it('writes as the office, with its user and password, over STARTTLS where it is offered', async () => {
    const { mailer, server } = await office('smtp', { login })
    await mailer.send(letter)
    expect(server.arrived).toMatchObject([
      { from, user: login.user, secure: true, headers: { from: `Diskominfo SP Provinsi Banten <${from}>` } },
    ])
  })

  it('is refused with a wrong password, for good', async () => {
    const server = await startMailServer({ login })
    const { mailer, check } = await openAt(`smtp://${login.user}:salah@127.0.0.1:${server.port}`)
    await expect(mailer.send(letter)).rejects.toMatchObject({ code: 'mail', retryable: false })
    await expect(check()).rejects.toMatchObject({ code: 'mail', retryable: false })
    const failure = await mailer.send(letter).catch(String)
    expect(failure).toContain('535')
    expect(failure).not.toContain('salah')
  })

  it('says whether the server can be used now', async () => {
    const { check, server } = await office('smtps', { secure: true, login })
    await check()
    await server.stop()
    await expect(check()).rejects.toMatchObject({ code: 'mail', retryable: true })
  })

  it('keeps a connection, and takes another when the server hung up meanwhile', async () => {
    const { mailer, server } = await office('smtp', { disabledCommands: ['AUTH', 'STARTTLS'] })
    await mailer.send(letter)
    await mailer.send(letter)
    expect(server.connections()).toBe(1)
    server.hangUp()
    await mailer.send(letter)
    expect(server.arrived).toHaveLength(3)
    expect(server.connections()).toBe(2)
  })

  it('lets what is on its way arrive when it is closed', async () => {
    let begun = () => {}
    const beginning = new Promise<void>((resolve) => (begun = resolve))
    const { mailer, close, server } = await office('smtp', {
      disabledCommands: ['AUTH', 'STARTTLS'],
      onMailFrom: (_address, _session, done) => {
        begun()
        done()
      },
    })
    const sending = mailer.send(letter)
    await beginning
    close()
    await sending
    expect(server.arrived).toHaveLength(1)
  })

  it('does not wait for a server that never greets', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const mute = await startMute()
    const connected = once(mute, 'connection')
    const { mailer } = await openAt(urlOf(mute))
    const sending = expect(mailer.send(letter)).rejects.toMatchObject({ code: 'mail', retryable: true })
    await connected
    await vi.advanceTimersByTimeAsync(12_000)
    await sending
  })

  it('gives up a try well within the minute in which the entry is its own', async () => {
    const late = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal)
    const mute = await startMute()
    const { mailer } = await openAt(urlOf(mute))
    mute.once('connection', () => late.abort())
    await expect(mailer.send(letter)).rejects.toMatchObject({ code: 'mail', retryable: true })
    expect(timeout).toHaveBeenCalledWith(25_000)
  })
})

describe('connectionOf', () => {
  const connection = (url: string) => connectionOf(parseSmtpUrl(url)!)

  it('sends no password unencrypted, and trusts no unknown certificate, beyond this computer', () => {
    expect(connection('smtp://nama:sandi@mail.go.id')).toMatchObject({
      secure: false,
      requireTLS: true,
      tls: { rejectUnauthorized: true },
      auth: { user: 'nama', pass: 'sandi' },
    })
    expect(connection('smtps://nama:sandi@mail.go.id')).toMatchObject({
      secure: true,
      tls: { rejectUnauthorized: true },
    })
  })

  it('takes the server of this computer, or one that asks for no password, as it is', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(connection(`smtp://nama:sandi@${host}:25`)).toMatchObject({
        requireTLS: false,
        tls: { rejectUnauthorized: false },
      })
    expect(connection('smtp://mail.go.id')).toMatchObject({ requireTLS: false, auth: undefined })
  })
})
