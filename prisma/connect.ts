import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { utc } from './session.ts'

/** A pooled client for the database at `url`; `$disconnect()` closes it. */
export function connect(url: string, { poolSize = 10 }: { poolSize?: number } = {}): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: poolSize, options: utc }) })
}
