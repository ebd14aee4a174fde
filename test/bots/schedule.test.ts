import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { startSchedule } from '../../bots/schedule.ts'

const unexpected = (error: unknown) => {
  throw error
}
const everySecond = '* * * * * *'

describe('startSchedule', () => {
  it('runs at once, then by the clock, until it is stopped', async () => {
    const run = vi.fn(async () => undefined)
    const schedule = startSchedule(everySecond, 'Asia/Jakarta', run, unexpected)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(3), { timeout: 5_000 })
    await schedule.stop()
    const ran = run.mock.calls.length
    await wait(1_200)
    expect(run).toHaveBeenCalledTimes(ran)
  })

  it('goes on after a run that fails', async () => {
    const failures: unknown[] = []
    const run = vi.fn(() => Promise.reject(new Error('database is down')))
    const schedule = startSchedule(everySecond, 'UTC', run, (error) => failures.push(error))
    await vi.waitFor(() => expect(failures.length).toBeGreaterThanOrEqual(2), { timeout: 5_000 })
    await schedule.stop()
    expect(failures[0]).toMatchObject({ message: 'database is down' })
  })

  it('never runs twice at once, and stops when the run in progress has ended', async () => {
    let running = 0
    let together = 0
    let finished = 0
    const run = async () => {
      together = Math.max(together, ++running)
      await wait(1_500)
      running--
      finished++
    }
    const schedule = startSchedule(everySecond, 'UTC', run, unexpected)
    await vi.waitFor(() => expect(finished + running).toBe(2), { timeout: 5_000 })
    await schedule.stop()
    expect({ together, running, finished }).toEqual({ together: 1, running: 0, finished: 2 })
  })
})
