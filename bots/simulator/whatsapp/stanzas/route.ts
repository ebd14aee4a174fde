import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys'
import type { Link } from '../connection.ts'
import { finishByCode, helloByCode } from '../link-code.ts'
import { firstChild, refusal, result } from '../nodes.ts'
import { finishPairing } from '../pairing.ts'
import { fault, type World } from '../world.ts'
import type { Context, Handler, Query } from './context.ts'
import { KEY_QUERIES } from './encrypt.ts'
import { takeMessage } from './message.ts'
import { takeChatState, takeNotice, takePresence } from './presence.ts'
import { takeAck, takeReceipt } from './receipt.ts'
import { SETTINGS_QUERIES } from './settings.ts'
import { USYNC_QUERIES } from './usync.ts'

/** Queries by name space, type and first child. */
const QUERIES: Record<string, Query> = { ...KEY_QUERIES, ...USYNC_QUERIES, ...SETTINGS_QUERIES }

const HANDLERS: Record<string, Handler> = {
  message: takeMessage,
  receipt: takeReceipt,
  ack: takeAck,
  presence: takePresence,
  chatstate: takeChatState,
  ib: takeNotice,
  iq: async (context, query) => context.link.send(await answer(context, query)),
}

/** Does what a client's stanza asks; one that is not known, or not right, is written down as a fault. */
export async function route(world: World, link: Link, stanza: BinaryNode): Promise<void> {
  try {
    if (link.companion !== undefined) await routeLinked({ world, link, companion: link.companion }, stanza)
    else routePairing(world, link, stanza)
  } catch (error) {
    fault(world, error instanceof Error ? error.message : String(error), stanza)
    if (stanza.tag === 'iq') link.send(refusal(stanza, '400', 'bad-request'))
  }
}

async function routeLinked(context: Context, stanza: BinaryNode): Promise<void> {
  const handle = HANDLERS[stanza.tag]
  if (handle === undefined) throw new Error(`an unknown stanza: ${stanza.tag}`)
  await handle(context, stanza)
}

async function answer(context: Context, query: BinaryNode): Promise<BinaryNode> {
  const { xmlns, type } = query.attrs
  const key = [xmlns, type, firstChild(query)?.tag].filter((part) => part !== undefined).join(' ')
  const ask = QUERIES[key]
  if (ask === undefined) throw new Error(`an unknown query: ${key}`)
  return result(query, await ask(context, query))
}

/** Before it is linked, a client answers what it is offered, or asks to be linked by a code. */
function routePairing(world: World, link: Link, stanza: BinaryNode): void {
  if (stanza.tag !== 'iq') {
    if (['ack', 'ib', 'presence'].includes(stanza.tag)) return
    throw new Error(`a stanza of a client that is not linked: ${stanza.tag}`)
  }
  if (stanza.attrs.type === 'result') return finishPairing(world, link, stanza)
  const stage = getBinaryNodeChild(stanza, 'link_code_companion_reg')?.attrs.stage
  const content =
    stage === 'companion_hello'
      ? helloByCode(world, link, stanza)
      : stage === 'companion_finish'
        ? finishByCode(world, link, stanza)
        : null
  if (content === null) throw new Error('a query of a client that is not linked')
  link.send(result(stanza, content))
}
