import { ConcurrentChange, StoreUnavailable } from '../../core/app/ports.ts'
import { Prisma } from '../generated/client.ts'

/** Prisma's codes for: out of reach, timed out, closed, no free connection, a transaction that ran out of time. */
const outageCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])

/** The adapter's own words for the same; a raw statement has only these. */
const outageKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
])

/** PostgreSQL's classes: connection lost, out of resources, shut down by the operator. */
const outageStates = /^(08|53|57P)/

/** What `pg` says, without any code, when the connection broke in the midst of a transaction. */
const outageWords = /not queryable|Connection terminated/

/** Lets a promise through with outside failures named as the port names them; bugs and refusals pass as they are. */
export async function asPortErrors<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw translate(error)
  }
}

/** Whether a unique constraint refused a row. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

function translate(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) {
    return outageWords.test(error.message) ? unavailable(error) : error
  }
  const { kind, originalCode } = adapterCause(error)
  if (error.code === 'P2034' || kind === 'TransactionWriteConflict') {
    return new ConcurrentChange('two transactions got in each other’s way', { cause: error })
  }
  const out = outageCodes.has(error.code) || outageKinds.has(kind) || outageStates.test(originalCode)
  return out ? unavailable(error) : error
}

function unavailable(cause: Error): StoreUnavailable {
  return new StoreUnavailable('the database is out of reach', { cause })
}

function adapterCause(error: Prisma.PrismaClientKnownRequestError): { kind: string; originalCode: string } {
  const thrown = error.meta?.['driverAdapterError'] as
    { cause?: { kind?: string; originalCode?: string } } | undefined
  return { kind: thrown?.cause?.kind ?? '', originalCode: thrown?.cause?.originalCode ?? '' }
}
