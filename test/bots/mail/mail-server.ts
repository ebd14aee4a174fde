import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { readMail, type ReadMail } from './mime.ts'

/** A mail as it arrived: for whom, and what a reader's program shows. */
export type Arrived = ReadMail & { from: string; to: string[]; user: string | null; secure: boolean }

/** A real SMTP server on loopback, stopped when the test ends. */
export type MailServer = {
  port: number
  arrived: Arrived[]
  /** What is answered to the next recipient or message, once each. */
  replies: { at: 'recipient' | 'message'; code: number }[]
  /** Connections there have been. */
  connections(): number
  /** Ends the open connections, as a server does with idle ones. */
  hangUp(): void
  stop(): Promise<void>
  /** Listens on the same port again. */
  start(): Promise<void>
}

/** `login` is the only user and password let in; without one nobody logs in. */
export async function startMailServer(
  options: SMTPServerOptions & { login?: { user: string; pass: string } } = {},
): Promise<MailServer> {
  const { login, ...given } = options
  const arrived: Arrived[] = []
  const replies: MailServer['replies'] = []
  const sockets = new Set<{ destroy(): void }>()
  let connections = 0
  let port = 0
  let server: SMTPServer | null = null

  /** The reply wanted here, as the error that makes the server send it. */
  const reply = (at: 'recipient' | 'message') => {
    const index = replies.findIndex((wanted) => wanted.at === at)
    const [wanted] = index < 0 ? [] : replies.splice(index, 1)
    return wanted ? Object.assign(new Error('as the test wants'), { responseCode: wanted.code }) : null
  }
  const start = async () => {
    const listening = new SMTPServer({
      // Its own certificate, which everybody knows, is good enough here.
      logger: false,
      authOptional: !login,
      disabledCommands: login ? [] : ['AUTH'],
      onAuth: ({ username, password }, _session, done) =>
        username === login?.user && password === login?.pass
          ? done(null, { user: username })
          : done(Object.assign(new Error('wrong password'), { responseCode: 535 })),
      onConnect: (_session, done) => {
        connections += 1
        done()
      },
      onRcptTo: (_address, _session, done) => done(reply('recipient')),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const refusal = reply('message')
          if (!refusal) {
            const { mailFrom, rcptTo } = session.envelope
            arrived.push({
              ...readMail(Buffer.concat(chunks)),
              from: mailFrom ? mailFrom.address : '',
              to: rcptTo.map(({ address }) => address),
              user: typeof session.user === 'string' ? session.user : null,
              secure: session.secure === true,
            })
          }
          done(refusal)
        })
      },
      ...given,
    })
    // A client that hangs up in the middle is part of the tests.
    listening.on('error', () => undefined)
    listening.server.on('connection', (socket) => sockets.add(socket))
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve))
    port = (listening.server.address() as AddressInfo).port
    server = listening
  }
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const stop = async () => {
    const listening = server
    server = null
    hangUp()
    if (listening) await new Promise<void>((resolve) => listening.close(resolve))
  }
  await start()
  onTestFinished(stop)
  return { port, arrived, replies, connections: () => connections, hangUp, stop, start }
}
