import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Metrics } from './metrics.ts'

/** Whether messages can be handled now, and what stands in the way. */
export type Health = { ok: boolean; details: Readonly<Record<string, unknown>> }

export type HttpOptions = {
  host: string
  /** 0 takes any free port. */
  port: number
  health: () => Promise<Health>
  metrics: Pick<Metrics, 'text' | 'contentType'>
  /** Hears of a request or a health check that failed; nothing of it goes out on the wire. */
  failed: (error: unknown) => void
  /** More pages, such as the simulator's. */
  routes?: Hono
}

/** The address is taken, or is not this machine's to take. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly code: 'port-in-use' | 'cannot-listen'
  readonly retryable = false
  constructor(code: HttpError['code'], cause: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** A health that does not answer in this time is not one. */
const healthMsMax = 3_000

/**
 * Serves `/healthz` (200 only when messages can be handled), `/metrics` and the given routes.
 * Rejects with `HttpError`. `close` ends open connections at once: a live page would keep the program alive for ever.
 */
export async function startHttp(options: HttpOptions): Promise<{ port: number; close(): Promise<void> }> {
  const app = new Hono()
  app.get('/healthz', async (c) => {
    const health = await checkHealth(options)
    return c.json(health, health.ok ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    return c.text(await options.metrics.text(), 200, { 'content-type': options.metrics.contentType })
  })
  app.onError((error, c) => {
    options.failed(error)
    return c.json({ error: 'failed' }, 500)
  })
  if (options.routes) app.route('/', options.routes)

  const server = createServer(getRequestListener(app.fetch))
  await listen(server, options.port, options.host)
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

/** A failed or hanging check is ill health, not a failed request. */
async function checkHealth({ health, failed }: HttpOptions): Promise<Health> {
  const tooSlow = wait(healthMsMax, { ok: false, details: { health: 'timed-out' } }, { ref: false })
  const checked = health().catch((error: unknown) => {
    failed(error)
    return { ok: false, details: { health: 'failed' } }
  })
  return Promise.race([checked, tooSlow])
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new HttpError(error.code === 'EADDRINUSE' ? 'port-in-use' : 'cannot-listen', error)),
    )
    server.listen(port, host, resolve)
  })
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
