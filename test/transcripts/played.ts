import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { shippedProfiles } from '../../bots/profiles.ts'
import { shipped } from '../fixtures/desk.ts'
import { play } from './play.ts'

const scripts = new URL('./', import.meta.url)

/**
 * Every script of this folder, and those that `folder` has beside them, as a test: played, it must read as it was
 * written down in `folder`. `half`: every other one, so that two files of tests share the work. With UPDATE_TRANSCRIPTS set it is written down anew.
 */
export function describeTranscripts(
  name: string,
  { folder, whatsapp, half }: { folder: URL; whatsapp: boolean; half?: 0 | 1 },
): void {
  describe(name, () => {
    const all = [...readdirSync(scripts), ...readdirSync(folder)].filter((file) => file.endsWith('.txt'))
    const files = [...new Set(all)].filter((_, at) => half === undefined || at % 2 === half)
    const taken = new Set<string>()
    let played = 0

    for (const file of files) {
      it(file.replace('.txt', ''), { timeout: 240_000 }, async () => {
        const script = new URL(file, existsSync(new URL(file, scripts)) ? scripts : folder)
        const seen = await play(readFileSync(script, 'utf8'), { whatsapp })
        for (const outcome of seen.taken) taken.add(outcome)
        played += 1
        const written = new URL(file, folder)
        if (process.env.UPDATE_TRANSCRIPTS) writeFileSync(written, seen.text)
        else expect(seen.text).toBe(existsSync(written) ? readFileSync(written, 'utf8') : '')
      })
    }

    // Every row, branch and loop of every SOP is somewhere in these conversations.
    afterAll(() => {
      const all = shippedProfiles().flatMap((id) =>
        shipped(id).steps.flatMap((step) =>
          step.outcomes.map((outcome) => `${id} row ${step.id}: ${outcome.id}`),
        ),
      )
      if (half === undefined && played === files.length) expect(all.filter((outcome) => !taken.has(outcome))).toEqual([])
    })
  })
}
