import { BufferJSON, initAuthCreds, proto } from '@whiskeysockets/baileys'
import type {
  AuthenticationCreds,
  AuthenticationState,
  SignalDataSet,
  SignalDataTypeMap,
} from '@whiskeysockets/baileys'
import { z } from 'zod'

/** Why a kept row cannot be used: not what was written, not readable, or sealed with a key that is not at hand. */
export type RowFault = 'damaged' | 'other-key' | 'no-key'
export type KeyRow = { type: string; id: string } & ({ value: string } | { fault: RowFault })

/** Where the linked device's credentials and keys are kept, as text by type and id. */
export type KeyRows = {
  /** Rows that are not there are left out. */
  read(type: string, ids: string[]): Promise<KeyRow[]>
  /** All but the messages that were sent, which no link depends on. */
  all(): AsyncIterable<KeyRow[]>
  /** All of it is kept, or nothing; null takes a row away. */
  write(rows: { type: string; id: string; value: string | null }[]): Promise<void>
  /** Forgets everything: the way to a new link. */
  clear(): Promise<void>
  /** Forgets what is of this type and older than so many days. */
  forget(type: string, days: number): Promise<void>
}

/**
 * What is kept cannot be used as it is, and nothing is put in its place. `rows` names what is wrong (`type/id`).
 * Way out: `cause: 'damaged'`, restore the database or forget the link (`KeyRows.clear`) and link anew; `'other-key'` or
 * `'no-key'`, nothing is lost: start again with the SECRET_KEY it was written with.
 */
export class AuthStateDamaged extends Error {
  readonly code = 'auth-state-damaged'
  readonly retryable = false
  readonly fault: RowFault
  readonly rows: string[]
  constructor(fault: RowFault, rows: string[]) {
    super(`the WhatsApp keys cannot be used: ${fault}`)
    this.name = 'AuthStateDamaged'
    this.fault = fault
    this.rows = rows
  }
}

type Written = Map<string, { type: string; id: string; value: string | null }>

const CREDS = { type: 'creds', id: 'creds' }
const CREDS_NAME = 'creds/creds'

/** The credentials without which there is no identity; the rest of them may be absent. */
const bytes = z.instanceof(Uint8Array)
const keyPair = z.object({ public: bytes, private: bytes })
const credsSchema = z.object({
  noiseKey: keyPair,
  pairingEphemeralKeyPair: keyPair,
  signedIdentityKey: keyPair,
  signedPreKey: z.object({ keyPair, signature: bytes, keyId: z.number() }),
  registrationId: z.number(),
  advSecretKey: z.string().min(1),
  nextPreKeyId: z.number(),
  firstUnuploadedPreKeyId: z.number(),
})

/**
 * Baileys' memory on `rows`. Every write of keys takes the credentials along where they have changed, in the same
 * transaction, so that a kill leaves keys and credentials of one moment. Rejects with `AuthStateDamaged` rather than begin
 * a new identity; only where nothing at all is kept does it begin one, and keeps it before it is used.
 *
 * `onDamage` hears of rows that turn out damaged later: Baileys takes a failed read for a missing key.
 */
export async function openAuthState(
  rows: KeyRows,
  onDamage: (error: AuthStateDamaged) => void = () => undefined,
): Promise<{ state: AuthenticationState; saveCreds(): Promise<void> }> {
  const kept = await inspect(rows)
  const creds = kept ?? initAuthCreds()
  let keptCreds = kept === null ? '' : writeValue(creds)
  let writing: Promise<unknown> = Promise.resolve()

  /** One after another: an older picture of the credentials never lands on a newer one. */
  const write = (changes: Written): Promise<void> => {
    const written = writing.then(async () => {
      const present = writeValue(creds)
      if (present !== keptCreds) changes.set(CREDS_NAME, { ...CREDS, value: present })
      if (changes.size > 0) await rows.write([...changes.values()])
      keptCreds = present
    })
    writing = written.catch(() => undefined)
    return written
  }
  await write(new Map())

  return {
    state: {
      creds,
      keys: {
        async get(type, ids) {
          const found = await rows.read(type, ids)
          const read = found.map(readRow)
          const error = damageIn(read)
          if (error) onDamage(error)
          if (error) throw error
          return Object.fromEntries(read.map((row) => [row.id, 'content' in row && row.content])) as {
            [id: string]: SignalDataTypeMap[typeof type]
          }
        },
        set: (data) => write(changesOf(data)),
      },
    },
    saveCreds: () => write(new Map()),
  }
}

/** Reads everything once, so that damage is found before anything is sent; the credentials, or null where nothing is kept. */
async function inspect(rows: KeyRows): Promise<AuthenticationCreds | null> {
  let creds: AuthenticationCreds | null = null
  let count = 0
  const unusable: Read[] = []
  for await (const page of rows.all()) {
    count += page.length
    for (const row of page) {
      const read = readRow(row)
      if ('fault' in read) unusable.push(read)
      else if (row.type === CREDS.type) creds = read.content as AuthenticationCreds
    }
  }
  // Keys alone belong to an identity that is lost.
  if (creds === null && count > 0 && unusable.length === 0)
    throw new AuthStateDamaged('damaged', [CREDS_NAME])
  const error = damageIn(unusable)
  if (error) throw error
  return creds
}

/** A whole row of another key says that the key was changed; damage weighs more, for no key mends it. */
function damageIn(rows: Read[]): AuthStateDamaged | null {
  for (const fault of ['damaged', 'other-key', 'no-key'] as const) {
    const named = rows.flatMap((row) =>
      'fault' in row && row.fault === fault ? [`${row.type}/${row.id}`] : [],
    )
    if (named.length > 0) return new AuthStateDamaged(fault, named)
  }
  return null
}

type Read = { type: string; id: string } & ({ content: unknown } | { fault: RowFault })

function readRow(row: KeyRow): Read {
  if ('fault' in row) return row
  const { type, id } = row
  try {
    const content = restore(type, JSON.parse(row.value, BufferJSON.reviver))
    return content === null ? { type, id, fault: 'damaged' } : { type, id, content }
  } catch {
    return { type, id, fault: 'damaged' }
  }
}

/** Protobuf messages become plain JSON when written, and messages again here. Null where it is none of its type. */
function restore(type: string, content: unknown): unknown {
  if (type === 'app-state-sync-key')
    return proto.Message.AppStateSyncKeyData.fromObject(content as Record<string, unknown>)
  if (type !== CREDS.type) return content
  if (!credsSchema.safeParse(content).success) return null
  const creds = content as AuthenticationCreds
  const account = creds.account && proto.ADVSignedDeviceIdentity.fromObject(creds.account)
  return account ? { ...creds, account } : creds
}

function writeValue(content: unknown): string {
  return JSON.stringify(content, BufferJSON.replacer)
}

function changesOf(data: SignalDataSet): Written {
  const changes: Written = new Map()
  for (const [type, byId] of Object.entries(data))
    for (const [id, content] of Object.entries(byId ?? {}))
      changes.set(`${type}/${id}`, { type, id, value: content ? writeValue(content) : null })
  return changes
}
