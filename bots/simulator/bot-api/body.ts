import type { IncomingMessage } from 'node:http'
import type { Args } from './args.ts'
import { ApiError, badRequest } from './errors.ts'
import { parseMultipart } from './multipart.ts'

/** Telegram takes uploads up to 50 MB; a little more for what surrounds the file. */
const BODY_BYTES_MAX = 51 * 1024 * 1024
const NO_UPLOADS: Args['uploads'] = new Map()

/** The parameters of a call: query string, form, multipart or JSON. Throws 400, or 413 when it is too large. */
export async function readBody(request: IncomingMessage, url: string): Promise<Args> {
  const body = await collect(request)
  const query = url.includes('?') ? Object.fromEntries(new URLSearchParams(url.slice(url.indexOf('?')))) : {}
  const contentType = request.headers['content-type'] ?? ''
  if (body.length === 0) return { values: query, uploads: NO_UPLOADS }
  if (contentType.startsWith('application/json')) return { values: parseJson(body), uploads: NO_UPLOADS }
  if (contentType.startsWith('multipart/form-data')) return parseMultipart(body, contentType)
  return {
    values: { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) },
    uploads: NO_UPLOADS,
  }
}

/** Listens to events: an async iterator costs a noticeable part of each call. */
function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= BODY_BYTES_MAX) chunks.push(chunk)
    })
    request.on('end', () => {
      if (size > BODY_BYTES_MAX) reject(new ApiError(413, 'Request Entity Too Large'))
      else resolve(Buffer.concat(chunks))
    })
    request.on('error', reject)
  })
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch {
    // falls through to the same refusal as a body that is not an object
  }
  throw badRequest("can't parse JSON object")
}
