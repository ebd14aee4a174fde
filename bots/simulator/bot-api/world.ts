import type { Message } from 'grammy/types'
import type { Core } from './core.ts'
import { createFaults, type Fault } from './faults.ts'
import { createGroups, type Groups } from './groups.ts'
import { createLimiter, type Limits } from './limits.ts'
import { createPeople, refId, type People, type Ref } from './people.ts'
import { decodeState, encodeState } from './snapshot.ts'
import { createState, type BotAccount, type Change } from './state.ts'
import { createUpdateQueue } from './updates.ts'

/** How a world is set up; all optional. */
export type WorldOptions = {
  token?: string
  bot?: Partial<BotAccount>
  /** Clock of message dates; it may be moved. */
  now?: () => Date
  /** Machine time in ms, for rates and callback ages. */
  elapsedMs?: () => number
  limits?: Limits
  latencyMs?: number
  messagesMax?: number
}

/** The token a world has unless told otherwise; its shape is a real one's, its secret is none. */
const SIMULATOR_TOKEN = '7000000001:SIMULATOR-not-a-real-bot-token-00000'

const WAIT_MS_DEFAULT = 5000

/** A Telegram in memory: the server's state, the people who use it, and what a watcher may ask. */
export type World = Core &
  People &
  Groups & {
    /** Hears every change from now on; returns how to stop. */
    on(listener: (change: Change) => void): () => void
    /**
     * Asks `probe` now and after every change until it gives something truthy, and returns that.
     * Rejects after `timeoutMs` (5 s).
     */
    waitFor<T>(probe: (change?: Change) => T | undefined | null | false, timeoutMs?: number): Promise<T>
    /** Plans a failure of the next call of a method; several queue up. */
    failNext(method: string, fault: Fault): void
    /** The messages of a chat, oldest first. */
    messages(chat: Ref): Message[]
    /** Bytes of a file, by its `file_id`. */
    fileBytes(fileId: string): Uint8Array | undefined
    /** All chats, files and waiting updates as text. */
    snapshot(): string
    /** Goes back to a snapshot. Presses not yet answered are forgotten. */
    restore(snapshot: string): void
  }

/** Makes an empty world. Every option has a default; limits are off unless asked for. */
export function createWorld(options: WorldOptions = {}): World {
  const core = createCore(options)
  const listeners = new Set<(change: Change) => void>()
  core.emit = (change) => {
    for (const listener of listeners) listener(change)
  }
  const on = (listener: (change: Change) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return Object.assign(core, createPeople(core), createGroups(core), {
    on,
    waitFor: <T>(probe: (change?: Change) => T | undefined | null | false, timeoutMs = WAIT_MS_DEFAULT) =>
      waitFor(on, probe, timeoutMs),
    failNext: (method: string, fault: Fault) => core.faults.plan(method, fault),
    messages: (chat: Ref) => [...(core.state.rooms.get(refId(chat))?.messages.values() ?? [])],
    fileBytes: (fileId: string) => core.state.blobs.get(core.state.files.get(fileId)?.blob ?? ''),
    snapshot: () => encodeState(core.state),
    restore(snapshot: string) {
      core.pendingQueries.clear()
      Object.assign(core.state, { allowedUpdates: undefined }, decodeState(snapshot))
    },
  })
}

function createCore(options: WorldOptions): Core {
  const token = options.token ?? SIMULATOR_TOKEN
  const bot = {
    id: Number(token.split(':')[0]),
    firstName: 'Sigap',
    username: 'sigap_bot',
    privacyMode: false,
  }
  const state = createState({ ...bot, ...options.bot })
  const elapsedMs = options.elapsedMs ?? (() => performance.now())
  return {
    state,
    token,
    updates: createUpdateQueue(state),
    limiter: createLimiter(options.limits ?? 'off', elapsedMs),
    faults: createFaults(),
    pendingQueries: new Map(),
    latencyMs: options.latencyMs ?? 0,
    messagesMax: options.messagesMax ?? 10_000,
    now: options.now ?? (() => new Date()),
    elapsedMs,
    emit: () => {},
  }
}

function waitFor<T>(
  on: World['on'],
  probe: (change?: Change) => T | undefined | null | false,
  timeoutMs: number,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const settle = (change?: Change) => {
      const found = probe(change)
      if (!found) return
      stop()
      clearTimeout(timer)
      resolve(found)
    }
    const stop = on(settle)
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`waited ${timeoutMs} ms in vain`))
    }, timeoutMs)
    settle()
  })
}
