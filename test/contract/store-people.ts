import { describe, expect, it } from 'vitest'
import type { ChatAddress } from '../../core/app/message.ts'
import type { Grant, Official, Store } from '../../core/app/ports.ts'
import { happen, minute, openTicket } from '../fixtures/samples.ts'

/** What a `Store` must do with requesters, officers and their groups. */
export function peopleContract(name: string, open: () => Promise<Store>): void {
  describe(`Store, people: ${name}`, () => {
    it('makes a person on first sight and keeps the name up to date', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const sari = await tx.people.meet('telegram', { id: '7', name: 'Sari', username: 'Sari_Dewi' })
        expect(sari).toEqual({ id: sari.id, name: 'Sari', known: {}, reachable: false })
        const again = await tx.people.meet('telegram', { id: '7', name: 'Sari Dewi', username: 'sari' })
        expect(again).toEqual({ ...sari, name: 'Sari Dewi' })
        expect(await tx.people.get(sari.id)).toEqual(again)
        expect(await tx.people.byIdentity('telegram', '7')).toEqual(again)
        expect(await tx.people.byIdentity('whatsapp', '7')).toBeNull()
        expect(await tx.people.byUsername('telegram', 'SARI')).toEqual(again)
        expect(await tx.people.byUsername('telegram', 'Sari_Dewi')).toBeNull()
        expect((await tx.people.meet('telegram', { id: '8', name: 'Sari Dewi' })).id).not.toBe(sari.id)
        expect((await tx.people.meet('whatsapp', { id: '7', name: 'Sari Dewi' })).id).not.toBe(sari.id)
      })
    })

    it('makes one person of somebody who is seen in many chats at once', async () => {
      const store = await open()
      const meetings = Array.from({ length: 8 }, () =>
        store.transaction((tx) => tx.people.meet('telegram', { id: '7', name: 'Sari' })),
      )
      const ids = new Set((await Promise.all(meetings)).map((person) => person.id))
      expect(ids.size).toBe(1)
    })

    it('takes an @name for whoever showed it last, letter by letter', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        await tx.people.meet('telegram', { id: '1', name: 'A', username: 'help_desk' })
        await tx.people.meet('telegram', { id: '2', name: 'B', username: 'helpXdesk' })
        expect((await tx.people.byUsername('telegram', 'help_desk'))?.name).toBe('A')
        await tx.people.meet('telegram', { id: '3', name: 'C', username: 'Help_Desk' })
        expect((await tx.people.byUsername('telegram', 'help_desk'))?.name).toBe('C')
        expect(await tx.people.byUsername('whatsapp', 'help_desk')).toBeNull()
      })
    })

    it('answers nothing for what is no id', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        for (const id of [
          '',
          '0',
          '-1',
          '1.5',
          'x',
          '9223372036854775808',
          '99999999999999999999',
          '12345',
        ]) {
          expect(await tx.people.get(id)).toBeNull()
          expect(await tx.people.address(id)).toBeNull()
          expect(await tx.tickets.load(id)).toBeNull()
          expect(await tx.tickets.events(id)).toEqual([])
          expect(await tx.staff.grants({ person: id })).toEqual([])
          expect(await tx.tickets.list({ assignee: id }, 9)).toEqual([])
        }
        expect(await tx.people.names(['x', '', '7'])).toEqual(new Map())
      })
    })

    it('remembers answers beside those it knew', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = await tx.people.meet('telegram', { id: '7', name: 'Sari' })
        const answer = (value: string) => ({ value, shown: value })
        await tx.people.remember(id, { nama: answer('Sari'), opd: answer('Bapenda') })
        await tx.people.remember(id, { opd: answer('Dinkes') })
        const known = { nama: answer('Sari'), opd: answer('Dinkes') }
        expect((await tx.people.get(id))?.known).toEqual(known)
        expect((await tx.people.meet('telegram', { id: '7', name: 'Sari' })).known).toEqual(known)
      })
    })

    it('has an address for those who may be written to', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = await tx.people.meet('telegram', { id: '7', name: 'Sari' })
        expect(await tx.people.address(id)).toBeNull()
        await tx.people.setReachable('telegram', '7', true)
        await tx.people.setReachable('telegram', '8', true)
        expect(await tx.people.address(id)).toEqual({ channel: 'telegram', chat: '7' })
        expect(await tx.people.get(id)).toMatchObject({ reachable: true })
        await tx.people.setReachable('telegram', '7', false)
        expect(await tx.people.address(id)).toBeNull()
      })
    })

    it('knows people who have no chat', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const wati = await tx.people.create('Wati \0 Lestari')
        expect(wati).toEqual({ id: wati.id, name: 'Wati \uFFFD Lestari', known: {}, reachable: false })
        expect((await tx.people.create(wati.name)).id).not.toBe(wati.id)
        expect(await tx.people.get(wati.id)).toEqual(wati)
        expect(await tx.people.address(wati.id)).toBeNull()
        expect(await tx.people.mentions('telegram', [wati.id])).toEqual([])
      })
    })

    it('knows what papers say of those who sign them', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id: fauzi } = await tx.people.meet('telegram', { id: '7', name: 'fauzi' })
        const { id: rina } = await tx.people.meet('telegram', { id: '8', name: 'Rina' })
        const { id: budi } = await tx.people.meet('telegram', { id: '9', name: 'Budi' })
        const head = {
          name: 'Drs. H. Ahmad Fauzi, M.Si.',
          nip: '19700101 199003 1 001',
          rank: 'Pembina Tk. I',
          position: 'Kepala Dinas',
        }
        await tx.people.setOfficial(fauzi, head)
        await tx.people.setOfficial(rina, { ...head, name: 'Rina' })
        await tx.people.setOfficial(rina, { name: 'Rina Marlina', nip: null, rank: null, position: null })
        expect(await tx.people.officials([rina, fauzi, budi, 'x'])).toEqual(
          new Map<string, Official>([
            [fauzi, head],
            [rina, { name: 'Rina Marlina', nip: null, rank: null, position: null }],
          ]),
        )
        expect(await tx.people.officials([])).toEqual(new Map())
        expect((await tx.people.get(fauzi))?.name).toBe('fauzi')
      })
    })

    it('knows names, and how a channel calls people', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const sari = await tx.people.meet('telegram', { id: '7', name: 'Sari', username: 'sari' })
        const budi = await tx.people.meet('telegram', { id: '8', name: 'Budi' })
        const wati = await tx.people.meet('whatsapp', { id: '9', name: 'Wati' })
        const all = [wati.id, budi.id, sari.id]
        expect(await tx.people.names(all)).toEqual(
          new Map([
            [sari.id, 'Sari'],
            [budi.id, 'Budi'],
            [wati.id, 'Wati'],
          ]),
        )
        expect(await tx.people.mentions('telegram', all)).toEqual([
          { id: '8', name: 'Budi' },
          { id: '7', username: 'sari', name: 'Sari' },
        ])
      })
    })
  })

  describe(`Store, staff: ${name}`, () => {
    const group: ChatAddress = { channel: 'telegram', chat: '-100' }

    it('gives and takes roles, once each', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id: person } = await tx.people.meet('telegram', { id: '7', name: 'Sari' })
        const { id: other } = await tx.people.meet('telegram', { id: '8', name: 'Budi' })
        const admin: Grant = { service: '*', role: 'admin', unit: null, person }
        const network: Grant = { service: 'tik', role: 'teknisi', unit: 'jaringan', person }
        const apps: Grant = { service: 'tik', role: 'teknisi', unit: 'aplikasi', person: other }
        const desk: Grant = { service: 'tik', role: 'help_desk', unit: null, person: other }
        for (const grant of [admin, network, apps, desk]) expect(await tx.staff.give(grant)).toBe(true)
        expect(await tx.staff.give(network)).toBe(false)

        const sorted = async (filter: Parameters<typeof tx.staff.grants>[0]) =>
          (await tx.staff.grants(filter)).map(({ role, unit }) => `${role}.${unit}`).toSorted()
        expect(await tx.staff.grants({ person, service: 'tik' })).toEqual([network])
        expect(await sorted({ person })).toEqual(['admin.null', 'teknisi.jaringan'])
        expect(await sorted({ service: 'tik' })).toEqual([
          'help_desk.null',
          'teknisi.aplikasi',
          'teknisi.jaringan',
        ])
        expect(await sorted({ service: 'tik', unit: null })).toEqual(['help_desk.null'])
        expect(await sorted({ role: 'teknisi', unit: 'aplikasi' })).toEqual(['teknisi.aplikasi'])

        expect(await tx.staff.take({ ...network, unit: null })).toBe(false)
        expect(await tx.staff.take(network)).toBe(true)
        expect(await tx.staff.take(network)).toBe(false)
        expect(await sorted({ person })).toEqual(['admin.null'])
      })
    })

    it('gives a role to a deputy between two days, and changes the days', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id: person } = await tx.people.meet('telegram', { id: '7', name: 'Hendra' })
        const held: Grant = { service: 'tik', role: 'kepala_dinas', unit: null, person }
        const november = { kind: 'plt', from: '2026-11-16', until: '2026-11-30' } as const
        const grants = () => tx.staff.grants({ service: 'tik' })

        expect(await tx.staff.give({ ...held, deputy: november })).toBe(true)
        expect(await tx.staff.give({ ...held, deputy: november })).toBe(false)
        expect(await grants()).toEqual([{ ...held, deputy: november }])

        const longer = { ...november, kind: 'plh', until: '2026-12-04' } as const
        expect(await tx.staff.give({ ...held, deputy: longer })).toBe(true)
        expect(await grants()).toEqual([{ ...held, deputy: longer }])

        expect(await tx.staff.give(held)).toBe(true)
        expect(await tx.staff.give(held)).toBe(false)
        expect(await grants()).toEqual([held])

        expect(await tx.staff.give({ ...held, deputy: november })).toBe(true)
        expect(await tx.staff.take(held)).toBe(true)
        expect(await grants()).toEqual([])
      })
    })

    it('knows who is in a group, and who was', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id: sari } = await tx.people.meet('telegram', { id: '7', name: 'Sari' })
        const { id: budi } = await tx.people.meet('telegram', { id: '8', name: 'Budi' })
        await tx.staff.setMember(group, sari, true)
        await tx.staff.setMember({ ...group, thread: '5' }, budi, true)
        await tx.staff.setMember(group, sari, false)
        expect(await tx.staff.members(group)).toEqual([
          { person: sari, present: false },
          { person: budi, present: true },
        ])
        expect(await tx.staff.members({ ...group, chat: '-1' })).toEqual([])
      })
    })

    it('binds a service to one group, and a group to many services', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        await tx.staff.bind({ service: 'tik', chat: group, title: 'Lama', hasTopics: false })
        await tx.staff.bind({ service: 'lpse', chat: group, title: 'Lama', hasTopics: false })
        const other = { channel: 'telegram', chat: '-200' } as const
        await tx.staff.bind({ service: 'tik', chat: other, title: 'Baru', hasTopics: true })
        expect(await tx.staff.groups()).toEqual([
          { service: 'lpse', chat: group, title: 'Lama', hasTopics: false },
          { service: 'tik', chat: other, title: 'Baru', hasTopics: true },
        ])
      })
    })

    it('shows a newly bound group its menu and the open tickets, once', async () => {
      const store = await open()
      const bound = { service: 'tik-banten', chat: group, title: 'Desk', hasTopics: false }
      const other: ChatAddress = { channel: 'telegram', chat: '-200' }
      const ticket = await store.transaction(async (tx) => (await openTicket(tx)).ticket.id)
      await store.transaction((tx) => tx.staff.bind(bound))
      await store.transaction((tx) => tx.staff.bind({ ...bound, title: 'Meja', hasTopics: true }))
      const told = (await store.claimOutbox(9)).map(({ item }) => item)
      const card = { kind: 'card', service: 'tik-banten', ticket }
      expect(told).toEqual([card, { kind: 'menu', channel: 'telegram', group: group.chat }])
      await store.transaction((tx) => tx.staff.moveChat(group, other))
      await store.transaction((tx) => tx.staff.moveChat(group, other))
      expect(await store.claimOutbox(9)).toMatchObject([
        { item: { kind: 'menu', channel: 'telegram', group: '-200' } },
      ])
    })

    it('keeps a group that is moved to where it is already', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        await tx.staff.bind({ service: 'tik-banten', chat: group, title: 'Desk', hasTopics: false })
        const person = (await openTicket(tx)).ticket.requester
        await tx.staff.setMember(group, person, true)
        await tx.staff.moveChat(group, group)
        expect(await tx.staff.members(group)).toHaveLength(1)
      })
    })

    it('moves everything that belongs to a group when it gets a new id', async () => {
      const store = await open()
      const to: ChatAddress = { channel: 'telegram', chat: '-100200' }
      const [openId, closedId] = await store.transaction(async (tx) => {
        await tx.staff.bind({ service: 'tik-banten', chat: group, title: 'Desk', hasTopics: false })
        const opened = (await openTicket(tx)).ticket
        const closed = (await openTicket(tx)).ticket
        for (const { id } of [opened, closed]) {
          await tx.cards.put(id, { chat: group, thread: null, message: id })
          await tx.messages.put(group, [id], { ticket: id, kind: 'card' })
          await tx.staff.setMember(group, opened.requester, true)
        }
        await tx.staff.setMember(to, opened.requester, true)
        await tx.outbox.put([
          { kind: 'message', to: group, message: { text: 'halo', replyTo: '3', silent: true } },
          {
            kind: 'message',
            to: { channel: 'telegram', chat: '-1' },
            message: { text: 'lain', replyTo: '4' },
          },
        ])
        return [opened.id, closed.id]
      })
      await happen(store, closedId, { kind: 'exited', at: minute(9), exit: 'spam', reason: 'n', other: null })

      await store.transaction((tx) => tx.staff.moveChat(group, to))

      await store.transaction(async (tx) => {
        expect(await tx.staff.groups()).toMatchObject([{ service: 'tik-banten', chat: to }])
        expect(await tx.staff.members(to)).toHaveLength(1)
        expect(await tx.staff.members(group)).toEqual([])
        expect(await tx.cards.of(openId, group)).toBeNull()
        expect(await tx.messages.about(group, openId)).toBeNull()
      })
      const moved = await store.claimOutbox(9)
      expect(moved.map(({ queue, item }) => ({ queue, item }))).toEqual([
        {
          queue: 'telegram:-100200',
          item: { kind: 'message', to, message: { text: 'halo', silent: true } },
        },
        {
          queue: 'telegram:-1',
          item: {
            kind: 'message',
            to: { channel: 'telegram', chat: '-1' },
            message: { text: 'lain', replyTo: '4' },
          },
        },
        { queue: 'menu:telegram:-100', item: { kind: 'menu', channel: 'telegram', group: '-100' } },
        { queue: 'menu:telegram:-100200', item: { kind: 'menu', channel: 'telegram', group: '-100200' } },
      ])
      await store.transaction((tx) => tx.outbox.sent(moved[0]!.id))
      expect(await store.claimOutbox(9)).toMatchObject([
        { queue: 'telegram:-100200', item: { kind: 'card', service: 'tik-banten', ticket: openId } },
      ])
    })
  })
}
