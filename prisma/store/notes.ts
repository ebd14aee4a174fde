import type { Note, Tx } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { idToWrite } from './ids.ts'
import { clean, toJson } from './json.ts'

/** Texts that events refer to, inside a transaction. */
export function notesIn(db: Prisma.TransactionClient): Tx['notes'] {
  return {
    async put({ id, ticket, author, text, evidence, at }) {
      const content = {
        ticketId: idToWrite(ticket),
        authorId: author === null ? null : idToWrite(author),
        text: clean(text),
        evidence: toJson(evidence),
        at,
      }
      await db.note.upsert({ where: { id }, create: { id, ...content }, update: content })
    },
    async get(ids) {
      const rows = await db.note.findMany({ where: { id: { in: ids } } })
      return new Map(
        rows.map(({ id, ticketId, authorId, text, evidence, at }) => [
          id,
          {
            id,
            ticket: String(ticketId),
            author: authorId === null ? null : String(authorId),
            text,
            evidence: evidence as Note['evidence'],
            at,
          },
        ]),
      )
    },
  }
}
