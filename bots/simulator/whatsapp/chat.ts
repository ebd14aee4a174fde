import { normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import type { Person, Written } from './people.ts'

/** A message as it stands in a person's chat with the account, after all edits. */
export type ChatMessage = {
  id: string
  /** Whether the person wrote it. */
  own: boolean
  at: Date
  /** What it says now; of a deleted one nothing. */
  content: proto.IMessage
  /** The album it is in, by the id of its announcement. */
  album: string | null
  /** How far an own one has got; null for the account's. */
  state: Written['state'] | null
  /** The person has seen it. */
  read: boolean
  edited: boolean
  deleted: boolean
}

const { Type: ProtocolType } = proto.Message.ProtocolMessage

/** The chat, oldest first: edits and deletions stand in the messages they are about. */
export function chatOf({ written, received }: Person): ChatMessage[] {
  const own = [...written]
    .filter(([, { chat }]) => chat === undefined)
    .map(([id, { at, message, state }]) => ({ id, own: true, at, message, state, read: true }))
  const theirs = received.map(({ id, at, message, read = false }) => ({
    id,
    own: false,
    at,
    message,
    state: null,
    read,
  }))
  const chat = new Map<string, ChatMessage>()
  for (const { message, ...sent } of [...own, ...theirs].toSorted((a, b) => Number(a.at) - Number(b.at))) {
    const content = normalizeMessageContent(message) ?? {}
    const { protocolMessage: change } = content
    if (change) applyChange(chat.get(change.key?.id ?? ''), sent.own, change)
    else if (!content.albumMessage)
      chat.set(sent.id, { ...sent, content, album: albumIn(message), edited: false, deleted: false })
  }
  return [...chat.values()]
}

/** The message a message is about: another one for an edit or a deletion, else itself. */
export function subjectOf(id: string, message: proto.IMessage): string {
  return normalizeMessageContent(message)?.protocolMessage?.key?.id ?? id
}

/** Nobody changes what somebody else wrote. */
function applyChange(
  target: ChatMessage | undefined,
  own: boolean,
  { type, editedMessage }: proto.Message.IProtocolMessage,
): void {
  if (target?.own !== own) return
  if (type === ProtocolType.REVOKE) Object.assign(target, { content: {}, edited: false, deleted: true })
  if (type !== ProtocolType.MESSAGE_EDIT || target.deleted) return
  Object.assign(target, { content: normalizeMessageContent(editedMessage) ?? {}, edited: true })
}

function albumIn({ messageContextInfo }: proto.IMessage): string | null {
  return messageContextInfo?.messageAssociation?.parentMessageKey?.id ?? null
}
