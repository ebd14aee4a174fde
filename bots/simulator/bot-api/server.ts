import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { readBody } from './body.ts'
import type { Core } from './core.ts'
import { ApiError } from './errors.ts'
import { refusalOf } from './faults.ts'
import { METHODS } from './methods/table.ts'

/** A running Bot API. `root` is what grammY takes as `apiRoot`. */
export type BotApi = { root: string; port: number; close(): Promise<void> }

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/
/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 120_000

type Answer = { status: number; body: string }

/** Serves the world's Bot API on loopback. Throws when `host` is any other address. */
export async function startBotApi(
  world: Core,
  { host = '127.0.0.1', port = 0 }: { host?: string; port?: number } = {},
): Promise<BotApi> {
  if (!LOOPBACK.test(host)) throw new Error(`the simulated Bot API listens on loopback only, not on ${host}`)
  const server = createServer((request, response) => void handle(world, request, response))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    root: `http://${host === '::1' ? '[::1]' : host}:${address.port}`,
    port: address.port,
    close() {
      world.updates.release()
      return new Promise((resolve) => {
        server.close(() => resolve())
        setImmediate(() => server.closeAllConnections())
      })
    },
  }
}

async function handle(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/'
  const path = url.split('?', 1)[0] ?? '/'
  if (path.startsWith('/file/bot')) return sendFile(core, path.slice('/file/bot'.length), response)
  const [, token, method] = /^\/bot([^/]+)\/([A-Za-z]+)$/.exec(path) ?? []
  const key = method?.toLowerCase() ?? ''
  const fault = core.faults.take(key)
  const answer = await answerCall(core, key, async () => {
    if (token === undefined) throw new ApiError(404, 'Not Found')
    if (token !== core.token) throw new ApiError(401, 'Unauthorized')
    const args = await readBody(request, url)
    if (core.latencyMs > 0) await sleep(core.latencyMs / 2)
    const run = METHODS.get(key)
    if (run === undefined) throw new ApiError(404, 'Not Found')
    const refusal = refusalOf(fault)
    if (refusal !== undefined) throw refusal
    return run(core, args, (then) => response.once('close', then))
  })
  if (core.latencyMs > 0) await sleep(core.latencyMs / 2)
  if (fault?.dropAnswer) request.socket.destroy()
  else writeAnswer(response, answer)
}

async function answerCall(core: Core, method: string, run: () => Promise<unknown>): Promise<Answer> {
  try {
    const result = await run()
    core.emit({ kind: 'call-answered', method, status: 200 })
    return { status: 200, body: JSON.stringify({ ok: true, result }) }
  } catch (error) {
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${String(error)}`)
    core.emit({ kind: 'call-answered', method, status: refusal.code, description: refusal.message })
    return refuse(refusal)
  }
}

function sendFile(core: Core, rest: string, response: ServerResponse): void {
  const slash = rest.indexOf('/')
  if (rest.slice(0, slash) !== core.token)
    return writeAnswer(response, refuse(new ApiError(401, 'Unauthorized')))
  const file = [...core.state.files.values()].find(({ path }) => path === rest.slice(slash + 1))
  const bytes = file && core.state.blobs.get(file.blob)
  if (bytes === undefined) return writeAnswer(response, refuse(new ApiError(404, 'Not Found')))
  write(response, 200, 'application/octet-stream', bytes)
}

function refuse({ code, message, parameters }: ApiError): Answer {
  return {
    status: code,
    body: JSON.stringify({ ok: false, error_code: code, description: message, parameters }),
  }
}

function writeAnswer(response: ServerResponse, { status, body }: Answer): void {
  write(response, status, 'application/json', body)
}

function write(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
