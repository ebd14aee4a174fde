import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ChannelError } from '../../core/app/message.ts'
import type { ChatAddress, Inbound, Message } from '../../core/app/message.ts'
import type { Channel } from '../../core/app/ports.ts'

/** A message as the person sees it on their own phone. */
type Shown = {
  id: string
  text: string
  labels: string[]
  hasFile: boolean
  /** The file a document brought. */
  document?: { name: string; bytes: Uint8Array }
}

/** The other side of a channel: one person with a phone, and the wire between them and the desk. */
export type ChannelHarness = {
  /** A fresh adapter on the same account, as after a restart of the program; none has been started yet. */
  open(): Channel
  person: { id: string; name: string; address: ChatAddress }
  /** Keeps a file that the program made. */
  keeps(key: string, bytes: Uint8Array): void
  says(text: string): Promise<void>
  sendsPhoto(bytes: Uint8Array, caption: string): Promise<void>
  /** Presses a button of a message; only for channels with buttons. */
  presses?(message: string, label: string): Promise<void>
  /** What the desk has shown the person so far, oldest first. */
  shown(): Shown[]
  /** The person wants to hear no more of the desk. */
  blocks(): Promise<void>
  /** Cuts the wire, and mends it again. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Ends the other side; every channel has been stopped before. */
  close(): Promise<void>
}

/** What every adapter of the `Channel` port must do. `connect` builds a fresh other side for each test. */
export function describeChannel(name: string, connect: () => Promise<ChannelHarness>): void {
  describe(`${name} as a channel`, () => {
    let harness: ChannelHarness
    let opened: Channel[]
    beforeEach(async () => {
      harness = await connect()
      opened = []
    })
    afterEach(async () => {
      await Promise.all(opened.map((channel) => channel.stop()))
      await harness.close()
    })

    /** Starts a fresh adapter; everything taken is collected in `taken`. */
    const listen = async (take: (batch: Inbound[]) => Promise<void> = async () => {}) => {
      const channel = harness.open()
      opened.push(channel)
      const taken: Inbound[] = []
      await channel.start(async (batch) => {
        await take(batch)
        taken.push(...batch)
      })
      return { channel, taken }
    }
    const send = async (channel: Channel, message: Message) =>
      channel.deliver({ kind: 'send', to: harness.person.address, message })
    const until = (check: () => unknown) => expect.poll(check, { timeout: 10_000, interval: 10 })

    test('what is said arrives once, in order, in neutral words', async () => {
      const { channel, taken } = await listen()
      for (const text of ['satu', 'dua', 'tiga']) await harness.says(text)
      await until(() => textsOf(inOrder(taken))).toEqual(['satu', 'dua', 'tiga'])
      for (const inbound of taken) {
        expect(inbound.channel).toBe(channel.name)
        expect(inbound.chat).toMatchObject({ id: harness.person.address.chat, kind: 'private' })
        expect(inbound.from).toMatchObject({ id: harness.person.id, name: harness.person.name })
        expect(new Date(inbound.at).toISOString()).toBe(inbound.at)
        expect(inbound.message).toMatch(/\S/)
      }
      expect(new Set(taken.map(({ externalId }) => externalId)).size).toBe(3)
    })

    test('what could not be taken is given again, the same and in order, until it is', async () => {
      const given: string[][] = []
      const { taken } = await listen(async (batch) => {
        given.push(batch.map(({ externalId }) => externalId))
        if (given.length < 3) throw new Error('the store is away')
      })
      await harness.says('satu')
      await harness.says('dua')
      await until(() => textsOf(taken)).toEqual(['satu', 'dua'])
      expect(given[1]![0]).toBe(given[0]![0])
      expect(given[2]![0]).toBe(given[0]![0])
    })

    test('what is said while nobody listens waits; what was taken does not come back', async () => {
      const first = await listen()
      await harness.says('sebelum')
      await until(() => textsOf(first.taken)).toEqual(['sebelum'])
      await first.channel.stop()
      await harness.says('sesudah')
      const second = await listen()
      await until(() => textsOf(second.taken)).toEqual(['sesudah'])
      expect(textsOf(first.taken)).toEqual(['sebelum'])
    })

    test('stopping waits for the batch in hand, which then counts as taken', async () => {
      let reached = false
      let release = () => {}
      const stored = new Promise<void>((resolve) => (release = resolve))
      const first = await listen(() => {
        reached = true
        return stored
      })
      await harness.says('di tangan')
      await until(() => reached).toBe(true)
      const stopped = first.channel.stop().then(() => 'stopped')
      expect(await Promise.race([stopped, later('waiting')])).toBe('waiting')
      release()
      expect(await stopped).toBe('stopped')
      expect(textsOf(first.taken)).toEqual(['di tangan'])
      const second = await listen()
      await harness.says('berikutnya')
      await until(() => textsOf(second.taken)).toEqual(['berikutnya'])
    })

    test('after stopping, what is due is sent, or waits for the next start', async () => {
      const { channel, taken } = await listen()
      await harness.says('halo')
      await until(() => taken).toHaveLength(1)
      await channel.stop()
      const failure = await send(channel, { text: 'Sampai besok.' }).then(
        () => null,
        (error: unknown) => error,
      )
      if (failure !== null) {
        expect(failure).toMatchObject({ failure: { code: 'offline' }, retryable: true })
        const next = await listen()
        await until(() => send(next.channel, { text: 'Sampai besok.' }).then(() => 'sent', String)).toBe(
          'sent',
        )
      }
      await until(() => harness.shown().map(({ text }) => text)).toEqual(['Sampai besok.'])
    })

    test('a message shows its heading before its text', async () => {
      const { channel } = await listen()
      await harness.says('halo')
      const receipt = await send(channel, { heading: 'TIK-1042', text: 'Pengaduan tercatat.' })
      await until(() => harness.shown()).toHaveLength(1)
      const [shown] = harness.shown()
      expect(shown!.text).toMatch(/TIK-1042\W*\n[\s\S]*Pengaduan tercatat\./)
      expect(receipt.ids).toEqual([shown!.id])
    })

    test('a text of any length arrives whole, with one id for each part', async () => {
      const { channel } = await listen()
      await harness.says('halo')
      const lines = Array.from({ length: 1200 }, (_, i) => `${i} 🎫 baris`)
      const receipt = await send(channel, { text: lines.join('\n') })
      await until(() => harness.shown().map(({ id }) => id)).toEqual(receipt.ids)
      const text = harness.shown().map((shown) => shown.text)
      expect(text.join('\n')).toBe(lines.join('\n'))
    })

    test('choices are offered, and a pressed one comes back', async (context) => {
      const { channel, taken } = await listen()
      await harness.says('halo')
      const buttons = [
        [{ label: 'Kirim', press: 'intake:send' }],
        [{ label: 'Batal', press: 'intake:cancel' }],
      ]
      await send(channel, { text: 'Mohon diperiksa.', buttons })
      await until(() => harness.shown()).toHaveLength(1)
      const [shown] = harness.shown()
      if (!channel.capabilities.buttons || harness.presses === undefined) {
        expect(shown!.text).toMatch(/Kirim[\s\S]*Batal/)
        return context.skip('no buttons on this channel')
      }
      expect(shown!.labels).toEqual(['Kirim', 'Batal'])
      await harness.presses(shown!.id, 'Kirim')
      await until(() => taken.map(({ body }) => body.kind)).toEqual(['text', 'press'])
      const press = taken[1]!.body as Extract<Inbound['body'], { kind: 'press' }>
      expect(press).toMatchObject({ data: 'intake:send', message: shown!.id })
      const acknowledge = { kind: 'acknowledge', query: press.query ?? '', text: 'Terkirim' } as const
      expect(await channel.deliver(acknowledge)).toEqual({ ids: [] })
      await expect(channel.deliver({ ...acknowledge, query: '1' })).rejects.toMatchObject({
        failure: { code: 'expired' },
      })
    })

    test('a photo can be fetched, and sent on', async () => {
      const { channel, taken } = await listen()
      await harness.sendsPhoto(PIXEL_PNG, 'Layar')
      await until(() => taken).toHaveLength(1)
      const body = taken[0]!.body
      if (body.kind !== 'attachment') throw new Error(`a photo arrived as ${body.kind}`)
      expect(body).toMatchObject({ what: 'photo', caption: 'Layar' })
      expect(await channel.download(body.file)).toEqual(PIXEL_PNG)
      await send(channel, { text: 'Bukti diterima.', attachments: [{ what: 'photo', file: body.file }] })
      await until(() => harness.shown().filter(({ hasFile }) => hasFile)).toHaveLength(1)
    })

    test('a document the program made arrives under its name, with its text', async () => {
      const { channel } = await listen()
      await harness.says('halo')
      const bytes = new TextEncoder().encode('%PDF-1.7 disposisi')
      harness.keeps('papers/1042.pdf', bytes)
      const document = { key: 'papers/1042.pdf', name: 'TIK-1042 Lembar Disposisi.pdf' }
      await send(channel, { text: 'Lembar Disposisi TIK-1042.', document })
      await until(() => harness.shown()).toHaveLength(1)
      expect(harness.shown()[0]).toMatchObject({
        text: 'Lembar Disposisi TIK-1042.',
        document: { name: 'TIK-1042 Lembar Disposisi.pdf', bytes },
      })
    })

    test('words about a document that is gone are not sent without it', async () => {
      const { channel } = await listen()
      await harness.says('halo')
      const gone = { text: 'Lembar Disposisi TIK-1042.', document: { key: 'papers/1.pdf', name: 'a.pdf' } }
      await expect(send(channel, gone)).rejects.toMatchObject({
        failure: { code: 'rejected' },
        retryable: false,
      })
      expect(harness.shown()).toEqual([])
    })

    test('a message is edited in place; one that is gone says so', async (context) => {
      const { channel } = await listen()
      if (!channel.capabilities.edits) return context.skip('no edits on this channel')
      await harness.says('halo')
      const { ids } = await send(channel, { text: 'Diproses.' })
      const edit = {
        kind: 'edit',
        to: harness.person.address,
        id: ids[0]!,
        message: { text: 'Selesai.' },
      } as const
      await channel.deliver(edit)
      await until(() => harness.shown().map(({ text }) => text)).toEqual(['Selesai.'])
      await expect(channel.deliver(edit), 'the same again is no failure').resolves.toBeDefined()
      await expect(channel.deliver({ ...edit, id: '999999' })).rejects.toMatchObject({
        failure: { code: 'message-gone' },
      })
    })

    test('a person who does not want to hear is unreachable, for good', async () => {
      const { channel } = await listen()
      await harness.says('halo')
      await harness.blocks()
      const failure = await send(channel, { text: 'Halo.' }).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ChannelError)
      expect(failure).toMatchObject({ failure: { code: 'unreachable' }, retryable: false })
    })

    test('a cut wire fails retryably, and everything goes on once it is mended', async () => {
      const { channel, taken } = await listen()
      await harness.says('sebelum')
      await until(() => textsOf(taken)).toEqual(['sebelum'])
      await harness.cut()
      const failure = await send(channel, { text: 'Hilang.' }).catch((error: unknown) => error)
      expect(failure).toMatchObject({
        failure: { code: expect.stringMatching(/^(unavailable|offline)$/) },
        retryable: true,
      })
      await harness.mend()
      await harness.says('sesudah')
      await until(() => textsOf(taken)).toEqual(['sebelum', 'sesudah'])
      await expect(send(channel, { text: 'Kembali.' })).resolves.toBeDefined()
    })
  })
}

/** The smallest PNG. */
export const PIXEL_PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

function textsOf(taken: Inbound[]): string[] {
  return taken.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []))
}

/** As they came; a channel may hand over out of order, and says so. */
function inOrder(taken: Inbound[]): Inbound[] {
  return taken.toSorted((a, b) => (a.arrived ?? 0) - (b.arrived ?? 0))
}

function later<T>(value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), 100))
}
