import { isIPv6 } from 'node:net'
import { readEmail } from '../../core/intake/email.ts'

/** What the address of a mail server says. `sender` is null where neither `from` nor the user is an e-mail address. */
export type SmtpServer = {
  host: string
  port: number
  /** TLS from the first byte (smtps); otherwise STARTTLS. */
  secure: boolean
  auth: { user: string; pass: string } | null
  sender: string | null
}

const submissionPort = 587
const securePort = 465

/** Reads `smtps://user:password@host:port?from=address`; null for anything else. */
export function parseSmtpUrl(text: string): SmtpServer | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, port, username, password, pathname, hash, searchParams } = new URL(text)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const user = decoded(username)
  const pass = decoded(password)
  const isServer = /^smtps?:$/.test(protocol) && (isIPv6(host) || /^[a-z0-9.-]+$/i.test(host))
  // What follows the port is the rest of a password with a bare `/` or `#` in it.
  if (!isServer || user === null || pass === null || pathname.length > 1 || hash !== '') return null
  const secure = protocol === 'smtps:'
  return {
    host,
    port: Number(port) || (secure ? securePort : submissionPort),
    secure,
    auth: user === '' ? null : { user, pass },
    sender: readEmail(searchParams.get('from') ?? user),
  }
}

/** Null for a lone percent sign. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
