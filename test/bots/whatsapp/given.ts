import { expect, onTestFinished, vi } from 'vitest'
import type { WhatsappChannel, WhatsappOptions } from '../../../bots/whatsapp/channel.ts'
import type { LinkNotice } from '../../../bots/whatsapp/session.ts'
import type { PersonPhone } from '../../../bots/simulator/whatsapp/peer.ts'
import type { Inbound, Message } from '../../../core/app/message.ts'
import { connectWhatsapp, untilLinked, type Whatsapp } from './harness.ts'

type Take = (batch: Inbound[]) => Promise<void>
type Options = Partial<WhatsappOptions> & { scans?: boolean }

/** A WhatsApp for one test. */
export type Given = Whatsapp & {
  /** A channel that takes what comes; it is stopped after the test. */
  listen(options?: Options & { take?: Take }): Promise<Listening>
  /** As `listen`, once it is connected. */
  online(options?: Options & { take?: Take }): Promise<Listening>
  /** The notices of a kind so far. */
  told<K extends LinkNotice['kind']>(kind: K): Extract<LinkNotice, { kind: K }>[]
}

/** A channel that was started, and all it took. */
export type Listening = { channel: WhatsappChannel; taken: Inbound[] }

let saving: ReturnType<typeof linkOnce> | null = null

/** An account that is linked already, and the peer it is linked to, for `connectWhatsapp`. */
export function savedLink(): ReturnType<typeof linkOnce> {
  saving ??= linkOnce()
  return saving
}

/** A WhatsApp whose account is linked, unless it is to be linked by the test. It ends with the test. */
export async function givenWhatsapp({ isLinked = true } = {}): Promise<Given> {
  const whatsapp = await connectWhatsapp(isLinked ? await savedLink() : undefined)
  const started: WhatsappChannel[] = []
  const listen: Given['listen'] = async ({ take = async () => undefined, ...options } = {}) => {
    const channel = whatsapp.open(options)
    started.push(channel)
    const taken: Inbound[] = []
    await channel.start(async (batch) => {
      await take(batch)
      taken.push(...batch)
    })
    return { channel, taken }
  }
  onTestFinished(async () => {
    await Promise.all(started.map((channel) => channel.stop()))
    await whatsapp.close()
  })
  return Object.assign(whatsapp, {
    listen,
    async online(options: Options & { take?: Take } = {}) {
      whatsapp.notices.length = 0
      const listening = await listen(options)
      await untilLinked(whatsapp)
      return listening
    },
    told: <K extends LinkNotice['kind']>(kind: K) =>
      whatsapp.notices.filter((notice) => notice.kind === kind) as Extract<LinkNotice, { kind: K }>[],
  })
}

/** Linking takes a second or more, and is the same for all tests that are not about it. */
async function linkOnce(): ReturnType<Whatsapp['save']> {
  const whatsapp = await connectWhatsapp()
  const channel = whatsapp.open()
  const opener = whatsapp.peer.person({ phone: '6281200009999', lid: '280000000000099', name: 'Pembuka' })
  await channel.start(async () => undefined)
  await untilLinked(whatsapp)
  // Once a message was read, the library has had its first history, and holds nothing back any more.
  const id = await opener.send('halo')
  await until(() => opener.state(id)).toBe('read')
  await channel.stop()
  const saved = await whatsapp.save()
  await whatsapp.close()
  return saved
}

/** Waits for what others bring about. */
export function until<T>(check: () => T) {
  return expect.poll(check, { timeout: 10_000, interval: 10 })
}

/** Waits a moment in which something might happen that must not. */
export function aMoment(ms = 250): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The texts that were taken, in the order they came in. */
export function textsOf(taken: Inbound[]): string[] {
  const inOrder = taken.toSorted((a, b) => (a.arrived ?? 0) - (b.arrived ?? 0))
  return inOrder.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []))
}

/** Sends somebody a message. */
export function sendTo(
  channel: WhatsappChannel,
  { lid }: Pick<PersonPhone, 'lid'>,
  message: Message,
  key?: string,
) {
  const to = { channel: 'whatsapp', chat: `lid:${lid}` } as const
  return channel.deliver({ kind: 'send', to, message, ...(key === undefined ? {} : { key }) })
}

/** What somebody's phone shows of the desk. */
export function shownTo({ received }: Pick<PersonPhone, 'received'>): string[] {
  return received.map(({ text }) => text)
}

/** Everything written to the console from now on; the console itself stays silent. */
export function spyConsole(): () => string {
  const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const
  const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => undefined))
  onTestFinished(() => spies.forEach((spy) => spy.mockRestore()))
  return () =>
    spies
      .flatMap((spy) => spy.mock.calls.map((call) => call.map((said) => inspectable(said)).join(' ')))
      .join('\n')
}

function inspectable(said: unknown): string {
  return typeof said === 'string' ? said : (JSON.stringify(said) ?? String(said))
}
