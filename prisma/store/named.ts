import type { Person } from '../../core/app/ports.ts'
import type { Prisma } from '../generated/client.ts'
import { toPerson, type PersonRow } from './meeting.ts'

/** Those who have written to the desk and whose name, or an answer of theirs in these fields, holds all the words. */
export async function peopleNamed(
  db: Prisma.TransactionClient,
  words: string[],
  fields: string[],
  limit: number,
): Promise<Person[]> {
  const parts = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const rows = await db.$queryRaw<PersonRow[]>`
    SELECT people.id, people.name, people.known,
      EXISTS (SELECT FROM identities WHERE person_id = people.id AND reachable) AS reachable
    FROM people
    WHERE joined_into IS NULL AND EXISTS (SELECT FROM identities WHERE person_id = people.id)
      AND (people.name ILIKE ALL (${parts}::text[]) OR EXISTS (
        SELECT FROM jsonb_each(people.known) AS known (field, answer)
        WHERE field = ANY (${fields}::text[]) AND answer->>'shown' ILIKE ALL (${parts}::text[])))
    ORDER BY people.name, people.id LIMIT ${limit}`
  return rows.map(toPerson)
}
