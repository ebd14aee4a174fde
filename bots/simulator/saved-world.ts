import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Change } from './bot-api/state.ts'
import type { World } from './bot-api/world.ts'

/** Writes while people chat come at most this often. */
const SAVE_MS_MIN = 500
/** What a snapshot does not hold, or what follows from another change. */
const PASSING: readonly Change['kind'][] = [
  'call-answered',
  'chat-action',
  'callback-answered',
  'reaction-set',
]

/** Puts the world back as the file holds it, if there is one. */
export async function restoreWorld(world: World, file: string): Promise<void> {
  await readSaved(file, (saved) => world.restore(saved))
}

/**
 * What the file held, as `restore` makes it; null when there is none. A damaged file is set aside beside itself, as if
 * there had been none.
 */
export async function readSaved<T>(
  file: string,
  restore: (saved: string) => T | Promise<T>,
): Promise<T | null> {
  const saved = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (saved === null) return null
  try {
    return await restore(saved)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    await rename(file, `${file}.damaged`)
    return null
  }
}

/**
 * Lets all numbering go on above anything given out before, `seconds` being the machine's time. The last moments before
 * a kill are not in the snapshot, and the folder may be gone while the database is not: an update or message number used
 * twice would look like a repetition, and be passed over.
 */
export function skipUsedNumbers(world: World, seconds: number): void {
  const { state } = world
  state.nextUpdateId = Math.max(state.nextUpdateId, seconds)
  state.nextMessageId = Math.max(state.nextMessageId, seconds)
  state.nextSerial = Math.max(state.nextSerial, seconds)
  for (const room of state.rooms.values()) room.nextMessageId = Math.max(room.nextMessageId, seconds)
}

/** Writes the world down after changes. */
export async function keepWorld(world: World, file: string): Promise<{ stop(): Promise<void> }> {
  const kept = await keepSaved(file, () => world.snapshot())
  const off = world.on((change) => {
    if (!PASSING.includes(change.kind)) kept.changed()
  })
  return {
    async stop() {
      off()
      await kept.stop()
    },
  }
}

/** A file that follows what it is written from. */
export type Kept = {
  /** It is written in a moment. */
  changed(): void
  /** It is written now; rejects when that fails. */
  save(): Promise<void>
  /** It is written a last time; rejects when that fails. */
  stop(): Promise<void>
}

/** Writes `snapshot` to the file, whole or not at all. A write that fails is made up for by the next. */
export async function keepSaved(file: string, snapshot: () => string): Promise<Kept> {
  await mkdir(path.dirname(file), { recursive: true })
  let writing = Promise.resolve()
  /** One that has not begun serves all who ask for one. */
  let next: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    next ??= writing
      .catch(() => undefined)
      .then(() => {
        next = null
        return replaceFile(file, snapshot())
      })
    writing = next
    return writing
  }
  return {
    changed() {
      if (!isStopped) timer ??= setTimeout(() => save().catch(() => undefined), SAVE_MS_MIN)
    },
    save,
    stop() {
      isStopped = true
      return save()
    },
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}
