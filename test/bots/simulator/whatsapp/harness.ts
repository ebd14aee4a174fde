import { Agent as HttpsAgent } from 'node:https'
import {
  type AuthenticationCreds,
  type AuthenticationState,
  type BaileysEventMap,
  type ConnectionState,
  type SignalDataTypeMap,
  type UserFacingSocketConfig,
  type WAMessage,
  type WASocket,
  initAuthCreds,
  makeWASocket,
} from '@whiskeysockets/baileys'
import { pino } from 'pino'
import { Agent } from 'undici'
import { afterEach, beforeEach, vi } from 'vitest'
import { trustPeer } from '../../../../bots/simulator/whatsapp/certificates.ts'
import { type Peer, type PeerOptions, startWhatsAppPeer } from '../../../../bots/simulator/whatsapp/peer.ts'

/** What a client keeps between connections. */
export type Memory = { creds: AuthenticationCreds; state: AuthenticationState; kept: Map<string, unknown> }

/** A bare Baileys client with everything it said. */
export type Client = {
  socket: WASocket
  memory: Memory
  updates: Partial<ConnectionState>[]
  messages: { message: WAMessage; type: string }[]
  changes: BaileysEventMap['messages.update']
  /** How many histories it took for its own phone's. */
  histories(): number
  /** The last status of a message it sent: 2 the server has it, 3 delivered, 4 read, 0 refused. */
  status(id: string | null | undefined): number | undefined
  /** Why a message it sent was refused. */
  error(id: string | null | undefined): string | undefined
  /** The texts of the messages, in the order of arrival. */
  texts(): string[]
  until(found: (update: Partial<ConnectionState>) => boolean): Promise<Partial<ConnectionState>>
}

const running: { peers: Peer[]; clients: Client[]; undo: (() => void)[] } = {
  peers: [],
  clients: [],
  undo: [],
}

/** A peer that Baileys in this process trusts. It is closed after the test, which fails when it saw something unknown. */
export async function startPeer(options: Partial<PeerOptions> = {}): Promise<Peer> {
  const peer = await startWhatsAppPeer({ now: () => new Date(), ...options })
  running.peers.push(peer)
  running.undo.push(trustPeer(peer))
  return peer
}

// libsignal tells of its sessions on the console.
beforeEach(() => {
  for (const method of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined)
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const undo of running.undo.splice(0)) undo()
  for (const { socket } of running.clients.splice(0)) await socket.end(undefined)
  const peers = running.peers.splice(0)
  await Promise.all(peers.map((peer) => peer.close()))
  for (const { unknown } of peers) {
    if (unknown.length > 0) throw new Error(`the peer saw what it does not know: ${JSON.stringify(unknown)}`)
  }
})

/** An account nobody has linked yet. */
export function newMemory(): Memory {
  const creds = initAuthCreds()
  const kept = new Map<string, unknown>()
  const name = (type: string, id: string): string => `${type} ${id}`
  return {
    creds,
    kept,
    state: {
      creds,
      keys: {
        async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
          const found: Record<string, SignalDataTypeMap[T]> = {}
          for (const id of ids) {
            const value = kept.get(name(type, id))
            if (value !== undefined) found[id] = value as SignalDataTypeMap[T]
          }
          return found
        },
        async set(data) {
          for (const [type, values] of Object.entries(data)) {
            for (const [id, value] of Object.entries(values ?? {})) {
              if (value === null) kept.delete(name(type, id))
              else kept.set(name(type, id), value)
            }
          }
        },
      },
    },
  }
}

/** What makes a client trust the peer's media server, for sending and for `downloadMediaMessage`. */
export function mediaTrust({ media }: Peer): Pick<UserFacingSocketConfig, 'fetchAgent' | 'options'> {
  const dispatcher = new Agent({ connect: { ca: media.ca } })
  return { fetchAgent: new HttpsAgent({ ca: media.ca }), options: { dispatcher } as RequestInit }
}

/** Connects a client to the peer. */
export function connect(peer: Peer, memory: Memory, options: Partial<UserFacingSocketConfig> = {}): Client {
  const socket = makeWASocket({
    auth: memory.state,
    waWebSocketUrl: peer.url,
    logger: pino({ level: process.env.WA_LOG ?? 'silent' }),
    markOnlineOnConnect: false,
    ...options,
  })
  const updates: Partial<ConnectionState>[] = []
  const messages: Client['messages'] = []
  const changes: Client['changes'] = []
  socket.ev.on('creds.update', (update) => void Object.assign(memory.creds, update))
  socket.ev.on('connection.update', (update) => void updates.push(update))
  socket.ev.on('messages.update', (update) => void changes.push(...update))
  let histories = 0
  socket.ev.on('messaging-history.set', () => void histories++)
  socket.ev.on('messages.upsert', (batch) => {
    for (const message of batch.messages) messages.push({ message, type: batch.type })
  })
  const newest = (id: string | null | undefined) =>
    [
      ...messages.map(({ message }) => message),
      ...changes.map(({ key, update }) => ({ ...update, key })),
    ].findLast(({ key, status }) => key.id === id && typeof status === 'number')
  const client: Client = {
    socket,
    memory,
    updates,
    messages,
    changes,
    histories: () => histories,
    // Baileys folds what it learns into the message when it tells both at once.
    status: (id) => newest(id)?.status ?? undefined,
    error: (id) => newest(id)?.messageStubParameters?.[0],
    texts: () =>
      messages.map(({ message }) => message.message?.conversation ?? '').filter((text) => text !== ''),
    until: (found) =>
      vi.waitFor(
        () => {
          const update = updates.find(found)
          if (update === undefined) throw new Error(`not yet: ${JSON.stringify(updates)}`)
          return update
        },
        { timeout: 10_000, interval: 5 },
      ),
  }
  running.clients.push(client)
  return client
}

/** Links a new client by QR code and connects it, as a bot does at its first start. */
export async function link(peer: Peer, options: Partial<UserFacingSocketConfig> = {}): Promise<Client> {
  const memory = newMemory()
  const first = connect(peer, memory, options)
  const { qr = '' } = await first.until((update) => update.qr !== undefined)
  await peer.scan(qr)
  await first.until(({ connection }) => connection === 'close')
  return open(peer, memory, options)
}

/** Connects a linked client and waits until it is open and has all that waited for it. */
export async function open(
  peer: Peer,
  memory: Memory,
  options: Partial<UserFacingSocketConfig> = {},
): Promise<Client> {
  const client = connect(peer, memory, options)
  await client.until(({ connection }) => connection === 'open')
  await client.until(({ receivedPendingNotifications }) => receivedPendingNotifications === true)
  await vi.waitFor(
    () => {
      if (!((memory.creds.accountSyncCounter ?? 0) > 0)) throw new Error('not synchronised yet')
    },
    { timeout: 10_000, interval: 5 },
  )
  return client
}

/** The status code a connection ended with. */
export function endCode(update: Partial<ConnectionState>): number | undefined {
  const error = update.lastDisconnect?.error as { output?: { statusCode?: number } } | undefined
  return error?.output?.statusCode
}
