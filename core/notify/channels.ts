import type { Profile } from '../sop/sop.ts'
import type { Words } from '../text/words.ts'

/** A way people reach the desk, or are answered. */
export type ChannelOption = { id: string; label: string }

/** The chats the program itself serves: what arrives there is never recorded by hand. */
const chats = ['telegram', 'whatsapp']

/** How a complaint may come, or an answer be given, outside the chats: the SOP's own ways, then those every desk knows. */
export function channelsOf(profile: Profile, words: Words): ChannelOption[] {
  const own = [...profile.channels, ...profile.channelsAdded].map(({ id, label }) => ({ id, label }))
  const usual = Object.entries(words.notices.channels).map(([id, label]) => ({ id, label }))
  const more = usual.filter(({ id }) => !own.some((channel) => channel.id === id))
  return [...own, ...more].filter(({ id }) => !chats.includes(id))
}

/** The ways to answer what came by `channel`: a private chat that was passed on is answered there. */
export function answerChannelsOf(profile: Profile, words: Words, channel: string): ChannelOption[] {
  const chat = chats.includes(channel) ? [{ id: channel, label: channelLabel(profile, words, channel) }] : []
  return [...chat, ...channelsOf(profile, words)]
}

/** What a channel is called. */
export function channelLabel(profile: Profile, words: Words, id: string): string {
  const own = [...profile.channels, ...profile.channelsAdded].find((channel) => channel.id === id)
  const usual: Record<string, string> = { ...words.notices.channels, ...words.notices.chats }
  return own?.label ?? usual[id] ?? id
}
