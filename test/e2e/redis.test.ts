import { afterEach, expect, it } from 'vitest'
import { requireProgram } from '../fixtures/programs.ts'
import { createRedis, type RedisServer } from '../fixtures/redis.ts'
import { query } from '../fixtures/database.ts'
import { startTown, type Town } from './town.ts'

const describe = requireProgram('redis-server', 'apt-get install -y redis-server')

describe('drafts in Redis', () => {
  let town: Town
  let redis: RedisServer
  afterEach(async () => {
    await town.stop()
    await redis.remove()
  })

  const budi = () => town.person('Budi')
  const said = () => town.world.messages(budi()).findLast((m) => m.from?.is_bot)?.text ?? ''
  const write = async (text: string) => {
    town.world.send(budi(), budi(), text)
    await town.settle()
  }
  const press = async (label: string) => {
    const message = town.world
      .messages(budi())
      .findLast((m) => m.reply_markup?.inline_keyboard.flat().some((b) => b.text === label))
    await town.world.press(budi(), budi(), message?.message_id ?? 0, label).answered
    await town.settle()
  }

  it('die with it for a while: the person is told, the bot goes on, and the ticket is opened afterwards', async () => {
    redis = await createRedis()
    await redis.start()
    town = await startTown({ env: { REDIS_URL: redis.url }, log: 'silent' })
    await write('Wifi di ruang bidang lantai 2 putus sejak pagi')
    await press('Ya, Jaringan')
    expect(said()).toContain('nama')

    await redis.kill()
    await write('Budi Santoso')
    expect(said()).toContain('beberapa saat lagi')
    // Staff, who have no drafts, are served all the while.
    town.world.send(town.person('Andi'), town.cast.staffGroup, '/antrean')
    await town.settle()
    expect(town.world.messages(town.cast.staffGroup).at(-1)?.text).toContain('Tidak ada tiket terbuka')

    // Nothing was on its disk: the draft is lost with it, and a button of it says so instead of doing something else.
    await redis.start()
    await expect
      .poll(async () => (await write('Wifi di ruang bidang lantai 2 putus sejak pagi'), said()))
      .toContain('Jaringan')
    await press('Ya, Jaringan')
    for (const answer of ['Budi Santoso', 'Dinas Kesehatan (Dinkes)']) await write(answer)
    await press('Lewati sisanya')
    for (const answer of ['0812 1000 2001', 'budi@contoh.go.id', 'tanpa bukti']) await write(answer)
    await press('Kirim')
    expect(said()).toContain('TIK-1001')
    const [row] = await query<{ n: number }>(town.databaseUrl, 'SELECT count(*)::int AS n FROM drafts')
    expect(row?.n).toBe(0)
  })
})
