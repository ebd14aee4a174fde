import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { loopbackIdentity } from './x509.ts'

/** Where encrypted files lie. Clients upload and download over HTTPS; phones use `put` and `get`. */
export type MediaServer = {
  /** `127.0.0.1:port` */
  host: string
  /** The certificate to trust, PEM. */
  ca: string
  put(blob: Buffer): { url: string; directPath: string }
  get(directPath: string): Buffer | undefined
  blobs(): [string, Buffer][]
  /** Files are kept for a while only: what is there now is gone (410). */
  expire(): void
  close(): Promise<void>
}

const UPLOAD = /^\/mms\/(image|video|document|audio)\/([\w%-]+)\?/
const DOWNLOAD = /^(\/v\/[\w-]+)/

/** Starts the server on loopback, with the files of `kept`. `fault` hears of requests that no client of WhatsApp makes. */
export async function startMediaServer(
  fault: (reason: string) => void,
  kept: [string, Buffer][],
): Promise<MediaServer> {
  const identity = loopbackIdentity()
  const blobs = new Map<string, Buffer>(kept)
  const server = createServer(identity, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      fault(`media: ${String(error)}`)
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  const put = (blob: Buffer): { url: string; directPath: string } => {
    const directPath = `/v/${digest(blob)}`
    blobs.set(directPath, blob)
    return { url: `https://${host}${directPath}`, directPath }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const upload = request.method === 'POST' ? UPLOAD.exec(path) : null
    const download = request.method === 'GET' ? DOWNLOAD.exec(path) : null
    if (upload === null && download === null) throw new Error(`${request.method} ${path}`)
    if (download !== null) {
      const blob = blobs.get(download[1] ?? '')
      if (blob === undefined) response.writeHead(410).end()
      else response.writeHead(200, { 'content-length': blob.length }).end(blob)
      return
    }
    const blob = Buffer.concat(await request.toArray())
    if (decodeURIComponent(upload?.[2] ?? '').replace(/=+$/, '') !== digest(blob))
      throw new Error('an upload under another name than its hash')
    const { url, directPath } = put(blob)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ url, direct_path: directPath }))
  }

  return {
    host,
    ca: identity.cert,
    put,
    get: (directPath) => blobs.get(directPath),
    blobs: () => [...blobs],
    expire: () => blobs.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function digest(blob: Buffer): string {
  return createHash('sha256').update(blob).digest('base64url')
}
