import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Companion } from '../account.ts'
import type { Link } from '../connection.ts'
import type { World } from '../world.ts'

/** Who sent a stanza, and where. */
export type Context = { world: World; link: Link; companion: Companion }

/** Takes a stanza of a client that is logged in. Throws for one it does not know. */
export type Handler = (context: Context, stanza: BinaryNode) => void | Promise<void>

/** Answers a query: the content of the result. Throws for one it does not know. */
export type Query = (
  context: Context,
  query: BinaryNode,
) => BinaryNode[] | undefined | Promise<BinaryNode[] | undefined>
