import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burstId, burstOf, joined } from '../../../core/app/burst.ts'
import type { Inbound } from '../../../core/app/message.ts'
import type { InboxEntry } from '../../../core/app/ports.ts'
import { indonesian } from '../../../core/text/words.ts'
import { inboundText } from '../../fixtures/samples.ts'

const together = {
  words: indonesian.intake,
  isChoice: (text: string) => text === 'Jaringan',
  answered: null as string | null,
}

function photo(caption = ''): Inbound {
  const file = { channel: 'telegram' as const, id: 'f', unique: 'u' }
  return { ...inboundText('1', 'a'), body: { kind: 'attachment', what: 'photo', file, caption } }
}

function entries(...messages: (string | Inbound)[]): InboxEntry[] {
  return messages.map((message, at) => ({
    id: String(at + 7),
    inbound: {
      ...(typeof message === 'string' ? inboundText('1', 'a', message) : message),
      externalId: String(at),
      message: `m${at}`,
    },
    attempts: 0,
  }))
}

const idsOf = (pending: InboxEntry[], given: Partial<typeof together> = {}) =>
  burstOf(pending, { ...together, ...given }).map(({ id }) => id)

describe('burstOf', () => {
  it('takes quick texts as one, and the files after them', () => {
    const pending = entries('Halo', 'pak', 'wifi mati', photo(), photo('ini'), 'terus')
    expect(idsOf(pending)).toEqual(['7', '8', '9', '10', '11'])
    const [text, ...files] = joined(burstOf(pending, together).map(({ inbound }) => inbound))
    expect(text).toMatchObject({ message: 'm2', body: { kind: 'text', text: 'Halo\npak\nwifi mati' } })
    expect(files.map(({ message }) => message)).toEqual(['m3', 'm4'])
  })

  it('takes a damaged message alone, and its neighbours without it', () => {
    const pending = entries('Halo', 'pak', 'rusak', 'wifi mati')
    const damaged = pending.map((entry) =>
      entry.id === '9' ? { ...entry, inbound: { ...entry.inbound, body: undefined as never } } : entry,
    )
    expect(idsOf(damaged)).toEqual(['7', '8'])
    expect(idsOf(damaged.slice(2))).toEqual(['9'])
  })

  it('leaves a message alone as it is', () => {
    const [only] = entries('wifi mati')
    expect(burstOf([only!], together)).toEqual([only])
    expect(joined([only!.inbound])).toEqual([only!.inbound])
    expect(burstId([only!])).toBe('7')
    expect(burstOf([], together)).toEqual([])
  })

  it.each<[string, string | Inbound]>([
    ['a command', '/status'],
    ['a word that is one', 'STATUS'],
    ['a number', '2.'],
    ['yes', 'Ya'],
    ['thanks', 'terima kasih'],
    ['a choice that was offered', 'Jaringan'],
    ['a press', { ...photo(), body: { kind: 'press', data: 'x', message: '1', query: null } }],
    ['a reply', { ...photo(), body: { kind: 'text', text: 'itu', mentions: [], replyTo: '5' } }],
    ['a picture of an album', { ...photo(), body: { ...photo().body, album: 'x' } as Inbound['body'] }],
    ['an edit', { ...inboundText('1', 'a'), edited: true }],
    ['a forwarded message', { ...inboundText('1', 'a'), forwarded: true }],
    ['a deletion', { ...photo(), body: { kind: 'deleted', message: 'm0' } }],
    ['somebody else', { ...inboundText('1', 'a'), from: { id: 'b', name: 'Budi' } }],
    ['a group', { ...inboundText('1', 'a'), chat: { id: 'a', kind: 'group' } }],
  ])('takes %s alone', (_, message) => {
    expect(idsOf(entries('wifi mati', message, 'halo'))).toEqual(['7'])
    if (typeof message !== 'string' && message.from?.id === 'b') return
    expect(idsOf(entries(message, 'wifi mati'))).toEqual(['7'])
  })

  it('tries what failed before alone', () => {
    const [first, second, third] = entries('satu hal', 'dua hal', 'tiga hal') as [
      InboxEntry,
      InboxEntry,
      InboxEntry,
    ]
    expect(idsOf([first, { ...second, attempts: 1 }, third])).toEqual(['7'])
    expect(idsOf([{ ...first, attempts: 1 }, second, third])).toEqual(['7'])
  })

  it('takes again as one what a draft elsewhere has answered as one', () => {
    const pending = entries('Halo', 'pak', 'wifi mati')
    const burst = burstOf(pending.slice(0, 2), together)
    expect(burstId(burst)).toBe('7-8')
    expect(idsOf(pending, { answered: '7-8' })).toEqual(['7', '8'])
    expect(idsOf(pending, { answered: '7' })).toEqual(['7'])
    expect(idsOf(pending, { answered: '3-6' })).toEqual(['7', '8', '9'])
    const failed = pending.map((entry) => ({ ...entry, attempts: 1 }))
    expect(idsOf(failed, { answered: '7-8' })).toEqual(['7', '8'])
  })

  it('takes no more texts than one may hold', () => {
    expect(idsOf(entries('a'.repeat(3_000), 'b'.repeat(499), 'c'))).toEqual(['7', '8'])
    expect(idsOf(entries('a'.repeat(9_000), 'b'))).toEqual(['7'])
  })

  it('loses nothing and keeps the order, whatever comes', () => {
    const message = fc.oneof(
      fc.constantFrom('Halo', 'wifi mati', '1', 'ya', '/status', 'Jaringan', ''),
      fc.constantFrom(photo(), photo('keterangan'), { ...inboundText('1', 'a'), forwarded: true }),
    )
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 30 }), (messages) => {
        const pending = entries(...messages)
        const taken: InboxEntry[] = []
        while (taken.length < pending.length) {
          const burst = burstOf(pending.slice(taken.length), together)
          expect(burst.length).toBeGreaterThan(0)
          expect(joined(burst.map(({ inbound }) => inbound)).at(-1)?.message).toBe(
            burst.at(-1)?.inbound.message,
          )
          taken.push(...burst)
        }
        expect(taken).toEqual(pending)
      }),
    )
  })
})
