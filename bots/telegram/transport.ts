import { Api, HttpError, InputFile } from 'grammy'
import type { Transformer } from 'grammy'
import { Pool } from 'undici'
import type { Dispatcher } from 'undici'
import { ChannelError } from '../../core/app/message.ts'

/** The Bot API hands out files up to this size. */
export const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024

const CONNECTIONS_MAX = 64
const DOWNLOAD_SECONDS_MAX = 120

/** The way to Telegram: its methods, and the bytes of files. One pool of kept connections serves both. */
export type Transport = { api: Api; fetchFile(path: string): Promise<Uint8Array> }

/** Opens no connection yet. `timeoutSeconds` bounds the silence of every call and must exceed that of a long poll. */
export function createTransport(options: {
  token: string
  apiRoot: string
  timeoutSeconds: number
}): Transport {
  const { token, apiRoot, timeoutSeconds } = options
  const timeoutMs = timeoutSeconds * 1000
  const pool = new Pool(new URL(apiRoot).origin, {
    connections: CONNECTIONS_MAX,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  const api = new Api(token, { apiRoot, timeoutSeconds })
  api.config.use(callThrough(pool, (method) => pathOf(`${apiRoot}/bot${token}/${method}`)))
  return { api, fetchFile: (path) => fetchFile(pool, pathOf(`${apiRoot}/file/bot${token}/${path}`)) }
}

/** Calls through an undici pool: twice as fast as grammY's own client, to which only uploads are left. */
function callThrough(pool: Pool, pathFor: (method: string) => string): Transformer {
  return async (prev, method, payload, signal) => {
    if (hasUpload(payload)) return prev(method, payload, signal)
    try {
      const { body } = await pool.request({
        path: pathFor(method),
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
        signal,
      })
      return (await body.json()) as Awaited<ReturnType<typeof prev>>
    } catch (error) {
      throw new HttpError(`Network request for '${method}' failed!`, error)
    }
  }
}

function hasUpload(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return value instanceof InputFile || Object.values(value).some(hasUpload)
}

function pathOf(url: string): string {
  return new URL(url).pathname
}

async function fetchFile(pool: Pool, path: string): Promise<Uint8Array> {
  try {
    const signal = AbortSignal.timeout(DOWNLOAD_SECONDS_MAX * 1000)
    const { statusCode, body } = await pool.request({ path, method: 'GET', signal })
    if (statusCode === 200) return await readBounded(body)
    await body.dump()
    if (statusCode >= 500 || statusCode === 429) throw new ChannelError({ code: 'unavailable' })
    throw new ChannelError({ code: 'rejected', reason: `file answered ${statusCode}` })
  } catch (error) {
    // The cause stays out of it: it may name the URL, which holds the token.
    throw error instanceof ChannelError ? error : new ChannelError({ code: 'unavailable' })
  }
}

async function readBounded(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > DOWNLOAD_BYTES_MAX) throw new ChannelError({ code: 'rejected', reason: 'too-big' })
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
