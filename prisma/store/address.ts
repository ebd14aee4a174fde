import { Prisma } from '../generated/client.ts'

/** A telephone number as WhatsApp's id of the account behind it, until the account's own id (`lid:…`) is known. */
export function numberId(phone: string): string {
  return `pn:${phone.replace(/\D/g, '')}`
}

/** Whether an id is the account itself, which stays the same when the number changes. */
export function isAccount(externalId: string): boolean {
  return externalId.startsWith('lid:')
}

/**
 * Where a direct message to a person goes: `channel` and `external_id`, or no row. It is the WhatsApp they have bound,
 * else Telegram, else WhatsApp as it was met; the account rather than its number. The channel that is `preferred`, if any,
 * goes before all of that. Both are SQL.
 */
export function addressRow(person: Prisma.Sql, preferred: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT channel, external_id FROM identities
    WHERE reachable AND person_id =
      (SELECT coalesce(met.joined_into, met.id) FROM people AS met WHERE met.id = ${person})
    ORDER BY channel IS NOT DISTINCT FROM ${preferred} DESC,
      (channel = 'whatsapp' AND bound_at IS NOT NULL) DESC, channel = 'telegram' DESC,
      bound_at DESC NULLS LAST, starts_with(external_id, 'lid:') DESC, external_id
    LIMIT 1`
}
