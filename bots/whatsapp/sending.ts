import { createHash } from 'node:crypto'
import { generateWAMessage, proto } from '@whiskeysockets/baileys'
import type { AnyMessageContent, WASocket } from '@whiskeysockets/baileys'
import { ChannelError } from '../../core/app/message.ts'
import type { Delivery, Receipt } from '../../core/app/message.ts'
import type { Files } from '../../core/app/ports.ts'
import type { WhatsappWords } from '../../core/text/id/whatsapp.ts'
import { acknowledgements } from './acknowledgements.ts'
import type { KeyRows } from './auth-state.ts'
import { addressOf } from './identity.ts'
import type { openIncoming } from './incoming.ts'
import { accountIn } from './in-turn.ts'
import type { InTurn } from './in-turn.ts'
import { paced } from './pace.ts'
import type { Pace } from './pace.ts'
import { contentOf, renderParts } from './render.ts'
import type { FileSource, Part } from './render.ts'
import { nameOf } from './connection.ts'
import type { Session } from './session.ts'

export type SendingOptions = {
  keys: KeyRows
  files: Files
  incoming: Pick<ReturnType<typeof openIncoming>, 'get'>
  words: Pick<WhatsappWords, 'replyNumber'>
  session: () => Session | null
  /** Whether somebody has written to the desk before: nobody else is ever written to. */
  hasWritten: (chat: string) => Promise<boolean>
  /** WhatsApp holds messages of this account back. */
  onRestricted: () => void
  /** A message is about to go out in a chat. */
  onSending: (chat: string) => void
  /** Null sends as fast as it goes. */
  pace: Pace | null
}

type Send = Extract<Delivery, { kind: 'send' }>

/** Sends messages, one part after the other, at the pace; each part is sent once WhatsApp says that it has it. */
export function sending(options: SendingOptions): (delivery: Send) => Promise<Receipt> {
  const { keys, files, incoming, words, session, pace } = options
  const turn = pace === null ? async () => undefined : paced(pace)
  const acks = acknowledgements()

  const bytesOf = async (source: FileSource): Promise<Uint8Array> => {
    if (source.from === 'channel') return incoming.get(source.file)
    const bytes = await files.get(source.key)
    if (bytes === null) throw new ChannelError({ code: 'rejected', reason: 'the file is gone' })
    return bytes
  }

  const contentFor = async (part: Part): Promise<AnyMessageContent> =>
    part.kind === 'text' ? contentOf(part) : contentOf(part, await bytesOf(part.source))

  const sendOne = async (
    { socket, alone }: Online,
    jid: string,
    content: AnyMessageContent,
    messageId: string | undefined,
  ): Promise<string> => {
    const made = await generateWAMessage(jid, content, {
      userJid: socket.user?.id ?? '',
      upload: socket.waUploadToServer,
      ...(messageId === undefined ? {} : { messageId }),
    })
    const id = made.key.id ?? ''
    await keepSent(keys, id, made.message ?? {})
    const acknowledged = acks.await(socket, id)
    await alone(accountIn(jid), () => socket.relayMessage(jid, made.message ?? {}, { messageId: id }))
    await acknowledged
    return id
  }

  return async ({ to: { chat }, message, key }) => {
    const jid = addressOf(chat)
    if (jid === null) throw new ChannelError({ code: 'rejected', reason: 'no address of WhatsApp' })
    online(session())
    if (!(await options.hasWritten(chat)))
      throw new ChannelError({ code: 'rejected', reason: 'never wrote to the desk' })
    const parts = renderParts(message, words)
    if (parts.length === 0) throw new ChannelError({ code: 'rejected', reason: 'the message is empty' })
    const contents = await Promise.all(parts.map(contentFor))
    const ids: string[] = []
    for (const [at, content] of contents.entries()) {
      await turn()
      const open = online(session())
      options.onSending(chat)
      const messageId = key === undefined ? undefined : messageIdOf(open.account, key, at)
      const sent = sendOne(open, jid, content, messageId)
      ids.push(await sent.catch((error: unknown) => fail(error, options.onRestricted)))
    }
    return { ids }
  }
}

/** A message sent earlier, for a telephone that could not read it. */
export async function findSent(keys: KeyRows, id: string): Promise<proto.IMessage | undefined> {
  const [row] = await keys.read('message', [id])
  return row && 'value' in row ? proto.Message.decode(Buffer.from(row.value, 'base64')) : undefined
}

async function keepSent(keys: KeyRows, id: string, message: proto.IMessage): Promise<void> {
  const value = Buffer.from(proto.Message.encode(message).finish()).toString('base64')
  await keys.write([{ type: 'message', id, value }])
}

type Online = { socket: WASocket; account: Uint8Array; alone: InTurn }

function online(session: Session | null): Online {
  const socket = session?.socket() ?? null
  if (session === null || socket === null) throw new ChannelError({ code: 'offline' })
  return { socket, account: session.account(), alone: session.alone }
}

function fail(error: unknown, onRestricted: () => void): never {
  if (!(error instanceof ChannelError))
    throw new ChannelError({ code: 'unavailable' }, new Error(nameOf(error)))
  if (error.failure.code === 'unreachable') onRestricted()
  throw error
}

/** The same for the same message: telephones pass over one whose id they have. Another link gives other ids. */
function messageIdOf(account: Uint8Array, key: string, part: number): string {
  const digest = createHash('sha256').update(account).update(`${key}/${part}`).digest('hex')
  return `3EB0${digest.slice(0, 18).toUpperCase()}`
}
