import type { ChannelName, ChatAddress } from '../../core/app/message.ts'

/** A chat as one text, `channel:chat`; a thread is no chat of its own. */
export function chatKeyOf({ channel, chat }: ChatAddress): string {
  return `${channel}:${chat}`
}

/** The chat behind a key. */
export function chatOf(chatKey: string): ChatAddress {
  const colon = chatKey.indexOf(':')
  return { channel: chatKey.slice(0, colon) as ChannelName, chat: chatKey.slice(colon + 1) }
}
