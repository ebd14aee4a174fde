import type { CalendarEdit } from '../../core/sla/edits.ts'
import { describe, expect, it } from 'vitest'
import type { ChatAddress } from '../../core/app/message.ts'
import { ConcurrentChange, type Note, type Store } from '../../core/app/ports.ts'
import { inboundText, minute, openTicket } from '../fixtures/samples.ts'

/** What a `Store` must do, apart from people, tickets and the outbox, which have suites of their own. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  const group: ChatAddress = { channel: 'telegram', chat: '-100' }

  describe(`Store, transactions: ${name}`, () => {
    it('keeps all of a transaction or nothing', async () => {
      const store = await open()
      const set = store.transaction(async (tx) => {
        await tx.settings.set('a', 1)
        throw new RangeError('no')
      })
      await expect(set).rejects.toThrow(RangeError)
      expect(await store.transaction((tx) => tx.settings.get('a'))).toBeUndefined()
    })

    it('answers when asked whether it is there', async () => {
      const store = await open()
      await expect(store.ping()).resolves.toBeUndefined()
      expect(await store.depths()).toEqual({ inbox: 0, outbox: 0, dead: 0, poison: 0 })
    })
  })

  describe(`Store, inbox: ${name}`, () => {
    /** Handles the oldest message of a chat and answers its text. */
    const handle = (store: Store, chat: string) =>
      store.transaction(async (tx) => {
        const [entry] = await tx.inbox.pending(chat)
        if (entry) await tx.inbox.done(entry.id)
        return entry?.inbound.body.kind === 'text' ? entry.inbound.body.text : null
      })

    it('writes a batch down and gives it back in order, chat by chat', async () => {
      const store = await open()
      const batch = [inboundText('1', 'b', 'b1'), inboundText('2', 'a', 'a1'), inboundText('3', 'b', 'b2')]
      expect(await store.receive(batch)).toEqual(['telegram:b', 'telegram:a'])
      expect(await store.pendingChats(9)).toEqual(['telegram:b', 'telegram:a'])
      expect(await store.pendingChats(1)).toEqual(['telegram:b'])

      const waiting = await store.transaction((tx) => tx.inbox.pending('telegram:b'))
      const id: unknown = expect.stringMatching(/^\d+$/)
      expect(waiting).toEqual([
        { id, inbound: batch[0], attempts: 0 },
        { id, inbound: batch[2], attempts: 0 },
      ])
      expect(await handle(store, 'telegram:b')).toBe('b1')
      expect(await store.pendingChats(9)).toEqual(['telegram:a', 'telegram:b'])
      expect(await handle(store, 'telegram:b')).toBe('b2')
      expect(await handle(store, 'telegram:b')).toBeNull()
      expect(await store.depths()).toMatchObject({ inbox: 1 })
    })

    it('writes fifty copies of a message down once', async () => {
      const store = await open()
      const copies = Array.from({ length: 50 }, () => inboundText('7', 'a'))
      const batches = [copies, ...copies.map((copy) => [copy])]
      const answers = await Promise.all(batches.map((batch) => store.receive(batch)))
      expect(answers.flat()).toEqual(['telegram:a'])
      expect(await store.depths()).toMatchObject({ inbox: 1 })
      await handle(store, 'telegram:a')
      expect(await store.receive(copies)).toEqual([])
      expect(await handle(store, 'telegram:a')).toBeNull()
    })

    it('takes whatever people write', async () => {
      const store = await open()
      const wild = inboundText('1', 'a', 'NUL \0, half an emoji \ud83d, "quotes" \\ and {json}')
      expect(await store.receive([wild, inboundText('2', 'b')])).toHaveLength(2)
      expect(await handle(store, 'telegram:a')).toContain('"quotes" \\ and {json}')
      expect(await store.receive([])).toEqual([])
    })

    it('gives a chat to one transaction at a time', async () => {
      const store = await open()
      await store.receive([
        inboundText('1', 'a', 'a1'),
        inboundText('2', 'a', 'a2'),
        inboundText('3', 'b', 'b1'),
      ])
      await store.transaction(async (tx) => {
        const mine = await tx.inbox.pending('telegram:a')
        expect(mine).toHaveLength(2)
        expect(await handle(store, 'telegram:a')).toBeNull()
        expect(await handle(store, 'telegram:b')).toBe('b1')
        await tx.inbox.done(mine[0]!.id)
      })
      expect(await handle(store, 'telegram:a')).toBe('a2')
    })

    it('shows at most twenty of what a chat has waiting', async () => {
      const store = await open()
      await store.receive(Array.from({ length: 23 }, (_, i) => inboundText(String(i), 'a', `m${i}`)))
      const seen = await store.transaction(async (tx) => {
        const waiting = await tx.inbox.pending('telegram:a')
        await Promise.all(waiting.map(({ id }) => tx.inbox.done(id)))
        return waiting.map(({ inbound }) => inbound.body)
      })
      expect(seen).toEqual(
        Array.from({ length: 20 }, (_, i) => ({ kind: 'text', text: `m${i}`, mentions: [] })),
      )
      expect(await handle(store, 'telegram:a')).toBe('m20')
    })

    it('handles every message once and in order, however many hands pull', async () => {
      const store = await open()
      const texts = Array.from({ length: 40 }, (_, i) => `m${i}`)
      await store.receive(texts.map((text, i) => inboundText(String(i), 'a', text)))
      const handled: string[] = []
      const pull = async () => {
        while ((await store.depths()).inbox > 0) {
          await store.transaction(async (tx) => {
            const [entry] = await tx.inbox.pending('telegram:a')
            if (entry?.inbound.body.kind !== 'text') return
            handled.push(entry.inbound.body.text)
            await tx.inbox.done(entry.id)
          })
        }
      }
      await Promise.all(Array.from({ length: 6 }, pull))
      expect(handled).toEqual(texts)
    })

    it('sets a message aside at the fifth failure, and goes on with the next', async () => {
      const store = await open()
      await store.receive([inboundText('1', 'a', 'bad'), inboundText('2', 'a', 'good')])
      const waiting = () => store.transaction((tx) => tx.inbox.pending('telegram:a'))
      const bad = (await waiting())[0]!
      for (const attempts of [1, 2, 3, 4]) {
        expect(await store.failed(bad.id, 'boom \0')).toEqual({ setAside: false })
        expect(await waiting()).toMatchObject([{ attempts }, { attempts: 0 }])
      }
      expect(await store.failed(bad.id, 'boom')).toEqual({ setAside: true })
      expect(await store.failed(bad.id, 'boom')).toEqual({ setAside: false })
      expect(await store.depths()).toMatchObject({ inbox: 1, poison: 1 })
      expect(await handle(store, 'telegram:a')).toBe('good')
      expect(await store.receive([inboundText('1', 'a', 'bad')])).toEqual([])
    })
  })

  describe(`Store, small things: ${name}`, () => {
    it('keeps settings', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        expect(await tx.settings.get('code')).toBeUndefined()
        for (const value of ['x', { since: [1, null] }, false, null]) {
          await tx.settings.set('code', value)
          expect(await tx.settings.get('code')).toEqual(value)
        }
      })
    })

    it('keeps a prompt until it expires, is replaced or answered', async () => {
      const store = await open()
      const prompt = {
        owner: 'telegram:-100:7',
        ticket: '1001',
        intent: { command: 'eskalasi', missing: ['alasan'] },
        expires: minute(30),
      }
      await store.transaction(async (tx) => {
        await tx.prompts.put({ ...prompt, ticket: '1000', expires: minute(1) })
        await tx.prompts.put(prompt)
        expect(await tx.prompts.get(prompt.owner, minute(29))).toEqual(prompt)
        expect(await tx.prompts.get(prompt.owner, minute(30))).toBeNull()
        expect(await tx.prompts.get('telegram:-100:8', minute(0))).toBeNull()
        await tx.prompts.clear(prompt.owner)
        expect(await tx.prompts.get(prompt.owner, minute(0))).toBeNull()
      })
    })

    it('keeps notes', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { ticket } = await openTicket(tx)
        const note: Note = {
          id: 'n1',
          ticket: ticket.id,
          author: ticket.requester,
          text: 'masih mati',
          evidence: [{ what: 'photo', file: { channel: 'telegram', id: 'f', unique: 'u' }, caption: '' }],
          at: minute(3),
        }
        await tx.notes.put(note)
        await tx.notes.put({ ...note, id: 'n2', author: null })
        await tx.notes.put({ ...note, id: 'n2', author: null, text: 'sudah hidup' })
        const notes = await tx.notes.get(['n2', 'n1', 'n3'])
        expect(notes.size).toBe(2)
        expect(notes.get('n1')).toEqual(note)
        expect(notes.get('n2')).toEqual({ ...note, id: 'n2', author: null, text: 'sudah hidup' })
      })
    })

    it('knows where a card is and whose topic a thread is', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = (await openTicket(tx)).ticket
        expect(await tx.cards.of(id, group)).toBeNull()
        expect(await tx.cards.of('TIK-1', group)).toBeNull()
        await tx.cards.put(id, { chat: group, thread: '5', message: null })
        await tx.cards.put(id, { chat: { ...group, thread: '5' }, thread: '5', message: '77' })
        expect(await tx.cards.of(id, { ...group, thread: '9' })).toEqual({
          chat: group,
          thread: '5',
          message: '77',
        })
        expect(await tx.cards.ticketOfThread({ ...group, thread: '5' })).toBe(id)
        expect(await tx.cards.ticketOfThread({ ...group, thread: '6' })).toBeNull()
        expect(await tx.cards.ticketOfThread(group)).toBeNull()
      })
    })

    it('knows what its messages stand for', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = (await openTicket(tx)).ticket
        await tx.messages.put(group, ['10', '11'], { ticket: id, kind: 'from-requester', note: 'n1' })
        await tx.messages.put(group, ['12'], { ticket: id, kind: 'card' })
        await tx.messages.put(group, ['12'], { ticket: id, kind: 'card' })
        expect(await tx.messages.about({ ...group, thread: '5' }, '11')).toEqual({
          ticket: id,
          kind: 'from-requester',
          note: 'n1',
        })
        expect(await tx.messages.about(group, '12')).toEqual({ ticket: id, kind: 'card' })
        expect(await tx.messages.about(group, '13')).toBeNull()
        expect(await tx.messages.about({ ...group, chat: '-200' }, '11')).toBeNull()
      })
    })

    it('tells a reminder and a digest once, also when two want to', async () => {
      const store = await open()
      const { id } = (await store.transaction((tx) => openTicket(tx))).ticket
      const level = { ticket: id, step: 'klarifikasi', run: 1, level: '75%', recipient: 'group' }
      const period = { service: 'tik-banten', period: 'daily:2026-10-14', recipient: '9' }
      const twice = <T>(claim: () => Promise<T>) => Promise.all([claim(), claim()])
      const remind = (key: typeof level) => store.transaction((tx) => tx.reminders.claim(key, minute(8)))
      const digest = (key: typeof period) => store.transaction((tx) => tx.digests.claim(key, minute(8)))
      expect((await twice(() => remind(level))).toSorted()).toEqual([false, true])
      expect((await twice(() => digest(period))).toSorted()).toEqual([false, true])
      expect(await remind({ ...level, level: '+1 jam' })).toBe(true)
      expect(await remind({ ...level, run: 2 })).toBe(true)
      expect(await remind({ ...level, recipient: '9' })).toBe(true)
      expect(await digest({ ...period, recipient: '10' })).toBe(true)
      await store.transaction(async (tx) => {
        // Somebody was told, but no digest has fallen due.
        expect(await tx.digests.begun('tik-banten', 'daily')).toEqual([])
      })
    })

    it('owes a digest to those who lead when it falls due, until each was told', async () => {
      const store = await open()
      const of = (day: number) => ({ service: 'tik-banten', period: `daily:2026-10-${day}` })
      const begin = (day: number, recipients: string[], at: Date) =>
        store.transaction((tx) => tx.digests.begin(of(day), recipients, at))
      await begin(12, ['9'], minute(1))
      await begin(13, [], minute(2))
      await Promise.all([begin(14, ['9', '10'], minute(3)), begin(14, ['9', '10'], minute(3))])
      await begin(14, ['9', '10', '11'], minute(4))
      await store.transaction(async (tx) => {
        expect((await tx.digests.owedTo(of(14))).toSorted()).toEqual(['10', '9'])
        expect(await tx.digests.claim({ ...of(14), recipient: '9' }, minute(5))).toBe(true)
        expect(await tx.digests.claim({ ...of(14), recipient: '9' }, minute(6))).toBe(false)
        expect(await tx.digests.owedTo(of(14))).toEqual(['10'])
        expect(await tx.digests.owedTo(of(13))).toEqual([])
        expect(await tx.digests.begun('tik-banten', 'daily')).toEqual([
          { key: 'daily:2026-10-14', at: minute(3) },
          { key: 'daily:2026-10-13', at: minute(2) },
        ])
        expect(await tx.digests.begun('tik-banten', 'weekly')).toEqual([])
        expect(await tx.digests.begun('lpse-tidung', 'daily')).toEqual([])
      })
    })

    it('keeps what was changed in the calendar, each date of a service once, and counts the changes', async () => {
      const store = await open()
      const made = { service: '*', decree: 'SKB 1', by: null, at: minute(1) }
      const windows = [{ from: 450, to: 660 }]
      const day = { kind: 'national' as const, name: 'Idul Fitri', windows: [] }
      const feast: CalendarEdit = { ...made, layer: 'day', date: '2027-03-10', day }
      const half: CalendarEdit = {
        ...made,
        service: 'lpse-tidung',
        layer: 'day',
        date: '2027-03-10',
        day: { kind: 'office', name: 'Tutup buku', windows },
      }
      const worked: CalendarEdit = { ...made, layer: 'day', date: '2027-03-11', day: null }
      const edits = () => store.transaction((tx) => tx.calendar.edits())
      await store.transaction(async (tx) => {
        expect(await tx.calendar.revision()).toBe(0)
        await tx.calendar.put([feast, half, worked])
        expect(await tx.calendar.revision()).toBe(1)
      })
      expect(await edits()).toEqual([feast, half, worked])
      const moved = { ...feast, day: { ...day, name: 'Idul Fitri 1448 H' } }
      await store.transaction((tx) => tx.calendar.put([moved]))
      // What is changed for all takes away what a service had of its own; what a service changes afterwards stands beside it.
      expect(await edits()).toEqual([moved, worked])
      await store.transaction((tx) => tx.calendar.put([half]))
      expect(await edits()).toEqual([moved, half, worked])
      expect(await store.transaction((tx) => tx.calendar.revision())).toBe(3)
    })

    it('lets a season take the place of those of the same Ramadan, of each service where it is for all', async () => {
      const store = await open()
      const season = (from: string, to: string, service = '*'): CalendarEdit => {
        return { service, decree: null, by: null, at: minute(1), layer: 'season', from, to, name: 'Ramadan' }
      }
      const put = (...edits: CalendarEdit[]) => store.transaction((tx) => tx.calendar.put(edits))
      const edits = () => store.transaction((tx) => tx.calendar.edits())
      const [early, own, later] = [
        season('2027-02-07', '2027-03-08'),
        season('2027-02-07', '2027-03-08', 'lpse-tidung'),
        season('2027-03-20', '2027-04-18'),
      ]
      await put(early, own)
      expect(await edits()).toEqual([early, own])
      await put(later)
      expect(await edits()).toEqual([later])
      await put(own)
      expect(await edits()).toEqual([own, later])
      await put(season('2028-01-28', '2028-02-26'))
      expect(await edits()).toHaveLength(3)
    })

    it('keeps the dates that are in no Ramadan after all one by one, until one is told anew', async () => {
      const store = await open()
      const season = (from: string, to: string, name: string | null): CalendarEdit => {
        return { service: '*', decree: null, by: null, at: minute(1), layer: 'season', from, to, name }
      }
      const put = (...edits: CalendarEdit[]) => store.transaction((tx) => tx.calendar.put(edits))
      const told = async () =>
        (await store.transaction((tx) => tx.calendar.edits())).map((edit) =>
          edit.layer === 'season' ? `${edit.from} ${edit.to} ${edit.name}` : '',
        )
      await put(season('2027-02-08', '2027-03-09', 'Ramadan'), season('2027-02-08', '2027-02-09', null))
      await put(season('2027-02-08', '2027-02-08', null))
      expect((await told()).toSorted()).toEqual([
        '2027-02-08 2027-02-08 null',
        '2027-02-08 2027-03-09 Ramadan',
        '2027-02-09 2027-02-09 null',
      ])
      await put(season('2027-02-09', '2027-03-10', 'Ramadan'))
      expect((await told()).toSorted()).toEqual([
        '2027-02-08 2027-02-08 null',
        '2027-02-09 2027-03-10 Ramadan',
      ])
    })

    it('changes the calendar when those are through that have read it, and lets nobody read it meanwhile', async () => {
      const store = await open()
      const steps: string[] = []
      const shortly = () => new Promise((resolve) => setTimeout(resolve, 100))
      const reads = store.transaction(async (tx) => {
        await tx.calendar.revision()
        await shortly()
        await shortly()
        await shortly()
        steps.push('read')
      })
      await shortly()
      const changes = store.transaction(async (tx) => {
        await tx.calendar.revision()
        await tx.calendar.put([
          {
            service: '*',
            decree: null,
            by: null,
            at: minute(1),
            layer: 'day',
            date: '2027-03-10',
            day: null,
          },
        ])
        steps.push('changed')
      })
      await shortly()
      const readsAgain = store.transaction(async (tx) => {
        steps.push(`at ${await tx.calendar.revision()}`)
      })
      await Promise.all([reads, changes, readsAgain])
      expect(steps).toEqual(['read', 'changed', 'at 1'])
    })

    it('changes the calendar one after the other, and forgets a change that failed', async () => {
      const store = await open()
      const edit = (date: string): CalendarEdit => {
        return { service: '*', decree: null, by: null, at: minute(1), layer: 'day', date, day: null }
      }
      const dates = ['2027-03-10', '2027-03-11', '2027-03-12']
      const put = async (date: string): Promise<void> => {
        try {
          await store.transaction(async (tx) => {
            await tx.calendar.revision()
            await tx.calendar.put([edit(date)])
          })
        } catch (error) {
          if (!(error instanceof ConcurrentChange)) throw error
          await put(date)
        }
      }
      await Promise.all(dates.map(put))
      const fails = store.transaction(async (tx) => {
        await tx.calendar.put([edit('2027-03-13')])
        throw new Error('no')
      })
      await expect(fails).rejects.toThrow('no')
      await store.transaction(async (tx) => {
        expect(await tx.calendar.revision()).toBe(3)
        expect((await tx.calendar.edits()).flatMap((e) => (e.layer === 'day' ? [e.date] : []))).toEqual(dates)
      })
    })
  })
}
