import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  getBinaryNodeChildString,
} from '@whiskeysockets/baileys'
import { addressOf, jidOf } from '../nodes.ts'
import { isAccount, personOf, type World } from '../world.ts'
import type { Query } from './context.ts'

/** What a client may ask about people. */
const PROTOCOLS: Record<string, (world: World, jid: string) => BinaryNode | null> = {
  devices: (world, jid) => ({
    tag: 'devices',
    attrs: {},
    content: [{ tag: 'device-list', attrs: {}, content: devicesOf(world, jid) }],
  }),
  lid: (world, jid) => {
    const lid = lidOf(world, jid)
    return lid === null ? null : { tag: 'lid', attrs: { val: lid } }
  },
  contact: (world, jid) => ({ tag: 'contact', attrs: { type: isKnown(world, jid) ? 'in' : 'out' } }),
}

/** `usync`: devices, LIDs and whether a number is on WhatsApp, for people named by jid or by number. */
export const USYNC_QUERIES: Record<string, Query> = {
  'usync get usync': ({ world }, query) => {
    const usync = getBinaryNodeChild(query, 'usync')
    const asked = childrenOf(getBinaryNodeChild(usync, 'query')).map(({ tag }) => tag)
    const unknown = asked.find((tag) => !(tag in PROTOCOLS))
    if (usync === undefined || unknown !== undefined) throw new Error(`usync of ${unknown ?? 'nothing'}`)
    const list = getBinaryNodeChildren(getBinaryNodeChild(usync, 'list'), 'user').map((user): BinaryNode => {
      const jid =
        user.attrs.jid ?? jidOf((getBinaryNodeChildString(user, 'contact') ?? '').replace('+', ''), 'pn')
      const answers = asked.map((tag) => PROTOCOLS[tag]?.(world, jid) ?? null)
      return { tag: 'user', attrs: { jid }, content: answers.filter((answer) => answer !== null) }
    })
    return [{ tag: 'usync', attrs: usync.attrs, content: [{ tag: 'list', attrs: {}, content: list }] }]
  },
}

function devicesOf(world: World, jid: string): BinaryNode[] {
  if (!isKnown(world, jid)) return []
  const phone: BinaryNode = { tag: 'device', attrs: { id: '0' } }
  if (!isAccount(world, jid)) return [phone]
  const companions = [...world.account.companions.keys()].map((id): BinaryNode => ({
    tag: 'device',
    attrs: { id: String(id), 'key-index': String(id) },
  }))
  return [phone, ...companions]
}

/** The LID of a phone number; a LID has none of its own. */
function lidOf(world: World, jid: string): string | null {
  if (addressOf(jid)?.addressing !== 'pn') return null
  const owner = isAccount(world, jid) ? world.account : personOf(world, jid)
  return owner === undefined ? null : jidOf(owner.lid, 'lid')
}

function isKnown(world: World, jid: string): boolean {
  return isAccount(world, jid) || personOf(world, jid) !== undefined
}

function childrenOf(node: BinaryNode | undefined): BinaryNode[] {
  return Array.isArray(node?.content) ? node.content : []
}
