import type { Tx } from '../../core/app/ports.ts'
import { ProfileSchema } from '../../core/sop/sop.ts'
import type { Prisma } from '../generated/client.ts'
import { toJson } from './json.ts'

/** Small facts of the installation, inside a transaction. */
export function settingsIn(db: Prisma.TransactionClient): Tx['settings'] {
  return {
    async get(key) {
      return (await db.setting.findUnique({ where: { key } }))?.value
    },
    async set(key, value) {
      const content = { value: toJson(value) }
      await db.setting.upsert({ where: { key }, create: { key, ...content }, update: content })
    },
  }
}

/** Profiles by content hash, inside a transaction. */
export function profilesIn(db: Prisma.TransactionClient): Tx['profiles'] {
  return {
    /** One written by an older program gets the defaults of what has been added to the language since. */
    async get(hash) {
      const row = await db.storedProfile.findUnique({ where: { hash } })
      return row && ProfileSchema.parse(row.content)
    },
    async put(hash, profile) {
      await db.storedProfile.createMany({
        data: { hash, profileId: profile.id, content: toJson(profile) },
        skipDuplicates: true,
      })
    },
  }
}
