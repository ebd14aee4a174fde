import { Agent as HttpsAgent } from 'node:https'
import { Agent } from 'undici'
import { vi } from 'vitest'
import type { Given } from '../../bots/program.ts'
import type { Member } from '../../bots/simulator/cast.ts'
import { trustPeer } from '../../bots/simulator/whatsapp/certificates.ts'
import { startWhatsAppPeer, type Peer, type PersonPhone } from '../../bots/simulator/whatsapp/peer.ts'
import { query } from '../fixtures/database.ts'

/** A loopback WhatsApp beside the loopback Telegram, with the cast's telephones in it. */
export type TownWhatsapp = {
  peer: Peer
  env: Record<string, string>
  given: Given
  /** Somebody's telephone by first name; undefined for those who have no WhatsApp. */
  phone(firstName: string): PersonPhone | undefined
  /** All of them, by first name. */
  phones(): [string, PersonPhone][]
  /** Somebody nobody knows yet. */
  stranger(name: string): void
  /** Resolves once the program's device is linked and open. */
  linked(): Promise<void>
  /** Resolves once the program has all that people sent. */
  handedOver(): Promise<void>
  /** Resolves once the telephones show all that the program sent. */
  shown(): Promise<void>
  close(): Promise<void>
}

const sentSql = `SELECT count(*)::int AS sent FROM whatsapp_keys WHERE type = 'message'`

/** A link made once is that of every town after it: making one means hundreds of keys. */
let link: { snapshot: string; keys: unknown } | null = null

const keysSql = `
  SELECT jsonb_agg(jsonb_build_object('type', type, 'id', id, 'sealed_by', sealed_by,
    'value', encode(value, 'base64'), 'checksum', encode(checksum, 'base64'))) AS keys FROM whatsapp_keys`
const putKeysSql = `
  INSERT INTO whatsapp_keys (type, id, sealed_by, value, checksum)
  SELECT type, id, sealed_by, decode(value, 'base64'), decode(checksum, 'base64')
  FROM jsonb_to_recordset($1::jsonb) AS key (type text, id text, sealed_by text, value text, checksum text)`

/** The account links itself: its owner scans every code. */
export async function startTownWhatsapp(
  now: () => Date,
  members: readonly Member[],
  databaseUrl: string,
): Promise<TownWhatsapp> {
  const peer = await startWhatsAppPeer({ now, ...(link && { snapshot: link.snapshot }) })
  if (link) await query(databaseUrl, putKeysSql, [JSON.stringify(link.keys)])
  const undo = trustPeer(peer)
  const phones = new Map<string, PersonPhone>()
  for (const { user, name, whatsapp } of members)
    if (whatsapp) phones.set(user.first_name, peer.person({ ...whatsapp, name }))
  let isOpen = false
  let changedMs = performance.now()
  peer.onChange((change) => {
    changedMs = performance.now()
    if (change.kind === 'offline' || change.kind === 'unlinked') isOpen = false
  })
  const until = (check: () => boolean, what: string) =>
    vi.waitFor(
      () => {
        if (!check()) throw new Error(what)
      },
      { timeout: 15_000, interval: 5 },
    )
  return {
    peer,
    env: { WHATSAPP: 'on', WHATSAPP_SOCKET_URL: peer.url },
    given: {
      whatsapp: {
        media: {
          fetchAgent: new HttpsAgent({ ca: peer.media.ca }),
          options: { dispatcher: new Agent({ connect: { ca: peer.media.ca } }) } as RequestInit,
        },
        pace: null,
        retryDelayMs: 20,
        onNotice(notice) {
          if (notice.kind === 'qr') void peer.scan(notice.qr)
          if (notice.kind === 'linked') isOpen = true
        },
        print: () => undefined,
      },
    },
    phone: (firstName) => phones.get(firstName),
    phones: () => [...phones].sort(([a], [b]) => (a < b ? -1 : 1)),
    stranger(name) {
      const at = String(phones.size).padStart(3, '0')
      phones.set(name, peer.person({ phone: `6285550009${at}`, lid: `290000000009${at}`, name }))
    },
    async linked() {
      await until(() => isOpen, 'WhatsApp is not linked yet')
      if (link) return
      await until(() => performance.now() - changedMs > 500, 'WhatsApp does not come to rest')
      const [row] = await query<{ keys: unknown }>(databaseUrl, keysSql)
      link = { snapshot: peer.snapshot(), keys: row?.keys }
    },
    async handedOver() {
      const sent = () => [...phones.values()].flatMap((phone) => phone.chat().filter(({ own }) => own))
      await until(() => sent().every(({ state }) => state !== 'sent'), 'a message has not arrived')
    },
    async shown() {
      const [row] = await query<{ sent: number }>(databaseUrl, sentSql)
      const received = () => [...phones.values()].reduce((sum, phone) => sum + phone.received.length, 0)
      await until(() => received() >= (row?.sent ?? 0), 'a telephone does not show what was sent')
    },
    async close() {
      undo()
      await peer.close()
      if (peer.unknown.length > 0)
        throw new Error(`the peer saw what it does not know: ${JSON.stringify(peer.unknown)}`)
    },
  }
}
