import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren } from '@whiskeysockets/baileys'
import { announceWaiting } from '../login.ts'
import { addressOf } from '../nodes.ts'
import { unlink } from '../unlink.ts'
import type { Query } from './context.ts'

const PRIVACY = ['readreceipts', 'last', 'online', 'profile', 'status', 'groupadd', 'calladd', 'messages']

/** WhatsApp takes documents of up to 2 GB. */
const MEDIA_BYTES_MAX = 2_000_000_000
/** The account may write to whom it likes. */
const UNRESTRICTED = { data: { xwa2_fetch_account_reachout_timelock: { is_active: false } } }

const nothing: Query = () => undefined

/** The queries about the account and the connection. */
export const SETTINGS_QUERIES: Record<string, Query> = {
  'w:p get ping': nothing,
  'passive set active': ({ link, companion }) => {
    setImmediate(() => announceWaiting(link, companion))
    return undefined
  },
  'abt get props': () => [{ tag: 'props', attrs: { protocol: '1', hash: 'loopback' }, content: [] }],
  'blocklist get': () => [{ tag: 'list', attrs: {}, content: [] }],
  'privacy get privacy': () => [
    {
      tag: 'privacy',
      attrs: {},
      content: PRIVACY.map((name): BinaryNode => ({ tag: 'category', attrs: { name, value: 'all' } })),
    },
  ],
  'w:m set media_conn': ({ world }) => [
    {
      tag: 'media_conn',
      attrs: { auth: 'loopback', ttl: '300', auth_ttl: '300', max_buckets: '12' },
      content: [
        {
          tag: 'host',
          attrs: { hostname: world.media.host, maxContentLengthBytes: String(MEDIA_BYTES_MAX) },
        },
      ],
    },
  ],
  'w:mex get query': () => [{ tag: 'result', attrs: {}, content: JSON.stringify(UNRESTRICTED) }],
  'privacy set tokens': nothing,
  'urn:xmpp:whatsapp:dirty set clean': nothing,
  'w:sync:app:state set sync': (_, query) => {
    const asked = getBinaryNodeChildren(getBinaryNodeChild(query, 'sync'), 'collection')
    const content = asked.map(({ attrs }): BinaryNode => ({
      tag: 'collection',
      attrs: { name: attrs.name ?? '', version: attrs.version ?? '0' },
    }))
    return [{ tag: 'sync', attrs: {}, content }]
  },
  'md set remove-companion-device': ({ world }, query) => {
    const device = addressOf(getBinaryNodeChild(query, 'remove-companion-device')?.attrs.jid)?.device
    const companion = world.account.companions.get(device ?? 0)
    if (companion === undefined) throw new Error('a device that is not linked')
    setImmediate(() => unlink(world, companion))
    return undefined
  },
}
