import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren } from '@whiskeysockets/baileys'
import { retryBundle } from '../bundles.ts'
import { keyOf } from '../mailbox.ts'
import { writeAgain } from '../people.ts'
import { isAccount, personOf } from '../world.ts'
import type { Context, Handler } from './context.ts'

/** A message the phone has sent again; until it is read, errors about the first try say nothing. */
const RETRY_ERROR = '500'
/** A phone gives up after so many tries. */
const RETRIES_MAX = 5

/** The client tells that it has a message, that it was read, or that it could not be decrypted. */
export const takeReceipt: Handler = async (context, stanza) => {
  const { world, link, companion } = context
  const { to = '', participant, id = '', type } = stanza.attrs
  const person = personOf(world, participant ?? to)
  if (person === undefined && !isAccount(world, to)) throw new Error(`a receipt for ${to}`)
  link.send({ tag: 'ack', attrs: { class: 'receipt', id, from: to, ...(type !== undefined && { type }) } })
  for (const each of idsOf(stanza)) {
    companion.mailbox.confirm(keyOf('message', each))
    if (type === 'retry' || person === undefined) continue
    const written = person.written.get(each)
    if (written === undefined) throw new Error(`a receipt for a message nobody wrote: ${each}`)
    const state = type === 'read' || type === 'read-self' ? 'read' : 'delivered'
    if (written.state !== 'read') written.state = state
    world.emit({ kind: 'receipt', person, id: each, state })
  }
  if (type === 'retry') await retry(context, stanza)
}

async function retry({ world, companion }: Context, stanza: BinaryNode): Promise<void> {
  const person = personOf(world, stanza.attrs.participant ?? stanza.attrs.to)
  const count = Number(getBinaryNodeChild(stanza, 'retry')?.attrs.count ?? '1')
  if (person === undefined || count > RETRIES_MAX) return
  await writeAgain(world, person, companion, stanza.attrs.id ?? '', { count, bundle: retryBundle(stanza) })
}

function idsOf(stanza: BinaryNode): string[] {
  const more = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'list'), 'item')
  return [stanza.attrs.id ?? '', ...more.map(({ attrs }) => attrs.id ?? '')]
}

/** The client has taken a stanza. After a request to resend it also says that the first try failed: not to be heeded. */
export const takeAck: Handler = ({ companion }, { attrs }) => {
  if (attrs.class === 'message' && attrs.error === RETRY_ERROR) return
  companion.mailbox.confirm(keyOf(attrs.class ?? '', attrs.id, attrs.type))
}
