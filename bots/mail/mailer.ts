import { createTransport } from 'nodemailer'
import { MailError, type Files, type Mail, type Mailer } from '../../core/app/ports.ts'
import { readEmail } from '../../core/intake/email.ts'
import { isLoopback } from '../config.ts'
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts'

/** The server, and as whom it is written: an address and the office's name. */
export type MailAccount = { url: string; from: string; name: string }

/** The whole of one try. An entry of the outbox is ours for a minute, of which the mark that it went out needs half. */
const sendMs = 25_000
/** Silence of the server at each stage. */
const silenceMs = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
}

/**
 * Sends over SMTP, on kept connections. A password never travels unencrypted and a certificate must be valid, save on
 * this computer, where nobody is in between. `check` rejects with `MailError` when the server cannot be used now.
 * `close` lets what is on its way arrive.
 */
export function openMailer(
  { url, from, name }: MailAccount,
  files: Files,
): { mailer: Mailer; check: () => Promise<void>; close: () => void } {
  const server = parseSmtpUrl(url)
  if (!server) throw new Error('bug: an SMTP address that was not checked')
  const transport = createTransport({
    pool: true,
    // Of a connection the server had closed while it was idle; any other try again is the outbox's.
    maxRequeues: 1,
    ...silenceMs,
    ...connectionOf(server),
  })
  const send = async ({ to, subject, text, attachments = [] }: Mail) => {
    const address = readEmail(to)
    if (address === null) throw new MailError('not an address', false)
    const attached = await Promise.all(attachments.map((attachment) => read(files, attachment)))
    const signal = AbortSignal.timeout(sendMs)
    const sender = { name: oneLine(name), address: from }
    const headers = { from: sender, to: address, subject: oneLine(subject) }
    await told(transport.sendMail({ ...headers, text, attachments: attached, signal }))
  }
  return {
    mailer: { send },
    check: () => told(transport.verify()),
    close: () => transport.close(),
  }
}

/** How the server is spoken to. */
export function connectionOf({ host, port, secure, auth }: SmtpServer) {
  const near = isLoopback(host)
  return {
    host,
    port,
    secure,
    requireTLS: auth !== null && !near,
    tls: { rejectUnauthorized: !near },
    auth: auth ?? undefined,
  }
}

/** What is attached may still be on its way into `Files`. */
async function read(files: Files, { key, name }: { key: string; name: string }) {
  const bytes = await files.get(key)
  if (bytes === null) throw new MailError(`no file ${key}`, true)
  return { filename: oneLine(name), content: Buffer.from(bytes) }
}

/** Some readers' programs take an encoded line break in a header for a real one. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}

/** The server's failures as `MailError`; anything else is a bug and comes back as it is. */
async function told(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new MailError(error.message, !isRefusal(error), error)
  }
}

/**
 * Whether the answer would be the same next time: the server refuses for good (5xx, RFC 5321), or the message itself
 * (EENVELOPE, EMESSAGE) before anything was sent. Of connections, timeouts and 4xx the next try may know better.
 */
function isRefusal({ code, permanent }: { code?: unknown; permanent?: boolean }): boolean {
  return permanent ?? (code === 'EENVELOPE' || code === 'EMESSAGE')
}
