import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Program } from '../../bots/program.ts'
import { complain, fromBot, tell, textOf } from './conversation.ts'
import { startTown, type Town } from './town.ts'

let town: Town
let other: Program
beforeEach(async () => {
  // A Friday, and the last working day of its month.
  town = await startTown({ at: '2026-10-30T09:00' })
  for (const name of ['Hendra', 'Ratna', 'Andi'])
    await tell(town, town.person(name), town.person(name), '/start')
  other = await town.another()
})
afterEach(async () => {
  await other.stop()
  await town.stop()
})

/** What the bot has said in a chat, by the words it was to say. */
const times = (chat: number, words: string) =>
  fromBot(town.world, chat).filter((message) => textOf(message).includes(words)).length

/** Both programs sweep at this time, at once, and again; with one alone, that one. */
async function sweepAt(at: string, programs: readonly Program[] = [town.program, other]): Promise<void> {
  town.clock.set(new Date(`${at}:00+07:00`))
  for (let again = 0; again < 3; again += 1) {
    await Promise.all(programs.map((program) => program.sweep()))
    await town.settle()
  }
}

it('two programs on one database that sweep at once: each group and each leader is told once', async () => {
  await complain(town, town.person('Budi'))
  const group = town.group()
  const leaders = [town.person('Hendra'), town.person('Ratna')]
  const toLeaders = (words: string) => leaders.map((leader) => times(leader, words))

  await sweepAt('2026-10-30T09:45')
  expect(times(group, 'langkah 1 tersisa 15 menit')).toBe(1)
  await sweepAt('2026-10-30T10:00')
  expect(times(group, 'langkah 1 terlambat')).toBe(1)

  await sweepAt('2026-11-02T07:30')
  expect(toLeaders('Laporan harian Senin, 2 November 2026')).toEqual([1, 1])
  expect(times(town.person('Andi'), 'Hari libur nasional dan cuti bersama 2027 belum tercatat')).toBe(1)
  await sweepAt('2026-11-02T08:00')
  expect(toLeaders('Laporan mingguan 26 Oktober–1 November 2026')).toEqual([1, 1])
  expect(toLeaders('Laporan bulanan Oktober 2026')).toEqual([1, 1])
  expect(toLeaders('Buku register Oktober 2026')).toEqual([1, 1])
  expect(toLeaders('Laporan harian')).toEqual([1, 1])

  // The one that listens ends; the other takes over what it did.
  await town.program.stop()
  await sweepAt('2026-11-03T07:30', [other])
  expect(toLeaders('Laporan harian Selasa, 3 November 2026')).toEqual([1, 1])
  expect(toLeaders('Laporan harian')).toEqual([2, 2])
})
