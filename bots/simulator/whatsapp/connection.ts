import { setTimeout as sleep } from 'node:timers/promises'
import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, NOISE_WA_HEADER } from '@whiskeysockets/baileys'
import { WebSocket } from 'ws'
import type { Companion } from './account.ts'
import type { Certified } from './certificates.ts'
import { frame, frameReader } from './frames.ts'
import { type ClientFinish, serverHandshake, type Transport } from './noise.ts'
import type { PendingPairing } from './pairing.ts'

/** One connection of a client. It is paired or logged in at most once. */
export type Link = {
  send(stanza: BinaryNode): void
  /** Says the last word, then closes. */
  end(stanza: BinaryNode): void
  /** Breaks off without a word. */
  cut(): void
  /** Stays open and takes no notice of anything any more. */
  stall(): void
  pairing?: PendingPairing
  companion?: Companion
}

export type LinkHandlers = {
  /** The client is who its static key says. */
  opened(link: Link, client: ClientFinish): void
  received(link: Link, stanza: BinaryNode): void | Promise<void>
  closed(link: Link): void
  /** The client broke the protocol; the connection is closed. */
  failed(link: Link, error: unknown): void
}

/** Baileys switches to its transport keys a moment after the handshake's last frame; sooner, a frame would be lost. */
const SETTLE_MS = 40

/** Serves one client: handshake, then stanzas, one after the other. */
export function serveLink(socket: WebSocket, certified: Certified, handlers: LinkHandlers): Link {
  const read = frameReader(NOISE_WA_HEADER)
  const handshake = serverHandshake(certified)
  let greeted = false
  let transport: Transport | null = null
  let stalled = false
  let work: Promise<void> = Promise.resolve()

  const link: Link = {
    send(stanza) {
      if (transport === null || stalled || socket.readyState !== WebSocket.OPEN) return
      socket.send(frame(transport.encrypt(encodeBinaryNode(stanza))))
    },
    end(stanza) {
      link.send(stanza)
      socket.close()
    },
    cut: () => socket.terminate(),
    stall() {
      stalled = true
    },
  }

  const take = async (bytes: Buffer): Promise<void> => {
    if (transport !== null) return handlers.received(link, await decodeBinaryNode(transport.decrypt(bytes)))
    if (!greeted) {
      greeted = true
      socket.send(frame(handshake.hello(bytes)))
      return
    }
    const client = handshake.finish(bytes)
    transport = client.transport
    await sleep(SETTLE_MS)
    handlers.opened(link, client)
  }

  socket.on('message', (data) => {
    if (stalled) return
    work = work
      .then(async () => {
        for (const bytes of read(data)) await take(bytes)
      })
      .catch((error: unknown) => {
        handlers.failed(link, error)
        socket.close()
      })
  })
  socket.on('close', () => handlers.closed(link))
  socket.on('error', () => socket.terminate())
  return link
}
