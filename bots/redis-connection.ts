import { promisify } from 'node:util'
import RedisSession from 'telegraf-session-redis'
import { DraftsUnavailable } from '../core/app/ports.ts'

/** One attempt must be answered within this; else the connection is cut, and made anew. */
const answerMsMax = 1_000
/** A new connection must be usable within this; else it is cut, too. */
const readyMsMax = 2_000
const reconnectMsMax = 1_000

/** The three calls of telegraf-session-redis as they are; its own declarations say otherwise. */
export type Sessions = {
  /** `{}` when nothing is there, and also when it is not JSON. */
  getSession(key: string): Promise<unknown>
  saveSession(key: string, session: object): Promise<unknown>
  clearSession(key: string): Promise<void>
}

export type RedisConnection = {
  sessions: Sessions
  /** Any other command. */
  send(command: string, ...args: (string | number)[]): Promise<unknown>
  /** Does some commands. Whatever Redis fails in, or is too late with, rejects with `DraftsUnavailable`. */
  attempt<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Client = RedisSession['client']

/**
 * Opens the connection telegraf-session-redis makes, and keeps it honest: while Redis is away commands reject at once and
 * it is tried again for ever. Resolves when it is known whether Redis answers; why it does not is told to `onTrouble`, once
 * for each outage, and is no failure. What is told holds nothing of a draft. Sessions live for `lifeSeconds`.
 */
export async function connectRedis(
  url: string,
  lifeSeconds: number,
  onTrouble: (error: Error) => void,
): Promise<RedisConnection> {
  let know = () => {}
  const known = new Promise<void>((resolve) => (know = resolve))
  const told = new Set<string>()
  const trouble = (error: Error) => {
    know()
    if (!told.has(error.message)) onTrouble(unavailable(error))
    told.add(error.message)
  }
  const store = {
    url,
    enable_offline_queue: false,
    retry_strategy: ({ attempt, error }: { attempt: number; error: Error | null }) => {
      trouble(error ?? new Error('Redis closed the connection, or did not answer in time'))
      return Math.min(attempt * 100, reconnectMsMax)
    },
  }
  // Its declarations ask for host and port besides the URL.
  const session = new RedisSession({ ttl: lifeSeconds, store: store as never })
  const { client } = session
  // After an hour it would stop trying.
  Object.assign(client, { connect_timeout: Infinity })
  // Without a listener an error would end the process.
  client.on('error', trouble)
  client.on('ready', () => {
    know()
    told.clear()
  })
  const disarm = cutWhenNotReady(client)
  await known
  const command = promisify<string, (string | number)[], unknown>(client.send_command.bind(client) as never)
  return {
    sessions: session as unknown as Sessions,
    send: (name, ...args) => command(name, args),
    attempt: (work) =>
      inTime(client, work).catch((error: unknown) => {
        if (!(error instanceof Error) || !/^(Abort|Reply)Error$/.test(error.name)) throw error
        // That the connection is gone is told where it is noticed; a refusal (no memory left) only here.
        if (error.name === 'ReplyError') onTrouble(unavailable(error))
        throw unavailable(error)
      }),
    close: async () => {
      disarm()
      if (client.connected) await inTime(client, promisify<unknown>(client.quit.bind(client)))
      client.end(true)
      client.stream.destroy()
    },
  }
}

/** Cutting the connection rejects whatever waits for an answer, and what comes after rejects at once. */
async function inTime<T>(client: Client, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => client.stream.destroy(), answerMsMax)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The client waits for ever for a host that swallows packets or a server that hangs, and never asks again after a
 * refused login. Answers the function that ends the watch.
 */
function cutWhenNotReady(client: Client): () => void {
  let timer: NodeJS.Timeout
  const disarm = () => clearTimeout(timer)
  const arm = () => {
    disarm()
    timer = setTimeout(() => client.stream.destroy(), readyMsMax)
  }
  arm()
  client.on('reconnecting', arm)
  client.on('ready', disarm)
  return disarm
}

/** The message alone: the client's errors carry the command's arguments, which hold what people wrote. */
function unavailable({ message }: Error): DraftsUnavailable {
  return new DraftsUnavailable(message.replace(/, with args beginning with:.*/s, ''))
}
