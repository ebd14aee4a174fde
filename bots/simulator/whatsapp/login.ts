import { deflateSync } from 'node:zlib'
import { proto } from '@whiskeysockets/baileys'
import { type Companion, signalAddress, takeBundle } from './account.ts'
import type { Link } from './connection.ts'
import { jidOf, seconds } from './nodes.ts'
import type { ClientFinish } from './noise.ts'
import { beginPairing } from './pairing.ts'
import { hasSession, openSession, seal } from './signal.ts'
import type { World } from './world.ts'

/** A client has shown who it is: one without an account may be linked, one with an account is let in or refused. */
export function admit(world: World, link: Link, client: ClientFinish): void {
  const { payload, staticKey } = client
  if (payload.devicePairingData) return beginPairing(world, link, client)
  const { account } = world
  const companion = account.companions.get(payload.device ?? 0)
  const known = String(payload.username) === account.phone && companion?.noiseKey.equals(staticKey)
  if (companion === undefined || known !== true) {
    return link.end({ tag: 'failure', attrs: { reason: '401', location: 'rva' } })
  }
  for (const other of world.links) {
    if (other !== link && other.companion === companion) {
      other.end({
        tag: 'stream:error',
        attrs: {},
        content: [{ tag: 'conflict', attrs: { type: 'replaced' } }],
      })
    }
  }
  link.companion = companion
  link.send({
    tag: 'success',
    attrs: { t: seconds(world.now()), lid: jidOf(account.lid, 'lid', companion.id), location: 'rva' },
  })
  world.emit({ kind: 'online', device: companion.id })
}

/** The client takes messages now: it is told how many wait. */
export function announceWaiting(link: Link, { mailbox }: Companion): void {
  const count = String(mailbox.pending().length)
  link.send({ tag: 'ib', attrs: {}, content: [{ tag: 'offline_preview', attrs: { count, message: count } }] })
}

/** Sends what waits, and says that this was all. A client linked a moment ago gets its first history after that. */
export async function handOver(world: World, link: Link, companion: Companion): Promise<void> {
  const count = companion.mailbox.open((stanza) => link.send(stanza))
  link.send({ tag: 'ib', attrs: {}, content: [{ tag: 'offline', attrs: { count: String(count) } }] })
  if (!companion.greeted) await greet(world, companion)
}

/** The phone's first history, which a new client waits for before it says anything of what arrives; an empty one here. */
async function greet({ account, now, nextId }: World, companion: Companion): Promise<void> {
  companion.greeted = true
  const syncType = proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP
  const history = proto.HistorySync.encode({
    syncType,
    conversations: [],
    chunkOrder: 1,
    progress: 100,
  }).finish()
  const message: proto.IMessage = {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType,
        chunkOrder: 1,
        progress: 100,
        initialHistBootstrapInlinePayload: deflateSync(history),
      },
    },
  }
  const address = signalAddress(companion)
  if (!hasSession(account.device, address)) await openSession(account.device, address, takeBundle(companion))
  const { type, bytes } = await seal(account.device, address, message)
  companion.mailbox.put({
    tag: 'message',
    attrs: {
      id: nextId(),
      from: jidOf(account.phone, 'pn'),
      type: 'text',
      category: 'peer',
      t: seconds(now()),
    },
    content: [{ tag: 'enc', attrs: { v: '2', type }, content: bytes }],
  })
}
