import { describe, expect, it, onTestFinished } from 'vitest'
import type { Body, Inbound } from '../../../core/app/message.ts'
import { StoreUnavailable, type DraftStore } from '../../../core/app/ports.ts'
import { inboxPump } from '../../../core/app/pump.ts'
import { receive } from '../../../core/app/receive.ts'
import type { Draft } from '../../../core/intake/form.ts'
import { openFrontDesk, type FrontDesk, type Writer } from '../../fixtures/front-desk.ts'

/** Several quick messages as one turn, and messages that are changed afterwards. */

const siti: Writer = { channel: 'whatsapp', id: 'lid:77', name: 'Siti Aminah' }
const chat = 'whatsapp:lid:77'

function photo(unique: string): Body {
  const file = { channel: 'whatsapp' as const, id: unique, unique }
  return { kind: 'attachment', what: 'photo', file, caption: '' }
}

/** Handles what is pending, one turn after the other, and tells how each ended. */
async function handleAll({ app }: FrontDesk): Promise<string[]> {
  const ends: string[] = []
  for (;;) {
    const end = await receive(app, chat, () => undefined)
    if (end === 'nothing') return ends
    ends.push(end)
  }
}

/** Drafts that are kept elsewhere than in the database. */
function draftsElsewhere(onSave: (draft: Draft) => void = () => undefined) {
  const kept = new Map<string, string>()
  const drafts: DraftStore = {
    load: async (owner) => JSON.parse(kept.get(owner) ?? 'null') as Draft | null,
    save: async (draft) => {
      onSave(draft)
      kept.set(draft.owner, JSON.stringify(draft))
    },
    clear: async (owner) => kept.delete(owner),
    stale: async () => [],
  }
  return drafts
}

/** What is said; the menus and cards that go out beside it are another matter. */
const textsOf = async (desk: FrontDesk) =>
  (await desk.sent()).map(({ text }) => text).filter((text) => text !== '')

const problemOf = (draft: Draft | null) => Object.values(draft?.answers ?? {})[0]?.value

describe('several quick messages', () => {
  it('are one complaint and one answer, and all of them are done', async () => {
    const desk = await openFrontDesk()
    for (const said of ['Halo', 'pak', 'wifi lantai 3 mati', photo('a'), photo('b')])
      await desk.arrive(siti, said)
    expect(await handleAll(desk)).toEqual(['handled'])
    expect(await textsOf(desk)).toEqual([
      expect.stringMatching(
        /^Selamat pagi[^]*Foto sudah kami terima sebagai bukti\.[^]*Jenis aduan: Jaringan/,
      ),
    ])
    expect(await desk.store.depths()).toMatchObject({ inbox: 0, poison: 0 })
    const draft = await desk.store.transaction((tx) => tx.drafts.load(chat))
    expect(problemOf(draft)).toBe('Halo\npak\nwifi lantai 3 mati')
    expect(draft?.evidence.map(({ file }) => file.unique)).toEqual(['a', 'b'])
  })

  it('leave a typed choice to itself', async () => {
    const desk = await openFrontDesk()
    await desk.arrive(siti, 'wifi lantai 3 mati total')
    await handleAll(desk)
    await desk.arrive(siti, '1')
    await desk.arrive(siti, 'Siti Aminah')
    expect(await handleAll(desk)).toEqual(['handled', 'handled'])
    const draft = await desk.store.transaction((tx) => tx.drafts.load(chat))
    expect(Object.values(draft?.answers ?? {}).map(({ value }) => value)).toEqual(
      expect.arrayContaining(['wifi lantai 3 mati total', 'jaringan', 'Siti Aminah']),
    )
  })

  it('take no neighbour along where one cannot be handled: each has five tries of its own', async () => {
    const refuses = draftsElsewhere((draft) => {
      if (problemOf(draft)?.includes('racun')) throw new Error('cannot be written down')
    })
    const desk = await openFrontDesk([], refuses)
    await desk.arrive(siti, 'racun di lantai satu')
    await desk.arrive(siti, 'wifi di lantai dua mati')
    expect(await handleAll(desk)).toEqual(['failed', 'failed', 'failed', 'failed', 'failed', 'handled'])
    expect(await desk.store.depths()).toMatchObject({ inbox: 0, poison: 1 })
    expect(problemOf(await refuses.load(chat))).toBe('wifi di lantai dua mati')
  })

  it('are taken again as they were, when the program was killed after the draft was saved', async () => {
    const drafts = draftsElsewhere()
    const desk = await openFrontDesk([], drafts)
    for (const said of ['wifi lantai 3 mati', photo('a')]) await desk.arrive(siti, said)
    const { store } = desk.app
    desk.app.store = {
      ...store,
      transaction: (work) =>
        store.transaction(async (tx) => {
          await work(tx)
          throw new StoreUnavailable('killed')
        }),
    }
    await expect(receive(desk.app, chat, () => undefined)).rejects.toThrow('killed')
    desk.app.store = store
    await desk.arrive(siti, photo('b'))
    expect(await handleAll(desk)).toEqual(['handled', 'handled'])
    const draft = await drafts.load(chat)
    expect(draft?.evidence.map(({ file }) => file.unique)).toEqual(['a', 'b'])
    expect(await textsOf(desk)).toHaveLength(2)
  })
})

describe('the wait for a burst', () => {
  /** A pump over a desk, and how many turns it has taken. */
  const pumped = (desk: FrontDesk, ms: number) => {
    const turns = { taken: 0 }
    const pump = inboxPump(desk.app, {
      chatsMax: 5,
      quiet: { ms, maxMs: 60_000 },
      done: () => (turns.taken += 1),
      failed: (error) => {
        throw error
      },
    })
    pump.start()
    onTestFinished(() => pump.stop())
    const write = async (who: Writer, text: string) => pump.wake([await desk.arrive(who, text)])
    return { pump, turns, write }
  }

  it('is short, and only where there are no buttons', async () => {
    const desk = await openFrontDesk()
    const { pump, turns, write } = pumped(desk, 2_000)
    await write(siti, 'Halo')
    await write(siti, 'wifi lantai 3 mati')
    expect([turns.taken, pump.busy()]).toEqual([0, 1])
    await write({ ...siti, channel: 'telegram', id: '9' }, 'printer macet')
    await expect.poll(() => turns.taken, { timeout: 15_000 }).toBe(2)
    await expect.poll(() => pump.busy(), { timeout: 15_000 }).toBe(0)
    expect(turns.taken).toBe(2)
    expect(problemOf(await desk.store.transaction((tx) => tx.drafts.load(chat)))).toBe(
      'Halo\nwifi lantai 3 mati',
    )
  })

  it('is not for what has been waiting since an earlier run', async () => {
    const desk = await openFrontDesk()
    const { pump, turns } = pumped(desk, 60_000)
    pump.catchUp([await desk.arrive(siti, 'wifi lantai 3 mati')])
    expect(pump.busy()).toBe(1)
    await expect.poll(() => turns.taken, { timeout: 15_000 }).toBe(1)
  })
})

describe('a message changed afterwards', () => {
  let ids = 0
  const change = async (desk: FrontDesk, changed: Pick<Inbound, 'body' | 'message' | 'edited'>) => {
    const { channel, ...from } = siti
    const envelope = {
      channel,
      externalId: `change-${(ids += 1)}`,
      chat: { id: siti.id, kind: 'private' as const },
    }
    await desk.store.receive([{ ...envelope, from, at: '2026-11-16T03:00:00.000Z', ...changed }])
    await handleAll(desk)
    const sent = (await desk.sent()).filter(({ text }) => text !== '')
    return sent.map(({ queue, text }) => [queue.split(':')[0], text])
  }
  const edit = (desk: FrontDesk, message: string, text: string) =>
    change(desk, { message, edited: true, body: { kind: 'text', text, mentions: [] } })
  const remove = (desk: FrontDesk, message: string) =>
    change(desk, { message, body: { kind: 'deleted', message } })

  /** Somebody with an open ticket, and the id of the message they have just added to it. */
  const withFollowUp = async (text: string) => {
    const desk = await openFrontDesk()
    const person = await desk.store.transaction((tx) => tx.people.meet(siti.channel, siti))
    const { ticket } = await desk.open(person.id, { channel: 'whatsapp', chat: siti.id })
    const { channel, ...from } = siti
    const said: Inbound = {
      ...{ channel, externalId: 'said', chat: { id: siti.id, kind: 'private' }, from, message: 'said' },
      ...{ at: '2026-11-16T03:00:00.000Z', body: { kind: 'text', text, mentions: [] } },
    }
    await desk.store.receive([said])
    await handleAll(desk)
    await desk.sent()
    return { desk, id: ticket.id }
  }

  it('is told to staff as it reads now, secrets covered, and the original stays', async () => {
    const { desk, id } = await withFollowUp('lantai 3')
    expect(await edit(desk, 'said', 'lantai 4, password: Rahasia1')).toEqual([
      ['whatsapp', 'Perubahan pesan diteruskan ke petugas TIK-1001. Pesan semula tetap tersimpan.'],
      ['telegram', expect.stringContaining('Pesan diubah menjadi: lantai 4, password: ••••')],
    ])
    const notes = await desk.store.transaction(async (tx) => {
      const told = (await tx.tickets.events(id)).flatMap((event) =>
        event.kind === 'message-from-requester' || event.kind === 'message-changed' ? [event.note] : [],
      )
      const kept = await tx.notes.get(told)
      return told.map((note) => kept.get(note)?.text)
    })
    expect(notes).toEqual(['lantai 3', 'Pesan diubah menjadi: lantai 4, password: ••••'])
  })

  it('that reads the same is nothing new', async () => {
    const { desk } = await withFollowUp('lantai 3')
    expect(await edit(desk, 'said', 'lantai 3')).toEqual([])
  })

  it('that was deleted is told to staff each time, and to the requester once', async () => {
    const { desk } = await withFollowUp('lantai 3')
    expect(await remove(desk, 'said')).toEqual([
      ['whatsapp', 'Pesan yang dihapus tetap tersimpan dalam arsip TIK-1001.'],
      ['telegram', expect.stringContaining('Pelapor menghapus pesan: lantai 3')],
    ])
    expect(await remove(desk, 'said')).toEqual([['telegram', expect.any(String)]])
  })

  it('is to be sent anew where it is part of no ticket; a deletion there needs no word', async () => {
    const desk = await openFrontDesk()
    await desk.write(siti, 'wifi lantai 3 mati')
    expect(await edit(desk, 'id-1', 'wifi lantai 4 mati')).toEqual([
      ['whatsapp', 'Perubahan pada pesan lama tidak terbaca. Mohon kirim sebagai pesan baru.'],
    ])
    expect(await remove(desk, '1')).toEqual([])
    expect(problemOf(await desk.store.transaction((tx) => tx.drafts.load(chat)))).toBe('wifi lantai 3 mati')
  })

  it("of somebody else's ticket is not noted there", async () => {
    const { desk, id } = await withFollowUp('lantai 3')
    const stranger = await desk.store.transaction((tx) => tx.people.create('Orang lain'))
    await desk.store.transaction(async (tx) => {
      const file = (await tx.tickets.load(id))!
      const ticket = { ...file.ticket, requester: stranger.id, version: file.ticket.version + 1 }
      await tx.tickets.save({ ...file, ticket }, file.ticket.version, [], null)
    })
    expect(await remove(desk, 'said')).toEqual([])
  })
})
