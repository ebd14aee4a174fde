import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { TicketProgress } from '../../core/report/progress.ts'
import { simulatorWords } from '../../core/text/id/simulator.ts'
import {
  edit,
  Edit,
  forward,
  Forward,
  ImpossibleAct,
  press,
  Press,
  send,
  Send,
  upload,
  Upload,
} from './acts.ts'
import type { StoredFile } from './bot-api/state.ts'
import { createFeed } from './feed.ts'
import { guard } from './guard.ts'
import { sendPageFile } from './page-files.ts'
import type { Simulator } from './simulator.ts'
import { viewState, type PlayedService } from './view.ts'

export type SimulatorRoutesOptions = {
  simulator: Simulator
  /** Those the program runs; of the cast's desks only theirs are shown. */
  services: readonly PlayedService[]
  /** Moves domain time on; both resolve when what was due by then has been seen to. */
  clock: { now(): Date; advance(ms: number): Promise<void>; nextWorkingDay(): Promise<void> }
  /** Where the tickets stand, the newest first. */
  progress: () => Promise<TicketProgress[]>
}

const UPLOAD_BYTES_MAX = 20 * 1024 * 1024
const MINUTE_MS = 60_000

const Clock = z.union([
  z.object({ minutes: z.number().int().min(1).max(1440) }),
  z.object({ to: z.literal('next-working-day') }),
])
const Topics = z.object({ chat: z.number().int(), on: z.boolean() })

/** Only these are shown in the page, and papers the bot made; anything else is offered as a download. */
const SHOWN = /^(image\/(png|jpeg|webp|gif)|audio\/(ogg|mpeg)|video\/mp4)$/
const PDF = 'application/pdf'

/** The page that plays Telegram, and what it calls. Everything lies at `/` and below `/simulator`. */
export function simulatorRoutes({ simulator, services, clock, progress }: SimulatorRoutesOptions): Hono {
  const feed = createFeed(simulator)
  const app = new Hono()
  app.use('/', guard)
  app.use('/simulator/*', guard, bodyLimit({ maxSize: UPLOAD_BYTES_MAX }))

  app.get('/', (c) => sendPageFile(c, 'index.html'))
  app.get('/simulator/page/:name', (c) => sendPageFile(c, c.req.param('name')))
  app.get('/simulator/words.json', (c) => c.json(simulatorWords))
  app.get('/simulator/state', (c) => c.json(viewState(simulator, services, clock.now())))
  app.get('/simulator/events', feed.stream)
  app.get('/simulator/tickets', async (c) => c.json(await progress()))
  app.get('/simulator/file/:id', (c) => sendFile(c, simulator))

  app.post(
    '/simulator/send',
    act(Send, (body) => send(simulator, body)),
  )
  app.post(
    '/simulator/press',
    act(Press, (body) => press(simulator, body)),
  )
  app.post(
    '/simulator/edit',
    act(Edit, (body) => edit(simulator, body)),
  )
  app.post(
    '/simulator/forward',
    act(Forward, (body) => forward(simulator, body)),
  )
  app.post('/simulator/upload', (c) => receiveUpload(c, simulator))
  app.post(
    '/simulator/topics',
    act(Topics, ({ chat, on }) => simulator.setTopics(chat, on)),
  )
  app.post(
    '/simulator/clock',
    act(Clock, async (move) => {
      await ('minutes' in move ? clock.advance(move.minutes * MINUTE_MS) : clock.nextWorkingDay())
      feed.tell({ event: 'clock', data: { now: clock.now().toISOString() } })
    }),
  )
  return app
}

/** Reads a JSON body, does what it says, and answers with the result or why it cannot be. */
function act<T>(schema: z.ZodType<T>, run: (body: T) => unknown) {
  return async (c: Context) => {
    const body = schema.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: 'bad-request' }, 400)
    return answer(c, () => run(body.data))
  }
}

async function receiveUpload(c: Context, simulator: Simulator): Promise<Response> {
  const form = await c.req.parseBody({ all: true }).catch(() => ({}) as Record<string, unknown>)
  const body = Upload.safeParse(form)
  const given = [form.file ?? []].flat().filter((part) => part instanceof File)
  if (!body.success || given.length === 0) return c.json({ error: 'bad-request' }, 400)
  const files = await Promise.all(
    given.map(async (file) => ({
      name: file.name,
      mimeType: file.type || 'application/octet-stream',
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  )
  return answer(c, () => upload(simulator, body.data, files))
}

async function answer(c: Context, run: () => unknown): Promise<Response> {
  try {
    return c.json({ result: (await run()) ?? null })
  } catch (error) {
    if (error instanceof ImpossibleAct) return c.json({ error: error.code }, 409)
    throw error
  }
}

function sendFile(c: Context, { world }: Simulator): Response {
  const file = world.state.files.get(c.req.param('id') ?? '')
  const bytes = file && world.fileBytes(file.fileId)
  if (!file || !bytes) return c.notFound() as Response
  const shown = SHOWN.test(file.mimeType ?? '') || isPaper(file, bytes)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': shown ? (file.mimeType ?? '') : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}${named(file)}`,
    'cache-control': 'private, max-age=86400',
  })
}

/** A PDF can carry scripts and links: only what the bot itself made is opened in the browser. */
function isPaper({ ofBot, mimeType }: StoredFile, bytes: Uint8Array): boolean {
  return (
    ofBot === true && mimeType === PDF && Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
  )
}

/** The file's name as RFC 6266 wants it, whatever the characters. */
function named({ name }: StoredFile): string {
  const encoded = encodeURIComponent(name ?? '').replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return encoded === '' ? '' : `; filename*=UTF-8''${encoded}`
}
