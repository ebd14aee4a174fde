import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration, plainMs } from '../../../core/sla/duration.ts'

describe('parseDuration', () => {
  it.each([
    ['30 detik', { unit: 'second', n: 30 }],
    ['10 menit', { unit: 'minute', n: 10 }],
    ['1 jam', { unit: 'hour', n: 1 }],
    ['1 hari', { unit: 'day', n: 1 }],
    ['  45MENIT ', { unit: 'minute', n: 45 }],
    ['2 \t Jam', { unit: 'hour', n: 2 }],
    ['99999 menit', { unit: 'minute', n: 99_999 }],
  ])('reads %j', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration)
  })

  it.each([
    '',
    'jam',
    '1',
    '0 jam',
    '-1 jam',
    '1.5 jam',
    '1,5 jam',
    '100000 hari',
    'satu jam',
    '1 hour',
    '1 jam 30 menit',
  ])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  it('reads what formatDuration writes', () => {
    const unit = fc.constantFrom('second' as const, 'minute' as const, 'hour' as const, 'day' as const)
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: 99_999 }), (unit, n) => {
        expect(parseDuration(formatDuration({ unit, n }))).toEqual({ unit, n })
      }),
    )
  })
})

describe('formatDuration and plainMs', () => {
  it.each([
    [{ unit: 'second', n: 30 }, '30 detik', 30_000],
    [{ unit: 'minute', n: 10 }, '10 menit', 600_000],
    [{ unit: 'hour', n: 2 }, '2 jam', 7_200_000],
    [{ unit: 'day', n: 3 }, '3 hari', 259_200_000],
  ] as const)('%j is %s, %d ms', (duration, text, ms) => {
    expect(formatDuration(duration)).toBe(text)
    expect(plainMs(duration)).toBe(ms)
  })
})
