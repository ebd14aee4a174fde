import { describe, expect, it } from 'vitest'
import { ConcurrentChange, type Store, type TicketFilter } from '../../core/app/ports.ts'
import { fold } from '../../core/ticket/evolve.ts'
import type { TicketEvent } from '../../core/ticket/ticket.ts'
import { happen, minute, openTicket, type TicketSample } from '../fixtures/samples.ts'

/** What a `Store` must do with tickets. */
export function ticketsContract(name: string, open: () => Promise<Store>): void {
  const openOne = (store: Store, sample?: TicketSample) => store.transaction((tx) => openTicket(tx, sample))

  describe(`Store, tickets: ${name}`, () => {
    it('counts from 1001', async () => {
      const store = await open()
      const ids = await store.transaction(async (tx) => [
        await tx.tickets.nextId(),
        await tx.tickets.nextId(),
      ])
      expect(ids).toEqual(['1001', '1002'])
    })

    it('gives back what was created, by id, number and draft', async () => {
      const store = await open()
      const file = await openOne(store, { draft: 'd1', due: minute(10), answers: { opd: 'Bapenda' } })
      const { id, number } = file.ticket
      await store.transaction(async (tx) => {
        for (const found of [
          await tx.tickets.load(id),
          await tx.tickets.peek(id),
          await tx.tickets.byNumber(number),
          await tx.tickets.byDraft('d1'),
        ]) {
          expect(found).toEqual(file)
        }
        expect(fold(await tx.tickets.events(id))).toEqual(file.ticket)
        expect(await tx.tickets.load('1')).toBeNull()
        expect(await tx.tickets.byNumber('TIK-1')).toBeNull()
        expect(await tx.tickets.byDraft('d2')).toBeNull()
      })
    })

    it('makes one ticket of a draft', async () => {
      const store = await open()
      const both = await Promise.allSettled([
        openOne(store, { draft: 'd1' }),
        openOne(store, { draft: 'd1' }),
      ])
      expect(both.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const lost = both.find((result) => result.status === 'rejected')
      expect(lost?.reason).toBeInstanceOf(ConcurrentChange)
      expect(await store.transaction((tx) => tx.tickets.list({}, 9))).toHaveLength(1)
    })

    it('refuses a change to a ticket that changed meanwhile, and keeps nothing of it', async () => {
      const store = await open()
      const file = await openOne(store)
      const { id, version } = file.ticket
      await happen(store, id, { kind: 'note-added', at: minute(1), note: 'n1' })
      const event: TicketEvent = { kind: 'claimed', at: minute(2), by: file.ticket.requester }
      const late = store.transaction(async (tx) => {
        await tx.settings.set('late', true)
        await tx.tickets.save({ ...file, ticket: fold([event], file.ticket)! }, version, [event], null)
      })
      await expect(late).rejects.toThrow(ConcurrentChange)
      await store.transaction(async (tx) => {
        expect((await tx.tickets.load(id))?.ticket.version).toBe(version + 1)
        expect(await tx.tickets.events(id)).toHaveLength(version + 1)
        expect(await tx.settings.get('late')).toBeUndefined()
      })
    })

    it('gives a loaded ticket to one transaction at a time', async () => {
      const store = await open()
      const { id, version } = (await openOne(store)).ticket
      const note = (n: number) => happen(store, id, { kind: 'note-added', at: minute(n), note: `n${n}` })
      await Promise.all([note(1), note(2), note(3), note(4)])
      expect((await store.transaction((tx) => tx.tickets.peek(id)))?.ticket.version).toBe(version + 4)
    })
  })

  describe(`Store, lists of tickets: ${name}`, () => {
    const list = (store: Store, filter: TicketFilter, limit = 99) =>
      store.transaction(async (tx) => (await tx.tickets.list(filter, limit)).map((file) => file.ticket.id))

    it('puts the open ones first, by priority, due time and age', async () => {
      const store = await open()
      const id = async (sample: TicketSample) => (await openOne(store, sample)).ticket.id
      const closed = await id({ priority: 'critical', closed: minute(5) })
      const young = await id({ opened: minute(2) })
      const old = await id({ opened: minute(1) })
      const later = await id({ due: minute(20), opened: minute(3) })
      const soon = await id({ due: minute(10), opened: minute(4) })
      const urgent = await id({ priority: 'urgent', opened: minute(5) })
      const critical = await id({ priority: 'critical', opened: minute(6) })
      const queue = [critical, urgent, soon, later, old, young]
      expect(await list(store, {})).toEqual([...queue, closed])
      expect(await list(store, { open: true })).toEqual(queue)
      expect(await list(store, { open: true }, 2)).toEqual(queue.slice(0, 2))
      expect(await list(store, { open: false })).toEqual([closed])
      const newest = await store.transaction((tx) => tx.tickets.newest(3))
      expect(newest.map((file) => file.ticket.id)).toEqual([critical, urgent, soon])
    })

    it('finds by service, requester, assignee and role', async () => {
      const store = await open()
      const [sari, budi] = await store.transaction(async (tx) => [
        (await tx.people.meet('telegram', { id: '7', name: 'Sari' })).id,
        (await tx.people.meet('telegram', { id: '8', name: 'Budi' })).id,
      ])
      const one = (await openOne(store, { assignee: sari, holder: 'teknisi', unit: 'jaringan' })).ticket
      const two = (await openOne(store, { service: 'lpse', assignee: budi, holder: 'teknisi' })).ticket
      const gone = (await openOne(store, { assignee: sari, holder: 'teknisi', closed: minute(1) })).ticket
      expect(await list(store, { service: 'lpse' })).toEqual([two.id])
      expect(await list(store, { requester: gone.requester })).toEqual([gone.id])
      expect(await list(store, { assignee: sari })).toEqual([one.id])
      expect(await list(store, { assignee: sari, open: false })).toEqual([])
      expect(await list(store, { holders: [] })).toEqual([])
      expect(await list(store, { holders: [{ role: 'help_desk' }] })).toEqual([])
      expect(await list(store, { holders: [{ role: 'teknisi' }] })).toEqual([one.id, two.id])
      expect(await list(store, { holders: [{ role: 'x' }, { role: 'teknisi', unit: 'jaringan' }] })).toEqual([
        one.id,
        two.id,
      ])
      expect(await list(store, { holders: [{ role: 'teknisi', unit: 'aplikasi' }] })).toEqual([two.id])
    })

    it('finds by all the words, in the number or the answers', async () => {
      const store = await open()
      const id = async (answers: Record<string, string>) => (await openOne(store, { answers })).ticket.id
      const wifi = await id({ masalah: 'Wifi lemot 100% di lantai 2', opd: 'Bapenda' })
      const mail = await id({ masalah: 'e-mail tidak masuk_spam', opd: 'Dinas Kesehatan' })
      expect(await list(store, { words: 'wifi' })).toEqual([wifi])
      expect(await list(store, { words: '  BAPENDA lemot ' })).toEqual([wifi])
      expect(await list(store, { words: 'wifi kesehatan' })).toEqual([])
      expect(await list(store, { words: mail })).toEqual([mail])
      expect(await list(store, { words: '0%' })).toEqual([wifi])
      expect(await list(store, { words: 'k_s' })).toEqual([mail])
      expect(await list(store, { words: '%' })).toEqual([wifi])
      expect(await list(store, { words: "\\ ' \0" })).toEqual([])
      expect(await list(store, { words: ' ' })).toEqual([wifi, mail])
    })

    it('finds what is to be reminded of, and passes over what another transaction has', async () => {
      const store = await open()
      const id = async (sample: TicketSample) => (await openOne(store, sample)).ticket.id
      const second = await id({ nextReminder: minute(2) })
      const first = await id({ nextReminder: minute(1) })
      await id({ nextReminder: minute(9) })
      await id({ nextReminder: minute(1), closed: minute(1) })
      await id({})
      const due = (limit = 9) => store.transaction((tx) => tx.tickets.remindable(minute(2), limit))
      expect(await due()).toEqual([first, second])
      expect(await due(1)).toEqual([first])
      await store.transaction(async (tx) => {
        await tx.tickets.load(first)
        expect(await due()).toEqual([second])
        await tx.tickets.setNextReminder(first, null)
      })
      expect(await due()).toEqual([second])
    })

    it('tells which open tickets a change of the calendar may touch', async () => {
      const store = await open()
      const id = async (sample: TicketSample) => (await openOne(store, sample)).ticket.id
      const due = await id({ due: minute(20) })
      await id({ due: minute(9) })
      const waiting = await id({ due: minute(9), paused: minute(3) })
      const reminded = await id({ nextReminder: minute(20) })
      await id({ due: minute(20), service: 'lpse' })
      await id({ due: minute(20), closed: minute(5) })
      const touched = (services: string[]) =>
        store.transaction((tx) => tx.tickets.dueFrom(services, minute(10)))
      expect(await touched(['tik-banten'])).toEqual([due, waiting, reminded])
      expect(await touched([])).toEqual([])
    })

    it('lists what is late, the earliest first', async () => {
      const store = await open()
      const number = async (sample: TicketSample) => (await openOne(store, sample)).ticket.number
      const second = await number({ due: minute(9) })
      const first = await number({ due: minute(8) })
      await number({ due: minute(10) })
      await number({ due: minute(8), paused: minute(3) })
      await number({})
      const late = await store.transaction((tx) => tx.tickets.list({ open: true, lateAt: minute(10) }, 9))
      expect(late.map(({ ticket }) => ticket.number)).toEqual([first, second])
    })

    it('lists and counts what is late over its first answer or over the whole, each ticket once', async () => {
      const store = await open()
      const number = async (sample: TicketSample) =>
        (await openOne(store, { opened: minute(0), ...sample })).ticket.number
      const both = await number({ due: minute(9), clocks: { answer: minute(7), ticket: minute(8) } })
      const answered = { answered: minute(5), clocks: { answer: minute(4), ticket: minute(6) } }
      const whole = await number({ due: minute(90), ...answered })
      const inTime = { answered: minute(10), clocks: { answer: minute(20), ticket: minute(90) } }
      await number({ due: minute(90), ...inTime })
      await number({ due: minute(9), paused: minute(3), clocks: { ticket: minute(6) } })
      await store.transaction(async (tx) => {
        const late = await tx.tickets.list({ open: true, lateAt: minute(10) }, 9)
        expect(late.map(({ ticket }) => ticket.number)).toEqual([whole, both])
        const asked = { service: 'tik-banten', unit: null, zone: 'Asia/Jakarta', agencyField: null }
        const numbers = await tx.tickets.numbers({
          ...asked,
          ...{ from: minute(0), to: minute(7), now: minute(10) },
        })
        expect(numbers).toMatchObject({
          byStep: [{ open: 4, late: 2 }],
          lateNow: [{ count: 1, whole: 2, either: 2 }],
          clocksLateNow: [
            { clock: 'answer', count: 1 },
            { clock: 'ticket', count: 2 },
          ],
          lateInPeriod: [],
          clocksLateInPeriod: [
            { clock: 'answer', count: 1 },
            { clock: 'ticket', count: 1 },
          ],
          latest: [
            { number: whole, due: minute(6) },
            { number: both, due: minute(7) },
          ],
        })
      })
    })

    it('counts for a report', async () => {
      const store = await open()
      await openOne(store, { opened: minute(0), due: minute(20), answers: { opd: 'Bapenda' } })
      await openOne(store, { opened: minute(1), due: minute(30) })
      await openOne(store, { opened: minute(2), due: minute(20), paused: minute(3) })
      await openOne(store, { opened: minute(3), closed: minute(10) })
      await openOne(store, { opened: minute(2), service: 'lpse' })
      const asked = { unit: null, zone: 'Asia/Jakarta', agencyField: 'opd', now: minute(30) }
      const numbers = (service: string, from: number, to: number) =>
        store.transaction((tx) =>
          tx.tickets.numbers({ ...asked, service, from: minute(from), to: minute(to) }),
        )
      expect(await numbers('tik-banten', 1, 11)).toMatchObject({
        opened: 3,
        closed: 0,
        exited: 1,
        byStep: [{ step: 'klarifikasi', open: 3, late: 1 }],
        oldest: [{ number: 'TIK-1001' }, { number: 'TIK-1002' }, { number: 'TIK-1003' }],
        latest: [{ number: 'TIK-1001' }],
      })
      expect(await numbers('x', 0, 9)).toMatchObject({
        opened: 0,
        closed: 0,
        byStep: [],
        oldest: [],
        days: [],
      })
    })
  })
}
