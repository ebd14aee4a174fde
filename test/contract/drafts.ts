import { describe, expect, it } from 'vitest'
import type { DraftStore } from '../../core/app/ports.ts'
import { draftOf } from '../fixtures/samples.ts'

/** What every `DraftStore` must do. `open` gives a fresh, empty one. */
export function draftStoreContract(name: string, open: () => Promise<DraftStore>): void {
  describe(`DraftStore: ${name}`, () => {
    it('gives back a draft as it was saved, every time', async () => {
      const drafts = await open()
      const draft = draftOf('telegram:1')
      await drafts.save(draft)
      expect(await drafts.load('telegram:1')).toEqual(draft)
      expect(await drafts.load('telegram:1')).toEqual(draft)
    })

    it('keeps one draft an owner, the last one saved', async () => {
      const drafts = await open()
      await drafts.save(draftOf('telegram:1', { lastInput: '1' }))
      await drafts.save(draftOf('telegram:2', { lastInput: '2' }))
      await drafts.save(draftOf('telegram:1', { lastInput: '3', phase: 'summary', field: null }))
      expect(await drafts.load('telegram:1')).toMatchObject({ lastInput: '3', phase: 'summary', field: null })
      expect(await drafts.load('telegram:2')).toMatchObject({ lastInput: '2' })
    })

    it('knows nothing of an owner without one', async () => {
      const drafts = await open()
      await drafts.save(draftOf('telegram:1'))
      expect(await drafts.load('telegram:11')).toBeNull()
      expect(await drafts.clear('telegram:1')).toBe(true)
      expect(await drafts.clear('telegram:1')).toBe(false)
      expect(await drafts.load('telegram:1')).toBeNull()
    })

    it('keeps what people write, also half an emoji and NUL', async () => {
      const drafts = await open()
      const text = (value: string) => ({ masalah: { value, shown: value } })
      await drafts.save(draftOf('telegram:1', { answers: text('"Wi‑Fi" \\u0000 🙏\n${x}') }))
      expect((await drafts.load('telegram:1'))?.answers).toEqual(text('"Wi‑Fi" \\u0000 🙏\n${x}'))
      await drafts.save(draftOf('telegram:1', { answers: text('a\0b\ud83d') }))
      expect((await drafts.load('telegram:1'))?.answers['masalah']?.shown).toMatch(/^a.b.$/su)
    })

    it('finds what was not touched since, the oldest first', async () => {
      const drafts = await open()
      const touched = ['2026-10-14T05:03:00.000Z', '2026-10-14T05:01:00.000Z', '2026-10-14T05:02:00.000Z']
      for (const [i, at] of touched.entries()) await drafts.save(draftOf(`telegram:${i}`, { touched: at }))
      const owners = async (before: string, limit: number) =>
        (await drafts.stale(new Date(before), limit)).map((draft) => draft.owner)
      expect(await owners('2026-10-14T05:03:00.000Z', 9)).toEqual(['telegram:1', 'telegram:2'])
      expect(await owners('2026-10-14T06:00:00.000Z', 1)).toEqual(['telegram:1'])
      await drafts.clear('telegram:1')
      expect(await owners('2026-10-14T05:02:30.000Z', 9)).toEqual(['telegram:2'])
    })
  })
}
