import { startHttp } from '../../../bots/http.ts'
import { simulatorRoutes } from '../../../bots/simulator/routes.ts'
import type { Simulator } from '../../../bots/simulator/simulator.ts'
import type { PageState } from '../../../bots/simulator/view.ts'
import { idOf, later, simulate } from './simulator-harness.ts'

/** The page's server, and how a browser calls it. */
export type Page = {
  simulator: Simulator
  moves: (number | string)[]
  budi: number
  andi: number
  group: number
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  state(): Promise<PageState>
  root: string
}

/** The page's server on loopback, as the program mounts it. */
export async function openPage(given?: Simulator): Promise<Page> {
  const simulator = given ?? (await simulate())
  simulator.world.state.updates.length = 0
  const moves: (number | string)[] = []
  const now = () => new Date('2026-11-12T01:00:00Z')
  const routes = simulatorRoutes({
    simulator,
    services: [{ id: 'tik-banten', title: 'Pengaduan TIK', agency: 'Diskominfo', timeZone: 'Asia/Jakarta' }],
    clock: {
      now,
      advance: async (ms) => void moves.push(ms),
      nextWorkingDay: async () => void moves.push('next'),
    },
    progress: async () => [],
  })
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    health: async () => ({ ok: true, details: {} }),
    metrics: { text: async () => '', contentType: 'text/plain' },
    failed: (error) => {
      throw error
    },
    routes,
  })
  later(() => http.close())
  const root = `http://127.0.0.1:${http.port}`
  const get = (path: string, headers = {}) => fetch(root + path, { headers })
  return {
    simulator,
    moves,
    root,
    budi: idOf(simulator, 'budi_santoso'),
    andi: idOf(simulator, 'andi_helpdesk'),
    group: simulator.cast.staffGroup,
    get,
    post: (path, body, headers = {}) =>
      fetch(`${root}/simulator/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    state: async () => (await (await get('/simulator/state')).json()) as PageState,
  }
}
