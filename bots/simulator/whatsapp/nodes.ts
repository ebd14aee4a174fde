import {
  type BinaryNode,
  encodeBigEndian,
  jidDecode,
  jidEncode,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'

/** WhatsApp's two name spaces of people: phone numbers (pn) and numbers that hide them (lid). */
export type Addressing = 'pn' | 'lid'

/** Who a jid names: `user` is a phone number or a LID, `device` 0 the phone itself. */
export type Address = { user: string; device: number; addressing: Addressing }

/** Reads a person's jid; null for groups, broadcasts and the server. */
export function addressOf(jid: string | undefined): Address | null {
  const decoded = jidDecode(jid)
  if (!decoded || decoded.user === '') return null
  const { user, server, device = 0 } = decoded
  if (server === 's.whatsapp.net') return { user, device, addressing: 'pn' }
  if (server === 'lid') return { user, device, addressing: 'lid' }
  return null
}

/** The jid of a person, or of one of their devices. */
export function jidOf(user: string, addressing: Addressing, device?: number): string {
  return jidEncode(user, addressing === 'lid' ? 'lid' : 's.whatsapp.net', device)
}

/** A stanza's first child, by which most are told apart. */
export function firstChild(node: BinaryNode): BinaryNode | undefined {
  return Array.isArray(node.content) ? node.content[0] : undefined
}

/** A child's bytes, whether they came as a text or as bytes; throws when it is missing. */
export function bytesOf(node: BinaryNode | undefined, what: string): Buffer {
  const content = node?.content
  if (content === undefined || Array.isArray(content)) throw new Error(`a stanza lacks ${what}`)
  return Buffer.from(content as Uint8Array)
}

/** A leaf with bytes. */
export function leaf(tag: string, content: Uint8Array | string): BinaryNode {
  return { tag, attrs: {}, content }
}

/** A number of a key as it travels: three bytes, big-endian. */
export function keyIdBytes(id: number): Uint8Array {
  return encodeBigEndian(id, 3)
}

/** The server's answer to a query. */
export function result(query: BinaryNode, content?: BinaryNode[]): BinaryNode {
  const attrs = { from: S_WHATSAPP_NET, type: 'result', id: query.attrs.id ?? '' }
  return content === undefined ? { tag: 'iq', attrs } : { tag: 'iq', attrs, content }
}

/** The server's refusal of a query. */
export function refusal(query: BinaryNode, code: string, text: string): BinaryNode {
  return {
    tag: 'iq',
    attrs: { from: S_WHATSAPP_NET, type: 'error', id: query.attrs.id ?? '' },
    content: [{ tag: 'error', attrs: { code, text } }],
  }
}

/** Whole seconds, as stanzas tell the time. */
export function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000))
}
