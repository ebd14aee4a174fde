import { expect, test } from 'vitest'
import { kinds, stage } from './bots.ts'
import { median, percentile, shown, table } from './figures.ts'
import { calm, chatter, intake, onTelegram, playPeople } from './people.ts'
import type { Plans } from './plans.ts'
import { timeTickets } from './tickets.ts'
import { stageWhatsapp } from './whatsapp-bots.ts'

// How fast anything is must not decide a test; only that the measuring measures something.

test.each(kinds)('people talk to the %s bot and all are answered', { timeout: 60_000 }, async (kind) => {
  const { world, memory, worked, stop } = await stage(kind)
  try {
    const conversation = kind === 'sigap' ? intake : chatter
    const load = { people: 3, roundTripMs: 5, warmMs: 100, measureMs: 1000 }
    const measured = await playPeople(onTelegram(world), conversation, load)
    await calm(world)
    expect(measured.answers).toBeGreaterThan(0)
    expect(measured.p99).toBeGreaterThanOrEqual(measured.p50)
    expect((await memory()).bot).not.toBeLessThan(1)
    expect(await worked()).not.toBeLessThan(1)
  } finally {
    await stop()
  }
})

test.each(['baileys', 'sigap'] as const)(
  'people on WhatsApp talk to the %s bot',
  { timeout: 60_000 },
  async (kind) => {
    const { place, conversation, memory, stop } = await stageWhatsapp(kind)
    try {
      const load = { people: 2, roundTripMs: 0, warmMs: 100, measureMs: 500 }
      const measured = await playPeople(place, conversation, load)
      expect(measured.answers).toBeGreaterThan(0)
      expect((await memory()).now).not.toBeLessThan(1)
    } finally {
      await stop()
    }
  },
)

test('staff claim, list and sum up among archived tickets', { timeout: 60_000 }, async () => {
  const explained = new Map<string, Plans>()
  const times = await timeTickets(400, 2, (of, plans) => explained.set(of, plans))
  expect(Object.keys(times)).toEqual(['claim', 'queue', 'sweep', 'digest', 'report'])
  for (const time of Object.values(times)) expect(time).toBeGreaterThan(0)
  expect([...explained.keys()]).toEqual(['claim', 'queue', 'sweep', 'report'])
  for (const plans of explained.values()) expect(plans).not.toEqual([])
  for (const { statement, plan } of [...explained.values()].flat()) {
    expect(statement).toMatch(/^(SELECT|WITH) /)
    expect(plan).toMatch(/^\w.*\(cost=.*actual time=.*\n[^]*Buffers: /)
  }
})

test('figures', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(percentile([...Array(100).keys()], 99)).toBe(99)
  expect([1234.5, 12.34, 0.126].map(shown)).toEqual(['1,235', '12.3', '0.13'])
  expect(
    table([
      ['', 'a'],
      ['row', '1'],
    ]),
  ).toBe('|     |   a |\n| --- | --: |\n| row |   1 |')
})
