import { describe, expect, it } from 'vitest'
import type { Files } from '../../core/app/ports.ts'

/** What every `Files` must do. `open` gives a fresh, empty one. */
export function filesContract(name: string, open: () => Promise<Files>): void {
  describe(`Files: ${name}`, () => {
    it('gives back the bytes it was given', async () => {
      const files = await open()
      const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256)
      await files.put('evidence/1042/AgAD-x_1.jpg', bytes)
      await files.put('empty', new Uint8Array())
      expect(await files.get('evidence/1042/AgAD-x_1.jpg')).toEqual(bytes)
      expect(await files.get('empty')).toEqual(new Uint8Array())
    })

    it('knows nothing of a key that was never put', async () => {
      const files = await open()
      await files.put('a', Uint8Array.of(1))
      expect(await files.get('b')).toBeNull()
      expect(await files.get('a/b')).toBeNull()
    })

    it('tells keys apart that begin alike', async () => {
      const files = await open()
      await files.put('a/b', Uint8Array.of(1))
      await files.put('a', Uint8Array.of(2))
      await files.put('a/b/c', Uint8Array.of(3))
      await files.put('A', Uint8Array.of(4))
      expect([
        await files.get('a/b'),
        await files.get('a'),
        await files.get('a/b/c'),
        await files.get('A'),
      ]).toEqual([1, 2, 3, 4].map((n) => Uint8Array.of(n)))
    })

    it('is never seen half written', async () => {
      const files = await open()
      const versions = [1, 2, 3, 4].map((n) => new Uint8Array(300_000).fill(n))
      await files.put('k', versions[0]!)
      const writes = Promise.all(versions.map((bytes) => files.put('k', bytes)))
      for (let i = 0; i < 50; i++) {
        const seen = await files.get('k')
        expect(versions.some((version) => Buffer.compare(version, seen!) === 0)).toBe(true)
      }
      await writes
    })

    it('refuses a malformed key', async () => {
      const files = await open()
      const malformed = [
        '',
        '/etc/passwd',
        '../x',
        'a/../b',
        'a//b',
        'a/',
        '.',
        '.hidden',
        'a/.b',
        'a\\b',
        'a\0b',
        'a b',
        'x'.repeat(201),
      ]
      for (const key of malformed) {
        await expect(files.put(key, Uint8Array.of(1))).rejects.toThrow('malformed')
        await expect(files.get(key)).rejects.toThrow('malformed')
      }
    })
  })
}
