import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { PrismaClient } from '../generated/client.ts'
import { asPortErrors } from './failures.ts'

/**
 * Why a row cannot be given back. `damaged`: it is not what was written. `other-key`: it is whole, but sealed with
 * another SECRET_KEY than the present one. `no-key`: it is sealed, and there is no SECRET_KEY.
 */
export type RowFault = 'damaged' | 'other-key' | 'no-key'
type Name = { type: string; id: string }
type ReadRow = Name & ({ value: string } | { fault: RowFault })
type Stored = Name & { value: Uint8Array; sealed_by: string; checksum: Uint8Array }
type SealingKey = { key: Uint8Array; name: string }

const NONCE_BYTES = 12
const TAG_BYTES = 16
const PAGE_ROWS = 500
/** What was sent, kept for a while for telephones that could not read it. */
const MESSAGE = 'message'

/**
 * What the WhatsApp library keeps, as text by type and id. With a `secret` everything is sealed (AES-256-GCM; the row's
 * type and id are authenticated with it, so that no row passes for another). The caller owns the client.
 */
export function whatsappKeysIn(client: PrismaClient, secret: string | null) {
  const sealing = secret === null ? null : deriveKey(secret)
  const write = async (rows: (Name & { value: string | null })[]) => {
    await asPortErrors(writeAtOnce(client, rows, sealing))
  }
  return {
    async read(type: string, ids: string[]): Promise<ReadRow[]> {
      const found = await asPortErrors(client.$queryRaw<Stored[]>`
        SELECT type, id, value, sealed_by, checksum FROM whatsapp_keys
        WHERE type = ${type} AND id = ANY(${ids}::text[])`)
      return found.map((row) => open(row, sealing))
    },
    /** Everything but messages, in pages. What was written before there was a secret is sealed on the way. */
    async *all(): AsyncGenerator<ReadRow[]> {
      for (let after: Name = { type: '', id: '' }; ;) {
        const found = await asPortErrors(client.$queryRaw<Stored[]>`
          SELECT type, id, value, sealed_by, checksum FROM whatsapp_keys
          WHERE (type, id) > (${after.type}, ${after.id}) AND type <> ${MESSAGE} ORDER BY type, id LIMIT ${PAGE_ROWS}`)
        const last = found.at(-1)
        if (last === undefined) return
        const page = found.map((row) => open(row, sealing))
        const bare = page.flatMap((row, at) => ('value' in row && found[at]?.sealed_by === '' ? [row] : []))
        if (sealing && bare.length > 0) await write(bare)
        yield page
        after = last
      }
    },
    /** All of it is kept, or nothing; null takes a row away. */
    write,
    /** Forgets everything: the way to a new link. */
    async clear(): Promise<void> {
      await asPortErrors(client.whatsappKey.deleteMany())
    },
    /** Forgets what is of this type and older than so many days. */
    async forget(type: string, days: number): Promise<void> {
      await asPortErrors(client.$executeRaw`
        DELETE FROM whatsapp_keys WHERE type = ${type} AND written_at < now() - ${days} * interval '1 day'`)
    },
  }
}

/** One statement, so that it needs no transaction of several round trips. */
function writeAtOnce(
  client: PrismaClient,
  rows: (Name & { value: string | null })[],
  sealing: SealingKey | null,
): Promise<number> {
  const gone = rows.filter(({ value }) => value === null)
  const kept = rows.flatMap(({ value, ...name }) =>
    value === null ? [] : [close({ ...name, value }, sealing)],
  )
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return client.$executeRaw`
    WITH gone AS (
      DELETE FROM whatsapp_keys WHERE (type, id) IN
        (SELECT * FROM unnest(${gone.map((row) => row.type)}::text[], ${gone.map((row) => row.id)}::text[]))
    )
    INSERT INTO whatsapp_keys (type, id, value, sealed_by, checksum)
    SELECT type, id, decode(value, 'base64'), sealed_by, decode(checksum, 'base64')
    FROM unnest(
      ${kept.map((row) => row.type)}::text[],
      ${kept.map((row) => row.id)}::text[],
      ${kept.map((row) => base64(row.value))}::text[],
      ${kept.map((row) => row.sealed_by)}::text[],
      ${kept.map((row) => base64(row.checksum))}::text[]
    ) AS row (type, id, value, sealed_by, checksum)
    ON CONFLICT (type, id) DO UPDATE SET
      value = excluded.value, sealed_by = excluded.sealed_by, checksum = excluded.checksum, written_at = now()`
}

/** The key that seals, and a name for it that tells nothing of it. */
function deriveKey(secret: string): SealingKey {
  const derive = (use: string, bytes: number) =>
    new Uint8Array(hkdfSync('sha256', secret, 'sigap', `whatsapp keys: ${use}`, bytes))
  return { key: derive('seal', 32), name: Buffer.from(derive('name', 8)).toString('hex') }
}

function close({ value, ...name }: Name & { value: string }, sealing: SealingKey | null): Stored {
  const text = Buffer.from(value, 'utf8')
  const row = sealing
    ? { ...name, value: seal(name, text, sealing.key), sealed_by: sealing.name }
    : { ...name, value: text, sealed_by: '' }
  return { ...row, checksum: checksumOf(row) }
}

/** The checksum comes first: only a row that is whole can say which key it is sealed with. */
function open(row: Stored, sealing: SealingKey | null): ReadRow {
  const { type, id } = row
  if (!checksumOf(row).equals(row.checksum)) return { type, id, fault: 'damaged' }
  if (row.sealed_by === '') return { type, id, value: Buffer.from(row.value).toString('utf8') }
  if (sealing === null) return { type, id, fault: 'no-key' }
  if (row.sealed_by !== sealing.name) return { type, id, fault: 'other-key' }
  const value = unseal({ type, id }, row.value, sealing.key)
  return value === null ? { type, id, fault: 'damaged' } : { type, id, value }
}

function seal(name: Name, text: Buffer, key: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bytesOf(name))
  const sealed = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Null where the bytes are not what was sealed under this name. */
function unseal(name: Name, bytes: Uint8Array, key: Uint8Array): string | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(bytesOf(name)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]
    return Buffer.concat(text).toString('utf8')
  } catch {
    return null
  }
}

function checksumOf({ value, sealed_by, ...name }: Omit<Stored, 'checksum'>): Buffer {
  return createHash('sha256').update(bytesOf(name)).update(`\0${sealed_by}\0`).update(value).digest()
}

/** No text of the database holds a NUL, so no two names have the same bytes. */
function bytesOf({ type, id }: Name): Buffer {
  return Buffer.from(`${type}\0${id}`, 'utf8')
}
