import type { BotCommand, Message } from 'grammy/types'
import { isPresent } from './bot-api/chats.ts'
import type { Room } from './bot-api/state.ts'
import type { Answers, Member } from './cast.ts'
import type { Simulator } from './simulator.ts'

/** A chat as the page shows it; messages are the Bot API's own, oldest first. */
export type ChatView = {
  id: number
  type: Room['type']
  title: string
  isForum: boolean
  topics: { id: number; name: string; closed: boolean }[]
  members: number[]
  keyboard: Room['keyboard'] | null
  /** The message the keyboard came with, where that is known. */
  prompt: number | null
  messages: Message[]
}

export type PersonView = {
  id: number
  part: Member['part']
  name: string
  firstName: string
  username: string
  title: string
  answers: Answers | null
}

/** All a page needs to begin with; from then on it follows the changes. */
export type PageState = {
  agency: string
  timeZone: string
  now: string
  bot: { id: number; name: string; username: string }
  staffGroup: number
  people: PersonView[]
  chats: ChatView[]
  /** Command menus by scope, as `setMyCommands` set them. */
  menus: Record<string, BotCommand[]>
}

/** More than a person scrolls back. */
const MESSAGES_SHOWN_MAX = 300

/** The world as the page sees it. */
export function viewState(
  simulator: Simulator,
  desk: { agency: string; timeZone: string; now: Date },
): PageState {
  const { world, cast } = simulator
  const { bot, rooms, commands } = world.state
  const shown = new Set([cast.staffGroup, ...cast.members.map(({ user }) => user.id)])
  return {
    agency: desk.agency,
    timeZone: desk.timeZone,
    now: desk.now.toISOString(),
    bot: { id: bot.id, name: bot.firstName, username: bot.username },
    staffGroup: cast.staffGroup,
    people: cast.members.map(viewPerson),
    chats: [...rooms.values()].filter(({ id }) => shown.has(id)).map((room) => viewChat(simulator, room)),
    menus: Object.fromEntries(commands),
  }
}

/** One chat. */
export function viewChat(simulator: Simulator, room: Room): ChatView {
  const { id, type, title, isForum } = room
  return {
    id,
    type,
    title,
    isForum,
    topics: [...room.topics.values()].map(({ id, name, closed }) => ({ id, name, closed })),
    members: [...room.members.values()].filter(isPresent).map(({ userId }) => userId),
    keyboard: room.keyboard ?? null,
    prompt: simulator.promptOf(id) ?? null,
    messages: [...room.messages.values()].slice(-MESSAGES_SHOWN_MAX),
  }
}

function viewPerson({ user, part, name, title, answers }: Member): PersonView {
  const { id, first_name: firstName, username } = user
  return { id, part, name, firstName, username, title, answers: answers ?? null }
}
