import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Change } from './bot-api/state.ts'
import type { Simulator } from './simulator.ts'
import { viewChat, type ChatView } from './view.ts'
import type { WhatsAppEvent } from './whatsapp-view.ts'

/** What a page hears: a change of the world, a chat whose frame changed, of WhatsApp, or that the clock moved on. */
export type FeedEvent =
  | { event: 'change'; data: Change }
  | { event: 'chat'; data: Omit<ChatView, 'messages'> }
  | { event: 'whatsapp'; data: WhatsAppEvent }
  | { event: 'clock'; data: { now: string } }
  | { event: 'hello'; data: Record<string, never> }

/** The live events of one world, for any number of pages. */
export type Feed = {
  /** Tells every page. */
  tell(event: FeedEvent): void
  /** Answers a page with the stream of events; `hello` comes first, and says that the state can be fetched now. */
  stream(c: Context): Response
}

/** Proxies and browsers drop a connection that is silent for long. */
const BEAT_MS = 20_000

/** Changes of a chat's frame: name, members, topics, keyboard. */
const FRAME_CHANGES: readonly Change['kind'][] = [
  'chat-changed',
  'topic-changed',
  'topic-deleted',
  'keyboard-changed',
]

/** Makes the feed of a simulator's world. */
export function createFeed(simulator: Simulator): Feed {
  const { world } = simulator
  const pages = new Set<(event: FeedEvent) => void>()
  const tell = (event: FeedEvent) => {
    for (const page of pages) page(event)
  }
  world.on((change) => {
    if (change.kind === 'call-answered') return
    if ('chatId' in change && FRAME_CHANGES.includes(change.kind)) tellChat(change.chatId)
    else tell({ event: 'change', data: change })
  })
  simulator.whatsapp?.onChange((data) => tell({ event: 'whatsapp', data }))
  const tellChat = (chatId: number) => {
    const room = world.state.rooms.get(chatId)
    if (!room || pages.size === 0) return
    const { messages: _, ...frame } = viewChat(simulator, room)
    tell({ event: 'chat', data: frame })
  }
  return {
    tell,
    stream: (c) =>
      streamSSE(c, async (stream) => {
        const write = ({ event, data }: FeedEvent) =>
          void stream.writeSSE({ event, data: JSON.stringify(data) })
        pages.add(write)
        const beat = setInterval(() => void stream.write(': \n\n'), BEAT_MS)
        write({ event: 'hello', data: {} })
        await new Promise<void>((resolve) => stream.onAbort(resolve))
        clearInterval(beat)
        pages.delete(write)
      }),
  }
}
