import {
  type BinaryNode,
  encodeBigEndian,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  KEY_BUNDLE_TYPE,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import type { Companion } from '../account.ts'
import { bundleNode, type KeyUpload, readSignedKey, readUpload, signedKeyNode } from '../bundles.ts'
import { addressOf, keyIdBytes, leaf, seconds } from '../nodes.ts'
import { publishBundle } from '../signal.ts'
import { isAccount, personOf, type World } from '../world.ts'
import { verifySignature } from '../xeddsa.ts'
import type { Query } from './context.ts'

/** A client with fewer one-time keys than this is told to upload more. */
const LOW_KEYS = 5

/** The queries about keys, by what they ask. */
export const KEY_QUERIES: Record<string, Query> = {
  'encrypt get count': ({ companion }) => [
    { tag: 'count', attrs: { value: String(companion.preKeys.length) } },
  ],
  'encrypt set registration': ({ companion }, query) => {
    const { registrationId, identity, signedPreKey, preKeys } = readUpload(query)
    if (registrationId !== companion.registrationId || !Buffer.from(identity).equals(companion.identity))
      throw new Error('an upload for another identity')
    requireSigned(companion, signedPreKey)
    companion.signedPreKey = signedPreKey
    companion.preKeys.push(...preKeys)
    return undefined
  },
  'encrypt get digest': ({ companion }) => [digest(companion)],
  'encrypt set rotate': ({ companion }, query) => {
    const key = readSignedKey(getBinaryNodeChild(getBinaryNodeChild(query, 'rotate'), 'skey'))
    requireSigned(companion, key)
    companion.signedPreKey = key
    return undefined
  },
  'encrypt get key': ({ world }, query) => {
    const users = getBinaryNodeChildren(getBinaryNodeChild(query, 'key'), 'user')
    return [{ tag: 'list', attrs: {}, content: users.map(({ attrs }) => bundleFor(world, attrs.jid ?? '')) }]
  },
}

/** Tells a client when its one-time keys run out. */
export function lowOnKeys(world: World, { mailbox, preKeys }: Companion): void {
  if (preKeys.length >= LOW_KEYS) return
  mailbox.put({
    tag: 'notification',
    attrs: { from: S_WHATSAPP_NET, type: 'encrypt', id: world.nextId(), t: seconds(world.now()) },
    content: [{ tag: 'count', attrs: { value: String(preKeys.length) } }],
  })
}

function requireSigned({ identity }: Companion, { key, signature }: KeyUpload['signedPreKey']): void {
  if (!verifySignature(identity, Buffer.concat([KEY_BUNDLE_TYPE, key]), signature))
    throw new Error('a signed key that its identity did not sign')
}

function bundleFor(world: World, jid: string): BinaryNode {
  const owner = isAccount(world, jid) ? world.account : personOf(world, jid)
  if (owner === undefined || addressOf(jid)?.device !== 0) {
    return {
      tag: 'user',
      attrs: { jid },
      content: [{ tag: 'error', attrs: { code: '404', text: 'item-not-found' } }],
    }
  }
  return bundleNode(jid, publishBundle(owner.device))
}

function digest({ registrationId, identity, signedPreKey, preKeys }: Companion): BinaryNode {
  return {
    tag: 'digest',
    attrs: {},
    content: [
      leaf('registration', encodeBigEndian(registrationId)),
      leaf('type', KEY_BUNDLE_TYPE),
      leaf('identity', identity),
      signedKeyNode(signedPreKey),
      { tag: 'list', attrs: {}, content: preKeys.map(({ id }) => leaf('id', keyIdBytes(id))) },
    ],
  }
}
