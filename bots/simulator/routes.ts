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
import { createFeed } from './feed.ts'
import { sendFile } from './files.ts'
import { guard } from './guard.ts'
import { sendPageFile } from './page-files.ts'
import type { Simulator } from './simulator.ts'
import { viewState, type PlayedService } from './view.ts'
import {
  deleteWhatsApp,
  editWhatsApp,
  EditWhatsApp,
  forwardWhatsApp,
  PickWhatsApp,
  readWhatsApp,
  ReadWhatsApp,
  uploadWhatsApp,
  UploadWhatsApp,
  writeWhatsApp,
  WriteWhatsApp,
} from './whatsapp-acts.ts'

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
/** Sent at once; albums hold no more. */
const FILES_MAX = 30
const MINUTE_MS = 60_000

const Clock = z.union([
  z.object({ minutes: z.number().int().min(1).max(1440) }),
  z.object({ to: z.literal('next-working-day') }),
])
const Topics = z.object({ chat: z.number().int(), on: z.boolean() })

/** Left to itself, it throws, which would pass for a failure of the program. */
const limitBody = bodyLimit({
  maxSize: UPLOAD_BYTES_MAX,
  onError: (c) => c.json({ error: 'too-large' }, 413),
})

/** The page that plays Telegram and WhatsApp, and what it calls. Everything lies at `/` and below `/simulator`. */
export function simulatorRoutes({ simulator, services, clock, progress }: SimulatorRoutesOptions): Hono {
  const feed = createFeed(simulator)
  const app = new Hono()
  app.use('/', guard)
  app.use('/simulator/*', guard, limitBody)

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
  app.post('/simulator/upload', (c) =>
    receiveFiles(c, Upload, (body, files) => upload(simulator, body, files)),
  )
  routeWhatsApp(app, simulator)
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

/** What people with WhatsApp do; without a WhatsApp everything of it is impossible. */
function routeWhatsApp(app: Hono, simulator: Simulator): void {
  const path = '/simulator/whatsapp'
  const kept = async <T>(done: Promise<T>): Promise<T> => {
    const result = await done
    await simulator.whatsapp?.saved()
    return result
  }
  app.post(
    `${path}/send`,
    act(WriteWhatsApp, (body) => kept(writeWhatsApp(simulator, body))),
  )
  app.post(
    `${path}/edit`,
    act(EditWhatsApp, (body) => kept(editWhatsApp(simulator, body))),
  )
  app.post(
    `${path}/delete`,
    act(PickWhatsApp, (body) => kept(deleteWhatsApp(simulator, body))),
  )
  app.post(
    `${path}/forward`,
    act(PickWhatsApp, (body) => kept(forwardWhatsApp(simulator, body))),
  )
  app.post(
    `${path}/read`,
    act(ReadWhatsApp, (body) => readWhatsApp(simulator, body)),
  )
  app.post(`${path}/upload`, (c) =>
    receiveFiles(c, UploadWhatsApp, (body, files) => kept(uploadWhatsApp(simulator, body, files))),
  )
}

/** Reads a JSON body, does what it says, and answers with the result or why it cannot be. */
function act<T>(schema: z.ZodType<T>, run: (body: T) => unknown) {
  return async (c: Context) => {
    const body = schema.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: 'bad-request' }, 400)
    return answer(c, () => run(body.data))
  }
}

/** Reads a form with files. */
async function receiveFiles<T>(
  c: Context,
  schema: z.ZodType<T>,
  run: (body: T, files: { name: string; mimeType: string; bytes: Uint8Array }[]) => unknown,
): Promise<Response> {
  const form = await c.req.parseBody({ all: true }).catch(() => ({}) as Record<string, unknown>)
  const body = schema.safeParse(form)
  const given = [form.file ?? []].flat().filter((part) => part instanceof File)
  if (!body.success || given.length === 0 || given.length > FILES_MAX)
    return c.json({ error: 'bad-request' }, 400)
  const files = await Promise.all(
    given.map(async (file) => ({
      name: file.name,
      mimeType: file.type || 'application/octet-stream',
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  )
  return answer(c, () => run(body.data, files))
}

async function answer(c: Context, run: () => unknown): Promise<Response> {
  try {
    return c.json({ result: (await run()) ?? null })
  } catch (error) {
    if (error instanceof ImpossibleAct) return c.json({ error: error.code }, 409)
    throw error
  }
}
