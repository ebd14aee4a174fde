import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandOf, commands } from '../../../core/staff/commands.ts'
import { parseCommand, takeMention, takeOption, takeTicket } from '../../../core/staff/parse.ts'
import { decodePress, encodePress, type Press } from '../../../core/staff/press.ts'

describe('commands', () => {
  it('have names and aliases of their own', () => {
    const names = commands.flatMap((c) => [c.name, ...c.aliases])
    expect(new Set(names).size).toBe(names.length)
  })

  it.each([
    ['/ambil 1042', 'ambil', '1042'],
    ['/KLAIM@Sigap_Bot 1042', 'ambil', '1042'],
    ['/selesai 1042 kabel diganti\nsudah diuji', 'selesai', '1042 kabel diganti\nsudah diuji'],
    ['  /antrian  ', 'antrean', ''],
  ])('%s', (text, name, rest) => {
    expect(parseCommand(text, 'sigap_bot')).toMatchObject({ spec: { name }, rest })
  })

  it('are not taken from another bot’s, nor from plain text', () => {
    expect(parseCommand('/ambil@bot_lain 1042', 'sigap_bot')).toBeNull()
    expect(parseCommand('tolong /ambil 1042', 'sigap_bot')).toBeNull()
    expect(parseCommand('/tidakada 1', 'sigap_bot')).toEqual({ spec: null, typed: 'tidakada', rest: '1' })
    expect(commandOf('Tutup')?.name).toBe('tutup')
  })
})

describe('what follows a command', () => {
  it.each([
    ['1042', '1042', ''],
    ['#1042 alasan', '1042', 'alasan'],
    ['TIK-1042', '1042', ''],
    ['tik-1042 dua kata', '1042', 'dua kata'],
    ['1042x', null, '1042x'],
    ['12 orang', null, '12 orang'],
    ['kabel 1042', null, 'kabel 1042'],
  ])('a ticket in %s', (typed, id, rest) => {
    expect(takeTicket(typed)).toEqual({ id, rest })
  })

  it('a mention, by @name or by the name shown', () => {
    expect(takeMention('@agus_jaringan periksa', [])).toEqual({
      mentioned: '@agus_jaringan',
      rest: 'periksa',
    })
    expect(takeMention('Agus Setiawan periksa', ['Agus Setiawan'])).toEqual({
      mentioned: 'Agus Setiawan',
      rest: 'periksa',
    })
    expect(takeMention('agus periksa', [])).toEqual({ mentioned: null, rest: 'agus periksa' })
  })

  it('the longest option that fits', () => {
    const options = [
      { id: 'urgent', label: 'segera' },
      { id: 'critical', label: 'sangat segera' },
    ]
    expect(takeOption('Sangat Segera', options)).toEqual({ id: 'critical', rest: '' })
    expect(takeOption('segera ya', options)).toEqual({ id: 'urgent', rest: 'ya' })
    expect(takeOption('segerakan', options)).toEqual({ id: null, rest: 'segerakan' })
  })
})

describe('what a button carries', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/)
  const press: fc.Arbitrary<Press> = fc.oneof(
    fc.record({ kind: fc.constant('draft' as const), draft: id, value: fc.string({ maxLength: 30 }) }),
    fc.record({ kind: fc.constant('prompt' as const), prompt: id, value: id }),
    fc.record({
      kind: fc.constant('mine' as const),
      ticket: id,
      act: fc.constantFrom('yes' as const, 'no' as const, 'show' as const, 'place' as const),
    }),
    fc.record({
      kind: fc.constant('row' as const),
      ticket: id,
      at: fc.record({ step: id, run: fc.nat(99) }),
      act: fc.oneof(
        fc.constantFrom('claim' as const, 'release' as const, 'pause' as const, 'resume' as const),
        fc.record({ outcome: id }),
      ),
    }),
  )

  it('comes back as it went, and fits Telegram’s 64 bytes', () => {
    fc.assert(
      fc.property(press, (given) => {
        const text = encodePress(given)
        expect(decodePress(text)).toEqual(given)
        if (given.kind === 'row') expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64)
      }),
    )
  })

  it('is none of ours when forged', () => {
    for (const forged of ['', 'x:1', 'r:1001:2:satu:claim', 'r:1001:2:1:hapus', 'm:1001:hapus'])
      expect(decodePress(forged)).toBeNull()
  })
})
