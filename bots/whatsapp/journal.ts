import { AsyncLocalStorage } from 'node:async_hooks'
import {
  DEFAULT_CONNECTION_CONFIG,
  decodeMessageNode,
  proto,
  unpadRandomMax16,
} from '@whiskeysockets/baileys'
import type {
  BinaryNode,
  SignalKeyStoreWithTransaction,
  SocketConfig,
  WAMessage,
} from '@whiskeysockets/baileys'

import { accountIn } from './in-turn.ts'
import type { InTurn } from './in-turn.ts'

type MakeRepository = SocketConfig['makeSignalRepository']

/**
 * Keeps every message before anything else is done with it. Baileys confirms a message to WhatsApp first and tells of it
 * afterwards, so that one which arrives just before a crash would be lost. Decrypting is the only step before that which
 * can be joined: here it ends only when the message is kept, and in one transaction of the keys. Killed before the keys
 * are stored, the message comes again and decrypts again; it has the same id then, and is known. Killed after that but
 * before WhatsApp was told, it comes again and cannot be decrypted twice: `known` hears of it.
 */
export function journal(
  keep: (message: WAMessage, arrived: number) => Promise<void>,
  known: (message: WAMessage) => void,
  alone: InTurn,
): {
  makeSignalRepository: MakeRepository
  /** To be told of every stanza before Baileys works on it: decrypting does not say whose message it is. */
  saw(stanza: BinaryNode, account: { id: string; lid: string }): void
} {
  const envelopes = new WeakMap<Uint8Array, Envelope>()
  // Baileys knows a transaction by its asynchronous context. What begins there and goes on after it (an answer) would
  // write its keys into a transaction that has ended, and so nowhere.
  const outside = AsyncLocalStorage.snapshot()
  return {
    makeSignalRepository(auth, ...rest) {
      // Baileys hands over its own store, which has transactions.
      const keys = auth.keys as SignalKeyStoreWithTransaction
      const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, ...rest)
      return {
        ...repository,
        // What is written to somebody in the meantime would be written with keys that this then overwrites.
        decryptMessage: (given) =>
          alone(accountIn(given.jid), () =>
            keys.transaction(async () => {
              const envelope = envelopes.get(given.ciphertext)
              const plaintext = await repository.decryptMessage(given).catch((error: unknown) => {
                if (envelope && isUsedKey(error)) outside(known, messageIn(envelope))
                throw error
              })
              if (envelope) await outside(keep, open(envelope, plaintext), envelope.arrived)
              return plaintext
            }, given.jid),
          ),
      }
    },
    saw(stanza, account) {
      if (!Array.isArray(stanza.content)) return
      const arrived = nextArrival()
      for (const { tag, content } of stanza.content)
        if (tag === 'enc' && content instanceof Uint8Array)
          envelopes.set(content, { stanza, account, arrived })
    },
  }
}

type Envelope = { stanza: BinaryNode; account: { id: string; lid: string }; arrived: number }

let lastArrival = 0

/** Counts up, also over restarts. Baileys decrypts what comes at once in any order. */
export function nextArrival(): number {
  lastArrival = Math.max(lastArrival + 1, Date.now() * 1000)
  return lastArrival
}

/** libsignal's word for a message it has decrypted before. */
function isUsedKey(error: unknown): boolean {
  return error instanceof Error && error.name === 'MessageCounterError'
}

/** The message as Baileys tells it later. */
function open(envelope: Envelope, plaintext: Uint8Array): WAMessage {
  const message = proto.Message.decode(unpadRandomMax16(plaintext))
  return { ...messageIn(envelope), message: message.deviceSentMessage?.message ?? message }
}

function messageIn({ stanza, account }: Envelope): WAMessage {
  return decodeMessageNode(stanza, account.id, account.lid).fullMessage as WAMessage
}
