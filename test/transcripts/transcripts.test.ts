import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { play } from './play.ts'

const folder = new URL('./', import.meta.url)

/**
 * Whole conversations through the real program. `UPDATE_TRANSCRIPTS=1 npx vitest run test/transcripts` writes down
 * what is seen now; read the difference before committing it.
 */
describe('transcripts', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
    it(name.replace('.txt', ''), { timeout: 120_000 }, async () => {
      const file = new URL(name, folder)
      const script = readFileSync(file, 'utf8')
      const played = await play(script)
      if (process.env.UPDATE_TRANSCRIPTS) writeFileSync(file, played)
      else expect(played).toBe(script)
    })
  }
})
