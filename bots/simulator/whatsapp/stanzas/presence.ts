import { type BinaryNode } from '@whiskeysockets/baileys'
import { handOver } from '../login.ts'
import { firstChild } from '../nodes.ts'
import { personOf } from '../world.ts'
import type { Context, Handler } from './context.ts'

/** Whether the client is there. */
export const takePresence: Handler = ({ world }, { attrs }) => {
  if (attrs.type === 'subscribe') return
  if (attrs.type !== undefined) world.account.presence = attrs.type
  if (attrs.name !== undefined) world.account.name = attrs.name
}

/** The client shows somebody that it writes. */
export const takeChatState: Handler = ({ world }, stanza) => {
  const person = personOf(world, stanza.attrs.to)
  if (person === undefined) throw new Error(`a chat state for ${stanza.attrs.to}`)
  person.typing = firstChild(stanza)?.tag ?? null
  world.emit({ kind: 'typing', person })
}

const NOTICES: Record<string, (context: Context, stanza: BinaryNode) => void | Promise<void>> = {
  offline_batch: ({ world, link, companion }) => handOver(world, link, companion),
  unified_session: () => undefined,
}

/** Notices about the connection itself. */
export const takeNotice: Handler = (context, stanza) => {
  const take = NOTICES[firstChild(stanza)?.tag ?? '']
  if (take === undefined) throw new Error('a notice that is not known')
  return take(context, stanza)
}
