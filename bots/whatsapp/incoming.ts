import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { downloadContentFromMessage } from '@whiskeysockets/baileys'
import type { MediaDownloadOptions, WASocket } from '@whiskeysockets/baileys'
import { ChannelError } from '../../core/app/message.ts'
import type { FileRef } from '../../core/app/message.ts'
import type { Files } from '../../core/app/ports.ts'
import { isAsSent } from './content.ts'
import { bytesMax, readMediaId } from './media.ts'
import type { SessionOptions } from './session.ts'
import { nameOf } from './connection.ts'
import type { Log } from './quiet.ts'

const triesMax = 3
const againMs = 2_000
/** WhatsApp's answers for a file it does not keep any more. */
const gone = [404, 410]

/**
 * The files people send, fetched as soon as they come, for WhatsApp keeps them for a while only. What was not fetched in
 * time (the program was killed) is fetched when it is asked for.
 */
export function openIncoming(
  files: Files,
  socket: () => WASocket | null,
  { media, log }: Pick<SessionOptions, 'media'> & { log: Log },
) {
  const fetching = new Set<Promise<unknown>>()
  const stopping = new AbortController()

  const get = async (file: FileRef): Promise<Uint8Array> => {
    const kept = await files.get(keyOf(file))
    if (kept) return kept
    const bytes = await download(socket(), file, media)
    await files.put(keyOf(file), bytes)
    return bytes
  }

  const insist = async (file: FileRef): Promise<void> => {
    for (let tries = 1; !stopping.signal.aborted; tries += 1) {
      try {
        await get(file)
        return
      } catch (error) {
        log('warn', 'whatsapp-file-not-fetched', { reason: nameOf(error), tries })
        if (tries >= triesMax || !(error instanceof ChannelError) || !error.retryable) return
        await sleep(againMs * tries, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  return {
    /** Rejects with `ChannelError`. */
    get,
    fetch(file: FileRef): void {
      const work = insist(file).finally(() => fetching.delete(work))
      fetching.add(work)
    },
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.all(fetching)
    },
  }
}

/** By what is in it: the same picture sent twice is one file. */
function keyOf({ unique }: FileRef): string {
  return `whatsapp/${unique}`
}

async function download(
  socket: WASocket | null,
  file: FileRef,
  media: SessionOptions['media'],
): Promise<Uint8Array> {
  const ref = readMediaId(file.id)
  if (ref === null) throw new ChannelError({ code: 'rejected', reason: 'no file of WhatsApp' })
  if ((file.bytes ?? 0) > bytesMax) throw new ChannelError({ code: 'rejected', reason: 'too-big' })
  if (socket === null) throw new ChannelError({ code: 'offline' })
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    const { hosts } = await socket.refreshMediaConn(false)
    const how = { host: hosts[0]?.hostname, options: media?.options } as MediaDownloadOptions
    for await (const chunk of await downloadContentFromMessage(ref, ref.type, how)) {
      length += (chunk as Uint8Array).length
      if (length > bytesMax) break
      chunks.push(chunk as Uint8Array)
    }
  } catch (error) {
    const status = (error as { output?: { statusCode?: number } }).output?.statusCode ?? 0
    if (gone.includes(status)) throw new ChannelError({ code: 'rejected', reason: 'the file is gone' })
    throw new ChannelError({ code: 'unavailable' }, new Error(nameOf(error)))
  }
  if (length > bytesMax) throw new ChannelError({ code: 'rejected', reason: 'too-big' })
  const bytes = Buffer.concat(chunks)
  if (!createHash('sha256').update(bytes).digest().equals(ref.sha256))
    throw new ChannelError({ code: 'rejected', reason: 'not the file that was sent' })
  if (!(await isAsSent(ref.type, bytes)))
    throw new ChannelError({ code: 'rejected', reason: 'not the kind of file it says' })
  return new Uint8Array(bytes)
}
