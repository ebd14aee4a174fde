import {
  Curve,
  encodeWAMessage,
  generateRegistrationId,
  generateSignalPubKey,
  type KeyPair,
  proto,
  type SignedKeyPair,
  signedKeyPair,
  unpadRandomMax16,
} from '@whiskeysockets/baileys'
import {
  ProtocolAddress,
  SessionBuilder,
  SessionCipher,
  type SessionRecord,
  type SignalStorage,
} from 'libsignal'

/** The keys and sessions of one simulated phone. Sessions are held by the other device's address. */
export type SignalDevice = {
  registrationId: number
  identity: KeyPair
  signedPreKey: SignedKeyPair
  preKeys: Map<number, KeyPair>
  nextPreKeyId: number
  sessions: Map<string, SessionRecord>
}

/** What a device publishes so that others can write to it first. Keys are 32 bytes, without the type byte. */
export type KeyBundle = {
  registrationId: number
  identity: Uint8Array
  signedPreKey: { id: number; key: Uint8Array; signature: Uint8Array }
  preKey?: { id: number; key: Uint8Array }
}

/** One encrypted payload of a message; `pkmsg` opens a session. */
export type Sealed = { type: 'pkmsg' | 'msg'; bytes: Uint8Array }

/** A phone as it comes out of the box. */
export function createDevice(): SignalDevice {
  const identity = Curve.generateKeyPair()
  return {
    registrationId: generateRegistrationId(),
    identity,
    signedPreKey: signedKeyPair(identity, 1),
    preKeys: new Map(),
    nextPreKeyId: 1,
    sessions: new Map(),
  }
}

/** A bundle with a one-time key nobody else gets. */
export function publishBundle(device: SignalDevice): KeyBundle {
  const id = device.nextPreKeyId++
  const pair = Curve.generateKeyPair()
  device.preKeys.set(id, pair)
  const { keyId, keyPair, signature } = device.signedPreKey
  return {
    registrationId: device.registrationId,
    identity: device.identity.public,
    signedPreKey: { id: keyId, key: keyPair.public, signature },
    preKey: { id, key: pair.public },
  }
}

/** Opens a session from `device` to the device at `address`, in place of the one there was. */
export async function openSession(device: SignalDevice, address: string, bundle: KeyBundle): Promise<void> {
  const { registrationId, identity, signedPreKey, preKey } = bundle
  const e2e = {
    registrationId,
    identityKey: generateSignalPubKey(identity),
    signedPreKey: {
      keyId: signedPreKey.id,
      publicKey: generateSignalPubKey(signedPreKey.key),
      signature: signedPreKey.signature,
    },
    preKey: preKey && { keyId: preKey.id, publicKey: generateSignalPubKey(preKey.key) },
  }
  // libsignal takes a bundle without a one-time key; only its types do not say so.
  await new SessionBuilder(storageOf(device), protocolAddress(address)).initOutgoing(
    e2e as Parameters<SessionBuilder['initOutgoing']>[0],
  )
}

/** Whether `device` can write to the device at `address` without a bundle. */
export function hasSession(device: SignalDevice, address: string): boolean {
  return device.sessions.has(protocolAddress(address).toString())
}

/** Forgets a session: the next message needs a new bundle. */
export function dropSession(device: SignalDevice, address: string): void {
  device.sessions.delete(protocolAddress(address).toString())
}

/** Encrypts a message, padded as WhatsApp does; there must be a session. */
export async function seal(device: SignalDevice, address: string, message: proto.IMessage): Promise<Sealed> {
  const cipher = new SessionCipher(storageOf(device), protocolAddress(address))
  const { type, body } = await cipher.encrypt(encodeWAMessage(message))
  return { type: type === 3 ? 'pkmsg' : 'msg', bytes: Buffer.from(body, 'binary') }
}

/** Decrypts a message; rejects when the keys do not fit. */
export async function unseal(
  device: SignalDevice,
  address: string,
  { type, bytes }: Sealed,
): Promise<proto.Message> {
  const cipher = new SessionCipher(storageOf(device), protocolAddress(address))
  const sealed = Buffer.from(bytes)
  const padded =
    type === 'pkmsg'
      ? await cipher.decryptPreKeyWhisperMessage(sealed)
      : await cipher.decryptWhisperMessage(sealed)
  return proto.Message.decode(unpadRandomMax16(padded))
}

function protocolAddress(address: string): ProtocolAddress {
  return new ProtocolAddress(address, 0)
}

function storageOf(device: SignalDevice): SignalStorage {
  return {
    loadSession: async (id) => device.sessions.get(id),
    storeSession: async (id, record) => void device.sessions.set(id, record),
    isTrustedIdentity: () => true,
    loadPreKey: async (id) => {
      const pair = device.preKeys.get(Number(id))
      return pair && signalPair(pair)
    },
    removePreKey: (id) => void device.preKeys.delete(id),
    loadSignedPreKey: () => signalPair(device.signedPreKey.keyPair),
    getOurRegistrationId: () => device.registrationId,
    getOurIdentity: () => signalPair(device.identity),
  }
}

function signalPair(pair: KeyPair): { privKey: Buffer; pubKey: Buffer } {
  return { privKey: Buffer.from(pair.private), pubKey: Buffer.from(generateSignalPubKey(pair.public)) }
}
