import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import type { Cast } from '../../../bots/simulator/cast.ts'
import type { DeskPart } from '../../../bots/simulator/cast/parts.ts'
import { startSimulator, type Simulator } from '../../../bots/simulator/simulator.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** Runs after the test, last first. */
export function later(step: () => Promise<void>): void {
  undo.push(step)
}

/** A folder of the test's own. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sigap-simulator-'))
  later(() => rm(folder, { recursive: true }))
  return folder
}

/** A simulator at a fixed time; closed after the test. */
export async function simulate(
  dataDir?: string,
  desks?: readonly DeskPart[],
  whatsapp = false,
): Promise<Simulator> {
  const simulator = await startSimulator({
    dataDir: dataDir ?? (await temporaryFolder()),
    now: () => new Date('2026-11-12T01:00:00Z'),
    ...(desks && { desks }),
    whatsapp,
  })
  later(() => simulator.close())
  return simulator
}

/** The id of somebody by username. */
export function idOf({ cast }: { cast: Cast }, username: string): number {
  const member = cast.members.find(({ user }) => user.username === username)
  if (!member) throw new Error(`nobody is called ${username}`)
  return member.user.id
}
