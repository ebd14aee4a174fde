import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Files } from '../../core/app/ports.ts'

/** Names joined by `/`, none of them hidden, empty or a way up. */
const keyForm = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/
const keyLengthMax = 200

/**
 * Keeps files below `root`, spread over 256 folders. A key is there whole or not at all, also when the power fails:
 * bytes and name are on the disk when `put` resolves. A second `put` of a key replaces the first. A malformed key is a
 * bug and throws.
 */
export function openFiles(root: string): Files {
  return {
    async put(key, bytes) {
      const target = placeOf(root, key)
      const folder = path.dirname(target)
      await mkdir(folder, { recursive: true })
      const temporary = path.join(folder, `.${randomUUID()}`)
      try {
        await writeDurably(temporary, bytes)
        await rename(temporary, target)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      await syncFolder(folder)
    },

    async get(key) {
      try {
        return new Uint8Array(await readFile(placeOf(root, key)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
  }
}

/** `evidence/1042/a.jpg` lies in `<root>/7c/evidence~1042~a.jpg`: flat, so that no key is another's folder. */
function placeOf(root: string, key: string): string {
  if (!keyForm.test(key) || key.length > keyLengthMax) throw new Error('bug: malformed file key')
  const shard = createHash('sha256').update(key).digest('hex').slice(0, 2)
  return path.join(root, shard, key.replaceAll('/', '~'))
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
