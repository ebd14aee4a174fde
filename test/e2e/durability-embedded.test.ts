import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startBotApi } from '../../bots/simulator/bot-api/server.ts'
import { createWorld } from '../../bots/simulator/bot-api/world.ts'
import { castPeople } from '../../bots/simulator/cast.ts'
import { fromBot, textOf } from './conversation.ts'
import { startCrowd } from './crowd.ts'
import { loadProgram } from './killed-program.ts'

test(
  'with its own database, killed and started again, it has kept everything',
  { timeout: 120_000 },
  async () => {
    const world = createWorld()
    const cast = castPeople(world)
    const api = await startBotApi(world)
    const folder = await mkdtemp(path.join(tmpdir(), 'sigap-own-'))
    const deskFile = path.join(folder, 'desk.yaml')
    await writeFile(
      deskFile,
      JSON.stringify({ services: [{ sop: 'tik-banten', staffGroup: cast.staffGroup }], calendar: '24x7' }),
    )
    const env = {
      TELEGRAM_BOT_TOKEN: world.token,
      TELEGRAM_API_ROOT: api.root,
      DATABASE_URL: '',
      DATA_DIR: folder,
      DESK_FILE: deskFile,
      PORT: '0',
      LOG_LEVEL: 'fatal',
    }
    const first = loadProgram(env)
    const second = loadProgram(env)
    onTestFinished(async () => {
      await first.kill()
      // A signal it can hear, so that its database ends with it.
      await second.kill('SIGTERM')
      await api.close()
      await rm(folder, { recursive: true })
    })

    const officers = ['Andi', 'Rina'].map(
      (name) => cast.members.find((m) => m.name.startsWith(name))!.user.id,
    )
    const crowd = startCrowd(world, { size: 1, group: cast.staffGroup, officers, random: () => 0 })
    const numbers = () => [...crowd.told.values()].flatMap((told) => [...told])
    let calls = 0
    world.on((change) => {
      if (change.kind === 'call-answered' && change.method !== 'getupdates') calls += 1
    })
    let before = -1
    const isQuiet = () => {
      const same = calls === before
      before = calls
      return same
    }
    await first.go()
    // As far as the midst of a second complaint.
    crowd.allow(20)
    await world.waitFor(() => numbers().length === 1 && crowd.sent === 20, 30_000)
    await expect.poll(isQuiet, { interval: 500, timeout: 20_000 }).toBe(true)
    await first.kill()

    await second.go()
    crowd.allow(Infinity)
    await world.waitFor(() => numbers().length === 2, 60_000)
    crowd.stop()
    const [person] = crowd.told.keys()
    world.send(person!, person!, '/status')
    const status = await world.waitFor(() =>
      fromBot(world, person!)
        .map(textOf)
        .find((text) => numbers().every((number) => text.includes(number))),
    )
    expect(numbers()).toEqual(['TIK-1001', 'TIK-1002'])
    expect(status).toContain('TIK-1001')
  },
)
