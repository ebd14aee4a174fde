import type { Prompt, Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { toJson } from './json.ts'

/** Half-made commands that wait for a word of their owner, inside a transaction. */
export function promptsIn(db: Prisma.TransactionClient): Tx['prompts'] {
  return {
    async get(owner, now) {
      const row = await db.prompt.findUnique({ where: { owner, expiresAt: { gt: now } } })
      return row && { ...(row.prompt as Pick<Prompt, 'ticket' | 'intent'>), owner, expires: row.expiresAt }
    },
    async put({ owner, ticket, intent, expires }) {
      const content = { prompt: toJson({ ticket, intent }), expiresAt: expires }
      await db.prompt.upsert({ where: { owner }, create: { owner, ...content }, update: content })
    },
    async clear(owner) {
      return (await db.prompt.deleteMany({ where: { owner } })).count > 0
    },
  }
}
