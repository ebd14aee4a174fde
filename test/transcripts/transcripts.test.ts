import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { shippedProfiles } from '../../bots/profiles.ts'
import { shipped } from '../fixtures/desk.ts'
import { play } from './play.ts'

const folder = new URL('./', import.meta.url)
const scripts = readdirSync(folder).filter((file) => file.endsWith('.txt'))

/**
 * Whole conversations through the real program. `UPDATE_TRANSCRIPTS=1 npx vitest run test/transcripts` writes down
 * what is seen now; read the difference before committing it.
 */
describe('transcripts', () => {
  const taken = new Set<string>()
  let played = 0

  for (const name of scripts) {
    it(name.replace('.txt', ''), { timeout: 120_000 }, async () => {
      const file = new URL(name, folder)
      const script = readFileSync(file, 'utf8')
      const seen = await play(script)
      for (const outcome of seen.taken) taken.add(outcome)
      played += 1
      if (process.env.UPDATE_TRANSCRIPTS) writeFileSync(file, seen.text)
      else expect(seen.text).toBe(script)
    })
  }

  // Every row, branch and loop of every SOP is somewhere in these conversations.
  afterAll(() => {
    const all = shippedProfiles().flatMap((id) =>
      shipped(id).steps.flatMap((step) => step.outcomes.map((outcome) => `${id} row ${step.id}: ${outcome.id}`)),
    )
    if (played === scripts.length) expect(all.filter((outcome) => !taken.has(outcome))).toEqual([])
  })
})
