import { jidDecode } from '@whiskeysockets/baileys'

/**
 * Who somebody is on WhatsApp. `id` is `lid:…` where WhatsApp tells its own id of the account, else `pn:…` (made of the
 * telephone number, until the other is known). `phone` is the number WhatsApp vouches for, in E.164: `+62812…`; a LID
 * looks like one and never is one.
 */
export type Identity = { id: string; phone?: string }

/** WhatsApp's own accounts, which write to everybody. */
const SYSTEM_USERS = new Set(['0', '16505361212', '13135550002'])

/**
 * The person behind a chat's address and its other form, in either order; null for what is no person: groups, status,
 * newsletters, broadcasts, bots, the system.
 */
export function identityOf(jid: string | null | undefined, alt?: string | null): Identity | null {
  const first = accountOf(jid)
  if (first === null) return null
  const second = accountOf(alt)
  const lid = [first, second].find((account) => account?.kind === 'lid')
  const pn = [first, second].find((account) => account?.kind === 'pn')
  const phone = pn ? { phone: `+${pn.user}` } : {}
  return { id: lid ? `lid:${lid.user}` : `pn:${first.user}`, ...phone }
}

/** The address to send to: the LID where it is known. Null for what is no id of ours. */
export function addressOf(id: string): string | null {
  const [, kind, user] = /^(lid|pn):(\d+)$/.exec(id) ?? []
  return kind ? `${user}@${kind === 'lid' ? 'lid' : 's.whatsapp.net'}` : null
}

/** Without the device: a person's telephone and their computer are one. */
function accountOf(jid: string | null | undefined): { kind: 'lid' | 'pn'; user: string } | null {
  const { user = '', server = '' } = jidDecode(jid ?? undefined) ?? {}
  if (!/^[1-9]\d{4,19}$/.test(user) || SYSTEM_USERS.has(user)) return null
  if (server === 'lid' || server === 'hosted.lid') return { kind: 'lid', user }
  return server === 's.whatsapp.net' || server === 'c.us' || server === 'hosted' ? { kind: 'pn', user } : null
}
