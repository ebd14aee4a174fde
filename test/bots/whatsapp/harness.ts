import { Agent as HttpsAgent } from 'node:https'
import { createServer, connect as dial, type AddressInfo, type Socket } from 'node:net'
import { Agent } from 'undici'
import { vi } from 'vitest'
import {
  whatsappChannel,
  type WhatsappChannel,
  type WhatsappOptions,
} from '../../../bots/whatsapp/channel.ts'
import type { LinkNotice } from '../../../bots/whatsapp/session.ts'
import { trustPeer } from '../../../bots/simulator/whatsapp/certificates.ts'
import { startWhatsAppPeer, type Peer, type PersonPhone } from '../../../bots/simulator/whatsapp/peer.ts'
import { indonesian } from '../../../core/text/words.ts'
import { connect } from '../../../prisma/connect.ts'
import { whatsappKeysIn } from '../../../prisma/store/whatsapp-keys.ts'
import { freshDatabase, query } from '../../fixtures/database.ts'

/** A WhatsApp of the test's own, an account to link to, one person who writes, and a wire that can be cut. */
export type Whatsapp = {
  peer: Peer
  siti: PersonPhone
  notices: LinkNotice[]
  pictures: Map<string, Uint8Array>
  /** What the channel logged. */
  logged: { level: string; event: string; details: Record<string, unknown> }[]
  /** A channel on the same database, not started. The account's owner scans every QR it shows, unless told otherwise. */
  open(options?: Partial<WhatsappOptions> & { scans?: boolean }): WhatsappChannel
  cut(): Promise<void>
  mend(): Promise<void>
  /** The peer ends and begins anew with what it knew, as `change` rewrites it; `peer` and `siti` are then the new ones. */
  restartPeer(change?: (snapshot: string) => string): Promise<void>
  /** What another test can begin with; every channel has been stopped before. */
  save(): Promise<Saved>
  databaseUrl: string
  close(): Promise<void>
}

/** A peer and the keys of an account that is linked to it. */
type Saved = { peer: string; keys: unknown[] }

export async function connectWhatsapp(saved?: Saved): Promise<Whatsapp> {
  const database = await freshDatabase()
  const client = connect(database.url, { poolSize: 4 })
  if (saved) await query(database.url, restoreKeys, [JSON.stringify(saved.keys)])
  const now = () => new Date()
  const peer = await startWhatsAppPeer({ now, ...(saved && { snapshot: saved.peer }) })
  const undo = trustPeer(peer)
  const port = Number(new URL(peer.url).port)
  const wire = await startWire(port)
  const notices: LinkNotice[] = []
  const pictures = new Map<string, Uint8Array>()
  const logged: Whatsapp['logged'] = []
  const unknown: unknown[] = []
  const whatsapp: Whatsapp = {
    ...{ peer, siti: peer.person(sitiAminah), notices, pictures, logged, databaseUrl: database.url },
    ...{ cut: wire.cut, mend: wire.mend },
    open: ({ scans = true, ...options } = {}) =>
      whatsappChannel({
        keys: whatsappKeysIn(client, null),
        files: {
          put: async (key, bytes) => void pictures.set(key, bytes),
          get: async (key) => pictures.get(key) ?? null,
        },
        words: indonesian.whatsapp,
        clock: { now: () => new Date() },
        log: (level, event, details) => void logged.push({ level, event, details }),
        onNotice: (notice) => {
          notices.push(notice)
          if (notice.kind === 'qr' && scans) void whatsapp.peer.scan(notice.qr)
        },
        hasWritten: async () => true,
        socketUrl: `ws://127.0.0.1:${wire.port}/ws/chat`,
        media: mediaTrust(whatsapp.peer),
        pace: null,
        retryDelayMs: 20,
        ...options,
      }),
    async restartPeer(change = (snapshot) => snapshot) {
      const snapshot = change(whatsapp.peer.snapshot())
      await whatsapp.peer.close()
      unknown.push(...whatsapp.peer.unknown)
      whatsapp.peer = await startWhatsAppPeer({ now, port, snapshot })
      whatsapp.siti = whatsapp.peer.person(sitiAminah)
    },
    save: async () => ({
      peer: whatsapp.peer.snapshot(),
      keys: (
        await query<{ row: unknown }>(
          database.url,
          'SELECT to_jsonb(whatsapp_keys) AS row FROM whatsapp_keys',
        )
      ).map(({ row }) => row),
    }),
    async close() {
      await wire.cut()
      undo()
      await whatsapp.peer.close()
      await client.$disconnect()
      await database.drop()
      unknown.push(...whatsapp.peer.unknown)
      if (unknown.length > 0)
        throw new Error(`the peer saw what it does not know: ${JSON.stringify(unknown)}`)
    },
  }
  return whatsapp
}

const sitiAminah = { phone: '6281200001111', lid: '280000000000007', name: 'Siti Aminah' }
const restoreKeys =
  'INSERT INTO whatsapp_keys SELECT * FROM jsonb_populate_recordset(null::whatsapp_keys, $1::jsonb)'

/** Makes a client trust the peer's media server. */
function mediaTrust({ media: { ca } }: Peer): NonNullable<WhatsappOptions['media']> {
  const dispatcher = new Agent({ connect: { ca } })
  return { fetchAgent: new HttpsAgent({ ca }), options: { dispatcher } as RequestInit }
}

/** Resolves once the channel can send. */
export async function untilLinked({ notices }: Pick<Whatsapp, 'notices'>): Promise<void> {
  await vi.waitFor(
    () => {
      if (!notices.some(({ kind }) => kind === 'linked')) throw new Error('not linked yet')
    },
    { timeout: 10_000, interval: 10 },
  )
}

/** A wire to a port of this machine: cut, it breaks every connection and takes no new one. */
async function startWire(to: number) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = dial(to, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return {
    port: (server.address() as AddressInfo).port,
    async cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    async mend() {
      isCut = false
    },
  }
}
