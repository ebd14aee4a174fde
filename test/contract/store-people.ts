import { describe, expect, it } from 'vitest'
import type { ChatAddress, Inbound } from '../../core/app/message.ts'
import { ConcurrentChange, type Grant, type Official, type Store } from '../../core/app/ports.ts'
import { happen, inboundText, minute, openTicket } from '../fixtures/samples.ts'

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

    it('finds those who have written by all the words of a name, theirs or one they gave, signs taken as written', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const meet = async (id: string, name: string) => (await tx.people.meet('telegram', { id, name })).id
        const budi = await meet('1', 'Budi Santoso')
        const nick = await meet('2', 'mas_b')
        await meet('3', 'Budiman 100%')
        await tx.people.create('Budi Santoso')
        await tx.people.remember(nick, {
          nama: { value: 'Budi Hartono', shown: 'Budi Hartono' },
          opd: { value: 'Santoso', shown: 'Santoso' },
        })
        const found = async (words: string[], limit = 9) =>
          (await tx.people.named(words, ['nama'], limit)).map(({ name }) => name)
        expect((await tx.people.named(['santoso', 'budi'], ['nama'], 9)).map(({ id }) => id)).toEqual([budi])
        expect(await found(['budi'])).toEqual(['Budi Santoso', 'Budiman 100%', 'mas_b'])
        expect(await found(['budi'], 2)).toHaveLength(2)
        expect([await found(['0%']), await found(['s_b']), await found(['s_o'])]).toEqual([
          ['Budiman 100%'],
          ['mas_b'],
          [],
        ])
        expect(await found(['\\'])).toEqual([])
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

  describe(`Store, people on two channels: ${name}`, () => {
    const phone = '+6281200000001'
    const [lid, pn] = ['lid:7', 'pn:6281200000001']
    const bySelf = { id: lid, name: 'Wati', phone }
    const byNumber = { id: pn, name: 'Wati', phone }

    it('knows a WhatsApp account and its number as one person, whichever was met first', async () => {
      for (const [first, second] of [
        [bySelf, byNumber],
        [byNumber, bySelf],
      ] as const) {
        const store = await open()
        const one = await store.transaction((tx) => tx.people.meet('whatsapp', first))
        const two = await store.transaction((tx) => tx.people.meet('whatsapp', second))
        expect(two.id).toBe(one.id)
        await store.transaction(async (tx) => {
          for (const id of [lid, pn]) expect((await tx.people.byIdentity('whatsapp', id))?.id).toBe(one.id)
          expect((await tx.people.byPhone('62 812-0000-0001'))?.id).toBe(one.id)
          expect(await tx.people.identities(one.id)).toEqual([
            { channel: 'whatsapp', id: lid, bound: false },
            { channel: 'whatsapp', id: pn, bound: false },
          ])
        })
      }
    })

    it('says once that a chat was known by the number until now', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        await tx.people.meet('whatsapp', byNumber)
        await tx.people.setReachable('whatsapp', pn, true)
        expect(await tx.people.meet('whatsapp', bySelf)).toMatchObject({ was: pn, reachable: true })
        expect(await tx.people.meet('whatsapp', bySelf)).not.toHaveProperty('was')
        expect(await tx.people.meet('whatsapp', byNumber)).not.toHaveProperty('was')
      })
    })

    it('learns the number of an account later, and never takes the account for a number', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = await tx.people.meet('whatsapp', { id: lid, name: 'Wati' })
        expect(await tx.people.byPhone('+7')).toBeNull()
        expect(await tx.people.meet('whatsapp', bySelf)).toMatchObject({ id })
        expect((await tx.people.byPhone(phone))?.id).toBe(id)
        expect((await tx.people.meet('telegram', { ...bySelf, id: 'lid:7' })).id).not.toBe(id)
      })
    })

    it('gives a number that moved to the newest account, and leaves the rest with whoever had it', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const old = await tx.people.meet('whatsapp', bySelf)
        await tx.people.setReachable('whatsapp', pn, true)
        const next = await tx.people.meet('whatsapp', { id: 'lid:8', name: 'Joko', phone })
        expect(next).toMatchObject({ name: 'Joko', reachable: false })
        expect(next).not.toHaveProperty('twin')
        expect(next.id).not.toBe(old.id)
        expect(await tx.people.byPhone(phone)).toMatchObject({ id: next.id, reachable: false })
        expect(await tx.people.byIdentity('whatsapp', lid)).toMatchObject({ id: old.id, name: 'Wati' })
      })
    })

    it('tells of two people who turn out to be one, until they are joined', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const account = await tx.people.meet('whatsapp', { id: lid, name: 'Wati' })
        const number = await tx.people.meet('whatsapp', byNumber)
        expect(number.id).not.toBe(account.id)
        const told = { id: account.id, twin: number.id, was: pn }
        expect(await tx.people.meet('whatsapp', bySelf)).toMatchObject(told)
        expect(await tx.people.meet('whatsapp', bySelf)).toMatchObject(told)
        await tx.people.join(number.id, account.id)
        const settled = await tx.people.meet('whatsapp', bySelf)
        expect(settled).toEqual({ id: account.id, name: 'Wati', known: {}, reachable: false })
      })
    })

    it('makes one person of an account and a number that are met at once', async () => {
      const store = await open()
      const meetings = Array.from({ length: 12 }, (_, i) =>
        store.transaction((tx) => tx.people.meet('whatsapp', i % 2 ? bySelf : byNumber)),
      )
      const ids = new Set((await Promise.all(meetings)).map(({ id }) => id))
      expect(ids.size).toBe(1)
      const together = await store.transaction((tx) =>
        Promise.all([
          tx.people.meet('whatsapp', { id: 'pn:62811', name: 'Budi', phone: '+62811' }),
          tx.people.meet('whatsapp', { id: 'lid:9', name: 'Budi', phone: '+62811' }),
          tx.people.meet('whatsapp', { id: 'lid:9', name: 'Budi' }),
        ]),
      )
      expect(new Set(together.map(({ id }) => id)).size).toBe(1)
    })

    it('lets two accounts that show one number at once be two people, one of whom has it', async () => {
      const store = await open()
      const meetings = Array.from({ length: 8 }, (_, i) =>
        store.transaction((tx) => tx.people.meet('whatsapp', { id: `lid:${i % 2}0`, name: 'A', phone })),
      )
      const ids = new Set((await Promise.all(meetings)).map(({ id }) => id))
      expect(ids.size).toBe(2)
      expect(ids).toContain((await store.transaction((tx) => tx.people.byPhone(phone)))?.id)
    })

    /** Somebody on Telegram and somebody on WhatsApp, who both can be written to. */
    const twoPeople = (store: Store) =>
      store.transaction(async (tx) => {
        const officer = await tx.people.meet('telegram', { id: '7', name: 'Budi Santoso' })
        const stranger = await tx.people.meet('whatsapp', bySelf)
        await tx.people.setReachable('telegram', '7', true)
        await tx.people.setReachable('whatsapp', lid, true)
        return [officer.id, stranger.id] as const
      })
    const whatsapp: ChatAddress = { channel: 'whatsapp', chat: lid }
    const telegram: ChatAddress = { channel: 'telegram', chat: '7' }

    it('joins two: ids, answers, roles, memberships; what refers to the other keeps a name', async () => {
      const store = await open()
      const [into, from] = await twoPeople(store)
      const answer = (value: string) => ({ value, shown: value })
      const role: Grant = { service: 'tik', role: 'help_desk', unit: null, person: from }
      const acting = { kind: 'plt', from: '2026-11-16', until: '2026-11-30' } as const
      const chat: ChatAddress = { channel: 'telegram', chat: '-100' }
      const expires = minute(60)
      await store.transaction(async (tx) => {
        await tx.people.remember(into, { nama: answer('Budi'), opd: answer('Bapenda') })
        await tx.people.remember(from, { nama: answer('B'), telepon: answer(phone) })
        await tx.staff.give({ ...role, person: into, deputy: acting })
        await tx.staff.give(role)
        await tx.staff.give({ ...role, role: 'teknisi', unit: 'jaringan' })
        await tx.staff.setMember(chat, from, true)
        await tx.prompts.put({ owner: `whatsapp:${lid}:${from}`, ticket: null, intent: 'a', expires })
        await tx.prompts.put({ owner: `menu:telegram:${from}`, ticket: null, intent: 'b', expires })
      })
      await store.transaction((tx) => tx.people.join(from, into))
      await store.transaction((tx) => tx.people.join(from, into))
      await store.transaction(async (tx) => {
        const person = await tx.people.get(into)
        expect(person).toMatchObject({ name: 'Budi Santoso', reachable: true })
        expect(person?.known).toEqual({
          nama: answer('Budi'),
          opd: answer('Bapenda'),
          telepon: answer(phone),
        })
        expect(await tx.people.get(from)).toEqual(person)
        expect(await tx.people.names([from])).toEqual(new Map([[from, 'Budi Santoso']]))
        expect((await tx.people.meet('whatsapp', bySelf)).id).toBe(into)
        expect((await tx.people.byPhone(phone))?.id).toBe(into)
        expect(await tx.staff.grants({ person: from })).toEqual([])
        const grants = await tx.staff.grants({ person: into })
        expect(grants.toSorted((a, b) => a.role.localeCompare(b.role))).toEqual([
          { ...role, person: into },
          { ...role, person: into, role: 'teknisi', unit: 'jaringan' },
        ])
        expect(await tx.staff.members(chat)).toEqual([{ person: into, present: true }])
        expect((await tx.prompts.get(`whatsapp:${lid}:${into}`, minute(0)))?.intent).toBe('a')
        expect((await tx.prompts.get(`menu:telegram:${from}`, minute(0)))?.intent).toBe('b')
      })
    })

    it('keeps the name of Telegram for somebody who is on both, and shows the newest for the other id', async () => {
      const store = await open()
      const [into, from] = await twoPeople(store)
      await store.transaction(async (tx) => {
        await tx.people.join(from, into)
        expect((await tx.people.meet('whatsapp', { ...bySelf, name: phone })).name).toBe('Budi Santoso')
        await tx.people.meet('telegram', { id: '7', name: 'Budi S.' })
        expect(await tx.people.names([from, into])).toEqual(
          new Map([
            [from, 'Budi S.'],
            [into, 'Budi S.'],
          ]),
        )
      })
    })

    it('writes to the bound WhatsApp, else to Telegram, else to WhatsApp', async () => {
      const store = await open()
      const [into, from] = await twoPeople(store)
      await store.transaction(async (tx) => {
        const { people } = tx
        await people.setReachable('whatsapp', pn, true)
        expect(await people.address(from)).toEqual(whatsapp)
        await people.join(from, into)
        for (const id of [from, into]) expect(await people.address(id)).toEqual(telegram)
        expect(await people.address(into, 'whatsapp')).toEqual(whatsapp)
        await people.bind('whatsapp', lid, minute(0))
        for (const id of [from, into]) expect(await people.address(id)).toEqual(whatsapp)
        expect(await people.address(into, 'telegram')).toEqual(telegram)
        await people.bind('whatsapp', pn, minute(1))
        expect(await people.address(into)).toEqual(whatsapp)
        await people.setReachable('whatsapp', lid, false)
        expect(await people.address(into)).toEqual({ channel: 'whatsapp', chat: pn })
        await people.setReachable('whatsapp', pn, false)
        expect(await people.address(into)).toEqual(telegram)
        expect(await people.byIdentity('whatsapp', lid)).toMatchObject({ reachable: false })
        expect(await people.get(into)).toMatchObject({ reachable: true })
      })
    })

    it('lets a direct message wait in the queue of the chat it will go to', async () => {
      const store = await open()
      const [into, from] = await twoPeople(store)
      const queueOf = async (person: string, preferred?: 'telegram') => {
        const message = { text: 'disposisi' }
        await store.transaction((tx) => tx.outbox.put([{ kind: 'to-person', person, message, preferred }]))
        const [entry] = await store.claimOutbox(9)
        await store.transaction((tx) => tx.outbox.sent(entry!.id))
        return entry?.queue
      }
      expect(await queueOf(into)).toBe('telegram:7')
      expect(await queueOf(from)).toBe('whatsapp:lid:7')
      await store.transaction(async (tx) => {
        await tx.people.join(from, into)
        await tx.people.bind('whatsapp', lid, minute(0))
      })
      for (const person of [into, from]) expect(await queueOf(person)).toBe('whatsapp:lid:7')
      expect(await queueOf(into, 'telegram')).toBe('telegram:7')
      await store.transaction((tx) => tx.people.setReachable('whatsapp', lid, false))
      expect(await queueOf(into)).toBe('telegram:7')
      await store.transaction((tx) => tx.people.setReachable('telegram', '7', false))
      expect(await queueOf(into)).toBe(`person:${into}`)
    })

    it('keeps an account that is bound so when its own id is learnt', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = await tx.people.meet('whatsapp', byNumber)
        await tx.people.setReachable('whatsapp', pn, true)
        await tx.people.bind('whatsapp', pn, minute(0))
        await tx.people.meet('whatsapp', bySelf)
        expect(await tx.people.identities(id)).toEqual([
          { channel: 'whatsapp', id: lid, bound: true },
          { channel: 'whatsapp', id: pn, bound: true },
        ])
        expect(await tx.people.address(id)).toEqual(whatsapp)
      })
    })

    it('parts somebody from their WhatsApp: another person without answers or roles', async () => {
      const store = await open()
      const [into, from] = await twoPeople(store)
      const made = await store.transaction(async (tx) => {
        await tx.people.join(from, into)
        await tx.people.bind('whatsapp', lid, minute(0))
        await tx.staff.give({ service: 'tik', role: 'help_desk', unit: null, person: into })
        return tx.people.part(into, 'whatsapp')
      })
      await store.transaction(async (tx) => {
        expect(made).toMatchObject({ name: 'Budi Santoso', known: {}, reachable: true })
        expect((await tx.people.meet('whatsapp', bySelf)).id).toBe(made?.id)
        expect(await tx.people.address(into)).toEqual(telegram)
        expect(await tx.staff.grants({ person: made?.id })).toEqual([])
        expect(await tx.people.identities(made?.id ?? '')).toMatchObject([{ bound: false }, { bound: false }])
        expect(await tx.people.part(into, 'whatsapp')).toBeNull()
      })
    })

    it('gives way while a chat of somebody to be joined is in use, or others change beside', async () => {
      const store = await open()
      const [into, from] = await twoPeople(store)
      const said = (id: string, chat: string): Inbound => ({
        ...inboundText(id, chat),
        channel: 'whatsapp',
        from: { id: chat, name: 'Wati' },
      })
      await store.receive([said('1', pn), said('2', 'lid:9')])
      await store.transaction(async (tx) => {
        await tx.inbox.pending(`whatsapp:${pn}`)
        const join = store.transaction((other) => other.people.join(from, into))
        await expect(join).rejects.toBeInstanceOf(ConcurrentChange)
      })
      const beside = store.transaction(async (tx) => {
        await Promise.all([tx.inbox.pending(`whatsapp:${pn}`), tx.inbox.pending('whatsapp:lid:9')])
        await tx.people.join(from, into)
      })
      await expect(beside).rejects.toBeInstanceOf(ConcurrentChange)
      const opposite = [
        [from, into],
        [into, from],
      ] as const
      const ends = await Promise.allSettled(
        opposite.map(([a, b]) => store.transaction((tx) => tx.people.join(a, b))),
      )
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const all = await store.transaction((tx) => Promise.all([tx.people.get(from), tx.people.get(into)]))
      expect(all[0]).toEqual(all[1])
    })

    it('moves what is kept by the chat of a number to the chat of its account', async () => {
      const store = await open()
      const old: ChatAddress = { channel: 'whatsapp', chat: pn }
      const expires = minute(60)
      const ticket = await store.transaction(async (tx) => {
        const { id: requester } = await tx.people.meet('whatsapp', byNumber)
        const { id } = (await openTicket(tx, { requester, origin: old })).ticket
        const owners = [pn, `${pn}:${requester}`, `${pn}9`].map((part) => `whatsapp:${part}`)
        for (const owner of [...owners, `menu:whatsapp:${pn}`, `menu:whatsapp:${lid}`])
          await tx.prompts.put({ owner, ticket: null, intent: owner, expires })
        await tx.messages.put(old, ['m1'], { ticket: id, kind: 'to-requester' })
        await tx.outbox.put([{ kind: 'message', to: old, message: { text: 'halo', replyTo: '3' } }])
        await tx.people.meet('whatsapp', bySelf)
        return id
      })
      const late = { ...inboundText('5', pn), channel: 'whatsapp' as const, from: byNumber }
      await store.receive([late])

      await store.transaction((tx) => tx.people.moveChat(old, whatsapp))

      await store.transaction(async (tx) => {
        const kept = async (owner: string) => (await tx.prompts.get(owner, minute(0)))?.intent ?? null
        const { id: requester } = await tx.people.meet('whatsapp', bySelf)
        expect(await kept(`whatsapp:${lid}`)).toBe(`whatsapp:${pn}`)
        expect(await kept(`whatsapp:${lid}:${requester}`)).toBe(`whatsapp:${pn}:${requester}`)
        expect(await kept(`menu:whatsapp:${lid}`)).toBe(`menu:whatsapp:${lid}`)
        expect(await kept(`menu:whatsapp:${pn}`)).toBeNull()
        expect(await kept(`whatsapp:${pn}9`)).toBe(`whatsapp:${pn}9`)
        expect(await tx.messages.about(whatsapp, 'm1')).toMatchObject({ ticket })
        expect((await tx.tickets.peek(ticket))?.origin).toEqual(whatsapp)
        const [entry] = await tx.inbox.pending(`whatsapp:${lid}`)
        expect(entry?.inbound).toEqual({
          ...late,
          chat: { ...late.chat, id: lid },
          from: { ...byNumber, id: lid },
        })
      })
      expect(await store.claimOutbox(9)).toMatchObject([
        { queue: `whatsapp:${lid}`, item: { to: whatsapp, message: { text: 'halo', replyTo: '3' } } },
      ])
    })

    it('finds the tickets somebody asked for or holds', async () => {
      const store = await open()
      await store.transaction(async (tx) => {
        const { id } = await tx.people.meet('whatsapp', bySelf)
        const own = (await openTicket(tx, { requester: id })).ticket.id
        const closed = (await openTicket(tx, { requester: id, closed: minute(9) })).ticket.id
        const held = (await openTicket(tx, { assignee: id })).ticket.id
        await openTicket(tx, { assignee: id, closed: minute(9) })
        await openTicket(tx)
        expect(await tx.tickets.involving(id)).toEqual([own, closed, held])
        expect(await tx.tickets.involving('x')).toEqual([])
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
