import { expect, it } from 'vitest'
import { movableClock } from '../../../bots/simulator/clock.ts'

it('goes with the machine, ahead of it by what it was moved', () => {
  let machine = new Date('2026-11-12T01:00:00Z')
  const clock = movableClock(() => machine, 60_000)
  expect(clock.now()).toEqual(new Date('2026-11-12T01:01:00Z'))
  clock.advance(3_600_000)
  expect(clock.now()).toEqual(new Date('2026-11-12T02:01:00Z'))
  machine = new Date('2026-11-12T01:00:05Z')
  expect(clock.now()).toEqual(new Date('2026-11-12T02:01:05Z'))
  expect(clock.offsetMs).toBe(3_660_000)
})

it('never goes back', () => {
  const clock = movableClock(() => new Date(0), 5)
  expect(() => clock.advance(-1)).toThrow(RangeError)
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError)
  clock.advance(0)
  expect(clock.offsetMs).toBe(5)
})
