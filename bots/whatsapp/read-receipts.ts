import { setTimeout as sleep } from 'node:timers/promises'
import type { WAMessage, WASocket } from '@whiskeysockets/baileys'
import { nameOf } from './connection.ts'
import type { Log } from './quiet.ts'

/** Stopping waits so long for WhatsApp to be told of what was kept: it would only be given again. */
const confirmMs = 1_000
const confirmEachMs = 10
const unreadMax = 1_000

/** Lets the senders see that their messages were read, now or once there is a connection again. */
export function readReceipts(socket: () => WASocket | null, log: Log) {
  /** Kept, and not confirmed yet. */
  const unconfirmed = new Set<string>()
  let unread: WAMessage['key'][] = []

  const tell = async (): Promise<void> => {
    const open = socket()
    if (open === null || unread.length === 0) return
    const keys = unread
    unread = []
    try {
      await open.readMessages(keys)
      for (const { id } of keys) unconfirmed.delete(id ?? '')
    } catch (error) {
      log('warn', 'whatsapp-read', { reason: nameOf(error) })
      unread = [...keys, ...unread].slice(-unreadMax)
    }
  }

  return {
    /** To be confirmed; the library does so next, before it tells of the message. */
    kept: ({ id }: WAMessage['key']): void => void unconfirmed.add(id ?? ''),
    read(keys: WAMessage['key'][]): void {
      unread.push(...keys)
      void tell()
    },
    /** What was not confirmed on the connection before comes again. */
    connected(): void {
      unconfirmed.clear()
      void tell()
    },
    async settled(): Promise<void> {
      for (let leftMs = confirmMs; unconfirmed.size > 0 && socket() && leftMs > 0; leftMs -= confirmEachMs)
        await sleep(confirmEachMs)
    },
  }
}
