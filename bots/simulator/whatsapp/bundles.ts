import {
  type BinaryNode,
  encodeBigEndian,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  KEY_BUNDLE_TYPE,
} from '@whiskeysockets/baileys'
import { bytesOf, keyIdBytes, leaf } from './nodes.ts'
import type { KeyBundle } from './signal.ts'

type PublicKey = { id: number; key: Uint8Array }
type SignedKey = PublicKey & { signature: Uint8Array }

/** What a client uploads about itself: its long-term keys, and one-time keys to hand out. */
export type KeyUpload = {
  registrationId: number
  identity: Uint8Array
  signedPreKey: SignedKey
  preKeys: PublicKey[]
}

/** A bundle as an answer to `encrypt/get key`; `jid` names the device it belongs to. */
export function bundleNode(
  jid: string,
  { registrationId, identity, signedPreKey, preKey }: KeyBundle,
): BinaryNode {
  return {
    tag: 'user',
    attrs: { jid },
    content: [
      leaf('registration', encodeBigEndian(registrationId)),
      leaf('type', KEY_BUNDLE_TYPE),
      leaf('identity', identity),
      signedKeyNode(signedPreKey),
      ...(preKey ? [keyNode(preKey)] : []),
    ],
  }
}

/** The keys of an `encrypt/set`. */
export function readUpload(node: BinaryNode): KeyUpload {
  return {
    registrationId: bytesOf(getBinaryNodeChild(node, 'registration'), 'registration').readUInt32BE(0),
    identity: bytesOf(getBinaryNodeChild(node, 'identity'), 'identity'),
    signedPreKey: readSignedKey(getBinaryNodeChild(node, 'skey')),
    preKeys: getBinaryNodeChildren(getBinaryNodeChild(node, 'list'), 'key').map(readKey),
  }
}

/** The bundle a client puts into a retry receipt; undefined when it has none. */
export function retryBundle(receipt: BinaryNode): KeyBundle | undefined {
  const keys = getBinaryNodeChild(receipt, 'keys')
  if (keys === undefined) return undefined
  const preKey = getBinaryNodeChild(keys, 'key')
  return {
    registrationId: bytesOf(getBinaryNodeChild(receipt, 'registration'), 'registration').readUInt32BE(0),
    identity: bytesOf(getBinaryNodeChild(keys, 'identity'), 'identity'),
    signedPreKey: readSignedKey(getBinaryNodeChild(keys, 'skey')),
    ...(preKey && { preKey: readKey(preKey) }),
  }
}

/** A signed key of a bundle, an upload or a rotation. */
export function readSignedKey(node: BinaryNode | undefined): SignedKey {
  if (node === undefined) throw new Error('a stanza lacks skey')
  return { ...readKey(node), signature: bytesOf(getBinaryNodeChild(node, 'signature'), 'signature') }
}

export function signedKeyNode({ id, key, signature }: SignedKey): BinaryNode {
  return {
    tag: 'skey',
    attrs: {},
    content: [leaf('id', keyIdBytes(id)), leaf('value', key), leaf('signature', signature)],
  }
}

function keyNode({ id, key }: PublicKey): BinaryNode {
  return { tag: 'key', attrs: {}, content: [leaf('id', keyIdBytes(id)), leaf('value', key)] }
}

function readKey(node: BinaryNode): PublicKey {
  return {
    id: bytesOf(getBinaryNodeChild(node, 'id'), 'a key id').readUIntBE(0, 3),
    key: bytesOf(getBinaryNodeChild(node, 'value'), 'a key'),
  }
}
