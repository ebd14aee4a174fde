import type { BinaryNode } from '@whiskeysockets/baileys'

/** What waits for a device: every stanza until it is confirmed, in order. */
export type Mailbox = {
  /** Keeps a stanza, and sends it when the device is there. */
  put(stanza: BinaryNode): void
  /** The device has it. */
  confirm(key: string): void
  /** The device is there: what waits goes out as kept meanwhile, the rest as it comes. Answers how many waited. */
  open(send: (stanza: BinaryNode) => void): number
  close(): void
  pending(): BinaryNode[]
}

export function mailbox(): Mailbox {
  const kept = new Map<string, BinaryNode>()
  let deliver: ((stanza: BinaryNode) => void) | null = null
  return {
    put(stanza) {
      kept.set(keyOf(stanza.tag, stanza.attrs.id, stanza.attrs.type), stanza)
      deliver?.(stanza)
    },
    confirm: (key) => void kept.delete(key),
    open(send) {
      const waiting = [...kept.values()]
      waiting.forEach((stanza, index) =>
        send({ ...stanza, attrs: { ...stanza.attrs, offline: String(index) } }),
      )
      deliver = send
      return waiting.length
    },
    close() {
      deliver = null
    },
    pending: () => [...kept.values()],
  }
}

/** Names a stanza. Receipts of one message differ by their type, messages and notices by their id alone. */
export function keyOf(tag: string, id = '', type = ''): string {
  return tag === 'receipt' ? `${tag} ${id} ${type}` : `${tag} ${id}`
}
