import { randomBytes } from 'node:crypto'
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  getBinaryNodeChild,
  hkdf,
  type KeyPair,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import type { Companion } from './account.ts'
import type { Link } from './connection.ts'
import { bytesOf, leaf, seconds } from './nodes.ts'
import { offer, type PendingPairing } from './pairing.ts'
import { fault, isAccount, type World } from './world.ts'

/** A client that shows an eight-letter code instead of a QR: its key, wrapped with the code. */
export type CodeRequest = {
  ref: string
  wrapped: Buffer
  /** Set when the owner has typed the code. */
  phone?: { ephemeral: KeyPair; companionEphemeral: Buffer; done: (linked: Promise<Companion>) => void }
}

const SALT_BYTES = 32
const CTR_IV_BYTES = 16
const GCM_IV_BYTES = 12

/** `companion_hello`: the client shows the code and sends its wrapped key. */
export function helloByCode(world: World, link: Link, query: BinaryNode): BinaryNode[] | null {
  const node = getBinaryNodeChild(query, 'link_code_companion_reg')
  if (link.pairing === undefined || !isAccount(world, node?.attrs.jid)) return null
  const ref = randomBytes(12).toString('base64')
  const wrapped = bytesOf(
    getBinaryNodeChild(node, 'link_code_pairing_wrapped_companion_ephemeral_pub'),
    'a wrapped key',
  )
  link.pairing.codeRequest = { ref, wrapped }
  return [
    {
      tag: 'link_code_companion_reg',
      attrs: { stage: 'companion_hello' },
      content: [leaf('link_code_pairing_ref', Buffer.from(ref))],
    },
  ]
}

/**
 * The account's owner types the code on the phone. Resolves when the client is linked; rejects when no client waits.
 * A wrong code yields wrong keys, which shows when the client answers: the promise then rejects.
 */
export async function enterCode(world: World, code: string): Promise<Companion> {
  const link = [...world.links].find(({ pairing }) => pairing?.codeRequest !== undefined)
  const request = link?.pairing?.codeRequest
  if (link === undefined || request === undefined) throw new Error('no client waits with a code')
  const ephemeral = Curve.generateKeyPair()
  const companionEphemeral = await unwrap(code, request.wrapped)
  const linked = new Promise<Companion>((done) => {
    request.phone = { ephemeral, companionEphemeral, done }
  })
  link.send({
    tag: 'notification',
    attrs: {
      from: S_WHATSAPP_NET,
      type: 'link_code_companion_reg',
      id: world.nextId(),
      t: seconds(world.now()),
    },
    content: [
      {
        tag: 'link_code_companion_reg',
        attrs: { stage: 'primary_hello' },
        content: [
          leaf('link_code_pairing_wrapped_primary_ephemeral_pub', await wrap(code, ephemeral.public)),
          leaf('primary_identity_pub', world.account.device.identity.public),
          leaf('link_code_pairing_ref', Buffer.from(request.ref)),
        ],
      },
    ],
  })
  return linked
}

/** `companion_finish`: from the two ephemeral keys, the two identities and the client's chance, both know the secret. */
export function finishByCode(world: World, link: Link, query: BinaryNode): BinaryNode[] | null {
  const node = getBinaryNodeChild(query, 'link_code_companion_reg')
  const { pairing } = link
  const phone = pairing?.codeRequest?.phone
  if (pairing === undefined || phone === undefined) return null
  const linked = Promise.resolve()
    .then(() =>
      sharedSecret(
        world,
        pairing,
        phone,
        bytesOf(getBinaryNodeChild(node, 'link_code_pairing_wrapped_key_bundle'), 'a key bundle'),
      ),
    )
    .then((secret) => offer(world, link, secret))
  linked.catch((error: unknown) => fault(world, `pairing by code: ${String(error)}`, query))
  phone.done(linked)
  return []
}

function sharedSecret(
  { account }: World,
  { keys }: PendingPairing,
  { ephemeral, companionEphemeral }: NonNullable<CodeRequest['phone']>,
  bundle: Buffer,
): Buffer {
  const shared = Curve.sharedKey(ephemeral.private, companionEphemeral)
  const key = hkdf(shared, 32, {
    salt: bundle.subarray(0, SALT_BYTES),
    info: 'link_code_pairing_key_bundle_encryption_key',
  })
  const sealed = bundle.subarray(SALT_BYTES + GCM_IV_BYTES)
  const iv = bundle.subarray(SALT_BYTES, SALT_BYTES + GCM_IV_BYTES)
  const opened = aesDecryptGCM(sealed, key, iv, Buffer.alloc(0))
  const [identity, owner, chance] = [opened.subarray(0, 32), opened.subarray(32, 64), opened.subarray(64)]
  if (!identity.equals(keys.identity) || !owner.equals(account.device.identity.public))
    throw new Error('the bundle holds other identities')
  const identities = Curve.sharedKey(account.device.identity.private, identity)
  return Buffer.from(hkdf(Buffer.concat([shared, identities, chance]), 32, { info: 'adv_secret' }))
}

async function unwrap(code: string, wrapped: Buffer): Promise<Buffer> {
  const iv = wrapped.subarray(SALT_BYTES, SALT_BYTES + CTR_IV_BYTES)
  const key = await derivePairingCodeKey(code, wrapped.subarray(0, SALT_BYTES))
  return aesDecryptCTR(wrapped.subarray(SALT_BYTES + CTR_IV_BYTES), key, iv)
}

async function wrap(code: string, publicKey: Uint8Array): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES)
  const iv = randomBytes(CTR_IV_BYTES)
  return Buffer.concat([salt, iv, aesEncryptCTR(publicKey, await derivePairingCodeKey(code, salt), iv)])
}
