import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openRedisDrafts } from '../../bots/drafts-redis.ts'
import { DraftsUnavailable, type DraftStore } from '../../core/app/ports.ts'
import { draftStoreContract } from '../contract/drafts.ts'
import { requireProgram } from '../fixtures/programs.ts'
import { createRedis, type RedisServer } from '../fixtures/redis.ts'
import { draftOf } from '../fixtures/samples.ts'

const owner = 'telegram:1'
const key = `sigap:draft:${owner}`
const index = 'sigap:draft:touched'
const damaged = `sigap:draft:damaged:${owner}`

const describeWithRedis = requireProgram('redis-server', 'apt-get install -y redis-server')

describeWithRedis('openRedisDrafts', () => {
  let redis: RedisServer
  let closings: (() => Promise<void>)[]
  let troubles: unknown[]

  beforeAll(async () => {
    redis = await createRedis()
  })
  beforeEach(async () => {
    await redis.start()
    closings = []
    troubles = []
  })
  afterEach(async () => {
    await redis.kill()
    for (const close of closings) await close()
  })
  afterAll(() => redis.remove())

  async function open(url = redis.url): Promise<DraftStore> {
    const { store, close } = await openRedisDrafts(url, (error) => troubles.push(error))
    closings.push(close)
    return store
  }

  /** Expects a rejection while Redis is away, and answers how long it took (ms). */
  async function refused(work: Promise<unknown>): Promise<number> {
    const start = performance.now()
    await expect(work).rejects.toThrow(DraftsUnavailable)
    return performance.now() - start
  }

  /** Everything that would reach a log. */
  const told = () => troubles.map((error) => `${String(error)} ${JSON.stringify(error)}`).join('\n')

  const works = (drafts: DraftStore) =>
    vi.waitFor(() => drafts.load('telegram:0'), { timeout: 10_000, interval: 20 })

  draftStoreContract('Redis', () => open())

  it('refuses at once when Redis dies under it, and goes on when Redis is back', async () => {
    const drafts = await open()
    const saves = Array.from({ length: 500 }, (_, i) => drafts.save(draftOf(`telegram:${i}`)))
    const outcomes = Promise.allSettled(saves)
    await redis.kill()
    for (const outcome of await outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DraftsUnavailable)
    }
    for (let i = 0; i < 20; i++) {
      expect(await refused(drafts.load(owner))).toBeLessThan(500)
      expect(await refused(drafts.save(draftOf(owner)))).toBeLessThan(500)
      expect(await refused(drafts.clear(owner))).toBeLessThan(500)
      expect(await refused(drafts.stale(new Date(0), 9))).toBeLessThan(500)
    }
    await redis.start()
    await works(drafts)
    expect(await drafts.load(owner)).toBeNull()
    await drafts.save(draftOf(owner))
    expect(await drafts.load(owner)).toEqual(draftOf(owner))
    expect(troubles.length).toBeGreaterThan(0)
    expect(troubles.length).toBeLessThan(4)
    expect(told()).not.toContain('wifi')
  })

  it('starts without Redis, says so once, and works when it comes', async () => {
    await redis.kill()
    const drafts = await open()
    expect(await refused(drafts.load(owner))).toBeLessThan(500)
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(told()).toMatch(/ECONNREFUSED/)
    expect(troubles).toHaveLength(1)
    await redis.start()
    await works(drafts)
    await drafts.save(draftOf(owner))
    expect(await drafts.load(owner)).toEqual(draftOf(owner))
  })

  it('waits a second for a Redis that hangs, then refuses at once until it moves again', async () => {
    const drafts = await open()
    await drafts.save(draftOf(owner))
    redis.signal('SIGSTOP')
    const took = await refused(drafts.load(owner))
    expect(took).toBeGreaterThan(900)
    expect(took).toBeLessThan(3_000)
    expect(await refused(drafts.load(owner))).toBeLessThan(500)
    redis.signal('SIGCONT')
    await works(drafts)
    expect(await drafts.load(owner)).toEqual(draftOf(owner))
  })

  it('logs in again after a refused login, at the start and later', async () => {
    const setPassword = (old: string, password: string) =>
      redis.ask('--no-auth-warning', '-a', old, 'CONFIG', 'SET', 'requirepass', password)
    await redis.ask('CONFIG', 'SET', 'requirepass', 'lain')
    const drafts = await open(redis.url.replace('//', '//:rahasia@'))
    await refused(drafts.load(owner))
    expect(told()).toContain('WRONGPASS')
    await setPassword('lain', 'rahasia')
    await works(drafts)
    await setPassword('rahasia', 'lain')
    await redis.ask('--no-auth-warning', '-a', 'lain', 'CLIENT', 'KILL', 'TYPE', 'normal')
    await vi.waitFor(() => refused(drafts.load(owner)))
    await vi.waitFor(() => expect(told().match(/WRONGPASS/g)).toHaveLength(2), { timeout: 5_000 })
    await setPassword('lain', 'rahasia')
    await works(drafts)
    expect(told()).not.toContain('rahasia')
  })

  it('tells of a refusal, and nothing of what the person wrote', async () => {
    const drafts = await open()
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1')
    await refused(drafts.save(draftOf(owner)))
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0')
    expect(told()).toContain('OOM')
    expect(told()).not.toContain('wifi')
    await drafts.save(draftOf(owner))
  })

  it('keeps the last of many saves at once', async () => {
    const drafts = await open()
    const saves = Array.from({ length: 50 }, (_, i) => drafts.save(draftOf(owner, { lastInput: `${i}` })))
    const cleared = drafts.clear(owner)
    const last = drafts.save(draftOf(owner, { lastInput: 'last' }))
    const seen = drafts.load(owner)
    await Promise.all([...saves, cleared, last])
    expect(await seen).toMatchObject({ lastInput: 'last' })
    expect(await drafts.load(owner)).toMatchObject({ lastInput: 'last' })
  })

  it('lets a draft go by itself after 48 hours', async () => {
    const drafts = await open()
    await drafts.save(draftOf(owner))
    const seconds = Number(await redis.ask('TTL', key))
    expect(seconds).toBeGreaterThan(48 * 3_600 - 60)
    expect(seconds).toBeLessThanOrEqual(48 * 3_600)
  })

  it.each([
    ['cut off', JSON.stringify(draftOf(owner)).slice(0, 100)],
    ['nothing', '{}'],
    ['null', 'null'],
    ["somebody else's", JSON.stringify(draftOf('telegram:2'))],
    ['without a time', JSON.stringify(draftOf(owner, { touched: 'kemarin' }))],
  ])('moves a damaged draft aside and says so: %s', async (_, json) => {
    const drafts = await open()
    await drafts.save(draftOf(owner))
    await redis.ask('SET', key, json)
    expect(await drafts.load(owner)).toBeNull()
    expect(told()).toContain(damaged)
    expect(told()).not.toContain('wifi')
    expect(await redis.ask('EXISTS', key)).toBe('0')
    expect(await redis.ask('GET', damaged)).toBe(json)
    expect(Number(await redis.ask('TTL', damaged))).toBeGreaterThan(0)
    await drafts.save(draftOf(owner))
    expect(await drafts.load(owner)).toEqual(draftOf(owner))
    expect(troubles).toHaveLength(1)
  })

  it('answers nothing while a damaged draft cannot be moved aside', async () => {
    const drafts = await open()
    await redis.ask('SET', key, '{"id')
    await redis.ask('ACL', 'SETUSER', 'default', '-rename')
    await refused(drafts.load(owner))
    await redis.ask('ACL', 'SETUSER', 'default', '+rename')
    expect(await redis.ask('GET', key)).toBe('{"id')
    expect(await drafts.load(owner)).toBeNull()
  })

  it('never moves aside a draft saved while a damaged one is read', async () => {
    const drafts = await open()
    await redis.ask('SET', key, '{"id')
    const [read] = await Promise.all([drafts.load(owner), drafts.save(draftOf(owner))])
    expect(read).toBeNull()
    expect(await drafts.load(owner)).toEqual(draftOf(owner))
    expect(await redis.ask('GET', damaged)).toBe('{"id')
  })

  it('mends an index out of step with the drafts', async () => {
    const drafts = await open()
    const touched = Date.parse(draftOf(owner).touched)
    await drafts.save(draftOf('telegram:1'))
    await drafts.save(draftOf('telegram:2'))
    await drafts.save(draftOf('telegram:3'))
    await redis.ask('DEL', 'sigap:draft:telegram:1')
    await redis.ask('ZADD', index, '1', 'telegram:2')
    await redis.ask('SET', 'sigap:draft:telegram:3', '{"id')
    expect(await drafts.stale(new Date(touched), 9)).toEqual([])
    expect(await redis.ask('ZSCORE', index, 'telegram:2')).toBe(String(touched))
    expect(await drafts.stale(new Date(touched + 1), 9)).toEqual([draftOf('telegram:2')])
    expect(await redis.ask('ZRANGE', index, '0', '-1')).toBe('telegram:2')
    expect(told()).toContain('sigap:draft:damaged:telegram:3')
  })

  it('leaves nothing behind that keeps the program running, with or without Redis', async () => {
    const source = join(import.meta.dirname, '..', '..', 'bots', 'drafts-redis.ts')
    const code = `
      const { openRedisDrafts } = await import(${JSON.stringify(source)})
      const { store, close } = await openRedisDrafts(${JSON.stringify(redis.url)}, () => {})
      await store.save(${JSON.stringify(draftOf(owner))}).catch(() => {})
      await close()`
    const run = async () => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', code]
      const child = spawn(process.execPath, args, { stdio: 'inherit', timeout: 15_000 })
      expect(await once(child, 'exit')).toEqual([0, null])
    }
    await run()
    expect(await redis.ask('EXISTS', key)).toBe('1')
    await redis.kill()
    await run()
  })
})
