import { randomBytes } from 'node:crypto'
import {
  type BinaryNode,
  Curve,
  getBinaryNodeChild,
  hmacSign,
  KEY_BUNDLE_TYPE,
  proto,
  S_WHATSAPP_NET,
  WA_ADV_ACCOUNT_SIG_PREFIX,
  WA_ADV_DEVICE_SIG_PREFIX,
} from '@whiskeysockets/baileys'
import { type Companion, linkCompanion } from './account.ts'
import type { KeyUpload } from './bundles.ts'
import type { Link } from './connection.ts'
import type { CodeRequest } from './link-code.ts'
import { bytesOf, jidOf, leaf, seconds } from './nodes.ts'
import type { ClientFinish } from './noise.ts'
import { fault, type World } from './world.ts'
import { verifySignature } from './xeddsa.ts'

/** A client that wants to be linked: what it showed of itself, and the references its QR codes are made of. */
export type PendingPairing = {
  noiseKey: Buffer
  keys: KeyUpload
  refs: string[]
  codeRequest?: CodeRequest
  offer?: Offer
}

/** What the phone signed; the client answers with its own signature. */
type Offer = { id: string; companion: Companion; details: Buffer; done: (companion: Companion) => void }

/** WhatsApp gives a client this many references at a time; a QR code lives for 20 s, the first for 60 s. */
const REFS = 6

/** A client came without an account: it is given references to show as QR codes. */
export function beginPairing(world: World, link: Link, { staticKey, payload }: ClientFinish): void {
  const refs = Array.from({ length: REFS }, () => `2@${randomBytes(48).toString('base64')}`)
  link.pairing = { noiseKey: staticKey, keys: readRegistration(payload), refs }
  link.send({
    tag: 'iq',
    attrs: { from: S_WHATSAPP_NET, type: 'set', id: world.nextId(), xmlns: 'md' },
    content: [{ tag: 'pair-device', attrs: {}, content: refs.map((ref) => leaf('ref', Buffer.from(ref))) }],
  })
}

function readRegistration({ devicePairingData }: proto.ClientPayload): KeyUpload {
  const { eRegid, eIdent, eSkeyId, eSkeyVal, eSkeySig } = devicePairingData ?? {}
  if (!eRegid || !eIdent || !eSkeyId || !eSkeyVal || !eSkeySig) throw new Error('a registration lacks keys')
  const signedPreKey = { id: Buffer.from(eSkeyId).readUIntBE(0, 3), key: eSkeyVal, signature: eSkeySig }
  if (!verifySignature(eIdent, Buffer.concat([KEY_BUNDLE_TYPE, eSkeyVal]), eSkeySig))
    throw new Error('a registration has a signed key that its identity did not sign')
  return { registrationId: Buffer.from(eRegid).readUInt32BE(0), identity: eIdent, signedPreKey, preKeys: [] }
}

/**
 * The account's owner scans a QR code with the phone. Resolves when the client has signed; rejects for a code that is
 * not one, belongs to no client that waits, or shows other keys than the client's own.
 */
export function scan(world: World, qr: string): Promise<Companion> {
  const [ref, noiseKey, identity, secret] = qr.slice(qr.indexOf('#') + 1).split(',')
  const link = [...world.links].find(({ pairing }) => ref !== undefined && pairing?.refs.includes(ref))
  if (link?.pairing === undefined) return Promise.reject(new Error('no client waits with this QR code'))
  const { keys, noiseKey: proved } = link.pairing
  if (noiseKey !== proved.toString('base64') || identity !== Buffer.from(keys.identity).toString('base64'))
    return Promise.reject(new Error('the QR code shows keys that are not the client’s'))
  return offer(world, link, Buffer.from(secret ?? '', 'base64'))
}

/** The phone vouches for the client's identity; `secret` is what the two share (the ADV secret key). */
export function offer(world: World, link: Link, secret: Buffer): Promise<Companion> {
  const { account } = world
  const { pairing } = link
  if (pairing === undefined) return Promise.reject(new Error('the client does not wait to be linked'))
  const companion = linkCompanion(account, pairing.noiseKey, pairing.keys)
  account.companions.delete(companion.id)
  const details = Buffer.from(
    proto.ADVDeviceIdentity.encode({
      rawId: companion.id,
      timestamp: Number(seconds(world.now())),
      keyIndex: companion.id,
    }).finish(),
  )
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.device.identity.public,
    accountSignature: Curve.sign(
      account.device.identity.private,
      Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, pairing.keys.identity]),
    ),
  }).finish()
  const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({
    details: signed,
    hmac: hmacSign(signed, secret),
  }).finish()
  const id = world.nextId()
  return new Promise((done) => {
    pairing.offer = { id, companion, details, done }
    link.send({
      tag: 'iq',
      attrs: { from: S_WHATSAPP_NET, type: 'set', id, t: seconds(world.now()) },
      content: [{ tag: 'pair-success', attrs: {}, content: pairSuccess(world, companion, sealed) }],
    })
  })
}

function pairSuccess({ account }: World, { id }: Companion, identity: Uint8Array): BinaryNode[] {
  return [
    leaf('device-identity', identity),
    { tag: 'device', attrs: { jid: jidOf(account.phone, 'pn', id), lid: jidOf(account.lid, 'lid', id) } },
    { tag: 'platform', attrs: { name: 'android' } },
    { tag: 'biz', attrs: { name: account.name } },
  ]
}

/** The client's answer to an offer or to the references. A right signature links it, and it is told to connect anew. */
export function finishPairing(world: World, link: Link, answer: BinaryNode): void {
  const made = link.pairing?.offer
  if (made === undefined || answer.attrs.id !== made.id) return
  const proof = bytesOf(
    getBinaryNodeChild(getBinaryNodeChild(answer, 'pair-device-sign'), 'device-identity'),
    'device-identity',
  )
  const { details, deviceSignature } = proto.ADVSignedDeviceIdentity.decode(proof)
  const { account } = world
  const { companion } = made
  const owner = account.device.identity.public
  const message = Buffer.concat([WA_ADV_DEVICE_SIG_PREFIX, made.details, companion.identity, owner])
  const right =
    made.details.equals(details ?? Buffer.alloc(0)) &&
    verifySignature(companion.identity, message, deviceSignature ?? Buffer.alloc(0))
  if (!right) return fault(world, 'the client signed something else than was offered', answer)
  companion.identityProof = Buffer.from(deviceSignature ?? [])
  account.companions.set(companion.id, companion)
  world.emit({ kind: 'linked', device: companion.id })
  link.end({ tag: 'stream:error', attrs: { code: '515' } })
  made.done(companion)
}
