import type { Hono } from 'hono'
import type { Desk } from '../core/app/desk.ts'
import type { Store } from '../core/app/ports.ts'
import type { App } from '../core/app/turn.ts'
import { officeOf } from '../core/app/act.ts'
import { sopProgress, type TicketProgress } from '../core/report/progress.ts'
import { nextWorkingDay, nextOpening } from '../core/sla/calendar.ts'
import { movableClock, type MovableClock } from './simulator/clock.ts'
import { simulatorRoutes } from './simulator/routes.ts'
import { startSimulator, type Simulator } from './simulator/simulator.ts'
import type { Seed } from './seed.ts'

/** Sigap without a token: its own Telegram, the people in it, a clock that can be moved on, and the page. */
export type Demonstration = {
  simulator: Simulator
  clock: MovableClock
  seed: Pick<Seed, 'admins' | 'leaders' | 'roles' | 'groups' | 'people'>
  /** The page; `sweep` is run after the clock moved, so that what became due comes at once. */
  routes(app: App, sweep: () => Promise<void>): Hono
}

const offsetKey = 'simulator-clock-offset-ms'
const shownMax = 20

/** Starts the simulator for this desk; its clock goes on from where an earlier run left it. */
export async function startDemonstration(dataDir: string, store: Store, desk: Desk): Promise<Demonstration> {
  const kept = await store.transaction((tx) => tx.settings.get(offsetKey))
  const clock = movableClock(() => new Date(), typeof kept === 'number' ? kept : 0)
  const simulator = await startSimulator({ dataDir, now: clock.now })
  const { cast } = simulator
  const runs = (service: string) => desk.services.some((s) => s.id === service)
  return {
    simulator,
    clock,
    seed: {
      admins: cast.desk.admins,
      leaders: cast.desk.leaders,
      roles: cast.desk.roles.filter((role) => runs(role.service)),
      groups: desk.services.map(({ id }) => ({ service: id, chat: cast.desk.staffGroup })),
      people: cast.members.map(({ user, name }) => ({ id: String(user.id), name, username: user.username })),
    },
    routes: (app, sweep) => {
      const advance = async (ms: number) => {
        clock.advance(ms)
        await store.transaction((tx) => tx.settings.set(offsetKey, clock.offsetMs))
        await sweep()
      }
      const opening = () => nextOpening(desk.calendar, nextWorkingDay(desk.calendar, clock.now()))
      return simulatorRoutes({
        simulator,
        clock: {
          now: clock.now,
          advance,
          nextWorkingDay: () => advance(opening().getTime() - clock.now().getTime()),
        },
        progress: () => progressOf(app),
        agency: desk.agency,
        timeZone: desk.timeZone,
      })
    },
  }
}

/** Where the newest tickets stand in their SOP. */
async function progressOf(app: App): Promise<TicketProgress[]> {
  return app.store.transaction(async (tx) => {
    const files = await tx.tickets.newest(shownMax)
    const people = files.flatMap(({ ticket }) =>
      ticket.runs.flatMap((run) => (run.assignee === null ? [] : [run.assignee])),
    )
    const names = await tx.people.names([...new Set(people)])
    return Promise.all(
      files.map(async ({ ticket }) => {
        const { profile, service } = await officeOf(tx, app.desk, ticket)
        return sopProgress(profile, ticket, names, app.clock.now(), service.calendar)
      }),
    )
  })
}
