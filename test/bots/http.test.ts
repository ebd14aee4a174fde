import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { HttpError, startHttp, type Health, type HttpOptions } from '../../bots/http.ts'
import { createMetrics } from '../../bots/metrics.ts'

const metrics = createMetrics(async () => ({ inbox: 3, outbox: 2, openTickets: 41 }))
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function start(options: Partial<HttpOptions> = {}) {
  const failures: unknown[] = []
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    health: async () => ({ ok: true, details: { database: 'up' } }),
    metrics,
    failed: (error) => failures.push(error),
    ...options,
  })
  stops.push(() => server.close())
  return { ...server, failures, get: (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`) }
}

describe('startHttp', () => {
  it('answers 200 only while messages can be handled', async () => {
    let health: Health = { ok: true, details: { database: 'up' } }
    const { get } = await start({ health: async () => health })
    expect((await get('/healthz')).status).toBe(200)
    health = { ok: false, details: { database: 'down' } }
    const ill = await get('/healthz')
    expect(ill.status).toBe(503)
    expect(await ill.json()).toEqual(health)
  })

  it('takes a failed check for ill health and keeps its cause off the wire', async () => {
    const { get, failures } = await start({
      health: () => Promise.reject(new Error('password of the database')),
    })
    const answer = await get('/healthz')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('password')
    expect(failures).toHaveLength(1)
  })

  it('does not wait for a check that hangs', async () => {
    const { get } = await start({ health: () => new Promise(() => undefined) })
    const answer = await get('/healthz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ ok: false, details: { health: 'timed-out' } })
  })

  it('serves the measures', async () => {
    const { get } = await start()
    metrics.received(2)
    metrics.delivered('given-up')
    metrics.handled(0.02)
    metrics.reminded(3)
    const answer = await get('/metrics')
    expect(answer.headers.get('content-type')).toBe(metrics.contentType)
    const text = await answer.text()
    for (const line of [
      'sigap_inbound_total 2',
      'sigap_outbound_total{result="given-up"} 1',
      'sigap_handling_seconds_bucket{le="0.01"} 0',
      'sigap_handling_seconds_bucket{le="0.025"} 1',
      'sigap_reminders_total 3',
      'sigap_inbox_depth 3',
      'sigap_outbox_depth 2',
      'sigap_open_tickets 41',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
  })

  it('fails a scrape, and only that, when the depths cannot be read', async () => {
    const unread = createMetrics(() => Promise.reject(new Error('database is down')))
    const { get, failures } = await start({ metrics: unread })
    expect((await get('/metrics')).status).toBe(500)
    expect(failures).toHaveLength(1)
    expect((await get('/healthz')).status).toBe(200)
  })

  it('mounts more routes; anything else is not found', async () => {
    const routes = new Hono().get('/', (c) => c.text('halaman'))
    const { get } = await start({ routes })
    expect(await (await get('/')).text()).toBe('halaman')
    expect((await get('/nothing')).status).toBe(404)
  })

  it('says that a port is in use', async () => {
    const { port } = await start()
    const refused = await start({ port }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(HttpError)
    expect(refused).toMatchObject({ code: 'port-in-use', retryable: false })
    expect(await start({ host: '192.0.2.1' }).catch((error: unknown) => error)).toMatchObject({
      code: 'cannot-listen',
    })
  })

  it('closes although a page is still listening', async () => {
    const routes = new Hono().get(
      '/live',
      () => new Response(new ReadableStream({ start: (c) => c.enqueue(Uint8Array.of(1)) })),
    )
    const { get, close, port } = await start({ routes })
    await get('/live')
    stops.length = 0
    await close()
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  })
})
