import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { quietChats } from '../../../core/app/quiet.ts'

describe('quietChats', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  const watched = () => {
    const heard: string[] = []
    return { heard, bursts: quietChats({ ms: 1_000, maxMs: 4_000 }, (chat) => heard.push(chat)) }
  }

  it('waits until a second has passed since the last message, chat by chat', () => {
    const { heard, bursts } = watched()
    bursts.stir('a')
    vi.advanceTimersByTime(600)
    bursts.stir('a')
    bursts.stir('b')
    vi.advanceTimersByTime(999)
    expect(heard).toEqual([])
    expect([bursts.size(), bursts.has('a')]).toEqual([2, true])
    vi.advanceTimersByTime(1)
    expect(heard).toEqual(['a', 'b'])
    expect([bursts.size(), bursts.has('a')]).toEqual([0, false])
  })

  it('waits four seconds at most for somebody who does not stop writing', () => {
    const { heard, bursts } = watched()
    for (let at = 0; at < 4_000; at += 500) {
      bursts.stir('a')
      expect(heard).toEqual([])
      vi.advanceTimersByTime(500)
    }
    expect(heard).toEqual(['a'])
    bursts.stir('a')
    vi.advanceTimersByTime(1_000)
    expect(heard).toEqual(['a', 'a'])
  })

  it('says nothing once it was stopped', () => {
    const { heard, bursts } = watched()
    bursts.stir('a')
    bursts.stop()
    vi.advanceTimersByTime(5_000)
    expect(heard).toEqual([])
  })
})
