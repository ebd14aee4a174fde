import { schedule } from 'node-cron'

/**
 * Wakes `run` by a cron expression (five or six fields), and once at the start to catch up. Cron only wakes: what is
 * owed is decided from the clock, so a tick that comes while one still runs is dropped. A run that fails is handed to
 * `failed` and the next one comes as ever. `stop` resolves when the run in progress has ended.
 */
export function startSchedule(
  expression: string,
  timeZone: string,
  run: () => Promise<void>,
  failed: (error: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<void> | null = null
  const wake = () => {
    running ??= run()
      .catch(failed)
      .finally(() => (running = null))
  }
  const task = schedule(expression, wake, { timezone: timeZone, suppressMissedWarning: true })
  wake()
  return {
    async stop() {
      await task.destroy()
      await running
    },
  }
}
