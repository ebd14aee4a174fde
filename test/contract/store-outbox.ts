import { describe, expect, it } from 'vitest'
import type { OutboxItem, Store } from '../../core/app/ports.ts'
import { openTicket } from '../fixtures/samples.ts'

/** What a `Store` must do with what waits to be sent. */
export function outboxContract(name: string, open: () => Promise<Store>): void {
  const say = (chat: string, text: string, thread?: string): OutboxItem => ({
    kind: 'message',
    to: { channel: 'telegram', chat, thread },
    message: { text },
  })
  const tell = (text: string): OutboxItem => ({
    kind: 'to-group',
    service: 'tik',
    ticket: null,
    message: { text },
  })
  const card = (ticket: string): OutboxItem => ({ kind: 'card', service: 'tik', ticket })

  const put = (store: Store, ...items: OutboxItem[]) => store.transaction((tx) => tx.outbox.put(items))
  /** What is claimed, as its text or the ticket of its card. */
  const claim = async (store: Store, limit = 99) => {
    const entries = await store.claimOutbox(limit)
    return entries.map(({ id, item }) => {
      if (item.kind === 'card') return { id, what: item.ticket }
      return { id, what: 'message' in item ? item.message.text : item.kind }
    })
  }
  const claimed = async (store: Store, limit?: number) => (await claim(store, limit)).map(({ what }) => what)
  const sent = (store: Store, id: string) => store.transaction((tx) => tx.outbox.sent(id))
  const sendAll = async (store: Store) => {
    const order: string[] = []
    for (let batch = await claim(store); batch.length > 0; batch = await claim(store)) {
      order.push(...batch.map(({ what }) => what))
      for (const { id } of batch) await sent(store, id)
    }
    return order
  }
  /** Two tickets, the second of which has its card in the group already. */
  const twoTickets = (store: Store) =>
    store.transaction(async (tx) => {
      const fresh = (await openTicket(tx)).ticket.id
      const shown = (await openTicket(tx)).ticket.id
      const chat = { channel: 'telegram', chat: '-100' } as const
      await tx.cards.put(shown, { chat, thread: null, message: '5' })
      await tx.cards.put(fresh, { chat, thread: '9', message: null })
      return { fresh, shown }
    })

  describe(`Store, outbox: ${name}`, () => {
    it('gives out what was put in, as it was put in', async () => {
      const store = await open()
      const items: OutboxItem[] = [
        { ...say('1', 'satu'), about: { ticket: '1001', kind: 'to-requester', note: 'n' } } as OutboxItem,
        { kind: 'to-person', person: '7', message: { heading: 'H', text: 'dua', mentions: [{ name: 'S' }] } },
        { kind: 'acknowledge', channel: 'telegram', query: 'q', text: 'tiga', alert: true },
        { kind: 'archive', file: { channel: 'telegram', id: 'f', unique: 'u' }, key: 'evidence/u' },
      ]
      await put(store, ...items)
      const entries = await store.claimOutbox(9)
      expect(entries.map((entry) => entry.item)).toEqual([items[2], items[0], items[1], items[3]])
      expect(entries[0]).toEqual({
        id: expect.stringMatching(/^\d+$/),
        queue: 'ack:q',
        item: items[2],
        attempts: 0,
        ageMs: expect.any(Number),
      })
      expect(entries[0]!.ageMs).toBeGreaterThanOrEqual(0)
      expect(entries[0]!.ageMs).toBeLessThan(20_000)
      await put(store)
    })

    it('keeps nothing of a transaction that failed', async () => {
      const store = await open()
      const broken = store.transaction(async (tx) => {
        await tx.outbox.put([say('1', 'a')])
        throw new Error('no')
      })
      await expect(broken).rejects.toThrow('no')
      expect(await claimed(store)).toEqual([])
    })

    it('sends one at a time in a chat and in order, chats side by side', async () => {
      const store = await open()
      await put(store, say('1', 'a1'), say('2', 'b1'), say('1', 'a2', '5'))
      await put(store, say('1', 'a3'))
      const first = await claim(store)
      expect(first.map(({ what }) => what)).toEqual(['a1', 'b1'])
      expect(await claimed(store)).toEqual([])
      await sent(store, first[0]!.id)
      expect(await claimed(store)).toEqual(['a2'])
      expect(await store.depths()).toMatchObject({ outbox: 3 })
    })

    it('claims as many queues as it is asked for, the oldest first', async () => {
      const store = await open()
      await put(store, say('z', '1'), say('y', '2'), say('x', '3'))
      expect(await claimed(store, 2)).toEqual(['1', '2'])
      expect(await claimed(store, 2)).toEqual(['3'])
    })

    it('gives nothing to two claims', async () => {
      const store = await open()
      const chats = Array.from({ length: 60 }, (_, i) => String(i))
      await put(store, ...chats.flatMap((chat) => [say(chat, `${chat}.1`), say(chat, `${chat}.2`)]))
      const claims = await Promise.all(Array.from({ length: 10 }, () => claimed(store, 25)))
      expect(claims.flat().toSorted()).toEqual(chats.map((chat) => `${chat}.1`).toSorted())
    })

    it('lets new cards and messages pass before edits, else in order', async () => {
      const store = await open()
      const { fresh, shown } = await twoTickets(store)
      await put(store, card(shown), tell('satu'))
      await put(store, card(fresh), tell('dua'))
      expect(await sendAll(store)).toEqual(['satu', fresh, 'dua', shown])
    })

    it('waits and tries again, and what is behind it waits too', async () => {
      const store = await open()
      await put(store, say('1', 'a1'), say('1', 'a2'), say('2', 'b1'))
      const [a1, b1] = await claim(store)
      await store.retry(a1!.id, 60_000, { queueToo: false, reason: 'unavailable' })
      await store.retry(b1!.id, 0, { queueToo: false, reason: 'unavailable' })
      const again = await store.claimOutbox(9)
      expect(again).toMatchObject([{ item: { message: { text: 'b1' } }, attempts: 1 }])
    })

    it('holds back the whole chat when told to, also what comes later', async () => {
      const store = await open()
      const { fresh, shown } = await twoTickets(store)
      await put(store, card(shown))
      const [edit] = await claim(store)
      await store.retry(edit!.id, 60_000, { queueToo: true, reason: '429' })
      await put(store, card(fresh), tell('satu'))
      expect(await claimed(store)).toEqual([])
      await store.retry(edit!.id, 60_000, { queueToo: false, reason: 'unavailable' })
      expect(await claimed(store)).toEqual([fresh])
    })

    it('never tries again what was given up or sent', async () => {
      const store = await open()
      await put(store, say('1', 'a1'), say('1', 'a2'), say('1', 'a3'))
      const [a1] = await claim(store)
      await store.giveUp(a1!.id, 'dead', 'rejected')
      await store.retry(a1!.id, 0, { queueToo: true, reason: 'too late' })
      const [a2] = await claim(store)
      await store.giveUp(a2!.id, 'dropped', 'message-gone')
      const [a3] = await claim(store)
      await sent(store, a3!.id)
      await store.giveUp(a3!.id, 'dead', 'too late')
      expect([a1, a2, a3].map((entry) => entry!.what)).toEqual(['a1', 'a2', 'a3'])
      expect(await claimed(store)).toEqual([])
      expect(await store.depths()).toMatchObject({ outbox: 0, dead: 1 })
    })
  })

  describe(`Store, waiting cards: ${name}`, () => {
    it('lets one waiting card stand for many changes', async () => {
      const store = await open()
      const { fresh, shown } = await twoTickets(store)
      await put(store, card(fresh), card(fresh), card(shown))
      await Promise.all([put(store, card(fresh)), put(store, card(fresh)), put(store, card(shown))])
      await put(store, { kind: 'card', service: 'lpse', ticket: fresh })
      expect((await sendAll(store)).toSorted()).toEqual([fresh, fresh, shown].toSorted())
      await put(store, card(fresh))
      expect(await claimed(store)).toEqual([fresh])
    })

    it('adds another card when the ticket changes while its card is on its way', async () => {
      const store = await open()
      const { shown } = await twoTickets(store)
      await put(store, card(shown))
      const [onItsWay] = await claim(store)
      await put(store, card(shown))
      await put(store, card(shown))
      expect(await claimed(store)).toEqual([])
      await sent(store, onItsWay!.id)
      expect(await sendAll(store)).toEqual([shown])
    })

    it('adds another card when the one that waits was tried before', async () => {
      const store = await open()
      const { shown } = await twoTickets(store)
      await put(store, card(shown))
      const [tried] = await claim(store)
      await put(store, card(shown))
      await store.retry(tried!.id, 0, { queueToo: false, reason: 'unavailable' })
      await put(store, card(shown))
      expect(await sendAll(store)).toEqual([shown, shown])
    })

    it('is not claimed while a transaction that counts on it is still open', async () => {
      const store = await open()
      const { shown } = await twoTickets(store)
      await put(store, card(shown))
      await store.transaction(async (tx) => {
        await tx.outbox.put([card(shown)])
        // Rendered now, the card would show the ticket as it was, and nothing would be left to show what it becomes.
        expect(await claimed(store)).toEqual([])
      })
      expect(await sendAll(store)).toEqual([shown])
    })
  })
}
