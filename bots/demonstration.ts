import type { Hono } from 'hono'
import type { Desk, Service } from '../core/app/desk.ts'
import type { Clock, Store } from '../core/app/ports.ts'
import type { App } from '../core/app/turn.ts'
import { sopOf } from '../core/app/act.ts'
import { within } from '../core/app/within.ts'
import { sopProgress, type TicketProgress } from '../core/report/progress.ts'
import { nextWorkingDay, nextOpening } from '../core/sla/calendar.ts'
import { demonstrationAgency } from '../core/text/id/simulator.ts'
import type { Config } from './config.ts'
import { shippedProfiles } from './profiles.ts'
import type { Cast } from './simulator/cast.ts'
import { desks as shownDesks } from './simulator/cast/desks.ts'
import { improviseDesk, type DeskPart } from './simulator/cast/parts.ts'
import { movableClock, type MovableClock } from './simulator/clock.ts'
import { simulatorRoutes } from './simulator/routes.ts'
import { startSimulator, type Simulator } from './simulator/simulator.ts'
import type { PlayedService } from './simulator/view.ts'
import type { Seed } from './seed.ts'

/** Sigap without a token: its own Telegram and WhatsApp, the people in it, a clock that can be moved on, and the page. */
export type Demonstration = {
  simulator: Simulator
  clock: MovableClock
  seed: Pick<Seed, 'admins' | 'leaders' | 'roles' | 'groups' | 'people' | 'officials'>
  /** The page; `sweep` is run after the clock moved, so that what became due comes at once. */
  routes(app: App, sweep: () => Promise<void>): Hono
}

const offsetKey = 'simulator-clock-offset-ms'
const shownMax = 50

/** The desk file of a demonstration nobody configured: every SOP that comes with the program. */
export function demonstrationDesk(): string {
  const services = shippedProfiles().map((sop) => {
    const { agency, letterhead } = shownDesks.find(({ service }) => service === sop) ?? {}
    return { sop, agency, letterhead }
  })
  return JSON.stringify({ agency: demonstrationAgency, services })
}

/** Starts the simulator for this desk; its clock is as far ahead of the machine's as an earlier run left it. */
export async function startDemonstration(
  { dataDir, playsWhatsapp: whatsapp }: Pick<Config, 'dataDir' | 'playsWhatsapp'>,
  store: Store,
  desk: Desk,
  machine: Clock,
): Promise<Demonstration> {
  const kept = await store.transaction((tx) => tx.settings.get(offsetKey))
  const clock = movableClock(machine.now, typeof kept === 'number' ? kept : 0)
  const simulator = await startSimulator({ dataDir, now: clock.now, desks: castFor(desk.services), whatsapp })
  const { cast } = simulator
  return {
    simulator,
    clock,
    seed: {
      admins: cast.desk.admins,
      leaders: [],
      roles: [...cast.desk.roles, ...leadersOf(cast)],
      officials: cast.desk.officials,
      groups: cast.desks.map(({ service, staffGroup }) => ({ service, chat: String(staffGroup) })),
      people: cast.members.map(({ user, name }) => ({ id: String(user.id), name, username: user.username })),
    },
    routes: (app, sweep) => {
      const advance = async (ms: number) => {
        clock.advance(ms)
        await store.transaction((tx) => tx.settings.set(offsetKey, clock.offsetMs))
        await sweep()
      }
      const opening = () =>
        within(app, async (_, { desk: { calendar } }) =>
          nextOpening(calendar, nextWorkingDay(calendar, clock.now())),
        )
      return simulatorRoutes({
        simulator,
        services: desk.services.map(playedService),
        clock: {
          now: clock.now,
          advance,
          nextWorkingDay: async () => advance((await opening()).getTime() - clock.now().getTime()),
        },
        progress: () => progressOf(app),
      })
    },
  }
}

/** The people of each service: those of the table, in its order, then made up ones for an office's own SOP. */
function castFor(services: readonly Service[]): DeskPart[] {
  const known = shownDesks.filter(({ service }) => services.some(({ id }) => id === service))
  const others = services.filter(({ id }) => !known.some(({ service }) => service === id))
  return [...known, ...others.map(({ id, profile }, index) => improviseDesk(id, profile, index))]
}

/** Leaders hear of their own desk alone: the desks of a demonstration are of different offices. */
function leadersOf({ members }: Cast): Seed['roles'] {
  return members.flatMap(({ user, part, service }) =>
    part === 'leader' && service !== null ? [{ service, role: 'leader', telegramId: String(user.id) }] : [],
  )
}

function playedService({ id, profile, zone }: Service): PlayedService {
  return { id, title: profile.title, agency: profile.source.agency, timeZone: zone }
}

/** Where the newest tickets stand in their SOP. */
async function progressOf(app: App): Promise<TicketProgress[]> {
  return within(app, async (tx, app) => {
    const tickets = (await tx.tickets.newest(shownMax)).map(({ ticket }) => ticket)
    const people = tickets.flatMap(({ requester, runs }) => [
      requester,
      ...runs.flatMap(({ assignee, climbs }) => [assignee, ...climbs.map(({ by }) => by)]),
    ])
    const names = await tx.people.names([...new Set(people.filter((id) => id !== null))])
    return Promise.all(
      tickets.map(async (ticket) => {
        const { profile, service } = await sopOf(tx, app.desk, ticket)
        return sopProgress(profile, ticket, names, app.clock.now(), service.calendar)
      }),
    )
  })
}
