import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fold } from '../../../core/ticket/evolve.ts'
import { connect } from '../../../prisma/connect.ts'
import { createStore } from '../../../prisma/store/store.ts'
import { openBusyDesk, type BusyDesk } from '../../fixtures/busy-desk.ts'
import { chanceFrom, type Chance } from '../../fixtures/busy-people.ts'
import { dayMs, editsOf2026, liveThrough, minuteMs, wib } from '../../fixtures/busy-year.ts'
import { freshDatabase, type TestDatabase } from '../../fixtures/database.ts'
import { randomFrom } from '../../fixtures/random.ts'
import { readHistory, type History } from '../../fixtures/slow-history.ts'
import { retrace } from '../../fixtures/slow-year.ts'

/** As many as a gate has time for; the year is as long, and as full of the rare, with any number. */
const complaints = Number(process.env['YEAR_COMPLAINTS'] ?? 48)
const seed = Number(process.env['YEAR_SEED'] ?? 2026)
const from = wib('2026-01-02 06:00')
const to = wib('2027-01-11 12:00')

let database: TestDatabase
let client: ReturnType<typeof connect>
let desk: BusyDesk
let history: History
let found: ReturnType<typeof retrace>
let done: ReadonlyMap<string, number>

beforeAll(async () => {
  database = await freshDatabase()
  client = connect(database.url)
  desk = await openBusyDesk(createStore(client), database.url, new Date(from))
  const chance = chanceFrom(randomFrom(seed))
  const { sweeps, people } = await liveThrough(desk, chance, {
    from,
    to,
    arrivals: arrivalsOf(chance),
    edits: editsOf2026,
    gridOf: (at) => [30, 60, 30, 5][Math.floor(at / (7 * dayMs)) % 4] as number,
    // A day in each quarter, from 06.00 to 18.00.
    isWatched: (at) => Math.floor(at / dayMs) % 90 === 13 && new Date(at).getUTCHours() < 12,
  })
  done = people.done
  history = await readHistory(desk.db)
  const { told } = desk
  found = retrace({ desk, history, told, sweeps, edits: editsOf2026, begin: from, alone: true })
}, 600_000)

afterAll(async () => {
  await desk.close()
  await client.$disconnect()
  await database.drop()
})

/** Half of them come in a few busy hours, the other half whenever they like; none any more in the last two weeks. */
function arrivalsOf(chance: Chance): number[] {
  const minutes = (to - from - 14 * dayMs) / minuteMs
  const busy = Array.from({ length: 12 }, () => chance.below(minutes))
  return Array.from({ length: complaints }, () => {
    const minute = chance.of(0.5) ? chance.one(busy) + chance.below(600) : chance.below(minutes)
    return from + minute * minuteMs + 7_000
  }).toSorted((a, b) => a - b)
}

describe('a year of a desk in three zones and round the clock, with its calendar changed in the middle', () => {
  it.each([
    ['reminds of what has been reached at the first sweep that may, once a level and recipient', 'claims'],
    ['reminds each reader of the highest level alone, and of nothing else', 'reminders'],
    ['reminds nobody out of hours, nor in quiet ones save of what is very urgent', 'hours'],
    ['tells every breach at the first sweep in working hours after it', 'breaches'],
    ['tells superiors the next working day, and at once only of what is very urgent', 'superiors'],
    ['tells a reader of many tickets in one message', 'together'],
    ['tells nothing of what was settled before it was sent', 'standing'],
    ['says how long is left as the slow clock has it, to whom it is for', 'words'],
    ['reminds requesters who owe something as the SOP has it, and staff of their wishes', 'waiting'],
    ['gives up nobody without a warning and the time it told', 'warnings'],
    ['sends each leader one digest a working day, week and month with something to say', 'digests'],
    ['lets digests follow on each other without gap or overlap', 'periods'],
    ['counts in them what the events tell', 'numbers'],
    ['sends the register with the monthly one, once', 'books'],
    ['has every limit due when the slow clock says, over the calendar as it was edited', 'due'],
  ])('%s', (_, promise) => {
    expect(found.wrong[promise] ?? []).toEqual([])
  })

  it('keeps every ticket as the fold of its events', async () => {
    for (const [id, events] of history.events) {
      const file = await desk.store.transaction((tx) => tx.tickets.peek(id))
      expect(file?.ticket).toEqual(fold(events))
    }
    expect(history.events.size).toBe(complaints)
  })

  it('has seen something of everything', () => {
    const least = {
      levels: 500,
      'superiors collected': 100,
      'superiors at once': 20,
      'settled before it was sent': 10,
      worded: 500,
      'recall-given': 10,
      'requester-reminded': 20,
      'given up': 1,
      'silence-warned': 1,
      'told anew': 1,
      daily: 200,
      'daily with nothing to say': 100,
      weekly: 80,
      monthly: 25,
      books: 50,
      numbers: 3_000,
    }
    for (const [what, times] of Object.entries(least))
      expect([what, (found.seen[what] ?? 0) >= times]).toEqual([what, true])
    for (const act of [
      'choose',
      'claim',
      'pause',
      'resume',
      'message',
      'complete',
      'release',
      'reopen',
      'rate',
    ])
      expect([act, (done.get(act) ?? 0) > 0]).toEqual([act, true])
    const recomputed = [...history.events.values()].flat().filter(({ kind }) => kind === 'due-recomputed')
    expect(recomputed.length).toBeGreaterThan(3)
  })
})
